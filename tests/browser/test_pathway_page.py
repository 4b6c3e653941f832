"""The page of a pathway: its map, its list, and how far the badges go that one drops on it."""

import json
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, Route

from generator import signing
from tests.browser.browsing import Watch, payload, text
from tests.browser.examples import NOW, SITE, Example
from tests.browser.server import SiteServer
from tests.example.make_example import example_key

WAY = "pathways/data-at-work/"
PARTS = ("spreadsheets-for-work", "applied-data-analysis", "data-stories")


def records(examples: Sequence[Example], *slugs: str, verdict: str = "valid") -> list[Example]:
    """Return a record of each programme."""
    return [
        next(
            example
            for example in examples
            if example.verdict == verdict
            and example.document["credentialSubject"]["achievement"]["id"].endswith(f"/{slug}/")
        )
        for slug in slugs
    ]


def give(page: Page, *files: tuple[str, bytes]) -> None:
    """Choose files, and wait until they have been looked at."""
    before = page.locator("#badges > li").count()
    page.set_input_files("#file", [payload(name, data) for name, data in files])
    page.wait_for_function(
        "(count) => document.querySelectorAll('#badges > li').length === count",
        arg=before + len(files),
    )


def give_records(page: Page, found: Sequence[Example]) -> None:
    give(page, *((f"{at}.json", example.raw) for at, example in enumerate(found)))


def marked(page: Page) -> set[str]:
    """Return the parts that the map and the list both mark as held."""
    in_map, in_list = (
        set(page.eval_on_selector_all(selector, "(all) => all.map((e) => e.dataset.part)"))
        for selector in (".map [data-part][data-done]", ".way [data-part][data-done]")
    )
    assert in_map == in_list
    return in_map


def why(page: Page) -> list[str]:
    return [item.translate({0x2068: None, 0x2069: None}) for item in page.locator(
        "#badges small").all_inner_texts()]  # fmt: skip


def test_one_badge_of_three_leaves_two_and_their_hours(page, site, examples):
    page.goto(site.url(WAY))
    give_records(page, records(examples, "spreadsheets-for-work"))

    assert text(page, "#standing-title") == "You hold 1 of 3 parts"
    assert text(page, "#hours-left") == "170 to 180 hours to go"
    assert page.locator("#left a").all_inner_texts() == [
        "Applied Data Analysis",
        "Telling Stories with Data",
        "Teaching Adults Online",
    ]
    assert marked(page) == {"spreadsheets-for-work"}


def test_badges_that_are_given_later_are_added(page, site, examples):
    page.goto(site.url(WAY))
    for slug in PARTS:
        give_records(page, records(examples, slug))

    assert text(page, "#standing-title") == "You hold every part"
    assert marked(page) == set(PARTS)
    assert not page.is_visible("#to-do")
    assert page.is_visible("#claim")


def test_the_credential_of_the_pathway_is_its_end(page, site, examples):
    page.goto(site.url(WAY))
    give_records(page, records(examples, "data-at-work"))

    assert text(page, "#standing-title") == "You hold this credential already"


def test_the_same_badge_counts_once(page, site, examples):
    (record,) = records(examples, "spreadsheets-for-work")
    page.goto(site.url(WAY))
    give_records(page, [record])
    page.set_input_files("#file", [payload("again.json", record.raw)])
    page.wait_for_selector("#standing-title:not(:empty)")

    assert page.locator("#badges > li").count() == 1


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        ("revoked", "It was withdrawn, so it does not count."),
        ("expired", "It has expired, so it does not count."),
        ("suspended", "It is on hold, so it does not count."),
    ],
)
def test_what_is_not_in_force_does_not_count(page, site, examples, verdict, sentence):
    record = next(example for example in examples if example.verdict == verdict)
    page.goto(site.url(WAY))
    give_records(page, [record])

    assert why(page) == [sentence]
    assert text(page, "#standing-title") == "You hold 0 of 3 parts"


