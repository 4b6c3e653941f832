/** The one question before other sites are asked: which they are, and what they will see of it. */

import {byId, fillSentence, setHidden, setText, words} from './elements.js';
import {counted} from './numbers.js';

/**
 * @param {string[]} hosts @param {number} badges how many of the list; 0 for a badge by itself
 */
export function sayQuestion(hosts, badges) {
  const {one, many} = words().ask;
  const isMany = badges > 0;
  const values = {host: hosts[0]};
  const title = isMany ? counted(many.title, badges) : one.title;
  const go = hosts.length > 1 ? counted(many.go, hosts.length) : one.go;
  setText('ask-title', fillSentence(title, values));
  setText('ask-text', badges > 1 ? many.text : one.text);
  setText('ask-go', fillSentence(go, values));
  setText('ask-no', isMany ? many.no : one.no);
  byId('ask-hosts')?.replaceChildren(...listItems(hosts));
  setHidden('ask-hosts', !isMany);
}

/** @param {string[]} texts */
export function listItems(texts) {
  return texts.map((text) => {
    const item = document.createElement('li');
    item.textContent = text;
    return item;
  });
}
