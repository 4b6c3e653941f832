"""Bake a record into a picture, and read it back (Open Badges 3.0 sections 5.3.1 and 5.3.2).

PNG: one uncompressed iTXt chunk with the keyword `openbadgecredential`. SVG: one
`openbadges:credential` element, the first child of the root. More than one record in a picture is
an error: nobody could tell which one counts.
"""

import json
import re
import struct
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable
from xml.parsers import expat

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from generator.errors import InsigniaError
from generator.vc.strict_json import MAX_BYTES

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
MAX_PICTURE_BYTES = 4_194_304

_BLANK = " \t\r\n"  # white space of XML and of JSON; what else looks empty is text
_MAX_PICTURE_DEPTH = 200  # drawings stay far below, parsers give up somewhere above
# Parsers differ on encodings, versions and entities that these name. A picture is UTF-8 whatever it
# says, and the bare document type, as drawing programs write it, has nothing to say here.
_DECLARATION = re.compile(r"^<\?xml[ \t\r\n][^?>]*\?>")
_DOCUMENT_TYPE = re.compile(r"^([^<]*(?:<[!?](?!DOCTYPE)[^<]*)*)<!DOCTYPE[^\[>]*>")
# Entities could build the record from parts, or blow it up.
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_ELEMENT = f"{{{NAMESPACE}}}credential"
_SVG_ROOT = "{http://www.w3.org/2000/svg}svg"
# keyword, compression flag 0, method 0, no language, no translated keyword
_CHUNK_HEAD = KEYWORD + b"\0\0\0\0\0"


class BakeError(InsigniaError):
    """A picture cannot carry, or does not carry, exactly one record."""


def bake_png(picture: bytes, record: bytes) -> bytes:
    """Return `picture` with `record` in it, in place of any record that was there.

    Raises:
        BakeError: when `picture` is not a whole PNG.
    """
    chunks = [chunk for chunk in _png_chunks(picture) if not _is_record(chunk)]
    baked = _CHUNK_HEAD + record.strip(_BLANK.encode())
    chunks.insert(1, (b"iTXt", baked))  # after IHDR, before the pixels: readers need not go far
    return PNG_SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def bake_svg(picture: bytes, record: bytes) -> bytes:
    """Return `picture` with `record` in it.

    Raises:
        BakeError: when `picture` is not a plain SVG or carries a record already.
    """
    root = _parse_svg(picture)
    if next(root.iter(_ELEMENT), None) is not None:
        msg = "the picture carries a record already: bake into the original picture"
        raise BakeError(msg)
    at = _after_root_tag(picture)
    # XML cannot carry some characters that JSON can, so all but ASCII is escaped; so are `<` and
    # `>`, that neither the end of a CDATA section nor an entity can occur. It stays the same JSON
    # document, hence the same proof.
    ascii_record = "".join(_ascii(character) for character in record.decode("utf-8").strip(_BLANK))
    element = (
        f'<openbadges:credential xmlns:openbadges="{NAMESPACE}"><![CDATA['
        + ascii_record.replace("<", "\\u003c").replace(">", "\\u003e")
        + "]]></openbadges:credential>"
    )
    baked = picture[:at] + element.encode("ascii") + picture[at:]
    if json.loads(unbake(baked)) != json.loads(record):
        msg = "the picture cannot carry the record: save it as plain UTF-8 SVG"
        raise BakeError(msg)
    return baked


def unbake(picture: bytes) -> bytes:
    """Return the one record that a PNG or SVG carries.

    Raises:
        BakeError: when it carries none, more than one, or is damaged.
    """
    if len(picture) > MAX_PICTURE_BYTES:
        msg = f"the picture is larger than {MAX_PICTURE_BYTES} bytes"
        raise BakeError(msg)
    if picture.startswith(PNG_SIGNATURE):
        found = [_png_record(chunk) for chunk in _png_chunks(picture) if _is_record(chunk)]
    else:
        found = [_svg_record(element) for element in _parse_svg(picture).iter(_ELEMENT)]
    if len(found) != 1:
        problem = "more than one record" if found else "no Open Badges 3.0 record"
        msg = f"the picture carries {problem}: ask for the original file"
        raise BakeError(msg)
    return found[0]


