/** What the bench makes of links and of its list, without a page. */

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {COLUMNS, dayOf, reportOf, tableOf} from '../../themes/verifier/bench-report.js';
import {toCsv} from '../../themes/verifier/csv.js';
import {Examiner} from '../../themes/verifier/examine.js';
import {recordAddress, sourcesOfText} from '../../themes/verifier/transfer.js';

const SITES = ['https://x.example/badges/', 'http://127.0.0.1:8000/badges/'];
const ID = 'abcdefghijklmnopqrstuvwxyz';
const ABOUT = {
  version: '1.2.3',
  page: `${SITES[0]}verify/`,
  checkedAt: '2026-11-23T12:00:00.000Z',
  read: [`${SITES[0]}did.json`],
};
const ENTRY = {
  file: 'a.json',
  state: 'valid',
  verdict: 'In force',
  why: 'From \u2068Ada\u2069.',
  name: 'Ada',
  achievement: 'Counting',
  issuer: 'Example College',
  issuerId: 'did:web:x.example',
  host: 'x.example',
  from: '2026-01-15T23:30:00-02:00',
  until: '',
  id: `${SITES[0]}c/ab/${ID}.html`,
  sameAs: '',
  findings: [],
};
const HEADS = /** @type {any} */ (Object.fromEntries(COLUMNS.map((name) => [name, `<${name}>`])));

test('cells are quoted where they must be, and lines end as RFC 4180 has it', () => {
  const rows = [
    ['a', 'b,c', 'say "x"'],
    ['one\r\ntwo', ' space ', ''],
  ];

  assert.equal(toCsv(rows), '\ufeffa,"b,c","say ""x"""\r\n"one\r\ntwo"," space ",\r\n');
});

test('no cell and no part of one begins like a formula', () => {
  const table = [
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t\'=1"'],
    ['\r=1', '"\'\r\'=1"'],
    ['＝1', "'＝1"],
    ['x;=1', '"x;\'=1"'],
    ['x";"=1', '"x"";""\'=1"'],
    ['x; =1', '"x; \'=1"'],
    ['a=b-c', 'a=b-c'],
  ];
  for (const [cell, written] of table) assert.equal(toCsv([[cell]]), `\ufeff${written}\r\n`, cell);
});

test('links of this site lead to its records, others to none', () => {
  const record = `${SITES[0]}c/ab/${ID}.json`;
  const table = [
    [`${SITES[0]}c/ab/${ID}.html`, record],
    [`${SITES[0]}c/ab/${ID}.json`, record],
    [`${SITES[0]}c/ab/${ID}`, record],
    [`${SITES[0]}c/ab/${ID}.html?x=1#m=salt`, record],
    [`HTTP://X.EXAMPLE/badges/c/ab/${ID}.html`, record],
    [`${SITES[1]}c/ab/${ID}.html`, record],
    [`${SITES[0]}issuer/`, ''],
    [`${SITES[0]}c/../../secret.json`, ''],
    [`${SITES[0]}c/ab/%2e%2e.json`, ''],
    [`https://x.example/other/c/ab/${ID}.html`, null],
    [`https://x.example.evil.example/badges/c/ab/${ID}.html`, null],
    [`https://evil.example/?${SITES[0]}c/ab/${ID}.html`, null],
    [`https://x.example@evil.example/badges/c/ab/${ID}.html`, null],
  ];
  for (const [link, address] of table) {
    assert.equal(recordAddress(/** @type {string} */ (link), SITES), address, String(link));
  }
});

test('a text with a link on a line of its own is a list; what is no link keeps its line', () => {
  const link = `${SITES[0]}c/ab/${ID}.html`;
  const rows = (/** @type {string} */ text) => {
    return sourcesOfText(text, SITES).map((row) => [row.name, row.link, row.address, row.file]);
  };
  const record = `${SITES[0]}c/ab/${ID}.json`;
  const own = [link, link, record, null];
  const other = ['https://other.example/x', 'https://other.example/x', null, null];
  assert.deepEqual(rows(`${link}\r\n\n  https://other.example/x \n`), [own, other]);
  assert.deepEqual(rows(`${link}\nhello`), [own, ['hello', '', null, null]]);
  assert.deepEqual(rows(`Ada: <${link}>, of May.\nhello`), [own, ['hello', '', null, null]]);
  assert.deepEqual(rows(`See ${link}.`), [own]);
  assert.deepEqual(rows(link.replace('https://', '')), [own]);
  assert.deepEqual(rows(`${link}\nsee other.example/x`)[1], ['see other.example/x', '', null, null]);
});

test('a text without a link on a line, and one that begins like a record, is a record', () => {
  const link = `${SITES[0]}c/ab/${ID}.html`;
  const names = (/** @type {string} */ text) => sourcesOfText(text, SITES).map(({name}) => name);
  assert.deepEqual(names(`{"id": "${link}"}`), ['']);
  assert.deepEqual(names(`{\n"id":\n"${link}"\n}`), ['']);
  assert.deepEqual(names('hello\nsee https://other.example/x'), ['']);
  assert.deepEqual(names('javascript:alert(1)'), ['']);
  assert.deepEqual(names(' \n '), []);
});

test('a line that is no link is said to be none', async () => {
  const examiner = new Examiner({base: SITES[0], root: '../', did: 'did:web:x.example:badges'});
  const reasonOf = (/** @type {string} */ link) =>
    examiner.open({name: 'x', link, file: null, address: null}).catch(({reason}) => reason);

  assert.equal(await reasonOf(''), 'no-link');
  assert.equal(await reasonOf('https://other.example/x'), 'elsewhere');
});

test('a table holds a head and a line for each badge, days in UTC, no marks of direction', () => {
  const [heads, line] = tableOf([ENTRY], HEADS, ABOUT);
  const found = Object.fromEntries(heads.map((head, at) => [head, line[at]]));

  assert.deepEqual(heads, COLUMNS.map((name) => `<${name}>`));
  assert.equal(found['<from>'], '2026-01-16');
  assert.equal(found['<until>'], '');
  assert.equal(found['<issuer>'], 'Example College');
  assert.equal(found['<issuerId>'], 'did:web:x.example');
  assert.equal(found['<why>'], 'From Ada.');
  assert.equal(found['<checkedAt>'], ABOUT.checkedAt);
});

test('a report names versions, time and what was read, and no badge that is not proven', () => {
  const unproven = {...ENTRY, state: 'invalid', name: '', achievement: '', issuer: '', host: ''};
  const {tool, results, ...rest} = reportOf([ENTRY, unproven], ABOUT);

  assert.deepEqual(tool, {name: 'Insignia', version: '1.2.3'});
  assert.deepEqual(rest, {page: ABOUT.page, checkedAt: ABOUT.checkedAt, read: ABOUT.read});
  assert.equal(results[0].badge?.id, ENTRY.id);
  assert.equal(results[0].badge?.validFrom, ENTRY.from);
  assert.equal(results[1].badge, null);
});

test('a stamp that is none has no day', () => {
  assert.equal(dayOf('yesterday'), '');
});
