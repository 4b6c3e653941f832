/**
 * What the catalogue's filters find: pure functions over `programs/index.json`, which is explained
 * in `generator/catalogue_pages.py`. Within a facet any of the chosen values will do; every facet
 * and every word of the text has to fit.
 */

import {fold} from './fold.js';

/**
 * A programme as the index tells it, and what only the comparison shows of it.
 * @typedef {{slug: string, path: string, title: string, type: string, description: string,
 *   image: string, language: string, cut?: number, parts?: number, field?: string, hours?: number,
 *   level?: string, eqf?: number, pace?: string, mode?: string, outcomes?: string[],
 *   skills?: string[], price?: {amount?: number, currency?: string}}} Entry
 * @typedef {{name: string, method: string, kind?: string, supervised?: boolean,
 *   identity_checked?: boolean, weight?: number}} Assessed
 * @typedef {{credits?: number, credit_system?: string, ects?: number, starts?: string,
 *   place?: string, delivery?: string, price_note?: string, prerequisites?: string,
 *   participation?: string, levels?: Record<string, string>, assessment?: Assessed[],
 *   quality?: {body?: string, kind?: string}, reviewed?: string,
 *   valid_for?: {years?: number, months?: number, days?: number}}} Facts
 * @typedef {{name: string, names?: string[]}} KnownSkill
 * @typedef {{language: string, skills: Record<string, KnownSkill>, programs: Entry[]}} Index
 */

/**
 * One programme, ready to be looked for: `text` is folded, `values` are those of its facets.
 * @typedef {{entry: Entry, at: number, text: string, values: Record<string, string[]>}} Item
 * @typedef {{q: string, sort: string, chosen: Record<string, string[]>}} Search
 * @typedef {{found: Item[], counts: Record<string, Map<string, number>>}} Found
 */

export const FACETS = ['field', 'skill', 'level', 'hours', 'price', 'pace', 'mode', 'language', 'type'];
export const ORDERS = ['order', 'title', 'hours', 'price'];
export const MOST_COMPARED = 4;
export const FREE = 'free';
export const PATHWAY = 'pathway'; // among the types
export const EQF = 'eqf-'; // begins a level of the European Qualifications Framework
const HOURS = [10, 40, 100];
const RANGE = /^(?:([A-Z]{3})-)?(\d+)-(\d*)$/; // more than the first, up to the second

/** The words to look for. @param {string} q */
export function termsOf(q) {
  return fold(q).split(/\s+/).filter((term) => term);
}

/** A search for nothing in particular. @returns {Search} */
export function everything() {
  return {q: '', sort: ORDERS[0], chosen: {}};
}

/** @param {Search} search */
export function isEverything({q, chosen}) {
  return termsOf(q).length === 0 && countChosen(chosen) === 0;
}

/** @param {Search['chosen']} chosen */
export function countChosen(chosen) {
  return Object.values(chosen).reduce((sum, values) => sum + values.length, 0);
}

/**
 * Make the programmes ready. Ranges of prices follow from the prices that there are, so `asked`,
 * those of an address that was shared earlier, are on offer beside them.
 * @param {Index} index @param {Search['chosen']} [asked] @returns {Item[]}
 */
export function prepare({skills, programs}, asked = {}) {
  const hours = [...rangesBetween(HOURS), ...(asked.hours ?? [])];
  const prices = [...priceRanges(programs), ...(asked.price ?? [])];
  return programs.map((entry, at) => ({
    entry,
    at,
    text: fold(textsOf(entry, skills).join('\n')),
    values: {
      field: listOf(entry.field),
      skill: entry.skills ?? [],
      level: listOf(entry.eqf === undefined ? entry.level : `${EQF}${entry.eqf}`),
      hours: fitting(hours, entry.hours),
      price: entry.price?.amount === 0
        ? [FREE]
        : fitting(prices, entry.price?.amount, entry.price?.currency),
      pace: listOf(entry.pace),
      mode: listOf(entry.mode),
      language: [baseLanguage(entry.language)],
      type: entry.parts ? [entry.type, PATHWAY] : [entry.type],
    },
  }));
}

