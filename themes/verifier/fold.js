/** Letters as people search for them, small and without accents. */

/** Letters that are no letter with an accent, and that people type as others. */
const UNDECOMPOSED = /** @type {Record<string, string>} */ (
  {ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i'}
);

/**
 * Marks are dropped, also those that keep directions of writing apart (U+2068, U+2069).
 * @param {string} text
 */
export function fold(text) {
  const plain = text.normalize('NFKD').replace(/[\p{M}\u2068\u2069]/gu, '').toLowerCase();
  return plain.replace(/[ßæœøđðłþı]/g, (letter) => UNDECOMPOSED[letter]);
}
