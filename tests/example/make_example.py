"""Make the example provider's signed records again, byte for byte.

THE KEYS OF THE EXAMPLE ARE PUBLIC: they are derived from the texts below, so that anybody can make
the same records. Never use them for anything real.

Writes `content/did.json`, `content/credentials/` and `content/status/` of the repository, from
`people.yml` and the programmes in `content/programs/`.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from generator import content, issue, keys, status
from generator.output import write_precious
from generator.recipients import Evidence, Recipient

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SEED = "Insignia example provider, Northfield College: PUBLIC TEST SEED, NEVER USE"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def example_key(issuer: str, name: str) -> keys.IssuerKey:
    """Return the published example key `current` or `retired`."""
    return keys.key_of_seed(issuer, hashlib.sha256(f"{SEED}: {name} key".encode()).digest())


def make(root: Path) -> None:
    """Write the records of the project in `root`, in place of those that are there."""
    for folder in (content.CREDENTIALS, content.STATUS):
        shutil.rmtree(root / folder, ignore_errors=True)
    issuer = content.load_site(root).config.did
    signers = {name: example_key(issuer, name) for name in ("current", "retired")}
    document = content.new_did_document(issuer, [key.public_key for key in signers.values()])
    text = json.dumps(document, indent=2, ensure_ascii=False)
    write_precious(root / content.DID_FILE, f"{text}\n".encode())

    site = content.load_site(root)
    random = _stream()
    withdrawn = []
    for entry in sorted(_awards(), key=lambda entry: entry["awarded"]):
        signed = datetime.combine(entry["awarded"], time(9), UTC)
        signer = signers[entry.get("signer", "current")]
        program = site.programs[entry["program"]]
        (issued,) = issue.issue(site, program, [_recipient(entry)], signer, signed, random)
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
