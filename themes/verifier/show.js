/**
 * Put findings and signed values on the page. Text goes in as text, never as markup; every sentence
 * comes from the page's own words or from the catalogue of checks.
 */

import {AUTHENTICITY} from './checks.js';
import {parseDateTimeStamp} from './dates.js';
import {byId, fillSentence, isolate, language, setHidden, setText, words} from './elements.js';
import {textOf} from './fields.js';
import {besidePage} from './resources.js';
import {signedElements} from './signed-text.js';

/** @typedef {import('./fields.js').Fields} Fields */
/** @typedef {import('./fields.js').Texts} Texts */
/** @typedef {import('./checks.js').Finding} Finding */
/** @typedef {import('./verify.js').Verification} Verification */
/** @typedef {import('./resources.js').Resource} Resource */
/** @typedef {Record<string, Record<string, [string, string]>>} CheckWords title and text by code */
/**
 * `reasons`: the words of the first one that has any are used, else those of the state itself.
 * @typedef {{state: string, reasons: string[]}} State
 */

const CLAIMS = ['issuer', 'key'];

/** @type {Texts} */
const REASONS_BY_CODE = {
  'no-proof': 'unsigned',
  'key-revoked': 'withdrawn',
  'key-expired': 'withdrawn',
  'did-unsupported': 'method',
  'did-unreachable': 'offline',
  'list-stale': 'stale',
};
/** @type {Texts} */
const REASONS_BY_CHECK = {
  format: 'malformed',
  structure: 'malformed',
  issuer: 'issuer',
  status: 'status',
};

/** Why nothing can be checked here, by the name of the words for it; null where it can. */
export function findObstacle() {
  if (location.protocol === 'file:') return 'saved'; // a page from disk may not read other files
  if (!isSecureContext) return 'insecure';
  return crypto?.subtle ? null : 'browser';
}

/** Say so if this is a copy on another host. @param {string} host */
export function showCopyNote(host) {
  if (location.host === '' || location.host === host) return;
  setText('here', location.host);
  setHidden('copy-note', false);
}

/** @param {Verification} result */
export function isAuthentic(result) {
  return result.findings.every(
    ({check, outcome}) => outcome === 'passed' || !AUTHENTICITY.includes(check),
  );
}

/** @param {Verification} result @returns {State} */
export function stateOf(result) {
  const {verdict, findings} = result;
  const decisive = findings.find(({outcome}) => outcome !== 'passed');
  const {check, code} = decisive ?? {check: '', code: ''};
  const state = verdict === 'invalid' && /^(?:issuer|key)$/.test(check) ? 'unconfirmed' : verdict;
  const reasons = [code, REASONS_BY_CODE[code], REASONS_BY_CHECK[check]];
  return {state, reasons: reasons.filter((reason) => reason)};
}

/**
 * What the placeholders of sentences stand for; of the record only if `fields` are proven.
 * @param {{host: string, base: string}} site
 * @param {Verification} [result] @param {Fields} [fields]
 * @returns {Texts}
 */
export function sentenceValues({host, base}, result, fields) {
  const status = result?.findings.find(({check}) => check === 'status');
  const asOf = longDate(status?.detail ?? '');
  const now = new Date().toLocaleString(locale(), {dateStyle: 'medium', timeStyle: 'short'});
  const general = {host, base, now, asOf, dated: asOf, issuer: isolate(host)};
  if (!fields) return general;
  const from = longDate(fields.raws.from);
  const until = fields.raws.until ? longDate(fields.raws.until) : words().noEnd;
  return {
    ...general,
    from,
    until,
    range: `${from} – ${until}`,
    signed: longDate(fields.raws.signed),
    issuer: isolate(fields.texts.issuer),
    name: isolate(fields.texts.name),
    title: isolate(fields.texts.title),
  };
}

/**
 * Say it in the band. Its colour changes last, when all else is in place.
 * @param {State} state @param {Texts} values
 */
