"""How fast the catalogue answers a keystroke among many programmes, and how large its pages are.

    python -m benchmarks.catalogue [--programs 1000]

The programmes are made up (`tests/catalogue_of.py`); site and browser are on this machine. The time
of a key is that of its `input` event: finding, counting, the cards, and then the layout of the
page, which is asked for at once. Nothing here is a test: times are those of the machine.
"""

import argparse
import gzip
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from generator import init
from generator.build import build
from tests.browser.conftest import ARGUMENTS, chromium_path
from tests.browser.examples import NOW
from tests.browser.server import SiteServer
from tests.catalogue_of import write_programs

TARGETS = {"key": 10.0, "html": 60_000}
TYPED = ("harbour radio", "electrique methods", "lodz", "skill 7", "customer questions", "zzz")
ROUNDS = 5
BASE = "/badges/"
# Types the words key by key, and takes them back; each answer is [milliseconds, with layout].
TYPE = """async ([words, rounds]) => {
  const field = document.getElementById('q');
  const list = document.getElementById('programs');
  const times = [];
  const put = (text) => {
    field.value = text;
    const start = performance.now();
    field.dispatchEvent(new Event('input', {bubbles: true}));
    const done = performance.now();
    document.documentElement.getBoundingClientRect();
    list.lastElementChild?.getBoundingClientRect();
    times.push([done - start, performance.now() - start]);
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const word of words) {
      const keys = [...word].map((_, at) => word.slice(0, at + 1));
      for (const text of [...keys, ...keys.slice(0, -1).reverse(), '']) {
        put(text);
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      }
    }
  }
  return times;
}"""


def measure(count: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as started:
        root, out = Path(name) / "site", Path(name) / "public"
        init.write_project(root, init.Answers("Benchmark", f"https://bench.example{BASE}"))
        write_programs(root, count)
        build(root, out, NOW)
        pages = sorted((out / "programs").glob("*.html"))
        index = (out / "programs/index.json").read_bytes()
        browser = started.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        with SiteServer(out, BASE, NOW) as host:
            page = browser.new_page()
            page.goto(host.url("programs/"))
            page.wait_for_selector("#programs .pick")
            times = page.evaluate(TYPE, [TYPED, ROUNDS])
        version = browser.version
        browser.close()
        sizes = [len(path.read_bytes()) for path in pages]
    script, whole = (sorted(column) for column in zip(*times, strict=True))
    return {
        "programs": count,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "chromium": version,
        "keys": len(times),
        "script": summarise(script),
        "with layout": summarise(whole),
        "html": {"pages": len(sizes), "largest": max(sizes)},
        "index": {"raw": len(index), "gzip": len(gzip.compress(index, 9, mtime=0))},
        "targets": TARGETS,
    }


def summarise(ordered: Sequence[float]) -> dict[str, float]:
    return {
        "median": statistics.median(ordered),
        "95 %": ordered[int(len(ordered) * 0.95)],
        "most": ordered[-1],
    }


def tell(found: dict[str, Any]) -> None:
    print("{programs} programmes, {keys} keys; {machine}, Chromium {chromium}\n".format(**found))
    for kind in ("script", "with layout"):
        figures = ", ".join(f"{name} {value:.1f} ms" for name, value in found[kind].items())
        print(f"a key, {kind}: {figures} (target {TARGETS['key']:.0f} ms)")
    print("HTML: {pages} pages, the largest {largest:,} bytes".format(**found["html"]), end="")
    print(f" (target {TARGETS['html']:,})")
    print("index.json: {raw:,} bytes, {gzip:,} with gzip -9".format(**found["index"]))


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.catalogue")
    parser.add_argument("--programs", type=int, default=1_000)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    found = measure(options.programs)
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        tell(found)


if __name__ == "__main__":
    main(sys.argv[1:])
