/**
 * Multibase texts of fixed length: base58-btc (`z`) and base64url without padding (`u`).
 *
 * Controlled Identifiers 1.0 section 2.4. Decoders are strict: one text for one value, and the
 * length is looked at before any work is done (base58 takes time that grows with its square).
 */

/** @typedef {import('./strict-json.js').Bytes} Bytes */

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'; // Bitcoin's alphabet

export const MAX_BASE58 = 128; // a key is 48 characters, a signature at most 89

/**
 * Read a multibase base58-btc text that holds exactly `length` bytes; null if it does not.
 * @param {string} text @param {number} length
 * @returns {Bytes | null}
 */
export function decodeBase58btc(text, length) {
  if (!text.startsWith('z') || text.length > MAX_BASE58) return null;
  let number = 0n;
  for (const character of text.slice(1)) {
    const value = BASE58.indexOf(character);
    if (value < 0) return null;
    number = number * 58n + BigInt(value);
  }
  const zeros = text.slice(1).search(/[^1]|$/);
  const data = [];
  for (; number > 0n; number >>= 8n) data.unshift(Number(number & 255n));
  return zeros + data.length === length
    ? Uint8Array.from([...Array(zeros).fill(0), ...data])
    : null;
}

/**
 * Read a multibase base64url text without padding; null if it is not exactly one.
 * @param {string} text
 * @returns {Bytes | null}
 */
export function decodeBase64url(text) {
  let binary;
  try {
    binary = atob(text.slice(1).replace(/-/g, '+').replace(/_/g, '/'));
  } catch {
    return null;
  }
  // `atob` overlooks spaces, padding and unused bits; writing it again shows them.
  const body = btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  return text === `u${body}` ? Uint8Array.from(binary, (unit) => unit.charCodeAt(0)) : null;
}
