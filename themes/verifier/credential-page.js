/** The credential page: check the record inside the page, and show the record's own text. */

import {webAddress} from './did.js';
import {emailHashes, hashEmail, readFields, statusAddresses} from './fields.js';
import {makeReader, soundClock} from './resources.js';
import {CHECK_WORDS, byId, checkWords, fillSentence, findObstacle, isAuthentic} from './show.js';
import {isolate, listen} from './show.js';
import {sentenceValues, setHidden, setText, showChecks, showCopyNote, showFields} from './show.js';
import {showState, stateOf, words} from './show.js';
import {parse} from './strict-json.js';
import {verify} from './verify.js';

const {base = '', root = '', url = '', did = ''} = document.documentElement.dataset;
const site = {host: base.split('/')[2], base};

document.documentElement.classList.add('js');
prepare();
check().catch(() => {
  document.documentElement.dataset.state = 'unknown';
  showState({state: 'unknown', reasons: []}, sentenceValues(site));
});

function prepare() {
  showCopyNote(site.host);
  setHidden('frame-note', window.top === window.self);
  setHidden('link', !navigator.clipboard);
  listen('retry', 'click', () => location.reload());
  listen('print', 'click', () => window.print());
  listen('link', 'click', async () => {
    await navigator.clipboard.writeText(url); // without the fragment, which may hold a salt
    setText('link', words().copied);
  });
}

async function check() {
  showState({state: 'checking', reasons: []}, sentenceValues(site));
  const obstacle = findObstacle();
  if (obstacle !== null) {
    showState({state: 'unknown', reasons: [obstacle]}, sentenceValues(site));
    return;
  }
  const raw = new TextEncoder().encode(byId('credential')?.textContent ?? '');
  const read = makeReader(base, root);
  const didFile = read(webAddress(did) ?? '');
  // Now, to save a round trip; verify believes them or not, and no more than eight.
  statusAddressesIn(raw).slice(0, 8).forEach(read);
  const said = read(base + CHECK_WORDS);
  const clock = soundClock(await didFile);
  const readBytes = async (/** @type {string} */ address) => (await read(address))?.bytes ?? null;
  const result = await verify(raw, did, readBytes, clock);
  show(result, checkWords(await said));
}

/** @param {import('./verify.js').Verification} result @param {import('./show.js').CheckWords} said */
function show(result, said) {
  const fields = readFields(result.document);
  const authentic = isAuthentic(result);
  const values = sentenceValues(site, result, authentic ? fields : undefined);
  const differs = result.document !== null && showFields(fields, words().noEnd);
  const isUnnamed = fields.texts.name === '';
  const lacksName = !isUnnamed && document.querySelector('[data-f=name]') === null;
  const state = stateOf(result);
  if (state.state === 'valid' && isUnnamed) state.reasons.unshift('anonymous');
  // A genuine record on a page that says otherwise, or on the page of another record, proves
  // nothing about this page.
  const isAltered = authentic && (differs || lacksName || fields.texts.id !== url);
  if (authentic) offerComparison(result.document, values);
  if (authentic && !isAltered) offerPictures(result.document, fields.texts['short-id']);
  showChecks(result.findings, values, said);
  setText('when', fillSentence(words().when, values));
  showState(isAltered ? {state: 'page-altered', reasons: []} : state, values);
}

/** @param {import('./strict-json.js').Bytes} raw */
function statusAddressesIn(raw) {
  try {
    return statusAddresses(parse(raw));
  } catch {
    return []; // verify says what is wrong with it
  }
}

/**
 * The script that makes the pictures is loaded when somebody asks for one.
 * @param {unknown} record @param {string} name
 */
function offerPictures(record, name) {
  setHidden('pictures', false);
  for (const form of ['png', 'svg']) {
    listen(`as-${form}`, 'click', async () => {
      setText('picture-out', '');
      try {
        await (await import('./bake.js')).savePicture(form, record, name);
      } catch {
        setText('picture-out', words().noPicture);
      }
    });
  }
}

/**
 * Whoever has the holder's private link can see whether the record was made out to an address.
 * @param {unknown} record @param {Record<string, string>} values
 */
function offerComparison(record, values) {
  const salt = /^#m=([\w-]+)$/.exec(location.hash)?.[1];
  const hashes = emailHashes(record);
  if (salt === undefined || hashes.length === 0) return;
  setHidden('theirs', false);
  setHidden('theirs-how', true);
  listen('who', 'submit', async (event) => {
    event.preventDefault();
    const email = /** @type {HTMLInputElement} */ (byId('mail')).value.trim();
    const out = byId('who-out');
    if (email === '' || out === null) return;
    const isTheirs = hashes.includes(await hashEmail(email, salt));
    const sentence = isTheirs ? words().mailYes : words().mailNo;
    out.textContent = fillSentence(sentence, {...values, mail: isolate(email)});
    out.dataset.r = isTheirs ? 'passed' : 'unknown';
  });
}
