"""The Achievement in a record: what it says of a programme, and that it keeps the official schema.

The schema is 1EdTech's for Open Badges 3.0, with its reference to another schema on their site left
unfollowed: nothing is asked of the network.
"""

import json
from dataclasses import replace
from functools import cache

import pytest
from jsonschema import Draft201909Validator

from generator import issue
from tests.conftest import NOBODY, REPOSITORY, URL

SCHEMA = REPOSITORY / (
    "tests/vectors/official/schemas/ob_v3p0_achievementcredential_schema.2024-09.json"
)
ADDRESS = f"{URL}programs/talk/"
SKILLS = """\
sql: {name: SQL, framework: ESCO, url: "http://data.europa.eu/esco/skill/1", code: S1}
charts: {name: Charts, description: Draws them., framework: Our map, code: M-1}
"""
TALK = """\
---
title: Talk
type: MicroCredential
description: Speaks.
criteria: Spoke.
image: images/first-badge.svg
image_alt: A mouth
version: "2026.1"
field: Languages
skills: [sql, charts, Calm]
hours: 50
credits: 2.5
ects: 2
eqf: 5
results:
  - {id: mark, name: Mark, type: Percent, min: "0", max: "100", required: "60"}
  - id: talk
    name: Talk
    type: RubricCriterionLevel
    levels:
      - {id: low, name: Not yet, description: Reads aloud}
      - {id: high, name: Clear, description: Looks up}
    required: Clear
---
"""
SKILL = {"type": ["Alignment"], "targetType": "ceasn:Competency"}


@cache
def validator():
    return Draft201909Validator(json.loads(SCHEMA.read_text("utf-8")))


def faults(document, definition=None):
    """Return what the schema, or one of its definitions, finds wrong."""
    schema = validator()
    if definition is not None:
        schema = schema.evolve(
            schema={"$ref": f"#/$defs/{definition}", "$defs": schema.schema["$defs"]}
        )
    return [f"{error.json_path}: {error.message}" for error in schema.iter_errors(document)]


@pytest.fixture
def talk(project):
    project.write("content/skills.yml", SKILLS)
    project.write("content/programs/talk.md", TALK)
    return project


@pytest.fixture
def achievement(talk):
    return issue.create_achievement(talk.site, talk.site.programs["talk"])


@pytest.fixture
def record(talk):
    person = replace(NOBODY, name="Ada", results={"talk": "Clear", "mark": "84"})
    (issued,) = talk.issue("talk", person)
    return json.loads(issued.path.read_bytes())


def test_listed_skills_are_aligned_to_their_framework_or_to_their_page(achievement):
    assert achievement["alignment"][:2] == [
        {
            **SKILL,
            "targetName": "SQL",
            "targetUrl": "http://data.europa.eu/esco/skill/1",
            "targetFramework": "ESCO",
            "targetCode": "S1",
        },
        {
            **SKILL,
            "targetName": "Charts",
            "targetUrl": f"{URL}skills/charts/",
            "targetFramework": "Our map",
            "targetCode": "M-1",
        },
    ]


def test_a_skill_of_the_programme_alone_is_a_tag_only(achievement):
    assert achievement["tag"] == ["SQL", "Charts", "Calm"]
    assert "Calm" not in [item["targetName"] for item in achievement["alignment"]]


def test_the_level_of_the_eqf_is_an_alignment(achievement):
    assert achievement["alignment"][-1] == {
        "type": ["Alignment"],
        "targetType": "ext:QualificationLevel",
        "targetName": "EQF level 5",
        "targetUrl": "http://data.europa.eu/snb/eqf/5",
        "targetFramework": "European Qualifications Framework",
        "targetCode": "5",
    }


def test_credits_are_a_number(achievement):
    assert achievement["creditsAvailable"] == 2.5


def test_the_levels_of_a_result_are_levels_of_a_rubric(achievement):
    assert achievement["resultDescription"][1] == {
        "id": f"{ADDRESS}#talk",
        "type": ["ResultDescription"],
        "name": "Talk",
        "resultType": "RubricCriterionLevel",
        "allowedValue": ["Not yet", "Clear"],
        "requiredLevel": f"{ADDRESS}#talk/high",
        "requiredValue": "Clear",
        "rubricCriterionLevel": [
            {
                "id": f"{ADDRESS}#talk/low",
                "type": ["RubricCriterionLevel"],
                "name": "Not yet",
                "description": "Reads aloud",
            },
            {
                "id": f"{ADDRESS}#talk/high",
                "type": ["RubricCriterionLevel"],
                "name": "Clear",
                "description": "Looks up",
            },
        ],
    }


def test_a_result_names_the_level_that_was_reached(record):
    assert record["credentialSubject"]["result"] == [
        {
            "type": ["Result"],
            "resultDescription": f"{ADDRESS}#talk",
            "achievedLevel": f"{ADDRESS}#talk/high",
            "value": "Clear",
        },
        {"type": ["Result"], "resultDescription": f"{ADDRESS}#mark", "value": "84"},
    ]


def test_the_whole_record_keeps_the_official_schema(record):
    assert faults(record) == []


def test_the_schema_would_tell(record):
    achievement = record["credentialSubject"]["achievement"]

    del achievement["criteria"]

    assert faults(achievement, "Achievement") == ["$: 'criteria' is a required property"]


def test_every_achievement_of_the_example_keeps_the_official_schema(example):
    site = example.site
    for program in site.programs.values():
        achievement = issue.create_achievement(site, program)
        assert (program.slug, faults(achievement, "Achievement")) == (program.slug, [])


def test_every_record_of_the_example_keeps_the_official_schema(example):
    """Of two status entries each by itself: the data model knows a set, this schema only one."""
    for path in sorted((example.root / "content/credentials").rglob("*.json")):
        document = json.loads(path.read_bytes())
        entries = document["credentialStatus"]
        for entry in entries if isinstance(entries, list) else [entries]:
            assert (path.stem, faults({**document, "credentialStatus": entry})) == (path.stem, [])
