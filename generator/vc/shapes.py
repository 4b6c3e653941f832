"""What members a document must and may have, read from `shapes.json` by both languages.

A table instead of a JSON Schema: the browser has no schema library, and two hand-written checks
would drift. Members that the table does not name are allowed; the signature covers them too.

A rule is a list of alternatives `a|b`, closed by `!` where the member is required:
`text uri https date number boolean object`, the name of a shape, `x[]` for an array of x,
`'Word'` for exactly that text, `'Word'+` for an array of texts that holds it.
"""

import functools
import json
import re
from collections.abc import Callable, Mapping
from importlib import resources

from generator.vc.dates import parse_date_time_stamp
from generator.vc.strict_json import JSON

# Absolute, RFC 3986 section 3: scheme, colon and no space, control or delimiter of other formats.
_URI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f<>"\\^`{|}]+')


class StructureError(ValueError):
    """A document is not what it has to be; `code` and `pointer` (RFC 6901) go into a finding."""

    def __init__(self, code: str, pointer: str, detail: str = "") -> None:
        """Keep what a finding shows."""
        super().__init__(f"{code} at {pointer or '/'}")
        self.code = code
        self.pointer = pointer
        self.detail = detail


def check_shape(value: JSON, shape: str, pointer: str = "") -> None:
    """Make sure that `value` is an object with the members that `shape` asks for.

    Raises:
        StructureError: `missing-member`, `malformed-date` or `malformed-member`, at the first
            fault in the order of the table.
    """
    if not isinstance(value, Mapping):
        raise StructureError("malformed-member", pointer)
    for member, rule in shapes()[shape].items():
        if member in value:
            _check(value[member], rule.removesuffix("!"), f"{pointer}/{member}")
        elif rule.endswith("!"):
            raise StructureError("missing-member", f"{pointer}/{member}")


@functools.cache
def shapes() -> Mapping[str, Mapping[str, str]]:
    """Read the table that both languages share."""
    text = resources.files("generator.vc").joinpath("shapes.json").read_text("utf-8")
    table: Mapping[str, Mapping[str, str]] = json.loads(text)
    return table


def is_uri(value: JSON) -> bool:
    """Tell whether `value` is a text that starts with a scheme and holds no space."""
    return isinstance(value, str) and _URI.fullmatch(value) is not None


def _check(value: JSON, rule: str, pointer: str) -> None:
    for kind in rule.split("|"):
        if kind.endswith("[]") and isinstance(value, list):
            for index, item in enumerate(value):
                _check(item, kind.removesuffix("[]"), f"{pointer}/{index}")
            return
        if kind in shapes() and isinstance(value, Mapping):
            check_shape(value, kind, pointer)
            return
        if kind.endswith("'+"):
            if isinstance(value, list) and kind[1:-2] in value and all(map(_is_text, value)):
                return
        elif (kind.startswith("'") and value == kind[1:-1]) or (
            kind in _KINDS and _KINDS[kind](value)
        ):
            return
    raise StructureError("malformed-date" if rule == "date" else "malformed-member", pointer)


def _is_text(value: JSON) -> bool:
    return isinstance(value, str)


def _is_date(value: JSON) -> bool:
    return isinstance(value, str) and parse_date_time_stamp(value) is not None


def _is_number(value: JSON) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_KINDS: Mapping[str, Callable[[JSON], bool]] = {
    "text": _is_text,
    "uri": is_uri,
    "https": lambda value: is_uri(value) and value.startswith("https://"),
    "date": _is_date,
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, Mapping),
}
