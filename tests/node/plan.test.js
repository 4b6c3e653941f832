import assert from 'node:assert/strict';
import test from 'node:test';

import {bestNext, compareLevels, gapOf} from '../../themes/verifier/plan.js';
import {pathwaysWith, shortestWay} from '../../themes/verifier/plan.js';

const ORDER = ['Foundation', 'Intermediate', 'Advanced'];
/** @type {Map<string, import('../../themes/verifier/plan.js').Skill>} */
const SKILLS = new Map(
  [...'abcdefghij'].map((id) => [id, {id, name: id.toUpperCase(), levels: id === 'a' ? ORDER : undefined}]),
);

/**
 * @param {string} path @param {Record<string, string> | string} skills
 * @param {Partial<import('../../themes/verifier/plan.js').Program>} [more]
 */
function program(path, skills, more = {}) {
  const taught = typeof skills === 'string' ? Object.fromEntries([...skills].map((id) => [id, ''])) : skills;
  return {path, title: path, skills: taught, ...more};
}

/** A gap in which all of it is missing. @param {string} ids @param {string} [level] of the first */
function missing(ids, level = '') {
  return gapOf([...ids].map((id, at) => ({id, level: at === 0 ? level : ''})), new Map(), SKILLS);
}

/** @type {[string, string[], string | null, string, string][]} */
const LEVELS = [
  ['not held', ORDER, null, 'Foundation', 'missing'],
  ['not held, at no level', ORDER, null, '', 'missing'],
  ['asked for at no level', ORDER, 'Foundation', '', 'have'],
  ['held and asked for at no level', [], '', '', 'have'],
  ['the same level', ORDER, 'Intermediate', 'Intermediate', 'have'],
  ['a higher level', ORDER, 'Advanced', 'Intermediate', 'have'],
  ['a lower level', ORDER, 'Foundation', 'Intermediate', 'lower'],
  ['the same text without an order', [], 'B2', 'B2', 'have'],
  ['another text without an order', [], 'C1', 'B2', 'unclear'],
  ['a level that is not in the order', ORDER, 'Expert', 'Intermediate', 'unclear'],
  ['held at a level that nobody knows', ORDER, '', 'Foundation', 'unclear'],
];

for (const [name, order, held, needed, standing] of LEVELS) {
  test(`levels: ${name}`, () => {
    assert.equal(compareLevels(order, held, needed), standing);
  });
}

test('of several levels the best for the need counts', () => {
  const held = new Map([['a', ['', 'Foundation', 'Advanced', 'Expert']]]);

  assert.deepEqual(gapOf([{id: 'a', level: 'Intermediate'}], held, SKILLS), [
    {id: 'a', level: 'Intermediate', held: 'Advanced', standing: 'have'},
  ]);
});

test('of lower levels the highest is told', () => {
  const held = new Map([['a', ['Foundation', 'Intermediate']]]);

  assert.equal(gapOf([{id: 'a', level: 'Advanced'}], held, SKILLS)[0].held, 'Intermediate');
});

/** @type {[string, ReturnType<typeof missing>, ReturnType<typeof program>[], string[]][]} */
const NEXT = [
  ['the most needs first', missing('abc'), [program('one', 'a'), program('two', 'bc')], ['two', 'one']],
  [
    'the fewest hours among equals',
    missing('ab'),
    [program('long', 'a', {hours: 9}), program('short', 'b', {hours: 2})],
    ['short', 'long'],
  ],
  [
    'those without hours last among equals',
    missing('ab'),
    [program('untold', 'a'), program('long', 'b', {hours: 900})],
    ['long', 'untold'],
  ],
  [
    'three at most, in the order of the catalogue',
    missing('abcd'),
    [...'abcd'].map((id) => program(id, id)),
    ['a', 'b', 'c'],
  ],
  ['none that adds nothing', missing('a'), [program('other', 'b')], []],
  [
    'one below the level after one at it',
    missing('a', 'Intermediate'),
    [program('below', {a: 'Foundation'}, {hours: 1}), program('at', {a: 'Intermediate'}, {hours: 9})],
    ['at', 'below'],
  ],
  [
    'no pathway to what a programme teaches',
    missing('ab'),
    [program('way', 'ab', {parts: ['x']}), program('one', 'a'), program('two', 'b')],
    ['one', 'two'],
  ],
  [
    'a pathway to what no programme teaches',
    missing('ab'),
    [program('way', 'ab', {parts: ['x']}), program('one', 'a')],
    ['one', 'way'],
  ],
  [
    'of several ways through a pathway the best',
    missing('ab'),
    [program('way', 'a', {parts: ['x']}), program('way', 'ab', {parts: ['x'], hours: 1})],
    ['way'],
  ],
];

for (const [name, gap, programs, expected] of NEXT) {
  test(`best next: ${name}`, () => {
    assert.deepEqual(bestNext(gap, programs, SKILLS).map((step) => step.program.path), expected);
  });
}

test('a step says what it covers and what it brings nearer', () => {
  const gap = missing('ab', 'Advanced');
  const [step] = bestNext(gap, [program('x', {a: 'Intermediate', b: '', c: ''})], SKILLS);

  assert.deepEqual(step.covers, [{id: 'b', level: ''}]);
  assert.deepEqual(step.towards, [{id: 'a', level: 'Intermediate'}]);
});

test('what is held already is brought no nearer by the same level', () => {
  const gap = gapOf([{id: 'a', level: 'Advanced'}], new Map([['a', ['Intermediate']]]), SKILLS);

  assert.deepEqual(bestNext(gap, [program('x', {a: 'Intermediate'})], SKILLS), []);
});

