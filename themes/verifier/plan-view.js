/** The planner's answer on the page: the gap, the best next programmes, the shortest way. */

import {byId, fillSentence, isolate, language, setHidden, setText, words} from './elements.js';
import {counted, listed, listLocale, localNumber} from './numbers.js';
import {pathwaysWith} from './plan.js';

/** @typedef {import('./plan.js').GapRow} GapRow */
/** @typedef {import('./plan.js').Index} Index */
/** @typedef {import('./plan.js').Need} Need */
/** @typedef {import('./plan.js').Program} Program */
/** @typedef {import('./plan.js').Skill} Skill */
/** @typedef {import('./plan.js').Step} Step */
/** @typedef {import('./plan.js').Way} Way */
/** @typedef {import('./plan-badges.js').Evidence} Evidence */
/**
 * A need with why it is one and what speaks for the visitor: `role` asks for it, `advert` are the
 * words of the advert, `own` is the level that the visitor has ticked, or null.
 * @typedef {GapRow & {role: string, advert: string[], own: string | null, proofs: Evidence[]}} Row
 * @typedef {{onOwn: (id: string, level: string | null) => void, onLeave: (id: string) => void}} Acts
 */

const STANDING_ICONS = {have: 'ok', lower: 'hold', unclear: 'ask', missing: 'no'};

/** @type {Map<string, HTMLElement>} */
let lines = new Map(); // of the gap, by skill: what has the focus stays where it is

/**
 * @param {Row[]} rows @param {Map<string, Skill>} skills @param {Index} index @param {Acts} acts
 */
export function showGap(rows, skills, index, acts) {
  const isSame = [...lines.keys()].join() === rows.map(({id}) => id).join();
  if (!isSame) {
    lines = new Map(rows.map(({id}) => [id, makeLine(id, skills, acts)]));
    byId('gap')?.replaceChildren(...lines.values());
  }
  // That the role asks for it goes without saying where all that is asked for comes from there.
  const isMixed = rows.some(({role, advert}) => role === '' || advert.length > 0);
  for (const row of rows) {
    const line = /** @type {HTMLElement} */ (lines.get(row.id));
    fillNeed(line, row, /** @type {Skill} */ (skills.get(row.id)), index.language);
    if (!isMixed) put(line, 'why', '');
  }
  const have = rows.filter(({standing}) => standing === 'have').length;
  const values = {have: localNumber(have)};
  setText('gap-title', rows.length === 0 ? '' : counted(words().gap.title, rows.length, values));
  setHidden('answer', rows.length === 0);
  setHidden('done', have < rows.length);
}

/** @param {Step[]} steps @param {Map<string, Skill>} skills @param {Index} index */
export function showNext(steps, skills, index) {
  byId('next')?.replaceChildren(...steps.map((step) => stepLine(step, skills, index)));
  setHidden('next-part', steps.length === 0);
}

/** @param {Way} way @param {Map<string, Skill>} skills @param {Index} index */
export function showWay(way, skills, index) {
  const {steps, hours, untimed, isExact, untaught} = way;
  byId('way')?.replaceChildren(...steps.map((step) => stepLine(step, skills, index)));
  setHidden('way-part', steps.length === 0);
  const {way: said} = words();
  const timed = steps.length > untimed ? [counted(said.hours, hours)] : [];
  const others = untimed > 0 ? [counted(said.untimed, untimed)] : [];
  setText('way-sum', [counted(said.programmes, steps.length), ...timed, ...others].join(' · '));
  setText('way-how', isExact ? said.exact : said.greedy);
  const [pathway] = pathwaysWith(steps, index.programs);
  const place = byId('way-pathway');
  place?.replaceChildren(...(pathway ? around(said.pathway, 'title', programLink(pathway, index)) : []));
  const names = untaught.map((need) => skillPiece(need, skills, index.language));
  byId('untaught')?.replaceChildren(...names.map(inItem));
  setHidden('untaught-part', untaught.length === 0);
}

/**
 * The advert with what was found in it.
 * @param {string} text @param {{at: number, end: number}[]} finds
 */
