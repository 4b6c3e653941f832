/**
 * DID documents of `did:web` issuers and the keys in them.
 *
 * Decentralized Identifiers 1.0, the did:web method, Controlled Identifiers 1.0 section 3.3. A
 * document that cannot be read says nothing (unknown); one that can be read decides (failed).
 */

import {parseDateTimeStamp} from './dates.js';
import {isAcceptableKey} from './ed25519.js';
import {decodeBase58btc} from './multibase.js';
import {StructureError, checkShape} from './shapes.js';
import {Fault, FormatError, parse} from './strict-json.js';

/** @typedef {import('./strict-json.js').Bytes} Bytes */
/** @typedef {import('./strict-json.js').Json} Json */

// Lower-case host, optional port, path segments that no server decodes; a label of digits at the
// end would be an IP address, which the method does not allow.
const DID_WEB = new RegExp(
  '^did:web:((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]*[a-z0-9])?)' +
    '(%3A[1-9][0-9]{0,4})?((?::[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)$',
);

/** The DID document does not give a usable key; `code` is one of check `key`. */
export class DidError extends Fault {}

/**
 * Return the address of a did:web document (did:web method section 3.2); null if not did:web.
 * @param {string} did
 */
export function webAddress(did) {
  const match = DID_WEB.exec(did);
  if (match === null) return null;
  // Beyond the last port clients refuse the address, or ask another port.
  if (Number(match[2]?.slice(3)) > 65535) return null;
  const host = match[1] + (match[2] ?? '').replace('%3A', ':');
  const path = match[3].replace(/:/g, '/') || '/.well-known';
  return `https://${host}${path}/did.json`;
}

/**
 * Read the DID document of `did`.
 *
 * Throws DidError `did-unreadable` or `did-mismatch`; neither says anything about a credential.
 * @param {Bytes} raw @param {string} did
 * @returns {Json}
 */
export function readDidDocument(raw, did) {
  let document;
  try {
    document = parse(raw);
    checkShape(document, 'DidDocument');
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof StructureError)) throw error;
    throw new DidError('did-unreadable', error.message);
  }
  if (document.id !== did) throw new DidError('did-mismatch', document.id);
  return document;
}

/**
 * Return the Ed25519 public key (32 bytes) that `document` lists for assertions as `method`.
 *
 * `now` is in milliseconds since the epoch. All comparisons are of exact texts. Throws DidError
 * with the code of the first reason why the key cannot be used.
 * @param {Json} document @param {string} method @param {number} now
 */
export function findKey(document, method, now) {
  if (method.split('#', 1)[0] !== document.id) throw new DidError('foreign-key', method);
  /** @type {Json[]} */
  const found = document.verificationMethod.filter((/** @type {Json} */ one) => one.id === method);
  if (found.length === 0) throw new DidError('key-not-listed', method);
  if (found.length > 1) throw new DidError('key-listed-twice', method);
  const key = found[0];
  try {
    checkShape(key, 'Typed');
    if (key.type !== 'Multikey') throw new DidError('wrong-key-type', key.type);
    checkShape(key, 'Key');
  } catch (error) {
    if (!(error instanceof StructureError)) throw error;
    throw new DidError('malformed-key', error.pointer);
  }
  if (key.controller !== document.id) throw new DidError('wrong-controller', key.controller);
  const publicKey = decodeMultikey(key.publicKeyMultibase);
  if (publicKey === null) throw new DidError('malformed-key', '/publicKeyMultibase');
  if (!isAcceptableKey(publicKey)) throw new DidError('weak-key', method);
  if (![document.assertionMethod].flat().includes(method)) {
    throw new DidError('key-not-for-assertion', method);
  }
  if (isPast(key.revoked, now)) throw new DidError('key-revoked', key.revoked);
  if (isPast(key.expires, now)) throw new DidError('key-expired', key.expires);
  return publicKey;
}

/**
 * Read a Multikey text as an Ed25519 public key (32 bytes); null if it is another thing.
 * @param {string} text
 */
export function decodeMultikey(text) {
  const data = decodeBase58btc(text, 34);
  // Controlled Identifiers 1.0 section 2.2.2: ed25519-pub
  return data !== null && data[0] === 0xed && data[1] === 0x01 ? data.slice(2) : null;
}

/** @param {string | undefined} text @param {number} now */
function isPast(text, now) {
  const moment = parseDateTimeStamp(text ?? '');
  return moment !== null && moment <= now;
}
