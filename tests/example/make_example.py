"""Make the example provider's signed records again, byte for byte.

THE KEYS OF THE EXAMPLE ARE PUBLIC: they are derived from the texts below, so that anybody can make
the same records. Never use them for anything real.

Writes `content/did.json` and, below `content/`, the folders `credentials`, `status` and
`endorsements` of the repository, from `people.yml`, the programmes and what partners say below.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from generator import (
    collection,
    content,
    endorsement_files,
    endorsements,
    endorsing,
    issue,
    keys,
    status,
)
from generator.output import write_precious
from generator.recipients import Evidence, Recipient
from generator.vc import did

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SEED = "Insignia example provider, Northfield College: PUBLIC TEST SEED, NEVER USE"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
# What each partner says: programme, day of signing, last day if there is one, words.
WORDS: dict[str, list[tuple[str, date, date | None, str]]] = {
    "seaholm-harbour-authority": [
        (
            "harbour-radio-watch",
            date(2026, 2, 9),
            None,
            (
                "We put holders of this certificate on our own radio watch after one supervised "
                "week. Before, it took us six."
            ),
        ),
        (
            "spill-response",
            date(2026, 4, 2),
            None,
            "Our pollution officer attends the exercise. Whoever has passed it may lay our boom.",
        ),
        (
            "harbour-operations",
            date(2026, 4, 2),
            date(2029, 4, 1),
            "We count this pathway as a full first year with us.",
        ),
    ],
    "larkfield-care": [
        (
            "medicines-support",
            date(2026, 5, 18),
            None,
            "All our homes ask for it, and we have seen fewer errors on the medicines round since.",
        ),
    ],
    "tern-and-weir": [
        (
            "applied-data-analysis",
            date(2026, 9, 1),
            date(2028, 8, 31),
            (
                "The reports are the kind that we write ourselves, limits included. "
                "We interview every holder who applies."
            ),
        ),
    ],
}
# Who wants a page of all their credentials, and what stands at its head.
COLLECTIONS = {
    "Amara Okafor": (
        "Amara Okafor: from spreadsheets to decisions",
        "What I learnt at Northfield in one year, for the reporting team.",
    ),
    "Guðrún Þórðardóttir": ("Guðrún Þórðardóttir, on the quay", None),
}


def example_key(issuer: str, name: str) -> keys.IssuerKey:
    """Return the published example key `current` or `retired`."""
    return keys.key_of_seed(issuer, hashlib.sha256(f"{SEED}: {name} key".encode()).digest())


def make(root: Path) -> None:
    """Write the records of the project in `root`, in place of those that are there."""
    made = (content.CREDENTIALS, content.STATUS, endorsement_files.ENDORSEMENTS, collection.FOLDER)
    for folder in made:
        shutil.rmtree(root / folder, ignore_errors=True)
    issuer = content.load_site(root).config.did
    signers = {name: example_key(issuer, name) for name in ("current", "retired")}
    document = content.new_did_document(issuer, [key.public_key for key in signers.values()])
    text = json.dumps(document, indent=2, ensure_ascii=False)
    write_precious(root / content.DID_FILE, f"{text}\n".encode())

    site = content.load_site(root)
    random = _stream()
    withdrawn = []
    held: dict[str, list[str]] = {}
    for entry in sorted(_awards(), key=lambda entry: entry["awarded"]):
        signed = datetime.combine(entry["awarded"], time(9), UTC)
        signer = signers[entry.get("signer", "current")]
        program = site.programs[entry["program"]]
        (issued,) = issue.issue(site, program, [_recipient(entry)], signer, signed, random)
        held.setdefault(entry["name"], []).append(issued.record_id)
        if "status" in entry:
            withdrawn.append((issued.record_id, entry["status"], entry["reason"]))
    purposes = {"revoked": "revocation", "suspended": "suspension"}
    for days, (record_id, state, reason) in enumerate(withdrawn):
        status.set_status(
            site,
            record_id,
            purposes[state],
            on=True,
            reason=reason,
            key=signers["current"],
            now=NOW - timedelta(days=len(withdrawn) - days),
        )
    for slug in sorted(site.partners):
        _endorse(site, slug)
    for name, (title, description) in COLLECTIONS.items():
        if name in held:
            collection.create_collection(site, title, description, held[name], random)


def _endorse(site: content.Site, slug: str) -> None:
    """Sign what a partner says with a key of its own, as on its own site, and take it in."""
    partner = site.partners[slug]
    identity = partner.did
    assert identity is not None
    key = example_key(identity, f"partner {slug}")
    document = json.dumps(content.new_did_document(identity, [key.public_key])).encode()
    for program, signed, last, comment in WORDS[slug]:
        until = datetime.combine(last, time(23, 59, 59), UTC) if last else None
        statement = endorsing.Statement(
            record_id=f"{partner.url}endorsements/{program}.json",
            about=site.program_address(site.programs[program]),
            comment=comment,
            issuer=identity,
            issuer_name=partner.title,
            until=until,
        )
        raw = endorsing.create(statement, key, datetime.combine(signed, time(10), UTC))
        endorsements.take_in(site, raw, {did.web_address(identity): document}.get, NOW)


def _awards() -> list[dict[str, Any]]:
    awards: list[dict[str, Any]] = yaml.safe_load((HERE / "people.yml").read_text("utf-8"))
    return awards


def _recipient(entry: dict[str, Any]) -> Recipient:
    return Recipient(
        name=entry["name"],
        email=entry.get("email"),
        awarded=entry["awarded"],
        valid_from=entry.get("valid_from"),
        valid_until=entry.get("valid_until"),
        results=entry.get("results", {}),
        evidence=tuple(
            Evidence(item.get("name"), item.get("url"), item.get("narrative"))
            for item in entry.get("evidence", ())
        ),
        narrative=entry.get("narrative"),
    )


def _stream() -> Callable[[int], bytes]:
    """Return a source of bytes that is the same on every run."""
    blocks = 0

    def read(count: int) -> bytes:
        nonlocal blocks
        blocks += 1
        return hashlib.sha256(f"{SEED}: block {blocks}".encode()).digest()[:count]

    return read


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
