import assert from 'node:assert/strict';
import test from 'node:test';

import {MAX_BYTES, parse} from '../../themes/verifier/strict-json.js';

const bytes = (text) =>
  typeof text === 'string' ? new TextEncoder().encode(text) : Uint8Array.from(text);
const nested = (depth) => '['.repeat(depth) + ']'.repeat(depth);

const REFUSED = [
  // (1) size, (2) encoding
  ['too-large', '"' + 'a'.repeat(MAX_BYTES - 1) + '"'],
  ['too-large', Array(MAX_BYTES + 1).fill(0xff)],
  ['byte-order-mark', '\ufeff{}'],
  ['not-utf8', [0x22, 0xff, 0x22]],
  ['not-utf8', [0x22, 0xc0, 0x80, 0x22]],
  ['not-utf8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ['not-utf8', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
  // (3) depth
  ['too-deep', nested(65)],
  ['too-deep', '{"a":'.repeat(65) + '1' + '}'.repeat(65)],
  ['too-deep', '['.repeat(100_000)],
  ['too-deep', '["\\\\",' + nested(64) + ']'],
  // (4) grammar
  ...[
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    "{'a':1}",
    '01',
    '1.',
    '.5',
    '+1',
    '-',
    '1e',
    'NaN',
    'Infinity',
    '-Infinity',
    'undefined',
    'True',
    '"\t"',
    '"\\x41"',
    '"\\u12"',
    '1 2',
    '{} {}',
    '/**/1',
    '\u00a0{}',
    '\f{}',
    '{"a" 1}',
    '{1:1}',
    '"a',
    '\0',
  ].map((text) => ['not-json', text]),
  // (5) what the grammar allows and readers differ on
  ['duplicate-member', '{"a":1,"a":1}'],
  ['duplicate-member', '{"a":1,"\\u0061":2}'],
  ['duplicate-member', '[{"x":{"":0,"":0}}]'],
  ['duplicate-member', '{"__proto__":1,"__proto__":2}'],
  ['unsafe-number', '9007199254740992'],
  ['unsafe-number', '-9007199254740993'],
  ['unsafe-number', '9007199254740991.5'],
  ['unsafe-number', '[1E400]'],
  ['unsafe-number', '-1e16'],
  ['unsafe-number', '1' + '0'.repeat(5000)],
  ['forbidden-member', '{"__proto__":{}}'],
  ['forbidden-member', '{"a":{"\\u005f_proto__":1}}'],
  ['lone-surrogate', '"\\ud800"'],
  ['lone-surrogate', '"\\udc00\\ud800"'],
  ['lone-surrogate', '{"\\ud83d\\ud83d\\ude00":1}'],
  ['forbidden-character', '"\\u0000"'],
  ['forbidden-character', '"\\u001f"'],
  ['forbidden-character', '{"\\u007f":1}'],
  ['forbidden-character', '"\x7f"'],
  ['forbidden-character', '"\\ufffe"'],
  ['forbidden-character', '"\uffff"'],
  // the order of faults
  ['duplicate-member', '{"a":1e400,"a":1}'],
  ['unsafe-number', '{"__proto__":1e400}'],
  ['forbidden-member', '{"__proto__":"\\ud800"}'],
  ['lone-surrogate', '["\\u0000","\\ud800"]'],
  ['not-json', '{"a":1,"a":1'],
];

for (const [code, text] of REFUSED) {
  test(`${code}: ${JSON.stringify(String(text).slice(0, 40))}`, () => {
    assert.throws(() => parse(bytes(text)), {name: 'Error', code});
  });
}

const ACCEPTED = [
  'null',
  'true',
  ' \t\r\n{}\n',
  '""',
  '"\\ud83d\\ude00"',
  '"\\/\\b"'.replace('\\b', '\\n'),
  '-0',
  '-0.0',
  '1.0',
  '1e2',
  '1e-400',
  '9007199254740991',
  '-9007199254740991',
  '9007199254740991.4',
  nested(64),
  `"${'['.repeat(1000)}"`,
  '"\\"[["',
  '{"constructor":1,"toString":2,"hasOwnProperty":3,"length":4}',
  '{"a:b":"c:d","e":"\\"f\\":"}',
  '"\u2028\u0085\ufeff"',
  '{"10":1,"9":2,"":3}',
];

for (const text of ACCEPTED) {
  test(`reads ${JSON.stringify(text.slice(0, 40))}`, () => {
    assert.deepEqual(parse(bytes(text)), JSON.parse(text));
  });
}

test('a string of one megabyte does not exhaust a regular expression', () => {
  const text = `["${'a"'.replace('"', '\\"').repeat(349_000)}"]`;

  assert.equal(parse(bytes(text)).length, 1);
});

test('details name what was found', () => {
  assert.throws(() => parse(bytes('[1, -12345678901234567890]')), {
    detail: '-12345678901234567890',
  });
  assert.throws(() => parse(new Uint8Array(MAX_BYTES + 1)), {detail: '1048577'});
});
