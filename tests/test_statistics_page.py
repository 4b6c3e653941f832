"""The page of numbers: there for who asks, the same in pictures and tables."""

import re

import pytest

from generator.statistics_pages import names
from tests.conftest import parse_html

BY = ("program", "period", "standing")


@pytest.fixture(scope="module")
def html(example):
    return (example.out / "statistics/index.html").read_text("utf-8")


def section(html, by):
    """Return the picture and the table of one chart."""
    (found,) = [part for part in html.split("<section")[1:] if f'id="{by}-t"' in part]
    return found.partition("</svg>")[::2]


def cells(html, by):
    """Return what the table says, line by line."""
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th><td>(.*?)</td></tr>", section(html, by)[1])
    return [tuple(re.sub(r"<[^>]*>", "", text).strip() for text in row) for row in rows]


def test_a_site_that_does_not_ask_for_it_has_none_and_no_link_to_it(project):
    project.build()

    assert not (project.out / "statistics").exists()
    assert b"statistics" not in (project.out / "index.html").read_bytes()


@pytest.mark.parametrize("by", BY)
def test_every_picture_has_a_name_and_says_where_its_numbers_are(html, by):
    elements = parse_html(html.encode())
    (picture,) = [e for e in elements if e.attributes.get("aria-labelledby") == f"{by}-t {by}-d"]
    words = {e.attributes.get("id"): e.text for e in elements}

    assert picture.attributes["role"] == "img"
    assert words[f"{by}-t"]
    assert words[f"{by}-d"] == "The table beside this picture has the same numbers."


@pytest.mark.parametrize("by", BY)
def test_there_is_a_bar_for_each_line_of_the_table(html, by):
    picture, _ = section(html, by)

    assert len(re.findall(r'<rect class="beam', picture)) == len(cells(html, by)) > 3


@pytest.mark.parametrize("by", BY)
def test_no_number_from_one_to_four_is_told(html, by):
    assert [row for row in cells(html, by) if row[1] in {"1", "2", "3", "4"}] == []
    picture, _ = section(html, by)
    assert re.findall(r"<text[^>]*class=\"(?:value|over)\"[^>]*>[1-4]</text>", picture) == []


def test_small_numbers_are_told_as_few(html):
    assert ("Teaching Adults Online", "fewer than 5") in cells(html, "program")


def test_a_standing_beside_small_ones_is_told_as_a_bound(html):
    assert cells(html, "standing") == [
        ("In force", "50 or more"),
        ("Not valid yet", "fewer than 5"),
        ("Expired", "fewer than 5"),
        ("On hold", "fewer than 5"),
        ("Revoked", "fewer than 5"),
    ]


def test_a_programme_in_a_table_leads_to_its_page(html, example):
    addresses = re.findall(
        r'<a href="\.\./((?:programs|pathways)/[^"]+/)"', section(html, "program")[1]
    )

    assert len(addresses) == len(example.site.programs)
    assert all((example.out / path / "index.html").is_file() for path in addresses)


def test_the_sum_and_the_day_are_told(html):
    assert re.sub(r"<[^>]*>", "", html).count("66 credentials, counted on 23 November 2026.") == 1


def test_of_too_few_credentials_only_the_sum_is_told(project):
    path = project.root / "content/site.yml"
    path.write_text(path.read_text() + "statistics: true\n")
    project.build()
    text = (project.out / "statistics/index.html").read_text("utf-8")

    assert text.count("There are too few to show these numbers") == 3
    assert "<table" not in text
    assert f"{len(project.ids)} credentials, counted on" in re.sub(r"<[^>]*>", "", text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Safe Mooring", "Safe Mooring"),
        ("Wärmepumpen planen und in Betrieb nehmen", "Wärmepumpen planen…"),
        ("小微企业记账入门小微企业记账入门", "小微企业记账入门小…"),
    ],
)
def test_a_long_name_is_cut_where_a_phone_ends(name, expected):
    assert names(name)[0] == expected
