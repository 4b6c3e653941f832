/**
 * What members a document must and may have, read from `shapes.json` by both languages.
 *
 * Members that the table does not name are allowed; the signature covers them too.
 *
 * A rule is a list of alternatives `a|b`, closed by `!` where the member is required:
 * `text uri https date number boolean object`, the name of a shape, `x[]` for an array of x,
 * `'Word'` for exactly that text, `'Word'+` for an array of texts that holds it.
 */

import {SHAPES} from './catalogue.js';
import {parseDateTimeStamp} from './dates.js';

/** @typedef {import('./strict-json.js').Json} Json */

// Absolute, RFC 3986 section 3: scheme, colon and no space, control or delimiter of other formats.
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f<>"\\^`{|}]+$/;

/** @type {Record<string, (value: Json) => boolean>} */
const KINDS = {
  text: isText,
  uri: (value) => isText(value) && URI.test(value),
  https: (value) => KINDS.uri(value) && value.startsWith('https://'),
  date: (value) => isText(value) && parseDateTimeStamp(value) !== null,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  object: isObject,
};

/** A document is not what it has to be; `code`, `pointer` and `detail` go into a finding. */
export class StructureError extends Error {
  /** @param {string} code @param {string} pointer RFC 6901 @param {string} [detail] */
  constructor(code, pointer, detail = '') {
    super(`${code} at ${pointer || '/'}`);
    this.code = code;
    this.pointer = pointer;
    this.detail = detail;
  }
}

/**
 * Make sure that `value` is an object with the members that `shape` asks for.
 *
 * Throws StructureError `missing-member`, `malformed-date` or `malformed-member`, at the first
 * fault in the order of the table.
 * @param {Json} value @param {string} shape @param {string} [pointer]
 */
export function checkShape(value, shape, pointer = '') {
  if (!isObject(value)) throw new StructureError('malformed-member', pointer);
  for (const member of Object.keys(SHAPES[shape])) {
    const rule = SHAPES[shape][member];
    if (Object.hasOwn(value, member)) {
      checkRule(value[member], rule.replace('!', ''), `${pointer}/${member}`);
    } else if (rule.endsWith('!')) {
      throw new StructureError('missing-member', `${pointer}/${member}`);
    }
  }
}

/** @param {Json} value */
export function isText(value) {
  return typeof value === 'string';
}

/** @param {Json} value */
export function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** @param {Json} value @param {string} rule @param {string} pointer */
function checkRule(value, rule, pointer) {
  for (const kind of rule.split('|')) {
    if (kind.endsWith('[]') && Array.isArray(value)) {
      value.forEach((item, index) => checkRule(item, kind.slice(0, -2), `${pointer}/${index}`));
      return;
    }
    if (Object.hasOwn(SHAPES, kind) && isObject(value)) {
      checkShape(value, kind, pointer);
      return;
    }
    if (kind.startsWith("'") ? isWord(value, kind) : KINDS[kind]?.(value)) return;
  }
  throw new StructureError(rule === 'date' ? 'malformed-date' : 'malformed-member', pointer);
}

/** @param {Json} value @param {string} kind */
function isWord(value, kind) {
  const word = kind.split("'")[1];
  if (!kind.endsWith('+')) return value === word;
  return Array.isArray(value) && value.includes(word) && value.every(isText);
}
