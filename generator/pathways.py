"""The way through a pathway: parts that are required, optional, chosen or reached together.

Reads the key `parts` of a programme as a tree, and says of somebody's credentials how far they go.
Circles from one pathway to another are for `programs`, which knows all of them.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.fields import Fields
from generator.text import quoted
from generator.words import nearest

MAX_DEPTH = 4  # of groups in groups; a map of more is read by nobody
_KINDS = ("required", "optional", "choose", "milestone")
_KEYS_OF_GROUPS = ("of", "name", "parts")
_FORMS = (
    "write the slug of a programme, or one of {optional: SLUG}, {choose: 1, of: [...]} and "
    "{milestone: NAME, parts: [...]}"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One programme on the way."""

    slug: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """So many of several steps, whichever the learner likes."""

    name: str | None
    need: int
    steps: tuple["Step", ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A stretch of the way that has a name."""

    name: str
    steps: tuple["Step", ...]


Step: TypeAlias = Part | Choice | Milestone


def slugs(steps: Sequence[Step]) -> tuple[str, ...]:
    """Return every programme on the way, in the order of the way."""
    return tuple(_slugs(steps))


def required(steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the programmes without which nobody comes to the end."""
    everything = frozenset(slugs(steps))
    return tuple(slug for slug in slugs(steps) if not is_complete(steps, everything - {slug}))


def is_complete(steps: Sequence[Step], held: Collection[str]) -> bool:
    """Tell whether somebody who holds the credentials `held` has come to the end."""
    return all(_is_done(step, held) for step in steps)


def missing(steps: Sequence[Step], held: Collection[str]) -> tuple[Step, ...]:
    """Return what is still to be done, as a smaller tree; empty at the end of the way.

    A choice keeps the steps that can still be taken, and needs only as many as are lacking.
    """
    return tuple(_missing(steps, held))


def read_steps(fields: Fields, slug: str, known: Collection[str]) -> tuple[Step, ...]:
    """Read the key `parts` of the programme `slug`; `known` are the programmes that there are."""
    steps = _Reader(slug, known).read(fields, 1)
    if steps and not any(map(_is_needed, steps)):
        message = "every one of 'parts' is optional, so nobody could finish: require one of them"
        fields.report("parts", message, "part-form")
    return steps


class _Reader:
    """Reads one tree, remembering which programmes stand in it already."""

    def __init__(self, slug: str, known: Collection[str]) -> None:
        self._slug = slug
        self._known = known
        self._seen: set[str] = set()

    def read(self, fields: Fields, depth: int, key: str = "parts") -> tuple[Step, ...]:
        found = (
            self._step(item, depth, chosen=key == "of")
            for item in fields.mappings(key, shorthand="required")
        )
        return tuple(step for step in found if step is not None)

    def _step(self, item: Fields, depth: int, *, chosen: bool) -> Step | None:
        kinds = [kind for kind in _KINDS if item.holds(kind)]
        if len(kinds) != 1:
            found = f"has {' and '.join(map(quoted, kinds))}" if kinds else "names no programme"
            item.report(kinds[0] if kinds else "", f"a part {found}: {_FORMS}", "part-form")
            for key in _KEYS_OF_GROUPS:
                item.holds(key)
            item.done()  # says which key is misspelt, if that is why
            return None
        (kind,) = kinds
        if kind == "choose":
            step: Step | None = self._choice(item, depth)
        elif kind == "milestone":
            step = self._milestone(item, depth)
        else:
            step = self._part(item, kind)
        if chosen and kind == "optional":
            message = "what can be chosen is not required anyway: write the slug alone"
            item.report("optional", message, "part-form")
        item.done()
        return step

    def _part(self, item: Fields, kind: str) -> Part | None:
        slug = item.text(kind)
        if slug is None:
            return None
        if slug == self._slug:
            item.report(kind, "a programme cannot be its own part", "part-circle")
        elif slug not in self._known:
            message = f"'parts' names {quoted(slug)}, but there is no content/programs/{slug}.md"
            hint = nearest(slug, [known for known in self._known if known != self._slug])
            item.report(kind, f"{message}{hint}", "part-missing")
        elif slug in self._seen:
            item.report(kind, f"'parts' names {quoted(slug)} twice", "value-repeated")
        self._seen.add(slug)
        return Part(slug, required=kind == "required")

    def _choice(self, item: Fields, depth: int) -> Choice | None:
        name = item.text("name", max_length=120)
        steps = self._group(item, "of", depth)
        need = item.integer("choose", range(1, max(len(steps), 1) + 1))
        return Choice(name, need, steps) if need is not None else None

    def _milestone(self, item: Fields, depth: int) -> Milestone:
        name = item.text("milestone", max_length=120) or ""
        steps = self._group(item, "parts", depth)
        if steps and not any(map(_is_needed, steps)):
            message = "everything in this milestone is optional: require one of its parts"
            item.report("parts", message, "part-form")
        return Milestone(name, steps)

    def _group(self, item: Fields, key: str, depth: int) -> tuple[Step, ...]:
        if depth == MAX_DEPTH:
            message = f"{quoted(key)} is group number {depth} in a row: at most {depth - 1} may be"
            item.report(key, message, "part-form")
        elif not item.holds(key):
            item.report("", f"key {quoted(key)} is missing", "key-missing")
        return self.read(item, depth + 1, key)


def _slugs(steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        if isinstance(step, Part):
            yield step.slug
        else:
            yield from _slugs(step.steps)


def _is_needed(step: Step) -> bool:
    return not isinstance(step, Part) or step.required


def _is_done(step: Step, held: Collection[str]) -> bool:
    if isinstance(step, Part):
        return not step.required or step.slug in held
    if isinstance(step, Choice):
        return _taken(step, held) >= step.need
    return is_complete(step.steps, held)


def _taken(choice: Choice, held: Collection[str]) -> int:
    return sum(_is_done(step, held) for step in choice.steps)


def _missing(steps: Sequence[Step], held: Collection[str]) -> Iterator[Step]:
    for step in steps:
        if _is_done(step, held):
            continue
        if isinstance(step, Part):
            yield step
        elif isinstance(step, Choice):
            need = step.need - _taken(step, held)
            yield Choice(step.name, need, missing(step.steps, held))
        else:
            yield replace(step, steps=missing(step.steps, held))
