"""What `insignia check` advises: nothing here stops a build unless it is strict."""

import pytest

from generator import advice
from generator.content import load_site
from generator.new import write_program, write_role, write_skills
from tests.conftest import ADA, GRACE, NIGHT_WATCH

SITE = """\
name: Ada's School
url: https://ada.github.io/badges/
description: Learn.
email: ada@school.example
"""
KEYS = """\
title: Roof Survey
type: Certificate
description: Surveys roofs.
criteria: Surveyed a roof.
image: images/a.svg
image_alt: A roof
"""


@pytest.fixture
def root(tmp_path):
    """A project of one programme, `roof-survey`, without records."""
    for folder in ("programs", "images"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "content/site.yml").write_text(SITE)
    (tmp_path / "content/images/a.svg").write_text("<svg/>")
    write(tmp_path, "roof-survey")
    return tmp_path


def write(root, slug, keys="", base=KEYS):
    (root / f"content/programs/{slug}.md").write_text(f"---\n{base}{keys}---\n", encoding="utf-8")


def told(root, code):
    """Return the advice of one kind, each as it is printed, without its code."""
    site = load_site(root)
    found = [problem for question in advice.ADVICE for problem in question(site)]
    return [str(item).removesuffix(f" [{code}]") for item in found if item.code == code]


# Addresses that were issued


def test_credentials_of_a_programme_that_is_there_need_no_advice(project):
    assert told(project.root, "advice-programme-gone") == []


def test_credentials_of_a_renamed_programme_are_counted(project):
    project.issue("night-watch", GRACE, ADA)
    programs = project.root / "content/programs"
    (programs / "night-watch.md").rename(programs / "nightly-watch.md")

    assert told(project.root, "advice-programme-gone") == [
        (
            "content/programs: 3 credentials were issued for "
            "https://ada.github.io/badges/programs/night-watch/, and there is no such page any "
            "more: restore the name 'night-watch'"
        )
    ]


def test_each_address_that_is_gone_is_told_by_itself(project):
    for path in (project.root / "content/programs").iterdir():
        path.unlink()

    assert told(project.root, "advice-programme-gone") == [
        (
            "content/programs: 1 credential was issued for "
            f"https://ada.github.io/badges/programs/{slug}/, and there is no such page any more: "
            f"restore the name '{slug}'"
        )
        for slug in ("first-badge", "night-watch")
    ]


def test_a_programme_that_became_a_pathway_has_moved(project):
    pathway = NIGHT_WATCH.replace("suspendable", "parts: [first-badge]\nsuspendable")
    project.write("content/programs/night-watch.md", pathway)

    assert told(project.root, "advice-programme-gone") == [
        (
            "content/programs/night-watch.md:1:1: 1 credential was issued for "
            "https://ada.github.io/badges/programs/night-watch/, and there is no such page any "
            "more: take 'parts' out again, and give the pathway a file of its own"
        )
    ]


def test_a_pathway_that_is_none_any_more_has_moved(project):
    pathway = NIGHT_WATCH.replace("suspendable", "parts: [first-badge]\nsuspendable")
    project.write("content/programs/night-round.md", pathway)
    project.issue("night-round", ADA)
    project.write("content/programs/night-round.md", NIGHT_WATCH)

    assert told(project.root, "advice-programme-gone") == [
        (
            "content/programs/night-round.md:1:1: 1 credential was issued for "
            "https://ada.github.io/badges/pathways/night-round/, and there is no such page any "
            "more: restore its 'parts', and give the programme a file of its own"
        )
    ]


def test_an_address_of_another_site_is_not_ours_to_keep(project):
    document = project.document("ada")
    document["credentialSubject"]["achievement"]["id"] = "https://other.example/programs/x/"
    project.sign(project.path("ada"), document)

    assert told(project.root, "advice-programme-gone") == []


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b'{"credentialSubject": []}', b'{"credentialSubject": {"achievement": 1}}']
)
def test_a_record_that_names_no_achievement_is_for_others_to_tell(project, raw):
    project.path("ada").write_bytes(raw)

    assert told(project.root, "advice-programme-gone") == []


# What is still the example's


