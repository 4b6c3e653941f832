/**
 * Verify one record: bytes in, seven findings and a verdict out.
 *
 * The steps, in order; the code repeats the numbers. Authenticity stops at the first check that
 * does not pass; standing is looked at only for an authentic record, since an unauthentic one can
 * claim any date and any status list.
 *
 *  (1) format     strict JSON
 *  (2) structure  an OpenBadgeCredential, or the endorsement that the caller expects, with pinned
 *                 contexts and exactly the proofs allowed
 *  (3) issuer     from the one issuer that the caller trusts
 *  (4) key        listed for assertions in that issuer's DID document, and usable
 *  (5) proof      the `eddsa-jcs-2022` signature covers exactly this record
 *  (6) validity   within validFrom and validUntil
 *  (7) status     the bits of the issuer's own status lists
 *
 * `fetchResource` is `fetch` in `verify.py`: here that name is the browser's own.
 */

import {AUTHENTICITY, STANDING, finding, weigh} from './checks.js';
import {issuerOf, proofTimeFault, readCredential, readEndorsement} from './credential.js';
import {parseDateTimeStamp} from './dates.js';
import {DidError, findKey, readDidDocument, webAddress} from './did.js';
import {SIGNATURE_BYTES} from './ed25519.js';
import {verifyProof} from './eddsa-jcs-2022.js';
import {decodeBase58btc} from './multibase.js';
import {StructureError} from './shapes.js';
import {StatusError, entriesOf, readStatus} from './status-list.js';
import {FormatError, parse} from './strict-json.js';

/** @typedef {import('./checks.js').Finding} Finding */
/** @typedef {import('./checks.js').Verdict} Verdict */
/** @typedef {import('./status-list.js').Fetch} Fetch */
/** @typedef {import('./strict-json.js').Bytes} Bytes */
/** @typedef {import('./strict-json.js').Json} Json */
/**
 * The result: a verdict, seven findings in order, and the document if it could be read.
 * @typedef {{verdict: Verdict, findings: Finding[], document: Json}} Verification
 */

/**
 * Verify the record `raw` as one of `issuer` (a did:web DID), at the time `now` in milliseconds.
 *
 * It has to be a badge; where `about` is given, an endorsement of exactly that address instead.
 * `fetchResource` is asked for the issuer's DID document and for status lists of authentic records.
 * Rejects only where it does, or where there is no WebCrypto (`crypto.subtle`).
 * @param {Bytes} raw @param {string} issuer @param {Fetch} fetchResource @param {number} now
 * @param {string | null} [about]
 * @returns {Promise<Verification>}
 */
export async function verify(raw, issuer, fetchResource, now, about = null) {
  const run = new Run(issuer, fetchResource, now, about);
  const found = await run.findings(raw);
  const findings = [...AUTHENTICITY, ...STANDING].map(
    (check) => found.find((item) => item.check === check) ?? finding(check, 'not-reached'),
  );
  return {verdict: weigh(findings), findings, document: run.document};
}

/** One verification: what later steps need of earlier ones. */
class Run {
  /**
   * @param {string} issuer @param {Fetch} fetchResource @param {number} now
   * @param {string | null} about
   */
  constructor(issuer, fetchResource, now, about) {
    this.issuer = issuer;
    this.fetchResource = fetchResource;
    this.now = now;
    this.about = about;
    /** @type {Json} */
    this.document = null;
  }

  /** @param {Bytes} raw */
  async findings(raw) {
    /** @type {Finding[]} */
    const found = [];
    // (1) format
    try {
      this.document = parse(raw);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      return [...found, finding('format', error.code, '', error.detail)];
    }
    found.push(finding('format', 'ok'));
    // (2) structure
    let proof;
    try {
      proof = this.read().jcs;
    } catch (error) {
      if (!(error instanceof StructureError)) throw error;
      return [...found, finding('structure', error.code, error.pointer, error.detail)];
    }
    found.push(finding('structure', 'ok'));
    // (3) issuer
    const named = issuerOf(this.document);
    if (named !== this.issuer) {
      return [...found, finding('issuer', 'other-issuer', '/issuer', named)];
    }
    found.push(finding('issuer', 'ok', '/issuer', named));
    // (4) key
    const method = proof.verificationMethod;
    let didDocument, publicKey;
    try {
      didDocument = await this.didDocument();
      publicKey = findKey(didDocument, method, this.now);
    } catch (error) {
      if (!(error instanceof DidError)) throw error;
      return [...found, finding('key', error.code, '/proof', error.detail)];
    }
    found.push(finding('key', 'ok', '/proof', method));
    // (5) proof
    const proofFinding = await this.proof(proof, publicKey);
    found.push(proofFinding);
    if (proofFinding.outcome !== 'passed') return found;
    // (6) validity, (7) status
    return [...found, this.validity(), await this.status(didDocument)];
  }

  read() {
    if (this.about === null) return readCredential(this.document);
    return readEndorsement(this.document, this.about);
  }

  async didDocument() {
    const address = webAddress(this.issuer);
    if (address === null) throw new DidError('did-unsupported', this.issuer);
    const raw = await this.fetchResource(address);
    if (raw === null) throw new DidError('did-unreachable', address);
    return readDidDocument(raw, this.issuer);
  }

  /** @param {Json} proof @param {Bytes} publicKey */
  async proof(proof, publicKey) {
    const signature = decodeBase58btc(proof.proofValue, SIGNATURE_BYTES);
    if (signature === null) return finding('proof', 'malformed-signature', '/proof');
    if (!(await verifyProof(this.document, proof, publicKey, signature))) {
      return finding('proof', 'bad-signature', '/proof');
    }
    return finding('proof', proofTimeFault(proof, this.now) ?? 'ok', '/proof', proof.created);
  }

  validity() {
    const {validFrom, validUntil} = this.document;
    const start = parseDateTimeStamp(validFrom);
    const end = parseDateTimeStamp(validUntil ?? '');
    if (end !== null && this.now > end) {
      return finding('validity', 'expired', '/validUntil', validUntil);
    }
    if (start === null || this.now < start) {
      return finding('validity', 'not-yet-valid', '/validFrom', validFrom);
    }
    return finding('validity', 'ok', '/validFrom', validUntil);
  }

  /**
   * Read every entry; a set bit outweighs an entry that could not be read.
   * @param {Json} didDocument
   */
  async status(didDocument) {
    let entries;
    try {
      entries = entriesOf(this.document);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      return finding('status', error.code, '/credentialStatus', error.detail);
    }
    if (entries.length === 0) return finding('status', 'no-status');
    const found = await Promise.all(entries.map((entry) => this.entry(entry, didDocument)));
    return (
      found.find((item) => item.code === 'revoked') ??
      found.find((item) => item.code === 'suspended') ??
      found.find((item) => item.outcome === 'unknown') ??
      found[0]
    );
  }

  /** @param {Json} entry @param {Json} didDocument */
  async entry(entry, didDocument) {
    const pointer = '/credentialStatus';
    let status;
    try {
      status = await readStatus(entry, didDocument, this.fetchResource, this.now);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      return finding('status', error.code, pointer, error.detail);
    }
    const {purpose, isSet, dated} = status;
    const code = purpose === 'revocation' ? 'revoked' : 'suspended';
    return finding('status', isSet ? code : 'ok', pointer, dated);
  }
}
