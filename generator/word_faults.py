"""What is wrong with a catalogue of words, and what it lacks."""

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.errors import ContentError, Problem
from generator.source import json_fault
from generator.text import FORBIDDEN, LANGUAGE, forbidden_fault, quoted
from generator.vc import strict_json
from generator.words import ENGLISH, OWN_WORDS, PLACEHOLDER, Words, locale_of, nearest

_FORMS = ("zero", "one", "two", "few", "many", "other")  # CLDR's categories of plurals


def sound_words(root: Path, language: str) -> Words:
    """Read the catalogues for what is signed or printed without a build's checks.

    Raises:
        ContentError: when the project's own words have a fault.
    """
    if problems := list(own_faults(root)):
        raise ContentError(problems)
    return Words(root, language)


def own_faults(root: Path) -> Iterator[Problem]:
    """Look for what is wrong with the project's own words."""
    english = Words(root / "none", ENGLISH).at(ENGLISH).table
    for path in sorted((root / OWN_WORDS).rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir():
            continue
        raw = path.read_bytes()
        if path.suffix != ".json" or not LANGUAGE.pattern.fullmatch(path.stem):
            message = "is no catalogue: name it after its language, like de.json or pt-BR.json"
            yield Problem(name, 0, 0, message, "words-name")
            continue
        try:
            table = strict_json.parse(raw)
        except strict_json.FormatError as error:
            line, column, reason = json_fault(error)
            yield Problem(name, line, column, f"is not plain JSON: {reason}", "words-json")
            continue
        if not isinstance(table, dict):
            yield Problem(name, 0, 0, "must hold one group of keys and texts", "words-json")
            continue
        for key, message in faults(path.stem, table, english):
            yield Problem(name, _line_of(raw, key), 1, f"{quoted(key)} {message}", "words-entry")


def faults(
    code: str, table: Mapping[str, Any], english: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the keys of a catalogue that cannot be used, and what is wrong with each."""
    forms = plural_forms(code)
    for key, text in table.items():
        base, _, form = key.rpartition(".")
        is_plural = form in _FORMS and is_plural_key(base, english)
        model = english.get(f"{base}.other" if is_plural else key)
        if model is None:
            yield key, f"is no key{nearest(key, english)}"
        elif is_plural and form not in forms:
            yield key, f"is no plural of this language: it has {', '.join(forms)}"
        elif not isinstance(text, str) or (not text.strip() and model):
            yield key, "must be a text"
        elif found := FORBIDDEN.search(text):
            yield key, forbidden_fault(found.group()).message
        elif wrong := _placeholder_fault(text, model, may_omit_count=is_plural and form != "other"):
            yield key, wrong


def missing(code: str, table: Collection[str], english: Mapping[str, str]) -> Iterator[str]:
    """Yield the keys that a complete catalogue of the language would have beside these."""
    for key in english:
        base, _, form = key.rpartition(".")
        if form in _FORMS and is_plural_key(base, english):
            if form == "other":
                yield from (
                    f for name in plural_forms(code) if (f := f"{base}.{name}") not in table
                )
        elif key not in table:
            yield key


def is_plural_key(base: str, english: Mapping[str, str]) -> bool:
    """Tell whether a sentence has forms for numbers: in English, one and other."""
    return f"{base}.one" in english and f"{base}.other" in english


def plural_forms(code: str) -> tuple[str, ...]:
    """Return the categories of plurals that a language has."""
    tags = {*locale_of(code).plural_form.tags, "other"}
    return tuple(form for form in _FORMS if form in tags)


def _placeholder_fault(text: str, model: str, *, may_omit_count: bool) -> str | None:
    found, wanted = set(PLACEHOLDER.findall(text)), set(PLACEHOLDER.findall(model))
    lost = wanted - found - ({"count"} if may_omit_count else set())
    if extra := found - wanted:
        return f"has a placeholder that nothing fills: {{{min(extra)}}}"
    return f"lacks the placeholder {{{min(lost)}}}" if lost else None


def _line_of(raw: bytes, key: str) -> int:
    """Find the line where a key stands, as it is mostly written: without escapes."""
    at = raw.find(json.dumps(key, ensure_ascii=False).encode())
    return raw.count(b"\n", 0, max(at, 0)) + 1
