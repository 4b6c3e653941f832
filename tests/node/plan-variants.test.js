import assert from 'node:assert/strict';
import test from 'node:test';

import {programsLeft} from '../../themes/verifier/plan-variants.js';

const SKILLS = new Map([['a', {id: 'a', name: 'A', levels: ['Low', 'High']}]]);
const PARTS = [
  {path: 'one/', title: 'One', hours: 10, skills: {a: 'Low'}},
  {path: 'two/', title: 'Two', hours: 20, skills: {a: 'High', b: ''}},
  {path: 'three/', title: 'Three', hours: 40, skills: {c: ''}},
];
const [ONE, TWO, THREE] = ['one/', 'two/', 'three/'].map((required) => ({required}));

/** @param {object[]} steps @param {object} [more] */
function pathway(steps, more = {}) {
  const parts = PARTS.map(({path}) => path);
  return /** @type {import('../../themes/verifier/plan.js').Program} */ ({
    ...{path: 'way/', title: 'Way', skills: {z: ''}, parts, steps},
    ...more,
  });
}

/** The ways through a pathway. @param {object} way @param {string[]} done */
function ways(way, ...done) {
  const all = [...PARTS, /** @type {any} */ (way)];
  const left = programsLeft(all, new Set(done), SKILLS);
  return left.filter(({path}) => path === 'way/');
}

/** @type {[string, object[], number, string[], [string, number][]][]} */
const CASES = [
  ['all parts', [ONE, TWO], 30, [], [['', 30]]],
  ['all parts and work of its own', [ONE, TWO], 45, [], [['', 45]]],
  ['fewer hours than its parts say', [ONE, TWO], 5, [], [['', 30]]],
  ['one part of two', [{choose: 1, of: [ONE, TWO]}], 15, [], [['one/', 15], ['two/', 25]]],
  [
    'two parts of three',
    [{choose: 2, of: [ONE, TWO, THREE]}],
    30,
    [],
    [['one/ two/', 30], ['one/ three/', 50], ['two/ three/', 60]],
  ],
  [
    'a choice in a milestone after a part',
    [ONE, {parts: [{choose: 1, of: [TWO, THREE]}]}],
    30,
    [],
    [['two/', 30], ['three/', 50]],
  ],
  ['a choice between stretches', [{choose: 1, of: [{parts: [ONE, TWO]}, THREE]}], 30, [], [['one/ two/', 30], ['three/', 40]]],
  ['a part that is done', [ONE, TWO], 45, ['one/'], [['', 35]]],
  ['a choice that is made', [{choose: 1, of: [ONE, TWO]}], 15, ['two/'], [['one/', 15], ['two/', 5]]],
];

for (const [name, steps, hours, done, expected] of CASES) {
  test(`the ways through a pathway with ${name}`, () => {
    const found = ways(pathway(steps, {hours}), ...done);

    assert.deepEqual(found.map((way) => [(way.chosen ?? []).join(' '), way.hours]), expected);
  });
}

test('a way says its whole hours where some of them are done', () => {
  assert.equal(ways(pathway([ONE, TWO], {hours: 45}), 'one/')[0].whole, 45);
});

test('a way teaches what its choices do, each at the highest level', () => {
  const [, second] = ways(pathway([{choose: 1, of: [ONE, TWO]}], {hours: 10, skills: {a: 'Low', z: ''}}));

  assert.deepEqual(second.skills, {a: 'High', b: '', z: ''});
});

test('a lower level of a choice takes nothing away', () => {
  const [first] = ways(pathway([{choose: 1, of: [ONE, TWO]}], {hours: 10, skills: {a: 'High'}}));

  assert.deepEqual(first.skills, {a: 'High'});
});

test('a pathway without hours has none on any way', () => {
  assert.deepEqual(ways(pathway([ONE])).map(({hours}) => hours), [undefined]);
});

test('a pathway that is done has no way left', () => {
  assert.deepEqual(ways(pathway([ONE]), 'way/'), []);
});

test('programmes that are done are left out', () => {
  assert.deepEqual(programsLeft(PARTS, new Set(['one/', 'three/']), SKILLS), [PARTS[1]]);
});

test('of very many ways only the shortest are looked at', () => {
  const parts = Array.from({length: 12}, (_, at) => {
    return {path: `p${at}/`, title: `P${at}`, hours: at + 1, skills: {}};
  });
  const of = parts.map(({path}) => ({required: path}));
  const way = pathway([{choose: 4, of}], {hours: 10});
  const found = programsLeft([...parts, way], new Set(), SKILLS).filter(({path}) => path === 'way/');

  assert.equal(found.length, 64);
  assert.equal(found[0].hours, 10);
});

/** So many parts, of which the first takes an hour, the second two, and so on. @param {number} count */
function partsByHours(count) {
  return Array.from({length: count}, (_, at) => {
    return {path: `p${at}/`, title: `P${at}`, hours: at + 1, skills: {}};
  });
}

test('the shortest ways are those that a look at every combination finds', () => {
  const parts = partsByHours(9);
  const way = pathway([{choose: 4, of: parts.map(({path}) => ({required: path}))}], {hours: 10});
  const found = programsLeft([...parts, way], new Set(), SKILLS).filter(({path}) => path === 'way/');
  const sums = Array.from({length: 2 ** 9}, (_, set) => parts.filter((_, at) => set & (1 << at)))
    .filter(({length}) => length === 4)
    .map((taken) => taken.reduce((sum, {hours}) => sum + hours, 0))
    .sort((one, other) => one - other);

  assert.deepEqual(found.map(({hours}) => hours), sums.slice(0, 64));
});

test('half of forty parts are weighed without trying each of their 137,846,528,820 combinations', () => {
  const parts = partsByHours(40);
  const way = pathway([{choose: 20, of: parts.map(({path}) => ({required: path}))}], {hours: 210});
  const [found] = programsLeft([...parts, way], new Set(), SKILLS).filter(({path}) => path === 'way/');

  assert.equal(found.hours, 210);
});
