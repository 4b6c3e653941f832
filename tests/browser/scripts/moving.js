// What moves, or would: [element, what], …
() => {
  const seconds = (value) => Math.max(...value.split(',').map(parseFloat));
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    for (const part of [null, '::before', '::after']) {
      const style = getComputedStyle(element, part);
      const name = element.outerHTML.slice(0, 60);
      const lasts = seconds(style.animationDuration) * parseFloat(
        style.animationIterationCount.replace('infinite', 'Infinity'),
      );
      if (style.animationName !== 'none' && lasts > 0.02) found.push([name, style.animationName]);
      if (seconds(style.transitionDuration) > 0) found.push([name, 'transition']);
      if (style.scrollBehavior === 'smooth') found.push([name, 'scrolling']);
    }
  }
  return found;
}
