"""Cards for link previews: whole, within what is never cropped, and silent about people."""

import json
import re
import shutil
import struct
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
import resvg_py

from generator.cards import HEIGHT, SAFE_BOTTOM, SAFE_LEFT, SAFE_RIGHT, SAFE_TOP, WIDTH, Cards, draw
from generator.content import load_site
from generator.output import MARKER
from generator.typefaces import font_faults, load_typefaces
from generator.words import Words
from tests.conftest import NIGHT_WATCH, REPOSITORY, URL, parse_html, tree

SVG = "{http://www.w3.org/2000/svg}"
CHINESE = "小微企业记账入门"
FONT = REPOSITORY / "tests/fonts/NotoSansSC.ttf"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TITLES = {
    "short": "Tea",
    "long": "Supporting People with Medicines, Feeding and Mobility in Their Own Homes",
    "longest": ("Wide Words Make Mighty Municipal Management Meetings " * 3)[:120].strip(),
    "one-word": LONG_WORD,
    "one-widest-word": "W" * 120,
    "arabic": "أساسيات سلامة الغذاء للمطابخ الصغيرة",
    "greek": "Εισαγωγή στη ναυσιπλοΐα",
    "cyrillic": "Основы безопасности на воде",
    "vietnamese": "Kỹ năng số cơ bản cho người lớn",
    "mixed": "Excel للمبتدئين 2026",
    "accents apart": "Wa\u0308rmepumpen",
    "marks of direction": "\u202eTea\u202c",
}
each_title = pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)


@pytest.fixture
def card(project):
    """Plan the card of a programme with some members changed."""

    def plan(**changes):
        site = load_site(project.root)
        program = replace(site.programs["night-watch"], **changes)
        return Cards(site, Words(project.root, "en")).of_program(program)

    return plan


def texts(card):
    """Return the lines of a card as they are written."""
    lines = ("".join(element.itertext()) for element in ET.fromstring(card.svg).iter(f"{SVG}text"))
    return [line.strip("\u202b\u202c") for line in lines]


def drawn_in(card, x, y, width, height, *, with_text=True):
    """Draw one part of a card, with or without what is written on it."""
    svg = card.svg if with_text else re.sub(r"<text.*</text>|<path.*stroke.*/>", "", card.svg)
    view = f'viewBox="{x} {y} {width} {height}" width="{width}" height="{height}">'
    svg = svg.replace(f'width="{WIDTH}" height="{HEIGHT}">', view, 1)
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=list(card.fonts))
    )


def undrawn(card):
    """Return the lines at whose place nothing is drawn."""
    found = []
    for line in ET.fromstring(card.svg).iter(f"{SVG}text"):
        size, baseline = int(line.attrib["font-size"]), float(line.attrib["y"])
        part = (SAFE_LEFT, baseline - size * 0.5, SAFE_RIGHT - SAFE_LEFT, size * 0.5)
        if drawn_in(card, *part) == drawn_in(card, *part, with_text=False):
            found.append("".join(line.itertext()))
    return found


# What is drawn


def test_a_card_is_a_png_of_the_size_that_previews_want(card):
    data = draw(card())

    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (1200, 630)


def test_a_card_names_issuer_title_type_and_domain(card):
    assert texts(card()) == ["Northfield College", "Night Watch", "Certificate", "ada.github.io"]


def test_the_card_of_the_site_names_the_issuer_and_its_domain(project):
    card = Cards(project.site, Words(project.root, "en")).of_site()

    assert texts(card) == ["Northfield", "College", "ada.github.io"]


def test_the_type_is_in_the_words_of_the_programmes_language(card, project):
    project.write(
        "theme/words/de.json",
        json.dumps({"language.name": "Deutsch", "type.Certificate": "Zertifikat"}),
    )

    assert "Zertifikat" in texts(card(language="de"))


@each_title
def test_every_letter_of_a_title_is_on_the_card(card, title):
    wanted = re.sub(r"\s|[\u202a-\u202e]", "", title).replace("a\u0308", "ä")

    assert wanted in "".join(texts(card(title=title))).replace(" ", "")


