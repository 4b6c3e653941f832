/**
 * What is missing to a goal, and what leads there: pure functions over `skills/index.json`, which
 * `generator/leads.py` writes. Levels are compared by a skill's own order of them; levels without an
 * order are equal or cannot be compared.
 */

/** @typedef {import('./match.js').Named} Named */
/**
 * @typedef {Named & {levels?: string[], url?: string, framework?: string, code?: string}} Skill
 * `path` is that of its page; `skills` are the levels by skill, "" for no level. Of a pathway,
 * `parts` are all parts and `steps` the ways through it; on one of the ways (`plan-variants.js`),
 * `chosen` are the parts that it takes by choice, and `whole` are its hours, where `hours` are what
 * is left of them.
 * @typedef {{path: string, title: string, lang?: string, hours?: number, whole?: number,
 *   amount?: number, currency?: string, note?: string, parts?: string[], chosen?: string[],
 *   steps?: import('./plan-variants.js').Tree[], skills: Record<string, string>}} Program
 * @typedef {{slug: string, title: string, skills: [string, string][]}} Role
 * @typedef {{language: string, skills: Skill[], programs: Program[], roles: Role[]}} Index
 *
 * `unclear`: held, at a level that cannot be compared with the one that is asked for.
 * @typedef {'have' | 'lower' | 'unclear' | 'missing'} Standing
 * @typedef {{id: string, level: string}} Need
 * @typedef {Need & {standing: Standing, held: string | null}} GapRow `held` is the best level, or null
 *
 * `covers` are needs that it meets, `towards` those that it brings nearer.
 * @typedef {{program: Program, covers: Need[], towards: Need[]}} Step
 * The set with the fewest hours. `untaught`: needs that nothing here meets; `untimed`: how many of
 * the programmes do not say their hours.
 * @typedef {{steps: Step[], hours: number, untimed: number, isExact: boolean, untaught: Need[]}} Way
 */

export const MOST_STEPS = 3;
const MOST_SETS = 20_000; // of needs that are met: with more of them the page would stand still
const MOST_BITS = 30; // in a number that holds such a set

/**
 * How a level that is held stands to one that is needed; `held` is null for a skill that is not.
 * @param {string[]} order from the lowest to the highest
 * @param {string | null} held @param {string} needed @returns {Standing}
 */
export function compareLevels(order, held, needed) {
  if (held === null) return 'missing';
  if (needed === '' || held === needed) return 'have';
  const [low, high] = [order.indexOf(held), order.indexOf(needed)];
  if (low < 0 || high < 0) return 'unclear';
  return low > high ? 'have' : 'lower';
}

/**
 * Each need, and how the best of what is held stands to it.
 * @param {Need[]} needs @param {Map<string, string[]>} held levels by skill
 * @param {Map<string, Skill>} skills @returns {GapRow[]}
 */
export function gapOf(needs, held, skills) {
  return needs.map((need) => {
    const order = skills.get(need.id)?.levels ?? [];
    const best = bestOf(order, held.get(need.id) ?? [], need.level);
    return {...need, held: best, standing: compareLevels(order, best, need.level)};
  });
}

/**
 * The programmes to begin with, at most three: those that meet most of what is open, then those that
 * bring most nearer, then those with fewer hours. A pathway is no step: it is here only for what no
 * programme teaches.
 * @param {GapRow[]} gap @param {Program[]} programs those that are still to be done
 * @param {Map<string, Skill>} skills @returns {Step[]}
 */
export function bestNext(gap, programs, skills) {
  const steps = programs.map((program) => stepOf(program, gap, skills));
  const useful = steps.filter(({covers, towards}) => covers.length + towards.length > 0);
  const singles = useful.filter(({program}) => !program.parts);
  const reached = new Set(singles.flatMap((step) => step.covers.map(({id}) => id)));
  const pathways = useful.filter(
    ({program, covers}) => program.parts && covers.some(({id}) => !reached.has(id)),
  );
  const ranked = (/** @type {Step[]} */ list) =>
    [...list].sort(
      (one, other) =>
        other.covers.length - one.covers.length ||
        other.towards.length - one.towards.length ||
        hoursOf(one.program) - hoursOf(other.program) ||
        0, // two without hours: Infinity - Infinity
    );
  const seen = new Set(); // of several ways through a pathway the best is named
  const all = [...ranked(singles), ...ranked(pathways)];
  const others = all.filter(({program: {path}}) => !seen.has(path) && seen.add(path));
  return others.slice(0, MOST_STEPS);
}

/**
 * The set of programmes that meets all that can be met here in the fewest hours: of all sets, or
 * where these are too many, put together from the programmes that meet the most needs for an hour.
 * Programmes without hours are taken only where nothing else leads there.
 * @param {GapRow[]} gap @param {Program[]} programs those that are still to be done
 * @param {Map<string, Skill>} skills @returns {Way}
 */
export function shortestWay(gap, programs, skills) {
  const steps = programs.map((program) => stepOf(program, gap, skills));
  const open = gap.filter(({standing}) => standing !== 'have');
  const taught = new Set(steps.flatMap(({covers}) => covers.map(({id}) => id)));
  const wanted = open.filter(({id}) => taught.has(id)).map(({id}) => id);
  const useful = steps.filter(({covers}) => covers.length > 0);
  const cheapest = cheapestSet(useful, wanted);
  const chosen = cheapest ?? greedySet(useful, wanted);
  return {
    steps: chosen,
    hours: chosen.reduce((sum, {program}) => sum + (program.hours ?? 0), 0),
    untimed: chosen.filter(({program}) => program.hours === undefined).length,
    isExact: cheapest !== null,
    untaught: open.filter(({id}) => !taught.has(id)).map(({id, level}) => ({id, level})),
  };
}

