/**
 * What partners say about a programme: each record is checked against the copy of its partner's
 * keys that this site keeps and, once somebody presses the button, against what the partner's own
 * site publishes now. Without a press no other site is contacted.
 */

import {webAddress} from './did.js';
import {byId, fillSentence, isolate} from './elements.js';
import {LANGUAGE_CHANGED} from './languages.js';
import {makeReader, soundClock} from './resources.js';
import {findObstacle, isAuthentic, longDate} from './show.js';
import {parse} from './strict-json.js';
import {verify} from './verify.js';

/** @typedef {import('./elements.js').Texts} SentenceTexts */
/** @typedef {import('./strict-json.js').Bytes} Bytes */
/** @typedef {import('./verify.js').Verification} Verification */
/**
 * A partner's keys as this site keeps them; `bytes` is null where the copy cannot be read.
 * @typedef {{bytes: Bytes | null, copied: string, clock: number}} KeyCopy
 */

const section = byId('endorsements');
const {about = '', base = '', root = ''} = section?.dataset ?? {};
let said = JSON.parse(byId('endorsement-words')?.textContent ?? '{}');
const encoder = new TextEncoder();
/** @type {Record<string, string>} how a state is marked; others as "refused" or "unknown" is */
const MARKS_OF_STATES = {
  checking: 'unknown',
  endorsed: 'passed',
  live: 'passed',
  unknown: 'unknown',
  refused: 'failed',
  'refused.suspended': 'hold',
  'refused.expired': 'late',
  'refused.not-yet-valid': 'late',
};

