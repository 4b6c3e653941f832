"""Pictures that carry a record, or seem to: both readers must come to the same bytes, or to none.

`shared/pictures.json` holds them; pytest, Node.js (the PNGs) and Chromium read it. The parser of
XML is the one part that is ours in neither language, so whatever two of them could read differently
stands here.
"""

import base64
import json
import struct
import zlib

FILE = "pictures.json"
SVG = "http://www.w3.org/2000/svg"
OB3 = "https://purl.imsglobal.org/ob/v3p0"
RECORD = '{"name":"Zoë 学 \U0001f393"}'
XHTML = '<!DOCTYPE svg PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd">'
Row = tuple[str, str, bytes, str | None]


def svg(inside: str, before: str = "", after: str = "") -> str:
    return f'{before}<svg xmlns="{SVG}" xmlns:ob="{OB3}">{inside}</svg>{after}'


def element(inside: str, attributes: str = "") -> str:
    return f"<ob:credential{attributes}>{inside}</ob:credential>"


def cdata(record: str = RECORD) -> str:
    return element(f"<![CDATA[{record}]]>")


def drawings() -> list[Row]:
    """Return name, reason, picture and record of each SVG; None where both must refuse it."""
    plain, escaped = svg(cdata()), RECORD.replace('"', "&quot;")
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    attributes = f'<!DOCTYPE svg [<!ATTLIST svg xmlns CDATA "{SVG}">]>'
    verify = '<!DOCTYPE svg [<!ATTLIST ob:credential verify CDATA "{}">]>'
    read = [
        ("cdata", "As it is baked.", plain, RECORD),
        ("text", "As others bake it.", svg(element(RECORD)), RECORD),
        ("escaped", "Text may be escaped.", svg(element(escaped)), RECORD),
        ("numbers", "Characters may stand as numbers.", svg(element("&#x7b;&#125;")), "{}"),
        ("two-pieces", "A section may end in the middle.", svg(element("{<![CDATA[}]]>")), "{}"),
        ("blank-around", "White space of XML.", svg(element(f" \t\r\n{RECORD}\r\n")), RECORD),
        ("blank-inside", "Nothing else is changed.", svg(element("{ \n}")), "{ \n}"),
        ("line-ends", "XML has one end of line.", svg(element("{\r\n\r}")), "{\n\n}"),
        ("no-break-space", "Not white space of XML.", svg(element("\xa0{}\xa0")), "\xa0{}\xa0"),
        ("byte-order-mark-inside", "Nor this.", svg(element("\ufeff{}")), "\ufeff{}"),
        ("line-separator", "Nor this.", svg(element("{}\u2028")), "{}\u2028"),
        ("next-line", "Nor this.", svg(element("\x85{}")), "\x85{}"),
        ("empty", "A record of no bytes: no JSON.", svg(element("")), ""),
        ("blank", "The same.", svg(element(" \n ")), ""),
        ("self-closing", "The same.", svg("<ob:credential/>"), ""),
        ("verify", "A record as JWT stands there.", svg(element("", ' verify="e.y.J"')), "e.y.J"),
        ("verify-blank", "The same.", svg(element(" \n", ' verify="e.y.J"')), "e.y.J"),
        ("verify-and-text", "The text goes first.", svg(element("{}", ' verify="e.y.J"')), "{}"),
        ("verify-prefixed", "Another name.", svg(element("", ' ob:verify="e.y.J"')), ""),
        ("byte-order-mark", "Editors write one.", f"\ufeff{plain}", RECORD),
        ("utf-8", "As it is.", svg(cdata(), '<?xml version="1.0" encoding="UTF-8"?>'), RECORD),
        (
            "encoding-misnamed",
            "It is UTF-8 whatever it says.",
            svg(cdata(), '<?xml version="1.0" encoding="ISO-8859-1"?>'),
            RECORD,
        ),
        (
            "utf-16-misnamed",
            "It is UTF-8 whatever it says.",
            svg(cdata(), '<?xml version="1.0" encoding="UTF-16"?>'),
            RECORD,
        ),
        (
            "encoding-unknown",
            "It is UTF-8 whatever it says.",
            svg(cdata(), '<?xml version="1.0" encoding="x-nobody"?>'),
            RECORD,
        ),
        ("doctype", "Drawing programs write it.", svg(cdata(), doctype), RECORD),
        ("doctype-bare", "It loads nothing.", svg(cdata(), "<!DOCTYPE svg>"), RECORD),
        ("doctype-of-pages", "The same.", svg(cdata(), XHTML), RECORD),
        ("doctype-behind-comment", "The same.", svg(cdata(), "<!-- a --><!DOCTYPE svg>"), RECORD),
        ("doctype-quoted", "A text.", svg(cdata('["<!DOCTYPE svg>"]')), '["<!DOCTYPE svg>"]'),
        ("ampersands", "A text.", svg(cdata('["&nbsp;"]'), XHTML), '["&nbsp;"]'),
        ("version-1.1", "As 1.0.", svg(cdata(), '<?xml version="1.1"?>'), RECORD),
        ("version-2.0", "As 1.0.", svg(cdata(), '<?xml version="2.0"?>'), RECORD),
        ("standalone", "As it is.", svg(
            cdata(), '<?xml version="1.0" encoding="utf-8" standalone="yes"?>'), RECORD),
        ("as-deep-as-can-be", "Drawings nest.", svg("<g>" * 198 + cdata() + "</g>" * 198), RECORD),
        ("comment-deeper", "No element.", svg(
            cdata() + "<g>" * 199 + "<!-- a --><?b?>" + "</g>" * 199), RECORD),
        ("comments", "Outside of the element.", svg(f"<!-- a -->{cdata()}", "<!--b-->"), RECORD),
        ("instruction", "Outside of the element.", svg(f"<?a b?>{cdata()}", "<?c d?>"), RECORD),
        ("comment-behind", "Behind the root.", svg(cdata(), after="<!-- a -->\n"), RECORD),
        ("deep", "Wherever it stands.", svg(f"<g><g>{cdata()}</g></g>"), RECORD),
        ("blank-before", "Without a declaration.", f" \n{plain}", RECORD),
        ("other-prefix", "A prefix is but a name.", plain.replace("ob:", "x:").replace(
            ":ob=", ":x="), RECORD),
        ("other-namespace", "Another element.", svg(f'{cdata()}<credential xmlns="x:"/>'), RECORD),
    ]  # fmt: skip
    refused = [
        ("comment-inside", "Is it part of the text?", svg(element("{<!-- a -->}"))),
        ("comment-before", "The same.", svg(element("<!-- a -->{}"))),
        ("instruction-inside", "The same.", svg(element("{<?a b?>}"))),
        ("element-inside", "The same.", svg(element("{<g/>}"))),
        ("element-beside", "The same.", svg(element("{}<g/>"))),
        ("entity", "In parts.", svg(element("&a;"), '<!DOCTYPE svg [<!ENTITY a "{}">]>')),
        ("entity-unused", "The same.", svg(cdata(), '<!DOCTYPE svg [<!ENTITY a "{}">]>')),
        ("entity-lower-case", "No XML.", svg(cdata(), '<!DOCTYPE svg [<!entity a "{}">]>')),
        ("entity-of-file", "The same.", svg(
            element("&a;"), '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>')),
        ("entity-parameter", "The same.", svg(
            cdata(), '<!DOCTYPE svg [<!ENTITY % a SYSTEM "a.dtd"> %a;]>')),
        ("entity-in-comment", "Nobody tells them apart.", svg(cdata(), "<!-- <!ENTITY -->")),
        ("entity-undefined", "Nobody says what it is.", svg(element("&nbsp;{}"))),
        ("entity-of-doctype", "Some know it by heart.", svg(element("&nbsp;{}"), XHTML)),
        ("entity-elsewhere", "Declared in no file that is read.", svg(
            element("&a;{}"), '<!DOCTYPE svg SYSTEM "a.dtd">')),
        ("entity-in-attribute", "The same.", svg(
            element("", ' verify="&a;e.y.J"'), '<!DOCTYPE svg SYSTEM "a.dtd">')),
        ("entity-outside", "The same.", svg(f"{cdata()}<g>&a;</g>", doctype)),
        ("attributes", "Values from the document type.", f"{attributes}{plain}"),
        ("attribute-verify", "The same.", f"{verify}{svg(element(''))}"),
        ("two", "Which one counts?", svg(cdata() * 2)),
        ("two-nested", "The same.", svg(element(f"{{}}{element('{}')}"))),
        ("none", "There is none.", svg("<g/>")),
        ("older", "Open Badges 2.0.", svg('<a:assertion xmlns:a="http://openbadges.org"/>')),
        ("other-namespace-only", "Not the element.", svg('<credential xmlns="x:">{}</credential>')),
        ("in-root-only", "Not an SVG.", f'<credential xmlns="{OB3}">{{}}</credential>'),
        ("not-svg", "Another document.", f'<html xmlns:ob="{OB3}">{cdata()}</html>'),
        ("no-namespace", "The same.", f'<svg xmlns:ob="{OB3}">{cdata()}</svg>'),
        ("cut-short", "Damaged.", plain[:-3]),
        ("root-alone", "Damaged.", "<svg"),
        ("two-roots", "Damaged.", plain + "<g/>"),
        ("text-behind", "Damaged.", f"{plain}x"),
        ("declaration-late", "Damaged.", f' <?xml version="1.0"?>{plain}'),
        ("prefix-unbound", "Damaged.", svg(f"{cdata()}<x:g/>")),
        ("attribute-twice", "Damaged.", svg(f'{cdata()}<g a="1" a="2"/>')),
        ("attribute-twice-by-namespace", "Damaged.", svg(
            f'{cdata()}<g xmlns:a="x:" xmlns:b="x:" a:c="1" b:c="2"/>')),
        ("section-end", "Damaged.", svg(element("{]]>}"))),
        ("control", "No character of XML.", svg(element("{\x01}"))),
        ("null", "No character of XML.", svg(element("{\0}"))),
        ("null-behind", "No character of XML.", plain + "\0"),
        ("not-a-character", "No character of XML.", svg(element("{\uffff}"))),
        ("control-as-number", "No character of XML.", svg(element("&#1;{}"))),
        ("surrogate-as-number", "No character of XML.", svg(element("&#xd83c;&#xdf93;"))),
        ("ampersand", "Damaged.", svg(element("{&}"))),
        ("two-byte-order-marks", "One is allowed.", f"\ufeff\ufeff{plain}"),
        ("fault-of-its-own", "As a browser tells of a fault.", svg(f"{cdata()}<parsererror/>")),
        ("fault-with-prefix", "The same.", svg(f"{cdata()}<ob:parsererror/>")),
        ("two-declarations", "Damaged.", svg(cdata(), '<?xml version="1.0"?>' * 2)),
        ("two-doctypes", "Damaged.", svg(cdata(), "<!DOCTYPE svg>" * 2)),
        ("declaration-behind", "Damaged.", svg(cdata(), '<!DOCTYPE svg><?xml version="1.0"?>')),
        ("mark-behind-declaration", "Damaged.", svg(cdata(), '<?xml version="1.0"?>\ufeff')),
        ("mark-behind-doctype", "Damaged.", svg(cdata(), "<!DOCTYPE svg>\ufeff")),
        ("subset", "A document type with something to say.", svg(cdata(), "<!DOCTYPE svg []>")),
        ("doctype-hidden", "The same.", svg(cdata(), "<!-- <g> --><!DOCTYPE svg>")),
        ("doctype-small", "Damaged.", svg(cdata(), "<!doctype svg>")),
        ("doctype-inside", "Damaged.", svg(f"<!DOCTYPE svg>{cdata()}")),
        ("too-deep", "Parsers give up somewhere.", svg("<g>" * 199 + cdata() + "</g>" * 199)),
        ("deeper", "The same.", svg("<g>" * 9999 + "</g>" * 9999 + cdata())),
    ]  # fmt: skip
    bytewise: list[Row] = [
        (
            "latin-1",
            "Only UTF-8 is read.",
            svg(cdata('{"name":"Zoë"}'), '<?xml version="1.0" encoding="ISO-8859-1"?>').encode(
                "latin-1"
            ),
            None,
        ),
        ("not-utf-8", "Only UTF-8 is read.", plain.encode().replace(b"Zo", b"Z\xff"), None),
        ("long-utf-8", "One form of a character.", svg(element("{\0}")).encode().replace(
            b"\0", b"\xc0\x80"), None),
        ("surrogates-in-utf-8", "No character.", svg(element("{\0}")).encode().replace(
            b"\0", b"\xed\xa0\xbc\xed\xbe\x93"), None),
        ("utf-16-unmarked", "Only UTF-8 is read.", plain.encode("utf-16-le"), None),
    ]  # fmt: skip
    return [
        *((name, why, text.encode(), record) for name, why, text, record in read),
        *((name, why, text.encode(), None) for name, why, text in refused),
        *bytewise,
    ]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*extra: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + pixels + chunk(b"IEND", b"")


