// Every way to change one thing of what a page shows of its record: [what, the page], …
// The page is parsed as the browser does it, changed in one place and written again.
(html) => {
  const parse = () => new DOMParser().parseFromString(html, 'text/html');
  const write = (page) => `<!doctype html>\n${page.documentElement.outerHTML}`;
  const alter = (text) =>
    text.replace(/[\p{L}\p{N}](?=[^\p{L}\p{N}]*$)/u, (letter) => (letter === 'x' ? 'z' : 'x'));
  const nameOf = ({dataset, parentElement}) =>
    dataset.image ?? dataset.f ?? dataset.k ?? dataset.list ?? parentElement.dataset.list;
  const changes = [['nothing', write(parse())]];

  function change(what, selector, edit) {
    for (let at = 0; at < parse().querySelectorAll(selector).length; at++) {
      const page = parse();
      const element = page.querySelectorAll(selector)[at];
      const name = nameOf(element);
      edit(element);
      if (write(page) === changes[0][1]) throw new Error(`${what} of ${name}: nothing changed`);
      changes.push([`${what} of ${name} (${at})`, write(page)]);
    }
  }

  const setLink = (link) => (element) => element.setAttribute('href', link);
  const alterText = (element) => { element.textContent = alter(element.textContent); };
  change('a letter', '[data-f]:not([data-v]), [data-f=type]', alterText);
  change('a letter', '[data-list] [data-k]', alterText);
  change('more text', '[data-f]:not([data-v])', (element) => element.append(' and more'));
  change('the raw value', '[data-v]', (element) => {
    element.dataset.v = alter(element.dataset.v) || '2099-01-01T00:00:00Z';
  });
  change('a letter of the link', '[data-list] a[href]', (element) =>
    setLink(alter(element.getAttribute('href')))(element),
  );
  change('the scheme of the link', '[data-list] a[href]', setLink('javascript:alert(1)'));
  change('the presence of the link', '[data-list] a[href]', (element) =>
    element.removeAttribute('href'),
  );
  change('the lack of a link', '[data-list] a:not([href])', setLink('https://elsewhere.example/'));
  change('a mark', '[data-md]', (element) => {
    element.firstElementChild.replaceWith(element.firstElementChild.textContent);
  });
  change('a blank', '[data-md] :is(p, li)', (element) => element.append(' '));
  change('the picture', 'img[data-image]', (element) =>
    element.setAttribute('src', element.getAttribute('src').replace(/[^/]+$/, 'logo.svg')),
  );
  change('the words for the picture', 'img[data-image]:not([alt=""])', (element) => {
    element.alt = alter(element.alt);
  });
  change('the presence', '[data-list] > li', (element) => element.remove());
  change('the number', '[data-list] > li', (element) => element.after(element.cloneNode(true)));
  change('the order', '[data-list] > li + li', (element) => element.parentElement.prepend(element));
  change('an optional part', '[data-list] [data-if]', (element) => element.remove());
  return changes;
}