def test_an_altered_badge_does_not_count_and_its_words_are_not_shown(page, site, examples):
    (record,) = records(examples, "spreadsheets-for-work")
    altered = record.raw.replace(b"Spreadsheets for Work", b"Spreadsheets for Sheep")
    page.goto(site.url(WAY))
    give(page, ("mine.json", altered))

    assert why(page) == ["It was altered or is faulty, so it does not count."]
    assert "Sheep" not in page.inner_text("main")
    assert marked(page) == set()


def test_another_part_of_the_site_is_no_part_of_this_way(page, site, examples):
    page.goto(site.url(WAY))
    give_records(page, records(examples, "safe-mooring"))

    assert why(page) == ["In force, but it is no part of this pathway."]


def test_another_issuer_is_not_asked(page: Page, site: SiteServer, examples, watch: Watch):
    (record,) = records(examples, "spreadsheets-for-work")
    document = json.loads(record.raw)
    document["issuer"]["id"] = "did:web:other.example"
    page.goto(site.url(WAY))
    give(page, ("other.json", json.dumps(document).encode()))

    assert why(page) == ["It was issued by other.example. Only badges of this site count here."]
    assert {url.split("/")[2] for url in watch.requests} == {site.origin.split("/")[2]}


def test_a_file_without_a_badge_is_said_to_have_none(page, site):
    page.goto(site.url(WAY))
    give(page, ("holiday.txt", b"no badge"))

    assert why(page) == ["No badge was found in this file."]


def test_links_of_this_site_are_read(page, site, examples):
    (record,) = records(examples, "applied-data-analysis")
    page.goto(site.url(WAY))
    page.click("#progress summary")
    page.fill("#links", SITE.config.url + record.path)
    page.click("#links-form button")
    page.wait_for_selector("#badges > li")

    assert marked(page) == {"applied-data-analysis"}


def test_badges_of_several_people_are_pointed_out(page, site, examples):
    first, second = (
        next(item for item in examples if item.verdict == "valid" and item.name.startswith(name))
        for name in ("Amara", "Kofi")
    )
    page.goto(site.url(WAY))
    give_records(page, [first, second])

    assert page.is_visible("#holders")


HOLDER = "urn:uuid:6f1c7a4e-0d1b-4f7e-9c55-2a8f3d0b9e61"


def nameless(example: Example) -> bytes:
    """Return a record as this site would have signed it for nobody by name."""
    document = {name: value for name, value in example.document.items() if name != "proof"}
    subject = {**document["credentialSubject"], "id": HOLDER}
    del subject["identifier"]
    key = example_key(SITE.config.did, "current")
    signed = signing.secure({**document, "credentialSubject": subject}, key, NOW)
    return json.dumps(signed).encode()


def test_a_badge_without_a_name_beside_one_with_a_name_is_pointed_out(page, site, examples):
    first, second = records(examples, "spreadsheets-for-work", "applied-data-analysis")
    page.goto(site.url(WAY))
    give(page, ("1.json", first.raw), ("2.json", nameless(second)))

    assert page.is_visible("#holders")


def test_an_altered_badge_beside_another_names_nobody(page, site, examples):
    (record,) = records(examples, "spreadsheets-for-work")
    page.goto(site.url(WAY))
    give(page, ("1.json", record.raw), ("2.json", record.raw.replace(b"2026", b"2025")))

    assert not page.is_visible("#holders")


@pytest.mark.parametrize("unread", ["status", "did.json"])
def test_a_badge_that_could_not_be_checked_is_checked_when_it_is_given_again(
    page, site, examples, watch, unread
):
    (record,) = records(examples, "spreadsheets-for-work")
    watch.expected.append("net::ERR_FAILED")
    page.goto(site.url(WAY))
    page.route(f"**/*{unread}*", lambda route: route.abort())
    page.route(f"**/{unread}/**", lambda route: route.abort())
    give_records(page, [record])
    assert why(page) == ["It could not be checked."]

    page.unroute_all()
    page.set_input_files("#file", [payload("again.json", record.raw)])
    page.wait_for_selector("#badges [data-r=passed]")
    assert why(page) == ["In force. It counts."]


