"""The picture that stands beside a shared link: one for each programme and one for the site.

It names no person and no verdict, for a preview is kept by others and outlives both. Every letter
is drawn with a font that is known to have it; a title that none can write is left out as a whole.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from itertools import groupby, pairwise
from pathlib import Path
from unicodedata import category, east_asian_width, normalize
from xml.sax.saxutils import escape

import resvg_py

from generator.content import Site
from generator.programs import Program
from generator.themes import themes_folder
from generator.typefaces import Typeface, load_typefaces
from generator.words import Words

WIDTH, HEIGHT = 1200, 630
# What every site keeps of a card when it crops: the text stays inside.
SAFE_LEFT, SAFE_RIGHT, SAFE_TOP, SAFE_BOTTOM = 200, 1000, 105, 525
_PICTURE = 330
_PICTURE_LEFT = 96  # its edge may be cropped
_TEXT_LEFT = 474
_TEXT_WIDTH = SAFE_RIGHT - _TEXT_LEFT
_PAPER, _INK, _MUTED, _HAIRLINE = "#fffefb", "#1b1d22", "#565960", "#d9d4c8"
# Sizes in pixels from what is wanted to what fits the longest text, and the height of the whole.
_TITLE_SIZES, _TITLE_HEIGHT = (76, 70, 64, 58, 52, 46, 41, 37, 33, 30, 27, 24), 232
_NAME_SIZES, _NAME_HEIGHT = (34, 31, 28, 25, 22, 19), 84
_SMALL_SIZES, _SMALL_HEIGHT = (30, 27, 24, 21, 18, 15, 12), 38
_HARD_SIZE = 41  # from here on a word that is too long is broken
_SPACE = 12  # between two texts; more around the hairline above the domain
_LINE_HEIGHT, _ASCENT = 1.22, 0.94  # as parts of the size
_KINDS = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
_FROM_RIGHT = ("\u202b", "\u202c")  # around a line: it runs so, whatever its first letter is
_SERIF, _SANS = "Insignia NotoSerif", "Insignia NotoSans"
_JOINERS = "\u200c\u200d"
_QUOTE = {'"': "&quot;"}


@dataclass(frozen=True, slots=True)
class Card:
    """One picture, not drawn yet; its name changes with all that it is made of."""

    path: str
    alt: str
    svg: str
    fonts: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class _Line:
    runs: Sequence[tuple[str, str]]  # family, text
    size: int
    colour: str

    @property
    def height(self) -> float:
        return self.size * _LINE_HEIGHT


class Cards:
    """The cards of one site."""

    def __init__(self, site: Site, words: Words) -> None:
        """Read the fonts."""
        self._site = site
        self._words = words
        faces = load_typefaces(site.root)
        # A title has serifs and the rest has none, as on the pages.
        self._title_faces = sorted(faces, key=lambda face: face.family != _SERIF)
        self._text_faces = sorted(faces, key=lambda face: face.family == _SERIF)
        self._fonts = tuple(str(face.path) for face in faces)
        self._made_with = [version("resvg-py"), *(face.sha256 for face in faces)]

    def of_program(self, program: Program) -> Card:
        """Plan the card of a programme."""
        config, words = self._site.config, self._words
        language = program.language or config.language
        from_right = words.at(language).direction == "rtl"
        kind = words.at(words.choose(language, config.language)).text(f"type.{program.type}")
        title = self._title(program.title)
        texts = [
            self._text(config.name, _NAME_SIZES, _NAME_HEIGHT, _INK) if title else [],
            title or self._title(config.name),
            self._text(kind, _SMALL_SIZES, _SMALL_HEIGHT, _MUTED),
            self._text(config.host, _SMALL_SIZES, _SMALL_HEIGHT, _MUTED),
        ]
        picture = self._site.root / "content" / program.image
        alt = f"{program.title}: {kind}, {config.name}"
        return self._card(program.slug, alt, picture, texts, from_right=from_right)

    def of_site(self) -> Card:
        """Plan the card of all other pages."""
        config = self._site.config
        from_right = self._words.at(config.language).direction == "rtl"
        texts = [
            self._title(config.name),
            self._text(config.host, _SMALL_SIZES, _SMALL_HEIGHT, _MUTED),
        ]
        alt = f"{config.name}, {config.host}"
        stem = "site.card"  # no programme's slug has a dot
        return self._card(stem, alt, self._logo(), texts, from_right=from_right)

    def _title(self, text: str) -> list[_Line]:
        return _fit(text, self._title_faces, _TITLE_SIZES, _TITLE_HEIGHT, _INK)

    def _text(self, text: str, sizes: Sequence[int], height: int, colour: str) -> list[_Line]:
        return _fit(text, self._text_faces, sizes, height, colour)

    def _card(
        self,
        stem: str,
        alt: str,
        picture: Path,
        texts: Sequence[list[_Line]],
        *,
        from_right: bool,
    ) -> Card:
        svg = _svg(self._site.config.accent, picture, texts, from_right=from_right)
        made_of = "\n".join([*self._made_with, svg])
        digest = hashlib.sha256(made_of.encode()).hexdigest()[:8]
        return Card(f"cards/{stem}.{digest}.png", alt, svg, self._fonts)

    def _logo(self) -> Path:
        site = self._site
        if site.config.logo is not None:
            return site.root / "content" / site.config.logo
        folders = [site.root / "theme", themes_folder() / site.config.theme]
        candidates = [folder / "assets" / "logo.svg" for folder in folders]
        shipped = themes_folder() / "default" / "assets" / "logo.svg"
        return next((path for path in candidates if path.is_file()), shipped)


@lru_cache(maxsize=64)  # a preview and its neighbours; a card is some 50 kB
def draw(card: Card) -> bytes:
    """Draw a card as PNG: the same bytes wherever the same renderer is installed."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=card.svg,
            skip_system_fonts=True,
            font_files=list(card.fonts),
            # For words within a picture, whatever font they ask for.
            font_family=_SANS,
            serif_family=_SANS,
            sans_serif_family=_SANS,
            monospace_family=_SANS,
        )
    )


