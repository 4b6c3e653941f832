/** The scenarios that both languages share: exactly these findings, and this verdict. */

import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import test from 'node:test';

import {readVectorJson, runScenario} from './vectors.mjs';

const CASES = new URL('../vectors/cases/', import.meta.url);
const names = readdirSync(CASES, {recursive: true})
  .filter((name) => name.endsWith('.json'))
  .sort();

test('there are cases', () => {
  assert.ok(names.length > 0);
});

for (const name of names) {
  const {expect, ...scenario} = readVectorJson(`cases/${name}`);

  test(`${name}: ${scenario.why}`, async () => {
    const {verdict, findings} = await runScenario(scenario);

    assert.deepEqual(
      findings.map(({check, outcome, code}) => [check, outcome, code]),
      expect.findings,
    );
    assert.equal(verdict, expect.verdict);
  });
}
