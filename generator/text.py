"""Forms that text must have before it may stand in a record or on a page: characters, links, names.

Nothing here knows of files. A fault is a value (`Fault`); whoever reads the text adds the place.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

MAX_LINK_LENGTH = 2_048  # what every browser and wallet still takes
MAX_EMAIL_LENGTH = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets
_MAX_QUOTED = 60  # a message stays one line

# Controls but TAB, LF, CR; U+2028 and U+2029 (line breaks to YAML, none to an editor); the bidi
# controls and tag characters that make a text look like another; U+FEFF and the non-characters;
# surrogates, which an escape in YAML can bring in and UTF-8 cannot carry.
FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    r"\ud800-\udfff\U000e0000-\U000e007f]"
)

_LINK = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\"]+\.[^\s@<>()\[\],;:\\\"]+")


class Fault(NamedTuple):
    """What is wrong with a text, and how to mend it."""

    message: str
    code: str


class Form(NamedTuple):
    """A pattern that a whole text must match, and an example of one that does."""

    pattern: re.Pattern[str]
    example: str


SLUG = Form(re.compile(r"(?=.{1,64}\Z)[a-z0-9]+(?:-[a-z0-9]+)*"), "applied-data-analysis")
# BCP 47 without extensions and private use: language, script, region, variants.
LANGUAGE = Form(
    re.compile(
        r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
        r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    ),
    "en-GB",
)
# The Credential Registry's identifier: `ce-` and a UUID (RFC 9562) in small letters.
CTID = Form(
    re.compile(r"ce-[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
    "ce-0f8b1a52-6c3e-4d27-9b5a-2f4e8c7d1a60",
)


def quoted(text: str) -> str:
    """Quote somebody's text for a message: one line, nothing that moves a terminal's cursor."""
    short = text if len(text) <= _MAX_QUOTED else text[: _MAX_QUOTED - 1] + "…"
    return f"'{printable(short)}'"


def printable(text: str) -> str:
    """Escape what would break a line or move a terminal's cursor: others' texts are in messages."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def columns(text: str) -> int:
    """Count the columns that `text` takes in print: two for a wide letter, as Chinese has them."""
    marks = sum(unicodedata.combining(character) != 0 for character in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def broken(text: str, width: int, lines: int) -> tuple[str, ...]:
    """Break `text` into `lines` of `width` columns; what is too long for them ends in an ellipsis.

    A word that is too long for a line is broken with a hyphen, and wide letters break anywhere.
    """
    found = [""]
    for piece in _pieces(text, width):
        joined = f"{found[-1]}{piece}"
        if columns(joined.rstrip()) <= width:
            found[-1] = joined
        else:
            found.append(piece)
    kept = [line.strip() for line in found if line.strip()]
    if len(kept) > lines:
        kept[lines - 1 :] = [f"{kept[lines - 1].rstrip('-')}…"]
    return tuple(kept)


def _pieces(text: str, width: int) -> Iterator[str]:
    for word in text.split():
        narrow = ""
        for character in word:
            if unicodedata.east_asian_width(character) in "WF":
                yield from _chunks(narrow, width)
                yield character
                narrow = ""
            else:
                narrow += character
        yield from _chunks(f"{narrow} ", width)


def _chunks(word: str, width: int) -> Iterator[str]:
    while columns(word.rstrip()) > width:
        yield f"{word[: width - 1]}-"
        word = word[width - 1 :]
    if word:
        yield word


def text_fault(text: str, max_length: int, *, lines: bool = False) -> Fault | None:
    """Find what keeps `text` out of a record, `lines` being allowed in it or not."""
    if forbidden := FORBIDDEN.search(text):
        return forbidden_fault(forbidden.group())
    if (index := nfc_difference(text)) is not None:
        return nfc_fault(text, index)
    if len(text) > max_length:
        return Fault(f"is {len(text)} characters long: at most {max_length} fit", "value-long")
    if not lines and ("\n" in text or "\r" in text):
        return Fault("must be a single line", "value-lines")
    return None


def forbidden_fault(character: str) -> Fault:
    """Say which character may not stand in a text."""
    name = unicodedata.name(character, "a control character")
    return Fault(f"holds U+{ord(character):04X} ({name}): remove it", "text-control")


def nfc_difference(text: str) -> int | None:
    """Find where `text` is not in Normalization Form C, or `None` where it is."""
    if unicodedata.is_normalized("NFC", text):
        return None
    mended = unicodedata.normalize("NFC", text)
    pairs = enumerate(zip(text, mended, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(text), len(mended)))


def nfc_fault(text: str, index: int) -> Fault:
    """Say which letters are not in Normalization Form C, the one form that signatures agree on."""
    return Fault(
        f"is not in Unicode form NFC at {quoted(text[index : index + 2])}: type the letter again "
        "as one character, or convert the text to NFC",
        "text-nfc",
    )


def form_fault(text: str, form: Form) -> Fault | None:
    """Find out whether `text` has the `form`."""
    if form.pattern.fullmatch(text):
        return None
    message = f"is {quoted(text)}, which has not the form of {quoted(form.example)}"
    return Fault(message, "value-form")


def link_fault(text: str, schemes: Sequence[str]) -> Fault | None:
    """Find what keeps `text` from being an absolute link with one of the `schemes`."""
    starts = " or ".join("mailto:" if s == "mailto" else f"{s}://" for s in schemes)
    scheme, _, rest = text.partition(":")
    if scheme not in schemes:
        return Fault(f"is {quoted(text)}: a link here starts with {starts}", "link-scheme")
    if len(text) > MAX_LINK_LENGTH:
        return Fault(f"is longer than {MAX_LINK_LENGTH} characters", "value-long")
    if not _LINK.fullmatch(text):
        return Fault(
            f"is {quoted(text)}: write spaces and other special characters in a link as %XX",
            "link-form",
        )
    if scheme == "mailto":
        return email_fault(rest.partition("?")[0])
    if not _has_plain_host(text):
        return Fault(f"is {quoted(text)}: a link names a host, and no user", "link-form")
    return None


def _has_plain_host(link: str) -> bool:
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    return (
        "@" not in parts.netloc
        and port != 0
        and bool(_HOST.fullmatch(parts.hostname or ""))
        and ".." not in parts.netloc
    )


def email_fault(text: str) -> Fault | None:
    """Find what keeps `text` from being an e-mail address."""
    if len(text) > MAX_EMAIL_LENGTH or not _ADDRESS.fullmatch(text):
        return Fault(f"is {quoted(text)}, which is not an e-mail address", "value-form")
    return None
