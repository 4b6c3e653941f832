"""The planner: a goal, what a visitor has, and what lies between; not a word leaves the page."""

import copy
import json
import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.browsing import (
    VERDICT_WORDS,
    Watch,
    is_scrolling_sideways,
    payload,
    script,
    text,
)
from tests.browser.examples import Example, pick
from tests.browser.server import SiteServer
from tests.browser.test_any_badge_page import STRANGER_KEY, drop, publish, stranger, to_bytes
from tests.browser.test_pathway_page import nameless
from tests.browser.test_site import RULES, WIDTHS

ADVERT = """\
Reporting Analyst

You know Excel (VLOOKUP, pivot tables) and write SQL queries. You keep calm.
Some GDPR.
"""
# The page listens longer than this does, so it is told first.
GO_TO = """(fragment) => new Promise((resolve) => {
  addEventListener('hashchange', () => resolve(), {once: true});
  location.hash = fragment;
})"""


@pytest.fixture
def plan(page: Page, site: SiteServer) -> Page:
    """The planner, open and ready."""
    return open_plan(page, site)


def open_plan(page: Page, site: SiteServer, link: str = "") -> Page:
    page.goto("about:blank")  # another fragment alone would not load the page again
    page.goto(site.url(f"plan/{link}"))
    page.wait_for_load_state("networkidle")
    return page


def write(page: Page, advert: str) -> None:
    """Put an advert into its field and wait until it has been looked through."""
    page.fill("#advert", advert)
    page.wait_for_selector("html[data-state=idle]")


def go_to(page: Page, fragment: str) -> None:
    """Change the page's fragment and wait until the page has been told."""
    page.evaluate(GO_TO, fragment)


def gap(page: Page) -> dict[str, str]:
    """Return how each skill that is asked for stands, by its name."""
    lines = page.locator("#gap > li")
    shown = [lines.nth(at) for at in range(lines.count())]
    return {line.locator("h3 a").inner_text(): str(line.get_attribute("data-s")) for line in shown}


def line(page: Page, skill: str) -> Any:
    return page.locator("#gap > li", has=page.get_by_role("link", name=skill, exact=True))


def programmes(page: Page, place: str) -> list[str]:
    return page.locator(f"{place} h3").all_inner_texts()


def hand_in(page: Page, *documents: Any) -> None:
    """Choose badge files and wait until they are listed with what came of them."""
    before = page.locator("#badges > li").count()
    files = [
        payload(f"badge-{at}.json", item if isinstance(item, bytes) else to_bytes(item))
        for at, item in enumerate(documents)
    ]
    page.set_input_files("#file", files)
    page.wait_for_function(
        "(n) => document.querySelectorAll('#badges > li:not([data-s=waiting])').length === n",
        arg=before + len(documents),
    )


def badge_of(examples: list[Example], slug: str, verdict: str = "valid") -> Example:
    """Return the first record of a programme with a verdict."""
    return next(
        item
        for item in examples
        if item.verdict == verdict
        and item.document["credentialSubject"]["achievement"]["id"].endswith(f"/{slug}/")
    )


# The goal


def test_nothing_is_shown_before_there_is_a_goal(plan: Page):
    assert not plan.is_visible("#answer")
    assert not plan.is_visible("#acts")


def test_a_role_shows_what_it_asks_for(plan: Page):
    plan.select_option("#role", "care-assistant")

    assert text(plan, "#gap-title") == "You have 0 of 6 skills"
    assert gap(plan) == {
        "Consent and dignity": "missing",
        "Record keeping in care": "missing",
        "Support with medicines": "missing",
        "Escalating concerns": "missing",
        "Food hygiene": "missing",
        "Calm communication under pressure": "missing",
    }


