"""Collections in a browser: each credential checked, links made of several, nothing stored."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import BrowserContext, Page

from generator.views import recipient_name
from tests.browser.browsing import NOT_FOUND, Watch, is_scrolling_sideways, text
from tests.browser.examples import ROOT, SITE, Example, pick
from tests.browser.server import SiteServer
from tests.browser.test_plan import GO_TO

AMARA = "Amara Okafor: from spreadsheets to decisions"
DONE = "#tally:not(:empty)"
STATES = "[...document.querySelectorAll('#entries > li')].map((line) => line.dataset.s)"


@pytest.fixture
def collection() -> str:
    """The place of the example's collection of Amara Okafor's credentials."""
    (path,) = [
        path for path in (ROOT / "content/collections").glob("*.yml") if AMARA in path.read_text()
    ]
    return f"collections/{path.stem[:2]}/{path.stem}.html"


def in_link(*examples: Example) -> str:
    return ",".join(example.path.removeprefix("c/").removesuffix(".html") for example in examples)


def wait(page: Page) -> list[str]:
    """Wait until all is checked; return the states, line by line."""
    page.wait_for_selector("#entries > li")
    page.wait_for_function("() => !document.querySelector('#entries > [data-s=waiting]')")
    states: list[str] = page.evaluate(STATES)
    return states


def show(page: Page, site: SiteServer, *examples: Example) -> list[str]:
    page.goto(site.url(f"bundle/#c={in_link(*examples)}"))
    return wait(page)


def test_each_credential_of_a_collection_is_checked(page: Page, site: SiteServer, collection):
    page.goto(site.url(collection))

    assert wait(page) == ["valid"] * 4
    assert text(page, "#tally") == "In force 4"
    assert text(page, "#names") == "All that are confirmed name Amara Okafor."


def test_a_collection_tells_standing_apart(page: Page, site: SiteServer, examples):
    states = ("valid", "revoked", "suspended", "expired", "not-yet-valid")
    found = show(page, site, *(pick(examples, state) for state in states))

    assert sorted(found) == sorted(states)


def test_an_altered_record_is_told_and_none_of_it_is_shown(page: Page, site: SiteServer, examples):
    example = pick(examples, "valid")
    site.replace(example.path.replace(".html", ".json"), example.raw.replace(b"2026", b"2025"))
    found = show(page, site, example)

    assert found == ["invalid"]
    assert text(page, "#entries h3") == example.path[5:15]
    assert text(page, "#names") == ""


def test_a_record_that_is_gone_is_told(page: Page, site: SiteServer, watch: Watch):
    watch.expected.append(NOT_FOUND)
    page.goto(site.url(f"bundle/#c=aa/{'a' * 26}"))

    assert wait(page) == ["unknown"]


def test_two_names_are_told(page: Page, site: SiteServer, examples: Sequence[Example]):
    names: dict[str, Example] = {}
    for example in examples:
        name = recipient_name(example.document["credentialSubject"])
        if example.verdict == "valid" and name:
            names.setdefault(name, example)
    (one, other), pair = list(names)[:2], list(names.values())[:2]
    show(page, site, *pair)
    page.wait_for_selector("#names.note")

    said = text(page, "#names")
    assert said in {
        f"They do not all name one person: {first} and {second}."
        for first, second in ((one, other), (other, one))
    }


def test_the_newest_award_comes_first(page: Page, site: SiteServer, examples):
    show(page, site, *[item for item in examples if item.verdict == "valid"][:6])
    page.wait_for_selector(DONE)
    days = page.evaluate("[...document.querySelectorAll('#entries time')].map((t) => t.dateTime)")

    assert days == sorted(days, reverse=True)


def test_pasted_links_make_a_link(page: Page, site: SiteServer, examples):
    one, other = [item for item in examples if item.verdict == "valid"][:2]
    page.goto(site.url("bundle/"))
    page.fill("#links", f"{SITE.config.url}{one.path}#m=secret\n{site.url(other.path)}")
    page.click("#add-form button")

    assert wait(page) == ["valid", "valid"]
    assert page.input_value("#link") == f"{SITE.config.url}bundle/#c={in_link(one, other)}"


def test_what_stands_behind_the_hash_of_a_pasted_link_is_not_taken_over(
    page: Page, site: SiteServer, examples
):
    page.goto(site.url("bundle/"))
    page.fill("#links", f"{SITE.config.url}{pick(examples, 'valid').path}#m=secret")
    page.click("#add-form button")
    wait(page)

    assert "secret" not in page.url
    assert "secret" not in page.input_value("#link")


def test_a_link_of_another_site_is_left_out_and_told(page: Page, site: SiteServer):
    page.goto(site.url("bundle/"))
    page.fill("#links", "https://elsewhere.example/c/aa/x.html")
    page.click("#add-form button")

    assert text(page, "#err") == (
        f"1 link was left out: only links to credentials at {SITE.config.host} fit here."
    )
    assert page.locator("#entries > li").count() == 0


def test_the_words_around_a_link_are_no_links(page: Page, site: SiteServer, examples):
    page.goto(site.url("bundle/"))
    page.fill("#links", f"My badges: {SITE.config.url}{pick(examples, 'valid').path}, thanks.")
    page.click("#add-form button")

    assert wait(page) == ["valid"]
    assert text(page, "#err") == ""


def test_a_place_on_the_page_is_no_other_collection(page: Page, site: SiteServer, examples):
    one, other = [item for item in examples if item.verdict == "valid"][:2]
    show(page, site, one)
    page.evaluate(GO_TO, "#main")
    assert page.locator("#entries > li").count() == 1

    page.fill("#links", f"{SITE.config.url}{other.path}")
    page.click("#add-form button")
    assert page.input_value("#link") == f"{SITE.config.url}bundle/#c={in_link(one, other)}"


def test_another_collection_in_the_address_is_shown(page: Page, site: SiteServer, examples):
    one, other = [item for item in examples if item.verdict == "valid"][:2]
    show(page, site, one)
    page.evaluate(GO_TO, f"#c={in_link(one, other)}")

    assert wait(page) == ["valid", "valid"]


def test_that_a_link_was_copied_is_not_said_of_another_list(
    page: Page, site: SiteServer, context: BrowserContext, examples
):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    one, other = [item for item in examples if item.verdict == "valid"][:2]
    show(page, site, one, other)
    page.click("#copy")
    page.wait_for_selector("#said:not(:empty)")
    page.get_by_role("button", name="Take out").first.click()

    assert page.text_content("#said") == ""


def test_that_a_link_was_copied_is_not_left_in_another_language(
    page: Page, site: SiteServer, context: BrowserContext, examples
):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    show(page, site, pick(examples, "valid"))
    page.click("#copy")
    page.wait_for_selector("#said:not(:empty)")
    page.select_option("#language", "de")
    page.wait_for_selector("html[lang=de]")

    assert page.text_content("#said") == ""


@pytest.mark.parametrize(
    "held",
    ["", "c=", "c=../../x", "c=aa/bb", f"c=ab/{'a' * 26}", "c=aa/%3Cimg%3E", f"d=aa/{'a' * 26}"],
)
def test_a_link_that_holds_no_credential_shows_none(page: Page, site: SiteServer, held):
    page.goto(site.url(f"bundle/#{held}"))
    page.wait_for_selector("html.js")

    assert page.locator("#together").is_hidden()


def test_a_credential_can_be_taken_out(page: Page, site: SiteServer, examples):
    one, other = [item for item in examples if item.verdict == "valid"][:2]
    show(page, site, one, other)
    page.wait_for_selector(DONE)
    first = page.locator("#entries > li").first
    gone = first.get_attribute("data-record") or ""
    first.get_by_role("button", name="Take out").click()
    wait(page)

    assert page.locator("#entries > li").count() == 1
    assert gone.removeprefix("c/") not in page.url


def test_nothing_is_stored_and_nothing_but_records_is_asked_for(
    page: Page, site: SiteServer, context: BrowserContext, examples, watch: Watch
):
    show(page, site, pick(examples, "valid"))

    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert context.cookies() == []
    assert not [url for url in watch.requests if "#" in url]


def test_the_share_box_of_a_credential_leads_to_a_link_with_it(
    page: Page, site: SiteServer, examples
):
    example = pick(examples, "valid")
    page.goto(site.url(example.path))
    page.click("#share summary")
    page.click("a[href*='bundle/']")

    assert wait(page) == ["valid"]


def test_without_script_a_collection_is_a_list_of_links(
    page_without_script: Page, site: SiteServer, collection
):
    page = page_without_script
    page.goto(site.url(collection))

    assert page.locator("#entries h3 a").count() == 4
    assert "nothing is checked here" in text(page, ".js-off")


def test_in_another_language_everything_is_said_in_it(page: Page, site: SiteServer, collection):
    page.goto(site.url(collection))
    wait(page)
    page.select_option("#language", "de")
    page.wait_for_selector("html[lang=de]")

    assert text(page, "#entries time") == "14. Juli 2026"


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_no_page_scrolls_sideways(page: Page, site: SiteServer, examples, collection, width):
    page.set_viewport_size({"width": width, "height": 800})
    for path in (collection, "statistics/", f"bundle/#c={in_link(*examples[:3])}"):
        page.goto(site.url(path))
        assert not is_scrolling_sideways(page), path


def test_on_paper_the_form_and_the_buttons_are_gone_and_the_address_is_there(
    page: Page, site: SiteServer, collection
):
    page.goto(site.url(collection))
    wait(page)
    page.emulate_media(media="print")

    assert page.locator("#print").is_hidden()
    assert SITE.config.host in text(page, ".paper")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_bars_of_a_chart_begin_where_reading_begins(page: Page, site: SiteServer, direction):
    page.goto(site.url("statistics/"))
    page.evaluate("(dir) => { document.documentElement.dir = dir; }", direction)
    picture = page.locator("svg.chart").first.bounding_box()
    bars = page.locator("svg.chart").first.locator("rect.beam").all()
    box = bars[3].bounding_box()

    assert picture
    assert box
    near = (
        box["x"] - picture["x"]
        if direction == "ltr"
        else (picture["x"] + picture["width"] - box["x"] - box["width"])
    )
    assert abs(near) < 2
    assert box["width"] < picture["width"] - 10
