"""Canonical JSON, multibase texts and dates: one text for one value."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from generator.vc import jcs, multibase
from generator.vc.dates import format_date_time_stamp, parse_date_time_stamp, to_milliseconds

# JCS


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": 2}, '{"a":2,"b":1}'),
        ({"\ufb33": 1, "\U0001f600": 2}, '{"\U0001f600":2,"\ufb33":1}'),
        ([4.0, 1e-6, 1e-7, 1e16, -0.0], "[4,0.000001,1e-7,10000000000000000,0]"),
        ('\x7f\u2028/"\\\b\x1f', '"\x7f\u2028/\\"\\\\\\b\\u001f"'),
        ([True, False, None], "[true,false,null]"),
    ],
)
def test_a_value_has_one_canonical_form(value, text):
    assert jcs.canonical(value) == text.encode()


@pytest.mark.parametrize(
    "value",
    [2**53, -(2**53), float("nan"), float("inf"), "\ud800", {"\ud800": 1}, {1: 2}, object()],
)
def test_what_has_no_canonical_form_is_a_value_error(value):
    with pytest.raises(ValueError):  # rfc8785 has its own words
        jcs.canonical(value)


# Multibase


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "z"),
        (b"\0", "z1"),
        (b"\0\0\x01", "z112"),
        (b"\xff", "z5Q"),
        (b"hello world", "zStV1DL6CwTryKyV"),
    ],
)
def test_base58_texts_and_bytes_are_one_to_one(data, text):
    assert multibase.encode_base58btc(data) == text
    assert multibase.decode_base58btc(text, len(data)) == data
    assert multibase.decode_base58btc(text, len(data) + 1) is None


@pytest.mark.parametrize(
    "text", ["", "StV1DL", "Z5Q", "z5Q ", "z5Q\n", "z0", "zO", "zI", "zl", "zé"]
)
def test_other_texts_are_not_base58(text):
    assert multibase.decode_base58btc(text, 1) is None


def test_a_long_base58_text_is_refused_without_work():
    assert multibase.decode_base58btc("z" + "2" * 10_000_000, 64) is None


@pytest.mark.parametrize(
    ("data", "text"), [(b"", "u"), (b"\0", "uAA"), (b"\xfb\xff", "u-_8"), (b"abc", "uYWJj")]
)
def test_base64url_texts_and_bytes_are_one_to_one(data, text):
    assert multibase.encode_base64url(data) == text
    assert multibase.decode_base64url(text) == data


@pytest.mark.parametrize(
    "text", ["", "AA", "UAA", "uAA==", "uAB", "uA", "u+/8", "uA A", "uAA\n", "u\uff21\uff21"]
)
def test_other_texts_are_not_base64url(text):
    assert multibase.decode_base64url(text) is None


# Dates; tests/vectors/cases_dates.py has the odd ones


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00.001Z", 1),
        ("1970-01-01T00:00:00.0019Z", 1),
        ("1970-01-01T00:00:00.5Z", 500),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1969-12-31T19:00:00-05:00", 0),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ("1000-01-01T00:00:00Z", -30_610_224_000_000),
    ],
)
def test_a_date_is_milliseconds_since_1970(text, milliseconds):
    assert parse_date_time_stamp(text) == milliseconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1970-01-01",
        "1900-02-29T00:00:00Z",
        "1970-01-01T00:00:00+14:01",
        "1000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    ],
)
def test_other_texts_are_no_dates(text):
    assert parse_date_time_stamp(text) is None


def test_a_date_is_written_in_utc_to_the_second():
    when = datetime(2026, 6, 1, 1, 30, 5, 999_999, tzinfo=timezone(timedelta(hours=2)))
    assert format_date_time_stamp(when) == "2026-05-31T23:30:05Z"
    assert to_milliseconds(when) == 1_780_270_205_999


def test_the_moment_of_a_clock_is_rounded_down():
    assert to_milliseconds(datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)) == -1
