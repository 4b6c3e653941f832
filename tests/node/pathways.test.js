/** How far badges go: the answers of the Python half, from one table. */

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {hoursOfWay, isWayDone, partsNeeded, stepsLeft, withLater} from '../../themes/verifier/pathways.js';

const table = JSON.parse(readFileSync(new URL('./pathways.json', import.meta.url), 'utf-8'));
const hoursOf = (slug) => [table.hours[slug], table.hours[slug]];

for (const {name, steps, held, left, range, needed} of table.cases) {
  test(`${name}: what is left`, () => {
    assert.deepEqual(stepsLeft(steps, new Set(held)), left);
  });

  test(`${name}: whether it is done`, () => {
    assert.equal(isWayDone(steps, new Set(held)), left.length === 0);
  });

  test(`${name}: the hours that are left`, () => {
    assert.deepEqual(hoursOfWay(left, hoursOf), range);
  });

  test(`${name}: the programmes that are left at least`, () => {
    assert.equal(partsNeeded(left), needed);
  });
}

test('an optional part may take its hours, and is no programme that is needed', () => {
  const steps = [{required: 'a'}, {optional: 'b'}];

  assert.deepEqual(hoursOfWay(steps, hoursOf), [10, 30]);
  assert.equal(partsNeeded(steps), 1);
});

test('the hours of a part may be a range', () => {
  const steps = [{choose: 1, of: [{required: 'a'}, {required: 'b'}], name: null}];

  assert.deepEqual(
    hoursOfWay(steps, (slug) => (slug === 'a' ? [5, 50] : [10, 20])),
    [5, 50],
  );
});

for (const [name, later, expected] of /** @type {const} */ ([
  ['another badge is added', {id: 'b', key: '{b}', why: 'counts'}, ['a expired', 'b counts']],
  ['a badge that is given again is told as it was found last', {id: 'a', key: '{ a }', why: 'counts'}, ['a counts']],
  ['a file in which nothing is proven is told once', {id: '', key: '{a}', why: 'unknown'}, [' unknown']],
  ['nothing that is not proven takes the place of a badge', {id: '', key: '{c}', why: 'none'}, ['a expired', ' none']],
])) {
  test(name, () => {
    const known = [{id: 'a', key: '{a}', why: 'expired'}];

    assert.deepEqual(withLater(known, [later]).map(({id, why}) => `${id} ${why}`), expected);
  });
}

test('a file that could not be checked is told as it was found last', () => {
  const known = [{id: '', key: '{a}', why: 'unknown'}];

  assert.deepEqual(withLater(known, [{id: 'a', key: '{a}', why: 'counts'}]).map(({why}) => why), ['counts']);
});
