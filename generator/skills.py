"""Skills: those that `content/skills.yml` lists for all programmes, and a programme's own.

A skill of somebody's framework keeps its address and code; of frameworks whose licence is narrow
(SFIA, O*NET) nothing else is kept here, and the name is the author's.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from generator.errors import Problems
from generator.fields import Fields
from generator.source import read_yaml
from generator.text import LANGUAGE, SLUG, quoted

SKILLS_FILE = "content/skills.yml"

_MAX_ID = 64  # as SLUG allows
_DIGITS_OF_HASH = 8
# What a name may lose on its way into an address without becoming another skill's name.
_PLAIN = re.compile(r"[\s\-,.;:()'\"/&\u2019\u2013]")


@dataclass(frozen=True, slots=True)
class Skill:
    """What a holder can do, in a word; with a `url`, aligned to somebody's framework."""

    id: str
    """The name of its page: `skills/<id>/`."""
    name: str
    url: str | None = None
    framework: str | None = None
    code: str | None = None
    level: str | None = None
    """As a programme teaches it or a role asks for it."""
    description: str | None = None
    level_names: tuple[str, ...] = ()
    """From the lowest to the highest."""
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The name in other languages."""
    also: tuple[str, ...] = ()
    """What else people call it, by which the planner knows it in a job advert."""
    related: tuple[str, ...] = ()
    listed: bool = False
    """Whether it is one of `content/skills.yml`."""

    @property
    def url_path(self) -> str:
        """Its page's place in the site."""
        return f"skills/{self.id}/"

    def named_in(self, language: str | None) -> "Skill":
        """Return it with its name in `language`, or in that language as spoken anywhere."""
        tag = language or ""
        return replace(
            self, name=self.names.get(tag, self.names.get(tag.partition("-")[0], self.name))
        )


def load_skills(root: Path, problems: Problems) -> Mapping[str, Skill]:
    """Read the list of skills, by id; it is empty where there is no such file."""
    fields = read_yaml(root, SKILLS_FILE, problems) if (root / SKILLS_FILE).exists() else None
    skills: dict[str, Skill] = {}
    readers: dict[str, Fields] = {}
    names: dict[str, str] = {}
    for key in fields.names(SLUG) if fields is not None else ():
        assert fields is not None  # or there would be no key
        item = fields.mapping(key, shorthand="name")
        if item is None:
            continue
        skill = skills[key] = _read_listed(key, item)
        readers[key] = item
        first = names.setdefault(skill.name.casefold(), key)
        if first != key and skill.name:
            message = f"{quoted(skill.name)} is the name of the skill {quoted(first)} already"
            item.report("name", message, "value-repeated")
    for key, item in readers.items():
        for index, other in enumerate(skills[key].related):
            if other == key or other not in skills:
                message = "is not related to itself" if other == key else _unknown(other, skills)
                item.report("related", message, "skill-missing", index)
    return MappingProxyType(skills)


def read_skills(
    fields: Fields, listed: Mapping[str, Skill], language: str | None
) -> tuple[Skill, ...]:
    """Read the skills of a programme: ids of listed ones, or descriptions of its own.

    Listed ones have their name in the programme's language, where the list gives it.
    """
    skills: dict[str, Skill] = {}
    for item in fields.mappings("skills", shorthand="name"):
        skill = _read_own(item, listed).named_in(language)
        item.done()
        if skill.id in skills:
            key = "skill" if item.holds("skill") else "name"
            item.report(key, f"names the skill {quoted(skill.name)} twice", "value-repeated")
        if skill.name:
            skills[skill.id] = skill
    return tuple(skills.values())


def read_needed(fields: Fields, listed: Mapping[str, Skill]) -> tuple[Skill, ...]:
    """Read the skills that a role asks for: all of them listed, each with its level."""
    skills: dict[str, Skill] = {}
    for item in fields.mappings("skills", shorthand="skill"):
        skill = _read_reference(item, listed)
        item.done()
        if skill is not None and skill.id in skills:
            item.report("skill", f"names the skill {quoted(skill.id)} twice", "value-repeated")
        if skill is not None:
            skills[skill.id] = skill
    return tuple(skills.values())


