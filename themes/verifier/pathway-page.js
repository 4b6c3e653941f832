/**
 * The page of a pathway: how far the badges go that its reader drops here. They are checked on this
 * device with what this site publishes; only its own badges count, and only those that hold today.
 * Nothing is stored, nothing is sent, no other site is asked.
 */

import {Bench} from './bench.js';
import {showDue} from './due.js';
import {byId, fillSentence, isolate, listen, setHidden, setText, useWords, words} from './elements.js';
import {Examiner, provenDocument} from './examine.js';
import {issuerIn, readFields} from './fields.js';
import {offerLanguages} from './languages.js';
import {counted, localNumber} from './numbers.js';
import {hoursOfWay, partsNeeded, stepsLeft, withLater} from './pathways.js';
import {sourcesOfText} from './transfer.js';
import {takeChosen, takeDropped} from './ways-in.js';

/** @typedef {import('./bench.js').Row} Row */
/** @typedef {import('./pathways.js').WayStep} WayStep */
/** @typedef {import('./transfer.js').Source} Source */
/** @typedef {{id: string, title: string, language: string, hours: [number, number]}} WayPart */
/** @typedef {{id: string, steps: WayStep[], parts: Record<string, WayPart>}} Way */
/**
 * A badge that was dropped, once it has been looked at. `slug` is that of the part it is for; `why`
 * names the words for what became of it. `id` is "" and `holder` is null where nothing is proven.
 * @typedef {{id: string, key: string, slug: string, why: string, mark: string, title: string,
 *   holder: string | null, host: string}} Held
 */

const MAX_BADGES = 100; // at a time; nobody's pathway needs more
/** @type {Record<string, string>} */
const MARKS = {counts: 'passed', whole: 'passed', expired: 'late', 'not-yet-valid': 'late',
  suspended: 'hold', revoked: 'failed', invalid: 'failed', unconfirmed: 'failed'};

const {base = '', root = '', did = ''} = document.documentElement.dataset;
const sites = [base, new URL(root || './', location.href).href];
/** @type {Way} */
const way = JSON.parse(byId('way')?.textContent ?? '{"steps": [], "parts": {}}');
const slugs = new Map(Object.entries(way.parts).map(([slug, {id}]) => [id, slug]));

/** @type {Held[]} */
let badges = [];
let turn = 0; // of the badges given last: forgetting them ends what is still under way
let running = 0; // checks that are under way: who gives badges need not wait for those before
let isCut = false; // of the badges given last some were too many

document.documentElement.classList.add('js');
showDue();
prepare();
offerLanguages(({js}) => {
  useWords(js);
  show();
});

function prepare() {
  takeChosen(open);
  listen('links-form', 'submit', (event) => {
    event.preventDefault();
    const area = /** @type {HTMLTextAreaElement} */ (byId('links'));
    open(sourcesOfText(area.value, sites));
    area.value = '';
  });
  takeDropped(open, sites);
  listen('forget', 'click', () => {
    turn += 1;
    running = 0;
    isCut = false;
    badges = [];
    show();
    byId('file')?.focus();
  });
}

/** @param {Source[]} sources */
async function open(sources) {
  if (sources.length === 0) return;
  const mine = turn;
  running += 1;
  isCut = sources.length > MAX_BADGES;
  show();
  const bench = new Bench(sources.slice(0, MAX_BADGES), new Examiner({base, root, did}), () => {});
  await bench.begin();
  if (mine !== turn) return;
  running -= 1;
  badges = withLater(badges, bench.rows.map(weighBadge));
  show();
  // Whoever has gone on to something else meanwhile stays there.
  const isWaiting = [document.body, byId('file')].includes(/** @type {any} */ (document.activeElement));
  if (isWaiting) byId('standing')?.focus({preventScroll: true});
}

/** @param {Row} row @returns {Held} */
function weighBadge({state, answer, looked, source}) {
  const proven = answer ? provenDocument(answer) : null;
  const record = issuerIn(proven) === did ? proven : null; // anybody can sign for any programme
  const {texts} = readFields(record ?? {});
  const program = record?.credentialSubject.achievement.id;
  const slug = slugs.get(program) ?? '';
  const known = state === 'valid' ? (slug ? 'counts' : program === way.id ? 'whole' : 'other') : state;
  const why = known in words().why ? known : 'unknown';
  return {
    id: texts.id,
    key: source.link || (looked ? new TextDecoder().decode(looked.record) : source.name),
    slug: why === 'counts' ? slug : '',
    why,
    mark: MARKS[why] ?? 'unknown',
    title: texts.title || source.name,
    holder: record && texts.name,
    host: looked?.host ?? '',
  };
}

