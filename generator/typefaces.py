"""The fonts that cards are drawn with: which letters each has, and how wide they are.

A renderer leaves out what its fonts cannot write, or draws boxes, and says nothing. So the letters
are asked for here first. Only the four tables that answer this are read.
"""

import hashlib
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Problem

_SHIPPED = Path(__file__).parent / "fonts"
_FORMS = (".ttf", ".otf")
_UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))  # platform, encoding; the fullest first
_FAMILY_NAMES = (16, 1)  # what renderers call the family: the typographic name before the old one
_WINDOWS = 3


@dataclass(frozen=True, slots=True)
class Typeface:
    """One font file."""

    path: Path
    family: str
    sha256: str
    widths: Mapping[str, float]
    """The advance of each letter that the font has, as a part of the size."""


def load_typefaces(root: Path) -> tuple[Typeface, ...]:
    """Read the shipped fonts, and behind them those of the project in `root`.

    A file that is no font is passed over; `font_faults` tells of it.
    """
    read = [_read(path) for path in (*sorted(_SHIPPED.glob("*.ttf")), *_own_fonts(root))]
    return tuple(face for face in read if face is not None)


def font_faults(root: Path) -> Iterator[Problem]:
    """Look for what is no font among `theme/fonts/*.ttf` and `*.otf`."""
    for path in _own_fonts(root):
        if _read(path) is None:
            name = path.relative_to(root).as_posix()
            message = "is not a font in TrueType or OpenType form"
            yield Problem(name, 0, 0, message, "font-form")


def _own_fonts(root: Path) -> list[Path]:
    return sorted(path for path in (root / "theme" / "fonts").glob("*") if path.suffix in _FORMS)


def _read(path: Path) -> Typeface | None:
    try:
        return _parse(path, path.read_bytes())
    except (struct.error, LookupError, ValueError, OSError):
        return None


def _parse(path: Path, data: bytes) -> Typeface:
    (count,) = struct.unpack_from(">H", data, 4)
    tables: dict[bytes, bytes] = {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _, start, length = struct.unpack_from(">4sIII", data, at)
        tables[tag] = data[start : start + length]
    (units,) = struct.unpack_from(">H", tables[b"head"], 18)
    (measured,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    advances = struct.unpack(f">{'Hh' * measured}", tables[b"hmtx"][: 4 * measured])[::2]
    widths = {
        chr(letter): advances[min(glyph, measured - 1)] / units
        for letter, glyph in _letters(tables[b"cmap"]).items()
        if glyph != 0
    }
    return Typeface(path, _family(tables[b"name"]), hashlib.sha256(data).hexdigest(), widths)


def _letters(cmap: bytes) -> dict[int, int]:
    """Map code points to glyphs."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    places: dict[tuple[int, int], int] = {}
    for number in range(count):
        platform, encoding, at = struct.unpack_from(">HHI", cmap, 4 + 8 * number)
        places[platform, encoding] = at
    (place, *_) = [places[kind] for kind in _UNICODE_TABLES if kind in places]
    table = cmap[place:]
    (form,) = struct.unpack_from(">H", table)
    if form == 12:
        return _letters_in_groups(table)
    if form == 4:
        return _letters_in_segments(table)
    msg = f"a character table of form {form}"
    raise ValueError(msg)


def _letters_in_groups(table: bytes) -> dict[int, int]:
    (count,) = struct.unpack_from(">I", table, 12)
    letters: dict[int, int] = {}
    for first, last, glyph in struct.iter_unpack(">III", table[16 : 16 + 12 * count]):
        if last > 0x10FFFF:
            msg = "a letter beyond Unicode"
            raise ValueError(msg)
        letters.update(zip(range(first, last + 1), range(glyph, glyph + 0x110000), strict=False))
    return letters


def _letters_in_segments(table: bytes) -> dict[int, int]:
    (double,) = struct.unpack_from(">H", table, 6)
    row = f">{double // 2}H"
    # Four rows of equal length; a word of padding stands behind the first.
    starts_of_rows = (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
    lasts, firsts, deltas, offsets = (struct.unpack_from(row, table, at) for at in starts_of_rows)
    letters: dict[int, int] = {}
    for number, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        for letter in range(first, last + 1):
            if letter == 0xFFFF:  # ends the table, and is no letter
                continue
            glyph = letter
            if offsets[number]:
                # Counted from the place of the offset itself.
                place = 16 + 3 * double + 2 * number + offsets[number] + 2 * (letter - first)
                (glyph,) = struct.unpack_from(">H", table, place)
                if glyph == 0:
                    continue
            letters[letter] = (glyph + deltas[number]) & 0xFFFF
    return letters


def _family(table: bytes) -> str:
    _, count, texts = struct.unpack_from(">HHH", table)
    found: dict[int, str] = {}
    for number in range(count):
        platform, _, _, kind, length, start = struct.unpack_from(">6H", table, 6 + 12 * number)
        if kind in _FAMILY_NAMES and platform == _WINDOWS:
            raw = table[texts + start : texts + start + length]
            found.setdefault(kind, raw.decode("utf-16-be"))
    (family, *_) = [found[kind] for kind in _FAMILY_NAMES if kind in found]
    return family
