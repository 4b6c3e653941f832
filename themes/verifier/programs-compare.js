/** The rows of the comparison: the same questions asked of up to four programmes. */

import {EQF, baseLanguage} from './programs-filter.js';
import {nameOf, priceOf} from './programs-words.js';

/** @typedef {import('./programs-filter.js').Entry & import('./programs-filter.js').Facts} ComparedEntry */
/** @typedef {import('./programs-filter.js').Index} CompareIndex */
/** @typedef {import('./programs-words.js').Speech} CompareSpeech */

/**
 * One line of a cell: `language` is that of the provider's own words, or "" of ours; `note` is ours.
 * @typedef {{text: string, language: string, note: string}} Line
 * @typedef {{key: string, cells: Line[][], isDifferent: boolean}} Row
 */

const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * Compare programmes, a cell for each in every row. A row that none of them fills is left out.
 * @param {ComparedEntry[]} entries @param {CompareIndex} index @param {CompareSpeech} speech
 * @returns {Row[]}
 */
export function compareRows(entries, index, speech) {
  return Object.entries(QUESTIONS)
    .map(([key, answer]) => {
      const cells = entries.map((entry) =>
        answer(entry, speech, index).filter(({text}) => text !== ''),
      );
      const texts = cells.map((cell) => cell.map(({text, note}) => `${text}\n${note}`).sort().join('\n'));
      return {key, cells, isDifferent: new Set(texts).size > 1};
    })
    .filter(({cells}) => cells.some((cell) => cell.length));
}

/**
 * What is asked, by the key of the row's name.
 * @type {Record<string, (entry: ComparedEntry, speech: CompareSpeech,
 *   index: CompareIndex) => Line[]>}
 */
const QUESTIONS = {
  'catalogue.facet-type': ({type, parts}, {say}) => [
    said(say(`type.${type}`)),
    said(parts === undefined ? '' : say('count.parts', {count: parts})),
  ],
  'catalogue.facet-field': ({field}, _, {language}) => [own(field, language)],
  'catalogue.facet-hours': ({hours}, {say}) => [
    said(hours === undefined ? '' : say('count.hours', {count: hours})),
  ],
  'program.credits': (entry, {say, number}) => {
    const {credits, credit_system: system = '', ects, language} = entry;
    return [
      credits === undefined || system ? said('') : said(say('count.credits', {count: credits})),
      credits === undefined || !system ? said('') : own(`${number(credits)} ${system}`, language),
      ects === undefined || /ects/i.test(system) ? said('') : said(`${number(ects)} ECTS`),
    ];
  },
  'program.level': ({eqf, level, language}, speech) => [
    said(eqf === undefined ? '' : (nameOf(speech, 'level', `${EQF}${eqf}`) ?? '')),
    own(level, language),
  ],
  'catalogue.facet-price': (entry, speech) => [
    said(priceOf(speech, entry)),
    own(entry.price_note, entry.language),
  ],
  'catalogue.facet-pace': ({pace}, {say}) => [said(pace ? say(`offer.${pace}`) : '')],
  'catalogue.facet-mode': ({mode, place, language}, {say}) => [
    said(mode ? say(`offer.${mode}`) : ''),
    own(place, language),
  ],
  'catalogue.starts': ({starts = '', language}, {day}) => [
    DAY.test(starts) ? said(day(starts)) : own(starts, language),
  ],
  'program.delivery': ({delivery, participation, language}) => [
    own(delivery, language),
    own(participation, language),
  ],
  'catalogue.facet-language': ({language}, speech) => [
    said(speech.language(baseLanguage(language))),
  ],
  'program.before': ({prerequisites, language}) => [own(prerequisites, language)],
  'program.skills': ({skills: taught = [], levels = {}}, {say}, {skills, language}) =>
    taught.map((id) => {
      const [skill, level] = [skills[id]?.name ?? id, levels[id]];
      const text = level === undefined ? skill : say('catalogue.skill-level', {skill, level});
      return own(text, language);
    }),
  'program.outcomes': ({outcomes = [], language}) => outcomes.map((text) => own(text, language)),
  'program.assessment': ({assessment = [], language}, {say}) =>
    assessment.map(({name, method, kind, supervised, identity_checked: checked, weight}) => {
      const notes = [
        say(`method.${method.replaceAll(' ', '-')}`),
        weight === undefined ? '' : say('common.percent', {number: weight}),
        kind === 'formative' ? say('criteria.formative') : '',
        supervised ? say('criteria.supervised') : '',
        checked ? say('criteria.identity-checked') : '',
      ];
      return {...own(name, language), note: notes.filter((note) => note).join(' · ')};
    }),
  'program.quality': ({quality, reviewed, language}, {say, day}) => [
    own(quality?.body, language),
    said(quality?.kind ? say(`quality.${quality.kind.replaceAll(' ', '-')}`) : ''),
    said(reviewed === undefined ? '' : say('program.reviewed', {date: day(reviewed)})),
  ],
  'program.valid-for': ({valid_for: validFor}, {say}) => {
    const [[unit, count] = ['', 0]] = Object.entries(validFor ?? {});
    return [said(unit ? say(`count.${unit}`, {count}) : say('program.for-life'))];
  },
};

/** @param {string} text @returns {Line} */
function said(text) {
  return {text, language: '', note: ''};
}

/** @param {string | undefined} text @param {string} language @returns {Line} */
function own(text = '', language) {
  return {text, language, note: ''};
}
