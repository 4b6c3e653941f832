"""Read documents as credentials: Open Badges 3.0 and status lists, and the proofs they carry.

VC Data Model 2.0 section 4, Open Badges 3.0 appendix B, VC Data Integrity 1.0 section 2.
Documents are only read, never rebuilt: what was signed is what is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.vc import eddsa_jcs_2022, eddsa_rdfc_2022
from generator.vc.dates import parse_date_time_stamp
from generator.vc.shapes import StructureError, check_shape
from generator.vc.strict_json import JSON

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

# Meaning lives in contexts, so a list is either one of these or refused: `eddsa-jcs-2022` as
# written would let contexts be appended after signing.
CREDENTIAL_CONTEXTS = ([CREDENTIALS_V2, OPEN_BADGES], [CREDENTIALS_V2, OPEN_BADGES, EXTENSIONS])
STATUS_LIST_CONTEXTS = ([CREDENTIALS_V2], [CREDENTIALS_V2, OPEN_BADGES])

BADGE_TYPES = ("OpenBadgeCredential", "AchievementCredential")
ENDORSEMENT_TYPE = "EndorsementCredential"
PROOF_PURPOSE = "assertionMethod"
CLOCK_SKEW = 5 * 60_000  # milliseconds by which a signer's clock may run ahead of a reader's

_PROOF_MEMBERS = frozenset(
    {"@context", "id", "type", "cryptosuite", "created", "expires"}
    | {"verificationMethod", "proofPurpose", "proofValue"}
)
# What the second proof says beside its own signature, the first one must say and cover.
_SHARED_MEMBERS = ("created", "expires", "verificationMethod", "proofPurpose")
_PROOF_DATES = ("created", "expires")


@dataclass(frozen=True, slots=True)
class ProofSet:
    """The proofs of a document: the one that carries the verdict, and the one that may stand by."""

    jcs: Mapping[str, JSON]
    rdfc: Mapping[str, JSON] | None


def read_credential(document: JSON) -> ProofSet:
    """Make sure that `document` is an OpenBadgeCredential, and return its proofs.

    Raises:
        StructureError: with a code of check `structure`, at the first fault.
    """
    types = _types(document)
    if "VerifiableCredential" not in types or not any(name in types for name in BADGE_TYPES):
        raise StructureError("not-a-credential", "/type")
    if document.get("@context") not in CREDENTIAL_CONTEXTS:
        raise StructureError("wrong-context", "/@context")
    check_shape(document, "Credential")
    subject = document["credentialSubject"]
    if "id" not in subject and not subject.get("identifier"):
        raise StructureError("missing-member", "/credentialSubject/identifier")
    return read_proofs(document)


def read_endorsement(document: JSON, about: str) -> ProofSet:
    """Make sure that `document` is an endorsement of exactly `about`, and return its proofs.

    What claims to be a badge as well is refused: nobody could tell which of the two was meant.

    Raises:
        StructureError: with a code of check `structure`, at the first fault.
    """
    types = _types(document)
    is_badge = any(name in types for name in BADGE_TYPES)
    if "VerifiableCredential" not in types or ENDORSEMENT_TYPE not in types or is_badge:
        raise StructureError("not-an-endorsement", "/type")
    if document.get("@context") not in CREDENTIAL_CONTEXTS:
        raise StructureError("wrong-context", "/@context")
    check_shape(document, "Endorsement")
    if document["credentialSubject"]["id"] != about:
        subject: str = document["credentialSubject"]["id"]
        raise StructureError("other-subject", "/credentialSubject/id", subject)
    return read_proofs(document)


def check_status_list(document: JSON) -> None:
    """Make sure that `document` is a BitstringStatusListCredential, whoever has signed it.

    Raises:
        StructureError: at the first fault.
    """
    types = _types(document)
    if "VerifiableCredential" not in types or "BitstringStatusListCredential" not in types:
        raise StructureError("not-a-credential", "/type")
    if document.get("@context") not in STATUS_LIST_CONTEXTS:
        raise StructureError("wrong-context", "/@context")
    check_shape(document, "StatusListCredential")


def issuer_of(document: Mapping[str, JSON]) -> str:
    """Return the issuer's identifier of a document whose shape has been checked."""
    issuer = document["issuer"]
    identifier: str = issuer if isinstance(issuer, str) else issuer["id"]
    return identifier


