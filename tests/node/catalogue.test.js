import assert from 'node:assert/strict';
import test from 'node:test';

import {compareRows} from '../../themes/verifier/programs-compare.js';
import {
  chosenIn, everything, find, optionsOf, prepare, priceRanges, readCompared, readSearch, sorted,
  writeSearch,
} from '../../themes/verifier/programs-filter.js';
import {factsOf, makeSpeech, nameOf} from '../../themes/verifier/programs-words.js';

const ENGLISH = new Intl.Collator('en', {numeric: true});
const INDEX = {
  language: 'en-GB',
  skills: {sql: {name: 'SQL', names: ['Datenbanken']}, radio: {name: 'VHF radio'}},
  programs: [
    program('boats', {title: 'Zebra boats', field: 'Sea', hours: 40, eqf: 4, skills: ['radio'],
      pace: 'scheduled', mode: 'on-site', price: {amount: 320, currency: 'GBP'}}),
    program('donnees', {title: 'Analyse de données', language: 'fr', field: 'Data', hours: 120,
      eqf: 5, skills: ['sql'], pace: 'mixed', price: {amount: 0}, outcomes: ['Trouve l’œuf']}),
    program('way', {title: 'At sea', type: 'LearningProgram', parts: 2, field: 'Sea',
      level: 'Level A', skills: ['radio', 'sql'], price: {amount: 70, currency: 'GBP'}}),
    program('plain', {title: 'Lodz: Łódź', language: 'zh-Hans', hours: 10.5}),
  ],
};
const ITEMS = prepare(INDEX);
const SPEECH = makeSpeech({
  language: 'en',
  labels: {
    'type.Badge': 'Badge', 'type.LearningProgram': 'Learning programme', 'common.pathways': 'Pathways',
    'count.parts.one': '{count} part', 'count.parts.other': '{count} parts',
    'count.hours.one': '{count} hour', 'count.hours.other': '{count} hours',
    'count.years.other': '{count} years', 'program.for-life': 'Life', 'offer.mixed': 'Mixed',
    'catalogue.free': 'Free', 'catalogue.eqf': 'EQF {number}',
    'catalogue.skill-level': '{skill} ({level})', 'catalogue.up-to.other': 'Up to {count} hours',
    'catalogue.between.other': '{low} to {count} hours',
    'catalogue.above.other': 'More than {count} hours',
    'catalogue.price-up-to': 'Up to {currency} {high}',
    'catalogue.price-between': '{currency} {low} to {high}',
    'catalogue.price-above': 'More than {currency} {low}',
    'method.practical-demonstration': 'Practical demonstration', 'common.percent': '{number} %',
    'criteria.supervised': 'supervised',
  },
});

/** @param {string} slug @param {object} more */
function program(slug, more) {
  const common = {title: slug, type: 'Badge', description: 'x', image: 'i.svg', language: 'en-GB'};
  return {...common, slug, path: `programs/${slug}/`, ...more};
}

/** @param {object} search */
function slugs(search) {
  return find(ITEMS, {...everything(), ...search}).found.map(({entry}) => entry.slug);
}

// Text

for (const [q, expected] of /** @type {[string, string[]][]} */ ([
  ['donnees', ['donnees']],
  ['DONNÉES', ['donnees']],
  ['donne\u0301es', ['donnees']],
  ['oeuf', ['donnees']],
  ['lodz łódź', ['plain']],
  ['radio', ['boats', 'way']],
  ['datenbank', ['donnees', 'way']],
  ['sea zebra', ['boats']],
  ['zebra data', []],
  ['  ', ['boats', 'donnees', 'way', 'plain']],
])) {
  test(`the text "${q}" finds ${expected.join() || 'nothing'}`, () => {
    assert.deepEqual(slugs({q}), expected);
  });
}

// Facets

for (const [facet, values, expected] of /** @type {[string, string[], string[]][]} */ ([
  ['field', ['Sea'], ['boats', 'way']],
  ['field', ['Sea', 'Data'], ['boats', 'donnees', 'way']],
  ['skill', ['sql'], ['donnees', 'way']],
  ['level', ['eqf-5', 'Level A'], ['donnees', 'way']],
  ['hours', ['10-40'], ['boats', 'plain']],
  ['hours', ['100-'], ['donnees']],
  ['price', ['free'], ['donnees']],
  ['price', ['GBP-50-200'], ['way']],
  ['pace', ['mixed'], ['donnees']],
  ['mode', ['on-site'], ['boats']],
  ['language', ['en'], ['boats', 'way']],
  ['language', ['zh-Hans'], ['plain']],
  ['type', ['pathway'], ['way']],
])) {
  test(`${facet} ${values.join(' or ')} finds ${expected.join()}`, () => {
    const items = prepare(INDEX, {price: ['GBP-50-200']});
    const {found} = find(items, {...everything(), chosen: {[facet]: values}});
    assert.deepEqual(found.map(({entry}) => entry.slug), expected);
  });
}

test('every facet has to fit', () => {
  assert.deepEqual(slugs({chosen: {field: ['Sea'], skill: ['sql']}}), ['way']);
});

test('values are counted as if nothing else of their facet were chosen', () => {
  const {counts} = find(ITEMS, {...everything(), chosen: {field: ['Data'], skill: ['sql']}});

  assert.deepEqual(Object.fromEntries(counts.field), {Data: 1, Sea: 1});
  assert.deepEqual(Object.fromEntries(counts.skill), {sql: 1});
  assert.deepEqual(Object.fromEntries(counts.pace), {mixed: 1});
});

