"""Many badges at a time: the list, what is asked of other sites, the files made of it."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from generator import __version__, bake, content, signing
from generator.keys import key_of_seed
from tests.browser.browsing import (
    NOT_FOUND,
    Watch,
    is_scrolling_sideways,
    payload,
    script,
    text,
)
from tests.browser.examples import NOW, ROOT, SITE, Example, pick, pick_rich
from tests.browser.server import SiteServer
from tests.browser.test_any_badge_page import drop, png, stranger, svg, to_bytes
from tests.browser.test_site import RULES, WIDTHS
from tests.example.make_example import example_key

Files = Sequence[tuple[str, bytes]]
HOSTS = ("alpha.example", "beta.example", "gamma.example")
KEYS = {
    host: key_of_seed(f"did:web:{host}", bytes([number]) * 32)
    for number, host in enumerate(HOSTS, 1)
}
FOUND = {
    "revoked.json": "revoked",
    "suspended.json": "suspended",
    "expired.json": "expired",
    "not-yet-valid.json": "not-yet-valid",
    "altered.json": "invalid",
    "baked.png": "valid",
    "baked.svg": "valid",
    "again.json": "valid",
    "noise.json": "none",
    "picture.png": "none",
    **{f"{host}.json": "unasked" for host in HOSTS},
}


def foreign(example: Example, host: str, **members: Any) -> bytes:
    """Return an example's record as the issuer at `host` would have made it."""
    issuer = {"id": f"did:web:{host}", "type": ["Profile"], "name": "Stranger Academy"}
    return to_bytes(stranger(example, KEYS[host], issuer=issuer, **members))


def mixed(examples: Sequence[Example]) -> Files:
    """Return forty files, of every kind that people hand in."""
    valid = [item for item in examples if item.verdict == "valid"]
    standing = ("revoked", "suspended", "expired", "not-yet-valid")
    rest = [
        *((f"{verdict}.json", pick(examples, verdict).raw) for verdict in standing),
        ("altered.json", valid[0].raw.replace(b"Northfield College", b"Southfield College")),
        ("baked.png", bake.bake_png(png(), valid[-1].raw)),
        ("baked.svg", bake.bake_svg(svg(), valid[-2].raw)),
        ("again.json", valid[0].raw),
        ("noise.json", b"hello"),
        ("picture.png", png()),
        *((f"{host}.json", foreign(valid[0], host)) for host in HOSTS),
    ]
    own = [(f"own-{at:02}.json", item.raw) for at, item in enumerate(valid[: 40 - len(rest)])]
    return [*own, *rest]


@pytest.fixture
def bench(page: Page, site: SiteServer) -> Page:
    """The page for any badge, open."""
    page.goto(site.url("verify/"))
    page.wait_for_selector("html.js", state="attached")
    return page


def give(bench: Page, files: Files) -> None:
    """Choose files and wait for their list."""
    bench.set_input_files("#file", [payload(name, data) for name, data in files])
    settle(bench)


def give_text(bench: Page, given: str) -> None:
    bench.fill("#paste", given)
    bench.click("#paste-form button")
    settle(bench)


def settle(bench: Page) -> None:
    bench.wait_for_selector("#list:not([hidden]) #done:not([hidden])", timeout=30_000)


def rows(bench: Page) -> dict[str, dict[str, str]]:
    """Return what stands in each line that is shown, by its file."""
    found = bench.eval_on_selector_all(
        "#rows tr:not([hidden])",
        """(lines) => lines.map((line) => ({state: line.dataset.s, ...Object.fromEntries(
        [...line.querySelectorAll('[data-c]')].map((e) => [e.dataset.c, e.textContent]))}))""",
    )
    return {row["file"]: row for row in found}


def states(bench: Page) -> dict[str, str]:
    return {name: row["state"] for name, row in rows(bench).items()}


