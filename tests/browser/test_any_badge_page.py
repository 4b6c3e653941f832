"""The page for any badge: files are read here, other sites asked after a press alone."""

import base64
import json
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route

from generator import bake, content, signing
from generator.keys import IssuerKey, key_of_seed
from tests.browser.browsing import Watch, codes_shown, findings_shown, payload, script, text
from tests.browser.examples import NOW, ROOT, SITE, Example, pick, pick_rich, texts_of
from tests.browser.server import SiteServer
from tests.example.make_example import example_key

STRANGER = "did:web:stranger.example"
STRANGER_HOST = "stranger.example"
STRANGER_KEY = key_of_seed(STRANGER, bytes(range(32)))
IMPOSTOR_KEY = key_of_seed(STRANGER, bytes(range(1, 33)))
SETTLED = "html:not([data-state=checking])"
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u2028{{ 7*7 }}\"'>"
    "<svg/onload=alert(1)> \u202e <a href='javascript:alert(1)'>"
)


# Files


def png() -> bytes:
    """Return a picture of one pixel."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    ]
    return bake.PNG_SIGNATURE + b"".join(map(png_chunk, chunks))


def png_chunk(chunk: tuple[bytes, bytes]) -> bytes:
    kind, data = chunk
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with(*keywords: bytes) -> bytes:
    """Return a picture with an uncompressed text chunk under each keyword."""
    head, tail = png()[:33], png()[33:]
    texts = [png_chunk((b"iTXt", keyword + b"\0\0\0\0\0{}")) for keyword in keywords]
    return head + b"".join(texts) + tail


def svg() -> bytes:
    return (ROOT / "content/images/applied-data-analysis.svg").read_bytes()


def svg_with(inside: str, before: str = "") -> bytes:
    return (
        f'{before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{bake.NAMESPACE}">'
        f"{inside}</svg>"
    ).encode()


def stranger(example: Example, key: IssuerKey = STRANGER_KEY, **members: Any) -> dict[str, Any]:
    """Return an example's record as another issuer would have made it, signed with `key`."""
    document = {
        name: value
        for name, value in example.document.items()
        if name not in ("proof", "credentialStatus")
    }
    document["id"] = f"https://{STRANGER_HOST}/badge"
    document["issuer"] = {"id": STRANGER, "type": ["Profile"], "name": "Stranger Academy"}
    return signing.secure({**document, **members}, key, NOW)


