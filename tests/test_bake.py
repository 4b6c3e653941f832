"""A record in a picture: put in, read back, and never more than one."""

import json
import struct
import time
import zlib
from base64 import b64decode

import pytest

from generator import bake
from generator.bake import BakeError, bake_png, bake_svg, is_picture, unbake
from generator.picture import badge_picture
from tests.conftest import REPOSITORY
from tests.vector_cases import VECTORS

RECORD = (
    '{"name":"Łukasz 学 \U0001f393 \u007f","html":"</svg><!-- ]]> &amp;","x":"\\u0000"}\n'.encode()
)
OB3 = "https://purl.imsglobal.org/ob/v3p0"
PICTURES = json.loads((VECTORS / "shared/pictures.json").read_bytes())
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'


def chunk(kind, data):
    crc = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)


def png(*extra):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + pixels + chunk(b"IEND", b"")


def itxt(record):
    return chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0" + record)


def svg(inside, namespace=OB3):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="{namespace}">{inside}</svg>'
    ).encode()


def test_a_png_gives_back_the_record_byte_for_byte():
    assert unbake(bake_png(png(), RECORD)) == RECORD.strip()


def test_the_record_in_a_png_is_one_itxt_chunk_behind_the_header():
    baked = bake_png(png(), RECORD)

    assert baked == png(itxt(RECORD.strip()))


def test_the_browser_makes_the_same_png():
    vector = json.loads((REPOSITORY / "tests/node/bake-vector.json").read_bytes())
    picture, baked = b64decode(vector["picture"]), b64decode(vector["baked"])

    assert bake_png(picture, vector["record"].encode()) == baked


def test_baking_a_png_again_takes_the_place_of_the_old_record():
    baked = bake_png(bake_png(png(), b'{"old":1}'), RECORD)

    assert baked == bake_png(png(), RECORD)


def test_other_chunks_of_a_png_are_kept():
    text = chunk(b"tEXt", b"Author\0Ada")

    assert text in bake_png(png(text), RECORD)


def test_an_svg_gives_back_the_same_document():
    baked = bake_svg(SVG, RECORD)

    assert json.loads(unbake(baked)) == json.loads(RECORD)


def test_the_record_in_an_svg_is_the_first_child_of_the_root():
    baked = bake_svg(SVG, b'{"a":1}\n')

    assert baked == SVG.replace(
        b"><path",
        f'><openbadges:credential xmlns:openbadges="{OB3}"><![CDATA[{{"a":1}}]]>'
        "</openbadges:credential><path".encode(),
    )


@pytest.mark.parametrize(
    "picture",
    [
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- <svg> -->\n' + SVG,
        b"\xef\xbb\xbf" + SVG,
        b'<svg xmlns="http://www.w3.org/2000/svg" aria-label="a > b"\n><g/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg">text<g/></svg>',
        '<?xml version="1.0" encoding="ISO-8859-1"?><!-- Zoë -->'.encode() + SVG,
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + SVG,
    ],
)
def test_every_plain_svg_can_carry_a_record(picture):
    assert json.loads(unbake(bake_svg(picture, RECORD))) == json.loads(RECORD)


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"not xml",
        b"<svg/>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"<html/>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        SVG.decode().encode("utf-16"),
        SVG[:-3],
        png(),
    ],
)
def test_a_picture_that_is_no_plain_svg_is_refused(picture):
    with pytest.raises(BakeError):
        bake_svg(picture, RECORD)


def test_an_svg_that_carries_a_record_is_not_baked_again():
    with pytest.raises(BakeError, match="carries a record already"):
        bake_svg(bake_svg(SVG, RECORD), RECORD)


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        png()[:-1],
        png() + b"trailing",
        png().replace(b"IHDR", b"IHDX"),
        png()[:20] + b"\xff" + png()[21:],
        png()[:8] + chunk(b"IEND", b""),
        png()[:8] + b"\xff\xff\xff\xff" + png()[12:],
        SVG,
    ],
)
def test_a_png_that_is_not_whole_is_refused(picture):
    with pytest.raises(BakeError):
        bake_png(picture, RECORD)
    if picture != SVG:
        with pytest.raises(BakeError):
            unbake(picture)


@pytest.mark.parametrize("at", range(8, len(png(itxt(b"{}")))))
def test_no_byte_of_a_baked_png_can_change_unnoticed(at):
    baked = bytearray(png(itxt(b"{}")))
    baked[at] ^= 0x01

    with pytest.raises(BakeError):
        unbake(bytes(baked))


@pytest.mark.parametrize(
    "picture",
    [
        png(itxt(b"{}"), itxt(b"{}")),
        png(itxt(b"{}"), chunk(b"tEXt", b"openbadgecredential\0{}")),
        svg("<ob:credential>{}</ob:credential><ob:credential>{}</ob:credential>"),
        svg("<ob:credential>{}</ob:credential><g><ob:credential>{}</ob:credential></g>"),
    ],
)
def test_two_records_in_a_picture_are_none(picture):
    with pytest.raises(BakeError):
        unbake(picture)


