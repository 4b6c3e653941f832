/** What the tests share: where vectors are, and how a scenario is run. */

import {readFileSync} from 'node:fs';

import {parseDateTimeStamp} from '../../themes/verifier/dates.js';
import {verify} from '../../themes/verifier/verify.js';

const VECTORS = new URL('../vectors/', import.meta.url);

/** Read a file below tests/vectors/ as bytes. */
export function readVector(path) {
  return Uint8Array.from(readFileSync(new URL(path, VECTORS)));
}

/** Read a JSON file below tests/vectors/. */
export function readVectorJson(path) {
  return JSON.parse(readFileSync(new URL(path, VECTORS), 'utf8'));
}

export function fromHex(text) {
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

export function toHex(bytes) {
  return Buffer.from(bytes).toString('hex');
}

/**
 * Return the bytes that `{"json"|"text"|"base64"|"file": …}` stands for; null for null. A `pad`
 * fills a text up with spaces to so many bytes.
 */
export function bytesOf(source) {
  if (source === null) return null;
  if ('file' in source) return readVector(`shared/${source.file}`);
  if ('base64' in source) return Uint8Array.from(Buffer.from(source.base64, 'base64'));
  const bytes = new TextEncoder().encode(
    'text' in source ? source.text : JSON.stringify(source.json),
  );
  const padding = Math.max(0, (source.pad ?? 0) - bytes.length);
  return Uint8Array.from([...bytes, ...Array(padding).fill(0x20)]);
}

/** Verify the record of a scenario, with nothing to fetch but its resources. */
export function runScenario({now, issuer, about = null, record, resources = {}}, verifier = verify) {
  const fetchResource = async (address) =>
    bytesOf(new Map(Object.entries(resources)).get(address) ?? null);
  return verifier(bytesOf(record), issuer, fetchResource, parseDateTimeStamp(now), about);
}
