"""Problems are values with a place; errors carry them and an exit status."""

import pytest

from generator.errors import (
    ContentError,
    InsigniaError,
    KeyFileError,
    Problem,
    Problems,
    UsageError,
)


def test_a_problem_reads_as_editors_read_places():
    problem = Problem("content/site.yml", 3, 1, "unknown key 'titel'", "key-unknown")

    assert str(problem) == "content/site.yml:3:1: unknown key 'titel' [key-unknown]"


def test_a_problem_of_a_whole_file_has_no_line():
    problem = Problem("content/site.yml", 0, 0, "does not exist", "file-missing")

    assert str(problem) == "content/site.yml: does not exist [file-missing]"


def test_collected_problems_come_in_the_order_of_their_places():
    problems = Problems()
    problems.add("b.md", 1, 1, "x", "c")
    problems.add("a.md", 10, 1, "x", "c")
    problems.add("a.md", 9, 1, "x", "c")

    assert [(p.path, p.line) for p in problems.all] == [("a.md", 9), ("a.md", 10), ("b.md", 1)]


def test_the_same_problem_is_told_once():
    problems = Problems()
    problems.add("a.md", 1, 1, "x", "c")
    problems.add("a.md", 1, 1, "x", "c")

    assert len(problems.all) == 1


def test_without_problems_nothing_is_raised():
    Problems().raise_if_any()


def test_every_problem_is_raised_at_once():
    problems = Problems()
    problems.add("a.md", 2, 1, "second", "c")
    problems.add("a.md", 1, 1, "first", "c")

    with pytest.raises(ContentError) as raised:
        problems.raise_if_any()

    assert str(raised.value) == "a.md:1:1: first [c]\na.md:2:1: second [c]"


def test_a_content_error_sorts_its_problems_and_keeps_each_once():
    later, sooner = Problem("a.md", 2, 1, "x", "c"), Problem("a.md", 1, 1, "x", "c")

    assert ContentError([later, sooner, later]).problems == (sooner, later)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InsigniaError, 1),
        (ContentError, 1),
        (UsageError, 2),
        (KeyFileError, 1),
    ],
)
def test_every_error_knows_its_exit_status(error, status):
    assert error.exit_code == status


@pytest.mark.parametrize("error", [ContentError, UsageError, KeyFileError])
def test_every_error_is_an_insignia_error(error):
    assert issubclass(error, InsigniaError)