@each_title
def test_no_text_leaves_the_part_that_nobody_crops(card, title):
    for language in ("en", "ar"):
        plan = card(title=title, language=language)
        outside = [
            (0, 0, SAFE_LEFT, HEIGHT),
            (SAFE_RIGHT, 0, WIDTH - SAFE_RIGHT, HEIGHT),
            (0, 0, WIDTH, SAFE_TOP),
            (0, SAFE_BOTTOM, WIDTH, HEIGHT - SAFE_BOTTOM),
        ]
        touched = [
            part
            for part in outside
            if drawn_in(plan, *part) != drawn_in(plan, *part, with_text=False)
        ]
        assert touched == []


@each_title
def test_each_line_is_really_drawn(card, title):
    """A renderer leaves out what it has no font for, and says nothing."""
    assert undrawn(card(title=title)) == []


@pytest.mark.parametrize("accent", ["#ffffff", "#000000", "#ffee00", "#1f3fa0"])
def test_no_text_has_the_accents_colour_or_stands_on_it(card, project, accent):
    settings = project.root / "content/site.yml"
    settings.write_text(
        re.sub(r"(?m)^(# ?)?accent:.*$", f'accent: "{accent}"', settings.read_text())
    )
    shapes = list(ET.fromstring(card().svg))
    accented = [shape for shape in shapes if shape.get("fill") == accent]

    assert [shape.get("d") for shape in accented] == ["M0 0H1200V12H0zM0 20H1200V26H0z"]
    assert {shape.get("fill") for shape in shapes if shape.tag == f"{SVG}text"} <= {
        "#1b1d22",
        "#565960",
    }


# Letters that no font has


def test_a_title_in_letters_without_a_font_is_left_out_as_a_whole(card):
    assert texts(card(title=f"Excel {CHINESE}"))[-2:] == ["Certificate", "ada.github.io"]
    assert "Excel" not in "".join(texts(card(title=f"Excel {CHINESE}")))


def test_the_issuer_takes_the_place_of_a_title_that_is_left_out(card):
    assert texts(card(title=CHINESE))[:2] == ["Northfield", "College"]


def test_a_font_of_the_project_writes_such_a_title(card, project):
    project.write("theme/fonts/NotoSansSC.ttf", FONT.read_bytes())
    plan = card(title=f"Excel {CHINESE}")
    runs = ET.fromstring(plan.svg).iter(f"{SVG}tspan")
    own = [run.text or "" for run in runs if run.get("font-family") == "Noto Sans SC Thin"]

    assert "".join(own) == CHINESE
    assert undrawn(plan) == []


def test_a_file_that_is_no_font_is_a_problem(project):
    project.write("theme/fonts/brand.otf", b"OTTO but no more")

    assert project.problems() == [
        "theme/fonts/brand.otf: is not a font in TrueType or OpenType form [font-form]"
    ]


@pytest.mark.parametrize("length", [0, 3, 12, 100, 500, 2_000])
def test_half_a_font_is_a_problem(project, length):
    path = project.write("theme/fonts/brand.ttf", FONT.read_bytes()[:length])

    assert [problem.code for problem in font_faults(project.root)] == ["font-form"]
    assert path not in {face.path for face in load_typefaces(project.root)}


def test_the_shipped_fonts_have_the_letters_of_four_scripts(tmp_path):
    letters = set().union(*(face.widths for face in load_typefaces(tmp_path)))

    assert set("AZazßçğłőșẞỹ €“”–… ΑΩάώ АЯїђ ءيڤگپ ٠٩۰۹؟،") <= letters


def test_every_shipped_font_has_its_licence_beside_it():
    for font in (REPOSITORY / "generator/fonts").glob("*.ttf"):
        assert "SIL Open Font License" in font.with_name(f"{font.stem}-LICENSE.txt").read_text()


# Names


