"""What a page shows of a record is what the record says, and no more."""

import json
from dataclasses import asdict

import pytest

from generator.views import read_view, recipient_name, text_in
from tests.conftest import REPOSITORY, URL

METHOD = "did:web:ada.github.io:badges#key"


@pytest.fixture
def document():
    proof = {
        "type": "DataIntegrityProof",
        "created": "2026-06-01T12:00:00Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
        "proofValue": "z",
    }
    return {
        "@context": [],
        "id": f"{URL}c/ab/abcdefghijklmnopqrstuvwxyz.html",
        "issuer": {"id": "did:web:ada.github.io:badges", "type": ["Profile"], "name": "Northfield"},
        "validFrom": "2026-06-01T12:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"{URL}programs/data/",
                "type": ["Achievement"],
                "name": "Data",
                "description": "Reads data.",
                "criteria": {"narrative": "Read it."},
            },
        },
        "proof": [
            {**proof, "cryptosuite": "eddsa-rdfc-2022"},
            {**proof, "cryptosuite": "eddsa-jcs-2022"},
        ],
    }


def test_a_record_of_the_least_size_shows_what_it_has(project, document):
    assert asdict(read_view(document, project.site, "en")) == {
        "id": f"{URL}c/ab/abcdefghijklmnopqrstuvwxyz.html",
        "record_id": "abcdefghijklmnopqrstuvwxyz",
        "short_id": "abcdefghij",
        "title": "Data",
        "achievement_type": None,
        "achievement_id": f"{URL}programs/data/",
        "recipient_name": None,
        "issuer_name": "Northfield",
        "valid_from": "2026-06-01T12:00:00Z",
        "valid_until": None,
        "awarded": None,
        "description": "Reads data.",
        "criteria": "Read it.",
        "narrative": None,
        "skills": (),
        "results": (),
        "evidence": (),
        "image_path": None,
        "image_alt": None,
        "language": "en-GB",
        "cryptosuites": ("eddsa-rdfc-2022", "eddsa-jcs-2022"),
        "verification_method": METHOD,
        "created": "2026-06-01T12:00:00Z",
    }


def test_an_issued_record_shows_what_was_issued(project):
    view = read_view(project.document("grace"), project.site, "en")

    assert view.title == "Night Watch"
    assert view.recipient_name == "Grace Hopper"
    assert view.issuer_name == "Northfield College"
    assert view.image_path == "images/first-badge.svg"
    assert view.image_alt == "A lamp"
    assert [asdict(result) for result in view.results] == [
        {"name": "Grade", "value": "Merit", "required": None}
    ]
    assert view.verification_method == project.key.method


def test_reading_changes_nothing(project):
    document = project.document("grace")

    read_view(document, project.site, "en")

    assert document == project.document("grace")


@pytest.mark.parametrize(
    "picture",
    [
        "https://evil.example/images/a.svg",
        {"id": "https://evil.example/images/a.svg", "type": "Image"},
        f"{URL}status/revocation.json",
        "data:image/svg+xml,<svg/>",
        "javascript:alert(1)",
    ],
)
def test_a_picture_from_elsewhere_is_not_shown(project, document, picture):
    document["credentialSubject"]["achievement"]["image"] = picture

    assert read_view(document, project.site, "en").image_path is None


def test_an_issuer_without_a_name_is_called_by_its_host(project, document):
    del document["issuer"]["name"]

    assert read_view(document, project.site, "en").issuer_name == "ada.github.io"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ({}, None),
        ({"name": "Ada"}, "Ada"),
        ({"identifier": [{"identityType": "name", "hashed": False, "identityHash": "Ada"}]}, "Ada"),
        (
            {"identifier": [{"identityType": "name", "hashed": True, "identityHash": "sha256$"}]},
            None,
        ),
        (
            {
                "identifier": [
                    {"identityType": "emailAddress", "hashed": False, "identityHash": "a@b"}
                ]
            },
            None,
        ),
    ],
)
def test_a_name_is_an_identity_in_clear_of_that_type(subject, expected):
    assert recipient_name(subject) == expected


def test_a_result_finds_its_description_by_id(project, document):
    subject = document["credentialSubject"]
    subject["achievement"]["resultDescription"] = [
        {"id": "urn:a", "name": "Mark", "requiredValue": "70"},
        {"id": "urn:b", "name": "Grade"},
    ]
    subject["result"] = [
        {"resultDescription": "urn:b", "value": "Merit"},
        {"resultDescription": "urn:a", "status": "Completed"},
        {"value": "alone"},
    ]

    results = read_view(document, project.site, "en").results
    shown = [(item.name, item.value, item.required) for item in results]

    assert shown == [("Grade", "Merit", None), ("Mark", "Completed", "70"), ("", "alone", None)]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("Percent", "87", "87%"),
        ("Percent", "87.5", "87.5%"),
        ("Percent", "87,5", "87,5%"),
        ("Percent", "87 ", "87 "),  # a page takes the blank away, and compares
        ("Percent", "87 %", "87 %"),
        ("Percent", "87%", "87%"),
        ("Percent", "A", "A"),
        ("RawScore", "87", "87"),
    ],
)
def test_a_bare_number_in_percent_gets_its_unit(project, document, kind, value, shown):
    subject = document["credentialSubject"]
    subject["achievement"]["resultDescription"] = [
        {"id": "urn:a", "name": "Mark", "resultType": kind, "requiredValue": value}
    ]
    subject["result"] = [{"resultDescription": "urn:a", "value": value}]
    result = read_view(document, project.site, "en").results[0]

    assert (result.value, result.required) == (shown, shown)


def test_a_skill_is_shown_once_as_its_framework_has_it(project, document):
    document["credentialSubject"]["achievement"] |= {
        "tag": ["Rowing", "SQL", "SQL"],
        "alignment": [
            {"targetName": "Chess", "targetUrl": "urn:chess"},
            {
                "targetName": "SQL",
                "targetUrl": "https://skills.example/1",
                "targetDescription": "Advanced",
                "targetFramework": "ESCO",
                "targetCode": "S1",
            },
        ],
    }

    skills = read_view(document, project.site, "en").skills

    assert [tuple(asdict(skill).values()) for skill in skills] == [
        ("Rowing", None, None, None, None),
        ("SQL", "Advanced", "https://skills.example/1", "ESCO", "S1"),
        ("Chess", None, None, None, None),
    ]


def test_a_level_of_qualification_is_no_skill(project, document):
    level = {"targetName": "EQF level 5", "targetType": "ext:QualificationLevel"}
    level["targetUrl"] = "http://data.europa.eu/snb/eqf/5"
    document["credentialSubject"]["achievement"] |= {"tag": [], "alignment": [level]}

    assert list(read_view(document, project.site, "en").skills) == []


@pytest.mark.parametrize(
    ("case"), json.loads((REPOSITORY / "tests/node/languages.json").read_text("utf-8"))
)
def test_of_several_languages_the_nearest_is_shown(case):
    assert text_in(case["value"], case["language"]) == case["text"]


def test_an_issuers_name_may_have_several_languages(project, document):
    document["issuer"]["name"] = [
        {"@value": "Northfield College", "@language": "en"},
        {"@value": "Collège de Northfield", "@language": "fr"},
    ]

    assert read_view(document, project.site, "fr-CA").issuer_name == "Collège de Northfield"
