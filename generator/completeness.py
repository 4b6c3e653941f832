"""How much of what outsiders ask for is stated: a count of a programme's or a record's elements.

It says nothing about quality, and nobody certifies anything by it. Two rules are known: what the EU
wants every micro-credential to state, and what 1EdTech wants of TrustEd microcredentials.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.completeness_rules import (
    EU,
    IN_EVERY_RECORD,
    NAMES,
    OWN,
    QUESTIONS,
    RULES,
    TRUSTED,
    Told,
)
from generator.config import SITE_FILE
from generator.content import Site
from generator.errors import Problem
from generator.programs import Program
from generator.vc.strict_json import JSON
from generator.words import Catalogue

# The two classes of TrustEd microcredentials, by how what is assessed was assessed.
_APPLIED = frozenset(
    ("assignment", "project", "capstone", "practical demonstration", "placement", "portfolio")
)


class State(StrEnum):
    """What has become of an element."""

    PRESENT = "present"
    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"


class Source(StrEnum):
    """Where an element stands."""

    RECORD = "record"
    PROGRAM = "program"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that should be stated."""

    id: str
    state: State
    source: Source
    """Where it stands; or where it should."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a rule asks for, and what is there of it."""

    rule: str
    elements: tuple[Element, ...]

    @property
    def name(self) -> str:
        """What templates call the rule: `eu` or `trusted`."""
        return {EU: "eu", TRUSTED: "trusted"}[self.rule]

    @property
    def present(self) -> int:
        """How many elements are there."""
        return sum(item.state is State.PRESENT for item in self.elements)

    @property
    def asked(self) -> int:
        """How many there could be: those that do not apply are not missed."""
        return sum(item.state is not State.NOT_APPLICABLE for item in self.elements)

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of those that are not there."""
        return tuple(item.id for item in self.elements if item.state is State.MISSING)


def of_program(site: Site, program: Program) -> tuple[Completeness, ...]:
    """Count what a programme states, by each rule; what every record bears counts as stated."""
    return tuple(
        Completeness(rule, tuple(_of_program(site, program, name) for name in names))
        for rule, names in RULES.items()
    )


def of_record(
    site: Site, document: Mapping[str, JSON], program: Program | None, words: Catalogue
) -> tuple[Completeness, ...]:
    """Count what a record states, and where it is silent, what its programme states today.

    `words` are those of the record's language: they head the sections of its criteria.
    """
    achievement = document["credentialSubject"]["achievement"]
    narrative = achievement["criteria"].get("narrative", "")
    lines = narrative.split("\n") if isinstance(narrative, str) else ()
    told = Told(document, achievement, tuple(lines), words)
    return tuple(
        Completeness(rule, tuple(_of_record(site, told, program, name) for name in names))
        for rule, names in RULES.items()
    )


def trusted_class(program: Program) -> str | None:
    """Return which class of TrustEd microcredential the assessment makes of it, if any."""
    methods = {item.method for item in program.assessment if item.kind == "summative"}
    if not methods:
        return None
    return "application" if methods & _APPLIED else "knowledge"


def advise_completeness(site: Site) -> Iterator[Problem]:
    """Name the gaps of each programme under the rules that `site.yml` asks for."""
    yield from _gaps(site, site.config.completeness)


def suggest_completeness(site: Site) -> Iterator[Problem]:
    """Name the gaps under the EU's rule where `site.yml` asks for nothing; never a problem."""
    if not site.config.completeness:
        yield from _gaps(site, (EU,))


def _gaps(site: Site, rules: tuple[str, ...]) -> Iterator[Problem]:
    """Name the gaps of each programme, and those of the site once: they are every programme's."""
    of_site: dict[str, str] = {}
    for program in site.programs.values():
        for found in of_program(site, program):
            if found.rule not in rules:
                continue
            gaps = {item.id: item.source for item in found.elements if item.id in found.missing}
            of_site |= {name: found.rule for name in gaps if gaps[name] is Source.SITE}
            add = "; ".join(QUESTIONS[name].advice for name in gaps if name not in of_site)
            if add:
                message = f"states {found.present} of {found.asked} {NAMES[found.rule]}: {add}"
                yield Problem(program.path, 1, 1, message, "completeness")
    for name, rule in of_site.items():
        message = f"{QUESTIONS[name].advice}: it is one of the {NAMES[rule]}"
        yield Problem(SITE_FILE, 0, 0, message, "completeness")


def _of_program(site: Site, program: Program, name: str) -> Element:
    if name == "country":
        return Element(name, _state(site.config.country is not None), Source.SITE)
    if name == "body":
        return Element(name, State.PRESENT, Source.SITE)
    if name in IN_EVERY_RECORD:
        return Element(name, State.PRESENT, Source.RECORD)
    return Element(name, _state(QUESTIONS[name].in_program(program)), Source.PROGRAM)


def _of_record(site: Site, told: Told, program: Program | None, name: str) -> Element:
    if QUESTIONS[name].in_record(told):
        return Element(name, State.PRESENT, Source.RECORD)
    if name in OWN:
        return Element(name, State.MISSING, Source.RECORD)
    if name == "country" or program is not None:
        # A country is the issuer's; all else is asked of the programme as it is today.
        return _of_site_or_program(site, program, name)
    return Element(name, State.MISSING, Source.RECORD)


def _of_site_or_program(site: Site, program: Program | None, name: str) -> Element:
    if program is None:
        return Element(name, _state(site.config.country is not None), Source.SITE)
    return _of_program(site, program, name)


def _state(answer: bool | None) -> State:  # noqa: FBT001  an answer, not an option
    if answer is None:
        return State.NOT_APPLICABLE
    return State.PRESENT if answer else State.MISSING
