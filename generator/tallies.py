"""How many credentials there are, by programme, time and standing, without telling of anybody.

A count below `LEAST` is about people who can be found, so it is not told. The sum of a table is
known from the home page; to take the counts that are told from it must not give the others away.
So beside small counts the smallest of the others is told as "at least" too, or several are, until
for every count that is not told three numbers or more are possible; a table of which that cannot
be said is not shown at all (complementary suppression).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.content import Site
from generator.vc.checks import Verdict
from generator.vc.strict_json import JSON

LEAST = 5  # the smallest count that is told
_POSSIBLE = 3  # numbers that a count which is not told could be
_MOST_PERIODS = 24  # bars side by side on a page

STANDINGS = (
    Verdict.VALID,
    Verdict.NOT_YET_VALID,
    Verdict.EXPIRED,
    Verdict.SUSPENDED,
    Verdict.REVOKED,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of a table. Of `few`, nothing is told but that there are fewer than `LEAST`."""

    key: str
    """A programme's slug, a period (2026-05, 2026-Q2, 2026) or a standing."""
    count: int
    """What is told: 0 for few, the bound where `at_least`."""
    few: bool = False
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Tallies:
    """The tables of the page. One that cannot be told is empty."""

    total: int
    """Told whatever it is: the issuer's page and the home page tell it as well."""
    by_program: tuple[Cell, ...]
    by_period: tuple[Cell, ...]
    by_standing: tuple[Cell, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted of one credential."""

    program: str
    month: str
    standing: Verdict


def read_counted(site: Site, document: Mapping[str, JSON], verdict: Verdict) -> Counted:
    """Read what is counted of a verified record."""
    program = site.program_of(document["credentialSubject"]["achievement"]["id"])
    stamp = document.get("awardedDate") or document["validFrom"]
    return Counted(program.slug if program is not None else "", stamp[:7], verdict)


def tally(counted: Sequence[Counted], catalogue: Iterable[str], now: datetime) -> Tallies:
    """Count, and hold back what would tell of single people.

    Programmes stand by the numbers that are told, or their order would tell the others; where
    those are the same, in the order of the catalogue.
    """
    programs = Counter(item.program for item in counted)
    known = [slug for slug in (*catalogue, "") if slug in programs]
    by_program = told([(slug, programs[slug]) for slug in known])
    return Tallies(
        total=len(counted),
        by_program=tuple(sorted(by_program, key=lambda cell: -cell.count)),
        by_period=_periods([item.month for item in counted]),
        by_standing=_standings(Counter(item.standing for item in counted)),
        as_of=now,
    )


def told(counts: Iterable[tuple[str, int]]) -> tuple[Cell, ...]:
    """Return what may be told of the counts of a table whose sum is known.

    A zero is told: nobody is behind it.
    """
    known = list(counts)
    few = sum(0 < count < LEAST for _, count in known)
    rest = sorted(count for _, count in known if count >= LEAST)
    left = sum(count for _, count in known) - sum(rest)  # in the small counts
    held: list[int] = []
    while few and not (held and _is_safe(few, left + sum(held), held, rest[len(held) :])):
        if len(held) == len(rest):
            return ()
        held = rest[: len(held) + 1]
    bound = _bound(few, left, held)
    cells = []
    for key, count in known:
        if 0 < count < LEAST:
            cells.append(Cell(key, 0, few=True))
        elif count in held:
            held.remove(count)
            cells.append(Cell(key, bound, at_least=True))
        else:
            cells.append(Cell(key, count))
    return tuple(cells)


def _standings(counts: Mapping[Verdict, int]) -> tuple[Cell, ...]:
    """Return what may be told of standings to whoever has counted the published status lists.

    They give away how many are revoked or on hold, and with the sum how many are not: so the
    others are a table of their own, and no count of these two hides one of those.
    """
    listed = {
        item: Cell(item, counts[item] if counts[item] >= LEAST else 0, few=counts[item] < LEAST)
        for item in (Verdict.SUSPENDED, Verdict.REVOKED)
        if counts[item]
    }
    others = [(item, counts[item]) for item in STANDINGS if counts[item] and item not in listed]
    cells = told(others)
    return (*cells, *listed.values()) if cells or not others else ()


def _is_safe(few: int, total: int, held: Sequence[int], shown: Sequence[int]) -> bool:
    """Tell whether a reader who takes what is shown from the sum is left with enough to guess.

    Only what such a reader knows is looked at, or the answer itself would tell something: `total`,
    of the small counts and those held, how many there are of each, and that those held are smaller
    than those shown.
    """
    largest = shown[0] - 1 if shown else total
    at_most = min((LEAST - 1) * few, total - LEAST * len(held)) - (few - 1)
    at_least = max(few, total - largest * len(held)) - (LEAST - 1) * (few - 1)
    return min(LEAST - 1, at_most) - max(1, at_least) + 1 >= _POSSIBLE


def _bound(few: int, left: int, held: Sequence[int]) -> int:
    """Return a bound for held counts that narrows nothing: what a reader can work out anyway."""
    if len(held) != 1:
        return LEAST
    certain = held[0] + left - (LEAST - 1) * few
    return max(LEAST, certain - certain % LEAST)


def _periods(months: Sequence[str]) -> tuple[Cell, ...]:
    """Count by the shortest periods of which half or more can be told; by years at the longest."""
    for period in (_month, _quarter, _year):
        table = _by(period, months)
        cells = told(table)
        silent = sum(cell.few for cell in cells)
        speaking = sum(cell.count > 0 for cell in cells)
        is_last = period is _year
        if cells and len(cells) <= _MOST_PERIODS and (is_last or silent <= speaking):
            return cells
    return ()


def _by(period: Callable[[str], str], months: Sequence[str]) -> list[tuple[str, int]]:
    """Count by period, those in which there was nothing among the others."""
    if not months:
        return []
    counts = Counter(map(period, months))
    first, last = _number(min(months)), _number(max(months))
    all_months = (f"{at // 12:04}-{at % 12 + 1:02}" for at in range(first, last + 1))
    return [(key, counts[key]) for key in dict.fromkeys(map(period, all_months))]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _month(month: str) -> str:
    return month


def _quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def _year(month: str) -> str:
    return month[:4]
