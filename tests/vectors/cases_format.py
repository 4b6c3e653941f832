"""Check `format`: bytes that two readers could read differently, and odd ones that are fine."""

import json

from tests.vectors.world import (
    JSON,
    Case,
    Collector,
    as_bytes,
    as_text,
    compact,
    jcs_record,
    record,
)

MIB = 1_048_576
NOTE = "credentialSubject/note"  # a member that no shape names; the signature covers it
MARK = '"MARK"'


def cases() -> list[Case]:
    add = Collector("format")
    _size_and_encoding(add)
    _depth(add)
    _grammar(add)
    _duplicates(add)
    _numbers(add)
    _members_and_texts(add)
    _order_of_faults(add)
    return add.cases


def _genuine() -> str:
    return compact(record())


def _with_literal(literal: str, value: JSON) -> JSON:
    """Sign a record whose note is `value`, and write that note as `literal`."""
    text = compact(jcs_record({NOTE: "MARK"}))
    proof = jcs_record({NOTE: value})["proof"]
    document = json.loads(text)
    return as_text(compact({**document, "proof": proof}).replace(MARK, literal))


def _size_and_encoding(add: Collector) -> None:
    text = _genuine()
    raw = text.encode()
    add("fine-compact", "The record as it is published.", as_text(text))
    add(
        "fine-indented",
        "White space between tokens has no meaning and is not signed.",
        as_text("\r\n\t " + json.dumps(record(), ensure_ascii=False, indent=2) + "\n\n"),
    )
    reordered = json.dumps(record(), ensure_ascii=False, sort_keys=True)
    add("fine-members-reordered", "The order of members is not signed.", as_text(reordered))
    add(
        "fine-escaped-ascii",
        "An escaped letter or slash is the same text as the plain one.",
        as_text(
            text.replace("Berthing", "\\u0042erth\\u0069ng").replace("https://", "https:\\/\\/")
        ),
    )
    add(
        "fine-at-the-bound",
        "1,048,576 bytes are the most that is read, and they are read.",
        as_text(text, pad=MIB),
    )
    add(
        "too-large-by-one-byte",
        "One byte above the bound is refused before anything is decoded.",
        as_text(text, pad=MIB + 1),
        "too-large",
    )
    add(
        "too-large-before-encoding",
        "The size is looked at first, so a byte order mark is not reached.",
        as_text("\ufeff" + text, pad=MIB + 1),
        "too-large",
    )
    add(
        "byte-order-mark",
        "Some readers skip it and some do not, so a signed record has none.",
        as_bytes(b"\xef\xbb\xbf" + raw),
        "byte-order-mark",
    )
    add(
        "byte-order-mark-alone",
        "The mark is named even where nothing follows.",
        as_bytes(b"\xef\xbb\xbf"),
        "byte-order-mark",
    )
    add(
        "byte-order-mark-after-space",
        "U+FEFF between tokens is not JSON white space.",
        as_text(" \ufeff" + text),
        "not-json",
    )
    add(
        "fine-zero-width-no-break-space-inside",
        "U+FEFF inside a text is a character like any other.",
        as_text(compact(record({"name": "Harbour\ufeffPilotage"}))),
    )
    raw, middle = b'{"name":"Berthing"}', 10
    for name, odd, why in (
        ("latin-1", b"\xe9", "A lone Latin-1 byte is not UTF-8."),
        ("overlong-slash", b"\xc0\xaf", "Two bytes for '/' are an overlong form."),
        ("overlong-nul", b"\xc0\x80", "Java's two bytes for NUL are an overlong form."),
        ("overlong-three-bytes", b"\xe0\x80\xaf", "Three bytes for '/' are an overlong form."),
        ("overlong-four-bytes", b"\xf0\x80\x80\xaf", "Four bytes for '/' are an overlong form."),
        ("surrogate-half", b"\xed\xa0\x80", "UTF-8 has no form for half a surrogate pair."),
        ("surrogate-pair", b"\xed\xa0\xbd\xed\xb8\x80", "CESU-8 is not UTF-8."),
        ("above-unicode", b"\xf4\x90\x80\x80", "U+110000 does not exist."),
        ("five-bytes", b"\xf8\x88\x80\x80\x80", "Five-byte forms were withdrawn."),
        ("lone-continuation", b"\x80", "A continuation byte needs a leading one."),
        ("leading-byte-alone", b"\xe2\x82", "A character is cut short."),
        ("byte-fe", b"\xfe", "0xFE never occurs in UTF-8."),
    ):
        add(f"not-utf8-{name}", why, as_bytes(raw[:middle] + odd + raw[middle:]), "not-utf8")
    add(
        "not-utf8-cut-short",
        "The last character lacks a byte.",
        as_bytes(raw + b"\xc3"),
        "not-utf8",
    )
    add(
        "not-utf8-utf-16-with-mark",
        "UTF-16 with its mark is not UTF-8, even if a browser would guess it.",
        as_bytes(b"\xff\xfe" + '{"a":1}'.encode("utf-16-le")),
        "not-utf8",
    )
    add(
        "not-json-utf-16",
        "ASCII in UTF-16 without a mark is UTF-8 with a NUL after each character.",
        as_bytes('{"a":1}'.encode("utf-16-le")),
        "not-json",
    )


