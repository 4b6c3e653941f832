"""The catalogue: a plain list in pages, and the index with which the browser filters all of it.

`programs/index.json` says of every programme and pathway what filters and sorting look at, and a
file beside each one's page what only the comparison shows. The script adopts the cards of the page
that it runs on and makes those of other pages.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from markupsafe import Markup

from generator.content import Site
from generator.hours import shortest_hours
from generator.machine_readable import stated
from generator.offers import MODES, PACES
from generator.programs import Duration, Program
from generator.render import data_block
from generator.skill_pages import licences
from generator.skills import Skill
from generator.text import columns
from generator.words import Catalogue

Page = TypeVar("Page")

FOLDER = "programs/"
INDEX = f"{FOLDER}index.json"
FACTS = "facts.json"  # in the folder of each programme
PAGE_SIZE = 60
"""Programmes on one page, so that it stays below 60 kB whatever language they are in."""
SUMMARY = 140
"""Columns of a description that a card shows."""

FACETS = ("field", "skill", "level", "hours", "price", "pace", "mode", "language", "type")
ORDERS = ("order", "title", "hours", "price")
_TRAIL = re.compile(r"[^\w]+$")  # marks that nothing follows any more
# The sentences that the script says: keys, and what keys begin with.
_SAID = (
    *("catalogue.found", "catalogue.active", "catalogue.facet-", "catalogue.eqf", "catalogue.free"),
    *("catalogue.up-to", "catalogue.between", "catalogue.above", "catalogue.price-up-to"),
    *("catalogue.price-between", "catalogue.price-above"),
    *("catalogue.options", "catalogue.fewer", "catalogue.full", "catalogue.pick-more"),
    *("catalogue.compare", "catalogue.remove", "catalogue.differs", "catalogue.starts"),
    *("catalogue.remove-one", "catalogue.compare-one", "catalogue.skill-level", "method."),
    *(f"offer.{name}" for name in (*PACES, *MODES)),
    *("count.parts", "count.hours", "count.credits", "count.years", "count.months", "count.days"),
    *("program.credits", "program.level", "program.delivery", "program.before", "program.skills"),
    *("program.outcomes", "program.assessment", "program.quality", "program.reviewed"),
    *("program.valid-for", "program.for-life", "quality.", "common.not-stated", "common.percent"),
    *("common.pathways", "criteria.supervised", "criteria.identity-checked", "criteria.formative"),
)


def catalogue_pages(site: Site, words: Catalogue, page: Callable[..., Page]) -> Iterator[Page]:
    """Yield the list of everything that can be earned, `PAGE_SIZE` to a page."""
    programs = list(site.programs.values())
    parts = [programs[at : at + PAGE_SIZE] for at in range(0, len(programs), PAGE_SIZE)] or [[]]
    about = words.text("catalogue.description", site=site.config.name)
    for number, part in enumerate(parts, 1):
        title = None
        if number > 1:
            title = words.text("catalogue.page-title", number=number)
        values = {
            "listed": part,
            "summary": summary,
            "number": number,
            "addresses": [page_path(n) for n in range(1, len(parts) + 1)],
            "total": len(programs),
            "facets": FACETS,
            "orders": ORDERS,
            "script_said": script_said(site, words),
            "licences": licences(site, (site.skills[key] for key in _taught(site))),
        }
        yield page(page_path(number), "catalogue", title, values, about)


def page_path(number: int) -> str:
    """Return where the page with that number lies; no programme's page can lie there too."""
    return FOLDER if number == 1 else f"{FOLDER}{number}.html"


def summary(text: str) -> str:
    """Return the beginning of a description, up to the end of a word."""
    if columns(text) <= SUMMARY:
        return text
    cut = text[:SUMMARY]
    while columns(cut) > SUMMARY:
        cut = cut[:-1]
    head = cut.rpartition(" ")[0]
    cut = head if len(head) > len(cut) // 2 else cut
    return f"{_TRAIL.sub('', cut) or cut}…"