/** @type {[string, string, ReturnType<typeof program>[], string[], number][]} */
const WAYS = [
  [
    'two short ones before a long one',
    'ab',
    [program('both', 'ab', {hours: 10}), program('a', 'a', {hours: 4}), program('b', 'b', {hours: 5})],
    ['a', 'b'],
    9,
  ],
  [
    'a long one before two that are longer together',
    'ab',
    [program('a', 'a', {hours: 6}), program('b', 'b', {hours: 5}), program('both', 'ab', {hours: 10})],
    ['both'],
    10,
  ],
  [
    'one before two with the same hours',
    'ab',
    [program('a', 'a', {hours: 5}), program('b', 'b', {hours: 5}), program('both', 'ab', {hours: 10})],
    ['both'],
    10,
  ],
  // Step by step one would begin with the cheapest for each need and end with 2 + 6 + 6.
  [
    'what step by step would not find',
    'abcdef',
    [
      program('first', 'abcd', {hours: 2}),
      program('left', 'abe', {hours: 3}),
      program('right', 'cdf', {hours: 3}),
    ],
    ['left', 'right'],
    6,
  ],
  [
    'hours before none that are told',
    'a',
    [program('untold', 'a'), program('told', 'a', {hours: 100})],
    ['told'],
    100,
  ],
  ['no hours where nothing else leads there', 'a', [program('untold', 'a')], ['untold'], 0],
  ['nothing where nothing is missing', '', [program('a', 'a', {hours: 1})], [], 0],
];

for (const [name, needs, programs, expected, hours] of WAYS) {
  test(`shortest way: ${name}`, () => {
    const way = shortestWay(missing(needs), programs, SKILLS);

    assert.deepEqual(way.steps.map((step) => step.program.path), expected);
    assert.equal(way.hours, hours);
    assert.equal(way.isExact, true);
  });
}

test('needs that nothing meets are named', () => {
  const way = shortestWay(missing('ab', 'Advanced'), [program('x', {a: 'Foundation', b: ''})], SKILLS);

  assert.deepEqual(way.untaught, [{id: 'a', level: 'Advanced'}]);
});

test('how many do not say their hours is counted', () => {
  const programs = [program('a', 'a'), program('b', 'b', {hours: 3})];

  assert.equal(shortestWay(missing('ab'), programs, SKILLS).untimed, 1);
});

/** Numbers that look random and are the same on every run. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

test('no set at all takes fewer hours', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const next = numbers(seed);
    const ids = 'abcdefghij'.slice(0, 3 + next(5));
    const programs = Array.from({length: 8}, (_, at) => {
      const skills = [...ids].filter(() => next(3) === 0).join('');
      return program(`p${at}`, skills, {hours: 1 + next(20)});
    });
    const gap = missing(ids);
    const reachable = [...ids].filter((id) => programs.some(({skills}) => id in skills));
    let fewest = Infinity;
    for (let set = 0; set < 2 ** programs.length; set++) {
      const chosen = programs.filter((_, at) => set & (1 << at));
      if (!reachable.every((id) => chosen.some(({skills}) => id in skills))) continue;
      fewest = Math.min(fewest, chosen.reduce((sum, {hours}) => sum + (hours ?? 0), 0));
    }

    assert.equal(shortestWay(gap, programs, SKILLS).hours, fewest, `seed ${seed}`);
  }
});

/** Many needs, each taught by several programmes: too many sets to look at. */
function crowd() {
  const ids = Array.from({length: 40}, (_, at) => `s${at}`);
  const programs = ids.map((id, at) => {
    return program(`p${at}`, {[id]: '', [ids[(at + 1) % 40]]: ''}, {hours: 2 + (at % 3)});
  });
  return {needs: ids.map((id) => ({id, level: ''})), programs, skills: new Map(ids.map((id) => [id, {id, name: id}]))};
}

test('of too many sets one is put together, which says so', () => {
  const {needs, programs, skills} = crowd();
  const way = shortestWay(gapOf(needs, new Map(), skills), programs, skills);
  const met = new Set(way.steps.flatMap(({covers}) => covers.map(({id}) => id)));

  assert.equal(way.isExact, false);
  assert.equal(met.size, 40);
});

test('in a set that was put together none is superfluous', () => {
  const {needs, programs, skills} = crowd();
  const {steps} = shortestWay(gapOf(needs, new Map(), skills), programs, skills);

  for (const step of steps) {
    const others = steps.filter((other) => other !== step).flatMap(({covers}) => covers.map(({id}) => id));
    assert.notEqual(new Set(others).size, 40, step.program.path);
  }
});

test('a thousand programmes are compared in a second', () => {
  const ids = Array.from({length: 14}, (_, at) => `s${at}`);
  const next = numbers(7);
  const programs = Array.from({length: 1000}, (_, at) => {
    const taught = Object.fromEntries(Array.from({length: 3}, () => [ids[next(14)], '']));
    return program(`p${at}`, taught, {hours: 5 + next(200)});
  });
  const skills = new Map(ids.map((id) => [id, {id, name: id}]));
  const gap = gapOf(ids.map((id) => ({id, level: ''})), new Map(), skills);
  const start = performance.now();
  const {isExact} = shortestWay(gap, programs, skills);

  assert.equal(isExact, true);
  assert.ok(performance.now() - start < 1000);
});

const WAY = program('w/', 'ab', {parts: ['a/', 'b/', 'c/']});
const steps = (/** @type {any[]} */ ...programs) =>
  programs.map((item) => ({program: item, covers: [], towards: []}));

test('a pathway that holds a whole set is named', () => {
  const found = pathwaysWith(steps(program('a/', 'a'), program('b/', 'b')), [WAY]);

  assert.deepEqual(found, [WAY]);
});

test('no pathway is named for one programme', () => {
  assert.deepEqual(pathwaysWith(steps(program('a/', 'a')), [WAY]), []);
});
