/**
 * The seven checks, what they can find, and the verdict that follows.
 *
 * `checks.json` holds codes and plain words for people; this module and `checks.py` read the same
 * file. `weigh` is `verdict` there: joined modules share one scope, where other functions have a
 * `verdict` of their own.
 */

import {CHECKS} from './catalogue.js';

/** @typedef {'passed' | 'failed' | 'unknown'} Outcome unknown is never taken for passed */
/**
 * @typedef {'valid' | 'invalid' | 'unknown' | 'revoked' | 'suspended' | 'expired'
 *   | 'not-yet-valid'} Verdict
 */
/**
 * What one check found: `pointer` (RFC 6901) into the record, `detail` for technical readers.
 * @typedef {object} Finding
 * @property {string} check
 * @property {Outcome} outcome
 * @property {string} code
 * @property {string} pointer
 * @property {string} detail
 */

export const AUTHENTICITY = ['format', 'structure', 'issuer', 'key', 'proof'];
export const STANDING = ['validity', 'status'];

/** @type {Verdict[]} */
const FAILED_STANDING = ['revoked', 'suspended', 'expired', 'not-yet-valid'];

/**
 * Make a finding; the catalogue knows which outcome a code stands for.
 * @param {string} check @param {string} code @param {string} [pointer] @param {string} [detail]
 * @returns {Finding}
 */
export function finding(check, code, pointer = '', detail = '') {
  return {check, outcome: CHECKS.checks[check].codes[code].outcome, code, pointer, detail};
}

/**
 * Weigh seven findings: authenticity first, then standing, and nothing unknown is valid.
 * @param {Finding[]} findings
 * @returns {Verdict}
 */
export function weigh(findings) {
  const authenticity = findings.filter((item) => AUTHENTICITY.includes(item.check));
  const standing = findings.filter((item) => STANDING.includes(item.check));
  if (authenticity.some((item) => item.outcome === 'failed')) return 'invalid';
  if (!authenticity.every((item) => item.outcome === 'passed')) return 'unknown';
  const codes = standing.filter((item) => item.outcome === 'failed').map((item) => item.code);
  const failed = FAILED_STANDING.find((code) => codes.includes(code));
  if (failed !== undefined) return failed;
  return standing.every((item) => item.outcome === 'passed') ? 'valid' : 'unknown';
}
