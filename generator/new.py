"""What `insignia new` writes: a programme to fill in, with every key explained."""

import re
from importlib.resources import files
from pathlib import Path

from generator.errors import InsigniaError, UsageError
from generator.output import write_precious
from generator.programs import PROGRAMS_FOLDER
from generator.text import SLUG

EXAMPLE = "first-badge"  # the programme that `init` writes is the template, so there is only one
_TITLE = re.compile(r"^title: .*$", re.MULTILINE)


def write_program(root: Path, slug: str) -> tuple[Path, ...]:
    """Write the template of a programme and a picture for it; the paths written.

    Raises:
        UsageError: when `slug` cannot be part of an address.
        InsigniaError: when one of the files is there already.
    """
    if not SLUG.pattern.fullmatch(slug):
        msg = f"{slug!r} cannot be part of an address: use small letters, digits and hyphens"
        raise UsageError(msg)
    scaffold = files("generator") / "scaffold"
    example = (scaffold / PROGRAMS_FOLDER / f"{EXAMPLE}.md").read_text("utf-8")
    title = slug.replace("-", " ").capitalize()
    page = _TITLE.sub(f"title: {title}", example.replace(EXAMPLE, slug), count=1)
    drawing = (scaffold / "content" / "images" / f"{EXAMPLE}.svg").read_bytes()
    planned = {
        root / PROGRAMS_FOLDER / f"{slug}.md": page.encode("utf-8"),
        root / "content" / "images" / f"{slug}.svg": drawing,
    }
    for path in planned:
        if path.exists():
            msg = f"{path} exists already, and nothing is overwritten"
            raise InsigniaError(msg)
    for path, data in planned.items():
        write_precious(path, data)
    return tuple(planned)


def is_example(description: str) -> bool:
    """Tell whether a programme's description is the one that the template came with."""
    example = (files("generator") / "scaffold" / PROGRAMS_FOLDER / f"{EXAMPLE}.md").read_text(
        "utf-8"
    )
    return " ".join(description.split()) in " ".join(example.split())
