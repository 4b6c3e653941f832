"""Markdown to HTML that can do nothing but be read: the one place that marks text as safe.

The `markdown` package renders (and lets raw HTML through), then nh3 parses the result as a browser
would and keeps only the tags, attributes and addresses listed here.
"""

import re
from collections.abc import Iterator

import markdown
import nh3
from markupsafe import Markup

_EXTENSIONS = ["fenced_code", "sane_lists", "tables"]
# Alignment as an attribute: `style` is refused by the pages' content security policy.
_EXTENSION_CONFIGS = {"tables": {"use_align_attribute": True}}

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}  # h1, h5 and h6 leave in `_shift_headings`
_TAGS = _HEADINGS | {
    "p", "a", "strong", "em", "ul", "ol", "li", "code", "pre", "blockquote", "hr", "br", "img",
    "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd",
}  # fmt: skip
# Their content is no text for readers. Every other unlisted tag goes, and its content stays.
_DROPPED_WITH_CONTENT = {
    "iframe", "math", "noscript", "object", "script", "style", "svg", "template", "textarea",
    "title",
}  # fmt: skip
# The empty set for "*" takes away `title` and `lang`, which nh3 keeps everywhere by itself.
_ATTRIBUTES = {"*": set[str](), "a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
_ALIGNMENTS = {cell: {"align": {"left", "center", "right"}} for cell in ("th", "td")}

_IMAGE = re.compile(r"images/(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*")
# Browsers drop some white space and read a backslash as a slash: `/\host`, `java\tscript:`.
_TREACHEROUS = re.compile(r"[\s\x00-\x20\x7f-\x9f\\]")
_SCHEME = re.compile(r"[^/?#]*:")
_ABSOLUTE = re.compile(r"(?i:https?://[^/?#]|mailto:[^/])")

# Both match what nh3 writes, where `<`, `>` and `"` inside an attribute are escaped.
_HEADING_TAG = re.compile(r"<(/?)h([1-6])>")
_IMAGE_TAG = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_ALT = re.compile(r' alt="([^"]*)"')
_SRC = re.compile(r' src="\./([^"]*)"')


def to_html(text: str, root: str = "") -> Markup:
    """Render `text` for a page from which the site's root is reached by the prefix `root`.

    Pictures from `images/` and links that start with one slash are taken from the site's root.
    """
    html = markdown.markdown(
        text, extensions=_EXTENSIONS, extension_configs=_EXTENSION_CONFIGS, output_format="html"
    )
    # Without a prefix `/javascript:x` would lose its slash and become a scheme.
    prefix = root or "./"

    def address(_tag: str, attribute: str, value: str) -> str | None:
        if attribute == "href":
            return _link(value, prefix)
        if attribute == "src":
            return prefix + value if _IMAGE.fullmatch(value) else None
        return value

    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        tag_attribute_values=_ALIGNMENTS,
        attribute_filter=address,
        url_schemes={"https", "http", "mailto"},
        link_rel=None,
    )
    return Markup(_shift_headings(_IMAGE_TAG.sub(_image_or_words, clean)))  # noqa: S704 - nh3 output


def pictures_without_words(text: str) -> Iterator[tuple[int, str]]:
    """Find the pictures that say nothing to who cannot see them: line in `text`, and address."""
    at = 0
    for match in _IMAGE_TAG.finditer(to_html(text)):
        source, alt = _SRC.search(match[1]), _ALT.search(match[1])
        if source is None:
            continue
        # In the order of the text, but for a picture whose address is given elsewhere.
        at = max(text.find(source[1], at), text.find(source[1]), 0)
        if alt is None or not alt[1].strip():
            yield text.count("\n", 0, at) + 1, source[1]
        at += len(source[1])


def _link(value: str, prefix: str) -> str | None:
    if _TREACHEROUS.search(value) or value.startswith("//"):
        return None
    if value.startswith("/"):
        return prefix + value[1:]
    if _SCHEME.match(value) and not _ABSOLUTE.match(value):
        return None
    return value


def _image_or_words(match: re.Match[str]) -> str:
    """Leave the words of a picture that may not be shown in its place."""
    if ' src="' in match[1]:
        return match[0]
    alt = _ALT.search(match[1])
    return alt[1] if alt else ""


def _shift_headings(html: str) -> str:
    """Keep the page's title its only h1: a text with an h1 of its own moves down as a whole."""
    down = 1 if "<h1>" in html else 0
    return _HEADING_TAG.sub(lambda m: f"<{m[1]}h{min(int(m[2]) + down, 4)}>", html)
