"""Removing any one check of the verifier is noticed: the vectors bite.

The core's modules are altered mechanically, one place at a time, and run as a copy of their own:
a `raise` or an early `return` dropped, a comparison's bound moved or turned round, an operand of
`and` or `or` dropped. At least one case must then come to something else. `tests/node/knockout.mjs`
does the first two of these to the browser half.
"""

import ast
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from generator import vc
from tests.conftest import REPOSITORY
from tests.node.report import CORE
from tests.peers.packages import installed
from tests.vector_cases import CASE_PATHS, Findings, expected, load_case, to_bytes

PACKAGE = "generator.vc"
SECONDS = 180  # for the browser half: far more than it takes, for slow machines
FOLDER = Path(vc.__file__).resolve().parent
# In the order in which they import each other.
STEMS = (
    "checks",
    "strict_json",
    "dates",
    "multibase",
    "jcs",
    "ed25519",
    "eddsa_jcs_2022",
    "eddsa_rdfc_2022",
    "shapes",
    "did",
    "credential",
    "status_list",
    "verify",
)
NOT_OF_THE_VERDICT = ("eddsa_rdfc_2022",)
FIRST_ASKED = {
    "strict_json": "format",
    "shapes": "structure",
    "credential": "structure",
    "did": "key",
    "multibase": "proof",
    "ed25519": "proof",
    "eddsa_jcs_2022": "proof",
    "dates": "validity",
    "status_list": "status",
}

# What only signing, writing or `verify --proofs all` uses: other tests hold that.
OTHER_FUNCTIONS = {
    ("verify", "verify_rdfc"),
    ("verify", "is_authentic"),
    ("eddsa_jcs_2022", "create_proof"),
    ("jcs", "canonical"),
    ("multibase", "encode_base58btc"),
    ("did", "encode_multikey"),
    ("did", "of_address"),
    ("status_list", "encode_list"),
    ("dates", "format_date_time_stamp"),
    ("ed25519", "public_key_of"),
    ("ed25519", "sign"),
}

# Alterations that no case can see, with the reason.
SECOND_LINE = "a second line of defence behind the callers; test_vc_ed25519 holds it by itself"
WEAK = "not is_acceptable_key(public_key)"
EQUIVALENT = {
    "checks: if Outcome.UNKNOWN in authenticity": "standing is not reached then, so it is unknown",
    "strict_json: if text.count('{') + text.count('[') <= MAX_DEPTH": "saves the scan's time only",
    "strict_json: <= to <: text.count('{') + text.count('[') <= MAX_DEPTH": "saves time only",
    "strict_json: without self.unsafe": "which of two numbers is named",
    "strict_json: without literal[:32]": "how the number is named; None would be noticed",
    "multibase: without len(text) > MAX_BASE58": "the length of the value is looked at anyway",
    "multibase: > to >=: len(text) > MAX_BASE58": "the length of the value is looked at anyway",
    f"ed25519: if len(signature) != SIGNATURE_BYTES or {WEAK}": SECOND_LINE,
    "ed25519: without len(public_key) == PUBLIC_KEY_BYTES": SECOND_LINE,
    "ed25519: without len(signature) != SIGNATURE_BYTES": SECOND_LINE,
    f"ed25519: without {WEAK}": SECOND_LINE,
    "shapes: without isinstance(value, Mapping)": "check_shape refuses what is no object",
    "shapes: without pointer": "the text of an error, not its code",
    "shapes: without '/'": "the text of an error, not its code",
    "credential: without created is not None": "the shape of a proof asks for a date",
    "credential: without not isinstance(suite, str)": "no other value equals the name of a suite",
    "verify: without start is None": "the shape of a credential asks for a date",
}


@dataclass(frozen=True)
class Alteration:
    """One module with one place altered."""

    stem: str
    what: str
    code: CodeType


def alterations(stem: str) -> Iterator[Alteration]:
    """Yield every altered form of a module; its tree is altered, compiled and put right again."""
    tree = ast.parse((FOLDER / f"{stem}.py").read_text("utf-8"))
    outside = [
        node
        for statement in tree.body
        for function in _functions(statement)
        if (stem, function.name) not in OTHER_FUNCTIONS
        for node in ast.walk(function)
    ]
    for node in outside:
        for word, alter, restore in _ways(node):
            alter()
            code = compile(ast.fix_missing_locations(tree), f"<{stem}>", "exec")
            restore()
            yield Alteration(stem, f"{stem}: {word}", code)


def _functions(statement: ast.stmt) -> list[ast.FunctionDef]:
    members = statement.body if isinstance(statement, ast.ClassDef) else [statement]
    return [member for member in members if isinstance(member, ast.FunctionDef)]


Step = Callable[[], None]


def _ways(node: ast.AST) -> Iterator[tuple[str, Step, Step]]:
    for field in ("body", "orelse"):
        statements: Any = getattr(node, field, None)
        for index, statement in enumerate(statements if isinstance(statements, list) else []):
            if isinstance(statement, ast.Raise):
                yield ast.unparse(statement), *_item(statements, index, ast.Pass())
    if isinstance(node, ast.If) and isinstance(node.body[-1], ast.Return):
        word = f"if {ast.unparse(node.test)}"
        yield word, *_attribute(node, "test", ast.Constant(value=False))
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OPERATORS:
        old, (sign, other_sign, other) = ast.unparse(node), OPERATORS[type(node.ops[0])]
        yield f"{sign} to {other_sign}: {old}", *_item(node.ops, 0, other())
    if isinstance(node, ast.BoolOp):
        neutral = ast.Constant(value=isinstance(node.op, ast.And))
        for index, operand in enumerate(node.values):
            yield f"without {ast.unparse(operand)}", *_item(node.values, index, neutral)


