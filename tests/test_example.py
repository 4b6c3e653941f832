"""The example provider: made again byte for byte, and rich enough to show every state."""

import json
import shutil
from collections import Counter
from datetime import UTC, datetime

import pytest

from generator.endorsements import Endorsement, check_endorsements
from generator.lookups import trust_project
from generator.targets import Target, verify_all_proofs
from generator.vc.checks import Outcome
from tests.conftest import REPOSITORY, tree
from tests.example import make_example

NOW = make_example.NOW


@pytest.fixture(scope="module")
def content():
    return REPOSITORY / "content"


@pytest.fixture(scope="module")
def verified(example):
    """Every record with what all of its proofs come to on the example's own day."""
    trust = trust_project(example.site)
    return {
        path.stem: verify_all_proofs(Target(path.stem, path.read_bytes()), trust, NOW)
        for path in sorted((example.root / "content/credentials").rglob("*.json"))
    }


def test_the_records_can_be_made_again_byte_for_byte(content, tmp_path):
    shutil.copytree(content, tmp_path / "content")
    for part in ("credentials", "status", "endorsements", "collections"):
        shutil.rmtree(tmp_path / "content" / part)
    (tmp_path / "content/did.json").unlink()

    make_example.make(tmp_path)

    assert tree(tmp_path / "content") == tree(content)


def test_making_them_again_takes_the_place_of_what_is_there(content, tmp_path):
    (tmp_path / "content/credentials/aa").mkdir(parents=True)
    (tmp_path / "content/credentials/aa/old.json").write_bytes(b"{}")
    made = ("credentials", "status", "endorsements", "collections", "did.json")
    for source in content.iterdir():
        if source.name not in made:
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, tmp_path / "content" / source.name)

    make_example.make(tmp_path)

    assert tree(tmp_path / "content/credentials") == tree(content / "credentials")


def test_it_has_programmes_and_pathways_enough_to_look_real(example):
    programs = example.site.programs.values()

    assert sum(not program.is_pathway for program in programs) >= 12
    assert sum(program.is_pathway for program in programs) >= 2


def test_it_has_three_partners_that_endorse_what_they_know(example):
    found = [
        item for item in check_endorsements(example.site, NOW) if isinstance(item, Endorsement)
    ]

    assert {(item.partner.slug, item.program.slug) for item in found} == {
        ("larkfield-care", "medicines-support"),
        ("seaholm-harbour-authority", "harbour-operations"),
        ("seaholm-harbour-authority", "harbour-radio-watch"),
        ("seaholm-harbour-authority", "spill-response"),
        ("tern-and-weir", "applied-data-analysis"),
    }


def test_it_has_credentials_enough_to_look_real(verified):
    assert len(verified) >= 60


def test_every_record_is_authentic_and_so_is_each_of_its_proofs(verified):
    for name, (result, proofs) in verified.items():
        assert result.is_authentic, name
        assert [(proof.cryptosuite, proof.outcome) for proof in proofs] == [
            ("eddsa-rdfc-2022", Outcome.PASSED),
            ("eddsa-jcs-2022", Outcome.PASSED),
        ], name


@pytest.mark.parametrize("state", ["valid", "revoked", "suspended", "expired", "not-yet-valid"])
def test_every_state_is_shown(verified, state):
    states = Counter(result.verdict.value for result, _ in verified.values())

    assert states[state] >= 1


def test_no_record_is_invalid_or_cannot_be_checked(verified):
    states = {result.verdict.value for result, _ in verified.values()}

    assert states == {"valid", "revoked", "suspended", "expired", "not-yet-valid"}


def test_some_records_were_signed_by_a_key_that_signs_no_more(example, verified):
    current, retired = example.site.public_keys()

    used = Counter(
        result.document["proof"][1]["verificationMethod"].partition("#")[2]
        for result, _ in verified.values()
    )
    assert used.keys() == {current, retired}
    assert used[current] > used[retired] >= 1


@pytest.mark.parametrize(
    ("script", "first", "last"),
    [
        ("Arabic", "\u0600", "\u06ff"),
        ("Han", "\u4e00", "\u9fff"),
        ("Cyrillic", "\u0400", "\u04ff"),
        ("Latin with marks", "\u00c0", "\u017f"),
    ],
)
def test_names_in_several_scripts_are_there(verified, script, first, last):
    names = [
        result.document["credentialSubject"]["identifier"][0]["identityHash"]
        for result, _ in verified.values()
    ]

    assert any(first <= letter <= last for name in names for letter in name), script


def test_everything_that_was_withdrawn_has_a_reason(example, verified):
    withdrawn = {
        name
        for name, (result, _) in verified.items()
        if result.verdict.value in ("revoked", "suspended")
    }

    reasons = json.loads((example.root / "content/status/reasons").read_bytes())
    assert {reason["record_id"] for reason in reasons} == withdrawn


def test_the_day_of_the_example_is_the_day_of_its_records():
    assert datetime(2026, 11, 23, 9, tzinfo=UTC) == NOW


def test_the_key_says_of_itself_that_it_is_public():
    assert "NEVER USE" in make_example.SEED


def test_no_form_of_its_keys_is_in_the_content_or_the_site(content, example):
    import hashlib  # noqa: PLC0415  beside its only use

    from generator.vc.multibase import encode_base58btc  # noqa: PLC0415  beside its only use

    files = {**tree(content), **{f"public/{n}": d for n, d in tree(example.out).items()}}
    for name in ("current", "retired", *(f"partner {slug}" for slug in make_example.WORDS)):
        seed = hashlib.sha256(f"{make_example.SEED}: {name} key".encode()).digest()
        assert make_example.example_key("did:web:x.example", name).public_key is not None
        forms = [
            seed,
            seed.hex().encode(),
            encode_base58btc(seed)[1:].encode(),
            encode_base58btc(b"\x80\x26" + seed)[1:].encode(),
        ]
        assert [place for place, data in files.items() if any(form in data for form in forms)] == []