/**
 * Pathways that hold every programme of a set, as parts.
 * @param {Step[]} steps @param {Program[]} programs
 */
export function pathwaysWith(steps, programs) {
  if (steps.length < 2) return [];
  return programs.filter(({parts}) => steps.every(({program}) => parts?.includes(program.path)));
}

/** @param {string[]} order @param {string[]} levels @param {string} needed @returns {string | null} */
function bestOf(order, levels, needed) {
  const rank = (/** @type {string} */ level) =>
    ({have: 3, lower: 2, unclear: 1, missing: 0})[compareLevels(order, level, needed)];
  const ranked = [...levels].sort(
    (one, other) => rank(other) - rank(one) || order.indexOf(other) - order.indexOf(one),
  );
  return ranked[0] ?? null;
}

/** @param {Program} program @param {GapRow[]} gap @param {Map<string, Skill>} skills @returns {Step} */
function stepOf(program, gap, skills) {
  /** @type {Step} */
  const step = {program, covers: [], towards: []};
  for (const {id, level, standing, held} of gap) {
    const taught = program.skills[id];
    if (standing === 'have' || taught === undefined) continue;
    const order = skills.get(id)?.levels ?? [];
    if (compareLevels(order, taught, level) === 'have') step.covers.push({id, level: taught});
    // It is nearer only if it is more than is held already.
    else if (held === null || order.indexOf(taught) > order.indexOf(held)) {
      step.towards.push({id, level: taught});
    }
  }
  return step;
}

/** @param {Program} program */
function hoursOf({hours}) {
  return hours ?? Infinity;
}

/**
 * The cheapest cover, by dynamic programming over the sets of needs that are met; null where there
 * are too many of them.
 * @param {Step[]} steps @param {string[]} wanted @returns {Step[] | null}
 */
function cheapestSet(steps, wanted) {
  if (wanted.length > MOST_BITS) return null;
  const masks = steps.map(({covers}) =>
    covers.reduce((mask, {id}) => mask | (1 << wanted.indexOf(id)), 0),
  );
  // Sets by the first need that they leave open. One of the steps has to meet that one anyway, so
  // only those are tried, and each leads to a set further on.
  /** @type {Map<number, Cover>[]} */
  const sets = Array.from({length: wanted.length + 1}, () => new Map());
  sets[0].set(0, {untimed: 0, hours: 0, used: []});
  let count = 0;
  for (let first = 0; first < wanted.length; first++) {
    for (const [met, cover] of sets[first]) {
      if (++count > MOST_SETS) return null;
      masks.forEach((mask, at) => {
        if (!(mask & (1 << first))) return;
        const next = withStep(cover, steps[at].program, at);
        const place = sets[firstOpen(met | mask)];
        const known = place.get(met | mask);
        if (!known || isCheaper(next, known)) place.set(met | mask, next);
      });
    }
  }
  const [best] = sets[wanted.length].values();
  return steps.filter((_, at) => best.used.includes(at));
}

/** The place of the lowest bit that is not set. @param {number} met */
function firstOpen(met) {
  return 31 - Math.clz32(~met & (met + 1));
}

/** @typedef {{untimed: number, hours: number, used: number[]}} Cover */

/** @param {Cover} cover @param {Program} program @param {number} at @returns {Cover} */
function withStep({untimed, hours, used}, program, at) {
  const more = program.hours === undefined ? 1 : 0;
  return {untimed: untimed + more, hours: hours + (program.hours ?? 0), used: [...used, at]};
}

/** Without hours last, then fewer hours, then fewer programmes. @param {Cover} one @param {Cover} other */
function isCheaper(one, other) {
  return (
    one.untimed - other.untimed ||
    one.hours - other.hours ||
    one.used.length - other.used.length
  ) < 0;
}

/**
 * One step after the other, each time the one with the fewest hours for a need that is still open;
 * then those are dropped that the others make superfluous, the longest first.
 * @param {Step[]} steps @param {string[]} wanted @returns {Step[]}
 */
function greedySet(steps, wanted) {
  const open = new Set(wanted);
  /** @type {Step[]} */
  const chosen = [];
  while (open.size > 0) {
    const price = (/** @type {Step} */ {program, covers}) =>
      hoursOf(program) / covers.filter(({id}) => open.has(id)).length;
    const fitting = steps.filter(({covers}) => covers.some(({id}) => open.has(id)));
    const next = fitting.reduce((one, other) => (price(other) < price(one) ? other : one));
    chosen.push(next);
    next.covers.forEach(({id}) => open.delete(id));
  }
  const byLength = [...chosen].sort((one, other) => hoursOf(other.program) - hoursOf(one.program) || 0);
  const kept = byLength.reduce((left, step) => {
    const others = left.filter((other) => other !== step);
    const met = new Set(others.flatMap(({covers}) => covers.map(({id}) => id)));
    return wanted.every((id) => met.has(id)) ? others : left;
  }, chosen);
  return steps.filter((step) => kept.includes(step));
}
