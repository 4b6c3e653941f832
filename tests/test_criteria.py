"""What issuing writes behind the author's criteria, for employers to read and the key to sign."""

from dataclasses import replace

import pytest

from generator.assessment import Assessment
from generator.criteria import write_criteria
from generator.offers import Delivery
from generator.quality import Quality
from generator.skills import Skill
from generator.words import Words

BARE = Assessment("Interview", "interview", "summative", None, None, None, None, ())
NIGHT = Assessment(
    "A night",
    "practical demonstration",
    kind="summative",
    supervised=True,
    identity_checked=False,
    pass_mark="50 %",
    weight=40.0,
    rubric=(),
)


@pytest.fixture
def program(project):
    return project.site.programs["night-watch"]


@pytest.fixture
def words(tmp_path):
    return Words(tmp_path, "en").at("en")


def test_a_programme_that_says_no_more_has_the_authors_words_alone(program, words):
    assert write_criteria(program, words) == "Kept ten watches."


def test_every_part_of_a_programme_has_its_section(program, words):
    full = replace(
        program,
        outcomes=("Keeps awake", "Sees lights"),
        skills=(
            Skill("watching", "Watching", level="Expert"),
            Skill("knots", "Knots", "https://skills.example/2", level="Novice"),
            Skill("bells", "Bells", level="Novice", listed=True),
            Skill("tea", "Tea"),
        ),
        assessment=(NIGHT,),
        hours=12.5,
        credits=1.0,
        level="EQF 4",
        ects=0.5,
        eqf=4,
        delivery=Delivery(note="On board"),
        participation="In a group",
        quality=Quality("Lloyd", "external review", note="Seen by the harbour master"),
    )

    assert write_criteria(full, words) == (
        "Kept ten watches.\n\n"
        "## What the holder can do\n\n- Keeps awake\n- Sees lights\n\n"
        "## Levels\n\n- Watching: Expert\n\n"
        "## How it was assessed\n\n- **A night**: Practical demonstration, supervised, identity "
        "not checked, pass mark 50 %, weight 40 %\n\n"
        "## Size and level\n\n- Workload: 12.5 hours\n- Credits: 1 credit\n"
        "- ECTS credits: 0.5\n- Level: EQF 4\n- Level in the European Qualifications Framework "
        "(EQF): 4\n- Delivery: On board\n- Form of participation: In a group\n\n"
        "## Quality assurance\n\nLloyd: external review\n\nSeen by the harbour master"
    )


@pytest.mark.parametrize(
    ("assessment", "line"),
    [
        (BARE, "- **Interview**: Interview"),
        (replace(BARE, kind="formative"), "- **Interview**: Interview, for practice, not counted"),
        (replace(BARE, supervised=False), "- **Interview**: Interview, not supervised"),
        (replace(BARE, identity_checked=True), "- **Interview**: Interview, identity checked"),
    ],
)
def test_what_is_not_stated_is_not_claimed(program, words, assessment, line):
    assert write_criteria(replace(program, assessment=(assessment,)), words).endswith(line)


def test_credits_of_a_system_bear_its_name(program, words):
    text = write_criteria(replace(program, credits=10.0, credit_system="ECTS"), words)

    assert text.endswith("- Credits: 10 ECTS")
