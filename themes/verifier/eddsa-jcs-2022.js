/** Cryptosuite `eddsa-jcs-2022` (VC-DI-EDDSA 1.0 section 3.3): the proof our verdict rests on. */

import {verifySignature} from './ed25519.js';
import {canonical} from './jcs.js';

/** @typedef {import('./strict-json.js').Bytes} Bytes */
/** @typedef {import('./strict-json.js').Json} Json */

export const CRYPTOSUITE = 'eddsa-jcs-2022';

/**
 * Hash proof options and document, each in canonical form (sections 3.3.4 and 3.3.5).
 *
 * All options are hashed as they stand in the proof, known or not. Where the proof has its own
 * `@context`, section 3.3.2 would hash that instead of the document's if the document's merely
 * begins with it; callers have made sure that the two are equal, which leaves nothing to replace.
 * @param {Json} document @param {Json} proof
 */
export async function hashData(document, proof) {
  const options = await hashWithout(proof, 'proofValue');
  return Uint8Array.from([...options, ...(await hashWithout(document, 'proof'))]);
}

/**
 * Tell whether `signature`, decoded from `proof`, covers `document` and the proof's options.
 * @param {Json} document @param {Json} proof @param {Bytes} publicKey @param {Bytes} signature
 */
export async function verifyProof(document, proof, publicKey, signature) {
  return verifySignature(publicKey, await hashData(document, proof), signature);
}

/** @param {Json} object @param {string} member */
async function hashWithout(object, member) {
  const rest = Object.fromEntries(Object.entries(object).filter(([name]) => name !== member));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', canonical(rest)));
}
