/**
 * Remove the checks of the browser half one at a time: a case must notice each.
 *
 * `node tests/node/knockout.mjs` alters the core's modules in memory, one place at a time: a
 * `throw` or a `return` that leaves a function early is dropped. The parser is TypeScript's
 * (tests/peers). The altered core is joined as the build joins it, and the cases are verified with
 * it until one comes to something else. Prints `{"modules", "alterations", "unnoticed", "idle"}`:
 * what no case saw, and excuses for nothing. `tests/test_knockout.py` runs this, and does the same
 * and more to the Python half.
 */

import {readFileSync, readdirSync} from 'node:fs';
import {runInNewContext} from 'node:vm';

import {CHECKS, SHAPES} from '../../themes/verifier/catalogue.js';
import {parseDateTimeStamp} from '../../themes/verifier/dates.js';
import ts from '../peers/node_modules/typescript/lib/typescript.js';
import {bytesOf, readVectorJson} from './vectors.mjs';

const FOLDER = new URL('../../themes/verifier/', import.meta.url);
const CASES = new URL('../vectors/cases/', import.meta.url);
const IMPORT = /^import \{[^}]+\} from '\.\/[a-z0-9-]+\.js';$/gm;
const EXPORT = /^export (?=(?:async )?function |const |class )/gm;
// In the order in which they import each other, each with the check whose cases see it first.
const CORE = {
  checks: '',
  'strict-json': 'format',
  dates: 'validity',
  multibase: 'proof',
  jcs: 'proof',
  ed25519: 'proof',
  'eddsa-jcs-2022': 'proof',
  gunzip: 'status',
  shapes: 'structure',
  did: 'key',
  credential: 'structure',
  'status-list': 'status',
  verify: '',
};
// What no case can see, with the reason. An excuse names the module, and the line as it stands.
const NATIVE = 'Node.js has Ed25519 of its own; ed25519.test.js asks the other way';
const SECOND_LINE = 'a second line behind the callers; ed25519.test.js holds it by itself';
const EXCUSED = {
  "checks: if (!authenticity.every((item) => item.outcome === 'passed')) return 'unknown';":
    'standing is not reached then, so it is unknown',
  'multibase: return null;': 'what was not read is not what is written again',
  'ed25519: if (publicKey.length !== PUBLIC_KEY_BYTES) return false;': SECOND_LINE,
  'ed25519: if (signature.length !== SIGNATURE_BYTES || !isAcceptableKey(publicKey)) return false;':
    SECOND_LINE,
  'ed25519: return verifyBigInt(publicKey, message, signature);': NATIVE,
  'ed25519: if (a === null || r === null) return false;': NATIVE,
  'ed25519: if (modulo(v * x * x - u) !== 0n) return null;':
    'off the curve no key is of the main subgroup, and the engine refuses the signature',
  'gunzip: throw new GzipError(String(error)); // damaged, cut short, not gzip: engines have own words':
    'without output the next line throws the same',
  "status-list: if (packed === null) throw new StatusError('list-malformed', 'encodedList');":
    'what is no bytes is no gzip either, with the same code',
};

/** What can be dropped from a module: where it stands, and its line for people. */
function droppable(stem, source) {
  const tree = ts.createSourceFile(stem, source, ts.ScriptTarget.Latest, true);
  const found = [];
  /** @param {import('typescript').Node} node @param {boolean} isEarly */
  const walk = (node, isEarly) => {
    // An error that nobody foresaw is thrown again: no case can make one.
    const isRefusal = ts.isThrowStatement(node) && ts.isNewExpression(node.expression);
    if (isRefusal || (isEarly && ts.isReturnStatement(node))) {
      const start = node.getStart(tree);
      const line = tree.getLineAndCharacterOfPosition(start).line;
      found.push({start, end: node.end, what: `${stem}: ${source.split('\n')[line].trim()}`});
    }
    const isBranch = ts.isIfStatement(node) || ts.isCatchClause(node) || ts.isForOfStatement(node);
    const isInside = !ts.isFunctionLike(node) && (isEarly || isBranch);
    node.forEachChild((child) => walk(child, isInside));
  };
  walk(tree, false);
  return found;
}

/** The altered core's `verify`. */
function joined(sources) {
  const [checks, shapes] = [CHECKS, SHAPES].map((table) => JSON.stringify(table));
  const tables = `const CHECKS = ${checks};\nconst SHAPES = ${shapes};`;
  const body = Object.values(sources).join('\n').replace(IMPORT, '').replace(EXPORT, '');
  const builtIn = {ReadableStream, DecompressionStream, TextDecoder, TextEncoder, Uint8Array};
  return runInNewContext(`(() => {'use strict';\n${tables}\n${body}\nreturn verify;})()`, {
    crypto,
    atob,
    btoa,
    ...builtIn,
  });
}

/** The cases, read once: of each outcome one before a second. */
function prepared() {
  const names = readdirSync(CASES, {recursive: true}).filter((name) => name.endsWith('.json'));
  const seen = new Map();
  const cases = names.sort().map((name) => {
    const {expect, now, issuer, about = null, record, resources} = readVectorJson(`cases/${name}`);
    const wanted = JSON.stringify([expect.verdict, expect.findings]);
    seen.set(wanted, (seen.get(wanted) ?? 0) + 1);
    const answers = new Map(Object.entries(resources).map(([url, given]) => [url, bytesOf(given)]));
    return {
      check: name.split('/')[0],
      place: seen.get(wanted),
      wanted,
      issuer,
      about,
      raw: bytesOf(record),
      now: parseDateTimeStamp(now),
      read: async (url) => answers.get(url) ?? null,
    };
  });
  return cases.sort((one, other) => one.place - other.place);
}

async function isNoticed(verify, cases) {
  for (const {raw, issuer, read, now, about, wanted} of cases) {
    try {
      const {verdict, findings} = await verify(raw, issuer, read, now, about);
      const found = findings.map(({check, outcome, code}) => [check, outcome, code]);
      if (JSON.stringify([verdict, found]) !== wanted) return true;
    } catch {
      return true; // whatever breaks is noticed
    }
  }
  return false;
}

const sources = Object.fromEntries(
  Object.keys(CORE).map((stem) => [stem, readFileSync(new URL(`${stem}.js`, FOLDER), 'utf8')]),
);
const cases = prepared();
const unnoticed = (await isNoticed(joined(sources), cases)) ? ['nothing'] : [];
const all = [];
for (const [stem, check] of Object.entries(CORE)) {
  const own = [
    ...cases.filter((item) => item.check === check),
    ...cases.filter((item) => item.check !== check),
  ];
  for (const {start, end, what} of droppable(stem, sources[stem])) {
    all.push(what);
    if (what in EXCUSED) continue;
    const altered = `${sources[stem].slice(0, start)};${sources[stem].slice(end)}`;
    if (!(await isNoticed(joined({...sources, [stem]: altered}), own))) unnoticed.push(what);
  }
}
const idle = Object.keys(EXCUSED).filter((what) => !all.includes(what));
const modules = Object.keys(CORE).sort();
process.stdout.write(
  `${JSON.stringify({modules, alterations: all.length, unnoticed, idle})}\n`,
);