def read_proofs(document: Mapping[str, JSON]) -> ProofSet:
    """Return exactly the proofs allowed: one `eddsa-jcs-2022`, at most one `eddsa-rdfc-2022`.

    Raises:
        StructureError: for every other number, kind or form of proof.
    """
    member = document.get("proof", [])
    proofs = member if isinstance(member, list) else [member]
    if not proofs:
        raise StructureError("no-proof", "/proof")
    pointers: dict[str, str] = {}
    found: dict[str, Mapping[str, JSON]] = {}
    for index, proof in enumerate(proofs):
        pointer = f"/proof/{index}" if isinstance(member, list) else "/proof"
        suite = _cryptosuite(proof, pointer)
        if suite in found:
            raise StructureError("too-many-proofs", pointer)
        found[suite], pointers[suite] = proof, pointer
    jcs, rdfc = found.get(eddsa_jcs_2022.CRYPTOSUITE), found.get(eddsa_rdfc_2022.CRYPTOSUITE)
    if jcs is None:
        raise StructureError("unsupported-proof", "/proof", eddsa_rdfc_2022.CRYPTOSUITE)
    for suite, proof in found.items():
        _check_proof(document, proof, pointers[suite])
    if rdfc is not None:
        for name in _SHARED_MEMBERS:
            if rdfc.get(name) != jcs.get(name):
                raise StructureError("proofs-disagree", "/proof", name)
    return ProofSet(jcs, rdfc)


def proof_time_fault(proof: Mapping[str, JSON], now: int) -> str | None:
    """Return the code of what is wrong with a proof's own dates at `now`, in milliseconds."""
    created, expires = (parse_date_time_stamp(proof.get(name, "")) for name in _PROOF_DATES)
    if created is not None and created > now + CLOCK_SKEW:
        return "created-in-future"
    if expires is not None and now > expires:
        return "proof-expired"
    return None


def _cryptosuite(proof: JSON, pointer: str) -> str:
    if not isinstance(proof, Mapping):
        raise StructureError("malformed-proof", pointer)
    suite = proof.get("cryptosuite")
    if proof.get("type") != "DataIntegrityProof" or not isinstance(suite, str):
        raise StructureError("unsupported-proof", pointer)
    if suite not in (eddsa_jcs_2022.CRYPTOSUITE, eddsa_rdfc_2022.CRYPTOSUITE):
        raise StructureError("unsupported-proof", pointer, suite)
    return suite


def _check_proof(document: Mapping[str, JSON], proof: Mapping[str, JSON], pointer: str) -> None:
    # `previousProof`, `domain`, `challenge` and what may come change what a proof means. On the
    # second proof even harmless members are refused: the first one does not cover them.
    is_first = proof["cryptosuite"] == eddsa_jcs_2022.CRYPTOSUITE
    allowed = _PROOF_MEMBERS if is_first else _PROOF_MEMBERS - {"@context", "id"}
    unknown = sorted(proof.keys() - allowed, key=lambda name: name.encode("utf-16-be"))
    if unknown:
        raise StructureError("malformed-proof", pointer, unknown[0])
    try:
        check_shape(proof, "Proof", pointer)
    except StructureError as error:
        raise StructureError("malformed-proof", error.pointer) from error
    if proof["proofPurpose"] != PROOF_PURPOSE:
        raise StructureError("wrong-proof-purpose", f"{pointer}/proofPurpose")
    if "@context" in proof and proof["@context"] != document["@context"]:
        raise StructureError("proof-context", f"{pointer}/@context")


def _types(document: JSON) -> Sequence[str]:
    types = document.get("type") if isinstance(document, Mapping) else None
    if not isinstance(types, list) or not all(isinstance(item, str) for item in types):
        raise StructureError("not-a-credential", "/type")
    return types
