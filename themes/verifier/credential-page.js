/** The credential page: check the record inside the page, and show the record's own text. */

import {webAddress} from './did.js';
import {byId, fillSentence, language, listen, setHidden, setText} from './elements.js';
import {useWords, words} from './elements.js';
import {readFields, statusAddresses} from './fields.js';
import {comparePicture, makeReader, soundClock} from './resources.js';
import {checkWords, checkWordsPath, findObstacle, isAuthentic} from './show.js';
import {sentenceValues, showChecks, showCopyNote, showFields, showState, stateOf} from './show.js';
import {parse} from './strict-json.js';
import {verify} from './verify.js';

/** @typedef {import('./show.js').CheckWords} CheckWords */
/** @typedef {import('./show.js').State} State */
/** @typedef {import('./verify.js').Verification} Verification */
/**
 * What `after.js` works with, once the verdict is shown.
 *
 * `result` is null where nothing could be checked. `proven`: the record is authentic and the page
 * says what it says; then `fields` may be given away. `show` says everything again in other words.
 * @typedef {object} Context
 * @property {Verification | null} result
 * @property {import('./fields.js').Fields} fields
 * @property {boolean} authentic
 * @property {boolean} proven
 * @property {{host: string, base: string, root: string, url: string, did: string}} site
 * @property {(words: any, said: CheckWords) => void} show
 */

const {base = '', root = '', url = '', did = ''} = document.documentElement.dataset;
const site = {host: base.split('/')[2], base, root, url, did};

document.documentElement.classList.add('js');
showCopyNote(site.host);
setHidden('frame-note', window.top === window.self);
listen('retry', 'click', () => location.reload());
check()
  .catch(() => {
    document.documentElement.dataset.state = 'unknown';
    return unchecked({state: 'unknown', reasons: []});
  })
  .then(async (context) => (await import('./after.js')).start(context))
  // A page from disk has no more than its verdict.
  .catch(() => document.documentElement.classList.remove('js'));

/** @returns {Promise<Context>} */
async function check() {
  showState({state: 'checking', reasons: []}, sentenceValues(site));
  const obstacle = findObstacle();
  if (obstacle !== null) return unchecked({state: 'unknown', reasons: [obstacle]});
  const raw = new TextEncoder().encode(byId('credential')?.textContent ?? '');
  const read = makeReader(base, root);
  const didFile = read(webAddress(did) ?? '');
  const said = read(base + checkWordsPath());
  // Now, to save a round trip; verify believes them or not, and no more than eight.
  const early = parsed(raw);
  statusAddresses(early).slice(0, 8).forEach(read);
  const picture = document.querySelector('img[data-image]')
    ? comparePicture(readFields(early).picture, read)
    : 'unsigned';
  const clock = soundClock(await didFile);
  const readBytes = async (/** @type {string} */ address) => (await read(address))?.bytes ?? null;
  const result = await verify(raw, did, readBytes, clock);
  return checked(result, await picture, checkWords(await said));
}

/** @param {Verification} result @param {string} picture @param {CheckWords} said @returns {Context} */
function checked(result, picture, said) {
  let fields = readFields(result.document, language());
  const authentic = isAuthentic(result);
  const differs = result.document !== null && showFields(fields, words().noEnd);
  const isUnnamed = fields.texts.name === '';
  const lacksName = !isUnnamed && document.querySelector('[data-f=name]') === null;
  let state = stateOf(result);
  if (state.state === 'valid' && isUnnamed) state.reasons.unshift('anonymous');
  // A genuine record on a page that says otherwise, or on the page of another record, proves
  // nothing about this page.
  const isOther = differs || lacksName || fields.texts.id !== url;
  const isAltered = authentic && (isOther || picture === 'other');
  if (isAltered) state = {state: 'page-altered', reasons: isOther ? [] : ['picture']};
  if (picture === 'other' || picture === 'unread') hidePictures(picture);
  const say = (/** @type {CheckWords} */ sentences) => {
    const values = sentenceValues(site, result, authentic ? fields : undefined);
    showChecks(result.findings, values, sentences);
    setText('when', fillSentence(words().when, values));
    showState(state, values);
  };
  say(said);
  return {
    ...{result, fields, authentic, site},
    proven: authentic && !isAltered,
    show(others, saidSo) {
      useWords(others);
      fields = readFields(result.document, language());
      if (result.document !== null) showFields(fields, words().noEnd);
      say(saidSo);
    },
  };
}

/** What nobody has found to be what was signed is not shown. @param {string} picture */
function hidePictures(picture) {
  setHidden('no-picture', picture !== 'unread'); // of another picture the band speaks
  for (const image of document.querySelectorAll('img[data-image]')) {
    /** @type {HTMLElement} */ (image).hidden = true;
  }
}

/** Say why nothing was checked. @param {State} state @returns {Context} */
function unchecked(state) {
  showState(state, sentenceValues(site));
  return {
    ...{result: null, fields: readFields(null), authentic: false, proven: false, site},
    show(others) {
      useWords(others);
      showState(state, sentenceValues(site));
    },
  };
}

/** @param {import('./strict-json.js').Bytes} raw */
function parsed(raw) {
  try {
    return parse(raw);
  } catch {
    return null; // verify says what is wrong with it
  }
}
