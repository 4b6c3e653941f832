"""The example provider's records, each with what the Python half finds in it."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from generator import signing
from generator.content import load_site, record_paths
from generator.issue import recipient_salt
from generator.render import data_block
from generator.vc.strict_json import JSON
from generator.vc.verify import Verification, verify
from tests.browser.server import SiteServer
from tests.example.make_example import example_key

ROOT = Path(__file__).resolve().parents[2]
VERDICTS = ("valid", "revoked", "suspended", "expired", "not-yet-valid")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SITE = load_site(ROOT)
_DATA_BLOCK = re.compile(
    r'(?<=<script type="application/json" id="credential">).*?(?=</script>)', re.DOTALL
)


@dataclass(frozen=True)
class Example:
    """One signed record of the example site."""

    raw: bytes
    verification: Verification

    @property
    def document(self) -> JSON:
        return self.verification.document

    @property
    def verdict(self) -> str:
        return str(self.verification.verdict)

    @property
    def language(self) -> str:
        """The language of the programme, which its page speaks too."""
        return str(self.document["credentialSubject"]["achievement"]["inLanguage"])

    @property
    def path(self) -> str:
        """The page's path below the site's address."""
        return str(self.document["id"]).removeprefix(SITE.config.url)

    @property
    def method(self) -> str:
        return str(self.document["proof"][0]["verificationMethod"])

    @property
    def salt(self) -> str:
        """The salt in the holder's private link, made again with the (published) example key."""
        public = self.method.rpartition("#")[2]
        keys = [example_key(SITE.config.did, name) for name in ("current", "retired")]
        (key,) = (key for key in keys if key.method.endswith(public))
        return recipient_salt(key, Path(self.path).stem)

    @property
    def findings(self) -> list[tuple[str, str, str]]:
        return [(item.check, str(item.outcome), item.code) for item in self.verification.findings]

    @property
    def name(self) -> str:
        return str(self.document["credentialSubject"]["identifier"][0]["identityHash"])


def load_examples() -> list[Example]:
    raws = [path.read_bytes() for path in record_paths(ROOT)]
    return [Example(raw, verify(raw, SITE.config.did, SITE.published, NOW)) for raw in raws]


def pick(examples: Iterable[Example], verdict: str) -> Example:
    """Return the first record of a verdict, by id, whose page speaks English."""
    return next(
        item for item in examples if item.verdict == verdict and item.language.startswith("en")
    )


def pick_rich(examples: Iterable[Example]) -> Example:
    """Return the valid record that tells most, with words of the assessor and evidence."""
    rich = (item for item in examples if item.verdict == "valid" and is_told(item.document))
    return max(rich, key=lambda item: len(texts_of(item)))


def is_told(document: Mapping[str, Any]) -> bool:
    """Tell whether a record says more of its holder's work than results."""
    return "evidence" in document and "narrative" in document["credentialSubject"]


def pick_retired(examples: Iterable[Example]) -> Example:
    """Return a valid record that was signed with the key that signs no more."""
    retired = example_key(SITE.config.did, "retired").method
    return next(item for item in examples if item.verdict == "valid" and item.method == retired)


def texts_of(example: Example) -> list[str]:
    """Return every signed text that the page shows as it is."""
    document = example.document
    subject = document["credentialSubject"]
    achievement = subject["achievement"]
    described = {item["id"]: item for item in achievement.get("resultDescription", [])}
    found = [
        example.name,
        document["issuer"]["name"],
        *(achievement[name] for name in ("name", "description")),
        *marked_texts(achievement["criteria"]["narrative"]),
        *marked_texts(subject.get("narrative", "")),
        *achievement.get("tag", []),
    ]
    for item in achievement.get("alignment", []):
        if item["targetType"] != "ceasn:Competency":
            continue
        found += [item["targetName"], item.get("targetFramework"), item.get("targetCode")]
        found.append(item.get("targetDescription"))
    for item in subject.get("result", []):
        description = described[item["resultDescription"]]
        found += [description["name"], item["value"], description.get("requiredValue")]
    for item in document.get("evidence", []):
        found += [item.get("name"), item.get("narrative")]
    return [text for text in found if text]


def marked_texts(text: str) -> list[str]:
    """Return the words of a signed text, without the marks that shape them."""
    lines = (re.sub(r"^(?:#{2,3}|-|\d+\.) +", "", line.strip()) for line in text.splitlines())
    return [line.replace("**", "") for line in lines if line]


def email_of(example: Example) -> str:
    """Return the address that a record was issued to, which stands nowhere in what is published."""
    people = yaml.safe_load((ROOT / "tests/example/people.yml").read_text("utf-8"))
    return next(str(entry["email"]) for entry in people if entry["name"] == example.name)


def edit_record(site: SiteServer, example: Example, change: Callable[[str], str]) -> None:
    """Change the record inside the page that is served for an example."""
    record = record_in_page(site, example)
    changed = change(record)
    assert changed != record
    html = site.read(example.path).decode()
    site.replace(example.path, _DATA_BLOCK.sub(lambda _: changed, html))


def depict(site: SiteServer, example: Example, picture: bytes) -> Example:
    """Sign an example again for another picture, and serve the page with both."""
    digest = base64.b64encode(hashlib.sha256(picture).digest()).decode("ascii")
    document = {name: value for name, value in example.document.items() if name != "proof"}
    related = {**document["relatedResource"][0], "digestSRI": f"sha256-{digest}"}
    signed_on = datetime.fromisoformat(example.document["proof"][0]["created"])
    key = example_key(SITE.config.did, "current")
    signed = signing.secure({**document, "relatedResource": [related]}, key, signed_on)
    raw = signing.serialise(signed)
    site.replace(related["id"].removeprefix(SITE.config.url), picture)
    site.replace(example.path.replace(".html", ".json"), raw)
    edit_record(site, example, lambda _: data_block(raw))
    return replace(example, raw=raw, verification=verify(raw, SITE.config.did, SITE.published, NOW))


def record_in_page(site: SiteServer, example: Example) -> str:
    """Return the record's text as it stands in the built page."""
    found = _DATA_BLOCK.search(site.read(example.path).decode())
    assert found is not None
    return found[0]
