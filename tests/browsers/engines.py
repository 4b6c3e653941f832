"""One small interface over the browsers that most visitors do not use: Firefox ESR and WebKitGTK.

WebKitGTK has the engine of Safari, but not its cryptography. Both come from Debian; `make
test-browsers` installs them.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from playwright.sync_api import Page, sync_playwright

SECONDS = 20  # to start, or to answer; two cores may be busy with other things
# Under automation Firefox and Playwright set preferences of their own. Some let scripts do on file:
# what no visitor's Firefox lets them do; a test holds this one to be as it comes.
STOCK = {"remote.prefs.recommended": False, "security.fileuri.strict_origin_policy": True}
WEBKIT_ENVIRONMENT = {
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # a container has no user namespaces
}
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver §12, the web element identifier
_ANSWERED = """
const [argument, answer] = arguments;
const run = async () => (%s)(argument);
run().then(answer, (error) => answer({error: `${error}`}));
"""


class Engine(Protocol):
    """A browser with one page."""

    name: str

    def open(self, url: str) -> None:
        """Go to `url` and wait until it is loaded."""

    def evaluate(self, function: str, argument: object = None) -> Any:
        """Call a JavaScript function in the page; return what it comes to."""

    def click(self, selector: str) -> None: ...

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""

    def choose(self, selector: str, path: Path) -> None:
        """Choose a file."""

    def pdf(self) -> bytes | None:
        """Print the page to a file; None where the browser has no way to do so."""


class Firefox:
    """Firefox ESR, by Playwright over WebDriver BiDi."""

    name = "Firefox"

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, url: str) -> None:
        self._page.goto("about:blank")  # so that another fragment alone is another visit
        self._page.goto(url)

    def evaluate(self, function: str, argument: object = None) -> Any:
        return self._page.evaluate(function, argument)

    def click(self, selector: str) -> None:
        self._page.click(selector)

    def write(self, selector: str, text: str) -> None:
        self._page.fill(selector, text)

    def choose(self, selector: str, path: Path) -> None:
        self._page.set_input_files(selector, path)

    def pdf(self) -> bytes | None:
        return self._page.pdf()


@contextmanager
def firefox() -> Iterator[Firefox]:
    with sync_playwright() as playwright:
        browser = playwright.firefox.launch(
            channel="moz-firefox",
            executable_path=shutil.which("firefox-esr"),
            firefox_user_prefs=dict(STOCK),
        )
        page = browser.new_context(locale="en-GB").new_page()
        page.set_default_timeout(SECONDS * 1_000)
        yield Firefox(page)
        browser.close()


class WebKit:
    """WebKitGTK's MiniBrowser, over WebDriver."""

    name = "WebKit"

    def __init__(self, port: int) -> None:
        self._root = f"http://127.0.0.1:{port}"
        self._session = ""

    def start(self) -> None:
        self._wait_until_ready()
        (program,) = Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")
        options = {"binary": str(program), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        made = self._call("POST", "/session", {"capabilities": wanted})
        self._session = f"/session/{made['sessionId']}"
        self._call("POST", f"{self._session}/timeouts", {"script": SECONDS * 1_000})

    def open(self, url: str) -> None:
        for address in ("about:blank", url):
            self._call("POST", f"{self._session}/url", {"url": address})

    def evaluate(self, function: str, argument: object = None) -> Any:
        body = {"script": _ANSWERED % function.strip().rstrip(";"), "args": [argument]}
        value = self._call("POST", f"{self._session}/execute/async", body)
        assert not (isinstance(value, dict) and set(value) == {"error"}), value
        return value

    def click(self, selector: str) -> None:
        self._call("POST", f"{self._element(selector)}/click", {})

    def write(self, selector: str, text: str) -> None:
        element = self._element(selector)
        self._call("POST", f"{element}/clear", {})
        self._call("POST", f"{element}/value", {"text": text})

    def choose(self, selector: str, path: Path) -> None:
        self._call("POST", f"{self._element(selector)}/value", {"text": str(path)})

    def pdf(self) -> bytes | None:
        return None  # its driver does not know WebDriver's command Print Page

    def stop(self) -> None:
        self._call("DELETE", self._session)

    def _element(self, selector: str) -> str:
        body = {"using": "css selector", "value": selector}
        found = self._call("POST", f"{self._session}/element", body)
        return f"{self._session}/element/{found[_ELEMENT]}"

    def _call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(self._root + path, data, method=method)
        try:
            with urlopen(request, timeout=3 * SECONDS) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            raise AssertionError(error.read().decode()) from error

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + SECONDS
        while True:
            try:
                self._call("GET", "/status")
            except (URLError, ConnectionError):
                if time.monotonic() > end:
                    raise
            else:
                return


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Start WebKitGTK in a display and on a message bus of its own."""
    port = _free_port()
    command = ("xvfb-run", "-a", "dbus-run-session", "--", "WebKitWebDriver", f"--port={port}")
    driver = subprocess.Popen(
        command,
        env={**os.environ, **WEBKIT_ENVIRONMENT},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        engine = WebKit(port)
        engine.start()
        yield engine
        engine.stop()
    finally:
        os.killpg(driver.pid, signal.SIGTERM)
        driver.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
