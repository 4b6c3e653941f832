"""What can be earned: `content/programs/<slug>.md`, typed, and checked against each other."""

import calendar
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import MappingProxyType

from generator.assessment import Assessment, read_assessment
from generator.errors import Problems
from generator.fields import Fields
from generator.offers import Delivery, Price, read_delivery, read_price
from generator.partners import PARTNERS_FOLDER
from generator.pathways import Step, read_steps, slugs
from generator.quality import (
    Change,
    Partnership,
    Quality,
    read_changes,
    read_partners,
    read_quality,
)
from generator.results import ResultDescription, read_results
from generator.skills import Skill, read_skills
from generator.source import FrontMatter, list_slugs, read_front_matter, read_image
from generator.text import CTID, LANGUAGE, quoted

PROGRAMS_FOLDER = "content/programs"
DEFAULT_ORDER = 1_000  # behind whatever names an order

# Open Badges 3.0, AchievementType enumeration.
ACHIEVEMENT_TYPES = (
    "Achievement", "ApprenticeshipCertificate", "Assessment", "Assignment", "AssociateDegree",
    "Award", "Badge", "BachelorDegree", "Certificate", "CertificateOfCompletion", "Certification",
    "CommunityService", "Competency", "Course", "CoCurricular", "Degree", "Diploma",
    "DoctoralDegree", "Fieldwork", "GeneralEducationDevelopment", "JourneymanCertificate",
    "LearningProgram", "License", "Membership", "ProfessionalDoctorate",
    "QualityAssuranceCredential", "MasterCertificate", "MasterDegree", "MicroCredential",
    "ResearchDoctorate", "SecondarySchoolDiploma",
)  # fmt: skip

# A line end before a line that goes on: not empty, and not the next item of a list.
_WRAP = re.compile(r"(?<=\S)[ \t]*\n[ \t]*(?=\S)(?![-*+] |[0-9]{1,3}[.)] )")
# Chinese and Japanese have no space between words, nor where a line ends.
_WRAP_WITHOUT_SPACE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n[ \t]*(?=[\u3000-\u9fff])")
_DURATION = re.compile(r"([1-9][0-9]{0,3}) (year|month|day)s?", re.ASCII)
_MAX_YEARS = 100  # nothing lasts longer, and no date runs out of the calendar


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a credential is valid."""

    years: int = 0
    months: int = 0
    days: int = 0

    def add_to(self, start: datetime) -> datetime:
        """Find the end; where the month has no such day (31 April), its last day stands for it."""
        months = start.year * 12 + start.month - 1 + self.years * 12 + self.months
        year, month = months // 12, months % 12 + 1
        day = min(start.day, calendar.monthrange(year, month)[1])
        return start.replace(year=year, month=month, day=day) + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Program:
    """A badge, certificate, course or micro-credential; with `parts`, a pathway."""

    slug: str
    path: str
    title: str
    type: str
    description: str
    criteria: str
    image: str
    image_alt: str
    language: str | None
    version: str | None
    field: str | None
    skills: tuple[Skill, ...]
    outcomes: tuple[str, ...]
    hours: float | None
    credits: float | None
    credit_system: str | None
    ects: float | None
    level: str | None
    eqf: int | None
    """Level of the European Qualifications Framework, 1 to 8."""
    participation: str | None
    """The form of participation, as the EU's micro-credentials name it."""
    delivery: Delivery | None
    price: Price | None
    prerequisites: str | None
    apply: str | None
    assessment: tuple[Assessment, ...]
    results: tuple[ResultDescription, ...]
    quality: Quality | None
    reviewed: date | None
    """When somebody last looked at it."""
    partners: tuple[Partnership, ...]
    changes: tuple[Change, ...]
    """The newest first."""
    valid_for: Duration | None
    suspendable: bool
    """Whether its credentials can be put on hold, which takes a second entry in each record."""
    parts: tuple[str, ...]
    """Every programme in `steps`, in their order."""
    steps: tuple[Step, ...]
    order: int
    ctid: str | None
    """Its identifier in the Credential Registry, if it has one there."""
    body: str
    """Markdown, not rendered."""
    body_line: int

    @property
    def is_pathway(self) -> bool:
        """Whether it is earned by earning other programmes."""
        return bool(self.parts)

    @property
    def url_path(self) -> str:
        """Its page's place in the site, as in `programs/x/`."""
        return f"{'pathways' if self.is_pathway else 'programs'}/{self.slug}/"


@dataclass(frozen=True, slots=True)
class _Known:
    """What a programme may refer to."""

    skills: Mapping[str, Skill]
    programs: Collection[str]
    partners: Collection[str]


