"""The verifier's modules, joined into one classic script for each kind of page."""

import re

import pytest

from generator.assets import MODULES, SCRIPTS
from generator.scripts import join_module, join_script
from generator.themes import themes_folder

ENTRIES = (*SCRIPTS, *MODULES)
FOLDER = themes_folder() / "verifier"
LOADED = re.compile(r"\bimport\('\./([a-z0-9-]+)\.js'\)")
DECLARED = re.compile(
    r"^(?:export )?(?:async )?(?:function\*?|const|let|class) ([A-Za-z_$][\w$]*)", re.MULTILINE
)


def needed(entry):
    """Return the stems of the modules that `entry` is made of."""
    found, waiting = set(), [entry]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            text = (FOLDER / f"{name}.js").read_text()
            waiting += re.findall(r"from '\./([a-z0-9-]+)\.js'", text)
    return found


def write(folder, **modules):
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text)
    return folder


def join(entry):
    """Return what the build writes for `entry`."""
    return (join_module if entry in MODULES else join_script)(FOLDER, entry).decode()


def test_each_module_stands_once_and_behind_what_it_imports(tmp_path):
    write(
        tmp_path,
        entry="import {b} from './middle.js';\nimport {a} from './base.js';\nuse(a, b);\n",
        middle="import {a} from './base.js';\nexport const b = a + 1;\n",
        base="export const a = 1;\n",
    )

    script = join_script(tmp_path, "entry").decode()

    assert script.count("const a=1") == 1
    assert script.index("const a=1") < script.index("const b=a+1") < script.index("use(a,b)")


def test_an_import_over_several_lines_is_resolved(tmp_path):
    write(
        tmp_path,
        entry="import {\n  a,\n  b,\n} from './base.js';\nuse(a, b);\n",
        base="export const a = 1;\nexport const b = 2;\n",
    )

    script = join_script(tmp_path, "entry").decode()

    assert "import" not in script
    assert "use(a,b)" in script


def test_the_script_is_one_strict_function(tmp_path):
    write(tmp_path, entry="go();\n")

    assert join_script(tmp_path, "entry") == b"(function(){'use strict';go();})();\n"


def test_a_module_keeps_its_own_exports_alone(tmp_path):
    write(
        tmp_path,
        entry="import {a} from './base.js';\nexport function go() {\n  return a;\n}\n",
        base="export const a = 1;\n",
    )

    module = join_module(tmp_path, "entry")

    assert module == b"const a=1;export function go(){return a;}\n"


def test_a_module_that_is_missing_stops_the_build(tmp_path):
    write(tmp_path, entry="import {a} from './none.js';\n")

    with pytest.raises(FileNotFoundError):
        join_script(tmp_path, "entry")


@pytest.mark.parametrize("entry", SCRIPTS)
def test_no_import_or_export_is_left(entry):
    script = LOADED.sub("", join(entry))

    assert re.findall(r"\b(?:import|export)\b[^.;\n]{0,40}(?:from|function|const)", script) == []
    assert re.search(r"\bimport\s*[({]", script) is None


def test_what_a_script_loads_later_is_what_is_built_as_modules():
    loaded = {name for entry in ENTRIES for name in LOADED.findall(join(entry))}

    assert loaded == set(MODULES)


@pytest.mark.parametrize("entry", MODULES)
def test_a_module_imports_nothing(entry):
    assert re.search(r"\bimport\b", LOADED.sub("", join(entry))) is None


@pytest.mark.parametrize("entry", ENTRIES)
def test_no_name_is_declared_by_two_modules(entry):
    owners: dict[str, list[str]] = {}
    for stem in sorted(needed(entry)):
        for name in DECLARED.findall((FOLDER / f"{stem}.js").read_text()):
            owners.setdefault(name, []).append(stem)

    assert {name: stems for name, stems in owners.items() if len(stems) > 1} == {}


@pytest.mark.parametrize("entry", ["credential-page", "any-badge"])
def test_the_catalogue_is_written_into_the_script(entry):
    script = join(entry)

    assert script.count('{"checks":{"format":{"codes":') == 1
    assert '"not-reached"' in script


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_script_is_plain_ascii_or_utf_8_that_cannot_end_a_script_element(entry):
    script = join(entry)

    assert "</script" not in script.lower()


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_script_makes_no_code_from_text(entry):
    script = join(entry)

    assert (
        re.findall(
            r"\beval\(|new Function|innerHTML|outerHTML|document\.write|insertAdjacent", script
        )
        == []
    )


def test_the_same_modules_give_the_same_bytes():
    assert join_script(FOLDER, "any-badge") == join_script(FOLDER, "any-badge")
