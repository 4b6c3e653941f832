"""The site's status lists: entries for new credentials, withdrawing and holding issued ones.

Indices are random, so that a list does not tell in which order credentials were issued, and never
used twice: what was given out is kept beside the lists and written before any record is.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import datetime
from typing import Any

from generator import signing
from generator.content import CREDENTIALS, STATUS, Site, is_record_id, parse_or_none, record_paths
from generator.errors import ContentError, InsigniaError, Problem, UsageError
from generator.keys import IssuerKey
from generator.output import write_precious
from generator.text import text_fault
from generator.vc import credential, status_list
from generator.vc.dates import format_date_time_stamp, parse_date_time_stamp, to_milliseconds
from generator.vc.strict_json import JSON

ALLOCATED_FILE = "allocated"  # no suffix: it is not published
REASONS_FILE = "reasons"
MAX_FILL = status_list.MIN_ENTRIES // 2  # beyond it a new list, so that random choice stays cheap
MIN_ID_PREFIX = 6
MAX_REASON_LENGTH = 300
PURPOSES = {"revocation": "revoked", "suspension": "on hold"}
"""What an entry can be for, and what somebody whose bit is set is told."""

Random = Callable[[int], bytes]  # a number of bytes in, that many unpredictable bytes out


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a credential was withdrawn or put on hold, in the provider's public words."""

    record_id: str
    purpose: str
    text: str
    date: str


