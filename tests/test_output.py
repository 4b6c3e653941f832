"""The output folder: marked while it is written, equal afterwards, and never somebody else's."""

import os
from contextlib import suppress

import pytest

from generator import output
from generator.errors import InsigniaError
from generator.output import Output, write_precious
from tests.conftest import tree

STAMP = {".nojekyll": output.STAMP_TEXT}


def write_all(folder, files):
    with Output(folder) as made:
        for name, data in files.items():
            made.write(name, data)
    return made


def test_what_is_written_is_there_and_the_marker_is_gone(tmp_path):
    write_all(tmp_path / "out", {"index.html": b"home", "c/aa/x.json": b"{}"})

    assert tree(tmp_path / "out") == {**STAMP, "index.html": b"home", "c/aa/x.json": b"{}"}


def test_the_marker_stands_from_before_the_first_write(tmp_path):
    with Output(tmp_path / "out") as made:
        assert (tmp_path / "out/BUILD-INCOMPLETE").is_file()
        made.write("index.html", b"home")
        assert (tmp_path / "out/BUILD-INCOMPLETE").is_file()

    assert not (tmp_path / "out/BUILD-INCOMPLETE").exists()


def test_nothing_is_touched_before_it_begins(tmp_path):
    Output(tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_leaves_the_marker_and_removes_nothing(tmp_path, error):
    write_all(tmp_path / "out", {"old.html": b"old"})

    def build():
        with Output(tmp_path / "out") as made:
            made.write("new.html", b"new")
            raise error

    with pytest.raises(error):
        build()

    assert {"old.html", "new.html", "BUILD-INCOMPLETE"} <= tree(tmp_path / "out").keys()


def test_files_of_earlier_builds_are_removed_and_so_are_their_empty_folders(tmp_path):
    write_all(tmp_path / "out", {"a.html": b"a", "deep/er/b.html": b"b"})

    write_all(tmp_path / "out", {"a.html": b"a"})

    assert tree(tmp_path / "out") == {**STAMP, "a.html": b"a"}
    assert not (tmp_path / "out/deep").exists()


def test_files_with_equal_bytes_are_left_alone_and_not_counted(tmp_path):
    write_all(tmp_path / "out", {"a.html": b"a", "b.html": b"b"})
    os.utime(tmp_path / "out/a.html", (1, 1))

    made = write_all(tmp_path / "out", {"a.html": b"a", "b.html": b"B"})

    assert (tmp_path / "out/a.html").stat().st_mtime == 1
    assert made.written == 1


def test_two_pages_with_one_name_are_refused(tmp_path):
    def build():
        with Output(tmp_path / "out") as made:
            made.write("a.html", b"one")
            made.write("a.html", b"two")

    with pytest.raises(InsigniaError, match=r"two pages would be written to a\.html"):
        build()


@pytest.mark.parametrize("name", ["thesis.docx", ".git", "index.html", ".nojekyll"])
def test_a_folder_that_is_not_ours_is_refused_and_left_as_it_is(tmp_path, name):
    (tmp_path / name).write_bytes(b"mine")

    with pytest.raises(InsigniaError, match="holds files that no build wrote"):
        write_all(tmp_path, {"index.html": b"home"})

    assert tree(tmp_path) == {name: b"mine"}


def test_an_empty_folder_is_taken(tmp_path):
    write_all(tmp_path, {"a.html": b"a"})

    assert tree(tmp_path) == {**STAMP, "a.html": b"a"}


def test_a_file_in_place_of_the_folder_is_an_error_of_one_line(tmp_path):
    (tmp_path / "out").write_bytes(b"mine")

    with pytest.raises(InsigniaError, match="cannot write") as raised:
        write_all(tmp_path / "out", {})

    assert "\n" not in str(raised.value)
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_a_marker_cut_short_by_a_full_disk_does_not_lock_the_folder(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/BUILD-INCOMPLETE").write_bytes(b"")

    write_all(tmp_path / "out", {"a.html": b"a"})

    assert tree(tmp_path / "out") == {**STAMP, "a.html": b"a"}


def test_a_file_left_where_a_folder_is_needed_gives_way(tmp_path):
    write_all(tmp_path / "out", {"about": b"once a file"})

    write_all(tmp_path / "out", {"about/index.html": b"now a folder"})

    assert tree(tmp_path / "out") == {**STAMP, "about/index.html": b"now a folder"}


def test_a_folder_left_where_a_file_is_needed_gives_way(tmp_path):
    write_all(tmp_path / "out", {"about/index.html": b"once a folder"})

    write_all(tmp_path / "out", {"about": b"now a file"})

    assert tree(tmp_path / "out") == {**STAMP, "about": b"now a file"}


def test_nothing_is_written_through_a_link_to_a_file(tmp_path):
    write_all(tmp_path / "out", {"a.html": b"a"})
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / "out/a.html").unlink()
    (tmp_path / "out/a.html").symlink_to(tmp_path / "mine")

    write_all(tmp_path / "out", {"a.html": b"a"})

    assert (tmp_path / "mine").read_bytes() == b"mine"
    assert (tmp_path / "out/a.html").read_bytes() == b"a"


def test_nothing_is_written_or_removed_through_a_link_to_a_folder(tmp_path):
    write_all(tmp_path / "out", {"a.html": b"a"})
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis").write_bytes(b"mine")
    (tmp_path / "out/c").symlink_to(tmp_path / "mine")

    with suppress(InsigniaError):  # to refuse is as good as to take the link away
        write_all(tmp_path / "out", {"a.html": b"a", "c/x.html": b"x"})

    assert tree(tmp_path / "mine") == {"thesis": b"mine"}


def test_the_marker_is_not_written_through_a_link(tmp_path):
    write_all(tmp_path / "out", {"a.html": b"a"})
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / "out/BUILD-INCOMPLETE").symlink_to(tmp_path / "mine")

    write_all(tmp_path / "out", {"a.html": b"a"})

    assert (tmp_path / "mine").read_bytes() == b"mine"
    assert tree(tmp_path / "out") == {**STAMP, "a.html": b"a"}


