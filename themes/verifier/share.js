/**
 * What a holder takes away, made anew from the record that was proven: LinkedIn's form filled in,
 * lines for a letter, code for a website. Mirrors `generator/sharing.py`. Everything names the
 * record's own address, never that of the window, whose fragment may hold the holder's salt.
 */

import {byId, listen, setHidden, setText, words} from './elements.js';

/** @typedef {import('./fields.js').Fields} Fields */

const LINKEDIN = 'https://www.linkedin.com/profile/add';
const PICTURE_WIDTH = 160; // pixels, of a badge on somebody's website

/**
 * The address that opens LinkedIn's form for a new certification, filled in.
 * @param {Fields} fields @param {string} organization the issuer's page on LinkedIn, or ""
 */
export function linkedinAddress({texts, raws}, organization) {
  const filled = Object.entries({
    startTask: 'CERTIFICATION_NAME',
    name: texts.title,
    organizationId: organization,
    organizationName: texts.issuer,
    issueYear: raws.from.slice(0, 4),
    issueMonth: monthOf(raws.from),
    certUrl: texts.id,
    certId: texts['short-id'],
    expirationYear: raws.until.slice(0, 4),
    expirationMonth: monthOf(raws.until),
  }).filter(([, value]) => value !== '');
  return `${LINKEDIN}?${filled.map(([name, value]) => `${name}=${escapeInUrl(value)}`).join('&')}`;
}

/**
 * The code that shows a badge on a website: a link around a picture, no script.
 * @param {Fields} fields @param {string} picture its address, or "" for words alone
 */
export function embedHtml({texts}, picture) {
  const words = escapeInHtml(`${texts.title}, ${texts.issuer}`);
  const image = `<img src="${escapeInHtml(picture)}" alt="${words}" width="${PICTURE_WIDTH}">`;
  return `<a href="${escapeInHtml(texts.id)}">${picture ? image : words}</a>`;
}

/** The line below a letter. @param {Fields} fields */
export function signatureHtml({texts}) {
  const link = `<a href="${escapeInHtml(texts.id)}">${escapeInHtml(texts.title)}</a>`;
  return `${link}, ${escapeInHtml(texts.issuer)}`;
}

/** The same without markup. @param {Fields} fields */
export function signatureText({texts}) {
  return `${texts.title}, ${texts.issuer}: ${texts.id}`;
}

/**
 * Wire the buttons that copy. With the fields of a proven record, everything is written anew first.
 * @param {Fields | null} fields
 */
export function offerSharing(fields) {
  if (fields) rewrite(fields);
  if (!navigator.clipboard) {
    document.querySelectorAll('button[data-copy]').forEach((button) => button.remove());
    return;
  }
  setHidden('link', false);
  offerCopy(byId('link'), () => document.documentElement.dataset.url ?? '');
  for (const button of document.querySelectorAll('button[data-copy]')) {
    const source = byId(button.getAttribute('data-copy') ?? '');
    offerCopy(button, () => (source?.textContent ?? '').trim());
  }
}

/** @param {Fields} fields */
function rewrite(fields) {
  const {base = ''} = document.documentElement.dataset;
  const organization = byId('share')?.dataset.organization ?? '';
  const {url} = fields.picture;
  byId('linkedin')?.setAttribute('href', linkedinAddress(fields, organization));
  setText('s-line', signatureText(fields));
  setText('s-signature', signatureHtml(fields));
  setText('s-embed', embedHtml(fields, url.startsWith(`${base}images/`) ? url : ''));
  setText('s-json', fields.texts.id.replace(/\.html$/, '.json'));
}

/** @param {unknown} button @param {() => string} read what it copies */
function offerCopy(button, read) {
  if (!(button instanceof HTMLElement)) return;
  const label = [...button.childNodes];
  const forget = () => {
    button.replaceChildren(...label);
    button.removeAttribute('style');
    setText('share-out', '');
  };
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(read());
    // As wide as before: a click that follows must find its place where it was.
    const width = `${button.getBoundingClientRect().width}px`;
    Object.assign(button.style, {width, flex: 'none', paddingInline: '0', whiteSpace: 'nowrap'});
    button.textContent = words().copied;
    setText('share-out', words().copied);
  });
  button.addEventListener('blur', forget);
  listen('language', 'change', forget); // before the label gets its other words
}

/** @param {string} stamp */
function monthOf(stamp) {
  return stamp.slice(5, 7).replace(/^0/, '');
}

/** All but letters, digits and -._~, which every server reads alike. @param {string} text */
function escapeInUrl(text) {
  const escaped = encodeURIComponent(text);
  return escaped.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** @param {string} text */
function escapeInHtml(text) {
  const named = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return named.replace(/"/g, '&quot;').replace(/'/g, '&#x27;');
}
