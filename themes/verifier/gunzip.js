/**
 * Unpack gzip (RFC 1952, RFC 1951): exactly one member, nothing after it, no more than asked for.
 *
 * Python has zlib for this. `DecompressionStream` is not its equal everywhere: Node 20 takes
 * several members and zeros after them, Chromium refuses both, and browsers before 2023 lack it.
 */

/** @typedef {import('./strict-json.js').Bytes} Bytes */
/**
 * A prefix code: how many codes there are of each length, and the symbols in order of their codes.
 * @typedef {{counts: number[], symbols: number[]}} Code
 */

const TRAILER_BYTES = 8; // CRC-32 and length
const MAX_CODE_BITS = 15;
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The bytes are not one gzip member of at most the length allowed. */
export class GzipError extends Error {}

/**
 * Unpack `packed`, which may hold no more than `maxBytes`; throws GzipError.
 * @param {Bytes} packed @param {number} maxBytes
 */
export function gunzip(packed, maxBytes) {
  const start = headerBytes(packed);
  const end = packed.length - TRAILER_BYTES;
  if (!(start <= end)) throw new GzipError();
  const trailer = new DataView(packed.buffer, packed.byteOffset + end);
  const size = trailer.getUint32(4, true);
  if (size > maxBytes) throw new GzipError();
  const output = inflate(packed.subarray(start, end), size);
  if (trailer.getUint32(0, true) !== crc32(output)) throw new GzipError();
  return output;
}

/** @param {Bytes} packed */
function headerBytes(packed) {
  const flags = packed[3];
  if (packed[0] !== 0x1f || packed[1] !== 0x8b || packed[2] !== 8 || flags & 0xe0) {
    throw new GzipError();
  }
  let at = 10;
  const word = () => packed[at++] + 256 * packed[at++]; // NaN beyond the end, which equals nothing
  if (flags & 4) at = word() + at; // extra field
  if (flags & 8) at = packed.indexOf(0, at) + 1 || Infinity; // name
  if (flags & 16) at = packed.indexOf(0, at) + 1 || Infinity; // comment
  if (flags & 2 && (crc32(packed.subarray(0, at)) & 0xffff) !== word()) throw new GzipError();
  return at;
}

/** The checksum that gzip and PNG share (RFC 1952 section 8). @param {Bytes} bytes */
export function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/**
 * Inflate `input` to exactly `size` bytes.
 * @param {Bytes} input @param {number} size
 */
function inflate(input, size) {
  const output = new Uint8Array(size);
  let written = 0;
  /** @param {number} byte */
  const write = (byte) => {
    if (written === size) throw new GzipError();
    output[written++] = byte;
  };
  const source = new BitSource(input);
  // RFC 1951 section 3.2.6
  const literals = [repeat(8, 144), repeat(9, 112), repeat(7, 24), repeat(8, 8)].flat();
  const fixed = [prefixCode(literals, 1), prefixCode(repeat(5, 32), 1)];
  for (let isLast = false; !isLast;) {
    isLast = source.bits(1) === 1;
    const kind = source.bits(2);
    if (kind === 3) throw new GzipError();
    if (kind === 0) {
      source.place = Math.ceil(source.place / 8) * 8;
      const length = source.bits(16);
      if ((length ^ source.bits(16)) !== 0xffff) throw new GzipError();
      for (let index = 0; index < length; index++) write(source.bits(8));
      continue;
    }
    const [lengthCode, distanceCode] = kind === 1 ? fixed : readCodes(source);
    for (let symbol; (symbol = source.symbol(lengthCode)) !== 256;) {
      if (symbol < 256) {
        write(symbol);
        continue;
      }
      const length = source.length(symbol - 257);
      const distance = source.distance(source.symbol(distanceCode));
      if (distance > written) throw new GzipError();
      for (let index = 0; index < length; index++) write(output[written - distance]);
    }
  }
  if (Math.ceil(source.place / 8) !== input.length || written !== size) throw new GzipError();
  return output;
}