def test_the_stamp_is_not_written_through_a_link(tmp_path):
    (tmp_path / "mine").write_bytes(b"mine")

    with Output(tmp_path / "out") as made:
        (tmp_path / "out/.nojekyll").symlink_to(tmp_path / "mine")
        made.write("a.html", b"a")

    assert (tmp_path / "mine").read_bytes() == b"mine"
    assert tree(tmp_path / "out") == {**STAMP, "a.html": b"a"}


@pytest.mark.parametrize("name", ["BUILD-INCOMPLETE", ".nojekyll"])
def test_a_link_does_not_make_a_folder_ours(tmp_path, name):
    (tmp_path / "elsewhere").write_bytes(output.STAMP_TEXT)
    (tmp_path / "out").mkdir()
    (tmp_path / "out/thesis").write_bytes(b"mine")
    (tmp_path / "out" / name).symlink_to(tmp_path / "elsewhere")

    with pytest.raises(InsigniaError, match="holds files that no build wrote"):
        write_all(tmp_path / "out", {"a.html": b"a"})

    assert (tmp_path / "out/thesis").read_bytes() == b"mine"
    assert (tmp_path / "elsewhere").read_bytes() == output.STAMP_TEXT


def test_a_precious_file_is_replaced_whole(tmp_path):
    path = tmp_path / "deep/did.json"

    write_precious(path, b"old")
    write_precious(path, b"new")

    assert tree(tmp_path) == {"deep/did.json": b"new"}


def test_a_precious_file_stays_when_the_new_one_cannot_be_put_in_its_place(tmp_path):
    (tmp_path / "did.json").mkdir()
    (tmp_path / "did.json/kept").write_bytes(b"kept")

    with pytest.raises(InsigniaError, match="cannot write"):
        write_precious(tmp_path / "did.json", b"new")

    assert tree(tmp_path) == {"did.json/kept": b"kept"}
