"""What `insignia verify` is pointed at, and where it may look things up.

A target is a record, a baked picture, a folder of them, or standard input. Keys and status lists
come from a folder that stands for a site, from the project at hand, or over https.
"""

import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from generator import bake
from generator.content import Site
from generator.errors import UsageError
from generator.vc import checks, credential, did, eddsa_jcs_2022, eddsa_rdfc_2022, strict_json
from generator.vc import verify as core
from generator.vc.checks import Finding, Outcome, Verdict, finding
from generator.vc.shapes import StructureError
from generator.vc.strict_json import MAX_BYTES

SUFFIXES = frozenset({".json", ".jsonld", ".png", ".svg"})
MAX_RESOURCE_BYTES = 2 * MAX_BYTES
TIMEOUT = 15  # seconds that another site has to answer


@dataclass(frozen=True, slots=True)
class Target:
    """Bytes to verify, and the name under which to speak of them."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Trust:
    """The issuer to trust, None for whoever the record names; and how to read what it publishes."""

    issuer: str | None
    fetch: core.Fetch


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
            inside = sorted(item for item in path.rglob("*") if item.suffix in SUFFIXES)
            paths = [
                item for item in inside if item.suffix in (".json", ".jsonld") or _is_baked(item)
            ]
        else:
            paths = [path]
        for item in paths:
            try:
                with item.open("rb") as file:
                    yield Target(str(item), file.read(bake.MAX_PICTURE_BYTES + 1))
            except OSError as error:
                msg = f"cannot read {item}: {error.strerror}"
                raise UsageError(msg) from error


def trust_folder(folder: Path, origin: str) -> Trust:
    """Trust the issuer of `origin` alone; its addresses are files below `folder`.

    Raises:
        UsageError: when `origin` is not an address that a did:web identifier can be made of.
    """
    base = origin.rstrip("/")
    issuer = did.of_address(base)
    if issuer is None:
        msg = f"{origin!r} is no address of an issuer's site: write it like https://example.org/badges"
        raise UsageError(msg)
    return Trust(issuer, lambda address: _read_below(folder, base, address))


def trust_project(site: Site) -> Trust:
    """Trust the issuer of a project; what it publishes is read from its content."""
    return Trust(site.config.did, site.published)


def trust_web() -> Trust:
    """Trust whoever a record names, as far as their own site confirms it, over https."""
    return Trust(None, fetch_https)


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
    issuer = trust.issuer or issuer_named_by(record) or ""
    return core.verify(record, issuer, trust.fetch, now)


def verify_all_proofs(
    target: Target, trust: Trust, now: datetime
) -> tuple[core.Verification, tuple[ProofResult, ...]]:
    """Verify one target and, by itself, each of its proofs; all have to hold."""
    result = verify_target(target, trust, now)
    passed = {item.check for item in result.findings if item.outcome is Outcome.PASSED}
    proofs = [ProofResult(eddsa_jcs_2022.CRYPTOSUITE, _outcome_of(result, "proof"))]
    if not {"format", "structure", "issuer", "key"} <= passed:
        return result, ()
    holds = core.verify_rdfc(
        _record(target.data), credential.issuer_of(result.document), trust.fetch, now
    )
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


def fetch_https(address: str) -> bytes | None:
    """Read an https address, bounded in size and time, without following it elsewhere."""
    if not address.startswith("https://"):
        return None
    request = urllib.request.Request(address, headers={"Accept": "application/json"})  # noqa: S310  https only
    try:
        with _OPENER.open(request, timeout=TIMEOUT) as answer:
            data: bytes = answer.read(MAX_RESOURCE_BYTES + 1)
    except (urllib.error.URLError, OSError, ValueError):
        return None
    return data if len(data) <= MAX_RESOURCE_BYTES else None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A key or a list counts only at the address that names it."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def _record(data: bytes) -> bytes:
    return bake.unbake(data) if bake.is_picture(data) else data


def _is_baked(path: Path) -> bool:
    # In a folder, pictures that are just pictures are no targets.
    if path.stat().st_size > bake.MAX_PICTURE_BYTES:
        return False
    data = path.read_bytes()
    return b"openbadge" in data and bake.is_picture(data)


def _read_below(folder: Path, base: str, address: str) -> bytes | None:
    name = address.removeprefix(f"{base}/")
    if name == address or any(part in ("", ".", "..") for part in name.split("/")):
        return None
    path = folder / name.partition("#")[0].partition("?")[0]
    try:
        with path.open("rb") as file:
            data = file.read(MAX_RESOURCE_BYTES + 1)
    except (OSError, ValueError):
        return None
    return data if len(data) <= MAX_RESOURCE_BYTES else None


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
