/** What the reader has chosen to compare, the bar that names it, and the comparison itself. */

import {byId, setHidden, setText} from './elements.js';
import {make, makePick, makeTable} from './programs-cards.js';
import {compareRows} from './programs-compare.js';
import {MOST_COMPARED} from './programs-filter.js';

/** @typedef {import('./programs-filter.js').Entry} PickedEntry */
/** @typedef {import('./programs-filter.js').Facts} PickedFacts */
/** @typedef {import('./programs-filter.js').Index} PickedIndex */
/** @typedef {import('./programs-words.js').Speech} PickSpeech */

/** The programmes to compare, by slug, in the order in which they were chosen. */
export class Picks {
  /** @param {PickedIndex} index @param {string} root @param {PickSpeech} speech */
  constructor(index, root, speech) {
    this.index = index;
    this.root = root;
    this.speech = speech;
    this.bySlug = new Map(index.programs.map((entry) => [entry.slug, entry]));
    /** @type {Map<string, PickedFacts>} */
    this.facts = new Map();
    /** @type {Map<string, HTMLInputElement>} */
    this.boxes = new Map();
    /** @type {string[]} */
    this.slugs = [];
  }

  /** Put the box to tick into a card. @param {string} slug @param {HTMLElement} card */
  offer(slug, card) {
    const entry = this.bySlug.get(slug);
    if (!entry) return;
    const {label, box} = makePick(entry, this.speech);
    box.checked = this.slugs.includes(slug);
    this.boxes.set(slug, box);
    card.append(label);
  }

  /** Take a box as it was ticked; false if there are too many. @param {HTMLInputElement} box */
  take(box) {
    const others = this.slugs.filter((slug) => slug !== box.value);
    const isFull = box.checked && others.length >= MOST_COMPARED;
    if (isFull) box.checked = false;
    else this.slugs = box.checked ? [...others, box.value] : others;
    this.show();
    if (isFull) this.note(this.speech.say('catalogue.full', {count: MOST_COMPARED}));
    return !isFull;
  }

  /** @param {string} slug */
  remove(slug) {
    this.slugs = this.slugs.filter((other) => other !== slug);
  }

  /** Show what is chosen, in the bar and on the cards. */
  show() {
    const {say} = this.speech;
    for (const [slug, box] of this.boxes) box.checked = this.slugs.includes(slug);
    const names = this.entries().map(({slug, title, language}) => {
      const label = say('catalogue.remove-one', {title});
      const button = make('button', {type: 'button', value: slug, 'aria-label': label}, '×');
      return make('li', {}, make('span', {lang: language, dir: 'auto'}, title), button);
    });
    byId('picked')?.replaceChildren(...names);
    const go = /** @type {HTMLButtonElement | null} */ (byId('pick-go'));
    if (go) go.disabled = names.length < 2;
    this.note(names.length < 2 ? say('catalogue.pick-more') : '');
    setHidden('bar', names.length === 0);
  }

  /** @param {string} text */
  note(text) {
    setText('pick-note', text);
  }

  /** Fill the table, as soon as everything to compare is there. */
  async compare() {
    const {slugs, index} = this;
    const entries = await Promise.all(this.entries().map((entry) => this.read(entry)));
    if (slugs !== this.slugs) return; // somebody has changed the choice meanwhile
    const only = /** @type {HTMLInputElement | null} */ (byId('only'));
    const rows = compareRows(entries, index, this.speech);
    const shown = only?.checked ? rows.filter(({isDifferent}) => isDifferent) : rows;
    const table = byId('table');
    table?.replaceChildren(...makeTable(entries, shown, this.speech, this.root));
    table?.setAttribute('data-columns', String(entries.length));
  }

  entries() {
    return this.slugs.flatMap((slug) => this.bySlug.get(slug) ?? []);
  }

  /**
   * Read what else there is to compare; without it, what the index knows is compared.
   * @param {PickedEntry} entry
   */
  async read(entry) {
    const known = this.facts.get(entry.slug) ?? (await readJson(`${this.root}${entry.path}facts.json`));
    if (known !== null) this.facts.set(entry.slug, known);
    return {...entry, ...known};
  }
}

/** @param {string} address @returns {Promise<any>} null where it cannot be had */
export async function readJson(address) {
  if (location.protocol === 'file:') return null; // a page from disk may not read other files
  try {
    const response = await fetch(address);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
