import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {fillSentence, isolate} from '../../themes/verifier/elements.js';
import {emailHashes, hashEmail, normaliseEmail} from '../../themes/verifier/email.js';
import {issuerIn, readFields, statusAddresses, textIn} from '../../themes/verifier/fields.js';
import {comparePicture, soundClock} from '../../themes/verifier/resources.js';
import {isAuthentic, stateOf} from '../../themes/verifier/show.js';

const RECORD = {
  id: 'https://badges.example/college/c/ab/abcdefghijklmnopqrstuvwxyz.html',
  issuer: {id: 'did:web:badges.example:college', type: ['Profile'], name: 'Example College'},
  validFrom: '2026-01-15T09:00:00Z',
  validUntil: '2029-01-15T09:00:00Z',
  awardedDate: '2026-01-10T00:00:00Z',
  credentialSubject: {
    type: ['AchievementSubject'],
    identifier: [
      {type: 'IdentityObject', hashed: false, identityHash: 'Zoë Müller', identityType: 'name'},
      {
        type: 'IdentityObject',
        hashed: true,
        identityHash: 'SHA256$AB12',
        identityType: 'emailAddress',
      },
    ],
    narrative: 'Worked with great care.',
    achievement: {
      achievementType: 'MicroCredential',
      name: ' Data\r\nanalysis ',
      description: 'What it shows.',
      criteria: {narrative: 'How it is earned.'},
      image: {id: 'https://badges.example/college/images/a.svg', type: 'Image', caption: 'A lamp'},
      tag: ['SQL', 'Statistics', 'Statistics'],
      alignment: [
        {
          targetName: 'Statistics',
          targetUrl: 'https://skills.example/1',
          targetFramework: 'ESCO',
          targetCode: 'S1',
          targetDescription: 'Advanced',
        },
        {targetName: 'Harm', targetUrl: 'javascript:alert(1)'},
      ],
      resultDescription: [{id: 'urn:mark', name: 'Final mark', requiredValue: '70'}],
    },
    result: [{resultDescription: 'urn:mark', value: '88'}, {status: 'Completed'}],
  },
  evidence: [
    {id: 'https://zoe.example/p', name: 'Portfolio', narrative: 'Two pieces.'},
    {id: 'urn:uuid:1'},
  ],
  credentialStatus: [
    {statusListCredential: 'https://badges.example/college/status/revocation.json'},
    {statusListCredential: 'https://badges.example/college/status/suspension.json'},
  ],
  relatedResource: [
    {id: 'https://badges.example/college/images/b.svg', digestSRI: 'sha256-b'},
    {id: 'https://badges.example/college/images/a.svg', digestSRI: 'sha256-a'},
  ],
  proof: [
    {cryptosuite: 'eddsa-rdfc-2022', verificationMethod: 'did:web:x#first', created: 'never'},
    {
      cryptosuite: 'eddsa-jcs-2022',
      verificationMethod: 'did:web:x#second',
      created: '2026-01-15T09:00:00Z',
    },
  ],
};

/** @param {object} subject */
function nameOf(subject) {
  return readFields({credentialSubject: subject}).texts.name;
}

/** @param {string} check @param {string} code @param {string} [outcome] */
function findingsUpTo(check, code, outcome = 'failed') {
  const checks = ['format', 'structure', 'issuer', 'key', 'proof', 'validity', 'status'];
  const at = checks.indexOf(check);
  return checks.map((name, index) => {
    if (index < at) return {check: name, outcome: 'passed', code: 'ok'};
    if (index > at) return {check: name, outcome: 'unknown', code: 'not-reached'};
    return {check, outcome, code};
  });
}

test('texts and raw values come from the signed members', () => {
  const {texts, raws} = readFields(RECORD);
  assert.deepEqual(texts, {
    id: RECORD.id,
    'short-id': 'abcdefghij',
    title: 'Data\nanalysis',
    name: 'Zoë Müller',
    issuer: 'Example College',
    host: 'badges.example',
    desc: 'What it shows.',
    criteria: 'How it is earned.',
    narrative: 'Worked with great care.',
    key: 'did:web:x#second',
  });
  assert.deepEqual(raws, {
    type: 'MicroCredential',
    from: '2026-01-15T09:00:00Z',
    until: '2029-01-15T09:00:00Z',
    awarded: '2026-01-10T00:00:00Z',
    signed: '2026-01-15T09:00:00Z',
  });
});

test('lists hold one text for every part of an item, and links to the web only', () => {
  assert.deepEqual(readFields(RECORD).lists, {
    skills: [
      {name: 'SQL', level: '', url: '', framework: '', code: ''},
      {
        name: 'Statistics',
        level: 'Advanced',
        url: 'https://skills.example/1',
        framework: 'ESCO',
        code: 'S1',
      },
      {name: 'Harm', level: '', url: '', framework: '', code: ''},
    ],
    results: [
      {name: 'Final mark', value: '88', required: '70'},
      {name: '', value: 'Completed', required: ''},
    ],
    evidence: [
      {name: 'Portfolio', url: 'https://zoe.example/p', narrative: 'Two pieces.'},
      {name: 'urn:uuid:1', url: '', narrative: ''},
    ],
  });
});

