import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {readBlocks, readRuns} from '../../themes/verifier/signed-text.js';

const cases = JSON.parse(readFileSync(new URL('signed-text.json', import.meta.url), 'utf8'));

test('a text is taken apart into blocks', () => {
  for (const {text, blocks} of cases.blocks) {
    const found = readBlocks(text).map(({tag, texts}) => [tag, texts]);
    assert.deepEqual(found, blocks, JSON.stringify(text));
  }
});

test('a line is taken apart at what is strong', () => {
  for (const {text, runs} of cases.runs) assert.deepEqual(readRuns(text), runs, text);
});

test('a long row of blanks takes no time', () => {
  const blanks = ' '.repeat(200_000);
  const before = performance.now();
  const [block] = readBlocks(`a${blanks}b`);

  assert.equal(block.texts[0].length, blanks.length + 2);
  assert.ok(performance.now() - before < 2000);
});
