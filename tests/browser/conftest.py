"""The built example site on a host of its own, and a real Chromium that looks at it.

A missing Chromium is a failure: without these tests nobody knows what a visitor sees.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from generator.build import build
from tests.browser.browsing import Watch
from tests.browser.examples import NOW, ROOT, SITE, Example, load_examples
from tests.browser.server import SiteServer
from tests.peers.packages import installed

HERE = Path(__file__).resolve().parent
# Chromium asks its maker's hosts many things by itself; a test run has no use for the answers.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site, built."""
    out = tmp_path_factory.mktemp("site") / "public"
    build(ROOT, out, NOW)
    return out


@pytest.fixture(scope="session")
def examples() -> list[Example]:
    return load_examples()


@pytest.fixture(scope="session")
def host(built: Path) -> Iterator[SiteServer]:
    with SiteServer(built, SITE.config.base_path, NOW) as server:
        yield server


@pytest.fixture
def site(host: SiteServer) -> Iterator[SiteServer]:
    """The host of the example site, as built; what a test changes lasts for that test."""
    host.reset()
    yield host
    host.reset()


@pytest.fixture(scope="session")
def axe_source() -> str:
    return (installed() / "axe-core" / "axe.min.js").read_text("utf-8")


# Started once for each file, not for the session: while it runs, Playwright keeps an event loop in
# this thread, which would be in the way of other tests.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = chromium_path()
        try:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except PlaywrightError as error:
            pytest.fail(
                "no Chromium: install one (chromium, google-chrome, or 'playwright install "
                f"chromium'), or name one in INSIGNIA_CHROMIUM\n{error}"
            )
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(locale="en-GB", timezone_id="Pacific/Auckland")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def watch(context: BrowserContext, site: SiteServer) -> Iterator[Watch]:
    """What must not happen on any page; the test fails if it did."""
    watch = Watch(context, site.origin)
    yield watch
    watch.check()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:  # noqa: ARG001  every page is watched
    return context.new_page()


@pytest.fixture
def page_without_script(chromium: Browser, site: SiteServer) -> Iterator[Page]:
    context = chromium.new_context(locale="en-GB", java_script_enabled=False)
    watch = Watch(context, site.origin)
    yield context.new_page()
    watch.check()
    context.close()


def chromium_path() -> str | None:
    """Return the browser to start: the one that is named, one on PATH, or None: Playwright's."""
    named = os.environ.get("INSIGNIA_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome")
    return named or next((path for name in names if (path := shutil.which(name))), None)
