"""Collections: several credentials of one holder at one address, which is made if the holder asks.

`content/collections/<id>.yml`. The id is drawn at random, as a credential's is, and the address is
in no list and no sitemap: whoever was told it sees the collection. The file names records and says
nothing of people.
"""

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.content import Site, is_record_id
from generator.errors import ContentError, Problems, UsageError
from generator.fields import MAX_ITEMS
from generator.output import write_precious
from generator.source import read_yaml
from generator.status import MIN_ID_PREFIX, Random
from generator.text import Form, quoted, text_fault

FOLDER = "content/collections"
MAX_TITLE = 120
MAX_DESCRIPTION = 500
_ID_BYTES = 16  # 128 bits, as in the ids of records
_RECORD = Form(re.compile(r"[a-z2-7]{26}"), "qxj2m4a6b7c5d3e2f4g6h7i5j3")


@dataclass(frozen=True, slots=True)
class Collection:
    """What somebody wants to show together."""

    id: str
    path: str
    title: str
    description: str | None
    records: tuple[str, ...]
    names_differ: bool
    """Whether somebody has looked at it that the records do not all bear one name."""

    @property
    def url_path(self) -> str:
        """Its page's place in the site, in folders as those of credentials are."""
        return f"collections/{self.id[:2]}/{self.id}.html"


def load_collections(root: Path, problems: Problems) -> tuple[Collection, ...]:
    """Read every collection without a problem, in the order of their ids."""
    folder = root / FOLDER
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or path.name.endswith("~"):
            continue  # what file managers and editors leave behind
        if path.suffix != ".yml" or not is_record_id(path.stem):
            message = (
                f"holds {quoted(path.name)}: a collection is named by its id of 26 characters; "
                "make one with 'insignia collection create', or move the file away"
            )
            problems.add(FOLDER, 0, 0, message, "file-name")
            continue
        collection = _read(root, path.stem, problems)
        if collection is not None:
            found.append(collection)
    return tuple(found)


def create_collection(
    site: Site,
    title: str,
    description: str | None,
    records: Sequence[str],
    random: Random,
    *,
    names_differ: bool = False,
) -> Collection:
    """Write the file of a new collection.

    Raises:
        UsageError: when a text or the number of records does not fit.
    """
    for name, text, longest in (
        ("the title", title, MAX_TITLE),
        ("the description", description, MAX_DESCRIPTION),
    ):
        if text is not None and not text.strip():
            msg = f"{name} is empty"
            raise UsageError(msg)
        fault = text_fault(text, longest) if text is not None else None
        if fault is not None:
            msg = f"{name} {fault.message}"
            raise UsageError(msg)
    if len(records) > MAX_ITEMS or len(set(records)) < len(records):
        msg = f"a collection holds each credential once, and at most {MAX_ITEMS}"
        raise UsageError(msg)
    drawn = base64.b32encode(random(_ID_BYTES)).rstrip(b"=").decode("ascii").lower()
    # A text in JSON is a text in YAML, whatever is in it.
    lines = [f"title: {json.dumps(title, ensure_ascii=False)}"]
    if description is not None:
        lines.append(f"description: {json.dumps(description, ensure_ascii=False)}")
    if names_differ:
        lines.append("names_differ: true")
    lines += ["records:", *(f"  - {name}" for name in records)]
    path = site.root / FOLDER / f"{drawn}.yml"
    write_precious(path, ("\n".join(lines) + "\n").encode())
    problems = Problems()
    collection = _read(site.root, drawn, problems)
    if collection is None:
        path.unlink()
        raise ContentError(problems.all)
    return collection


def remove_collection(root: Path, text: str) -> Path:
    """Remove the file of the collection whose id, or its beginning, or address `text` is.

    Raises:
        UsageError: when there is none, or more than one.
    """
    wanted = text.rpartition("/")[2].removesuffix(".html").removesuffix(".yml")
    paths = sorted((root / FOLDER).glob("*.yml")) if len(wanted) >= MIN_ID_PREFIX else []
    found = [path for path in paths if path.stem.startswith(wanted)]
    if len(found) != 1:
        which = "more than one collection" if found else "no collection"
        msg = (
            f"{which} answers to {quoted(text)}: give its address, its id, or at least the first "
            f"{MIN_ID_PREFIX} characters of the id; see 'insignia collection list'"
        )
        raise UsageError(msg)
    found[0].unlink()
    return found[0]


def _read(root: Path, name: str, problems: Problems) -> Collection | None:
    before = len(problems)
    path = f"{FOLDER}/{name}.yml"
    fields = read_yaml(root, path, problems)
    if fields is None:
        return None
    collection = Collection(
        id=name,
        path=path,
        title=fields.text("title", required=True, max_length=MAX_TITLE) or "",
        description=fields.text("description", max_length=MAX_DESCRIPTION),
        records=fields.texts("records"),
        names_differ=fields.flag("names_differ") or False,
    )
    if not fields.holds("records"):
        fields.report("", "key 'records' is missing", "key-missing")
    for index, record in enumerate(collection.records):
        if not _RECORD.pattern.fullmatch(record):
            message = f"'records' names {quoted(record)}, which is no credential's id"
            fields.report("records", message, "value-form", index)
    fields.done()
    return collection if len(problems) == before else None
