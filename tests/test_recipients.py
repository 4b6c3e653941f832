"""The rows of a CSV file: all of them checked, each fault at its line and column."""

import hashlib
import io
from dataclasses import replace
from datetime import date

import pytest

from generator.errors import Problems
from generator.programs import load_programs
from generator.recipients import (
    MAX_CSV_BYTES,
    Evidence,
    Recipient,
    check_name,
    identity_hash,
    normalise_email,
    read_recipients,
    read_table,
)

PROGRAM = """\
---
title: Data
type: Badge
description: x
criteria: x
image: images/a.svg
image_alt: x
results:
  - {id: mark, name: Mark, type: Percent, min: 0, max: 100, required: 70}
---
"""

NOBODY = Recipient("", None, None, None, None, {}, (), None)


@pytest.fixture
def problems():
    return Problems()


@pytest.fixture
def program(tmp_path):
    (tmp_path / "content/programs").mkdir(parents=True)
    (tmp_path / "content/images").mkdir()
    (tmp_path / "content/images/a.svg").write_text("<svg/>")
    (tmp_path / "content/programs/data.md").write_text(PROGRAM)
    return load_programs(tmp_path, Problems())[0]


@pytest.fixture
def read(tmp_path, program, problems):
    def read_bytes(data):
        path = tmp_path / "list.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_recipients(path, program, problems)

    return read_bytes


def places(problems):
    return [(p.line, p.column, p.code) for p in problems.all]


def test_a_name_is_enough(read):
    assert read("name\nAda Lovelace\n") == (replace(NOBODY, name="Ada Lovelace"),)


def test_every_column_is_read(read):
    text = (
        "narrative,name,email,awarded,valid_from,valid_until,evidence_url,evidence_name,"
        "result:mark\n"
        '"Line 1\nLine 2",Ada Lovelace,ada@example.org,2026-05-30,2026-06-01,2029-05-31,'
        "https://example.org/work,Engine,91.5\n"
    )

    assert read(text) == (
        Recipient(
            name="Ada Lovelace",
            email="ada@example.org",
            awarded=date(2026, 5, 30),
            valid_from=date(2026, 6, 1),
            valid_until=date(2029, 5, 31),
            results={"mark": "91.5"},
            evidence=(Evidence("Engine", "https://example.org/work", None),),
            narrative="Line 1\nLine 2",
        ),
    )


def test_rows_come_in_the_order_of_the_file(read):
    assert [one.name for one in read("name\nZoe\nAda\n")] == ["Zoe", "Ada"]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfname\nAda\n",
        b"name\r\nAda\r\n",
        b"name\nAda",
        b'"name"\n"Ada"\n',
        b" name \n Ada \n",
        b"name\n\n\nAda\n\n",
        b"name,email\nAda,\n,\n",
    ],
    ids=["BOM", "CRLF", "no last line end", "quotes", "space", "empty lines", "empty fields"],
)
def test_what_spreadsheets_write_is_read(read, data):
    assert read(data) == (replace(NOBODY, name="Ada"),)


def test_a_file_with_a_header_only_has_no_recipients(read, problems):
    assert read("name,email\n") == ()
    assert problems.all == ()


BAD_HEADERS = {
    "nothing": (b"", (1, 1, "csv-column")),
    "no name": (b"email\na@example.org\n", (1, 1, "csv-column")),
    "an unknown column": (b"name,phone\nAda,1\n", (1, 2, "csv-column")),
    "a capital": (b"name,Email\nAda,\n", (1, 2, "csv-column")),
    "a column without a name": (b"name,\nAda,\n", (1, 2, "csv-column")),
    "a column twice": (b"name,email,name\nAda,,Ada\n", (1, 3, "csv-column")),
    "a result of no program": (b"name,result:grade\nAda,A\n", (1, 2, "csv-column")),
    "semicolons": (b"name;email\nAda;a@example.org\n", (1, 1, "csv-form")),
    "tabs": (b"name\temail\nAda\ta@example.org\n", (1, 1, "csv-form")),
    "UTF-16": ("name\nAda\n".encode("utf-16"), (1, 1, "csv-unreadable")),
}


