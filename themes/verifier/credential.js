/**
 * Read documents as credentials: Open Badges 3.0 and status lists, and the proofs they carry.
 *
 * VC Data Model 2.0 section 4, Open Badges 3.0 appendix B, VC Data Integrity 1.0 section 2.
 * Documents are only read, never rebuilt: what was signed is what is shown.
 */

import {parseDateTimeStamp} from './dates.js';
import {CRYPTOSUITE} from './eddsa-jcs-2022.js';
import {StructureError, checkShape, isObject, isText} from './shapes.js';

/** @typedef {import('./strict-json.js').Json} Json */
/**
 * The proofs of a document: the one that carries the verdict, and the one that may stand by.
 * @typedef {{jcs: Json, rdfc: Json | null}} ProofSet
 */

const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';

// Meaning lives in contexts, so a list is either one of these or refused: `eddsa-jcs-2022` as
// written would let contexts be appended after signing.
const CREDENTIAL_CONTEXTS = [
  [CREDENTIALS_V2, OPEN_BADGES],
  [CREDENTIALS_V2, OPEN_BADGES, EXTENSIONS],
];
const STATUS_LIST_CONTEXTS = [[CREDENTIALS_V2], [CREDENTIALS_V2, OPEN_BADGES]];

const BADGE_TYPES = ['OpenBadgeCredential', 'AchievementCredential'];
const ENDORSEMENT_TYPE = 'EndorsementCredential';
const RDFC_CRYPTOSUITE = 'eddsa-rdfc-2022'; // read for its form only; `verify` does not rest on it
const PROOF_PURPOSE = 'assertionMethod';
const CLOCK_SKEW = 5 * 60_000; // milliseconds by which a signer's clock may run ahead of a reader's

const PROOF_MEMBERS = [
  ...['@context', 'id', 'type', 'cryptosuite', 'created', 'expires'],
  ...['verificationMethod', 'proofPurpose', 'proofValue'],
];
// What the second proof says beside its own signature, the first one must say and cover.
const SHARED_MEMBERS = ['created', 'expires', 'verificationMethod', 'proofPurpose'];

/**
 * Make sure that `document` is an OpenBadgeCredential, and return its proofs.
 *
 * Throws StructureError with a code of check `structure`, at the first fault.
 * @param {Json} document
 */
export function readCredential(document) {
  const types = typesOf(document);
  if (
    !types.includes('VerifiableCredential') ||
    !BADGE_TYPES.some((name) => types.includes(name))
  ) {
    throw new StructureError('not-a-credential', '/type');
  }
  checkContext(document, CREDENTIAL_CONTEXTS);
  checkShape(document, 'Credential');
  const subject = document.credentialSubject;
  if (subject.id === undefined && !subject.identifier?.length) {
    throw new StructureError('missing-member', '/credentialSubject/identifier');
  }
  return readProofs(document);
}

/**
 * Make sure that `document` is an endorsement of exactly `about`, and return its proofs.
 *
 * What claims to be a badge as well is refused: nobody could tell which of the two was meant.
 * Throws StructureError with a code of check `structure`, at the first fault.
 * @param {Json} document @param {string} about
 */
export function readEndorsement(document, about) {
  const types = typesOf(document);
  const isBadge = BADGE_TYPES.some((name) => types.includes(name));
  if (!types.includes('VerifiableCredential') || !types.includes(ENDORSEMENT_TYPE) || isBadge) {
    throw new StructureError('not-an-endorsement', '/type');
  }
  checkContext(document, CREDENTIAL_CONTEXTS);
  checkShape(document, 'Endorsement');
  const subject = document.credentialSubject.id;
  if (subject !== about) {
    throw new StructureError('other-subject', '/credentialSubject/id', subject);
  }
  return readProofs(document);
}

/**
 * Make sure that `document` is a BitstringStatusListCredential, whoever has signed it.
 *
 * Throws StructureError at the first fault.
 * @param {Json} document
 */
export function checkStatusList(document) {
  const types = typesOf(document);
  const names = ['VerifiableCredential', 'BitstringStatusListCredential'];
  if (!names.every((name) => types.includes(name))) {
    throw new StructureError('not-a-credential', '/type');
  }
  checkContext(document, STATUS_LIST_CONTEXTS);
  checkShape(document, 'StatusListCredential');
}

/**
 * Return the issuer's identifier of a document whose shape has been checked.
 * @param {Json} document
 * @returns {string}
 */
