"""Who earned it: the rows of a CSV file, all checked before any of them is used.

A table is read as it is written: commas between fields, UTF-8, columns found by their names in the
first line. Nothing is guessed. A problem's column counts fields, as a spreadsheet counts them.
"""

import csv
import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from generator.errors import Problems
from generator.fields import parse_date
from generator.programs import Program
from generator.results import check_result
from generator.text import (
    MAX_EMAIL_LENGTH,
    Fault,
    email_fault,
    link_fault,
    quoted,
    text_fault,
)

MAX_CSV_BYTES = 67_108_864  # 64 MiB: half a million recipients; a larger file is some other file
_MAX_LINE_BYTES = 1_048_576  # a file without line ends is no table
MAX_NAME_LENGTH = 200
MAX_NARRATIVE_LENGTH = 2_000

RESULT_PREFIX = "result:"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that shows the learning."""

    name: str | None
    url: str | None
    narrative: str | None


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person, and what this person's credential says beyond the programme."""

    name: str
    email: str | None
    awarded: date | None
    valid_from: date | None
    valid_until: date | None
    results: Mapping[str, str]
    """Values by the id of the programme's result description."""
    evidence: tuple[Evidence, ...]
    narrative: str | None


def read_recipients(
    path: Path, program: Program, problems: Problems, *, who_only: bool = False
) -> tuple[Recipient, ...]:
    """Read every row without a problem, in the order of the file.

    With `who_only` nothing but name and address, of a table that may be another programme's.
    """
    try:
        with path.open("rb") as file:
            table = _Table(path.as_posix(), program, problems, who_only=who_only)
            return tuple(table.read(file))
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        problems.add(path.as_posix(), 0, 0, message, "file-unreadable")
        return ()


def read_table(
    name: str, file: BinaryIO, program: Program, problems: Problems
) -> tuple[Recipient, ...]:
    """Read every row of an open table, which is called `name` in problems."""
    return tuple(_Table(name, program, problems).read(file))


def check_name(text: str) -> Fault | None:
    """Find what keeps `text` from standing in a record as somebody's name."""
    fault = text_fault(text, MAX_NAME_LENGTH)
    if fault is None and text != text.strip():
        return Fault("has space around it: remove it", "name-form")
    if fault is None and not any(unicodedata.category(c).startswith("L") for c in text):
        return Fault(f"is {quoted(text)}, a name without a letter", "name-form")
    return fault


