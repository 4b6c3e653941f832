"""Does a page hold what its script needs? Without its hooks it would never show a verdict.

A hook is written like a selector, which is how a theme's author will look for it.
"""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

from generator.pages import Page

_ICONS = ("ok", "no", "clock", "hold", "key", "ask", "wait")
_CHECKS = ("format", "structure", "issuer", "key", "proof", "validity", "status")
_VERDICT = (
    *("html[data-state=idle]", "html[data-base]", "html[data-root]", "html[data-did]"),
    *("#verdict", "#verdict use", "#v-title", "#v-text", "#words"),
    *(f"#i-{icon}" for icon in _ICONS),
    *(f"#c-{check}{part}" for check in _CHECKS for part in ("", " use", " .sr", " b", " small")),
)
_CREDENTIAL = (*_VERDICT, "html[data-url]", "#credential")
_CELLS = ("verdict", "why", "twin", "name", "achievement", "host", "dates", "file", "details")
_BENCH = (
    *(*_VERDICT, "#file", "#paste-form", "#paste", "#err", "#out"),
    *("#ask", "#ask-title", "#ask-text", "#ask-hosts", "#ask-go", "#ask-no"),
    *("#list", "#list-title", "#list-status", "#rows", "#row", "#progress", "#nothing"),
    *("#filter-state", "#filter-text"),
    *(f"#row [data-c={cell}]" for cell in (*_CELLS, "open", "of")),
)
_ENTRY = ("verdict", "why", "title", "when", "picture", "name", "type", "until", "remove")
_COLLECTION = (
    *("html[data-base]", "html[data-root]", "html[data-url]", "html[data-did]"),
    *(f"#i-{icon}" for icon in _ICONS),
    *("#words", "#entries", "#entries-title", "#tally", "#names", "#copy", "#said", "#together"),
    *("#add-form", "#links", "#link", "#err", "#entry use", "#entry [data-c=remove-text]"),
    *(f"#entry [data-c={part}]" for part in _ENTRY),
)
_PLAN = (
    *("html[data-base]", "html[data-root]", "html[data-did]", "#words", "#role", "#advert"),
    *("#file", "#paste-form", "#paste", "#err", "#ask", "#ask-go", "#badges", "#gap", "#next"),
    *("#way", "#need", "#need a", "#need input", "#need select", "#step", "#step h3", "#badge"),
)
_HOOKS: Mapping[str, tuple[str, ...]] = {
    "credential.html": _CREDENTIAL,
    "verify.html": _BENCH,
    "plan.html": _PLAN,
    "collection.html": _COLLECTION,
}
_SCRIPTS = {
    "credential.html": "credential-page.js",
    "verify.html": "any-badge.js",
    "plan.html": "plan-page.js",
    "collection.html": "collection-page.js",
}

_HOOK = re.compile(
    r"(?:#(?P<within>[\w-]+) )?(?P<tag>\w+)?(?:#(?P<id>[\w-]+))?(?:\.(?P<class>[\w-]+))?"
    r"(?:\[(?P<name>[\w-]+)(?:=(?P<value>.*))?\])?",
    re.DOTALL,
)
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905  a list to read
)


class _Element(NamedTuple):
    tag: str
    attributes: Mapping[str, str]
    within: frozenset[str]
    """The ids of what it stands in."""


def missing_hooks(page: Page, html: bytes) -> list[str]:
    """Return the hooks that a rendered page lacks."""
    parser = _Elements()
    parser.feed(html.decode("utf-8"))
    parser.close()
    return [hook for hook in _hooks(page, parser.found) if not _stands(hook, parser.found)]


def _hooks(page: Page, found: list[_Element]) -> Iterator[str]:
    yield f"meta[content={page.values['csp']}]"
    yield from _HOOKS.get(page.template, ())
    if page.template in _SCRIPTS:
        yield f"script[src={page.values['root']}assets/{_SCRIPTS[page.template]}]"
    # A page that hides whose record it is does not show what was signed; paper has it besides.
    if page.template == "credential.html" and page.values["credential"].recipient_name:
        yield "#main [data-f=name]"
    for element in found:
        if "data-list" in element.attributes:
            yield f"template[data-item={element.attributes['data-list']}]"


def _stands(hook: str, found: list[_Element]) -> bool:
    match = _HOOK.fullmatch(hook)
    assert match is not None, hook
    return any(_is(element, match) for element in found)


def _is(element: _Element, hook: re.Match[str]) -> bool:
    attributes = element.attributes
    return (
        hook["within"] in {None, *element.within}
        and hook["tag"] in {None, element.tag}
        and hook["id"] in {None, attributes.get("id")}
        and hook["class"] in {None, *attributes.get("class", "").split()}
        and (hook["name"] is None or hook["name"] in attributes)
        and hook["value"] in {None, attributes.get(hook["name"] or "")}
    )


class _Elements(HTMLParser):
    """Collects the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Element] = []
        self._open: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        within = frozenset(name for _, name in self._open if name)
        self.found.append(_Element(tag, attributes, within))
        if tag not in _VOID:
            self._open.append((tag, attributes.get("id")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # As browsers read it: only elements of SVG close themselves, and they hold no hook.
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                return
