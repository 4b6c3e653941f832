"""The small world of the test vectors: one provider, its keys, a record, and how to sign.

An independent witness: nothing here imports `generator`. Ed25519 comes from PyNaCl, canonical JSON
from rfc8785, RDF from pyld; only the context files and the catalogue of codes are the project's.
"""

import base64
import copy
import functools
import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import rfc8785
from nacl.signing import SigningKey
from pyld import jsonld

JSON = Any
VC = Path(__file__).resolve().parents[2] / "generator" / "vc"
CATALOGUE: JSON = json.loads((VC / "checks.json").read_text("utf-8"))

V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXT = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CONTEXT_FILES = {
    V2: "credentials-v2.jsonld",
    OB: "ob-v3p0-context-3.0.3.json",
    EXT: "ob-v3p0-extensions.json",
}

NOW = "2026-06-01T00:00:00Z"
CREATED = "2026-01-15T09:00:00Z"
DID = "did:web:provider.example:badges"
BASE = "https://provider.example/badges"
DID_URL = f"{BASE}/did.json"
LIST_URL = f"{BASE}/status/revocation.json"
HOLD_URL = f"{BASE}/status/suspension.json"
ELSEWHERE = "did:web:stranger.example"
ELSEWHERE_URL = "https://stranger.example/.well-known/did.json"
INDEX = 40513

RDFC, JCS = "eddsa-rdfc-2022", "eddsa-jcs-2022"
BOTH = (RDFC, JCS)
CHECKS = ("format", "structure", "issuer", "key", "proof", "validity", "status")

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def seed(name: str) -> bytes:
    """Derive a TEST KEY that everybody can derive: never use one for anything else."""
    return sha256(f"insignia test vectors: TEST KEY, public, never use: {name}".encode())


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def base58(data: bytes) -> str:
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        digits = _BASE58[digit] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def multikey(public_key: bytes, prefix: bytes = b"\xed\x01") -> str:
    return "z" + base58(prefix + public_key)


@dataclass(frozen=True)
class Key:
    """A signer: a seed by default; hostile ones bring their own public key and signing."""

    name: str

    @functools.cached_property
    def signing_key(self) -> SigningKey:
        return SigningKey(seed(self.name))

    @property
    def public(self) -> bytes:
        return bytes(self.signing_key.verify_key)

    @property
    def multibase(self) -> str:
        return multikey(self.public)

    def sign(self, message: bytes) -> bytes:
        return self.signing_key.sign(message).signature


KEY, SECOND, STRANGER = Key("provider"), Key("provider, second"), Key("stranger")
METHOD = f"{DID}#{KEY.multibase}"
SECOND_METHOD = f"{DID}#{SECOND.multibase}"


# Documents


def credential() -> JSON:
    """Return the base record without proofs: small, ordinary, revocable."""
    return {
        "@context": [V2, OB],
        "id": f"{BASE}/c/ab/abcdefghijklmnopqrstuvwxyz.html",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Harbour Pilotage",
        "issuer": {"id": DID, "type": ["Profile"], "name": "Provider Example"},
        "validFrom": CREATED,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "Ada Lovelace",
                    "identityType": "name",
                }
            ],
            "achievement": {
                "id": f"{BASE}/programs/pilotage/",
                "type": ["Achievement"],
                "name": "Harbour Pilotage",
                "description": "Berthing and tug orders.",
                "criteria": {"narrative": "Four passages."},
            },
        },
        "credentialStatus": entry(),
    }


def entry(purpose: str = "revocation", url: str = LIST_URL, **members: JSON) -> JSON:
    return {  # its own `id` is optional; without it the cases are shorter
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(INDEX),
        "statusListCredential": url,
        **members,
    }


def did_document(*keys: Key, did: str = DID) -> JSON:
    methods = [verification_method(key, did) for key in keys or (KEY, SECOND)]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def verification_method(key: Key, did: str = DID) -> JSON:
    return {
        "id": f"{did}#{key.multibase}",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": key.multibase,
    }