def allocate(
    site: Site, purposes: Sequence[str], count: int, key: IssuerKey, now: datetime, random: Random
) -> list[list[dict[str, JSON]]]:
    """Give out `count` sets of status entries, one entry for each of `purposes`.

    What is given out is on disk before this returns: a run killed afterwards wastes indices, and
    wastes are all it can do.
    """
    site.require_listed(key.method)
    allocated = _read_allocated(site)
    columns = []
    for purpose in purposes:
        column: list[dict[str, JSON]] = []
        while len(column) < count:
            name, bits, used = _open_list(allocated, purpose)
            if not (site.root / STATUS / f"{name}.json").is_file():
                if name in allocated:
                    # An empty list in its place would un-revoke whatever the old one said.
                    msg = f"{STATUS}/{name}.json is missing: restore it from your repository"
                    raise InsigniaError(msg)
                _write_list(site, name, purpose, bytes(status_list.MIN_ENTRIES // 8), key, now)
            for _ in range(min(count - len(column), MAX_FILL - used)):
                index = _free_index(bits, random)
                _set_bit(bits, index)
                column.append(_entry(site, name, purpose, index))
            allocated[name] = bits
        columns.append(column)
    _write_allocated(site, allocated)
    return [list(row) for row in zip(*columns, strict=True)]


def set_status(
    site: Site,
    record_id: str,
    purpose: str,
    *,
    on: bool,
    reason: str,
    key: IssuerKey,
    now: datetime,
) -> None:
    """Set or clear the bit of a credential, and sign its list anew.

    Raises:
        InsigniaError: when the credential has no entry for `purpose`, a list cannot be read, the
            bit stands already as asked, or the credential is revoked: that is for good.
        UsageError: when `reason` cannot stand on a page.
    """
    site.require_listed(key.method)
    if on and not reason.strip():
        msg = "give a reason, in words that may stand on the credential's page"
        raise UsageError(msg)
    fault = text_fault(reason, MAX_REASON_LENGTH)
    if fault is not None:
        msg = f"the reason {fault.message}"
        raise UsageError(msg)
    document = parse_or_none(site.record_path(record_id).read_bytes())
    entries = status_list.entries_of(document) if isinstance(document, dict) else []
    places = {entry.get("statusPurpose"): entry for entry in reversed(entries)}
    if purpose not in places:
        msg = (
            f"{record_id} was issued without an entry for {purpose}: put 'suspendable: true' into "
            "the programme before issuing what you may want to hold; this one can only be revoked"
        )
        raise InsigniaError(msg)
    if purpose == "suspension" and "revocation" in places:
        revoked, place = _read_place(site, places["revocation"], now)
        if status_list.read_bit(revoked, place):
            msg = f"{record_id} is already revoked: a revocation is final"
            raise InsigniaError(msg)
    bits, index = _read_place(site, places[purpose], now)
    if status_list.read_bit(bits, index) == on:
        state = PURPOSES[purpose]
        msg = f"{record_id} is {'already' if on else 'not'} {state}"
        raise InsigniaError(msg)
    if on:
        _set_bit(bits, index)
    else:
        bits[index >> 3] &= ~(0x80 >> (index & 7))
    # The reason first: a list without its reason would be found by nobody.
    added = [Reason(record_id, purpose, reason, format_date_time_stamp(now))] if on else []
    _write_reasons(site, record_id, purpose, added)
    name = places[purpose]["statusListCredential"].rpartition("/")[2].removesuffix(".json")
    _write_list(site, name, purpose, bytes(bits), key, now)


def _read_place(site: Site, entry: Mapping[str, Any], now: datetime) -> tuple[bytearray, int]:
    """Read the bits of the list that an entry names, and which of them is the entry's."""
    address = entry["statusListCredential"]
    raw = site.published(address)
    if raw is None:
        msg = f"the status list {address} is missing: restore {STATUS} from your repository"
        raise InsigniaError(msg)
    try:
        listed = status_list.verify_list(raw, address, site.did(), to_milliseconds(now))
        bits = bytearray(status_list.decode_list(listed["credentialSubject"]["encodedList"]))
    except status_list.StatusError as error:
        msg = f"the status list {address} cannot be trusted ({error}): restore it first"
        raise InsigniaError(msg) from error
    return bits, int(entry["statusListIndex"])


def find_record(site: Site, text: str) -> str:
    """Return the id of the record that `text` names: a page's address, an id or the start of one.

    Raises:
        UsageError: when no record or more than one answers to it.
    """
    wanted = text.rpartition("/")[2].removesuffix(".html").removesuffix(".json").lower()
    folder = site.root / CREDENTIALS / wanted[:2]
    names = [path.stem for path in folder.glob("*.json")] if len(wanted) >= MIN_ID_PREFIX else []
    matches = sorted(name for name in names if name.startswith(wanted) and is_record_id(name))
    if len(matches) == 1:
        return matches[0]
    problem = "more than one credential" if matches else "no credential"
    msg = (
        f"{problem} answers to {text!r}: give the address of its page, its id, or at least the "
        f"first {MIN_ID_PREFIX} characters of the id"
    )
    raise UsageError(msg)


def read_reasons(site: Site) -> tuple[Reason, ...]:
    """Read why credentials were withdrawn or held, revocations first.

    Raises:
        ContentError: when the file is damaged.
    """
    path = site.root / STATUS / REASONS_FILE
    try:
        reasons = _parse_reasons(path.read_bytes()) if path.is_file() else []
    except (ValueError, TypeError) as error:
        raise _damaged(REASONS_FILE) from error
    return tuple(sorted(reasons, key=lambda reason: (reason.purpose, reason.record_id)))


def _parse_reasons(raw: bytes) -> list[Reason]:
    entries = json.loads(raw.decode("utf-8"))
    if not isinstance(entries, list):
        raise TypeError
    reasons = [Reason(**entry) for entry in entries]
    for reason in reasons:
        if not all(isinstance(value, str) for value in astuple(reason)):
            raise TypeError
        if (
            not is_record_id(reason.record_id)
            or reason.purpose not in PURPOSES
            or text_fault(reason.text, MAX_REASON_LENGTH) is not None
            or parse_date_time_stamp(reason.date) is None
        ):
            raise ValueError
    return reasons


def _write_reasons(site: Site, record_id: str, purpose: str, added: list[Reason]) -> None:
    kept = [
        item
        for item in read_reasons(site)
        if (item.record_id, item.purpose) != (record_id, purpose)
    ]
    entries = [asdict(item) for item in (*kept, *added)]
    text = json.dumps(entries, ensure_ascii=False, indent=1)
    write_precious(site.root / STATUS / REASONS_FILE, f"{text}\n".encode())


def _read_allocated(site: Site) -> dict[str, bytearray]:
    path = site.root / STATUS / ALLOCATED_FILE
    if not path.is_file():
        if next(record_paths(site.root), None) is not None:
            msg = (
                f"{STATUS}/{ALLOCATED_FILE} is missing, so status indices could be used twice: "
                "restore it from your repository"
            )
            raise InsigniaError(msg)
        return {}
    try:
        table = json.loads(path.read_text("utf-8"))
        return {name: bytearray(status_list.decode_list(text)) for name, text in table.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise _damaged(ALLOCATED_FILE) from error


def _damaged(name: str) -> ContentError:
    message = "is damaged: restore it from your repository"
    return ContentError([Problem(f"{STATUS}/{name}", 0, 0, message, "status-damaged")])


def _write_allocated(site: Site, allocated: Mapping[str, bytearray]) -> None:
    table = {name: status_list.encode_list(bytes(bits)) for name, bits in allocated.items()}
    text = json.dumps(table, indent=1, sort_keys=True)
    write_precious(site.root / STATUS / ALLOCATED_FILE, f"{text}\n".encode())


def _open_list(allocated: Mapping[str, bytearray], purpose: str) -> tuple[str, bytearray, int]:
    """Return name, given-out bits and their count of the list that new entries go to."""
    number = 1
    while True:
        name = purpose if number == 1 else f"{purpose}-{number}"
        bits = allocated.get(name) or bytearray(status_list.MIN_ENTRIES // 8)
        used = int.from_bytes(bits, "big").bit_count()
        if used < MAX_FILL:
            return name, bits, used
        number += 1


def _free_index(bits: bytearray, random: Random) -> int:
    while True:
        # 131,072 divides 2^24: every index is as likely as any other.
        index = int.from_bytes(random(3), "big") % status_list.MIN_ENTRIES
        if not status_list.read_bit(bits, index):
            return index


def _set_bit(bits: bytearray, index: int) -> None:
    bits[index >> 3] |= 0x80 >> (index & 7)


def _entry(site: Site, name: str, purpose: str, index: int) -> dict[str, JSON]:
    address = f"{site.config.url}status/{name}.json"
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def _write_list(
    site: Site, name: str, purpose: str, bits: bytes, key: IssuerKey, now: datetime
) -> None:
    address = f"{site.config.url}status/{name}.json"
    unsigned: dict[str, JSON] = {
        "@context": [credential.CREDENTIALS_V2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        # A plain text: the VC context alone does not know the type Profile.
        "issuer": site.config.did,
        "validFrom": format_date_time_stamp(now),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": status_list.encode_list(bits),
        },
    }
    record = signing.serialise(signing.secure(unsigned, key, now))
    write_precious(site.root / STATUS / f"{name}.json", record)
