"""The shared scenarios in a real browser: equal findings to the last code, all in one page.

The page of the test has no policy and loads the verifier's modules as they are, one by one.
"""

import base64
import hashlib
import json
import time
from importlib import resources
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from generator.content import DID_FILE, status_list_paths
from generator.vc import checks, did
from tests.browser.browsing import Watch, script
from tests.browser.examples import NOW, ROOT, SITE, pick_rich
from tests.browser.server import SiteServer
from tests.vector_cases import CASE_PATHS, case_name, load_case, to_bytes

MODULES = ROOT / "themes" / "verifier"
TIMED = 50  # verifications that are timed, after as many that are not


class Scenarios:
    """Scenarios as the page reads them; equal bytes are sent once."""

    def __init__(self) -> None:
        self._blobs: dict[str, str] = {}
        self._scenarios: list[dict[str, Any]] = []

    def add(
        self, name: str, now: str, issuer: str, record: bytes, files: dict[str, bytes | None]
    ) -> None:
        places = {url: self._key(data) for url, data in files.items() if data is not None}
        self._scenarios.append(
            {
                "name": name,
                "now": now,
                "issuer": issuer,
                "record": self._key(record),
                "resources": places,
            }
        )

    def data(self) -> bytes:
        return json.dumps({"blobs": self._blobs, "scenarios": self._scenarios}).encode()

    def _key(self, data: bytes) -> str:
        key = hashlib.sha256(data).hexdigest()
        self._blobs[key] = base64.b64encode(data).decode("ascii")
        return key


@pytest.fixture
def laboratory(context: BrowserContext, watch: Watch, site: SiteServer) -> Page:  # noqa: ARG001
    """An empty page beside the verifier's modules, with the tables in the place of `catalogue`."""
    for path in MODULES.glob("*.js"):
        site.overlay[f"/modules/{path.name}"] = path.read_bytes()
    tables = {
        name.upper(): resources.files("generator.vc").joinpath(f"{name}.json").read_text("utf-8")
        for name in ("checks", "shapes")
    }
    catalogue = "".join(f"export const {name} = {table};\n" for name, table in tables.items())
    site.overlay["/modules/catalogue.js"] = catalogue.encode()
    site.overlay["/modules/index.html"] = (
        b"<!doctype html><title>Laboratory</title>"
        b'<link rel="icon" href="/badges/assets/favicon.svg">'
    )
    page = context.new_page()
    page.goto(f"{site.origin}/modules/index.html")
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
    scenarios = Scenarios()
    wanted = {}
    for path in CASE_PATHS:
        case = load_case(path)
        files = {url: to_bytes(given) for url, given in case["resources"].items()}
        record = to_bytes(case["record"])
        assert record is not None
        scenarios.add(case_name(path), case["now"], case["issuer"], record, files)
        expect = case["expect"]
        wanted[case_name(path)] = (expect["verdict"], expect["findings"])
    site.overlay["/modules/cases.json"] = scenarios.data()
    start = time.perf_counter()
    found = laboratory.evaluate(script("run_scenarios"), "cases.json")
    seconds = time.perf_counter() - start
    with capsys.disabled():
        print(f"\n{len(wanted)} cases in Chromium: {seconds:.1f} s")  # noqa: T201  a figure for people

    codes = {
        name: (verdict, [row[:3] for row in findings])
        for name, (verdict, findings) in found.items()
    }
    differences = {
        name: (codes.get(name), expected)
        for name, expected in wanted.items()
        if codes.get(name) != expected
    }
    assert differences == {}


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
