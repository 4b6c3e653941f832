/**
 * The page for any badge: read a file on this device, ask before another site is contacted, check.
 *
 * Until the signature holds, nothing of a badge is shown but the name of its file.
 */

import {MAX_FILE_BYTES, unbake} from './baked.js';
import {AUTHENTICITY, STANDING} from './checks.js';
import {webAddress} from './did.js';
import {hostIn, issuerIn, readFields} from './fields.js';
import {FileError} from './png.js';
import {makeReader, soundClock} from './resources.js';
import {CHECK_WORDS, byId, checkWords, fillSentence, findObstacle, isAuthentic} from './show.js';
import {isolate, listen} from './show.js';
import {sentenceValues, setHidden, setText, showChecks, showCopyNote, showFields} from './show.js';
import {showState, stateOf, words} from './show.js';
import {verify} from './verify.js';

/** @typedef {import('./show.js').Fields} Fields */
/** @typedef {import('./show.js').State} State */
/** @typedef {import('./strict-json.js').Bytes} Bytes */
/** @typedef {import('./verify.js').Verification} Verification */

const {base = '', root = '', did = ''} = document.documentElement.dataset;
const ownHost = base.split('/')[2];
const BADGE_TYPES_SHOWN = ['OpenBadgeCredential', 'AchievementCredential'];

/** @type {Record<string, string>} */
const FILE_REASONS = {
  'too-large': 'big',
  'not-utf8': 'not-json',
  'not-json': 'not-json',
  'duplicate-member': 'duplicate',
};

let turn = 0; // of the latest file: what belongs to an earlier one is dropped
let goOn = async () => {}; // what happens when the visitor agrees that another site is asked

/** @type {import('./show.js').CheckWords} */
let said = {}; // the words of the checks, as soon as they are there
makeReader(base, root)(base + CHECK_WORDS).then((resource) => {
  said = checkWords(resource);
});

document.documentElement.classList.add('js');
showCopyNote(ownHost);
listen('retry', 'click', () => location.reload());
listen('file', 'change', (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  openTransfer(input.files, '');
  input.value = ''; // the same file can be chosen again
});
listen('paste-form', 'submit', (event) => {
  event.preventDefault();
  openTransfer(null, /** @type {HTMLTextAreaElement} */ (byId('paste')).value);
});
addEventListener('paste', (event) => {
  const {target} = event;
  const isField = target instanceof Element && target.matches('textarea, input:not([type=file])');
  if (!isField) openTransfer(event.clipboardData?.files, event.clipboardData?.getData('text'));
});
for (const type of ['dragover', 'dragleave', 'drop']) {
  // On the whole window: a file dropped beside the target would replace the page.
  addEventListener(type, (event) => {
    event.preventDefault();
    byId('drop')?.classList.toggle('over', type === 'dragover');
    const dropped = /** @type {DragEvent} */ (event).dataTransfer;
    if (type === 'drop') openTransfer(dropped?.files, dropped?.getData('text'));
  });
}
listen('ask-go', 'click', () => {
  setHidden('ask', true);
  goOn();
});
listen('ask-no', 'click', () => {
  reset();
  byId('file')?.focus();
});

/** @param {FileList | null | undefined} files @param {string | undefined} text */
function openTransfer(files, text) {
  const file = files?.[0];
  if (file) openFile(file, file.name);
  else if (text?.trim()) openFile(new Blob([text]), '');
}

/** @param {Blob} file @param {string} name */
async function openFile(file, name) {
  reset();
  const mine = turn;
  try {
    const record = unbake(await readBytes(file));
    if (mine === turn) await examine(record, name, mine);
  } catch (error) {
    if (mine !== turn) return;
    reset();
    if (error instanceof FileError) setText('err', words().file[error.reason]);
    else show({state: 'unknown', reasons: []}, null, name, '');
  }
}

function reset() {
  turn += 1;
  goOn = async () => {};
  setText('err', '');
  setHidden('ask', true);
  setHidden('out', true);
  document.documentElement.dataset.state = 'idle';
}

/** @param {Blob} file @returns {Promise<Bytes>} */
async function readBytes(file) {
  if (file.size > MAX_FILE_BYTES) throw new FileError('big');
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new FileError('broken'); // a folder, or a file that has gone
  }
}