export function issuerOf(document) {
  return isText(document.issuer) ? document.issuer : document.issuer.id;
}

/**
 * Return exactly the proofs allowed: one `eddsa-jcs-2022`, at most one `eddsa-rdfc-2022`.
 *
 * Throws StructureError for every other number, kind or form of proof.
 * @param {Json} document
 * @returns {ProofSet}
 */
export function readProofs(document) {
  const member = document.proof === undefined ? [] : document.proof;
  const proofs = Array.isArray(member) ? member : [member];
  if (proofs.length === 0) throw new StructureError('no-proof', '/proof');
  const found = new Map();
  const pointers = new Map();
  for (const [index, proof] of proofs.entries()) {
    const pointer = proofs === member ? `/proof/${index}` : '/proof';
    const suite = cryptosuiteOf(proof, pointer);
    if (found.has(suite)) throw new StructureError('too-many-proofs', pointer);
    found.set(suite, proof);
    pointers.set(suite, pointer);
  }
  const jcs = found.get(CRYPTOSUITE);
  const rdfc = found.get(RDFC_CRYPTOSUITE) ?? null;
  if (jcs === undefined) throw new StructureError('unsupported-proof', '/proof', RDFC_CRYPTOSUITE);
  for (const [suite, proof] of found) checkProof(document, proof, pointers.get(suite));
  for (const name of rdfc === null ? [] : SHARED_MEMBERS) {
    if (rdfc[name] !== jcs[name]) throw new StructureError('proofs-disagree', '/proof', name);
  }
  return {jcs, rdfc};
}

/**
 * Return the code of what is wrong with a proof's own dates at `now`, in milliseconds.
 * @param {Json} proof @param {number} now
 */
export function proofTimeFault(proof, now) {
  const created = parseDateTimeStamp(proof.created ?? '');
  const expires = parseDateTimeStamp(proof.expires ?? '');
  if (created !== null && created > now + CLOCK_SKEW) return 'created-in-future';
  return expires !== null && now > expires ? 'proof-expired' : null;
}

/**
 * @param {Json} proof @param {string} pointer
 * @returns {string}
 */
function cryptosuiteOf(proof, pointer) {
  if (!isObject(proof)) throw new StructureError('malformed-proof', pointer);
  const suite = proof.cryptosuite;
  if (proof.type !== 'DataIntegrityProof' || !isText(suite)) {
    throw new StructureError('unsupported-proof', pointer);
  }
  if (suite !== CRYPTOSUITE && suite !== RDFC_CRYPTOSUITE) {
    throw new StructureError('unsupported-proof', pointer, suite);
  }
  return suite;
}

/** @param {Json} document @param {Json} proof @param {string} pointer */
function checkProof(document, proof, pointer) {
  // `previousProof`, `domain`, `challenge` and what may come change what a proof means. On the
  // second proof even harmless members are refused: the first one does not cover them.
  const isFirst = proof.cryptosuite === CRYPTOSUITE;
  const allowed = isFirst ? PROOF_MEMBERS : PROOF_MEMBERS.slice(2);
  const unknown = Object.keys(proof).filter((name) => !allowed.includes(name));
  if (unknown.length > 0) throw new StructureError('malformed-proof', pointer, unknown.sort()[0]);
  try {
    checkShape(proof, 'Proof', pointer);
  } catch (error) {
    if (!(error instanceof StructureError)) throw error;
    throw new StructureError('malformed-proof', error.pointer);
  }
  if (proof.proofPurpose !== PROOF_PURPOSE) {
    throw new StructureError('wrong-proof-purpose', `${pointer}/proofPurpose`);
  }
  if (Object.hasOwn(proof, '@context') && !sameTexts(proof['@context'], document['@context'])) {
    throw new StructureError('proof-context', `${pointer}/@context`);
  }
}

/**
 * @param {Json} document
 * @returns {string[]}
 */
function typesOf(document) {
  const types = isObject(document) ? document.type : null;
  if (!Array.isArray(types) || !types.every(isText)) {
    throw new StructureError('not-a-credential', '/type');
  }
  return types;
}

/** @param {Json} document @param {string[][]} contexts */
function checkContext(document, contexts) {
  if (!contexts.some((context) => sameTexts(document['@context'], context))) {
    throw new StructureError('wrong-context', '/@context');
  }
}

/** @param {Json} value @param {string[]} texts */
function sameTexts(value, texts) {
  return JSON.stringify(value) === JSON.stringify(texts);
}
