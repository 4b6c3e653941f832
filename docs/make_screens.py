"""Make the pictures of the README from the built example: `python docs/make_screens.py`.

Chromium sees the example at its own address; the files come from a build in a temporary folder.
"""

import mimetypes
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, Route, sync_playwright

from generator.build import build
from generator.content import load_site

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SHOWN = "5papxgvn3matbykabbei3o5n5a"  # Applied Data Analysis, valid
WIDTH, HEIGHT = 1120, 860


def find_chromium() -> str | None:
    """Return the browser to use; None for Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("INSIGNIA_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def take(page: Page, address: str, name: str) -> None:
    """Open a credential's page, wait for its verdict, and keep the picture."""
    page.goto(address)
    page.wait_for_selector("html:not([data-state=idle]):not([data-state=checking])")
    page.screenshot(path=DOCS / f"{name}.png")


def main() -> None:
    """Write every picture."""
    site = load_site(ROOT)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        out = Path(name) / "site"
        build(ROOT, out, NOW)

        def serve(route: Route) -> None:
            path = out / route.request.url.removeprefix(site.config.url).partition("#")[0]
            if not path.is_file():
                route.fulfill(status=404)
                return
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            route.fulfill(body=path.read_bytes(), content_type=kind)

        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.route(f"{site.config.url}**", serve)
        page.clock.set_fixed_time(NOW)
        take(page, site.record_address(SHOWN), "credential")
        browser.close()


if __name__ == "__main__":
    main()
