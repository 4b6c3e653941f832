"""A credential on paper: one page of whatever paper, the way to check it, and never a verdict."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page

from generator.themes import theme_names
from tests.browser.browsing import BROKEN, VERDICT_WORDS, Watch, text, visit, wait_for_state
from tests.browser.examples import NOW, SITE, Example, edit_record, pick, pick_rich
from tests.browser.server import SiteServer
from tests.conftest import GRACE
from tests.printed import (
    A4_LANDSCAPE,
    A4_PORTRAIT,
    LETTER_LANDSCAPE,
    LETTER_PORTRAIT,
    Printed,
    read_pdf,
)

NOT_VALID = "Not valid"
NOT_PROOF = "A print-out is not proof. Check it online."
STYLE = "assets/style.css"
PORTRAIT = b"@page certificate{size:portrait}"  # as browsers print that know no named pages
# The most letters that a programme and a recipient may have, in narrow and in wide ones.
LONGEST = {
    "narrow": ("Wolfeschlegelsteinhausen " * 8, "Deep water " * 10, "Keeps watch. " * 76),
    "unbroken": ("W" * 200, "M" * 120, "m" * 1000),
    "wide": ("漢" * 200, "語" * 120, "字" * 1000),
}


def address_of(example: Example) -> str:
    """Return the address as it is printed, where it may break behind a slash."""
    return str(example.document["id"]).removeprefix("https://")


def print_page(page: Page, paper: str = "A4", *, landscape: bool = False) -> Printed:
    return read_pdf(page.pdf(format=paper, landscape=landscape))


@pytest.mark.parametrize("landscape", [False, True], ids=["upright", "sideways"])
@pytest.mark.parametrize(("paper", "size"), [("A4", A4_LANDSCAPE), ("Letter", LETTER_LANDSCAPE)])
def test_a_credential_prints_on_one_page_sideways(
    page: Page, site, examples, paper, size, landscape
):
    visit(page, site.url(pick_rich(examples).path))

    assert print_page(page, paper, landscape=landscape).sizes == [size]


@pytest.mark.parametrize(("paper", "size"), [("A4", A4_PORTRAIT), ("Letter", LETTER_PORTRAIT)])
def test_it_prints_on_one_page_where_paper_cannot_be_turned(
    page: Page, site, examples, paper, size
):
    example = pick_rich(examples)
    site.replace(STYLE, site.read(STYLE) + PORTRAIT)
    visit(page, site.url(example.path))
    printed = print_page(page, paper)

    assert printed.sizes == [size]
    assert printed.codes == [example.document["id"]]


def test_paper_says_who_earned_what_and_how_to_check_it(page: Page, site, examples):
    example = pick_rich(examples)
    visit(page, site.url(example.path))
    printed = print_page(page)
    achievement = example.document["credentialSubject"]["achievement"]

    for part in (example.name, achievement["name"], achievement["description"], NOT_PROOF):
        assert part in printed.text
    assert example.path.rpartition("/")[2][:10] in printed.text
    assert address_of(example) in printed.text.replace(" ", "")


def test_the_qr_code_on_paper_leads_to_the_page(page: Page, site, examples):
    example = pick_rich(examples)
    visit(page, site.url(example.path))

    assert print_page(page).codes == [example.document["id"]]


def test_paper_holds_no_verdict(page: Page, site, examples):
    visit(page, site.url(pick_rich(examples).path))
    printed = print_page(page)

    assert not VERDICT_WORDS.search(printed.text)
    assert NOT_VALID not in printed.text


def test_paper_that_was_printed_without_script_holds_no_verdict(
    page_without_script: Page, site, examples
):
    page_without_script.goto(site.url(pick_rich(examples).path))
    printed = print_page(page_without_script)

    assert printed.sizes == [A4_LANDSCAPE]
    assert NOT_PROOF in printed.text
    assert not VERDICT_WORDS.search(printed.text)


def test_a_badge_is_not_called_a_certificate(page: Page, site, examples):
    (example, *_) = (
        item
        for item in examples
        if item.verdict == "valid"
        and item.document["credentialSubject"]["achievement"]["achievementType"] == "Badge"
    )
    visit(page, site.url(example.path))

    assert not re.search("certificate", print_page(page).text, re.IGNORECASE)


def test_other_languages_print_on_one_page(page: Page, site, examples):
    by_language = {
        item.document["credentialSubject"]["achievement"]["inLanguage"]: item
        for item in examples
        if item.verdict == "valid"
    }
    assert {"ar", "zh-Hans"} <= by_language.keys()

    for language, example in by_language.items():
        visit(page, site.url(example.path))
        assert print_page(page).sizes == [A4_LANDSCAPE], language


@pytest.mark.parametrize("verdict", ["revoked", "suspended", "expired", "not-yet-valid"])
def test_what_is_not_in_force_prints_as_not_valid_alone(page: Page, site, examples, verdict):
    example = pick(examples, verdict)
    visit(page, site.url(example.path))
    printed = print_page(page)

    assert printed.sizes == [A4_LANDSCAPE]
    assert NOT_VALID in printed.text
    assert address_of(example) in printed.text.replace(" ", "")
    assert example.name not in printed.text


def altered(site: SiteServer, example: Example) -> None:
    edit_record(site, example, lambda record: record.replace(example.name, "Somebody Else"))


def page_altered(site: SiteServer, example: Example) -> None:
    html = site.read(example.path)
    name = example.name.encode()
    site.replace(example.path, html.replace(b">%b<" % name, b">Somebody Else<"))


@pytest.mark.parametrize(
    ("change", "state"), [(altered, "invalid"), (page_altered, "page-altered")]
)
def test_what_is_known_to_be_false_prints_as_not_valid(page: Page, site, examples, change, state):
    example = pick_rich(examples)
    change(site, example)
    assert visit(page, site.url(example.path)) == state

    printed = print_page(page)
    assert NOT_VALID in printed.text
    assert "Somebody Else" not in printed.text


def test_what_could_not_be_checked_prints_as_it_is(page: Page, site, examples, watch):
    watch.expected.append(BROKEN)
    site.replace(SITE.config.did_path, None)
    example = pick_rich(examples)
    assert visit(page, site.url(example.path)) == "unknown"

    printed = print_page(page)
    assert example.name in printed.text
    assert NOT_VALID not in printed.text


# The longest texts


@pytest.fixture(scope="module", params=theme_names())
def extremes(request, template, tmp_path_factory) -> Iterator[tuple[SiteServer, dict[str, str]]]:
    """A site whose credentials have the longest texts, and the path of each, in every theme."""
    root = tmp_path_factory.mktemp("extremes") / "site"
    shutil.copytree(template.root, root)
    with (root / "content/site.yml").open("a", encoding="utf-8") as file:
        file.write(f"theme: {request.param}\n")
    project = replace(template, root=root)
    program = (root / "content/programs/night-watch.md").read_text("utf-8")
    paths = {}
    for kind, (name, title, description) in LONGEST.items():
        slug = f"longest-{kind}"
        values = {"title": title.strip()[:120], "description": description.strip()[:1000]}
        written = program
        for key, value in values.items():
            line = f"{key}: {json.dumps(value, ensure_ascii=False)}"
            written = re.sub(f"^{key}: .*$", line, written, flags=re.MULTILINE)
        (root / f"content/programs/{slug}.md").write_text(written, "utf-8")
        (issued,) = project.issue(slug, replace(GRACE, name=name.strip()[:200]))
        address = project.site.record_address(issued.record_id)
        paths[kind] = address.removeprefix(project.site.config.url)
    project.build()
    with SiteServer(project.out, project.site.config.base_path, NOW) as server:
        yield server, paths


@pytest.fixture
def page_of(context: BrowserContext, extremes) -> Iterator[Page]:
    server, _ = extremes
    watch = Watch(context, server.origin)
    yield context.new_page()
    watch.check()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("kind", list(LONGEST))
def test_the_longest_texts_print_on_one_page(page_of: Page, extremes, kind, paper):
    server, paths = extremes
    page_of.goto(server.url(paths[kind]))
    wait_for_state(page_of)
    printed = print_page(page_of, paper)

    assert len(printed.sizes) == 1
    assert len(printed.codes) == 1


@pytest.mark.parametrize(("width", "height"), [A4_LANDSCAPE, LETTER_LANDSCAPE, A4_PORTRAIT])
@pytest.mark.parametrize("kind", list(LONGEST))
def test_the_longest_name_and_title_are_not_cut_off(page_of: Page, extremes, kind, width, height):
    server, paths = extremes
    page_of.goto(server.url(paths[kind]))
    wait_for_state(page_of)
    page_of.set_viewport_size({"width": width * 96 // 25, "height": height * 96 // 25})
    page_of.emulate_media(media="print")

    cut = page_of.eval_on_selector_all(
        ".cert .top, .cert .mid, .cert .nm, .cert .ti",
        """(all) => all.filter((e) => e.scrollHeight > e.clientHeight + 1
        || e.scrollWidth > e.clientWidth + 1).map((e) => e.className)""",
    )
    assert cut == []
    assert text(page_of, ".cert .nm") != ""
