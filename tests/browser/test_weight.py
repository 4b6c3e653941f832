"""What a check costs its reader: bytes as served, and files until the verdict."""

import gzip
import re

import pytest
from playwright.sync_api import Page

from tests.browser.browsing import Watch, visit
from tests.browser.examples import Example

MAX_BYTES = {"page": 15_360, "assets/style.css": 12_288, "assets/credential-page.js": 14_336}
PICTURE = re.compile(r"<img\b[^>]*>")


@pytest.fixture(scope="module")
def simple(examples: list[Example]) -> Example:
    """A valid record in English that names one status list."""
    return next(
        item
        for item in examples
        if item.verdict == "valid"
        and isinstance(item.document["credentialStatus"], dict)
        and item.language.startswith("en")
    )


@pytest.mark.parametrize("name", MAX_BYTES)
def test_a_file_is_as_small_as_promised(site, examples, name):
    files = [item.path for item in examples] if name == "page" else [name]
    served = {file: len(gzip.compress(site.read(file), 9)) for file in files}

    assert {file: size for file, size in served.items() if size > MAX_BYTES[name]} == {}


def test_a_verdict_takes_six_files(page: Page, site, watch: Watch, simple):
    watch.expected.append("after.js")  # it comes behind the verdict, and here not at all
    site.replace(simple.path, PICTURE.sub("", site.read(simple.path).decode()))
    page.route("**/after.js", lambda route: route.abort())

    assert visit(page, site.url(simple.path)) == "valid"
    # The icon of the window is read beside, and nothing waits for it.
    asked = [path.removeprefix("/badges/") for path in site.requests if "favicon" not in path]
    assert sorted(asked) == sorted(
        [
            simple.path,
            "assets/style.css",
            "assets/credential-page.js",
            "assets/checks.en.json",
            "did.json",
            "status/revocation.json",
        ]
    )