def test_an_advert_shows_which_of_its_words_matched(plan: Page):
    write(plan, ADVERT)

    assert text(plan, "#advert-found") == "5 skills found"
    assert list(gap(plan)) == [
        "Use spreadsheets software",
        "Formulas and lookups",
        "Pivot tables",
        "SQL",
        "Data protection in practice",
    ]
    sql = line(plan, "SQL").locator("[data-c=why]").inner_text()
    assert re.sub("[\u2068\u2069]", "", sql) == "The advert says “SQL queries”."


def test_what_was_found_is_marked_in_the_advert(plan: Page):
    write(plan, ADVERT)
    plan.click("#advert-part summary")

    assert plan.locator("#advert-text mark").all_inner_texts() == [
        "Excel", "VLOOKUP", "pivot tables", "SQL queries", "GDPR",
    ]  # fmt: skip
    assert plan.locator("#advert-text").text_content() == ADVERT


def test_an_advert_is_text_and_nothing_else(plan: Page):
    write(plan, "<img src=x onerror=alert(1)> SQL")

    assert plan.locator("#advert-text img").count() == 0
    assert gap(plan) == {"SQL": "missing"}


def test_a_role_and_an_advert_are_asked_for_together(plan: Page):
    plan.select_option("#role", "reporting-analyst")
    write(plan, "SQL, Excel and mooring")

    assert list(gap(plan))[-1] == "Mooring line handling"
    why = line(plan, "SQL").locator("[data-c=why]").inner_text()
    assert re.sub("[\u2068\u2069]", "", why) == (
        "Asked for by the role Reporting analyst. The advert says “SQL”."
    )


def test_a_skill_of_an_advert_can_be_left_out_and_taken_back(plan: Page):
    write(plan, ADVERT)
    line(plan, "Pivot tables").get_by_role("button").click()
    assert "Pivot tables" not in gap(plan)

    plan.click("#left button")
    assert "Pivot tables" in gap(plan)


def test_a_link_of_a_skill_page_asks_for_that_skill(page: Page, site: SiteServer):
    page.goto(site.url("skills/sql/"))
    page.click("a.main")
    page.wait_for_selector("#gap > li")

    assert gap(page) == {"SQL": "missing"}


# What the visitor has


def test_a_ticked_skill_is_had_at_the_level_that_is_asked_for(plan: Page):
    plan.select_option("#role", "reporting-analyst")
    line(plan, "SQL").locator("input").check()

    assert gap(plan)["SQL"] == "have"
    assert line(plan, "SQL").locator("select").input_value() == "Intermediate"
    assert line(plan, "SQL").locator("[data-c=by]").inner_text() == "You say so."


def test_a_lower_level_is_told_as_such(plan: Page):
    plan.select_option("#role", "reporting-analyst")
    line(plan, "SQL").locator("input").check()
    line(plan, "SQL").locator("select").select_option("Foundation")

    assert gap(plan)["SQL"] == "lower"
    said = line(plan, "SQL").locator("[data-c=state]").inner_text()
    assert re.sub("[\u2068\u2069]", "", said) == "You have it at a lower level: Foundation"


def test_a_level_that_is_not_known_is_told_as_such(plan: Page):
    plan.select_option("#role", "reporting-analyst")
    line(plan, "SQL").locator("input").check()
    line(plan, "SQL").locator("select").select_option("")

    assert gap(plan)["SQL"] == "unclear"


def test_a_ticked_skill_keeps_the_focus(plan: Page):
    plan.select_option("#role", "reporting-analyst")
    box = line(plan, "SQL").locator("input")
    box.focus()
    plan.keyboard.press("Space")

    assert box.evaluate("(element) => element === document.activeElement")


def test_a_badge_of_this_site_proves_its_skills(plan: Page, examples):
    plan.select_option("#role", "reporting-analyst")
    hand_in(plan, badge_of(examples, "spreadsheets-for-work").raw)

    assert text(plan, "#badges-status") == "1 badge counts"
    assert gap(plan)["Use spreadsheets software"] == "have"
    by = line(plan, "Use spreadsheets software").locator("[data-c=by]").inner_text()
    assert re.sub("[\u2068\u2069]", "", by) == (
        "Your badge Spreadsheets for Work, signed by northfield.example, names it at the level "
        "Intermediate. Recognised by its address."
    )


