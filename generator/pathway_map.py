"""A pathway as a picture: boxes, groups and lines, with their places; `_map.html` draws them.

The way runs from one side to the other like a railway line: what is required lies on it, what is
optional beside it, and a choice forks. Widths are estimated, since fonts are the reader's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from generator.hours import Catalogue, HoursRange, Timed, hours_range
from generator.pathways import Choice, Milestone, Part, Step
from generator.text import broken, columns

# All in CSS pixels, of which letters of 14 px take about 7.5 a column.
BOX_WIDTH = 176
LINE_HEIGHT = 18
_PADDING = 12
_ABOVE_TEXT = 10
_BELOW_TEXT = 26  # where the hours stand
_BETWEEN = 28  # steps of a sequence
_FORK = 20  # from where a choice forks to its boxes
_ROW = 12  # between the boxes of a choice
_LABEL = 26  # above what a group holds
_LABEL_COLUMN = 7.2  # a column of its letters, which are smaller
_BYPASS = 22  # how far an optional box lies below the line
_NOTE = 20  # below an optional box, for a word that says so
_MARGIN = 12
_COLUMNS = 19  # of a title that fit beside each other
_LINES = 4  # of a title; what is longer ends in an ellipsis


class Titled(Timed, Protocol):
    """What a box shows: a programme."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def language(self) -> str | None: ...
    @property
    def url_path(self) -> str: ...
    @property
    def is_pathway(self) -> bool: ...


class Known(Catalogue, Protocol):
    """What knows every programme by its slug: a site."""

    @property
    def programs(self) -> Mapping[str, Titled]: ...


@dataclass(frozen=True, slots=True)
class Box:
    """One programme, or the end of the way."""

    x: float
    y: float
    height: float
    lines: tuple[str, ...]
    program: Titled
    hours: HoursRange
    kind: str
    """`required`, `optional` or `goal`."""
    width: float = BOX_WIDTH


