"""Read the vectors and run the verifier on them, for the tests that do."""

import base64
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).resolve().parent / "vectors"
CASE_PATHS = sorted((VECTORS / "cases").glob("*/*.json"))

Findings = list[tuple[str, str, str]]


def load_case(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return case


def case_name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def to_bytes(given: dict[str, Any] | None) -> bytes | None:
    """Read what a case gives as bytes: json, text (padded or not), base64, a shared file, null."""
    if given is None:
        return None
    if "file" in given:
        return (VECTORS / "shared" / str(given["file"])).read_bytes()
    if "base64" in given:
        return base64.b64decode(given["base64"])
    text = given["text"] if "text" in given else compact(given["json"])
    return str(text).encode("utf-8").ljust(given.get("pad", 0))


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def run_case(case: dict[str, Any], verify: Callable[..., Any]) -> tuple[str, Findings]:
    """Verify a case's record; `verify` is the one of the package or of an altered copy."""
    resources = case["resources"]
    result = verify(
        to_bytes(case["record"]),
        case["issuer"],
        lambda url: to_bytes(resources.get(url)),
        datetime.fromisoformat(case["now"]),
        case.get("about"),
    )
    findings = [(item.check, str(item.outcome), item.code) for item in result.findings]
    return str(result.verdict), findings


def expected(case: dict[str, Any]) -> tuple[str, Findings]:
    expect = case["expect"]
    return expect["verdict"], [tuple(finding) for finding in expect["findings"]]
