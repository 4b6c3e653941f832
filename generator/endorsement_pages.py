"""What pages show of partners and of their endorsements, and which files stand behind it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from markupsafe import Markup

from generator.content import Site
from generator.endorsements import Endorsement
from generator.markdown import to_html
from generator.partners import Partner
from generator.programs import Program
from generator.render import data_block
from generator.vc.checks import Verdict
from generator.words import Catalogue

Page = TypeVar("Page")

FOLDER = "endorsements"  # in the site: records, and below it `keys`


@dataclass(frozen=True, slots=True)
class EndorsementView:
    """An endorsement as a page shows it, before any check."""

    partner: Partner
    program: Program
    did: str
    host: str
    comment: str
    dated: str
    record_json: Markup
    record_path: str
    keys_path: str
    is_valid: bool
    """Whether it held on the day of the build; who looks at the page judges it anew."""


def views(endorsements: Sequence[Endorsement]) -> list[EndorsementView]:
    """Return what pages show of endorsements that have been verified."""
    return [
        EndorsementView(
            partner=item.partner,
            program=item.program,
            did=item.document_issuer,
            host=item.host,
            comment=item.document["credentialSubject"].get("endorsementComment", ""),
            dated=item.document["validFrom"],
            record_json=data_block(item.raw),
            record_path=f"{FOLDER}/{item.name}",
            keys_path=f"{FOLDER}/keys/{item.keys_name}",
            is_valid=item.verdict is Verdict.VALID,
        )
        for item in endorsements
    ]


def origins(shown: Sequence[EndorsementView]) -> list[str]:
    """Return the sites that a page may ask for their keys, once somebody presses a button."""
    return sorted({f"https://{item.host}" for item in shown})


def published_files(endorsements: Sequence[Endorsement]) -> Mapping[str, bytes]:
    """Return the records as they were signed, and the copies of keys, by their place in the site.

    Copies that several endorsements rest on are there once.
    """
    records = {f"{FOLDER}/{item.name}": item.raw for item in endorsements}
    keys = {f"{FOLDER}/keys/{item.keys_name}": item.keys.raw for item in endorsements}
    return {**records, **keys}


def partner_pages(
    site: Site, shown: Sequence[EndorsementView], words: Catalogue, page: Callable[..., Page]
) -> Iterator[Page]:
    """Yield the list of partners and the page of each; none where there are no partners."""
    partners = list(site.partners.values())
    if not partners:
        return
    about = words.text("partners.description", site=site.config.name)
    yield page("partners/", "partners", None, {"partners": partners}, about)
    for partner in partners:
        values: dict[str, Any] = {
            "partner": partner,
            "body_html": to_html(partner.body, root="../../"),
            "endorsements": [item for item in shown if item.partner.slug == partner.slug],
            "backed": [
                (program, item.role)
                for program in site.programs.values()
                for item in program.partners
                if item.partner == partner.slug
            ],
        }
        yield page(partner.url_path, "partner", partner.title, values, partner.description)
