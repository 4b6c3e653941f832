"""Every state that a credential's page can come to, brought about on the example site."""

from collections.abc import Sequence

from tests.browser.examples import VERDICTS, Example, pick
from tests.browser.server import SiteServer

STATES = (*VERDICTS, "invalid", "unconfirmed", "page-altered", "unknown")


def bring_about(site: SiteServer, examples: Sequence[Example], state: str) -> Example:
    """Change what is served so that the page of the example comes to `state`."""
    if state in VERDICTS:
        return pick(examples, state)
    example = pick(examples, "valid")
    html = site.read(example.path).decode()
    if state == "invalid":
        html = html.replace(f'"{example.name}"', f'"{example.name} Jr"')
    elif state == "page-altered":
        html = html.replace(f">{example.name}<", f">{example.name} Jr<")
    elif state == "unconfirmed":
        site.replace("did.json", site.read("did.json").replace(b"z6Mk", b"z6Mr"))
    else:
        assert state == "unknown"
        site.remove("did.json")
    site.replace(example.path, html)
    return example
