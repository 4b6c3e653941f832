"""The badge with its record in it, as the holder takes it from the credential's page."""

import json
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.bake import bake_png, bake_svg, unbake
from generator.picture import badge_picture
from generator.vc.verify import verify
from tests.browser.browsing import (
    BROKEN,
    NOT_FOUND,
    Watch,
    is_scrolling_sideways,
    save_picture,
    script,
    text,
    visit,
)
from tests.browser.examples import (
    NOW,
    SITE,
    VERDICTS,
    Example,
    depict,
    edit_record,
    pick,
    pick_retired,
    pick_rich,
)

FORMS = ("png", "svg")
SCRIPT = "assets/bake.js"


def image_of(example: Example) -> str:
    """Return the path of a record's picture below the site's address."""
    image = example.document["credentialSubject"]["achievement"]["image"]["id"]
    return str(image).removeprefix(SITE.config.url)


def json_of(example: Example) -> str:
    return example.path.replace(".html", ".json")


# What is taken


@pytest.mark.parametrize("verdict", [verdict for verdict in VERDICTS if verdict != "revoked"])
def test_a_picture_carries_the_record_to_whoever_checks_it(page: Page, site, examples, verdict):
    example = pick(examples, verdict)
    visit(page, site.url(example.path))
    svg = badge_picture(SITE, example.raw, "svg")
    expected = {"png": example.raw.strip(), "svg": unbake(bake_svg(svg, example.raw))}
    for form in FORMS:
        name, picture = save_picture(page, form)
        record = unbake(picture)

        assert name == f"{Path(example.path).stem[:10]}.{form}"
        assert record == expected[form]
        assert json.loads(record) == example.document
        assert verify(record, SITE.config.did, SITE.published, NOW).verdict == verdict
    assert text(page, "#picture-out") == ""


def test_a_badge_in_every_language_can_be_taken(page: Page, site, examples):
    by_language = {
        example.document["credentialSubject"]["achievement"].get("inLanguage"): example
        for example in examples
    }
    for example in by_language.values():
        visit(page, site.url(example.path))
        record = unbake(save_picture(page, "svg")[1])

        assert record.isascii()
        assert json.loads(record) == example.document
    assert len(by_language) > 3