/** @param {Bytes} record @param {string} name @param {number} mine */
async function examine(record, name, mine) {
  const obstacle = findObstacle();
  if (obstacle !== null) return show({state: 'unknown', reasons: [obstacle]}, null, name, ownHost);
  if (isWebToken(record)) return show({state: 'unknown', reasons: ['suite']}, null, name, '');
  // Form and structure can be judged without asking anybody.
  const first = await verify(record, did, async () => null, Date.now());
  const [format, structure] = first.findings;
  if (format.outcome === 'failed') throw new FileError(FILE_REASONS[format.code] ?? 'unread');
  if (!isBadge(first.document)) throw new FileError('not-badge');
  const issuer = issuerIn(first.document);
  const host = hostIn(first.document);
  if (mine !== turn) return;
  goOn = async () => {
    show({state: 'checking', reasons: []}, null, name, host);
    try {
      const result = await verifyFrom(record, issuer, `https://${host}/`);
      if (mine === turn) showResult(result, name, host);
    } catch {
      if (mine === turn) show({state: 'unknown', reasons: []}, null, name, host);
    }
  };
  if (issuer === did || structure.outcome === 'failed' || host === '') await goOn();
  else askFor(host);
}

/**
 * Files of the issuer's own site alone are read; of this site beside the page, as always.
 * @param {Bytes} record @param {string} issuer @param {string} site
 */
async function verifyFrom(record, issuer, site) {
  const read = makeReader(base, root, (url) => issuer !== did && url.startsWith(site));
  const clock = soundClock(await read(webAddress(did) ?? ''));
  return verify(record, issuer, async (url) => (await read(url))?.bytes ?? null, clock);
}

/** @param {string} host */
function askFor(host) {
  for (const element of document.querySelectorAll('#ask [data-f=host]')) element.textContent = host;
  setHidden('ask', false);
  byId('ask-go')?.focus();
}

/** @param {Verification} result @param {string} name @param {string} host */
function showResult(result, name, host) {
  const isOwn = issuerIn(result.document) === did;
  const state = stateOf(result);
  const [decisive] = state.reasons;
  if (!isOwn && ['unsupported-proof', 'wrong-context'].includes(decisive)) {
    if (!isSigned(result.document)) {
      show({state: 'invalid', reasons: ['unsigned']}, result, name, host);
      return;
    }
    // Another issuer may sign in ways that we do not know: that is no fault of the badge.
    const findings = result.findings.map((item) =>
      item.outcome === 'failed' ? /** @type {typeof item} */ ({...item, outcome: 'unknown'}) : item,
    );
    show({state: 'unknown', reasons: ['suite']}, {...result, findings}, name, host);
    return;
  }
  const isAnonymous = readFields(result.document).texts.name === '';
  if (state.state === 'valid' && isAnonymous) state.reasons.unshift('anonymous');
  if (!isOwn && decisive === 'did-unreachable') state.reasons.unshift('unreachable');
  show(state, result, name, host);
}

/**
 * @param {State} state @param {Verification | null} result
 * @param {string} name @param {string} host
 */
function show(state, result, name, host) {
  const authentic = result !== null && isAuthentic(result);
  const fields = readFields(authentic ? result.document : null);
  if (!authentic) fields.texts.title = name;
  const proven = authentic ? fields : undefined;
  const values = sentenceValues({host, base}, result ?? undefined, proven);
  showFields(fields, authentic ? words().noEnd : '');
  showSections(fields);
  // What an issuer calls itself proves nothing here: a check vouches for the site alone.
  showChecks(result?.findings ?? unreached(), {...values, issuer: isolate(host)}, said);
  setText('when', result ? fillSentence(words().when, values) : '');
  showState(state, values);
  setHidden('out', false);
  if (state.state !== 'checking') byId('out')?.focus();
}

/** @param {Fields} fields */
function showSections({texts, raws, lists}) {
  for (const section of document.querySelectorAll('[data-section]')) {
    const element = /** @type {HTMLElement} */ (section);
    const name = element.dataset.section ?? '';
    element.hidden = !texts[name] && !raws[name] && !lists[name]?.length;
  }
}

/** @returns {import('./checks.js').Finding[]} */
function unreached() {
  return [...AUTHENTICITY, ...STANDING].map((check) => {
    return {check, outcome: 'unknown', code: '', pointer: '', detail: ''};
  });
}

/** @param {any} record */
function isBadge(record) {
  const types = record?.type;
  return Array.isArray(types) && BADGE_TYPES_SHOWN.some((type) => types.includes(type));
}

/** @param {any} record */
function isSigned({proof}) {
  return Array.isArray(proof) ? proof.length > 0 : proof !== undefined;
}

/**
 * A record secured as a JSON Web Token: genuine perhaps, but not ours to check.
 * @param {Bytes} record
 */
function isWebToken(record) {
  return /^\s*eyJ[\w-]*\.[\w-]+\.[\w-]+\s*$/.test(new TextDecoder().decode(record));
}
