"""Every kind of page: accessible by axe-core's rules, narrow enough, reachable by keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.browsing import NOT_FOUND, Watch, is_scrolling_sideways, payload, script, visit
from tests.browser.examples import VERDICTS, Example, pick, pick_rich
from tests.browser.server import SiteServer

WIDTHS = (1280, 390, 320)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
KINDS = (
    "",
    "programs/",
    "programs/applied-data-analysis/",
    "programs/salamat-al-ghidha/",
    "programs/medicines-support/",
    "programs/?compare=data-stories,safe-mooring,salamat-al-ghidha",
    "pathways/data-at-work/",
    "pathways/harbour-operations/",
    "skills/",
    "skills/sql/",
    "roles/",
    "roles/reporting-analyst/",
    "plan/#role=reporting-analyst",
    "collections/b3/b3sdijfei6jegqpunzityanwvm.html",
    "partners/",
    "partners/seaholm-harbour-authority/",
    "issuer/",
    "verify/",
    "bundle/",
    "statistics/",
    "about/",
    "how-to-verify/",
    "404.html",
)


@pytest.fixture
def accessible(page: Page, axe_source: str) -> Any:
    """A function that finds what axe-core objects to on the open page, in every look of it."""

    def find() -> list[Any]:
        page.evaluate(axe_source)
        return [
            (scheme, width, *violation)
            for scheme in ("light", "dark")
            for width in WIDTHS
            for violation in look(scheme, width)
        ]

    def look(scheme: Any, width: int) -> Iterator[list[str]]:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        if is_scrolling_sideways(page):
            yield ["scrolls sideways"]
        yield from page.evaluate(script("axe"), RULES)

    return find


# axe-core


def test_the_rules_bite(page: Page, site: SiteServer, accessible):
    page.goto(site.url(""))
    page.evaluate("document.documentElement.lang = ''")
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    page.evaluate("document.querySelector('main').style.width = '330px'")
    found = accessible()

    assert {rule for _, _, rule, *_ in found} == {
        "html-has-lang",
        "color-contrast",
        "scrolls sideways",
    }
    assert {width for _, width, rule, *_ in found if rule == "scrolls sideways"} == {320}


@pytest.mark.parametrize("path", KINDS)
def test_a_kind_of_page_is_accessible(page: Page, site: SiteServer, accessible, path):
    page.goto(site.url(path), wait_until="networkidle")

    assert accessible() == []


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_credential_in_force_or_not_is_accessible(
    page: Page, site: SiteServer, examples, accessible, verdict
):
    visit(page, site.url(pick(examples, verdict).path))

    assert accessible() == []


def test_a_full_credential_with_its_private_link_is_accessible(
    page: Page, site: SiteServer, examples, accessible
):
    example = pick_rich(examples)
    visit(page, f"{site.url(example.path)}#m={example.salt}")
    page.click("details.tech summary")
    page.fill("#mail", "somebody@example.org")
    page.click("#who button")
    page.wait_for_selector("#who-out[data-r]")

    assert accessible() == []


@pytest.mark.parametrize(
    "state", ["invalid", "page-altered", "unconfirmed", "unknown", "malformed"]
)
def test_a_credential_that_is_not_confirmed_is_accessible(
    page: Page, site: SiteServer, watch: Watch, examples, accessible, state
):
    example = pick(examples, "valid")
    html = site.read(example.path).decode()
    if state == "invalid":
        html = html.replace(f'"{example.name}"', f'"{example.name} Jr"')
    elif state == "page-altered":
        html = html.replace(f">{example.name}<", f">{example.name} Jr<")
    elif state == "malformed":
        html = html.replace('id="credential">{', 'id="credential">{{')
    elif state == "unconfirmed":
        site.replace("did.json", site.read("did.json").replace(b"z6Mk", b"z6Mr"))
    else:
        watch.expected.append(NOT_FOUND)
        site.remove("did.json")
    site.replace(example.path, html)

    assert visit(page, site.url(example.path)) == {"malformed": "invalid"}.get(state, state)
    assert accessible() == []


def test_a_page_without_scripts_is_accessible(
    page: Page, site: SiteServer, examples, accessible, watch: Watch
):
    watch.expected.append(NOT_FOUND)
    site.remove("assets/credential-page.js")
    page.goto(site.url(pick_rich(examples).path))
    page.wait_for_selector("html[data-state=idle] #v-title")

    assert accessible() == []


def test_the_bench_is_accessible_at_every_step(
    page: Page, site: SiteServer, examples: list[Example], accessible
):
    page.goto(site.url("verify/"))
    page.set_input_files("#file", payload("badge.json", b"hello"))
    page.wait_for_selector("#err:not(:empty)")
    faulty = accessible()

    stranger = pick_rich(examples).raw.replace(
        b"did:web:northfield.example", b"did:web:stranger.example"
    )
    page.set_input_files("#file", payload("badge.json", stranger))
    page.wait_for_selector("#ask:not([hidden])")
    asking = accessible()

    page.set_input_files("#file", payload("badge.json", pick_rich(examples).raw))
    page.wait_for_selector("html[data-state=valid]", state="attached")
    valid = accessible()

    altered = pick_rich(examples).raw.replace(b"Northfield College", b"Southfield College")
    page.set_input_files("#file", payload("badge.json", altered))
    page.wait_for_selector("html[data-state=invalid]", state="attached")

    assert (faulty, asking, valid, accessible()) == ([], [], [], [])


# Narrow screens


def test_no_page_scrolls_sideways_on_a_narrow_screen(page: Page, site: SiteServer, built: Path):
    page.set_viewport_size({"width": 320, "height": 640})
    wide = []
    pages = sorted(built.rglob("*.html"))
    for path in pages:
        page.goto(site.url(path.relative_to(built).as_posix()))
        if is_scrolling_sideways(page):
            wide.append(path.relative_to(built).as_posix())

    assert len(pages) > 80
    assert wide == []


# Keyboard


@pytest.mark.parametrize("path", [*KINDS, "credential"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    page: Page, site: SiteServer, examples, path
):
    if path == "credential":
        example = pick_rich(examples)
        visit(page, f"{site.url(example.path)}#m={example.salt}")
    else:
        page.goto(site.url(path), wait_until="networkidle")  # a list may come later
    wanted = page.evaluate(script("reachable"))
    stops = []
    for _ in range(wanted + 1):
        page.keyboard.press("Tab")
        focused = page.evaluate(script("focused"))
        if focused is None:
            break
        stops.append(focused)

    assert len(stops) == wanted
    assert [stop["name"] for stop in stops if not stop["isSeen"]] == []


def test_the_first_stop_leads_to_the_content(page: Page, site: SiteServer):
    page.goto(site.url(""))
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
