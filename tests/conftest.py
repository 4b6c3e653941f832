"""What tests share: a small signed project, the example built once, and a way to run commands."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator import content, init, issue, keys, signing, status
from generator.build import Built, build
from generator.cli import main
from generator.content import Site
from generator.errors import ContentError
from generator.recipients import Recipient

REPOSITORY = Path(__file__).resolve().parents[1]
URL = "https://ada.github.io/badges/"
DID = "did:web:ada.github.io:badges"
SEED = hashlib.sha256(b"Insignia tests: PUBLIC SEED, NEVER USE").digest()
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PASSPHRASE = "amber ladder quiet violin"
NOBODY = Recipient("", None, None, None, None, {}, (), None)
ADA = replace(NOBODY, name="Ada Lovelace", email="Ada.Lovelace@learners.example")
GRACE = replace(NOBODY, name="Grace Hopper", results={"grade": "Merit"})

NIGHT_WATCH = """\
---
title: Night Watch
type: Certificate
description: Keeps watch at night.
criteria: Kept ten watches.
image: images/first-badge.svg
image_alt: A lamp
suspendable: true
results:
  - {id: grade, name: Grade, type: LetterGrade, allowed: [Pass, Merit]}
---
"""


class Source:
    """Bytes that look random and are the same on every run."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, count: int) -> bytes:
        self._count += 1
        return hashlib.sha256(f"tests {self._count}".encode()).digest()[:count]


@dataclass(frozen=True)
class Project:
    """A provider's project on disk, and what a test does with it."""

    root: Path
    ids: Mapping[str, str]
    random: Source

    @property
    def out(self) -> Path:
        return self.root / "public"

    @property
    def site(self) -> Site:
        return content.load_site(self.root)

    @property
    def key(self) -> keys.IssuerKey:
        return keys.key_of_seed(DID, SEED)

    def build(self, out: Path | None = None, now: datetime = NOW, **options: Any) -> Built:
        return build(self.root, out or self.out, now, **options)

    def problems(self, **options: Any) -> list[str]:
        """Build, which has to fail and to leave no output; the lines that say why."""
        before = tree(self.out)
        with pytest.raises(ContentError) as raised:
            self.build(**options)
        assert tree(self.out) == before
        assert self.out.exists() == bool(before)
        return str(raised.value).splitlines()

    def issue(self, program: str, *people: Recipient, now: datetime = NOW) -> list[issue.Issued]:
        site = self.site
        return list(issue.issue(site, site.programs[program], people, self.key, now, self.random))

    def set_status(self, who: str, purpose: str, *, on: bool, reason: str = "Error") -> None:
        status.set_status(
            self.site, self.ids[who], purpose, on=on, reason=reason, key=self.key, now=NOW
        )

    def path(self, who: str) -> Path:
        return self.site.record_path(self.ids[who])

    def name(self, who: str) -> str:
        """Return the place of a record as problems name it."""
        return f"content/credentials/{self.ids[who][:2]}/{self.ids[who]}.json"

    def page(self, who: str, suffix: str = ".html") -> Path:
        return self.out / "c" / self.ids[who][:2] / f"{self.ids[who]}{suffix}"

    def document(self, who: str) -> Any:
        return json.loads(self.path(who).read_bytes())

    def sign(self, path: Path, document: Mapping[str, Any], now: datetime = NOW) -> None:
        """Write `document` to `path`, signed anew by the issuer's key."""
        unsigned = {name: value for name, value in document.items() if name != "proof"}
        path.write_bytes(signing.serialise(signing.secure(unsigned, self.key, now)))

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder`: its place and its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass
class Element:
    """One element of a page, and the text between its start and the next tag."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute stands twice in <{tag}>"
        self.elements.append(Element(tag, dict(attrs)))
        self._open = True

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.elements[-1].text += data


def parse_html(data: bytes) -> list[Element]:
    """Return the elements of a page in the order in which they begin, as a browser sees them."""
    page = _Page()
    page.feed(data.decode("utf-8"))
    page.close()
    return page.elements


def links(elements: Iterable[Element]) -> list[str]:
    """Return every address that a page's elements name."""
    return [
        value
        for element in elements
        for name in ("href", "src", "action", "formaction", "data", "poster", "xlink:href")
        if (value := element.attributes.get(name)) is not None
    ]


class Runner:
    """Runs `insignia` as a person would, without a terminal, at a fixed time."""

    def __init__(self, config_home: Path) -> None:
        self.config_home = config_home

    def __call__(
        self,
        *arguments: str | Path,
        stdin: bytes | None = None,
        env: Mapping[str, str | None] | None = None,
    ) -> Result:
        variables: dict[str, str | None] = {
            "INSIGNIA_PASSPHRASE": PASSPHRASE,
            "XDG_CONFIG_HOME": str(self.config_home),
            **(env or {}),
        }
        words: Sequence[str] = [str(word) for word in arguments]
        return CliRunner(env=variables).invoke(main, words, input=stdin, catch_exceptions=False)


@pytest.fixture
def clock():
    return NOW


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """Make the project once; each test gets a copy."""
    root = tmp_path_factory.mktemp("template") / "site"
    init.write_project(root, init.Answers(name="Northfield College", url=URL))
    (root / "content/programs/night-watch.md").write_text(NIGHT_WATCH)
    key = keys.key_of_seed(DID, SEED)
    document = content.new_did_document(DID, [key.public_key])
    (root / content.DID_FILE).write_text(f"{json.dumps(document, indent=2)}\n")
    made = Project(root, {}, Source())
    (ada,) = made.issue("first-badge", ADA)
    (grace,) = made.issue("night-watch", GRACE)
    return replace(made, ids={"ada": ada.record_id, "grace": grace.record_id})


@pytest.fixture
def project(template, tmp_path):
    root = tmp_path / "site"
    shutil.copytree(template.root, root)
    return replace(template, root=root)


@pytest.fixture
def cli(tmp_path, monkeypatch):
    """Run commands in the folder of the test, with the key of `project` in its place."""
    folder = keys.key_folder(tmp_path / "config", DID)
    keys.save_key_file(folder, DID, SEED, PASSPHRASE, keys.LIGHT)
    monkeypatch.chdir(tmp_path)
    return Runner(tmp_path / "config")


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The example provider's site, built once from a copy of its content; nobody changes it."""
    return build_example(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def plain_example(tmp_path_factory):
    """The same in the plain theme."""
    return build_example(tmp_path_factory.mktemp("plain"), "theme: plain\n")


def build_example(root: Path, settings: str = "") -> Project:
    shutil.copytree(REPOSITORY / "content", root / "content")
    with (root / "content/site.yml").open("a", encoding="utf-8") as file:
        file.write(settings)
    made = Project(root, {}, Source())
    made.build(now=datetime(2026, 11, 23, 12, tzinfo=UTC))
    return made
