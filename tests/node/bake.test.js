import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {bakePng} from '../../themes/verifier/bake.js';
import {unbakePng} from '../../themes/verifier/baked.js';

// Made by `generator.bake.bake_png`; tests/test_bake.py holds the Python half to it.
const VECTOR = JSON.parse(readFileSync(new URL('bake-vector.json', import.meta.url), 'utf8'));
const PICTURE = bytes(VECTOR.picture, 'base64');
const RECORD = bytes(VECTOR.record);

/** @param {string} text @param {BufferEncoding} [encoding] */
function bytes(text, encoding = 'utf8') {
  return new Uint8Array(Buffer.from(text, encoding));
}

/** @param {Uint8Array<ArrayBuffer>} picture */
function recordIn(picture) {
  return Buffer.from(unbakePng(picture)).toString('utf8');
}

test('Python makes the same bytes of the same picture and record', () => {
  assert.deepEqual(bakePng(PICTURE, RECORD), bytes(VECTOR.baked, 'base64'));
});

test('what is baked in comes out again, without the white space around it', () => {
  assert.equal(recordIn(bakePng(PICTURE, RECORD)), VECTOR.record.trim());
});

test('a record that was there is replaced', () => {
  const once = bakePng(PICTURE, bytes('{"first":1}'));

  assert.equal(recordIn(bakePng(once, bytes('{"second":2}'))), '{"second":2}');
  assert.deepEqual(bakePng(once, RECORD), bakePng(PICTURE, RECORD));
});

test('a view into a larger buffer is read where it lies', () => {
  const larger = new Uint8Array(PICTURE.length + 7);
  larger.set(PICTURE, 3);
  const view = larger.subarray(3, 3 + PICTURE.length);

  assert.deepEqual(bakePng(view, RECORD), bakePng(PICTURE, RECORD));
});

test('nothing is baked into a damaged PNG', () => {
  for (let at = 0; at < PICTURE.length; at++) {
    const damaged = PICTURE.slice();
    damaged[at] ^= 1;
    assert.throws(() => bakePng(damaged, RECORD), {reason: 'broken'}, `byte ${at}`);
    assert.throws(() => bakePng(PICTURE.slice(0, at), RECORD), {reason: 'broken'}, `${at} bytes`);
  }
  assert.throws(() => bakePng(bytes('<svg/>'), RECORD), {reason: 'broken'});
});
