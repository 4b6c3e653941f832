/** Which credentials of this site a link or a pasted text names, as `xx/id`. */

import {recordAddress} from './transfer.js';

export const MAX_TOGETHER = 100; // a link of 3,000 characters; longer ones get cut

const PLACE = /^c\/([a-z2-7]{2})\/(\1[a-z2-7]{24})\.json$/;
const IN_LINK = /^([a-z2-7]{2})\/(\1[a-z2-7]{24})$/;

/**
 * The credentials that a fragment holds, each once; null for a fragment that is about something else,
 * such as a place on the page.
 * @param {string} hash as in `location.hash`
 */
export function namesIn(hash) {
  const held = new URLSearchParams(hash.slice(1)).get('c');
  if (held === null) return hash === '' ? [] : null;
  const names = held.split(',').filter((name) => IN_LINK.test(name));
  return [...new Set(names)].slice(0, MAX_TOGETHER);
}

/**
 * The credentials in a text, and how many of its links are to something else. The words around a
 * link are no links; a text without any counts as one that does not fit.
 * @param {string} text @param {string[]} sites the first one is the address that records have
 */
export function linksIn(text, sites) {
  const words = text.split(/[\s<>()[\]"',;|]+/).map((word) => word.replace(/[.:!?]+$/, ''));
  const said = words.filter((word) => word !== '');
  const found = said.map((word) => nameOf(/^https?:/i.test(word) ? word : `https://${word}`, sites));
  const names = found.filter((name) => name !== '');
  const others = said.filter((word, at) => found[at] === '' && /^https?:/i.test(word));
  const foreign = others.length || Number(names.length === 0 && said.length > 0);
  return {found: names, foreign};
}

/** @param {string} link @param {string[]} sites */
function nameOf(link, sites) {
  const place = PLACE.exec((recordAddress(link, sites) ?? '').slice(sites[0].length));
  return place ? `${place[1]}/${place[2]}` : '';
}
