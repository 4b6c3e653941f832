/**
 * The planner: a goal, what the visitor has, and what lies between. Nothing leaves the browser, and
 * nothing is kept but what the visitor puts into the page's address.
 */

import {byId, listen, setHidden, setText, useWords, words} from './elements.js';
import {Examiner} from './examine.js';
import {offerLanguages} from './languages.js';
import {findSkills, phrasesOf} from './match.js';
import {bestNext, gapOf, shortestWay} from './plan.js';
import {dropBadges, evidenceOf, prepareBadges, showBadges} from './plan-badges.js';
import {isChoice, onlyKnown, readChoice, writeChoice} from './plan-choice.js';
import {programsLeft} from './plan-variants.js';
import {showAdvert, showGap, showLeft, showNext, showWay} from './plan-view.js';
import {showCopyNote} from './show.js';

/** @typedef {import('./plan.js').Index} Index */
/** @typedef {import('./plan-view.js').Row} Row */

const {base = '', root = '', did = ''} = document.documentElement.dataset;
// A preview and a copy show credentials at their own address, which people copy from there.
const sites = [base, new URL(root || './', location.href).href];

const READ_AFTER = 150; // milliseconds without a key: to look through a long advert takes as long

/** @type {Index | null} */
let index = null;
/** @type {Map<string, import('./plan.js').Skill>} */
let skills = new Map();
/** @type {import('./match.js').Phrases} */
let phrases = new Map();
/** @type {Map<string, string>} */
let own = new Map(); // levels that the visitor has ticked, by skill
/** @type {Map<string, string>} */
let chosen = new Map(); // levels of skills that a link asks for
/** @type {Set<string>} */
let left = new Set(); // skills that the visitor does not want to be asked for
/** @type {ReturnType<typeof evidenceOf>} */
let evidence = {proofs: [], done: new Set()};
/** @type {import('./plan.js').Program[]} */
let open = []; // programmes that are still to be done
let advert = {text: '', finds: /** @type {import('./match.js').Find[]} */ ([])};
let reading = 0; // the timer of an advert that is being written
let kept = ''; // the choice in the page's address, though that may name a place on the page

document.documentElement.classList.add('js');
showCopyNote(base.split('/')[2]);
prepareBadges(() => new Examiner({base, root, did}), sites, recount);
listen('role', 'change', show);
listen('advert', 'input', () => {
  document.documentElement.dataset.state = 'reading';
  clearTimeout(reading);
  reading = window.setTimeout(readAdvert, READ_AFTER);
});
listen('advert', 'change', readAdvert);
listen('link', 'click', keepInAddress);
listen('print', 'click', () => window.print());
listen('reset', 'click', () => {
  history.replaceState(null, '', location.pathname);
  dropBadges();
  start('');
  byId('role')?.focus();
});
addEventListener('hashchange', () => {
  const {hash} = location;
  if (isChoice(hash) && hash !== kept) start(hash);
});
offerLanguages(({js}) => {
  useWords(js);
  showBadges();
  showAdvert(advert.text, advert.finds);
  recount();
});
load();

async function load() {
  try {
    const response = await fetch(`${root}skills/index.json`);
    index = /** @type {Index} */ (await response.json());
  } catch {
    setHidden('no-index', false); // from disk, or without a connection
    return;
  }
  skills = new Map(index.skills.map((skill) => [skill.id, skill]));
  phrases = phrasesOf(index.skills);
  start(location.hash);
}

/** @param {string} hash */
function start(hash) {
  const {role, need, have} = readChoice(hash);
  kept = isChoice(hash) ? hash : '';
  const field = roleField();
  field.value = role;
  if (field.selectedIndex < 0) field.value = '';
  advertField().value = '';
  chosen = onlyKnown(need, skills);
  own = onlyKnown(have, skills);
  left = new Set();
  readAdvert();
  recount();
}

/** What the badges come to, in the language that the page has now. */
function recount() {
  if (index === null) return;
  evidence = evidenceOf(index.skills, base, did);
  open = programsLeft(index.programs, evidence.done, skills);
  show();
}

/** Look for skills in the advert. */
function readAdvert() {
  clearTimeout(reading);
  const text = advertField().value;
  if (text !== advert.text) {
    advert = {text, finds: findSkills(text, phrases)};
    showAdvert(text, advert.finds);
    show();
  }
  document.documentElement.dataset.state = 'idle';
}

/** All that follows from what was chosen. */
function show() {
  if (index === null) return;
  setText('link-out', ''); // it was said of another plan, or in another language
  const {proofs} = evidence;
  const needs = needsOf(index, advert.finds);
  const shown = needs.filter(({id}) => !left.has(id));
  /** @type {Map<string, string[]>} */
  const held = new Map([...own].map(([id, level]) => [id, [level]]));
  for (const {id, level} of proofs) held.set(id, [...(held.get(id) ?? []), level]);
  const gap = gapOf(shown, held, skills);
  /** @type {Row[]} */
  const rows = gap.map((row, at) => ({
    ...shown[at],
    ...row,
    own: own.get(row.id) ?? null,
    proofs: proofs.filter(({id}) => id === row.id),
  }));
  showGap(rows, skills, index, {onOwn, onLeave});
  showLeft(needs.map(({id}) => id).filter((id) => left.has(id)), skills, index.language, onBack);
  showNext(bestNext(gap, open, skills), skills, index);
  showWay(shortestWay(gap, open, skills), skills, index);
  setHidden('acts', rows.length === 0 && own.size === 0);
}

/**
 * What the role asks for, then what the advert does, then what a link does; each skill once.
 * @param {Index} known @param {import('./match.js').Find[]} finds
 */
function needsOf({roles}, finds) {
  const role = roles.find(({slug}) => slug === roleField().value);
  /** @type {Map<string, {id: string, level: string, role: string, advert: string[]}>} */
  const needs = new Map();
  for (const [id, level] of role?.skills ?? []) {
    needs.set(id, {id, level, role: role?.title ?? '', advert: []});
  }
  for (const {text, ids} of finds) {
    for (const id of ids) {
      const need = needs.get(id) ?? {id, level: '', role: '', advert: []};
      const word = text.replace(/\s+/g, ' ');
      if (!need.advert.includes(word)) need.advert.push(word);
      needs.set(id, need);
    }
  }
  for (const [id, level] of chosen) {
    const need = needs.get(id) ?? {id, level, role: '', advert: []};
    needs.set(id, need);
  }
  return [...needs.values()];
}

/** @param {string} id @param {string | null} level */
function onOwn(id, level) {
  if (level === null) own.delete(id);
  else own.set(id, level);
  show();
}

/** @param {string} id */
function onLeave(id) {
  left.add(id);
  show();
  byId('gap-title')?.focus();
}

/** @param {string} id */
function onBack(id) {
  left.delete(id);
  show();
  byId('gap-title')?.focus();
}

/** What the advert asks for is kept as skills; its text and the badges are not. */
async function keepInAddress() {
  if (index === null) return;
  readAdvert();
  const needs = needsOf(index, advert.finds).filter(({id, role}) => role === '' && !left.has(id));
  const need = new Map(needs.map(({id, level}) => [id, level]));
  history.replaceState(null, '', location.pathname + writeChoice({role: roleField().value, need, have: own}));
  kept = location.hash;
  try {
    await navigator.clipboard.writeText(location.href);
    setText('link-out', words().link.copied);
  } catch {
    setText('link-out', words().link.kept);
  }
}

function roleField() {
  return /** @type {HTMLSelectElement} */ (byId('role'));
}

function advertField() {
  return /** @type {HTMLTextAreaElement} */ (byId('advert'));
}
