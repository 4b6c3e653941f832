"""The catalogue: filters, addresses, the comparison, and the plain list that it is without them."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from generator import init
from generator.build import build
from tests.browser.browsing import NOT_FOUND, Watch, is_scrolling_sideways, script
from tests.browser.examples import NOW, SITE
from tests.browser.server import SiteServer
from tests.browser.test_site import RULES, WIDTHS
from tests.catalogue_of import write_programs

COMPARED = "programs/?compare=applied-data-analysis,data-stories,salamat-al-ghidha"
TITLES = {slug: program.title for slug, program in SITE.programs.items()}


def titles(page: Page) -> list[str]:
    # Not as shown: what is below the fold has not been laid out.
    return page.locator("#programs h2").all_text_contents()


def open_list(page: Page, site: SiteServer, query: str = "") -> None:
    page.goto(site.url(f"programs/{query}"))
    page.wait_for_selector("#programs .pick, #none:not([hidden])", state="attached")


def tick(page: Page, facet: str, value: str) -> None:
    page.check(f"input[name={facet}][value='{value}']")


def count_of(page: Page, facet: str, value: str) -> str:
    box = page.locator(f"label:has(input[name={facet}][value='{value}'])")
    return box.locator("small").inner_text()


def query_of(page: Page) -> str:
    return urlsplit(page.url).query


@pytest.fixture
def large(project_of_many: Path, site: SiteServer) -> SiteServer:
    """The host, with the catalogue of many programmes in the place of the example's."""
    for folder in ("programs", "images"):
        for path in (project_of_many / folder).rglob("*.*"):
            name = path.relative_to(project_of_many).as_posix()
            site.replace(name.removesuffix("index.html"), path.read_bytes())
    return site


@pytest.fixture(scope="module")
def project_of_many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("many") / "site"
    init.write_project(root, init.Answers("Many", "https://many.example/badges/"))
    write_programs(root, 130)
    build(root, root / "public", NOW)
    return root / "public"


# What is found


def test_what_is_typed_is_found_without_case_and_accents(page: Page, site: SiteServer):
    open_list(page, site)
    page.fill("#q", "FRANCAIS")

    assert titles(page) == [TITLES["accueil-au-port"]]
    assert page.inner_text("#count") == "1 programme"


def test_outcomes_and_skills_are_looked_through(page: Page, site: SiteServer):
    open_list(page, site)
    page.fill("#q", "window functions")

    assert titles(page) == [TITLES["applied-data-analysis"]]


def test_facets_narrow_the_list_and_the_counts_of_the_others(page: Page, site: SiteServer):
    open_list(page, site)
    before = count_of(page, "mode", "blended")
    tick(page, "field", "Data")

    assert titles(page) == [
        TITLES[slug] for slug in ("applied-data-analysis", "data-stories", "data-at-work")
    ]
    assert (before, count_of(page, "mode", "blended")) == ("8", "3")
    assert count_of(page, "field", "Business") == "1"
    assert page.locator("input[name=field][value=Business]").is_enabled()
    assert page.locator("input[name=mode][value=on-site]").is_disabled()


def test_the_count_is_told_politely(page: Page, site: SiteServer):
    open_list(page, site)

    assert page.get_attribute("#count", "role") == "status"


def test_nothing_found_is_said_and_the_filters_can_be_cleared(page: Page, site: SiteServer):
    open_list(page, site, "?q=zzz&field=Data")
    assert page.locator("#none").is_visible()
    page.click("#none-clear")

    assert len(titles(page)) == len(TITLES)
    assert query_of(page) == ""
    assert page.evaluate("document.activeElement.id") == "q"


@pytest.mark.parametrize(
    ("order", "first"),
    [("title", "accueil-au-port"), ("hours", "safe-mooring"), ("price", "salamat-al-ghidha")],
)
def test_the_list_can_be_sorted(page: Page, site: SiteServer, order, first):
    open_list(page, site)
    page.select_option("#sort", order)

    assert titles(page)[0] == TITLES[first]
    assert query_of(page) == f"sort={order}"


def test_many_values_of_a_facet_are_shown_after_a_press(page: Page, site: SiteServer):
    open_list(page, site)
    boxes = page.locator("[data-facet=skill] label:visible")
    few = boxes.count()
    button = page.locator("[data-facet=skill] button")
    button.click()

    assert few == 6
    assert boxes.count() == len(SITE.skills) - len(_untaught())
    assert button.get_attribute("aria-expanded") == "true"


