"""How long a way through a pathway takes: the shortest and the longest, each programme once."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from generator.pathways import Choice, Part, Step


class HoursRange(NamedTuple):
    """The hours of the shortest and of the longest way."""

    least: float
    most: float | None
    """None where a part does not say its hours: then it takes `least` or more."""


class Timed(Protocol):
    """What the hours of a way are counted from: a programme."""

    @property
    def hours(self) -> float | None: ...
    @property
    def steps(self) -> tuple[Step, ...]: ...


class Catalogue(Protocol):
    """What knows every programme by its slug: a site."""

    @property
    def programs(self) -> Mapping[str, Timed]: ...


def hours_range(steps: Sequence[Step], site: Catalogue) -> HoursRange:
    """Add up the hours of the shortest and of the longest way, each programme once.

    The longest takes every optional part, but no more of a choice than it asks for. A pathway that
    gives no hours counts by its own parts.
    """
    most = _count(steps, site, frozenset(), longest=True)
    least = _count(steps, site, frozenset(), longest=False)
    return HoursRange(least.hours, most.hours if most.is_known else None)


def shortest_hours(steps: Sequence[Step], site: Catalogue) -> float | None:
    """Return the hours of the shortest way, if they are known."""
    found = _count(steps, site, frozenset(), longest=False)
    return found.hours if found.is_known else None


class _Count(NamedTuple):
    """What a way takes beyond what was counted before; all of it, `slugs`, is counted now."""

    hours: float
    is_known: bool
    slugs: frozenset[str]


def _count(
    steps: Sequence[Step], site: Catalogue, counted: frozenset[str], *, longest: bool
) -> _Count:
    found: dict[str, Timed] = {}
    choices: list[Choice] = []
    _unfold(steps, site, counted, found, choices, longest=longest)
    hours, is_known = 0.0, True
    # What has hours of its own and parts as well holds those of its parts, so it comes first.
    for slug, program in sorted(found.items(), key=lambda item: not item[1].steps):
        if slug in counted:
            continue
        counted |= {slug}
        if program.hours is not None:
            hours += program.hours
            inside: dict[str, Timed] = {}
            _unfold(program.steps, site, counted, inside, [], longest=False)
            counted |= inside.keys()
        elif not program.steps:
            is_known = False
    # What nobody chooses is counted by now: a choice of it takes no longer.
    for choice in choices:
        left = list(choice.steps)
        for _ in range(choice.need):
            ways = [_count((step,), site, counted, longest=longest) for step in left]
            best = _longest(ways) if longest else _shortest(ways)
            hours, counted = hours + ways[best].hours, ways[best].slugs
            is_known &= all(way.is_known for way in ways) if longest else ways[best].is_known
            del left[best]
    return _Count(hours, is_known, counted)


def _shortest(ways: Sequence[_Count]) -> int:
    # Where the hours are not known they are at least these, so what is known goes first.
    return min(range(len(ways)), key=lambda at: (ways[at].hours, not ways[at].is_known))


def _longest(ways: Sequence[_Count]) -> int:
    return max(range(len(ways)), key=lambda at: ways[at].hours)


def _unfold(
    steps: Sequence[Step],
    site: Catalogue,
    counted: frozenset[str],
    found: dict[str, Timed],
    choices: list[Choice],
    *,
    longest: bool,
) -> None:
    """Find what nobody leaves out (on the longest way, the optional as well), and the choices."""
    for step in steps:
        if isinstance(step, Choice) and step.need < len(step.steps):
            choices.append(step)
        elif not isinstance(step, Part):
            _unfold(step.steps, site, counted, found, choices, longest=longest)
        elif (step.required or longest) and step.slug not in counted | found.keys():
            program = found[step.slug] = site.programs[step.slug]
            if program.hours is None:
                _unfold(program.steps, site, counted, found, choices, longest=longest)
