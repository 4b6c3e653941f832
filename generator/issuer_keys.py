"""The issuer's keys as its page shows them: what they are, and whether they sign today."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from generator.content import Site
from generator.vc import did

_FINGERPRINT_GROUP = 4


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key as the issuer page shows it."""

    id: str
    public_key_multibase: str
    fingerprint: str
    """SHA-256 of the 32 bytes of the key, in groups of hexadecimal digits."""
    state: str
    expires: str | None
    revoked: str | None


def fingerprint(public_key: bytes) -> str:
    """Write the SHA-256 of a public key (32 bytes) in groups that people can compare."""
    digits = hashlib.sha256(public_key).hexdigest()
    groups = range(0, len(digits), _FINGERPRINT_GROUP)
    return " ".join(digits[at : at + _FINGERPRINT_GROUP] for at in groups)


def public_keys(site: Site) -> Iterator[PublicKey]:
    """Yield the published keys, the one that signs today first."""
    if site.did_document is None:
        return
    for number, entry in enumerate(site.did()["verificationMethod"]):
        multibase = entry["publicKeyMultibase"]
        key = did.decode_multikey(multibase)
        yield PublicKey(
            id=entry["id"],
            public_key_multibase=multibase,
            fingerprint=fingerprint(key) if key is not None else "",
            # keygen lists the key that signs today first
            state="current" if number == 0 else "retired",
            expires=entry.get("expires"),
            revoked=entry.get("revoked"),
        )
