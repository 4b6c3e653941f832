"""The forms of text: characters that may not be, links, addresses, slugs, language tags."""

import pytest

from generator.text import (
    LANGUAGE,
    SLUG,
    columns,
    email_fault,
    form_fault,
    link_fault,
    quoted,
    text_fault,
)

FORBIDDEN_CHARACTERS = {
    "null": "\x00",
    "escape": "\x1b",
    "vertical tab": "\x0b",
    "form feed": "\x0c",
    "delete": "\x7f",
    "next line": "\x85",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "left-to-right embedding": "\u202a",
    "right-to-left override": "\u202e",
    "left-to-right isolate": "\u2066",
    "pop isolate": "\u2069",
    "byte order mark": "\ufeff",
    "non-character": "\uffff",
    "surrogate": "\ud800",
    "tag A": "\U000e0041",
}

GOOD_TEXTS = {
    "tab": "a\tb",
    "German": "Wärmepumpen für Ä und ß",
    "Arabic": "سلامة الغذاء",
    "Chinese": "小微企业记账",
    "joined emoji": "👩\u200d🔬",
    "right-to-left mark": "abc \u200f",
}


def code_of(fault):
    return fault and fault.code


@pytest.mark.parametrize("character", FORBIDDEN_CHARACTERS.values(), ids=FORBIDDEN_CHARACTERS)
def test_a_text_with_a_treacherous_character_is_refused(character):
    assert code_of(text_fault(f"a{character}b", 10)) == "text-control"


@pytest.mark.parametrize("text", GOOD_TEXTS.values(), ids=GOOD_TEXTS)
def test_a_text_of_any_script_is_taken(text):
    assert text_fault(text, 100) is None


def test_a_letter_written_as_two_characters_is_refused():
    assert code_of(text_fault("Rene\u0301", 10)) == "text-nfc"


def test_a_text_may_be_as_long_as_its_limit():
    assert text_fault("abc", 3) is None


def test_a_text_over_its_limit_is_refused():
    assert code_of(text_fault("abcd", 3)) == "value-long"


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_a_single_line_holds_no_line_end(end):
    assert code_of(text_fault(f"a{end}b", 10)) == "value-lines"


def test_a_text_of_several_lines_is_taken_where_lines_are_allowed():
    assert text_fault("a\nb", 10, lines=True) is None


def test_a_quotation_cannot_move_the_cursor():
    assert quoted("a\x1b[2Jb\n") == r"'a\u001b[2Jb\u000a'"


def test_a_long_quotation_is_cut():
    assert quoted("x" * 100) == "'" + "x" * 59 + "…'"


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org",
        "https://example.org/a/b?c=d&e=%20#f",
        "https://example.org:8443/",
        "mailto:registry@example.org",
        "mailto:registry@example.org?subject=Hello",
    ],
)
def test_a_good_link_is_taken(link):
    assert link_fault(link, ("https", "mailto")) is None


BAD_LINKS = {
    "script": ("javascript:alert(1)", "link-scheme"),
    "data": ("data:text/html,x", "link-scheme"),
    "plain http": ("http://example.org/", "link-scheme"),
    "capital scheme": ("HTTPS://example.org/", "link-scheme"),
    "space before the scheme": (" https://example.org/", "link-scheme"),
    "no scheme": ("//example.org/", "link-scheme"),
    "relative": ("programs/", "link-scheme"),
    "empty": ("", "link-scheme"),
    "no host": ("https:///x", "link-form"),
    "no slashes": ("https:example.org", "link-form"),
    "user": ("https://bank.example@evil.example/", "link-form"),
    "port that is none": ("https://example.org:99999/", "link-form"),
    "open bracket": ("https://[::1/", "link-form"),
    "empty label": ("https://example..org/", "link-form"),
    "space": ("https://example.org/a b", "link-form"),
    "line end": ("https://example.org/\n", "link-form"),
    "quote": ('https://example.org/"onclick=', "link-form"),
    "angle bracket": ("https://example.org/<b>", "link-form"),
    "backslash": ("https://example.org\\@evil.example/", "link-form"),
    "letter beyond ASCII": ("https://exämple.org/", "link-form"),
    "half an escape": ("https://example.org/%2", "link-form"),
    "mailto without address": ("mailto:registry", "value-form"),
    "endless": ("https://example.org/" + "a" * 3000, "value-long"),
}


@pytest.mark.parametrize(("link", "code"), BAD_LINKS.values(), ids=BAD_LINKS)
def test_a_bad_link_is_refused(link, code):
    assert code_of(link_fault(link, ("https", "mailto"))) == code


@pytest.mark.parametrize("address", ["a@b.example", "Ada.Lovelace+x@sub.b.example", "jürg@bär.ch"])
def test_an_email_address_is_taken(address):
    assert email_fault(address) is None


@pytest.mark.parametrize(
    "address", ["", "a", "a@b", "@b.example", "a@@b.example", "a b@c.example", "<a@b.example>"]
)
def test_what_is_no_email_address_is_refused(address):
    assert code_of(email_fault(address)) == "value-form"


@pytest.mark.parametrize("slug", ["a", "a-1", "applied-data-analysis", "a" * 64])
def test_a_slug_is_taken(slug):
    assert form_fault(slug, SLUG) is None


@pytest.mark.parametrize(
    "slug", ["", "-", "a-", "-a", "a--b", "A", "a_b", "a.b", "../a", "a/b", "ä", "a\n", "a" * 65]
)
def test_what_is_no_slug_is_refused(slug):
    assert code_of(form_fault(slug, SLUG)) == "value-form"


@pytest.mark.parametrize(
    "tag", ["en", "en-GB", "zh-Hans", "zh-Hant-TW", "es-419", "de-1996", "gsw"]
)
def test_a_language_tag_is_taken(tag):
    assert form_fault(tag, LANGUAGE) is None


@pytest.mark.parametrize("tag", ["", "e", "english", "en_GB", "EN", "en-gb", "en-", '" onload="'])
def test_what_is_no_language_tag_is_refused(tag):
    assert code_of(form_fault(tag, LANGUAGE)) == "value-form"


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("Ada", 3), ("李文涛", 6), ("é", 1), ("e\u0301", 1), ("김 A", 4)]
)
def test_columns_are_two_for_a_wide_letter_and_none_for_a_mark(text, width):
    assert columns(text) == width
