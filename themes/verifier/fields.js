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
 * What is shown of a picture: its address, the digest that was signed, what stands for it in words.
 * @typedef {{url: string, digest: string, caption: string}} Picture
 */
/**
 * `texts` are shown as they are, `marked` are the same with their marks (`signed-text.js`), `raws`
 * are compared as they are and worded by the page.
 * @typedef {{texts: Texts, marked: Texts, raws: Texts, lists: Record<string, Texts[]>,
 *   picture: Picture}} Fields
 */

/**
 * Of texts in several languages those nearest to `language`, that of the page.
 * @param {unknown} record @param {string} [language]
 * @returns {Fields}
 */
export function readFields(record, language = '') {
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
  const marked = {
    criteria: textIn(membersOf(achievement.criteria).narrative, language),
    narrative: textIn(subject.narrative, language),
  };
  return {
    marked,
    texts: {
      id: textOf(document.id),
      'short-id': shortId(textOf(document.id)),
      title: textOf(textIn(achievement.name, language)),
      name: recipientName(subject),
      issuer:
        typeof document.issuer === 'string'
          ? issuerIn(record)
          : textOf(textIn(issuer.name, language)) || host,
      host,
      desc: textOf(textIn(achievement.description, language)),
      criteria: textOf(marked.criteria),
      narrative: textOf(marked.narrative),
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
      skills: skillsOf(achievement),
      results: itemsOf(subject.result).map((item) => {
        const {name, resultType, requiredValue} = described.get(item.resultDescription) ?? {};
        return {
          name: textOf(name),
          value: markOf(item.value, resultType) || markOf(item.status, resultType),
          required: markOf(requiredValue, resultType),
        };
      }),
      evidence: itemsOf(document.evidence).map((item) => ({
        name: textOf(item.name) || textOf(item.id),
        url: linkOf(item.id),
        narrative: textOf(item.narrative),
      })),
    },
    picture: pictureOf(achievement, itemsOf(document.relatedResource)),
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
 * A text, of several languages (VC Data Model 2.0) the one nearest to `language`.
 * @param {unknown} value @param {string} language
 */
export function textIn(value, language) {
  if (typeof value === 'string') return value;
  const texts = itemsOf(value).map((item) => {
    return {tag: textOf(item['@language']).toLowerCase(), text: item['@value']};
  });
  const wanted = language.toLowerCase();
  const isPrimary = (/** @type {string} */ name) => (/** @type {{tag: string}} */ {tag}) =>
    tag.split('-')[0] === name;
  // Exactly that language, another form of it, none, English, whatever comes first.
  const found =
    texts.find(({tag}) => tag === wanted) ??
    texts.find(isPrimary(wanted.split('-')[0])) ??
    texts.find(({tag}) => tag === '') ??
    texts.find(isPrimary('en')) ??
    texts[0];
  return typeof found?.text === 'string' ? found.text : '';
}

/**
 * The tags in their order, each as its alignments have it, then all other alignments. A level of
 * qualification (`ext:QualificationLevel`) is no skill: the criteria say it.
 * @param {Members} achievement
 * @returns {Texts[]}
 */
function skillsOf(achievement) {
  /** @type {Map<unknown, Texts[]>} */
  const aligned = new Map();
  for (const item of itemsOf(achievement.alignment)) {
    if (item.targetType === 'ext:QualificationLevel') continue;
    const skill = {
      name: textOf(item.targetName),
      level: textOf(item.targetDescription),
      url: linkOf(item.targetUrl),
      framework: textOf(item.targetFramework),
      code: textOf(item.targetCode),
    };
    const others = aligned.get(item.targetName);
    if (others) others.push(skill);
    else aligned.set(item.targetName, [skill]);
  }
  const tagged = listOf(achievement.tag).flatMap((tag) => {
    const skills = aligned.get(tag);
    if (skills) aligned.set(tag, []);
    return skills ?? [{name: textOf(tag), level: '', url: '', framework: '', code: ''}];
  });
  return [...tagged, ...[...aligned.values()].flat()];
}

/** A bare number in percent gets its unit. @param {unknown} value @param {unknown} resultType */
function markOf(value, resultType) {
  const text = textOf(value);
  return resultType === 'Percent' && text === value && /^\d+([.,]\d+)?$/.test(text) ? `${text}%` : text;
}

/** @param {Members} achievement @param {Members[]} related @returns {Picture} */
function pictureOf({image}, related) {
  const {id, caption} = typeof image === 'string' ? {id: image, caption: ''} : membersOf(image);
  const signed = related.find((item) => item.id === id && item.digestSRI !== undefined);
  return {url: textOf(id), digest: textOf(signed?.digestSRI), caption: textOf(caption)};
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
