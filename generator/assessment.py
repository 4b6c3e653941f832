"""How learning is examined: the key `assessment` of a programme."""

from dataclasses import dataclass

from generator.fields import Fields
from generator.text import quoted

ASSESSMENT_METHODS = (
    "quiz", "exam", "assignment", "project", "capstone", "peer review", "practical demonstration",
    "placement", "portfolio", "interview",
)  # fmt: skip
ASSESSMENT_KINDS = ("summative", "formative")


@dataclass(frozen=True, slots=True)
class RubricLevel:
    """How good work of one level is."""

    name: str
    description: str | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """One way in which learning is examined."""

    name: str
    method: str
    kind: str
    """Summative counts towards the award; formative shows learners where they stand."""
    supervised: bool | None
    identity_checked: bool | None
    pass_mark: str | None
    weight: float | None
    rubric: tuple[RubricLevel, ...]
    """From the lowest to the highest."""


def read_assessment(fields: Fields) -> tuple[Assessment, ...]:
    """Read the key `assessment` of a programme."""
    return tuple(map(_read, fields.mappings("assessment")))


def _read(item: Fields) -> Assessment:
    assessment = Assessment(
        name=item.text("name", required=True, max_length=120) or "",
        method=item.choice("method", ASSESSMENT_METHODS, required=True) or "",
        kind=item.choice("kind", ASSESSMENT_KINDS) or ASSESSMENT_KINDS[0],
        supervised=item.flag("supervised"),
        identity_checked=item.flag("identity_checked"),
        pass_mark=item.text("pass_mark", max_length=80),
        weight=item.number("weight"),
        rubric=_read_rubric(item),
    )
    item.done()
    if assessment.kind == "formative" and assessment.weight is not None:
        message = "'weight' is for what counts: a formative assessment has none"
        item.report("weight", message, "key-pair")
    return assessment


def _read_rubric(fields: Fields) -> tuple[RubricLevel, ...]:
    levels: dict[str, RubricLevel] = {}
    for item in fields.mappings("rubric", shorthand="name"):
        level = RubricLevel(
            name=item.text("name", required=True, max_length=80) or "",
            description=item.text("description", max_length=500),
        )
        item.done()
        if level.name and level.name in levels:
            item.report("name", f"names the level {quoted(level.name)} twice", "value-repeated")
        levels[level.name] = level
    return tuple(levels.values())
