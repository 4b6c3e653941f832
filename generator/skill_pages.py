"""The pages about skills and roles, and the planner's."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from generator.content import Site
from generator.leads import Lead, find_leads, reaches
from generator.markdown import to_html
from generator.roles import Role
from generator.skills import Skill
from generator.words import Catalogue

Page = TypeVar("Page")

TITLES = {"skill-index": "skills.title", "roles": "roles.title", "plan": "plan.title"}
SKILLS_ON_A_PAGE = 180  # no page of the list comes near 60 kB
ROLES_ON_A_PAGE = 60
LEADS_OF_A_SKILL = 60  # programmes on a skill's page, which stays below 60 kB with them
LEADS_OF_A_NEED = 4  # for each skill on a role's page; the skill's own page names them

# What licences ask to be said wherever a label of theirs is shown, word for word and so in English:
# Commission Decision 2011/833/EU; CC BY 4.0 as O*NET OnLine and CTDL word it; SFIA permits links.
LICENCES = {
    "ESCO": "This service uses the ESCO classification of the European Commission.",
    "O*NET": (
        "This page includes information from O*NET OnLine by the U.S. Department of Labor, "
        "Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. "
        "O*NET® is a trademark of USDOL/ETA. {site} has modified all or some of this information. "
        "USDOL/ETA has not approved, endorsed, or tested these modifications."
    ),
    "SFIA": "SFIA is a trademark of the SFIA Foundation. Only its codes and links are given here.",
    "CTDL": (
        "This page includes information from the Credential Transparency Description Language "
        "(CTDL) by Credential Engine. Used under the CC BY 4.0 license."
    ),
}


@dataclass(frozen=True, slots=True)
class Need:
    """A skill that a role asks for, and what leads to it: what reaches its level comes first."""

    skill: Skill
    leads: Sequence[Lead]
    more: int
    """How many others there are."""


def skill_pages(site: Site, words: Catalogue, page: Callable[..., Page]) -> Iterator[Page]:
    """Yield the pages of skills and roles and the planner; none where there are no skills."""
    if not site.skills:
        return
    leads = find_leads(site)
    roles = list(site.roles.values())
    skills = sorted((_named(site, skill) for skill in site.skills.values()), key=_alphabetical)
    counts = {skill: len(found) for skill, found in leads.items()}
    about = words.text("skills.description", site=site.config.name)
    for path, shard, paging in _shards("skills/", skills, SKILLS_ON_A_PAGE):
        values: dict[str, Any] = {
            "letters": [(letter, list(group)) for letter, group in groupby(shard, _initial)],
            "counts": counts,
            "paging": paging,
            "roles": roles,
            "licences": licences(site, shard),
        }
        yield page(path, "skill-index", None, values, about)
    for skill in skills:
        values = _of_skill(site, skill, leads[skill.id])
        told = words.text("skills.about", name=skill.name, site=site.config.name)
        yield page(skill.url_path, "skill", skill.name, values, skill.description or told)
    yield from _role_pages(site, words, page, leads)
    values = {"roles": roles, "licences": licences(site, skills)}
    about = words.text("plan.description", site=site.config.name)
    yield page("plan/", "plan", None, values, about)


def licences(site: Site, skills: Iterable[Skill]) -> list[str]:
    """Return the lines that the frameworks of these skills ask for."""
    used = {skill.framework for skill in skills}
    return [text.format(site=site.config.name) for name, text in LICENCES.items() if name in used]


def _role_pages(
    site: Site,
    words: Catalogue,
    page: Callable[..., Page],
    leads: Mapping[str, Sequence[Lead]],
) -> Iterator[Page]:
    about = words.text("roles.description", site=site.config.name)
    for path, shard, paging in _shards("roles/", list(site.roles.values()), ROLES_ON_A_PAGE):
        yield page(path, "roles", None, {"roles": shard, "paging": paging}, about)
    for role in site.roles.values():
        values = {
            "role": role,
            "needs": [_need(_named(site, skill), leads[skill.id]) for skill in role.skills],
            "body_html": to_html(role.body, root="../../"),
            "licences": licences(site, role.skills),
        }
        yield page(f"roles/{role.slug}/", "role", role.title, values, role.description)


def _of_skill(site: Site, skill: Skill, leads: Sequence[Lead]) -> dict[str, Any]:
    programs = [lead for lead in leads if not lead.program.is_pathway]
    # A pathway that names the skill itself is found in the catalogue as well.
    in_catalogue = sum(not lead.parts for lead in leads)
    others = [other.id for other in site.skills.values() if skill.id in other.related]
    return {
        "skill": skill,
        "programs": programs[:LEADS_OF_A_SKILL],
        "in_catalogue": in_catalogue if len(programs) > LEADS_OF_A_SKILL else None,
        "pathways": [lead for lead in leads if lead.program.is_pathway],
        "roles": list(_roles_with(site, skill)),
        "related": [
            _named(site, site.skills[other]) for other in dict.fromkeys((*skill.related, *others))
        ],
        "names": {tag: name for tag, name in skill.names.items() if name != skill.name},
        "licences": licences(site, [skill]),
    }


def _roles_with(site: Site, skill: Skill) -> Iterator[tuple[Role, str | None]]:
    for role in site.roles.values():
        for asked in role.skills:
            if asked.id == skill.id:
                yield role, asked.level


def _need(skill: Skill, leads: Sequence[Lead]) -> Need:
    ranked = sorted(leads, key=lambda lead: not reaches(skill, lead.level))  # stable
    return Need(skill, ranked[:LEADS_OF_A_NEED], max(0, len(ranked) - LEADS_OF_A_NEED))


def _named(site: Site, skill: Skill) -> Skill:
    """Return a skill with its name in the language of the site's own pages."""
    return skill.named_in(site.config.language)


def _shards(
    folder: str, items: Sequence[Any], size: int
) -> Iterator[tuple[str, Sequence[Any], list[dict[str, Any]]]]:
    """Yield the pages of a list: path, items and, of a long one, all pages with what is on them."""
    cuts = [items[start : start + size] for start in range(0, len(items), size)]
    paths = [folder if at == 0 else f"{folder}{at + 1}.html" for at in range(len(cuts))]
    for path, shard in zip(paths, cuts, strict=True):
        paging = [
            {"path": other, "is_here": other == path, "first": cut[0], "last": cut[-1]}
            for other, cut in zip(paths, cuts, strict=True)
        ]
        yield path, shard, paging if len(cuts) > 1 else []


def _alphabetical(skill: Skill) -> tuple[str, str]:
    return _folded(skill.name), skill.id


def _initial(skill: Skill) -> str:
    return _folded(skill.name)[:1].upper()


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