function show() {
  const held = new Set(badges.map(({slug}) => slug).filter((slug) => slug !== ''));
  const isHolder = badges.some(({why}) => why === 'whole');
  const left = isHolder ? [] : stepsLeft(way.steps, held);
  for (const element of document.querySelectorAll('[data-part]')) {
    const {part = ''} = /** @type {HTMLElement} */ (element).dataset;
    element.toggleAttribute('data-done', held.has(part));
    element.querySelector('[data-has]')?.toggleAttribute('hidden', !held.has(part));
  }
  byId('goal')?.toggleAttribute('data-done', badges.length > 0 && left.length === 0);
  const isChecking = running > 0;
  setHidden('standing', badges.length === 0 && !isChecking);
  setHidden('found', badges.length === 0);
  setText('standing-title', isChecking ? words().checking : standing(left, isHolder));
  setText('cut', isCut ? fillSentence(words().cut, {count: localNumber(MAX_BADGES)}) : '');
  const holders = new Set(badges.map(({holder}) => holder).filter((holder) => holder !== null));
  setHidden('holders', holders.size < 2); // one without a name may be anybody's
  setText('hours-left', isChecking || left.length === 0 ? '' : hoursLeft(left));
  setHidden('to-do', left.length === 0);
  setHidden('claim', isChecking || isHolder || left.length > 0);
  byId('left')?.replaceChildren(...listOfSteps(left));
  byId('badges')?.replaceChildren(...badges.map(lineOf));
  const progress = /** @type {HTMLProgressElement | null} */ (byId('progress-bar'));
  if (progress) {
    progress.max = partsNeeded(way.steps);
    progress.value = progress.max - partsNeeded(left);
  }
}

/** @param {WayStep[]} left @param {boolean} isHolder */
function standing(left, isHolder) {
  if (isHolder) return words().holder;
  if (left.length === 0) return words().complete;
  const count = partsNeeded(way.steps);
  return counted(words().done, count, {done: localNumber(count - partsNeeded(left))});
}

/** @param {WayStep[]} left */
function hoursLeft(left) {
  const [least, most] = hoursOfWay(left, (slug) => way.parts[slug].hours);
  if (most === 0) return '';
  if (least === most) return counted(words().hours, most);
  return counted(words().hoursRange, most, {least: localNumber(least)});
}

/** @param {WayStep[]} steps @returns {HTMLElement[]} */
function listOfSteps(steps) {
  return steps.map((step) => {
    const item = document.createElement('li');
    if ('required' in step) item.append(linkTo(step.required));
    else if ('choose' in step) {
      const said = counted(words().choose, step.choose);
      item.append(step.name ? `${step.name}: ${said}` : said, listIn(step.of));
    } else if ('milestone' in step) item.append(step.milestone, listIn(step.parts));
    return item;
  });
}

/** @param {WayStep[]} steps */
function listIn(steps) {
  const list = document.createElement('ul');
  list.append(...listOfSteps(steps));
  return list;
}

/** @param {string} slug */
function linkTo(slug) {
  const {id, title, language} = way.parts[slug];
  const link = document.createElement('a');
  link.href = root + id.slice(base.length);
  link.textContent = title;
  link.lang = language;
  link.dir = 'auto';
  return link;
}

/** @param {Held} badge */
function lineOf({mark, why, title, host}) {
  const template = /** @type {HTMLTemplateElement} */ (byId('badge'));
  const line = /** @type {HTMLElement} */ (template.content.cloneNode(true)).querySelector('li');
  if (line === null) return '';
  const [icon, said] = words().marks[mark];
  line.dataset.r = mark;
  line.querySelector('use')?.setAttribute('href', `#i-${icon}`);
  const say = (/** @type {string} */ selector, /** @type {string} */ text) => {
    const element = line.querySelector(selector);
    if (element) element.textContent = text;
  };
  say('.sr', said);
  say('b', title);
  say('small', fillSentence(words().why[why], {host: isolate(host)}));
  return line;
}