def _nested(depth: int, inner: JSON = 1) -> JSON:
    value = inner
    for _ in range(depth):
        value = [value]
    return value


def _depth(add: Collector) -> None:
    add(
        "fine-depth-64",
        "64 levels in all, the record's own two included, are read.",
        as_text(compact(jcs_record({NOTE: _nested(62)}))),
    )
    add(
        "too-deep-65-arrays",
        "65 levels are refused although the signature would hold.",
        as_text(compact(jcs_record({NOTE: _nested(63)}))),
        "too-deep",
    )
    deep: JSON = 1
    for _ in range(63):
        deep = {"a": deep}
    add(
        "too-deep-65-objects",
        "Objects nest like arrays.",
        as_text(compact(jcs_record({NOTE: deep}))),
        "too-deep",
    )
    add(
        "too-deep-5000",
        "5,000 levels overflow a recursive reader; the scan before it does not recurse.",
        as_text("[" * 5000 + "]" * 5000),
        "too-deep",
    )
    add(
        "too-deep-unclosed",
        "Depth is looked at before grammar.",
        as_text("[" * 65),
        "too-deep",
    )
    add(
        "too-deep-in-unclosed-string",
        "A quotation mark that is never closed hides no brackets from the scan.",
        as_text('["' + "[" * 100),
        "too-deep",
    )
    add(
        "not-json-only-closing-brackets",
        "Closing brackets take levels away, so nothing here is deep.",
        as_text("]" * 70 + "[" * 70),
        "not-json",
    )
    add(
        "not-json-64-unclosed",
        "64 levels pass the scan; the reader then finds no end.",
        as_text("[" * 64),
        "not-json",
    )
    add(
        "fine-brackets-in-text",
        "Brackets inside a text are not nesting, nor after an escaped quotation mark.",
        as_text(compact(record({"name": '[{[{"\\' * 40}))),
    )
    add(
        "fine-wide",
        "Many brackets beside each other are not deep.",
        as_text(compact(jcs_record({NOTE: [[] for _ in range(200)]}))),
    )


