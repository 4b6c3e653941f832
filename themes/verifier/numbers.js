/** Numbers in the language of the page, and the forms of sentences that depend on them. */

import {fillSentence, language} from './elements.js';

/** @type {Map<string, unknown>} */
const formats = new Map();

/** Whatever the language, in the calendar and the digits that records use. */
export function listLocale() {
  return `${language() || 'en'}-u-ca-gregory-nu-latn`;
}

/**
 * A format is dear to make, and each line needs several.
 * @template Format
 * @param {string} name @param {(locale: string) => Format} make
 * @returns {Format}
 */
export function inLocale(name, make) {
  const key = `${name} ${listLocale()}`;
  const format = /** @type {Format | undefined} */ (formats.get(key)) ?? make(listLocale());
  formats.set(key, format);
  return format;
}

/** @param {number} number */
export function localNumber(number) {
  return inLocale('number', (locale) => new Intl.NumberFormat(locale)).format(number);
}

/** Several things in one line: "A, B, and C". @param {string[]} texts */
export function listed(texts) {
  return inLocale('list', (locale) => new Intl.ListFormat(locale)).format(texts);
}

/**
 * The form of a sentence for a number, filled.
 * @param {Record<string, string>} forms @param {number} count
 * @param {Record<string, string>} [values] for its other placeholders
 */
export function counted(forms, count, values = {}) {
  const rules = inLocale('plural', (locale) => new Intl.PluralRules(locale));
  const form = forms[rules.select(count)] ?? forms.other;
  return fillSentence(form, {...values, count: localNumber(count)});
}
