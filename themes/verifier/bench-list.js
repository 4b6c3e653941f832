/** The list of many badges on the page: its rows, the filter, and how far the check has come. */

import {dayOf} from './bench-report.js';
import {byId, fillSentence, language, setHidden, words} from './elements.js';
import {provenDocument} from './examine.js';
import {issuerIn, readFields} from './fields.js';
import {fold} from './fold.js';
import {inLocale, localNumber} from './numbers.js';
import {sentenceValues} from './show.js';

/** @typedef {import('./bench.js').Row} Row */
/** @typedef {import('./bench-report.js').Entry} Entry */

// In the order in which an employer wants to hear of them.
export const ROW_STATES = [
  ...['valid', 'suspended', 'expired', 'not-yet-valid', 'revoked', 'invalid', 'unconfirmed'],
  ...['unknown', 'unasked', 'none', 'stopped', 'waiting'],
];

const FILE_END = 9; // signs of a file's name that are always shown, with what kind it is

/** @typedef {{row: Row, line: HTMLElement, entry: Entry | null, folded: string}} Shown */

/** @type {Shown[]} */
let lines = [];
/** @type {Map<Row, Shown>} */
let lineOf = new Map();

/**
 * Write a line for each row, in place of what was there.
 * @param {Row[]} rows @param {(row: Row) => void} onDetails
 */
export function startList(rows, onDetails) {
  const template = /** @type {HTMLTemplateElement} */ (byId('row'));
  const body = /** @type {HTMLElement} */ (byId('rows'));
  lines = rows.map((row) => {
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const line = /** @type {HTMLElement} */ (copy.firstElementChild);
    partOf(line, 'details').addEventListener('click', () => onDetails(row));
    return {row, line, entry: null, folded: ''};
  });
  lineOf = new Map(lines.map((shown) => [shown.row, shown]));
  body.replaceChildren(...lines.map(({line}) => line));
  lines.forEach(({row}) => showRow(row));
}

/** @param {Row} row */
export function showRow(row) {
  const shown = lineOf.get(row);
  if (!shown) return;
  const entry = entryOf(row);
  const {line} = shown;
  shown.entry = entry;
  const texts = [entry.file, entry.verdict, entry.why, entry.name, entry.achievement, entry.host];
  shown.folded = fold(texts.join('\n'));
  line.dataset.s = row.state;
  line.querySelector('use')?.setAttribute('href', `#i-${iconOf(row.state)}`);
  for (const name of /** @type {const} */ (['verdict', 'name', 'achievement', 'host'])) {
    partOf(line, name).textContent = entry[name];
  }
  partOf(line, 'dates').textContent = datesOf(entry);
  showWhy(line, row, entry);
  partOf(line, 'twin').textContent = entry.sameAs
    ? fillSentence(words().bench.twin, {file: `\u2068${shortName(entry.sameAs)}\u2069`})
    : '';
  showFile(partOf(line, 'file'), row);
  partOf(line, 'open').textContent = words().bench.details;
  partOf(line, 'of').textContent = entry.file;
  partOf(line, 'details').hidden = row.answer === null;
  for (const cell of /** @type {NodeListOf<HTMLElement>} */ (line.querySelectorAll('[data-col]'))) {
    cell.dataset.th = byId(`h-${cell.dataset.col}`)?.textContent ?? '';
  }
}

/**
 * What stands in a line, and in the files that are made of the list.
 * @param {Row} row @returns {Entry}
 */
function entryOf(row) {
  const {source, state, answer, twin} = row;
  const proven = answer && provenDocument(answer);
  const {texts, raws} = readFields(proven, language());
  return {
    file: source.name || words().bench.pasted,
    state,
    verdict: words().bench.states[state],
    why: whyOf(row),
    name: texts.name,
    achievement: texts.title,
    issuer: proven ? texts.issuer : '',
    issuerId: proven ? issuerIn(proven) : '',
    host: texts.host,
    from: raws.from,
    until: raws.until,
    id: texts.id,
    sameAs: twin ? twin.source.name || words().bench.pasted : '',
    findings: answer?.result?.findings ?? [],
  };
}

/** The lines that the filter lets through. @returns {Entry[]} */
export function entriesShown() {
  return lines.flatMap(({line, entry}) => (line.hidden || !entry ? [] : entry));
}

/** Hide what the filter does not let through; return how many lines are left. */
export function filterList() {
  const state = fieldValue('filter-state');
  const wanted = fold(fieldValue('filter-text')).split(/\s+/);
  for (const {row, line, folded} of lines) {
    const isWanted = wanted.every((word) => folded.includes(word));
    line.hidden = !isWanted || (state !== '' && row.state !== state);
  }
  const left = lines.filter(({line}) => !line.hidden).length;
  setHidden('nothing', left > 0);
  return left;
}