def _grammar(add: Collector) -> None:
    text = _genuine()
    for name, odd, why in (
        ("empty", "", "Nothing is not a record."),
        ("white-space-only", " \n\t", "White space is not a value."),
        ("html-page", "<!doctype html><title>Not found</title>", "A host's error page."),
        ("cut-short", text[:-1], "The closing brace is missing."),
        ("trailing-comma", text[:-1] + ",}", "JSON has no trailing commas."),
        ("comment", "/* */" + text, "JSON has no comments."),
        ("two-documents", text + text, "Which one counts?"),
        ("text-after-the-end", text + " x", "Nothing but white space may follow."),
        ("nul-after-the-end", text + "\0", "A NUL is not white space."),
        ("no-break-space", "\u00a0" + text, "JSON knows four kinds of white space only."),
        ("line-separator", text + "\u2028", "U+2028 is no white space to JSON."),
        ("form-feed", "\f" + text, "A form feed is no white space to JSON."),
        ("single-quotes", "{'a':1}", "Texts stand in quotation marks."),
        ("bare-name", "{a:1}", "Member names stand in quotation marks."),
        ("nan", '{"a":NaN}', "Python's reader takes NaN by itself."),
        ("infinity", '{"a":Infinity}', "Python's reader takes Infinity by itself."),
        ("minus-infinity", '{"a":-Infinity}', "Python's reader takes -Infinity by itself."),
        ("undefined", '{"a":undefined}', "Not a JSON value."),
        ("capital-true", '{"a":True}', "Literals are lower-case."),
        ("leading-zero", '{"a":01}', "Octal in some readers, 1 in others."),
        ("leading-plus", '{"a":+1}', "JSON has no plus sign here."),
        ("bare-fraction", '{"a":.5}', "A digit must stand before the point."),
        ("point-without-digits", '{"a":5.}', "A digit must follow the point."),
        ("exponent-without-digits", '{"a":5e}', "A digit must follow the exponent."),
        ("hexadecimal", '{"a":0x10}', "JSON has decimal numbers only."),
        ("lone-minus", '{"a":-}', "A digit must follow the sign."),
        ("full-width-digits", '{"a":１２}', "Python's int() would take them."),
        ("digit-group", '{"a":1_0}', "Python's int() would take it."),
        ("tab-in-text", '{"a":"\t"}', "Controls in texts must be escaped."),
        ("newline-in-text", '{"a":"\n"}', "Controls in texts must be escaped."),
        ("nul-in-text", '{"a":"\0"}', "Controls in texts must be escaped."),
        ("unknown-escape", '{"a":"\\x41"}', "JSON has no \\x escape."),
        ("short-escape", '{"a":"\\u12"}', "\\u takes four digits."),
        ("signed-escape", '{"a":"\\u+123"}', "Python's int() would take the sign."),
        ("spaced-escape", '{"a":"\\u 123"}', "parseInt would take the space."),
        ("capital-escape", '{"a":"\\U0041"}', "The escape's letter is lower-case."),
        ("full-width-escape", '{"a":"\\u１２３４"}', "Hexadecimal digits are ASCII."),
        ("unclosed-text", '{"a":"b', "The text has no end."),
        ("escaped-end", '{"a":"b\\"}', "The only closing mark is escaped."),
        ("missing-colon", '{"a" 1}', "A colon belongs after the name."),
        ("missing-value", '{"a":}', "A value belongs after the colon."),
        ("number-as-name", "{1:1}", "Names are texts."),
        ("leading-comma", "[,1]", "A value belongs before the comma."),
        ("wrong-bracket", '{"a":1]', "Brackets must match."),
        ("trailing-comma-in-array", "[1,]", "A value belongs after the comma."),
    ):
        add(f"not-json-{name}", why, as_text(odd), "not-json")


def _duplicates(add: Collector) -> None:
    text = _genuine()
    for name, find, replace, why in (
        (
            "at-the-top",
            '"name":"Harbour',
            '"name":"Master","name":"Harbour',
            "The first or the last one counts, depending on the reader.",
        ),
        (
            "same-value",
            '"name":"Harbour Pilotage","issuer"',
            '"name":"Harbour Pilotage","name":"Harbour Pilotage","issuer"',
            "Even an equal value is refused: one rule without exceptions.",
        ),
        (
            "by-escape",
            '"name":"Harbour',
            '"n\\u0061me":"Master","name":"Harbour',
            "Names are compared after unescaping.",
        ),
        (
            "deep-inside",
            '"narrative":"Four',
            '"narrative":"None","narrative":"Four',
            "Every object is looked at, not only the outermost.",
        ),
        (
            "inside-array",
            '"identityHash":"Ada',
            '"identityHash":"Eve","identityHash":"Ada',
            "Objects in arrays are looked at.",
        ),
        (
            "two-proofs",
            '"proof":[',
            '"proof":[],"proof":[',
            "A reader that keeps the first would see no proof.",
        ),
        (
            "two-contexts",
            '{"@context":[',
            '{"@context":[],"@context":[',
            "A reader that keeps the first would see another vocabulary.",
        ),
        (
            "inside-proof",
            '"proofPurpose":',
            '"proofPurpose":"authentication","proofPurpose":',
            "A proof is an object like any other.",
        ),
        (
            "issuer-id",
            '"issuer":{"id":',
            '"issuer":{"id":"did:web:stranger.example","id":',
            "The issuer would depend on the reader.",
        ),
    ):
        assert find in text, find
        add(
            f"duplicate-member-{name}",
            why,
            as_text(text.replace(find, replace, 1)),
            "duplicate-member",
        )
    add(
        "duplicate-member-astral-by-escape",
        "An astral character and its two escapes are one name.",
        as_text('{"\U0001f600":1,"\\ud83d\\ude00":2}'),
        "duplicate-member",
    )
    add(
        "duplicate-member-empty-name",
        "The empty name is a name.",
        as_text('{"":1,"":2}'),
        "duplicate-member",
    )
    add(
        "fine-names-differ-in-case",
        "Names are compared exactly.",
        as_text(compact(jcs_record({NOTE: {"a": 1, "A": 2}}))),
    )
    add(
        "fine-names-differ-in-normal-form",
        "Nothing is normalised, so composed and decomposed letters are two names.",
        as_text(compact(jcs_record({NOTE: {"\u00e9": 1, "e\u0301": 2}}))),
    )


