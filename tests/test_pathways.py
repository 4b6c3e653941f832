"""The parts of a pathway: read as a tree, and held against what somebody has."""

import json
from dataclasses import dataclass

import pytest

from generator.errors import Problems
from generator.hours import hours_range, shortest_hours
from generator.pathways import (
    Choice,
    Milestone,
    Part,
    Step,
    is_complete,
    missing,
    required,
    slugs,
)
from generator.programs import load_programs
from tests.conftest import REPOSITORY

KEYS = """\
title: Way
type: LearningProgram
description: Goes on.
criteria: Went.
image: images/a.svg
image_alt: A way
"""
TREE = (
    Part("a"),
    Part("b", required=False),
    Choice("Depth", 1, (Part("c"), Part("d"))),
    Milestone("Half way", (Part("e"), Choice(None, 2, (Part("f"), Part("g"), Part("h"))))),
)


@pytest.fixture
def problems():
    return Problems()


@pytest.fixture
def root(tmp_path):
    for folder in ("programs", "images"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "content/images/a.svg").write_text("<svg/>")
    for slug in "abcdefgh":
        (tmp_path / f"content/programs/{slug}.md").write_text(f"---\n{KEYS}---\n")
    return tmp_path


def read(root, problems, parts):
    (root / "content/programs/way.md").write_text(f"---\n{KEYS}parts:\n{parts}---\n")
    programs = load_programs(root, problems)
    return next((program for program in programs if program.slug == "way"), None)


def test_every_kind_of_part_is_read(root, problems):
    written = """\
  - a
  - optional: b
  - {choose: 1, of: [c, d], name: Depth}
  - milestone: Half way
    parts:
      - e
      - {choose: 2, of: [f, g, h]}
"""

    way = read(root, problems, written)

    assert problems.all == ()
    assert way.steps == TREE
    assert way.parts == ("a", "b", "c", "d", "e", "f", "g", "h")


def test_groups_may_lie_three_deep(root, problems):
    written = """\
  - choose: 1
    of:
      - a
      - milestone: One
        parts:
          - b
          - {choose: 1, of: [c, d]}
"""

    way = read(root, problems, written)

    assert problems.all == ()
    assert way.parts == ("a", "b", "c", "d")


# A line number counts from the first line of the file; `parts:` stands on line 8.
BAD_PARTS = {
    "a part that is not there": ("  - a\n  - x\n", 10, 5, "part-missing"),
    "one in a choice": ("  - {choose: 1, of: [a, x]}\n", 9, 25, "part-missing"),
    "an optional one": ("  - a\n  - {optional: x}\n", 10, 16, "part-missing"),
    "one in a milestone": ("  - {milestone: M, parts: [x]}\n", 9, 28, "part-missing"),
    "itself in a choice": ("  - {choose: 1, of: [a, way]}\n", 9, 25, "part-circle"),
    "the same part twice": ("  - a\n  - {choose: 1, of: [b, a]}\n", 10, 25, "value-repeated"),
    "a choice of nothing": ("  - {choose: 1}\n", 9, 5, "key-missing"),
    "an empty choice": ("  - {choose: 1, of: []}\n", 9, 21, "value-length"),
    "none of a choice": ("  - {choose: 0, of: [a, b]}\n", 9, 14, "value-range"),
    "more than a choice has": ("  - {choose: 3, of: [a, b]}\n", 9, 14, "value-range"),
    "a choice in words": ("  - {choose: some, of: [a, b]}\n", 9, 14, "value-type"),
    "something optional in a choice": (
        "  - {choose: 1, of: [a, {optional: b}]}\n",
        9,
        36,
        "part-form",
    ),
    "a milestone without parts": ("  - {milestone: M}\n", 9, 5, "key-missing"),
    "a milestone of optional parts": (
        "  - {milestone: M, parts: [{optional: a}]}\n",
        9,
        27,
        "part-form",
    ),
    "nothing that is required": ("  - {optional: a}\n", 9, 3, "part-form"),
    "two kinds at once": ("  - {choose: 1, of: [a], optional: b}\n", 9, 36, "part-form"),
    "no kind": ("  - {name: a}\n", 9, 5, "part-form"),
    "an unknown key": ("  - {optional: a, when: never}\n  - b\n", 9, 19, "key-unknown"),
    "groups four deep": (
        "  - {choose: 1, of: [{choose: 1, of: [{choose: 1, of: [{choose: 1, of: [a]}]}]}]}\n",
        9,
        72,
        "part-form",
    ),
}


