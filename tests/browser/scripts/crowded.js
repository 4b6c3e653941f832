// Text that cannot be read: [fault, the text], … Lines of different elements that lie on each
// other, text that is cut off, and text beyond the edge of the page.
() => {
  for (const element of document.querySelectorAll('*')) {
    // What lies below the fold may not be laid out yet; then its lines have no place.
    if (getComputedStyle(element).contentVisibility === 'auto') {
      element.style.contentVisibility = 'visible';
    }
  }
  const faults = [];
  const short = (text) => text.trim().replace(/\s+/g, ' ').slice(0, 40);
  const isHiddenToSight = (element) =>
    element.closest('.sr, .skip') !== null || !element.checkVisibility({visibilityProperty: true});
  const isScrolling = (element) =>
    element !== null &&
    (/auto|scroll/.test(getComputedStyle(element).overflowX) || isScrolling(element.parentElement));

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || isHiddenToSight(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;
      lines.push({node, box, text: short(node.data)});
      if ((box.right > innerWidth + 1 || box.left < -1) && !isScrolling(element)) {
        faults.push(['beyond the edge', short(node.data)]);
      }
    }
  }
  // A line's box is higher than its letters: a quarter of it may lie under the next.
  const slack = (one, other) => Math.min(one.height, other.height) / 4;
  lines.forEach((one, at) => {
    for (const other of lines.slice(at + 1)) {
      if (one.node === other.node) continue;
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const height =
        Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (width > 2 && height > slack(one.box, other.box)) {
        faults.push(['on each other', `${one.text} / ${other.text}`]);
      }
    }
  });
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.textContent.trim() || isHiddenToSight(element)) continue;
    const {overflowX, overflowY, display} = getComputedStyle(element);
    const isBox = display !== 'inline' && element.clientWidth > 1;
    const isCutX = /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
    const isCutY = /hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (isBox && (isCutX || isCutY)) faults.push(['cut off', short(element.textContent)]);
    const isButton = element.matches('button, .btn, label, summary');
    if (isBox && isButton && element.scrollHeight > element.clientHeight + 1) {
      faults.push(['beyond its button', short(element.textContent)]);
    }
  }
  return faults;
}
