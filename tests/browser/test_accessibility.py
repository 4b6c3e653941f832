"""Every page in every state for those who enlarge text, set colours, stop motion or use keys alone.

`test_site.py` asks axe-core about the same pages, light and dark, at three widths.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.browsing import NOT_FOUND, Watch, is_scrolling_sideways, payload, script, visit
from tests.browser.examples import Example, email_of, pick_rich
from tests.browser.server import SiteServer
from tests.browser.states import STATES, bring_about
from tests.browser.test_site import KINDS, RULES

NARROW, PHONE, WIDE = (320, 640), (390, 844), (1280, 800)
ZOOMED = (WIDE[0] // 2, WIDE[1] // 2)  # what is left of a screen when the page is zoomed to 200 %
SIZES = (WIDE, ZOOMED, PHONE, NARROW)
TWICE = "() => { document.documentElement.style.fontSize = '200%'; }"
ONCE = "() => { document.documentElement.style.fontSize = ''; }"
CLOSE = "() => { document.adoptedStyleSheets = []; }"
BENCH = ("bench faulty", "bench asking", "bench valid", "bench invalid")
SCENES = (*KINDS, *STATES, "private link", "compared", *BENCH)
Scene = Callable[[str], None]


@pytest.fixture
def scene(page: Page, site: SiteServer, watch: Watch, examples: Sequence[Example]) -> Scene:
    """Open a kind of page, a credential's page in a state, or the bench at one of its steps."""

    def show(name: str) -> None:
        if name in STATES:
            watch.expected.append(NOT_FOUND)
            assert visit(page, site.url(bring_about(site, examples, name).path)) == name
        elif name in ("private link", "compared"):
            show_private_link(compared=name == "compared")
        elif name in BENCH:
            show_bench(name)
        else:
            page.goto(site.url(name), wait_until="networkidle")  # lists may come later
        # What is loaded behind a verdict has come when the choice of languages is there.
        if page.locator("#language").count():
            page.wait_for_selector("#language")

    def show_private_link(*, compared: bool) -> None:
        example = pick_rich(examples)
        visit(page, f"{site.url(example.path)}#m={example.salt}")
        page.click("details.tech summary")
        if compared:
            page.fill("#mail", email_of(example))
            page.click("#who button")
            page.wait_for_selector("#who-out[data-r]")

    def show_bench(name: str) -> None:
        raw = pick_rich(examples).raw
        files = {
            "bench faulty": (b"hello", "#err:not(:empty)"),
            "bench asking": (
                raw.replace(b"did:web:northfield.example", b"did:web:stranger.example"),
                "#ask:not([hidden])",
            ),
            "bench valid": (raw, "html[data-state=valid] #out"),
            "bench invalid": (
                raw.replace(b"Northfield College", b"Southfield College"),
                "html[data-state=invalid] #out",
            ),
        }
        data, settled = files[name]
        page.goto(site.url("verify/"))
        page.set_input_files("#file", payload("badge.json", data))
        page.wait_for_selector(settled)

    return show


@pytest.fixture
def crowded(page: Page) -> Callable[[Sequence[tuple[int, int]]], list[Any]]:
    """A function that finds text that cannot be read on the open page, at several sizes."""

    def find(sizes: Sequence[tuple[int, int]]) -> Iterator[Any]:
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            if is_scrolling_sideways(page):
                yield width, "scrolls sideways"
            yield from ((width, *fault) for fault in page.evaluate(script("crowded")))

    return lambda sizes: list(find(sizes))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("h1.style.cssText = 'height: 1rem; overflow: hidden'", "cut off"),
        ("h1.style.marginBottom = '-2.5rem'", "on each other"),
        ("h1.style.cssText = 'position: relative; left: 20rem'", "beyond the edge"),
    ],
)
def test_the_rules_for_text_bite(page: Page, scene: Scene, crowded, change, fault):
    scene("about/")
    page.evaluate(f"() => {{ const h1 = document.querySelector('h1'); {change}; }}")

    assert fault in {found[1] for found in crowded([NARROW])}


def test_the_rule_for_motion_bites(page: Page, scene: Scene):
    scene("valid")
    page.eval_on_selector("html", "(e) => { e.dataset.state = 'checking'; }")

    assert page.evaluate(script("moving")) != []


# One page is opened once for all looks of it: the browser changes them as a reader would.
@pytest.mark.parametrize("name", SCENES)
def test_a_page_can_be_read_however_it_is_looked_at(
    page: Page, scene: Scene, crowded, axe_source: str, name
):
    scene(name)
    found = {"at every size": crowded(SIZES)}

    page.evaluate(TWICE)
    found["with text twice as large"] = crowded((WIDE, NARROW))
    page.evaluate(ONCE)

    page.evaluate(script("spaced"))
    found["with text spaced out"] = crowded((WIDE, NARROW))
    page.evaluate(CLOSE)

    page.evaluate(axe_source)
    page.emulate_media(forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    found["in colours of the reader's own"] = [
        *page.evaluate(script("axe"), RULES),
        *page.evaluate(script("borderless")),
    ]

    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    page.eval_on_selector("html", "(e) => { e.dataset.state = 'checking'; }")
    found["without motion"] = page.evaluate(script("moving"))

    assert {look: faults for look, faults in found.items() if faults} == {}


# Keys alone


@pytest.mark.parametrize("name", [*STATES, "compared", *BENCH])
def test_the_keyboard_goes_through_a_page_and_out_again(page: Page, scene: Scene, name):
    scene(name)
    wanted = page.evaluate(script("reachable"))
    for key in ("Tab", "Shift+Tab"):
        stops = walk(page, key, wanted)

        assert len(stops) == wanted, key
        assert [stop["name"] for stop in stops if not stop["isSeen"]] == []


def walk(page: Page, key: str, most: int) -> list[dict[str, Any]]:
    """Press a key until the focus leaves the page; return where it has been."""
    page.evaluate(script("forget_focus"))
    stops: list[dict[str, Any]] = []
    for _ in range(most + 1):
        page.keyboard.press(key)
        if not stops:  # the browser gives the page the keys again in a time of its own
            page.wait_for_function("document.activeElement !== document.body")
        focused = page.evaluate(script("focused"))
        if focused is None:
            break
        stops.append(focused)
    return stops


def press_until(page: Page, selector: str) -> None:
    """Press Tab until the focus is on an element."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def test_keys_alone_compare_an_address(page: Page, site: SiteServer, examples):
    example = pick_rich(examples)
    visit(page, f"{site.url(example.path)}#m={example.salt}")
    press_until(page, "#mail")
    page.keyboard.type(email_of(example))
    page.keyboard.press("Enter")

    page.wait_for_selector("#who-out[data-r=passed]")


def test_keys_alone_check_a_pasted_record(page: Page, site: SiteServer, examples):
    page.goto(site.url("verify/"))
    press_until(page, "#paste")
    page.keyboard.insert_text(pick_rich(examples).raw.decode())
    press_until(page, "#paste-form button")
    page.keyboard.press("Enter")

    page.wait_for_selector("html[data-state=valid]", state="attached")


def test_keys_alone_open_the_technical_details(page: Page, site: SiteServer, examples):
    visit(page, site.url(pick_rich(examples).path))
    press_until(page, "details.tech summary")
    page.keyboard.press("Enter")

    assert page.is_visible("[data-f=key]")
