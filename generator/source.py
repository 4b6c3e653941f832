"""Reads content files: below `content/`, bounded, UTF-8 in form NFC, YAML without its traps.

What the keys mean is for the loaders (`config`, `programs`, `prose`). Every scalar stays a text
until a loader asks for a type, so that `NO` is a country and `1.10` a version.
"""

import json
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import yaml

from generator.errors import Problems
from generator.fields import Fields
from generator.text import (
    FORBIDDEN,
    SLUG,
    Form,
    forbidden_fault,
    nfc_difference,
    nfc_fault,
    quoted,
)
from generator.vc import strict_json

MAX_FILE_BYTES = 262_144  # a programme of forty printed pages; more is a file in the wrong place
MAX_DEPTH = 12  # the deepest content, a pathway of groups in groups, has ten levels
_LAST_COMMA = re.compile(r",\s*[}\]]")
_BOM = b"\xef\xbb\xbf"

_IMAGE = Form(
    re.compile(
        r"images/(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*"
        r"\.(?:svg|png|jpg|jpeg|webp)"
    ),
    "images/picture.svg",
)

# What people meet most, in words that say what to do; the parser's own words for the rest.
_HINTS = {
    "mapping values are not allowed here": "a text with ': ' in it needs quotes around it",
    "found character '\\t' that cannot start any token": "indent with spaces, not with tabs",
    "found character '@' that cannot start any token": "a text that starts with @ needs quotes",
    "found character '`' that cannot start any token": "a text that starts with ` needs quotes",
    "found character '%' that cannot start any token": "a text that starts with % needs quotes",
    "could not find expected ':'": "each line needs a key, a colon and a space",
    "expected <block end>, but found '<block mapping start>'": "the indentation is uneven",
    "expected <block end>, but found '-'": "the indentation is uneven",
    "expected <block end>, but found '<scalar>'": "a quote ends too early, or one is missing",
}


class FrontMatter(NamedTuple):
    """A Markdown file in its two parts."""

    fields: Fields
    body: str
    body_line: int


def read_text(root: Path, name: str, problems: Problems) -> str | None:
    """Read the content file `name` (as in `content/site.yml`) with LF line ends.

    The text that comes back after a problem is mended, so that reading can go on; the problem
    itself keeps it from being used.
    """
    data = _read_bytes(root, name, problems)
    if data is None:
        return None
    if data.startswith(_BOM):
        message = "begins with a byte order mark: save it as UTF-8 without BOM"
        problems.add(name, 1, 1, message, "text-bom")
        data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        problems.add(name, line, column, "is not UTF-8: save it as UTF-8", "text-encoding")
        return None
    return _mended(text.replace("\r\n", "\n").replace("\r", "\n"), name, problems)


def read_yaml(root: Path, name: str, problems: Problems) -> Fields | None:
    """Read a YAML file that holds one mapping."""
    text = read_text(root, name, problems)
    return _parse_mapping(text, name, problems) if text is not None else None


def read_front_matter(root: Path, name: str, problems: Problems) -> FrontMatter | None:
    """Read a Markdown file that begins with a mapping between two lines of `---`."""
    text = read_text(root, name, problems)
    if text is None:
        return None
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        problems.add(name, 1, 1, "must begin with a line of ---, then the keys", "front-matter")
        return None
    end = next((i for i, line in enumerate(lines) if i and line.rstrip() == "---"), None)
    if end is None:
        problems.add(name, 1, 1, "the keys must end with a second line of ---", "front-matter")
        return None
    # The first line stays, empty, so that the parser counts lines as the file does.
    fields = _parse_mapping("\n" + "\n".join(lines[1:end]) + "\n", name, problems)
    body = "\n".join(lines[end + 1 :])
    return FrontMatter(fields, body, end + 2) if fields is not None else None


def json_fault(error: strict_json.FormatError) -> tuple[int, int, str]:
    """Say where a text that is no plain JSON goes wrong (0 for unknown), and why."""
    cause = error.__cause__
    if not isinstance(cause, json.JSONDecodeError):
        return 0, 0, str(error)
    at, message = cause.pos, f"{cause.msg[:1].lower()}{cause.msg[1:]}"
    # Python names the bracket or, from 3.13, the comma.
    comma = next((m for m in _LAST_COMMA.finditer(cause.doc) if m.start() <= at < m.end()), None)
    if comma is not None:
        at, message = comma.start(), "the comma before the end is one too many"
    line_start = cause.doc.rfind("\n", 0, at) + 1
    return cause.doc.count("\n", 0, at) + 1, at - line_start + 1, message


