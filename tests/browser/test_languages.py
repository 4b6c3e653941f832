"""The reader's choice of language: what changes, what stays, and who is told."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from generator.build import build
from generator.words import Words
from tests.browser.browsing import NOT_FOUND, Watch
from tests.browser.examples import NOW, ROOT
from tests.browser.server import SiteServer

PROGRAMME = "programs/salamat-al-ghidha/"
PATHWAY = "pathways/data-at-work/"
# Languages that are not shipped, so that what is tested does not change with the shipped words.
HEBREW = {
    "language.name": "עברית",
    "nav.issuer": "המנפיק",
    "nav.main": "ראשי",
    "catalogue.title": "תוכניות",
    "count.parts.one": "חלק אחד",
    "count.parts.two": "שני חלקים",
    "count.parts.other": "{count} חלקים",
    "home.look": "{address}: {act}",
    "home.look-act": "הסתכלו",
    "program.reviewed": "נבדק {date}",
}
DUTCH = {"language.name": "Nederlands", "nav.issuer": "Uitgever", "catalogue.title": "Programma's"}


@pytest.fixture(scope="module")
def site_in_languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    root = tmp_path_factory.mktemp("project")
    leave_out = shutil.ignore_patterns("credentials", "status", "collections")
    shutil.copytree(ROOT / "content", root / "content", ignore=leave_out)
    words = root / "theme/words"
    words.mkdir(parents=True)
    (words / "he.json").write_text(json.dumps(HEBREW))
    (words / "nl.json").write_text(json.dumps(DUTCH))
    out = root / "public"
    build(root, out, NOW)
    with SiteServer(out, "/badges/", NOW) as server:
        yield server


@pytest.fixture
def site(site_in_languages: SiteServer) -> Iterator[SiteServer]:
    site_in_languages.reset()
    yield site_in_languages
    site_in_languages.reset()


def choose(page: Page, code: str) -> None:
    """Choose a language, and wait until the page is in it."""
    page.select_option("#language", code)
    page.wait_for_selector(f"html[data-words={code}]")


def texts(page: Page, selector: str) -> list[str]:
    return [element.inner_text() for element in page.query_selector_all(selector)]


# What changes


def test_the_pages_own_words_change_and_the_direction_with_them(page: Page, site: SiteServer):
    page.goto(site.url(""))
    choose(page, "he")

    assert page.get_attribute("html", "lang") == "he"
    assert page.get_attribute("html", "dir") == "rtl"
    assert page.inner_text("nav [data-t='nav.issuer']") == "המנפיק"
    assert page.get_attribute("nav", "aria-label") == "ראשי"


def test_the_title_of_a_page_of_ours_changes(page: Page, site: SiteServer):
    page.goto(site.url("programs/"))
    before = page.title()
    choose(page, "nl")

    assert (before, page.title()) == (
        "Programmes · Northfield College",
        "Programma's · Northfield College",
    )


def test_a_sentence_keeps_the_elements_in_it_in_the_order_of_the_language(
    page: Page, site: SiteServer
):
    page.goto(site.url(""))
    choose(page, "he")
    sentence = page.locator("[data-t='home.look']")

    assert sentence.inner_text() == "northfield.example/badges: הסתכלו"
    assert sentence.locator("strong").inner_text() == "northfield.example/badges"
    assert sentence.locator("b").inner_text() == "הסתכלו"


def test_a_number_takes_the_plural_of_the_language(page: Page, site: SiteServer):
    page.goto(site.url(PATHWAY))
    choose(page, "he")
    parts = page.locator("[data-t='count.parts']").first
    four = parts.inner_text()
    parts.evaluate("(element) => { element.dataset.w = '{\"count\":2}'; }")
    choose(page, "nl")
    choose(page, "he")

    assert (four, parts.inner_text()) == ("4 חלקים", "שני חלקים")


def test_the_language_of_the_page_comes_back_as_it_was(page: Page, site: SiteServer):
    page.goto(site.url(PATHWAY))
    before = page.inner_text("body")
    choose(page, "he")
    choose(page, "en")

    assert page.get_attribute("html", "lang") == "en-GB"
    assert page.inner_text("body") == before


@pytest.mark.parametrize("tag", ["en", "en-GB", "de", "fr", "es", "ar", "ar-SA", "zh-Hans", "he"])
def test_browsers_write_days_and_numbers_as_the_build_does(
    page: Page, site: SiteServer, tmp_path: Path, tag: str
):
    (tmp_path / "theme/words").mkdir(parents=True)
    (tmp_path / f"theme/words/{tag}.json").write_text("{}")
    catalogue = Words(tmp_path, tag).at(tag)
    words = json.loads(site.read("assets/words.nl.json")) | {"language": tag}
    site.replace("assets/words.nl.json", json.dumps(words))
    page.goto(site.url("issuer/"))
    page.eval_on_selector("data", "(element) => { element.value = '12345.5'; }")
    page.eval_on_selector(
        "main", "(e) => e.append(Object.assign(document.createElement('time'), {id: 'day'}))"
    )
    page.eval_on_selector("#day", "(element) => { element.dateTime = '2026-06-12T23:59:59Z'; }")
    choose(page, "nl")

    assert page.text_content("data") == catalogue.number(12345.5)
    assert page.text_content("#day") == catalogue.day("2026-06-12T23:59:59Z")


# What stays


def test_what_a_provider_wrote_stays_and_says_its_language(page: Page, site: SiteServer):
    page.goto(site.url(PROGRAMME))
    before = texts(page, "[lang=ar]:not(html)")
    choose(page, "he")

    assert len(before) > 10
    assert texts(page, "[lang=ar]:not(html)") == before
    assert page.inner_text("h1[lang=ar]") == "أساسيات سلامة الغذاء للمطابخ الصغيرة"


def test_nothing_that_is_ours_stays_in_the_old_language(page: Page, site: SiteServer):
    words = json.loads(site.read("assets/words.nl.json"))
    labels = {key: f"@{text}" for key, text in words["labels"].items()}
    site.replace("assets/words.nl.json", json.dumps(words | {"labels": labels}))
    for path in ("", "programs/", PROGRAMME, PATHWAY, "issuer/", "404.html"):
        page.goto(site.url(path))
        choose(page, "nl")
        left = page.evaluate(
            """() => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const left = [];
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              const theirs = '[lang]:not(html), bdi, [dir=ltr], [href^=https], [href^=mailto]';
              const ours = !node.parentElement.closest(`[data-t], ${theirs}`);
              if (ours && /[A-Za-z]{2}/.test(node.data)) left.push(node.data.trim());
            }
            return left;
            }"""
        )

        assert [text for text in left if text not in ("northfield.example", "GB")] == [], path
        page.evaluate("localStorage.clear()")


# The reader


def test_the_choice_holds_for_the_next_page(page: Page, site: SiteServer):
    page.goto(site.url(""))
    choose(page, "he")
    page.goto(site.url("issuer/"))
    page.wait_for_selector("html[data-words=he]")

    assert page.input_value("#language") == "he"
    assert page.inner_text("nav [data-t='nav.issuer']") == "המנפיק"


def test_a_browser_that_keeps_nothing_changes_the_page_all_the_same(
    context: BrowserContext, page: Page, site: SiteServer
):
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }});"
    )
    page.goto(site.url(""))
    choose(page, "nl")

    assert page.inner_text("nav [data-t='nav.issuer']") == "Uitgever"


def test_words_that_cannot_be_read_leave_the_page_as_it_is(
    page: Page, site: SiteServer, watch: Watch
):
    watch.expected.append(NOT_FOUND)
    site.remove("assets/words.he.json")
    page.goto(site.url(""))
    with page.expect_response("**/words.he.json"):
        page.select_option("#language", "he")
    page.wait_for_selector("#language:has(option[value=en]:checked)")

    assert page.get_attribute("html", "lang") == "en-GB"
    assert page.inner_text("nav [data-t='nav.issuer']") == "Issuer"


def test_the_choice_is_made_with_the_keyboard(page: Page, site: SiteServer):
    page.goto(site.url(""))
    page.focus("#language")
    page.keyboard.type("Ned")
    page.wait_for_selector("html[data-words=nl]")

    assert page.evaluate("document.activeElement.id") == "language"


def test_the_list_has_a_label_and_names_each_language_in_itself(page: Page, site: SiteServer):
    page.goto(site.url(""))

    assert page.get_by_label("Language").get_attribute("id") == "language"
    named = page.eval_on_selector_all(
        "#language option", "(options) => options.map((o) => [o.lang, o.dir, o.textContent])"
    )
    assert {("en-GB", "ltr", "English"), ("he", "rtl", "עברית"), ("nl", "ltr", "Nederlands")} <= {
        tuple(name) for name in named
    }


def test_nothing_is_announced(page: Page, site: SiteServer):
    page.goto(site.url(""))
    choose(page, "he")

    assert page.query_selector_all("[role=status], [role=alert], [aria-live]") == []


def test_nothing_is_loaded_before_a_choice(page: Page, site: SiteServer):
    page.goto(site.url(""))
    page.wait_for_selector("#language")

    assert [path for path in site.requests if "words." in path] == []


def test_without_scripts_there_is_no_list(chromium: Browser, site: SiteServer):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url(""))

    assert not page.is_visible("#language")
    context.close()


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("path", ["", "programs/", PROGRAMME, PATHWAY, "issuer/", "verify/"])
def test_no_page_scrolls_sideways_from_right_to_left(
    page: Page, site: SiteServer, path: str, width: int
):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.url(path))
    page.evaluate("document.documentElement.dir = 'rtl'")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
