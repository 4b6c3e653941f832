/** Reviews that have become due since the page was built. */

/** Show what a page has to say behind a date, once that day has passed. */
export function showDue() {
  const today = new Date().toISOString().slice(0, 10);
  for (const element of document.querySelectorAll('[data-due]')) {
    const {due = ''} = /** @type {HTMLElement} */ (element).dataset;
    if (due !== '' && due < today) element.toggleAttribute('hidden', false);
  }
}
