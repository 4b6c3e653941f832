import assert from 'node:assert/strict';
import test from 'node:test';

import {programPathIn, skillsIn} from '../../themes/verifier/plan-evidence.js';

const BASE = 'https://own.example/badges/';
const DID = 'did:web:own.example:badges';
const STRANGER = 'did:web:other.example';
const SKILLS = [
  {
    ...{id: 'sql', name: 'SQL', names: {de: 'SQL-Abfragen'}, also: ['Queries']},
    ...{levels: ['Low', 'High'], url: 'http://esco.example/skill/1', framework: 'ESCO', code: 'S1'},
  },
  {id: 'charts', name: 'Chart design'},
];

/** @param {Record<string, string>} alignment @param {string} [id] of the achievement @param {string} [issuer] */
function badge(alignment, id = 'https://other.example/b/1', issuer = STRANGER) {
  return {issuer: {id: issuer}, credentialSubject: {achievement: {id, alignment: [alignment]}}};
}

/** @type {[string, Record<string, string>, object[]][]} */
const CASES = [
  [
    'by its address',
    {targetName: 'x', targetUrl: 'http://esco.example/skill/1'},
    [{id: 'sql', level: '', by: 'url', name: 'x'}],
  ],
  [
    'by its address, written with https',
    {targetName: 'x', targetUrl: 'https://esco.example/skill/1/'},
    [{id: 'sql', level: '', by: 'url', name: 'x'}],
  ],
  [
    'by its page on this site',
    {targetName: 'x', targetUrl: `${BASE}skills/charts/`},
    [{id: 'charts', level: '', by: 'url', name: 'x'}],
  ],
  [
    'by its code',
    {targetName: 'x', targetFramework: 'ESCO', targetCode: 'S1'},
    [{id: 'sql', level: '', by: 'code', name: 'x'}],
  ],
  ['not by the code of another framework', {targetName: 'x', targetFramework: 'Z', targetCode: 'S1'}, []],
  ['by its name', {targetName: 'chart design'}, [{id: 'charts', level: '', by: 'name', name: 'chart design'}]],
  [
    'by its name in another language',
    {targetName: 'SQL-Abfragen'},
    [{id: 'sql', level: '', by: 'name', name: 'SQL-Abfragen'}],
  ],
  ['by a synonym', {targetName: 'Queries'}, [{id: 'sql', level: '', by: 'name', name: 'Queries'}]],
  ['not by a part of its name', {targetName: 'Charts'}, []],
  [
    'with a level that it has here',
    {targetName: 'SQL', targetDescription: 'High'},
    [{id: 'sql', level: 'High', by: 'name', name: 'SQL'}],
  ],
  [
    'without what another issuer says about it',
    {targetName: 'SQL', targetDescription: 'Asks databases.'},
    [{id: 'sql', level: '', by: 'name', name: 'SQL'}],
  ],
];

for (const [name, alignment, expected] of CASES) {
  test(`a badge names a skill ${name}`, () => {
    assert.deepEqual(skillsIn(badge(alignment), SKILLS, BASE, DID), expected);
  });
}

test("a badge of this site keeps its own words for a level", () => {
  const own = badge({targetName: 'SQL', targetDescription: 'Expert'}, `${BASE}programs/x/`, DID);

  assert.deepEqual(skillsIn(own, SKILLS, BASE, DID), [{id: 'sql', level: 'Expert', by: 'name', name: 'SQL'}]);
});

test('a tag alone names a skill', () => {
  const document = {credentialSubject: {achievement: {tag: ['SQL', '']}}};

  assert.deepEqual(skillsIn(document, SKILLS, BASE, DID), [{id: 'sql', level: '', by: 'name', name: 'SQL'}]);
});

test('a badge of this site tells its programme', () => {
  assert.equal(programPathIn(badge({}, `${BASE}programs/x/`, DID), BASE, DID), 'programs/x/');
});

test("another issuer's badge tells no programme", () => {
  assert.equal(programPathIn(badge({}), BASE, DID), null);
});

test("another issuer's badge that names a programme of this site tells none", () => {
  assert.equal(programPathIn(badge({}, `${BASE}programs/x/`), BASE, DID), null);
});

test("another issuer's badge that names a programme of this site brings no level of its own", () => {
  const forged = badge({targetName: 'SQL', targetDescription: 'Expert'}, `${BASE}programs/x/`);

  assert.deepEqual(skillsIn(forged, SKILLS, BASE, DID), [{id: 'sql', level: '', by: 'name', name: 'SQL'}]);
});
