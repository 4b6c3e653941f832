"""The shared scenarios in a real browser: equal findings to the last code, all in one page.

The page of the test has no policy and loads the verifier's modules as they are, one by one.
"""

import time

import pytest
from playwright.sync_api import BrowserContext, Page

from generator.content import DID_FILE, status_list_paths
from generator.vc import checks, did
from tests.browser.browsing import Watch, script
from tests.browser.examples import NOW, ROOT, SITE, pick_rich
from tests.browser.laboratory import Scenarios, differences, furnish, shared_cases
from tests.browser.server import SiteServer

TIMED = 50  # verifications that are timed, after as many that are not


@pytest.fixture
def laboratory(context: BrowserContext, watch: Watch, site: SiteServer) -> Page:  # noqa: ARG001
    page = context.new_page()
    page.goto(furnish(site))
    return page


def example_scenarios(examples) -> Scenarios:
    files: dict[str, bytes | None] = {
        f"{SITE.config.url}status/{path.name}": path.read_bytes()
        for path in status_list_paths(ROOT)
    }
    files[str(did.web_address(SITE.config.did))] = (ROOT / DID_FILE).read_bytes()
    scenarios = Scenarios()
    for example in examples:
        now = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
        scenarios.add(example.path, now, SITE.config.did, example.raw, files)
    return scenarios


def test_every_case_comes_to_what_it_has_to(laboratory: Page, site: SiteServer, capsys):
    scenarios, wanted = shared_cases()
    site.overlay["/modules/cases.json"] = scenarios.data()
    start = time.perf_counter()
    found = laboratory.evaluate(script("run_scenarios"), "cases.json")
    seconds = time.perf_counter() - start
    with capsys.disabled():
        print(f"\n{len(wanted)} cases in Chromium: {seconds:.1f} s")  # noqa: T201  a figure for people

    assert differences(found, wanted) == {}


def test_every_example_is_found_alike_to_the_last_detail(laboratory: Page, site, examples):
    site.overlay["/modules/examples.json"] = example_scenarios(examples).data()
    found = laboratory.evaluate(script("run_scenarios"), "examples.json")

    assert found == {
        example.path: [
            example.verdict,
            [
                [item.check, str(item.outcome), item.code, item.pointer, item.detail]
                for item in example.verification.findings
            ],
        ]
        for example in examples
    }
    assert {len(findings) for _, findings in found.values()} == {len(checks.CHECKS)}


def test_the_time_for_one_record_is_told(laboratory: Page, site, examples, capsys):
    site.overlay["/modules/examples.json"] = example_scenarios([pick_rich(examples)]).data()
    median = laboratory.evaluate(script("time_scenario"), ["examples.json", TIMED])
    with capsys.disabled():
        print(f"\none record in Chromium, warm: {median:.1f} ms")  # noqa: T201  a figure for people

    assert median > 0
