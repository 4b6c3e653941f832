"""Make credentials: from a programme and a recipient to a signed record on disk.

Open Badges 3.0 (OpenBadgeCredential) with a proof set of two, `eddsa-rdfc-2022` first: wallets and
conformance tools take the first proof and check it as RDF, the page checks the second.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from generator import status
from generator.achievement import alignments, result_descriptions, results
from generator.content import Site
from generator.criteria import write_criteria
from generator.errors import InsigniaError, Problems
from generator.keys import IssuerKey
from generator.output import write_precious
from generator.programs import Program
from generator.recipients import Evidence, Recipient, identity_hash
from generator.related import create_related
from generator.signing import secure, serialise
from generator.status import Random
from generator.vc import credential
from generator.vc.dates import format_date_time_stamp
from generator.vc.strict_json import JSON
from generator.vc.verify import verify
from generator.word_faults import sound_words

ID_BYTES = 16  # 128 bits: nobody guesses the address of a credential
_SALT_CONTEXT = b"insignia recipient salt 1: "


@dataclass(frozen=True, slots=True)
class Issued:
    """One credential that now exists."""

    record_id: str
    recipient: Recipient
    address: str
    private_link: str
    """For the learner alone: lets whoever has it compare an e-mail address with the record."""
    path: Path


def issue(
    site: Site,
    program: Program,
    recipients: Sequence[Recipient],
    key: IssuerKey,
    now: datetime,
    random: Random,
) -> Iterator[Issued]:
    """Sign and write one credential for each recipient, yielding each as it is on disk.

    Raises:
        ContentError: when a credential would end before it begins, or the project's words have a
            fault; then nothing is signed.
        InsigniaError: when the key is not one that the site publishes, or the disk refuses.
    """
    check_dates(program, recipients, now)
    purposes = ("revocation", "suspension") if program.suspendable else ("revocation",)
    achievement, related = create_achievement(site, program), create_related(site, program.image)
    entries = status.allocate(site, purposes, len(recipients), key, now, random)
    for recipient, recipient_entries in zip(recipients, entries, strict=True):
        record_id = base64.b32encode(random(ID_BYTES)).rstrip(b"=").decode("ascii").lower()
        salt = recipient_salt(key, record_id)
        unsigned = {
            **create_credential(site, program, recipient, record_id, salt, achievement, now),
            "credentialStatus": (
                recipient_entries[0] if len(recipient_entries) == 1 else list(recipient_entries)
            ),
            "relatedResource": [related],
        }
        record = serialise(secure(unsigned, key, now))
        result = verify(record, site.config.did, site.published, now)
        if not result.is_authentic:
            found = next(item for item in result.findings if item.code != "ok")
            msg = f"the new record would not verify ({found.check}: {found.code})"
            raise InsigniaError(msg)
        path = site.record_path(record_id)
        write_precious(path, record)
        address = site.record_address(record_id)
        link = f"{address}#m={salt}" if recipient.email is not None else address
        yield Issued(record_id, recipient, address, link, path)


def check_dates(program: Program, recipients: Sequence[Recipient], now: datetime) -> None:
    """Make sure that no credential would end before it begins, nor be awarded after `now`.

    Raises:
        ContentError: with a problem for each recipient whose credential would.
    """
    problems = Problems()
    for recipient in recipients:
        start, end = _period(recipient, program, now)
        if end is not None and end < start:
            message = (
                f"the credential would end at {format_date_time_stamp(end)}, before it begins at "
                f"{format_date_time_stamp(start)}: give a later end, or an earlier start"
            )
            problems.add(recipient.name, 0, 0, message, "value-range")
        if recipient.awarded is not None and recipient.awarded > now.date():
            message = f"the award lies in the future: {recipient.awarded}; is the year right?"
            problems.add(recipient.name, 0, 0, message, "value-range")
    problems.raise_if_any()


def create_credential(
    site: Site,
    program: Program,
    recipient: Recipient,
    record_id: str,
    salt: str,
    achievement: Mapping[str, JSON],
    now: datetime,
) -> dict[str, JSON]:
    """Make the credential without its status, its picture's digest and its proofs."""
    awarded = recipient.awarded or now.date()
    valid_from, valid_until = _period(recipient, program, now)
    document: dict[str, JSON] = {
        "@context": [credential.CREDENTIALS_V2, credential.OPEN_BADGES],
        "id": site.record_address(record_id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": program.title,
        "issuer": create_issuer(site),
        "validFrom": format_date_time_stamp(valid_from),
        "validUntil": valid_until and format_date_time_stamp(valid_until),
        "awardedDate": format_date_time_stamp(_start(awarded, now)),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": _identifiers(recipient, salt),
            "narrative": recipient.narrative,
            "achievement": achievement,
            "result": results(site, program, recipient.results),
        },
        "evidence": [_evidence(item) for item in recipient.evidence],
    }
    present: dict[str, JSON] = _present(document)
    return present