def load_programs(
    root: Path,
    problems: Problems,
    skills: Mapping[str, Skill] = MappingProxyType({}),
) -> tuple[Program, ...]:
    """Read every programme without a problem, in the order of the catalogue."""
    found = list_slugs(root, PROGRAMS_FOLDER, problems)
    known = _Known(skills, found, list_slugs(root, PARTNERS_FOLDER, problems))
    programs: dict[str, Program] = {}
    sources: dict[str, Fields] = {}
    faulty: set[str] = set()
    for slug in found:
        path = f"{PROGRAMS_FOLDER}/{slug}.md"
        before = len(problems)
        source = read_front_matter(root, path, problems)
        if source is None:
            continue
        program = _read_program(root, slug, path, source, known)
        programs[slug], sources[slug] = program, source.fields
        if len(problems) != before:
            faulty.add(slug)
    for circle in _circles(programs):
        way = " -> ".join((*circle, circle[0]))
        message = f"'parts' go round in a circle: {way}; take one of them out"
        sources[circle[0]].report("parts", message, "part-circle")
    sound = (program for slug, program in programs.items() if slug not in faulty)
    return tuple(sorted(sound, key=_catalogue_order))


def _read_program(root: Path, slug: str, path: str, source: FrontMatter, known: _Known) -> Program:
    fields = source.fields
    order = fields.integer("order")
    language = fields.text("language", form=LANGUAGE)
    version = fields.text("version", max_length=40)
    quality, reviewed = read_quality(fields)
    steps = read_steps(fields, slug, known.programs)
    program = Program(
        slug=slug,
        path=path,
        title=fields.text("title", required=True, max_length=120) or "",
        type=fields.choice("type", ACHIEVEMENT_TYPES, required=True) or "",
        description=fields.text("description", required=True, max_length=1_000) or "",
        criteria=_unwrapped(
            fields.text("criteria", required=True, max_length=5_000, lines=True) or ""
        ),
        image=read_image(root, fields, "image", required=True) or "",
        image_alt=fields.text("image_alt", required=True) or "",
        language=language,
        version=version,
        field=fields.text("field", max_length=80),
        skills=read_skills(fields, known.skills, language),
        outcomes=fields.texts("outcomes"),
        hours=fields.number("hours"),
        credits=fields.number("credits"),
        credit_system=fields.text("credit_system", max_length=80),
        ects=fields.number("ects"),
        level=fields.text("level", max_length=80),
        eqf=fields.integer("eqf", range(1, 9)),
        participation=fields.text("participation", max_length=200),
        delivery=read_delivery(fields),
        price=read_price(fields),
        prerequisites=fields.text("prerequisites", max_length=1_000),
        apply=fields.link("apply", ("https", "mailto")),
        assessment=read_assessment(fields),
        results=read_results(fields),
        quality=quality,
        reviewed=reviewed,
        partners=read_partners(fields, known.partners),
        changes=read_changes(fields, version),
        valid_for=_read_duration(fields),
        suspendable=fields.flag("suspendable") or False,
        parts=slugs(steps),
        steps=steps,
        order=DEFAULT_ORDER if order is None else order,
        ctid=fields.text("ctid", form=CTID),
        body=source.body,
        body_line=source.body_line,
    )
    if program.credit_system is not None and program.credits is None:
        fields.report("credit_system", "'credit_system' says nothing without 'credits'", "key-pair")
    fields.done()
    return program


def _unwrapped(text: str) -> str:
    """Join the lines of a paragraph or list item, which were broken for the editor's window."""
    return _WRAP.sub(" ", _WRAP_WITHOUT_SPACE.sub("", text))


def _read_duration(fields: Fields) -> Duration | None:
    text = fields.text("valid_for")
    if text is None:
        return None
    match = _DURATION.fullmatch(text)
    count, unit = (int(match[1]), match[2]) if match else (0, "")
    in_a_year = {"year": 1, "month": 12, "day": 366}.get(unit, 0)
    if 0 < count <= _MAX_YEARS * in_a_year:
        return Duration(**{f"{unit}s": count})
    message = (
        f"'valid_for' is {quoted(text)}: write a number of years, months or days, at most "
        f"{_MAX_YEARS} years, like 3 years"
    )
    fields.report("valid_for", message, "value-form")
    return None


def _circles(programs: Mapping[str, Program]) -> Iterator[tuple[str, ...]]:
    """Find circles among parts, each from its first slug in the alphabet."""
    graph = {
        slug: [part for part in program.parts if part in programs and part != slug]
        for slug, program in programs.items()
    }
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = error.args[1][:0:-1]  # it names parts before wholes, and one of them twice
            first = circle.index(min(circle))
            yield (*circle[first:], *circle[:first])
            del graph[circle[first]]  # opens this circle, to find the next
        else:
            return


def _catalogue_order(program: Program) -> tuple[int, str, str]:
    return program.order, program.title.casefold(), program.slug
