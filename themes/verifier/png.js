/**
 * The chunks of a PNG, and where a record stands among them (Open Badges 3.0 section 5.3.1.1): in
 * one uncompressed iTXt chunk with the keyword `openbadgecredential`.
 */

/** @typedef {import('./strict-json.js').Bytes} Bytes */
/** @typedef {{kind: string, data: Bytes, whole: Bytes}} Chunk `whole`: with length and checksum */

export const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
export const PNG_OVERHEAD = 12; // of a chunk: length, kind and checksum
export const RECORD_KEYWORD = 'openbadgecredential';
// keyword, compression flag 0, method 0, no language, no translated keyword
export const RECORD_HEAD = `${RECORD_KEYWORD}\0\0\0\0\0`;
// White space of XML and of JSON; what else looks empty is text.
const BLANK = [0x20, 0x09, 0x0d, 0x0a];

/** A file that holds no record; `reason` is one of the reasons that the page has words for. */
export class FileError extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** @param {Bytes} file */
export function isPng(file) {
  return PNG_SIGNATURE.every((byte, at) => file[at] === byte);
}

/**
 * Split a PNG into its chunks, each with a right checksum, from IHDR to IEND.
 * @param {Bytes} picture
 * @returns {Chunk[]}
 * @throws {FileError}
 */
export function readChunks(picture) {
  if (!isPng(picture)) throw new FileError('broken');
  const view = new DataView(picture.buffer, picture.byteOffset, picture.byteLength);
  const chunks = [];
  let at = PNG_SIGNATURE.length;
  while (at < picture.length) {
    if (at + PNG_OVERHEAD > picture.length) throw new FileError('broken');
    const end = at + PNG_OVERHEAD + view.getUint32(at);
    if (end > picture.length) throw new FileError('broken');
    const body = picture.subarray(at + 4, end - 4);
    if (view.getUint32(end - 4) !== crc32(body)) throw new FileError('broken');
    const kind = latin1(body.subarray(0, 4));
    chunks.push({kind, data: body.subarray(4), whole: picture.subarray(at, end)});
    at = end;
    if (kind === 'IEND') break;
  }
  const isWhole = chunks[0]?.kind === 'IHDR' && chunks[chunks.length - 1].kind === 'IEND';
  if (!isWhole || at !== picture.length) throw new FileError('broken');
  return chunks;
}

/** The keyword of a chunk of text; null for any other chunk. @param {Chunk} chunk */
export function keywordOf({kind, data}) {
  if (!['iTXt', 'tEXt', 'zTXt'].includes(kind)) return null;
  const end = data.indexOf(0);
  return latin1(end < 0 ? data : data.subarray(0, end));
}

/** CRC-32 (PNG annex D). @param {Bytes} bytes */
export function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** No more of it than the longest text that is looked for. @param {Bytes} bytes */
export function latin1(bytes) {
  return String.fromCharCode(...bytes.subarray(0, RECORD_HEAD.length));
}

/** @param {number} byte */
export function isBlank(byte) {
  return BLANK.includes(byte);
}

/** Without the white space around it. @param {Bytes} record */
export function trimmed(record) {
  let start = 0;
  let end = record.length;
  while (start < end && isBlank(record[start])) start += 1;
  while (end > start && isBlank(record[end - 1])) end -= 1;
  return record.subarray(start, end);
}