@pytest.mark.parametrize(("parts", "line", "column", "code"), BAD_PARTS.values(), ids=BAD_PARTS)
def test_a_bad_part_is_told_at_its_place(root, problems, parts, line, column, code):
    assert read(root, problems, parts) is None
    assert [(p.path, p.line, p.column, p.code) for p in problems.all] == [
        ("content/programs/way.md", line, column, code)
    ]


@pytest.mark.parametrize(
    ("part", "key", "nearest"),
    [
        ("{chose: 1, of: [a, b]}", "chose", "choose"),
        ("{optinal: a}", "optinal", "optional"),
        ("{milstone: M, parts: [a]}", "milstone", "milestone"),
    ],
)
def test_a_misspelt_kind_of_part_is_told_with_the_nearest(root, problems, part, key, nearest):
    read(root, problems, f"  - a\n  - {part}\n")

    assert [item.code for item in problems.all] == ["part-form", "key-unknown"]
    assert problems.all[1].message == f"unknown key '{key}': did you mean '{nearest}'?"


def test_a_circle_through_a_choice_is_found(root, problems):
    (root / "content/programs/a.md").write_text(f"---\n{KEYS}parts: [b, {{optional: way}}]\n---\n")

    read(root, problems, "  - {choose: 1, of: [a, c]}\n")

    assert [(p.path, p.message.partition(";")[0]) for p in problems.all] == [
        ("content/programs/a.md", "'parts' go round in a circle: a -> way -> a")
    ]


def test_what_everybody_needs_leaves_out_options_and_choices():
    everybody = (Part("a"), Part("b", required=False), Choice(None, 1, (Part("c"), Part("d"))))

    assert required((*everybody, Milestone("x", (Choice(None, 1, (Part("e"),)),)))) == ("a", "e")


def test_the_slugs_come_in_the_order_of_the_way():
    assert slugs(TREE) == ("a", "b", "c", "d", "e", "f", "g", "h")


HELD = {
    "nothing": ("", False),
    "what is required and one of each choice": ("acefg", True),
    "all of it": ("abcdefgh", True),
    "all but a required part": ("bcdefgh", False),
    "all but the choice": ("abefgh", False),
    "too few of two": ("acef", False),
    "other programmes": ("acefxyz", False),
}


@pytest.mark.parametrize(("held", "complete"), HELD.values(), ids=HELD)
def test_a_way_is_complete_with_all_that_it_needs(held, complete):
    assert is_complete(TREE, set(held)) is complete


MISSING = {
    "all that is required": (
        "",
        (
            Part("a"),
            Choice("Depth", 1, (Part("c"), Part("d"))),
            Milestone("Half way", (Part("e"), Choice(None, 2, (Part("f"), Part("g"), Part("h"))))),
        ),
    ),
    "one of two is left, of those not yet taken": (
        "aceg",
        (Milestone("Half way", (Choice(None, 1, (Part("f"), Part("h"))),)),),
    ),
    "nothing": ("acefg", ()),
}


@pytest.mark.parametrize(("held", "left"), MISSING.values(), ids=MISSING)
def test_what_is_missing_is_a_smaller_tree(held, left):
    assert missing(TREE, set(held)) == left


@dataclass(frozen=True)
class Timed:
    hours: float | None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    programs: dict[str, Timed]


