"""Issuing: from a programme and a person to a record that verifies."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from generator import content, issue, keys
from generator.errors import ContentError, InsigniaError
from generator.init import Answers, write_project
from generator.lookups import trust_project
from generator.recipients import Evidence
from generator.targets import Target, verify_all_proofs
from generator.vc.checks import Verdict
from tests.conftest import ADA, DID, GRACE, NOBODY, NOW, SEED, URL, Source, tree


def read(issued):
    return json.loads(issued.path.read_bytes())


def issued_to(project, person, program="first-badge", now=NOW):
    (issued,) = project.issue(program, person, now=now)
    return read(issued)


def test_a_record_carries_both_proofs_rdfc_first(project):
    proofs = project.document("ada")["proof"]

    assert [proof["cryptosuite"] for proof in proofs] == ["eddsa-rdfc-2022", "eddsa-jcs-2022"]
    assert {proof["verificationMethod"] for proof in proofs} == {project.key.method}
    assert {proof["created"] for proof in proofs} == {"2026-06-01T12:00:00Z"}


@pytest.mark.parametrize("who", ["ada", "grace"])
def test_each_proof_holds_by_itself(project, who):
    target = Target(who, project.path(who).read_bytes())

    result, proofs = verify_all_proofs(target, trust_project(project.site), NOW)

    assert result.verdict is Verdict.VALID
    assert [(proof.cryptosuite, proof.outcome.value) for proof in proofs] == [
        ("eddsa-rdfc-2022", "passed"),
        ("eddsa-jcs-2022", "passed"),
    ]


def test_the_record_is_what_the_design_says(project):
    document = project.document("grace")
    record_id = project.ids["grace"]

    assert document["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert document["id"] == f"{URL}c/{record_id[:2]}/{record_id}.html"
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert document["issuer"] == {
        "id": DID,
        "type": ["Profile"],
        "name": "Northfield College",
        "url": URL,
    }
    assert document["validFrom"] == "2026-06-01T12:00:00Z"
    assert "validUntil" not in document
    address = f"{URL}programs/night-watch/"
    assert document["credentialSubject"]["achievement"] == {
        "id": address,
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": "Night Watch",
        "description": "Keeps watch at night.",
        "criteria": {"id": address, "narrative": "Kept ten watches."},
        "image": {"id": f"{URL}images/first-badge.svg", "type": "Image", "caption": "A lamp"},
        "inLanguage": "en-GB",
        "resultDescription": [
            {
                "id": f"{address}#grade",
                "type": ["ResultDescription"],
                "name": "Grade",
                "resultType": "LetterGrade",
                "allowedValue": ["Pass", "Merit"],
            }
        ],
    }
    assert document["credentialSubject"]["result"] == [
        {"type": ["Result"], "resultDescription": f"{address}#grade", "value": "Merit"}
    ]


def test_a_record_is_one_compact_line_of_utf_8(project):
    (issued,) = project.issue("first-badge", replace(NOBODY, name="Łukasz 学"))
    raw = issued.path.read_bytes()

    compact = json.dumps(json.loads(raw), ensure_ascii=False, separators=(",", ":"))
    assert raw == f"{compact}\n".encode()
    assert "Łukasz 学".encode() in raw


def test_an_id_is_128_random_bits_in_base32(project):
    drawn: list[bytes] = []

    def random(count):
        drawn.append(bytes([len(drawn)]) * count)
        return drawn[-1]

    site = project.site
    program = site.programs["first-badge"]
    (issued,) = issue.issue(site, program, [ADA], project.key, NOW, random)

    (last,) = (data for data in drawn if len(data) == 16)
    expected = base64.b32encode(last).decode().rstrip("=").lower()
    assert issued.record_id == expected
    assert len(issued.record_id) == 26


def test_the_name_is_in_clear_and_the_address_is_not(project):
    identifiers = project.document("ada")["credentialSubject"]["identifier"]

    assert identifiers[0] == {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": "Ada Lovelace",
        "identityType": "name",
    }
    assert identifiers[1]["hashed"] is True
    assert identifiers[1]["identityType"] == "emailAddress"
    assert identifiers[1]["identityHash"].startswith("sha256$")
    assert b"learners.example" not in project.path("ada").read_bytes().lower()


def test_the_private_link_opens_the_hash_and_its_salt_is_in_no_file(project):
    (issued,) = project.issue("first-badge", ADA)
    salt = issued.private_link.removeprefix(f"{issued.address}#m=")
    hashed = read(issued)["credentialSubject"]["identifier"][1]

    digest = hashlib.sha256(f"ada.lovelace@learners.example{salt}".encode()).hexdigest()
    assert hashed["identityHash"] == f"sha256${digest}"
    assert "salt" not in hashed
    assert len(salt) == 22
    assert [name for name, data in tree(project.root).items() if salt.encode() in data] == []


def test_two_records_of_one_person_have_different_hashes(project):
    one, two = project.issue("first-badge", ADA, ADA)

    hashes = {
        read(item)["credentialSubject"]["identifier"][1]["identityHash"] for item in (one, two)
    }
    assert len(hashes) == 2


def test_without_an_address_the_private_link_is_the_public_one(project):
    (issued,) = project.issue("first-badge", replace(ADA, email=None))

    assert issued.private_link == issued.address
    assert len(read(issued)["credentialSubject"]["identifier"]) == 1


def test_the_link_can_be_made_again_with_the_key_and_not_without(project):
    (issued,) = project.issue("first-badge", ADA)
    other = keys.key_of_seed(DID, bytes(32))

    again = issue.recipient_salt(project.key, issued.record_id)
    assert issued.private_link == f"{issued.address}#m={again}"
    assert issue.recipient_salt(other, issued.record_id) != again


@pytest.mark.parametrize(
    ("changes", "dates"),
    [
        ({}, ("2026-06-01T12:00:00Z", "2026-06-01T00:00:00Z", "2029-06-01T23:59:59Z")),
        (
            {"awarded": date(2026, 5, 1)},
            ("2026-05-01T00:00:00Z", "2026-05-01T00:00:00Z", "2029-05-01T23:59:59Z"),
        ),
        (
            {"awarded": date(2026, 5, 1), "valid_from": date(2026, 5, 9)},
            ("2026-05-09T00:00:00Z", "2026-05-01T00:00:00Z", "2029-05-09T23:59:59Z"),
        ),
        (
            {"awarded": date(2026, 5, 1), "valid_until": date(2026, 12, 31)},
            ("2026-05-01T00:00:00Z", "2026-05-01T00:00:00Z", "2026-12-31T23:59:59Z"),
        ),
    ],
)
def test_dates_follow_from_the_award_and_the_programme(project, changes, dates):
    document = issued_to(project, replace(ADA, **changes))

    assert (document["validFrom"], document["awardedDate"], document["validUntil"]) == dates


def test_a_clock_in_another_zone_is_written_in_utc(project):
    summer = datetime.fromisoformat("2026-06-01T14:00:00+02:00")

    assert issued_to(project, GRACE, "night-watch", summer)["validFrom"] == "2026-06-01T12:00:00Z"


def test_evidence_and_narrative_are_signed_as_given(project):
    person = replace(
        ADA,
        narrative="Wrote the first program.",
        evidence=(Evidence("Notes", "https://example.org/notes", None), Evidence("G", None, "x")),
    )

    document = issued_to(project, person)

    assert document["credentialSubject"]["narrative"] == "Wrote the first program."
    assert document["evidence"] == [
        {"id": "https://example.org/notes", "type": ["Evidence"], "name": "Notes"},
        {"type": ["Evidence"], "name": "G", "narrative": "x"},
    ]


def test_a_record_names_its_picture_with_its_digest(project):
    picture = (project.root / "content/images/first-badge.svg").read_bytes()
    digest = base64.b64encode(hashlib.sha256(picture).digest()).decode()

    assert project.document("ada")["relatedResource"] == [
        {
            "id": f"{URL}images/first-badge.svg",
            "digestSRI": f"sha256-{digest}",
            "mediaType": "image/svg+xml",
        }
    ]


def test_a_skill_in_a_framework_has_its_level(project):
    page = project.root / "content/programs/night-watch.md"
    skill = "skills:\n  - {name: Watching, url: 'https://skills.example/1', level: Expert}\n"
    page.write_text(page.read_text("utf-8").replace("suspendable: true\n", skill))

    achievement = issued_to(project, GRACE, "night-watch")["credentialSubject"]["achievement"]

    assert achievement["alignment"] == [
        {
            "type": ["Alignment"],
            "targetType": "ceasn:Competency",
            "targetName": "Watching",
            "targetUrl": "https://skills.example/1",
            "targetDescription": "Expert",
        }
    ]


def test_absent_values_leave_no_member_behind(project):
    document = issued_to(project, replace(NOBODY, name="Ada"), "night-watch")

    assert "evidence" not in document
    assert "null" not in json.dumps(document)
    assert "[]" not in json.dumps(document)


def test_a_programme_without_suspension_gives_one_status_entry(project):
    entry = project.document("ada")["credentialStatus"]

    assert entry["type"] == "BitstringStatusListEntry"
    assert entry["statusPurpose"] == "revocation"
    assert entry["statusListCredential"] == f"{URL}status/revocation.json"
    assert entry["id"] == f"{URL}status/revocation.json#{entry['statusListIndex']}"
    assert 0 <= int(entry["statusListIndex"]) < 131072


def test_a_suspendable_programme_gives_two(project):
    purposes = [item["statusPurpose"] for item in project.document("grace")["credentialStatus"]]

    assert purposes == ["revocation", "suspension"]


def test_each_record_is_on_disk_before_the_next_is_made(project):
    site = project.site
    people = [replace(ADA, name=name) for name in ("One", "Two", "Three")]
    made = issue.issue(site, site.programs["first-badge"], people, project.key, NOW, project.random)

    first = next(made)

    assert first.path.is_file()
    assert len(list((project.root / "content/credentials").rglob("*.json"))) == 3
    made.close()  # type: ignore[attr-defined]  # it is a generator


def test_a_key_that_the_site_does_not_publish_writes_no_record(project):
    site = project.site
    other = keys.key_of_seed(DID, bytes(32))
    before = tree(project.root / "content/credentials")

    with pytest.raises(InsigniaError, match="does not list the key"):
        list(issue.issue(site, site.programs["first-badge"], [ADA], other, NOW, project.random))

    assert tree(project.root / "content/credentials") == before


def test_a_key_that_the_site_does_not_publish_signs_no_status_list(tmp_path):
    write_project(tmp_path, Answers(name="Northfield College", url=URL))
    document = content.new_did_document(DID, [keys.key_of_seed(DID, SEED).public_key])
    (tmp_path / content.DID_FILE).write_text(json.dumps(document))
    site = content.load_site(tmp_path)
    other = keys.key_of_seed(DID, bytes(32))

    with pytest.raises(InsigniaError):
        list(issue.issue(site, site.programs["first-badge"], [ADA], other, NOW, Source()))

    assert content.status_list_paths(tmp_path) == []


def test_no_recipients_change_nothing(project):
    before = tree(project.root)

    assert project.issue("first-badge") == []
    assert tree(project.root) == before


def test_the_arguments_of_a_record_stay_as_they_were(project):
    site = project.site
    achievement = {"id": "x", "tag": []}
    now = datetime(2026, 6, 1, tzinfo=UTC)

    unsigned = issue.create_credential(
        site, site.programs["first-badge"], ADA, "a" * 26, "salt", achievement, now
    )

    assert unsigned["credentialSubject"]["achievement"] == {"id": "x"}
    assert achievement == {"id": "x", "tag": []}
    assert "proof" not in unsigned


def test_a_credential_that_would_end_before_it_begins_is_refused_before_anything_is_signed(project):
    late = replace(ADA, valid_until=date(2020, 1, 1))
    before = tree(project.root)

    with pytest.raises(ContentError) as raised:
        project.issue("first-badge", GRACE, late)

    assert str(raised.value) == (
        "Ada Lovelace: the credential would end at 2020-01-01T23:59:59Z, before it begins at "
        "2026-06-01T12:00:00Z: give a later end, or an earlier start [value-range]"
    )
    assert tree(project.root) == before


def test_every_credential_that_would_end_before_it_begins_is_told_at_once(project):
    people = [replace(NOBODY, name=name, valid_until=date(2026, 5, 31)) for name in ("One", "Two")]

    with pytest.raises(ContentError) as raised:
        issue.check_dates(project.site.programs["first-badge"], people, NOW)

    assert [problem.path for problem in raised.value.problems] == ["One", "Two"]


def test_a_credential_may_end_on_the_day_on_which_it_begins(project):
    document = issued_to(project, replace(ADA, valid_until=date(2026, 6, 1)))

    assert document["validUntil"] == "2026-06-01T23:59:59Z"


def test_nothing_is_signed_with_words_that_cannot_be_filled(project):
    project.write("theme/words/en.json", '{"criteria.named": "{nobody}"}')

    with pytest.raises(ContentError, match="nobody"):
        project.issue("first-badge", ADA)
