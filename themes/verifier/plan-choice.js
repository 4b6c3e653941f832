/**
 * What a visitor of the planner has chosen, as it stands in a link to the plan: behind the `#`, which
 * browsers send to nobody. An advert's text and badges are no part of it.
 */

/** `need` and `have` are levels by skill, "" for none. */
/** @typedef {{role: string, need: Map<string, string>, have: Map<string, string>}} Choice */

const NAMES = ['role', 'need', 'have'];

/**
 * Whether a fragment is about the plan, and not about a place on the page.
 * @param {string} hash as in `location.hash`
 */
export function isChoice(hash) {
  const parts = partsOf(hash);
  return hash === '' || NAMES.some((name) => parts.has(name));
}

/** @param {string} hash as in `location.hash` @returns {Choice} */
export function readChoice(hash) {
  const parts = partsOf(hash);
  return {
    role: decoded(parts.get('role') ?? ''),
    need: readLevels(parts.get('need') ?? ''),
    have: readLevels(parts.get('have') ?? ''),
  };
}

/** @param {Choice} choice @returns {string} "" for no choice */
export function writeChoice({role, need, have}) {
  const parts = [
    ['role', encodeURIComponent(role)],
    ['need', writeLevels(need)],
    ['have', writeLevels(have)],
  ];
  const said = parts.filter(([, text]) => text !== '').map((part) => part.join('='));
  return said.length > 0 ? `#${said.join('&')}` : '';
}

/**
 * What this site knows of levels by skill: a link can put any text there.
 * @param {Map<string, string>} levels @param {Map<string, import('./plan.js').Skill>} skills
 */
export function onlyKnown(levels, skills) {
  const known = [...levels].filter(([id]) => skills.has(id));
  return new Map(
    known.map(([id, level]) => [id, skills.get(id)?.levels?.includes(level) ? level : '']),
  );
}

/** @param {string} hash @returns {Map<string, string>} */
function partsOf(hash) {
  const parts = hash.replace(/^#/, '').split('&');
  return new Map(
    parts.map((part) => {
      const [name, text = ''] = part.split('=');
      return [name, text];
    }),
  );
}

/** @param {string} text @returns {Map<string, string>} */
function readLevels(text) {
  const items = text.split(',').filter((item) => item !== '');
  return new Map(
    items.map((item) => {
      const [id, level = ''] = item.split(':').map(decoded);
      return [id, level];
    }),
  );
}

/** @param {Map<string, string>} levels */
function writeLevels(levels) {
  return [...levels]
    .map(([id, level]) => [id, level].filter((part) => part !== '').map(encodeURIComponent).join(':'))
    .join(',');
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return ''; // somebody has cut the link
  }
}
