"""Verify one record: bytes in, seven findings and a verdict out.

The steps, in order; the code repeats the numbers. Authenticity stops at the first check that does
not pass; standing is looked at only for an authentic record, since an unauthentic one can claim
any date and any status list.

 (1) format     strict JSON
 (2) structure  an OpenBadgeCredential, or the endorsement that the caller expects, with pinned
                contexts and exactly the proofs allowed
 (3) issuer     from the one issuer that the caller trusts
 (4) key        listed for assertions in that issuer's DID document, and usable
 (5) proof      the `eddsa-jcs-2022` signature covers exactly this record
 (6) validity   within validFrom and validUntil
 (7) status     the bits of the issuer's own status lists
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.vc import (
    checks,
    credential,
    did,
    ed25519,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
    multibase,
    status_list,
    strict_json,
)
from generator.vc.checks import Finding, Outcome, Verdict, finding
from generator.vc.dates import parse_date_time_stamp, to_milliseconds
from generator.vc.shapes import StructureError
from generator.vc.strict_json import JSON

Fetch = Callable[[str], bytes | None]  # an address in, the bytes there or None: the only way out


@dataclass(frozen=True, slots=True)
class Verification:
    """The result: a verdict, seven findings in order, and the document if it could be read."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    document: JSON = None

    @property
    def is_authentic(self) -> bool:
        """Tell whether the issuer made exactly this record, whatever its standing today."""
        return all(
            item.outcome is Outcome.PASSED
            for item in self.findings
            if item.check in checks.AUTHENTICITY
        )


def verify(
    raw: bytes, issuer: str, fetch: Fetch, now: datetime, about: str | None = None
) -> Verification:
    """Verify the record `raw` as one of `issuer` (a did:web DID), at the time `now`.

    It has to be a badge; where `about` is given, an endorsement of exactly that address instead.
    `fetch` is asked for the issuer's DID document and for status lists of authentic records.
    """
    run = _Run(issuer, fetch, to_milliseconds(now), about)
    found = {item.check: item for item in run.findings(raw)}
    findings = tuple(found.get(check) or finding(check, "not-reached") for check in checks.CHECKS)
    return Verification(checks.verdict(findings), findings, run.document)


def verify_rdfc(
    raw: bytes, issuer: str, fetch: Fetch, now: datetime, about: str | None = None
) -> bool | None:
    """Tell whether the `eddsa-rdfc-2022` proof of a record holds by itself; None if it has none.

    The arguments are those of `verify`.

    Raises:
        FormatError, StructureError, DidError: where `verify` would not get as far as a signature.
    """
    document = strict_json.parse(raw)
    proofs = _read(document, about)
    if proofs.rdfc is None:
        return None
    address = did.web_address(issuer)
    did_raw = fetch(address) if address is not None else None
    if did_raw is None:
        raise did.DidError("did-unreachable", issuer)
    did_document = did.read_did_document(did_raw, issuer)
    method = proofs.rdfc["verificationMethod"]
    public_key = did.find_key(did_document, method, to_milliseconds(now))
    return eddsa_rdfc_2022.verify_proof(document, proofs.rdfc, public_key)


def _read(document: JSON, about: str | None) -> credential.ProofSet:
    if about is None:
        return credential.read_credential(document)
    return credential.read_endorsement(document, about)


class _Run:
    """One verification: what later steps need of earlier ones."""

    def __init__(self, issuer: str, fetch: Fetch, now: int, about: str | None) -> None:
        self.issuer = issuer
        self.fetch = fetch
        self.now = now
        self.about = about
        self.document: JSON = None

    def findings(self, raw: bytes) -> Iterator[Finding]:
        # (1) format
        try:
            self.document = strict_json.parse(raw)
        except strict_json.FormatError as error:
            yield finding("format", error.code, detail=error.detail)
            return
        yield finding("format", "ok")
        # (2) structure
        try:
            proof = _read(self.document, self.about).jcs
        except StructureError as error:
            yield finding("structure", error.code, error.pointer, error.detail)
            return
        yield finding("structure", "ok")
        # (3) issuer
        if credential.issuer_of(self.document) != self.issuer:
            yield finding("issuer", "other-issuer", "/issuer", credential.issuer_of(self.document))
            return
        yield finding("issuer", "ok", "/issuer", self.issuer)
        # (4) key
        method = proof["verificationMethod"]
        try:
            did_document = self.did_document()
            public_key = did.find_key(did_document, method, self.now)
        except did.DidError as error:
            yield finding("key", error.code, "/proof", error.detail)
            return
        yield finding("key", "ok", "/proof", method)
        # (5) proof
        proof_finding = self.proof(proof, public_key)
        yield proof_finding
        if proof_finding.outcome is not Outcome.PASSED:
            return
        # (6) validity, (7) status
        yield self.validity()
        yield self.status(did_document)

    def did_document(self) -> Mapping[str, JSON]:
        address = did.web_address(self.issuer)
        if address is None:
            raise did.DidError("did-unsupported", self.issuer)
        raw = self.fetch(address)
        if raw is None:
            raise did.DidError("did-unreachable", address)
        return did.read_did_document(raw, self.issuer)

    def proof(self, proof: Mapping[str, JSON], public_key: bytes) -> Finding:
        signature = multibase.decode_base58btc(proof["proofValue"], ed25519.SIGNATURE_BYTES)
        if signature is None:
            return finding("proof", "malformed-signature", "/proof")
        if not eddsa_jcs_2022.verify_proof(self.document, proof, public_key, signature):
            return finding("proof", "bad-signature", "/proof")
        fault = credential.proof_time_fault(proof, self.now)
        if fault is not None:
            return finding("proof", fault, "/proof", proof["created"])
        return finding("proof", "ok", "/proof", proof["created"])

    def validity(self) -> Finding:
        start = parse_date_time_stamp(self.document["validFrom"])
        end = parse_date_time_stamp(self.document.get("validUntil", ""))
        if end is not None and self.now > end:
            return finding("validity", "expired", "/validUntil", self.document["validUntil"])
        if start is None or self.now < start:
            return finding("validity", "not-yet-valid", "/validFrom", self.document["validFrom"])
        return finding("validity", "ok", "/validFrom", self.document.get("validUntil", ""))

    def status(self, did_document: Mapping[str, JSON]) -> Finding:
        """Read every entry; a set bit outweighs an entry that could not be read."""
        try:
            entries = status_list.entries_of(self.document)
        except status_list.StatusError as error:
            return finding("status", error.code, "/credentialStatus", error.detail)
        if not entries:
            return finding("status", "no-status")
        found = [self.entry(entry, did_document) for entry in entries]
        for code in ("revoked", "suspended"):
            for item in found:
                if item.code == code:
                    return item
        return next((item for item in found if item.outcome is Outcome.UNKNOWN), found[0])

    def entry(self, entry: Mapping[str, JSON], did_document: Mapping[str, JSON]) -> Finding:
        pointer = "/credentialStatus"
        try:
            status = status_list.read_status(entry, did_document, self.fetch, self.now)
        except status_list.StatusError as error:
            return finding("status", error.code, pointer, error.detail)
        if not status.is_set:
            return finding("status", "ok", pointer, status.dated)
        code = {"revocation": "revoked", "suspension": "suspended"}[status.purpose]
        return finding("status", code, pointer, status.dated)
