/** The elements of the catalogue that its script makes: cards, choices, and the comparison. */

import {nameOf, factsOf} from './programs-words.js';

/** @typedef {import('./programs-filter.js').Entry} CardEntry */
/** @typedef {import('./programs-words.js').Speech} CardSpeech */
/** @typedef {import('./programs-compare.js').Row} TableRow */
/** @typedef {import('./programs-compare.js').Line} CellLine */
/** @typedef {Record<string, string | number | boolean>} Attributes */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Attributes} [attributes] false leaves one out
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

/**
 * The card of a programme, as `catalogue.html` writes it.
 * @param {CardEntry} entry @param {CardSpeech} speech @param {string} root
 */
export function makeCard(entry, speech, root) {
  const {description, cut} = entry;
  const size = {width: 72, height: 72, loading: 'lazy'};
  const link = make('a', {href: root + entry.path}, entry.title);
  return make(
    'li',
    {class: 'card'},
    make('img', {src: root + entry.image, alt: '', ...size}),
    make(
      'div',
      {lang: entry.language, dir: 'auto'},
      make('h2', {}, link),
      make('p', {}, cut === undefined ? description : `${description.slice(0, cut)}…`),
    ),
    make('p', {class: 'meta'}, factsOf(speech, entry)),
  );
}

/**
 * The box that chooses a programme for the comparison.
 * @param {CardEntry} entry @param {CardSpeech} speech
 */
export function makePick({slug, title}, {say}) {
  const name = say('catalogue.compare-one', {title});
  const box = make('input', {type: 'checkbox', value: slug, autocomplete: 'off', 'aria-label': name});
  return {box, label: make('label', {class: 'pick'}, box, say('catalogue.compare'))};
}

/**
 * A value of a facet to choose, and how much there is of it.
 * @param {string} facet @param {string} value @param {CardSpeech} speech
 * @param {string} [own] the provider's words for it, which are in `language`
 * @param {string} [language]
 */
export function makeOption(facet, value, speech, own = value, language = '') {
  const box = make('input', {type: 'checkbox', name: facet, value, autocomplete: 'off'});
  const name = nameOf(speech, facet, value);
  const text = name === null ? make('span', {lang: language, dir: 'auto'}, own) : make('span', {}, name);
  const count = make('small');
  return {box, count, name: name ?? own, label: make('label', {}, box, text, ' ', count)};
}

/**
 * The comparison. Roles are said, since a narrow screen shows the table as a grid.
 * @param {CardEntry[]} entries @param {TableRow[]} rows @param {CardSpeech} speech
 * @param {string} root
 */
export function makeTable(entries, rows, {say}, root) {
  const heads = entries.map(({path, title, language, slug, image}) =>
    make(
      'th',
      {scope: 'col', role: 'columnheader'},
      make('img', {src: root + image, alt: '', width: 56, height: 56}),
      make('a', {href: root + path, lang: language, dir: 'auto'}, title),
      make(
        'button',
        {type: 'button', value: slug, 'aria-label': say('catalogue.remove-one', {title})},
        say('catalogue.remove'),
      ),
    ),
  );
  const corner = make('td', {role: 'cell'});
  const lines = rows.map(({key, cells, isDifferent}) => {
    const mark = make('small', {class: 'differs'}, say('catalogue.differs'));
    const head = make('th', {scope: 'row', role: 'rowheader'}, make('b', {}, say(key)));
    if (isDifferent) head.append(' ', mark);
    const tds = cells.map((cell) => makeCell(cell, say));
    return make('tr', {role: 'row', class: isDifferent ? 'differing' : 'alike'}, head, ...tds);
  });
  return [
    make('thead', {role: 'rowgroup'}, make('tr', {role: 'row'}, corner, ...heads)),
    make('tbody', {role: 'rowgroup'}, ...lines),
  ];
}

/** @param {CellLine[]} lines @param {CardSpeech['say']} say */
function makeCell(lines, say) {
  const cell = make('td', {role: 'cell'});
  const made = lines.map(({text, language, note}) => {
    const words = make('span', language ? {lang: language, dir: 'auto'} : {}, text);
    return note ? [words, ' ', make('small', {}, note)] : [words];
  });
  if (made.length === 0) cell.append(make('small', {}, say('common.not-stated')));
  else if (made.length === 1) cell.append(...made[0]);
  else cell.append(make('ul', {}, ...made.map((pieces) => make('li', {}, ...pieces))));
  return cell;
}
