"""The templates: each names every key, and each loads with every comment taken away."""

import re

import pytest

from generator.errors import Problems
from generator.new import write_program, write_role, write_skills
from generator.programs import load_programs
from generator.roles import load_roles
from generator.skills import load_skills
from tests.conftest import NIGHT_WATCH

# A `#` and one space explain; a `#` before anything else switches a key off.
SWITCH = re.compile(r"^#(?! \S)", re.MULTILINE)
KNOWN = re.compile(r"the keys here are (.*)")
ODD = "qqqqqq"  # near no key, so that the problem names all of them

# The lines that bring a reader to a key that it does not know.
PLACES = {
    "a programme": f"{ODD}: x\n",
    "skills": f"skills: [{{{ODD}: x}}]\n",
    "skills by id": f"skills: [{{skill: give-feedback, {ODD}: x}}]\n",
    "delivery": f"delivery: {{{ODD}: x}}\n",
    "price": f"price: {{{ODD}: x}}\n",
    "assessment": f"assessment: [{{{ODD}: x}}]\n",
    "rubric": f"assessment: [{{rubric: [{{{ODD}: x}}]}}]\n",
    "results": f"results: [{{{ODD}: x}}]\n",
    "levels": f"results: [{{levels: [{{{ODD}: x}}]}}]\n",
    "quality": f"quality: {{{ODD}: x}}\n",
    "partners": f"partners: [{{{ODD}: x}}]\n",
    "changes": f"changes: [{{{ODD}: x}}]\n",
    "a choice": f"parts: [{{choose: 1, {ODD}: x}}]\n",
    "a milestone": f"parts: [{{milestone: x, {ODD}: x}}]\n",
    "an optional part": f"parts: [{{optional: x, {ODD}: x}}]\n",
}


@pytest.fixture
def problems():
    return Problems()


@pytest.fixture
def root(tmp_path):
    """A project in which everything is there that the templates name."""
    for folder in ("programs", "images", "partners", "roles"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "content/images/first-badge.svg").write_text("<svg/>")
    (tmp_path / "content/partners/harbour-trust.md").write_text("")
    for slug in ("another", "a-third", "a-fourth", "a-fifth", "a-sixth"):
        (tmp_path / f"content/programs/{slug}-badge.md").write_text(NIGHT_WATCH)
    write_skills(tmp_path)
    return tmp_path


def switch_everything_on(path):
    path.write_text(SWITCH.sub("", path.read_text("utf-8")), encoding="utf-8")


def test_the_template_of_a_programme_loads_with_every_comment_taken_away(root, problems):
    switch_everything_on(root / "content/skills.yml")
    page, _ = write_program(root, "mine")
    switch_everything_on(page)

    programs = load_programs(root, problems, load_skills(root, problems))

    assert problems.all == ()
    (mine,) = [program for program in programs if program.slug == "mine"]
    empty = [name for name in mine.__slots__ if getattr(mine, name) in (None, (), "")]
    assert empty == []


@pytest.mark.parametrize("lines", PLACES.values(), ids=PLACES)
def test_the_template_of_a_programme_names_every_key(root, problems, lines):
    page, _ = write_program(root, "mine")
    template = page.read_text("utf-8")
    (root / "content/programs/odd.md").write_text(f"---\n{lines}---\n")

    load_programs(root, problems, load_skills(root, problems))

    (message,) = [p.message for p in problems.all if ODD in p.message]
    known = KNOWN.search(message)
    assert known, message
    # `required` is what a part named alone stands for.
    keys = [key for key in known[1].split(", ") if "parts" not in lines or key != "required"]
    assert [key for key in keys if f"{key}:" not in template] == []


def test_the_template_of_the_skills_loads_as_it_is(root, problems):
    assert set(load_skills(root, problems)) == {"give-feedback", "plan-a-session"}
    assert problems.all == ()


def test_the_template_of_the_skills_has_every_key(root, problems):
    path = root / "content/skills.yml"
    switch_everything_on(path)

    skills = load_skills(root, problems)

    assert problems.all == ()
    skill = skills["plan-a-session"]
    empty = {name for name in skill.__slots__ if getattr(skill, name) in (None, (), "", {})}
    assert empty == {"level"}  # given by programmes and roles


def test_the_template_of_a_role_loads_as_it_is(root, problems):
    write_role(root, "tutor")

    (role,) = load_roles(root, problems, load_skills(root, problems))

    assert problems.all == ()
    assert (role.title, [skill.id for skill in role.skills]) == (
        "Tutor",
        ["give-feedback", "plan-a-session"],
    )


def test_the_template_of_a_role_has_every_key(root, problems):
    (page,) = write_role(root, "tutor")
    text = page.read_text("utf-8").replace("  - plan-a-session\n", "", 1)
    page.write_text(text, encoding="utf-8")
    switch_everything_on(page)

    (role,) = load_roles(root, problems, load_skills(root, problems))

    assert problems.all == ()
    assert [(skill.id, skill.level) for skill in role.skills] == [
        ("give-feedback", None),
        ("plan-a-session", "Foundation"),
    ]
    empty = [name for name in role.__slots__ if getattr(role, name) in (None, (), "")]
    assert empty == ["body"]  # a hint there would be published