export function showAdvert(text, finds) {
  const pieces = [];
  let last = 0;
  for (const {at, end} of finds) {
    const mark = document.createElement('mark');
    mark.textContent = text.slice(at, end);
    pieces.push(text.slice(last, at), mark);
    last = end;
  }
  byId('advert-text')?.replaceChildren(...pieces, text.slice(last));
  setHidden('advert-part', text.trim() === '');
  setText('advert-found', text.trim() === '' ? '' : counted(words().advert, finds.length));
}

/**
 * Skills that were left out, each with a way back.
 * @param {string[]} ids @param {Map<string, Skill>} skills @param {string} site
 * @param {(id: string) => void} onBack
 */
export function showLeft(ids, skills, site, onBack) {
  const items = ids.map((id) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...around(words().gap.back, 'skill', skillPiece({id, level: ''}, skills, site)));
    button.addEventListener('click', () => onBack(id));
    return inItem(button);
  });
  byId('left')?.replaceChildren(...items);
  setHidden('left-part', ids.length === 0);
}

/** @param {string} id @param {Map<string, Skill>} skills @param {Acts} acts */
function makeLine(id, skills, acts) {
  const line = copyOf('need');
  const box = /** @type {HTMLInputElement} */ (line.querySelector('input'));
  const select = /** @type {HTMLSelectElement} */ (line.querySelector('select'));
  const {levels = []} = /** @type {Skill} */ (skills.get(id));
  for (const level of levels) select.append(new Option(level, level));
  const tell = () => acts.onOwn(id, box.checked ? select.value : null);
  box.addEventListener('change', () => {
    // Who says nothing else means the level that is asked for.
    select.value = select.dataset.needed ?? '';
    tell();
  });
  select.addEventListener('change', tell);
  line.querySelector('button')?.addEventListener('click', () => acts.onLeave(id));
  return line;
}

/** @param {HTMLElement} line @param {Row} row @param {Skill} skill @param {string} site its language */
function fillNeed(line, row, skill, site) {
  const {standing, level, held, role, advert, own, proofs} = row;
  const {gap} = words();
  const {text, lang} = nameOf(skill, site);
  line.dataset.s = standing;
  line.querySelector('use')?.setAttribute('href', `#i-${STANDING_ICONS[standing]}`);
  const link = /** @type {HTMLAnchorElement} */ (line.querySelector('a'));
  Object.assign(link, {textContent: text, lang, href: `../skills/${skill.id}/`});
  const told = fillSentence(gap[standing], {level: isolate(held ?? '')});
  put(line, 'state', standing === 'unclear' && held === '' ? gap.unknown : told);
  put(line, 'level', level);
  const found = advert.map((word) => fillSentence(gap.quoted, {word: isolate(word)}));
  const why = [
    role && fillSentence(gap.role, {role: isolate(role)}),
    found.length > 0 && fillSentence(gap.advert, {words: listed(found)}),
    !role && found.length === 0 && gap.chosen,
  ];
  put(line, 'why', why.filter((reason) => reason).join(' '));
  const said = own === null ? [] : [gap.said];
  const sources = [...new Set([...proofs.map(proofLine), ...said])].map((text) => document.createTextNode(text));
  line.querySelector('[data-c=by]')?.replaceChildren(...sources.map(inItem));
  const box = /** @type {HTMLInputElement} */ (line.querySelector('input'));
  box.checked = own !== null;
  put(line, 'own', gap.own);
  put(line, 'own-of', text);
  // What a badge proves need not be ticked. A box that goes takes the focus with it.
  const isProven = standing === 'have' && own === null;
  if (isProven && document.activeElement === box) link.focus();
  /** @type {HTMLElement} */ (box.parentElement).hidden = isProven;
  const select = /** @type {HTMLSelectElement} */ (line.querySelector('select'));
  select.dataset.needed = level;
  select.value = own ?? '';
  select.hidden = own === null || !skill.levels;
  select.options[0].textContent = gap.anyLevel;
  select.setAttribute('aria-label', fillSentence(gap.levelOf, {skill: text}));
  const leave = /** @type {HTMLButtonElement} */ (line.querySelector('button'));
  leave.hidden = role !== '';
  put(line, 'leave', gap.leave);
  put(line, 'leave-of', text);
}

