"""A record's text as a page shows it: a small part of Markdown, and every other character as it is.

`themes/verifier/signed-text.js` is its twin: the page builds the same elements from the verified
record and compares them. Paragraphs keep their line ends; `- ` and `1. ` begin the items of lists,
`## ` and `### ` headings, and `**` goes round what is strong. No links, no HTML, nothing to escape.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

_LINE_END = re.compile(r"\r\n?")
_HEADING = re.compile(r"(##|###) +([^ ].*)")
_ITEM = re.compile(r"- +([^ ].*)")
_NUMBERED = re.compile(r"([1-9][0-9]{0,2})\. +([^ ].*)")
_STRONG = re.compile(r"\*\*([^ *\n](?:[^*\n]*[^ *\n])?)\*\*")
_HEADING_TAGS = {"##": "h3", "###": "h4"}


@dataclass(frozen=True, slots=True)
class Block:
    """One block: a paragraph, a heading, or a list with its items."""

    tag: str
    """`p`, `h3`, `h4`, `ul` or `ol`."""
    texts: tuple[str, ...]


def read_blocks(text: str) -> tuple[Block, ...]:
    """Take a signed text apart; `**` is still in it."""
    found: list[tuple[str, list[str]]] = []
    goes_on = False  # whether the line before belongs to a block that a line may go on with
    for line in _LINE_END.sub("\n", text).split("\n"):
        bare = line.strip(" \t")
        tag, words = _kind(bare, found[-1] if goes_on and found else None)
        if bare == "":
            goes_on = False
        elif tag in _HEADING_TAGS.values():
            found.append((tag, [words]))
            goes_on = False
        elif goes_on and found[-1][0] == tag != "p":
            found[-1][1].append(words)
        elif goes_on and tag == "p" and (found[-1][0] == "p" or line != line.lstrip(" \t")):
            found[-1][1][-1] += f"\n{bare}"
        else:
            found.append((tag, [words]))
            goes_on = True
    return tuple(Block(tag, tuple(texts)) for tag, texts in found)


def read_runs(text: str) -> list[str]:
    """Take a text apart at its marks: every second run is strong."""
    return _STRONG.split(text)


def signed_text(text: str) -> Markup:
    """Return the elements of a signed text, without any white space between them."""
    return Markup("").join(_element(block) for block in read_blocks(text))


def _kind(bare: str, before: tuple[str, list[str]] | None) -> tuple[str, str]:
    if heading := _HEADING.fullmatch(bare):
        return _HEADING_TAGS[heading[1]], heading[2]
    if item := _ITEM.fullmatch(bare):
        return "ul", item[1]
    # A browser numbers a list itself: what it would number otherwise stays a text.
    place = len(before[1]) + 1 if before is not None and before[0] == "ol" else 1
    if (numbered := _NUMBERED.fullmatch(bare)) and numbered[1] == str(place):
        return "ol", numbered[2]
    return "p", bare


def _element(block: Block) -> Markup:
    parts = [Markup("").join(_runs(text)) for text in block.texts]
    inner = Markup("").join(map(Markup("<li>{}</li>").format, parts))
    if block.tag not in ("ul", "ol"):
        (inner,) = parts
    return Markup("<{0}>{1}</{0}>").format(block.tag, inner)


def _runs(text: str) -> Iterator[Markup | str]:
    for number, run in enumerate(read_runs(text)):
        yield Markup("<strong>{}</strong>").format(run) if number % 2 else run
