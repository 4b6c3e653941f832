"""Cryptosuite `eddsa-rdfc-2022` (VC-DI-EDDSA 1.0 section 3.2): the proof that wallets check.

The only module that knows JSON-LD. pyld is imported when a proof is made or checked, since it
costs a tenth of a second; contexts come from this package and are never fetched.
"""

import functools
import hashlib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from generator.vc import ed25519, multibase, strict_json
from generator.vc.eddsa_jcs_2022 import Signer
from generator.vc.strict_json import JSON

CRYPTOSUITE = "eddsa-rdfc-2022"

_CONTEXT_FILES = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.jsonld",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-v3p0-extensions.json",
}
_NO_BASE = "http://relative.invalid/"  # where a relative address would end up; looked for below


class TransformationError(ValueError):
    """The document cannot be turned into RDF without loss (PROOF_TRANSFORMATION_ERROR)."""


def check_terms(document: Mapping[str, JSON]) -> None:
    """Make sure that RDF keeps every member: JSON-LD drops silently what no context defines.

    Raises:
        TransformationError: naming a member that would be dropped or an address that is relative.
    """
    from pyld import jsonld

    dropped: list[str] = []
    try:
        expanded = jsonld.expand(
            dict(document),
            {"base": _NO_BASE, "documentLoader": _load_context},
            on_property_dropped=lambda name: dropped.append(str(name)),
        )
    except Exception as error:  # pyld stumbles over hostile documents in many ways
        raise TransformationError(_reason(error)) from error
    if dropped:
        msg = f"no context defines {', '.join(sorted(set(dropped)))}"
        raise TransformationError(msg)
    names = {name for node in _nodes(expanded) for name in _names(node)}
    if any(name.startswith("_:") for name in names):
        # Nine nodes that all name each other take minutes to put in canonical order.
        msg = "a node is named by a blank label (_:), which no credential needs"
        raise TransformationError(msg)
    relative = sorted({text for text in _texts(expanded) if text.startswith(_NO_BASE)})
    if relative:
        msg = f"relative address or unknown type {relative[0].removeprefix(_NO_BASE)!r}"
        raise TransformationError(msg)


def hash_data(document: Mapping[str, JSON], proof: Mapping[str, JSON]) -> bytes:
    """Hash proof options and document as canonical N-Quads (sections 3.2.4 and 3.2.5).

    Raises:
        TransformationError: when either cannot be turned into RDF with the shipped contexts.
    """
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    options["@context"] = document["@context"]  # section 3.2.5 step 4: hashed, not kept
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    return _sha256(_n_quads(options)) + _sha256(_n_quads(unsecured))


def create_proof(
    document: Mapping[str, JSON], options: Mapping[str, JSON], signer: Signer
) -> dict[str, JSON]:
    """Make a proof over `document` without its `proof` member (section 3.2.1).

    Raises:
        TransformationError: when a member would not be covered by the proof.
    """
    check_terms({name: value for name, value in document.items() if name != "proof"})
    proof = {**options, "cryptosuite": CRYPTOSUITE}
    signature = signer(hash_data(document, proof))
    return {**proof, "proofValue": multibase.encode_base58btc(signature)}


def verify_proof(
    document: Mapping[str, JSON], proof: Mapping[str, JSON], public_key: bytes
) -> bool:
    """Tell whether `proof` covers `document` (section 3.2.2); what RDF drops is not covered."""
    value = proof.get("proofValue")
    signature = isinstance(value, str) and multibase.decode_base58btc(
        value, ed25519.SIGNATURE_BYTES
    )
    if not signature:
        return False
    try:
        check_terms({name: value for name, value in document.items() if name != "proof"})
        return ed25519.verify(public_key, hash_data(document, proof), signature)
    except TransformationError:
        return False


def _n_quads(document: Mapping[str, JSON]) -> bytes:
    from pyld import jsonld

    try:
        # pyld's own default is URGNA2012; RDFC-1.0 gives the quads of URDNA2015.
        quads: str = jsonld.normalize(
            dict(document),
            {
                "algorithm": "URDNA2015",
                "format": "application/n-quads",
                "documentLoader": _load_context,
            },
        )
    except Exception as error:  # pyld stumbles over hostile documents in many ways
        raise TransformationError(_reason(error)) from error
    return quads.encode("utf-8")


def _reason(error: BaseException) -> str:
    """Say in one line why pyld gave up: its own message is a page, the cause is at the end."""
    cause = getattr(error, "cause", None) or error.__cause__
    return _reason(cause) if isinstance(cause, BaseException) else str(error).splitlines()[0]


def _load_context(url: str, _options: Mapping[str, Any]) -> dict[str, Any]:
    if url not in _CONTEXT_FILES:
        msg = f"context {url} is not shipped and never fetched"
        raise TransformationError(msg)
    return {"contextUrl": None, "documentUrl": url, "document": _context(_CONTEXT_FILES[url])}


@functools.cache
def _context(name: str) -> JSON:
    return strict_json.parse(
        resources.files("generator.vc").joinpath("contexts", name).read_bytes()
    )


def _nodes(value: JSON) -> Iterator[dict[str, JSON]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from _nodes(item)


def _names(node: Mapping[str, JSON]) -> Iterator[str]:
    for member in ("@id", "@type"):
        value = node.get(member)
        yield from (text for text in (value if isinstance(value, list) else [value]) if text)


def _texts(value: JSON) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for name, item in value.items() for text in (name, *_texts(item))]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return []


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