@pytest.mark.parametrize("verdict", ["revoked", "expired", "suspended"])
def test_a_badge_that_is_not_in_force_does_not_count(plan: Page, examples, verdict):
    plan.select_option("#role", "reporting-analyst")
    hand_in(plan, pick(examples, verdict).raw)

    assert text(plan, "#badges-status") == "0 badges count"
    assert "have" not in gap(plan).values()


def test_a_badge_that_was_altered_does_not_count(plan: Page, examples):
    record = json.loads(badge_of(examples, "spreadsheets-for-work").raw)
    record["credentialSubject"]["achievement"]["tag"] = ["SQL"]
    plan.select_option("#role", "reporting-analyst")
    hand_in(plan, record)

    assert "Altered or faulty" in text(plan, "#badges")
    assert "have" not in gap(plan).values()


def test_what_an_altered_badge_says_is_not_shown(plan: Page, examples):
    record = json.loads(badge_of(examples, "spreadsheets-for-work").raw)
    record["credentialSubject"]["achievement"]["name"] = "Doctor of Everything"
    hand_in(plan, record)

    assert "Doctor of Everything" not in text(plan, "#badges")


def test_a_file_that_is_no_badge_says_why(plan: Page):
    hand_in(plan, b"hello")

    assert "This is not a badge." in text(plan, "#badges")


def test_a_badge_can_be_dropped(plan: Page, examples):
    plan.select_option("#role", "reporting-analyst")
    drop(plan, "badge.json", badge_of(examples, "spreadsheets-for-work").raw)
    plan.wait_for_selector("#badges > li[data-s=valid]")

    assert gap(plan)["Data cleaning"] == "have"


def test_the_link_of_a_credential_counts_as_well(plan: Page, examples):
    plan.select_option("#role", "reporting-analyst")
    plan.fill("#paste", str(badge_of(examples, "spreadsheets-for-work").document["id"]))
    plan.click("#paste-form button")
    plan.wait_for_selector("#badges > li[data-s=valid]")

    assert gap(plan)["Data cleaning"] == "have"


def test_the_same_badge_twice_counts_once(plan: Page, examples):
    raw = badge_of(examples, "spreadsheets-for-work").raw
    hand_in(plan, raw)
    hand_in(plan, raw)

    assert text(plan, "#badges-status") == "1 badge counts"


def foreign(examples: list[Example], **alignment: str) -> dict[str, Any]:
    """Return another issuer's badge for one skill."""
    item = pick(examples, "valid")
    subject = dict(item.document["credentialSubject"])
    achievement = {name: value for name, value in subject["achievement"].items() if name != "tag"}
    aligned = {"type": ["Alignment"], **alignment}
    subject["achievement"] = {
        **achievement, "id": "https://stranger.example/b/1", "alignment": [aligned]
    }  # fmt: skip
    return stranger(item, credentialSubject=subject)


def test_another_issuer_is_asked_only_after_a_press(plan: Page, context, watch, examples):
    publish(context, watch, STRANGER_KEY)
    plan.select_option("#role", "reporting-analyst")
    sql = {"targetName": "Databases", "targetDescription": "Advanced"}
    url = "http://data.europa.eu/esco/skill/598de5b0-5b58-4ea7-8058-a4bc4d18c742"
    hand_in(plan, foreign(examples, **sql, targetUrl=url))
    assert not [asked for asked in watch.requests if "stranger.example" in asked]
    assert gap(plan)["SQL"] == "missing"

    plan.click("#ask-go")
    plan.wait_for_selector("#badges > li[data-s=valid]")
    assert gap(plan)["SQL"] == "have"


def test_another_issuer_that_is_not_asked_is_not_contacted(plan: Page, watch, examples):
    hand_in(plan, foreign(examples, targetName="SQL", targetUrl="https://x.example/"))
    plan.click("#ask-no")

    assert not plan.is_visible("#ask")
    assert "Not asked" in text(plan, "#badges")
    assert not [asked for asked in watch.requests if "stranger.example" in asked]


