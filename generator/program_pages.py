"""What pages show of programmes and pathways, the page of a credential among them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from generator import completeness
from generator.content import Site
from generator.endorsement_pages import EndorsementView, origins
from generator.hours import hours_range
from generator.machine_readable import program_block
from generator.markdown import to_html
from generator.partners import Partner
from generator.pathway_map import draw_pathway, standing_of
from generator.pathways import Choice, Milestone, Part, Step, required
from generator.programs import Program
from generator.skill_pages import licences
from generator.vc.strict_json import JSON
from generator.words import Catalogue

Page = TypeVar("Page")


@dataclass(frozen=True, slots=True)
class Stacking:
    """A pathway that a programme is part of."""

    pathway: Program
    standing: str
    """`required`, `choice` or `optional`."""


@dataclass(frozen=True, slots=True)
class Backing:
    """A partner behind a programme, and what it does for it."""

    partner: Partner
    role: str


def program_pages(
    site: Site,
    endorsements: Sequence[EndorsementView],
    today: date | None,
    direction: Callable[[Program], str],
    page: Callable[..., Page],
) -> Iterator[Page]:
    """Yield the page of every programme and pathway; `direction` is that of a page's own words."""
    for program in site.programs.values():
        shown = [item for item in endorsements if item.program.slug == program.slug]
        values: dict[str, Any] = {
            "program": program,
            "body_html": to_html(program.body, root="../../"),
            "pathways_with_it": stackings(site, program),
            "backings": [
                Backing(site.partners[item.partner], item.role) for item in program.partners
            ],
            "endorsements": shown,
            "machine": program_block(
                site, program, [item.partner for item in shown if item.is_valid]
            ),
            "completeness": completeness.of_program(site, program),
            "trusted_class": completeness.trusted_class(program),
            "review_due": is_review_due(program, today),
            "licences": licences(site, program.skills),
        }
        if program.is_pathway:
            is_mirrored = direction(program) == "rtl"
            values |= {
                "programs": site.programs,
                "hours": hours_range(program.steps, site),
                "drawing": draw_pathway(program, site, mirrored=is_mirrored),
                "way": way_of(site, program),
            }
        yield page(
            program.url_path,
            "pathway" if program.is_pathway else "program",
            program.title,
            values,
            program.description,
            language=program.language,
            program=program,
            asks=origins(shown),
        )


def stackings(site: Site, program: Program) -> list[Stacking]:
    """Return the pathways that a programme is part of, in the order of the catalogue."""
    return [
        Stacking(pathway, standing_of(pathway.steps, program.slug))
        for pathway in site.programs.values()
        if program.slug in pathway.parts
    ]


def is_review_due(program: Program, today: date | None) -> bool:
    """Tell whether the day of a programme's next review has passed."""
    quality = program.quality
    next_review = quality.next_review if quality is not None else None
    return today is not None and next_review is not None and next_review < today


def place_of(
    site: Site, program: Program | None, document: Mapping[str, JSON], words: Catalogue
) -> dict[str, Any]:
    """Return what the page of a record shows of its programme as it stands today."""
    programs = site.programs
    slug = program.slug if program is not None else ""
    return {
        "program": program,
        "parts": [programs[part] for part in program.parts] if program is not None else [],
        "pathways_with_it": [
            {
                "pathway": it,
                "others": [programs[part] for part in required(it.steps) if part != slug],
            }
            for it in programs.values()
            if slug in it.parts
        ],
        "completeness": completeness.of_record(site, document, program, words),
        "trusted_class": completeness.trusted_class(program) if program is not None else None,
    }


def way_of(site: Site, program: Program) -> dict[str, Any]:
    """Return what the script of a pathway's page reads: its tree, and what its parts are called."""
    return {
        "id": site.program_address(program),
        "steps": [_as_json(step) for step in program.steps],
        "parts": {slug: _part(site, slug) for slug in program.parts},
    }


def _part(site: Site, slug: str) -> dict[str, Any]:
    program = site.programs[slug]
    least, most = hours_range((Part(slug),), site)
    return {
        "id": site.program_address(program),
        "title": program.title,
        "language": program.language or site.config.language,
        "hours": [least, least if most is None else most],
    }


def _as_json(step: Step) -> dict[str, Any]:
    """Return a step as content files have it."""
    if isinstance(step, Part):
        return {"required" if step.required else "optional": step.slug}
    steps = [_as_json(item) for item in step.steps]
    if isinstance(step, Choice):
        return {"choose": step.need, "of": steps, "name": step.name}
    assert isinstance(step, Milestone)  # the third and last kind
    return {"milestone": step.name, "parts": steps}
