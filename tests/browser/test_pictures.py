"""The record in a picture, as a real browser finds it: the same bytes as in Python, or none."""

import time

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.browsing import Watch, script
from tests.browser.laboratory import furnish, records_in_pictures
from tests.browser.server import SiteServer


@pytest.fixture
def laboratory(context: BrowserContext, watch: Watch, site: SiteServer) -> Page:  # noqa: ARG001
    page = context.new_page()
    page.goto(furnish(site))
    return page


def test_a_browser_finds_the_record_that_python_finds_in_every_picture(laboratory: Page):
    found = laboratory.evaluate(script("read_pictures"), "pictures.json")

    assert dict(found) == records_in_pictures()


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