def test_a_question_that_was_refused_does_not_come_back(plan: Page, examples):
    hand_in(plan, foreign(examples, targetName="SQL", targetUrl="https://x.example/"))
    plan.click("#ask-no")
    hand_in(plan, badge_of(examples, "spreadsheets-for-work").raw)

    assert not plan.is_visible("#ask")


def test_a_badge_that_is_handed_in_after_a_refusal_is_asked_for(plan: Page, examples):
    hand_in(plan, foreign(examples, targetName="SQL", targetUrl="https://x.example/"))
    plan.click("#ask-no")
    hand_in(plan, foreign(examples, targetName="SQL", targetUrl="https://y.example/"))

    assert text(plan, "#ask-title").startswith("1 badge ")


def test_another_issuers_badge_that_names_a_programme_of_this_site_does_not_stand_for_it(
    plan: Page, context, watch, examples
):
    publish(context, watch, STRANGER_KEY)
    own = badge_of(examples, "spreadsheets-for-work")
    subject = copy.deepcopy(own.document["credentialSubject"])
    del subject["achievement"]["alignment"]  # so that nothing but its address speaks for it
    plan.select_option("#role", "reporting-analyst")
    hand_in(plan, stranger(own, credentialSubject=subject))
    plan.click("#ask-go")
    plan.wait_for_selector("#badges > li[data-s=valid]")

    assert "Spreadsheets for Work" in programmes(plan, "#next")


def test_the_title_of_another_issuers_badge_is_cut(plan: Page, context, watch, examples):
    publish(context, watch, STRANGER_KEY)
    badge = foreign(examples, targetName="SQL", targetUrl="https://x.example/")
    subject = badge["credentialSubject"]
    subject["achievement"]["name"] = "A" * 500
    hand_in(plan, stranger(pick(examples, "valid"), credentialSubject=subject))
    plan.click("#ask-go")
    plan.wait_for_selector("#badges > li[data-s=valid]")

    assert text(plan, "#badges [data-c=title]") == "A" * 120 + "…"


def of_person(examples: list[Example], name: str) -> Example:
    return next(item for item in examples if item.verdict == "valid" and item.name.startswith(name))


def test_badges_of_one_person_are_not_pointed_out(plan: Page, examples):
    hand_in(plan, of_person(examples, "Amara").raw)

    assert not plan.is_visible("#holders")


def test_badges_of_several_people_are_pointed_out(plan: Page, examples):
    hand_in(plan, of_person(examples, "Amara").raw, of_person(examples, "Kofi").raw)

    assert plan.is_visible("#holders")


def test_a_badge_without_a_name_beside_one_with_a_name_is_pointed_out(plan: Page, examples):
    hand_in(plan, of_person(examples, "Amara").raw, nameless(of_person(examples, "Kofi")))

    assert plan.is_visible("#holders")


def test_a_badge_that_does_not_count_names_nobody(plan: Page, examples):
    altered = of_person(examples, "Kofi").raw.replace(b"Kofi", b"Mofi")
    hand_in(plan, of_person(examples, "Amara").raw, altered)

    assert not plan.is_visible("#holders")


# What lies between


def test_the_best_next_programmes_come_with_reasons(plan: Page):
    plan.select_option("#role", "reporting-analyst")

    assert programmes(plan, "#next") == [
        "Applied Data Analysis",
        "Spreadsheets for Work",
        "Telling Stories with Data",
    ]
    first = text(plan, "#next > li:first-child")
    assert "hours" in first
    assert "£" in first
    assert re.search(r"Covers \d skills that are missing", first)


