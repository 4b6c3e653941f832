"""`insignia stack`: who holds all parts of a pathway, and not yet the pathway."""

import csv
import io
from dataclasses import replace

import pytest

from generator import keys, stack, status
from generator.errors import ContentError
from tests.conftest import DID, NOBODY, NOW

PART = """\
---
title: {title}
type: Badge
description: A part.
criteria: Did it.
image: images/first-badge.svg
image_alt: A part
suspendable: true
{more}---
"""
ADA = replace(NOBODY, name="Ada Byron", email="ada@learners.example")
BOB = replace(NOBODY, name="Bob Ross", email="bob@learners.example")
OTHER_ADA = replace(ADA, email="ada.byron@learners.example")
WAY = "parts: [one, {choose: 1, of: [two, three]}, {optional: four}]\nresults:\n  - {id: grade, \
name: Grade, type: Result}\n"


@pytest.fixture
def way(project):
    for slug in ("one", "two", "three", "four"):
        project.write(f"content/programs/{slug}.md", PART.format(title=slug, more=""))
    project.write("content/programs/way.md", PART.format(title="Way", more=WAY))
    return project


def give(project, person, *slugs):
    """Award each of the programmes to somebody; the ids of the records."""
    return [project.issue(slug, person)[0].record_id for slug in slugs]


def by_name(project, now=NOW):
    program = project.site.programs["way"]
    return stack.draft_by_name(program, stack.read_awards(project.site, program, now))


def by_email(project, *people, key=None):
    program = project.site.programs["way"]
    awards = stack.read_awards(project.site, program, NOW)
    return stack.draft_by_email(program, awards, people, key or project.key)


def told(drafts):
    return [(draft.name, [part.program for part in draft.parts]) for draft in drafts]


def test_whoever_holds_all_parts_is_drafted(way):
    give(way, ADA, "one", "three", "four")
    give(way, BOB, "one")

    assert told(by_name(way)) == [("Ada Byron", ["one", "three", "four"])]


def test_a_draft_by_name_is_not_sure(way):
    give(way, ADA, "one", "two")

    (draft,) = by_name(way)

    assert (draft.is_sure, draft.found_by, draft.email) == (False, "same name", None)


@pytest.mark.parametrize("purpose", ["revocation", "suspension"])
def test_a_part_that_is_not_in_force_does_not_count(way, purpose):
    one, _ = give(way, ADA, "one", "two")

    status.set_status(way.site, one, purpose, on=True, reason="Error", key=way.key, now=NOW)

    assert by_name(way) == ()


def test_a_part_that_has_expired_does_not_count(way):
    give(way, replace(ADA, valid_until=NOW.date()), "one")
    give(way, ADA, "two")

    assert told(by_name(way)) == [("Ada Byron", ["one", "two"])]
    assert by_name(way, NOW.replace(year=2027)) == ()


def test_whoever_holds_the_pathway_is_left_out(way):
    give(way, ADA, "one", "two", "way")

    assert by_name(way) == ()


def test_whoever_had_the_pathway_withdrawn_is_left_out(way):
    *_, whole = give(way, ADA, "one", "two", "way")

    status.set_status(way.site, whole, "revocation", on=True, reason="Error", key=way.key, now=NOW)

    assert by_name(way) == ()


def test_a_pathway_that_has_expired_can_be_given_again(way):
    give(way, ADA, "one", "two")
    give(way, replace(ADA, valid_until=NOW.date()), "way")

    assert told(by_name(way, NOW.replace(year=2027))) == [("Ada Byron", ["one", "two"])]


def test_with_addresses_a_person_is_known_by_the_hash(way):
    give(way, ADA, "one", "two")

    (draft,) = by_email(way, replace(ADA, name="Augusta Ada King"), BOB)

    assert (draft.name, draft.email, draft.is_sure) == ("Augusta Ada King", ADA.email, True)


def test_two_people_of_one_name_are_kept_apart_by_their_addresses(way):
    give(way, ADA, "one")
    give(way, OTHER_ADA, "two")

    assert told(by_name(way)) == [("Ada Byron", ["one", "two"])]
    assert by_email(way, ADA, OTHER_ADA) == ()


def test_a_record_without_an_address_counts_by_name(way):
    give(way, ADA, "one")
    give(way, replace(ADA, email=None), "two")

    (draft,) = by_email(way, ADA)

    assert (told([draft]), draft.is_sure) == ([("Ada Byron", ["one", "two"])], False)


def test_an_optional_part_by_name_does_not_make_a_sure_draft_unsure(way):
    give(way, ADA, "one", "two")
    give(way, replace(ADA, email=None), "four")

    (draft,) = by_email(way, ADA)

    assert (told([draft]), draft.is_sure) == ([("Ada Byron", ["one", "two"])], True)


def test_a_person_without_an_address_is_looked_for_by_name(way):
    give(way, ADA, "one", "two")

    (draft,) = by_email(way, replace(ADA, email=None))

    assert draft.is_sure is False


def test_records_of_another_key_count_by_name(way):
    give(way, ADA, "one", "two")

    (draft,) = by_email(way, ADA, key=keys.key_of_seed(DID, bytes(32)))

    assert draft.is_sure is False


