"""Libraries of others, which share no code with ours, come to the same: proofs and status bits.

One Node.js process answers for all records; nothing is fetched.
"""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.content import load_site, record_paths, status_list_paths
from generator.vc import status_list
from tests.peers.packages import installed

pytestmark = pytest.mark.node

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NOW = "2026-11-23T12:00:00Z"
BOTH_HOLD = [["eddsa-rdfc-2022", None], ["eddsa-jcs-2022", None]]
SECONDS = 240

RECORDS = {path.stem: json.loads(path.read_bytes()) for path in record_paths(ROOT)}
LISTS = {
    document["id"]: document
    for document in (json.loads(path.read_bytes()) for path in status_list_paths(ROOT))
}


def bits_of(record: Mapping[str, Any]) -> list[bool]:
    """Read a record's bits as the project does."""
    return [
        status_list.read_bit(
            status_list.decode_list(
                LISTS[entry["statusListCredential"]]["credentialSubject"]["encodedList"]
            ),
            int(entry["statusListIndex"]),
        )
        for entry in status_list.entries_of(record)
    ]


REVOKED = next(name for name, record in RECORDS.items() if bits_of(record)[0])
GENUINE = next(name for name, record in RECORDS.items() if not any(bits_of(record)))


def tampered(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy for somebody else."""
    changed: dict[str, Any] = json.loads(json.dumps(record))
    changed["credentialSubject"]["identifier"][0]["identityHash"] += " Jr"
    return changed


def with_proofs_of(record: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    return {**record, "proof": other["proof"]}


@pytest.fixture(scope="module")
def answers() -> Any:
    """What the libraries say of every record, every list and some that were tampered with."""
    node = shutil.which("node")
    if node is None:
        pytest.fail("Node.js is missing: install version 20 or newer")
    installed()
    flipped = LISTS[bits_list(REVOKED)]
    question = {
        "now": NOW,
        "did": load_site(ROOT).did(),
        "lists": LISTS,
        "credentials": {
            **RECORDS,
            **LISTS,
            "tampered": tampered(RECORDS[GENUINE]),
            "swapped": with_proofs_of(RECORDS[GENUINE], RECORDS[REVOKED]),
            "tampered list": {**flipped, "validFrom": "2026-11-23T09:00:00Z"},
        },
    }
    run = subprocess.run(
        [node, HERE / "verify.mjs"],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def bits_list(name: str) -> str:
    """Return the address of the list that a record's first entry names."""
    return str(status_list.entries_of(RECORDS[name])[0]["statusListCredential"])


def test_both_proofs_of_every_record_hold(answers):
    assert {name: answers[name]["proofs"] for name in RECORDS} == dict.fromkeys(RECORDS, BOTH_HOLD)


def test_both_proofs_of_every_status_list_hold(answers):
    assert {name: answers[name]["proofs"] for name in LISTS} == dict.fromkeys(LISTS, BOTH_HOLD)


def test_every_status_bit_is_read_alike(answers):
    assert {name: answers[name]["status"] for name in RECORDS} == {
        name: {"bits": bits_of(record)} for name, record in RECORDS.items()
    }


def test_a_revoked_record_is_read_as_revoked(answers):
    assert answers[REVOKED]["status"]["bits"][0] is True
    assert answers[GENUINE]["status"]["bits"][0] is False


@pytest.mark.parametrize("name", ["tampered", "swapped", "tampered list"])
def test_neither_proof_holds_for_what_was_tampered_with(answers, name):
    suites, faults = zip(*answers[name]["proofs"], strict=True)

    assert suites == ("eddsa-rdfc-2022", "eddsa-jcs-2022")
    assert None not in faults