def test_badges_that_are_given_during_a_check_do_not_end_it(page, site, examples):
    held: list[Route] = []
    page.goto(site.url(WAY))
    page.route("**/did.json", lambda route: held.append(route))  # noqa: PLW0108 (no built-in)
    page.set_input_files("#file", [payload("1.json", records(examples, PARTS[0])[0].raw)])
    give(page, ("holiday.txt", b"no badge"))
    assert text(page, "#standing-title") == "Checking your badges…"

    for route in held:
        route.continue_()
    page.wait_for_selector("#badges [data-r=passed]")
    assert text(page, "#standing-title") == "You hold 1 of 3 parts"


def test_more_badges_than_are_checked_at_a_time_are_told(page, site):
    page.goto(site.url(WAY))
    page.set_input_files("#file", [payload(f"{at}.txt", b"no badge") for at in range(101)])
    page.wait_for_selector("#badges > li")

    assert page.locator("#badges > li").count() == 100
    assert text(page, "#cut").startswith("At most 100 badges are checked at a time.")


@pytest.mark.parametrize(("focused", "then"), [("file", "standing"), ("language", "language")])
def test_the_focus_goes_to_the_answer_only_from_where_it_was_asked(
    page, site, examples, focused, then
):
    page.goto(site.url(WAY))
    page.focus(f"#{focused}")
    give_records(page, records(examples, "spreadsheets-for-work"))

    assert page.evaluate("document.activeElement.id") == then


def test_what_was_given_can_be_cleared(page, site, examples):
    page.goto(site.url(WAY))
    give_records(page, records(examples, *PARTS))
    page.click("#forget")

    assert not page.is_visible("#standing")
    assert marked(page) == set()
    assert page.evaluate("document.activeElement.id") == "file"


def test_nothing_is_kept_or_sent(page, site, examples, watch):
    page.goto(site.url(WAY))
    give_records(page, records(examples, *PARTS))

    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []
    assert [url for url in watch.requests if "?" in url] == []


def test_it_is_said_in_the_language_that_is_chosen_afterwards(page, site, examples):
    page.goto(site.url(WAY))
    give_records(page, records(examples, "spreadsheets-for-work"))
    page.select_option("#language", "de")
    page.wait_for_selector("html[data-words=de]")
    words = page.evaluate(
        "fetch(document.querySelector('#language').dataset.words + 'de.json').then((r) => r.json())"
    )

    forms = words["js"]["pathway"]["done"]
    assert text(page, "#standing-title") == forms["other"].format(done="1", count="3")


def test_a_phone_has_the_list_and_no_map(page, site):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(site.url(WAY))

    assert not page.is_visible(".map")
    assert page.locator(".way [data-part]").count() == 4


def test_a_map_that_is_too_wide_scrolls_in_a_region_of_its_own(page, site):
    page.set_viewport_size({"width": 700, "height": 700})
    page.goto(site.url("pathways/harbour-operations/"))
    page.focus(".mapped")

    assert page.evaluate("document.documentElement.scrollWidth") == 700
    assert page.evaluate("document.activeElement.scrollWidth > document.activeElement.clientWidth")


def test_titles_stay_inside_their_boxes(page, site):
    page.goto(site.url("pathways/harbour-operations/"))
    wider = page.eval_on_selector_all(
        ".map .box",
        """(boxes) => boxes.filter((box) => [...box.querySelectorAll('text')].some((text) =>
        text.getBBox().width > box.querySelector('rect').getBBox().width))
        .map((box) => box.textContent)""",
    )

    assert wider == []


def test_without_scripts_there_are_map_list_and_a_word_about_the_rest(page_without_script, site):
    page_without_script.goto(site.url(WAY))

    assert page_without_script.is_visible(".map")
    assert page_without_script.locator(".way [data-part]").count() == 4
    assert page_without_script.is_visible("#progress .js-off")
    assert not page_without_script.is_visible("#drop")


def test_a_review_that_becomes_due_after_the_build_is_marked(page, site):
    page.clock.set_fixed_time("2031-01-01T12:00:00Z")
    page.goto(site.url("programs/data-stories/"))

    assert page.is_visible(".due")


def test_a_review_that_is_not_due_is_not_marked(page, site):
    page.clock.set_fixed_time("2026-11-23T12:00:00Z")
    page.goto(site.url("programs/data-stories/"))

    assert not page.is_visible(".due")