def _numbers(add: Collector) -> None:
    for name, literal in (
        ("above-safe", "9007199254740992"),
        ("above-safe-odd", "9007199254740993"),
        ("below-safe", "-9007199254740992"),
        ("above-safe-with-fraction", "9007199254740992.0"),
        ("rounds-to-unsafe", "9007199254740991.9"),
        ("exponent", "1e16"),
        ("capital-exponent", "1E+20"),
        ("infinite", "1e400"),
        ("minus-infinite", "-1e400"),
        ("thirty-digits", "1" * 30),
        ("five-thousand-digits", "9" * 5000),
        ("largest-double", "1.7976931348623157e308"),
    ):
        add(
            f"unsafe-number-{name}",
            "Beyond 2^53-1 neighbouring numbers are one to JavaScript.",
            as_text(f'{{"a":{literal}}}'),
            "unsafe-number",
        )
    for name, literal, value in (
        ("largest-safe", "9007199254740991", 9007199254740991),
        ("smallest-safe", "-9007199254740991", -9007199254740991),
        ("largest-safe-with-fraction", "9007199254740991.0", 9007199254740991),
        ("integral-fraction", "4.0", 4),
        ("integral-exponent", "4e0", 4),
        ("hundred-as-exponent", "1E+2", 100),
        ("minus-zero", "-0", 0),
        ("minus-zero-fraction", "-0.0", 0),
        ("underflow", "1e-400", 0),
        ("smallest-double", "5e-324", 5e-324),
        ("one-tenth", "0.1", 0.1),
        ("one-tenth-long", "0.1000000000000000055511151231257827", 0.1),
        ("small", "0.000001", 1e-6),
        ("smaller", "1e-7", 1e-7),
        ("half-step", "4503599627370495.5", 4503599627370495.5),
        ("long-fraction", "333333333.33333329", 333333333.3333333),
    ):
        add(
            f"fine-number-{name}",
            "The number is signed as RFC 8785 writes it, however the file writes it.",
            _with_literal(literal, value),
        )


