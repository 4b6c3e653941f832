"""A pathway as a picture: nothing overlaps, everything lies inside, and the way is one line."""

from dataclasses import dataclass, replace
from itertools import combinations

import pytest

from generator.hours import HoursRange
from generator.pathway_map import BOX_WIDTH, Line, draw_pathway, standing_of
from generator.pathways import Choice, Milestone, Part, Step, slugs
from generator.text import broken


@dataclass(frozen=True)
class Titled:
    slug: str
    title: str
    hours: float | None = 10
    steps: tuple[Step, ...] = ()
    language: str | None = None
    url_path: str = "programs/x/"
    is_pathway: bool = False


@dataclass(frozen=True)
class Catalogue:
    programs: dict[str, Titled]


SITE = Catalogue({slug: Titled(slug, f"Programme {slug}") for slug in "abcdefgh"})
ROW = (Part("a"), Part("b"))
TREE = (
    Part("a"),
    Part("b", required=False),
    Choice("Depth", 1, (Part("c"), Part("d"))),
    Milestone("Half way", (Part("e"), Choice(None, 2, (Part("f"), Part("g"), Part("h"))))),
)


def draw(*steps, title="Way", mirrored=False):
    return draw_pathway(Titled("way", title, None, steps), SITE, mirrored=mirrored)


def box(drawing, slug):
    return next(item for item in drawing.boxes if item.program.slug == slug)


def test_every_part_has_a_box_and_so_has_the_goal():
    assert [item.program.slug for item in draw(*TREE).boxes] == [*slugs(TREE), "way"]


@pytest.mark.parametrize("mirrored", [False, True])
def test_boxes_and_groups_lie_inside_the_picture(mirrored):
    drawing = draw(*TREE, mirrored=mirrored)

    for item in (*drawing.boxes, *drawing.groups):
        assert 0 < item.x < item.x + item.width < drawing.width
        assert 0 < item.y < item.y + item.height < drawing.height


def test_no_box_lies_on_another():
    for one, other in combinations(draw(*TREE).boxes, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        above = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert beside or above, (one, other)


def test_required_parts_lie_on_one_line_from_left_to_right():
    first, second, goal = draw(*ROW).boxes

    assert first.x < second.x < goal.x
    assert {item.y + item.height / 2 for item in (first, second, goal)} == {first.y + 27}


def test_mirrored_the_way_runs_from_right_to_left():
    first, second, goal = draw(*ROW, mirrored=True).boxes

    assert first.x > second.x > goal.x


def test_lines_join_the_edges_of_boxes():
    drawing = draw(*ROW)
    first, second, _ = drawing.boxes
    (line, _) = drawing.lines

    assert (line.x1, line.x2) == (first.x + BOX_WIDTH, second.x)
    assert line.y1 == line.y2 == first.y + first.height / 2


def test_the_boxes_of_a_choice_lie_below_each_other():
    drawing = draw(Choice(None, 1, ROW))

    assert box(drawing, "a").x == box(drawing, "b").x
    assert box(drawing, "a").y < box(drawing, "b").y


def test_an_optional_box_lies_below_the_line():
    drawing = draw(Part("a"), Part("b", required=False))

    assert box(drawing, "b").y > box(drawing, "a").y + box(drawing, "a").height / 2


def test_a_group_lies_around_what_it_holds():
    drawing = draw(Milestone("Half way", ROW))
    (group,) = drawing.groups

    for item in drawing.boxes[:2]:
        assert group.x < item.x
        assert item.x + item.width < group.x + group.width
        assert group.y < item.y
        assert item.y + item.height < group.y + group.height


def test_a_group_is_as_wide_as_its_name():
    (group,) = draw(Milestone("A very long name of a milestone on the way to the end", ROW)).groups

    assert group.width > 52 * 7


def test_groups_say_how_many_of_how_many():
    outer, inner = draw(Milestone("Half way", (Part("a"), Choice(None, 1, (Part("b"),))))).groups

    assert (outer.need, outer.count) == (None, 2)
    assert (inner.need, inner.count) == (1, 1)


def test_the_goal_has_the_hours_of_the_whole_way():
    assert box(draw(*TREE), "way").hours == HoursRange(50, 60)


def test_an_optional_part_has_its_own_hours():
    assert box(draw(*TREE), "b").hours == HoursRange(10, 10)


def test_a_long_title_makes_a_higher_box():
    short, long = (box(draw(*ROW, title=title), "way").height for title in ("Way", "Way " * 10))

    assert long - short == 18


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (Line(0, 5, 10, 5), "M0 5H10"),
        (Line(0, 0, 10, 5.5), "M0 0C5 0 5 5.5 10 5.5"),
    ],
)
def test_a_line_is_straight_or_a_curve(line, path):
    assert line.path == path


def test_a_picture_can_be_made_again():
    assert replace(draw(*TREE)) == draw(*TREE)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Safe Mooring", ("Safe", "Mooring")),
        ("A B", ("A B",)),
        ("Elektrizitätslehre", ("Elektrizi-", "tätslehre")),
        ("小微企业记账入门", ("小微企业记", "账入门")),
        ("one two three four five six", ("one two", "three four", "five six")),
        ("aa " * 16, ("aa aa aa", "aa aa aa", "aa aa aa…")),
    ],
)
def test_titles_break_where_words_end(text, lines):
    assert broken(text, 10, 3) == lines


@pytest.mark.parametrize(
    ("slug", "standing"),
    [("a", "required"), ("b", "optional"), ("c", "choice"), ("e", "required"), ("f", "choice")],
)
def test_a_part_is_required_optional_or_one_of_a_choice(slug, standing):
    assert standing_of(TREE, slug) == standing


def test_a_choice_of_all_is_no_choice():
    assert standing_of((Choice(None, 2, ROW),), "a") == "required"
