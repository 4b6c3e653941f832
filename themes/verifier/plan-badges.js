/** Badges handed to the planner: checked here, listed with what came of them. */

import {Bench} from './bench.js';
import {byId, fillSentence, isolate, language, listen, setHidden, setText, words} from './elements.js';
import {provenDocument} from './examine.js';
import {readFields} from './fields.js';
import {counted} from './numbers.js';
import {programPathIn, skillsIn} from './plan-evidence.js';
import {sayQuestion} from './question.js';
import {MAX_SOURCES, sourcesOfText} from './transfer.js';
import {takeChosen, takeDropped} from './ways-in.js';

/** @typedef {import('./bench.js').Row} Row */
/** @typedef {import('./examine.js').Examiner} Examiner */
/** @typedef {import('./plan.js').Skill} Skill */
/** @typedef {import('./plan-evidence.js').Proof} Proof */
/** @typedef {import('./transfer.js').Source} Source */
/**
 * A proof with the badge that it comes from.
 * @typedef {Proof & {title: string, host: string}} Evidence
 */

/** @type {Record<string, string>} */
const BADGE_ICONS = {
  ...{valid: 'ok', suspended: 'hold', expired: 'clock', 'not-yet-valid': 'clock', revoked: 'no'},
  ...{invalid: 'no', unconfirmed: 'key', waiting: 'wait'},
};

/** @type {Bench[]} */
let benches = []; // one for each time that something was handed in
/** @type {Set<Bench>} */
const refused = new Set(); // whose badges' issuers are not to be asked

/**
 * @param {() => Examiner} makeExaminer @param {string[]} sites at which this site may be named
 * @param {() => void} onChange
 */
export function prepareBadges(makeExaminer, sites, onChange) {
  const take = async (/** @type {Source[]} */ sources, left = 0) => {
    setText('err', sources.length === 0 && left > 0 ? words().file.folder : '');
    if (sources.length === 0) return;
    const bench = new Bench(sources.slice(0, MAX_SOURCES), makeExaminer(), sayProgress);
    benches.push(bench);
    showBadges();
    await bench.begin();
    showBadges();
    onChange();
    if (unasked().length > 0) byId('ask')?.scrollIntoView({block: 'nearest'});
  };
  takeChosen(take);
  listen('paste-form', 'submit', (event) => {
    event.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (byId('paste'));
    take(sourcesOfText(field.value, sites));
    field.value = '';
  });
  takeDropped(take, null);
  listen('ask-go', 'click', async () => {
    setHidden('ask', true);
    byId('badges-title')?.focus();
    await Promise.all(toAsk().map((bench) => bench.ask()));
    showBadges();
    onChange();
  });
  listen('ask-no', 'click', () => {
    toAsk().forEach((bench) => refused.add(bench));
    setHidden('ask', true);
    byId('file')?.focus();
  });
}

/** Forget every badge. */
export function dropBadges() {
  benches.forEach((bench) => bench.stop());
  benches = [];
  showBadges();
}

/**
 * What the badges prove that are in force, and the paths of the programmes that they are from.
 * @param {Skill[]} skills @param {string} base @param {string} did
 */
export function evidenceOf(skills, base, did) {
  const documents = provenRows().map((row) => ({row, document: documentOf(row)}));
  return {
    proofs: documents.flatMap(({row, document}) => {
      const title = titleOf(row);
      const host = row.answer?.host ?? '';
      return skillsIn(document, skills, base, did).map((proof) => ({...proof, title, host}));
    }),
    done: new Set(documents.map(({document}) => programPathIn(document, base, did))),
  };
}

/** All that is said of badges, in the language that the page has now. */
export function showBadges() {
  const list = /** @type {HTMLElement} */ (byId('badges'));
  const template = /** @type {HTMLTemplateElement} */ (byId('badge'));
  const rows = benches.flatMap((bench) => bench.rows);
  list.replaceChildren(
    ...rows.map((row) => {
      const line = /** @type {HTMLElement} */ (
        /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild
      );
      fillBadge(line, row);
      return line;
    }),
  );
  setHidden('badges-part', rows.length === 0);
  const holders = new Set(provenRows().map((row) => readFields(documentOf(row)).texts.name));
  setHidden('holders', holders.size < 2); // one without a name may be anybody's
  sayProgress();
  const isBusy = benches.some((bench) => bench.isBusy);
  list.setAttribute('aria-busy', String(isBusy));
  const open = isBusy ? [] : unasked();
  setHidden('ask', open.length === 0);
  const hosts = [...new Set(open.map(({looked}) => looked?.host ?? ''))].sort();
  if (hosts.length > 0) sayQuestion(hosts, open.length);
}

/** How far the check is, or how many badges count. */
function sayProgress() {
  const busy = benches.filter((bench) => bench.isBusy);
  const left = busy.reduce((sum, {count, done}) => sum + count - done, 0);
  const forms = words().badges;
  setText('badges-status', counted(left > 0 ? forms.left : forms.count, left || provenRows().length));
}

/** @param {HTMLElement} line @param {Row} row */
function fillBadge(line, row) {
  const {state, fault, answer, source, twin} = row;
  const said = /** @type {Record<string, string>} */ ({
    state: words().bench.states[state],
    title: isolate(titleOf(row) || source.name) || words().bench.pasted,
    why: twin ? fillSentence(words().bench.twin, {file: isolate(twin.source.name)}) : whyNot(state, fault),
    host: answer && documentOf(row) ? fillSentence(words().signed, {host: isolate(answer.host)}) : '',
  });
  line.dataset.s = state;
  line.querySelector('use')?.setAttribute('href', `#i-${BADGE_ICONS[state] ?? 'ask'}`);
  for (const [name, text] of Object.entries(said)) {
    const place = line.querySelector(`[data-c=${name}]`);
    if (place) place.textContent = text;
  }
}

/** @param {string} state @param {string} fault */
function whyNot(state, fault) {
  if (state === 'valid' || state === 'waiting') return '';
  return words().file[fault] ?? words().notCounted;
}

/** Badges that are proven and in force, each once, however often it was handed in. */
function provenRows() {
  const rows = benches.flatMap((bench) => bench.rows);
  const proven = rows.filter((row) => row.state === 'valid' && documentOf(row) !== null);
  return [...new Map(proven.map((row) => [JSON.stringify(documentOf(row)), row])).values()];
}

function unasked() {
  return toAsk().flatMap((bench) => bench.unasked);
}

/** Those with badges whose issuers would have to be asked, and may be as far as has been said. */
function toAsk() {
  return benches.filter((bench) => bench.unasked.length > 0 && !refused.has(bench));
}

/** @param {Row} row */
function documentOf({answer}) {
  return answer && provenDocument(answer);
}

/** What a badge is for; until its signature holds, nothing that it says is shown. @param {Row} row */
function titleOf(row) {
  const document = documentOf(row);
  return document ? readFields(document, language()).texts.title : '';
}
