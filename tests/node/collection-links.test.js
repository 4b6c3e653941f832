import assert from 'node:assert/strict';
import test from 'node:test';

import {linksIn, namesIn} from '../../themes/verifier/collection-links.js';

const SITES = ['https://own.example/badges/', 'http://127.0.0.1:8000/'];
const A = `ab/ab${'a'.repeat(24)}`;
const B = `cd/cd${'b'.repeat(24)}`;
const [LINK_A, LINK_B] = [A, B].map((name) => `https://own.example/badges/c/${name}.html`);

/** @type {[string, string, string[], number][]} */
const PASTED = [
  ['a link', LINK_A, [A], 0],
  ['a link with a secret behind it', `${LINK_A}#m=secret`, [A], 0],
  ['links on lines', `${LINK_A}\n\n${LINK_B}\n`, [A, B], 0],
  ['links on one line', `${LINK_A} ${LINK_B}`, [A, B], 0],
  ['a link in a sentence', `My badges: ${LINK_A}, thanks.`, [A], 0],
  ['a link in brackets at the end', `See (<${LINK_A}>).`, [A], 0],
  ['a link without its scheme', `own.example/badges/c/${A}`, [A], 0],
  ['a link of a preview', `http://127.0.0.1:8000/c/${A}.html`, [A], 0],
  ['a link of another site', 'https://elsewhere.example/x', [], 1],
  ['a link of another site in a sentence', `Mine: ${LINK_A} and https://elsewhere.example/x`, [A], 1],
  ['a page of this site that is no credential', 'https://own.example/badges/programs/', [], 1],
  ['no link', 'thanks and regards', [], 1],
  ['a line without a link beside one with', `Dear team,\n${LINK_A}\nRegards`, [A], 0],
];

for (const [name, text, found, foreign] of PASTED) {
  test(`pasted was ${name}`, () => {
    assert.deepEqual(linksIn(text, SITES), {found, foreign});
  });
}

/** @type {[string, string, string[] | null][]} */
const FRAGMENTS = [
  ['no collection', '', []],
  ['one', `#c=${A}`, [A]],
  ['two, of which one is named twice', `#c=${A},${B},${A}`, [A, B]],
  ['what is no name', '#c=../../x', []],
  ['a place on the page', '#main', null],
];

for (const [name, hash, expected] of FRAGMENTS) {
  test(`a link holds ${name}`, () => {
    assert.deepEqual(namesIn(hash), expected);
  });
}