def create_issuer(site: Site) -> dict[str, JSON]:
    """Make the issuer's Profile as it stands in every record."""
    config = site.config
    profile: dict[str, JSON] = _present(
        {
            "id": config.did,
            "type": ["Profile"],
            "name": config.name,
            "url": config.website or config.url,
            "email": config.email,
        }
    )
    return profile


def create_achievement(site: Site, program: Program) -> dict[str, JSON]:
    """Make the Achievement that a programme defines (Open Badges 3.0, class Achievement)."""
    address = site.program_address(program)
    language = program.language or site.config.language
    words = sound_words(site.root, site.config.language)
    narrative = write_criteria(program, words.at(words.choose(language, site.config.language)))
    achievement: dict[str, JSON] = _present(
        {
            "id": address,
            "type": ["Achievement"],
            "achievementType": program.type,
            "name": program.title,
            "description": program.description,
            "criteria": {"id": address, "narrative": narrative},
            "image": {
                "id": site.config.url + program.image,
                "type": "Image",
                "caption": program.image_alt,
            },
            "fieldOfStudy": program.field,
            "creditsAvailable": _number(program.credits),
            "inLanguage": language,
            "version": program.version,
            "tag": [skill.name for skill in program.skills],
            "alignment": alignments(site, program),
            "resultDescription": result_descriptions(site, program),
        }
    )
    return achievement


def recipient_salt(key: IssuerKey, record_id: str) -> str:
    """Return the salt of a record's e-mail hash (base64url, 128 bits).

    It is drawn from the signing key, which makes it as secret as the key and keeps it out of every
    file: the learner's private link can be made again as long as the key is there.
    """
    signature = key.sign(_SALT_CONTEXT + record_id.encode("ascii"))
    salt = hashlib.sha256(signature).digest()[:ID_BYTES]
    return base64.urlsafe_b64encode(salt).rstrip(b"=").decode("ascii")


def _identifiers(recipient: Recipient, salt: str) -> list[JSON]:
    name = {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": recipient.name,
        "identityType": "name",
    }
    if recipient.email is None:
        return [name]
    # No `salt` member: with it, anyone could try addresses against the public record.
    email = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": identity_hash(recipient.email, salt),
        "identityType": "emailAddress",
    }
    return [name, email]


def _evidence(item: Evidence) -> dict[str, JSON]:
    return {"id": item.url, "type": ["Evidence"], "name": item.name, "narrative": item.narrative}


def _start(day: date | None, now: datetime) -> datetime:
    return now if day is None else datetime.combine(day, time(), UTC)


def _period(
    recipient: Recipient, program: Program, now: datetime
) -> tuple[datetime, datetime | None]:
    start = _start(recipient.valid_from or recipient.awarded, now)
    last = recipient.valid_until
    if last is None and program.valid_for is not None:
        last = program.valid_for.add_to(start.astimezone(UTC)).date()
    # A page names the last day, so that all of it belongs to the credential.
    return start, None if last is None else datetime.combine(last, time(23, 59, 59), UTC)


def _number(value: float | None) -> float | int | None:
    # 5 and 5.0 are one number to JSON, but RDF canonicalisers of two languages write them apart.
    return int(value) if value is not None and value == int(value) else value


def _present(value: JSON) -> JSON:
    """Leave out what is absent: Open Badges 3.0 knows no null and no empty array."""
    if isinstance(value, dict):
        members = {name: _present(item) for name, item in value.items()}
        return {name: item for name, item in members.items() if item is not None and item != []}
    if isinstance(value, list):
        return [_present(item) for item in value]
    return value
