"""What `insignia new` writes: a programme, a list of skills or a role, with every key explained."""

import functools
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from generator.errors import InsigniaError, Problems, UsageError
from generator.output import write_precious
from generator.programs import PROGRAMS_FOLDER, Program, load_programs
from generator.roles import ROLES_FOLDER, Role
from generator.skills import SKILLS_FILE, Skill, load_skills
from generator.text import SLUG

EXAMPLE = "first-badge"  # the programme that `init` writes is the template, so there is only one
ROLE_EXAMPLE = "first-role"
_ROLE_SKILLS = 3  # of the project's, to begin with
_TITLE = re.compile(r"^title: .*$", re.MULTILINE)


def write_program(root: Path, slug: str) -> tuple[Path, ...]:
    """Write the template of a programme and a picture for it; the paths written.

    Raises:
        UsageError: when `slug` cannot be part of an address.
        InsigniaError: when one of the files is there already.
    """
    page = _titled(_template(f"{PROGRAMS_FOLDER}/{EXAMPLE}.md").replace(EXAMPLE, slug), slug)
    drawing = (files("generator") / "scaffold/content/images" / f"{EXAMPLE}.svg").read_bytes()
    return _write(
        {
            root / PROGRAMS_FOLDER / f"{slug}.md": page.encode("utf-8"),
            root / "content" / "images" / f"{slug}.svg": drawing,
        }
    )


def write_skills(root: Path) -> tuple[Path, ...]:
    """Write the template of the list of skills; the path written.

    Raises:
        InsigniaError: when there is a list already.
    """
    return _write({root / SKILLS_FILE: _template(SKILLS_FILE).encode("utf-8")})


def write_role(root: Path, slug: str) -> tuple[Path, ...]:
    """Write the template of a role that asks for the first few listed skills; the path written.

    Raises:
        UsageError: when `slug` cannot be part of an address, or no skills are listed yet.
        InsigniaError: when the file is there already.
    """
    problems = Problems()
    skills = list(load_skills(root, problems))[:_ROLE_SKILLS]
    problems.raise_if_any()
    if not skills:
        msg = f"a role asks for skills of {SKILLS_FILE}: run 'insignia new skills' first"
        raise UsageError(msg)
    page = _titled(_template(f"{ROLES_FOLDER}/{ROLE_EXAMPLE}.md").replace(ROLE_EXAMPLE, slug), slug)
    listed = "\n".join(f"  - {skill}" for skill in skills)
    page = Template(page).substitute(skills=listed)
    return _write({root / ROLES_FOLDER / f"{slug}.md": page.encode("utf-8")})


def of_the_example(program: Program) -> tuple[str, ...]:
    """Name the keys in which a programme still says what the template came with."""
    example = _example()
    examined = {item.name for item in example.assessment}
    left = {
        "'description'": program.description == example.description,
        "'criteria'": program.criteria == example.criteria,
        # One of them alone, like cardiopulmonary resuscitation, may well be one's own.
        "'skills'": _names(example.skills) <= _names(program.skills),
        "'outcomes'": not set(example.outcomes).isdisjoint(program.outcomes),
        "'assessment'": any(item.name in examined for item in program.assessment),
        "the text below the keys": program.body.strip() == example.body.strip(),
    }
    return tuple(key for key, is_left in left.items() if is_left)


def is_example_role(role: Role) -> bool:
    """Tell whether a role's description is the one that the template came with."""
    return f"\ndescription: {role.description}\n" in _template(f"{ROLES_FOLDER}/{ROLE_EXAMPLE}.md")


@functools.cache
def _example() -> Program:
    (program,) = load_programs(Path(str(files("generator") / "scaffold")), Problems())
    return program


def _names(skills: Iterable[Skill]) -> frozenset[str]:
    return frozenset(skill.name for skill in skills)


def _template(place: str) -> str:
    return (files("generator") / "scaffold" / place).read_text("utf-8")


def _titled(page: str, slug: str) -> str:
    if not SLUG.pattern.fullmatch(slug):
        msg = f"{slug!r} cannot be part of an address: use small letters, digits and hyphens"
        raise UsageError(msg)
    title = slug.replace("-", " ").capitalize()
    return _TITLE.sub(f"title: {title}", page, count=1)


def _write(planned: Mapping[Path, bytes]) -> tuple[Path, ...]:
    for path in planned:
        if path.exists():
            msg = f"{path} exists already, and nothing is overwritten"
            raise InsigniaError(msg)
    for path, data in planned.items():
        write_precious(path, data)
    return tuple(planned)
