"""What partners say about programmes: records of their own, signed with their own keys.

An endorsement lies in `content/endorsements/`, byte for byte as its partner signed it, and beside
it a copy of the partner's did.json with the date of the copy. Both are verified when they are
taken in and whenever the content is checked; the page verifies them again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from generator.content import Site, parse_or_none
from generator.endorsement_files import (
    ENDORSEMENTS,
    KEYS,
    KeyCopy,
    file_name,
    file_stem,
    list_records,
    read_copy,
    read_record,
    write_copy,
)
from generator.endorsing import comment_fault
from generator.errors import InsigniaError, Problem
from generator.output import write_precious
from generator.partners import PARTNERS_FOLDER, Partner
from generator.programs import Program
from generator.text import Fault, printable
from generator.vc import checks, credential, did
from generator.vc import verify as core
from generator.vc.checks import Finding, Outcome, Verdict
from generator.vc.dates import parse_date_time_stamp
from generator.vc.strict_json import JSON

# The list of withdrawn endorsements is the partner's: only the page can ask for it, if pressed.
_OPEN = ("no-status", "list-unreachable")

# What a browser's address line shows of a programme's page, or somebody remembers of it.
_PAGE = re.compile(
    r"(https://[^?#]*/(?:programs|pathways)/[\w-]+)/?(?:index\.html)?(?:[?#].*)?", re.ASCII
)
_SEND_AGAIN = " Ask the partner to send it again"
_ADVICE = {
    "format": _SEND_AGAIN,
    "structure": _SEND_AGAIN,
    "malformed-signature": _SEND_AGAIN,
    "bad-signature": _SEND_AGAIN,
    "proof-expired": " Ask the partner for a new one",
    "expired": " Ask the partner for a new one",
    "not-yet-valid": " Import it again then",
    "did-unreachable": (
        " Try again later, or ask the partner for did.json and add --did-document FILE"
    ),
    "list-unreachable": " Try again later",
}
"""By code, or by check."""


@dataclass(frozen=True, slots=True)
class Endorsement:
    """An endorsement that may be published, with the bytes that were verified."""

    name: str
    raw: bytes
    document: Mapping[str, JSON]
    partner: Partner
    program: Program
    keys: KeyCopy
    keys_name: str
    verdict: Verdict
    """What it comes to on the day of the build, when nobody has asked the partner's own site."""

    @property
    def host(self) -> str:
        """The partner's own domain, which alone can answer for its keys."""
        return host_of(self.document_issuer)

    @property
    def document_issuer(self) -> str:
        """The partner's identity, which the verification has compared with the record's."""
        return credential.issuer_of(self.document)


def program_page(address: str) -> str | None:
    """Return the address of the programme's page that `address` seems to mean, if any."""
    match = _PAGE.fullmatch(address)
    return f"{match[1]}/" if match else None


def issuer_named_by(raw: bytes) -> str:
    """Return whom a record names as its issuer, before anything about it is believed.

    Raises:
        InsigniaError: when it names nobody who has a site.
    """
    document = parse_or_none(raw)
    member = document.get("issuer") if isinstance(document, dict) else None
    issuer = member.get("id") if isinstance(member, dict) else member
    if not isinstance(issuer, str) or did.web_address(issuer) is None:
        msg = "this is no endorsement by an organisation with a site (did:web) of its own"
        raise InsigniaError(msg)
    return issuer


def take_in(site: Site, raw: bytes, fetch: core.Fetch, now: datetime) -> tuple[Path, ...]:
    """Verify an endorsement, and keep it with a copy of the keys that verify it; the files written.

    An earlier one of the same partner for the same programme is replaced.

    Raises:
        InsigniaError: when it is not valid now, when its partner or its programme is not known, or
            when what is kept would be lost by it.
    """
    issuer = issuer_named_by(raw)
    partner = next((item for item in site.partners.values() if item.did == issuer), None)
    if partner is None:
        msg = (
            f"no partner has the identity {printable(issuer)}: make sure who that is, then write "
            f"{PARTNERS_FOLDER}/NAME.md with 'did: {printable(issuer)}'"
        )
        raise InsigniaError(msg)
    about = _about(parse_or_none(raw))
    program = site.program_of(about)
    if program is None:
        msg = f"it is about {printable(about) or 'nothing'}, which is no programme of this site"
        raise InsigniaError(f"{msg}{_nearest(site, about)}")
    result = core.verify(raw, issuer, fetch, now, about)
    if result.verdict is not Verdict.VALID:
        found = next(item for item in result.findings if item.outcome is not Outcome.PASSED)
        advice = _ADVICE.get(found.code) or _ADVICE.get(found.check, "")
        raise InsigniaError(f"not taken in. {_told(found, partner)}{advice}")
    if core.verify_rdfc(raw, issuer, fetch, now, about) is False:
        msg = "not taken in. Its signature for wallets (eddsa-rdfc-2022) does not hold"
        raise InsigniaError(msg)
    fault = _comment_fault(result.document, partner)
    if fault is not None:
        raise InsigniaError(f"not taken in. It {fault.message}")
    path = site.root / ENDORSEMENTS / file_name(program, issuer)
    _refuse_older(result.document, path, path.relative_to(site.root).as_posix())
    did_document = fetch(did.web_address(issuer) or "") or b""
    _refuse_to_break(site, partner, issuer, did_document, now, path)
    planned = {
        site.root / KEYS / f"{file_stem(issuer)}.json": write_copy(did_document, now),
        path: raw,
    }
    for place, data in planned.items():
        write_precious(place, data)
    return tuple(planned)


