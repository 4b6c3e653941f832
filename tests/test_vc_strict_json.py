"""JSON that every parser reads alike, or none."""

import pytest

from generator.vc.strict_json import MAX_BYTES, FormatError, parse


def code_of(raw: bytes) -> str:
    with pytest.raises(FormatError) as caught:
        parse(raw)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("true", True),
        ('"\\u00e9\\n"', "é\n"),
        ("[1, 1.0, -0]", [1, 1.0, 0]),
        ('{"a": {"b": []}}', {"a": {"b": []}}),
        (" \t\r\n1\n", 1),
    ],
)
def test_json_is_read_as_it_is(text, value):
    assert parse(text.encode()) == value


def test_whole_numbers_and_fractions_keep_their_kind():
    assert [type(item) for item in parse(b"[1, 1.0, 1e0]")] == [int, float, float]


def test_the_bound_is_a_mebibyte_and_belongs_to_what_is_read():
    assert parse(b"1".ljust(MAX_BYTES)) == 1
    assert code_of(b"1".ljust(MAX_BYTES + 1)) == "too-large"


@pytest.mark.parametrize(("depth", "code"), [(64, None), (65, "too-deep")])
def test_sixty_four_levels_are_read_and_no_more(depth, code):
    raw = b"[" * depth + b"]" * depth
    if code is None:
        assert str(parse(raw)) == raw.decode()
    else:
        assert code_of(raw) == code


@pytest.mark.parametrize(
    ("raw", "depth_of_text"),
    [
        (b'["' + b"[" * 80 + b'"]', "80 brackets in a text"),
        (b'["\\"' + b"[" * 80 + b'"]', "after an escaped quotation mark"),
        (b'["\\\\\\"' + b"{" * 80 + b'"]', "after an escaped backslash and mark"),
        (b'["\\\\", "' + b"[" * 80 + b'"]', "after a text that ends in a backslash"),
        (b"[" + b"[]," * 80 + b"[]]", "beside each other"),
    ],
)
def test_brackets_that_are_not_nested_are_not_counted(raw, depth_of_text):
    assert parse(raw), depth_of_text


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity"])
def test_what_python_takes_for_numbers_is_not_json(literal):
    assert code_of(f"[{literal}]".encode()) == "not-json"


def test_a_number_of_any_length_is_refused_without_work():
    assert code_of(b"9" * 1_000_000) == "unsafe-number"
    assert code_of(b"0." + b"9" * 1_000_000 + b"e400") == "unsafe-number"


def test_the_first_unsafe_number_is_named():
    with pytest.raises(FormatError, match=r"^unsafe-number: 9007199254740992$"):
        parse(b"[9007199254740992, 1e400]")


def test_an_error_without_a_detail_is_its_code():
    assert str(FormatError("too-deep")) == "too-deep"
