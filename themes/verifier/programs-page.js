/**
 * The catalogue: filters, sorting and the comparison over all programmes, whatever page of the list
 * this is. What was asked for stands in the address, so that it can be shared and gone back to.
 */

import {byId, listen, setHidden, setText} from './elements.js';
import {offerLanguages} from './languages.js';
import {makeCard} from './programs-cards.js';
import {Facets} from './programs-facets.js';
import {chosenIn, countChosen, everything, find, isEverything} from './programs-filter.js';
import {prepare, readCompared, readSearch, sorted, writeSearch} from './programs-filter.js';
import {Picks, readJson} from './programs-picks.js';
import {makeSpeech} from './programs-words.js';

/** @typedef {import('./programs-filter.js').Index} Catalogue */
/** @typedef {import('./programs-filter.js').Item} Listed */

const BATCH = 30; // cards that are shown at once: a key has to be answered at once as well
const REST = 300; // milliseconds without a key after which the address follows the text
const WIDE = matchMedia('(min-width: 800px)');

const finder = /** @type {HTMLElement} */ (byId('finder'));
const list = /** @type {HTMLElement} */ (byId('programs'));
const form = /** @type {HTMLFormElement} */ (byId('find'));
const text = /** @type {HTMLInputElement} */ (byId('q'));
const sort = /** @type {HTMLSelectElement} */ (byId('sort'));
const {index: address = '', root = ''} = finder.dataset;

/** What is on the page, and how it came there. */
class Finder {
  /** @param {Catalogue} index @param {{language: string, labels: Record<string, string>}} words */
  constructor(index, words) {
    this.index = index;
    this.speech = makeSpeech(words);
    this.items = prepare(index, chosenIn(new URLSearchParams(location.search)));
    this.bySlug = new Map(this.items.map((item) => [item.entry.slug, item]));
    this.facets = new Facets(form, this.items, index, this.speech);
    this.picks = new Picks(index, root, this.speech);
    /** @type {Map<string, HTMLElement>} */
    this.cards = new Map();
    for (const card of list.children) this.adopt(/** @type {HTMLElement} */ (card));
    this.listed = [...this.cards.keys()]; // what this page of the list has
    /** @type {Map<string, Listed[]>} */
    this.orders = new Map();
    this.search = everything();
    this.shown = BATCH;
    this.isComparing = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.listenToList();
    this.listenToPicks();
    // What was chosen on this page before it was loaded again, which is not in its address.
    this.picks.slugs = readCompared(history.state?.picked, this.items);
    this.readAddress();
  }

  /** The page is in another language now. @param {import('./languages.js').Words} words */
  change(words) {
    this.speech = this.picks.speech = makeSpeech(words);
    this.facets = new Facets(form, this.items, this.index, this.speech);
    this.cards.clear();
    this.picks.boxes.clear();
    this.orders.clear();
    this.fill();
  }

