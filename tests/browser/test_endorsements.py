"""What partners say on a programme's page: checked at load, and where they live if pressed."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from generator import content
from generator.vc import did
from tests.browser.browsing import VERDICT_WORDS, Watch, text
from tests.browser.examples import ROOT, SITE
from tests.browser.server import SiteServer
from tests.example.make_example import example_key

SLUG = "medicines-support"
PAGE = f"programs/{SLUG}/index.html"
PARTNER = "larkfield-care"
HOST = "larkfieldcare.example"
DID = f"did:web:{HOST}"
RECORD = f"content/endorsements/{SLUG}.{HOST}.json"
KEYS = f"endorsements/keys/{HOST}.json"
COMMENT = "All our homes ask for it, and we have seen fewer errors on the medicines round since."
ONE = "[data-endorsement]"
_BLOCK = re.compile(r'(?<=data-e="record">).*?(?=</script>)', re.DOTALL)


def open_page(page: Page, site: SiteServer, path: str = f"programs/{SLUG}/") -> str:
    """Return the state of the first endorsement on a page once it has been checked."""
    page.goto(site.url(path))
    page.wait_for_selector(f"{ONE}:not([data-state=checking])[data-state]")
    return str(page.get_attribute(ONE, "data-state"))


def said(page: Page, name: str) -> str:
    return text(page, f"{ONE} [data-e={name}]")


def edit_record(site: SiteServer, change: Any) -> None:
    """Serve the programme's page with another record in it."""
    record = json.loads((ROOT / RECORD).read_bytes())
    change(record)
    html = site.read(PAGE).decode()
    block = json.dumps(record).replace("<", "\\u003c")
    changed, count = _BLOCK.subn(lambda _: block, html)
    assert count == 1
    site.replace(f"programs/{SLUG}/", changed)


def publish(context: BrowserContext, watch: Watch, document: Any, *, host: str = HOST) -> list[str]:
    """Serve `document` as the key list of a partner's site, None for a site that is down."""
    watch.origins.append(f"https://{host}")
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if document is None:
            route.abort()
            return
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(body=json.dumps(document), headers=headers, content_type="application/json")

    context.route(f"https://{host}/**", answer)
    return asked


def key_list(partner: str = PARTNER, identity: str = DID) -> Any:
    key = example_key(identity, f"partner {partner}")
    return content.new_did_document(identity, [key.public_key])


def ask(page: Page) -> str:
    """Press the button and return what came of it."""
    page.click(f"{ONE} [data-e=ask]")
    page.wait_for_selector(f"{ONE}[data-answer]:not([data-answer=asking])")
    return str(page.get_attribute(ONE, "data-answer"))


def test_it_is_checked_against_the_copy_of_the_key_and_says_of_which_day(page, site):
    assert open_page(page, site) == "endorsed"
    assert said(page, "title") == f"Endorsed by {HOST}, as of 23 November 2026"
    assert said(page, "comment") == COMMENT


def test_no_other_host_is_contacted_without_a_press(page, site, watch):
    open_page(page, site)

    assert {url.split("/")[2] for url in watch.requests} == {site.origin.split("/")[2]}


def test_every_endorsement_of_the_example_is_confirmed(page, site):
    states = []
    for program in SITE.programs.values():
        page.goto(site.url(program.url_path))
        if page.locator(ONE).count():
            page.wait_for_selector(f"{ONE}:not([data-state=checking])[data-state]")
            states.append(page.get_attribute(ONE, "data-state"))

    assert states == ["endorsed"] * 5


def test_a_page_without_scripts_claims_nothing(page_without_script, site):
    page_without_script.goto(site.url(f"programs/{SLUG}/"))

    shown = text(page_without_script, "#endorsements")
    assert "Not checked" in shown
    assert not VERDICT_WORDS.search(shown)
    assert "Endorsed by" not in shown


def test_the_partner_confirms_when_it_is_asked(page, site, context, watch):
    asked = publish(context, watch, key_list())
    open_page(page, site)
    assert asked == []

    assert ask(page) == "live"
    assert asked == [f"https://{HOST}/.well-known/did.json"]
    assert said(page, "title") == f"Endorsed by {HOST}"


def test_an_identity_with_a_path_is_asked_there(page, site, context, watch):
    host, identity = "ternweir.example", "did:web:ternweir.example:people"
    asked = publish(context, watch, key_list("tern-and-weir", identity), host=host)
    open_page(page, site, "programs/applied-data-analysis/")

    assert ask(page) == "live"
    assert asked == [did.web_address(identity)]


