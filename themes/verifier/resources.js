/**
 * Read the few public files that a check needs: bounded in size and time, without credentials, and
 * never from an address that was not allowed beforehand.
 */

import {readBounded} from './gunzip.js';
import {MAX_BYTES} from './strict-json.js';

/** @typedef {import('./strict-json.js').Bytes} Bytes */

export const MAX_WAIT = 15_000; // milliseconds for one file, body included
const MAX_CLOCK_ERROR = 86_400_000; // a device that is a day off would misjudge dates

/**
 * `served` is the server's time in milliseconds, NaN where it does not say.
 * @typedef {{bytes: Bytes, served: number}} Resource
 */

/**
 * Make a function that reads an address once and remembers the answer; null where there is none.
 * Addresses below `base` are read beside the page, so that previews and copies can be checked.
 * Others are asked only if `mayAsk` allows it.
 * @param {string} base @param {string} root @param {(url: string) => boolean} [mayAsk]
 * @returns {(url: string) => Promise<Resource | null>}
 */
export function makeReader(base, root, mayAsk = () => false) {
  /** @type {Map<string, Promise<Resource | null>>} */
  const answers = new Map();
  return (url) => {
    const address = besidePage(url, base, root) ?? (mayAsk(url) ? url : null);
    const answer = answers.get(url) ?? (address === null ? Promise.resolve(null) : read(address));
    answers.set(url, answer);
    return answer;
  };
}

/**
 * Whether a picture is the one that was signed: `same`, `other`, `unread`, or `unsigned` where the
 * record has no digest of it. Only pictures of this site are read.
 * @param {{url: string, digest: string}} picture @param {(url: string) => Promise<Resource | null>} read
 */
export async function comparePicture({url, digest}, read) {
  if (digest === '') return 'unsigned';
  const bytes = digest.startsWith('sha256-') ? (await read(url))?.bytes : null;
  if (!bytes) return 'unread';
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return digest === `sha256-${btoa(String.fromCharCode(...hash))}` ? 'same' : 'other';
}

/**
 * The time in milliseconds: the device's, or the server's where the device is far off.
 * @param {Resource | null} resource
 */
export function soundClock(resource) {
  const now = Date.now();
  const served = resource?.served ?? now;
  return Math.abs(served - now) > MAX_CLOCK_ERROR ? served : now;
}

/**
 * Where a file below `base` is beside the page; null for any other address.
 * Only plain segments: `//host`, `..` and the like would lead away from the site.
 * @param {string} url @param {string} base @param {string} root
 */
export function besidePage(url, base, root) {
  const rest = url.startsWith(base) ? url.slice(base.length) : '';
  const isPlain = /^[\w.~-]+(?:\/[\w.~-]+)*$/.test(rest) && !/(?:^|\/)\.\.?(?:\/|$)/.test(rest);
  return isPlain ? root + rest : null;
}

/** @param {string} address @returns {Promise<Resource | null>} */
async function read(address) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), MAX_WAIT);
  try {
    const response = await fetch(address, {
      cache: 'no-cache',
      credentials: 'omit',
      redirect: 'error',
      signal: stop.signal,
    });
    const body = response.ok ? response.body : null;
    const bytes = body && (await readBounded(body, MAX_BYTES));
    if (bytes === null) return null;
    const age = Number(response.headers.get('age')) * 1000; // how long a cache has held the date
    return {bytes, served: Date.parse(response.headers.get('date') ?? '') + age};
  } catch {
    return null; // offline, refused, redirected or too slow: no answer is no answer
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}
