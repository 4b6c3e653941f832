"""What a job asks for: `content/roles/<slug>.md`, for learners who plan their way to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Problems
from generator.skills import Skill, read_needed
from generator.source import list_slugs, read_front_matter

ROLES_FOLDER = "content/roles"


@dataclass(frozen=True, slots=True)
class Role:
    """A job as people in it would describe it."""

    slug: str
    path: str
    title: str
    description: str
    skills: tuple[Skill, ...]
    """What it asks for, each with the level that is needed, if one is."""
    sector: str | None
    body: str
    """Markdown, not rendered."""
    body_line: int


def load_roles(root: Path, problems: Problems, listed: Mapping[str, Skill]) -> tuple[Role, ...]:
    """Read every role without a problem, in the order of their titles."""
    roles = []
    for slug in list_slugs(root, ROLES_FOLDER, problems):
        path = f"{ROLES_FOLDER}/{slug}.md"
        before = len(problems)
        source = read_front_matter(root, path, problems)
        if source is None:
            continue
        fields = source.fields
        role = Role(
            slug=slug,
            path=path,
            title=fields.text("title", required=True, max_length=120) or "",
            description=fields.text("description", required=True, max_length=1_000) or "",
            skills=read_needed(fields, listed),
            sector=fields.text("sector", max_length=80),
            body=source.body,
            body_line=source.body_line,
        )
        if not fields.holds("skills"):
            fields.report("", "key 'skills' is missing", "key-missing")
        fields.done()
        if len(problems) == before:
            roles.append(role)
    return tuple(sorted(roles, key=lambda role: (role.title.casefold(), role.slug)))
