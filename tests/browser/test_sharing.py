"""What a holder takes from a credential's page: links, lines and code, all of them public."""

import re

import pytest
from playwright.sync_api import Page

from generator.sharing import Share
from generator.views import read_view
from tests.browser.browsing import is_scrolling_sideways, script, visit, wait_for_state
from tests.browser.examples import SITE, Example, pick, pick_rich

HIDDEN = ("revoked", "suspended")
SHOWN = ("valid", "expired", "not-yet-valid")
SNIPPETS = ("s-line", "s-signature", "s-embed")


def share_of(example: Example) -> Share:
    """Return what the build offers for a record."""
    return Share.of(read_view(example.document, SITE, "en"), SITE)


def open_box(page: Page) -> None:
    page.click("#share summary")
    page.wait_for_selector("#linkedin")


@pytest.fixture
def example(page: Page, site, examples) -> Example:
    """Open the box on the page of a record, by the holder's private link."""
    rich = pick_rich(examples)
    visit(page, f"{site.url(rich.path)}#m={rich.salt}")
    open_box(page)
    return rich


# What is copied


@pytest.mark.usefixtures("example")
def test_every_button_copies_what_stands_beside_it(context, page: Page):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    for button in page.query_selector_all("#share button[data-copy]"):
        source = page.query_selector(f"#{button.get_attribute('data-copy')}")
        assert source is not None
        button.click()
        page.wait_for_selector("#share-out:text('Copied')", state="attached")

        assert button.inner_text() == "Copied"
        assert page.evaluate("navigator.clipboard.readText()") == source.text_content()


def test_nothing_in_the_box_holds_the_salt_of_the_private_link(page: Page, example):
    markup = page.eval_on_selector("#share", "(e) => e.outerHTML")
    values = page.eval_on_selector_all("#share textarea", "(all) => all.map((e) => e.value)")

    assert example.salt not in markup + "".join(values)


def test_the_script_makes_what_the_build_made(page: Page, example):
    share = share_of(example)
    made = [page.input_value(f"#{name}") for name in SNIPPETS]

    assert made == [share.signature_text, share.signature_html, share.embed_html]
    assert page.get_attribute("#linkedin", "href") == share.linkedin_url
    assert page.text_content("#s-json") == share.json_url


@pytest.mark.usefixtures("example")
def test_a_button_says_its_name_again_when_it_is_left(context, page: Page):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#link")
    page.wait_for_selector("#link:text('Copied')")
    page.focus("#print")

    assert page.inner_text("#link") == "Copy link"
    assert page.text_content("#share-out") == ""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.usefixtures("example")
def test_what_was_copied_is_said_without_moving_anything(context, page: Page, language, width):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": width, "height": 900})
    page.select_option("#language", language)
    page.wait_for_selector(f"html[lang^={language}]", state="attached")
    places = "(all) => all.map((e) => JSON.stringify(e.getBoundingClientRect()))"
    name = page.inner_text("#link")
    before = page.eval_on_selector_all("button, summary", places)
    page.eval_on_selector("#link", "(e) => e.click()")
    page.wait_for_function("(name) => document.querySelector('#link').innerText !== name", arg=name)

    assert page.eval_on_selector_all("button, summary", places) == before


@pytest.mark.usefixtures("example")
def test_what_was_copied_is_not_said_in_the_language_that_was_left(context, page: Page):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.eval_on_selector("#link", "(e) => e.click()")
    page.wait_for_selector("#link:text('Copied')")
    page.select_option("#language", "de")
    page.wait_for_selector("html[lang^=de]", state="attached")

    assert page.inner_text("#link") == "Link kopieren"


def test_without_a_clipboard_there_is_nothing_to_press(context, page: Page, site, examples):
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    visit(page, site.url(pick_rich(examples).path))
    page.wait_for_selector("button[data-copy]", state="detached")

    assert not page.is_visible("#link")


# What stands there


@pytest.mark.parametrize("name", ["s-embed", "s-line", "linkedin", "s-json"])
def test_what_somebody_changed_is_written_anew(page: Page, site, examples, name):
    """A part of the page that is not compared, with an address that is not the record's."""
    example = pick_rich(examples)
    html = site.read(example.path).decode()
    changed = re.sub(
        rf'(<a [^>]*id="{name}" href="|<\w+ id="{name}"[^>]*>)[^<"]*', r"\1https://evil.test/", html
    )
    assert changed != html
    site.replace(example.path, changed)
    visit(page, site.url(example.path))
    page.wait_for_selector("#link:visible")

    assert "evil.test" not in page.eval_on_selector(f"#{name}", "(e) => e.outerHTML")


def test_a_field_that_somebody_changed_is_reported(page: Page, site, examples):
    example = pick_rich(examples)
    html = site.read(example.path).decode()
    changed = re.sub(r'(id="s-issuer"[^>]*>)[^<]*', r"\1Evil College", html)
    assert changed != html
    site.replace(example.path, changed)

    assert visit(page, site.url(example.path)) == "page-altered"
    assert not page.is_visible("#share")


@pytest.mark.parametrize("verdict", HIDDEN)
def test_what_is_withdrawn_is_not_for_sharing(page: Page, site, examples, verdict):
    visit(page, site.url(pick(examples, verdict).path))

    assert not page.is_visible("#share")


@pytest.mark.parametrize("verdict", SHOWN)
def test_what_stands_is_for_sharing(page: Page, site, examples, verdict):
    visit(page, site.url(pick(examples, verdict).path))

    assert page.is_visible("#share")


@pytest.mark.parametrize(
    ("verdict", "shown"),
    [
        ("valid", {"#link", "#pictures", "#linkedin"}),
        ("suspended", {"#link", "#pictures"}),
        ("expired", {"#link", "#pictures"}),
        ("not-yet-valid", {"#link", "#pictures"}),
        ("revoked", {"#link"}),
    ],
)
def test_what_can_be_taken_away_is_what_the_verdict_allows(
    page: Page, site, examples, verdict, shown
):
    visit(page, site.url(pick(examples, verdict).path))
    page.wait_for_selector("#link:not([hidden])")
    page.eval_on_selector("#share", "(e) => { e.open = true; }")

    assert {name for name in ("#link", "#pictures", "#linkedin") if page.is_visible(name)} == shown


@pytest.mark.usefixtures("example")
def test_the_code_for_a_phone_is_shown(page: Page):
    page.wait_for_function("document.querySelector('.qr-here img').naturalWidth > 0")

    assert page.is_visible(".qr-here img")


def test_a_wallet_gets_the_record_as_it_was_signed(page: Page, site, example):
    link = page.get_attribute("#share a[type='application/vc']", "href")
    answer = page.request.get(site.url(f"{example.path.rpartition('/')[0]}/{link}"))

    assert answer.body() == example.raw


def test_without_script_everything_can_be_read(page_without_script: Page, site, examples):
    page, example = page_without_script, pick_rich(examples)
    share = share_of(example)
    page.goto(site.url(example.path))
    open_box(page)

    assert page.inner_text("#s-url") == example.document["id"]
    assert page.input_value("#s-embed") == share.embed_html
    assert page.get_attribute("#linkedin", "href") == share.linkedin_url
    assert not page.is_visible("#share button")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_open_box_is_accessible(page: Page, site, examples, axe_source, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.url(pick_rich(examples).path))
    wait_for_state(page)
    open_box(page)
    page.evaluate(axe_source)

    assert (
        page.evaluate(script("axe"), ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
        == []
    )
    assert not is_scrolling_sideways(page)
