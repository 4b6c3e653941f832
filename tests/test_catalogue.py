"""The catalogue's pages and the files that its script reads."""

import json

import pytest

from generator.catalogue_pages import (
    PAGE_SIZE,
    SUMMARY,
    catalogue_files,
    catalogue_pages,
    summary,
)
from generator.content import load_site
from generator.words import Words
from tests.catalogue_of import write_programs
from tests.conftest import REPOSITORY, links, parse_html

LIMIT = 60_000  # bytes of a page's HTML


@pytest.fixture(scope="module")
def listed(example):
    return parse_html((example.out / "programs/index.html").read_bytes())


@pytest.fixture(scope="module")
def index(example):
    return json.loads((example.out / "programs/index.json").read_bytes())


def of(index, slug):
    return next(entry for entry in index["programs"] if entry["slug"] == slug)


# The list


def test_without_a_script_the_list_has_every_programme_and_pathway(example, listed):
    pages = [f"../{program.url_path}" for program in example.site.programs.values()]

    assert [link for link in links(listed) if link in pages] == pages


def test_the_list_is_split_into_pages_which_hold_everything_once(project):
    write_programs(project.root, PAGE_SIZE * 2 - 1)  # two more are there already

    made = list(_pages(project.root))

    assert [(path, len(values["listed"])) for path, values in made] == [
        ("programs/", PAGE_SIZE),
        ("programs/2.html", PAGE_SIZE),
        ("programs/3.html", 1),
    ]
    slugs = [program.slug for _, values in made for program in values["listed"]]
    assert slugs == list(project.site.programs)


def test_a_site_without_programmes_has_an_empty_list(project):
    for path in (project.root / "content/programs").iterdir():
        path.unlink()

    assert [(path, values["total"]) for path, values in _pages(project.root)] == [("programs/", 0)]


def test_no_page_of_a_hundred_programmes_is_above_its_limit(project):
    write_programs(project.root, 98)
    project.build()

    sizes = {
        path.relative_to(project.out).as_posix(): path.stat().st_size
        for path in (project.out / "programs").glob("*.html")
    }
    assert set(sizes) == {"programs/index.html", "programs/2.html"}
    assert {name: size for name, size in sizes.items() if size > LIMIT} == {}


def test_the_pages_of_the_list_lead_to_each_other(project):
    write_programs(project.root, PAGE_SIZE)
    project.build()

    for name in ("index", "2"):
        elements = parse_html((project.out / f"programs/{name}.html").read_bytes())
        here = [element.attributes for element in elements if "aria-current" in element.attributes]
        assert {"../programs/", "../programs/2.html"} <= set(links(elements))
        assert here[-1] == {
            "href": "../programs/" if name == "index" else "../programs/2.html",
            "aria-current": "page",
        }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        ("x" * SUMMARY, "x" * SUMMARY),
        (f"{'word ' * 27}, then more words", f"{('word ' * 27).strip()}…"),
        ("x" * (SUMMARY + 1), f"{'x' * SUMMARY}…"),
        ("🚢" * SUMMARY, f"{'🚢' * (SUMMARY // 2)}…"),
        ("学" * SUMMARY, f"{'学' * (SUMMARY // 2)}…"),
    ],
)
def test_a_card_shows_the_beginning_of_a_description(text, expected):
    assert summary(text) == expected


# What the script reads


def test_the_index_has_every_programme_in_the_order_of_the_list(example, index):
    assert [entry["slug"] for entry in index["programs"]] == list(example.site.programs)


def test_an_entry_says_what_is_looked_for(index):
    entry = of(index, "applied-data-analysis")

    assert {name: entry[name] for name in ("field", "hours", "eqf", "pace", "mode", "price")} == {
        "field": "Data",
        "hours": 120,
        "eqf": 5,
        "pace": "scheduled",
        "mode": "blended",
        "price": {"amount": 480, "currency": "GBP"},
    }
    assert entry["skills"][:2] == ["sql", "python"]


def test_what_has_no_value_is_left_out(project):
    project.build()
    index = json.loads((project.out / "programs/index.json").read_bytes())

    assert "price" not in of(index, "night-watch")
    assert None not in of(index, "night-watch").values()


def test_a_cut_counts_as_javascript_does(project):
    text = f"{'🚢' * 80} end"
    project.write(
        "content/programs/night-watch.md",
        (project.root / "content/programs/night-watch.md")
        .read_text("utf-8")
        .replace("Keeps watch at night.", text),
    )

    entry = of(json.loads(catalogue_files(project.site)["programs/index.json"]), "night-watch")

    shown = text.encode("utf-16-le")[: entry["cut"] * 2].decode("utf-16-le")
    assert f"{shown}…" == summary(text)


def test_every_skill_of_an_entry_has_a_name(index):
    named = {skill for entry in index["programs"] for skill in entry.get("skills", [])}

    assert named == set(index["skills"])
    assert index["skills"]["use-spreadsheets"] == {
        "name": "Use spreadsheets software",
        "names": ["Tabellenkalkulation nutzen", "Utiliser un tableur"],
    }


def test_a_pathway_without_hours_has_those_of_its_shortest_way(project):
    for name, hours in (("one", "hours: 10\n"), ("two", "hours: 30\n"), ("way", "")):
        parts = "parts: [one, {optional: two}]\n" if name == "way" else ""
        text = (project.root / "content/programs/night-watch.md").read_text("utf-8")
        head = text.replace("suspendable: true\n", f"{hours}{parts}").replace("Night Watch", name)
        project.write(f"content/programs/{name}.md", head)

    entry = of(json.loads(catalogue_files(project.site)["programs/index.json"]), "way")

    assert (entry["hours"], entry["parts"]) == (10, 2)


def test_what_only_the_comparison_shows_lies_beside_each_page(example):
    facts = json.loads((example.out / "programs/applied-data-analysis/facts.json").read_bytes())

    assert facts["credits"] == 10
    assert facts["starts"] == "2027-02-01"
    assert facts["levels"]["sql"] == "Intermediate"
    assert facts["assessment"][0] == {
        "name": "Practical exam",
        "method": "exam",
        "supervised": True,
        "identity_checked": True,
        "weight": 40,
    }
    assert facts["quality"]["kind"] == "external review"


def test_the_page_has_the_words_that_its_script_says(listed):
    (block,) = (
        element
        for element in listed
        if element.tag == "script" and element.attributes.get("id") == "words"
    )
    said = json.loads(block.text)

    assert said["language"] == "en-GB"
    assert said["labels"]["type.Certificate"] == "Certificate"
    scripts = "".join(
        path.read_text("utf-8")
        for path in sorted((REPOSITORY / "themes/verifier").glob("programs-*.js"))
    )
    for key in (*_keys(scripts), "offer.mixed", "method.exam", "quality.recognition"):
        assert any(name == key or name.startswith(f"{key}.") for name in said["labels"]), key


def _keys(scripts):
    """Return the keys that stand in the scripts as they are."""
    areas = ("catalogue.", "program.", "criteria.", "common.", "count.")
    words = (piece for line in scripts.split("'")[1::2] for piece in [line])
    return {word for word in words if word.startswith(areas) and " " not in word}


def _pages(root):
    site = load_site(root)
    words = Words(root, site.config.language)

    def page(path, _kind, _title, values, _about):
        return path, values

    return catalogue_pages(site, words.at(words.choose(site.config.language)), page)