export function showState({state, reasons}, values) {
  const {states} = words();
  const reason = reasons.find((name) => states[`${state}.${name}`]);
  const {icon, title, text} = states[reason ? `${state}.${reason}` : state];
  setIcon(byId('verdict'), icon);
  setText('v-title', fillSentence(title, values));
  setText('v-text', fillSentence(text, values));
  setHidden('retry', state !== 'unknown');
  document.documentElement.dataset.state = state;
}

/** Where the words of the checks are, in the language of the page; below the site's root. */
export function checkWordsPath() {
  return `assets/checks.${document.documentElement.dataset.words}.json`;
}

/**
 * The words of the checks, for `showChecks`; none where they cannot be read.
 * @param {Resource | null} resource @returns {CheckWords}
 */
export function checkWords(resource) {
  try {
    return JSON.parse(new TextDecoder().decode(resource?.bytes));
  } catch {
    return {};
  }
}

/** @param {Finding[]} findings @param {Texts} values @param {CheckWords} said */
export function showChecks(findings, values, said) {
  const isSigned = findings.some(({check, outcome}) => check === 'proof' && outcome === 'passed');
  for (const finding of findings) {
    const item = byId(`c-${finding.check}`);
    // Until the signature holds, issuer and key are what the file says of itself: no tick for them.
    const isClaim = !isSigned && finding.outcome === 'passed' && CLAIMS.includes(finding.check);
    const shown = isClaim ? {...finding, code: 'not-reached', outcome: 'unknown'} : finding;
    if (item) showCheck(item, /** @type {Finding} */ (shown), values, said);
  }
}

/** @param {HTMLElement} item @param {Finding} finding @param {Texts} values @param {CheckWords} said */
function showCheck(item, {check, code, outcome}, values, said) {
  // Without words for it the line keeps its own title, and its mark answers.
  item.dataset.title ??= item.querySelector('b')?.textContent ?? '';
  const [title, text] = said[check]?.[code] ?? said[check]?.[''] ?? [item.dataset.title, ''];
  const isLate = check === 'validity' && outcome === 'failed';
  const mark = isLate ? 'late' : code === 'suspended' ? 'hold' : outcome;
  const [icon, word] = words().marks[mark];
  item.dataset.r = mark;
  setIcon(item, icon);
  for (const [part, sentence] of [['.sr', word], ['b', title], ['small', text]]) {
    const element = item.querySelector(part);
    if (element) element.textContent = fillSentence(sentence, values);
  }
}

/**
 * Write the record's values over those on the page. True if the page said something else.
 * @param {Fields} fields @param {string} noEnd the words for a missing end date
 */
export function showFields(fields, noEnd) {
  const elements = [...document.querySelectorAll('[data-f]')].map((element) =>
    showField(/** @type {HTMLElement} */ (element), fields, noEnd),
  );
  const lists = [...document.querySelectorAll('[data-list]')].map((element) =>
    showList(/** @type {HTMLElement} */ (element), fields.lists),
  );
  const pictures = [...document.querySelectorAll('img[data-image]')].map((element) =>
    showPicture(/** @type {HTMLImageElement} */ (element), fields.picture),
  );
  return [...elements, ...lists, ...pictures].includes(true);
}

/** @param {HTMLElement} element @param {Fields} fields @param {string} noEnd */
function showField(element, {texts, marked, raws}, noEnd) {
  const name = element.dataset.f ?? '';
  const shown = textOf(element.textContent);
  if (element.dataset.md !== undefined) return showMarked(element, marked[name] ?? '');
  if (element.dataset.v === undefined) {
    element.textContent = texts[name] ?? '';
    return shown !== element.textContent;
  }
  const raw = raws[name] ?? '';
  const isSame = textOf(element.dataset.v) === raw;
  element.dataset.v = raw;
  if (name !== 'type') {
    element.textContent = name === 'until' && raw === '' ? noEnd : longDate(raw);
    return !isSame;
  }
  // Templates may word a type as they like, as long as it is still the same word, or ours for it.
  const label = words().types?.[raw] ?? labelType(raw);
  const isWorded = shown === label || foldType(shown) === foldType(raw);
  element.textContent = label; // the page may be in another language by now
  return !isWorded || !isSame;
}

