"""How the fonts in `generator/fonts` were made: one weight each, and the letters of four scripts.

    pip install fonttools==4.68.0 fontpkg-noto-serif==2.15 fontpkg-noto-sans==2.15 \
        fontpkg-noto-sans-arabic==2.12
    python docs/make_fonts.py

The cards for link previews are drawn with these alone, so that they look alike on every machine.
All three are under the SIL Open Font License 1.1, without a reserved name.
"""

import importlib.resources
import shutil
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).resolve().parents[1] / "generator" / "fonts"
# Latin with its extensions, Greek, Cyrillic, punctuation, currencies, a few arrows and signs.
EUROPEAN = [
    *range(0x20, 0x250),
    *range(0x2B0, 0x370),  # modifiers, combining marks
    *range(0x370, 0x530),
    *range(0x1E00, 0x2000),  # Vietnamese among them, and Greek with all accents
    *range(0x2000, 0x2070),
    *range(0x2070, 0x20D0),
    *range(0x2100, 0x2150),
    0x2212,
]
ARABIC = [0x20, 0xA0, *range(0x600, 0x780), *range(0x8A0, 0x900), *range(0x200B, 0x2010)]
FONTS = [
    ("fontpkg_noto_serif", "NotoSerif", 600, EUROPEAN),
    ("fontpkg_noto_sans", "NotoSans", 500, EUROPEAN),
    ("fontpkg_noto_sans_arabic", "NotoSansArabic", 600, ARABIC),
]


def make(package: str, name: str, weight: int, letters: list[int]) -> None:
    source = importlib.resources.files(package)
    font = TTFont(source / "files" / f"{name}[wdth,wght].ttf", recalcTimestamp=False)
    font = instantiateVariableFont(font, {"wght": weight, "wdth": 100})
    # A family of its own for each file, so that no weight has to be chosen.
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = f"Insignia {name}"
    options = Options()
    options.hinting = False
    options.name_IDs = [0, 1, 2, 6, 13, 14]  # renderers pass over a font without the sixth
    options.layout_features = [
        *("kern", "mark", "mkmk", "ccmp", "locl", "liga", "rlig", "calt", "rclt"),
        *("init", "medi", "fina", "isol", "curs"),
    ]
    options.drop_tables += ["STAT", "DSIG", "MVAR", "HVAR", "avar", "fvar"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font["OS/2"].usWeightClass = 400
    font.save(FOLDER / f"{name}.ttf")
    shutil.copyfile(source / "LICENSE", FOLDER / f"{name}-LICENSE.txt")


if __name__ == "__main__":
    for package, name, weight, letters in FONTS:
        make(package, name, weight, letters)
