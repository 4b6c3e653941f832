/** How files with badges come into a page: chosen, or dropped anywhere on it. */

import {byId, listen} from './elements.js';
import {sourcesOfDrop, sourcesOfFiles, sourcesOfText} from './transfer.js';

/** @typedef {import('./transfer.js').Source} Source */

/** @param {(sources: Source[]) => void} take */
export function takeChosen(take) {
  listen('file', 'change', (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    take(sourcesOfFiles(input.files));
    input.value = ''; // the same file can be chosen again
  });
}

/**
 * Take what is dropped; of a folder, how many files were `left` as well. Without `sites` a text is not
 * taken: it is for the field it falls into.
 * @param {(sources: Source[], left: number) => void} take
 * @param {string[] | null} sites as for `sourcesOfText`
 */
export function takeDropped(take, sites) {
  for (const type of ['dragover', 'dragleave', 'drop']) {
    // On the whole window: a file dropped beside the target would replace the page.
    addEventListener(type, async (event) => {
      const dropped = /** @type {DragEvent} */ (event).dataTransfer;
      if (sites === null && !dropped?.types.includes('Files')) return;
      event.preventDefault();
      byId('drop')?.classList.toggle('over', type === 'dragover');
      if (type !== 'drop' || dropped === null) return;
      const texts = sites === null ? [] : sourcesOfText(dropped.getData('text'), sites);
      const {sources, left} = await sourcesOfDrop(dropped);
      take(sources.length > 0 ? sources : texts, left);
    });
  }
}
