/**
 * Check many badges, a few at a time, so that the page stays its visitor's: first what needs nobody
 * but this site, then, once the visitor has agreed, what other sites have to be asked for.
 */

import {FileError} from './png.js';

/** @typedef {import('./examine.js').Answer} Answer */
/** @typedef {import('./examine.js').Examiner} Examiner */
/** @typedef {import('./examine.js').Looked} Looked */
/** @typedef {import('./transfer.js').Source} Source */
/**
 * One badge among many. `state` is that of its answer, or one of `waiting`, `unasked`, `stopped`,
 * `none` where there is no answer; `fault` is why there is no badge in it; `twin` is an earlier row
 * with the same record.
 * @typedef {object} Row
 * @property {Source} source
 * @property {string} state
 * @property {string} fault
 * @property {Looked | null} looked
 * @property {Answer | null} answer
 * @property {Row | null} twin
 */

const AT_ONCE = 8; // so that reading one file and checking another overlap
const LONG_ENOUGH = 24; // milliseconds after which the page may draw and listen
/** @type {Record<string, string>} */
const STATES_OF_LINKS = {elsewhere: 'unasked', missing: 'unknown'};

/** The badges that were given at a time. */
export class Bench {
  /** @param {Source[]} sources @param {Examiner} examiner @param {(row: Row) => void} onRow */
  constructor(sources, examiner, onRow) {
    /** @type {Row[]} */
    this.rows = sources.map((source) => {
      return {source, state: 'waiting', fault: '', looked: null, answer: null, twin: null};
    });
    this.examiner = examiner;
    this.onRow = onRow;
    this.isBusy = false;
    this.isStopped = false;
    this.done = 0; // rows of the `count` that are being checked
    this.count = 0;
    this.checkedAt = '';
    this.breath = performance.now();
  }

  /** Rows that another site would have to be asked for. */
  get unasked() {
    return this.rows.filter(({state, looked}) => state === 'unasked' && looked !== null);
  }

  /** Leave what has not been begun. */
  stop() {
    this.isStopped = true;
  }

  /** Check what needs no other site. */
  begin() {
    return this.each(this.rows, (row) => this.first(row));
  }

  /** Check the others, with the files of their issuers' sites. */
  ask() {
    return this.each(this.unasked, (row) => this.second(row));
  }

  /** @param {Row[]} rows @param {(row: Row) => Promise<void>} check */
  async each(rows, check) {
    Object.assign(this, {isBusy: true, isStopped: false, done: 0, count: rows.length});
    const waiting = rows.values();
    const work = async () => {
      for (const row of waiting) {
        if (this.isStopped) row.state = row.looked ? 'unasked' : 'stopped';
        else await check(row);
        this.done += 1;
        this.onRow(row);
        await this.breathe();
      }
    };
    await Promise.all(Array.from({length: AT_ONCE}, work));
    this.findTwins();
    this.isBusy = false;
    this.checkedAt = new Date().toISOString();
  }

  /** @param {Row} row */
  async first(row) {
    try {
      row.looked = await this.examiner.look(await this.examiner.open(row.source));
    } catch (error) {
      row.fault = error instanceof FileError ? error.reason : 'broken';
      row.state = STATES_OF_LINKS[row.fault] ?? 'none';
      return;
    }
    row.answer = row.looked.answer;
    if (row.answer) row.state = row.answer.state.state;
    else if (row.looked.mustAsk) row.state = 'unasked';
    else await this.second(row);
  }

  /** @param {Row} row */
  async second(row) {
    row.answer = await this.examiner.check(/** @type {Looked} */ (row.looked));
    row.state = row.answer.state.state;
  }

  /** In the order in which they were given, whichever was ready first. */
  findTwins() {
    /** @type {Map<string, Row>} */
    const seen = new Map();
    for (const row of this.rows) {
      const document = row.answer?.result?.document;
      if (!document) continue;
      const name = JSON.stringify(document);
      row.twin = seen.get(name) ?? null;
      if (row.twin === null) seen.set(name, row);
      else this.onRow(row);
    }
  }

  async breathe() {
    if (performance.now() - this.breath < LONG_ENOUGH) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.breath = performance.now();
  }
}
