"""What the tests say to a page, and what must not happen on any page."""

import functools
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

from generator.vc import checks
from generator.words import Words

SCRIPTS = Path(__file__).resolve().parent / "scripts"
NOT_FOUND = "status of 404"  # as Chromium's console tells it
BROKEN = "net::ERR_EMPTY_RESPONSE"
TITLES = {
    "valid": "Verified",
    "revoked": "Revoked",
    "suspended": "On hold",
    "expired": "Expired",
    "not-yet-valid": "Not valid yet",
    "invalid": "Altered",
    "unconfirmed": "Issuer not confirmed",
    "page-altered": "Page altered",
    "unknown": "Could not check",
}
# What nobody may read before a check, or on paper: the title of any answer, or of any passed check.
VERDICT_WORDS = re.compile(
    r"\b(?:Verified|Genuine|Revoked|On hold|Expired|Not valid yet|Altered|Page altered|Not altered"
    r"|In date|Not revoked|Unaltered|unaltered|Could not check|Passed)\b"
)
DONE = "html:not([data-state=idle], [data-state=checking])"
# A policy that is broken is told to the console as well, but not by every kind of breach.
_TELL_BREACHES = """
addEventListener('securitypolicyviolation', (event) => {
  console.error(`policy breached: ${event.violatedDirective} ${event.blockedURI}`);
});
"""
_ISOLATES = str.maketrans("", "", "\u2068\u2069")


class Watch:
    """Notes what must not happen: errors, breaches of the policy, requests to other origins."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origins = [origin]
        """Where requests may go."""
        self.expected: list[str] = []
        """What console errors of this test look like (regular expressions)."""
        self.requests: list[str] = []
        self._errors: list[str] = []
        context.add_init_script(_TELL_BREACHES)
        context.on("console", self._note_message)
        context.on("weberror", self._note_error)
        context.on("request", self._note_request)

    def check(self) -> None:
        errors = [
            text
            for text in self._errors
            if not any(re.search(expected, text) for expected in self.expected)
        ]
        strangers = [
            url
            for url in self.requests
            if not any(url.startswith(f"{origin}/") for origin in self.origins)
        ]
        assert not errors, "\n".join(errors)
        assert not strangers, f"requests to other origins: {strangers}"

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._errors.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _note_error(self, error: WebError) -> None:
        self._errors.append(f"uncaught: {error.error}")

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)


def script(name: str) -> str:
    """Return the function in one of our script files, to be evaluated in a page."""
    return (SCRIPTS / f"{name}.js").read_text("utf-8")


def wait_for_state(page: Page) -> str:
    """Return the state of a page once it has been checked."""
    page.wait_for_selector(DONE, state="attached")
    return str(page.get_attribute("html", "data-state"))


def visit(page: Page, url: str) -> str:
    """Open the page of a credential and return the state that it comes to."""
    page.goto(url)
    return wait_for_state(page)


def text(page: Page, selector: str) -> str:
    """Return the text at `selector` as it is shown, without marks of direction."""
    return page.inner_text(selector).translate(_ISOLATES)


def save_picture(page: Page, form: str) -> tuple[str, bytes]:
    """Press the button for the badge as `png` or `svg`; return the name and bytes of the file."""
    with page.expect_download() as download:
        page.click(f"#as-{form}")
    return download.value.suggested_filename, download.value.path().read_bytes()


def findings_shown(page: Page) -> list[tuple[str, str, set[str]]]:
    """Return for each of the seven checks its mark and the codes whose words stand there."""
    shown = page.eval_on_selector_all(
        "li[id^=c-]",
        """(items) => items.map((item) => [item.id.slice(2), item.dataset.r,
        item.querySelector('b').textContent, item.querySelector('small').textContent])""",
    )
    language = str(page.get_attribute("html", "data-words"))
    return [
        (
            check,
            mark,
            {code for code, words in _words(check, language) if _say(words, title, small)},
        )
        for check, mark, title, small in shown
    ]


def mark_of(check: str, outcome: str, code: str) -> str:
    """Return how a finding is marked: warnings have marks of their own."""
    if check == "validity" and outcome == "failed":
        return "late"
    return "hold" if code == "suspended" else outcome


def codes_shown(page: Page, check: str) -> set[str]:
    """Return the codes whose words stand at one check."""
    return next(codes for name, _, codes in findings_shown(page) if name == check)


@functools.cache
def _words(check: str, language: str) -> list[tuple[str, dict[str, str]]]:
    said = Words(SCRIPTS, "en").at(language).table
    return [
        (code, {part: said[f"check.{check}.{code}.{part}"] for part in ("title", "text")})
        for code in checks.catalogue()["checks"][check]["codes"]
    ]


def _say(words: dict[str, str], title: str, small: str) -> bool:
    return all(
        re.fullmatch(re.sub(r"\\\{\w+\\\}", "(?!\\\\s*$).+", re.escape(sentence)), said)
        for sentence, said in ((words["title"], title), (words["text"], small))
    )


def colour(page: Page) -> str:
    """Return the colour of the band with the verdict."""
    return str(page.eval_on_selector("#verdict", "(e) => getComputedStyle(e).backgroundColor"))


def colour_of_state(page: Page, state: str) -> str:
    """Return the colour that the band has in `state`."""
    page.eval_on_selector("html", "(e, state) => { e.dataset.state = state; }", state)
    return colour(page)


def is_scrolling_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def payload(name: str, data: bytes, kind: str = "application/octet-stream") -> Any:
    """Return a file as a file input takes it."""
    return {"name": name, "mimeType": kind, "buffer": data}
