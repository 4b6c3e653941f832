// All that is compared with the record, as it stands on the page.
() =>
  [...document.querySelectorAll('[data-f], [data-list], [data-list] [data-k], img[data-image]')].map((element) => {
    const {f, k, list, v, md, image} = element.dataset;
    if (image !== undefined) return ['image', element.getAttribute('src'), element.alt];
    if (md !== undefined) return [f, element.innerHTML];
    const text = element.textContent.replace(/[\s-]+/g, ' ').trim();
    return [f ?? k ?? list, list ? element.children.length : text, v, element.getAttribute('href')];
  })