def normalise_email(text: str) -> str:
    """Bring an e-mail address into the one form that is hashed and compared.

    Open Badges defines none. Ours: NFC, no space around it, the whole address in small letters, by
    the rules that browsers know too (`toLowerCase`, hence not case folding). The part before the @
    could tell capitals apart (RFC 5321 §2.4), but no provider of note does, and people do not type
    their own address the same way twice.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).strip().lower())


def identity_hash(email: str, salt: str) -> str:
    """Hash an address as Open Badges 3.0 (IdentityHash) does: identity, then salt, nothing between.

    The address is normalised here, so that nobody can forget to.
    """
    digest = hashlib.sha256((normalise_email(email) + salt).encode())
    return f"sha256${digest.hexdigest()}"


def _email_fault(text: str) -> Fault | None:
    return text_fault(text, MAX_EMAIL_LENGTH) or email_fault(text)


def _link_fault(text: str) -> Fault | None:
    return link_fault(text, ("https", "http"))


def _date_fault(text: str) -> Fault | None:
    message = f"is {quoted(text)}: write a date like 2026-05-31"
    return None if parse_date(text) else Fault(message, "value-type")


def _line_fault(text: str) -> Fault | None:
    return text_fault(text, MAX_NAME_LENGTH)


def _narrative_fault(text: str) -> Fault | None:
    return text_fault(text, MAX_NARRATIVE_LENGTH, lines=True)


_CHECKS: Mapping[str, Callable[[str], Fault | None]] = {
    "name": check_name,
    "email": _email_fault,
    "awarded": _date_fault,
    "valid_from": _date_fault,
    "valid_until": _date_fault,
    "evidence_url": _link_fault,
    "evidence_name": _line_fault,
    "narrative": _narrative_fault,
}
COLUMNS = tuple(_CHECKS)
"""What a table may hold for each recipient, beside `result:<id>`."""


class _UnreadableError(Exception):
    """The rest of the file cannot be read."""


class _Table:
    """One pass over a file: reads its rows, remembering who has been named already."""

    def __init__(
        self, path: str, program: Program, problems: Problems, *, who_only: bool = False
    ) -> None:
        self._path = path
        self._problems = problems
        self._results = {result.id: result for result in program.results}
        self._seen: dict[tuple[str, str], int] = {}
        self._who_only = who_only

    def read(self, file: BinaryIO) -> Iterator[Recipient]:
        reader = csv.reader(_lines(file), strict=True)
        try:
            columns = self._read_header(next(reader, []))
            line = reader.line_num + 1
            for row in reader if "name" in columns else ():
                if any(field.strip() for field in row):
                    yield from self._read_row(line, columns, row)
                line = reader.line_num + 1  # a quoted field may hold several lines
        except csv.Error as error:
            message = f"is not a table of comma-separated values: {error}"
            self._add(reader.line_num, 1, Fault(message, "csv-form"))
        except _UnreadableError as error:
            self._add(reader.line_num + 1, 1, Fault(str(error), "csv-unreadable"))

    def _read_header(self, row: list[str]) -> list[str]:
        columns = [field.strip() for field in row]
        if len(columns) == 1 and (";" in columns[0] or "\t" in columns[0]):
            message = "has no commas between its columns: save it as comma-separated values (CSV)"
            self._add(1, 1, Fault(message, "csv-form"))
            return []
        known = [*COLUMNS, *(RESULT_PREFIX + name for name in self._results)]
        for index, column in enumerate(columns):
            if self._who_only and column.startswith(RESULT_PREFIX):
                continue
            if column not in known:
                close = get_close_matches(column.casefold(), known, n=1)
                hint = f"did you mean {quoted(close[0])}?" if close else "use " + ", ".join(known)
                message = f"unknown column {quoted(column)}: {hint}"
                self._add(1, index + 1, Fault(message, "csv-column"))
            elif column in columns[:index]:
                message = f"column {quoted(column)} stands twice"
                self._add(1, index + 1, Fault(message, "csv-column"))
        if "name" not in columns:
            message = "the first line must name the columns, and one of them must be 'name'"
            self._add(1, 1, Fault(message, "csv-column"))
        return columns

    def _read_row(self, line: int, columns: list[str], row: list[str]) -> Iterator[Recipient]:
        if len(row) != len(columns):
            message = (
                f"has {len(row)} fields, and the first line has {len(columns)}: put a field with a "
                "comma in it in quotes"
            )
            self._add(line, min(len(row), len(columns)) + 1, Fault(message, "csv-width"))
            return
        before = len(self._problems)
        fields = {
            column: field.strip()
            for column, field in zip(columns, row, strict=True)
            if field.strip() and (not self._who_only or column in {"name", "email"})
        }
        for column, text in fields.items():
            fault = self._fault(column, text)
            if fault is not None:
                self._add_at(line, columns, column, fault)
        if "name" not in fields:
            self._add_at(line, columns, "name", Fault("is empty: give the name", "value-empty"))
        self._check_dates(line, columns, fields)
        self._check_repeated(line, columns, fields)
        if len(self._problems) == before:
            yield _recipient(fields)

    def _fault(self, column: str, text: str) -> Fault | None:
        description = self._results.get(column.removeprefix(RESULT_PREFIX))
        if column.startswith(RESULT_PREFIX) and description is not None:
            return check_result(description, text)
        check = _CHECKS.get(column)
        return check(text) if check is not None else None

    def _check_dates(self, line: int, columns: list[str], fields: Mapping[str, str]) -> None:
        end = parse_date(fields.get("valid_until", ""))
        for column in ("awarded", "valid_from"):
            start = parse_date(fields.get(column, ""))
            if start is not None and end is not None and end < start:
                fault = Fault(f"lies before {quoted(column)}", "value-range")
                self._add_at(line, columns, "valid_until", fault)

    def _check_repeated(self, line: int, columns: list[str], fields: Mapping[str, str]) -> None:
        email, name = fields.get("email"), fields.get("name", "")
        column = "name" if email is None else "email"
        key = (column, name if email is None else normalise_email(email))
        first = self._seen.setdefault(key, line)
        if first != line and key[1]:
            fault = Fault(f"is that of line {first} again: one row for each person", "csv-repeated")
            self._add_at(line, columns, column, fault)

    def _add_at(self, line: int, columns: list[str], column: str, fault: Fault) -> None:
        message = f"{quoted(column)} {fault.message}"
        self._add(line, columns.index(column) + 1, Fault(message, fault.code))

    def _add(self, line: int, column: int, fault: Fault) -> None:
        self._problems.add(self._path, line, column, fault.message, fault.code)


def _lines(file: BinaryIO) -> Iterator[str]:
    size = 0
    for raw in iter(lambda: file.readline(_MAX_LINE_BYTES + 1), b""):
        size += len(raw)
        if len(raw) > _MAX_LINE_BYTES:
            message = f"this line is longer than {_MAX_LINE_BYTES} bytes"
            raise _UnreadableError(message)
        if size > MAX_CSV_BYTES:
            message = f"the file is larger than {MAX_CSV_BYTES} bytes: divide it"
            raise _UnreadableError(message)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            message = "this line is not UTF-8: save the table as 'CSV UTF-8'"
            raise _UnreadableError(message) from error
        yield text if size > len(raw) else text.removeprefix("\ufeff")


def _recipient(fields: Mapping[str, str]) -> Recipient:
    name, url = fields.get("evidence_name"), fields.get("evidence_url")
    return Recipient(
        name=fields["name"],
        email=fields.get("email"),
        awarded=parse_date(fields.get("awarded", "")),
        valid_from=parse_date(fields.get("valid_from", "")),
        valid_until=parse_date(fields.get("valid_until", "")),
        results={
            column.removeprefix(RESULT_PREFIX): text
            for column, text in fields.items()
            if column.startswith(RESULT_PREFIX)
        },
        evidence=(Evidence(name, url, None),) if name or url else (),
        narrative=fields.get("narrative"),
    )
