/**
 * Write each line of standard input, JSON, in canonical form (RFC 8785) as the browser half does.
 * The Python tests compare the two halves through it.
 */

import {createInterface} from 'node:readline';

import {canonical} from '../../themes/verifier/jcs.js';
import {parse} from '../../themes/verifier/strict-json.js';

for await (const line of createInterface({input: process.stdin, crlfDelay: Infinity})) {
  const bytes = canonical(parse(new TextEncoder().encode(line)));
  process.stdout.write(`${typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)}\n`);
}
