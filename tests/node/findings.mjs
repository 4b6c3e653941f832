/**
 * Tell what the browser half finds: for each line of standard input, one scenario as in
 * tests/vectors/cases without "expect", a line of
 * `{"verdict", "findings": [[check, outcome, code, pointer, detail], ...]}`.
 * The Python tests compare the two halves through it.
 */

import {createInterface} from 'node:readline';

import {runScenario} from './vectors.mjs';

for await (const line of createInterface({input: process.stdin, crlfDelay: Infinity})) {
  const {verdict, findings} = await runScenario(JSON.parse(line));
  const rows = findings.map((item) => [
    item.check,
    item.outcome,
    item.code,
    item.pointer,
    item.detail,
  ]);
  process.stdout.write(`${JSON.stringify({verdict, findings: rows})}\n`);
}
