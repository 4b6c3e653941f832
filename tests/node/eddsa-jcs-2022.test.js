import assert from 'node:assert/strict';
import test from 'node:test';

import {decodeMultikey} from '../../themes/verifier/did.js';
import {hashData, verifyProof} from '../../themes/verifier/eddsa-jcs-2022.js';
import {decodeBase58btc} from '../../themes/verifier/multibase.js';
import {readVector, readVectorJson, toHex} from './vectors.mjs';

const FOLDER = 'official/vc-di-eddsa/';
const signed = readVectorJson(`${FOLDER}eddsa-jcs-2022/signedJCS.json`);
const publicKey = decodeMultikey(readVectorJson(`${FOLDER}keyPair.json`).publicKeyMultibase);
const signature = decodeBase58btc(signed.proof.proofValue, 64);

test('official vector: the hash', async () => {
  const hash = new TextDecoder().decode(readVector(`${FOLDER}eddsa-jcs-2022/combinedHashJCS.txt`));

  assert.equal(toHex(await hashData(signed, signed.proof)), hash.trim());
});

test('official vector: the signature', async () => {
  const text = new TextDecoder().decode(readVector(`${FOLDER}eddsa-jcs-2022/sigHexJCS.txt`));

  assert.equal(toHex(signature), text.trim());
  assert.ok(await verifyProof(signed, signed.proof, publicKey, signature));
});

test('every member of document and proof is covered', async () => {
  for (const name of Object.keys(signed).filter((member) => member !== 'proof')) {
    const changed = {...signed, [name]: 'changed'};
    assert.ok(!(await verifyProof(changed, signed.proof, publicKey, signature)), name);
  }
  for (const name of Object.keys(signed.proof).filter((member) => member !== 'proofValue')) {
    const changed = {...signed.proof, [name]: 'changed'};
    assert.ok(!(await verifyProof(signed, changed, publicKey, signature)), name);
  }
  assert.ok(!(await verifyProof({...signed, more: 1}, signed.proof, publicKey, signature)));
  assert.ok(!(await verifyProof(signed, {...signed.proof, more: 1}, publicKey, signature)));
});
