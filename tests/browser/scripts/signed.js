// All that is compared with the record, as it stands on the page.
() =>
  [...document.querySelectorAll('[data-f], [data-list], [data-list] [data-k]')].map((element) => {
    const {f, k, list, v} = element.dataset;
    const text = element.textContent.replace(/[\s-]+/g, ' ').trim();
    return [f ?? k ?? list, list ? element.children.length : text, v, element.getAttribute('href')];
  })