test('the limits of prices are round and near to the thirds', () => {
  const prices = [45, 70, 95, 110, 135, 150, 320, 480, 690].map((amount) =>
    program('p', {price: {amount, currency: 'GBP'}}),
  );

  assert.deepEqual(priceRanges(prices), ['GBP-0-100', 'GBP-100-200', 'GBP-200-']);
});

test('a single price makes a range that has no limit', () => {
  assert.deepEqual(priceRanges([program('p', {price: {amount: 100, currency: 'EUR'}})]), ['EUR-0-']);
});

test('what is offered to choose stands in its own order', () => {
  assert.deepEqual(optionsOf(ITEMS, 'level'), ['eqf-4', 'eqf-5', 'Level A']);
  assert.deepEqual(optionsOf(ITEMS, 'hours'), ['10-40', '100-']);
  assert.deepEqual(optionsOf(ITEMS, 'price'), ['free', 'GBP-50-200', 'GBP-200-']);
});

// Order

for (const [order, expected] of /** @type {[string, string[]][]} */ ([
  ['order', ['boats', 'donnees', 'way', 'plain']],
  ['title', ['donnees', 'way', 'plain', 'boats']],
  ['hours', ['plain', 'boats', 'donnees', 'way']],
  ['price', ['donnees', 'way', 'boats', 'plain']],
])) {
  test(`sorted by ${order}: ${expected.join()}`, () => {
    assert.deepEqual(sorted(ITEMS, order, ENGLISH).map(({entry}) => entry.slug), expected);
  });
}

// The address

test('a search comes back from its address', () => {
  const search = {q: 'é & more', sort: 'title', chosen: {skill: ['radio', 'sql'], language: ['zh-Hans']}};

  const written = writeSearch(search);

  assert.equal(written, '?q=%C3%A9+%26+more&skill=radio&skill=sql&language=zh-Hans&sort=title');
  assert.deepEqual(readSearch(new URLSearchParams(written), ITEMS), search);
});

test('a search for everything has an empty address', () => {
  assert.equal(writeSearch(everything()), '');
});

test('what no programme has is left out of a search', () => {
  const parameters = new URLSearchParams('?skill=none&skill=sql&pace=x&sort=colour&other=1');

  assert.deepEqual(readSearch(parameters, ITEMS), {q: '', sort: 'order', chosen: {skill: ['sql']}});
});

test('a range of prices that was shared holds when other ranges are offered', () => {
  const parameters = new URLSearchParams('?price=GBP-60-80');
  const items = prepare(INDEX, chosenIn(parameters));

  assert.deepEqual(readSearch(parameters, items).chosen, {price: ['GBP-60-80']});
});

test('four programmes at most are compared, those that exist, each once', () => {
  assert.deepEqual(readCompared('way,none,boats,way,plain', ITEMS), ['way', 'boats', 'plain']);
  assert.deepEqual(readCompared(null, ITEMS), []);
});

// Words

for (const [facet, value, expected] of /** @type {[string, string, string | null][]} */ ([
  ['hours', '0-10', 'Up to 10 hours'],
  ['hours', '10-40', '10 to 40 hours'],
  ['hours', '100-', 'More than 100 hours'],
  ['price', 'free', 'Free'],
  ['price', 'GBP-0-100', 'Up to GBP 100'],
  ['price', 'GBP-100-1000', 'GBP 100 to 1,000'],
  ['price', 'GBP-100-', 'More than GBP 100'],
  ['price', 'EUR-0-', 'EUR'],
  ['level', 'eqf-5', 'EQF 5'],
  ['level', 'Level A', null],
  ['language', 'fr', 'French'],
  ['pace', 'mixed', 'Mixed'],
  ['type', 'pathway', 'Pathways'],
  ['skill', 'sql', null],
])) {
  test(`${facet} ${value} is called ${expected ?? 'what the provider calls it'}`, () => {
    assert.equal(nameOf(SPEECH, facet, value), expected);
  });
}

test('a card says type, parts, hours and price, as far as they are stated', () => {
  assert.deepEqual(
    INDEX.programs.map((entry) => factsOf(SPEECH, entry)),
    [
      'Badge · 40 hours · £320',
      'Badge · 120 hours · Free',
      'Learning programme · 2 parts · £70',
      'Badge · 10.5 hours',
    ],
  );
});

// The comparison

const COMPARED = compareRows(
  [
    {...INDEX.programs[0], levels: {radio: 'B'}, assessment: [
      {name: 'Call', method: 'practical demonstration', weight: 40, supervised: true}]},
    {...INDEX.programs[1], valid_for: {years: 3}},
  ],
  INDEX,
  SPEECH,
);

/** @param {string} key */
function row(key) {
  return COMPARED.find((other) => other.key === key);
}

test('a row has a cell for each programme, which is empty where nothing is stated', () => {
  const assessed = {text: 'Call', language: 'en-GB', note: 'Practical demonstration · 40 % · supervised'};

  assert.deepEqual(row('program.assessment')?.cells, [[assessed], []]);
});

test('a row that nobody fills is left out', () => {
  assert.equal(row('program.before'), undefined);
});

test('rows with different cells are marked', () => {
  assert.equal(row('catalogue.facet-hours')?.isDifferent, true);
  assert.equal(row('catalogue.facet-type')?.isDifferent, false);
});

test('a skill is named with the level at which it is taught, in the language of the index', () => {
  assert.deepEqual(row('program.skills')?.cells[0], [{text: 'VHF radio (B)', language: 'en-GB', note: ''}]);
});

test('what is valid for life differs from what ends', () => {
  assert.deepEqual(
    row('program.valid-for')?.cells.map(([{text}]) => text),
    ['Life', '3 years'],
  );
});
