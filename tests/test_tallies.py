"""Counts that tell of nobody: what is held back, and that nothing gives it away."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts import HEIGHT, bars, columns
from generator.tallies import LEAST, Cell, Counted, read_counted, tally, told
from generator.vc.checks import Verdict

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def named(*counts):
    return [(chr(97 + at), count) for at, count in enumerate(counts)]


def shown(cells: Sequence[Cell]):
    return [
        f"<{LEAST}" if cell.few else f"{cell.count}+" if cell.at_least else str(cell.count)
        for cell in cells
    ]


def months(*counts):
    return [Counted("knots", month, Verdict.VALID) for month, count in counts for _ in range(count)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((9, 5), ["9", "5"]),
        ((40, 0, 9), ["40", "0", "9"]),
        ((9, 4, 3), ["5+", "<5", "<5"]),
        ((54, 4, 3, 3, 2), ["50+", "<5", "<5", "<5", "<5"]),
        ((63, 3), ["60+", "<5"]),
        ((40, 12, 3), ["40", "10+", "<5"]),
        ((12, 5, 1), ["5+", "5+", "<5"]),  # 5 and 1 make 6, which only 5 and 1 make
        ((4, 4), []),
        ((1,), []),
        ((), []),
    ],
)
def test_what_is_told_of_counts(counts, expected):
    assert shown(told(named(*counts))) == expected


@pytest.mark.parametrize("cells", [2, 3])
def test_whoever_knows_the_sum_and_this_program_is_left_with_three_numbers_or_more(cells):
    most = 18
    worlds = defaultdict(list)
    for counts in product(range(most + 1), repeat=cells):
        if sum(counts) <= most:  # of these sums every table is among them
            worlds[sum(counts), told(named(*counts))].append(counts)
    guesses = [
        {counts[at] for counts in possible}
        for (_, table), possible in worlds.items()
        for at, cell in enumerate(table)
        if cell.few
    ]

    assert len(guesses) > 20
    assert min(map(len, guesses)) == 3


@given(st.lists(st.integers(min_value=0, max_value=40), max_size=8))
def test_a_number_that_is_told_is_true(counts):
    for cell, (key, count) in zip(told(named(*counts)), named(*counts), strict=False):
        assert cell.key == key
        if cell.few:
            assert 0 < count < LEAST
        elif cell.at_least:
            assert LEAST <= cell.count <= count
        else:
            assert cell.count == count


@given(st.lists(st.integers(min_value=0, max_value=40), max_size=8))
def test_no_small_number_is_ever_told(counts):
    assert [cell for cell in told(named(*counts)) if 0 < cell.count < LEAST] == []


def of_programs(names):
    return [Counted(name, "2026-01", Verdict.VALID) for name in names]


def test_programmes_come_by_their_number_and_else_as_in_the_catalogue():
    counted = of_programs("a" * 6 + "b" * 9 + "c" * 6)

    assert [cell.key for cell in tally(counted, "cab", NOW).by_program] == ["b", "c", "a"]


def test_programmes_of_earlier_years_come_behind_those_of_the_catalogue():
    counted = [*of_programs("a" * 6), *of_programs([""] * 6)]

    assert [cell.key for cell in tally(counted, "a", NOW).by_program] == ["a", ""]


@given(st.permutations([1, 2, 3, 4]))
def test_the_order_of_small_numbers_says_nothing_of_them(small):
    counted = of_programs("e" * 30 + "".join(map(str.__mul__, "abcd", small)))

    assert [cell.key for cell in tally(counted, "abcde", NOW).by_program] == [*"eabcd"]


def test_the_order_of_numbers_that_are_bounds_says_nothing_of_them():
    cells = tally(of_programs("a" * 5 + "b" * 12 + "c"), "abc", NOW).by_program

    assert [(cell.key, cell.count) for cell in cells] == [("a", 5), ("b", 5), ("c", 0)]


def test_standings_come_in_one_order_and_only_those_that_occur():
    verdicts = [Verdict.REVOKED] * 6 + [Verdict.VALID] * 9
    counted = [Counted("a", "2026-01", verdict) for verdict in verdicts]

    assert shown(tally(counted, "a", NOW).by_standing) == ["9", "6"]
    assert [cell.key for cell in tally(counted, "a", NOW).by_standing] == ["valid", "revoked"]


def standings(**counts):
    counted = [
        Counted("a", "2026-01", Verdict[name])
        for name, count in counts.items()
        for _ in range(count)
    ]
    return [(cell.key, *shown([cell])) for cell in tally(counted, "a", NOW).by_standing]


def test_what_status_lists_tell_does_not_give_the_other_standings_away():
    # Of 69 the list tells 7; were 60 told as well, the 2 would be left.
    assert standings(VALID=60, EXPIRED=2, REVOKED=7) == [
        ("valid", "55+"),
        ("expired", "<5"),
        ("revoked", "7"),
    ]


def test_few_that_are_revoked_hide_no_standing_that_the_lists_give_away():
    assert standings(VALID=60, SUSPENDED=1, REVOKED=2) == [
        ("valid", "60"),
        ("suspended", "<5"),
        ("revoked", "<5"),
    ]


def test_months_are_told_where_they_can_be_the_empty_ones_among_them():
    cells = tally(months(("2025-12", 7), ("2026-02", 6)), ["knots"], NOW).by_period

    assert [(cell.key, cell.count) for cell in cells] == [
        ("2025-12", 7),
        ("2026-01", 0),
        ("2026-02", 6),
    ]


def test_where_most_months_are_small_quarters_are_told():
    cells = tally(months(("2026-01", 3), ("2026-02", 4), ("2026-04", 5)), ["knots"], NOW).by_period

    assert [(cell.key, cell.count) for cell in cells] == [("2026-Q1", 7), ("2026-Q2", 5)]


def test_more_than_two_years_of_months_are_told_by_quarters():
    cells = tally(months(("2023-12", 7), ("2026-02", 6)), ["knots"], NOW).by_period

    assert [cell.key for cell in cells][::9] == ["2023-Q4", "2026-Q1"]


def test_where_quarters_are_small_too_years_are_told():
    cells = tally(months(("2025-01", 4), ("2025-12", 3), ("2026-02", 6)), ["knots"], NOW).by_period

    assert [(cell.key, cell.count) for cell in cells] == [("2025", 7), ("2026", 6)]


@pytest.mark.parametrize("number", [0, 4, 5])
def test_the_sum_is_told_as_it_is_on_other_pages(number):
    assert tally(months(("2026-01", number)), ["knots"], NOW).total == number


def test_nothing_is_told_of_four_credentials():
    tallies = tally(months(("2026-01", 4)), ["knots"], NOW)

    assert (tallies.by_program, tallies.by_period, tallies.by_standing) == ((), (), ())


def test_a_record_counts_for_its_programme_and_the_month_of_its_award(project):
    counted = read_counted(project.site, project.document("ada"), Verdict.VALID)

    assert counted == Counted("first-badge", "2026-06", Verdict.VALID)


def test_the_longest_bar_fills_the_picture_and_the_others_are_in_proportion():
    assert [bar.width for bar in bars(told(named(20, 10, 5)))] == [100, 50, 25]


def test_a_count_that_is_not_told_looks_the_same_whatever_it_is():
    drawn = bars(told(named(40, 20, 1, 2, 3, 4)))[2:]

    assert {bar.width for bar in drawn} == {10}


def test_columns_stand_on_the_same_line():
    drawn = columns(told(named(20, 10, 5, 0)))

    assert [round(bar.y + bar.height, 3) for bar in drawn] == [HEIGHT] * 4


def test_the_last_column_is_always_labelled():
    drawn = columns(told(named(*[7] * 24)))

    assert [at for at, bar in enumerate(drawn) if bar.is_labelled] == [7, 15, 23]
