/**
 * Find skills in the text of a job advert: by whole words and phrases, the longest first, without
 * regard to case and accents. Nothing is guessed, so that each find can be shown in the text.
 */

import {fold} from './fold.js';

/**
 * A skill and what it is called: `names` in other languages, `also` by other people.
 * @typedef {{id: string, name: string, names?: Record<string, string>, also?: string[]}} Named
 * @typedef {{at: number, end: number, word: string, isApart: boolean}} Token
 * @typedef {{ids: Set<string>, exact: string, length: number}} Phrase
 * @typedef {Map<string, Phrase[]>} Phrases by their words
 * What was found, where in the text, and the skills that are called so.
 * @typedef {{at: number, end: number, text: string, ids: string[]}} Find
 */

const MAX_PHRASE = 12; // words; no skill has a longer name
const EXACT = 2; // letters: words as short as "R" or "IT" count only as they are written
// A letter is a word of its own where no spaces stand between words; C++ and C# are words.
const UNSPACED = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]`;
const WORD = new RegExp(String.raw`${UNSPACED}|(?:(?!${UNSPACED})[\p{L}\p{N}\p{M}])+[+#]*`, 'gu');
// What no phrase goes across; a line end alone is none, since adverts are broken into lines.
const APART = /[.,;:!?()[\]{}"“”„«»•·|/–—،؛؟。，、；：！？（）]|\n\s*(?:\n|[-*])/u;
const IN_BRACKETS = /\s*[(（][^)）]*[)）]/gu;

/**
 * All that skills are called, ready to be looked for. What stands in brackets after a name, as in
 * "Python (computer programming)", may be left out.
 * @param {Named[]} skills @returns {Phrases}
 */
export function phrasesOf(skills) {
  /** @type {Phrases} */
  const phrases = new Map();
  for (const {id, name, names = {}, also = []} of skills) {
    for (const term of [name, ...Object.values(names), ...also]) {
      for (const text of new Set([term, term.replace(IN_BRACKETS, '')])) addPhrase(phrases, id, text);
    }
  }
  return phrases;
}

/**
 * Find skills in a text, in the order of the text. No word is part of two finds: the longer goes
 * first, and of two that are as long the earlier.
 * @param {string} text @param {Phrases} phrases @returns {Find[]}
 */
export function findSkills(text, phrases) {
  const tokens = tokensOf(text);
  const longest = [...phrases.values()].flat().reduce((most, {length}) => Math.max(most, length), 0);
  const candidates = tokens.flatMap((_, start) => candidatesAt(text, tokens, start, longest, phrases));
  candidates.sort((one, other) => other.count - one.count || one.start - other.start);
  const taken = new Set();
  const finds = candidates.filter(({start, count}) => {
    const places = Array.from({length: count}, (_, at) => start + at);
    if (places.some((place) => taken.has(place))) return false;
    places.forEach((place) => taken.add(place));
    return true;
  });
  return finds.map(({find}) => find).sort((one, other) => one.at - other.at);
}

/** @param {Phrases} phrases @param {string} id @param {string} text */
function addPhrase(phrases, id, text) {
  const tokens = tokensOf(text);
  if (tokens.length === 0 || tokens.length > MAX_PHRASE) return;
  const key = keyOf(tokens);
  const exact = key.length <= EXACT && !new RegExp(UNSPACED, 'u').test(key) ? text.trim() : '';
  const known = phrases.get(key) ?? [];
  const same = known.find((phrase) => phrase.exact === exact);
  if (same) same.ids.add(id);
  else phrases.set(key, [...known, {ids: new Set([id]), exact, length: tokens.length}]);
}

/**
 * @param {string} text @param {Token[]} tokens @param {number} start @param {number} longest
 * @param {Phrases} phrases
 * @returns {{start: number, count: number, find: Find}[]}
 */
function candidatesAt(text, tokens, start, longest, phrases) {
  const found = [];
  for (let count = 1; count <= longest && start + count <= tokens.length; count++) {
    const part = tokens.slice(start, start + count);
    const known = phrases.get(keyOf(part));
    if (!known) continue;
    const {at} = part[0];
    const {end} = part[count - 1];
    const said = text.slice(at, end);
    const fitting = known.filter(({exact}) => exact === '' || exact === said);
    const ids = [...new Set(fitting.flatMap((phrase) => [...phrase.ids]))];
    if (ids.length > 0) found.push({start, count, find: {at, end, text: said, ids}});
  }
  return found;
}

/** @param {string} text @returns {Token[]} */
function tokensOf(text) {
  let last = 0;
  return [...text.matchAll(WORD)].map((match) => {
    const at = match.index;
    const isApart = APART.test(text.slice(last, at));
    last = at + match[0].length;
    return {at, end: last, word: fold(match[0]), isApart};
  });
}

/**
 * What stands between words counts as well: a phrase may have a comma, and then needs it.
 * @param {Token[]} tokens
 */
function keyOf(tokens) {
  return tokens.map(({word, isApart}, at) => (at > 0 ? (isApart ? '|' : ' ') : '') + word).join('');
}
