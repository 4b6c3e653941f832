"""How large a credential's page is, and how long it takes to its verdict: `make bench-page`.

The example site is built and served on this machine. The host sends texts with gzip -9 and lets
browsers keep files for ten minutes, as GitHub Pages does. Nothing here is a test: times are those
of the machine, which is named beside them.
"""

import argparse
import gzip
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from generator import __version__, signing
from generator.build import build
from generator.content import DID_FILE, load_site, status_list_paths
from generator.vc import did
from tests.browser.browsing import script
from tests.browser.conftest import ARGUMENTS, chromium_path
from tests.browser.examples import NOW, ROOT, SITE, Example, load_examples
from tests.browser.laboratory import Scenarios, furnish
from tests.browser.server import Answer, SiteServer
from tests.example.make_example import example_key

TARGETS = {"html": 15_360, "css": 12_288, "js": 14_336, "requests": 6, "hosts": 0, "warm": 150}
RUNS = {"warm": 20, "cold": 10, "4g": 5}
VERIFICATIONS = 50
# A phone on a mobile network: as Lighthouse's slow 4G, with a processor a quarter as fast.
SLOW_NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
SLOW_PROCESSOR = {"rate": 4}
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")  # the verdict does not wait for them
COMPRESSED = ("text/", "application/json", "image/svg+xml", "application/xml")
# Notes when the verdict stands on the page, in milliseconds since the navigation began.
NOTE_VERDICT = """
new MutationObserver(() => {
  const {state = 'idle'} = document.documentElement?.dataset ?? {};
  if (state !== 'idle' && state !== 'checking') window.verdictAt ??= performance.now();
}).observe(document, {subtree: true, attributes: true, attributeFilter: ['data-state']});
"""
READ_VISIT = """async () => {
  while (window.verdictAt === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 300)); // what is loaded behind the verdict
  const entries = performance.getEntriesByType('resource');
  return {
    state: document.documentElement.dataset.state,
    verdict: window.verdictAt,
    resources: entries.map(({name, startTime}) => [name, startTime <= window.verdictAt]),
  };
}"""


class _Gzipped(Answer):
    """An answer whose body is compressed."""


class Host(SiteServer):
    """Sends what a host of static pages sends."""

    def answer(self, path: str) -> Answer | None:
        sent = super().answer(path)
        if sent is None or not sent.type.startswith(COMPRESSED):
            return sent
        return _Gzipped(sent.status, sent.type, compressed(sent.body))

    def headers(self, answer: Answer) -> Mapping[str, str]:
        encoding = {"Content-Encoding": "gzip"} if isinstance(answer, _Gzipped) else {}
        return {**super().headers(answer), "Cache-Control": "max-age=600", **encoding}