def test_a_record_that_does_not_verify_stops_it(way):
    way.path("ada").write_bytes(way.path("ada").read_bytes().replace(b"Ada", b"Eva"))

    with pytest.raises(ContentError, match="proof"):
        by_name(way)


def test_the_table_is_read_by_issue(cli, way, tmp_path):
    give(way, ADA, "one", "two")
    people = tmp_path / "people.csv"
    people.write_text(f"name,email\n{ADA.name},{ADA.email}\n{BOB.name},{BOB.email}\n")
    out = tmp_path / "drafts.csv"

    result = cli("stack", "way", "--people", people, "--out", out, "--project", way.root)

    assert result.exit_code == 0
    assert list(csv.reader(io.StringIO(out.read_text()))) == [
        ["name", "email", "result:grade"],
        ["Ada Byron", "ada@learners.example", ""],
    ]
    assert result.stderr == f"Next: insignia issue way --csv {out}\n"
    issued = cli("issue", "way", "--csv", out, "--dry-run", "--project", way.root)
    assert issued.stdout == "would issue way to Ada Byron\n"


def test_who_has_the_name_of_a_holder_is_told_of_and_not_sure_to_be_another(way):
    give(way, OTHER_ADA, "way")
    give(way, ADA, "one", "two")

    (draft,) = by_email(way, ADA)

    assert (draft.is_sure, draft.needs_a_look, draft.namesake.program) == (True, True, "way")


def test_whoever_holds_the_pathway_by_address_is_left_out(way):
    give(way, ADA, "one", "two", "way")

    assert by_email(way, ADA) == ()


def test_a_holder_of_the_pathway_without_an_address_is_told_of(way):
    give(way, replace(ADA, email=None), "way")
    give(way, ADA, "one", "two")

    assert by_email(way, ADA)[0].namesake is not None


@pytest.fixture
def table(cli, way, tmp_path):
    """Write the drafts; what is in the table, and what was said."""

    def run(people, *arguments):
        (tmp_path / "people.csv").write_text(people)
        out = tmp_path / "drafts.csv"
        found = ("--people", tmp_path / "people.csv", "--out", out, "--project", way.root)
        result = cli("stack", "way", *found, *arguments)
        names = [row[0] for row in csv.reader(io.StringIO(out.read_text()))] if out.exists() else []
        return names[1:], result

    return run


PEOPLE = f"name,email\n{ADA.name},{ADA.email}\n{BOB.name},\n"


def test_who_was_found_by_name_is_not_written(way, table):
    give(way, ADA, "one", "two")
    give(way, BOB, "one", "two")

    names, result = table(PEOPLE)

    assert names == ["Ada Byron"]
    assert "1 of 2 not written" in result.stderr


def test_who_was_found_by_name_is_written_if_asked_for(way, table):
    give(way, ADA, "one", "two")
    give(way, BOB, "one", "two")

    names, result = table(PEOPLE, "--by-name")

    assert names == ["Ada Byron", "Bob Ross"]
    assert "Next: insignia issue" in result.stderr


def test_without_a_sure_draft_there_is_no_table_and_nothing_to_issue(way, table):
    give(way, BOB, "one", "two")

    names, result = table(PEOPLE)

    assert names == []
    assert "Next" not in result.stderr


def test_a_namesake_of_a_holder_is_named_as_such_and_not_written(way, table):
    (whole,) = give(way, OTHER_ADA, "way")
    give(way, ADA, "one", "two")

    names, result = table(PEOPLE)

    assert names == []
    assert f"e-mail hash, same name holds it already ({whole[:10]}): look" in result.stdout


def test_the_table_from_which_another_programme_was_issued_is_a_list_of_people(way, table):
    give(way, ADA, "one", "two")
    issued = f"name,email,awarded,result:other\n{ADA.name},{ADA.email},yesterday,9\n"

    assert table(issued)[0] == ["Ada Byron"]


def test_the_list_names_the_parts_and_says_how_they_were_found(cli, way):
    one, two = give(way, ADA, "one", "two")

    result = cli("stack", "way", "--project", way.root)

    assert result.stdout == (
        f"Ada Byron  same name: look before you issue  one {one[:10]}, two {two[:10]}\n"
    )
    assert "1 of 1 found by name alone" in result.stderr


def test_nobody_is_an_answer(cli, way, tmp_path):
    result = cli("stack", "way", "--out", tmp_path / "x.csv", "--project", way.root)

    assert (result.stdout, result.exit_code) == ("", 0)
    assert result.stderr == "Nobody holds all parts of way without holding it already.\n"
    assert not (tmp_path / "x.csv").exists()


def test_a_file_that_is_there_is_not_overwritten(cli, way, tmp_path):
    (tmp_path / "x.csv").write_text("mine")
    give(way, ADA, "one", "two")

    result = cli("stack", "way", "--out", tmp_path / "x.csv", "--project", way.root)

    assert result.exit_code == 2
    assert (tmp_path / "x.csv").read_text() == "mine"
