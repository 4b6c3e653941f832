"""What leads to a skill, and the table of it that the planner reads."""

import json

import pytest

from generator.leads import find_leads, highest, index, reaches
from generator.skills import Skill

SQL = Skill("sql", "SQL", level="Good", level_names=("Fair", "Good", "Best"))

SKILLS = """\
sql: {name: SQL, level_names: [Fair, Good, Best], names: {de: SQL-Abfragen}, also: [Queries]}
charts: {name: Chart design, framework: Our map, url: https://x.example/charts, code: C-1}
talk: Talking
rest: Resting
"""

PROGRAM = """\
---
title: {title}
type: Badge
description: A course.
criteria: Came every week.
image: images/first-badge.svg
image_alt: A badge
{keys}
---
"""

ROLE = """\
---
title: Analyst
description: Answers with numbers.
skills: [{skill: sql, level: Good}, talk]
---
"""

PROGRAMS = {
    "low": "order: 1\nhours: 10\nskills: [{skill: sql, level: Fair}]",
    "high": "order: 2\nhours: 20\nskills: [{skill: sql, level: Best}, charts]\nlanguage: de",
    "free": "order: 3\nprice: free\nskills: [talk]",
    "paid": (
        "order: 4\nhours: 30\nprice: {amount: 90.5, currency: EUR, note: two parts}\nskills: [rest]"
    ),
    "empty": "order: 5",
    "way": (
        "order: 0\nskills: [talk]\nparts: [low, {choose: 1, of: [high, paid]}, {optional: free}]"
    ),
}


SILENT = "order: 6\nskills: [talk]\nparts: [low, free]"  # 'free' says no hours


@pytest.fixture
def site(project):
    project.write("content/skills.yml", SKILLS)
    project.write("content/roles/analyst.md", ROLE)
    for slug, keys in PROGRAMS.items():
        project.write(f"content/programs/{slug}.md", PROGRAM.format(title=slug.title(), keys=keys))
    return project.site


def told(leads):
    return [
        (lead.program.slug, lead.level, [part.slug for part in lead.parts], lead.is_certain)
        for lead in leads
    ]


def test_programmes_lead_to_a_skill_before_pathways(site):
    assert told(find_leads(site)["sql"]) == [
        ("low", "Fair", [], True),
        ("high", "Best", [], True),
        ("way", "Best", ["low", "high"], True),
    ]


def test_a_pathway_leads_to_what_can_be_chosen_in_it_not_for_certain(site):
    assert told(find_leads(site)["rest"]) == [
        ("paid", None, [], True),
        ("way", None, ["paid"], False),
    ]


def test_a_skill_of_the_pathway_itself_needs_no_part(site):
    assert told(find_leads(site)["talk"]) == [("free", None, [], True), ("way", None, [], True)]


def test_a_skill_that_nothing_teaches_has_no_leads(project):
    project.write("content/skills.yml", "idle: Idling\n")

    assert find_leads(project.site)["idle"] == []


REACHED = {
    "the same level": (SQL, "Good", True),
    "a higher level": (SQL, "Best", True),
    "a lower level": (SQL, "Fair", False),
    "no level": (SQL, None, False),
    "a level that the skill has not": (SQL, "Expert", False),
    "any, where none is asked for": (Skill("sql", "SQL"), "Fair", True),
}


@pytest.mark.parametrize(("skill", "level", "expected"), REACHED.values(), ids=REACHED)
def test_a_level_reaches_what_is_asked_for(skill, level, expected):
    assert reaches(skill, level) is expected


def test_the_highest_of_levels_is_that_of_the_order():
    assert highest(SQL, ["Fair", "Best", None, "Good"]) == "Best"


def test_of_levels_without_an_order_the_first_is_taken():
    assert highest(Skill("sql", "SQL"), ["B1", "C1"]) == "B1"


@pytest.fixture
def table(site):
    return json.loads(index(site)["skills/index.json"])


def test_the_table_has_what_skills_are_called(table):
    assert table["skills"][:2] == [
        {
            "id": "sql",
            "name": "SQL",
            "names": {"de": "SQL-Abfragen"},
            "also": ["Queries"],
            "levels": ["Fair", "Good", "Best"],
        },
        {
            "id": "charts",
            "name": "Chart design",
            "url": "https://x.example/charts",
            "framework": "Our map",
            "code": "C-1",
        },
    ]


def programs(table):
    return {entry["title"]: entry for entry in table["programs"]}


def test_the_table_has_what_programmes_teach_and_cost(table):
    assert programs(table)["High"] == {
        "path": "programs/high/",
        "title": "High",
        "lang": "de",
        "hours": 20,
        "skills": {"sql": "Best", "charts": ""},
    }


@pytest.mark.usefixtures("site")
def test_the_hours_of_a_way_with_a_part_that_states_none_are_not_in_the_table(project):
    project.write("content/programs/silent.md", PROGRAM.format(title="Silent", keys=SILENT))
    table = json.loads(index(project.site)["skills/index.json"])

    assert "hours" not in programs(table)["Silent"]


def test_the_table_has_prices(table):
    entry = programs(table)["Paid"]

    assert (entry["amount"], entry["currency"], entry["note"]) == (90.5, "EUR", "two parts")


def test_what_is_free_costs_nothing_in_the_table(table):
    assert programs(table)["Free"]["amount"] == 0


def test_the_table_leaves_out_what_teaches_nothing(table):
    assert "Empty" not in programs(table)


def test_a_pathway_teaches_what_nobody_can_leave_out(table):
    assert programs(table)["Way"] == {
        "path": "pathways/way/",
        "title": "Way",
        "hours": 30,
        "parts": ["programs/low/", "programs/high/", "programs/paid/", "programs/free/"],
        "steps": [
            {"required": "programs/low/"},
            {"choose": 1, "of": [{"required": "programs/high/"}, {"required": "programs/paid/"}]},
        ],
        "skills": {"sql": "Fair", "talk": ""},
    }


def test_the_table_has_what_roles_ask_for(table):
    assert table["roles"] == [
        {"slug": "analyst", "title": "Analyst", "skills": [["sql", "Good"], ["talk", ""]]}
    ]


def test_a_site_without_skills_has_no_table(project):
    project.write("content/programs/first-badge.md", PROGRAM.format(title="First", keys=""))

    assert index(project.site) == {}