/** Bits, and what is made of them; throws GzipError beyond the end. */
class BitSource {
  /** @param {Bytes} input */
  constructor(input) {
    this.input = input;
    this.place = 0; // in bits
  }

  /** @param {number} count */
  bits(count) {
    if (this.place + count > this.input.length * 8) throw new GzipError();
    let value = 0;
    for (let index = 0; index < count; index++, this.place++) {
      value |= ((this.input[this.place >> 3] >> (this.place & 7)) & 1) << index;
    }
    return value;
  }

  /** @param {Code} code */
  symbol({counts, symbols}) {
    let [value, first, index] = [0, 0, 0];
    for (let length = 1; length <= MAX_CODE_BITS; length++) {
      value = value * 2 + this.bits(1);
      if (value < first + counts[length]) return symbols[index + value - first];
      index += counts[length];
      first = (first + counts[length]) * 2;
    }
    throw new GzipError();
  }

  /** RFC 1951 section 3.2.5, the table of lengths as a formula. @param {number} symbol */
  length(symbol) {
    if (symbol > 28) throw new GzipError();
    if (symbol === 28) return 258;
    const extra = Math.max(0, (symbol >> 2) - 1);
    return (symbol < 4 ? symbol : (4 + (symbol & 3)) << extra) + this.bits(extra) + 3;
  }

  /** The table of distances likewise. @param {number} symbol */
  distance(symbol) {
    if (symbol > 29) throw new GzipError();
    const extra = Math.max(0, (symbol >> 1) - 1);
    return (symbol < 2 ? symbol : (2 + (symbol & 1)) << extra) + this.bits(extra) + 1;
  }
}

/**
 * Read the two codes of a block (RFC 1951 section 3.2.7).
 * @param {BitSource} source
 */
function readCodes(source) {
  const literals = source.bits(5) + 257;
  const total = literals + source.bits(5) + 1;
  const own = repeat(0, 19);
  for (const place of CODE_LENGTH_ORDER.slice(0, source.bits(4) + 4)) own[place] = source.bits(3);
  const ownCode = prefixCode(own, 0);
  /** @type {number[]} */
  const lengths = [];
  while (lengths.length < total) {
    const symbol = source.symbol(ownCode);
    if (symbol < 16) lengths.push(symbol);
    else if (symbol === 17) lengths.push(...repeat(0, source.bits(3) + 3));
    else if (symbol === 18) lengths.push(...repeat(0, source.bits(7) + 11));
    else lengths.push(...repeat(lengths[lengths.length - 1], source.bits(2) + 3));
  }
  const isSound = literals <= 286 && total - literals <= 30 && lengths.length === total;
  if (!isSound || lengths[0] === undefined || !lengths[256]) throw new GzipError();
  return [prefixCode(lengths.slice(0, literals), 1), prefixCode(lengths.slice(literals), 1)];
}

/**
 * Make a code from the lengths of its symbols' codes. Like zlib, refuse one that is
 * over-subscribed, and an incomplete one unless no code is longer than `longest`.
 * @param {number[]} lengths @param {number} longest
 * @returns {Code}
 */
function prefixCode(lengths, longest) {
  const counts = repeat(0, MAX_CODE_BITS + 1);
  for (const length of lengths) counts[length]++;
  const left = counts.slice(1).reduce((free, count) => {
    if (free * 2 < count) throw new GzipError();
    return free * 2 - count;
  }, 1);
  if (left > 0 && lengths.some((length) => length > longest)) throw new GzipError();
  const symbols = [...lengths.keys()].filter((symbol) => lengths[symbol] > 0);
  return {counts, symbols: symbols.sort((a, b) => lengths[a] - lengths[b] || a - b)};
}

/** @param {number} value @param {number} count */
function repeat(value, count) {
  return /** @type {number[]} */ (Array(count).fill(value));
}
