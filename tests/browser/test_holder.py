"""What a holder does with a credential's page: share the private link."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.browsing import text, visit
from tests.browser.examples import SITE, Example, email_of, pick_rich

# The holder's private link


@pytest.fixture
def private_page(page: Page, site, examples) -> Callable[[], Example]:
    """Open the private link of a record that was issued to an address."""

    def open_link() -> Example:
        example = pick_rich(examples)
        visit(page, f"{site.url(example.path)}#m={example.salt}")
        return example

    return open_link


@pytest.mark.parametrize("write", [str, str.upper, str.title, " {} ".format])
def test_the_private_link_knows_the_holders_address(page: Page, private_page, write):
    address = write(email_of(private_page()))
    assert page.is_visible("#theirs")
    assert not page.is_visible("#theirs-how")
    page.fill("#mail", address)
    page.click("#who button")
    page.wait_for_selector("#who-out[data-r=passed]")

    assert text(page, "#who-out").startswith("Yes.")


def test_the_private_link_knows_no_other_address(page: Page, private_page, site):
    address = email_of(private_page()).replace(".org", ".com")
    site.requests.clear()
    page.fill("#mail", address)
    page.press("#mail", "Enter")
    page.wait_for_selector("#who-out[data-r=unknown]")

    assert text(page, "#who-out").startswith(f"No match for {address}.")
    assert site.requests == []


def test_another_salt_matches_no_address(page: Page, site, examples):
    example = pick_rich(examples)
    visit(page, f"{site.url(example.path)}#m=AAAAAAAAAAAAAAAAAAAAAA")
    page.fill("#mail", email_of(example))
    page.click("#who button")
    page.wait_for_selector("#who-out[data-r=unknown]")


def test_the_public_link_offers_no_comparison(page: Page, site, examples):
    visit(page, site.url(pick_rich(examples).path))

    assert not page.is_visible("#theirs")
    assert page.is_visible("#theirs-how")


def test_a_record_without_an_address_offers_no_comparison(page: Page, site, examples):
    (example, *_) = (
        item
        for item in examples
        if item.verdict == "valid" and len(item.document["credentialSubject"]["identifier"]) == 1
    )
    visit(page, f"{site.url(example.path)}#m={example.salt}")

    assert not page.is_visible("#theirs")


def test_the_copied_link_is_not_the_private_one(context, page: Page, private_page):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    example = private_page()
    page.click("#link")
    page.wait_for_selector("#link:text('Copied')")

    assert page.evaluate("navigator.clipboard.readText()") == SITE.config.url + example.path
