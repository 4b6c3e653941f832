/**
 * What came of many badges, as a table for spreadsheets and as JSON for programs. Both hold what the
 * list on the page shows, and of a badge whose signature does not hold nothing but its file's name.
 */

import {parseDateTimeStamp} from './dates.js';

/** @typedef {import('./checks.js').Finding} Finding */
/**
 * One line, text for text; `from` and `until` as they stand in the record.
 * @typedef {object} Entry
 * @property {string} file
 * @property {string} state
 * @property {string} verdict the words for it
 * @property {string} why
 * @property {string} name
 * @property {string} achievement
 * @property {string} issuer its name
 * @property {string} issuerId
 * @property {string} host
 * @property {string} from
 * @property {string} until
 * @property {string} id
 * @property {string} sameAs the file of an earlier line with the same record
 * @property {Finding[]} findings
 */
/**
 * When and with what it was checked, and the addresses that were read for it.
 * @typedef {{version: string, page: string, checkedAt: string, read: string[]}} About
 */

/** @typedef {Exclude<keyof Entry, 'state' | 'findings'> | 'checkedAt'} Column */

/** @type {Column[]} */
const RECORD_COLUMNS = ['name', 'achievement', 'issuer', 'issuerId', 'host', 'from', 'until', 'id'];
/** @type {Column[]} */
export const COLUMNS = ['file', 'verdict', 'why', ...RECORD_COLUMNS, 'sameAs', 'checkedAt'];

/**
 * A table of texts, the heads first.
 * @param {Entry[]} entries @param {Record<Column, string>} heads the words for the columns
 * @param {About} about
 */
export function tableOf(entries, heads, {checkedAt}) {
  const lines = entries.map((entry) => {
    const [from, until] = [dayOf(entry.from), dayOf(entry.until)];
    const line = {...entry, from, until, checkedAt};
    return COLUMNS.map((column) => withoutMarks(line[column]));
  });
  return [COLUMNS.map((column) => heads[column]), ...lines];
}

/** @param {Entry[]} entries @param {About} about */
export function reportOf(entries, {version, page, checkedAt, read}) {
  return {
    tool: {name: 'Insignia', version},
    page,
    checkedAt,
    read,
    results: entries.map(({file, state, why, sameAs, findings, ...record}) => {
      const {name, achievement, issuer, issuerId, host, from, until, id} = record;
      const dates = {validFrom: from, validUntil: until};
      const shown = {id, name, achievement, issuer, issuerId, host, ...dates};
      return {
        target: file,
        state,
        why: withoutMarks(why),
        sameAs: sameAs || null,
        badge: host ? shown : null,
        findings,
      };
    }),
  };
}

/** The day of a stamp in UTC, in the form that sorts: 2026-06-12. @param {string} stamp */
export function dayOf(stamp) {
  const time = parseDateTimeStamp(stamp);
  return time === null ? '' : new Date(time).toISOString().slice(0, 10);
}

/** Of direction, which the page's sentences need and files do not. @param {string} text */
function withoutMarks(text) {
  return text.replace(/[\u2068\u2069]/g, '');
}
