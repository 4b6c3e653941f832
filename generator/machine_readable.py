"""What search engines read on a programme's page: schema.org as JSON-LD. Never about people.

https://schema.org/EducationalOccupationalProgram is the offer (time, price, who offers it),
https://schema.org/EducationalOccupationalCredential what is earned; its `@id` is the address of the
page, which is the id of the Open Badges Achievement. Nothing is said here that the page does not
say, and what nobody has stated is left out.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from generator.content import Site
from generator.fields import parse_date
from generator.hours import hours_range
from generator.offers import Delivery, Price
from generator.partners import Partner
from generator.programs import Duration, Program
from generator.render import data_block
from generator.skills import Skill

Node = dict[str, Any]

# The levels' identifiers in the European Learning Model.
EQF = "http://data.europa.eu/snb/eqf/"
EQF_NAME = "European Qualifications Framework"
TYPES_NAME = "Open Badges 3.0 AchievementType"


def program_block(site: Site, program: Program, endorsers: Sequence[Partner] = ()) -> Markup:
    """Return the JSON-LD of a programme, for the data block in its page's head."""
    graph = program_graph(site, program, endorsers)
    return data_block(json.dumps(graph, ensure_ascii=False, separators=(",", ":")).encode())


def program_graph(site: Site, program: Program, endorsers: Sequence[Partner] = ()) -> Node:
    """Describe a programme, what it leads to, and who offers it."""
    nodes = [_program(site, program), _credential(site, program, endorsers), _provider(site)]
    return {"@context": "https://schema.org", "@graph": nodes}


def iso_hours(hours: float) -> str:
    """Write hours as ISO 8601 does: 120 as PT120H, 1.5 as PT1H30M."""
    minutes = round(hours * 60)
    whole, rest = divmod(minutes, 60)
    return "PT" + (f"{whole}H" if whole else "") + (f"{rest}M" if rest or not whole else "")


def iso_duration(duration: Duration) -> str:
    """Write years, months or days as ISO 8601 does: P3Y."""
    parts = ((duration.years, "Y"), (duration.months, "M"), (duration.days, "D"))
    return "P" + "".join(f"{count}{unit}" for count, unit in parts if count)


def sure_hours(program: Program, site: Site) -> float | None:
    """Return the hours, those of a pathway that states none if every way through it is as long."""
    if program.hours is not None or not program.is_pathway:
        return program.hours
    least, most = hours_range(program.steps, site)
    return least if least == most and least else None


def language_of(program: Program, site: Site) -> str:
    """Return the language that a programme's words are in."""
    return program.language or site.config.language


def skill_language(skill: Skill, program: Program, site: Site) -> str:
    """Return the language of a skill's name: a list may not have it in the programme's own."""
    language = language_of(program, site)
    listed = site.skills[skill.id]
    is_translated = {language, language.partition("-")[0]} & listed.names.keys()
    return language if is_translated or not skill.listed else site.config.language


def skill_address(skill: Skill, site: Site) -> str:
    """Return where a skill is described: by its framework, or else on its page here."""
    return skill.url or site.config.url + skill.url_path


def changed(program: Program) -> str | None:
    """Return the day of the programme's newest change."""
    return program.changes[0].date.isoformat() if program.changes else None


def stated(**values: object) -> Node:
    """Return what there is something to say of; False and 0 say something."""
    return {name: value for name, value in values.items() if value not in (None, [], {}, "")}


def _typed(kind: str, **values: object) -> Node:
    return {"@type": kind, **stated(**values)}


def _program(site: Site, program: Program) -> Node:
    address = site.program_address(program)
    hours = sure_hours(program, site)
    return {
        "@id": f"{address}#program",
        **_typed(
            "EducationalOccupationalProgram",
            name=program.title,
            description=program.description,
            url=address,
            image=site.config.url + program.image,
            provider={"@id": _provider_address(site)},
            timeToComplete=iso_hours(hours) if hours is not None else None,
            numberOfCredits=_credits(program),
            educationalProgramMode=_modes(program.delivery),
            startDate=_start(program.delivery),
            programPrerequisites=program.prerequisites,
            offers=_offer(program.price, program.apply),
            educationalCredentialAwarded={"@id": address},
        ),
    }


