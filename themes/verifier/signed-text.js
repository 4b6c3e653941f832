/**
 * A record's text as a page shows it: a small part of Markdown, and every other character as it is.
 *
 * `generator/signed_text.py` is its twin: it writes the same elements into the page, which the
 * page compares with these. Paragraphs keep their line ends; `- ` and `1. ` begin the items of
 * lists, `## ` and `### ` headings, and `**` goes round what is strong. No links, no HTML.
 */

/** `tag` is `p`, `h3`, `h4`, `ul` or `ol`. @typedef {{tag: string, texts: string[]}} Block */

const HEADING = /^(###?) +([^ ].*)$/s;
const ITEM = /^- +([^ ].*)$/s;
const NUMBERED = /^([1-9][0-9]{0,2})\. +([^ ].*)$/s;
const STRONG = /\*\*([^ *\n](?:[^*\n]*[^ *\n])?)\*\*/;

/**
 * Take a signed text apart; `**` is still in it.
 * @param {string} text
 * @returns {Block[]}
 */
export function readBlocks(text) {
  /** @type {Block[]} */
  const found = [];
  let goesOn = false; // whether the line before belongs to a block that a line may go on with
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    // One step for each sign: a search for blanks at the end could take minutes.
    const bare = /^[ \t]*(.*[^ \t])?/s.exec(line)?.[1] ?? '';
    const last = found[found.length - 1];
    const {tag, words} = kindOf(bare, goesOn ? last : undefined);
    if (bare === '') {
      goesOn = false;
    } else if (tag.startsWith('h')) {
      found.push({tag, texts: [words]});
      goesOn = false;
    } else if (goesOn && last.tag === tag && tag !== 'p') {
      last.texts.push(words);
    } else if (goesOn && tag === 'p' && (last.tag === 'p' || /^[ \t]/.test(line))) {
      last.texts[last.texts.length - 1] += `\n${bare}`;
    } else {
      found.push({tag, texts: [words]});
      goesOn = true;
    }
  }
  return found;
}

/**
 * The elements of a signed text, without any white space between them.
 * @param {string} text
 */
export function signedElements(text) {
  return readBlocks(text).map(({tag, texts}) => {
    if (tag !== 'ul' && tag !== 'ol') return filled(tag, texts[0]);
    const list = document.createElement(tag);
    texts.forEach((item) => list.append(filled('li', item)));
    return list;
  });
}

/** @param {string} bare @param {Block | undefined} before */
function kindOf(bare, before) {
  const heading = HEADING.exec(bare);
  if (heading) return {tag: heading[1] === '##' ? 'h3' : 'h4', words: heading[2]};
  const item = ITEM.exec(bare);
  if (item) return {tag: 'ul', words: item[1]};
  // A browser numbers a list itself: what it would number otherwise stays a text.
  const place = before?.tag === 'ol' ? before.texts.length + 1 : 1;
  const numbered = NUMBERED.exec(bare);
  if (numbered && numbered[1] === String(place)) return {tag: 'ol', words: numbered[2]};
  return {tag: 'p', words: bare};
}

/** @param {string} tag @param {string} text */
function filled(tag, text) {
  const element = document.createElement(tag);
  element.append(...runsOf(text));
  return element;
}

/**
 * Take a text apart at its marks: every second run is strong.
 * @param {string} text
 */
export function readRuns(text) {
  return text.split(STRONG);
}

/** @param {string} text @returns {(string | HTMLElement)[]} */
function runsOf(text) {
  const runs = readRuns(text).map((run, number) => {
    if (number % 2 === 0) return run;
    const strong = document.createElement('strong');
    strong.append(run);
    return strong;
  });
  return runs.filter((run) => run !== ''); // as a parser of HTML makes no text of it
}
