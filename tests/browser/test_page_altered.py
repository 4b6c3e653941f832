"""What a credential's page shows is what was signed, or it says that it was altered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.browsing import script, text, visit
from tests.browser.examples import pick, pick_rich


@dataclass(frozen=True)
class Change:
    """A page with one thing changed: which, and the page."""

    what: str
    html: str


def changes(chromium: Browser, html: str, name: str) -> Iterator[Change]:
    blank = chromium.new_page()
    for what, changed in blank.evaluate(script(name), html):
        yield Change(what, changed)
    blank.close()


def test_a_page_with_one_thing_changed_says_so_and_shows_what_was_signed(
    page: Page, site, examples, chromium
):
    example = pick_rich(examples)
    html = site.read(example.path).decode()
    visit(page, site.url(example.path))
    signed = page.evaluate(script("signed"))
    found = {}
    for change in changes(chromium, html, "changes"):
        site.replace(example.path, change.html)
        state = visit(page, site.url(example.path))
        found[change.what] = (
            state,
            text(page, "#v-title"),
            page.evaluate(script("signed")) == signed,
        )

    assert found.pop("nothing") == ("valid", "Verified", True)
    assert len(found) > 60
    assert {
        what: said for what, said in found.items() if said != ("page-altered", "Page altered", True)
    } == {}


def test_a_date_that_was_reworded_is_shown_as_it_was_signed(page: Page, site, examples, chromium):
    example = pick(examples, "expired")
    html = site.read(example.path).decode()
    visit(page, site.url(example.path))
    signed = page.evaluate(script("signed"))
    found = {}
    for change in changes(chromium, html, "dates"):
        site.replace(example.path, change.html)
        visit(page, site.url(example.path))
        found[change.what] = page.evaluate(script("signed")) == signed

    assert len(found) >= 5
    assert [what for what, same in found.items() if not same] == []


def test_a_page_that_leaves_the_name_out_is_altered(page: Page, site, examples):
    example = pick(examples, "valid")
    html = site.read(example.path).decode()
    site.replace(example.path, re.sub(r"<bdi data-f=\"name\">.*?</bdi>", "", html))

    assert visit(page, site.url(example.path)) == "page-altered"


@pytest.mark.parametrize("verdict", ["revoked", "suspended", "expired", "not-yet-valid"])
def test_an_altered_page_goes_before_what_became_of_the_record(page: Page, site, examples, verdict):
    example = pick(examples, verdict)
    html = site.read(example.path).decode()
    site.replace(example.path, html.replace(f">{example.name}<", f">{example.name} Jr<"))

    assert visit(page, site.url(example.path)) == "page-altered"