def _fit(
    text: str, faces: Sequence[Typeface], sizes: Sequence[int], height: int, colour: str
) -> list[_Line]:
    """Break `text` into lines of the largest size that fits; none if a letter has no font."""
    spaced = normalize("NFC", " ".join(text.split()))
    plain = "".join(c for c in spaced if category(c) != "Cf" or c in _JOINERS)
    runs = _runs(plain, faces)
    if runs is None:
        return []
    widths = [face.widths[letter] for letter, face in runs]
    spans: list[tuple[int, int]] = []
    for size in sizes:
        spans = _break(plain, widths, _TEXT_WIDTH / size, hard=size <= _HARD_SIZE)
        is_narrow = all(sum(widths[slice(*span)]) * size <= _TEXT_WIDTH for span in spans)
        if is_narrow and len(spans) * size * _LINE_HEIGHT <= height:
            break
    return [_Line(tuple(_joined(runs[slice(*span)])), size, colour) for span in spans]


def _runs(text: str, faces: Sequence[Typeface]) -> list[tuple[str, Typeface]] | None:
    """Give each letter its font; spaces, signs and accents stay in that of the letter before."""
    runs: list[tuple[str, Typeface]] = []
    for letter in text:
        before = runs[-1][1] if runs and not letter.isalnum() else None
        wanted = faces if before is None else (before, *faces)
        face = next((face for face in wanted if letter in face.widths), None)
        if face is None:
            return None
        runs.append((letter, face))
    return runs


def _joined(letters: Sequence[tuple[str, Typeface]]) -> Iterator[tuple[str, str]]:
    for family, run in groupby(letters, key=lambda item: item[1].family):
        yield family, "".join(letter for letter, _ in run)


def _break(text: str, widths: Sequence[float], room: float, *, hard: bool) -> list[tuple[int, int]]:
    """Break into as few lines as `room` allows, of about equal length; `hard` breaks words too."""
    places = [at for at in range(1, len(text)) if _may_break(text, at)]
    if hard:
        ends = [0, *places, len(text)]
        for start, end in pairwise(ends):
            if sum(widths[start:end]) > room:
                places += range(start + 1, end)
    places = [*sorted(set(places)), len(text)]
    lines = _greedy(text, widths, places, room)
    while room > 4:
        room *= 0.97
        narrower = _greedy(text, widths, places, room)
        if len(narrower) > len(lines) or any(sum(widths[slice(*s)]) > room for s in narrower):
            break
        lines = narrower
    return lines


def _greedy(
    text: str, widths: Sequence[float], places: Sequence[int], room: float
) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start = end = 0  # of the line: its first letter, and the last place where it may end
    for place in places:
        if sum(widths[start : place - (text[place - 1] == " ")]) > room and end > start:
            lines.append((start, end))
            start = end
        end = place
    return [(a, b - (text[b - 1] == " ")) for a, b in (*lines, (start, len(text)))]


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before in " -\u2013\u2014":
        return after != " "
    # Between the signs of Chinese and Japanese; not before a comma, nor behind a bracket.
    is_wide = "W" in {east_asian_width(before), east_asian_width(after)}
    return is_wide and category(after) not in {"Po", "Pe", "Pf"} and category(before) != "Ps"


def _svg(accent: str, picture: Path, blocks: Sequence[list[_Line]], *, from_right: bool) -> str:
    shown = [block for block in blocks if block]
    height = sum(line.height for block in shown for line in block) + _SPACE * (len(shown) + 1)
    x = WIDTH - _TEXT_LEFT if from_right else _TEXT_LEFT
    y = (HEIGHT - height) / 2
    texts: list[str] = []
    for block in shown:
        if block is shown[-1]:  # the domain
            y += _SPACE
            end = x - _TEXT_WIDTH if from_right else x + _TEXT_WIDTH
            texts.append(f'<path d="M{x} {y:.0f}H{end}" stroke="{_HAIRLINE}" stroke-width="2"/>')
            y += _SPACE
        for line in block:
            texts.append(_text(line, x, y, from_right=from_right))
            y += line.height
        y += _SPACE
    left = WIDTH - _PICTURE_LEFT - _PICTURE if from_right else _PICTURE_LEFT
    kind = _KINDS[picture.suffix.lower()]
    data = b64encode(picture.read_bytes()).decode()
    place = f'x="{left}" y="{(HEIGHT - _PICTURE) // 2}" width="{_PICTURE}" height="{_PICTURE}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>',
        # The double rule of the pages. No text stands on the accent, which may be any colour.
        f'<path d="M0 0H{WIDTH}V12H0zM0 20H{WIDTH}V26H0z" fill="{accent}"/>',
        f'<image {place} href="data:{kind};base64,{data}"/>',
        *texts,
        "</svg>",
    ]
    return "\n".join(parts)


def _text(line: _Line, x: int, top: float, *, from_right: bool) -> str:
    baseline = round(top + line.size * _ASCENT, 1)
    first, last = _FROM_RIGHT if from_right else ("", "")
    runs = "".join(
        f'<tspan font-family="{escape(family, _QUOTE)}">{escape(text)}</tspan>'
        for family, text in line.runs
    )
    anchor = "end" if from_right else "start"
    return (
        f'<text x="{x}" y="{baseline}" font-size="{line.size}" fill="{line.colour}" '
        f'text-anchor="{anchor}" xml:space="preserve">{first}{runs}{last}</text>'
    )
