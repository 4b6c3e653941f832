/**
 * The reader's choice of the page's language. Only the page's own words change: what a record says,
 * and what a provider wrote, stays in its language. Sentences go in as text, never as markup.
 */

/**
 * Words in one language, as the build writes them; `js` is what the scripts of this page say.
 * @typedef {{language: string, dir: string, labels: Record<string, string>, js: any,
 *   checks: import('./show.js').CheckWords}} Words
 */

const LANGUAGE_CHOSEN = 'insignia-language'; // in localStorage, and nothing else is
export const LANGUAGE_CHANGED = 'insignia-language';
const PLACEHOLDER = /\{(\w+)\}/;

/**
 * Offer the languages there are; the choice holds for every page of this site in this browser.
 * @param {(words: Words) => void} [onChange] called when the page is in another language
 */
export function offerLanguages(onChange = () => {}) {
  const select = /** @type {HTMLSelectElement | null} */ (document.getElementById('language'));
  const frame = select?.closest('[hidden]');
  // A page from disk may not read other files.
  if (!select || !frame || location.protocol === 'file:') return;
  const own = document.documentElement.dataset.words ?? '';
  select.value = own; // some browsers fill it as it was left
  frame.toggleAttribute('hidden', false);
  const speak = async (/** @type {string} */ code) => {
    const words = await readLanguage(`${select.dataset.words}${code}.json`);
    if (words === null) select.value = document.documentElement.dataset.words ?? own;
    if (words === null || select.value !== code) return; // somebody has chosen again meanwhile
    sayAll(words);
    document.documentElement.dataset.words = code;
    onChange({...words, js: words.js[document.body.classList[0]] ?? {}});
    // For another script of the same page, which has its own part of the words, and may come later.
    Object.assign(globalThis, {[LANGUAGE_CHANGED]: words});
    document.dispatchEvent(new CustomEvent(LANGUAGE_CHANGED, {detail: words}));
  };
  select.addEventListener('change', () => {
    remember(select.value);
    speak(select.value);
  });
  const chosen = remembered();
  if (chosen === own || ![...select.options].some(({value}) => value === chosen)) return;
  select.value = chosen;
  speak(chosen);
}

/** @param {string} address @returns {Promise<Words | null>} */
async function readLanguage(address) {
  try {
    const response = await fetch(address);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** @param {string} code */
function remember(code) {
  try {
    localStorage.setItem(LANGUAGE_CHOSEN, code);
  } catch {
    // a browser that keeps nothing: the choice holds for this page
  }
}

function remembered() {
  try {
    return localStorage.getItem(LANGUAGE_CHOSEN) ?? '';
  } catch {
    return '';
  }
}

/** @param {Words} words */
function sayAll({language, dir, labels}) {
  const root = document.documentElement;
  // Elements that name the page's language do so because what is around them is in another.
  for (const element of everywhere('[data-lang]')) {
    element.setAttribute('lang', language);
    element.setAttribute('dir', dir);
  }
  root.lang = language;
  root.dir = dir;
  const form = formsOf(language);
  for (const element of everywhere('[data-t]')) {
    const {t = '', w = '{}'} = /** @type {HTMLElement} */ (element).dataset;
    const values = JSON.parse(w);
    const sentence = labels[t] ?? labels[`${t}.${form.plural(values.count)}`] ?? labels[`${t}.other`];
    if (sentence !== undefined) putSentence(/** @type {HTMLElement} */ (element), sentence, values, form);
  }
  for (const element of everywhere('[data-ta]')) {
    for (const pair of (/** @type {HTMLElement} */ (element).dataset.ta ?? '').split(' ')) {
      const [name, key] = pair.split(':');
      if (labels[key] !== undefined) element.setAttribute(name, labels[key]);
    }
  }
  for (const time of everywhere('time[datetime]:not([data-f])')) {
    time.textContent = form.day(time.getAttribute('datetime') ?? '');
  }
  for (const data of everywhere('data[value]')) {
    const amount = Number(data.getAttribute('value'));
    const {currency} = /** @type {HTMLElement} */ (data).dataset;
    data.textContent = currency ? form.money(amount, currency) : form.number(amount);
  }
}

/**
 * Elements of the page, and of the templates that lists are made from.
 * @param {string} selector
 */
function everywhere(selector) {
  const templates = [...document.querySelectorAll('template')].map(({content}) => content);
  return [document, ...templates].flatMap((place) => [...place.querySelectorAll(selector)]);
}

/**
 * Put a sentence into its element; elements that stand for placeholders stay what they are.
 * @param {HTMLElement} element @param {string} sentence
 * @param {Record<string, string | number>} values @param {ReturnType<typeof formsOf>} form
 */
function putSentence(element, sentence, values, form) {
  const parts = new Map(
    [...element.children].map((part) => [/** @type {HTMLElement} */ (part).dataset.p, part]),
  );
  const pieces = sentence.split(PLACEHOLDER).map((piece, at) => {
    if (at % 2 === 0) return piece;
    const value = values[piece] ?? '';
    return parts.get(piece) ?? (typeof value === 'number' ? form.number(value) : value);
  });
  element.replaceChildren(...pieces, element.dataset.suffix ?? '');
}

/**
 * How a language writes days and numbers: in the calendar and the digits that records use.
 * @param {string} language
 */
export function formsOf(language) {
  const tag = `${language}-u-ca-gregory-nu-latn`;
  const number = new Intl.NumberFormat(tag, {useGrouping: 'always'}); // as the build does
  const rules = new Intl.PluralRules(tag);
  const day = new Intl.DateTimeFormat(tag, {dateStyle: 'long', timeZone: 'UTC'});
  return {
    number: (/** @type {number} */ value) => number.format(value),
    money: (/** @type {number} */ value, /** @type {string} */ currency) =>
      new Intl.NumberFormat(tag, {
        style: 'currency',
        currency,
        useGrouping: 'always',
        ...(Number.isInteger(value) ? {maximumFractionDigits: 0} : {}),
      }).format(value),
    plural: (/** @type {number | undefined} */ count) =>
      count === undefined ? 'other' : rules.select(count),
    day: (/** @type {string} */ stamp) => day.format(new Date(stamp)),
  };
}
