"""Make the pictures of the README from the built example: `python docs/make_screens.py`.

Chromium sees the example at its own address; the files come from a build in a temporary folder.
"""

import mimetypes
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, Route, ViewportSize, sync_playwright

from generator.build import build
from generator.content import load_site

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SHOWN = "5papxgvn3matbykabbei3o5n5a"  # Applied Data Analysis, valid
DESKTOP: ViewportSize = {"width": 1120, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 780}
PAPER: ViewportSize = {"width": 1123, "height": 794}  # A4, 96 dots to the inch
LISTED = 9  # badges in the picture of the list


def find_chromium() -> str | None:
    """Return the browser to use; None for Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("INSIGNIA_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def open_credential(page: Page, address: str) -> None:
    """Open a credential's page and wait for its verdict."""
    page.goto(address)
    page.wait_for_selector("html:not([data-state=idle]):not([data-state=checking])")


def keep(page: Page, name: str) -> None:
    """Keep what is seen of a page."""
    page.screenshot(path=DOCS / f"{name}.png")


def main() -> None:
    """Write every picture."""
    site = load_site(ROOT)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        out = Path(name) / "site"
        build(ROOT, out, NOW)

        def serve(route: Route) -> None:
            path = out / route.request.url.removeprefix(site.config.url).partition("#")[0]
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                route.fulfill(status=404)
                return
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            route.fulfill(body=path.read_bytes(), content_type=kind)

        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport=DESKTOP)
        page.route(f"{site.config.url}**", serve)
        page.clock.set_fixed_time(NOW)
        open_credential(page, site.record_address(SHOWN))
        keep(page, "credential")
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(PHONE)
        keep(page, "phone")
        page.emulate_media(color_scheme="light", media="print")
        page.set_viewport_size(PAPER)
        keep(page, "certificate")
        page.emulate_media(media="screen")
        page.set_viewport_size(DESKTOP)
        page.goto(f"{site.config.url}verify/")
        page.set_input_files("#file", sorted((out / "c").rglob("*.json"))[:LISTED])
        page.wait_for_selector("#done:not([hidden])")
        page.evaluate("document.querySelector('#list').scrollIntoView()")
        keep(page, "list")
        browser.close()


if __name__ == "__main__":
    main()