def bitstring(marked: Iterable[int] = (), entries: int = 131_072) -> bytes:
    bits = bytearray(entries // 8)
    for index in marked:
        bits[index // 8] |= 0x80 >> (index % 8)  # index 0 is the left-most bit
    return bytes(bits)


def pack(bits: bytes) -> bytes:
    packed = bytearray(gzip.compress(bits, 9, mtime=0))
    packed[9] = 255  # the operating system's byte: a constant, for the same bytes everywhere
    return bytes(packed)


def base64url(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def status_list(
    marked: Iterable[int] = (), purpose: JSON = "revocation", url: str = LIST_URL, **members: JSON
) -> JSON:
    """Return a status list without proofs; `encodedList` may be given as it shall stand."""
    subject = {
        "id": f"{url}#list",
        "type": "BitstringStatusList",
        "statusPurpose": purpose,
        "encodedList": members.pop("encodedList", None) or base64url(pack(bitstring(marked))),
    }
    return {
        "@context": [V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": DID,
        "validFrom": CREATED,
        "credentialSubject": subject,
        **members,
    }


# Editing: paths are member names and indices, joined with "/"


def put(document: JSON, changes: Mapping[str, JSON]) -> JSON:
    """Return a copy with each path of `changes` set, or removed where the value is `GONE`."""
    copied = copy.deepcopy(document)
    for path, value in changes.items():
        *parents, last = path.split("/")
        place = copied
        for name in parents:
            place = place[int(name)] if isinstance(place, list) else place[name]
        key: Any = int(last) if isinstance(place, list) else last
        if value is GONE:
            del place[key]
        elif isinstance(place, list) and key == len(place):
            place.append(value)
        else:
            place[key] = value
    return copied


GONE: Any = object()


# Signing


def _load_context(url: str, _options: object = None) -> JSON:
    text = (VC / "contexts" / CONTEXT_FILES[url]).read_text("utf-8")
    return {"contextUrl": None, "documentUrl": url, "document": json.loads(text)}


def n_quads(document: JSON) -> bytes:
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": _load_context,
    }
    return jsonld.normalize(document, options).encode("utf-8")  # type: ignore[no-any-return]


def hash_data(document: JSON, proof: JSON) -> bytes:
    """SHA-256(canonical proof options), then SHA-256(canonical document), both suites."""
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if proof["cryptosuite"] == RDFC:
        options["@context"] = unsecured["@context"]
        return sha256(n_quads(options)) + sha256(n_quads(unsecured))
    return sha256(rfc8785.dumps(options)) + sha256(rfc8785.dumps(unsecured))


def make_proof(document: JSON, suite: str, key: Key = KEY, **members: JSON) -> JSON:
    """Make one proof; `members` replace or, as GONE, remove the usual ones before signing."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": CREATED,
        "verificationMethod": members.get("verificationMethod") or f"{DID}#{key.multibase}",
        "proofPurpose": "assertionMethod",
    }
    if suite == JCS:
        proof["@context"] = document.get("@context")
    proof = {name: value for name, value in {**proof, **members}.items() if value is not GONE}
    return {**proof, "proofValue": "z" + base58(key.sign(hash_data(document, proof)))}


def sign(document: JSON, suites: Iterable[str] = BOTH, key: Key = KEY, **members: JSON) -> JSON:
    proofs = [make_proof(document, suite, key, **members) for suite in suites]
    return {**copy.deepcopy(document), "proof": proofs}


def record(changes: Mapping[str, JSON] | None = None, **signing: JSON) -> JSON:
    """Return the base record, changed first and signed then."""
    return sign(put(credential(), changes or {}), **signing)


def jcs_record(changes: Mapping[str, JSON] | None = None, **signing: JSON) -> JSON:
    """As `record`, with the proof that carries the verdict only."""
    return record(changes, suites=(JCS,), **signing)


def with_context(context: JSON) -> dict[str, JSON]:
    """Give a proof's own `@context` as the keyword argument that Python has no letters for."""
    return {"@context": context}


def compact(document: JSON) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


# Cases


def as_json(value: JSON) -> JSON:
    return {"json": value}


def as_text(text: str, pad: int = 0) -> JSON:
    """Give the bytes as text; `pad` fills them up with spaces to so many bytes."""
    return {"text": text, "pad": pad} if pad else {"text": text}


def as_bytes(raw: bytes) -> JSON:
    return {"base64": base64.b64encode(raw).decode("ascii")}


DID_FILE, LIST_FILE = {"file": "did.json"}, {"file": "revocation-clear.json"}
RESOURCES: dict[str, JSON] = {DID_URL: DID_FILE, LIST_URL: LIST_FILE}


@dataclass(frozen=True)
class Case:
    """One scenario; `codes` name what is not ok, everything after a failed authenticity is not
    reached."""

    check: str
    name: str
    why: str
    record: JSON
    codes: Mapping[str, str] = field(default_factory=dict)
    resources: Mapping[str, JSON] = field(default_factory=lambda: RESOURCES)
    now: str = NOW
    issuer: str = DID
    about: str | None = None

    def data(self) -> JSON:
        findings = expected_findings(self.codes)
        return {
            "why": self.why,
            "now": self.now,
            "issuer": self.issuer,
            **({} if self.about is None else {"about": self.about}),
            "record": _shared(self.record),
            "resources": dict(self.resources),
            "expect": {"verdict": expected_verdict(findings), "findings": findings},
        }


@functools.cache
def shared_files() -> dict[str, str]:
    """The documents that many cases share, as a provider would publish them."""
    return {
        "did.json": compact(did_document()),
        "record.json": compact(record()),
        "record-jcs.json": compact(jcs_record()),
        "revocation-clear.json": compact(sign(status_list({7, 131_071}))),
    }


def _shared(given: JSON) -> JSON:
    text = compact(given["json"]) if "json" in given else None
    return next(({"file": name} for name, whole in shared_files().items() if whole == text), given)


def expected_findings(codes: Mapping[str, str]) -> list[list[str]]:
    findings, reached = [], True
    for check in CHECKS:
        code = codes.get(check, "ok") if reached else "not-reached"
        outcome = CATALOGUE["checks"][check]["codes"][code]["outcome"]
        findings.append([check, outcome, code])
        if CATALOGUE["checks"][check]["kind"] == "authenticity" and outcome != "passed":
            reached = False
    return findings


def expected_verdict(findings: list[list[str]]) -> str:
    """Weigh findings as DESIGN has it: authenticity, then the gravest standing, then unknown."""
    authenticity, standing = findings[:5], findings[5:]
    if any(outcome == "failed" for _, outcome, _ in authenticity):
        return "invalid"
    if any(outcome == "unknown" for _, outcome, _ in authenticity):
        return "unknown"
    failed = [code for _, outcome, code in standing if outcome == "failed"]
    for code in ("revoked", "suspended", "expired", "not-yet-valid"):
        if code in failed:
            return code
    return "unknown" if any(outcome == "unknown" for _, outcome, _ in standing) else "valid"


class Collector:
    """Gathers the cases of one check."""

    def __init__(self, check: str) -> None:
        self.check = check
        self.cases: list[Case] = []

    def __call__(  # one scenario has these parts
        self,
        name: str,
        why: str,
        given: JSON,
        code: str | Mapping[str, str] | None = None,
        *,
        did: JSON = None,
        lists: Mapping[str, JSON] | None = None,
        resources: Mapping[str, JSON] | None = None,
        now: str = NOW,
        issuer: str = DID,
        about: str | None = None,
    ) -> None:
        codes = {self.check: code} if isinstance(code, str) else dict(code or {})
        if resources is None:
            resources = dict(RESOURCES)
            if did is not None:
                resources[DID_URL] = did
            resources.update(lists or {})
        # Only what the case can come to need, so that a file shows what matters.
        reached = expected_findings(codes)
        if reached[3][2] == "not-reached":
            resources = {}
        elif reached[6][2] == "not-reached":
            resources = {url: value for url, value in resources.items() if url != LIST_URL}
        self.cases.append(Case(self.check, name, why, given, codes, resources, now, issuer, about))