def _untaught() -> set[str]:
    taught = {skill.id for program in SITE.programs.values() for skill in program.skills}
    return set(SITE.skills) - taught


# Addresses


def test_an_address_that_was_shared_opens_the_same_list(page: Page, site: SiteServer):
    open_list(page, site)
    tick(page, "language", "en")
    tick(page, "type", "Badge")
    page.fill("#q", "tabellen")
    page.press("#q", "Tab")
    found, address = titles(page), page.url
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("#programs .pick")

    assert urlsplit(address).query == "q=tabellen&language=en&type=Badge"
    assert titles(page) == found == [TITLES["spreadsheets-for-work"]]
    assert page.input_value("#q") == "tabellen"
    assert page.is_checked("input[name=type][value=Badge]")


def test_the_address_follows_what_is_typed(page: Page, site: SiteServer):
    open_list(page, site)
    page.fill("#q", "radio")

    page.wait_for_url(re.compile(r"\?q=radio$"))


def test_back_from_a_programme_leads_to_what_was_found(page: Page, site: SiteServer):
    open_list(page, site)
    tick(page, "field", "Data")
    page.click(f"text={TITLES['data-stories']}")
    page.wait_for_url("**/programs/data-stories/")
    page.go_back()
    page.wait_for_selector("#programs .pick")

    assert len(titles(page)) == 3
    assert page.is_checked("input[name=field][value=Data]")


# The comparison


def choose(page: Page, *slugs: str) -> None:
    for slug in slugs:
        page.check(f".pick input[value={slug}]")


def test_two_programmes_are_compared_side_by_side(page: Page, site: SiteServer):
    open_list(page, site)
    choose(page, "applied-data-analysis", "data-stories")
    page.click("#pick-go")
    page.wait_for_selector("#table tbody")

    assert page.locator("#table thead th[scope=col] a").all_inner_texts() == [
        TITLES["applied-data-analysis"],
        TITLES["data-stories"],
    ]
    assert query_of(page) == "compare=applied-data-analysis,data-stories"
    assert page.evaluate("document.activeElement.id") == "comparison-title"
    hours = page.locator("#table tr", has=page.locator("th[scope=row]", has_text="Workload"))
    assert hours.locator("td").all_inner_texts() == ["120 hours", "50 hours"]
    assert hours.locator(".differs").inner_text() == "differs"


def test_a_comparison_can_be_shared(page: Page, site: SiteServer):
    page.goto(site.url(COMPARED))
    page.wait_for_selector("#table tbody")

    assert page.locator("#table thead th[scope=col]").count() == 3
    assert not page.locator("#finder").is_visible()


def test_back_leads_from_the_comparison_to_the_list_as_it_was(page: Page, site: SiteServer):
    open_list(page, site)
    tick(page, "field", "Data")
    choose(page, "applied-data-analysis", "data-stories")
    page.click("#pick-go")
    page.wait_for_selector("#table tbody")
    page.go_back()
    page.wait_for_selector("#finder:not([hidden])")

    assert query_of(page) == "field=Data"
    assert len(titles(page)) == 3
    assert page.is_checked(".pick input[value=data-stories]")
    page.go_forward()
    page.wait_for_selector("#comparison:not([hidden])")


def test_a_fifth_is_refused_and_the_reason_said(page: Page, site: SiteServer):
    open_list(page, site)
    five = list(TITLES)[:5]
    choose(page, *five[:4])
    page.locator(f".pick input[value={five[4]}]").click()

    assert not page.is_checked(f".pick input[value={five[4]}]")
    assert page.inner_text("#pick-note") == "4 at most: take one out first."


def test_one_alone_is_not_compared(page: Page, site: SiteServer):
    open_list(page, site)
    choose(page, "data-stories")

    assert page.locator("#pick-go").is_disabled()
    assert page.inner_text("#pick-note") == "Choose one more."


def test_a_choice_outlives_a_reload(page: Page, site: SiteServer):
    open_list(page, site)
    choose(page, "data-stories", "safe-mooring")
    page.reload()
    page.wait_for_selector("#bar:not([hidden])")

    assert page.locator("#picked li").count() == 2


def test_only_what_differs_can_be_shown(page: Page, site: SiteServer):
    page.goto(site.url(COMPARED))
    page.wait_for_selector("#table tbody")
    pace = page.locator("#table th[scope=row]", has_text="Pace")
    before = pace.count()
    page.check("#only")

    expect(pace).to_have_count(0)
    assert before == 1


