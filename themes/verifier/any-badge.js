/**
 * The page for any badge: read files on this device, ask before another site is contacted, check.
 * One badge is shown in full; of many there is a list, and each of them in full from there.
 *
 * Until the signature holds, nothing of a badge is shown but the name of its file.
 */

import {continueBench, endBench, prepareList, sayBench, startBench} from './bench-page.js';
import {byId, listen, setHidden, setText, useWords, words} from './elements.js';
import {Examiner} from './examine.js';
import {offerLanguages} from './languages.js';
import {FileError} from './png.js';
import {sayQuestion} from './question.js';
import {makeReader} from './resources.js';
import {showSheet} from './sheet.js';
import {checkWords, checkWordsPath, showCopyNote} from './show.js';
import {MAX_SOURCES, sourcesOfFiles, sourcesOfText} from './transfer.js';
import {takeChosen, takeDropped} from './ways-in.js';

/** @typedef {import('./examine.js').Answer} Answer */
/** @typedef {import('./transfer.js').Source} Source */

const {base = '', root = '', did = ''} = document.documentElement.dataset;
const site = {base, root, did};
// A preview and a copy show credentials at their own address, which people copy from there.
const sites = [base, new URL(root || './', location.href).href];
/** @type {Answer} */
const UNREACHED = {state: {state: 'unknown', reasons: []}, result: null, host: ''};

let turn = 0; // of what was given last: what belongs to an earlier one is dropped
let goOn = async () => {}; // what happens when the visitor agrees that other sites are asked
let sayAgain = () => {}; // what is shown, once more: the page may be in another language

/** @type {import('./show.js').CheckWords} */
let said = {}; // the words of the checks, as soon as they are there
makeReader(base, root)(base + checkWordsPath()).then((resource) => {
  said = checkWords(resource);
});

document.documentElement.classList.add('js');
showCopyNote(base.split('/')[2]);
prepareInputs();
prepareList(() => closeSheet());
offerLanguages(({js, checks}) => {
  useWords(js);
  said = checks;
  sayBench();
  sayAgain();
});

function prepareInputs() {
  listen('retry', 'click', () => location.reload());
  takeChosen(open);
  listen('paste-form', 'submit', (event) => {
    event.preventDefault();
    open(sourcesOfText(/** @type {HTMLTextAreaElement} */ (byId('paste')).value, sites));
  });
  addEventListener('paste', (event) => {
    const {target, clipboardData} = event;
    if (target instanceof Element && target.matches('textarea, input:not([type=file])')) return;
    const files = sourcesOfFiles(clipboardData?.files);
    open(files.length > 0 ? files : sourcesOfText(clipboardData?.getData('text'), sites));
  });
  takeDropped(open, sites);
  listen('ask-go', 'click', () => {
    setHidden('ask', true);
    goOn();
  });
  listen('ask-no', 'click', () => {
    setHidden('ask', true);
    byId(byId('list')?.hidden ? 'file' : 'list-title')?.focus();
  });
}

/** @param {Source[]} sources @param {number} [left] files of dropped folders that are no badges */
function open(sources, left = 0) {
  if (sources.length === 0 && left === 0) return;
  reset();
  if (sources.length === 0) setText('err', words().file.folder);
  else if (sources.length === 1) openOne(sources[0]);
  else openMany(sources.slice(0, MAX_SOURCES), left + Math.max(0, sources.length - MAX_SOURCES));
}

function reset() {
  turn += 1;
  goOn = async () => {};
  setText('err', '');
  setHidden('ask', true);
  endBench();
  closeSheet();
}

function closeSheet() {
  sayAgain = () => {};
  setHidden('out', true);
  document.documentElement.dataset.state = 'idle';
}

/** @param {Source[]} sources @param {number} left */
function openMany(sources, left) {
  goOn = continueBench;
  startBench(sources, left, new Examiner(site), showAnswer);
}

/** @param {Source} source */
async function openOne(source) {
  const mine = turn;
  const examiner = new Examiner(site);
  const show = (/** @type {Answer} */ answer) => {
    if (mine === turn) showAnswer(answer, source.name);
  };
  try {
    const looked = await examiner.look(await examiner.open(source));
    if (mine !== turn) return;
    const {host, mustAsk, answer} = looked;
    goOn = async () => {
      show({state: {state: 'checking', reasons: []}, result: null, host});
      show(await examiner.check(looked));
    };
    if (answer) show(answer);
    else if (mustAsk) askFor(host);
    else await goOn();
  } catch (error) {
    if (mine !== turn) return;
    reset();
    if (error instanceof FileError) setText('err', words().file[error.reason]);
    else showAnswer(UNREACHED, source.name);
  }
}

/** @param {string} host */
function askFor(host) {
  sayAgain = () => sayQuestion([host], 0);
  sayAgain();
  setHidden('ask', false);
  byId('ask-go')?.focus();
}

/** @param {Answer} answer @param {string} name of its file */
function showAnswer(answer, name) {
  sayAgain = () => showSheet(answer, name, base, said);
  sayAgain();
  setHidden('out', false);
  if (answer.state.state === 'checking') return;
  byId('out')?.focus({preventScroll: true});
  byId('sheet-top')?.scrollIntoView(); // the verdict, and the way back to a list
}
