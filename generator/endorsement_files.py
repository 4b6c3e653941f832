"""Where endorsements lie and what they are called: records, and copies of their partners' keys.

A record lies in `content/endorsements/`, named after its programme and its partner's identity; the
copy of the partner's did.json with the date of the copy lies in `keys/` below it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.content import parse_or_none
from generator.errors import Problem
from generator.programs import Program
from generator.text import quoted
from generator.vc.credential import CLOCK_SKEW
from generator.vc.dates import format_date_time_stamp, parse_date_time_stamp, to_milliseconds
from generator.vc.strict_json import MAX_BYTES

ENDORSEMENTS = "content/endorsements"
KEYS = f"{ENDORSEMENTS}/keys"


@dataclass(frozen=True, slots=True)
class KeyCopy:
    """A partner's did.json as it was on a day, and the bytes of the file that keeps it."""

    raw: bytes
    did_document: bytes
    copied: str


def file_stem(identity: str) -> str:
    """Return the name under which the keys of a did:web identity are kept: its host, and path.

    No two identities share one: what a colon becomes is escaped where it stands for itself, by a
    sign that no identity holds.
    """
    bare = identity.removeprefix("did:web:")
    return bare.replace("_", "=5F").replace("%3A", "=3A").replace(":", "_")


def file_name(program: Program, identity: str) -> str:
    """Return the file that keeps what somebody says about a programme."""
    return f"{program.slug}.{file_stem(identity)}.json"


def list_records(root: Path) -> Iterator[Path | Problem]:
    """Yield the path of every record that is kept, and what else lies there as a problem."""
    for place in (ENDORSEMENTS, KEYS):
        folder = root / place
        is_there = folder.is_dir() and not folder.is_symlink()
        for path in sorted(folder.iterdir()) if is_there else ():
            if path.is_symlink() or path.name.startswith(".") or path.name.endswith("~"):
                continue  # links are told elsewhere; the rest file managers and editors leave
            if path.is_file() and path.suffix == ".json":
                if place == ENDORSEMENTS:
                    yield path
            elif path != root / KEYS:
                message = (
                    f"holds {quoted(path.name)}: only what 'insignia endorse import' keeps belongs "
                    "there; move it away"
                )
                yield Problem(place, 0, 0, message, "file-name")


def read_record(path: Path) -> bytes:
    """Read a file as far as a record may be long; one byte more tells that it is longer."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def write_copy(did_document: bytes, now: datetime) -> bytes:
    """Return the bytes of a file that keeps a did.json as it is today."""
    copy = {"copied": format_date_time_stamp(now), "didDocument": parse_or_none(did_document)}
    text = json.dumps(copy, indent=2, ensure_ascii=False)
    return f"{text}\n".encode()


def read_copy(root: Path, name: str, now: datetime, record: str) -> KeyCopy | Problem:
    """Read the copy of keys `name`, on which the kept `record` rests, or say why it is none."""
    path = root / KEYS / name
    raw = read_record(path) if path.is_file() and not path.is_symlink() else b""
    copy = parse_or_none(raw)
    copied = copy.get("copied") if isinstance(copy, dict) else None
    moment = parse_date_time_stamp(copied) if isinstance(copied, str) else None
    if moment is None:
        message = (
            f"has no readable copy of its partner's keys in {KEYS}/{name}: restore that file, "
            f"or run 'insignia endorse import {record}'"
        )
        return Problem(record, 0, 0, message, "endorsement-keys")
    if moment > to_milliseconds(now) + CLOCK_SKEW:
        message = (
            f"is dated in the future ({copied}): check the clock of this computer; if it is "
            f"right, run 'insignia endorse import {record}'"
        )
        return Problem(f"{KEYS}/{name}", 0, 0, message, "endorsement-keys")
    return KeyCopy(raw, json.dumps(copy.get("didDocument")).encode(), copied or "")
