"""What `insignia init` writes: a small, complete project for a provider to overwrite.

The files lie in `scaffold/`, to be read there as they are; the few that name the provider are
`string.Template`s. Asking people and telling them is the command line's part.
"""

import html
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Literal, TypeAlias

from generator import __version__
from generator.config import MAX_NAME_LENGTH, Config, url_fault
from generator.errors import InsigniaError, UsageError
from generator.look import Look
from generator.text import LANGUAGE, Fault, email_fault, form_fault, quoted, text_fault

Host: TypeAlias = Literal["github-pages", "netlify", "other"]

STARTER = "content/programs/first-badge.md"
# The place in the project -> the file in scaffold/ it is copied from, byte for byte; but the
# programme to start from says its language where that is not the site's.
COPIES: Mapping[str, str] = {
    STARTER: STARTER,
    "content/images/first-badge.svg": "content/images/first-badge.svg",
    "content/images/logo.svg": "content/images/logo.svg",
    "content/_headers": "headers",
    "netlify.toml": "netlify.toml",
    ".gitignore": "gitignore",
}
# A workflow would run, and fail, in a repository that is published elsewhere.
COPIES_FOR_HOST: Mapping[Host, Mapping[str, str]] = {
    "github-pages": {
        ".github/workflows/pages.yml": "github-pages.yml",
        ".github/CODEOWNERS": "CODEOWNERS",
    },
    "netlify": {},
    "other": {},
}

# What hosts of repositories put into a new one: where it is there, it stays as it is.
KEPT = frozenset({"README.md", ".gitignore", ".github/CODEOWNERS"})
# The same, for the files in which what the provider answered is filled in.
TEMPLATES: Mapping[str, str] = {
    "content/site.yml": "content/site.yml",
    "content/pages/about.md": "content/pages/about.md",
    "content/pages/how-to-verify.md": "content/pages/how-to-verify.md",
    "README.md": "README.md",
    "requirements.txt": "requirements.txt",
}

_OWN_LANGUAGE = re.compile(rb"^#language: en$", re.MULTILINE)
# Markdown's own characters. A name is text, wherever it stands.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~])")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a provider is asked before there is a project."""

    name: str
    url: str
    host: Host = "github-pages"
    language: str = "en-GB"
    email: str | None = None


def write_project(folder: Path, answers: Answers) -> tuple[Path, ...]:
    """Write a new project into `folder` and return the places written, relative to it.

    Of files that a fresh repository has already, the ones that are there are kept.

    Raises:
        UsageError: if an answer cannot be used.
        InsigniaError: if a file stands where one would be written; then nothing is written.
    """
    planned = {
        place: content
        for place, content in plan_project(answers).items()
        if place not in KEPT or not (folder / place).exists()
    }
    in_the_way = sorted({path for place in planned for path in _in_the_way(folder, Path(place))})
    if in_the_way:
        found = ", ".join(in_the_way)
        raise InsigniaError(
            f"{folder} already holds {found}, and nothing is overwritten: choose an empty folder."
        )
    for place, content in planned.items():
        _write(folder / place, content)
    return tuple(map(Path, planned))


def plan_project(answers: Answers) -> dict[str, bytes]:
    """Return what a new project consists of: place -> bytes, in the order of the places."""
    values = _values(answers)
    scaffold = files("generator") / "scaffold"
    planned = {
        place: (scaffold / source).read_bytes()
        for place, source in {**COPIES, **COPIES_FOR_HOST[answers.host]}.items()
    }
    publish = (scaffold / "publish" / f"{answers.host}.md").read_bytes()
    values["publish"] = _fill(publish, values).rstrip("\n")
    if not is_english(answers.language):
        # Or the pages, and each credential, would call it what it is not.
        planned[STARTER] = _OWN_LANGUAGE.sub(b"language: en", planned[STARTER], count=1)
    for place, source in TEMPLATES.items():
        planned[place] = _fill((scaffold / source).read_bytes(), values).encode()
    return dict(sorted(planned.items()))


def is_english(language: str) -> bool:
    """Tell whether the texts to start from are in this language."""
    return language.partition("-")[0] == "en"


def _language_fault(tag: str) -> Fault | None:
    from babel.core import Locale  # noqa: PLC0415  slow, and few commands need it

    fault, first = form_fault(tag, LANGUAGE), tag.partition("-")[0]
    if fault is None and first not in Locale("en").languages:
        message = f"is {quoted(tag)}, and nobody knows {quoted(first)}: write it like fr or de-CH"
        return Fault(message, "value-form")
    return fault


def _values(answers: Answers) -> dict[str, str]:
    # NFC is what every reader in this package insists on; some keyboards type the other form.
    name = unicodedata.normalize("NFC", answers.name).strip()
    if not name:
        raise UsageError("the name is empty: give the organisation's name")
    # The rules by which the settings will be read.
    faults = {
        "name": text_fault(name, MAX_NAME_LENGTH),
        "address": url_fault(answers.url),
        "language": _language_fault(answers.language),
        "e-mail address": email_fault(answers.email) if answers.email else None,
    }
    for answer, fault in faults.items():
        if fault is not None:
            raise UsageError(f"the {answer} {fault.message}")
    url = answers.url.removesuffix("/") + "/"
    config = Config(
        name=name,
        url=url,
        description=f"Credentials issued by {name}, and how to verify them.",
        language=answers.language,
        email=answers.email,
        website=None,
        country=None,
        logo="images/logo.svg",
        look=Look(),
        theme="default",
        linkedin_organization_id=None,
    )
    return {
        "name": _quote(name),
        "name_markdown": _MARKDOWN.sub(r"\\\1", html.escape(name, quote=False)),
        "url": url,
        "did": config.did,
        "did_url": url + config.did_path,
        "description": _quote(config.description),
        "about_description": _quote(f"Who {name} is, and what stands behind its credentials."),
        "language": _quote(config.language),
        "email_line": (
            f"email: {_quote(config.email)}" if config.email else "# email: registry@example.org"
        ),
        "version": __version__,
    }


def _quote(text: str) -> str:
    # Every JSON string is a YAML string, quoted: no typed text can become a key, a date or a tag.
    return json.dumps(text, ensure_ascii=False)


def _fill(template: bytes, values: Mapping[str, str]) -> str:
    return Template(template.decode()).substitute(values)


def _in_the_way(folder: Path, place: Path) -> list[str]:
    # A file where a folder is needed is as much in the way as a file in the very place.
    files_instead_of_folders = [
        parent.as_posix()
        for parent in place.parents
        if os.path.lexists(folder / parent) and not (folder / parent).is_dir()
    ]
    return files_instead_of_folders + (
        [place.as_posix()] if os.path.lexists(folder / place) else []
    )


def _write(path: Path, content: bytes) -> None:
    # By temporary name and rename: a full disk leaves no half file in a place that is read.
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".init-", delete=False) as unfinished:
        temporary = Path(unfinished.name)
        try:
            unfinished.write(content)
            unfinished.flush()
            # Temporary files are for their owner alone; a project is shared.
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
