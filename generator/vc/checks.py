"""The seven checks, what they can find, and the verdict that follows.

`checks.json` holds ids, order, codes and plain words for people; this module and the page read the
same file, and a translation is another such file.
"""

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any


class Outcome(StrEnum):
    """What a check came to. Unknown is never taken for passed."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What the findings come to, together."""

    VALID = "valid"
    INVALID = "invalid"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"


AUTHENTICITY = ("format", "structure", "issuer", "key", "proof")
STANDING = ("validity", "status")
CHECKS = AUTHENTICITY + STANDING


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: `pointer` (RFC 6901) into the record, `detail` for technical readers."""

    check: str
    outcome: Outcome
    code: str
    pointer: str = ""
    detail: str = ""


def finding(check: str, code: str, pointer: str = "", detail: str = "") -> Finding:
    """Make a finding; the catalogue knows which outcome a code stands for."""
    outcome = Outcome(catalogue()["checks"][check]["codes"][code]["outcome"])
    return Finding(check, outcome, code, pointer, detail)


def verdict(findings: Sequence[Finding]) -> Verdict:
    """Weigh seven findings: authenticity first, then standing, and nothing unknown is valid."""
    by_check = {item.check: item for item in findings}
    authenticity = [by_check[check].outcome for check in AUTHENTICITY]
    standing = [by_check[check] for check in STANDING]
    if Outcome.FAILED in authenticity:
        return Verdict.INVALID
    if Outcome.UNKNOWN in authenticity:
        return Verdict.UNKNOWN
    codes = {item.code for item in standing if item.outcome is Outcome.FAILED}
    for code in (Verdict.REVOKED, Verdict.SUSPENDED, Verdict.EXPIRED, Verdict.NOT_YET_VALID):
        if code in codes:
            return code
    if any(item.outcome is Outcome.UNKNOWN for item in standing):
        return Verdict.UNKNOWN
    return Verdict.VALID


@functools.cache
def catalogue() -> Mapping[str, Any]:
    """Read `checks.json`."""
    text = resources.files("generator.vc").joinpath("checks.json").read_text("utf-8")
    table: Mapping[str, Any] = json.loads(text)
    return table