OPERATORS: dict[type[ast.cmpop], tuple[str, str, type[ast.cmpop]]] = {
    ast.Gt: (">", ">=", ast.GtE),
    ast.GtE: (">=", ">", ast.Gt),
    ast.Lt: ("<", "<=", ast.LtE),
    ast.LtE: ("<=", "<", ast.Lt),
    ast.Eq: ("==", "!=", ast.NotEq),
    ast.NotEq: ("!=", "==", ast.Eq),
    ast.In: ("in", "not in", ast.NotIn),
    ast.NotIn: ("not in", "in", ast.In),
    ast.Is: ("is", "is not", ast.IsNot),
    ast.IsNot: ("is not", "is", ast.Is),
}


def _item(items: list[Any], index: int, other: ast.AST) -> tuple[Step, Step]:
    own = items[index]
    return lambda: items.__setitem__(index, other), lambda: items.__setitem__(index, own)


def _attribute(node: ast.AST, name: str, other: ast.AST) -> tuple[Step, Step]:
    own = getattr(node, name)
    return lambda: setattr(node, name, other), lambda: setattr(node, name, own)


# A copy of the core, one module of it altered

CODE = {
    stem: compile((FOLDER / f"{stem}.py").read_text("utf-8"), f"<{stem}>", "exec") for stem in STEMS
}


def load_altered(alteration: Alteration) -> ModuleType:
    """Run the core's modules anew, the altered one among them, and return `verify`."""
    kept = {
        name: sys.modules.pop(name) for name in list(sys.modules) if name.startswith(f"{PACKAGE}.")
    }
    attributes = dict(vars(vc))
    try:
        for stem in STEMS:
            module = ModuleType(f"{PACKAGE}.{stem}")
            sys.modules[module.__name__] = module
            setattr(vc, stem, module)
            exec(alteration.code if stem == alteration.stem else CODE[stem], vars(module))
        return sys.modules[f"{PACKAGE}.verify"]
    finally:
        for stem in STEMS:
            del sys.modules[f"{PACKAGE}.{stem}"]
        sys.modules.update(kept)
        vars(vc).update(attributes)


# Running


@dataclass(frozen=True)
class Prepared:
    """A case read once, since it is run some hundred times."""

    check: str
    record: bytes
    issuer: str
    resources: Mapping[str, bytes | None]
    now: datetime
    about: str | None
    expected: tuple[str, Findings]

    def run(self, verify: Callable[..., Any]) -> tuple[str, Findings]:
        result = verify(self.record, self.issuer, self.resources.get, self.now, self.about)
        findings = [(item.check, str(item.outcome), item.code) for item in result.findings]
        return str(result.verdict), findings


def prepared(path: Path) -> Prepared:
    case = load_case(path)
    record = to_bytes(case["record"])
    assert record is not None
    resources = {url: to_bytes(given) for url, given in case["resources"].items()}
    now = datetime.fromisoformat(case["now"])
    about = case.get("about")
    return Prepared(path.parent.name, record, case["issuer"], resources, now, about, expected(case))


CASES = [prepared(path) for path in CASE_PATHS]


def likeliest_first(stem: str) -> list[Prepared]:
    """Put first the check that a module serves, and of each outcome one case before a second."""
    seen: Counter[object] = Counter()

    def place(case: Prepared) -> tuple[int, bool]:
        outcome = (case.check, *case.expected[1])
        seen[outcome] += 1
        return seen[outcome], case.check != FIRST_ASKED.get(stem)

    return sorted(CASES, key=place)


def is_noticed(alteration: Alteration) -> bool:
    verify = load_altered(alteration).verify
    for case in likeliest_first(alteration.stem):
        try:
            if case.run(verify) != case.expected:
                return True
        except Exception:  # noqa: BLE001  # whatever breaks is noticed
            return True
    return False


def test_no_check_of_the_browser_half_can_be_removed_unnoticed():
    installed()  # the parser of JavaScript
    run = subprocess.run(  # noqa: PLW1510  the status is told below
        ["node", "tests/node/knockout.mjs"], cwd=REPOSITORY, capture_output=True, timeout=SECONDS
    )
    report = json.loads(run.stdout or "null")

    assert run.returncode == 0, run.stderr.decode()
    assert report["unnoticed"] == report["idle"] == []
    assert report["modules"] == sorted(CORE.split())
    assert report["alterations"] > 90


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem not in NOT_OF_THE_VERDICT])
def test_no_check_can_be_removed_unnoticed(stem):
    unnoticed = [
        item.what
        for item in alterations(stem)
        if item.what not in EQUIVALENT and not is_noticed(item)
    ]
    assert unnoticed == []


def test_the_core_unaltered_comes_to_what_it_has_to():
    assert not is_noticed(Alteration("verify", "nothing", CODE["verify"]))


def test_every_excuse_names_an_alteration():
    assert set(EQUIVALENT) <= {item.what for stem in STEMS for item in alterations(stem)}


def test_every_module_of_the_core_is_in_the_table():
    assert {path.stem for path in FOLDER.glob("*.py")} == {*STEMS, "__init__"}
