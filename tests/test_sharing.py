"""What a holder takes away, by the table that the page's script is held to as well."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.sharing import Share, embed_html, linkedin_url, signature_html
from generator.views import read_view
from tests.conftest import REPOSITORY, parse_html

CASES = json.loads((REPOSITORY / "tests/node/sharing.json").read_text("utf-8"))
each_case = pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])


@pytest.fixture
def view_of(project):
    view = read_view(project.document("ada"), project.site, "en")
    return lambda case: replace(
        view,
        title=case["title"],
        issuer_name=case["issuer"],
        valid_from=case["from"],
        valid_until=case["until"] or None,
        id=case["id"],
        short_id=case["shortId"],
    )


@each_case
def test_linkedin_is_told_what_the_record_says(case, view_of):
    assert linkedin_url(view_of(case), case["organization"] or None) == case["linkedin"]


@each_case
def test_linkedin_reads_the_values_as_they_are(case):
    told = parse_qs(urlsplit(case["linkedin"]).query)

    assert told["name"] == [case["title"]]
    assert told["organizationName"] == [case["issuer"]]
    assert told["certUrl"] == [case["id"]]


@each_case
def test_code_for_a_website_is_a_link_around_a_picture(case, view_of):
    assert embed_html(view_of(case), case["picture"] or None) == case["embed"]


@each_case
def test_a_browser_reads_the_code_as_it_is_meant(case):
    link, *pictures = parse_html(case["embed"].encode())
    words = f"{case['title']}, {case['issuer']}"

    assert (link.tag, link.attributes) == ("a", {"href": case["id"]})
    if case["picture"]:
        (picture,) = pictures
        wanted = {"src": case["picture"], "alt": words, "width": "160"}
        assert (picture.tag, picture.attributes) == ("img", wanted)
    else:
        assert (pictures, link.text) == ([], words)


@each_case
def test_the_line_below_a_letter(case, view_of, project):
    view = view_of(case)

    assert signature_html(view) == case["signatureHtml"]
    assert Share.of(view, project.site).signature_text == case["signatureText"]


def test_the_organization_of_the_settings_is_named(project):
    settings = project.root / "content/site.yml"
    settings.write_text(f'{settings.read_text()}\nlinkedin_organization_id: "12345678"\n')
    share = Share.of(read_view(project.document("ada"), project.site, "en"), project.site)

    assert share.organization_id == "12345678"
    assert "&organizationId=12345678&" in share.linkedin_url


def test_a_wallet_is_given_the_address_of_the_record_beside_the_page(project):
    view = read_view(project.document("ada"), project.site, "en")

    assert Share.of(view, project.site).json_url == view.id.replace(".html", ".json")