def list_slugs(root: Path, folder: str, problems: Problems) -> tuple[str, ...]:
    """List the Markdown files of `folder` by their names without `.md`, in order.

    A file that would be passed over is a problem: somebody meant it to be published.
    """
    place = root / folder
    if not place.exists() or _inside(root, folder, problems) is None:
        return ()
    slugs = []
    for entry in sorted(place.iterdir()):
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue  # what file managers and editors leave behind
        slug = entry.name.removesuffix(".md")
        if slug != entry.name and SLUG.pattern.fullmatch(slug):
            slugs.append(slug)
            continue
        message = (
            f"holds {quoted(entry.name)}: name it like {SLUG.example}.md (a-z, 0-9 and single "
            "hyphens, at most 64), or move it away"
        )
        problems.add(folder, 0, 0, message, "file-name")
    return tuple(sorted(slugs))


def read_image(root: Path, fields: Fields, key: str, *, required: bool = False) -> str | None:
    """Read the name of a picture that lies below `content/images/`."""
    name = fields.text(key, required=required, form=_IMAGE)
    if name is None:
        return None
    images = (root / "content/images").resolve()
    found = _resolved(root / "content" / name)
    if found is None or not found.is_file():
        message = f"{quoted(key)} is {quoted(name)}, but there is no file content/{name}"
        fields.report(key, message, "image-missing")
    elif not found.is_relative_to(images):
        message = f"{quoted(key)} is {quoted(name)}, a link out of content/images: copy the picture"
        fields.report(key, message, "file-outside")
    else:
        return name
    return None


def _read_bytes(root: Path, name: str, problems: Problems) -> bytes | None:
    place = _inside(root, name, problems)
    if place is None:
        return None
    if not place.is_file():  # a named pipe would never end
        problems.add(name, 0, 0, "is not a plain file", "file-unreadable")
        return None
    try:
        with place.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        problems.add(name, 0, 0, f"cannot be read: {error.strerror}", "file-unreadable")
        return None
    if len(data) > MAX_FILE_BYTES:
        message = f"is larger than {MAX_FILE_BYTES} bytes: shorten or divide it"
        problems.add(name, 0, 0, message, "file-large")
        return None
    return data


def _inside(root: Path, name: str, problems: Problems) -> Path | None:
    found = _resolved(root / name)
    if found is None:
        problems.add(name, 0, 0, "does not exist", "file-missing")
    elif not found.is_relative_to((root / "content").resolve()):
        problems.add(name, 0, 0, "is a link out of content/: copy the file", "file-outside")
    else:
        return found
    return None


def _resolved(place: Path) -> Path | None:
    try:
        return place.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return None


def _mended(text: str, name: str, problems: Problems) -> str:
    clean = True
    for number, line in enumerate(text.split("\n"), start=1):
        if forbidden := FORBIDDEN.search(line):
            fault = forbidden_fault(forbidden.group())
            problems.add(name, number, forbidden.start() + 1, *fault)
            clean = False
    if (index := nfc_difference(text)) is not None:  # one place: the whole file is mended at once
        line_start = text.rfind("\n", 0, index) + 1
        number = text.count("\n", 0, index) + 1
        problems.add(name, number, index - line_start + 1, *nfc_fault(text, index))
        clean = False
    return text if clean else unicodedata.normalize("NFC", FORBIDDEN.sub("\ufffd", text))


def _parse_mapping(text: str, name: str, problems: Problems) -> Fields | None:
    composer = _StrictComposer(text)
    try:
        node = composer.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark or composer.get_mark()
        words = error.problem or error.context or "is not YAML"
        message = f"{words}: {_HINTS[words]}" if words in _HINTS else words
        code = "yaml-feature" if isinstance(error, _RefusedError) else "yaml-syntax"
        problems.add(name, mark.line + 1, mark.column + 1, message, code)
        return None
    except (yaml.YAMLError, ValueError, OverflowError):
        # The scanner lets chr() and int() fail on "\UFFFFFFFF" and on an endless version number.
        mark = composer.get_mark()
        problems.add(name, mark.line + 1, mark.column + 1, "is not YAML", "yaml-syntax")
        return None
    if isinstance(node, yaml.MappingNode):
        return Fields(name, node, problems)
    problems.add(name, 1, 1, "must hold lines of the form 'key: value'", "yaml-form")
    return None


class _RefusedError(yaml.MarkedYAMLError):
    """YAML that is well-formed, but not read here."""


class _StrictComposer(yaml.SafeLoader):
    """Composes nodes without anchors, aliases, tags or deep nesting; it constructs no values."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0
        self.yaml_implicit_resolvers = {}  # guess no types: `no`, `~` and `1.10` stay texts

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose the next node, unless it needs what we do not read."""
        event = self.peek_event()  # type: ignore[no-untyped-call]  # its stub has no annotations
        refused = None
        if isinstance(event, yaml.AliasEvent):
            refused = "aliases (*name) are not read here: write the value again"
        elif getattr(event, "anchor", None) is not None:
            refused = "anchors (&name) are not read here: put the value in quotes if it is a text"
        elif getattr(event, "tag", None) is not None:
            refused = "tags (!name) are not read here: put the value in quotes if it is a text"
        elif self.depth == MAX_DEPTH:
            refused = f"is nested more than {MAX_DEPTH} levels deep"
        if refused is not None:
            raise _RefusedError(problem=refused, problem_mark=event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node
