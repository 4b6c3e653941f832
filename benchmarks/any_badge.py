"""How long the page for any badge takes over many files: `make bench-list`.

The files are records of the example's kind, each signed anew for a place of its own in the status
lists, chosen in one go in Chromium. The time runs from the choice to the finished list; the longest
task is for how long the page did not listen meanwhile. Nothing here is a test: times are those of
the machine, which is named beside them.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.credential_page import processor
from generator import __version__, signing
from generator.build import build
from tests.browser.conftest import ARGUMENTS, chromium_path
from tests.browser.examples import NOW, ROOT, SITE, load_examples
from tests.browser.server import SiteServer
from tests.example.make_example import example_key

FILES, RUNS = 200, 5
TARGET = 2000  # milliseconds for 200 files
# Gives the files to the page as a visitor does, and waits for the list; in milliseconds.
CHOOSE = """async (records) => {
  const transfer = new DataTransfer();
  records.forEach((record, at) => transfer.items.add(new File([record], `${at}.json`)));
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const {duration} of list.getEntries()) tasks.push(duration);
  }).observe({type: 'longtask'});
  const input = document.getElementById('file');
  input.files = transfer.files;
  const start = performance.now();
  input.dispatchEvent(new Event('change'));
  const done = document.getElementById('done');
  while (done.hidden) await new Promise((resolve) => setTimeout(resolve, 5));
  const time = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 200)); // for the observer
  const states = [...document.querySelectorAll('#rows tr')].map((row) => row.dataset.s);
  return {time, longest: Math.max(0, ...tasks), valid: states.filter((s) => s === 'valid').length};
}"""


def make_records(count: int) -> list[str]:
    """Return `count` records that differ in their ids and places in the status lists."""
    examples = [item.document for item in load_examples() if item.verdict == "valid"]
    key = example_key(SITE.config.did, "current")
    records = []
    for at, example in enumerate(islice(cycle(examples), count)):
        document = {name: value for name, value in example.items() if name != "proof"}
        document["id"] = f"{SITE.config.url}c/aa/{at:026}.html"
        index = str(100_000 + at)  # far from those that the example has set
        status = document["credentialStatus"]
        entries = status if isinstance(status, list) else [status]
        document["credentialStatus"] = [
            {**entry, "id": f"{entry['statusListCredential']}#{index}", "statusListIndex": index}
            for entry in entries
        ]
        records.append(signing.serialise(signing.secure(document, key, NOW)).decode())
    return records


def measure(browser: Browser, host: SiteServer, records: Sequence[str]) -> dict[str, float]:
    """Check all records once, in a page that knows nothing yet."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(host.url("verify/"))
    page.wait_for_selector("html.js", state="attached")
    found: dict[str, float] = page.evaluate(CHOOSE, list(records))
    context.close()
    assert found["valid"] == len(records), found
    return found


def run(count: int) -> dict[str, Any]:
    records = make_records(count)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as started:
        out = Path(name) / "public"
        build(ROOT, out, NOW)
        browser = started.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        chromium = browser.version
        with SiteServer(out, SITE.config.base_path, NOW) as host:
            found = [measure(browser, host, records) for _ in range(RUNS)]
        browser.close()
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{processor()}, {os.cpu_count()} cores, {platform.system()}",
        "versions": {
            "insignia": __version__,
            "chromium": chromium,
            "python": platform.python_version(),
            "playwright": version("playwright"),
        },
        "files": count,
        "runs": RUNS,
        "target": TARGET * count / FILES,
        "milliseconds": {
            name: {
                "median": statistics.median(item[name] for item in found),
                "min": min(item[name] for item in found),
                "max": max(item[name] for item in found),
            }
            for name in ("time", "longest")
        },
    }


def tell(found: dict[str, Any]) -> None:
    """Print the figures side by side."""
    versions = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
    print(f"{found['date']}: {found['machine']}; {versions}\n")
    print(f"{'':42}{'median (min to max)':>24}{'target':>10}")
    what = {"time": f"{found['files']} files to the list, ms", "longest": "longest task, ms"}
    for name, label in what.items():
        times = "{median:.0f} ({min:.0f} to {max:.0f})".format(**found["milliseconds"][name])
        target = f"{found['target']:,.0f}" if name == "time" else ""
        print(f"{f'{label} ({RUNS} times)':42}{times:>24}{target:>10}")


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.any_badge")
    parser.add_argument("--files", type=int, default=FILES, help=f"how many ({FILES})")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    found = run(options.files)
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        tell(found)


if __name__ == "__main__":
    main(sys.argv[1:])