def is_picture(data: bytes) -> bool:
    """Tell whether these bytes begin like a PNG or an SVG rather than like JSON."""
    return data.startswith(PNG_SIGNATURE) or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _png_chunks(picture: bytes) -> list[tuple[bytes, bytes]]:
    """Split a PNG into its chunks (kind, data), each with a right checksum, IHDR to IEND."""
    damaged = BakeError("the PNG is damaged: ask for the original file")
    if not picture.startswith(PNG_SIGNATURE):
        raise damaged
    chunks = []
    at = len(PNG_SIGNATURE)
    while at < len(picture):
        if at + 12 > len(picture):
            raise damaged
        (length,) = struct.unpack_from(">I", picture, at)
        kind = picture[at + 4 : at + 8]
        data = picture[at + 8 : at + 8 + length]
        end = at + 12 + length
        if end > len(picture):
            raise damaged
        if struct.unpack_from(">I", picture, end - 4)[0] != zlib.crc32(kind + data):
            raise damaged
        chunks.append((kind, data))
        at = end
        if kind == b"IEND":
            break
    if not chunks or at != len(picture) or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise damaged
    return chunks


def _is_record(chunk: tuple[bytes, bytes]) -> bool:
    kind, data = chunk
    return kind in (b"iTXt", b"tEXt", b"zTXt") and data.partition(b"\0")[0] == KEYWORD


def _png_record(chunk: tuple[bytes, bytes]) -> bytes:
    kind, data = chunk
    if kind != b"iTXt" or not data.startswith(_CHUNK_HEAD):
        # compressed, or with a language: the specification wants neither
        msg = "the record in the PNG is not stored as Open Badges 3.0 asks: ask for the original"
        raise BakeError(msg)
    return _bounded(data.removeprefix(_CHUNK_HEAD))


def _parse_svg(picture: bytes) -> ET.Element:
    """Read an SVG as `baked.js` does; comments and instructions stay, so that they are seen."""
    refused = "the picture is neither a PNG nor a plain SVG in UTF-8 (entities are refused)"
    builder = ET.TreeBuilder(insert_comments=True, insert_pis=True)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        text = picture.decode("utf-8-sig")
        if _ENTITY.search(text):
            raise BakeError(refused)
        # Behind a space no second declaration and no second byte order mark is well-formed.
        parser.feed(_DOCUMENT_TYPE.sub(r"\1 ", " " + _DECLARATION.sub("", text)))
        root: ET.Element = parser.close()
    except (ET.ParseError, DefusedXmlException, ValueError) as error:
        raise BakeError(refused) from error
    if root.tag != _SVG_ROOT:
        msg = "the picture is XML but not SVG"
        raise BakeError(msg)
    # So does a browser tell of a fault: it could not be told from one.
    if any(str(element.tag).endswith("}parsererror") for element in root.iter()):
        raise BakeError(refused)
    if _is_deep(root):
        msg = f"the picture has elements more than {_MAX_PICTURE_DEPTH} deep"
        raise BakeError(msg)
    return root


def _is_deep(root: ET.Element) -> bool:
    level = [root]
    for _ in range(_MAX_PICTURE_DEPTH):
        level = [child for element in level for child in element.iterfind("{*}*")]
    return bool(level)


def _after_root_tag(picture: bytes) -> int:
    """Return the offset just behind the root's start tag, as the XML parser sees it."""
    parser = expat.ParserCreate("utf-8")
    events: list[tuple[str, int]] = []

    def note(kind: str) -> Callable[..., None]:
        return lambda *_: events.append((kind, parser.CurrentByteIndex))

    parser.StartElementHandler = note("start")
    parser.EndElementHandler = note("end")
    parser.DefaultHandler = note("other")
    try:
        parser.Parse(picture, True)  # noqa: FBT003  expat takes no name for it
    except expat.ExpatError as error:  # an XML declaration that is none
        msg = "the picture is not well-formed: save it as plain UTF-8 SVG"
        raise BakeError(msg) from error
    root = next(index for index, (kind, _) in enumerate(events) if kind == "start")
    if events[root + 1][1] == events[root][1]:  # <svg/> ends where it starts
        msg = "the picture is empty"
        raise BakeError(msg)
    return events[root + 1][1]


def _svg_record(element: ET.Element) -> bytes:
    if len(element):
        msg = "the record in the SVG is not plain text: ask for the original file"
        raise BakeError(msg)
    # A record secured as a JSON Web Token stands in the attribute: to be told that it is no JSON.
    record = (element.text or "").strip(_BLANK) or element.get("verify", "")
    return _bounded(record.encode("utf-8"))


def _bounded(record: bytes) -> bytes:
    if len(record) > MAX_BYTES:
        msg = "the record in the picture is larger than 1 MiB, so it is not a badge"
        raise BakeError(msg)
    return record


def _ascii(character: str) -> str:
    if character < "\x7f":
        return character
    pair = character.encode("utf-16-be")
    return "".join(f"\\u{pair[at : at + 2].hex()}" for at in range(0, len(pair), 2))