def publish(context: BrowserContext, watch: Watch) -> None:
    """Let the other sites publish their keys."""

    def answer(route: Route) -> None:
        host = route.request.url.split("/")[2]
        assert route.request.url == f"https://{host}/.well-known/did.json"
        document = content.new_did_document(f"did:web:{host}", [KEYS[host].public_key])
        route.fulfill(
            body=json.dumps(document),
            headers={"Access-Control-Allow-Origin": "*"},
            content_type="application/json",
        )

    for host in HOSTS:
        watch.origins.append(f"https://{host}")
        context.route(f"https://{host}/**", answer)


def save(bench: Page, button: str) -> bytes:
    with bench.expect_download() as download:
        bench.click(button)
    return download.value.path().read_bytes()


def as_csv(bench: Page) -> list[dict[str, str]]:
    data = save(bench, "#as-csv").decode("utf-8")
    assert data.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(data[1:], newline="")))


def as_json(bench: Page) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(save(bench, "#as-json"))
    return report


def named(example: Example, name: str) -> bytes:
    """Return an own record, signed, whose achievement has another name."""
    document = {key: value for key, value in example.document.items() if key != "proof"}
    subject = document["credentialSubject"]
    achievement = {**subject["achievement"], "name": name}
    document["credentialSubject"] = {**subject, "achievement": achievement}
    return to_bytes(signing.secure(document, example_key(SITE.config.did, "current"), NOW))


# The list


def test_every_file_gets_a_line_and_its_own_answer(bench: Page, examples):
    files = mixed(examples)
    give(bench, files)
    own = {name: "valid" for name, _ in files if name.startswith("own-")}

    assert len(files) == 40
    assert states(bench) == own | FOUND
    assert "Revoked 1" in text(bench, "#list-status")


def test_files_without_a_badge_are_not_counted_as_badges(bench: Page, examples):
    give(bench, mixed(examples))
    others = [name for name, state in states(bench).items() if state == "none"]

    assert len(others) == 2
    assert text(bench, "#list-title") == "38 badges checked"


def test_a_long_name_of_a_file_keeps_its_end_in_view(bench: Page, examples):
    name = f"{'long' * 20}.json"
    give(bench, [(name, pick_rich(examples).raw), ("two.json", b"{")])
    place = bench.locator("[data-c=file]").first
    sheet = bench.locator("#list").bounding_box()
    end = place.locator("span").last.bounding_box()
    assert sheet is not None
    assert end is not None

    assert place.text_content() == place.get_attribute("title") == name
    assert end["width"] > 0
    assert end["x"] + end["width"] < sheet["x"] + sheet["width"]


def test_a_line_says_who_earned_what_from_whom_and_until_when(bench: Page, examples):
    example = pick_rich(examples)
    give(bench, [("one.json", example.raw), ("two.json", pick(examples, "expired").raw)])
    row = rows(bench)["one.json"]

    assert row["verdict"] == "In force"
    assert row["name"] == example.name
    assert row["achievement"] == example.document["credentialSubject"]["achievement"]["name"]
    assert row["host"] == SITE.config.host
    assert example.document["validFrom"][:4] in row["dates"]
    assert row["why"] == ""
    assert rows(bench)["two.json"]["why"] == "Ask whether it was renewed."


def test_a_line_with_nothing_to_show_says_in_full_why(bench: Page, examples):
    give(bench, [("one.json", pick_rich(examples).raw), ("two.txt", b"hello")])
    line = bench.locator("#rows tr").nth(1)

    assert "Choose a JSON, PNG or SVG badge" in (line.locator("[data-c=why]").text_content() or "")
    assert line.locator("td").first.get_attribute("colspan") == "5"
    assert not line.locator("[data-col=name]").is_visible()


