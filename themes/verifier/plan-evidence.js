/** Which skills of the site a badge speaks of: by address, by code, or by their very name. */

import {issuerIn, readFields} from './fields.js';
import {fold} from './fold.js';

/** @typedef {import('./plan.js').Skill} Skill */
/** @typedef {import('./strict-json.js').Json} Json */
/**
 * `by` is how the skill was recognised; `name` is what the badge calls it. `level` is "" where the
 * badge names none that means something here.
 * @typedef {{id: string, level: string, by: 'url' | 'code' | 'name', name: string}} Proof
 */

/**
 * @param {unknown} document of a badge that has been proven @param {Skill[]} skills
 * @param {string} base the address of this site @param {string} did its identity
 * @returns {Proof[]}
 */
export function skillsIn(document, skills, base, did) {
  const {lists} = readFields(document);
  const isOwn = programPathIn(document, base, did) !== null;
  return lists.skills.flatMap((said) => {
    const found = recognise(said, skills, base);
    return found.skills.map(({id, levels = []}) => {
      // In others' badges what stands there is a description more often than a level.
      const level = isOwn || levels.includes(said.level) ? said.level : '';
      return {id, level, by: found.by, name: said.name};
    });
  });
}

/**
 * The path of the programme's page, for a badge of this site; null for others: anybody can sign a
 * badge that names an address of this site.
 * @param {unknown} document of a badge that has been proven @param {string} base @param {string} did
 */
export function programPathIn(document, base, did) {
  if (issuerIn(document) !== did) return null;
  /** @type {any} */
  const subject = /** @type {any} */ (document)?.credentialSubject;
  const id = subject?.achievement?.id;
  return typeof id === 'string' && id.startsWith(base) ? id.slice(base.length) : null;
}

/**
 * @param {Record<string, string>} said @param {Skill[]} skills @param {string} base
 * @returns {{by: Proof['by'], skills: Skill[]}}
 */
function recognise({url, framework, code, name}, skills, base) {
  const place = plainAddress(url);
  const byUrl = skills.filter((skill) => {
    return [skill.url ?? '', `${base}skills/${skill.id}/`].some((own) => plainAddress(own) === place);
  });
  if (place !== '' && byUrl.length > 0) return {by: 'url', skills: byUrl};
  const byCode = skills.filter((skill) => skill.framework === framework && skill.code === code);
  if (framework !== '' && code !== '' && byCode.length > 0) return {by: 'code', skills: byCode};
  const word = fold(name);
  const byName = skills.filter((skill) => {
    const {names = {}, also = []} = skill;
    return [skill.name, ...Object.values(names), ...also].some((own) => fold(own) === word);
  });
  return {by: 'name', skills: word === '' ? [] : byName};
}

/** Identifiers of frameworks are written with http and https. @param {string} address */
function plainAddress(address) {
  return address.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
