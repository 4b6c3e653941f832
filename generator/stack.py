"""Who has earned all parts of a pathway, and not yet the pathway: the drafts for its credentials.

Records hold no e-mail address, only a hash of it whose salt is drawn from the signing key. So from
the records alone people are told apart by name, which somebody has to look at; with the list of
people and the key, by the hash.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from generator import pathways
from generator.check import Checked, check_records
from generator.content import SHORT_ID_LENGTH, Site
from generator.errors import ContentError, Problem
from generator.issue import recipient_salt
from generator.keys import IssuerKey
from generator.programs import Program
from generator.recipients import RESULT_PREFIX, Recipient, identity_hash
from generator.vc.checks import Verdict
from generator.vc.strict_json import JSON
from generator.views import recipient_name

EMAIL_HASH, SAME_NAME = "e-mail hash", "same name"
"""How the records of one person were found."""


@dataclass(frozen=True, slots=True)
class Award:
    """What a record says of one award, as far as it matters here."""

    record_id: str
    program: str
    name: str | None
    email_hash: str | None
    method: str
    """The key that signed it, from which the salt of the hash was drawn."""
    verdict: Verdict

    @property
    def short_id(self) -> str:
        """The number that people are shown."""
        return self.record_id[:SHORT_ID_LENGTH]


@dataclass(frozen=True, slots=True)
class Draft:
    """Somebody who may be given the credential of the pathway."""

    name: str
    email: str | None
    parts: tuple[Award, ...]
    """In the order of the pathway."""
    is_sure: bool
    """Whether every part was found by the hash of the e-mail address."""
    namesake: Award | None = None
    """The pathway's own credential, if one of the same name holds it: this person or another."""

    @property
    def needs_a_look(self) -> bool:
        """Whether it is for people to say who this is."""
        return not self.is_sure or self.namesake is not None

    @property
    def found_by(self) -> str:
        """How the parts were found, in words."""
        return EMAIL_HASH if self.is_sure else SAME_NAME


def read_awards(site: Site, pathway: Program, now: datetime) -> tuple[Award, ...]:
    """Read the awards of the pathway and of its parts, every record verified.

    Raises:
        ContentError: when a record is not one of this site's, or cannot be verified.
    """
    wanted = {*pathway.parts, pathway.slug}
    checked = list(check_records(site, now))
    problems = [item for item in checked if isinstance(item, Problem)]
    if problems:
        raise ContentError(problems)
    awards = (_read_award(site, item) for item in checked if isinstance(item, Checked))
    return tuple(award for award in awards if award.program in wanted)


def draft_by_name(pathway: Program, awards: Sequence[Award]) -> tuple[Draft, ...]:
    """Find who has all parts, taking records with exactly the same name for one person's."""
    drafts = (
        _draft(pathway, name, None, group, frozenset())
        for name, group in _by_name(awards).items()
        if not any(_is_held(pathway, item) for item in group)
    )
    return _sorted(drafts)


def draft_by_email(
    pathway: Program, awards: Sequence[Award], people: Iterable[Recipient], key: IssuerKey
) -> tuple[Draft, ...]:
    """Find who of `people` has all parts, by the hash of the e-mail address.

    A record without an address, or signed with another key, tells no more than a name. So does the
    pathway's own credential if it has another address: then somebody has to look.
    """
    comparable = [item for item in awards if item.email_hash and item.method == key.method]
    salts = {item.record_id: recipient_salt(key, item.record_id) for item in comparable}
    compared = {item.record_id for item in comparable}
    by_name = _by_name(awards)
    uncompared = _by_name(item for item in awards if item.record_id not in compared)
    drafts: list[Draft | None] = []
    for person in people:
        own = [
            item
            for item in comparable
            if person.email is not None
            and identity_hash(person.email, salts[item.record_id]) == item.email_hash
        ]
        # Without an address of the person every record of that name may be theirs.
        named = (by_name if person.email is None else uncompared).get(person.name, [])
        sure = frozenset(item.record_id for item in own)
        if any(_is_held(pathway, item) for item in own):
            continue
        draft = _draft(pathway, person.name, person.email, [*own, *named], sure)
        held = (item for item in by_name.get(person.name, []) if _is_held(pathway, item))
        drafts.append(replace(draft, namesake=next(held, None)) if draft is not None else None)
    return _sorted(drafts)


def write_table(pathway: Program, drafts: Iterable[Draft]) -> bytes:
    """Write the drafts as `issue --csv` reads them, with an empty column for each result."""
    results = [f"{RESULT_PREFIX}{result.id}" for result in pathway.results]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["name", "email", *results])
    for draft in drafts:
        table.writerow([draft.name, draft.email or "", *("" for _ in results)])
    return text.getvalue().encode()


def _read_award(site: Site, checked: Checked) -> Award:
    document = checked.result.document
    subject = document["credentialSubject"]
    program = site.program_of(subject["achievement"]["id"])
    hashes = [
        item["identityHash"]
        for item in subject.get("identifier", ())
        if item["hashed"] and item["identityType"] == "emailAddress"
    ]
    return Award(
        record_id=checked.record_id,
        program=program.slug if program is not None else "",
        name=recipient_name(subject),
        email_hash=hashes[0] if hashes else None,
        method=_method(document),
        verdict=checked.result.verdict,
    )


def _method(document: Mapping[str, JSON]) -> str:
    proofs = document["proof"]
    proof = proofs[0] if isinstance(proofs, list) else proofs
    method: str = proof["verificationMethod"]
    return method


def _by_name(awards: Iterable[Award]) -> dict[str, list[Award]]:
    found: dict[str, list[Award]] = {}
    for award in awards:
        if award.name is not None:
            found.setdefault(award.name, []).append(award)
    return found


def _is_held(pathway: Program, award: Award) -> bool:
    # What was withdrawn or is on hold is not given again here; what expired is.
    return award.program == pathway.slug and award.verdict is not Verdict.EXPIRED


def _draft(
    pathway: Program, name: str, email: str | None, awards: Sequence[Award], sure: frozenset[str]
) -> Draft | None:
    held: dict[str, Award] = {}
    for award in awards:
        known = held.get(award.program)
        is_better = known is None or (award.record_id in sure and known.record_id not in sure)
        if award.verdict is Verdict.VALID and is_better:
            held[award.program] = award
    if not pathways.is_complete(pathway.steps, held):
        return None
    parts = tuple(held[slug] for slug in pathway.parts if slug in held)
    certain = tuple(item for item in parts if item.record_id in sure)
    is_sure = pathways.is_complete(pathway.steps, {item.program for item in certain})
    return Draft(name, email, certain if is_sure else parts, is_sure)


def _sorted(drafts: Iterable[Draft | None]) -> tuple[Draft, ...]:
    found: Iterator[Draft] = (draft for draft in drafts if draft is not None)
    return tuple(sorted(found, key=lambda draft: (not draft.is_sure, draft.name.casefold())))