def test_nothing_of_a_badge_is_listed_before_its_signature_holds(bench: Page, examples):
    files = [item for item in mixed(examples) if FOUND.get(item[0]) in ("invalid", "unasked")]
    give(bench, files)

    for name, row in rows(bench).items():
        shown = {part: row[part] for part in ("name", "achievement", "host", "dates")}
        assert set(shown.values()) == {""}, name
    assert pick(examples, "valid").name not in bench.inner_text("#list")
    assert "Stranger Academy" not in bench.inner_text("body")


def test_the_same_badge_is_named_where_it_comes_again(bench: Page, examples):
    raw = pick_rich(examples).raw
    copy = json.dumps(json.loads(raw), indent=1).encode()
    files = [("first.json", raw), ("copy.json", copy), ("baked.png", bake.bake_png(png(), raw))]
    give(bench, files)

    twins = {name: row["twin"] for name, row in rows(bench).items()}
    assert "first.json" in twins["copy.json"]
    assert "first.json" in twins["baked.png"]
    assert twins["first.json"] == ""


def test_keys_and_status_lists_are_read_once_for_all(bench: Page, site, examples):
    site.requests.clear()
    give(bench, [(f"{at}.json", item.raw) for at, item in enumerate(examples)])

    assert sorted(site.requests) == sorted(set(site.requests))
    assert f"{SITE.config.base_path}did.json" in site.requests


def test_hostile_texts_stay_text_in_the_list(bench: Page, examples):
    hostile = "<img src=x onerror=alert(1)>\u202e"
    files = [(f"{hostile}.json", named(pick_rich(examples), hostile)), ("two.json", b"{")]
    give(bench, files)

    assert rows(bench)[f"{hostile}.json"]["achievement"] == hostile
    assert bench.locator("#rows img").count() == 0
    assert bench.eval_on_selector("[data-c=file]", "(e) => e.localName") == "bdi"


def test_files_of_another_turn_leave_nothing_behind(bench: Page, examples):
    give(bench, mixed(examples))
    give(bench, [("one.json", pick_rich(examples).raw), ("two.json", b"{")])

    assert states(bench) == {"one.json": "valid", "two.json": "none"}
    assert not bench.is_visible("#ask")


# Folders and links


def dropped(page: Page, path: Path) -> None:
    """Drop a file or folder of this machine, as a hand does it."""
    box = page.locator("#drop").bounding_box()
    assert box is not None
    client = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    place = {"x": box["x"] + 20, "y": box["y"] + 20}
    for kind in ("dragEnter", "dragOver", "drop"):
        client.send("Input.dispatchDragEvent", {"type": kind, "data": data, **place})


def test_a_dropped_folder_is_read_with_all_folders_in_it(bench: Page, examples, tmp_path):
    folder = tmp_path / "badges"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "one.json").write_bytes(pick_rich(examples).raw)
    (folder / "deep" / "er" / "two.json").write_bytes(pick(examples, "revoked").raw)
    (folder / "notes.txt").write_text("not a badge")
    dropped(bench, folder)
    settle(bench)

    assert states(bench) == {"badges/deep/er/two.json": "revoked", "badges/one.json": "valid"}
    assert "1 other file left out" in text(bench, "#list-status")


def test_a_folder_without_badges_says_so(bench: Page, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "notes.txt").write_text("not a badge")
    dropped(bench, tmp_path / "empty")
    bench.wait_for_selector("#err:not(:empty)")

    assert "no badge files" in text(bench, "#err")


def test_a_single_dropped_file_is_shown_in_full(bench: Page, examples):
    drop(bench, "badge.json", pick_rich(examples).raw)
    bench.wait_for_selector("html[data-state=valid]", state="attached")

    assert not bench.is_visible("#list")


