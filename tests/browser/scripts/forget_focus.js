// Begin another walk at the edge of the page.
() => {
  for (const element of document.querySelectorAll('[data-reached]')) delete element.dataset.reached;
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
}
