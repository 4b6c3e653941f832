/**
 * What a page shows of a record: plain texts under the names that templates give to `data-f`,
 * `data-list` and `data-k`. `generator/views.py` reads the same for the templates.
 *
 * Pages also show what a faulty record states, so whatever the document is, every value is a text,
 * and "" where there is nothing to show.
 */

import {webAddress} from './did.js';

/** @typedef {Record<string, string>} Texts */
/** @typedef {{[name: string]: unknown}} Members */
/**
 * `texts` are shown as they are, `raws` are compared as they are and worded by the page.
 * @typedef {{texts: Texts, raws: Texts, lists: Record<string, Texts[]>}} Fields
 */

/** @param {unknown} record @returns {Fields} */
export function readFields(record) {
  const document = membersOf(record);
  const issuer = membersOf(document.issuer);
  const subject = membersOf(document.credentialSubject);
  const achievement = membersOf(subject.achievement);
  const proof = itemsOf(document.proof).find((item) => item.cryptosuite === 'eddsa-jcs-2022') ?? {};
  const described = new Map(
    // The first of two of the same name counts. A search for each result could take minutes.
    itemsOf(achievement.resultDescription)
      .reverse()
      .map((item) => [item.id, item]),
  );
  const host = hostIn(record);
  return {
    texts: {
      id: textOf(document.id),
      'short-id': shortId(textOf(document.id)),
      title: textOf(achievement.name),
      name: recipientName(subject),
      issuer: typeof document.issuer === 'string' ? issuerIn(record) : textOf(issuer.name) || host,
      host,
      desc: textOf(achievement.description),
      criteria: textOf(membersOf(achievement.criteria).narrative),
      narrative: textOf(subject.narrative),
      key: textOf(proof.verificationMethod),
    },
    raws: {
      type: textOf(achievement.achievementType),
      from: textOf(document.validFrom),
      until: textOf(document.validUntil),
      awarded: textOf(document.awardedDate),
      signed: textOf(proof.created),
    },
    lists: {
      skills: listOf(achievement.tag).map((tag) => ({name: textOf(tag)})),
      alignments: itemsOf(achievement.alignment).map((item) => ({
        name: textOf(item.targetName),
        url: linkOf(item.targetUrl),
        framework: textOf(item.targetFramework),
        code: textOf(item.targetCode),
      })),
      results: itemsOf(subject.result).map((item) => ({
        name: textOf(described.get(item.resultDescription)?.name),
        value: textOf(item.value) || textOf(item.status),
        required: textOf(described.get(item.resultDescription)?.requiredValue),
      })),
      evidence: itemsOf(document.evidence).map((item) => ({
        name: textOf(item.name) || textOf(item.id),
        url: linkOf(item.id),
        narrative: textOf(item.narrative),
      })),
    },
  };
}

/**
 * The issuer's identifier, whatever the shape of the record.
 * @param {unknown} record
 */
export function issuerIn(record) {
  const {issuer} = membersOf(record);
  return textOf(typeof issuer === 'string' ? issuer : membersOf(issuer).id);
}

/**
 * The host on which the issuer's keys are, with its port; "" for an issuer without a site. Taken
 * by its place, since `URL` throws for hosts that are well-formed and not valid (`xn--a`).
 * @param {unknown} record
 */
export function hostIn(record) {
  return webAddress(issuerIn(record))?.split('/')[2] ?? '';
}

/**
 * The addresses of the status lists that a record names.
 * @param {unknown} record
 */
export function statusAddresses(record) {
  return itemsOf(membersOf(record).credentialStatus)
    .map((entry) => textOf(entry.statusListCredential))
    .filter((address) => address !== '');
}

/**
 * The hashes of e-mail addresses in a record: `sha256$` and 64 hexadecimal digits.
 * @param {unknown} record
 */
export function emailHashes(record) {
  return itemsOf(membersOf(membersOf(record).credentialSubject).identifier)
    .filter((item) => item.hashed === true && item.identityType === 'emailAddress')
    .map((item) => textOf(item.identityHash).toLowerCase());
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

/**
 * The holder's name: an identifier in clear or, in other issuers' records, a member of the subject.
 * @param {Members} subject
 */
function recipientName(subject) {
  const identifier = itemsOf(subject.identifier).find(
    (item) => item.identityType === 'name' && item.hashed === false,
  );
  return textOf(identifier ? identifier.identityHash : subject.name);
}

/**
 * The first ten characters of the last part of an address, which people read out and type.
 * @param {string} id
 */
function shortId(id) {
  const last = id.replace(/(?:\.html)?\/?$/, '').split(/[/:]/).pop() ?? '';
  return last.slice(0, 10);
}

/**
 * Parsers of HTML turn CR LF into LF and templates put white space around: neither is a difference.
 * @param {unknown} value
 */
export function textOf(value) {
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : '';
}

/**
 * A link leads to the web or nowhere: a scheme like `javascript:` is never one.
 * @param {unknown} value
 */
function linkOf(value) {
  const link = textOf(value);
  return /^https?:\/\//.test(link) ? link : '';
}

/** @param {unknown} value @returns {Members} */
function membersOf(value) {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? /** @type {Members} */ (value) : {};
}

/** @param {unknown} value @returns {unknown[]} */
function listOf(value) {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

/** @param {unknown} value */
function itemsOf(value) {
  return listOf(value).map(membersOf);
}
