/** JSON Canonicalization Scheme, RFC 8785: one value, one sequence of bytes. */

/** @typedef {import('./strict-json.js').Json} Json */

/**
 * Serialise `value`, as `parse` returns it, by RFC 8785.
 * @param {Json} value
 */
export function canonical(value) {
  return new TextEncoder().encode(canonicalText(value));
}

/**
 * RFC 8785 §3.2.2 takes literals, strings and numbers from ECMAScript; §3.2.3 sorts names by
 * UTF-16 code units, as `sort` does.
 * @param {Json} value
 * @returns {string}
 */
function canonicalText(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalText(value[name])}`);
  return `{${members.join(',')}}`;
}
