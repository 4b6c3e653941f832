"""A credential's page wherever it stands, in whatever browser, with scripts or without."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.browser.browsing import DONE, VERDICT_WORDS, Watch, findings_shown, text, visit
from tests.browser.examples import SITE, VERDICTS, pick, pick_rich, texts_of
from tests.browser.server import SiteServer

# Where the page stands, and in what browser


def serve_at(context: BrowserContext, watch: Watch, server: SiteServer, origin: str) -> None:
    """Answer for the whole of `origin` from the test's host."""

    def answer(route: Route) -> None:
        sent = server.answer(urlsplit(route.request.url).path)
        assert sent is not None
        route.fulfill(status=sent.status, headers=dict(server.headers(sent)), body=sent.body)

    context.route(f"{origin}/**", answer)
    watch.origins.append(origin)


def test_at_its_own_address_a_page_says_nothing_of_copies(context, page, watch, site, examples):
    serve_at(context, watch, site, f"https://{SITE.config.host}")

    assert visit(page, SITE.config.url + pick(examples, "valid").path) == "valid"
    assert not page.is_visible("#copy-note")
    assert not page.is_visible("#frame-note")
    assert text(page, "#addr") == SITE.config.host


def test_at_another_address_a_page_says_that_it_is_a_copy(page: Page, site, examples):
    visit(page, site.url(pick(examples, "valid").path))

    assert page.is_visible("#copy-note")
    assert text(page, "#here") == urlsplit(site.origin).netloc
    assert text(page, "#addr") == SITE.config.host


def test_inside_another_page_a_page_asks_to_be_opened_on_its_own(page: Page, site, examples):
    path = pick(examples, "valid").path
    site.overlay["/frame.html"] = (
        f'<!doctype html><link rel="icon" href="/badges/assets/favicon.svg">'
        f'<iframe src="{site.url(path)}"></iframe>'
    ).encode()
    page.goto(f"{site.origin}/frame.html")
    frame = page.frames[1]
    frame.wait_for_selector(DONE, state="attached")

    assert frame.get_attribute("html", "data-state") == "valid"
    assert frame.is_visible("#frame-note")


def test_a_saved_page_says_that_it_cannot_be_checked(
    context: BrowserContext, watch: Watch, built: Path, examples
):
    watch.origins.append("file://")
    page = context.new_page()

    assert visit(page, (built / pick(examples, "valid").path).as_uri()) == "unknown"
    assert text(page, "#v-title") == "Not checked"
    assert "saved copy" in text(page, "#v-text")
    assert {row[1] for row in findings_shown(page)} == {"unknown"}


def test_without_a_secure_connection_a_page_sends_to_the_real_one(
    context, page, watch, site, examples
):
    serve_at(context, watch, site, f"http://{SITE.config.host}")

    assert (
        visit(page, f"http://{SITE.config.host}/badges/{pick(examples, 'valid').path}") == "unknown"
    )
    assert "secure connection" in text(page, "#v-text")
    assert SITE.config.url in text(page, "#v-text")


def test_a_browser_that_cannot_check_signatures_says_so(context, page, site, examples):
    context.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined});")

    assert visit(page, site.url(pick(examples, "valid").path)) == "unknown"
    assert "too old" in text(page, "#v-text")


@pytest.mark.parametrize("verdict", ["valid", "revoked"])
def test_a_browser_without_ed25519_checks_all_the_same(context, page, site, examples, verdict):
    context.add_init_script(
        "SubtleCrypto.prototype.importKey = async () => {"
        " throw new DOMException('Unrecognized name', 'NotSupportedError'); };"
    )

    assert visit(page, site.url(pick(examples, verdict).path)) == verdict


@pytest.mark.parametrize("clock", ["2019-01-01T00:00:00Z", "2099-12-31T00:00:00Z"])
@pytest.mark.parametrize("verdict", ["valid", "not-yet-valid", "expired"])
def test_a_clock_that_is_wrong_does_not_change_the_answer(page, site, examples, verdict, clock):
    page.clock.set_fixed_time(clock)

    assert visit(page, site.url(pick(examples, verdict).path)) == verdict


# Without scripts


@pytest.mark.parametrize("verdict", VERDICTS)
def test_without_scripts_a_page_says_that_nothing_was_checked(
    page_without_script: Page, site, examples, verdict
):
    page = page_without_script
    page.goto(site.url(pick(examples, verdict).path))

    assert page.get_attribute("html", "data-state") == "idle"
    assert text(page, "#v-title") == "Not checked"
    assert "Nothing has been checked yet." in text(page, "#v-text")
    assert not VERDICT_WORDS.search(page.inner_text("body"))
    assert not VERDICT_WORDS.search(page.title())
    assert not page.is_visible("#print")
    assert not page.is_visible(".reason")


@pytest.mark.parametrize("verdict", VERDICTS)
def test_no_page_is_built_with_a_verdict_in_it(site, examples, verdict):
    html = site.read(pick(examples, verdict).path).decode()
    # Beside its data, a page holds the issuer's own words on why; they are hidden before a check.
    for unseen in (
        r"<script type=\"application/json\".*?</script>",
        r"<p class=\"reason\">.*?</p>",
    ):
        html = re.sub(unseen, "", html, flags=re.DOTALL)

    assert VERDICT_WORDS.findall(html) == []


def test_without_scripts_all_of_the_record_can_be_read(page_without_script: Page, site, examples):
    page, example = page_without_script, pick_rich(examples)
    page.goto(site.url(example.path))
    page.click("details.tech summary")
    shown = page.inner_text("main")

    assert [signed for signed in texts_of(example) if signed not in shown] == []
    assert example.method in shown
    assert str(example.document["id"]) in shown
    download = page.get_attribute("a[download]", "href")
    assert download == f"{Path(example.path).stem}.json"
