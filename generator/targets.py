"""What `insignia verify` is pointed at: a record, a baked picture, a folder of them, or stdin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from generator import bake
from generator.errors import UsageError
from generator.lookups import Trust
from generator.vc import checks, credential, did, eddsa_jcs_2022, eddsa_rdfc_2022, strict_json
from generator.vc import verify as core
from generator.vc.checks import Finding, Outcome, Verdict, finding
from generator.vc.shapes import StructureError

SUFFIXES = frozenset({".json", ".jsonld", ".png", ".svg"})


@dataclass(frozen=True, slots=True)
class Target:
    """Bytes to verify, and the name under which to speak of them."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ProofResult:
    """What one proof of a record came to by itself."""

    cryptosuite: str
    outcome: Outcome


def read_targets(names: list[str], stdin: BinaryIO) -> Iterator[Target]:
    """Read every target; folders give their records and pictures, in order.

    Raises:
        UsageError: when one does not exist or cannot be read.
    """
    for name in names:
        if name == "-":
            yield Target("-", stdin.read(bake.MAX_PICTURE_BYTES + 1))
            continue
        path = Path(name)
        if path.is_dir():
            paths = sorted(item for item in path.rglob("*") if _is_target(item))
        else:
            paths = [path]
        for item in paths:
            try:
                with item.open("rb") as file:
                    yield Target(str(item), file.read(bake.MAX_PICTURE_BYTES + 1))
            except OSError as error:
                msg = f"cannot read {item}: {error.strerror}"
                raise UsageError(msg) from error


def issuer_named_by(data: bytes) -> str | None:
    """Return the issuer that a record names, before anything about it is believed."""
    try:
        document = strict_json.parse(_record(data))
        credential.read_credential(document)
        return credential.issuer_of(document)
    except (strict_json.FormatError, StructureError, bake.BakeError):
        return None


def verify_target(target: Target, trust: Trust, now: datetime) -> core.Verification:
    """Verify one target; a picture without exactly one record fails check `format`."""
    try:
        record = _record(target.data)
    except bake.BakeError as error:
        findings = (
            finding("format", "not-json", detail=str(error)),
            *(finding(check, "not-reached") for check in checks.CHECKS[1:]),
        )
        return core.Verification(Verdict.INVALID, findings)
    return core.verify(record, trust.issuer, trust.fetch, now)


def verify_all_proofs(
    target: Target, trust: Trust, now: datetime
) -> tuple[core.Verification, tuple[ProofResult, ...]]:
    """Verify one target and, by itself, each of its proofs; all have to hold."""
    result = verify_target(target, trust, now)
    passed = {item.check for item in result.findings if item.outcome is Outcome.PASSED}
    proofs = [ProofResult(eddsa_jcs_2022.CRYPTOSUITE, _outcome_of(result, "proof"))]
    if not {"format", "structure", "issuer", "key"} <= passed:
        return result, ()
    try:
        holds = core.verify_rdfc(_record(target.data), trust.issuer, trust.fetch, now)
    except did.DidError as error:  # a folder may change while it is read
        return _with_finding(result, finding("key", error.code, "/proof", error.detail)), ()
    if holds is None:
        return result, tuple(proofs)
    proofs.insert(
        0,
        ProofResult(eddsa_rdfc_2022.CRYPTOSUITE, Outcome.PASSED if holds else Outcome.FAILED),
    )
    if holds or "proof" not in passed:
        return result, tuple(proofs)
    failed = finding("proof", "bad-signature", "/proof", eddsa_rdfc_2022.CRYPTOSUITE)
    return _with_finding(result, failed), tuple(proofs)


def _record(data: bytes) -> bytes:
    return bake.unbake(data) if bake.is_picture(data) else data


def _is_target(path: Path) -> bool:
    """Tell records and baked pictures in a folder from what else lies there."""
    if path.suffix not in SUFFIXES or not path.is_file():
        return False
    if path.suffix in (".json", ".jsonld"):
        return True
    try:
        with path.open("rb") as file:
            data = file.read(bake.MAX_PICTURE_BYTES + 1)
    except OSError:
        return False
    return b"openbadge" in data and bake.is_picture(data)


def _outcome_of(result: core.Verification, check: str) -> Outcome:
    return next(item.outcome for item in result.findings if item.check == check)


def _with_finding(result: core.Verification, changed: Finding) -> core.Verification:
    reached = checks.CHECKS.index(changed.check)
    findings = (
        *result.findings[:reached],
        changed,
        *(finding(check, "not-reached") for check in checks.CHECKS[reached + 1 :]),
    )
    return core.Verification(checks.verdict(findings), findings, result.document)
