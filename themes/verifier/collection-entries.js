/** The lines of a collection: what came of each credential, and what its proven record says. */

import {iconOf, ROW_STATES, whyOf} from './bench-list.js';
import {fillSentence, language, words} from './elements.js';
import {provenDocument} from './examine.js';
import {readFields} from './fields.js';
import {inLocale, localNumber} from './numbers.js';
import {besidePage, comparePicture} from './resources.js';

/** @typedef {import('./bench.js').Row} Row */
/** @typedef {import('./fields.js').Fields} Fields */
/** @typedef {import('./resources.js').Resource} Resource */
/** @typedef {(url: string) => Promise<Resource | null>} Read */

export class Entries {
  /** @param {HTMLElement[]} lines @param {string} base @param {string} root */
  constructor(lines, base, root) {
    this.lines = lines;
    this.base = base;
    this.root = root;
    /** @type {(Row | null)[]} */
    this.rows = lines.map(() => null);
  }

  /**
   * Show a line; its picture only once `read` has found it to be the one that was signed.
   * @param {Row} row @param {number} at @param {Read | null} read
   */
  show(row, at, read) {
    this.rows[at] = row;
    const line = this.lines[at];
    const {states} = words().bench;
    line.dataset.s = row.state;
    line.querySelector('use')?.setAttribute('href', `#i-${iconOf(row.state)}`);
    writePart(line, 'verdict', states[row.state]);
    writePart(line, 'why', row.state === 'valid' ? '' : whyOf(row));
    writePart(line, 'remove-text', words().remove);
    const link = /** @type {HTMLAnchorElement} */ (entryPart(line, 'title'));
    link.href = `${this.root}${line.dataset.record}.html`;
    const fields = provenFields(row);
    if (fields === null) {
      link.textContent ||= line.dataset.record?.slice(-26, -16) ?? '';
      return;
    }
    this.showProven(line, link, fields, row);
    if (read) this.showPicture(line, fields, read);
  }

  /** In the words that were signed. @param {HTMLElement} line @param {HTMLAnchorElement} link @param {Fields} fields @param {Row} row */
  showProven(line, link, {texts, raws}, row) {
    const {noEnd, types, until} = words();
    link.textContent = texts.title;
    const signed = provenDocument(/** @type {any} */ (row.answer))?.credentialSubject.achievement.inLanguage;
    if (typeof signed === 'string') link.lang = signed;
    const time = /** @type {HTMLTimeElement} */ (entryPart(line, 'when'));
    time.dateTime = raws.awarded || raws.from;
    time.textContent = longDay(time.dateTime);
    writePart(line, 'name', texts.name);
    writePart(line, 'type', types[raws.type] ?? '');
    writePart(line, 'until', raws.until ? fillSentence(until, {date: longDay(raws.until)}) : noEnd);
  }

  /** @param {HTMLElement} line @param {Fields} fields @param {Read} read */
  async showPicture(line, {picture}, read) {
    const image = /** @type {HTMLImageElement} */ (entryPart(line, 'picture'));
    const path = besidePage(picture.url, this.base, this.root);
    const found = path === null ? 'unread' : await comparePicture(picture, read);
    image.hidden = path === null || !['same', 'unsigned'].includes(found);
    if (!image.hidden && path !== null && image.getAttribute('src') !== path) image.src = path;
  }

  sayAgain() {
    this.rows.forEach((row, at) => row && this.show(row, at, null));
  }

  /** How many there are of each state, in the order in which employers want to hear of them. */
  tally() {
    const {states} = words().bench;
    const counts = ROW_STATES.map((state) => {
      return {state, count: this.rows.filter((row) => row?.state === state).length};
    });
    const told = counts.filter(({count}) => count > 0);
    return told.map(({state, count}) => `${states[state]} ${localNumber(count)}`).join(' · ');
  }

  /** The names in the records that are confirmed, each once; "" for those that bear none. */
  names() {
    const fields = this.rows.flatMap((row) => (row && provenFields(row)) ?? []);
    return [...new Set(fields.map(({texts}) => texts.name))];
  }

  /** The lines, the newest award first; what is not confirmed comes last. */
  byTime() {
    const dated = this.lines.map((line, at) => {
      const raws = (this.rows[at] && provenFields(/** @type {Row} */ (this.rows[at])))?.raws;
      return {line, time: Date.parse(raws?.awarded || raws?.from || '') || 0};
    });
    return dated.sort((one, other) => other.time - one.time).map(({line}) => line);
  }
}

/** @param {Row} row */
function provenFields({answer}) {
  const proven = answer && provenDocument(answer);
  return proven ? readFields(proven, language()) : null;
}

/** In UTC, as the record means it. @param {string} stamp */
function longDay(stamp) {
  const days = inLocale('long day', (locale) => {
    return new Intl.DateTimeFormat(locale, {dateStyle: 'long', timeZone: 'UTC'});
  });
  return days.format(new Date(stamp));
}

/** @param {HTMLElement} line @param {string} name @returns {HTMLElement} */
function entryPart(line, name) {
  return /** @type {HTMLElement} */ (line.querySelector(`[data-c=${name}]`));
}

/** @param {HTMLElement} line @param {string} name @param {string} text */
function writePart(line, name, text) {
  const element = line.querySelector(`[data-c=${name}]`);
  if (element) element.textContent = text;
}