def skill_id(name: str) -> str:
    """Make the id of a skill that is not listed, which is its name as an address can hold it.

    Where letters or signs get lost, digits of the whole name's hash keep two skills apart.
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c for c in folded if not unicodedata.combining(c))
    plain = re.sub(r"[^a-z0-9]+", "-", kept).strip("-")
    is_whole = all(c.isascii() and c.isalnum() for c in _PLAIN.sub("", kept))
    if is_whole and 0 < len(plain) <= _MAX_ID:
        return plain
    digits = hashlib.sha256(name.casefold().encode()).hexdigest()[:_DIGITS_OF_HASH]
    return f"{plain[: _MAX_ID - _DIGITS_OF_HASH - 1].strip('-') or 'skill'}-{digits}"


def every_skill(
    listed: Mapping[str, Skill], taught: Iterable[Iterable[Skill]]
) -> Mapping[str, Skill]:
    """Put the listed skills and the programmes' own together, by id and without levels."""
    skills = dict(listed)
    for skill in (skill for group in taught for skill in group):
        known = skills.get(skill.id)
        if known is None or (known.url is None and not known.listed):
            skills[skill.id] = replace(skill, level=None)
    return MappingProxyType(skills)


def _read_listed(key: str, item: Fields) -> Skill:
    names = item.mapping("names")
    languages = names.names(LANGUAGE) if names is not None else ()
    translated = {
        language: text
        for language in languages
        if names is not None and (text := names.text(language, max_length=120)) is not None
    }
    skill = Skill(
        id=key,
        name=item.text("name", required=True, max_length=120) or "",
        description=item.text("description", max_length=1_000),
        framework=item.text("framework", max_length=120),
        url=item.link("url", ("https", "http")),  # ESCO's identifiers begin with http:
        code=item.text("code", max_length=120),
        level_names=item.texts("level_names", max_length=80),
        names=MappingProxyType(translated),
        also=item.texts("also", max_length=120),
        related=item.texts("related"),
        listed=True,
    )
    item.done()
    if skill.url is not None and skill.framework is None:
        item.report("url", "'url' says nothing without 'framework'", "key-pair")
    return skill


def _read_own(item: Fields, listed: Mapping[str, Skill]) -> Skill:
    if item.holds("skill"):
        return _read_reference(item, listed) or Skill("", "")
    name = item.text("name", required=True, max_length=120) or ""
    level = item.text("level", max_length=80)
    skill = Skill(
        id=skill_id(name),
        name=name,
        url=item.link("url", ("https", "http")),
        framework=item.text("framework", max_length=120),
        code=item.text("code", max_length=120),
        level=level,
    )
    for key in ("framework", "code"):
        if item.holds(key) and not item.holds("url"):
            item.report(key, f"{quoted(key)} says nothing without 'url'", "key-pair")
    found = _find_listed(name, listed)
    if found is not None and not item.holds("url"):
        return _at_level(found, level, item)
    if found is not None:
        message = (
            f"{quoted(name)} is a skill of {SKILLS_FILE}, which says where it is described: "
            f"write {{skill: {found.id}}}"
        )
        item.report("name", message, "value-repeated")
    elif SLUG.pattern.fullmatch(name) and (close := get_close_matches(name, listed, n=1)):
        message = (
            f"{SKILLS_FILE} has no {quoted(name)}: did you mean {quoted(close[0])}? "
            "A skill of this programme alone needs a capital letter"
        )
        item.report("name", message, "skill-missing")
    return skill


def _find_listed(name: str, listed: Mapping[str, Skill]) -> Skill | None:
    if name in listed:
        return listed[name]
    folded = name.casefold()
    same = (skill for skill in listed.values() if skill.name.casefold() == folded)
    return next(same, listed.get(skill_id(name)))


def _read_reference(item: Fields, listed: Mapping[str, Skill]) -> Skill | None:
    key = item.text("skill", required=True)
    level = item.text("level", max_length=80)
    if key is None:
        return None
    if key not in listed:
        item.report("skill", _unknown(key, listed), "skill-missing")
        return None
    return _at_level(listed[key], level, item)


def _at_level(skill: Skill, level: str | None, item: Fields) -> Skill:
    if level is not None and skill.level_names and level not in skill.level_names:
        known = ", ".join(skill.level_names)
        message = f"'level' is {quoted(level)}: {quoted(skill.id)} has the levels {known}"
        item.report("level", message, "value-choice")
    return replace(skill, level=level)


def _unknown(key: str, listed: Mapping[str, Skill]) -> str:
    close = get_close_matches(key, listed, n=1)
    hint = f"did you mean {quoted(close[0])}?" if close else "add it there, or take it out"
    return f"{SKILLS_FILE} has no skill {quoted(key)}: {hint}"
