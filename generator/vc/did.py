"""DID documents of `did:web` issuers and the keys in them.

Decentralized Identifiers 1.0, the did:web method, Controlled Identifiers 1.0 section 3.3. A
document that cannot be read says nothing (unknown); one that can be read decides (failed).
"""

import re
from collections.abc import Mapping

from generator.vc import ed25519, multibase, strict_json
from generator.vc.dates import parse_date_time_stamp
from generator.vc.shapes import StructureError, check_shape
from generator.vc.strict_json import JSON

# Lower-case host, optional port, path segments that no server decodes; a label of digits at the
# end would be an IP address, which the method does not allow.
_DID_WEB = re.compile(
    r"did:web:(?P<host>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z](?:[a-z0-9-]*[a-z0-9])?)"
    r"(?P<port>%3A[1-9][0-9]{0,4})?(?P<path>(?::[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)"
)
_MULTIKEY_ED25519 = b"\xed\x01"  # Controlled Identifiers 1.0 section 2.2.2: ed25519-pub


class DidError(ValueError):
    """The DID document does not give a usable key; `code` is one of check `key`."""

    def __init__(self, code: str, detail: str = "") -> None:
        """Keep the code and what was found, for a finding."""
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def web_address(did: str) -> str | None:
    """Return the address of a did:web document (did:web section 3.2); None for another DID."""
    match = _DID_WEB.fullmatch(did)
    if match is None:
        return None
    # Beyond the last port clients refuse the address, or ask another port.
    if match["port"] is not None and int(match["port"][3:]) > 65_535:
        return None
    host = match["host"] + (match["port"] or "").replace("%3A", ":")
    path = match["path"].replace(":", "/") or "/.well-known"
    return f"https://{host}{path}/did.json"


def of_address(base: str) -> str | None:
    """Return the did:web identifier of the site at `base` (https, no slash at its end), or None.

    Its document is found below `base` again: in `.well-known` of a host, or beside the pages of a
    path.
    """
    host, *path = base.removeprefix("https://").split("/")
    candidate = ":".join(["did:web", host.replace(":", "%3A"), *path])
    return candidate if base.startswith("https://") and web_address(candidate) else None


def read_did_document(raw: bytes, did: str) -> Mapping[str, JSON]:
    """Read the DID document of `did`.

    Raises:
        DidError: `did-unreadable` or `did-mismatch`; neither says anything about a credential.
    """
    try:
        document = strict_json.parse(raw)
        check_shape(document, "DidDocument")
    except (strict_json.FormatError, StructureError) as error:
        raise DidError("did-unreadable", str(error)) from error
    if document["id"] != did:
        raise DidError("did-mismatch", document["id"])
    return document  # type: ignore[no-any-return]  # check_shape saw that it is an object


def find_key(document: Mapping[str, JSON], method: str, now: int) -> bytes:
    """Return the Ed25519 public key (32 bytes) that `document` lists for assertions as `method`.

    `now` is in milliseconds since the epoch. All comparisons are of exact texts.

    Raises:
        DidError: with the code of the first reason why the key cannot be used.
    """
    did = document["id"]
    if method.partition("#")[0] != did:
        raise DidError("foreign-key", method)
    found = [entry for entry in document["verificationMethod"] if entry["id"] == method]
    if not found:
        raise DidError("key-not-listed", method)
    if len(found) > 1:
        raise DidError("key-listed-twice", method)
    key = found[0]
    try:
        check_shape(key, "Typed")
        if key["type"] != "Multikey":
            raise DidError("wrong-key-type", key["type"])
        check_shape(key, "Key")
    except StructureError as error:
        raise DidError("malformed-key", error.pointer) from error
    if key["controller"] != did:
        raise DidError("wrong-controller", key["controller"])
    public_key = decode_multikey(key["publicKeyMultibase"])
    if public_key is None:
        raise DidError("malformed-key", "/publicKeyMultibase")
    if not ed25519.is_acceptable_key(public_key):
        raise DidError("weak-key", method)
    if method not in _as_list(document["assertionMethod"]):
        raise DidError("key-not-for-assertion", method)
    if _is_past(key.get("revoked"), now):
        raise DidError("key-revoked", key["revoked"])
    if _is_past(key.get("expires"), now):
        raise DidError("key-expired", key["expires"])
    return public_key


def decode_multikey(text: str) -> bytes | None:
    """Read a Multikey text as an Ed25519 public key (32 bytes); None if it is another thing."""
    data = multibase.decode_base58btc(text, len(_MULTIKEY_ED25519) + ed25519.PUBLIC_KEY_BYTES)
    if data is None or not data.startswith(_MULTIKEY_ED25519):
        return None
    return data.removeprefix(_MULTIKEY_ED25519)


def encode_multikey(public_key: bytes) -> str:
    """Write an Ed25519 public key (32 bytes) as a Multikey text (`z6Mk…`, 48 characters)."""
    return multibase.encode_base58btc(_MULTIKEY_ED25519 + public_key)


def _is_past(text: str | None, now: int) -> bool:
    moment = parse_date_time_stamp(text) if text is not None else None
    return moment is not None and moment <= now


def _as_list(value: JSON) -> list[JSON]:
    return value if isinstance(value, list) else [value]
