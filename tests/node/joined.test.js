/** The modules as the build joins them: imports and exports stripped, one classic script. */

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {runInNewContext} from 'node:vm';

import {CHECKS, SHAPES} from '../../themes/verifier/catalogue.js';
import {readVectorJson, runScenario} from './vectors.mjs';

const FOLDER = new URL('../../themes/verifier/', import.meta.url);
const CATALOGUE = 'catalogue.js';
const IMPORT = /^import \{[^}]+\} from '\.\/([a-z0-9-]+\.js)';$/gm;
const EXPORT = /^export (?=(?:async )?function |const |class )/gm;
const DEFINED = /^(?:async function|function|const|let|class) (\w+)/gm;

const sourceOf = (name) => readFileSync(new URL(name, FOLDER), 'utf8');
const importsOf = (name) => [...sourceOf(name).matchAll(IMPORT)].map((match) => match[1]);

/** List `name` and what it needs, what is needed first. */
function inOrder(name, seen = []) {
  if (!seen.includes(name)) {
    for (const needed of name === CATALOGUE ? [] : importsOf(name)) inOrder(needed, seen);
    seen.push(name);
  }
  return seen;
}

function strip(name) {
  return sourceOf(name).replace(IMPORT, '').replace(EXPORT, '');
}

const modules = inOrder('verify.js');
const written = modules.filter((name) => name !== CATALOGUE);

test('nothing but the plain forms of import and export is used', () => {
  for (const name of written) {
    assert.doesNotMatch(strip(name), /^\s*(?:import|export)\b|\bimport\(['"]\.(?!.*\})/m, name);
  }
});

test('no module imports what imports it', () => {
  for (const name of written) {
    const needed = importsOf(name).flatMap((other) => inOrder(other));
    assert.ok(!needed.includes(name), name);
  }
});

test('no name is defined in two modules', () => {
  const names = written.flatMap((name) =>
    [...strip(name).matchAll(DEFINED)].map((match) => match[1]),
  );

  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
  assert.ok(!names.includes('CHECKS') && !names.includes('SHAPES'));
});

test('the joined script finds what the modules find', async () => {
  const body = written.map(strip).join('\n');
  const [checks, shapes] = [CHECKS, SHAPES].map((table) => JSON.stringify(table));
  const tables = `const CHECKS = ${checks};\nconst SHAPES = ${shapes};`;
  const builtIn = {ReadableStream, DecompressionStream, TextDecoder, TextEncoder, Uint8Array};
  const scope = {crypto, atob, btoa, ...builtIn};
  const verify = runInNewContext(
    `(() => {'use strict';\n${tables}\n${body}\nreturn verify;})()`,
    scope,
  );
  for (const name of [
    'format/fine-compact',
    'format/byte-order-mark',
    'structure/fine-rich',
    'key/did-mismatch-https',
    'proof/bad-signature-by-stranger',
    'validity/expired-and-revoked',
    'status/list-malformed-two-members',
  ]) {
    const scenario = readVectorJson(`cases/${name}.json`);
    const expected = await runScenario(scenario);

    assert.equal(
      JSON.stringify(await runScenario(scenario, verify)),
      JSON.stringify(expected),
      name,
    );
  }
});
