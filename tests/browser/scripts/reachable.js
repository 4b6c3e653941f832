// How many places a keyboard has to reach.
() => {
  const places = 'a[href], button, input, textarea, select, summary, [tabindex="0"]';
  const isUsable = (element) =>
    !element.disabled && element.checkVisibility({visibilityProperty: true});
  return [...document.querySelectorAll(places)].filter(isUsable).length;
}
