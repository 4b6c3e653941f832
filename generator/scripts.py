"""Join the verifier's ES modules into one classic script per kind of page, or into one module.

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
    return f"{script}\n".encode()


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
