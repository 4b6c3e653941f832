/** Many badges on the page: the check as it goes on, the list, one of them in full, the files. */

import {Bench} from './bench.js';
import {badgesOf, entriesShown, filterList, focusRow} from './bench-list.js';
import {showRow, showTally, startList, tallyOf} from './bench-list.js';
import {reportOf, tableOf} from './bench-report.js';
import {toCsv} from './csv.js';
import {byId, fillSentence, listen, setHidden, setText, words} from './elements.js';
import {counted, listLocale, localNumber} from './numbers.js';
import {listItems, sayQuestion} from './question.js';
import {save} from './save.js';

/** @typedef {import('./bench.js').Row} Row */
/** @typedef {import('./examine.js').Answer} Answer */
/** @typedef {import('./examine.js').Examiner} Examiner */
/** @typedef {import('./transfer.js').Source} Source */
/** @typedef {(answer: Answer, name: string) => void} Show puts one badge on the page in full */

const FRAME = 120; // milliseconds between two looks of the list: each costs more than a check
const SOON = 400; // milliseconds: a screen reader need not hear of each letter of a filter

/** @type {Bench | null} */
let bench = null; // behind the list
/** @type {Row | null} */
let opened = null; // the line whose badge is shown in full
let leftOut = 0; // files that were given and not looked at
/** @type {Set<Row>} */
const changed = new Set(); // lines that have come to something since they were last shown
let shownAt = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let telling; // what the filter has to say

/** @param {() => void} onBack called when the list is shown again */
export function prepareList(onBack) {
  listen('stop', 'click', () => bench?.stop());
  listen('filter-state', 'change', filter);
  listen('filter-text', 'input', filter);
  listen('as-csv', 'click', () => {
    const cells = tableOf(entriesShown(), words().bench.csv, about());
    save([toCsv(cells)], `${fileName()}.csv`, 'text/csv;charset=utf-8');
  });
  listen('as-json', 'click', () => {
    const report = reportOf(entriesShown(), about());
    save([`${JSON.stringify(report, null, 2)}\n`], `${fileName()}.json`, 'application/json');
  });
  listen('print', 'click', () => window.print());
  listen('back', 'click', () => history.back());
  // The browser's own way back leads to the list as well: on any other page it would be gone.
  addEventListener('popstate', () => {
    if (opened === null) return;
    const row = opened;
    opened = null;
    document.documentElement.dataset.view = '';
    onBack();
    focusRow(row);
  });
}

/**
 * Check many badges and list them.
 * @param {Source[]} sources @param {number} left files that are not looked at
 * @param {Examiner} examiner @param {Show} show
 */
export async function startBench(sources, left, examiner, show) {
  const current = new Bench(sources, examiner, (row) => {
    changed.add(row);
    if (bench === current && performance.now() - shownAt > FRAME) showChanged(current);
  });
  bench = current;
  leftOut = left;
  startList(current.rows, (row) => openDetails(row, show));
  resetFilter();
  setHidden('list', false);
  const checked = run(current, current.begin());
  byId('list-title')?.focus();
  await checked;
}

/** Ask the other sites, as the visitor has agreed. */
export async function continueBench() {
  if (bench) await run(bench, bench.ask());
}

/** Leave the list. */
export function endBench() {
  bench?.stop();
  bench = opened = null;
  changed.clear();
  setHidden('list', true);
  document.documentElement.dataset.view = '';
}

/** All that is said of the list, in the language that the page has now. */
export function sayBench() {
  bench?.rows.forEach(showRow);
  sayAround();
}

function sayAround() {
  if (bench === null) return;
  const {rows, unasked, count, isBusy, isStopped} = bench;
  const {checking, stopped, done, left, states, back, doubles} = words().bench;
  const {badges, twins} = badgesOf();
  const title = isStopped ? stopped : done;
  const checked = isStopped ? rows.length : badges;
  setText('list-title', isBusy ? counted(checking, count) : counted(title, checked));
  setText('back', counted(back, rows.length));
  sayProgress(bench);
  showTally();
  filterList();
  const tally = tallyOf().map(([state, number]) => `${states[state]} ${localNumber(number)}`);
  if (twins > 0) tally.push(counted(doubles, twins));
  const others = leftOut > 0 ? [counted(left, leftOut)] : [];
  setText('list-status', isBusy ? '' : [...tally, ...others].join('\u00a0· '));
  sayAbout();
  const hosts = [...new Set(unasked.map(({looked}) => looked?.host ?? ''))].sort();
  if (hosts.length > 0) sayQuestion(hosts, unasked.length);
}

/** @param {Bench} current @param {Promise<void>} checked */
async function run(current, checked) {
  const {activeElement} = document;
  const progress = /** @type {HTMLProgressElement} */ (byId('progress'));
  Object.assign(progress, {max: current.count, value: 0});
  showBusy(current);
  // What was pressed is hidden now: the focus goes to what stands in its place.
  if (activeElement === document.body) byId('stop')?.focus();
  await checked;
  if (bench !== current) return;
  const hadFocus = document.activeElement?.id === 'stop';
  showChanged(current);
  showBusy(current);
  const isOpen = current.unasked.length > 0;
  setHidden('ask', !isOpen);
  if (hadFocus) byId('list-title')?.focus();
  if (isOpen) byId('ask')?.scrollIntoView({block: 'nearest'});
}

/** @param {Bench} current */
function showChanged(current) {
  changed.forEach(showRow);
  changed.clear();
  const progress = /** @type {HTMLProgressElement} */ (byId('progress'));
  progress.value = current.done;
  sayProgress(current);
  shownAt = performance.now();
}

/** @param {Bench} current */
function showBusy({isBusy}) {
  setHidden('running', !isBusy);
  setHidden('done', isBusy);
  byId('rows')?.setAttribute('aria-busy', String(isBusy));
  sayAround();
}

/** @param {Bench} current */
function sayProgress({done, count}) {
  setText('progress-text', countOf(done, count));
}

/** @param {Row} row @param {Show} show */
function openDetails(row, show) {
  if (row.answer === null) return;
  opened = row;
  history.pushState(null, '');
  document.documentElement.dataset.view = 'details';
  show(row.answer, row.source.name);
}

function filter() {
  const left = filterList();
  clearTimeout(telling);
  telling = setTimeout(() => setText('filter-out', countOf(left, bench?.rows.length ?? 0)), SOON);
}

function resetFilter() {
  for (const id of ['filter-state', 'filter-text']) {
    /** @type {HTMLInputElement} */ (byId(id)).value = '';
  }
  setText('filter-out', '');
}

/** @param {number} part @param {number} count */
function countOf(part, count) {
  const values = {part: localNumber(part), count: localNumber(count)};
  return fillSentence(words().bench.part, values);
}

/** When, with what, and from where: on the page and in print. */
function sayAbout() {
  const {checkedAt, read, version, page} = about();
  const form = /** @type {const} */ ({dateStyle: 'long', timeStyle: 'long'});
  const time = checkedAt && new Date(checkedAt).toLocaleString(listLocale(), form);
  setText('about-time', time);
  setText('about-line', `${time} · Insignia ${version} · ${page}`);
  byId('about-read')?.replaceChildren(...listItems(read));
}

function about() {
  const {version = '', url = ''} = document.documentElement.dataset;
  const read = [...(bench?.examiner.read ?? [])].sort();
  return {version, page: url, checkedAt: bench?.checkedAt ?? '', read};
}

function fileName() {
  return `badges-${about().checkedAt.slice(0, 10)}`;
}
