"""Cryptosuite `eddsa-jcs-2022` (VC-DI-EDDSA 1.0 section 3.3): the proof our verdict rests on."""

import hashlib
from collections.abc import Callable, Mapping

from generator.vc import ed25519, jcs, multibase
from generator.vc.strict_json import JSON

CRYPTOSUITE = "eddsa-jcs-2022"

Signer = Callable[[bytes], bytes]  # a message in, an Ed25519 signature of 64 bytes out


def hash_data(document: Mapping[str, JSON], proof: Mapping[str, JSON]) -> bytes:
    """Hash proof options and document, each in canonical form (sections 3.3.4 and 3.3.5).

    All options are hashed as they stand in the proof, known or not. Where the proof has its own
    `@context`, section 3.3.2 would hash that instead of the document's if the document's merely
    begins with it; callers have made sure that the two are equal, which leaves nothing to replace.
    """
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    return _sha256(jcs.canonical(options)) + _sha256(jcs.canonical(unsecured))


def create_proof(
    document: Mapping[str, JSON], options: Mapping[str, JSON], signer: Signer
) -> dict[str, JSON]:
    """Make a proof over `document` without its `proof` member (section 3.3.1).

    `options` are the members that both suites of a proof set share (type, created,
    verificationMethod, proofPurpose).
    """
    proof = {**options, "cryptosuite": CRYPTOSUITE, "@context": document["@context"]}
    signature = signer(hash_data(document, proof))
    return {**proof, "proofValue": multibase.encode_base58btc(signature)}


def verify_proof(
    document: Mapping[str, JSON], proof: Mapping[str, JSON], public_key: bytes, signature: bytes
) -> bool:
    """Tell whether `signature`, decoded from `proof`, covers `document` and the proof's options."""
    return ed25519.verify(public_key, hash_data(document, proof), signature)


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