def check_endorsements(site: Site, now: datetime) -> Iterator[Endorsement | Problem]:
    """Verify every endorsement with the kept keys, yielding it or what is wrong with it."""
    for path in list_records(site.root):
        yield path if isinstance(path, Problem) else _checked(site, path, now)


def advise_endorsements(endorsements: Iterable[Endorsement]) -> Iterator[Problem]:
    """Name those that have ended: they are shown, and hold for nobody."""
    for item in endorsements:
        if item.verdict is Verdict.EXPIRED:
            message = (
                f"ended on {item.document['validUntil'][:10]}: ask {item.partner.title} for a new "
                "one, or remove it"
            )
            yield Problem(f"{ENDORSEMENTS}/{item.name}", 0, 0, message, "advice-endorsement")


def host_of(identity: str) -> str:
    """Return the host, with its port, that publishes the keys of a did:web identity."""
    return urlsplit(did.web_address(identity) or "").netloc


def _checked(site: Site, path: Path, now: datetime) -> Endorsement | Problem:
    name = path.relative_to(site.root).as_posix()
    raw = read_record(path)
    document = parse_or_none(raw)
    program = site.program_of(_about(document))
    if program is None:
        message = (
            f"is about {printable(_about(document)) or 'nothing'}, which is no programme of this "
            "site: remove the file, or restore the programme"
        )
        return Problem(name, 1, 1, message, "endorsement-program")
    partners = {partner.did: partner for partner in site.partners.values() if partner.did}
    by_name = {file_name(program, identity): identity for identity in partners}
    if path.name not in by_name:
        message = (
            f"belongs to no partner: it is named {program.slug}.HOST.json after the 'did' of one "
            f"in {PARTNERS_FOLDER}; put files there with 'insignia endorse import'"
        )
        return Problem(name, 0, 0, message, "endorsement-partner")
    identity = by_name[path.name]
    partner = partners[identity]
    keys_name = f"{file_stem(identity)}.json"
    kept = read_copy(site.root, keys_name, now, name)
    if isinstance(kept, Problem):
        return kept
    result = core.verify(
        raw,
        identity,
        {did.web_address(identity): kept.did_document}.get,
        now,
        site.program_address(program),
    )
    status = result.findings[-1]
    if not result.is_authentic or status.code not in _OPEN:
        found = next(
            (item for item in result.findings if item.outcome is not Outcome.PASSED), status
        )
        found = status if result.is_authentic else found
        message = f"{_told(found, partner)} Import it again, or remove the file"
        return Problem(name, 1, 1, message, found.code)
    fault = _comment_fault(result.document, partner)
    if fault is not None:
        return Problem(name, 1, 1, f"{fault.message}, or remove the file", fault.code)
    return Endorsement(
        path.name, raw, result.document, partner, program, kept, keys_name, result.verdict
    )


def _refuse_older(document: Mapping[str, JSON], path: Path, name: str) -> None:
    """Refuse to put back what its partner has since said otherwise."""
    kept = parse_or_none(read_record(path)) if path.is_file() else None
    before = kept.get("validFrom") if isinstance(kept, dict) else None
    moment = parse_date_time_stamp(before) if isinstance(before, str) else None
    if moment is not None and moment > (parse_date_time_stamp(document["validFrom"]) or 0):
        msg = (
            f"not taken in. It is of {document['validFrom']}, and a newer one, of {before}, is "
            f"kept: remove {name} first if you want the older one back"
        )
        raise InsigniaError(msg)


def _refuse_to_break(
    site: Site, partner: Partner, issuer: str, did_document: bytes, now: datetime, path: Path
) -> None:
    """Refuse a key list by which another kept endorsement of the same partner would not hold."""
    fetch = {did.web_address(issuer): did_document}.get
    others = {
        site.root / ENDORSEMENTS / file_name(program, issuer): site.program_address(program)
        for program in site.programs.values()
    }
    broken = [
        other.relative_to(site.root).as_posix()
        for other, about in sorted(others.items())
        if other != path
        and other.is_file()
        and not core.verify(read_record(other), issuer, fetch, now, about).is_authentic
    ]
    if broken:
        msg = (
            f"not taken in. {partner.title} has changed its keys, and by those of today "
            f"{', '.join(broken)} would no longer hold: remove what is named, and ask for it again"
        )
        raise InsigniaError(msg)


def _comment_fault(document: Mapping[str, JSON], partner: Partner) -> Fault | None:
    """Find what keeps a signed text off the page; only who has signed it can mend it."""
    fault = comment_fault(document["credentialSubject"].get("endorsementComment", ""))
    if fault is None:
        return None
    found = fault.message.partition(":")[0]
    return Fault(f"has a comment that {found}: ask {partner.title} for another", fault.code)


def _about(document: JSON) -> str:
    subject = document.get("credentialSubject") if isinstance(document, dict) else None
    about = subject.get("id") if isinstance(subject, dict) else None
    return about if isinstance(about, str) else ""


def _nearest(site: Site, about: str) -> str:
    slug = (program_page(about) or about).rstrip("/").rpartition("/")[2]
    close = get_close_matches(slug, site.programs, n=1)
    if not close:
        return ""
    page = site.program_address(site.programs[close[0]])
    return f": did you mean {page}? Ask the partner for one about that"


def _told(found: Finding, partner: Partner) -> str:
    words = checks.catalogue()["checks"][found.check]["codes"][found.code]
    values = dict.fromkeys(("until", "from", "dated"), found.detail[:10])  # the day of a date
    values["host"] = host_of(partner.did or "")
    place = f" at {found.pointer}" if found.pointer else ""
    detail = f" ({printable(found.detail)})" if found.detail else ""
    title, text = (words[part].format_map(values) for part in ("title", "text"))
    return f"{title}{place}{detail}. {text}"