def test_taking_one_out_changes_the_address(page: Page, site: SiteServer):
    page.goto(site.url(COMPARED))
    page.wait_for_selector("#table tbody")
    page.click(f"button[aria-label='Remove {TITLES['data-stories']}'] >> visible=true")

    expect(page.locator("#table thead th[scope=col]")).to_have_count(2)
    assert query_of(page) == "compare=applied-data-analysis,salamat-al-ghidha"


def test_on_paper_there_is_the_comparison_alone(page: Page, site: SiteServer):
    page.goto(site.url(COMPARED))
    page.wait_for_selector("#table tbody")
    page.emulate_media(media="print")

    assert page.locator("#table").is_visible()
    assert not page.locator("#back").is_visible()
    assert not page.locator("#finder").is_visible()


# More than one page


def test_filters_cover_the_programmes_of_all_pages(page: Page, large: SiteServer):
    open_list(page, large, "2.html")
    own = len(titles(page))
    page.fill("#q", "seasonal practice")

    assert own == 60
    assert page.locator("#pages").is_hidden()
    assert len(titles(page)) == 10  # of the third page
    page.fill("#q", "")
    assert len(titles(page)) == 60
    assert page.locator("#pages").is_visible()


def test_long_answers_are_shown_bit_by_bit(page: Page, large: SiteServer):
    open_list(page, large, "?sort=title")
    few = len(titles(page))
    page.click("#more")

    assert (few, len(titles(page))) == (30, 60)
    assert (
        page.evaluate(
            "[...document.querySelectorAll('#programs a')].indexOf(document.activeElement)"
        )
        == 30
    )


def test_a_card_that_the_script_makes_is_as_one_of_the_page(page: Page, large: SiteServer):
    html = """({innerHTML}) => innerHTML.replace(/<label.*/, '')
        .replace(/<\\/?(span|data)[^>]*>/g, '').replaceAll('&nbsp;', ' ')"""
    page.goto(large.url("programs/2.html"))
    page.wait_for_selector("#programs .pick")
    card = page.locator("#programs li").first
    theirs, title = card.evaluate(html), card.locator("h2").inner_text()
    open_list(page, large)
    page.fill("#q", title)
    ours = page.locator("#programs li", has_text=title).first.evaluate(html)

    assert ours == theirs


# Without a script, without an index, in another language


def test_without_a_script_it_is_a_plain_list(page_without_script: Page, site: SiteServer):
    page = page_without_script
    page.goto(site.url("programs/"))

    assert titles(page) == list(TITLES.values())
    assert not page.locator("#find").is_visible()
    assert not page.locator("#sort").is_visible()


def test_without_its_index_it_is_a_plain_list(page: Page, site: SiteServer, watch: Watch):
    watch.expected.append(NOT_FOUND)
    site.remove("programs/index.json")
    page.goto(site.url("programs/"))
    page.wait_for_selector("html:not(.js)")
    expect(page.locator("#find")).to_be_hidden()

    assert titles(page) == list(TITLES.values())


def test_another_language_is_said_by_everything_that_the_script_made(page: Page, site: SiteServer):
    open_list(page, site, "?q=data")
    page.select_option("#language", "de")
    page.wait_for_selector("html[data-words=de]")

    expect(page.locator("#programs .meta").first).to_contain_text("Stunden")
    expect(page.locator("[data-facet=language]")).to_contain_text("Englisch")
    assert page.input_value("#q") == "data"


def test_narrow_screens_fold_the_filters(page: Page, site: SiteServer):
    page.set_viewport_size({"width": 390, "height": 800})
    open_list(page, site, "?field=Data")
    folded = page.locator("[data-facet=field]").is_visible()
    page.click("#facets summary")

    assert not folded
    assert page.locator("[data-facet=field]").is_visible()
    assert page.inner_text("#active") == "(1)"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("query", ["", "?q=zzz", COMPARED.removeprefix("programs/"), "picked"])
def test_every_state_is_accessible(page: Page, site: SiteServer, axe_source, query, width):
    page.set_viewport_size({"width": width, "height": 800})
    open_list(page, site, "" if query == "picked" else query)
    if query == "picked":
        choose(page, "data-stories", "safe-mooring")
    if query.startswith("?compare"):
        page.wait_for_selector("#table tbody")
    elif width < WIDTHS[0]:
        page.click("#facets summary")
    page.evaluate(axe_source)
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += page.evaluate(script("axe"), RULES)

    assert found == []
    assert not is_scrolling_sideways(page)
