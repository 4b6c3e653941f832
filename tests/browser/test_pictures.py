"""The record in a picture, as a real browser finds it: the same bytes as in Python, or none."""

import json
import time

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.browsing import Watch, script
from tests.browser.examples import ROOT
from tests.browser.server import SiteServer
from tests.vector_cases import VECTORS

MODULES = ROOT / "themes" / "verifier"
PICTURES = VECTORS / "shared" / "pictures.json"


@pytest.fixture
def laboratory(context: BrowserContext, watch: Watch, site: SiteServer) -> Page:  # noqa: ARG001
    """An empty page beside the verifier's modules, without a policy."""
    for path in MODULES.glob("*.js"):
        site.overlay[f"/modules/{path.name}"] = path.read_bytes()
    site.overlay["/modules/pictures.json"] = PICTURES.read_bytes()
    site.overlay["/modules/index.html"] = (
        b"<!doctype html><title>Laboratory</title>"
        b'<link rel="icon" href="/badges/assets/favicon.svg">'
    )
    page = context.new_page()
    page.goto(f"{site.origin}/modules/index.html")
    return page


def test_a_browser_finds_the_record_that_python_finds_in_every_picture(laboratory: Page):
    wanted = {name: row["record"] for name, row in json.loads(PICTURES.read_bytes()).items()}

    assert dict(laboratory.evaluate(script("read_pictures"), "pictures.json")) == wanted


@pytest.mark.parametrize("piece", ["x", "<!--", " ", "<?a?>", "<g>"])
def test_a_long_picture_is_answered_at_once(laboratory: Page, piece):
    start = time.perf_counter()
    answer = laboratory.evaluate(
        """async (piece) => {
          const {unbake} = await import('./baked.js');
          const text = `<!${piece.repeat(4_000_000 / piece.length)}`;
          try {
            return unbake(new TextEncoder().encode(text)).length;
          } catch (error) {
            return error.reason ?? String(error);
          }
        }""",
        piece,
    )

    assert answer == "broken"
    assert time.perf_counter() - start < 5