@cache
def compressed(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def visit(page: Page, url: str) -> dict[str, Any]:
    page.goto("about:blank")
    page.goto(url)
    found: dict[str, Any] = page.evaluate(READ_VISIT)
    assert found["state"] == "valid", found["state"]
    return found


def open_page(browser: Browser, seen: list[str], *, slow: bool = False) -> Page:
    """Return a page that knows nothing yet; every address it asks for goes to `seen`."""
    context = browser.new_context(locale="en-GB")
    context.add_init_script(NOTE_VERDICT)
    context.on("request", lambda request: seen.append(request.url))
    page = context.new_page()
    if slow:
        session = context.new_cdp_session(page)
        session.send("Network.emulateNetworkConditions", dict(SLOW_NETWORK))
        session.send("Emulation.setCPUThrottlingRate", dict(SLOW_PROCESSOR))
    return page


def time_visits(browser: Browser, url: str, seen: list[str]) -> dict[str, list[float]]:
    """Return the times to the verdict, by kind of visit."""
    page = open_page(browser, seen)
    visit(page, url)
    times = {"warm": [visit(page, url)["verdict"] for _ in range(RUNS["warm"])], "cold": []}
    page.context.close()
    for kind in ("cold", "4g"):
        times[kind] = []
        for _ in range(RUNS[kind]):
            page = open_page(browser, seen, slow=kind == "4g")
            times[kind].append(visit(page, url)["verdict"])
            page.context.close()
    return times


def size_of(bodies: Sequence[bytes]) -> dict[str, int]:
    return {
        "raw": sum(len(body) for body in bodies),
        "served": sum(len(compressed(body)) for body in bodies),
    }


def measure_page(browser: Browser, host: Host, path: str) -> dict[str, Any]:
    """Return sizes, requests and times of the page at `path`."""
    seen: list[str] = []
    page = open_page(browser, seen)
    found = visit(page, host.url(path))
    page.context.close()
    names = {
        urlsplit(url).path.removeprefix(host.base_path): is_before
        for url, is_before in found["resources"]
        if url.startswith(host.origin)
    }
    early = [path, *(name for name, is_before in names.items() if is_before)]

    def files(suffixes: tuple[str, ...], *, before: bool = True) -> list[bytes]:
        chosen = [name for name, is_before in names.items() if is_before is before]
        return [host.read(name) for name in chosen if name.endswith(suffixes)]

    times = time_visits(browser, host.url(path), seen)
    return {
        "html": size_of([host.read(path)]),
        "css": size_of(files((".css",))),
        "js": size_of(files((".js",))),
        "js_after": size_of(files((".js",), before=False)),
        "requests": [name for name in early if not name.endswith(PICTURES)],
        "pictures": [name for name in early if name.endswith(PICTURES)],
        "requests_after": [name for name, is_before in names.items() if not is_before],
        "hosts": sorted(
            {urlsplit(url).netloc for url in seen} - {urlsplit(host.origin).netloc, ""}
        ),
        "milliseconds": {
            kind: {"median": statistics.median(all_), "min": min(all_), "max": max(all_)}
            for kind, all_ in times.items()
        },
    }


def time_verification(browser: Browser, host: Host, example: Example) -> float:
    """Return the median time of one verification, in a page that has done as many before."""
    files: dict[str, bytes | None] = {
        f"{SITE.config.url}status/{path.name}": path.read_bytes()
        for path in status_list_paths(ROOT)
    }
    files[str(did.web_address(SITE.config.did))] = (ROOT / DID_FILE).read_bytes()
    scenarios = Scenarios()
    now = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
    scenarios.add(example.path, now, SITE.config.did, example.raw, files)
    address = furnish(host)
    host.overlay["/modules/example.json"] = scenarios.data()
    page = open_page(browser, [])
    page.goto(address)
    median = float(page.evaluate(script("time_scenario"), ["example.json", VERIFICATIONS]))
    page.context.close()
    return median


def middling(examples: Sequence[Example]) -> Example:
    """Return the valid record of middling length."""
    chosen = [example for example in examples if example.verdict == "valid"]
    return sorted(chosen, key=lambda item: len(item.raw))[len(chosen) // 2]


def without_picture(example: Example) -> bytes:
    """Return the example's record as it would have been signed without a picture."""
    document = json.loads(example.raw)
    del document["proof"], document["credentialSubject"]["achievement"]["image"]
    key = example_key(SITE.config.did, "current")
    return signing.serialise(signing.secure(document, key, NOW))


def processor() -> str:
    """Return the processor's name, as far as the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def measure() -> dict[str, Any]:
    example = middling(load_examples())
    records = {"without a picture": without_picture(example), "with a picture": example.raw}
    pages = {}
    verification = 0.0
    with tempfile.TemporaryDirectory() as name, sync_playwright() as started:
        root, out = Path(name), Path(name) / "public"
        shutil.copytree(ROOT / "content", root / "content")
        browser = started.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        chromium = browser.version
        for kind, record in records.items():
            load_site(root).record_path(Path(example.path).stem).write_bytes(record)
            build(root, out, NOW)
            with Host(out, SITE.config.base_path, NOW) as host:
                pages[kind] = measure_page(browser, host, example.path)
                verification = time_verification(browser, host, example)
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
        "pages": pages,
        "verification": verification,
        "targets": TARGETS,
        "runs": RUNS,
    }


def tell(found: Mapping[str, Any]) -> None:
    """Print the figures side by side."""
    pages = found["pages"]
    rows: list[tuple[str, Sequence[object], object]] = []
    for key, what in (("html", "HTML"), ("css", "CSS"), ("js", "JS"), ("js_after", "JS, later")):
        for form, label in (("raw", "raw"), ("served", "gzip -9")):
            target = TARGETS.get(key, "") if form == "served" else ""
            cells = [page[key][form] for page in pages.values()]
            rows.append((f"{what}, {label}, bytes", cells, target))
    counted = {
        "requests": "requests until the verdict",
        "pictures": "pictures asked for by then, beside",
        "hosts": "other hosts asked",
    }
    for key, what in counted.items():
        rows.append((what, [len(page[key]) for page in pages.values()], TARGETS.get(key, "")))
    for kind, count in RUNS.items():
        cells = [
            "{median:.0f} ({min:.0f} to {max:.0f})".format(**page["milliseconds"][kind])
            for page in pages.values()
        ]
        rows.append((f"to the verdict, {kind}, ms ({count} times)", cells, TARGETS.get(kind, "")))
    rows.append(("verification alone, warm, ms", [f"{found['verification']:.1f}"], ""))
    versions = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
    print(f"{found['date']}: {found['machine']}; {versions}\n")
    print(f"{'':42}" + "".join(f"{kind:>20}" for kind in pages) + f"{'target':>10}")
    for what, figures, aim in rows:
        shown = "".join(f"{figure!s:>20}" for figure in figures)
        print(f"{what:42}{shown:<{20 * len(pages)}}{_said(aim):>10}")
    for kind, page in pages.items():
        asked = (*page["requests"], *page["pictures"])
        print(f"\nasked for until the verdict, {kind}:", *asked, sep="\n  ")


def _said(target: object) -> str:
    return f"{target:,}" if isinstance(target, int) else ""


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.credential_page")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    found = measure()
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        tell(found)


if __name__ == "__main__":
    main(sys.argv[1:])