test('a level of qualification is no skill', () => {
  const level = {targetName: 'EQF level 5', targetType: 'ext:QualificationLevel', targetUrl: 'urn:5'};
  const read = readFields({credentialSubject: {achievement: {alignment: [level]}}});

  assert.deepEqual(read.lists.skills, []);
});

test('a bare number in percent gets its unit, and nothing else does', () => {
  const valueOf = (/** @type {string} */ value, resultType = 'Percent') => {
    const achievement = {resultDescription: [{id: 'urn:mark', resultType, requiredValue: value}]};
    const result = {resultDescription: 'urn:mark', value};
    const [{value: shown, required}] = readFields({credentialSubject: {achievement, result}}).lists
      .results;
    assert.equal(required, shown);
    return shown;
  };
  assert.equal(valueOf('87'), '87%');
  assert.equal(valueOf('87.5'), '87.5%');
  assert.equal(valueOf('87,5'), '87,5%');
  assert.equal(valueOf('87 %'), '87 %');
  assert.equal(valueOf('87%'), '87%');
  assert.equal(valueOf('87', 'RawScore'), '87');
  assert.equal(valueOf('A'), 'A');
});

test('of texts in several languages the nearest is read', () => {
  const cases = JSON.parse(readFileSync(new URL('languages.json', import.meta.url), 'utf8'));
  for (const {value, language, text} of cases) assert.equal(textIn(value, language), text);
  const {texts} = readFields({issuer: {name: [{'@value': 'Nord', '@language': 'de'}]}}, 'de-AT');
  assert.equal(texts.issuer, 'Nord');
});

test('marks keep the blanks around a text', () => {
  const narrative = ' - one\n';
  const {texts, marked} = readFields({credentialSubject: {achievement: {criteria: {narrative}}}});
  assert.deepEqual([texts.criteria, marked.criteria], ['- one', narrative]);
});

test('a picture is known by the digest of its own address', () => {
  assert.deepEqual(readFields(RECORD).picture, {
    url: 'https://badges.example/college/images/a.svg',
    digest: 'sha256-a',
    caption: 'A lamp',
  });
  const image = 'https://badges.example/b.png';
  const {picture} = readFields({credentialSubject: {achievement: {image}}});
  assert.deepEqual(picture, {url: image, digest: '', caption: ''});
});

test('a picture is what was signed, another, unread, or without a digest', async () => {
  const url = 'https://badges.example/a.svg';
  const read = async () => ({bytes: new TextEncoder().encode('abc'), served: 0});
  const abc = 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='; // FIPS 180-4
  assert.equal(await comparePicture({url, digest: abc}, read), 'same');
  assert.equal(await comparePicture({url, digest: abc.replace('u', 'v')}, read), 'other');
  assert.equal(await comparePicture({url, digest: abc}, async () => null), 'unread');
  assert.equal(await comparePicture({url, digest: 'sha512-x'}, read), 'unread');
  assert.equal(await comparePicture({url, digest: ''}, read), 'unsigned');
});

test('any value at all gives texts', () => {
  const odd = [null, undefined, 7, 'text', [], [null], {}, {issuer: 7, evidence: 'x', proof: [1]}];
  const nested = [[], 'x', null, {tag: 1, alignment: [[]], criteria: 'x', resultDescription: null}];
  const records = nested.map((achievement) => ({credentialSubject: {achievement, result: [3]}}));
  for (const record of [...odd, ...records]) {
    const {texts, marked, raws, lists, picture} = readFields(record);
    const items = Object.values(lists).flat();
    const values = [texts, marked, raws, picture, ...items].flatMap((part) => Object.values(part));
    assert.ok(
      values.every((value) => typeof value === 'string'),
      JSON.stringify(record),
    );
  }
});

test('the name is an identifier in clear, else the name of the subject, else absent', () => {
  const name = {identityType: 'name', hashed: false, identityHash: 'Ann'};
  assert.equal(nameOf({identifier: [name], name: 'Bea'}), 'Ann');
  assert.equal(nameOf({identifier: [{...name, hashed: true}], name: 'Bea'}), 'Bea');
  assert.equal(nameOf({identifier: [{...name, hashed: true}]}), '');
});

test('an issuer without a name is shown by its host, an issuer that is a text by that', () => {
  const did = 'did:web:badges.example%3A8443:x';
  assert.equal(readFields({issuer: {id: did}}).texts.issuer, 'badges.example:8443');
  assert.equal(readFields({issuer: did}).texts.issuer, did);
  assert.equal(readFields({issuer: 'did:key:z6Mk'}).texts.host, '');
  assert.equal(issuerIn({issuer: {id: did}}), did);
  assert.equal(issuerIn({issuer: {id: 7}}), '');
});