def test_the_shortest_way_says_its_hours_and_the_choices_that_it_makes(plan: Page):
    plan.select_option("#role", "berthing-assistant")
    pathway = text(plan, "#way > li:has-text('Harbour Operations')")

    assert text(plan, "#way-sum") == "2 programmes · 170 hours"
    assert text(plan, "#way-how") == "No other set of programmes covers this in fewer hours."
    assert "130 hours · £460" in pathway
    assert "If you choose First Response to Harbour Spills and Accueillir en français" in pathway


def test_parts_that_are_held_take_no_hours(plan: Page, examples):
    plan.select_option("#role", "berthing-assistant")
    hand_in(plan, badge_of(examples, "safe-mooring").raw)

    assert "122 of 130 hours, without the parts that you have" in text(plan, "#way")


def test_what_nothing_here_leads_to_is_named(plan: Page, site: SiteServer):
    index = json.loads(site.read("skills/index.json"))
    index["programs"] = []
    site.replace("skills/index.json", json.dumps(index))
    open_plan(plan, site, "#need=sql")

    assert text(plan, "#untaught") == "SQL"
    assert not plan.is_visible("#way-part")


def test_a_programme_whose_badge_is_held_is_not_proposed(plan: Page, examples):
    plan.select_option("#role", "reporting-analyst")
    hand_in(plan, badge_of(examples, "spreadsheets-for-work").raw)

    assert "Spreadsheets for Work" not in programmes(plan, "#next") + programmes(plan, "#way")


def test_who_has_all_of_it_is_told_so(plan: Page):
    plan.select_option("#role", "care-assistant")
    for box in plan.locator("#gap input[type=checkbox]").all():
        box.check()

    assert text(plan, "#done") == "You have all of it."
    assert not plan.is_visible("#next-part")
    assert not plan.is_visible("#way-part")


# What is kept, and what leaves


def test_nothing_leaves_the_page_and_nothing_is_stored(plan: Page, watch: Watch):
    before = len(watch.requests)
    plan.select_option("#role", "reporting-analyst")
    write(plan, ADVERT)
    line(plan, "SQL").locator("input").check()

    assert watch.requests[before:] == []
    assert plan.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]
    assert "#" not in plan.url


def test_a_link_holds_the_plan_when_it_is_asked_for(page, site, context: BrowserContext):
    plan = open_plan(page, site)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    plan.select_option("#role", "reporting-analyst")
    write(plan, "mooring")
    line(plan, "SQL").locator("input").check()
    plan.click("#link")
    plan.wait_for_selector("#link-out:not(:empty)")

    link = "#role=reporting-analyst&need=mooring-lines&have=sql:Intermediate"
    assert plan.url == site.url(f"plan/{link}")
    assert plan.evaluate("navigator.clipboard.readText()") == plan.url


def test_a_plan_comes_back_from_its_link(page: Page, site: SiteServer):
    open_plan(page, site, "#role=reporting-analyst&need=mooring-lines&have=sql:Foundation")

    assert page.input_value("#role") == "reporting-analyst"
    assert gap(page)["SQL"] == "lower"
    assert gap(page)["Mooring line handling"] == "missing"


def test_a_link_to_what_there_is_no_more_is_read_as_far_as_it_goes(page: Page, site: SiteServer):
    open_plan(page, site, "#role=astronaut&need=flying,sql&have=walking")

    assert page.input_value("#role") == ""
    assert gap(page) == {"SQL": "missing"}


def test_starting_again_forgets_everything(page: Page, site: SiteServer, examples):
    open_plan(page, site, "#role=reporting-analyst&have=sql")
    hand_in(page, badge_of(examples, "spreadsheets-for-work").raw)
    page.click("#reset")

    assert page.url == site.url("plan/")
    assert not page.is_visible("#answer")
    assert not page.is_visible("#badges-part")


def test_a_place_on_the_page_is_no_other_plan(plan: Page):
    plan.select_option("#role", "reporting-analyst")
    go_to(plan, "#main")

    assert plan.input_value("#role") == "reporting-analyst"


