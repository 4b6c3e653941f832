"""Reads typed values from one YAML mapping, and reports each misfit at its place.

A reader asks for every key it knows and then calls `done`, which reports the keys nobody asked for.
After a problem a reader gets `None` and goes on; what it builds then is never used.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date
from difflib import get_close_matches

import yaml

from generator.errors import Problems
from generator.text import Fault, Form, email_fault, form_fault, link_fault, quoted, text_fault

MAX_ITEMS = 200  # of a list; a page with more is not read by anyone
MAX_LENGTH = 300  # of a text, where the reader names no other limit

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,8}", re.ASCII)
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,4})?", re.ASCII)
_REMARK = re.compile(r"[ \t]+#\w")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)


class Fields:
    """One mapping of a content file."""

    def __init__(self, path: str, node: yaml.MappingNode, problems: Problems) -> None:
        """Take the keys of `node`, reporting those that stand twice or are no text."""
        self.path = path
        self._node = node
        self._problems = problems
        self._keys: dict[str, yaml.Node] = {}
        self._values: dict[str, yaml.Node] = {}
        self._asked: list[str] = []
        for key, value in node.value:
            self._take(key, value)

    def text(
        self,
        key: str,
        *,
        required: bool = False,
        max_length: int = MAX_LENGTH,
        lines: bool = False,
        form: Form | None = None,
    ) -> str | None:
        """Read a text, without the space around it."""
        node = self._value(key, required=required)
        if node is None:
            return None
        text = self._text(node, key, max_length, lines=lines, required=required)
        if text is None or form is None:
            return text
        return self._unless(key, text, form_fault(text, form))

    def choice(self, key: str, options: Sequence[str], *, required: bool = False) -> str | None:
        """Read one of a closed list of words."""
        text = self.text(key, required=required)
        if text is None or text in options:
            return text
        hint = _nearest(text, options) or ": use one of " + ", ".join(options)
        self.report(key, f"{quoted(key)} is {quoted(text)}, which is not known here{hint}",
                    "value-choice")  # fmt: skip
        return None

    def choices(self, key: str, options: Sequence[str]) -> tuple[str, ...]:
        """Read one of the words in `options`, or a list of several, none of them twice."""
        if isinstance(self._value(key), yaml.ScalarNode):
            word = self.choice(key, options)
            return () if word is None else (word,)
        words = self.texts(key)
        for index, word in enumerate(words):
            if word not in options:
                hint = _nearest(word, options) or ": use one of " + ", ".join(options)
                message = f"{quoted(key)} is {quoted(word)}, which is not known here{hint}"
                self.report(key, message, "value-choice", index)
        return words

    def flag(self, key: str) -> bool | None:
        """Read `true` or `false`; the other words YAML knows for them are texts here."""
        text = self.text(key)
        if text is None or text in {"true", "false"}:
            return None if text is None else text == "true"
        self.report(key, f"{quoted(key)} is {quoted(text)}: write true or false", "value-type")
        return None

    def integer(self, key: str, span: range | None = None) -> int | None:
        """Read a whole number, in `span` where one is given."""
        text = self.text(key)
        if text is None:
            return None
        if not _INTEGER.fullmatch(text):
            self.report(key, f"{quoted(key)} is {quoted(text)}: write a whole number", "value-type")
            return None
        if span is not None and int(text) not in span:
            message = f"{quoted(key)} is {quoted(text)}: it goes from {span[0]} to {span[-1]}"
            self.report(key, message, "value-range")
            return None
        return int(text)

    def number(self, key: str, *, or_zero: bool = False) -> float | None:
        """Read a number greater than zero; it stays an `int` where it has no fraction."""
        text = self.text(key)
        if text is None:
            return None
        if _NUMBER.fullmatch(text) and (or_zero or float(text) > 0):
            return int(text) if "." not in text else float(text)
        least = "a number" if or_zero else "a number greater than 0"
        self.report(key, f"{quoted(key)} is {quoted(text)}: write {least}", "value-type")
        return None

    def date(self, key: str, *, required: bool = False) -> date | None:
        """Read a day of the calendar."""
        text = self.text(key, required=required)
        day = parse_date(text) if text is not None else None
        if text is not None and day is None:
            self.report(key, f"{quoted(key)} is {quoted(text)}: write a date like 2026-05-31",
                        "value-type")  # fmt: skip
        return day

    def link(self, key: str, schemes: Sequence[str] = ("https",)) -> str | None:
        """Read an absolute link."""
        text = self.text(key, max_length=10 * MAX_LENGTH)
        return self._unless(key, text, link_fault(text, schemes) if text is not None else None)

    def email(self, key: str) -> str | None:
        """Read an e-mail address."""
        text = self.text(key)
        return self._unless(key, text, email_fault(text) if text is not None else None)

    def texts(self, key: str, *, max_length: int = MAX_LENGTH) -> tuple[str, ...]:
        """Read a list of texts, none of them twice."""
        found: dict[str, None] = {}
        for node in self._items(key):
            text = self._text(node, key, max_length)
            if text is not None and text in found:
                self._fault(node, key, Fault(f"names {quoted(text)} twice", "value-repeated"))
            elif text is not None:
                found[text] = None
        return tuple(found)

    def mappings(self, key: str, *, shorthand: str | None = None) -> tuple["Fields", ...]:
        """Read a list of mappings; a text in it stands for a mapping with the key `shorthand`."""
        found = (self._mapping(item, key, shorthand) for item in self._items(key))
        return tuple(item for item in found if item is not None)

    def mapping(self, key: str, *, shorthand: str | None = None) -> "Fields | None":
        """Read one mapping; a text in its place stands for a mapping with the key `shorthand`."""
        node = self._value(key)
        return None if node is None else self._mapping(node, key, shorthand)

    def names(self, form: Form) -> tuple[str, ...]:
        """Read keys that are names of the author's own, each of the `form`."""
        found = []
        for key, node in self._keys.items():
            if key not in self._asked:
                self._asked.append(key)
            fault = form_fault(key, form)
            if fault is None:
                found.append(key)
            else:
                self._add(node, f"a key here {fault.message}", fault.code)
        return tuple(found)

    def holds(self, key: str) -> bool:
        """Tell whether the key stands there, whatever its value; `done` knows of it then."""
        return self._value(key) is not None

    def report(self, key: str, message: str, code: str, item: int | None = None) -> None:
        """Add a problem at the value of `key`, or at one item of its list."""
        node = self._values.get(key, self._node)
        if item is not None and isinstance(node, yaml.SequenceNode):
            node = node.value[item]
        self._add(node, message, code)

    def done(self) -> None:
        """Report the keys that nobody asked for: a misspelt key must not be silently ignored."""
        for key, node in self._keys.items():
            if key not in self._asked:
                free = [name for name in self._asked if name not in self._keys]
                hint = _nearest(key, free) or ": the keys here are " + ", ".join(self._asked)
                self._add(node, f"unknown key {quoted(key)}{hint}", "key-unknown")

    def _take(self, key: yaml.Node, value: yaml.Node) -> None:
        if not isinstance(key, yaml.ScalarNode):
            self._add(key, "a key must be a word", "key-form")
        elif key.value == "<<" and key.style is None:
            self._add(key, "merge keys (<<) are not read here: write the keys out", "yaml-feature")
        elif key.value in self._keys:
            first = self._keys[key.value].start_mark.line + 1
            message = f"key {quoted(key.value)} stands twice: it is on line {first} already"
            self._add(key, message, "key-repeated")
        else:
            self._keys[key.value] = key
            self._values[key.value] = value

    def _value(self, key: str, *, required: bool = False) -> yaml.Node | None:
        if key not in self._asked:
            self._asked.append(key)
        if required and key not in self._values:
            self._add(self._node, f"key {quoted(key)} is missing", "key-missing")
        return self._values.get(key)

    def _mapping(self, node: yaml.Node, key: str, shorthand: str | None) -> "Fields | None":
        if shorthand is not None and isinstance(node, yaml.ScalarNode):
            name = yaml.ScalarNode(node.tag, shorthand, node.start_mark, node.start_mark)
            node = yaml.MappingNode(node.tag, [(name, node)], node.start_mark, node.end_mark)
        if isinstance(node, yaml.MappingNode):
            return Fields(self.path, node, self._problems)
        self._fault(node, key, Fault("holds something else than keys", "value-type"))
        return None

    def _items(self, key: str) -> Sequence[yaml.Node]:
        node = self._value(key)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self._fault(node, key, Fault(f"must be a list, not {_kind(node)}", "value-type"))
            return ()
        if not 0 < len(node.value) <= MAX_ITEMS:
            message = f"has {len(node.value)} items: give 1 to {MAX_ITEMS}, or remove the key"
            self._fault(node, key, Fault(message, "value-length"))
        return tuple(node.value[:MAX_ITEMS])

    def _text(
        self,
        node: yaml.Node,
        key: str,
        max_length: int,
        *,
        lines: bool = False,
        required: bool = False,
    ) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            message = f"must be a text, not {_kind(node)}"
            self._fault(node, key, Fault(message, "value-type"))
            return None
        text = str(node.value).strip()
        if not text:
            message = "is empty: give it a value" + ("" if required else " or remove it")
            if _is_followed_by_remark(node):
                message = "is empty, since # begins a remark: put it in quotes"
            self._fault(node, key, Fault(message, "value-empty"))
            return None
        fault = text_fault(text, max_length, lines=lines)
        if fault is not None:
            self._fault(node, key, fault)
            return None
        return text

    def _unless(self, key: str, text: str | None, fault: Fault | None) -> str | None:
        if fault is None:
            return text
        self._fault(self._values[key], key, fault)
        return None

    def _fault(self, node: yaml.Node, key: str, fault: Fault) -> None:
        self._add(node, f"{quoted(key)} {fault.message}", fault.code)

    def _add(self, node: yaml.Node, message: str, code: str) -> None:
        mark = node.start_mark
        self._problems.add(self.path, mark.line + 1, mark.column + 1, message, code)


def parse_date(text: str) -> date | None:
    """Read `YYYY-MM-DD`, or `None` where that is no day of the calendar."""
    match = _DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _is_followed_by_remark(node: yaml.Node) -> bool:
    """Tell whether nothing stands where `#text` was written; `# text` is meant as a remark."""
    mark = node.start_mark
    return mark.buffer is not None and bool(_REMARK.match(mark.buffer, mark.pointer))


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return "a text"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a group of keys"


def _nearest(word: str, options: Collection[str]) -> str:
    close = get_close_matches(word, options, n=1)
    return f": did you mean {quoted(close[0])}?" if close else ""
