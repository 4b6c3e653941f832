/** The choices of the catalogue: a group of boxes for each facet that has more than one value. */

import {make, makeOption} from './programs-cards.js';
import {FACETS, optionsOf} from './programs-filter.js';

/** @typedef {import('./programs-filter.js').Item} FacetItem */
/** @typedef {import('./programs-filter.js').Index} FacetIndex */
/** @typedef {import('./programs-filter.js').Search} FacetSearch */
/** @typedef {import('./programs-words.js').Speech} FacetSpeech */
/** @typedef {ReturnType<typeof makeOption> & {value: string}} Option */

const SHOWN = 6; // of a facet's values; the others after a press of a button
const BY_NAME = ['field', 'language', 'type'];

/** The boxes of all facets, as far as the page has a place for them. */
export class Facets {
  /**
   * @param {HTMLElement} form @param {FacetItem[]} items @param {FacetIndex} index
   * @param {FacetSpeech} speech
   */
  constructor(form, items, index, speech) {
    /** @type {Map<string, Option[]>} */
    this.options = new Map();
    /** @type {Map<string, () => void>} */
    this.folders = new Map();
    for (const facet of FACETS) {
      const group = /** @type {HTMLElement | null} */ (form.querySelector(`[data-facet=${facet}]`));
      if (group) this.fill(group, facet, items, index, speech);
    }
  }

  /**
   * @param {HTMLElement} group @param {string} facet @param {FacetItem[]} items
   * @param {FacetIndex} index @param {FacetSpeech} speech
   */
  fill(group, facet, items, index, speech) {
    const options = optionsOf(items, facet).map((value) => {
      const teller = items.find(({values}) => values[facet].includes(value))?.entry;
      const [own, language] =
        facet === 'skill'
          ? [index.skills[value]?.name ?? value, index.language]
          : [value, facet === 'field' ? index.language : (teller?.language ?? '')];
      return {value, ...makeOption(facet, value, speech, own, language)};
    });
    if (BY_NAME.includes(facet)) options.sort((a, b) => speech.collator.compare(a.name, b.name));
    this.options.set(facet, options);
    const button = make('button', {type: 'button', class: 'link', 'aria-expanded': 'false'});
    const fold = () => {
      const isOpen = button.getAttribute('aria-expanded') === 'true';
      button.textContent = isOpen
        ? speech.say('catalogue.fewer')
        : speech.say('catalogue.options', {count: options.length});
      options.forEach(({box, label}, at) => {
        label.hidden = !isOpen && at >= SHOWN && !box.checked;
      });
    };
    button.addEventListener('click', () => {
      button.setAttribute('aria-expanded', String(button.getAttribute('aria-expanded') !== 'true'));
      fold();
    });
    this.folders.set(facet, fold);
    fold();
    const box = group.querySelector('[data-options]');
    box?.replaceChildren(...options.map(({label}) => label));
    if (options.length > SHOWN) box?.append(button);
    group.hidden = options.length < 2;
  }

  /** What is ticked. @returns {FacetSearch['chosen']} */
  chosen() {
    const named = [...this.options].map(([facet, options]) => [
      facet,
      options.filter(({box}) => box.checked).map(({value}) => value),
    ]);
    return Object.fromEntries(named.filter(([, values]) => values.length));
  }

  /** Tick what is chosen, and nothing else. @param {FacetSearch['chosen']} chosen */
  tick(chosen) {
    for (const [facet, options] of this.options) {
      for (const {box, value} of options) box.checked = (chosen[facet] ?? []).includes(value);
      this.folders.get(facet)?.();
    }
  }

  /**
   * Say how much there is of each value. One that would find nothing cannot be ticked.
   * @param {Record<string, Map<string, number>>} counts @param {FacetSpeech} speech
   */
  count(counts, {number}) {
    for (const [facet, options] of this.options) {
      for (const {box, count, value} of options) {
        const many = counts[facet].get(value) ?? 0;
        const text = number(many);
        if (count.textContent !== text) count.textContent = text;
        const isVain = many === 0 && !box.checked && box !== document.activeElement;
        if (box.disabled !== isVain) box.disabled = isVain;
      }
    }
  }
}
