/**
 * Read the record that is baked into a picture (Open Badges 3.0 sections 5.3.1 and 5.3.2).
 *
 * PNG: one uncompressed iTXt chunk with the keyword `openbadgecredential`. SVG: one
 * `openbadges:credential` element. More than one record in a picture is an error: nobody could tell
 * which one counts. The picture itself is never shown: it proves nothing.
 */

import {FileError, RECORD_HEAD, RECORD_KEYWORD, isBlank, isPng, keywordOf, latin1} from './png.js';
import {readChunks, trimmed} from './png.js';
import {MAX_BYTES} from './strict-json.js';

/** @typedef {import('./strict-json.js').Bytes} Bytes */

export const MAX_FILE_BYTES = 4_194_304; // as in bake.py; a baked picture is about 100 kB

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const KEYWORD_V2 = 'openbadges';
const SVG = 'http://www.w3.org/2000/svg';
const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
const NAMESPACE_V2 = 'http://openbadges.org';
const TEXT_NODES = [3, 4]; // DOM: text and CDATA
const MAX_PICTURE_DEPTH = 200; // drawings stay far below, parsers give up somewhere above
// Parsers differ on encodings, versions and entities that these name. A picture is UTF-8 whatever
// it says, and the bare document type, as drawing programs write it, has nothing to say here.
const DECLARATION = /^<\?xml[ \t\r\n][^?>]*\?>/;
const DOCUMENT_TYPE = /^([^<]*(?:<[!?](?!DOCTYPE)[^<]*)*)<!DOCTYPE[^[>]*>/;

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
  const start = file.find((byte) => !isBlank(byte) && !BYTE_ORDER_MARK.includes(byte));
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
  // Entities could build the record from parts, or blow it up.
  if (/<!ENTITY/i.test(text)) throw new FileError('unread');
  // Behind a space no second declaration and no second byte order mark is well-formed.
  const plain = ` ${text.replace(DECLARATION, '')}`.replace(DOCUMENT_TYPE, '$1 ');
  const trusted = svgReader ? svgReader.createHTML(plain) : plain;
  const parsed = new DOMParser().parseFromString(trusted, 'image/svg+xml');
  const root = parsed.documentElement;
  const isBroken = parsed.getElementsByTagNameNS('*', 'parsererror').length > 0;
  if (isBroken || root.namespaceURI !== SVG || root.localName !== 'svg') {
    throw new FileError('broken');
  }
  if (parsed.doctype !== null || isDeep(root)) throw new FileError('unread');
  const found = parsed.getElementsByTagNameNS(NAMESPACE, 'credential');
  if (found.length !== 1) {
    const isV2 = parsed.getElementsByTagNameNS(NAMESPACE_V2, 'assertion').length > 0;
    throw new FileError(found.length ? 'many' : isV2 ? 'v2' : 'none');
  }
  const isText = [...found[0].childNodes].every((node) => TEXT_NODES.includes(node.nodeType));
  if (!isText) throw new FileError('unread');
  // A record secured as a JSON Web Token stands in the attribute.
  const record = trimmed(new TextEncoder().encode(found[0].textContent ?? ''));
  const token = new TextEncoder().encode(found[0].getAttribute('verify') ?? '');
  return bounded(record.length > 0 ? record : token);
}

/** @param {Element} root */
function isDeep(root) {
  let level = [root];
  for (let depth = 0; depth < MAX_PICTURE_DEPTH; depth++) {
    level = level.flatMap((element) => [...element.children]);
  }
  return level.length > 0;
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
