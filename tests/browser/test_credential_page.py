"""The page of a credential: what it says of its record, its key and its status."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from generator import content, signing
from tests.browser.browsing import (
    BROKEN,
    NOT_FOUND,
    TITLES,
    Watch,
    codes_shown,
    colour,
    colour_of_state,
    findings_shown,
    mark_of,
    text,
    visit,
)
from tests.browser.examples import (
    NOW,
    ROOT,
    SITE,
    VERDICTS,
    Example,
    edit_record,
    pick,
    pick_retired,
    pick_rich,
    record_in_page,
    texts_of,
)
from tests.browser.server import SiteServer
from tests.example.make_example import example_key

LIST = "status/revocation.json"
HOLD = "status/suspension.json"


# What the record is


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_page_says_what_its_record_is(page: Page, site: SiteServer, examples, verdict):
    example = pick(examples, verdict)

    assert visit(page, site.url(example.path)) == verdict
    assert text(page, "#v-title") == TITLES[verdict]
    assert text(page, "#when").startswith("Checked on this device, ")
    assert not page.is_visible("#retry")


def test_a_key_that_signs_no_more_still_confirms_what_it_signed(page: Page, site, examples):
    assert visit(page, site.url(pick_retired(examples).path)) == "valid"
    assert text(page, "#v-title") == "Verified"


def test_the_browser_finds_in_every_record_what_python_finds(page: Page, site, examples):
    shown = {}
    for example in examples:
        state = visit(page, site.url(example.path))
        shown[example.path] = (state, findings_shown(page))

    assert shown == {
        example.path: (
            example.verdict,
            [
                (check, mark_of(check, outcome, code), {code})
                for check, outcome, code in example.findings
            ],
        )
        for example in examples
    }


def test_a_page_shows_every_signed_text(page: Page, site, examples):
    example = pick_rich(examples)
    visit(page, site.url(example.path))
    shown = page.inner_text("main")

    assert [signed for signed in texts_of(example) if signed not in shown] == []


def test_a_check_asks_the_site_for_the_key_the_lists_and_the_words_alone(
    page: Page, site, examples
):
    example = pick(examples, "suspended")
    visit(page, site.url(example.path))
    asked = [path for path in site.requests if path.endswith(".json")]

    files = ("assets/checks.en.json", "did.json", LIST, HOLD)
    assert sorted(asked) == [f"/badges/{name}" for name in files]


@pytest.mark.parametrize("verdict", ["revoked", "suspended"])
def test_the_issuers_reason_is_shown_beside_the_verdict(page: Page, site, examples, verdict):
    visit(page, site.url(pick(examples, verdict).path))

    assert page.is_visible(".reason")


# The picture


def picture_of(example: Example) -> str:
    """Return the path of a record's picture below the site's address."""
    achievement = example.document["credentialSubject"]["achievement"]
    return str(achievement["image"]["id"]).removeprefix(SITE.config.url)


def test_another_picture_under_the_name_of_the_signed_one_is_not_shown(page: Page, site, examples):
    example = pick(examples, "valid")
    name = picture_of(example)
    site.replace(name, site.read(name) + b"<!-- other -->")

    assert visit(page, site.url(example.path)) == "page-altered"
    assert text(page, "#v-text").startswith("The picture on this page is not the one")
    assert page.locator("img[data-image]:visible").count() == 0


def test_an_exchanged_picture_goes_before_what_became_of_the_record(page: Page, site, examples):
    example = pick(examples, "expired")
    name = picture_of(example)
    site.replace(name, site.read(name) + b" ")

    assert visit(page, site.url(example.path)) == "page-altered"


def test_a_picture_that_cannot_be_compared_is_not_shown_and_the_page_says_so(
    page: Page, site, watch: Watch, examples
):
    example = pick(examples, "valid")
    watch.expected.append(NOT_FOUND)
    site.remove(picture_of(example))

    assert visit(page, site.url(example.path)) == "valid"
    assert page.is_visible("#no-picture")
    assert page.locator("img[data-image]:visible").count() == 0


def test_the_signed_picture_is_shown_without_a_word(page: Page, site, examples):
    visit(page, site.url(pick(examples, "valid").path))

    assert page.is_visible(".cred img[data-image]")
    assert not page.is_visible("#no-picture")


# Languages of the record


def test_of_several_languages_of_a_title_the_pages_is_shown(page: Page, site, examples):
    example = pick(examples, "valid")
    document = json.loads(example.raw)
    title = [
        {"@value": "Klugheit", "@language": "de"},
        {"@value": "Prudence", "@language": "en"},
    ]
    document["credentialSubject"]["achievement"]["name"] = title
    del document["proof"]
    signed = signing.secure(document, example_key(SITE.config.did, "current"), NOW)
    edit_record(site, example, lambda _: signing.serialise(signed).decode())

    assert visit(page, site.url(example.path)) == "page-altered"  # it was built with another title
    assert text(page, "h1") == "Prudence"


# What was changed after signing


def test_a_record_with_one_letter_changed_is_altered(page: Page, site, examples):
    example = pick_rich(examples)
    name = json.dumps(example.name, ensure_ascii=False)
    edit_record(site, example, lambda record: record.replace(name, name.replace("a", "e")))

    assert visit(page, site.url(example.path)) == "invalid"
    assert text(page, "#v-title") == "Altered"
    assert codes_shown(page, "proof") == {"bad-signature"}
    assert codes_shown(page, "validity") == codes_shown(page, "status") == {"not-reached"}
    assert page.is_visible(".claim")
    assert not page.is_visible("#print")
    assert not page.is_visible(".theirs")


def test_a_record_without_its_signature_is_not_signed(page: Page, site, examples):
    example = pick(examples, "valid")
    unsigned = {name: value for name, value in example.document.items() if name != "proof"}
    edit_record(site, example, lambda _: json.dumps(unsigned))

    assert visit(page, site.url(example.path)) == "invalid"
    assert text(page, "#v-title") == "Not signed"


@pytest.mark.parametrize("record", ["", "{}", "[1", '{"a": 1, "a": 2}', "null"])
def test_what_is_no_record_is_a_faulty_record(page: Page, site, examples, record):
    example = pick(examples, "valid")
    edit_record(site, example, lambda _: record)

    assert visit(page, site.url(example.path)) == "invalid"
    assert text(page, "#v-title") == "Faulty record"


def test_the_genuine_record_of_somebody_else_is_an_altered_page(page: Page, site, examples):
    example, other = pick_rich(examples), pick_retired(examples)
    edit_record(site, example, lambda _: record_in_page(site, other))

    assert visit(page, site.url(example.path)) == "page-altered"
    assert text(page, "#v-title") == "Page altered"
    assert text(page, ".to [data-f=name]") == other.name


# Well-formed texts that a host name or a function cannot take: each is for the check to refuse, and
# none may keep the page from saying so.
HOSTILE_CHANGES: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "a port beyond all ports": lambda record: record["issuer"].update(id="did:web:h%3A99999"),
    "a host in no alphabet": lambda record: record["issuer"].update(id="did:web:xn--a"),
    "a host that is too long": lambda record: record["issuer"].update(
        id="did:web:" + "a" * 100_000
    ),
    "more skills than a function takes": lambda record: record["credentialSubject"][
        "achievement"
    ].update(tag=[""] * 200_000),
    "an id with no end": lambda record: record.update(id=f"urn:{'a' * 400_000}//"),
    "more results than can be compared": lambda record: record["credentialSubject"].update(
        result=[{}] * 100_000,
        achievement=record["credentialSubject"]["achievement"]
        | {"resultDescription": [{}] * 100_000},
    ),
    "an end that is no date": lambda record: record.update(validUntil="9" * 100_000),
}


@pytest.mark.parametrize("change", HOSTILE_CHANGES)
def test_whatever_was_changed_the_answer_is_red(page: Page, site, examples, change):
    example = pick_rich(examples)
    document = json.loads(example.raw)
    HOSTILE_CHANGES[change](document)
    edit_record(site, example, lambda _: json.dumps(document))

    page.context.set_default_timeout(30_000)
    state = visit(page, site.url(example.path))
    assert state in {"invalid", "unconfirmed"}
    assert colour(page) == colour_of_state(page, "invalid")


# What the issuer's site says


def did_file(change: Callable[[dict[str, Any]], object]) -> bytes:
    document = json.loads((ROOT / content.DID_FILE).read_bytes())
    change(document)
    return json.dumps(document).encode()


def drop_key(document: dict[str, Any]) -> None:
    key = document["assertionMethod"].pop(0)
    document["verificationMethod"] = [
        entry for entry in document["verificationMethod"] if entry["id"] != key
    ]


def list_key_twice(document: dict[str, Any]) -> None:
    document["verificationMethod"].append(document["verificationMethod"][0])


def withdraw_key(document: dict[str, Any]) -> None:
    document["verificationMethod"][0]["revoked"] = "2026-01-01T00:00:00Z"


DID_FILES: Mapping[str, tuple[bytes | None, str, str, str]] = {
    "broken connection": (None, "unknown", "Could not check", "did-unreachable"),
    "a page in its place": (
        b"<!doctype html><p>Hi",
        "unknown",
        "Could not check",
        "did-unreadable",
    ),
    "empty": (b"", "unknown", "Could not check", "did-unreadable"),
    "of somebody else": (
        did_file(lambda it: it.update(id="did:web:elsewhere.example")),
        "unknown",
        "Could not check",
        "did-mismatch",
    ),
    "without the key": (
        did_file(drop_key),
        "unconfirmed",
        "Issuer not confirmed",
        "key-not-listed",
    ),
    "with the key twice": (
        did_file(list_key_twice),
        "unconfirmed",
        "Issuer not confirmed",
        "key-listed-twice",
    ),
    "with the key for other purposes": (
        did_file(lambda it: it["assertionMethod"].pop(0)),
        "unconfirmed",
        "Issuer not confirmed",
        "key-not-for-assertion",
    ),
    "with the key withdrawn": (
        did_file(withdraw_key),
        "unconfirmed",
        "Issuer not confirmed",
        "key-revoked",
    ),
}


@pytest.mark.parametrize("fault", DID_FILES)
def test_a_key_list_with_a_fault_confirms_nothing(page: Page, site, watch: Watch, examples, fault):
    body, state, title, code = DID_FILES[fault]
    watch.expected.append(BROKEN)
    site.replace("did.json", body)

    assert visit(page, site.url(pick(examples, "valid").path)) == state
    assert text(page, "#v-title") == title
    assert codes_shown(page, "key") >= {code}
    assert codes_shown(page, "proof") == {"not-reached"}


def test_without_the_key_list_a_page_is_neither_green_nor_red(
    page: Page, site, watch: Watch, examples
):
    watch.expected.append(NOT_FOUND)
    site.remove("did.json")

    assert visit(page, site.url(pick(examples, "revoked").path)) == "unknown"
    assert text(page, "#v-title") == "Could not check"
    assert codes_shown(page, "key") == {"did-unreachable"}
    assert page.is_visible("#retry")
    unknown = colour(page)
    others = {colour_of_state(page, state) for state in TITLES if state != "unknown"}
    assert unknown not in others
    assert len(others) == 3  # green, amber, red


def test_trying_again_checks_again(page: Page, site, watch: Watch, examples):
    watch.expected.append(NOT_FOUND)
    site.remove("did.json")
    visit(page, site.url(pick(examples, "valid").path))
    site.missing.clear()
    page.click("#retry")
    page.wait_for_selector("html[data-state=valid]", state="attached")

    assert text(page, "#v-title") == "Verified"


def altered_list() -> bytes:
    document = json.loads((ROOT / "content" / LIST).read_bytes())
    document["validFrom"] = "2026-11-23T09:00:00Z"
    return json.dumps(document).encode()


def stale_list() -> bytes:
    document = json.loads((ROOT / "content" / LIST).read_bytes())
    del document["proof"]
    document["validUntil"] = "2026-11-22T10:00:00Z"
    return signing.serialise(signing.secure(document, example_key(SITE.config.did, "current"), NOW))


LISTS: Mapping[str, tuple[Callable[[], bytes | None], str]] = {
    "broken connection": (lambda: None, "list-unreachable"),
    "a page in its place": (lambda: b"<!doctype html><p>Hi", "list-unreadable"),
    "altered": (altered_list, "list-untrusted"),
    "stale": (stale_list, "list-stale"),
    "another list": ((ROOT / "content" / HOLD).read_bytes, "list-wrong-address"),
}


@pytest.mark.parametrize("verdict", ["valid", "revoked"])
@pytest.mark.parametrize("fault", LISTS)
def test_a_status_list_with_a_fault_leaves_the_answer_open(
    page: Page, site, watch: Watch, examples, fault, verdict
):
    body, code = LISTS[fault]
    watch.expected.append(BROKEN)
    site.replace(LIST, body())

    assert visit(page, site.url(pick(examples, verdict).path)) == "unknown"
    assert text(page, "#v-title") == "Could not check"
    assert codes_shown(page, "proof") == {"ok"}
    assert codes_shown(page, "status") == {code}


def test_a_missing_status_list_leaves_the_answer_open(page: Page, site, watch: Watch, examples):
    watch.expected.append(NOT_FOUND)
    site.remove(LIST)

    assert visit(page, site.url(pick(examples, "valid").path)) == "unknown"
    assert codes_shown(page, "status") == {"list-unreachable"}


def test_a_missing_list_of_holds_leaves_the_answer_open(page: Page, site, watch: Watch, examples):
    watch.expected.append(NOT_FOUND)
    site.remove(HOLD)

    assert visit(page, site.url(pick(examples, "suspended").path)) == "unknown"
    assert codes_shown(page, "status") == {"list-unreachable"}
