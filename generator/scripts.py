"""Join the verifier's ES modules into one classic script per kind of page.

Modules do not load from `file:` and a dozen requests cost time, so the build resolves the imports:
each module once, behind what it imports, inside one function. The module `catalogue` is replaced by
the tables that it stands for. Only the plain forms that our modules use are understood.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import rjsmin

from generator.vc.checks import catalogue
from generator.vc.shapes import shapes

_IMPORT = re.compile(r"^import \{[^}]*\} from '\./([a-z0-9-]+)\.js';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function |const |class |let )", re.MULTILINE)
_CATALOGUE = "catalogue"


def join_script(folder: Path, entry: str) -> bytes:
    """Return the script of `entry` (a module's stem in `folder`) with all that it imports."""
    modules: dict[str, str] = {}
    _collect(folder, entry, modules)
    body = "\n".join(modules.values())
    script: str = rjsmin.jsmin(f"(function () {{\n'use strict';\n{body}\n}})();\n")
    return f"{script}\n".encode()


def _collect(folder: Path, name: str, modules: dict[str, str]) -> None:
    if name in modules:
        return
    if name == _CATALOGUE:
        modules[name] = f"const CHECKS = {_outcomes()};\nconst SHAPES = {_literal(shapes())};\n"
        return
    source = (folder / f"{name}.js").read_text("utf-8")
    for match in _IMPORT.finditer(source):
        _collect(folder, match[1], modules)
    modules[name] = _EXPORT.sub("", _IMPORT.sub("", source))


def check_words() -> bytes:
    """Return the words of the checks by check and code, which pages read in their own language."""
    words = {
        check: {code: [entry["title"], entry["text"]] for code, entry in about["codes"].items()}
        for check, about in catalogue()["checks"].items()
    }
    return f"{_literal(words)}\n".encode()


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