def test_whatever_an_svg_is_made_of_is_kept(page: Page, site, watch: Watch, examples):
    # Styles are reported where the file is read, and work where it is looked at.
    watch.expected += ["inline style", "style-src-(?:attr|elem) inline"]
    parts = (
        '<style>.a{fill:red}</style><!-- made by hand --><g style="fill:#123456">',
        '<text xml:space="preserve">\u00e9 &lt; \U0001f986</text></g>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a"/>',
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{"".join(parts)}</svg>'
    picture = f'<?xml version="1.0" encoding="utf-8"?>\n{svg}'.encode()
    example = depict(site, pick_rich(examples), picture)
    visit(page, site.url(example.path))
    _, taken = save_picture(page, "svg")

    assert unbake(taken) == unbake(bake_svg(svg.encode(), example.raw))
    assert [part for part in parts if part not in taken.decode()] == []


def test_the_picture_is_the_programmes_own(page: Page, site, examples):
    example = pick_rich(examples)
    visit(page, site.url(example.path))
    for form in FORMS:
        _, picture = save_picture(page, form)
        if form == "png":
            assert struct.unpack(">II", picture[16:24]) == (512, 512)
        site.replace(f"baked.{form}", picture)
        addresses = [site.url(image_of(example)), site.url(f"baked.{form}")]

        assert page.evaluate(script("difference"), addresses) <= 2, form


def test_a_picture_that_is_a_png_is_kept_as_it_is(page: Page, site, examples):
    png = badge_picture(SITE, pick(examples, "expired").raw, "png")
    example = depict(site, pick_rich(examples), bake_png(png, b'{"old":1}'))
    visit(page, site.url(example.path))

    assert save_picture(page, "png")[1] == bake_png(png, example.raw)


def test_the_script_is_asked_for_when_it_is_wanted(page: Page, site, examples):
    visit(page, site.url(pick(examples, "valid").path))
    asked = f"{site.base_path}{SCRIPT}"
    assert asked not in site.requests
    for form in FORMS:
        save_picture(page, form)

    assert site.requests.count(asked) == 1


def test_the_buttons_stand_side_by_side_on_every_screen(page: Page, site, examples):
    visit(page, site.url(pick_rich(examples).path))
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        boxes = [page.locator(f"#as-{form}").bounding_box() for form in FORMS]

        assert boxes[0] is not None
        assert boxes[1] is not None
        assert boxes[0]["y"] == boxes[1]["y"], width
        assert not is_scrolling_sideways(page)


# When nothing is


@pytest.mark.parametrize("state", ["invalid", "page-altered", "unconfirmed", "unknown"])
def test_what_is_not_proven_is_not_offered(page: Page, site, watch: Watch, examples, state):
    example = pick(examples, "valid")
    if state == "invalid":
        edit_record(site, example, lambda record: record.replace("Northfield", "Southfield"))
    elif state == "page-altered":
        html = site.read(example.path).decode()
        site.replace(example.path, html.replace(f">{example.name}<", f">{example.name} Jr<"))
    elif state == "unconfirmed":
        site.replace("did.json", site.read("did.json").replace(b"z6Mk", b"z6Mr"))
    else:
        watch.expected.append(NOT_FOUND)
        site.remove("did.json")

    assert visit(page, site.url(example.path)) == state
    assert not page.is_visible("#as-png")
    assert not page.is_visible("#as-svg")


def test_a_badge_that_was_withdrawn_is_not_offered(page: Page, site, examples):
    assert visit(page, site.url(pick(examples, "revoked").path)) == "revoked"
    assert not page.is_visible("#as-png")
    assert not page.is_visible("#as-svg")


def test_without_scripts_nothing_is_offered(page_without_script: Page, site, examples):
    page_without_script.goto(site.url(pick(examples, "valid").path))

    assert not page_without_script.is_visible("#as-png")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "fault",
    ["no script", "no record", "other record", "changed record", "no picture", "broken picture"],
)
def test_what_goes_wrong_is_said(page: Page, site, watch: Watch, examples, form, fault):
    example = pick_rich(examples)
    # Chromium words a broken picture in a document of its own, with styles that the policy refuses.
    watch.expected += [BROKEN, NOT_FOUND, "inline style", "style-src-attr inline"]
    if fault == "no script":
        site.replace(SCRIPT, None)
    elif fault == "no record":
        site.remove(json_of(example))
    elif fault == "other record":
        site.replace(json_of(example), pick_retired(examples).raw)
    elif fault == "changed record":
        site.replace(json_of(example), example.raw.replace(b"Northfield", b"Southfield", 1))
    elif fault == "no picture":
        site.remove(image_of(example))
    else:
        example = depict(site, example, b"<svg")
    taken: list[str] = []
    page.on("download", lambda download: taken.append(download.suggested_filename))
    visit(page, site.url(example.path))
    page.click(f"#as-{form}")
    page.wait_for_selector("#picture-out:not(:empty)")

    assert text(page, "#picture-out").startswith("The picture could not be made.")
    assert taken == []


def test_a_picture_that_carries_a_record_is_not_baked_again(page: Page, site, examples):
    example = pick_rich(examples)
    svg = badge_picture(SITE, example.raw, "svg")
    example = depict(site, example, bake_svg(svg, pick_retired(examples).raw))
    visit(page, site.url(example.path))
    page.click("#as-svg")
    page.wait_for_selector("#picture-out:not(:empty)")
    page.click("#as-png")  # which is drawn, so that nothing of the file stays
    page.wait_for_selector("#picture-out:empty", state="attached")

    assert json.loads(unbake(save_picture(page, "png")[1])) == example.document


def test_another_try_can_succeed(page: Page, site, watch: Watch, examples):
    example = pick_rich(examples)
    watch.expected.append(NOT_FOUND)
    site.remove(json_of(example))
    visit(page, site.url(example.path))
    page.click("#as-png")
    page.wait_for_selector("#picture-out:not(:empty)")
    site.missing.clear()

    assert unbake(save_picture(page, "png")[1]) == example.raw.strip()
    assert text(page, "#picture-out") == ""