@dataclass(frozen=True, slots=True)
class Group:
    """A frame around the steps of a choice or a milestone."""

    x: float
    y: float
    width: float
    height: float
    name: str | None
    need: int | None
    """How many of its steps; None for a milestone, which is all of them."""
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the way from (x1, y1) to (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def path(self) -> str:
        """The stretch as SVG has it: straight, or a curve between two heights."""
        if self.y1 == self.y2:
            return f"M{self.x1:g} {self.y1:g}H{self.x2:g}"
        middle = (self.x1 + self.x2) / 2
        curve = f"{middle:g} {self.y1:g} {middle:g} {self.y2:g} {self.x2:g} {self.y2:g}"
        return f"M{self.x1:g} {self.y1:g}C{curve}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A pathway, or a piece of one, in a frame of its own."""

    width: float
    height: float
    axis: float
    """The height at which the way goes in and out."""
    boxes: tuple[Box, ...] = ()
    groups: tuple[Group, ...] = ()
    """The outer ones before those inside."""
    lines: tuple[Line, ...] = ()


def draw_pathway(program: Titled, site: Known, *, mirrored: bool = False) -> Drawing:
    """Draw the way to `program`; mirrored, it runs from right to left."""
    goal = _box(program, hours_range(program.steps, site), "goal")
    whole = _in_a_row([*(_step(step, site) for step in program.steps), goal])
    framed = replace(
        _moved(whole, _MARGIN, _MARGIN),
        width=whole.width + 2 * _MARGIN,
        height=whole.height + 2 * _MARGIN,
    )
    return _mirrored(framed) if mirrored else framed


def standing_of(steps: Sequence[Step], slug: str) -> str:
    """Tell how a part stands on the way: `required`, `optional`, or part of a `choice`."""
    return next(_standings(steps, slug, "required"))


def _standings(steps: Sequence[Step], slug: str, around: str) -> Iterator[str]:
    for step in steps:
        if isinstance(step, Part):
            if step.slug == slug:
                yield around if step.required else "optional"
        elif isinstance(step, Choice) and step.need < len(step.steps):
            yield from _standings(step.steps, slug, "choice")
        else:
            yield from _standings(step.steps, slug, around)


def _step(step: Step, site: Known) -> Drawing:
    if isinstance(step, Part):
        program = site.programs[step.slug]
        kind = "required" if step.required else "optional"
        box = _box(program, hours_range((replace(step, required=True),), site), kind)
        return box if step.required else _beside(box)
    if isinstance(step, Milestone):
        inside = _in_a_row([_step(item, site) for item in step.steps])
        return _grouped(inside, Group(0, 0, 0, 0, step.name, None, len(step.steps)))
    inside = _forked([_step(item, site) for item in step.steps])
    return _grouped(inside, Group(0, 0, 0, 0, step.name, step.need, len(step.steps)))


def _box(program: Titled, hours: HoursRange, kind: str) -> Drawing:
    lines = broken(program.title, _COLUMNS, _LINES)
    height = _ABOVE_TEXT + len(lines) * LINE_HEIGHT + _BELOW_TEXT
    box = Box(0, 0, height, lines, program, hours, kind)
    return Drawing(box.width, height, height / 2, boxes=(box,))


def _in_a_row(drawings: Sequence[Drawing]) -> Drawing:
    axis = max(item.axis for item in drawings)
    placed: list[Drawing] = []
    lines: list[Line] = []
    x = 0.0
    for item in drawings:
        if placed:
            lines.append(Line(x, axis, x + _BETWEEN, axis))
            x += _BETWEEN
        placed.append(_moved(item, x, axis - item.axis))
        x += item.width
    height = axis + max(item.height - item.axis for item in drawings)
    return _joined(x, height, axis, placed, lines)


def _forked(drawings: Sequence[Drawing]) -> Drawing:
    width = max(item.width for item in drawings) + 2 * _FORK
    height = sum(item.height for item in drawings) + _ROW * (len(drawings) - 1)
    axis = height / 2
    placed: list[Drawing] = []
    lines: list[Line] = []
    y = 0.0
    for item in drawings:
        at = y + item.axis
        placed.append(_moved(item, _FORK, y))
        lines += [Line(0, axis, _FORK, at), Line(width - _FORK, at, width, axis)]
        if item.width < width - 2 * _FORK:
            lines.append(Line(_FORK + item.width, at, width - _FORK, at))
        y += item.height + _ROW
    return _joined(width, height, axis, placed, lines)


def _beside(box: Drawing) -> Drawing:
    """Let the way pass above an optional box, which hangs on it."""
    width, down = box.width + 2 * _FORK, _BYPASS + box.axis
    lines = [
        Line(0, 0, width, 0),
        Line(0, 0, _FORK, down),
        Line(width - _FORK, down, width, 0),
    ]
    height = _BYPASS + box.height + _NOTE
    return _joined(width, height, 0, [_moved(box, _FORK, _BYPASS)], lines)


def _grouped(inside: Drawing, group: Group) -> Drawing:
    label = columns(group.name or "") * _LABEL_COLUMN
    above = _LABEL * (2 if group.name is not None and group.need is not None else 1) + 4
    width = max(inside.width, label) + 2 * _PADDING
    height = above + inside.height + _PADDING
    at = (width - inside.width) / 2
    moved = _moved(inside, at, above)
    frame = replace(group, width=width, height=height)
    ways = (Line(0, moved.axis, at, moved.axis), Line(width - at, moved.axis, width, moved.axis))
    return replace(
        moved,
        width=width,
        height=height,
        groups=(frame, *moved.groups),
        lines=(*ways, *moved.lines),
    )


def _joined(
    width: float, height: float, axis: float, placed: Sequence[Drawing], lines: Sequence[Line]
) -> Drawing:
    return Drawing(
        width,
        height,
        axis,
        boxes=tuple(box for item in placed for box in item.boxes),
        groups=tuple(group for item in placed for group in item.groups),
        lines=(*lines, *(line for item in placed for line in item.lines)),
    )


def _moved(drawing: Drawing, x: float, y: float) -> Drawing:
    return replace(
        drawing,
        axis=drawing.axis + y,
        boxes=tuple(replace(box, x=box.x + x, y=box.y + y) for box in drawing.boxes),
        groups=tuple(replace(item, x=item.x + x, y=item.y + y) for item in drawing.groups),
        lines=tuple(
            Line(line.x1 + x, line.y1 + y, line.x2 + x, line.y2 + y) for line in drawing.lines
        ),
    )


def _mirrored(drawing: Drawing) -> Drawing:
    whole = drawing.width
    return replace(
        drawing,
        boxes=tuple(replace(box, x=whole - box.x - box.width) for box in drawing.boxes),
        groups=tuple(replace(item, x=whole - item.x - item.width) for item in drawing.groups),
        lines=tuple(
            Line(whole - line.x1, line.y1, whole - line.x2, line.y2) for line in drawing.lines
        ),
    )
