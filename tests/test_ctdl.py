"""`ctdl.json`: whole nodes in the terms of the Credential Registry, the same as on the pages."""

import json
import re
from dataclasses import replace

import pytest

from generator.ctdl import CONTEXT, check_ctids, ctid, graph
from generator.machine_readable import program_graph
from generator.offers import Price
from generator.pathways import Part
from tests.conftest import URL

CTID = re.compile(r"ce-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
# What the registry asks of a credential at least (PEERS 5.6).
REQUIRED = {
    *("@id", "@type", "ceterms:ctid", "ceterms:name", "ceterms:description", "ceterms:inLanguage"),
    *("ceterms:ownedBy", "ceterms:offeredBy", "ceterms:subjectWebpage"),
    "ceterms:credentialStatusType",
}
# https://credreg.net/ctdl/terms: the properties that we use, and on what they may stand.
TERMS = {
    "credential": REQUIRED
    | {"ceterms:image", "ceterms:dateEffective", "ceterms:keyword", "ceterms:atLevel"}
    | {"ceterms:learningDeliveryType", "ceterms:estimatedDuration", "ceterms:estimatedCost"}
    | {"ceterms:requires", "ceterms:recommends", "ceterms:hasPart", "ceterms:isPartOf"},
    "ceterms:CredentialOrganization": {"@id", "@type", "ceterms:ctid", "ceterms:name"}
    | {"ceterms:description", "ceterms:subjectWebpage", "ceterms:email", "ceterms:image"},
    "ceterms:CredentialAlignmentObject": {"@type", "ceterms:framework", "ceterms:frameworkName"}
    | {"ceterms:targetNode", "ceterms:targetNodeName", "ceterms:targetNodeDescription"}
    | {"ceterms:codedNotation"},
    "ceterms:ConditionProfile": {"@type", "ceterms:description", "ceterms:subjectWebpage"}
    | {"ceterms:targetCompetency", "ceterms:targetCredential"},
    "ceterms:DurationProfile": {"@type", "ceterms:exactDuration", "ceterms:minimumDuration"}
    | {"ceterms:maximumDuration"},
    "ceterms:CostProfile": {"@type", "ceterms:description", "ceterms:costDetails"}
    | {"ceterms:price", "ceterms:currency"},
}
SUBCLASSES = {
    "ceterms:DigitalBadge",
    "ceterms:MicroCredential",
    "ceterms:Certificate",
    "ceterms:CertificateOfCompletion",
}
LANGUAGE_MAPS = ("name", "description", "targetNodeName", "targetNodeDescription", "frameworkName")


@pytest.fixture(scope="module")
def published(example):
    return json.loads((example.out / "ctdl.json").read_bytes())


@pytest.fixture(scope="module")
def credentials(published):
    return {item["@id"]: item for item in published["@graph"][1:]}


def typed(value):
    """Yield every typed node, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from typed(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from typed(inner)


def of(site, name):
    """Return the node of the programme `name` as the file has it."""
    address = site.program_address(site.programs[name])
    (found,) = [item for item in json.loads(graph(site))["@graph"] if item["@id"] == address]
    return found


def test_the_context_is_the_registrys_own(published):
    assert published["@context"] == "https://credreg.net/ctdl/schema/context/json" == CONTEXT


def test_the_organisation_comes_first_and_then_everything_that_can_be_earned(published, example):
    assert published["@graph"][0]["@type"] == "ceterms:CredentialOrganization"
    assert [item["@id"] for item in published["@graph"][1:]] == [
        example.site.program_address(item) for item in example.site.programs.values()
    ]


def test_every_credential_has_what_the_registry_asks_for(credentials):
    assert {name for item in credentials.values() for name in REQUIRED - item.keys()} == set()


def test_every_type_is_a_subclass_the_generic_class_is_refused(credentials):
    assert {item["@type"] for item in credentials.values()} <= SUBCLASSES


def test_every_term_is_one_that_may_stand_there(published):
    wrong = {
        (item["@type"], name)
        for item in typed(published["@graph"])
        for name in item
        if name not in TERMS.get(item["@type"], TERMS["credential"])
    }

    assert wrong == set()


def test_every_text_is_a_language_map(published):
    texts = [
        item[f"ceterms:{name}"]
        for item in typed(published["@graph"])
        for name in LANGUAGE_MAPS
        if f"ceterms:{name}" in item
    ]

    assert len(texts) > 100
    assert all(
        isinstance(text, dict)
        and all(
            re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", key) and value
            for key, value in text.items()
        )
        for text in texts
    )


def test_every_credential_is_owned_and_offered_by_the_node_of_the_organisation(
    published, credentials
):
    owner = [published["@graph"][0]["@id"]]

    assert {tuple(item["ceterms:ownedBy"]) for item in credentials.values()} == {tuple(owner)}
    assert {tuple(item["ceterms:offeredBy"]) for item in credentials.values()} == {tuple(owner)}


def test_the_page_of_each_is_there(credentials, example):
    for item in credentials.values():
        path = item["ceterms:subjectWebpage"].removeprefix(example.site.config.url)
        assert (example.out / path / "index.html").is_file()


def test_whole_and_part_name_each_other(credentials):
    parts = {(a, b) for a, item in credentials.items() for b in item.get("ceterms:hasPart", [])}
    wholes = {(b, a) for a, item in credentials.items() for b in item.get("ceterms:isPartOf", [])}

    assert len(parts) >= 6
    assert parts == wholes


def test_it_says_of_each_programme_what_schema_org_says(credentials, example):
    for program in example.site.programs.values():
        offer, earned, _ = program_graph(example.site, program)["@graph"]
        item = credentials[earned["@id"]]
        (language,) = item["ceterms:inLanguage"]
        durations = item.get("ceterms:estimatedDuration", [{}])[0]
        cost = item.get("ceterms:estimatedCost", [{}])[0]
        competencies = item["ceterms:requires"][0].get("ceterms:targetCompetency", [])
        skills = [next(iter(one["ceterms:targetNodeName"].values())) for one in competencies]
        levels = [
            next(iter(one["ceterms:targetNodeName"].values()))
            for one in item.get("ceterms:atLevel", [])
        ]

        assert item["ceterms:name"] == {language: offer["name"]}
        assert language == earned["inLanguage"]
        assert durations.get("ceterms:exactDuration") == offer.get("timeToComplete")
        assert cost.get("ceterms:price") == offer.get("offers", {}).get("price")
        assert cost.get("ceterms:currency") == offer.get("offers", {}).get("priceCurrency")
        assert skills == [skill["name"] for skill in earned.get("competencyRequired", [])]
        assert levels == [
            level if isinstance(level, str) else level["name"]
            for level in earned.get("educationalLevel", [])
        ]


def test_a_ctid_is_a_uuid_of_version_4_made_from_the_address():
    assert ctid("https://northfield.example/badges/issuer/") == (
        "ce-ca1fbdb3-9b79-4889-98c1-732d8edf40a3"
    )


def test_every_ctid_has_the_form_and_is_one_things_alone(published):
    ctids = [item["ceterms:ctid"] for item in published["@graph"]]

    assert all(map(CTID.fullmatch, ctids))
    assert len(set(ctids)) == len(ctids) == 15


def test_a_ctid_that_was_written_down_takes_the_place_of_the_made_one(project):
    own = "ce-0f8b1a52-6c3e-4d27-9b5a-2f4e8c7d1a60"
    site = project.site
    program = replace(site.programs["night-watch"], ctid=own)

    assert (
        of(replace(site, programs={"night-watch": program}), "night-watch")["ceterms:ctid"] == own
    )


def test_a_ctid_that_is_given_twice_is_a_problem(project):
    own = "ctid: ce-0f8b1a52-6c3e-4d27-9b5a-2f4e8c7d1a60\n"
    for name in ("night-watch", "first-badge"):
        path = project.root / f"content/programs/{name}.md"
        path.write_text(path.read_text().replace("---\n", f"---\n{own}", 1))

    (problem,) = check_ctids(project.site)
    assert str(problem) == (
        "content/programs/night-watch.md: 'ctid' is ce-0f8b1a52-6c3e-4d27-9b5a-2f4e8c7d1a60, which "
        "is that of content/programs/first-badge.md already: one thing, one CTID [value-repeated]"
    )


def test_a_ctid_of_another_form_is_a_problem_with_its_place(project):
    path = project.root / "content/programs/night-watch.md"
    path.write_text(path.read_text().replace("---\n", "---\nctid: ce-1234\n", 1))

    (problem,) = project.problems()
    assert problem.startswith("content/programs/night-watch.md:2:7: 'ctid' is 'ce-1234', which has")


def test_what_is_no_class_of_ctdl_is_a_digital_badge(project):
    assert of(project.site, "first-badge")["@type"] == "ceterms:DigitalBadge"
    assert of(project.site, "night-watch")["@type"] == "ceterms:Certificate"


def test_a_programme_that_says_little_gets_only_what_it_says(project):
    assert set(of(project.site, "night-watch")) == REQUIRED | {"ceterms:image", "ceterms:requires"}


def test_it_says_nothing_of_people(example):
    text = (example.out / "ctdl.json").read_text("utf-8")

    assert f"{URL}c/" not in text
    assert "/c/" not in text
    assert "Okafor" not in text


def test_with_a_part_that_states_no_hours_only_the_least_is_told(project):
    watch = project.site.programs["night-watch"]
    parts = {"one": replace(watch, slug="one", hours=10), "two": replace(watch, slug="two")}
    way = replace(watch, slug="way", steps=(Part("one"), Part("two")), parts=tuple(parts))
    site = replace(project.site, programs={**parts, "way": way})

    assert of(site, "way")["ceterms:estimatedDuration"] == [
        {"@type": "ceterms:DurationProfile", "ceterms:minimumDuration": "PT10H"}
    ]


def test_a_price_that_says_nothing_is_no_cost(project):
    watch = replace(project.site.programs["night-watch"], price=Price())
    site = replace(project.site, programs={"night-watch": watch})

    assert "ceterms:estimatedCost" not in of(site, "night-watch")
