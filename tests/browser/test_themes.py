"""The plain theme in a browser: it shows every state, and does all that the default theme does.

Two templates, a style sheet and the hooks are enough for that: `themes/README.md` promises it.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from generator.build import build
from tests.browser.browsing import (
    DONE,
    NOT_FOUND,
    TITLES,
    Watch,
    findings_shown,
    is_scrolling_sideways,
    mark_of,
    payload,
    script,
    text,
    visit,
)
from tests.browser.examples import NOW, ROOT, SITE, email_of, pick, pick_rich, texts_of
from tests.browser.server import SiteServer
from tests.browser.states import STATES, bring_about
from tests.browser.test_site import KINDS, RULES
from tests.printed import A4_LANDSCAPE, read_pdf

WIDTHS = (1280, 320)
SCHEMES: tuple[Any, ...] = ("light", "dark")
GROUPS = (
    {"valid"},
    {"revoked", "invalid", "unconfirmed", "page-altered"},
    {"suspended", "expired", "not-yet-valid"},
    {"unknown", "checking", "idle"},
)
# How the band looks, whatever a theme makes of it.
LOOK = """(band) => [band, ...band.querySelectorAll('*')].map((element) => {
  const {backgroundColor, borderInlineStartColor, color} = getComputedStyle(element);
  return [backgroundColor, borderInlineStartColor, color];
})"""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site in the plain theme, built."""
    root = tmp_path_factory.mktemp("plain")
    shutil.copytree(ROOT / "content", root / "content")
    with (root / "content/site.yml").open("a", encoding="utf-8") as file:
        file.write("theme: plain\n")
    build(root, root / "public", NOW)
    return root / "public"


@pytest.fixture(scope="module")
def host(plain: Path) -> Iterator[SiteServer]:
    """Stand in for the host of the default theme."""
    with SiteServer(plain, SITE.config.base_path, NOW) as server:
        yield server


@pytest.fixture
def faults(page: Page, axe_source: str) -> Any:
    """A function that finds what is wrong with the open page, light and dark, wide and narrow."""

    def find() -> list[Any]:
        page.evaluate(axe_source)
        return [
            (scheme, width, *fault)
            for scheme in SCHEMES
            for width in WIDTHS
            for fault in look(scheme, width)
        ]

    def look(scheme: Any, width: int) -> Iterator[list[str]]:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        if is_scrolling_sideways(page):
            yield ["scrolls sideways"]
        yield from page.evaluate(script("axe"), RULES)
        yield from page.evaluate(script("crowded"))

    return find


@pytest.mark.parametrize("path", KINDS)
def test_a_kind_of_page_can_be_read(page: Page, site: SiteServer, faults, path):
    page.goto(site.url(path), wait_until="networkidle")  # lists may come later

    assert faults() == []


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_shown_and_can_be_read(
    page: Page, site: SiteServer, watch: Watch, examples, faults, state
):
    watch.expected.append(NOT_FOUND)  # in the state that comes of a missing file

    assert visit(page, site.url(bring_about(site, examples, state).path)) == state
    assert text(page, "#v-title") == TITLES[state]
    assert faults() == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_state_shows_from_one_attribute_alone(page: Page, site: SiteServer, examples, scheme):
    page.emulate_media(color_scheme=scheme)
    visit(page, site.url(pick_rich(examples).path))
    looks: dict[str, set[str]] = {}
    for state in (*STATES, "checking", "idle"):
        page.eval_on_selector("html", "(e, state) => { e.dataset.state = state; }", state)
        look = json.dumps(page.eval_on_selector("#verdict", LOOK))
        looks.setdefault(look, set()).add(state)

    assert sorted(map(sorted, looks.values())) == sorted(map(sorted, GROUPS))


@pytest.mark.parametrize("verdict", ["valid", "revoked", "expired", "suspended"])
def test_the_seven_checks_say_what_python_finds(page: Page, site, examples, verdict):
    example = pick(examples, verdict)
    visit(page, site.url(example.path))

    shown = [(check, mark) for check, mark, _ in findings_shown(page)]
    assert shown == [(check, mark_of(check, out, code)) for check, out, code in example.findings]