@pytest.mark.parametrize(("data", "place"), BAD_HEADERS.values(), ids=BAD_HEADERS)
def test_a_bad_header_is_told(read, problems, data, place):
    read(data)

    assert places(problems) == [place]


def test_an_unknown_column_is_told_with_the_nearest_match(read, problems):
    read("Name,name\nAda,Ada\n")

    assert problems.all[0].message == "unknown column 'Name': did you mean 'name'?"


BAD_ROWS = {
    "no name": ("name,email\n,a@example.org\n", (2, 1, "value-empty")),
    "a name without a letter": ("name\n12345\n", (2, 1, "name-form")),
    "a name that is too long": (f"name\n{'a' * 201}\n", (2, 1, "value-long")),
    "a name in two lines": ('name\n"Ada\nLovelace"\n', (2, 1, "value-lines")),
    "a name with a null": ("name\nAda\0\n", (2, 1, "text-control")),
    "a name with an override": ("name\nAda\u202e\n", (2, 1, "text-control")),
    "a name with tag characters": ("name\nAda\U000e0041\n", (2, 1, "text-control")),
    "a name in two characters a letter": ("name\nRene\u0301\n", (2, 1, "text-nfc")),
    "no address": ("name,email\nAda,ada\n", (2, 2, "value-form")),
    "a day in another order": ("name,awarded\nAda,31/05/2026\n", (2, 2, "value-type")),
    "a day that is none": ("name,valid_until\nAda,2026-02-30\n", (2, 2, "value-type")),
    "an end before the award": (
        "name,valid_until,awarded\nAda,2026-05-30,2026-05-31\n",
        (2, 2, "value-range"),
    ),
    "an end before the start": (
        "name,valid_from,valid_until\nAda,2026-05-31,2026-05-30\n",
        (2, 3, "value-range"),
    ),
    "a script for evidence": (
        "name,evidence_url\nAda,javascript:alert(1)\n",
        (2, 2, "link-scheme"),
    ),
    "evidence in two lines": ('name,evidence_name\nAda,"a\nb"\n', (2, 2, "value-lines")),
    "a narrative with an escape": ("name,narrative\nAda,\x1b[2J\n", (2, 2, "text-control")),
    "a narrative that is too long": (f"name,narrative\nAda,{'a' * 2001}\n", (2, 2, "value-long")),
    "a result out of its range": ("name,result:mark\nAda,101\n", (2, 2, "value-range")),
    "a result that does not pass": ("name,result:mark\nAda,69\n", (2, 2, "result-low")),
    "a field too many": ("name,email\nLovelace, Ada,a@example.org\n", (2, 3, "csv-width")),
    "a field too few": ("name,email\nAda\n", (2, 2, "csv-width")),
    "an open quote": ('name\n"Ada\n', (2, 1, "csv-form")),
    "a quote in a quoted field": ('name\n"Ada" Lovelace\n', (2, 1, "csv-form")),
    "Latin 1": (b"name\nAda\nRen\xe9\n", (3, 1, "csv-unreadable")),
}


