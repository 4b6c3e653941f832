import assert from 'node:assert/strict';
import test from 'node:test';

import {decodeMultikey, webAddress} from '../../themes/verifier/did.js';
import {fromHex, toHex} from './vectors.mjs';

const ADDRESSES = [
  ['did:web:provider.example', 'https://provider.example/.well-known/did.json'],
  ['did:web:provider.example:badges', 'https://provider.example/badges/did.json'],
  ['did:web:provider.example:a:b_c~d.e', 'https://provider.example/a/b_c~d.e/did.json'],
  ['did:web:localhost%3A8000', 'https://localhost:8000/.well-known/did.json'],
  ['did:web:localhost%3A65535', 'https://localhost:65535/.well-known/did.json'],
  ['did:web:localhost%3A8000:a', 'https://localhost:8000/a/did.json'],
  ['did:web:xn--bcher-kva.example', 'https://xn--bcher-kva.example/.well-known/did.json'],
  ...[
    '',
    'did:web:',
    'did:key:z6Mk',
    'DID:web:a.example',
    'did:web:A.example',
    'did:web:a.example/',
    'did:web:a.example:',
    'did:web:a.example::b',
    'did:web:a.example:..',
    'did:web:a.example:.well-known',
    'did:web:a.example:b%2Fc',
    'did:web:a.example%3a80',
    'did:web:a.example%3A0',
    'did:web:a.example%3A65536',
    'did:web:a.example%3A99999:b',
    'did:web:a.example%3A',
    'did:web:a.example:b/c',
    'did:web:a..example',
    'did:web:-a.example',
    'did:web:a-.example',
    'did:web:.a',
    'did:web:a.example.',
    'did:web:127.0.0.1',
    'did:web:1',
    'did:web:a.example#key',
    'did:web:a.example?x',
    'did:web:user@a.example',
    'did:web:bücher.example',
    'did:web:a.example\n',
    ' did:web:a.example',
  ].map((did) => [did, null]),
];

for (const [did, address] of ADDRESSES) {
  test(`address of ${JSON.stringify(did)}`, () => {
    assert.equal(webAddress(did), address);
  });
}

test('a long identifier is answered at once', () => {
  const start = performance.now();

  assert.equal(webAddress(`did:web:${'a-'.repeat(100_000)}`), null);
  assert.equal(webAddress(`did:web:${'a.'.repeat(100_000)}!`), null);
  assert.ok(performance.now() - start < 1000);
});

test('a Multikey is an Ed25519 public key and nothing else', () => {
  const key = decodeMultikey('z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2');

  assert.equal(key?.length, 32);
  assert.equal(decodeMultikey('z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ'), null);
  assert.equal(decodeMultikey('zDnaeucDGfhXHoJVqot3p21RuupNJ2fZrs8Lb1GV83VnSo2jR'), null); // P-256
  assert.equal(decodeMultikey('z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq'), null); // private
  assert.notEqual(toHex(key), toHex(fromHex('00'.repeat(32))));
});