/** A language and its script, without its country: `en` of `en-GB`. @param {string} tag */
export function baseLanguage(tag) {
  const [language, second = ''] = tag.split('-');
  return second.length === 4 ? `${language}-${second}` : language;
}

/**
 * Read a range: of hours, or with a currency of prices.
 * @param {string} value @returns {{currency: string | undefined, low: number, high: number} | null}
 */
export function readRange(value) {
  const match = RANGE.exec(value);
  if (match === null) return null;
  return {currency: match[1], low: Number(match[2]), high: match[3] ? Number(match[3]) : Infinity};
}

/**
 * What there is to choose from in one facet, in an order that needs no words.
 * @param {Item[]} items @param {string} facet @returns {string[]}
 */
export function optionsOf(items, facet) {
  const counts = new Map();
  for (const {values} of items) {
    for (const value of values[facet]) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const options = [...counts.keys()];
  if (facet === 'skill') return options.sort((a, b) => counts.get(b) - counts.get(a));
  if (facet === 'level') return options.sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  if (facet !== 'hours' && facet !== 'price') return options.sort();
  return options.sort((a, b) => compareRanges(readRange(a), readRange(b)));
}

/**
 * Find what fits. Each value is counted as if nothing else of its own facet were chosen.
 * @param {Item[]} items in the order of the answer @param {Search} search @returns {Found}
 */
export function find(items, {q, chosen}) {
  const terms = termsOf(q);
  const wanted = FACETS.filter((facet) => chosen[facet]?.length).map((facet) => ({
    facet,
    values: new Set(chosen[facet]),
  }));
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const found = [];
  for (const item of items) {
    if (!terms.every((term) => item.text.includes(term))) continue;
    const missed = wanted.filter(({facet, values}) => !item.values[facet].some((v) => values.has(v)));
    if (missed.length > 1) continue;
    if (missed.length === 0) found.push(item);
    for (const facet of missed.length ? [missed[0].facet] : FACETS) {
      for (const value of item.values[facet]) {
        counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
      }
    }
  }
  return {found, counts};
}

/**
 * The items in another order; what says nothing of it stands at the end, in the provider's order.
 * Amounts in several currencies cannot be compared, so each currency stands by itself.
 * @param {Item[]} items @param {string} order @param {Intl.Collator} collator @returns {Item[]}
 */
export function sorted(items, order, collator) {
  const sortedItems = [...items].sort((a, b) => a.at - b.at);
  if (order === 'title') {
    return sortedItems.sort((a, b) => collator.compare(a.entry.title, b.entry.title));
  }
  if (order === 'hours') return sortedItems.sort((a, b) => hoursOf(a) - hoursOf(b) || 0);
  if (order !== 'price') return sortedItems;
  const moneyOf = (/** @type {Item} */ {entry: {price}}) =>
    price?.amount === 0 ? ' ' : price?.amount === undefined ? '~' : (price.currency ?? '');
  return sortedItems.sort((a, b) => {
    const [one, other] = [moneyOf(a), moneyOf(b)];
    if (one !== other) return one < other ? -1 : 1;
    return (a.entry.price?.amount ?? 0) - (b.entry.price?.amount ?? 0);
  });
}

/**
 * Read a search from an address; values that no programme has are left out.
 * @param {URLSearchParams} parameters @param {Item[]} items @returns {Search}
 */
export function readSearch(parameters, items) {
  const sort = parameters.get('sort') ?? '';
  const all = chosenIn(parameters);
  const chosen = Object.fromEntries(
    Object.entries(all).map(([facet, values]) => {
      const options = new Set(optionsOf(items, facet));
      return [facet, values.filter((value) => options.has(value))];
    }).filter(([, values]) => values.length),
  );
  return {q: parameters.get('q') ?? '', sort: ORDERS.includes(sort) ? sort : ORDERS[0], chosen};
}

/**
 * What an address asks for, facet by facet, whether there is such a thing or not.
 * @param {URLSearchParams} parameters @returns {Search['chosen']}
 */
export function chosenIn(parameters) {
  const named = FACETS.map((facet) => [facet, [...new Set(parameters.getAll(facet))]]);
  return Object.fromEntries(named.filter(([, values]) => values.length));
}

/** The end of the address for a search: "" or from "?" on. @param {Search} search */
export function writeSearch({q, sort, chosen}) {
  const parameters = new URLSearchParams();
  if (q.trim()) parameters.set('q', q.trim());
  for (const facet of FACETS) {
    for (const value of chosen[facet] ?? []) parameters.append(facet, value);
  }
  if (sort !== ORDERS[0]) parameters.set('sort', sort);
  const text = parameters.toString();
  return text && `?${text}`;
}

/** The programmes that an address compares: slugs that exist, each once. @param {string | null | undefined} text
 * @param {Item[]} items */
export function readCompared(text, items) {
  const known = new Set(items.map(({entry}) => entry.slug));
  const slugs = [...new Set((text ?? '').split(','))].filter((slug) => known.has(slug));
  return slugs.slice(0, MOST_COMPARED);
}

/**
 * Ranges for the prices in each currency: limits are 1, 2 or 5 and zeros, near to the thirds.
 * @param {Entry[]} entries @returns {string[]}
 */
export function priceRanges(entries) {
  /** @type {Map<string, number[]>} */
  const amounts = new Map();
  for (const {price} of entries) {
    if (price?.amount && price.currency) {
      amounts.set(price.currency, [...(amounts.get(price.currency) ?? []), price.amount]);
    }
  }
  return [...amounts].sort().flatMap(([currency, all]) => {
    all.sort((a, b) => a - b);
    const thirds = [1, 2].map((part) => roundLimit(all[Math.floor((all.length * part) / 3)]));
    const limits = [...new Set(thirds)].filter((limit) => limit < all[all.length - 1]);
    return rangesBetween(limits).map((range) => `${currency}-${range}`);
  });
}

/** @param {number[]} limits @returns {string[]} */
function rangesBetween(limits) {
  return [0, ...limits].map((low, at) => `${low}-${limits[at] ?? ''}`);
}

/** The nearest of 1, 2, 5, 10, 20, 50, … from below. @param {number} amount */
function roundLimit(amount) {
  const power = 10 ** Math.floor(Math.log10(Math.max(amount, 1)));
  return power * (amount >= 5 * power ? 5 : amount >= 2 * power ? 2 : 1);
}

/** @param {string[]} ranges @param {number | undefined} amount @param {string} [currency] */
function fitting(ranges, amount, currency) {
  if (amount === undefined) return [];
  return [...new Set(ranges)].filter((value) => {
    const range = readRange(value);
    return range?.currency === currency && range !== null && range.low < amount && amount <= range.high;
  });
}

/** The levels that others know come first. @param {string} level */
function rankOf(level) {
  return level.startsWith(EQF) ? 0 : 1;
}

/** @param {ReturnType<typeof readRange>} a @param {ReturnType<typeof readRange>} b */
function compareRanges(a, b) {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1; // what is free comes first
  const [one, other] = [a.currency ?? '', b.currency ?? ''];
  if (one !== other) return one < other ? -1 : 1;
  return a.low - b.low || (a.high === b.high ? 0 : a.high - b.high);
}

/** @param {Entry} entry @param {Index['skills']} skills @returns {string[]} */
function textsOf(entry, skills) {
  const taught = (entry.skills ?? []).flatMap((id) => [
    skills[id]?.name ?? '',
    ...(skills[id]?.names ?? []),
  ]);
  const {title, description, field = '', outcomes = []} = entry;
  return [title, field, description, ...taught, ...outcomes];
}

/** @param {Item} item */
function hoursOf({entry}) {
  return entry.hours ?? Number.MAX_VALUE;
}

/** @param {string | undefined} value @returns {string[]} */
function listOf(value) {
  return value === undefined ? [] : [value];
}
