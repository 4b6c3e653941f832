import assert from 'node:assert/strict';
import test from 'node:test';

import {findSkills, phrasesOf} from '../../themes/verifier/match.js';

const SKILLS = [
  {id: 'sql', name: 'SQL', also: ['SQL queries']},
  {id: 'python', name: 'Python (computer programming)'},
  {id: 'data', name: 'Data', names: {de: 'Daten'}},
  {id: 'cleaning', name: 'Data cleaning'},
  {id: 'cleaning-up', name: 'Cleaning up'},
  {id: 'pumps', name: 'Install heat pump', names: {de: 'Wärmepumpen installieren'}},
  {id: 'r', name: 'R'},
  {id: 'cpp', name: 'C++'},
  {id: 'planning', name: 'Planning, budgeting'},
  {id: 'sheets', name: 'Spreadsheets', also: ['Excel']},
  {id: 'tables', name: 'Tables', also: ['Excel']},
  {id: 'accounts', name: 'Everyday bookkeeping', names: {zh: '日常记账'}},
  {id: 'hygiene', name: 'Food hygiene', names: {ar: 'النظافة في تداول الأغذية'}},
  {id: 'ordering', name: 'Ordering', names: {pl: 'Składanie zamówień'}},
];

/** @type {[string, string, [string, string][]][]} what an advert says, and what is found in it */
const CASES = [
  ['a name', 'You know SQL.', [['SQL', 'sql']]],
  ['a name in small letters', 'some sql is needed', [['sql', 'sql']]],
  ['the longest phrase of all', 'SQL queries', [['SQL queries', 'sql']]],
  ['a longer phrase before a shorter one', 'data cleaning', [['data cleaning', 'cleaning']]],
  ['of two as long the earlier', 'data cleaning up', [['data cleaning', 'cleaning']]],
  ['a hyphen as a space', 'Data-cleaning', [['Data-cleaning', 'cleaning']]],
  ['a line end as a space', 'data\ncleaning', [['data\ncleaning', 'cleaning']]],
  ['no phrase across a comma', 'data, cleaning', [['data', 'data']]],
  ['no phrase across sentences', 'We have data. Cleaning is done.', [['data', 'data']]],
  ['no phrase across paragraphs', 'data\n\ncleaning', [['data', 'data']]],
  ['no phrase across items', 'data\n- cleaning', [['data', 'data']]],
  ['a phrase with a comma of its own', 'planning, budgeting', [['planning, budgeting', 'planning']]],
  ['that phrase not without its comma', 'planning budgeting', []],
  ['whole words alone', 'NoSQL databases', []],
  ['a name without its brackets', 'Python scripts', [['Python', 'python']]],
  ['a name in another language', 'Daten', [['Daten', 'data']]],
  ['letters without their accents', 'WARMEPUMPEN INSTALLIEREN', [['WARMEPUMPEN INSTALLIEREN', 'pumps']]],
  ['accents that are written apart', 'Wa\u0308rmepumpen installieren', [['Wa\u0308rmepumpen installieren', 'pumps']]],
  ['letters that are no letter with an accent', 'skladanie zamowien', [['skladanie zamowien', 'ordering']]],
  ['one letter as it is written', 'R and C++', [['R', 'r'], ['C++', 'cpp']]],
  ['one letter not otherwise', 'r and c++', [['c++', 'cpp']]],
  ['a word that two skills share', 'Excel', [['Excel', 'sheets tables']]],
  ['words without spaces', '负责日常记账工作', [['日常记账', 'accounts']]],
  ['words from right to left', 'خبرة في النظافة في تداول الأغذية', [['النظافة في تداول الأغذية', 'hygiene']]],
  ['each time that it is said', 'SQL or sql', [['SQL', 'sql'], ['sql', 'sql']]],
  ['nothing in nothing', '', []],
  ['nothing in marks', '…!? -- \n', []],
];

for (const [name, advert, expected] of CASES) {
  test(`an advert names ${name}`, () => {
    const found = findSkills(advert, phrasesOf(SKILLS));

    assert.deepEqual(found.map(({text, ids}) => [text, ids.join(' ')]), expected);
  });
}

test('a find is where the text has it', () => {
  const advert = 'We use SQL and data cleaning.';

  for (const {at, end, text} of findSkills(advert, phrasesOf(SKILLS))) {
    assert.equal(advert.slice(at, end), text);
  }
});

test('skills without a name that has letters are not looked for', () => {
  assert.equal(phrasesOf([{id: 'x', name: '!!'}]).size, 0);
});
