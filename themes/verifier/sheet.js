/** One badge in full: the band, the seven checks, and what was signed. */

import {AUTHENTICITY, STANDING} from './checks.js';
import {fillSentence, isolate, language, setText, words} from './elements.js';
import {provenDocument} from './examine.js';
import {readFields} from './fields.js';
import {sentenceValues, showChecks, showFields, showState} from './show.js';

/** @typedef {import('./examine.js').Answer} Answer */
/** @typedef {import('./show.js').CheckWords} CheckWords */
/** @typedef {import('./show.js').Fields} Fields */

/**
 * @param {Answer} answer @param {string} name of the file @param {string} base
 * @param {CheckWords} said
 */
export function showSheet(answer, name, base, said) {
  const {state, result, host} = answer;
  const proven = provenDocument(answer);
  const fields = readFields(proven, language());
  if (!proven) fields.texts.title = name;
  const values = sentenceValues({host, base}, result ?? undefined, proven ? fields : undefined);
  showFields(fields, proven ? words().noEnd : '');
  showSections(fields);
  // What an issuer calls itself proves nothing here: a check vouches for the site alone.
  showChecks(result?.findings ?? unreached(), {...values, issuer: isolate(host)}, said);
  setText('when', result ? fillSentence(words().when, values) : '');
  showState(state, values);
}

/** @param {Fields} fields */
function showSections({texts, raws, lists}) {
  for (const section of document.querySelectorAll('[data-section]')) {
    const element = /** @type {HTMLElement} */ (section);
    const name = element.dataset.section ?? '';
    element.hidden = !texts[name] && !raws[name] && !lists[name]?.length;
  }
}

/** @returns {import('./checks.js').Finding[]} */
function unreached() {
  return [...AUTHENTICITY, ...STANDING].map((check) => {
    return {check, outcome: 'unknown', code: '', pointer: '', detail: ''};
  });
}
