"""schema.org on programmes' pages: terms that exist, and nothing that the page does not say."""

import json
import re
from dataclasses import replace

import pytest

from generator.machine_readable import iso_duration, iso_hours, program_block, program_graph
from generator.offers import Delivery, Price
from generator.pathways import Part
from generator.programs import Duration
from generator.skills import Skill
from tests.conftest import parse_html

# https://schema.org, the properties of each type that we use (PEERS 5.5), with what it inherits.
THING = {"@type", "@id", "name", "description", "url", "image", "identifier"}
TERMS = {
    "EducationalOccupationalProgram": THING
    | {"provider", "timeToComplete", "numberOfCredits", "educationalProgramMode", "startDate"}
    | {"programPrerequisites", "offers", "educationalCredentialAwarded"},
    "EducationalOccupationalCredential": THING
    | {"competencyRequired", "credentialCategory", "educationalLevel", "recognizedBy", "validFor"}
    | {"inLanguage", "teaches", "publisher", "version", "dateModified", "hasPart"},
    "Organization": THING | {"logo", "email", "address"},
    "DefinedTerm": THING | {"termCode", "inDefinedTermSet"},
    "DefinedTermSet": THING,
    "Offer": THING | {"price", "priceCurrency"},
    "QuantitativeValue": THING | {"value", "unitText"},
    "PostalAddress": THING | {"addressCountry"},
}


@pytest.fixture(scope="module")
def site(example):
    return example.site


@pytest.fixture(scope="module")
def graphs(example):
    """The JSON-LD of each programme's page, as a crawler reads it."""
    found = {}
    for slug, program in example.site.programs.items():
        page = parse_html((example.out / program.url_path / "index.html").read_bytes())
        blocks = [item for item in page if item.tag == "script"]
        (text,) = [e.text for e in blocks if e.attributes.get("type") == "application/ld+json"]
        found[slug] = json.loads(text)
    return found


@pytest.fixture(scope="module")
def texts(example):
    """What people read on each programme's page."""
    found = {}
    for slug, program in example.site.programs.items():
        html = (example.out / program.url_path / "index.html").read_text("utf-8")
        body = re.sub(
            r"<(script|template|style)\b.*?</\1>", "", html.partition("<main")[2], flags=re.DOTALL
        )
        found[slug] = " ".join(re.sub(r"<[^>]*>", " ", body).split()).replace("&#39;", "'")
    return found


def node(graph, kind):
    (found,) = [item for item in graph["@graph"] if item["@type"] == kind]
    return found