@pytest.mark.parametrize(("data", "place"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_bad_row_is_told_at_its_place(read, problems, data, place):
    read(data)

    assert places(problems) == [place]


def test_a_fault_names_its_column(read, problems):
    read("name,awarded\nAda,soon\n")

    assert str(problems.all[0]).endswith(
        "list.csv:2:2: 'awarded' is 'soon': write a date like 2026-05-31 [value-type]"
    )


def test_every_fault_is_told_at_once(read, problems):
    read("name,email\n12,ada\n,x@example.org\n")

    assert places(problems) == [(2, 1, "name-form"), (2, 2, "value-form"), (3, 1, "value-empty")]


def test_a_row_behind_one_of_several_lines_has_its_own_line(read, problems):
    read('name,narrative\nAda,"a\nb\nc"\n1,\n')

    assert places(problems) == [(5, 1, "name-form")]


def test_a_good_row_is_returned_beside_a_bad_one(read):
    assert [one.name for one in read("name\n12\nAda\n")] == ["Ada"]


REPEATED = {
    "an address": "name,email\nAda,ada@example.org\nA. Lovelace,ada@example.org\n",
    "an address in capitals": "name,email\nAda,ada@example.org\nAda L.,ADA@Example.org\n",
    "a name without address": "name\nAda\nAda\n",
}


@pytest.mark.parametrize("text", REPEATED.values(), ids=REPEATED)
def test_the_same_person_twice_is_refused(read, problems, text):
    read(text)

    assert [(p.line, p.code) for p in problems.all] == [(3, "csv-repeated")]


def test_two_people_may_share_a_name_if_they_have_addresses(read, problems):
    read("name,email\nAda,ada@example.org\nAda,ada@example.com\n")

    assert problems.all == ()


def test_a_formula_is_only_text(read):
    text = '=HYPERLINK("https://evil.example")'

    assert read('name,narrative\nAda,"' + text.replace('"', '""') + '"\n')[0].narrative == text


def test_a_table_that_is_no_file_goes_by_the_name_it_is_given(program, problems):
    read_table("options", io.BytesIO(b"name\n1\n"), program, problems)

    assert [(p.path, p.line) for p in problems.all] == [("options", 2)]


def test_a_missing_file_is_told(tmp_path, program, problems):
    read_recipients(tmp_path / "none.csv", program, problems)

    assert [p.code for p in problems.all] == ["file-unreadable"]


def test_a_folder_is_told(tmp_path, program, problems):
    read_recipients(tmp_path, program, problems)

    assert [p.code for p in problems.all] == ["file-unreadable"]


def test_a_line_without_end_is_refused(read, problems):
    read("name\n" + "a" * 1_048_577)

    assert places(problems) == [(2, 1, "csv-unreadable")]


def test_a_file_that_is_too_large_is_refused(tmp_path, program, problems):
    path = tmp_path / "large.csv"
    empty_rows = (b" " * 99_999 + b"\n") * 10  # only the size can stop the reading
    with path.open("wb") as file:
        file.write(b"name\n")
        file.writelines([empty_rows] * (MAX_CSV_BYTES // len(empty_rows) + 1))

    assert read_recipients(path, program, problems) == ()
    assert [p.code for p in problems.all] == ["csv-unreadable"]


@pytest.mark.parametrize("name", ["Ada", "Þórunn", "李", "محمد", "O'Neil-Smith, Jr.", "X Æ A-12"])
def test_a_name_of_any_script_is_taken(name):
    assert check_name(name) is None


@pytest.mark.parametrize("name", ["", " ", "123", " Ada", "Ada\n", "Ada\u2066", "\U000e0041"])
def test_what_is_no_name_is_refused(name):
    assert check_name(name) is not None


ADDRESSES = {
    "capitals": ("Ada@Example.ORG", "ada@example.org"),
    "space": (" ada@example.org\n", "ada@example.org"),
    "a letter in two characters": ("rene\u0301@example.org", "ren\u00e9@example.org"),
    "a letter that only case folding changes": ("STRAUß@example.org", "strauß@example.org"),
    "what is normal": ("ada+x@example.org", "ada+x@example.org"),
}


@pytest.mark.parametrize(("written", "normal"), ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_has_one_normal_form(written, normal):
    assert normalise_email(written) == normal


@pytest.mark.parametrize("address", ["İ@example.org", "ŉ\u0301@example.org", "ﬀ@x.example"])
def test_a_normal_form_is_its_own(address):
    assert normalise_email(normalise_email(address)) == normalise_email(address)


def test_the_hash_is_that_of_the_specification():
    assert identity_hash("a@example.com", "Kosher") == (
        "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    )


def test_the_hash_is_of_the_normal_form():
    assert identity_hash("A@Example.com ", "salt") == (
        "sha256$" + hashlib.sha256(b"a@example.comsalt").hexdigest()
    )
