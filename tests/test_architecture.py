"""The shape of the package: floors, the border of the trusted core, and the size of a module.

A module imports from lower floors or from its own, never from a higher one, and never in a circle.
`vc` imports only itself, the standard library and three libraries. A new module needs a floor here.
"""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator"

FLOORS = {
    5: "cli commands_collection commands_endorse commands_programs commands_signing commands_site "
    "console",
    4: "advice build project certificate check lookups report serve stack targets",
    3: "assets catalogue_pages charts collection_pages ctdl endorsement_pages feeds hooks "
    "issuer_keys machine_readable pages program_pages render scripts sharing shorten skill_pages "
    "statistics_pages views",
    2: "content achievement bake cards collection completeness completeness_rules criteria "
    "endorsement_files endorsements endorsing init issue leads new pathway_map picture related "
    "signing status tallies",
    1: "text fields source images markdown config programs assessment offers pathways hours "
    "quality results partners roles skills prose recipients keys output themes typefaces words "
    "word_faults signed_text look",
    0: "errors __init__",
}
FLOOR = {module: floor for floor, row in FLOORS.items() for module in row.split()}

MAX_LINES = 300  # what can be read in one sitting; most should stay near 250

# What the core may use from outside the standard library, and where.
CORE_LIBRARIES = {
    "nacl": {"ed25519"},
    "rfc8785": {"jcs"},
    "pyld": {"eddsa_rdfc_2022"},
}
# The core has no disk, no network, no clock and no other program to ask.
NOT_IN_THE_CORE = {
    "asyncio",
    "http",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "ssl",
    "subprocess",
    "tempfile",
    "time",
    "urllib",
}

MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if "scaffold" not in path.relative_to(PACKAGE).parts[:-1]
)
PLAIN = [path for path in MODULES if path.parent == PACKAGE]
CORE = [path for path in MODULES if path.is_relative_to(PACKAGE / "vc")]


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted names that a module imports, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide which floor is meant"
            assert node.module is not None
            # `from generator import keys` imports a module, `from generator.keys import load` not.
            if node.module in {"generator", "generator.vc"}:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def own_modules(path: Path) -> set[str]:
    """Return the first-level names below `generator` that a module imports."""
    names = {name.split(".")[1] for name in imports(parse(path)) if name.startswith("generator.")}
    # `from generator import __version__` asks the package itself.
    return {"__init__" if name == "__version__" else name for name in names}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", PLAIN, ids=name_of)
def test_a_module_has_a_floor_and_imports_from_no_higher_one(path):
    assert path.stem in FLOOR, f"give {path.stem} a floor in this file, and in the picture"

    higher = {m for m in own_modules(path) - {"vc"} if FLOOR[m] > FLOOR[path.stem]}
    assert higher == set()


def test_no_module_imports_itself_in_a_circle():
    graph = {path.stem: own_modules(path) - {"vc"} for path in PLAIN}

    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_the_core_imports_only_itself_and_its_libraries(path):
    own = set()
    outside = set()
    for name in imports(parse(path)):
        first = name.split(".")[0]
        if first == "generator":
            own.add(name)
        elif first not in sys.stdlib_module_names:
            outside.add(first)

    assert [name for name in own if not name.startswith("generator.vc.")] == []
    allowed = {library for library, stems in CORE_LIBRARIES.items() if path.stem in stems}
    assert outside <= allowed


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_the_core_reaches_for_nothing_outside_its_arguments(path):
    used = {name.split(".")[0] for name in imports(parse(path))}

    assert used & NOT_IN_THE_CORE == set()


def test_no_module_of_the_core_imports_itself_in_a_circle():
    graph = {
        path.stem: {
            name.split(".")[2] for name in imports(parse(path)) if name.startswith("generator.vc.")
        }
        for path in CORE
    }

    TopologicalSorter(graph).prepare()


def test_rdf_canonicalisation_is_imported_only_when_it_is_asked_for():
    """It is slow to load, and a build never needs it."""
    at_load = [
        name
        for path in MODULES
        for node in parse(path).body
        for name in imports(ast.Module([node], []))
        if isinstance(node, ast.Import | ast.ImportFrom) and name.split(".")[0] == "pyld"
    ]

    assert at_load == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_can_be_read_in_one_sitting(path):
    assert len(path.read_text("utf-8").splitlines()) <= MAX_LINES


def test_the_map_for_people_names_every_module_on_its_floor():
    rows = (ROOT / "ARCHITECTURE.md").read_text("utf-8").splitlines()

    for floor, modules in FLOORS.items():
        (row,) = [row for row in rows if row.startswith(f"| {floor} |")]
        missing = {name for name in modules.split() if f"`{name}`" not in row}
        assert missing - {"__init__"} == set(), row
