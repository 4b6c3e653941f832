/**
 * Ed25519 (RFC 8032) behind one strict gate, whatever engine decides after it.
 *
 * Browsers disagree on keys and signatures made on purpose: points of small or mixed order,
 * non-canonical encodings. The gate refuses them all before an engine sees them; `ed25519.py` gets
 * the same set of rules from libsodium. A browser without Ed25519 does the rest here as well.
 * Nothing is secret, so nothing needs constant time.
 *
 * `verifySignature` is `ed25519.verify` in Python: joined modules share one scope, where `verify`
 * is what verifies a record.
 */

/** @typedef {import('./strict-json.js').Bytes} Bytes */
/** @typedef {[bigint, bigint, bigint, bigint]} Point X, Y, Z, T: x = X/Z, y = Y/Z, xy = T/Z */

const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

// RFC 8032 section 5.1
const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
const SQRT_MINUS_1 = 19681161376707505956807079304988542015446066515923890162744021073123829784752n;
const BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202n;
const BASE_Y = 46316835694926478169428394003475163141307993866256225615783033603165251855960n;
/** @type {Point} */
const ZERO = [0n, 1n, 1n, 0n];

let lastKey = {name: '', isAcceptable: false}; // one key signs record and lists; L·A is dear

/**
 * Tell whether these bytes are a canonical point of the main subgroup.
 * @param {Bytes} publicKey
 */
export function isAcceptableKey(publicKey) {
  if (publicKey.length !== PUBLIC_KEY_BYTES) return false;
  const name = publicKey.join();
  if (name !== lastKey.name) {
    const a = decodePoint(publicKey);
    lastKey = {name, isAcceptable: a !== null && !isZero(a) && isZero(combine(L, a, 0n, ZERO))};
  }
  return lastKey.isAcceptable;
}

/**
 * Tell whether key and signature are of the only forms that every engine judges alike.
 * @param {Bytes} publicKey @param {Bytes} signature
 */
export function passesGate(publicKey, signature) {
  if (signature.length !== SIGNATURE_BYTES || !isAcceptableKey(publicKey)) return false;
  const r = decodePoint(signature.slice(0, 32));
  return r !== null && !isZero(combine(8n, r, 0n, ZERO)) && decodeNumber(signature.slice(32)) < L;
}

/**
 * Tell whether `signature` over `message` is `publicKey`'s, by the strict rules.
 * @param {Bytes} publicKey @param {Bytes} message @param {Bytes} signature
 * @returns {Promise<boolean>}
 */
export async function verifySignature(publicKey, message, signature) {
  if (!passesGate(publicKey, signature)) return false;
  try {
    return await verifyNative(publicKey, message, signature);
  } catch {
    return verifyBigInt(publicKey, message, signature);
  }
}

/**
 * Ask the engine's own Ed25519 about what has passed the gate. Rejects where there is none.
 * @param {Bytes} publicKey @param {Bytes} message @param {Bytes} signature
 * @returns {Promise<boolean>}
 */
export async function verifyNative(publicKey, message, signature) {
  // `raw`: WebKitGTK refuses one `spki` key in 256, and `raw-public` is Chromium's alone.
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', key, signature, message);
}

/**
 * Solve RFC 8032 section 5.1.7 for what has passed the gate: S·B - k·A = R.
 * @param {Bytes} publicKey @param {Bytes} message @param {Bytes} signature
 * @returns {Promise<boolean>}
 */
export async function verifyBigInt(publicKey, message, signature) {
  const a = decodePoint(publicKey);
  const r = decodePoint(signature.slice(0, 32));
  if (a === null || r === null) return false;
  const hashed = Uint8Array.from([...signature.slice(0, 32), ...publicKey, ...message]);
  const k = decodeNumber(new Uint8Array(await crypto.subtle.digest('SHA-512', hashed))) % L;
  const s = decodeNumber(signature.slice(32));
  const minusA = point(P - a[0], a[1]);
  const [x, y, z] = combine(s, point(BASE_X, BASE_Y), k, minusA);
  return modulo(r[0] * z - x) === 0n && modulo(r[1] * z - y) === 0n;
}

/** @param {bigint} number */
function modulo(number) {
  const rest = number % P;
  return rest < 0n ? rest + P : rest;
}

/** @param {bigint} base @param {bigint} exponent */
function power(base, exponent) {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % P;
    if (bit === '1') result = (result * base) % P;
  }
  return result;
}

/** @param {Bytes} bytes little-endian */
function decodeNumber(bytes) {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return BigInt(`0x${digits.reverse().join('')}`);
}

/**
 * RFC 8032 section 5.1.3, strictly: y < p, on the curve, no negative zero.
 * @param {Bytes} bytes
 */
function decodePoint(bytes) {
  const number = decodeNumber(bytes);
  const y = BigInt.asUintN(255, number);
  if (y >= P) return null;
  const u = modulo(y * y - 1n);
  const v = modulo(D * y * y + 1n);
  const uv3 = (u * v ** 3n) % P;
  let x = (uv3 * power((uv3 * v ** 4n) % P, (P - 5n) / 8n)) % P;
  if (modulo(v * x * x - u) !== 0n) x = (x * SQRT_MINUS_1) % P;
  if (modulo(v * x * x - u) !== 0n) return null;
  if ((x & 1n) !== number >> 255n) x = P - x;
  return x === P ? null : point(x, y);
}

/**
 * @param {bigint} x @param {bigint} y
 * @returns {Point}
 */
function point(x, y) {
  return [x, y, 1n, (x * y) % P];
}

/** @param {Point} p */
function isZero(p) {
  return p[0] === 0n && p[1] === p[2];
}

/**
 * RFC 8032 section 5.1.4; complete, so it doubles as well.
 * @param {Point} p @param {Point} q
 * @returns {Point}
 */
function add(p, q) {
  const a = (p[1] - p[0]) * (q[1] - q[0]);
  const b = (p[1] + p[0]) * (q[1] + q[0]);
  const c = 2n * D * ((p[3] * q[3]) % P);
  const d = 2n * p[2] * q[2];
  const [e, f, g, h] = [(b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P];
  return [modulo(e * f), modulo(g * h), modulo(f * g), modulo(e * h)];
}

/**
 * Compute m·p + n·q.
 * @param {bigint} m @param {Point} p @param {bigint} n @param {Point} q
 */
function combine(m, p, n, q) {
  const both = add(p, q);
  const digits = [m, n].map((number) => number.toString(2));
  const width = Math.max(digits[0].length, digits[1].length);
  const [left, right] = digits.map((text) => text.padStart(width, '0'));
  let sum = ZERO;
  for (let index = 0; index < width; index++) {
    sum = add(sum, sum);
    const [useP, useQ] = [left[index] === '1', right[index] === '1'];
    if (useP || useQ) sum = add(sum, useP && useQ ? both : useP ? p : q);
  }
  return sum;
}