document.documentElement.classList.add('js');
/** One endorsement on the page. */
class Item {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.did = element.dataset.did ?? '';
    this.address = webAddress(this.did) ?? '';
    this.host = this.address.split('/')[2] ?? '';
    this.raw = encoder.encode(this.part('record')?.textContent ?? '');
    this.isAltered = false; // the page said something else than the record, however it came
    /** @type {SentenceTexts} what sentences insert; days as stamps, since languages write them */
    this.stamps = {};
    this.state = '';
    /** @type {string[]} */
    this.reasons = [];
    this.outcome = '';
    this.part('ask')?.addEventListener('click', () => this.ask());
    /** @type {Promise<void>} what the partner says comes after what the copy says */
    this.checked = this.check().catch(() => this.show('unknown', []));
  }

  async check() {
    const obstacle = findObstacle();
    if (obstacle !== null) {
      this.show('unknown', [obstacle]);
      return;
    }
    this.show('checking', []);
    const {bytes, copied, clock} = await this.readCopy();
    this.stamps.date = copied;
    const read = async (/** @type {string} */ url) => (url === this.address ? bytes : null);
    this.judge(await verify(this.raw, this.did, read, clock, about), 'endorsed');
  }

  /** Ask the partner's own site, and nobody else. */
  async ask() {
    if (findObstacle() !== null || this.outcome === 'asking') return;
    this.part('ask')?.setAttribute('aria-disabled', 'true'); // which keeps the focus
    this.answer('asking');
    await this.checked;
    const read = makeReader(base, root, (url) => url.startsWith(`https://${this.host}/`));
    const readBytes = async (/** @type {string} */ url) => (await read(url))?.bytes ?? null;
    const {clock} = await this.readCopy();
    const result = await verify(this.raw, this.did, readBytes, clock, about);
    this.stamps.now = new Date(clock).toISOString();
    // A site that does not answer says nothing, so what was found without it stands.
    if (result.verdict === 'unknown') this.answer('unknown');
    else this.answer(this.judge(result, 'live') === 'live' ? 'live' : 'refused');
    this.part('ask')?.removeAttribute('aria-disabled');
  }

  /** @returns {Promise<KeyCopy>} */
  async readCopy() {
    const resource = await makeReader(base, root)(base + (this.element.dataset.keys ?? ''));
    const clock = soundClock(resource);
    try {
      const {copied, didDocument} = parse(resource?.bytes ?? new Uint8Array());
      return {bytes: encoder.encode(JSON.stringify(didDocument)), copied, clock};
    } catch {
      return {bytes: null, copied: '', clock};
    }
  }

  /**
   * Say what a verification came to, `valid` being the state of one that holds; return the state.
   * @param {Verification} result @param {string} valid
   */
  judge(result, valid) {
    const {verdict, findings, document: record} = result;
    const isGenuine = isAuthentic(result);
    if (isGenuine) {
      this.isAltered = this.showComment(record) || this.isAltered;
      this.stamps.signed = record.validFrom;
      this.stamps.until = record.validUntil ?? '';
    }
    const decisive = findings.find(({outcome}) => outcome !== 'passed');
    const isAltered = isGenuine && this.isAltered;
    const reasons = isAltered ? ['page'] : [decisive?.code ?? '', decisive?.check ?? ''];
    const plain = verdict === 'valid' ? valid : verdict === 'unknown' ? 'unknown' : 'refused';
    const state = isAltered ? 'refused' : plain;
    // What nobody has signed is not to be read as somebody's words.
    this.part('said')?.toggleAttribute('hidden', verdict === 'invalid' || !this.comment());
    this.show(state, verdict === 'invalid' || isGenuine ? reasons : []);
    return state;
  }

  /**
   * Write the signed comment over the one on the page; true if that was another.
   * @param {any} record
   */
  showComment(record) {
    const signed = (record.credentialSubject.endorsementComment ?? '').trim();
    const element = this.part('comment');
    const isOther = element !== null && this.comment() !== signed;
    if (element !== null && isOther) element.textContent = signed;
    return isOther;
  }

  comment() {
    return (this.part('comment')?.textContent ?? '').replace(/\r\n?/g, '\n').trim();
  }

  /** @param {string} state @param {string[]} reasons the words of the first that has any are used */
  show(state, reasons) {
    Object.assign(this, {state, reasons});
    const reason = reasons.find((name) => said.states[state][name]?.text !== undefined);
    const general = said.states[state];
    const {title = general.title, text} = reason ? general[reason] : general;
    const r = MARKS_OF_STATES[`${state}.${reason}`] ?? MARKS_OF_STATES[state];
    const [icon, mark] = said.marks[r];
    const isChecking = state === 'checking';
    const line = this.part('state');
    line?.querySelector('use')?.setAttribute('href', `#i-${isChecking ? 'wait' : icon}`);
    this.write('mark', isChecking ? '' : mark);
    this.write('title', fillSentence(title, this.values()));
    this.write('text', fillSentence(text ?? '', this.values()));
    if (line) line.dataset.r = r;
    this.element.dataset.state = state;
  }

  /** @param {string} outcome */
  answer(outcome) {
    this.outcome = outcome;
    this.write('answer', fillSentence(said.answers[outcome] ?? '', this.values()));
    this.element.dataset.answer = outcome;
  }

  /** Say it all once more: the page is in another language. */
  sayAgain() {
    if (this.state) this.show(this.state, this.reasons);
    if (this.outcome) this.answer(this.outcome);
  }

  /** @returns {SentenceTexts} */
  values() {
    const {now, ...days} = this.stamps;
    const dates = Object.entries(days).map(([name, stamp]) => [name, longDate(stamp)]);
    const locale = `${document.documentElement.lang || 'en'}-u-ca-gregory-nu-latn`;
    const time = now && new Date(now).toLocaleString(locale, {dateStyle: 'medium', timeStyle: 'short'});
    return {...Object.fromEntries(dates), now: time ?? '', host: isolate(this.host)};
  }

  /** @param {string} name @param {string} text */
  write(name, text) {
    const element = this.part(name);
    if (element) element.textContent = text;
  }

  /** @param {string} name @returns {HTMLElement | null} */
  part(name) {
    return this.element.querySelector(`[data-e=${name}]`);
  }
}

const useSaid = (/** @type {import('./languages.js').Words} */ {js}) => {
  said = js.endorsements;
};
// The reader's language may have come before this script.
const earlier = /** @type {any} */ (globalThis)[LANGUAGE_CHANGED];
if (earlier) useSaid(earlier);
const items = [...document.querySelectorAll('[data-endorsement]')].map((element) => {
  return new Item(/** @type {HTMLElement} */ (element));
});
document.addEventListener(LANGUAGE_CHANGED, (event) => {
  useSaid(/** @type {CustomEvent} */ (event).detail);
  for (const item of items) item.sayAgain();
});
