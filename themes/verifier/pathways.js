/**
 * How far somebody's badges go on the way through a pathway. The tree is that of the key `parts` in
 * content files; the answers are those of `generator/pathways.py`.
 */

/** @typedef {{required: string}} RequiredPart */
/** @typedef {{optional: string}} OptionalPart */
/** @typedef {{choose: number, of: WayStep[], name: string | null}} ChoiceOfSteps */
/** @typedef {{milestone: string, parts: WayStep[]}} MilestoneOfWay */
/** @typedef {RequiredPart | OptionalPart | ChoiceOfSteps | MilestoneOfWay} WayStep */
/** @typedef {(slug: string) => [number, number]} HoursOf least and most hours of a part */

/**
 * Whether somebody who holds `held` has come to the end.
 * @param {WayStep[]} steps @param {Set<string>} held
 */
export function isWayDone(steps, held) {
  return steps.every((step) => isStepDone(step, held));
}

/**
 * What is still to be done, as a smaller tree. A choice keeps the steps that can still be taken, and
 * needs only as many as are lacking.
 * @param {WayStep[]} steps @param {Set<string>} held
 * @returns {WayStep[]}
 */
export function stepsLeft(steps, held) {
  return steps
    .filter((step) => !isStepDone(step, held))
    .map((step) => {
      if ('choose' in step) {
        const choose = step.choose - takenOf(step, held);
        return {...step, choose, of: stepsLeft(step.of, held)};
      }
      return 'milestone' in step ? {...step, parts: stepsLeft(step.parts, held)} : step;
    });
}

/**
 * The hours of the shortest and of the longest way.
 * @param {WayStep[]} steps @param {HoursOf} hoursOf
 * @returns {[number, number]}
 */
export function hoursOfWay(steps, hoursOf) {
  return addUp(steps.map((step) => hoursOfStep(step, hoursOf)));
}

/**
 * How many programmes the shortest way takes.
 * @param {WayStep[]} steps
 * @returns {number}
 */
export function partsNeeded(steps) {
  return addUp(steps.map(partsOfStep))[0];
}

/**
 * Badges with those that were given later. What is given again is told as it was found last, in its
 * place: by its proven `id`, or else by its `key`, what was given itself.
 * @template {{id: string, key: string}} Badge
 * @param {Badge[]} known @param {Badge[]} later @returns {Badge[]}
 */
export function withLater(known, later) {
  return later.reduce((badges, badge) => {
    const isSame = (/** @type {Badge} */ {id, key}) => key === badge.key || (id !== '' && id === badge.id);
    if (!badges.some(isSame)) return [...badges, badge];
    return [...new Set(badges.map((other) => (isSame(other) ? badge : other)))];
  }, known);
}

/** @param {WayStep} step @param {Set<string>} held @returns {boolean} */
function isStepDone(step, held) {
  if ('required' in step) return held.has(step.required);
  if ('optional' in step) return true;
  if ('choose' in step) return takenOf(step, held) >= step.choose;
  return isWayDone(step.parts, held);
}

/** @param {ChoiceOfSteps} choice @param {Set<string>} held */
function takenOf(choice, held) {
  return choice.of.filter((step) => isStepDone(step, held)).length;
}

/** @param {WayStep} step @param {HoursOf} hoursOf @returns {[number, number]} */
function hoursOfStep(step, hoursOf) {
  if ('required' in step) return hoursOf(step.required);
  if ('optional' in step) return [0, hoursOf(step.optional)[1]];
  if ('milestone' in step) return hoursOfWay(step.parts, hoursOf);
  return addUpSome(step.of.map((item) => hoursOfStep(item, hoursOf)), step.choose);
}

/** @param {WayStep} step @returns {[number, number]} */
function partsOfStep(step) {
  if ('required' in step) return [1, 1];
  if ('optional' in step) return [0, 1];
  if ('milestone' in step) return addUp(step.parts.map(partsOfStep));
  return addUpSome(step.of.map(partsOfStep), step.choose);
}

/** @param {[number, number][]} ranges @returns {[number, number]} */
function addUp(ranges) {
  return addUpSome(ranges, ranges.length);
}

/** The least and the most that so many of them come to. @param {[number, number][]} ranges @param {number} need @returns {[number, number]} */
function addUpSome(ranges, need) {
  const sum = (/** @type {number[]} */ numbers) =>
    numbers.slice(0, need).reduce((total, number) => total + number, 0);
  const least = ranges.map(([low]) => low).sort((one, other) => one - other);
  const most = ranges.map(([, high]) => high).sort((one, other) => other - one);
  return [sum(least), sum(most)];
}
