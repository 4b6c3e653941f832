"""A reader's choice of language where badges are judged: what is ours changes, and nothing else."""

import pytest
from playwright.sync_api import FilePayload, Page

from generator.vc.checks import CHECKS
from generator.words import Words
from tests.browser.browsing import Watch, text, visit, wait_for_state
from tests.browser.examples import ROOT, pick, texts_of
from tests.browser.states import STATES, bring_about

WORDS = Words(ROOT, "en-GB")
ENGLISH, ARABIC = WORDS.at("en").table, WORDS.at("ar").table
# Sentences of the interface that say something else in Arabic.
OLD_WORDS = {said for key, said in ENGLISH.items() if ARABIC[key] != said and "{" not in said}
SIGNED = "h1, .signed, [data-f=name], [data-f=desc], [data-k]"
TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest('script, option')) found.push(node.data.trim());
  }
  return found;
}"""


def choose(page: Page, code: str) -> None:
    page.wait_for_selector("#language")
    page.select_option("#language", code)
    page.wait_for_selector(f"html[data-words={code}]")


def hand_in(page: Page, name: str, data: bytes) -> None:
    file: FilePayload = {"name": name, "mimeType": "", "buffer": data}
    page.set_input_files("#file", file)
    page.wait_for_selector("#out:visible")
    wait_for_state(page)


@pytest.mark.parametrize("state", STATES)
def test_no_word_of_ours_stays_in_the_old_language(page: Page, site, examples, watch: Watch, state):
    watch.expected.append("404")
    example = bring_about(site, examples, state)

    assert visit(page, site.url(example.path)) == state
    assert OLD_WORDS & set(page.evaluate(TEXTS))
    before = page.locator(SIGNED).all_inner_texts()
    choose(page, "ar")

    signed = set(texts_of(example))
    assert (OLD_WORDS & set(page.evaluate(TEXTS))) - signed == set()
    assert page.get_attribute("html", "data-state") == state
    assert text(page, "#v-title") in ARABIC.values()
    assert page.locator(SIGNED).all_inner_texts() == before


def test_a_list_that_is_made_anew_speaks_the_chosen_language(page: Page, site, examples):
    example = next(
        item
        for item in examples
        if item.verdict == "valid"
        and any(
            "requiredValue" in described
            for described in item.document["credentialSubject"]["achievement"].get(
                "resultDescription", []
            )
        )
    )
    page.goto(site.url("verify/"))
    choose(page, "ar")
    hand_in(page, "badge.json", example.raw)

    before, _, after = ARABIC["credential.needed"].partition("{value}")
    (said,) = set(page.locator("[data-list=results] small").all_inner_texts()[:1])
    assert before in said
    assert after in said


def test_the_names_of_the_checks_follow_where_nothing_was_checked(page: Page, site):
    page.goto(site.url("verify/"))
    hand_in(page, "token.txt", b"eyJhbGciOiJFZERTQSJ9.e30.c2ln")
    names = [f"checks.{check}" for check in CHECKS]
    before = page.locator(".checks b").all_inner_texts()
    choose(page, "ar")

    assert before == [ENGLISH[name] for name in names]
    assert page.locator(".checks b").all_inner_texts() == [ARABIC[name] for name in names]


def test_what_came_of_a_comparison_is_said_again(page: Page, site, examples):
    example = pick(examples, "valid")
    visit(page, f"{site.url(example.path)}#m={example.salt}")
    page.fill("#mail", "nobody@elsewhere.example")
    page.click("#who button")
    page.wait_for_selector("#who-out:not(:empty)")
    choose(page, "ar")

    wanted = ARABIC["js.credential.mailNo"].replace("{mail}", "nobody@elsewhere.example")
    assert text(page, "#who-out") == wanted
