/**
 * Bitstring Status List 1.0: is the bit of a credential set?
 *
 * A list is believed only if it is the issuer's own, for this address and purpose, signed, and in
 * date. Whatever is wrong with it leaves the status unknown: it makes no credential good or bad.
 * `fetchResource` is `fetch` in `status_list.py`: here that name is the browser's own.
 */

import {checkStatusList, issuerOf, proofTimeFault, readProofs} from './credential.js';
import {parseDateTimeStamp} from './dates.js';
import {DidError, findKey} from './did.js';
import {SIGNATURE_BYTES} from './ed25519.js';
import {verifyProof} from './eddsa-jcs-2022.js';
import {GzipError, gunzip} from './gunzip.js';
import {decodeBase58btc, decodeBase64url} from './multibase.js';
import {StructureError, checkShape} from './shapes.js';
import {Fault, FormatError, parse} from './strict-json.js';

/** @typedef {import('./strict-json.js').Bytes} Bytes */
/** @typedef {import('./strict-json.js').Json} Json */
/** @typedef {(address: string) => Promise<Bytes | null>} Fetch the bytes there, or null */
/**
 * What one entry says: its purpose, whether its bit is set, and the date of the list.
 * @typedef {{purpose: string, isSet: boolean, dated: string}} Status
 */

export const MIN_ENTRIES = 131_072; // section 6.1: 16 kB, so that an index hides in a crowd
export const MAX_LIST_BYTES = 4 * 1024 * 1024; // 33 million entries; a bomb stops here
const MAX_ENTRIES_OF_ONE = 8; // each may cost a list: a record could name thousands
const PURPOSES = ['revocation', 'suspension'];

const INDEX = /^(?:0|[1-9][0-9]{0,9})$/;

/** The status cannot be known; `code` is one of check `status`. */
export class StatusError extends Fault {}

/**
 * Return the status entries of a credential whose shape has been checked, none, one or many.
 *
 * Throws StatusError when it has an array of none, or of more than anybody could mean.
 * @param {Json} document
 * @returns {Json[]}
 */
export function entriesOf(document) {
  if (!Object.hasOwn(document, 'credentialStatus')) return [];
  const entries = [document.credentialStatus].flat();
  if (entries.length === 0 || entries.length > MAX_ENTRIES_OF_ONE) {
    throw new StatusError('malformed-entry', String(entries.length));
  }
  return entries;
}

/**
 * Read the bit that `entry` names, from a list that the owner of `didDocument` has signed.
 *
 * Rejects with StatusError when the status cannot be known.
 * @param {Json} entry @param {Json} didDocument @param {Fetch} fetchResource @param {number} now
 * @returns {Promise<Status>}
 */
export async function readStatus(entry, didDocument, fetchResource, now) {
  // (1) the entry; those of other kinds have other members
  try {
    checkShape(entry, 'Typed');
    if (entry.type !== 'BitstringStatusListEntry') {
      throw new StatusError('unsupported-entry', entry.type);
    }
    checkShape(entry, 'StatusListEntry');
  } catch (error) {
    if (!(error instanceof StructureError)) throw error;
    throw new StatusError('malformed-entry', error.pointer);
  }
  const {statusPurpose: purpose, statusListCredential: address} = entry;
  if (entry.statusSize !== undefined && entry.statusSize !== 1) {
    throw new StatusError('unsupported-entry', 'statusSize');
  }
  if (!PURPOSES.includes(purpose)) throw new StatusError('unsupported-entry', purpose);
  const index = readIndex(entry.statusListIndex);
  // (2) the list
  const raw = await fetchResource(address);
  if (raw === null) throw new StatusError('list-unreachable', address);
  const document = await verifyList(raw, address, didDocument, now);
  const {statusPurpose: listed, encodedList} = document.credentialSubject;
  if (![listed].flat().includes(purpose)) throw new StatusError('list-wrong-purpose', purpose);
  // (3) the bit
  const bits = await decodeList(encodedList);
  if (index >= bits.length * 8) throw new StatusError('index-out-of-range', String(index));
  return {purpose, isSet: readBit(bits, index), dated: document.validFrom ?? ''};
}

/**
 * Read the list published at `address`, if the owner of `didDocument` has signed it.
 *
 * Rejects with StatusError when it cannot be believed.
 * @param {Bytes} raw @param {string} address @param {Json} didDocument @param {number} now
 * @returns {Promise<Json>}
 */
export async function verifyList(raw, address, didDocument, now) {
  let document, proof, publicKey;
  try {
    document = parse(raw);
    checkStatusList(document);
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof StructureError)) throw error;
    throw new StatusError('list-unreadable', error.message);
  }
  if (document.id !== address) throw new StatusError('list-wrong-address', document.id);
  if (issuerOf(document) !== didDocument.id) {
    throw new StatusError('list-wrong-issuer', issuerOf(document));
  }
  try {
    proof = readProofs(document).jcs;
    publicKey = findKey(didDocument, proof.verificationMethod, now);
  } catch (error) {
    if (!(error instanceof StructureError || error instanceof DidError)) throw error;
    throw new StatusError('list-untrusted', error.message);
  }
  const signature = decodeBase58btc(proof.proofValue, SIGNATURE_BYTES);
  if (signature === null || !(await verifyProof(document, proof, publicKey, signature))) {
    throw new StatusError('list-untrusted', 'proofValue');
  }
  if (moment(document.validFrom, now) > now || now > moment(document.validUntil, now)) {
    throw new StatusError('list-stale', document.validUntil ?? document.validFrom);
  }
  if (proofTimeFault(proof, now) !== null) throw new StatusError('list-stale', proof.created);
  return document;
}

/**
 * Read `encodedList` as a bitstring of at least `MIN_ENTRIES` bits, never more than the bound.
 *
 * Rejects with StatusError `list-malformed` or `list-too-short`.
 * @param {string} encoded
 */
export async function decodeList(encoded) {
  const packed = decodeBase64url(encoded);
  if (packed === null) throw new StatusError('list-malformed', 'encodedList');
  let bits;
  try {
    bits = await gunzip(packed, MAX_LIST_BYTES);
  } catch (error) {
    if (!(error instanceof GzipError)) throw error;
    throw new StatusError('list-malformed', 'encodedList');
  }
  if (bits.length * 8 < MIN_ENTRIES) {
    throw new StatusError('list-too-short', String(bits.length * 8));
  }
  return bits;
}

/**
 * Read the bit at `index`; index 0 is the most significant bit of the first byte.
 * @param {Bytes} bits @param {number} index
 */
export function readBit(bits, index) {
  return (bits[index >> 3] & (0x80 >> (index & 7))) !== 0;
}

/** A decimal text by the Recommendation; 1EdTech's own sample has a number. @param {Json} value */
function readIndex(value) {
  if (!INDEX.test(String(value))) throw new StatusError('malformed-entry', '/statusListIndex');
  return Number(value);
}

/** @param {string | undefined} text @param {number} otherwise */
function moment(text, otherwise) {
  return parseDateTimeStamp(text ?? '') ?? otherwise;
}
