import assert from 'node:assert/strict';
import test from 'node:test';

import {canonical} from '../../themes/verifier/jcs.js';
import {parse} from '../../themes/verifier/strict-json.js';
import {fromHex, readVector, readVectorJson, toHex} from './vectors.mjs';

for (const name of ['arrays', 'french', 'structures', 'unicode', 'values', 'weird']) {
  test(`official document ${name}`, () => {
    const value = JSON.parse(
      new TextDecoder().decode(readVector(`official/jcs/input/${name}.json`)),
    );
    const output = readVector(`official/jcs/output/${name}.json`);
    const hex = new TextDecoder().decode(readVector(`official/jcs/outhex/${name}.txt`));

    assert.equal(toHex(canonical(value)), toHex(output));
    assert.equal(toHex(canonical(value)), hex.replace(/\s/g, ''));
  });
}

for (const {ieee754, json} of readVectorJson('official/jcs/rfc8785-appendix-b-numbers.json')
  .numbers) {
  test(`RFC 8785 appendix B: ${ieee754}`, () => {
    const number = new DataView(fromHex(ieee754).buffer).getFloat64(0);
    if (json === null) {
      assert.throws(() => parse(new TextEncoder().encode(String(number))), {code: 'not-json'});
    } else {
      assert.equal(new TextDecoder().decode(canonical(number)), json);
    }
  });
}

test('members are sorted by UTF-16 code units', () => {
  const value = {'\ufb33': 1, '\u{1f600}': 2, é: 3, 10: 4, 9: 5, '': 6};

  assert.equal(
    new TextDecoder().decode(canonical(value)),
    '{"":6,"10":4,"9":5,"é":3,"\u{1f600}":2,"\ufb33":1}',
  );
});
