import assert from 'node:assert/strict';
import test from 'node:test';
import {deflateRawSync, gzipSync} from 'node:zlib';

import {GzipError, gunzip} from '../../themes/verifier/gunzip.js';
import {MAX_LIST_BYTES, decodeList, readBit} from '../../themes/verifier/status-list.js';
import {fromHex, readVector, readVectorJson} from './vectors.mjs';

const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const pack = (bytes, options) => join(gzipSync(bytes, options));
const encode = (bytes) => `u${Buffer.from(bytes).toString('base64url')}`;

for (const {file, bits, set} of readVectorJson('official/bitstring-status-list/expected.json')
  .lists) {
  test(`official list ${file}`, async () => {
    const text = new TextDecoder().decode(readVector(`official/bitstring-status-list/${file}`));
    const {encodedList} = JSON.parse(text).credentialSubject ?? {};
    const list = await decodeList(encodedList ?? `u${text.trim().replace(/^u/, '')}`);
    const found = [...Array(list.length * 8).keys()].filter((index) => readBit(list, index));

    assert.equal(list.length * 8, bits);
    assert.deepEqual(found, set);
  });
}

test('index 0 is the most significant bit of the first byte', async () => {
  const bits = Uint8Array.of(0b1000_0001, 0b0100_0000);
  const found = [...Array(16).keys()].filter((index) => readBit(bits, index));

  assert.deepEqual(found, [0, 7, 9]);
});

test('a list is neither too short nor too long', async () => {
  assert.equal((await decodeList(encode(pack(new Uint8Array(16_384))))).length, 16_384);
  assert.equal((await decodeList(encode(pack(new Uint8Array(MAX_LIST_BYTES))))).length, MAX_LIST_BYTES);
  await assert.rejects(() => decodeList(encode(pack(new Uint8Array(16_383)))), {code: 'list-too-short'});
  await assert.rejects(() => decodeList(encode(pack(new Uint8Array()))), {code: 'list-too-short'});
  const bomb = encode(pack(new Uint8Array(MAX_LIST_BYTES + 1)));
  await assert.rejects(() => decodeList(bomb), {code: 'list-malformed'});
});

for (const text of ['', 'u', 'uAAAA', 'z2g', 'mH4sI', 'uH4sIAAAAAAAA_w']) {
  test(`not a list: ${JSON.stringify(text)}`, async () => {
    await assert.rejects(() => decodeList(text), {code: 'list-malformed', detail: 'encodedList'});
  });
}

// A generator that always gives the same bytes, neither constant nor random to a compressor.
const noise = Uint8Array.from({length: 70_000}, (_, index) => (index * index * 7919) >> 9);

for (const [name, options] of Object.entries({
  stored: {level: 0},
  fastest: {level: 1},
  best: {level: 9},
  'fixed codes': {strategy: 4},
  'literals only': {strategy: 2},
  runs: {strategy: 3},
  'small window': {windowBits: 9},
})) {
  test(`unpacks what zlib packs: ${name}`, async () => {
    for (const bytes of [noise, noise.slice(0, 1), new Uint8Array(), new Uint8Array(70_000)]) {
      assert.deepEqual(await gunzip(pack(bytes, options), bytes.length), Uint8Array.from(bytes));
    }
  });
}

const packed = pack(noise);
const empty = pack(new Uint8Array());
const header = packed.slice(0, 10);
const rest = packed.slice(10);
const flagged = (flags, ...parts) => join(header.with(3, flags), ...parts, rest);

test('takes the optional parts of a header', async () => {
  for (const file of [
    flagged(1),
    flagged(4, [2, 0], [7, 7]),
    flagged(8, [65, 0]),
    flagged(16, [0]),
    flagged(4 | 8 | 16, [0, 0], [65, 0], [66, 67, 0]),
  ]) {
    assert.equal((await gunzip(file, noise.length)).length, noise.length);
  }
});

const MALFORMED = {
  nothing: [],
  'a header alone': header,
  'zeros after it': join(packed, [0]),
  'bytes after it': join(packed, [1, 2, 3]),
  'its trailer twice': join(packed, packed.slice(-8)),
  'two members': join(packed, packed),
  'an empty member last': join(packed, empty),
  'cut short': packed.slice(0, -1),
  'no trailer': packed.slice(0, -8),
  'another checksum': packed.with(packed.length - 8, packed.at(-8) ^ 1),
  'another length': packed.with(packed.length - 4, packed.at(-4) ^ 1),
  'another magic': packed.with(0, 0),
  'another method': packed.with(2, 7),
  'a reserved flag': flagged(32),
  'a header checksum that is wrong': flagged(2, [0, 0]),
  'an extra field beyond the end': flagged(4, [255, 255]),
  'a name without end': join(header.with(3, 8), [65, 66]),
  'zlib instead of gzip': join(fromHex('789c'), deflateRawSync(noise)),
};

for (const [name, file] of Object.entries(MALFORMED)) {
  test(`refuses ${name}`, async () => {
    await assert.rejects(() => gunzip(Uint8Array.from(file), noise.length), GzipError);
  });
}

test('never unpacks more than asked for', async () => {
  await assert.rejects(() => gunzip(packed, noise.length - 1), GzipError);
  // The trailer lies: more comes out than it says.
  const liar = packed
    .with(packed.length - 4, 1)
    .with(packed.length - 3, 0)
    .with(packed.length - 2, 0);
  await assert.rejects(() => gunzip(liar, noise.length), GzipError);
});

// Raw blocks that zlib refuses for their codes; the trailer is that of nothing.
const BLOCKS = {
  'a reserved kind of block': '07',
  'a stored block with another complement': '0100000000',
  'a distance before the beginning': '0302',
  'length symbol 286': '1b03',
  'codes of no length': '0500000000000000000000',
};

for (const [name, hex] of Object.entries(BLOCKS)) {
  test(`refuses ${name}`, async () => {
    const file = join(header, fromHex(hex), new Uint8Array(8));

    await assert.rejects(() => gunzip(file, 0), GzipError);
  });
}
