import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {crc32, deflateSync} from 'node:zlib';

import {MAX_FILE_BYTES, unbake} from '../../themes/verifier/baked.js';
import {readVectorJson} from './vectors.mjs';

const RECORD = '{"name":"Zoë"}';
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const HEADER = chunk('IHDR', Buffer.alloc(13));
const END = chunk('IEND', '');
const SAMPLES = new URL('../vectors/official/ob3-1edtech/', import.meta.url);

/** CRC-32 as in PNG annex D; `zlib.crc32` is missing in Node.js 20.0. @param {Buffer} data */
function checksum(data) {
  if (crc32) return crc32(data);
  let sum = -1;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** @param {string} kind @param {Buffer | string} data */
function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), Buffer.from(data)]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length - 4, 0);
  ends.writeUInt32BE(checksum(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** @param {string} [record] @param {string} [head] */
function baked(record = RECORD, head = 'openbadgecredential\0\0\0\0\0') {
  return chunk('iTXt', head + record);
}

/** @param {Buffer[]} parts */
function picture(...parts) {
  return new Uint8Array(Buffer.concat([SIGNATURE, ...parts]));
}

/** @param {Uint8Array} file */
function read(file) {
  try {
    return Buffer.from(unbake(file)).toString('utf8');
  } catch (error) {
    return /** @type {any} */ (error).reason ?? error;
  }
}

/** @param {Uint8Array} file @param {number} at */
function flipped(file, at) {
  const copy = file.slice();
  copy[at] ^= 1;
  return copy;
}

for (const [name, {why, picture: file, record}] of Object.entries(
  readVectorJson('shared/pictures.json'),
)) {
  if (!name.startsWith('png/')) continue; // the others need a parser of XML
  test(`${name}: ${why}`, () => {
    const found = read(Uint8Array.from(Buffer.from(file, 'base64')));
    const isRefused = ['none', 'v2', 'many', 'unread', 'broken'].includes(found);
    assert.equal(isRefused ? null : found, record);
  });
}

test('a PNG gives the record in its iTXt chunk, wherever that stands', () => {
  assert.equal(read(picture(HEADER, baked(), END)), RECORD);
  assert.equal(read(picture(HEADER, chunk('IDAT', 'pixels'), baked(), END)), RECORD);
  assert.equal(read(picture(HEADER, chunk('iTXt', 'Comment\0\0\0\0\0x'), baked(), END)), RECORD);
});

test('a PNG of 1EdTech gives its record', () => {
  const file = new Uint8Array(readFileSync(new URL('simple-json.png', SAMPLES)));
  assert.equal(JSON.parse(read(file)).name, 'Teamwork Badge');
});

test('no record, an Open Badges 2.0 assertion and more than one record are told apart', () => {
  const v2 = chunk('iTXt', 'openbadges\0\0\0\0\0{}');
  const old = chunk('tEXt', 'openbadgecredential\0{}');
  assert.equal(read(picture(HEADER, END)), 'none');
  assert.equal(read(picture(HEADER, v2, END)), 'v2');
  assert.equal(read(picture(HEADER, v2, baked(), END)), RECORD);
  assert.equal(read(picture(HEADER, baked(), baked(), END)), 'many');
  assert.equal(read(picture(HEADER, baked(), old, END)), 'many');
});

test('a record in any other form is not read', () => {
  const packed = Buffer.concat([
    Buffer.from('openbadgecredential\0\u0001\0\0\0'),
    deflateSync(RECORD),
  ]);
  assert.equal(read(picture(HEADER, chunk('iTXt', packed), END)), 'unread');
  const worded = baked(RECORD, 'openbadgecredential\0\0\0en\0\0');
  assert.equal(read(picture(HEADER, worded, END)), 'unread');
  assert.equal(read(picture(HEADER, chunk('zTXt', 'openbadgecredential\0\0x'), END)), 'unread');
  assert.equal(read(picture(HEADER, chunk('tEXt', 'openbadgecredential\0{}'), END)), 'unread');
});

test('a damaged PNG is not read: every chunk has its checksum, from IHDR to IEND', () => {
  const good = picture(HEADER, baked(), END);
  for (let at = SIGNATURE.length; at < good.length; at++) {
    assert.equal(read(flipped(good, at)), 'broken', `byte ${at}`);
  }
  for (let size = SIGNATURE.length; size < good.length; size++) {
    assert.equal(read(good.slice(0, size)), 'broken', `${size} bytes`);
  }
  assert.equal(read(picture(baked(), END)), 'broken');
  assert.equal(read(picture(HEADER, baked())), 'broken');
  assert.equal(read(picture(HEADER, baked(), END, Buffer.from('x'))), 'broken');
});

test('sizes are bounded', () => {
  assert.equal(read(picture(HEADER, baked('x'.repeat(1_048_577)), END)), 'big');
  assert.equal(read(new Uint8Array(MAX_FILE_BYTES + 1)), 'big');
});

test('whatever is no picture is taken for the record itself', () => {
  for (const text of [RECORD, '', '  {}', 'eyJ.x.y', '\x89PN']) {
    assert.equal(read(new Uint8Array(Buffer.from(text))), text);
  }
});

test('an SVG with a document type, or that is not UTF-8, is refused before it is parsed', () => {
  const entity = '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>';
  assert.equal(read(new Uint8Array(Buffer.from(entity))), 'unread');
  assert.equal(read(new Uint8Array(Buffer.from(`\ufeff \n${entity}`))), 'unread');
  assert.equal(read(new Uint8Array(Buffer.from('<svg>\xff</svg>', 'latin1'))), 'broken');
});