def test_the_way_back_from_a_place_on_the_page_changes_nothing(plan: Page):
    plan.select_option("#role", "reporting-analyst")
    go_to(plan, "#main")
    go_to(plan, "")

    assert plan.input_value("#role") == "reporting-analyst"


def test_another_plan_in_the_address_is_taken_over(plan: Page):
    plan.select_option("#role", "reporting-analyst")
    go_to(plan, "#role=care-assistant")

    assert plan.input_value("#role") == "care-assistant"


def test_a_link_cannot_put_words_on_the_page(page: Page, site: SiteServer):
    open_plan(page, site, "#need=sql:Call%20555-0199")

    assert line(page, "SQL").locator("[data-c=level]").inner_text() == ""


def test_that_a_link_was_copied_is_not_said_of_another_plan(plan: Page):
    plan.select_option("#role", "reporting-analyst")
    plan.click("#link")
    plan.wait_for_selector("#link-out:not(:empty)")
    line(plan, "SQL").locator("input").check()

    assert text(plan, "#link-out") == ""


def test_that_a_link_was_copied_is_not_left_in_another_language(plan: Page):
    plan.select_option("#role", "reporting-analyst")
    plan.click("#link")
    plan.wait_for_selector("#link-out:not(:empty)")
    plan.select_option("#language", "de")
    plan.wait_for_selector("html[lang=de]", state="attached")

    assert text(plan, "#link-out") == ""


# How it is shown


def test_a_box_that_goes_leaves_the_focus_on_its_skill(plan: Page, examples):
    plan.select_option("#role", "reporting-analyst")
    spreadsheets = line(plan, "Use spreadsheets software")
    spreadsheets.locator("input").check()
    hand_in(plan, badge_of(examples, "spreadsheets-for-work").raw)
    spreadsheets.locator("input").uncheck(force=True)

    assert plan.evaluate("document.activeElement.textContent") == "Use spreadsheets software"


def test_skills_are_named_in_the_language_that_the_reader_chooses(page: Page, site: SiteServer):
    open_plan(page, site, "#need=heat-pump-installation")
    page.select_option("#language", "de")
    page.wait_for_selector("html[lang=de]", state="attached")

    assert list(gap(page)) == ["Wärmepumpen installieren"]
    assert page.locator("#gap h3 a").get_attribute("lang") == "de"


def test_without_its_table_the_page_says_so(page: Page, site: SiteServer, watch: Watch):
    watch.expected.append("404")
    site.remove("skills/index.json")
    open_plan(page, site)

    assert page.is_visible("#no-index")


def test_without_script_the_roles_are_linked(page_without_script: Page, site: SiteServer):
    page_without_script.goto(site.url("plan/"))

    assert page_without_script.is_visible("a[href='../roles/care-assistant/']")
    assert not page_without_script.is_visible("#gap-title")
    assert not VERDICT_WORDS.search(text(page_without_script, "main"))


PAGES = {
    "a plan": "plan/#role=reporting-analyst&need=mooring-lines&have=sql:Foundation,data-cleaning",
    "an empty plan": "plan/",
    "the skills": "skills/",
    "a skill": "skills/use-spreadsheets/",
    "the roles": "roles/",
    "a role": "roles/berthing-assistant/",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_accessible(page: Page, site, axe_source, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(site.url(path))
    page.wait_for_load_state("networkidle")
    page.evaluate(axe_source)

    assert page.evaluate(script("axe"), RULES) == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_fits_its_screen(page: Page, site, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.url(path))
    page.wait_for_load_state("networkidle")

    assert not is_scrolling_sideways(page)


def test_a_full_plan_is_accessible(page: Page, site, axe_source, examples):
    open_plan(page, site, "#role=reporting-analyst")
    write(page, ADVERT)
    page.click("#advert-part summary")
    foreigner = foreign(examples, targetName="SQL", targetUrl="https://x.example/")
    hand_in(page, *[item.raw for item in examples[:6]], foreigner)
    page.evaluate(axe_source)

    assert page.evaluate(script("axe"), RULES) == []
