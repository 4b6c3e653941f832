"""Where `insignia verify` may look: which issuer to trust, and how to read what it publishes.

An issuer's key list and status lists come from a folder that stands for its site, from the project
at hand, or over https from the issuer's own host and no other: no address that a record names is
asked by itself. The limits are those of `resources.js`.
"""

import http.client
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.content import Site
from generator.errors import UsageError
from generator.vc import did
from generator.vc.strict_json import MAX_BYTES
from generator.vc.verify import Fetch

MAX_WAIT = 15.0  # seconds for one address, body included
_PIECE = 16_384
# Plain segments only: `..`, `?` and escapes could lead elsewhere than they seem to.
_PLAIN = re.compile(r"(?!\.\.?(?:/|$))[\w.~-]+(?:/(?!\.\.?(?:/|$))[\w.~-]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Trust:
    """The one issuer that a verification trusts, and how to read what it publishes."""

    issuer: str
    fetch: Fetch


def trust_folder(folder: Path, origin: str) -> Trust:
    """Trust the issuer of `origin` alone; its addresses are files below `folder`.

    Raises:
        UsageError: when `origin` is not an address that a did:web identifier can be made of.
    """
    base = origin.rstrip("/")
    issuer = did.of_address(base)
    if issuer is None:
        msg = f"{origin!r} is no address of a site: write it like https://example.org/badges"
        raise UsageError(msg)
    return Trust(issuer, lambda address: _read_below(folder, f"{base}/", address))


def trust_project(site: Site) -> Trust:
    """Trust the issuer of a project; what it publishes is read from its content."""
    return Trust(site.config.did, site.published)


def trust_web(issuer: str) -> Trust:
    """Trust `issuer` as far as its own site confirms it, over https; no other host is asked."""
    address = did.web_address(issuer)
    if address is None:
        return Trust(issuer, lambda _address: None)
    site = f"https://{urlsplit(address).netloc}/"
    return Trust(issuer, _once(lambda wanted: fetch_https(wanted, site)))


def fetch_https(address: str, site: str, max_wait: float = MAX_WAIT) -> bytes | None:
    """Read an address below `site`, bounded in size and time; None for whatever goes wrong."""
    if not (site.startswith("https://") and address.startswith(site)):
        return None
    return read_url(address, max_wait)


def read_url(address: str, max_wait: float) -> bytes | None:
    """Read an address without following it elsewhere; None unless a whole, small answer comes."""
    deadline = time.monotonic() + max_wait
    request = urllib.request.Request(address, headers={"Accept": "application/json"})  # noqa: S310  https only
    try:
        with _OPENER.open(request, timeout=max_wait) as answer:
            data = b""
            while piece := answer.read1(_PIECE):
                data += piece
                if len(data) > MAX_BYTES or time.monotonic() > deadline:
                    return None
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError):
        return None
    return data


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A key or a list counts only at the address that names it."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def _once(fetch: Callable[[str], bytes | None]) -> Fetch:
    """Ask each address once, so that all checks of a record see the same answer."""
    answers: dict[str, bytes | None] = {}

    def remembered(address: str) -> bytes | None:
        if address not in answers:
            answers[address] = fetch(address)
        return answers[address]

    return remembered


def _read_below(folder: Path, base: str, address: str) -> bytes | None:
    name = address.removeprefix(base)
    if name == address or not _PLAIN.fullmatch(name):
        return None
    try:
        with (folder / name).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return None
    return data if len(data) <= MAX_BYTES else None
