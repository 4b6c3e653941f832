"""The page of numbers, for those who ask for it in `site.yml`."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from generator import charts
from generator.content import Site
from generator.tallies import LEAST, Tallies
from generator.text import columns
from generator.words import Catalogue

Page = TypeVar("Page")

PATH = "statistics/"
_ON_A_PHONE, _ON_A_DESK = 20, 44
"""Columns of a programme's name that fit above its bar; the table has all of it."""


def statistics_pages(
    site: Site, tallies: Tallies | None, words: Catalogue, page: Callable[..., Page]
) -> Iterator[Page]:
    """Yield the page, if there is to be one."""
    if tallies is None:
        return
    by_program = charts.bars(tallies.by_program)
    by_standing = charts.bars(tallies.by_standing)
    values = {
        "tallies": tallies,
        "programs": site.programs,
        "least": LEAST,
        "by_program": by_program,
        "program_height": charts.height_of(by_program),
        "by_period": charts.columns(tallies.by_period),
        "period_height": charts.HEIGHT,
        "by_standing": by_standing,
        "standing_height": charts.height_of(by_standing),
        "names": names,
    }
    about = words.text("statistics.description", site=site.config.name)
    yield page(PATH, "statistics", None, values, about)


def names(name: str) -> tuple[str, str]:
    """Return a name as a chart has room for it, on a phone and on a desk."""
    return _cut(name, _ON_A_PHONE), _cut(name, _ON_A_DESK)


def _cut(name: str, width: int) -> str:
    if columns(name) <= width:
        return name
    kept = next(end for end in range(len(name), 0, -1) if columns(name[:end]) < width)
    return f"{name[:kept].rstrip()}…"
