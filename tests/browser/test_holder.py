"""What a holder does with a credential's page: share the private link, print it."""

import re
import shutil
import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.browsing import VERDICT_WORDS, text, visit
from tests.browser.examples import SITE, Example, email_of, pick, pick_rich

A4_LANDSCAPE = (842, 595)  # points


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


# On paper


def test_a_valid_credential_prints_on_one_page_without_a_verdict(
    page: Page, site, examples, tmp_path
):
    example = pick_rich(examples)
    visit(page, site.url(example.path))
    page.emulate_media(media="print")
    printed = page.inner_text("body")

    assert not VERDICT_WORDS.search(printed)
    assert "Not valid" not in printed
    assert "A print-out is not proof. Check it online." in printed
    for part in (example.name, example.document["credentialSubject"]["achievement"]["name"]):
        assert part in printed
    assert example.document["id"].removeprefix("https://") in printed

    file = tmp_path / "page.pdf"
    file.write_bytes(page.pdf(prefer_css_page_size=True))
    assert pages_of(file.read_bytes()) == [A4_LANDSCAPE]
    if shutil.which("pdftotext"):
        run = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True)
        assert example.name in run.stdout
        assert not VERDICT_WORDS.search(run.stdout)


def test_long_and_revoked_credentials_print_on_one_page(page: Page, site, examples):
    def length_of(example: Example) -> int:
        return len(example.document["credentialSubject"]["achievement"]["description"])

    longest = max(examples, key=length_of), max(examples, key=lambda example: len(example.name))
    for example in (*longest, pick(examples, "revoked")):
        visit(page, site.url(example.path))

        assert pages_of(page.pdf(prefer_css_page_size=True)) == [A4_LANDSCAPE], example.path


@pytest.mark.parametrize("verdict", ["revoked", "suspended", "expired", "not-yet-valid"])
def test_what_is_not_in_force_prints_as_not_valid(page: Page, site, examples, verdict):
    visit(page, site.url(pick(examples, verdict).path))
    page.emulate_media(media="print")

    assert page.is_visible(".void")
    assert "Not valid" in text(page, ".void")


def pages_of(pdf: bytes) -> list[tuple[int, int]]:
    """Return the sizes of a PDF's pages in points."""
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) == len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    return [(round(float(width)), round(float(height))) for width, height in boxes]