def test_a_partner_that_does_not_answer_leaves_what_was_found(page, site, context, watch):
    publish(context, watch, None)
    watch.expected.append("net::ERR_FAILED")
    open_page(page, site)

    assert ask(page) == "unknown"
    assert page.get_attribute(ONE, "data-state") == "endorsed"
    assert said(page, "answer").startswith(f"{HOST} could not be asked")


def test_a_partner_that_has_given_up_the_key_does_not_confirm(page, site, context, watch):
    publish(context, watch, key_list("somebody else"))
    open_page(page, site)

    assert ask(page) == "refused"
    assert said(page, "title") == "Not confirmed"
    assert said(page, "text").startswith(f"{HOST} does not publish the key")


def test_the_policy_of_the_page_names_the_partners_site_alone(page, site):
    open_page(page, site)

    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or ""
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["connect-src"] == f"'self' https://{HOST}"


@pytest.mark.parametrize("name", ["endorsementComment", "id"])
def test_an_altered_record_is_not_confirmed_and_its_words_are_not_shown(page, site, name):
    altered = {"endorsementComment": "The best in the world.", "id": "https://x.example/"}

    def change(record: Any) -> None:
        record["credentialSubject"][name] = altered[name]

    edit_record(site, change)

    assert open_page(page, site) == "refused"
    assert said(page, "title") == "Not confirmed"
    assert not page.is_visible(f"{ONE} [data-e=comment]")


def test_an_endorsement_of_another_programme_is_not_confirmed(page, site):
    other = json.loads((ROOT / "content/endorsements/spill-response.harbour.seaholm.example.json")
                       .read_bytes())  # fmt: skip
    edit_record(site, lambda record: record.update(other))

    assert open_page(page, site) == "refused"
    assert said(page, "text").startswith("This is about something else")


def test_another_text_on_the_page_is_replaced_and_told(page, site, context, watch):
    html = site.read(PAGE).decode()
    site.replace(f"programs/{SLUG}/", html.replace(COMMENT, "The best in the world.", 1))

    assert open_page(page, site) == "refused"
    assert said(page, "comment") == COMMENT
    assert said(page, "text").startswith("The text on this page did not match")

    publish(context, watch, key_list())
    assert ask(page) == "refused"  # the key is right, and the page was not


def test_without_the_copy_of_the_key_it_could_not_be_checked(page, site, watch):
    site.remove(KEYS)
    watch.expected.append("status of 404")

    assert open_page(page, site) == "unknown"
    assert said(page, "title") == "Could not check"


def test_a_copy_with_another_key_confirms_nothing(page, site):
    copy = json.loads(site.read(KEYS))
    site.replace(KEYS, json.dumps({**copy, "didDocument": key_list("somebody else")}))

    assert open_page(page, site) == "refused"


def test_a_programme_without_endorsements_loads_no_script_for_them(page, site, watch):
    page.goto(site.url("programs/safe-mooring/"))

    assert not [url for url in watch.requests if url.endswith("/endorsements.js")]


# Holds back the first answer about a partner's keys until the page calls `release`.
_HOLD = """
const ask = window.fetch;
window.asked = 0;
const held = new Promise((resolve) => { window.release = resolve; });
window.fetch = async (address, ...others) => {
  const isFirst = String(address).includes('endorsements/keys/') && window.asked++ === 0;
  const answer = await ask(address, ...others);
  if (isFirst) await held;
  return answer;
};
"""


def test_the_partner_is_asked_only_after_the_copy_has_answered(page, site, context, watch):
    publish(context, watch, key_list("somebody else"))
    page.add_init_script(_HOLD)
    page.goto(site.url(f"programs/{SLUG}/"))
    page.wait_for_selector(f"{ONE}[data-state=checking]")
    page.click(f"{ONE} [data-e=ask]")
    assert page.evaluate("window.asked") == 1

    page.evaluate("window.release()")
    page.wait_for_selector(f"{ONE}[data-answer=refused]")
    assert page.get_attribute(ONE, "data-state") == "refused"


def test_the_button_keeps_the_focus(page, site, context, watch):
    publish(context, watch, key_list())
    open_page(page, site)
    ask(page)

    assert page.evaluate("document.activeElement.dataset.e") == "ask"


def test_a_language_that_came_before_its_script_is_spoken(page, site):
    held: list[Route] = []
    page.add_init_script("localStorage.setItem('insignia-language', 'de')")
    page.route("**/endorsements.js", lambda route: held.append(route))  # noqa: PLW0108 (no built-in)
    page.goto(site.url(f"programs/{SLUG}/"), wait_until="commit")
    page.wait_for_selector("html[data-words=de]")
    for route in held:
        route.continue_()
    page.wait_for_selector(f"{ONE}[data-state=endorsed]")

    assert said(page, "title") == f"Befürwortet von {HOST}, Stand 23. November 2026"