def _credential(site: Site, program: Program, endorsers: Sequence[Partner]) -> Node:
    address = site.program_address(program)
    terms = _typed("DefinedTermSet", name=TYPES_NAME)
    return {
        "@id": address,
        **_typed(
            "EducationalOccupationalCredential",
            name=program.title,
            description=program.description,
            url=address,
            image=site.config.url + program.image,
            inLanguage=language_of(program, site),
            credentialCategory=_term(program.type, program.type, None, terms),
            educationalLevel=_levels(program),
            competencyRequired=[_skill(site, skill) for skill in program.skills],
            teaches=list(program.outcomes),
            validFor=iso_duration(program.valid_for) if program.valid_for is not None else None,
            recognizedBy=_recognisers(program, endorsers),
            publisher={"@id": _provider_address(site)},
            hasPart=[{"@id": site.program_address(site.programs[slug])} for slug in program.parts],
            version=program.version,
            dateModified=changed(program),
        ),
    }


def _provider(site: Site) -> Node:
    config = site.config
    country = config.country
    return {
        "@id": _provider_address(site),
        **_typed(
            "Organization",
            name=config.name,
            description=config.description,
            url=config.website or config.url,
            identifier=config.did,
            logo=config.url + config.logo if config.logo is not None else None,
            email=config.email,
            address=_typed("PostalAddress", addressCountry=country) if country else None,
        ),
    }


def _provider_address(site: Site) -> str:
    return f"{site.config.url}issuer/"


def _term(name: str, code: str | None, address: str | None, of: Mapping[str, Any] | None) -> Node:
    return _typed("DefinedTerm", name=name, termCode=code, url=address, inDefinedTermSet=of)


def _levels(program: Program) -> list[Node | str]:
    levels: list[Node | str] = [program.level] if program.level is not None else []
    if program.eqf is not None:
        of = _typed("DefinedTermSet", name=EQF_NAME)
        levels.append(
            _term(f"EQF level {program.eqf}", str(program.eqf), f"{EQF}{program.eqf}", of)
        )
    return levels


def _skill(site: Site, skill: Skill) -> Node:
    """Describe a skill; one of nobody's framework is of the provider's own list."""
    if skill.framework is not None:
        of = _typed("DefinedTermSet", name=skill.framework)
    else:
        of = _typed("DefinedTermSet", name=site.config.name, url=f"{site.config.url}skills/")
    return _term(skill.name, skill.code, skill_address(skill, site), of)


def _credits(program: Program) -> Node | None:
    if program.credits is None:
        return None
    return _typed("QuantitativeValue", value=program.credits, unitText=program.credit_system)


def _modes(delivery: Delivery | None) -> list[str]:
    parts = (delivery.mode, delivery.pace) if delivery is not None else ()
    return [part for part in parts if part is not None]


def _start(delivery: Delivery | None) -> str | None:
    """Return the day on which it starts; words are for people."""
    starts = delivery.starts if delivery is not None else None
    return starts if starts is not None and parse_date(starts) else None


def _offer(price: Price | None, apply: str | None) -> Node | None:
    if price is None or price == Price():
        return None
    return _typed(
        "Offer",
        price=price.amount,
        priceCurrency=price.currency,
        description=price.note,
        url=apply,
    )


def _recognisers(program: Program, endorsers: Iterable[Partner]) -> list[Node]:
    """Name whoever accredited it, and the partners whose signed word was verified."""
    found = [_typed("Organization", name=item.title, url=item.url) for item in endorsers]
    quality = program.quality
    if quality is not None and quality.body and quality.kind in {"accreditation", "recognition"}:
        found.insert(0, _typed("Organization", name=quality.body, url=quality.url))
    return found