def _members_and_texts(add: Collector) -> None:
    text = _genuine()
    for name, find, replace, why in (
        (
            "at-the-top",
            '{"@context"',
            '{"__proto__":{"name":"Master"},"@context"',
            "A JavaScript reader would take it for the prototype: a member that is not there.",
        ),
        (
            "deep-inside",
            '"narrative":',
            '"__proto__":null,"narrative":',
            "Every object is looked at.",
        ),
        (
            "by-escape",
            '{"@context"',
            '{"__pr\\u006fto__":1,"@context"',
            "Names are compared after unescaping.",
        ),
        (
            "inside-proof",
            '"proofPurpose":',
            '"__proto__":[],"proofPurpose":',
            "A proof is an object like any other.",
        ),
    ):
        add(
            f"forbidden-member-{name}",
            why,
            as_text(text.replace(find, replace, 1)),
            "forbidden-member",
        )
    add(
        "forbidden-member-signed",
        "A signature does not make it harmless.",
        as_text(compact(jcs_record({NOTE: {"__proto__": "x"}}))),
        "forbidden-member",
    )
    names = (
        "constructor",
        "prototype",
        "toString",
        "hasOwnProperty",
        "valueOf",
        "then",
        "",
        "length",
        "__defineGetter__",
        "0",
        "-1",
        "constructor.prototype",
    )
    add(
        "fine-names-of-javascript",
        "Names that mean something to JavaScript mean nothing in a record.",
        as_text(compact(jcs_record({NOTE: dict.fromkeys(names, "x")}))),
    )
    add(
        "fine-proto-as-text",
        "As a value, __proto__ is only a text.",
        as_text(compact(record({"name": "__proto__"}))),
    )
    for name, odd, why in (
        ("high", "\\ud800", "Half a pair is no character."),
        ("low", "\\udc00", "Half a pair is no character."),
        ("capital", "\\uDBFF", "Half a pair, in capital digits."),
        ("reversed", "\\ude00\\ud83d", "Two halves in the wrong order are no pair."),
        ("high-then-pair", "\\ud83d\\ud83d\\ude00", "The first half has no partner."),
        ("high-then-letter", "\\ud83dx", "A letter is no partner."),
    ):
        add(f"lone-surrogate-{name}", why, as_text(f'{{"name":"{odd}"}}'), "lone-surrogate")
    add(
        "lone-surrogate-in-array",
        "Texts in arrays are texts too.",
        as_text('{"a":[1,["\\ud800"]]}'),
        "lone-surrogate",
    )
    add(
        "lone-surrogate-in-name",
        "Names are texts too.",
        as_text('{"a\\udfff":1}'),
        "lone-surrogate",
    )
    for name, odd in (
        ("nul", "\\u0000"),
        ("start-of-heading", "\\u0001"),
        ("backspace", "\\b"),
        ("vertical-tab", "\\u000b"),
        ("form-feed", "\\f"),
        ("shift-out", "\\u000e"),
        ("escape", "\\u001B"),
        ("unit-separator", "\\u001f"),
        ("delete-escaped", "\\u007f"),
        ("delete", "\x7f"),
        ("fffe-escaped", "\\ufffe"),
        ("fffe", "\ufffe"),
        ("ffff-escaped", "\\uFFFF"),
        ("ffff", "\uffff"),
    ):
        add(
            f"forbidden-character-{name}",
            "Readers and RDF canonicalisers treat it differently, and no badge needs it.",
            as_text(f'{{"name":"Berth{odd}ing"}}'),
            "forbidden-character",
        )
    add(
        "forbidden-character-in-name",
        "Names are texts too.",
        as_text('{"a\\u0007":1}'),
        "forbidden-character",
    )
    add(
        "forbidden-character-signed",
        "The signature would hold in this core and fail in a wallet.",
        as_text(compact(jcs_record({"name": "form\ffeed"}))),
        "forbidden-character",
    )
    for name, value, why in (
        ("tab-newline-return", "a\tb\nc\rd", "These three belong in texts."),
        ("quotes-and-slashes", "\"\\/'<>&</script>", "Awkward for HTML, fine in JSON."),
        ("emoji", "\U0001f9ed\U0001f468‍\U0001f469‍\U0001f467", "Astral characters and joiners."),
        ("right-to-left", "שלום מרחבא \u202emirror\u202c", "Display is the page's business."),
        ("separators", "a\u2028b\u2029c\u0085d\u00a0e", "Line separators are text in JSON."),
        ("c1-controls", "a\u0080b\u009fc", "Beyond DEL every tool agrees."),
        ("other-noncharacters", "\ufdd0\U0001fffe\U0010ffff", "Beyond the two, every tool agrees."),
        ("decomposed", "Zoe\u0308 e\u0301", "Signed as it stands, not normalised."),
        ("private-use", "\ue000\uf8ff", "Private characters are text."),
    ):
        add(f"fine-text-{name}", why, as_text(compact(record({"name": value}))))
    add(
        "fine-surrogate-pair-by-escape",
        "Two escapes that make a pair are one character.",
        as_text(compact(record({"name": "\U0001f600"})).replace("\U0001f600", "\\uD83D\\ude00")),
    )
    add(
        "fine-names-sorted-by-code-units",
        "RFC 8785 sorts an astral name before U+FB33, since its first unit is 0xD83D.",
        as_text(compact(jcs_record({NOTE: {"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3, "1": 4}}))),
    )


def _order_of_faults(add: Collector) -> None:
    for name, odd, code in (
        ("duplicate-then-number", '{"a":1e400,"b":1,"b":2}', "duplicate-member"),
        ("number-then-proto", '{"__proto__":1,"a":1e400}', "unsafe-number"),
        ("proto-then-surrogate", '{"a":"\\ud800","__proto__":1}', "forbidden-member"),
        ("surrogate-then-control", '{"a":"\\u0000","b":"\\ud800"}', "lone-surrogate"),
        ("grammar-before-all", '{"a":1,"a":1e400,"__proto__":"\\ud800\\u0000"', "not-json"),
        ("duplicate-proto", '{"__proto__":1,"__proto__":2}', "duplicate-member"),
    ):
        add(
            f"{code}-in-order-{name}",
            "Two faults: the order is fixed, so that both languages name the same one.",
            as_text(odd),
            code,
        )
