"""The words of the interface: a catalogue of sentences for each language, in `themes/words`.

A project changes words or adds a language in `theme/words/<language>.json`. What a catalogue lacks
is said in English. The words of the checks are English in `vc/checks.json`, which the command line
reads too; other catalogues give them under `check.<check>.<code>` and `verdict.<verdict>`.
"""

import functools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from generator.text import quoted
from generator.themes import themes_folder
from generator.vc import checks, strict_json

if TYPE_CHECKING:
    from babel.core import Locale

ENGLISH = "en"
OWN_WORDS = "theme/words"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
# Unicode's likely subtags: the languages and scripts that are written from right to left.
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi")
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(("Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"))


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """The words of one language, and how it writes dates and numbers."""

    code: str
    """The name of its file, as in `en`."""
    language: str
    """A tag of that language, as in `en-GB`: dates differ within a language."""
    table: Mapping[str, str]

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return self.table["language.name"]

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        first, *rest = self.language.split("-")
        if any(tag in _RIGHT_TO_LEFT_SCRIPTS for tag in rest):
            return "rtl"
        is_latin = "Latn" in rest or "Cyrl" in rest
        return "rtl" if first in _RIGHT_TO_LEFT and not is_latin else "ltr"

    def text(self, key: str, **values: object) -> str:
        """Return the sentence at `key`, filled; numbers are written as the language does.

        Raises:
            KeyError: where there is no such sentence, or no value for one of its placeholders.
        """
        return "".join(
            piece if name is None else self.shown(values[name])
            for name, piece in self.pieces(key, values.get("count"))
        )

    def pieces(self, key: str, count: object = None) -> Iterator[tuple[str | None, str]]:
        """Yield the sentence at `key` piece by piece: (None, text), or (a placeholder's name, "").

        Raises:
            KeyError: where there is no such sentence.
        """
        for at, piece in enumerate(PLACEHOLDER.split(self.table[self._form(key, count)])):
            yield (piece, "") if at % 2 else (None, piece)

    def shown(self, value: object) -> str:
        """Write a value into a sentence."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.number(value)
        return str(value)

    def day(self, text: str) -> str:
        """Write an ISO date or a dateTimeStamp as its day in UTC: `12 June 2026`."""
        from babel.dates import format_date

        when = datetime.fromisoformat(text)
        if when.tzinfo is not None:
            when = when.astimezone(UTC)
        return format_date(date(when.year, when.month, when.day), "long", locale_of(self.language))

    def number(self, number: float) -> str:
        """Write a number: `1,234.5`."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=locale_of(self.language))

    def money(self, amount: float, currency: str) -> str:
        """Write an amount in a currency: `£1,234`, with small coins only where there are any."""
        from babel.numbers import format_currency

        locale = locale_of(self.language)
        if amount != int(amount):
            return format_currency(amount, currency, locale=locale)
        whole = locale.currency_formats["standard"].pattern.replace(".00", "")
        return format_currency(amount, currency, whole, locale=locale, currency_digits=False)

    def _form(self, key: str, count: object) -> str:
        if key in self.table:
            return key
        if isinstance(count, int | float):
            forms = (locale_of(self.language).plural_form(count), "other")
            found = next((f"{key}.{form}" for form in forms if f"{key}.{form}" in self.table), None)
            if found is not None:
                return found
        message = f"there are no words {quoted(key)}{nearest(key, self.table)}"
        raise KeyError(message)


class Words:
    """The catalogues of a project."""

    def __init__(self, root: Path, language: str) -> None:
        """Read what is shipped and what the project in `root` has, whose site is in `language`.

        A file of the project that is no catalogue is passed over; `own_faults` says what is wrong.
        """
        tables: dict[str, dict[str, str]] = {}
        for folder in (themes_folder() / "words", root / OWN_WORDS):
            for path in sorted(folder.glob("*.json")):
                table = _read(path)
                if table is not None:
                    tables.setdefault(path.stem, {}).update(table)
        english = {**checked_words(), **tables[ENGLISH]}
        self._tables = {code: {**english, **table} for code, table in tables.items()}
        self._site_language = language
        self._catalogues: dict[str, Catalogue] = {}

    @property
    def codes(self) -> list[str]:
        """The languages there are words of, in the order of the languages' own names."""
        return sorted(self._tables, key=lambda code: self._tables[code]["language.name"].casefold())

    def find(self, tag: str) -> str | None:
        """Return the code of the catalogue for a language tag: the nearest, or None."""
        parts = tag.split("-")
        shorter = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
        return next((code for code in shorter if code in self._tables), None)

    def choose(self, *tags: str | None) -> str:
        """Return the first of `tags` that there are words for; English if there is none."""
        return next((tag for tag in tags if tag is not None and self.find(tag)), ENGLISH)

    def at(self, tag: str) -> Catalogue:
        """Return the catalogue for a tag that `choose` gave."""
        if self._site_language.partition("-")[0] == tag:
            tag = self._site_language  # or an "en" programme would be dated as in America
        if tag not in self._catalogues:
            code = self.find(tag) or ENGLISH
            self._catalogues[tag] = Catalogue(code, tag, self._tables[code])
        return self._catalogues[tag]

    def catalogues(self) -> list[Catalogue]:
        """Return every catalogue, each with the tag that the site means by it."""
        tag = self._site_language
        return [self.at(tag if self.find(tag) == code else code) for code in self.codes]


def checked_words() -> dict[str, str]:
    """Return the English words of the checks and verdicts, by the keys that catalogues use."""
    table = checks.catalogue()
    named = {f"verdict.{name}": entry for name, entry in table["verdicts"].items()}
    for check, about in table["checks"].items():
        for code, entry in about["codes"].items():
            named[f"check.{check}.{code}"] = entry
    return {
        f"{name}.{part}": entry[part] for name, entry in named.items() for part in ("title", "text")
    }


def _read(path: Path) -> dict[str, str] | None:
    try:
        table = strict_json.parse(path.read_bytes())
    except (OSError, strict_json.FormatError):
        return None
    is_plain = isinstance(table, dict) and all(isinstance(text, str) for text in table.values())
    return table if is_plain else None


def nearest(word: str, options: Collection[str]) -> str:
    """Return the end of a message that offers the nearest of `options`, or nothing."""
    close = get_close_matches(word, options, n=1)
    return f": did you mean {quoted(close[0])}?" if close else ""


@functools.cache
def locale_of(tag: str) -> "Locale":
    """Return what CLDR knows of a language, or of English where it knows nothing."""
    from babel.core import Locale, UnknownLocaleError

    for name in (tag, tag.split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(ENGLISH)
