"""Skills: the list, what programmes and roles make of it, and a page for each."""

import pytest

from generator.errors import Problems
from generator.programs import load_programs
from generator.roles import Role, load_roles
from generator.skills import Skill, every_skill, load_skills, skill_id

LIST = """\
sql:
  name: SQL
  description: Asks a database.
  framework: ESCO
  url: http://data.europa.eu/esco/skill/1
  code: S1
  level_names: [Foundation, Intermediate]
  names: {de: SQL-Abfragen}
  also: [Queries]
  related: [charts]
charts: Charts
"""
SQL = Skill(
    id="sql",
    name="SQL",
    description="Asks a database.",
    framework="ESCO",
    url="http://data.europa.eu/esco/skill/1",
    code="S1",
    level_names=("Foundation", "Intermediate"),
    names={"de": "SQL-Abfragen"},
    also=("Queries",),
    related=("charts",),
    listed=True,
)
CHARTS = Skill("charts", "Charts", listed=True)
LISTED = {"sql": SQL, "charts": CHARTS}
PROGRAM = """\
title: Data
type: Badge
description: Reads data.
criteria: Read it.
image: images/a.svg
image_alt: A chart
"""


@pytest.fixture
def problems():
    return Problems()


@pytest.fixture
def root(tmp_path):
    for folder in ("programs", "images", "roles"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "content/images/a.svg").write_text("<svg/>")
    return tmp_path


def listed(root, problems, text):
    (root / "content/skills.yml").write_text(text)
    return load_skills(root, problems)


def of_program(root, problems, skills):
    (root / "content/programs/data.md").write_text(f"---\n{PROGRAM}skills: {skills}\n---\n")
    return [program.skills for program in load_programs(root, problems, LISTED)]


def found(problems):
    return [(p.path, p.line, p.column, p.code) for p in problems.all]


def test_every_key_of_the_list_is_read(root, problems):
    assert listed(root, problems, LIST) == LISTED
    assert problems.all == ()


def test_a_project_without_a_list_has_no_listed_skills(tmp_path, problems):
    assert load_skills(tmp_path, problems) == {}
    assert problems.all == ()


BAD_LISTS = {
    "an id that is none": ("Data Entry: {name: x}\n", 1, 1, "value-form"),
    "a skill without a name": ("a: {code: x}\n", 1, 4, "key-missing"),
    "a skill that is a list": ("a: [x]\n", 1, 4, "value-type"),
    "an unknown key": ("a: {name: x, link: y}\n", 1, 14, "key-unknown"),
    "an address of nobody": ("a: {name: x, url: 'https://x.example/'}\n", 1, 19, "key-pair"),
    "a language that is none": ("a: {name: x, names: {German: y}}\n", 1, 22, "value-form"),
    "related to nothing": ("a: {name: x, related: [b]}\n", 1, 24, "skill-missing"),
    "related to itself": ("a: {name: x, related: [a]}\n", 1, 24, "skill-missing"),
    "one name twice": ("a: Charts\nb: charts\n", 2, 4, "value-repeated"),
}


@pytest.mark.parametrize(("text", "line", "column", "code"), BAD_LISTS.values(), ids=BAD_LISTS)
def test_a_bad_list_is_told_at_its_place(root, problems, text, line, column, code):
    listed(root, problems, text)

    assert found(problems) == [("content/skills.yml", line, column, code)]


WRITTEN = {
    "by id": ("[sql]", SQL),
    "by id with a level": (
        "[{skill: sql, level: Foundation}]",
        Skill(**{**{n: getattr(SQL, n) for n in SQL.__slots__}, "level": "Foundation"}),
    ),
    "by the listed name": ("[SQL]", SQL),
    "by the listed name in small letters": ("[CHARTS]", CHARTS),
    "of its own": ("[Clear writing]", Skill("clear-writing", "Clear writing")),
    "of its own in one small word": ("[sailing]", Skill("sailing", "sailing")),
}


@pytest.mark.parametrize(("written", "skill"), WRITTEN.values(), ids=WRITTEN)
def test_a_programme_names_a_skill(root, problems, written, skill):
    assert of_program(root, problems, written) == [(skill,)]
    assert problems.all == ()


def test_a_listed_skill_has_its_name_in_the_language_of_the_programme(root, problems):
    page = f"---\n{PROGRAM}language: de-AT\nskills: [sql, charts]\n---\n"
    (root / "content/programs/data.md").write_text(page)

    (program,) = load_programs(root, problems, LISTED)

    assert [skill.name for skill in program.skills] == ["SQL-Abfragen", "Charts"]


