/**
 * Examine any badge: first what needs nobody, then with the files of its issuer's site.
 *
 * One examiner serves all badges that are given at a time, so that each file of a site is read once.
 */

import {MAX_FILE_BYTES, unbake} from './baked.js';
import {webAddress} from './did.js';
import {hostIn, issuerIn, readFields} from './fields.js';
import {FileError} from './png.js';
import {besidePage, makeReader, soundClock} from './resources.js';
import {findObstacle, isAuthentic, stateOf} from './show.js';
import {verify} from './verify.js';

/** @typedef {import('./resources.js').Resource} Resource */
/** @typedef {import('./show.js').State} State */
/** @typedef {import('./strict-json.js').Bytes} Bytes */
/** @typedef {import('./transfer.js').Source} Source */
/** @typedef {import('./verify.js').Verification} Verification */
/**
 * What is known of a badge. `host` is that of the site which it names as its issuer's.
 * @typedef {{state: State, result: Verification | null, host: string}} Answer
 */
/**
 * A badge at first sight: its `answer` where nothing has to be read for it. `mustAsk`: its issuer has
 * a site of its own, which may be read once the visitor has agreed.
 * @typedef {object} Looked
 * @property {Bytes} record
 * @property {string} issuer
 * @property {string} host
 * @property {boolean} mustAsk
 * @property {Answer | null} answer
 */

const BADGE_TYPES_SHOWN = ['OpenBadgeCredential', 'AchievementCredential'];
const UNKNOWN_WAYS = ['unsupported-proof', 'wrong-context'];

/** @type {Record<string, string>} */
const FILE_REASONS = {
  'too-large': 'big',
  'not-utf8': 'not-json',
  'not-json': 'not-json',
  'duplicate-member': 'duplicate',
};

/** Checks badges, and remembers what it has read for that. */
export class Examiner {
  /** @param {{base: string, root: string, did: string}} site whose page this is */
  constructor({base, root, did}) {
    this.base = base;
    this.root = root;
    this.did = did;
    /** @type {Set<string>} addresses that were read */
    this.read = new Set();
    /** @type {Map<string, (url: string) => Promise<Resource | null>>} */
    this.readers = new Map();
  }

  /**
   * Return the record in what was given. Rejects with FileError where there is none.
   * @param {Source} source
   */
  async open({link, file, address}) {
    if (file) return unbake(await readBytes(file));
    if (address === null) throw new FileError(link ? 'elsewhere' : 'no-link');
    const published = address ? await this.reader(this.did, '')(address) : null;
    if (published === null) throw new FileError('missing');
    return published.bytes;
  }

  /**
   * Judge what can be judged without asking anybody: form and structure. Rejects with FileError for
   * what is no badge.
   * @param {Bytes} record
   * @returns {Promise<Looked>}
   */
  async look(record) {
    const reason = findObstacle() ?? (isWebToken(record) ? 'suite' : null);
    if (reason !== null) {
      const host = reason === 'suite' ? '' : this.base.split('/')[2];
      return {record, issuer: '', host, mustAsk: false, answer: couldNotCheck(reason, host)};
    }
    const {findings, document} = await verify(record, this.did, async () => null, Date.now());
    const [format, structure] = findings;
    if (format.outcome === 'failed') throw new FileError(FILE_REASONS[format.code] ?? 'unread');
    if (!isBadge(document)) throw new FileError('not-badge');
    const issuer = issuerIn(document);
    const host = hostIn(document);
    const mustAsk = issuer !== this.did && structure.outcome === 'passed' && host !== '';
    return {record, issuer, host, mustAsk, answer: null};
  }

  /**
   * Check a badge with what its issuer publishes.
   * @param {Looked} looked
   * @returns {Promise<Answer>}
   */
  async check({record, issuer, host}) {
    try {
      const clock = soundClock(await this.reader(this.did, '')(webAddress(this.did) ?? ''));
      const read = this.reader(issuer, host);
      const readBytes = async (/** @type {string} */ url) => (await read(url))?.bytes ?? null;
      return weighed(await verify(record, issuer, readBytes, clock), issuer === this.did, host);
    } catch {
      return {state: {state: 'unknown', reasons: []}, result: null, host};
    }
  }

  /**
   * Of this site files are read beside the page, as always; of an issuer's own site those alone.
   * @param {string} issuer @param {string} host
   */
  reader(issuer, host) {
    const isOwn = issuer === this.did;
    const name = isOwn ? '' : host;
    const mayAsk = (/** @type {string} */ url) => !isOwn && url.startsWith(`https://${host}/`);
    const known = this.readers.get(name);
    if (known) return known;
    const read = this.noted(makeReader(this.base, this.root, mayAsk), mayAsk);
    this.readers.set(name, read);
    return read;
  }

  /**
   * @param {(url: string) => Promise<Resource | null>} read @param {(url: string) => boolean} mayAsk
   * @returns {(url: string) => Promise<Resource | null>}
   */
  noted(read, mayAsk) {
    return (url) => {
      const path = besidePage(url, this.base, this.root);
      if (path !== null) this.read.add(new URL(path, location.href).href);
      else if (mayAsk(url)) this.read.add(url);
      return read(url);
    };
  }
}

/** @param {string} reason @param {string} host @returns {Answer} */
export function couldNotCheck(reason, host) {
  return {state: {state: 'unknown', reasons: [reason]}, result: null, host};
}

/** @param {Verification} result @param {boolean} isOwn @param {string} host @returns {Answer} */
function weighed(result, isOwn, host) {
  const state = stateOf(result);
  const [decisive] = state.reasons;
  if (!isOwn && UNKNOWN_WAYS.includes(decisive)) {
    if (!isSigned(result.document)) {
      return {state: {state: 'invalid', reasons: ['unsigned']}, result, host};
    }
    // Another issuer may sign in ways that we do not know: that is no fault of the badge.
    const findings = result.findings.map((item) =>
      item.outcome === 'failed' ? /** @type {typeof item} */ ({...item, outcome: 'unknown'}) : item,
    );
    return {...couldNotCheck('suite', host), result: {...result, findings}};
  }
  const isAnonymous = state.state === 'valid' && readFields(result.document).texts.name === '';
  if (isAnonymous) state.reasons.unshift('anonymous');
  if (!isOwn && decisive === 'did-unreachable') state.reasons.unshift('unreachable');
  return {state, result, host};
}

/**
 * The document of an answer, if its signature holds; of others nothing is shown.
 * @param {Answer} answer
 */
export function provenDocument({result}) {
  return result !== null && isAuthentic(result) ? result.document : null;
}

/** @param {Blob} file @returns {Promise<Bytes>} */
async function readBytes(file) {
  if (file.size > MAX_FILE_BYTES) throw new FileError('big');
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new FileError('broken'); // a folder, or a file that has gone
  }
}

/** @param {any} record */
function isBadge(record) {
  const types = record?.type;
  return Array.isArray(types) && BADGE_TYPES_SHOWN.some((type) => types.includes(type));
}

/** @param {any} record */
function isSigned({proof}) {
  return Array.isArray(proof) ? proof.length > 0 : proof !== undefined;
}

/**
 * A record secured as a JSON Web Token: genuine perhaps, but not ours to check.
 * @param {Bytes} record
 */
function isWebToken(record) {
  return /^\s*eyJ[\w-]*\.[\w-]+\.[\w-]+\s*$/.test(new TextDecoder().decode(record));
}