/** Offer the states that occur, with how many there are of each. */
export function showTally() {
  const select = /** @type {HTMLSelectElement} */ (byId('filter-state'));
  const chosen = select.value;
  const all = optionOf('', fillSentence(words().bench.all, {count: localNumber(lines.length)}));
  const others = tallyOf().map(([state, count]) => {
    return optionOf(state, `${words().bench.states[state]} (${localNumber(count)})`);
  });
  select.replaceChildren(all, ...others);
  select.value = tallyOf().some(([state]) => state === chosen) ? chosen : '';
}

/** How many rows there are of each state that occurs. @returns {[string, number][]} */
export function tallyOf() {
  return ROW_STATES.map((state) => {
    const {length} = lines.filter(({row}) => row.state === state);
    return /** @type {[string, number]} */ ([state, length]);
  }).filter(([, count]) => count > 0);
}

/** How many rows hold a badge, and how many of those hold that of an earlier row. */
export function badgesOf() {
  const badges = lines.filter(({row}) => row.state !== 'none');
  return {badges: badges.length, twins: badges.filter(({row}) => row.twin).length};
}

/** Give the button of a row the focus again. @param {Row} row */
export function focusRow(row) {
  const shown = lineOf.get(row);
  if (shown) partOf(shown.line, 'details').focus();
}

/** Why it came out like that, in one sentence; "" where there is nothing to add. @param {Row} row */
export function whyOf({state, fault, answer}) {
  if (fault) return words().file[fault] ?? words().file.unread;
  const own = words().bench.why;
  if (!answer) return own[state] ?? '';
  const {reasons} = answer.state;
  const {states} = words();
  const named = [...reasons.map((reason) => `${state}.${reason}`), state];
  const short = [...reasons, state].find((name) => own[name]);
  const sentence = short ? own[short] : states[named.find((name) => states[name]) ?? 'unknown'].text;
  if (!sentence.includes('{')) return sentence; // most are so, and values take their time
  const proven = provenDocument(answer);
  const fields = proven ? readFields(proven, language()) : undefined;
  const site = {host: answer.host, base: document.documentElement.dataset.base ?? ''};
  return fillSentence(sentence, sentenceValues(site, answer.result ?? undefined, fields));
}

/** @param {string} state */
export function iconOf(state) {
  return words().states[state]?.icon ?? (state === 'waiting' ? 'wait' : 'ask');
}

/** @param {Entry} entry */
function datesOf({from, until}) {
  if (dayOf(from) === '') return '';
  const end = dayOf(until) ? shortDate(until) : words().noEnd;
  return `${shortDate(from)} – ${end}`;
}

/** In UTC, as the record means it. @param {string} stamp */
function shortDate(stamp) {
  const form = /** @type {const} */ ({day: 'numeric', month: 'short', year: 'numeric'});
  const days = inLocale('day', (locale) => {
    return new Intl.DateTimeFormat(locale, {...form, timeZone: 'UTC'});
  });
  return days.format(new Date(dayOf(stamp))).replaceAll(' ', '\u00a0'); // lines break between dates
}

/**
 * Of a badge that is shown, what its verdict and its dates leave unsaid; else the whole sentence,
 * in the place of the cells that have nothing to show.
 * @param {HTMLElement} line @param {Row} row @param {Entry} entry
 */
function showWhy(line, {state, answer}, {why, host}) {
  const {short} = words().bench;
  const named = [...(answer?.state.reasons ?? []), state].find((name) => short[name]);
  partOf(line, 'why').textContent = host ? (short[named ?? ''] ?? '') : why;
  const [first, ...others] = /** @type {HTMLTableCellElement[]} */ ([
    ...line.querySelectorAll('td:not(.act)'),
  ]);
  first.colSpan = host ? 1 : 1 + others.length;
  for (const cell of others) cell.hidden = !host;
}

/** For a sentence; in its own line it stands in full. @param {string} name */
function shortName(name) {
  const signs = [...name];
  if (signs.length < 3 * FILE_END) return name;
  return [...signs.slice(0, FILE_END), '…', ...signs.slice(-FILE_END)].join('');
}

/** A link can be opened; a file has only a name. @param {HTMLElement} place @param {Row} row */
function showFile(place, {source}) {
  const name = source.name || words().bench.pasted;
  const link = place.querySelector('a') ?? document.createElement('a');
  if (source.link) {
    link.href = source.link;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    place.replaceChildren(link);
  }
  // Where there is no room, the style sheet leaves out what is before the end.
  const signs = [...name];
  const parts = [signs.slice(0, -FILE_END), signs.slice(-FILE_END)].map((part) => {
    const element = document.createElement('span');
    element.textContent = part.join('');
    return element;
  });
  (source.link ? link : place).replaceChildren(...parts);
  place.title = name;
}

/** @param {HTMLElement} line @param {string} name @returns {HTMLElement} */
function partOf(line, name) {
  return /** @type {HTMLElement} */ (line.querySelector(`[data-c=${name}]`));
}

/** @param {string} value @param {string} text */
function optionOf(value, text) {
  const option = document.createElement('option');
  option.value = value;
  option.textContent = text;
  return option;
}

/** @param {string} id */
function fieldValue(id) {
  return /** @type {HTMLInputElement | HTMLSelectElement} */ (byId(id)).value;
}
