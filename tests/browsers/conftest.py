"""Firefox ESR and WebKitGTK, each started once, before the built example site.

`make test-browsers` runs these tests; pytest does not find them by itself (`norecursedirs`).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from generator.build import build
from tests.browser.examples import NOW, ROOT, SITE, Example, load_examples
from tests.browser.server import Answer, SiteServer
from tests.browsers.engines import Engine, firefox, webkit

HERE = Path(__file__).resolve().parent
ENGINES: Mapping[str, Callable[[], AbstractContextManager[Engine]]] = {
    "firefox": firefox,
    "webkit": webkit,
}
# WebKit's driver has no console, so the pages note by themselves what must not happen.
WATCH = "/watch.js"
WATCH_FILE = HERE / "watch.js"
_BEFORE = b'<meta name="viewport"'  # behind the policy, which covers it as well


def watched(html: bytes, address: str = WATCH) -> bytes:
    """Return a page with one more script before all others."""
    return html.replace(_BEFORE, f'<script src="{address}"></script>'.encode() + _BEFORE, 1)


class WatchedServer(SiteServer):
    """The host of the site, which has every page watched."""

    def answer(self, path: str) -> Answer | None:
        sent = super().answer(path)
        if path == WATCH or sent is None or not sent.type.startswith("text/html"):
            return sent
        return sent._replace(body=watched(sent.body))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browsers)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "public"
    build(ROOT, out, NOW)
    return out


@pytest.fixture(scope="session")
def examples() -> list[Example]:
    return load_examples()


@pytest.fixture(scope="session")
def host(built: Path) -> Iterator[WatchedServer]:
    with WatchedServer(built, SITE.config.base_path, NOW) as server:
        yield server


@pytest.fixture
def site(host: WatchedServer) -> Iterator[WatchedServer]:
    host.reset()
    host.overlay[WATCH] = WATCH_FILE.read_bytes()
    yield host
    host.reset()


@pytest.fixture(scope="session", params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with ENGINES[request.param]() as engine:
        yield engine