def test_an_untouched_template_is_told_with_every_key_that_is_the_examples(root):
    write_program(root, "mine")

    assert told(root, "advice-example") == [
        (
            "content/programs/mine.md:1:1: still says what the example says in 'description', "
            "'criteria', 'skills', 'outcomes', 'assessment', the text below the keys: write your "
            "own before you issue"
        )
    ]


SKILLS = (
    "skills: [Cardiopulmonary resuscitation, Use of a defibrillator, "
    '"Treatment of bleeding, burns and shock"]\n'
)
OUTCOME = "outcomes: [Lifts a tile, Checks a scene for danger before helping]\n"
ASSESSMENT = "assessment: [{name: Acted emergencies, method: exam}]\n"


@pytest.mark.parametrize(
    ("key", "line"), {"skills": SKILLS, "outcomes": OUTCOME, "assessment": ASSESSMENT}.items()
)
def test_one_key_of_the_examples_is_told_alone(root, key, line):
    write(root, "roof-survey", line)

    assert told(root, "advice-example") == [
        (
            "content/programs/roof-survey.md:1:1: still says what the example says in "
            f"'{key}': write your own before you issue"
        )
    ]


def test_a_skill_that_the_example_has_too_may_be_ones_own(root):
    write(root, "roof-survey", "skills: [Cardiopulmonary resuscitation]\n")

    assert told(root, "advice-example") == []


def test_a_programme_of_ones_own_is_not_the_example(root):
    assert told(root, "advice-example") == []


def test_an_untouched_role_is_the_examples(root):
    write_skills(root)
    write_role(root, "tutor")

    assert told(root, "advice-example") == [
        (
            "content/roles/tutor.md:1:1: still says what the example says in 'description': "
            "write your own before you publish"
        )
    ]


def test_a_role_of_ones_own_is_not_the_example(root):
    write_skills(root)
    (page,) = write_role(root, "tutor")
    page.write_text(page.read_text("utf-8").replace("Teaches small", "Teaches large"), "utf-8")

    assert told(root, "advice-example") == []


# Numbers


def weighed(*weights):
    items = (
        f"{{name: a{n}, method: quiz{'' if weight is None else f', weight: {weight}'}}}"
        for n, weight in enumerate(weights)
    )
    return f"assessment: [{', '.join(items)}]\n"


def test_weights_that_do_not_come_to_100_are_told(root):
    write(root, "roof-survey", weighed(60, 30))

    assert told(root, "advice-weights") == [
        (
            "content/programs/roof-survey.md:1:1: the weights of 'assessment' come to 90 per cent: "
            "make them 100, or leave them out"
        )
    ]


@pytest.mark.parametrize(
    "weights", [(100,), (33.3, 33.3, 33.3), (60, 40.5), (60, None), (None,), ()]
)
def test_weights_that_come_to_100_or_are_not_all_there_need_no_advice(root, weights):
    write(root, "roof-survey", weighed(*weights) if weights else "")

    assert told(root, "advice-weights") == []


def test_what_is_formative_does_not_weigh(root):
    write(
        root,
        "roof-survey",
        "assessment: [{name: a, method: quiz, weight: 100},"
        " {name: b, method: quiz, kind: formative}]\n",
    )

    assert told(root, "advice-weights") == []


def pathway(root, hours):
    write(root, "roof-survey", "hours: 10\n")
    write(root, "slating", "hours: 30\n")
    write(root, "thatching", "hours: 40\n")
    write(root, "roofer", f"{hours}parts: [roof-survey, {{choose: 1, of: [slating, thatching]}}]\n")


def test_a_pathway_that_takes_less_than_its_parts_is_told(root):
    pathway(root, "hours: 39\n")

    assert told(root, "advice-pathway-hours") == [
        (
            "content/programs/roofer.md:1:1: 'hours' is 39, but the shortest way through 'parts' "
            "takes 40: give at least that"
        )
    ]


@pytest.mark.parametrize("hours", ["", "hours: 40\n", "hours: 90\n"])
def test_a_pathway_that_takes_as_long_as_its_parts_needs_no_advice(root, hours):
    pathway(root, hours)

    assert told(root, "advice-pathway-hours") == []
