"""What the pages' scripts are made of: the verifier's ES modules, joined, and what they say.

Modules do not load from `file:` and a dozen requests cost time, so the build resolves the imports:
each module once, behind what it imports, inside one function. The module `catalogue` is replaced by
the tables that it stands for. Only the plain forms that our modules use are understood.
"""

import functools
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import rjsmin

from generator.shorten import shorten
from generator.vc.checks import catalogue
from generator.vc.shapes import shapes
from generator.words import Catalogue

_IMPORT = re.compile(r"^import \{[^}]*\} from '\./([a-z0-9-]+)\.js';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function |const |class |let )", re.MULTILINE)
_CATALOGUE = "catalogue"

# The kinds of pages with sentences that scripts say; of some, sentences about verdicts as well.
SCRIPT_KINDS = ("credential", "verify", "pathway", "endorsements", "plan", "collection")
_BORROWED = {
    "plan": "verify",
    "collection": "verify",
}  # pages that say what another kind says, and more
VERDICT_KINDS = ("credential", "verify", "collection")
# By state or `<state>.<reason>`; a reason without an icon of its own has that of its state.
STATE_ICONS = {
    "checking": "wait",
    "valid": "ok",
    "expired": "clock",
    "not-yet-valid": "clock",
    "revoked": "no",
    "suspended": "hold",
    "invalid": "no",
    "invalid.created-in-future": "clock",
    "invalid.proof-expired": "clock",
    "unconfirmed": "key",
    "page-altered": "no",
    "unknown": "ask",
}
MARK_ICONS = {"passed": "ok", "failed": "no", "late": "clock", "hold": "hold", "unknown": "ask"}
_NOT_LABELS = ("check.", "js.", "marks.", "states.", "verdict.")


def join_script(folder: Path, entry: str) -> bytes:
    """Return the script of `entry` (a module's stem in `folder`) with all that it imports."""
    body = "\n".join(_collect(folder, entry, {}).values())
    return _minified(f"(function () {{\n'use strict';\n{body}\n}})();\n")


def join_module(folder: Path, entry: str) -> bytes:
    """Return `entry` with all that it imports, as a module that a script loads with `import()`."""
    modules = _collect(folder, entry, {})
    modules[entry] = _IMPORT.sub("", (folder / f"{entry}.js").read_text("utf-8"))  # exports stay
    return _minified("\n".join(modules.values()))


def _collect(folder: Path, name: str, modules: dict[str, str]) -> dict[str, str]:
    if name in modules:
        return modules
    if name == _CATALOGUE:
        modules[name] = f"const CHECKS = {_outcomes()};\nconst SHAPES = {_literal(shapes())};\n"
        return modules
    source = (folder / f"{name}.js").read_text("utf-8")
    for match in _IMPORT.finditer(source):
        _collect(folder, match[1], modules)
    modules[name] = _EXPORT.sub("", _IMPORT.sub("", source))
    return modules


def _minified(source: str) -> bytes:
    script: str = rjsmin.jsmin(source)
    return f"{shorten(script)}\n".encode()


def check_words(words: Catalogue) -> bytes:
    """Return the words of the checks by check and code, which pages read in their own language.

    What a check is called, whatever came of it, stands under the code "".
    """
    return f"{_literal(_check_words(words))}\n".encode()


def switch_words(words: Catalogue) -> bytes:
    """Return all that pages say in a language: what they load when a reader chooses it."""
    labels = {key: text for key, text in words.table.items() if not key.startswith(_NOT_LABELS)}
    table = {
        "language": words.language,
        "dir": words.direction,
        "labels": labels,
        "js": {kind: _script_words(words, kind, None) for kind in SCRIPT_KINDS},
        "checks": _check_words(words),
    }
    return f"{_literal(table)}\n".encode()


@functools.cache  # for the pages of a thousand credentials
def script_words(words: Catalogue, kind: str, types: tuple[str, ...] | None = None) -> bytes:
    """Return what the scripts of a `kind` of page say; of the achievement types only `types`."""
    return _literal(_script_words(words, kind, types)).encode()


def _script_words(words: Catalogue, kind: str, types: tuple[str, ...] | None) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for name, text in _area(words, "js", kind).items():
        *path, last = name.split(".")
        place = functools.reduce(lambda inner, step: inner.setdefault(step, {}), path, table)
        place[last] = text
    table["marks"] = {
        name: [MARK_ICONS[name], text] for name, text in _area(words, "marks", kind).items()
    }
    return {**table, **(_verdict_words(words, kind, types) if kind in VERDICT_KINDS else {})}


def _verdict_words(words: Catalogue, kind: str, types: tuple[str, ...] | None) -> dict[str, Any]:
    states: dict[str, dict[str, str]] = {}
    for name, text in (_area(words, "verdict", kind) | _area(words, "states", kind)).items():
        state, _, part = name.rpartition(".")
        icon = STATE_ICONS.get(state) or STATE_ICONS[state.partition(".")[0]]
        states.setdefault(state, {"icon": icon})[part] = text
    labels = _area(words, "type", kind)
    return {
        "states": states,
        "types": {
            name: labels[name] for name in (labels if types is None else types) if name in labels
        },
    }


def _area(words: Catalogue, area: str, kind: str) -> dict[str, str]:
    """Return the sentences of an area by name, those of a kind of page over common ones."""
    found: dict[str, str] = {}
    for start in (f"{area}.", f"{area}.{_BORROWED.get(kind, kind)}.", f"{area}.{kind}."):
        for key, text in words.table.items():
            name = key.removeprefix(start)
            if key != name and name.partition(".")[0] not in SCRIPT_KINDS:
                found[name] = text
    return found


def _check_words(words: Catalogue) -> dict[str, dict[str, list[str]]]:
    return {
        check: {
            "": [words.table[f"checks.{check}"], ""],
            **{
                code: [words.table[f"check.{check}.{code}.{part}"] for part in ("title", "text")]
                for code in about["codes"]
            },
        }
        for check, about in catalogue()["checks"].items()
    }


def _outcomes() -> str:
    """Return the catalogue of checks with nothing but what each code comes to."""
    checks = {
        check: {
            "codes": {code: {"outcome": entry["outcome"]} for code, entry in about["codes"].items()}
        }
        for check, about in catalogue()["checks"].items()
    }
    return _literal({"checks": checks})


def _literal(table: Mapping[str, Any]) -> str:
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))
