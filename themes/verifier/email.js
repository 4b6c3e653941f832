/** Whether a record was made out to an e-mail address: for whoever has the holder's private link. */

/** @typedef {import('./strict-json.js').Json} Json */

/**
 * The hashes of e-mail addresses in a record of the right shape: `sha256$` and 64 hexadecimal
 * digits.
 * @param {Json} record
 * @returns {string[]}
 */
export function emailHashes(record) {
  return (record.credentialSubject?.identifier ?? [])
    .filter((/** @type {Json} */ item) => item.hashed && item.identityType === 'emailAddress')
    .map((/** @type {Json} */ item) => item.identityHash.toLowerCase());
}

/**
 * Open Badges 3.0, IdentityHash: the salt is put behind the address, without a separator.
 * @param {string} email @param {string} salt
 */
export async function hashEmail(email, salt) {
  const data = new TextEncoder().encode(normaliseEmail(email) + salt);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  return 'sha256$' + Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The one form of an address that is hashed and compared, as `normalise_email` makes it in Python.
 * @param {string} email
 */
export function normaliseEmail(email) {
  return email.normalize('NFC').trim().toLowerCase().normalize('NFC');
}
