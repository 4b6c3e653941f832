"""Bitstring Status List 1.0: is the bit of a credential set?

A list is believed only if it is the issuer's own, for this address and purpose, signed, and in
date. Whatever is wrong with it leaves the status unknown: it never makes a credential good or bad.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.vc import credential, did, ed25519, eddsa_jcs_2022, multibase, strict_json
from generator.vc.dates import parse_date_time_stamp
from generator.vc.shapes import StructureError, check_shape
from generator.vc.strict_json import JSON

MIN_ENTRIES = 131_072  # section 6.1: 16 kB, so that an index hides in a crowd
MAX_LIST_BYTES = 4 * 1024 * 1024  # 33 million entries; a bomb stops here
MAX_ENTRIES_OF_ONE = 8  # each may cost a list: a record could name thousands
PURPOSES = ("revocation", "suspension")

_INDEX = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)
_GZIP_OS_BYTE = 9  # RFC 1952: the operating system; zlib builds differ, so it is pinned
_GZIP_OS_UNKNOWN = 255

Fetch = Callable[[str], bytes | None]  # an address in, the bytes there or None


class StatusError(ValueError):
    """The status cannot be known; `code` is one of check `status`."""

    def __init__(self, code: str, detail: str = "") -> None:
        """Keep the code and what was found, for a finding."""
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Status:
    """What one entry says: its purpose, whether its bit is set, and the date of the list."""

    purpose: str
    is_set: bool
    dated: str


def entries_of(document: Mapping[str, JSON]) -> list[Mapping[str, JSON]]:
    """Return the status entries of a credential whose shape has been checked, none, one or many.

    Raises:
        StatusError: when it has an array of none, or of more than anybody could mean.
    """
    if "credentialStatus" not in document:
        return []
    member = document["credentialStatus"]
    entries = member if isinstance(member, list) else [member]
    if not 0 < len(entries) <= MAX_ENTRIES_OF_ONE:
        raise StatusError("malformed-entry", str(len(entries)))
    return entries


def read_status(
    entry: Mapping[str, JSON], did_document: Mapping[str, JSON], fetch: Fetch, now: int
) -> Status:
    """Read the bit that `entry` names, from a list that the owner of `did_document` has signed.

    Raises:
        StatusError: when the status cannot be known.
    """
    # (1) the entry; those of other kinds have other members
    try:
        check_shape(entry, "Typed")
        if entry["type"] != "BitstringStatusListEntry":
            raise StatusError("unsupported-entry", entry["type"])
        check_shape(entry, "StatusListEntry")
    except StructureError as error:
        raise StatusError("malformed-entry", error.pointer) from error
    purpose = entry["statusPurpose"]
    size = entry.get("statusSize", 1)
    if isinstance(size, bool) or size != 1:
        raise StatusError("unsupported-entry", "statusSize")
    if purpose not in PURPOSES:
        raise StatusError("unsupported-entry", purpose)
    index = _read_index(entry["statusListIndex"])
    # (2) the list
    raw = fetch(entry["statusListCredential"])
    if raw is None:
        raise StatusError("list-unreachable", entry["statusListCredential"])
    document = verify_list(raw, entry["statusListCredential"], did_document, now)
    listed = document["credentialSubject"]["statusPurpose"]
    if purpose not in (listed if isinstance(listed, list) else [listed]):
        raise StatusError("list-wrong-purpose", purpose)
    # (3) the bit
    bits = decode_list(document["credentialSubject"]["encodedList"])
    if index >= len(bits) * 8:
        raise StatusError("index-out-of-range", str(index))
    return Status(purpose, read_bit(bits, index), document.get("validFrom", ""))


def verify_list(
    raw: bytes, address: str, did_document: Mapping[str, JSON], now: int
) -> Mapping[str, JSON]:
    """Read the list published at `address`, if the owner of `did_document` has signed it.

    Raises:
        StatusError: when it cannot be believed.
    """
    try:
        document = strict_json.parse(raw)
        credential.check_status_list(document)
    except (strict_json.FormatError, StructureError) as error:
        raise StatusError("list-unreadable", str(error)) from error
    if document["id"] != address:
        raise StatusError("list-wrong-address", document["id"])
    if credential.issuer_of(document) != did_document["id"]:
        raise StatusError("list-wrong-issuer", credential.issuer_of(document))
    try:
        proof = credential.read_proofs(document).jcs
        public_key = did.find_key(did_document, proof["verificationMethod"], now)
    except (StructureError, did.DidError) as error:
        raise StatusError("list-untrusted", str(error)) from error
    signature = multibase.decode_base58btc(proof["proofValue"], ed25519.SIGNATURE_BYTES)
    if signature is None or not eddsa_jcs_2022.verify_proof(document, proof, public_key, signature):
        raise StatusError("list-untrusted", "proofValue")
    if _moment(document, "validFrom", now) > now or now > _moment(document, "validUntil", now):
        raise StatusError("list-stale", document.get("validUntil", document.get("validFrom", "")))
    if credential.proof_time_fault(proof, now) is not None:
        raise StatusError("list-stale", proof["created"])
    return document  # type: ignore[no-any-return]  # check_status_list saw that it is an object


def encode_list(bits: bytes) -> str:
    """Write a bitstring as `encodedList`, the same bytes on every machine (section 3.3)."""
    packed = bytearray(gzip.compress(bits, 9, mtime=0))
    packed[_GZIP_OS_BYTE] = _GZIP_OS_UNKNOWN
    return multibase.encode_base64url(bytes(packed))


def decode_list(encoded: str) -> bytes:
    """Read `encodedList` as a bitstring of at least `MIN_ENTRIES` bits, never more than the bound.

    Raises:
        StatusError: `list-malformed` or `list-too-short`.
    """
    packed = multibase.decode_base64url(encoded)
    if packed is None:
        raise StatusError("list-malformed", "encodedList")
    inflater = zlib.decompressobj(wbits=31)  # gzip only
    try:
        bits = inflater.decompress(packed, MAX_LIST_BYTES + 1)
    except zlib.error as error:
        raise StatusError("list-malformed", "encodedList") from error
    if len(bits) > MAX_LIST_BYTES or not inflater.eof or inflater.unused_data:
        raise StatusError("list-malformed", "encodedList")
    if len(bits) * 8 < MIN_ENTRIES:
        raise StatusError("list-too-short", str(len(bits) * 8))
    return bits


def read_bit(bits: bytes | bytearray, index: int) -> bool:
    """Read the bit at `index`; index 0 is the most significant bit of the first byte."""
    return bool(bits[index >> 3] & (0x80 >> (index & 7)))


def _read_index(value: JSON) -> int:
    # A decimal text by the Recommendation; 1EdTech's own sample has a number. To JavaScript 7.0
    # is the integer 7.
    text = str(int(value)) if isinstance(value, int | float) and value == int(value) else value
    if not isinstance(text, str) or not _INDEX.fullmatch(text):
        raise StatusError("malformed-entry", "/statusListIndex")
    return int(text)


def _moment(document: Mapping[str, JSON], name: str, default: int) -> int:
    moment = parse_date_time_stamp(document[name]) if name in document else None
    return default if moment is None else moment
