/**
 * Read the record that is baked into a picture (Open Badges 3.0 sections 5.3.1 and 5.3.2).
 *
 * PNG: one uncompressed iTXt chunk with the keyword `openbadgecredential`. SVG: one
 * `openbadges:credential` element. More than one record in a picture is an error: nobody could tell
 * which one counts. The picture itself is never shown: it proves nothing.
 */

import {FileError, RECORD_HEAD, RECORD_KEYWORD, isPng, keywordOf, latin1} from './png.js';
import {readChunks} from './png.js';
import {MAX_BYTES} from './strict-json.js';

/** @typedef {import('./strict-json.js').Bytes} Bytes */

export const MAX_FILE_BYTES = 4_194_304; // as in bake.py; a baked picture is about 100 kB

const KEYWORD_V2 = 'openbadges';
const SVG = 'http://www.w3.org/2000/svg';
const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
const NAMESPACE_V2 = 'http://openbadges.org';
const TEXT_NODES = [3, 4]; // DOM: text and CDATA

// Parsing counts as a sink under Trusted Types. What is parsed is read and never inserted.
const svgReader = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('svg-reader', {
  createHTML: (/** @type {string} */ text) => text,
});

/**
 * Return the record in a file: the file itself, unless it is a picture. The name is not believed.
 * @param {Bytes} file
 * @returns {Bytes}
 * @throws {FileError}
 */
export function unbake(file) {
  if (file.length > MAX_FILE_BYTES) throw new FileError('big');
  if (isPng(file)) return unbakePng(file);
  const start = file.find((byte) => !isBlank(byte));
  return start === 0x3c ? unbakeSvg(file) : file;
}

/** @param {Bytes} picture @returns {Bytes} */
export function unbakePng(picture) {
  const found = [];
  let isV2 = false;
  for (const chunk of readChunks(picture)) {
    const keyword = keywordOf(chunk);
    if (keyword === RECORD_KEYWORD) found.push(chunk);
    isV2 ||= keyword === KEYWORD_V2;
  }
  if (found.length !== 1) throw new FileError(found.length ? 'many' : isV2 ? 'v2' : 'none');
  const {kind, data} = found[0];
  const head = latin1(data.subarray(0, RECORD_HEAD.length));
  if (kind !== 'iTXt' || head !== RECORD_HEAD) throw new FileError('unread');
  return bounded(data.slice(RECORD_HEAD.length));
}

/** @param {Bytes} picture @returns {Bytes} */
export function unbakeSvg(picture) {
  const text = decodeXml(picture);
  // Entities could build the record from parts, or blow it up. A bare document type, as drawing
  // programs write it, loads nothing.
  if (/<!ENTITY/i.test(text)) throw new FileError('unread');
  const trusted = svgReader ? svgReader.createHTML(text) : text;
  const parsed = new DOMParser().parseFromString(trusted, 'image/svg+xml');
  const root = parsed.documentElement;
  const isBroken = parsed.getElementsByTagName('parsererror').length > 0;
  if (isBroken || root.namespaceURI !== SVG || root.localName !== 'svg') {
    throw new FileError('broken');
  }
  const found = parsed.getElementsByTagNameNS(NAMESPACE, 'credential');
  if (found.length !== 1) {
    const isV2 = parsed.getElementsByTagNameNS(NAMESPACE_V2, 'assertion').length > 0;
    throw new FileError(found.length ? 'many' : isV2 ? 'v2' : 'none');
  }
  const isText = [...found[0].childNodes].every((node) => TEXT_NODES.includes(node.nodeType));
  if (!isText) throw new FileError('unread');
  // A record secured as a JSON Web Token stands in the attribute.
  const record = found[0].textContent?.trim() || found[0].getAttribute('verify') || '';
  return bounded(new TextEncoder().encode(record));
}

/** @param {Bytes} record */
function bounded(record) {
  if (record.length > MAX_BYTES) throw new FileError('big');
  return record;
}

/** @param {Bytes} picture */
function decodeXml(picture) {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(picture);
  } catch {
    throw new FileError('broken');
  }
}

/** White space, or a byte order mark. @param {number} byte */
function isBlank(byte) {
  return [0x20, 0x09, 0x0d, 0x0a, 0xef, 0xbb, 0xbf].includes(byte);
}