def test_links_of_this_site_are_read_beside_the_page(bench: Page, site, examples, watch):
    watch.expected.append(NOT_FOUND)
    valid, revoked = pick_rich(examples), pick(examples, "revoked")
    here = site.url(valid.path)
    links = [
        f"{SITE.config.url}{valid.path}#m=abc",
        f"{SITE.config.url}{revoked.path.replace('.html', '.json')}",
        here,
        f"{SITE.config.url}c/aa/aaaaaaaaaaaaaaaaaaaaaaaaaa.html",
        f"{SITE.config.url}issuer/",
        "https://elsewhere.example/badge/7",
    ]
    give_text(bench, "\n".join(links))

    assert list(states(bench).values()) == [
        *("valid", "revoked", "valid", "unknown", "unknown", "unasked"),
    ]
    row = rows(bench)["https://elsewhere.example/badge/7"]
    assert row["why"] == "This is a link of another site. Open it there."
    assert not bench.is_visible("#ask")


def test_one_link_is_shown_in_full(bench: Page, examples):
    bench.fill("#paste", f" {SITE.config.url}{pick_rich(examples).path} ")
    bench.click("#paste-form button")
    bench.wait_for_selector("html[data-state=valid]", state="attached")

    assert text(bench, "#v-title") == f"Signed by {SITE.config.host}"


# Other sites


def test_other_sites_are_asked_after_one_press_for_all(bench: Page, context, watch, examples):
    publish(context, watch)
    give(bench, mixed(examples))
    asked = [url for url in watch.requests if any(host in url for host in HOSTS)]

    assert asked == []
    assert text(bench, "#ask-title") == "3 badges come from other sites"
    assert bench.locator("#ask-hosts li").all_inner_texts() == list(HOSTS)
    assert text(bench, "#ask-go") == "Ask these 3 sites"

    bench.click("#ask-go")
    settle(bench)
    assert not bench.is_visible("#ask")
    assert {rows(bench)[f"{host}.json"]["state"] for host in HOSTS} == {"valid"}
    assert {rows(bench)[f"{host}.json"]["host"] for host in HOSTS} == set(HOSTS)
    read = bench.locator("#about-read li").all_inner_texts()
    assert {f"https://{host}/.well-known/did.json" for host in HOSTS} <= set(read)


def test_a_visitor_who_declines_keeps_the_list(bench: Page, watch, examples):
    give(bench, mixed(examples))
    before = list(watch.requests)
    bench.click("#ask-no")

    assert not bench.is_visible("#ask")
    assert states(bench)["alpha.example.json"] == "unasked"
    assert watch.requests == before


# Looking at it


def test_the_filter_finds_by_result_and_by_words(bench: Page, examples):
    give(bench, mixed(examples))
    bench.select_option("#filter-state", "none")
    assert set(rows(bench)) == {"noise.json", "picture.png"}

    bench.select_option("#filter-state", "")
    example = pick(examples, "revoked")
    bench.fill("#filter-text", example.name.upper())
    assert "revoked.json" in rows(bench)
    assert all(example.name == row["name"] for row in rows(bench).values())

    bench.fill("#filter-text", "nobody is called so")
    assert rows(bench) == {}
    assert bench.is_visible("#nothing")


def test_the_filter_says_how_many_lines_are_left(bench: Page, examples):
    give(bench, mixed(examples))
    bench.select_option("#filter-state", "revoked")
    bench.wait_for_selector("#filter-out:not(:empty)")

    assert text(bench, "#filter-out") == "1 of 40"


@pytest.mark.parametrize("way", ["button", "browser"])
def test_a_badge_is_shown_in_full_and_the_way_leads_back(bench: Page, examples, way):
    give(bench, mixed(examples))
    example = pick(examples, "revoked")
    bench.click("#rows tr[data-s=revoked] button")

    assert bench.get_attribute("html", "data-state") == "revoked"
    assert text(bench, "#out [data-f=name]") == example.name
    assert bench.evaluate("document.activeElement.id") == "out"
    assert not bench.is_visible("#list")

    if way == "button":
        bench.click("#back")
    else:
        bench.go_back()
    bench.wait_for_selector("#list")
    assert not bench.is_visible("#out")
    assert len(rows(bench)) == 40
    focused = "document.activeElement.closest('tr').dataset.s"
    assert bench.evaluate(focused) == "revoked"


