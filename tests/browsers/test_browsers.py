"""What visitors see in Firefox ESR and in WebKitGTK: the same as in Chromium.

Chromium is in `tests/browser`, with all that is asked once only.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator import bake
from tests.browser.browsing import DONE, TITLES, mark_of, script
from tests.browser.examples import ROOT, VERDICTS, email_of, pick, pick_rich
from tests.browser.laboratory import (
    differences,
    furnish,
    records_in_pictures,
    shared_cases,
)
from tests.browser.server import SiteServer
from tests.browser.states import STATES, bring_about
from tests.browsers.conftest import WATCH_FILE
from tests.browsers.conftest import watched as watched_page
from tests.browsers.engines import Engine

PAGES = ("", "programs/", "pathways/data-at-work/", "issuer/", "verify/", "about/", "404.html")
NOTED = "() => noted"
STATE = "() => document.documentElement.dataset.state"
TEXT = "(selector) => document.querySelector(selector).innerText.replace(/[\\u2068\\u2069]/g, '')"
MARKS = (
    "() => [...document.querySelectorAll('li[id^=c-]')].map((e) => [e.id.slice(2), e.dataset.r])"
)
WAIT = """async (selector) => {
  for (let turn = 0; turn < 500; turn++) {
    if (document.querySelector(selector)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}"""


@pytest.fixture
def watched(engine: Engine, site: SiteServer) -> Iterator[SiteServer]:
    """The site; the test fails if the page it ends on tells of an error or a breach of policy."""
    yield site
    assert engine.evaluate(NOTED) == []


@pytest.fixture
def wait(engine: Engine) -> Callable[[str], None]:
    def wait(selector: str) -> None:
        assert engine.evaluate(WAIT, selector), f"{selector} does not come"

    return wait


@pytest.fixture
def visit(engine: Engine, wait) -> Callable[[str], str]:
    """Open a credential's page and return the state that it comes to."""

    def visit(url: str) -> str:
        engine.open(url)
        wait(DONE)
        return str(engine.evaluate(STATE))

    return visit


# The verifier


def test_every_case_comes_to_what_it_has_to(engine: Engine, site: SiteServer):
    scenarios, wanted = shared_cases()
    engine.open(furnish(site))
    site.overlay["/modules/cases.json"] = scenarios.data()
    found = engine.evaluate(script("run_scenarios"), "cases.json")

    assert differences(found, wanted) == {}


def test_the_record_in_every_picture_is_the_one_that_python_finds(engine: Engine, site: SiteServer):
    engine.open(furnish(site))
    found = engine.evaluate(script("read_pictures"), "pictures.json")

    assert dict(found) == records_in_pictures()


# A credential's page


@pytest.mark.parametrize("state", STATES)
def test_a_page_comes_to_its_state(engine: Engine, watched, visit, examples, state):
    example = bring_about(watched, examples, state)

    assert visit(watched.url(example.path)) == state
    assert engine.evaluate(TEXT, "#v-title") == TITLES[state]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_page_marks_every_check_as_python_does(engine: Engine, watched, visit, examples, verdict):
    example = pick(examples, verdict)
    visit(watched.url(example.path))

    assert engine.evaluate(MARKS) == [
        [check, mark_of(check, outcome, code)] for check, outcome, code in example.findings
    ]


def test_the_private_link_knows_the_holders_address(engine: Engine, watched, visit, wait, examples):
    example = pick_rich(examples)
    visit(f"{watched.url(example.path)}#m={example.salt}")
    engine.write("#mail", email_of(example))
    engine.click("#who button")
    wait("#who-out[data-r=passed]")

    assert engine.evaluate(TEXT, "#who-out").startswith("Yes.")


def test_the_private_link_knows_no_other_address(engine: Engine, watched, visit, wait, examples):
    example = pick_rich(examples)
    visit(f"{watched.url(example.path)}#m={example.salt}")
    engine.write("#mail", "somebody@elsewhere.example")
    engine.click("#who button")
    wait("#who-out[data-r=unknown]")

    assert engine.evaluate(TEXT, "#who-out").startswith("No match for somebody@elsewhere.example.")


def test_a_saved_page_says_that_it_cannot_be_checked(engine: Engine, visit, built, examples):
    page = built / pick(examples, "valid").path
    saved = page.with_name("saved.html")
    saved.write_bytes(watched_page(page.read_bytes(), "watch.js"))
    page.with_name("watch.js").write_bytes(WATCH_FILE.read_bytes())

    assert visit(saved.as_uri()) == "unknown"
    assert engine.evaluate(TEXT, "#v-title") == "Not checked"
    assert "saved copy" in engine.evaluate(TEXT, "#v-text")
    assert engine.evaluate(NOTED) == []


def test_a_saved_page_loads_no_modules(engine: Engine, tmp_path: Path, wait):
    # If this fails, the browser is not as it comes, and what saved pages do in it means nothing.
    (tmp_path / "module.js").write_bytes(b"document.documentElement.className = 'loaded';")
    (tmp_path / "classic.js").write_bytes(
        b"import('./module.js').catch(() => { document.documentElement.className = 'refused'; });"
    )
    page = tmp_path / "saved.html"
    page.write_bytes(b'<!doctype html><title>Saved</title><script src="classic.js"></script>')
    engine.open(page.as_uri())
    wait("html[class]")

    assert engine.evaluate("() => document.documentElement.className") == "refused"


def test_a_page_prints(engine: Engine, watched, visit, examples):
    visit(watched.url(pick(examples, "valid").path))
    pdf = engine.pdf()
    if pdf is None:
        pytest.skip(f"{engine.name} has no command for it")

    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 10_000


# The page for any badge


def json_file(raw: bytes) -> bytes:
    return raw


def svg_file(raw: bytes) -> bytes:
    return bake.bake_svg((ROOT / "content/images/applied-data-analysis.svg").read_bytes(), raw)


@pytest.mark.parametrize(("suffix", "write"), [("json", json_file), ("svg", svg_file)])
def test_the_page_for_any_badge_reads_a_file(
    engine: Engine, watched, wait, examples, tmp_path, suffix, write
):
    example = pick_rich(examples)
    file = tmp_path / f"badge.{suffix}"
    file.write_bytes(write(example.raw))
    engine.open(watched.url("verify/"))
    wait("html.js")
    engine.choose("#file", file)
    wait("html[data-state=valid]")

    assert example.name in engine.evaluate(TEXT, "#out")


# Every page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_without_an_error(engine: Engine, watched: SiteServer, path):
    engine.open(watched.url(path))

    assert engine.evaluate("() => document.images.length > 0")
