// Where the focus is, and whether it can be seen there; null where it has been before.
() => {
  const element = document.activeElement;
  if (!element || element === document.body || element.dataset.reached) return null;
  element.dataset.reached = 'yes';
  const {outlineStyle, outlineWidth} = getComputedStyle(element);
  const {width, height} = element.getBoundingClientRect();
  const isSeen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width * height > 0;
  return {name: element.outerHTML.slice(0, 80), isSeen};
}
