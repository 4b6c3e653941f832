"""Where the bars of a chart stand: lengths in per cent and em, so that a picture fits any screen.

The pictures are SVG without a view box: text keeps its size on a phone, and a picture grows with
its reader's letters. What is drawn is also in a table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.tallies import LEAST, Cell

_ROW = 3.1  # a line of words, the bar below it, and air
_BELOW = 1.5  # from the top of a row to its bar
_THICK = 0.8  # a bar
HEIGHT = 12  # of columns, without the words below them
_LABELS = 3  # words below columns that fit beside each other on a phone, however spaced


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `x` and `width` in per cent of the picture, `y` and `height` in em."""

    cell: Cell
    x: float
    y: float
    width: float
    height: float
    is_labelled: bool = True

    @property
    def middle(self) -> float:
        """The middle, in per cent."""
        return round(self.x + self.width / 2, 3)


def bars(cells: Sequence[Cell]) -> list[Bar]:
    """Lay bars below each other, each as long as its count."""
    longest = _longest(cells)
    return [
        Bar(cell, 0, round(at * _ROW + _BELOW, 3), round(_drawn(cell) / longest * 100, 3), _THICK)
        for at, cell in enumerate(cells)
    ]


def columns(cells: Sequence[Cell]) -> list[Bar]:
    """Stand columns beside each other, each as high as its count."""
    longest, step = _longest(cells), 100 / max(1, len(cells))
    every = -(-len(cells) // _LABELS)
    found = []
    for at, cell in enumerate(cells):
        height = round(_drawn(cell) / longest * HEIGHT, 3)
        x, width = round(at * step + step * 0.14, 3), round(step * 0.72, 3)
        is_labelled = (len(cells) - 1 - at) % every == 0
        found.append(Bar(cell, x, round(HEIGHT - height, 3), width, height, is_labelled))
    return found


def height_of(drawn: Sequence[Bar]) -> float:
    """Return how high a picture of bars below each other is."""
    return round(len(drawn) * _ROW, 3)


def _drawn(cell: Cell) -> int:
    # As high as it could be at most: a shorter one would look like a number.
    return LEAST - 1 if cell.few else cell.count


def _longest(cells: Sequence[Cell]) -> int:
    return max((_drawn(cell) for cell in cells), default=0) or 1