  listenToList() {
    form.addEventListener('submit', (event) => event.preventDefault());
    text.addEventListener('input', () => {
      this.ask();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.writeAddress(), REST);
    });
    text.addEventListener('change', () => this.writeAddress());
    for (const element of [byId('facets'), sort]) {
      element?.addEventListener('change', () => {
        this.ask();
        this.writeAddress();
      });
    }
    for (const id of ['clear', 'none-clear']) listen(id, 'click', () => this.clear());
    listen('more', 'click', () => {
      const next = this.shown;
      this.shown += BATCH;
      this.show();
      list.children[next]?.querySelector('a')?.focus();
    });
    const open = () => byId('facets')?.toggleAttribute('open', WIDE.matches);
    WIDE.addEventListener('change', open);
    open();
  }

  listenToPicks() {
    list.addEventListener('change', (event) => {
      if (this.picks.take(/** @type {HTMLInputElement} */ (event.target))) this.writeAddress();
    });
    for (const id of ['picked', 'table']) listen(id, 'click', (event) => this.remove(event));
    listen('pick-none', 'click', () => {
      this.picks.slugs = [];
      this.picks.show();
      this.writeAddress();
      text.focus();
    });
    listen('pick-go', 'click', () => this.compare());
    listen('back', 'click', () => this.leave());
    listen('only', 'change', () => this.picks.compare());
    listen('print', 'click', () => print());
    addEventListener('popstate', () => this.readAddress());
  }

  /** Take over what the form says. */
  ask() {
    this.search = {q: text.value, sort: sort.value, chosen: this.facets.chosen()};
    this.shown = BATCH;
    this.show();
  }

  clear() {
    this.search = {...everything(), sort: this.search.sort};
    this.shown = BATCH;
    this.fill();
    this.writeAddress();
    text.focus();
  }

  /** Go by the address: at the start, and when the reader goes back or forward. */
  readAddress() {
    const parameters = new URLSearchParams(location.search);
    const compared = readCompared(parameters.get('compare'), this.items);
    const wasComparing = this.isComparing;
    this.isComparing = compared.length > 1;
    if (compared.length > 0) this.picks.slugs = compared;
    // What was looked for before the comparison is still there, should the reader leave it here.
    if (!this.isComparing) this.search = readSearch(parameters, this.items);
    this.fill();
    if (!wasComparing || this.isComparing) return;
    this.writeAddress(); // the choice may have become another
    byId('pick-go')?.focus();
  }

  writeAddress() {
    clearTimeout(this.timer);
    history.replaceState({...history.state, picked: this.picks.slugs.join()}, '', this.address());
  }

  address() {
    const {isComparing, picks, search} = this;
    return location.pathname + (isComparing ? `?compare=${picks.slugs.join()}` : writeSearch(search));
  }

  /** Show the search in the form, and what it finds. */
  fill() {
    text.value = this.search.q;
    sort.value = this.search.sort;
    this.facets.tick(this.search.chosen);
    this.show();
    this.picks.show();
    if (this.isComparing) setHidden('bar', true);
    finder.hidden = this.isComparing;
    setHidden('comparison', !this.isComparing);
    if (this.isComparing) this.picks.compare();
  }

  show() {
    const {speech, search} = this;
    const {found, counts} = find(this.ordered(search.sort), search);
    const isAll = isEverything(search);
    // A list that nobody has asked anything of stays as the page has it, one of several perhaps.
    const isPlain = isAll && search.sort === everything().sort;
    const slugs = isPlain ? this.listed : found.slice(0, this.shown).map(({entry}) => entry.slug);
    const cards = slugs.map((slug) => this.card(slug));
    if (cards.length !== list.children.length || cards.some((card, at) => card !== list.children[at])) {
      list.replaceChildren(...cards);
    }
    this.facets.count(counts, speech);
    setText('count', speech.say('catalogue.found', {count: found.length}));
    setHidden('pages', !isPlain);
    setHidden('more', isPlain || found.length <= this.shown);
    setHidden('none', found.length > 0);
    setHidden('clear', isAll);
    const active = countChosen(search.chosen);
    setText('active', active ? speech.say('catalogue.active', {count: active}) : '');
  }

  /** @param {string} order */
  ordered(order) {
    const items = this.orders.get(order) ?? sorted(this.items, order, this.speech.collator);
    this.orders.set(order, items);
    return items;
  }

  /** @param {string} slug @returns {HTMLElement} */
  card(slug) {
    const item = /** @type {Listed} */ (this.bySlug.get(slug));
    return this.cards.get(slug) ?? this.adopt(makeCard(item.entry, this.speech, root));
  }

  /** @param {HTMLElement} card its programme is the last folder of the address that it leads to */
  adopt(card) {
    const slug = card.querySelector('a')?.getAttribute('href')?.split('/').at(-2) ?? '';
    if (!this.bySlug.has(slug)) return card; // of a programme that came after the index was read
    this.cards.set(slug, card);
    this.picks.offer(slug, card);
    return card;
  }

  compare() {
    this.writeAddress();
    this.isComparing = true;
    history.pushState({picked: this.picks.slugs.join(), isWithin: true}, '', this.address());
    this.fill();
    scrollTo(0, 0);
    byId('comparison-title')?.focus();
  }

  /** Back to the list: where the reader came from it, as the browser's own button does. */
  leave() {
    if (history.state?.isWithin) {
      history.back();
      return;
    }
    this.isComparing = false;
    this.fill();
    this.writeAddress();
    byId('pick-go')?.focus();
  }

  /** Take a programme out of the choice. @param {Event} event */
  remove(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest('button');
    if (!button) return;
    this.picks.remove(button.value);
    const {length} = this.picks.slugs;
    if (this.isComparing && length < 2) {
      this.leave();
      return;
    }
    this.fill();
    this.writeAddress();
    byId(this.isComparing ? 'comparison-title' : length > 1 ? 'pick-go' : 'q')?.focus();
  }
}

async function start() {
  document.documentElement.classList.add('js');
  /** @type {Finder | undefined} */
  let page;
  /** @type {import('./languages.js').Words | undefined} */
  let chosen;
  offerLanguages((words) => {
    chosen = words;
    page?.change(words);
  });
  const index = await readJson(address);
  // Without the index this is the plain list that it would be without a script.
  if (index === null) document.documentElement.classList.remove('js');
  else page = new Finder(index, chosen ?? JSON.parse(byId('words')?.textContent ?? '{}'));
}

start();
