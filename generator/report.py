"""What `insignia verify` says of a target: lines for people, one object for programs."""

from collections.abc import Iterator
from dataclasses import asdict

from generator.targets import ProofResult
from generator.text import printable
from generator.vc import checks
from generator.vc.checks import Outcome
from generator.vc.strict_json import JSON
from generator.vc.verify import Verification


def as_json(name: str, result: Verification, proofs: tuple[ProofResult, ...]) -> dict[str, JSON]:
    """Return what `--json` prints for one target; `proofs` is there only where each was checked."""
    found: dict[str, JSON] = {
        "target": name,
        "verdict": result.verdict,
        "findings": [asdict(item) for item in result.findings],
    }
    return {**found, "proofs": [asdict(item) for item in proofs]} if proofs else found


def as_lines(name: str, result: Verification, proofs: tuple[ProofResult, ...]) -> Iterator[str]:
    """Yield what people read: the verdict, a line for each check, a question where one failed."""
    yield f"{printable(name)}: {result.verdict}"
    words = checks.catalogue()["checks"]
    for item in result.findings:
        is_shown = item.pointer and item.outcome is not Outcome.PASSED
        place = f" {printable(item.pointer)}" if is_shown else ""
        detail = f" ({printable(item.detail)})" if item.detail else ""
        yield f"  {item.outcome:<8}{item.check:<10}{item.code}{place}{detail}"
        if item.outcome is Outcome.FAILED:
            yield f"          {words[item.check]['question']} No."
    for proof in proofs:
        yield f"  {proof.outcome:<8}proof of suite {proof.cryptosuite}"