def test_everything_signed_that_the_default_theme_shows_is_there(page: Page, site, examples):
    example = pick_rich(examples)
    visit(page, site.url(example.path))
    shown = text(page, "main")

    assert [said for said in texts_of(example) if said not in shown] == []


@pytest.mark.parametrize(
    ("state", "hidden", "shown"),
    [
        ("valid", (".reason", ".claim"), ("#share", ".theirs", "#print")),
        ("revoked", ("#share", ".claim"), (".reason",)),
        ("invalid", ("#share", ".theirs", "#print"), (".claim",)),
    ],
)
def test_a_state_hides_what_does_not_belong_to_it(page: Page, site, examples, state, hidden, shown):
    visit(page, site.url(bring_about(site, examples, state).path))

    assert [part for part in hidden if page.is_visible(part)] == []
    assert [part for part in shown if not page.is_visible(part)] == []


def test_a_holders_address_is_compared(page: Page, site, examples):
    example = pick_rich(examples)
    visit(page, f"{site.url(example.path)}#m={example.salt}")
    page.fill("#mail", email_of(example))
    page.click("#who button")

    page.wait_for_selector("#who-out[data-r=passed]")


def test_one_badge_is_checked_on_the_page_for_any(page: Page, site, examples, faults):
    page.goto(site.url("verify/"))
    page.set_input_files("#file", payload("badge.json", pick_rich(examples).raw))
    page.wait_for_selector("html[data-state=valid] #out")

    assert faults() == []


def test_a_list_of_badges_is_checked_on_the_page_for_any(page: Page, site, examples, faults):
    page.goto(site.url("verify/"))
    verdicts = ("valid", "revoked", "expired")
    page.set_input_files(
        "#file", [payload(f"{name}.json", pick(examples, name).raw) for name in verdicts]
    )
    page.wait_for_selector("#done:not([hidden])")

    marks = page.eval_on_selector_all("#rows tr", "(all) => all.map((row) => row.dataset.s)")
    assert set(marks) == set(verdicts)
    # The heads of the columns are there for screen readers alone on a narrow screen.
    assert [fault for fault in faults() if fault[2] != "on each other"] == []


def test_a_page_that_reads_from_the_right_can_be_read(page: Page, site, examples, faults):
    visit(page, site.url(pick_rich(examples).path))
    page.evaluate(
        """() => document.querySelectorAll(':root, [data-lang]').forEach((element) => {
        element.dir = 'rtl'; })"""
    )

    assert faults() == []
    sides = page.evaluate(
        """() => ['main section > h2', '.facts dt'].map((selector) =>
        document.querySelector(selector).getBoundingClientRect().right > innerWidth / 2)"""
    )
    assert sides == [True, True]


def test_text_can_be_twice_as_large(page: Page, site, examples):
    visit(page, site.url(pick_rich(examples).path))
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [is_scrolling_sideways(page), *page.evaluate(script("crowded"))]

    assert found == [False, False]


def test_colours_of_the_readers_own_keep_the_borders(page: Page, site, examples, axe_source):
    visit(page, site.url(pick_rich(examples).path))
    page.evaluate(axe_source)
    page.emulate_media(forced_colors="active")

    assert page.evaluate(script("axe"), RULES) == []
    assert page.evaluate(script("borderless")) == []


def test_a_page_without_script_says_that_nothing_was_checked(
    page_without_script: Page, site, examples
):
    page_without_script.goto(site.url(pick_rich(examples).path))

    assert text(page_without_script, "#v-title") == "Not checked"
    assert page_without_script.query_selector(DONE) is None


def test_it_prints_on_one_page_with_the_way_to_check_it(page: Page, site, examples):
    example = pick_rich(examples)
    page.emulate_media(color_scheme="dark")
    visit(page, site.url(example.path))
    printed = read_pdf(page.pdf(format="A4"))

    assert printed.sizes == [A4_LANDSCAPE]
    assert printed.codes == [example.document["id"]]
    assert example.name in printed.text
    assert "Verified" not in printed.text


def test_what_is_revoked_prints_as_void(page: Page, site, examples):
    example = pick(examples, "revoked")
    visit(page, site.url(example.path))
    printed = read_pdf(page.pdf(format="A4"))

    assert "Not valid" in printed.text
    assert example.name not in printed.text
