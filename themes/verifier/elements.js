/** The page's elements by id, and the words that the build has put into the page for its scripts. */

/** @typedef {Record<string, string>} Texts */

const MAX_INSERTED = 120; // characters of a record's text within our own sentences

/** @type {any} */
let wordsOnPage = null;

/** The words of the page, in the language that it is in. */
export function words() {
  wordsOnPage ??= JSON.parse(byId('words')?.textContent ?? '');
  return wordsOnPage;
}

/** @param {any} others the same words in another language */
export function useWords(others) {
  wordsOnPage = others;
}

/** The language of the page's words. */
export function language() {
  return document.documentElement.lang;
}

/** @param {string} id */
export function byId(id) {
  return document.getElementById(id);
}

/** @param {string} id @param {string} text */
export function setText(id, text) {
  const element = byId(id);
  if (element) element.textContent = text;
}

/** @param {string} id @param {boolean} hidden */
export function setHidden(id, hidden) {
  const element = byId(id);
  if (element) element.hidden = hidden;
}

/** @param {string} id @param {string} type @param {(event: Event) => void} listener */
export function listen(id, type, listener) {
  byId(id)?.addEventListener(type, listener);
}

/** @param {string} sentence @param {Texts} values */
export function fillSentence(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/**
 * Keep a foreign text from turning the direction of the sentence around it, or from filling it.
 * @param {string} text
 */
export function isolate(text) {
  const plain = text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  const short = plain.length > MAX_INSERTED ? `${plain.slice(0, MAX_INSERTED)}…` : plain;
  return short && `\u2068${short}\u2069`;
}
