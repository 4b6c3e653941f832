"""An empty page beside the verifier's modules, without a policy, and scenarios for it to run."""

import base64
import hashlib
import json
from importlib import resources
from typing import Any

from tests.browser.examples import ROOT
from tests.browser.server import SiteServer
from tests.vector_cases import CASE_PATHS, VECTORS, case_name, load_case, to_bytes

MODULES = ROOT / "themes" / "verifier"
PICTURES = VECTORS / "shared" / "pictures.json"
_PAGE = (
    b'<!doctype html><title>Laboratory</title><link rel="icon" href="/badges/assets/favicon.svg">'
)


class Scenarios:
    """Scenarios as the page reads them; equal bytes are sent once."""

    def __init__(self) -> None:
        self._blobs: dict[str, str] = {}
        self._scenarios: list[dict[str, Any]] = []

    def add(
        self,
        name: str,
        now: str,
        issuer: str,
        record: bytes,
        files: dict[str, bytes | None],
        about: str | None = None,
    ) -> None:
        places = {url: self._key(data) for url, data in files.items() if data is not None}
        self._scenarios.append(
            {
                "name": name,
                "now": now,
                "issuer": issuer,
                "about": about,
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


def furnish(site: SiteServer) -> str:
    """Put the modules, with the tables in the place of `catalogue`; return the page's address."""
    for path in MODULES.glob("*.js"):
        site.overlay[f"/modules/{path.name}"] = path.read_bytes()
    tables = {
        name.upper(): resources.files("generator.vc").joinpath(f"{name}.json").read_text("utf-8")
        for name in ("checks", "shapes")
    }
    catalogue = "".join(f"export const {name} = {table};\n" for name, table in tables.items())
    site.overlay["/modules/catalogue.js"] = catalogue.encode()
    site.overlay["/modules/pictures.json"] = PICTURES.read_bytes()
    site.overlay["/modules/index.html"] = _PAGE
    return f"{site.origin}/modules/index.html"


def shared_cases() -> tuple[Scenarios, dict[str, tuple[str, list[list[str]]]]]:
    """Return the shared cases, and by name the verdict and findings that each has to come to."""
    scenarios = Scenarios()
    wanted = {}
    for path in CASE_PATHS:
        case = load_case(path)
        files = {url: to_bytes(given) for url, given in case["resources"].items()}
        record = to_bytes(case["record"])
        assert record is not None
        scenarios.add(
            case_name(path), case["now"], case["issuer"], record, files, case.get("about")
        )
        wanted[case_name(path)] = (case["expect"]["verdict"], case["expect"]["findings"])
    return scenarios, wanted


def records_in_pictures() -> dict[str, str | None]:
    """Return by name the record that is in each shared picture, or None."""
    return {name: row["record"] for name, row in json.loads(PICTURES.read_bytes()).items()}


def differences(
    found: dict[str, Any], wanted: dict[str, tuple[str, list[list[str]]]]
) -> dict[str, Any]:
    """Return the cases that came to something else: what they came to, and what they had to."""
    codes = {
        name: (verdict, [row[:3] for row in findings])
        for name, (verdict, findings) in found.items()
    }
    return {
        name: (codes.get(name), expected)
        for name, expected in wanted.items()
        if codes.get(name) != expected
    }
