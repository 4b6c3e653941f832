/**
 * Several credentials of this site together: the page of a collection, and the one whose collection
 * is in its link, `bundle/#c=xx/id,yy/id`. Each is checked here; nothing is stored. What stands
 * behind `#` is never sent.
 */

import {Bench} from './bench.js';
import {Entries} from './collection-entries.js';
import {linksIn, MAX_TOGETHER, namesIn} from './collection-links.js';
import {byId, fillSentence, isolate, listen, setHidden, setText, useWords, words} from './elements.js';
import {Examiner} from './examine.js';
import {offerLanguages} from './languages.js';
import {counted, listed, localNumber} from './numbers.js';
import {findObstacle, showCopyNote} from './show.js';

const {base = '', root = '', did = '', url = ''} = document.documentElement.dataset;
// A preview and a copy show credentials at their own address, which people copy from there.
const sites = [base, new URL(root || './', location.href).href];

const isBundle = byId('add-form') !== null;
const list = /** @type {HTMLElement} */ (byId('entries'));
let entries = new Entries([], base, root);
/** @type {Bench | null} */
let bench = null;
/** @type {string[]} */
let held = []; // what the link holds, though the page's address may name a place on the page
let sayLeftOut = () => ''; // once more: the page may be in another language

document.documentElement.classList.add('js');
showCopyNote(base.split('/')[2]);
offerLanguages(({js}) => {
  useWords(js);
  setText('said', '');
  sayCollection();
});
listen('print', 'click', () => window.print());
listen('copy', 'click', copyLink);
if (isBundle) prepareBundle();
else checkLines([...list.querySelectorAll('[data-record]')].map((line) => /** @type {HTMLElement} */ (line)));

function prepareBundle() {
  listen('add-form', 'submit', (event) => {
    event.preventDefault();
    addLinks(/** @type {HTMLTextAreaElement} */ (byId('links')));
  });
  listen('link', 'focus', (event) => /** @type {HTMLInputElement} */ (event.target).select());
  list.addEventListener('click', ({target}) => {
    const line = target instanceof Element && target.closest('[data-c=remove]')?.closest('li');
    if (line) takeOut(line);
  });
  addEventListener('hashchange', () => {
    const names = namesIn(location.hash);
    if (names !== null && names.join() !== held.join()) showBundle(names);
  });
  showBundle(namesIn(location.hash) ?? []);
}

/** @param {string[]} names */
function showBundle(names) {
  held = names;
  const template = /** @type {HTMLTemplateElement} */ (byId('entry'));
  const lines = names.map((name) => {
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const line = /** @type {HTMLElement} */ (copy.firstElementChild);
    line.dataset.record = `c/${name}`;
    return line;
  });
  list.replaceChildren(...lines);
  setHidden('together', lines.length === 0);
  /** @type {HTMLInputElement} */ (byId('link')).value = linkOfAll();
  setText('said', ''); // it was said of the list before
  checkLines(lines);
}

/** @param {HTMLTextAreaElement} field */
function addLinks(field) {
  const {found, foreign} = linksIn(field.value, sites);
  const all = [...new Set([...held, ...found])];
  sayLeftOut = () => {
    if (all.length > MAX_TOGETHER) {
      return fillSentence(words().full, {count: localNumber(MAX_TOGETHER)});
    }
    if (foreign === 0) return '';
    return counted(words().foreign, foreign, {host: base.split('/')[2]});
  };
  if (foreign === 0) field.value = '';
  hold(all.slice(0, MAX_TOGETHER));
  if (found.length > 0) byId('entries-title')?.focus();
}

/** @param {Element} line */
function takeOut(line) {
  const name = /** @type {HTMLElement} */ (line).dataset.record?.slice(2);
  sayLeftOut = () => '';
  hold(held.filter((other) => other !== name));
  byId(held.length > 0 ? 'entries-title' : 'links')?.focus();
}

/** Put records into the link, which is the whole collection. @param {string[]} names */
function hold(names) {
  // Not as a step to go back to: each would be a visit in the browser's history.
  history.replaceState(null, '', names.length > 0 ? `#c=${names.join(',')}` : location.pathname);
  showBundle(names);
}

/** The link that others can open: never that of a preview or a copy. */
function linkOfAll() {
  return held.length > 0 ? `${url}#c=${held.join(',')}` : url;
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(linkOfAll());
    setText('said', words().copied);
  } catch {
    byId('link')?.focus(); // where the clipboard is closed to pages the link can be selected
  }
}

/** @param {HTMLElement[]} lines */
async function checkLines(lines) {
  bench?.stop();
  entries = new Entries(lines, base, root);
  const sources = lines.map(({dataset}) => {
    const place = `${base}${dataset.record}`;
    return {name: '', link: `${place}.html`, file: null, address: `${place}.json`};
  });
  const examiner = new Examiner({base, root, did});
  const current = new Bench(sources, examiner, (row) => {
    if (bench === current) entries.show(row, current.rows.indexOf(row), examiner.reader(did, ''));
  });
  bench = current;
  current.rows.forEach((row, at) => entries.show(row, at, null));
  sayCollection();
  if (lines.length === 0 || findObstacle() !== null) return;
  await current.begin();
  if (bench !== current) return;
  if (isBundle) list.append(...entries.byTime());
  sayCollection();
}

function sayCollection() {
  entries.sayAgain();
  setText('err', sayLeftOut());
  if (bench === null) return;
  const obstacle = findObstacle();
  const {rows, isBusy} = bench;
  if (obstacle !== null && rows.length > 0) {
    const host = base.split('/')[2];
    setText('tally', fillSentence(words().states[`unknown.${obstacle}`].text, {host, base}));
  } else {
    setText('tally', isBusy ? counted(words().checking, rows.length) : entries.tally());
  }
  sayNames(isBusy ? [] : entries.names());
}

/** Whether one person is named: anybody can put links together. @param {string[]} names */
function sayNames(names) {
  const {one, several, none, unnamed} = words().names;
  const told = listed(names.map((name) => isolate(name) || unnamed));
  const sentence = names.length > 1 ? several : names[0] === '' ? none : one;
  setText('names', names.length > 0 ? fillSentence(sentence, {name: told, names: told}) : '');
  byId('names')?.classList.toggle('note', names.length > 1);
}
