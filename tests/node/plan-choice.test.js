import assert from 'node:assert/strict';
import test from 'node:test';

import {isChoice, onlyKnown, readChoice, writeChoice} from '../../themes/verifier/plan-choice.js';

/** @type {[string, string, string, [string, string][], [string, string][]][]} */
const LINKS = [
  ['a role', '#role=analyst', 'analyst', [], []],
  ['skills that are asked for', '#need=sql,charts', '', [['sql', ''], ['charts', '']], []],
  ['skills with levels', '#role=x&have=sql:Good,charts', 'x', [], [['sql', 'Good'], ['charts', '']]],
  ['signs of the link itself in a level', '#have=sql:A%2CB%3A%26%3D', '', [], [['sql', 'A,B:&=']]],
  ['letters of other scripts', `#have=sql:${encodeURIComponent('Größe 日')}`, '', [], [['sql', 'Größe 日']]],
  ['nothing', '', '', [], []],
];

for (const [name, hash, role, need, have] of LINKS) {
  test(`a link holds ${name}`, () => {
    assert.deepEqual(readChoice(hash), {role, need: new Map(need), have: new Map(have)});
  });

  test(`a link is written for ${name}`, () => {
    assert.equal(writeChoice({role, need: new Map(need), have: new Map(have)}), hash);
  });
}

test('what is no choice is left out', () => {
  assert.deepEqual(readChoice('#top&x=1&role'), {role: '', need: new Map(), have: new Map()});
});

test('a link that was cut within a sign is read as far as it goes', () => {
  assert.deepEqual(readChoice('#have=sql:%E6,charts').have, new Map([['sql', ''], ['charts', '']]));
});

for (const [hash, expected] of /** @type {const} */ ([
  ['', true],
  ['#role=analyst', true],
  ['#have=sql&x=1', true],
  ['#main', false],
  ['#roles=x', false],
])) {
  test(`${hash || 'no fragment'} ${expected ? 'is a choice' : 'is a place on the page'}`, () => {
    assert.equal(isChoice(hash), expected);
  });
}

const SKILLS = new Map([
  ['sql', {id: 'sql', name: 'SQL', levels: ['Low', 'High']}],
  ['charts', {id: 'charts', name: 'Charts'}],
]);

/** @type {[string, [string, string][], [string, string][]][]} */
const LEVELS = [
  ['keeps a level that the skill has', [['sql', 'High']], [['sql', 'High']]],
  ['drops a level that the skill does not have', [['sql', 'Call 555']], [['sql', '']]],
  ['drops the level of a skill without levels', [['charts', 'High']], [['charts', '']]],
  ['drops a skill that is not known', [['flying', '']], []],
];

for (const [name, said, expected] of LEVELS) {
  test(`a link ${name}`, () => {
    assert.deepEqual(onlyKnown(new Map(said), SKILLS), new Map(expected));
  });
}
