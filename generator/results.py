"""What result a credential may carry beside the bare fact: described by the programme, then given.

The description is read from a programme's `results`; a value is checked when somebody is awarded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.fields import Fields
from generator.text import SLUG, Fault, quoted, text_fault

# Open Badges 3.0, ResultType enumeration.
RESULT_TYPES = (
    "GradePointAverage", "LetterGrade", "Percent", "PerformanceLevel", "PredictedScore", "RawScore",
    "Result", "RubricCriterion", "RubricCriterionLevel", "RubricScore", "ScaledScore", "Status",
)  # fmt: skip

MAX_VALUE_LENGTH = 80
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,4})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ResultLevel:
    """A level that a result can reach, and what it takes (RubricCriterionLevel)."""

    id: str
    name: str
    description: str | None


@dataclass(frozen=True, slots=True)
class ResultDescription:
    """One kind of result: a number between `min` and `max`, or one of the words `allowed`."""

    id: str
    name: str
    type: str
    min: str | None
    max: str | None
    required: str | None
    """The least value with which the programme is passed."""
    allowed: tuple[str, ...]
    """From the lowest to the highest; with `levels`, their names."""
    levels: tuple[ResultLevel, ...] = ()
    """From the lowest to the highest."""

    def level_of(self, value: str | None) -> ResultLevel | None:
        """Return the level that a value names, if results of this kind are levels."""
        return next((level for level in self.levels if level.name == value), None)


def read_results(fields: Fields) -> tuple[ResultDescription, ...]:
    """Read the key `results` of a programme."""
    results: dict[str, ResultDescription] = {}
    for item in fields.mappings("results"):
        levels = _read_levels(item)
        result = ResultDescription(
            id=item.text("id", required=True, form=SLUG) or "",
            name=item.text("name", required=True, max_length=120) or "",
            type=item.choice("type", RESULT_TYPES, required=True) or "",
            min=item.text("min", max_length=MAX_VALUE_LENGTH),
            max=item.text("max", max_length=MAX_VALUE_LENGTH),
            required=item.text("required", max_length=MAX_VALUE_LENGTH),
            allowed=item.texts("allowed", max_length=MAX_VALUE_LENGTH)
            or tuple(level.name for level in levels),
            levels=levels,
        )
        item.done()
        _check_description(result, item)
        if result.id and result.id in results:
            item.report("id", f"names the result {quoted(result.id)} twice", "value-repeated")
        results[result.id] = result
    return tuple(results.values())


def check_result(description: ResultDescription, value: str) -> Fault | None:
    """Find what keeps `value` from being a result of this kind, with which one has passed."""
    fault = text_fault(value, MAX_VALUE_LENGTH) or _range_fault(description, value)
    if fault is None and description.required is not None:
        enough = _at_least(value, description.required, description.allowed)
        if not enough:
            message = f"is {quoted(value)}, below the required {quoted(description.required)}"
            return Fault(message, "result-low")
    return fault


def _read_levels(fields: Fields) -> tuple[ResultLevel, ...]:
    levels: dict[str, ResultLevel] = {}
    for item in fields.mappings("levels"):
        level = ResultLevel(
            id=item.text("id", required=True, form=SLUG) or "",
            name=item.text("name", required=True, max_length=MAX_VALUE_LENGTH) or "",
            description=item.text("description", max_length=500),
        )
        item.done()
        for key, text in (("id", level.id), ("name", level.name)):
            if text and any(getattr(other, key) == text for other in levels.values()):
                item.report(key, f"names the level {quoted(text)} twice", "value-repeated")
        levels[level.id] = level
    if fields.holds("levels") and fields.holds("allowed"):
        message = "'allowed' and 'levels' exclude each other: keep one of them"
        fields.report("allowed", message, "key-pair")
    return tuple(levels.values())


def _check_description(result: ResultDescription, item: Fields) -> None:
    for key in ("min", "max"):
        text = getattr(result, key)
        if text is None:
            continue
        if result.allowed:
            words = "levels" if result.levels else "allowed"
            message = f"{quoted(key)} and {quoted(words)} exclude each other: keep one of them"
            item.report(key, message, "key-pair")
            return
        if not _NUMBER.fullmatch(text):
            item.report(key, f"{quoted(key)} is {quoted(text)}: write a number", "value-type")
            return
    if result.min is not None and result.max is not None and not _less(result.min, result.max):
        item.report("max", "'max' must be greater than 'min'", "value-range")
    elif result.required is not None and (fault := _range_fault(result, result.required)):
        item.report("required", f"'required' {fault.message}", fault.code)


def _range_fault(result: ResultDescription, value: str) -> Fault | None:
    if result.allowed:
        if value in result.allowed:
            return None
        words = ", ".join(result.allowed)
        return Fault(f"is {quoted(value)}: use one of {words}", "value-choice")
    if result.min is None and result.max is None:
        return None
    if not _NUMBER.fullmatch(value):
        return Fault(f"is {quoted(value)}: write a number", "value-type")
    if (result.min is not None and _less(value, result.min)) or (
        result.max is not None and _less(result.max, value)
    ):
        low, high = result.min or "any number", result.max or "any number"
        return Fault(f"is {quoted(value)}: it goes from {low} to {high}", "value-range")
    return None


def _at_least(value: str, required: str, allowed: Sequence[str]) -> bool:
    if allowed:
        return allowed.index(value) >= allowed.index(required)
    if _NUMBER.fullmatch(value) and _NUMBER.fullmatch(required):
        return not _less(value, required)
    return True  # words without an order: nobody can say


def _less(one: str, other: str) -> bool:
    return Decimal(one) < Decimal(other)
