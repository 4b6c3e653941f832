/**
 * Read JSON so that every parser would read the same thing, or refuse it.
 *
 * RFC 8259 lets parsers differ on duplicate members, unpaired surrogates, large numbers and depth;
 * a signature is worth nothing where two readers see two documents.
 *
 * Faults are looked for in a fixed order, the same in `strict_json.py`, so that a record with two
 * faults gets the same code from both.
 */

/** @typedef {any} Json null, boolean, number, string, Json[] or an object of these */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

export const MAX_BYTES = 1_048_576; // a record is about 4 kB, a full status list about 25 kB
export const MAX_DEPTH = 64; // far above any record, far below what a recursive reader survives

const ESCAPE = /\\./gs;
const STRING = /"[^"]*"/g;
const NUMBER = /-?[0-9][0-9.eE+-]*/g;
const LONE_SURROGATE = /\p{Surrogate}/u;
// Controls are escaped differently by RDF canonicalisers, so a proof over them fails elsewhere;
// U+FFFE and U+FFFF are not characters.
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/;

/** A reason, as a code of `checks.json`, and what was found, for a finding. */
export class Fault extends Error {
  /** @param {string} code @param {string} [detail] */
  constructor(code, detail = '') {
    super(detail ? `${code}: ${detail}` : code);
    this.code = code;
    this.detail = detail;
  }
}

/** The bytes are not JSON that every parser reads alike; `code` is one of check `format`. */
export class FormatError extends Fault {}

/**
 * Parse `raw`, refusing whatever two parsers could read differently.
 *
 * Throws FormatError with the code of the first fault in the order of the steps below.
 * @param {Bytes} raw
 * @returns {Json}
 */
export function parse(raw) {
  // (1) size, before anything is decoded
  if (raw.length > MAX_BYTES) throw new FormatError('too-large', String(raw.length));
  // (2) encoding
  if (raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf) {
    throw new FormatError('byte-order-mark');
  }
  const text = decodeUtf8(raw);
  // (3) depth, before anything recurses
  const bare = text.replace(ESCAPE, '').replace(STRING, ''); // what stands outside of strings
  if (depth(bare) > MAX_DEPTH) throw new FormatError('too-deep');
  // (4) grammar
  const value = parseText(text);
  // (5) what the grammar allows and readers differ on
  const [names, texts] = namesAndTexts(value);
  if (names.length !== bare.split(':').length - 1) throw new FormatError('duplicate-member');
  for (const [literal] of bare.matchAll(NUMBER)) {
    if (!(Math.abs(Number(literal)) <= Number.MAX_SAFE_INTEGER)) {
      throw new FormatError('unsafe-number', literal.slice(0, 32));
    }
  }
  if (names.includes('__proto__')) throw new FormatError('forbidden-member', '__proto__');
  const all = names.concat(texts);
  if (all.some((item) => LONE_SURROGATE.test(item))) throw new FormatError('lone-surrogate');
  if (all.some((item) => FORBIDDEN.test(item))) throw new FormatError('forbidden-character');
  return value;
}

/** @param {Bytes} raw */
function decodeUtf8(raw) {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(raw);
  } catch {
    throw new FormatError('not-utf8');
  }
}

/**
 * Count the deepest nesting of brackets (exact for JSON, bounded for the rest).
 * @param {string} bare
 */
function depth(bare) {
  let open = 0;
  let deepest = 0;
  for (const bracket of bare.match(/[[\]{}]/g) ?? []) {
    open += bracket === '[' || bracket === '{' ? 1 : -1;
    deepest = Math.max(deepest, open);
  }
  return deepest;
}

/** @param {string} text */
function parseText(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new FormatError('not-json'); // what the engine says differs from engine to engine
  }
}

/**
 * List all member names and all string values. `JSON.parse` keeps one of two equal names, so the
 * colons outside of strings outnumber the names where a member is stated twice.
 * @param {Json} value
 */
function namesAndTexts(value) {
  /** @type {string[]} */
  const names = [];
  /** @type {string[]} */
  const texts = [];
  /** @param {Json} item */
  const walk = (item) => {
    if (typeof item === 'string') {
      texts.push(item);
    } else if (Array.isArray(item)) {
      item.forEach(walk);
    } else if (item !== null && typeof item === 'object') {
      for (const name of Object.keys(item)) {
        names.push(name);
        walk(item[name]);
      }
    }
  };
  walk(value);
  return [names, texts];
}
