"""Read JSON so that every parser would read the same thing, or refuse it.

RFC 8259 lets parsers differ on duplicate members, unpaired surrogates, large numbers and depth;
a signature is worth nothing where two readers see two documents. Writing is left to `jcs`.

Faults are looked for in a fixed order, the same in `strict-json.js`, so that a record with two
faults gets the same code from both.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

JSON = Any  # what `parse` returns: None, bool, int, float, str, list[JSON] or dict[str, JSON]

MAX_BYTES = 1_048_576  # a record is about 4 kB; a full status list of 131,072 entries about 25 kB
MAX_DEPTH = 64  # far above any record, far below what a recursive reader survives
MAX_SAFE_INTEGER = 2**53 - 1  # RFC 8785 appendix D: beyond it JavaScript rounds

_ESCAPE = re.compile(r"\\.", re.DOTALL)
_STRING = re.compile(r'"[^"]*"')
_BRACKET = re.compile(r"[\[\]{}]")
# Controls are escaped differently by RDF canonicalisers, so a proof over them fails elsewhere;
# U+FFFE and U+FFFF are not characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class FormatError(ValueError):
    """The bytes are not JSON that every parser reads alike; `code` is one of check `format`."""

    def __init__(self, code: str, detail: str = "") -> None:
        """Keep the code and what was found, for a finding."""
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def parse(raw: bytes) -> JSON:
    """Parse `raw`, refusing whatever two parsers could read differently.

    Raises:
        FormatError: with the code of the first fault in the order of the steps below.
    """
    # (1) size, before anything is decoded
    if len(raw) > MAX_BYTES:
        raise FormatError("too-large", str(len(raw)))
    # (2) encoding
    if raw.startswith(b"\xef\xbb\xbf"):
        raise FormatError("byte-order-mark")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError("not-utf8") from error
    # (3) depth, before anything recurses
    if _depth(text) > MAX_DEPTH:
        raise FormatError("too-deep")
    # (4) grammar
    seen = _Seen()
    try:
        value = json.loads(
            text,
            object_pairs_hook=seen.pairs,
            parse_int=seen.integer,
            parse_float=seen.number,
            parse_constant=_refuse_constant,
        )
    except ValueError as error:
        raise FormatError("not-json") from error
    # (5) what the grammar allows and readers differ on
    if seen.duplicate:
        raise FormatError("duplicate-member")
    if seen.unsafe is not None:
        raise FormatError("unsafe-number", seen.unsafe)
    if seen.prototype:
        raise FormatError("forbidden-member", "__proto__")
    # Without a backslash, what the text does not hold the values cannot hold either.
    if "\\" in text or _FORBIDDEN.search(text):
        texts = list(_texts(value))
        if any(_SURROGATE.search(item) for item in texts):
            raise FormatError("lone-surrogate")
        if any(_FORBIDDEN.search(item) for item in texts):
            raise FormatError("forbidden-character")
    return value


class _Seen:
    """Faults met while `json` reads on: raised at once, their order would depend on their place."""

    def __init__(self) -> None:
        self.duplicate = False
        self.unsafe: str | None = None
        self.prototype = False

    def pairs(self, pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
        members = dict(pairs)
        if len(members) != len(pairs):
            self.duplicate = True
        if "__proto__" in members:
            self.prototype = True  # a JavaScript reader may take it for the object's prototype
        return members

    def integer(self, literal: str) -> int | float:
        # Python refuses to convert thousands of digits; 17 cannot be safe anyway.
        if len(literal) > len("-9007199254740991") or abs(int(literal)) > MAX_SAFE_INTEGER:
            self.unsafe = self.unsafe or literal[:32]
            return 0
        return int(literal)

    def number(self, literal: str) -> float:
        value = float(literal)
        if not abs(value) <= MAX_SAFE_INTEGER:
            self.unsafe = self.unsafe or literal[:32]
        return value


def _refuse_constant(literal: str) -> NoReturn:
    msg = f"{literal} is not JSON"  # json.loads takes NaN and Infinity by itself
    raise ValueError(msg)


def _depth(text: str) -> int:
    """Count the deepest nesting of brackets outside strings (exact for JSON only)."""
    if text.count("{") + text.count("[") <= MAX_DEPTH:
        return 0
    bare = _STRING.sub("", _ESCAPE.sub("", text))
    depth = deepest = 0
    for bracket in _BRACKET.findall(bare):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _texts(value: JSON) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for name, item in value.items() for text in (name, *_texts(item))]
    if isinstance(value, Sequence):
        return [text for item in value for text in _texts(item)]
    return []