/** @param {Evidence} proof */
function proofLine({title, host, by, level, name}) {
  const values = {title: isolate(title), host: isolate(host), level: isolate(level), name: isolate(name)};
  const {proof} = words();
  const said = fillSentence(level ? proof.level : proof.plain, values);
  return `${said} ${fillSentence(proof[by], values)}`;
}

/** @param {Step} step @param {Map<string, Skill>} skills @param {Index} index */
function stepLine({program, covers, towards}, skills, index) {
  const line = copyOf('step');
  line.querySelector('h3')?.append(programLink(program, index));
  const chosen = index.programs.filter(({path}) => program.chosen?.includes(path));
  const names = listed(chosen.map(({title}) => isolate(title)));
  put(line, 'chosen', names && fillSentence(words().step.chosen, {parts: names}));
  put(line, 'size', [hoursText(program), priceText(program)].filter((part) => part).join(' · '));
  for (const [name, needs] of /** @type {const} */ ([['covers', covers], ['towards', towards]])) {
    put(line, `${name}-title`, needs.length > 0 ? counted(words().step[name], needs.length) : '');
    const items = needs.map((need) => inItem(skillPiece(need, skills, index.language)));
    line.querySelector(`[data-c=${name}]`)?.replaceChildren(...items);
  }
  return line;
}

/** @param {Program} program */
function hoursText({hours, whole}) {
  const {noHours, rest} = words().step;
  if (hours === undefined) return noHours;
  if (whole === undefined) return counted(words().way.hours, hours);
  return counted(rest, hours, {whole: localNumber(whole)});
}

/** @param {Program} program */
function priceText({amount, currency, note}) {
  const said = note && isolate(note);
  if (amount === undefined) return said ?? '';
  if (amount === 0) return [words().step.free, said].filter((part) => part).join(' · ');
  const form = {style: 'currency', currency, minimumFractionDigits: amount % 1 === 0 ? 0 : 2};
  const price = new Intl.NumberFormat(listLocale(), /** @type {any} */ (form)).format(amount);
  return [isolate(price), said].filter((part) => part).join(' · ');
}

/** @param {Program} program @param {Index} index */
function programLink({path, title, lang}, index) {
  const link = document.createElement('a');
  return Object.assign(link, {href: `../${path}`, textContent: title, lang: lang ?? index.language, dir: 'auto'});
}

/** A skill's name, with its level. @param {Need} need @param {Map<string, Skill>} skills @param {string} site */
function skillPiece({id, level}, skills, site) {
  const piece = document.createElement('bdi');
  const {text, lang} = nameOf(/** @type {Skill} */ (skills.get(id)), site);
  piece.textContent = level ? `${text} (${level})` : text;
  piece.lang = lang;
  return piece;
}

/**
 * The name in the language that the page has now, or else the site's.
 * @param {Skill} skill @param {string} site
 */
export function nameOf({name, names = {}}, site) {
  const tag = [language(), language().split('-')[0]].find((known) => names[known] !== undefined);
  const isOwn = site.split('-')[0] === language().split('-')[0];
  return tag && !isOwn ? {text: names[tag], lang: tag} : {text: names[site] ?? name, lang: site};
}

/** A sentence with an element at its placeholder. @param {string} sentence @param {string} name @param {Node} element */
function around(sentence, name, element) {
  const [before, after = ''] = sentence.split(`{${name}}`);
  return [before, element, after];
}

/** @param {HTMLElement} line @param {string} name @param {string} text */
function put(line, name, text) {
  const place = line.querySelector(`[data-c=${name}]`);
  if (place) place.textContent = text;
}

/** @param {Node} piece */
function inItem(piece) {
  const item = document.createElement('li');
  item.append(piece);
  return item;
}

/** @param {string} id of a template @returns {HTMLElement} */
function copyOf(id) {
  const template = /** @type {HTMLTemplateElement} */ (byId(id));
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  return /** @type {HTMLElement} */ (copy.firstElementChild);
}
