/** What the catalogue's script says, in the language that the page is in. */

import {formsOf} from './languages.js';
import {EQF, FREE, PATHWAY, readRange} from './programs-filter.js';

/** @typedef {import('./programs-filter.js').Entry} Entry */
/** @typedef {Record<string, string | number>} Values */

/**
 * Sentences by key, and names of values.
 * @typedef {{say: (key: string, values?: Values) => string, number: (value: number) => string,
 *   money: (amount: number, currency: string) => string, day: (stamp: string) => string, language: (tag: string) => string,
 *   collator: Intl.Collator}} Speech
 */

/**
 * @param {{language: string, labels: Record<string, string>}} words
 * @returns {Speech}
 */
export function makeSpeech({language, labels}) {
  const form = formsOf(language);
  const names = new Intl.DisplayNames([language], {type: 'language', fallback: 'code'});
  return {
    say: (key, values = {}) => {
      const plural = `${key}.${form.plural(/** @type {number | undefined} */ (values.count))}`;
      const sentence = labels[key] ?? labels[plural] ?? labels[`${key}.other`] ?? '';
      return sentence.replace(/\{(\w+)\}/g, (_, name) => {
        const value = values[name] ?? '';
        return typeof value === 'number' ? form.number(value) : value;
      });
    },
    number: form.number,
    money: form.money,
    day: form.day,
    language: (tag) => names.of(tag) ?? tag,
    collator: new Intl.Collator(language, {numeric: true}),
  };
}

/**
 * The words for a value of a facet; null where they are the provider's own.
 * @param {Speech} speech @param {string} facet @param {string} value @returns {string | null}
 */
export function nameOf({say, language}, facet, value) {
  if (facet === 'language') return language(value);
  if (facet === 'pace' || facet === 'mode') return say(`offer.${value}`);
  if (facet === 'type') return say(value === PATHWAY ? 'common.pathways' : `type.${value}`);
  if (facet === 'level' && value.startsWith(EQF)) {
    return say('catalogue.eqf', {number: Number(value.slice(EQF.length))});
  }
  if (facet === 'price' && value === FREE) return say('catalogue.free');
  const range = facet === 'hours' || facet === 'price' ? readRange(value) : null;
  if (range === null) return null;
  const {currency, low, high} = range;
  if (currency === undefined) {
    if (low === 0) return say('catalogue.up-to', {count: high});
    if (high === Infinity) return say('catalogue.above', {count: low});
    return say('catalogue.between', {low, count: high});
  }
  if (low === 0 && high === Infinity) return currency;
  if (low === 0) return say('catalogue.price-up-to', {currency, high});
  if (high === Infinity) return say('catalogue.price-above', {currency, low});
  return say('catalogue.price-between', {currency, low, high});
}

/** @param {Speech} speech @param {Entry} entry @returns {string} "" where nothing is known */
export function priceOf({say, money}, {price}) {
  if (price?.amount === undefined) return '';
  return price.amount === 0 ? say('catalogue.free') : money(price.amount, price.currency ?? '');
}

/** The line below a card's text. @param {Speech} speech @param {Entry} entry */
export function factsOf(speech, entry) {
  const {say} = speech;
  const parts = [
    say(`type.${entry.type}`),
    entry.parts === undefined ? '' : say('count.parts', {count: entry.parts}),
    entry.hours === undefined ? '' : say('count.hours', {count: entry.hours}),
    priceOf(speech, entry),
  ];
  return parts.filter((part) => part).join(' · ');
}