def to_bytes(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


# Ways in


def choose(page: Page, name: str, data: bytes) -> None:
    page.set_input_files("#file", payload(name, data))


def paste_into_field(page: Page, _name: str, data: bytes) -> None:
    page.fill("#paste", data.decode())
    page.click("#paste-form button")


def transfer(page: Page, kind: str, name: str, data: bytes, *, as_text: bool = False) -> bool:
    encoded = base64.b64encode(data).decode()
    return bool(page.evaluate(script("transfer"), [kind, name, encoded, as_text]))


def drop(page: Page, name: str, data: bytes) -> None:
    assert not transfer(page, "drop", name, data), "the browser would have opened the file"


def paste_file(page: Page, name: str, data: bytes) -> None:
    transfer(page, "paste", name, data)


def paste_text(page: Page, name: str, data: bytes) -> None:
    transfer(page, "paste", name, data, as_text=True)


WAYS_FOR_FILES = {"choose": choose, "drop": drop, "paste": paste_file}
WAYS_FOR_TEXT = {**WAYS_FOR_FILES, "field": paste_into_field, "paste text": paste_text}


@pytest.fixture
def bench(page: Page, site: SiteServer) -> Page:
    """The page for any badge, open."""
    page.goto(site.url("verify/"))
    page.wait_for_selector("html.js", state="attached")
    return page


def result(page: Page) -> str:
    """Return the state of the answer once it is there."""
    page.wait_for_selector("#out:not([hidden])")
    page.wait_for_selector(SETTLED, state="attached")
    return str(page.get_attribute("html", "data-state"))


def error(page: Page) -> str:
    """Return what is said of a file that holds no badge."""
    page.wait_for_selector("#err:not(:empty)")
    assert not page.is_visible("#out")
    assert not page.is_visible("#ask")
    return text(page, "#err")


# This site's own records


@pytest.mark.parametrize("way", WAYS_FOR_TEXT)
def test_an_own_record_is_checked_without_a_question(bench: Page, examples, way):
    example = pick_rich(examples)
    WAYS_FOR_TEXT[way](bench, "badge.json", example.raw)

    assert result(bench) == "valid"
    assert text(bench, "#v-title") == f"Signed by {SITE.config.host}"
    assert not bench.is_visible("#ask")
    assert {outcome for _, outcome, _ in findings_shown(bench)} == {"passed"}


@pytest.mark.parametrize("way", WAYS_FOR_FILES)
@pytest.mark.parametrize(
    "baked", [lambda raw: bake.bake_png(png(), raw), lambda raw: bake.bake_svg(svg(), raw)]
)
def test_a_baked_record_is_found_in_its_picture(bench: Page, examples, baked, way):
    WAYS_FOR_FILES[way](bench, "badge", baked(pick_rich(examples).raw))

    assert result(bench) == "valid"


@pytest.mark.parametrize("verdict", ["revoked", "suspended", "expired", "not-yet-valid"])
def test_an_own_record_that_is_not_in_force_says_so(bench: Page, examples, verdict):
    choose(bench, "badge.json", pick(examples, verdict).raw)

    assert result(bench) == verdict


def test_everything_that_was_signed_is_shown(bench: Page, examples):
    example = pick_rich(examples)
    choose(bench, "badge.json", example.raw)
    result(bench)
    shown = bench.inner_text("#out")

    assert [signed for signed in texts_of(example) if signed not in shown] == []
    assert bench.evaluate("document.activeElement.id") == "out"


def test_an_altered_record_shows_the_name_of_its_file_alone(bench: Page, examples):
    example = pick_rich(examples)
    choose(bench, "my badge.json", example.raw.replace(b"Northfield College", b"Northfeld College"))

    assert result(bench) == "invalid"
    assert codes_shown(bench, "proof") == {"bad-signature"}
    assert text(bench, ".title") == "my badge.json"
    shown = bench.inner_text("#out")
    assert [signed for signed in texts_of(example) if signed in shown] == []


def test_one_record_after_another_leaves_nothing_behind(bench: Page, examples):
    choose(bench, "first.json", pick_rich(examples).raw)
    result(bench)
    plain = min(
        (item for item in examples if item.verdict == "valid"), key=lambda item: len(item.raw)
    )
    choose(bench, "second.json", plain.raw)
    bench.wait_for_selector(f"[data-f=name]:text-is('{plain.name}')")

    assert result(bench) == "valid"
    assert not bench.is_visible("[data-list=evidence]")
    assert pick_rich(examples).name not in bench.inner_text("#out")


# Other issuers' records


def publish(
    context: BrowserContext, watch: Watch, key: IssuerKey | None, *, allows: bool = True
) -> None:
    """Let the stranger's site publish a key, or nothing; `allows` is for other sites' scripts."""
    watch.origins.append(f"https://{STRANGER_HOST}")

    def answer(route: Route) -> None:
        assert route.request.url == f"https://{STRANGER_HOST}/.well-known/did.json"
        if key is None:
            route.abort()
            return
        document = content.new_did_document(STRANGER, [key.public_key])
        headers = {"Access-Control-Allow-Origin": "*" if allows else f"https://{STRANGER_HOST}"}
        route.fulfill(body=json.dumps(document), headers=headers, content_type="application/json")

    context.route(f"https://{STRANGER_HOST}/**", answer)


def ask(bench: Page, record: Mapping[str, Any]) -> Locator:
    """Open a stranger's record; the button that lets the page ask the stranger's site."""
    choose(bench, "badge.json", to_bytes(record))
    bench.wait_for_selector("#ask:not([hidden])")
    return bench.locator("#ask-go")


def test_another_site_is_asked_only_after_the_press(bench, context, watch, examples):
    publish(context, watch, STRANGER_KEY)
    before = list(watch.requests)
    button = ask(bench, stranger(pick_rich(examples)))

    assert watch.requests == before
    assert STRANGER_HOST in text(bench, "#ask-title")
    assert STRANGER_HOST in button.inner_text()
    assert bench.evaluate("document.activeElement.id") == "ask-go"
    assert not bench.is_visible("#out")
    assert "Stranger Academy" not in bench.inner_text("body")

    button.click()
    assert result(bench) == "valid"
    assert text(bench, "#v-title") == f"Signed by {STRANGER_HOST}"
    assert "Verified" not in text(bench, "#out")
    assert f"https://{STRANGER_HOST}/.well-known/did.json" in watch.requests


def test_a_visitor_can_decline(bench, context, watch, examples):
    publish(context, watch, STRANGER_KEY)
    ask(bench, stranger(pick_rich(examples)))
    before = list(watch.requests)
    bench.click("#ask-no")

    assert not bench.is_visible("#ask")
    assert not bench.is_visible("#out")
    assert watch.requests == before


def test_a_key_that_the_other_site_does_not_publish_confirms_nothing(
    bench, context, watch, examples
):
    publish(context, watch, STRANGER_KEY)
    ask(bench, stranger(pick_rich(examples), IMPOSTOR_KEY)).click()

    assert result(bench) == "unconfirmed"
    assert codes_shown(bench, "key") == {"key-not-listed"}
    assert "Stranger Academy" not in text(bench, "#out")


@pytest.mark.parametrize("given", [{"key": None}, {"key": STRANGER_KEY, "allows": False}])
def test_another_site_that_does_not_answer_leaves_it_open(bench, context, watch, examples, given):
    publish(context, watch, **given)
    watch.expected += [r"net::ERR_FAILED", r"CORS policy"]
    ask(bench, stranger(pick_rich(examples))).click()

    assert result(bench) == "unknown"
    assert text(bench, "#v-title") == "Could not check"
    assert f"{STRANGER_HOST} could not be reached" in text(bench, "#v-text")


def test_an_issuer_without_a_site_cannot_be_asked(bench, examples):
    issuer = {"id": "did:key:z6MkhaXgBZD", "type": ["Profile"], "name": "Key"}
    choose(bench, "badge.json", to_bytes(stranger(pick_rich(examples), issuer=issuer)))

    assert result(bench) == "unknown"
    assert "not named by a website" in text(bench, "#v-text")


def test_a_record_that_only_claims_this_issuer_is_not_believed(bench, examples):
    example = pick_rich(examples)
    claimed = stranger(example, issuer=example.document["issuer"])
    choose(bench, "badge.json", to_bytes(claimed))

    assert result(bench) == "unconfirmed"
    assert not bench.is_visible("#ask")


def test_a_record_with_another_kind_of_signature_is_left_open(bench, examples):
    record = stranger(pick_rich(examples))
    record["proof"] = [{**record["proof"][0], "cryptosuite": "ecdsa-rdfc-2019"}]
    choose(bench, "badge.json", to_bytes(record))

    assert result(bench) == "unknown"
    assert "signed in a way that this page cannot check" in text(bench, "#v-text")


# What holds no badge


FAULTY: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "noise": (lambda: bytes(range(256)), "This is not a badge."),
    "text": (lambda: b"hello", "This is not a badge."),
    "another document": (lambda: b'{"a": 1}', "This is not an Open Badges 3.0 badge."),
    "a number": (lambda: b"7", "This is not an Open Badges 3.0 badge."),
    "a thing said twice": (lambda: b'{"type": 1, "type": 2}', "states some details twice"),
    "too large": (lambda: b" " * 4_194_305, "larger than 4 MB"),
    "huge text": (lambda: b'{"a": "' + b"a" * 2_000_000 + b'"}', "larger than"),
    "deep": (lambda: b"[" * 100_000, "could not be read safely"),
    "a picture without a record": (png, "No badge was found"),
    "a drawing without a record": (svg, "No badge was found"),
    "two records in a picture": (
        lambda: png_with(bake.KEYWORD, bake.KEYWORD),
        "more than one badge",
    ),
    "two records in a drawing": (
        lambda: svg_with("<openbadges:credential>{}</openbadges:credential>" * 2),
        "more than one badge",
    ),
    "an older badge": (lambda: png_with(b"openbadges"), "Open Badges 2.0"),
    "half a picture": (lambda: png()[:-4], "damaged"),
    "a picture with a wrong sum": (lambda: png()[:-1] + b"\0", "damaged"),
    "a drawing with a document type": (
        lambda: svg_with("", '<!DOCTYPE svg [<!ENTITY a "b">]>'),
        "could not be read safely",
    ),
    "a page": (lambda: b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "damaged"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_what_holds_no_badge_says_why(bench: Page, name):
    make, reason = FAULTY[name]
    choose(bench, name, make())

    assert reason in error(bench)


# A drawing is parsed, never shown. Already there the policy stops its styles and handlers, and the
# styles in which Chromium reports a fault of it, and says so.
STOPPED = r"style-src|script-src-attr|inline event handler"


def test_a_drawing_that_is_not_well_formed_says_so(bench: Page, watch):
    watch.expected.append(STOPPED)
    choose(bench, "badge.svg", b"<svg")

    assert "damaged" in error(bench)


def test_a_drawing_with_styles_and_scripts_of_its_own_is_read_and_not_run(
    bench: Page, watch, examples
):
    watch.expected.append(STOPPED)
    record = pick_rich(examples).raw.decode().strip()
    drawing = svg_with(
        "<style>@import url(https://evil.example/a.css);</style><script>alert(1)</script>"
        '<image href="https://evil.example/a.png" style="fill:red" onload="alert(1)"/>'
        f"<openbadges:credential><![CDATA[{record}]]></openbadges:credential>"
    )
    choose(bench, "badge.svg", drawing)

    assert result(bench) == "valid"


def test_a_badge_after_a_faulty_file_is_checked(bench: Page, examples):
    choose(bench, "noise", b"hello")
    error(bench)
    choose(bench, "badge.json", pick_rich(examples).raw)

    assert result(bench) == "valid"
    assert text(bench, "#err") == ""


def test_an_empty_field_asks_for_nothing(bench: Page):
    bench.click("#paste-form button")

    assert bench.get_attribute("html", "data-state") == "idle"
    assert not bench.is_visible("#out")


# Hostile records


def filled(value: Any, hostile: str) -> Any:
    """Return a copy with every free text replaced."""
    free = {"name", "description", "narrative", "value", "tag", "targetName", "identityHash"}
    free |= {"targetFramework", "targetCode", "requiredValue", "fieldOfStudy", "caption"}
    if isinstance(value, list):
        return [filled(item, hostile) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: [hostile] if name == "tag" else hostile if name in free else filled(item, hostile)
        for name, item in value.items()
    }


def test_hostile_texts_stay_text_in_every_field(bench: Page, context, watch, examples):
    publish(context, watch, STRANGER_KEY)
    example = pick_rich(examples)
    count = "document.querySelectorAll('script, img, svg, iframe, a').length"
    subject = filled(example.document["credentialSubject"], HOSTILE)
    evidence = filled(example.document["evidence"], HOSTILE)
    issuer = {"id": STRANGER, "type": ["Profile"], "name": HOSTILE}
    record = stranger(
        example, name=HOSTILE, issuer=issuer, credentialSubject=subject, evidence=evidence
    )
    before = bench.evaluate(count)
    ask(bench, record).click()

    assert result(bench) == "valid"
    aligned = subject["achievement"].get("alignment", [])
    skills = [item for item in aligned if item["targetType"] == "ceasn:Competency"]
    links = len(evidence) + len(skills)
    assert bench.evaluate(count) == before + links
    for field in ("title", "name", "issuer", "desc", "criteria", "narrative"):
        assert bench.text_content(f"#out [data-f={field}]") == HOSTILE, field
    for part in ("skills", "results", "evidence"):
        assert bench.text_content(f"[data-list={part}] [data-k=name]") == HOSTILE, part
    assert bench.eval_on_selector_all(
        "#out a", "(links) => links.every((link) => !link.href || /^https?:$/.test(link.protocol))"
    )


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>.json", "a\u202egpj.json", "x" * 200 + ".json"]
)
def test_hostile_file_names_stay_text(bench: Page, examples, name):
    choose(bench, name, pick_rich(examples).raw.replace(b"Northfield", b"Southfield"))

    assert result(bench) == "invalid"
    assert bench.text_content("#out .title") == name
    assert bench.locator("#out .title *").count() == 0


def test_a_record_cannot_lead_the_check_to_another_address(bench: Page, examples):
    """What a record names (status, images, contexts) is not fetched from where it likes."""
    example = pick_rich(examples)
    status = {**example.document["credentialStatus"]}
    status["statusListCredential"] = "https://evil.example/list.json"
    document = {name: value for name, value in example.document.items() if name != "proof"}
    document["credentialStatus"] = status
    record = signing.secure(document, example_key(SITE.config.did, "current"), NOW)
    choose(bench, "badge.json", to_bytes(record))

    assert result(bench) == "unknown"
    assert codes_shown(bench, "status") == {"list-unreachable"}


# Without scripts


def test_without_scripts_the_page_says_that_it_cannot_check(page_without_script: Page, site):
    page = page_without_script
    page.goto(site.url("verify/"))

    assert page.is_visible(".js-off")
    assert not page.is_visible("#file")
    assert not page.is_visible("#out")


def test_a_link_to_the_page_checks_nothing_by_itself(page: Page, site):
    page.goto(site.url("verify/?url=https://evil.example/badge.json#https://evil.example/"))
    page.wait_for_selector("html.js", state="attached")

    assert page.get_attribute("html", "data-state") == "idle"
