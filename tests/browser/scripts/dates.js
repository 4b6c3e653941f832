// The page with one of its dates in other words, for each of them: [what, the page], …
(html) => {
  const parse = () => new DOMParser().parseFromString(html, 'text/html');
  const datesOf = (page) => [...page.querySelectorAll('[data-v]:not([data-f=type])')];
  return datesOf(parse()).map((_, at) => {
    const page = parse();
    const date = datesOf(page)[at];
    date.textContent = '1 January 2099';
    return [`${date.dataset.f} (${at})`, `<!doctype html>\n${page.documentElement.outerHTML}`];
  });
}
