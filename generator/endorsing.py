"""What a partner does with its own key: it signs what it says about somebody's programme."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator.errors import UsageError
from generator.keys import IssuerKey
from generator.signing import secure, serialise
from generator.text import Fault, link_fault, text_fault
from generator.vc import credential
from generator.vc.dates import format_date_time_stamp

MAX_COMMENT_LENGTH = 2_000
_NUMBER = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a partner is about to sign."""

    record_id: str
    about: str
    comment: str
    issuer: str
    issuer_name: str | None
    until: datetime | None


def create(statement: Statement, key: IssuerKey, now: datetime) -> bytes:
    """Sign an endorsement as the partner, with both proofs.

    Raises:
        UsageError: when a text cannot stand in a record, or it would have ended already.
    """
    if not _NUMBER.fullmatch(statement.record_id):
        fault = link_fault(statement.record_id, ("https",))
        if fault is not None:
            raise UsageError(f"--id {fault.message}")
    link = link_fault(statement.about, ("https",))
    if link is not None:
        raise UsageError(f"--about {link.message}")
    fault = comment_fault(statement.comment)
    if fault is not None:
        raise UsageError(f"--comment {fault.message}")
    if statement.until is not None and statement.until <= now:
        raise UsageError("--until is a time that has passed: give a later one, or leave it out")
    profile: dict[str, Any] = {"id": statement.issuer, "type": ["Profile"]}
    if statement.issuer_name is not None:
        name_fault = text_fault(statement.issuer_name, 120)
        if name_fault is not None:
            raise UsageError(f"--name {name_fault.message}")
        profile["name"] = statement.issuer_name
    document: dict[str, Any] = {
        "@context": [credential.CREDENTIALS_V2, credential.OPEN_BADGES],
        "id": statement.record_id,
        "type": ["VerifiableCredential", credential.ENDORSEMENT_TYPE],
        "name": f"Endorsement of {statement.about}",
        "issuer": profile,
        "validFrom": format_date_time_stamp(now),
        "credentialSubject": {
            "id": statement.about,
            "type": ["EndorsementSubject"],
            "endorsementComment": statement.comment.strip(),
        },
    }
    if statement.until is not None:
        document["validUntil"] = format_date_time_stamp(statement.until)
    return serialise(secure(document, key, now))


def comment_fault(comment: str) -> Fault | None:
    """Find what keeps a text from being what somebody says about a programme."""
    if not comment.strip():
        return Fault("is empty", "value-empty")
    return text_fault(comment, MAX_COMMENT_LENGTH, lines=True)