CATALOGUE = Catalogue(
    {
        "one": Timed(1),
        "ten": Timed(10),
        "hundred": Timed(100),
        "silent": Timed(None),
        "way": Timed(None, (Part("one"), Part("ten", required=False))),
        "hundreds": Timed(None, (Part("hundred"),)),
        "forked": Timed(None, (Choice(None, 1, (Part("ten"), Part("hundred"))),)),
        "stated": Timed(12, (Part("one"), Part("silent"))),
    }
)

HOURS = {
    "parts add up": ((Part("one"), Part("ten")), 11, 11),
    "an optional part may be left out": ((Part("one"), Part("ten", required=False)), 1, 11),
    "the shortest and the longest of a choice": (
        (Choice(None, 2, (Part("one"), Part("ten"), Part("hundred"))),),
        11,
        110,
    ),
    "a milestone takes all": ((Milestone("M", (Part("one"), Part("ten"))),), 11, 11),
    "nobody knows the most with a part without hours": ((Part("one"), Part("silent")), 1, None),
    "an optional part without hours counts as well": (
        (Part("one"), Part("silent", required=False)),
        1,
        None,
    ),
    "what can be chosen may have no hours": (
        (Choice(None, 1, (Part("one"), Part("silent"))),),
        0,
        None,
    ),
    "a part of two pathways on the way counts once": ((Part("one"), Part("way")), 1, 11),
    "what was taken anyway is no longer way": (
        (Part("hundred"), Choice(None, 1, (Part("hundreds"), Part("ten")))),
        100,
        110,
    ),
    "a choice that was made on the way is not made again": (
        (Part("forked"), Choice(None, 1, (Part("forked"), Part("one")))),
        10,
        101,
    ),
    "a part is in the hours that its pathway states": ((Part("one"), Part("stated")), 12, 12),
    "a pathway without hours counts by its parts": ((Part("way"), Part("hundred")), 101, 111),
    "no parts": ((), 0, 0),
}


@pytest.mark.parametrize(("steps", "least", "most"), HOURS.values(), ids=HOURS)
def test_the_hours_go_from_the_shortest_way_to_the_longest(steps, least, most):
    assert hours_range(steps, CATALOGUE) == (least, most)


SHORTEST = {
    "a part without hours on the way": ((Part("one"), Part("silent")), None),
    "an optional part is not on the way": ((Part("one"), Part("silent", required=False)), 1),
    "what is chosen may be shorter than what is known": (
        (Choice(None, 1, (Part("one"), Part("silent"))),),
        None,
    ),
    "what takes longer anyway need not be known": (
        (Choice(None, 1, (Part("one"), Milestone("M", (Part("ten"), Part("silent"))))),),
        1,
    ),
}


@pytest.mark.parametrize(("steps", "expected"), SHORTEST.values(), ids=SHORTEST)
def test_the_shortest_way_has_hours_where_all_on_it_have(steps, expected):
    assert shortest_hours(steps, CATALOGUE) == expected


# The table that the script of a pathway's page is held to as well

TABLE = json.loads((REPOSITORY / "tests/node/pathways.json").read_text("utf-8"))


@dataclass
class Sized:
    hours: float | None
    steps: tuple[Step, ...] = ()


@dataclass
class Everything:
    programs: dict[str, Sized]


SIZES = Everything({slug: Sized(hours) for slug, hours in TABLE["hours"].items()})


def tree_of(steps):
    return tuple(map(step_of, steps))


def step_of(step):
    if "choose" in step:
        return Choice(step["name"], step["choose"], tree_of(step["of"]))
    if "milestone" in step:
        return Milestone(step["milestone"], tree_of(step["parts"]))
    return Part(step.get("required") or step["optional"], required="required" in step)


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_what_is_left_is_as_in_the_table(case):
    assert missing(tree_of(case["steps"]), case["held"]) == tree_of(case["left"])


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_the_hours_that_are_left_are_as_in_the_table(case):
    assert list(hours_range(tree_of(case["left"]), SIZES)) == case["range"]
