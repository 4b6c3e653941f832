// Buttons and fields whose edge cannot be seen where the browser takes away all backgrounds. Boxes
// to tick are drawn by the browser.
() => {
  const isEdged = (element) => {
    const {borderTopStyle, borderTopWidth, borderTopColor, backgroundColor} = getComputedStyle(element);
    const isDrawn = borderTopStyle !== 'none' && parseFloat(borderTopWidth) >= 1;
    return isDrawn && borderTopColor !== backgroundColor && borderTopColor !== 'rgba(0, 0, 0, 0)';
  };
  return [...document.querySelectorAll('button, .btn, input:not([type=file], [type=checkbox]), select, textarea')]
    .filter((element) => element.checkVisibility({visibilityProperty: true}) && !isEdged(element))
    .map((element) => element.outerHTML.slice(0, 80));
}