def test_details_of_an_altered_badge_show_its_file_alone(bench: Page, examples):
    give(bench, mixed(examples))
    bench.click("#rows tr[data-s=invalid] button")

    assert text(bench, ".title") == "altered.json"
    assert pick(examples, "valid").name not in bench.inner_text("#out")


def test_the_list_speaks_the_language_that_the_reader_chooses(bench: Page, examples):
    german = json.loads((ROOT / "themes/words/de.json").read_text("utf-8"))
    give(bench, mixed(examples))
    bench.select_option("#language", "de")
    bench.wait_for_selector("html[lang^=de]", state="attached")
    row = rows(bench)["revoked.json"]

    assert row["verdict"] == german["js.verify.bench.states.revoked"]
    assert row["open"] == german["js.verify.bench.details"]
    assert text(bench, "#list-title") == german["js.verify.bench.done.other"].format(count=38)
    assert text(bench, "#ask-go") == german["js.verify.ask.many.go.other"].format(count=3)


# While it goes on


def hold(context: BrowserContext, site: SiteServer) -> list[Route]:
    """Keep the key list from arriving; return the requests for it, to be let go."""
    held: list[Route] = []
    context.route(site.url("did.json"), lambda route: held.append(route))  # noqa: PLW0108  Playwright counts its arguments
    return held


def test_progress_is_shown_and_can_be_stopped(bench: Page, context, site, examples):
    held = hold(context, site)
    files = [(f"{at}.json", item.raw) for at, item in enumerate(examples)]
    bench.set_input_files("#file", [payload(name, data) for name, data in files])
    bench.wait_for_selector("#running:not([hidden])")

    assert text(bench, "#list-title") == f"Checking {len(files)} badges"
    assert bench.get_attribute("#progress", "max") == str(len(files))
    assert text(bench, "#progress-text") == f"0 of {len(files)}"
    assert set(states(bench).values()) == {"waiting"}

    bench.focus("#stop")
    bench.keyboard.press("Enter")
    while not held:
        bench.wait_for_timeout(10)
    held[0].continue_()
    settle(bench)
    found = list(states(bench).values())
    assert found.count("stopped") == len(files) - 8
    assert text(bench, "#list-title").startswith("Stopped")
    assert bench.evaluate("document.activeElement.id") == "list-title"


def test_the_progress_is_not_told_at_every_step(bench: Page):
    for place in ("#progress", "#progress-text", "#rows"):
        live = f"document.querySelector('{place}').closest('[role=status], [aria-live]')"
        assert bench.evaluate(live) is None, place


# The files


def test_the_table_for_spreadsheets_says_what_the_list_says(bench: Page, examples):
    give(bench, mixed(examples))
    table, listed = as_csv(bench), rows(bench)

    assert [line["File"] for line in table] == list(listed)
    assert {line["File"]: line["Result"] for line in table} == {
        name: row["verdict"] for name, row in listed.items()
    }
    line = next(line for line in table if line["File"] == "revoked.json")
    example = pick(examples, "revoked")
    assert line["Awarded to"] == example.name
    assert line["Credential"] == example.document["id"]
    assert line["Issuer"] == example.document["issuer"]["name"]
    assert line["Issuer’s identifier"] == example.document["issuer"]["id"]
    assert line["Valid from"] == example.document["validFrom"][:10]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "x;="])
def test_no_cell_begins_like_a_formula(bench: Page, examples, start):
    name = f'{start}HYPERLINK("https://evil.example")'
    give(bench, [("=one.json", named(pick_rich(examples), name)), ("two.json", b"{")])
    line = as_csv(bench)[0]

    assert line["File"] == "'=one.json"
    assert line["Awarded for"] == (f"x;'{name[2:]}" if start == "x;=" else f"'{name}")