def test_equal_cards_have_equal_names_and_bytes(card):
    again = card()
    first = draw(again)
    draw.cache_clear()

    assert card() == again
    assert draw(again) == first


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("content/programs/night-watch.md", NIGHT_WATCH.replace("Night Watch", "Night Watches")),
        ("content/programs/night-watch.md", NIGHT_WATCH.replace("Certificate", "Badge")),
        ("content/images/first-badge.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("theme/fonts/NotoSansSC.ttf", FONT.read_bytes()),
    ],
    ids=["title", "type", "picture", "font"],
)
def test_the_name_changes_with_what_a_card_is_made_of(card, project, name, data):
    before = card().path
    project.write(name, data)

    assert card().path != before
    assert re.fullmatch(r"cards/night-watch\.[0-9a-f]{8}\.png", card().path)


# In the site


@pytest.fixture(scope="module")
def files(example):
    return tree(example.out)


def image_of(data):
    """Return what a page says of its card."""
    return {
        key: element.attributes["content"]
        for element in parse_html(data)
        if element.tag == "meta"
        and (key := element.attributes.get("property", element.attributes.get("name")))
        and key.startswith(("og:image", "twitter:card"))
    }


def test_every_page_names_a_card_that_is_there(files):
    base = "https://northfield.example/badges/"
    for name in (name for name in files if name.endswith(".html")):
        about = image_of(files[name])
        card = files[about["og:image"].removeprefix(base)]
        wanted = (about["og:image:width"], about["og:image:height"])
        assert wanted == tuple(str(side) for side in struct.unpack(">II", card[16:24]))
        assert about["og:image:type"] == "image/png"
        assert about["twitter:card"] == "summary_large_image"


def test_a_credential_has_the_card_of_its_programme(project):
    project.build()
    program = project.out / "programs/night-watch/index.html"

    assert image_of(project.page("grace").read_bytes()) == image_of(program.read_bytes())
    assert image_of(program.read_bytes())["og:image:alt"] == (
        "Night Watch: Certificate, Northfield College"
    )


def test_other_pages_have_the_card_of_the_site(project):
    project.build()
    image = image_of((project.out / "index.html").read_bytes())["og:image"]

    assert re.fullmatch(rf"{URL}cards/site\.card\.[0-9a-f]{{8}}\.png", image)
    assert image_of((project.out / "issuer/index.html").read_bytes())["og:image"] == image


def test_there_is_a_card_for_each_programme_and_one_for_the_site(files):
    programs = {path.stem for path in (REPOSITORY / "content/programs").glob("*.md")}
    cards = [name for name in files if name.startswith("cards/")]

    assert sorted(name.split("/")[1].rsplit(".", 2)[0] for name in cards) == sorted(
        {*programs, "site.card"}
    )


def test_no_card_of_the_example_is_heavy(files):
    heavy = {name: len(files[name]) for name in files if name.startswith("cards/")}

    assert {name for name, size in heavy.items() if size > 100_000} == set()


def test_a_card_that_is_there_is_not_drawn_again(project):
    project.build()
    (path,) = (project.out / "cards").glob("night-watch.*")
    path.write_bytes(b"as it was left")
    project.build()

    assert path.read_bytes() == b"as it was left"


def test_after_a_build_that_was_cut_short_cards_are_drawn_anew(project):
    project.build()
    (path,) = (project.out / "cards").glob("night-watch.*")
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    (project.out / MARKER).write_bytes(b"")
    project.build()

    assert path.read_bytes() == whole


def test_the_card_of_a_title_that_is_gone_is_removed(project):
    project.build()
    (old,) = (project.out / "cards").glob("night-watch.*")
    project.write("content/programs/night-watch.md", NIGHT_WATCH.replace("Keeps", "Kept"))
    project.build()
    assert old.is_file()

    project.write("content/programs/night-watch.md", NIGHT_WATCH.replace("Night W", "Late W"))
    project.build()

    assert [path.name for path in (project.out / "cards").glob("night-watch.*")] != [old.name]
    assert not old.exists()


def test_a_link_in_place_of_a_card_is_not_followed(project, tmp_path):
    project.build()
    (path,) = (project.out / "cards").glob("night-watch.*")
    whole = path.read_bytes()
    stranger = tmp_path / "stranger.png"
    shutil.move(path, stranger)
    path.symlink_to(stranger)
    project.build()

    assert not path.is_symlink()
    assert path.read_bytes() == whole