test('status lists are found in one entry and in many', () => {
  const [entry] = RECORD.credentialStatus;
  assert.deepEqual(statusAddresses({credentialStatus: entry}), [entry.statusListCredential]);
  assert.equal(statusAddresses(RECORD).length, 2);
  assert.deepEqual(statusAddresses({credentialStatus: {statusListCredential: 7}}), []);
  assert.deepEqual(statusAddresses(null), []);
});

test('only hashed e-mail addresses can be compared', () => {
  assert.deepEqual(emailHashes(RECORD), ['sha256$ab12']);
  assert.deepEqual(emailHashes({}), []);
});

test('an e-mail hash is that of the example in Open Badges 3.0', async () => {
  assert.equal(
    await hashEmail('a@example.com', 'Kosher'),
    'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399',
  );
});

test('addresses are compared in small letters and Normalization Form C', () => {
  const table = [
    [' Zoe@Example.ORG\n', 'zoe@example.org'],
    ['zoe\u0308@example.org', 'zoë@example.org'],
    ['STRAẞE@x.example', 'straße@x.example'],
    ['ΟΔΟΣ@x.example', 'οδος@x.example'],
    ['ışık@x.example', 'ışık@x.example'],
  ];
  for (const [address, normal] of table) assert.equal(normaliseEmail(address), normal, address);
});

test('a result maps to a state and to the reasons that may have words', () => {
  const table = [
    ['invalid', 'format', 'not-json', 'invalid', ['not-json', 'malformed']],
    ['invalid', 'structure', 'missing-member', 'invalid', ['missing-member', 'malformed']],
    ['invalid', 'structure', 'no-proof', 'invalid', ['no-proof', 'unsigned', 'malformed']],
    ['invalid', 'issuer', 'other-issuer', 'unconfirmed', ['other-issuer', 'issuer']],
    ['invalid', 'key', 'key-revoked', 'unconfirmed', ['key-revoked', 'withdrawn']],
    ['invalid', 'key', 'key-not-listed', 'unconfirmed', ['key-not-listed']],
    ['invalid', 'proof', 'bad-signature', 'invalid', ['bad-signature']],
    ['expired', 'validity', 'expired', 'expired', ['expired']],
    ['unknown', 'key', 'did-unreachable', 'unknown', ['did-unreachable', 'offline']],
    ['unknown', 'key', 'did-unsupported', 'unknown', ['did-unsupported', 'method']],
    ['unknown', 'status', 'list-stale', 'unknown', ['list-stale', 'stale', 'status']],
    ['unknown', 'status', 'list-unreachable', 'unknown', ['list-unreachable', 'status']],
  ];
  for (const [verdict, check, code, state, reasons] of table) {
    const findings = findingsUpTo(check, code, verdict === 'unknown' ? 'unknown' : 'failed');
    assert.deepEqual(stateOf({verdict, findings, document: null}), {state, reasons});
  }
  const passed = findingsUpTo('status', 'ok', 'passed');
  const state = stateOf({verdict: 'valid', findings: passed, document: null});
  assert.deepEqual(state, {state: 'valid', reasons: []});
});

test('a record is authentic if nothing but its standing is in doubt', () => {
  const judge = (/** @type {string} */ check, /** @type {string} */ outcome) =>
    isAuthentic({verdict: 'unknown', findings: findingsUpTo(check, 'x', outcome), document: null});
  assert.ok(judge('status', 'failed'));
  assert.ok(judge('validity', 'unknown'));
  assert.ok(!judge('proof', 'failed'));
  assert.ok(!judge('key', 'unknown'));
  assert.ok(!judge('format', 'failed'));
});

test('sentences are filled once, and unknown placeholders vanish', () => {
  const values = {issuer: '{host}', host: 'x.example'};
  assert.equal(fillSentence('{issuer} at {host}{other}.', values), '{host} at x.example.');
});

test('inserted texts can neither turn a sentence round nor fill it', () => {
  assert.equal(isolate('Ann'), '\u2068Ann\u2069');
  assert.equal(isolate(''), '');
  assert.equal(isolate('A\u2069\u202eB'), '\u2068AB\u2069');
  assert.equal(isolate('x'.repeat(500)).length, 123);
});

test('the clock of the server counts only where the device is a day off', () => {
  const now = Date.now();
  const near = soundClock({bytes: new Uint8Array(), served: now - 3_600_000});
  assert.ok(Math.abs(near - now) < 1000);
  assert.equal(soundClock({bytes: new Uint8Array(), served: now + 1e9}), now + 1e9);
  assert.ok(Math.abs(soundClock({bytes: new Uint8Array(), served: NaN}) - now) < 1000);
  assert.ok(Math.abs(soundClock(null) - now) < 1000);
});
