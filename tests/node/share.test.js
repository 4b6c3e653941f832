import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';

import {embedHtml, linkedinAddress} from '../../themes/verifier/share.js';
import {signatureHtml, signatureText} from '../../themes/verifier/share.js';

const CASES = JSON.parse(readFileSync(new URL('sharing.json', import.meta.url), 'utf8'));

for (const item of CASES) {
  const fields = /** @type {import('../../themes/verifier/fields.js').Fields} */ ({
    texts: {title: item.title, issuer: item.issuer, id: item.id, 'short-id': item.shortId},
    raws: {from: item.from, until: item.until},
  });

  test(`LinkedIn is told of ${item.name}`, () => {
    assert.equal(linkedinAddress(fields, item.organization), item.linkedin);
  });

  test(`a website shows ${item.name}`, () => {
    assert.equal(embedHtml(fields, item.picture), item.embed);
  });

  test(`a letter names ${item.name}`, () => {
    assert.equal(signatureHtml(fields), item.signatureHtml);
    assert.equal(signatureText(fields), item.signatureText);
  });
}
