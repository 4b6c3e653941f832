"""The feed of programmes: what changed in them, newest first."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from generator.feeds import MAX_ENTRIES, atom, has_feed
from tests.conftest import NOW, URL, parse_html

ATOM = "{http://www.w3.org/2005/Atom}"

CHANGED = """\
---
title: Rules & <Knots>
type: Badge
description: Ties knots.
criteria: Tied ten knots.
image: images/first-badge.svg
image_alt: A rope
language: fr
version: "2026.2"
changes:
  - {version: "2026.2", date: 2026-05-04, text: "A < B & C"}
  - {version: "2026.1", date: 2026-01-12, text: The first version}
---
"""


@pytest.fixture
def changed(project):
    project.write("content/programs/knots.md", CHANGED)
    return project


def read(feed):
    return ET.fromstring(feed)


def texts(element, name):
    return [item.text for item in element.iter(f"{ATOM}{name}")]


def test_every_change_is_an_entry_newest_first(changed):
    feed = read(atom(changed.site, NOW.date()))

    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "Rules & <Knots> (2026.2)",
        "Rules & <Knots> (2026.1)",
    ]


def test_an_entry_has_its_own_id_and_leads_to_the_programme(changed):
    entry = read(atom(changed.site, NOW.date())).find(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}id") == f"{URL}programs/knots/#2026-05-04-2026.2"
    assert entry.find(f"{ATOM}link").attrib["href"] == f"{URL}programs/knots/"


def test_an_entry_says_what_changed_and_when_in_the_programmes_language(changed):
    entry = read(atom(changed.site, NOW.date())).find(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}summary") == "A < B & C"
    assert entry.findtext(f"{ATOM}updated") == "2026-05-04T00:00:00Z"
    assert entry.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "fr"


def test_the_feed_is_as_new_as_its_newest_entry(changed):
    assert read(atom(changed.site, NOW.date())).findtext(f"{ATOM}updated") == "2026-05-04T00:00:00Z"


def test_what_changes_later_is_no_news_yet(changed):
    feed = read(atom(changed.site, date(2026, 5, 3)))

    assert texts(feed, "title") == [changed.site.config.name, "Rules & <Knots> (2026.1)"]
    assert feed.findtext(f"{ATOM}updated") == "2026-01-12T00:00:00Z"


def test_a_site_on_which_everything_changes_later_has_no_feed(changed):
    assert not has_feed(changed.site, date(2026, 1, 11))


def test_a_site_without_changes_has_no_feed_and_names_none(project):
    project.build()

    assert not (project.out / "programs/feed.xml").exists()
    assert b"atom+xml" not in (project.out / "index.html").read_bytes()


def test_the_examples_feed_is_whole(example):
    feed = read((example.out / "programs/feed.xml").read_bytes())
    ids = texts(feed, "id")

    assert 10 < len(ids) <= MAX_ENTRIES + 1
    assert len(set(ids)) == len(ids)
    assert {child.tag for child in feed} >= {
        f"{ATOM}{name}" for name in ("id", "title", "updated", "author", "link", "entry")
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", ["programs/feed.xml", "ctdl.json"]),
        ("programs/index.html", ["../programs/feed.xml", "../ctdl.json"]),
        (
            "programs/applied-data-analysis/index.html",
            ["../../programs/feed.xml", "../../ctdl.json"],
        ),
        ("issuer/index.html", []),
    ],
)
def test_pages_about_programmes_name_what_is_for_machines(example, path, expected):
    elements = parse_html((example.out / path).read_bytes())
    kinds = ("application/atom+xml", "application/ld+json")

    assert [
        element.attributes["href"]
        for element in elements
        if element.attributes.get("rel") == "alternate" and element.attributes.get("type") in kinds
    ] == expected


def test_the_sitemap_has_the_pages_for_everybody_and_none_about_people(example):
    text = (example.out / "sitemap.xml").read_text("utf-8")

    assert all(f"/badges/{name}/</loc>" in text for name in ("skills", "partners", "statistics"))
    assert "/c/" not in text
    assert "/collections/" not in text