BAD_SKILLS = {
    "an id that is not listed": ("[{skill: sqll}]", 18, "skill-missing"),
    "a slip in an id": ("[chart]", 10, "skill-missing"),
    "a level that the skill has not": ("[{skill: sql, level: Master}]", 30, "value-choice"),
    "the same by id and by name": ("[sql, SQL]", 15, "value-repeated"),
    "a listed skill at another address": (
        "[{name: SQL, url: 'https://x.example/'}]",
        17,
        "value-repeated",
    ),
    "a listed skill with a name": ("[{skill: sql, name: SQL}]", 23, "key-unknown"),
}


@pytest.mark.parametrize(("written", "column", "code"), BAD_SKILLS.values(), ids=BAD_SKILLS)
def test_a_bad_skill_of_a_programme_is_told_at_its_place(root, problems, written, column, code):
    assert of_program(root, problems, written) == []
    assert found(problems) == [("content/programs/data.md", 8, column, code)]


def test_a_slip_in_an_id_is_answered_with_the_nearest(root, problems):
    of_program(root, problems, "[{skill: sqll}]")

    assert problems.all[0].message == (
        "content/skills.yml has no skill 'sqll': did you mean 'sql'?"
    )


IDS = {
    "SQL": "sql",
    "Data protection in practice": "data-protection-in-practice",
    "Wärmepumpen installieren": "warmepumpen-installieren",
    "Français oral (accueil)": "francais-oral-accueil",
}


@pytest.mark.parametrize(("name", "key"), IDS.items())
def test_an_id_is_the_name_as_an_address_holds_it(name, key):
    assert skill_id(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [("C++", "C#"), ("日常记账", "银行对账"), ("a" * 100, "a" * 101), ("C++", "C")],
)
def test_names_that_lose_signs_keep_ids_apart(one, other):
    assert skill_id(one) != skill_id(other)


@pytest.mark.parametrize("name", ["C++", "日常记账", "a" * 120, "++", "النظافة"])
def test_an_id_can_always_be_part_of_an_address(name):
    assert skill_id(name).replace("-", "").isalnum()
    assert skill_id(name).isascii()
    assert len(skill_id(name)) <= 64


def test_an_id_does_not_depend_on_capitals():
    assert skill_id("日常 C++ Reading") == skill_id("日常 c++ reading")


def test_every_skill_that_somebody_teaches_is_a_skill_of_the_site():
    own = Skill("sailing", "Sailing", level="Good")
    aligned = Skill("sailing", "Sailing", url="https://x.example/", framework="X")

    skills = every_skill(LISTED, [(SQL, own), (aligned,)])

    assert skills == {"sql": SQL, "charts": CHARTS, "sailing": aligned}


ROLE = "title: Analyst\ndescription: Reads data.\nskills: [sql, {skill: charts, level: Good}]\n"


def role(root, problems, keys):
    (root / "content/roles/analyst.md").write_text(f"---\n{keys}---\nLong.\n")
    return load_roles(root, problems, LISTED)


def test_every_key_of_a_role_is_read(root, problems):
    assert role(root, problems, f"{ROLE}sector: Offices\n") == (
        Role(
            slug="analyst",
            path="content/roles/analyst.md",
            title="Analyst",
            description="Reads data.",
            skills=(SQL, Skill("charts", "Charts", level="Good", listed=True)),
            sector="Offices",
            body="Long.\n",
            body_line=7,
        ),
    )


BAD_ROLES = {
    "no title": ("description: x\nskills: [sql]\n", 2, 1, "key-missing"),
    "no skills": ("title: x\ndescription: x\n", 2, 1, "key-missing"),
    "a skill that is not listed": (
        "title: x\ndescription: x\nskills: [sailing]\n",
        4,
        10,
        "skill-missing",
    ),
    "a skill twice": ("title: x\ndescription: x\nskills: [sql, sql]\n", 4, 15, "value-repeated"),
    "an unknown key": ("title: x\ndescription: x\nskills: [sql]\npay: x\n", 5, 1, "key-unknown"),
}


@pytest.mark.parametrize(("keys", "line", "column", "code"), BAD_ROLES.values(), ids=BAD_ROLES)
def test_a_bad_role_is_told_at_its_place(root, problems, keys, line, column, code):
    assert role(root, problems, keys) == ()
    assert found(problems) == [("content/roles/analyst.md", line, column, code)]