def rasters() -> list[Row]:
    """Return the same of each PNG."""
    word, head = b"openbadgecredential", b"openbadgecredential\0\0\0\0\0"
    record = RECORD.encode()
    baked = png(chunk(b"iTXt", head + record))
    text = chunk(b"tEXt", word + b"\0{}")
    return [
        ("baked", "As it is baked.", baked, RECORD),
        ("blank-around", "The bytes as they are.", png(chunk(b"iTXt", head + b" {}\n")), " {}\n"),
        ("empty", "A record of no bytes: no JSON.", png(chunk(b"iTXt", head)), ""),
        ("other-texts", "Of no interest.", png(
            chunk(b"tEXt", b"Author\0A"), chunk(b"iTXt", head + record)), RECORD),
        ("older-beside", "The record of this version.", png(
            chunk(b"iTXt", b"openbadges\0\0\0\0\0{}"), chunk(b"iTXt", head + record)), RECORD),
        ("longer-keyword", "Another keyword.", png(
            chunk(b"iTXt", b"openbadgecredentials\0\0\0\0\0{}")), None),
        ("long-keyword", "Another keyword.", png(chunk(b"iTXt", word * 9 + b"\0\0\0\0\0{}")), None),
        ("two", "Which one counts?", png(chunk(b"iTXt", head), chunk(b"iTXt", head)), None),
        ("two-kinds", "The same.", png(chunk(b"iTXt", head + record), text), None),
        ("text-chunk", "Another form.", png(text), None),
        ("compressed", "Another form.", png(
            chunk(b"iTXt", word + b"\0\1\0\0\0" + zlib.compress(record))), None),
        ("with-language", "Another form.", png(chunk(b"iTXt", word + b"\0\0\0en\0\0{}")), None),
        ("packed-chunk", "Another form.", png(
            chunk(b"zTXt", word + b"\0\0" + zlib.compress(record))), None),
        ("keyword-alone", "Another form.", png(chunk(b"iTXt", word)), None),
        ("chunk-cut-short", "Another form.", png(chunk(b"iTXt", head[:-1])), None),
        ("none", "There is none.", png(), None),
        ("no-chunks", "Damaged.", baked[:8], None),
        ("cut-short", "Damaged.", baked[:-1], None),
        ("without-end", "Damaged.", baked[:-12], None),
        ("without-header", "Damaged.", baked[:8] + baked[33:], None),
        ("wrong-sum", "Damaged.", baked.replace(b"Zo", b"Zu"), None),
        ("bytes-behind", "Damaged.", baked + b"\0", None),
        ("chunk-behind", "Damaged.", baked + chunk(b"tEXt", b"a\0b"), None),
        ("endless-chunk", "Damaged.", baked[:8] + b"\xff\xff\xff\xff" + baked[12:], None),
    ]  # fmt: skip


def text() -> str:
    """Return the file: one picture a line, in base64, and what it comes to."""
    lines = [
        f'  "{kind}/{name}": '
        + json.dumps(
            {"why": why, "picture": base64.b64encode(data).decode("ascii"), "record": record},
            ensure_ascii=False,
        )
        for kind, rows in (("svg", drawings()), ("png", rasters()))
        for name, why, data, record in rows
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"