def nodes(value):
    """Yield every typed node, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def test_every_term_is_one_of_schema_org(graphs):
    wrong = {
        (item["@type"], name)
        for graph in graphs.values()
        for item in nodes(graph["@graph"])
        for name in item
        if name not in TERMS.get(item["@type"], set())
    }

    assert wrong == set()


def test_a_programme_leads_to_its_credential_which_bears_the_achievements_id(graphs, example):
    for slug, program in example.site.programs.items():
        address = example.site.program_address(program)
        awarded = node(graphs[slug], "EducationalOccupationalProgram")[
            "educationalCredentialAwarded"
        ]

        assert awarded == {"@id": address}
        assert node(graphs[slug], "EducationalOccupationalCredential")["@id"] == address


def test_the_name_is_the_pages(graphs, example):
    for slug, program in example.site.programs.items():
        page = parse_html((example.out / program.url_path / "index.html").read_bytes())
        (title,) = [element.text for element in page if element.tag == "h1"]
        for kind in ("EducationalOccupationalProgram", "EducationalOccupationalCredential"):
            assert node(graphs[slug], kind)["name"] == title


def test_the_description_is_the_pages(graphs, texts):
    for slug, graph in graphs.items():
        assert node(graph, "EducationalOccupationalProgram")["description"] in texts[slug]


def test_every_skill_is_on_the_page(graphs, texts):
    for slug, graph in graphs.items():
        skills = node(graph, "EducationalOccupationalCredential").get("competencyRequired", [])
        assert [item["name"] for item in skills if item["name"] not in texts[slug]] == [], slug


def test_every_skill_of_the_programme_is_there(graphs, site):
    for slug, program in site.programs.items():
        skills = node(graphs[slug], "EducationalOccupationalCredential").get(
            "competencyRequired", []
        )
        assert [item["name"] for item in skills] == [skill.name for skill in program.skills]


def test_the_hours_are_on_the_page(graphs, texts):
    told = 0
    for slug, graph in graphs.items():
        duration = node(graph, "EducationalOccupationalProgram").get("timeToComplete")
        if duration is not None:
            hours = duration.removeprefix("PT").removesuffix("H")
            assert re.search(rf"(?<!\d){hours}(?!\d)", texts[slug]), slug
            told += 1

    assert told >= 12


def test_the_price_is_on_the_page(graphs, texts):
    prices = {}
    for slug, graph in graphs.items():
        offer = node(graph, "EducationalOccupationalProgram").get("offers", {})
        if offer.get("price"):
            prices[slug] = offer["price"]
            digits = re.sub(r"(?<=\d)[.,\u00a0\u202f\u2009 ](?=\d{3})", "", texts[slug])
            assert re.search(rf"(?<!\d){offer['price']}(?!\d)", digits), slug

    assert len(prices) >= 8


def test_what_is_free_costs_nothing_for_machines_too(graphs, site):
    free = [slug for slug, item in site.programs.items() if item.price and item.price.is_free]
    prices = {
        node(graphs[slug], "EducationalOccupationalProgram")["offers"]["price"] for slug in free
    }

    assert prices <= {0}


def test_the_level_is_on_the_page(graphs, texts):
    told = 0
    for slug, graph in graphs.items():
        for level in node(graph, "EducationalOccupationalCredential").get("educationalLevel", []):
            named = level if isinstance(level, str) else level["termCode"]
            assert named in texts[slug], slug
            told += 1

    assert told >= 12


def test_the_language_is_that_of_the_pages_title(graphs, example):
    for slug, program in example.site.programs.items():
        page = parse_html((example.out / program.url_path / "index.html").read_bytes())
        (title,) = [element for element in page if element.tag == "h1"]
        language = node(graphs[slug], "EducationalOccupationalCredential")["inLanguage"]
        assert language == title.attributes["lang"], slug


def test_a_partner_whose_word_was_verified_recognises_it(graphs):
    credential = node(graphs["harbour-radio-watch"], "EducationalOccupationalCredential")

    assert "Seaholm Harbour Authority" in [item["name"] for item in credential["recognizedBy"]]


def test_a_pathway_has_its_parts(graphs, site):
    parts = node(graphs["data-at-work"], "EducationalOccupationalCredential")["hasPart"]

    assert [item["@id"] for item in parts] == [
        site.program_address(site.programs[slug]) for slug in site.programs["data-at-work"].parts
    ]


def test_no_page_about_a_person_is_marked_up(example):
    pages = [*(example.out / "c").rglob("*.html"), *(example.out / "collections").rglob("*.html")]

    assert len(pages) > 60
    assert [path for path in pages if "ld+json" in path.read_text("utf-8")] == []


@pytest.mark.parametrize(
    ("hours", "expected"), [(120, "PT120H"), (1.5, "PT1H30M"), (0.25, "PT15M"), (0, "PT0M")]
)
def test_hours_are_written_as_iso_8601(hours, expected):
    assert iso_hours(hours) == expected


@pytest.mark.parametrize(
    ("duration", "expected"),
    [(Duration(years=3), "P3Y"), (Duration(months=18), "P18M"), (Duration(days=90), "P90D")],
)
def test_a_validity_is_written_as_iso_8601(duration, expected):
    assert iso_duration(duration) == expected


def test_a_skill_of_a_framework_names_its_set_and_address(site):
    program = site.programs["applied-data-analysis"]
    sql = node(program_graph(site, program), "EducationalOccupationalCredential")[
        "competencyRequired"
    ][0]

    assert sql == {
        "@type": "DefinedTerm",
        "name": "SQL",
        "url": "http://data.europa.eu/esco/skill/598de5b0-5b58-4ea7-8058-a4bc4d18c742",
        "inDefinedTermSet": {"@type": "DefinedTermSet", "name": "ESCO"},
    }


def test_a_programme_that_says_little_gets_only_what_it_says(project):
    program = project.site.programs["night-watch"]

    assert set(program_graph(project.site, program)["@graph"][0]) == {
        *("@type", "@id", "name", "description", "url", "image", "provider"),
        "educationalCredentialAwarded",
    }


def test_a_text_cannot_end_the_data_block(project):
    program = replace(project.site.programs["night-watch"], description="</script><b>&amp;")

    assert "<" not in program_block(project.site, program)


def test_a_skill_of_nobodys_framework_is_of_the_providers_list(project):
    program = replace(
        project.site.programs["night-watch"], skills=(Skill("keep-watch", "Keep watch"),)
    )
    site = replace(project.site, skills={"keep-watch": program.skills[0]})
    (skill,) = node(program_graph(site, program), "EducationalOccupationalCredential")[
        "competencyRequired"
    ]

    assert skill["url"] == f"{site.config.url}skills/keep-watch/"
    assert skill["inDefinedTermSet"]["name"] == site.config.name


def test_a_price_that_says_nothing_is_no_offer(project):
    program = replace(project.site.programs["night-watch"], price=Price(), delivery=Delivery())

    offer = node(program_graph(project.site, program), "EducationalOccupationalProgram")

    assert "offers" not in offer


def way_of(project, **hours):
    """Return a site, and a pathway of two parts in it with these hours."""
    watch = project.site.programs["night-watch"]
    parts = {slug: replace(watch, slug=slug, hours=count) for slug, count in hours.items()}
    steps = tuple(map(Part, parts))
    way = replace(watch, slug="way", steps=steps, parts=tuple(parts))
    return replace(project.site, programs={**parts, "way": way}), way


@pytest.mark.parametrize(("hours", "expected"), [(30, "PT40H"), (None, None)])
def test_a_pathways_time_is_told_where_every_part_tells_its_own(project, hours, expected):
    site, way = way_of(project, one=10, two=hours)

    program = node(program_graph(site, way), "EducationalOccupationalProgram")

    assert program.get("timeToComplete") == expected
