"""Every question about content that can be asked without building: what `insignia check` answers.

Files are checked as they load; the functions in `CHECKS` ask about the whole, and the records are
verified one by one. `build` asks all of it before it writes a page.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.content import (
    CREDENTIALS,
    DID_FILE,
    STATUS,
    Site,
    is_record_id,
    record_paths,
    status_list_paths,
)
from generator.errors import ContentError, Problem
from generator.images import svg_fault
from generator.keys import MARKER
from generator.markdown import pictures_without_words
from generator.status import PURPOSES, REASONS_FILE, Reason, read_reasons
from generator.text import printable
from generator.vc import checks, status_list
from generator.vc.dates import to_milliseconds
from generator.vc.strict_json import JSON, MAX_BYTES
from generator.vc.verify import Verification, verify

ContentCheck = Callable[[Site], Iterator[Problem]]

_MAX_IMAGE_BYTES = 1_048_576
# What the check `status` may have found where there is a reason: it tells the graver of two.
_BORNE_OUT = {"revocation": ("revoked",), "suspension": ("suspended", "revoked")}


@dataclass(frozen=True, slots=True)
class Checked:
    """A record that may be published: where it lies and which bytes were verified."""

    path: Path
    record_id: str
    sha256: bytes
    result: Verification


@dataclass(frozen=True, slots=True)
class CheckedList:
    """A status list that may be published, with the bytes that were verified."""

    name: str
    raw: bytes
    document: Mapping[str, JSON]


def check_records(site: Site, now: datetime) -> Iterator[Checked | Problem]:
    """Verify every record, yielding it or what is wrong with it, in order of the ids."""
    for path in record_paths(site.root):
        name = path.relative_to(site.root).as_posix()
        if not is_record_id(path.stem) or path.parent.name != path.stem[:2]:
            message = (
                "is not where a record lies: its name is the record's 26-character id, "
                "its folder the first two of them"
            )
            yield Problem(name, 0, 0, message, "record-place")
            continue
        if path.is_symlink() or path.parent.is_symlink():
            yield Problem(name, 0, 0, "is a symbolic link: put the file itself here", "file-link")
            continue
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        result = verify(raw, site.config.did, site.published, now)
        problem = _record_problem(site, name, path.stem, raw, result)
        yield problem or Checked(path, path.stem, hashlib.sha256(raw).digest(), result)


def check_status_lists(site: Site, now: datetime) -> Iterator[CheckedList | Problem]:
    """Verify every status list, yielding it or what is wrong with it."""
    for path in status_list_paths(site.root):
        address = f"{site.config.url}status/{path.name}"
        raw = path.read_bytes()
        try:
            document = status_list.verify_list(raw, address, site.did(), to_milliseconds(now))
            yield CheckedList(path.name, raw, document)
        except status_list.StatusError as error:
            words = checks.catalogue()["checks"]["status"]["codes"][error.code]["text"]
            message = f"{words} ({error.detail}): restore the file from your repository"
            yield Problem(f"{STATUS}/{path.name}", 1, 1, message, error.code)


def check_reasons(site: Site, records: Sequence[Checked]) -> Iterator[Reason | Problem]:
    """Read why credentials were withdrawn or held, yielding each reason or what is wrong."""
    try:
        reasons = read_reasons(site)
    except ContentError as error:
        yield from error.problems
        return
    standing = {
        record.record_id: found.code
        for record in records
        for found in record.result.findings
        if found.check == "status"
    }
    for reason in reasons:
        name, purpose = reason.record_id, reason.purpose
        is_told = name not in standing and site.record_path(name).is_file()  # as a faulty record
        if is_told or standing.get(name) in _BORNE_OUT[purpose]:
            yield reason
            continue
        message = (
            f"gives a reason for the {purpose} of {name}, which is not {PURPOSES[purpose]}: take "
            "the entry out, or restore the status list from your repository"
        )
        yield Problem(f"{STATUS}/{REASONS_FILE}", 0, 0, message, "reason-without-status")


def _check_images(site: Site) -> Iterator[Problem]:
    for path in _files(site.root / "content" / "images"):
        name = path.relative_to(site.root).as_posix()
        if path.stat().st_size > _MAX_IMAGE_BYTES:
            yield Problem(name, 0, 0, "is larger than 1 MiB: make it smaller", "image-large")
        elif path.suffix == ".svg":
            fault = svg_fault(path.read_bytes())
            if fault is not None:
                message = f"{fault}: export it as plain SVG, with shapes and colours only"
                yield Problem(name, 0, 0, message, "unsafe-svg")


def _check_alternatives(site: Site) -> Iterator[Problem]:
    texts = [(text.path, text.body_line, text.body) for text in site.programs.values()]
    texts += [(text.path, text.body_line, text.body) for text in site.prose]
    for path, first, body in texts:
        for line, name in pictures_without_words(body):
            message = f"shows {name} without alternative text: write ![what it shows]({name})"
            yield Problem(path, first + line - 1, 1, message, "image-alt")


def _check_keys(site: Site) -> Iterator[Problem]:
    if site.did_document is None and next(record_paths(site.root), None) is not None:
        message = "is missing, and credentials were issued: restore it from your repository"
        yield Problem(DID_FILE, 0, 0, message, "key-missing")


def _check_links(site: Site) -> Iterator[Problem]:
    """Look for symbolic links: what they lead to, inside or outside, is not what was reviewed."""
    for place in ("content", "theme"):
        for folder, folders, files in os.walk(site.root / place):
            for path in (Path(folder) / name for name in (*folders, *files)):
                if path.is_symlink():
                    name = path.relative_to(site.root).as_posix()
                    message = "is a symbolic link: put the file itself here"
                    yield Problem(name, 0, 0, message, "file-link")
            if Path(folder) == site.root / CREDENTIALS:
                folders.clear()  # the records are looked at one by one, when they are verified


def _check_secrets(site: Site) -> Iterator[Problem]:
    """Look for key files where they would be published or committed."""
    credentials = site.root / CREDENTIALS
    for path in (*_files(site.root / "content"), *_files(site.root / "theme")):
        if path.is_relative_to(credentials):
            continue  # a record cannot begin with the marker and pass as one
        with path.open("rb") as file:
            if file.read(len(MARKER)) == MARKER.encode("ascii"):
                name = path.relative_to(site.root).as_posix()
                message = (
                    "is a signing key: move it out of the project, and make a new key if this one "
                    "was ever published"
                )
                yield Problem(name, 1, 1, message, "key-in-content")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _check_templates(site: Site) -> Iterator[Problem]:
    for path in _files(site.root / "theme" / "templates"):
        try:
            path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            name = path.relative_to(site.root).as_posix()
            yield Problem(name, 0, 0, "is not UTF-8: save it as UTF-8", "text-encoding")


CHECKS: tuple[ContentCheck, ...] = (
    _check_templates,
    _check_links,
    _check_images,
    _check_alternatives,
    _check_keys,
    _check_secrets,
)


def _record_problem(
    site: Site, name: str, record_id: str, raw: bytes, result: Verification
) -> Problem | None:
    found = next(
        (item for item in result.findings if item.outcome is not checks.Outcome.PASSED), None
    )
    if found is not None and (not result.is_authentic or found.outcome is checks.Outcome.UNKNOWN):
        words = checks.catalogue()["checks"][found.check]["codes"][found.code]
        text = words["text"].format_map(_Words(site))
        place = f" at {found.pointer}" if found.pointer else ""
        detail = f" ({printable(found.detail)})" if found.detail else ""
        advice = _ADVICE_BY_CHECK.get(found.check, "")
        message = f"{words['title'].format_map(_Words(site))}{place}{detail}. {text}{advice}"
        return Problem(name, _line_of(raw, found.pointer), 1, message, found.code)
    if result.document["id"] != site.record_address(record_id):
        message = (
            f"is the record of {result.document['id']}, so it belongs into a file of that id; "
            "a record cannot be moved to another address, only issued anew"
        )
        return Problem(name, _line_of(raw, "/id"), 1, message, "record-id")
    return None


# The catalogue speaks to somebody who was sent a badge; this is for whoever keeps them.
_RESTORE = " A record is never edited: restore the file from your repository."
_ADVICE_BY_CHECK = {
    "format": _RESTORE,
    "structure": _RESTORE,
    "proof": _RESTORE,
    "key": f" Look at {DID_FILE}: restore it if a key is missing there.",
    "status": f" Restore the list in {STATUS} from your repository.",
}


class _Words(dict[str, str]):
    """Fills the placeholders of the catalogue with what a provider understands."""

    def __init__(self, site: Site) -> None:
        super().__init__(issuer=site.config.name, host=site.config.host)

    def __missing__(self, key: str) -> str:
        return "…"


def _line_of(raw: bytes, pointer: str) -> int:
    """Find the line of a member, roughly: records are one line, unless somebody laid them out."""
    name = pointer.rpartition("/")[2]
    at = raw.find(f'"{name}"'.encode()) if name and not name.isdigit() else 0
    return raw.count(b"\n", 0, max(at, 0)) + 1
