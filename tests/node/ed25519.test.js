import assert from 'node:assert/strict';
import test from 'node:test';

import {
  isAcceptableKey,
  passesGate,
  verifyBigInt,
  verifyNative,
  verifySignature,
} from '../../themes/verifier/ed25519.js';
import {fromHex, readVectorJson} from './vectors.mjs';

const FOLDER = 'official/ed25519/';

/** Demand one answer of the native engine, of the BigInt path and of what the page calls. */
async function assertVerdict(expected, key, message, signature) {
  const [publicKey, signed, bytes] = [key, message, signature].map(fromHex);
  const passed = passesGate(publicKey, bytes);

  assert.equal(await verifySignature(publicKey, signed, bytes), expected);
  assert.equal(passed && (await verifyNative(publicKey, signed, bytes)), expected);
  assert.equal(passed && (await verifyBigInt(publicKey, signed, bytes)), expected);
}

for (const item of readVectorJson(`${FOLDER}rfc8032-7.1.json`).vectors) {
  test(`RFC 8032 ${item.name}`, () =>
    assertVerdict(true, item.publicKey, item.message, item.signature));
}

for (const group of readVectorJson(`${FOLDER}wycheproof-ed25519_test.json`).testGroups) {
  for (const item of group.tests) {
    test(`Wycheproof ${item.tcId} ${item.comment}`, () =>
      assertVerdict(item.result === 'valid', group.publicKey.pk, item.msg, item.sig));
  }
}

// Case 3 holds for engines that let a key of mixed order pass.
readVectorJson(`${FOLDER}speccheck-cases.json`).forEach((item, index) => {
  test(`speccheck ${index}`, () =>
    assertVerdict(false, item.pub_key, item.message, item.signature));
});

// The gate is libsodium's answer, except that libsodium alone lets keys of mixed order pass.
const {order, results} = readVectorJson('official/ed25519-edge/results.json');

readVectorJson('official/ed25519-edge/own_vectors.json').forEach((item, index) => {
  const expected = results.pynacl[index] === 'V' && !item.name.startsWith('A mixed');

  test(`edge ${index}: ${item.name}`, () => {
    assert.equal(order[index], item.name);
    return assertVerdict(expected, item.pk, item.msg, item.sig);
  });
});

test('only 32 bytes are a key', () => {
  const key = fromHex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');

  assert.ok(isAcceptableKey(key));
  assert.ok(!isAcceptableKey(key.slice(1)));
  assert.ok(!isAcceptableKey(Uint8Array.from([...key, 0])));
  assert.ok(!isAcceptableKey(new Uint8Array()));
  assert.ok(isAcceptableKey(key));
});

test('an engine without Ed25519 leaves the answer to BigInt', async (t) => {
  const [item] = readVectorJson(`${FOLDER}rfc8032-7.1.json`).vectors;
  const [key, message, signature] = [item.publicKey, item.message, item.signature].map(fromHex);
  const importKey = t.mock.method(SubtleCrypto.prototype, 'importKey', async () => {
    throw new DOMException('unknown algorithm', 'NotSupportedError');
  });

  assert.ok(await verifySignature(key, message, signature));
  signature[0] ^= 1;
  assert.ok(!(await verifySignature(key, message, signature)));
  assert.ok(importKey.mock.callCount() >= 1);
});
