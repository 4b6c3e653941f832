"""What an employer asks about a programme, written into its criteria when a credential is signed.

Open Badges 3.0 lets criteria be Markdown, so that every reader of the record shows these sections,
and the signature covers them: what the programme's page says may change later, this does not.
"""

from collections.abc import Iterator

from generator.assessment import Assessment
from generator.programs import Program
from generator.quality import Quality
from generator.words import Catalogue


def write_criteria(program: Program, words: Catalogue) -> str:
    """Return the author's criteria, and behind them a section for each thing that is known."""
    sections = {
        "outcomes": list(program.outcomes),
        "levels": [
            words.text("criteria.named", name=skill.name, value=skill.level)
            for skill in program.skills
            # others say it in their alignment
            if skill.level is not None and skill.url is None and not skill.listed
        ],
        "assessment": [_assessment(item, words) for item in program.assessment],
        "size": list(_size(program, words)),
    }
    written = {
        name: "\n".join(f"- {item}" for item in items) for name, items in sections.items() if items
    }
    if program.quality is not None:
        written["quality"] = _quality(program.quality, words)
    parts = [f"## {words.text(f'criteria.{name}')}\n\n{text}" for name, text in written.items()]
    return "\n\n".join([program.criteria.rstrip(), *parts])


def _assessment(item: Assessment, words: Catalogue) -> str:
    facts = [words.text(f"method.{item.method.replace(' ', '-')}")]
    if item.kind == "formative":
        facts.append(words.text("criteria.formative"))
    if item.supervised is not None:
        facts.append(words.text(f"criteria.{'' if item.supervised else 'not-'}supervised"))
    if item.identity_checked is not None:
        checked = "identity-checked" if item.identity_checked else "identity-not-checked"
        facts.append(words.text(f"criteria.{checked}"))
    if item.pass_mark is not None:
        facts.append(words.text("criteria.pass-mark", value=item.pass_mark))
    if item.weight is not None:
        facts.append(words.text("criteria.weight", number=item.weight))
    value = words.text("criteria.and").join(facts)
    return words.text("criteria.named", name=f"**{item.name}**", value=value)


def _quality(quality: Quality, words: Catalogue) -> str:
    body = quality.body
    if body is not None and quality.kind is not None:
        kind = words.text(f"quality.{quality.kind.replace(' ', '-')}")
        body = words.text("criteria.named", name=body, value=kind)
    return "\n\n".join(text for text in (body, quality.note) if text is not None)


def _size(program: Program, words: Catalogue) -> Iterator[str]:
    found: dict[str, str | None] = {
        "workload": words.text("count.hours", count=program.hours) if program.hours else None,
        "credits": _credits(program, words),
        "ects": words.number(program.ects) if program.ects is not None else None,
        "level": program.level,
        "eqf": str(program.eqf) if program.eqf is not None else None,
        "delivery": str(program.delivery) if program.delivery is not None else None,
        "participation": program.participation,
    }
    for name, value in found.items():
        if value is not None:
            yield words.text("criteria.named", name=words.text(f"criteria.{name}"), value=value)


def _credits(program: Program, words: Catalogue) -> str | None:
    if program.credits is None:
        return None
    if program.credit_system is None:
        return words.text("count.credits", count=program.credits)
    return f"{words.number(program.credits)} {program.credit_system}"