def script_said(site: Site, words: Catalogue) -> Markup:
    """Return the words that the script of the catalogue says, for the data block `#words`."""
    types = {f"type.{program.type}" for program in site.programs.values()}
    labels = {
        key: text for key, text in words.table.items() if key.startswith(_SAID) or key in types
    }
    said = {"language": words.language, "labels": labels}
    return data_block(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())


def catalogue_files(site: Site) -> Mapping[str, bytes]:
    """Return what the script reads, by its place; what has no value is left out.

    The index has what is looked for and shown on cards; what only the comparison shows of a
    programme lies beside its page.
    """
    programs = site.programs.values()
    facts = {f"{program.url_path}{FACTS}": _json(_facts(program)) for program in programs}
    return {INDEX: _json(_index(site)), **facts}


def _json(table: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(table, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _index(site: Site) -> dict[str, Any]:
    return {
        "title": site.config.name,
        "url": site.config.url,
        "language": site.config.language,
        "skills": {
            key: _skill(site.skills[key].named_in(site.config.language)) for key in _taught(site)
        },
        "programs": [_entry(program, site) for program in site.programs.values()],
    }


def _taught(site: Site) -> list[str]:
    taught = {skill.id for program in site.programs.values() for skill in program.skills}
    return [key for key in site.skills if key in taught]


def _skill(skill: Skill) -> dict[str, Any]:
    others = [name for name in skill.names.values() if name != skill.name]
    return stated(name=skill.name, names=others)


def _entry(program: Program, site: Site) -> dict[str, Any]:
    short = summary(program.description)
    delivery, price = program.delivery, program.price
    return stated(
        slug=program.slug,
        path=program.url_path,
        title=program.title,
        type=program.type,
        parts=len(program.parts) or None,
        description=program.description,
        cut=_utf16_length(short) - 1 if short != program.description else None,
        image=program.image,
        language=program.language or site.config.language,
        field=program.field,
        hours=hours_of(program, site),
        level=program.level,
        eqf=program.eqf,
        pace=delivery and delivery.pace,
        mode=delivery and delivery.mode,
        price=price and stated(amount=price.amount, currency=price.currency),
        outcomes=list(program.outcomes),
        skills=[skill.id for skill in program.skills],
    )


def _facts(program: Program) -> dict[str, Any]:
    delivery, price, quality = program.delivery, program.price, program.quality
    reviewed = (quality.last_review if quality else None) or program.reviewed
    return stated(
        credits=program.credits,
        credit_system=program.credit_system,
        ects=program.ects,
        starts=delivery and delivery.starts,
        place=delivery and delivery.place,
        delivery=delivery and delivery.note,
        price_note=price and price.note,
        prerequisites=program.prerequisites,
        participation=program.participation,
        levels={skill.id: skill.level for skill in program.skills if skill.level is not None},
        assessment=[
            stated(
                name=item.name,
                method=item.method,
                kind=item.kind if item.kind == "formative" else None,
                supervised=item.supervised,
                identity_checked=item.identity_checked,
                weight=item.weight,
            )
            for item in program.assessment
        ],
        quality=quality and stated(body=quality.body or quality.note, kind=quality.kind),
        reviewed=reviewed and reviewed.isoformat(),
        valid_for=program.valid_for and _duration(program.valid_for),
    )


def hours_of(program: Program, site: Site) -> float | None:
    """Return its hours; where a pathway states none, those of the shortest way, if known."""
    if program.hours is not None or not program.is_pathway:
        return program.hours
    return shortest_hours(program.steps, site) or None


def _utf16_length(text: str) -> int:
    """Count as JavaScript does."""
    return len(text.encode("utf-16-le")) // 2


def _duration(duration: Duration) -> dict[str, int]:
    counts = {"years": duration.years, "months": duration.months, "days": duration.days}
    return {unit: count for unit, count in counts.items() if count}
