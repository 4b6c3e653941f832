/**
 * The ways through pathways that leave a choice: each counts as a programme of its own, with the
 * parts that are taken, what they teach and their hours. Parts that are done take no hours.
 */

/** @typedef {import('./plan.js').Program} Program */
/** @typedef {import('./plan.js').Skill} Skill */
/**
 * A pathway's key `parts`, with the paths of pages; `generator/leads.py` writes it.
 * @typedef {{required: string} | {choose: number, of: Tree[]} | {parts: Tree[]}} Tree
 * @typedef {Map<string, Program>} Programs by path
 */

const MOST_WAYS = 64; // of one pathway, the shortest of them

/**
 * What is still to be done: programmes that are not, and pathways way by way.
 * @param {Program[]} programs @param {Set<string | null>} done their paths
 * @param {Map<string, Skill>} skills
 * @returns {Program[]}
 */
export function programsLeft(programs, done, skills) {
  const known = new Map(programs.map((program) => [program.path, program]));
  const left = programs.filter(({path}) => !done.has(path));
  return left.flatMap((program) =>
    program.steps ? variantsOf(program, program.steps, known, done, skills) : [program],
  );
}

/**
 * @param {Program} pathway @param {Tree[]} steps @param {Programs} known
 * @param {Set<string | null>} done @param {Map<string, Skill>} skills
 * @returns {Program[]}
 */
function variantsOf(pathway, steps, known, done, skills) {
  const hoursOf = (/** @type {string} */ path) => known.get(path)?.hours ?? 0;
  const hoursLeft = (/** @type {string} */ path) => (done.has(path) ? 0 : hoursOf(path));
  const least = Math.min(...waysThrough(steps, hoursOf).map((way) => sumOf(way, hoursOf)));
  // What the pathway takes beside its parts: a placement, a final examination.
  const own = Math.max(0, (pathway.hours ?? 0) - least);
  const ways = waysThrough(steps, hoursLeft);
  return ways.map((way) => {
    const chosen = way.filter((path) => ways.some((other) => !other.includes(path)));
    const hours = own + sumOf(way, hoursLeft);
    const whole = own + sumOf(way, hoursOf);
    return {
      ...pathway,
      skills: taughtOn(pathway, chosen, known, skills),
      ...(pathway.hours === undefined ? {} : {hours}),
      ...(pathway.hours === undefined || hours === whole ? {} : {whole}),
      ...(chosen.length > 0 ? {chosen} : {}),
    };
  });
}

/**
 * What the pathway teaches anyway and what the parts that are chosen do, each at the higher level.
 * @param {Program} pathway @param {string[]} chosen @param {Programs} known
 * @param {Map<string, Skill>} skills
 */
function taughtOn(pathway, chosen, known, skills) {
  const taught = {...pathway.skills};
  for (const [id, level] of chosen.flatMap((path) => Object.entries(known.get(path)?.skills ?? {}))) {
    const order = skills.get(id)?.levels ?? [];
    if (order.indexOf(level) > order.indexOf(taught[id] ?? '')) taught[id] = level;
    taught[id] ??= level;
  }
  return taught;
}

/** @typedef {(path: string) => number} HoursOf */

/** The parts that are taken on each way. @param {Tree[]} steps @param {HoursOf} hoursOf @returns {string[][]} */
function waysThrough(steps, hoursOf) {
  return steps.reduce((ways, step) => shortest(crossed(ways, waysOf(step, hoursOf)), hoursOf), [
    /** @type {string[]} */ ([]),
  ]);
}

/** @param {Tree} step @param {HoursOf} hoursOf @returns {string[][]} */
function waysOf(step, hoursOf) {
  if ('required' in step) return [[step.required]];
  if ('parts' in step) return waysThrough(step.parts, hoursOf);
  return waysOfChoice(step.of, step.choose, hoursOf);
}

/**
 * From the last step on, the ways that take none of the steps so far, one of them, two, and so on.
 * The shortest ways are made of the shortest of those, so the others are left out early: the
 * combinations of 20 of 40 steps are too many to be written down.
 * @param {Tree[]} steps @param {number} need @param {HoursOf} hoursOf @returns {string[][]}
 */
function waysOfChoice(steps, need, hoursOf) {
  const none = Array.from({length: need}, () => /** @type {string[][]} */ ([]));
  const byCount = steps.reduceRight((known, step) => {
    const ways = waysOf(step, hoursOf);
    return known.map((without, count) =>
      count === 0 ? without : shortest([...crossed(ways, known[count - 1]), ...without], hoursOf),
    );
  }, [[/** @type {string[]} */ ([])], ...none]);
  return byCount[need];
}

/** @param {string[][]} ways @param {string[][]} others */
function crossed(ways, others) {
  return ways.flatMap((way) => others.map((other) => [...way, ...other]));
}

/** @param {string[][]} ways @param {HoursOf} hoursOf */
function shortest(ways, hoursOf) {
  if (ways.length <= MOST_WAYS) return ways;
  const sums = new Map(ways.map((way) => [way, sumOf(way, hoursOf)]));
  const hours = (/** @type {string[]} */ way) => sums.get(way) ?? 0;
  return [...ways].sort((one, other) => hours(one) - hours(other)).slice(0, MOST_WAYS);
}

/** @param {string[]} way @param {HoursOf} hoursOf */
function sumOf(way, hoursOf) {
  return way.reduce((sum, path) => sum + hoursOf(path), 0);
}