def test_the_file_for_programs_holds_findings_versions_and_time(bench: Page, examples):
    give(bench, mixed(examples))
    report, listed = as_json(bench), states(bench)

    assert report["tool"] == {"name": "Insignia", "version": __version__}
    assert report["page"] == f"{SITE.config.url}verify/"
    assert report["checkedAt"].endswith("Z")
    assert {entry["target"]: entry["state"] for entry in report["results"]} == listed
    entry = next(item for item in report["results"] if item["target"] == "revoked.json")
    example = pick(examples, "revoked")
    assert entry["badge"]["id"] == example.document["id"]
    found = [(item["check"], item["outcome"], item["code"]) for item in entry["findings"]]
    assert found == example.findings


def test_files_hold_nothing_of_a_badge_that_is_not_confirmed(bench: Page, examples):
    altered = next(data for name, data in mixed(examples) if name == "altered.json")
    give(bench, [("altered.json", altered), ("two.json", b"{")])

    assert [entry["badge"] for entry in as_json(bench)["results"]] == [None, None]
    assert pick(examples, "valid").name not in save(bench, "#as-csv").decode()


def test_what_is_filtered_is_what_is_saved(bench: Page, examples):
    give(bench, mixed(examples))
    bench.select_option("#filter-state", "revoked")

    assert [entry["target"] for entry in as_json(bench)["results"]] == ["revoked.json"]


def test_the_printed_report_names_time_and_program_and_holds_no_controls(bench: Page, examples):
    give(bench, mixed(examples))
    bench.emulate_media(media="print")

    assert f"Insignia {__version__}" in bench.inner_text("#about-line")
    assert bench.is_visible("#rows tr")
    for hidden in ("#as-csv", "#ask", "#rows button", "#filter-text", ".intro"):
        assert not bench.locator(hidden).first.is_visible(), hidden


# For everybody


def test_the_list_is_accessible_and_fits_narrow_screens(bench: Page, axe_source, examples):
    give(bench, mixed(examples))
    bench.evaluate(axe_source)
    found: list[Any] = []
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            bench.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            bench.set_viewport_size({"width": width, "height": 800})
            wrong = bench.evaluate(script("axe"), RULES)
            sideways = ["scrolls sideways"] if is_scrolling_sideways(bench) else []
            found += [(scheme, width, item) for item in [*wrong, *sideways]]

    assert found == []


def test_the_running_check_is_accessible(bench: Page, context, site, axe_source, examples):
    held = hold(context, site)
    files = [payload(f"{at}.json", item.raw) for at, item in enumerate(examples[:6])]
    bench.set_input_files("#file", files)
    bench.wait_for_selector("#running:not([hidden])")
    bench.evaluate(axe_source)
    found = bench.evaluate(script("axe"), RULES)
    while not held:
        bench.wait_for_timeout(10)
    held[0].continue_()

    assert found == []


def test_the_list_is_a_table_for_assistive_technology(bench: Page, examples):
    give(bench, [("one.json", pick_rich(examples).raw), ("two.json", b"{")])
    bench.set_viewport_size({"width": 320, "height": 700})
    table = bench.get_by_role("table", name="The badges and what came of them")

    assert table.get_by_role("columnheader").count() == 7
    assert table.get_by_role("rowheader", name="one.json").count() == 1
    assert table.get_by_role("button", name="Details one.json").count() == 1


def test_the_keyboard_alone_leads_through_the_list(bench: Page, examples):
    give(
        bench, [("one.json", pick_rich(examples).raw), ("two.json", pick(examples, "revoked").raw)]
    )
    assert bench.evaluate("document.activeElement.id") == "list-title"

    stops: list[Mapping[str, Any]] = []
    for _ in range(7):
        bench.keyboard.press("Tab")
        stops.append(bench.evaluate(script("focused")))
    assert [stop["isSeen"] for stop in stops] == [True] * 7
    bench.keyboard.press("Enter")
    assert bench.get_attribute("html", "data-state") == "revoked"
