"""What is asked of a programme or a record to be complete, and how it is looked for in each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from generator.config import COMPLETENESS
from generator.programs import Program
from generator.vc.strict_json import JSON
from generator.words import Catalogue

EU, TRUSTED = COMPLETENESS

# Achievements that are no learning at a level of a framework: they are given for something done.
_WITHOUT_LEVEL = frozenset(("Award", "CommunityService", "Membership"))
_EQF = "European Qualifications Framework"


@dataclass(frozen=True, slots=True)
class Told:
    """What a record says, taken apart for the questions below."""

    document: Mapping[str, JSON]
    achievement: Mapping[str, JSON]
    lines: tuple[str, ...]
    """Of the signed criteria."""
    words: Catalogue

    def has_section(self, name: str) -> bool:
        return f"## {self.words.text(f'criteria.{name}')}" in self.lines

    def section(self, name: str) -> tuple[str, ...]:
        """Return the items of a section's list."""
        if not self.has_section(name):
            return ()
        behind = self.lines[self.lines.index(f"## {self.words.text(f'criteria.{name}')}") + 1 :]
        of_it = takewhile(lambda line: not line.startswith("## "), behind)
        return tuple(line for line in of_it if line.startswith("- "))

    def names(self, name: str) -> bool:
        label = self.words.text(f"criteria.{name}")
        start = self.words.text("criteria.named", name=label, value="\0").partition("\0")[0]
        return any(line.startswith(f"- {start}") for line in self.lines)


@dataclass(frozen=True, slots=True)
class Question:
    """How an element is looked for; `None` in place of an answer: it does not apply."""

    in_program: Callable[[Program], bool | None]
    in_record: Callable[[Told], bool]
    advice: str


def _has_level(program: Program) -> bool | None:
    if program.eqf is not None or program.level is not None:
        return True
    return None if program.type in _WITHOUT_LEVEL else False


def _is_examined(program: Program) -> bool:
    return any(item.kind == "summative" for item in program.assessment)


def _has_conditions(program: Program) -> bool:
    counting = [item for item in program.assessment if item.kind == "summative"]
    return bool(counting) and all(
        item.supervised is not None and item.identity_checked is not None for item in counting
    )


def _has_conditions_in_record(told: Told) -> bool:
    """Look for the words with which `criteria` writes them, behind the name and the method."""
    comma = told.words.text("criteria.and")  # also within the words of one fact

    def says(line: str, *names: str) -> bool:
        facts = (told.words.text(f"criteria.{name}") for name in names)
        return any(f"{comma}{fact}{comma}" in f"{line}{comma}" for fact in facts)

    counting = [line for line in told.section("assessment") if not says(line, "formative")]
    return bool(counting) and all(
        says(line, "supervised", "not-supervised")
        and says(line, "identity-checked", "identity-not-checked")
        for line in counting
    )


def _is_aligned(told: Told) -> bool:
    return any(
        item.get("targetFramework") != _EQF for item in told.achievement.get("alignment", ())
    )


def _has_level_in_record(told: Told) -> bool:
    frameworks = [item.get("targetFramework") for item in told.achievement.get("alignment", ())]
    return _EQF in frameworks or told.names("level") or told.names("eqf")


def _has_country(told: Told) -> bool:
    issuer = told.document["issuer"]
    address = issuer.get("address") if isinstance(issuer, Mapping) else None
    return isinstance(address, Mapping) and any(
        address.get(name) for name in ("addressCountry", "addressCountryCode")
    )


def _has_body(told: Told) -> bool:
    issuer = told.document["issuer"]
    return isinstance(issuer, Mapping) and bool(issuer.get("name"))


def _has_learner(told: Told) -> bool:
    subject = told.document["credentialSubject"]
    return any(subject.get(name) for name in ("identifier", "id", "name"))


def _has_workload(program: Program) -> bool:
    return any(size is not None for size in (program.hours, program.ects, program.credits))


def _has_workload_in_record(told: Told) -> bool:
    return "creditsAvailable" in told.achievement or any(
        told.names(name) for name in ("workload", "ects", "credits")
    )


def _always(_: Program) -> bool:
    return True


# Written by whoever issues, not by whoever describes a programme.
IN_EVERY_RECORD = frozenset(("learner", "date"))
# A record's own or nobody's: a result that could have been stated is none.
OWN = IN_EVERY_RECORD | {"results"}

QUESTIONS: Mapping[str, Question] = {
    "learner": Question(_always, _has_learner, "issue to somebody with a name or an address"),
    "title": Question(_always, lambda told: "name" in told.achievement, "give 'title'"),
    "description": Question(
        _always, lambda told: bool(told.achievement.get("description")), "give 'description'"
    ),
    "criteria": Question(_always, lambda told: any(told.lines), "give 'criteria'"),
    "picture": Question(_always, lambda told: "image" in told.achievement, "give 'image'"),
    "type": Question(_always, lambda told: "achievementType" in told.achievement, "give 'type'"),
    "country": Question(_always, _has_country, "give 'country'"),
    "body": Question(_always, _has_body, "give 'name'"),
    "date": Question(_always, lambda told: "validFrom" in told.document, "issue anew"),
    "outcomes": Question(
        lambda program: bool(program.outcomes),
        lambda told: told.has_section("outcomes"),
        "give 'outcomes'",
    ),
    "workload": Question(
        _has_workload, _has_workload_in_record, "give 'hours' or, better, 'ects' as well"
    ),
    "level": Question(_has_level, _has_level_in_record, "give 'eqf' or 'level'"),
    "assessment": Question(
        _is_examined,
        lambda told: told.has_section("assessment"),
        "give an 'assessment' that is not formative",
    ),
    "participation": Question(
        lambda program: program.participation is not None,
        lambda told: told.names("participation"),
        "give 'participation'",
    ),
    "quality": Question(
        lambda program: program.quality is not None,
        lambda told: told.has_section("quality"),
        "give 'quality'",
    ),
    "skills": Question(
        lambda program: any(skill.url is not None or skill.listed for skill in program.skills),
        _is_aligned,
        "give 'skills' that content/skills.yml lists, or with an address of their own",
    ),
    "conditions": Question(
        _has_conditions,
        _has_conditions_in_record,
        "say 'supervised' and 'identity_checked' of each 'assessment' that counts",
    ),
    "results": Question(
        lambda program: bool(program.results),
        lambda told: "result" in told.document["credentialSubject"],
        "give 'results', which a credential can then state",
    ),
}

# Council Recommendation 2022/C 243/02, Annex I: the elements that are mandatory, in its order; and
# what 1EdTech's public pages say that a TrustEd microcredential makes plain, in our reading.
RULES: Mapping[str, tuple[str, ...]] = {
    EU: (
        *("learner", "title", "country", "body", "date", "outcomes", "workload", "level"),
        *("assessment", "participation", "quality"),
    ),
    TRUSTED: (
        *("title", "description", "criteria", "picture", "type", "body", "learner", "date"),
        *("outcomes", "skills", "assessment", "conditions", "results", "workload", "quality"),
    ),
}
NAMES = {
    EU: "elements of an EU micro-credential",
    TRUSTED: "elements of a TrustEd microcredential",
}