/** @param {HTMLElement} element @param {string} text */
function showMarked(element, text) {
  element.normalize(); // a parser of HTML cuts long texts in pieces
  const signed = /** @type {HTMLElement} */ (element.cloneNode());
  signed.append(...signedElements(text));
  const isSame = signed.isEqualNode(element);
  if (!isSame) element.replaceChildren(...signed.childNodes);
  return !isSame;
}

/** @param {HTMLImageElement} image @param {Fields['picture']} picture */
function showPicture(image, {url, caption}) {
  const {base = '', root = ''} = document.documentElement.dataset;
  const address = besidePage(url, base, root) ?? '';
  // A picture that says nothing new may go without words.
  const alt = image.alt && caption;
  const isSame = image.getAttribute('src') === address && image.alt === alt;
  if (!isSame) {
    image.src = address;
    image.alt = alt;
  }
  return !isSame;
}

/** @param {string} type */
function foldType(type) {
  return type.replace(/^ext:/, '').replace(/[\s-]/g, '').toLowerCase();
}

/** @param {string} type */
function labelType(type) {
  return type
    .replace(/^ext:/, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, (_, end, start) => `${end} ${start.toLowerCase()}`);
}

/** @param {HTMLElement} list @param {Fields['lists']} lists */
function showList(list, lists) {
  const name = list.dataset.list ?? '';
  const items = lists[name] ?? [];
  const shown = [...list.children];
  if (shown.length === items.length && items.every((item, at) => isItem(shown[at], item))) {
    return false;
  }
  /** @type {any} */
  const template = document.querySelector(`template[data-item="${name}"]`);
  list.textContent = '';
  // One at a time: a function takes only so many arguments, and a record may hold more items.
  items.forEach((item) => list.append(makeItem(template, item)));
  return true;
}

/** @param {Element} element @param {Texts} item */
function isItem(element, item) {
  const parts = /** @type {HTMLElement[]} */ ([...element.querySelectorAll('[data-k]')]);
  const says = parts.every((part) => textOf(part.textContent) === item[part.dataset.k ?? '']);
  const leads = parts.every((part) => (part.getAttribute('href') ?? '') === linkFor(part, item));
  const keys = parts.flatMap((part) => (part.localName === 'a' ? ['name', 'url'] : part.dataset.k));
  const has = Object.keys(item).every((key) => item[key] === '' || keys.includes(key));
  return says && leads && has;
}

/** @param {HTMLTemplateElement} template @param {Texts} item */
function makeItem(template, item) {
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const parts = copy.querySelectorAll('[data-if], [data-k]'); // once: a record may hold many items
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (parts)) {
    if (part.dataset.if !== undefined && !item[part.dataset.if]) part.remove();
    if (part.dataset.k === undefined) continue;
    part.textContent = item[part.dataset.k ?? ''] ?? '';
    const link = linkFor(part, item);
    if (link) part.setAttribute('href', link);
    else part.removeAttribute('href');
  }
  return copy;
}

/**
 * The one part of an item that may be a link is its name.
 * @param {HTMLElement} part @param {Texts} item
 */
function linkFor(part, item) {
  return part.localName === 'a' ? (item.url ?? '') : '';
}

/** @param {Element | null} element @param {string} icon */
function setIcon(element, icon) {
  element?.querySelector('use')?.setAttribute('href', `#i-${icon}`);
}

/** In UTC, as the record means it. @param {string} stamp */
export function longDate(stamp) {
  const time = parseDateTimeStamp(stamp);
  if (time === null) return '';
  const form = /** @type {const} */ ({day: 'numeric', month: 'long', year: 'numeric'});
  return new Date(time).toLocaleDateString(locale(), {...form, timeZone: 'UTC'});
}

/** Whatever the language, in the calendar and the digits that records use. */
function locale() {
  return `${language() || 'en'}-u-ca-gregory-nu-latn`;
}
