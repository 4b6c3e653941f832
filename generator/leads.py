"""What leads to a skill: programmes that teach it, and pathways by themselves or by their parts.

Pages show it, and the planner's script reads it from one table, `skills/index.json`.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.content import Site
from generator.hours import shortest_hours
from generator.pathways import Choice, Milestone, Part, Step
from generator.programs import Program
from generator.skills import Skill

INDEX = "skills/index.json"


@dataclass(frozen=True, slots=True)
class Lead:
    """A programme or pathway that leads to a skill."""

    program: Program
    level: str | None
    parts: tuple[Program, ...] = ()
    """The parts of a pathway that teach it, where the pathway does not name it itself."""
    is_certain: bool = True
    """Whether everybody who finishes the pathway has taken one of those parts."""


def find_leads(site: Site) -> Mapping[str, Sequence[Lead]]:
    """Find what leads to each skill, by its id: programmes first, each in catalogue order."""
    leads: dict[str, list[Lead]] = {skill: [] for skill in site.skills}
    for program in sorted(site.programs.values(), key=lambda item: item.is_pathway):
        own = {skill.id: skill.level for skill in program.skills}
        for skill, level in own.items():
            leads[skill].append(Lead(program, level))
        for skill, found in _taught_in_parts(site, program).items():
            if skill not in own:
                level = highest(site.skills[skill], [level for _, level, _ in found])
                parts = tuple(part for part, _, _ in found)
                certain = any(is_certain for _, _, is_certain in found)
                leads[skill].append(Lead(program, level, parts, certain))
    return leads


def reaches(skill: Skill, level: str | None) -> bool:
    """Tell whether `level` is the one that `skill` is asked for at, or a higher one."""
    if skill.level is None or level == skill.level:
        return True
    order = skill.level_names
    return level in order and skill.level in order and order.index(level) > order.index(skill.level)


def highest(skill: Skill, levels: Sequence[str | None]) -> str | None:
    """Return the highest level; where none of them is in the skill's order, the first."""
    order = skill.level_names
    return max(levels, key=lambda level: order.index(level) if level in order else -1)


def index(site: Site) -> Mapping[str, bytes]:
    """Return the table of skills, programmes and roles that the planner reads, by its place."""
    if not site.skills:
        return {}
    entries = (_program_entry(site, program) for program in site.programs.values())
    table = {
        "language": site.config.language,
        "skills": [_skill_entry(skill) for skill in site.skills.values()],
        "programs": [entry for entry in entries if entry["skills"]],
        "roles": [
            {
                "slug": role.slug,
                "title": role.title,
                "skills": [[skill.id, skill.level or ""] for skill in role.skills],
            }
            for role in site.roles.values()
        ],
    }
    return {INDEX: f"{json.dumps(table, ensure_ascii=False, separators=(',', ':'))}\n".encode()}


def _taught_in_parts(
    site: Site, program: Program
) -> Mapping[str, list[tuple[Program, str | None, bool]]]:
    taught = defaultdict(list)
    parts: dict[str, tuple[Program, bool]] = {}  # a part of several pathways on the way is one
    for part, is_certain in _ways(site, program.steps):
        before = parts.get(part.slug, (part, False))[1]
        parts[part.slug] = (part, is_certain or before)
    for part, is_certain in parts.values():
        for skill in part.skills:
            taught[skill.id].append((part, skill.level, is_certain))
    return taught


def _ways(
    site: Site, steps: Sequence[Step], *, certain: bool = True
) -> Iterator[tuple[Program, bool]]:
    """Yield every part on the way, also of parts, and whether nobody can leave it out."""
    for step in steps:
        if isinstance(step, Part):
            part, is_certain = site.programs[step.slug], certain and step.required
            yield part, is_certain
            yield from _ways(site, part.steps, certain=is_certain)
        else:
            is_whole = not isinstance(step, Choice) or step.need == len(step.steps)
            yield from _ways(site, step.steps, certain=certain and is_whole)


def _skill_entry(skill: Skill) -> dict[str, Any]:
    is_coded = skill.framework is not None and skill.code is not None
    return _without_empty(
        {
            "id": skill.id,
            "name": skill.name,
            "names": dict(skill.names),
            "also": skill.also,
            "levels": skill.level_names,
            "url": skill.url,
            "framework": skill.framework if is_coded else None,
            "code": skill.code if is_coded else None,
        }
    )


def _program_entry(site: Site, program: Program) -> dict[str, Any]:
    """Return what the planner knows of a programme: of a pathway what nobody can leave out."""
    certain = {
        skill: [level for _, level, is_certain in found if is_certain]
        for skill, found in _taught_in_parts(site, program).items()
    }
    of_parts = {
        skill: highest(site.skills[skill], levels) for skill, levels in certain.items() if levels
    }
    taught = of_parts | {skill.id: skill.level for skill in program.skills}
    price = program.price
    entry = {
        "path": program.url_path,
        "title": program.title,
        "lang": program.language,
        "hours": program.hours or shortest_hours(program.steps, site),
        "parts": [site.programs[slug].url_path for slug in program.parts],
        "steps": _tree(site, program.steps),
        "note": price.note if price is not None else None,
    }
    amount = {} if price is None or price.amount is None else {"amount": price.amount}
    currency = {} if price is None or not price.amount else {"currency": price.currency}
    skills = {"skills": {skill: level or "" for skill, level in taught.items()}}
    return _without_empty(entry) | amount | currency | skills


def _tree(site: Site, steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Return the ways through a pathway; what is optional is on none of them."""
    tree: list[dict[str, Any]] = []
    for step in steps:
        if isinstance(step, Choice):
            tree.append({"choose": step.need, "of": _tree(site, step.steps)})
        elif isinstance(step, Milestone):
            tree.append({"parts": _tree(site, step.steps)})
        elif step.required:
            tree.append({"required": site.programs[step.slug].url_path})
    return tree


def _without_empty(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value}