@pytest.mark.parametrize(
    "picture",
    [
        png(),
        SVG,
        png(chunk(b"iTXt", b"openbadges\0\0\0\0\0{}")),
        svg("<ob:assertion>{}</ob:assertion>", "http://openbadges.org"),
        svg("<ob:credential>{}</ob:credential>", "https://evil.example/"),
    ],
)
def test_a_picture_without_a_record_of_this_version_says_so(picture):
    with pytest.raises(BakeError, match=r"no Open Badges 3\.0 record"):
        unbake(picture)


@pytest.mark.parametrize(
    "picture",
    [
        png(chunk(b"tEXt", b"openbadgecredential\0{}")),
        png(chunk(b"zTXt", b"openbadgecredential\0\0" + zlib.compress(b"{}"))),
        png(chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0" + zlib.compress(b"{}"))),
        png(chunk(b"iTXt", b"openbadgecredential\0\0\0en\0\0{}")),
        svg("<ob:credential><g>{}</g></ob:credential>"),
    ],
)
def test_a_record_stored_in_another_way_is_refused(picture):
    with pytest.raises(BakeError, match="ask for the original"):
        unbake(picture)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_comes_to_the_record_that_a_browser_finds(name):
    row = PICTURES[name]
    picture = b64decode(row["picture"])
    if row["record"] is None:
        with pytest.raises(BakeError):
            unbake(picture)
    else:
        assert unbake(picture) == row["record"].encode(), row["why"]


def test_a_declaration_that_is_none_is_refused():
    with pytest.raises(BakeError, match="not well-formed"):
        bake_svg(b"<?xml ?>" + SVG, RECORD)


@pytest.mark.parametrize("before", ["<!" + "x" * 4_000_000, "<!--" * 1_000_000, " " * 4_000_000])
def test_a_long_beginning_is_answered_at_once(before):
    start = time.perf_counter()
    with pytest.raises(BakeError):
        unbake(before.encode())

    assert time.perf_counter() - start < 2


def test_a_record_larger_than_any_badge_is_refused():
    with pytest.raises(BakeError, match="larger than 1 MiB"):
        unbake(png(itxt(b"x" * (1_048_576 + 1))))


def test_a_picture_larger_than_any_badge_is_refused_unread():
    with pytest.raises(BakeError, match="larger than 4194304 bytes"):
        unbake(b"\x89PNG\r\n\x1a\n" + bytes(bake.MAX_PICTURE_BYTES))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (png(), True),
        (SVG, True),
        (b"\xef\xbb\xbf \n<?xml", True),
        (b"{}", False),
        (b" {}", False),
        (b"", False),
        (b"\x89PNX", False),
    ],
)
def test_a_picture_is_told_from_json_by_its_first_bytes(data, expected):
    assert is_picture(data) is expected


def test_a_badge_is_drawn_as_png_from_its_svg(project):
    record = project.path("ada").read_bytes()

    drawn = badge_picture(project.site, record, "png")

    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">I", drawn[16:20]) == (512,)
    assert unbake(bake_png(drawn, record)) == record.strip()


def test_a_badge_keeps_its_own_svg(project):
    record = project.path("ada").read_bytes()
    own = (project.root / "content/images/first-badge.svg").read_bytes()

    assert badge_picture(project.site, record, "svg") == own


def test_a_badge_keeps_its_own_png_and_cannot_become_svg(project):
    project.write("content/images/first-badge.svg", png())
    project.write("content/images/first-badge.png", png())
    document = project.document("ada")
    address = document["credentialSubject"]["achievement"]["image"]["id"]
    document["credentialSubject"]["achievement"]["image"]["id"] = address.replace(".svg", ".png")
    record = json.dumps(document).encode()

    assert badge_picture(project.site, record, "png") == png()
    with pytest.raises(BakeError, match=r"first-badge\.png cannot be turned into SVG"):
        badge_picture(project.site, record, "svg")


def test_a_badge_whose_picture_is_gone_says_which(project):
    site, record = project.site, project.path("ada").read_bytes()
    (project.root / "content/images/first-badge.svg").unlink()

    with pytest.raises(BakeError, match=r"images/first-badge\.svg, is not among content/images"):
        badge_picture(site, record, "svg")


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/x.svg", "https://ada.github.io/badges/images/../../site.yml", None],
)
def test_a_picture_elsewhere_is_not_read(project, address):
    document = project.document("ada")
    if address is None:
        del document["credentialSubject"]["achievement"]["image"]
    else:
        document["credentialSubject"]["achievement"]["image"]["id"] = address

    with pytest.raises(BakeError):
        badge_picture(project.site, json.dumps(document).encode(), "svg")


@pytest.mark.parametrize(
    "picture", sorted((REPOSITORY / "content/images").glob("*.svg")), ids=lambda path: path.stem
)
def test_every_picture_of_the_example_can_carry_a_record(picture):
    assert json.loads(unbake(bake_svg(picture.read_bytes(), RECORD))) == json.loads(RECORD)


def test_a_record_that_speaks_of_markup_can_be_carried_by_an_svg(project):
    document = project.document("ada")
    document["credentialSubject"]["narrative"] = "<!ENTITY x> ]]> <b>\U0001f9ed"
    record = json.dumps(document, ensure_ascii=False).encode()
    picture = b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'

    assert json.loads(bake.unbake(bake.bake_svg(picture, record))) == document
