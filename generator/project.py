"""One project, read and verified as a whole: what `check` reports and `build` publishes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from generator import check
from generator.assets import check_assets
from generator.check import Checked, CheckedList, ContentCheck
from generator.collection import load_collections
from generator.collection_pages import Gathered, check_collections, gather
from generator.content import Site, load_site
from generator.ctdl import check_ctids
from generator.endorsements import Endorsement, check_endorsements
from generator.errors import Problem, Problems
from generator.related import check_related
from generator.status import Reason
from generator.typefaces import font_faults
from generator.word_faults import own_faults

T = TypeVar("T")

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


@dataclass(frozen=True, slots=True)
class Verified:
    """A site whose every record and status list may be published."""

    site: Site
    records: Sequence[Checked]
    status_lists: Sequence[CheckedList]
    reasons: Sequence[Reason]
    endorsements: Sequence[Endorsement]
    gathered: Sequence[Gathered]


def verify_project(
    root: Path,
    now: datetime,
    more: Iterable[ContentCheck] = (),
    progress: Progress = lambda _what, _done, _total: None,
) -> Verified:
    """Load a project and ask every question about it, and some `more`.

    Raises:
        ContentError: with every problem, of the content and of the records.
    """
    site = load_site(root)
    problems = Problems()
    content_checks = (
        *check.CHECKS,
        check_assets,
        _check_words,
        _check_fonts,
        check_ctids,
        *more,
    )
    for problem in (found for question in content_checks for found in question(site)):
        problems.keep(problem)
    records: list[Checked] = []
    status_lists: list[CheckedList] = []
    if site.did_document is not None:
        for record in check.check_records(site, now):
            if isinstance(record, Problem):
                problems.keep(record)
            else:
                records.append(record)
            progress("Verifying", len(records), 0)
        status_lists = _sound(check.check_status_lists(site, now), problems)
    reasons = _sound(check.check_reasons(site, records), problems)
    endorsements = _sound(check_endorsements(site, now), problems)
    collections = load_collections(root, problems)
    known = {record.record_id: record.result.document for record in records}
    for problem in check_collections(site, collections, known):
        problems.keep(problem)
    for problem in check_related(site, (record.result.document for record in records)):
        problems.keep(problem)
    problems.raise_if_any()
    return Verified(site, records, status_lists, reasons, endorsements, gather(collections, known))


def _sound(found: Iterable[T | Problem], problems: Problems) -> list[T]:
    sound: list[T] = []
    for item in found:
        if isinstance(item, Problem):
            problems.keep(item)
        else:
            sound.append(item)
    return sound


def _check_words(site: Site) -> Iterator[Problem]:
    yield from own_faults(site.root)


def _check_fonts(site: Site) -> Iterator[Problem]:
    yield from font_faults(site.root)
