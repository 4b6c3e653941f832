import assert from 'node:assert/strict';
import test from 'node:test';

import {decodeBase58btc, decodeBase64url} from '../../themes/verifier/multibase.js';
import {toHex} from './vectors.mjs';

const BASE58 = [
  ['z', 0, ''],
  ['z1', 1, '00'],
  ['z11', 2, '0000'],
  ['z112', 3, '000001'],
  ['z5Q', 1, 'ff'],
  ['z2g', 1, '61'],
  ['zJxF12TrwUP45BMd', 11, toHex(new TextEncoder().encode('Hello World'))],
  ['z1', 0, null], // longer than asked for
  ['z2', 2, null], // shorter
  ['2g', 1, null], // no prefix
  ['u2g', 1, null],
  ['Z2g', 1, null],
  ['', 0, null],
  ['z2g\n', 1, null],
  [' z2g', 1, null],
  ['z2 g', 1, null],
  ...['0', 'O', 'I', 'l', '+', 'é', '\u{1f600}', '\0'].map((character) => [
    `z2g${character}`,
    1,
    null,
  ]),
  ['z' + '1'.repeat(127), 127, '00'.repeat(127)],
  ['z' + '1'.repeat(128), 128, null], // beyond the bound
];

for (const [text, length, hex] of BASE58) {
  test(`base58-btc ${JSON.stringify(text.slice(0, 30))} as ${length} bytes`, () => {
    const bytes = decodeBase58btc(text, length);

    assert.equal(bytes && toHex(bytes), hex);
  });
}

test('a megabyte of base58 is refused at once', () => {
  const start = performance.now();

  assert.equal(decodeBase58btc('z' + '2'.repeat(1_000_000), 64), null);
  assert.ok(performance.now() - start < 100);
});

const BASE64URL = [
  ['u', ''],
  ['uAA', '00'],
  ['u_w', 'ff'],
  ['u-_8', 'fbff'],
  ['uAAAA', '000000'],
  ...[
    '',
    'AA',
    'mAA',
    'UAA',
    'uA',
    'uAAAAA',
    'uAB',
    'uAAB',
    'uAA==',
    'uAA=',
    'u+_8',
    'u-/8',
    'uA A',
    'uAA\n',
    ' uAA',
    'uA\tA',
    'uAé',
    'u\u{1f600}',
    'uuAA\0',
  ].map((text) => [text, null]),
];

for (const [text, hex] of BASE64URL) {
  test(`base64url ${JSON.stringify(text)}`, () => {
    const bytes = decodeBase64url(text);

    assert.equal(bytes && toHex(bytes), hex);
  });
}
