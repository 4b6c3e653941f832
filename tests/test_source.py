"""Content files are read strictly: where they lie, how long they are, what their bytes say."""

import os

import pytest

from generator.errors import Problems
from generator.source import (
    MAX_FILE_BYTES,
    list_slugs,
    read_front_matter,
    read_image,
    read_text,
    read_yaml,
)

NAME = "content/a.yml"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "content/images").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def problems():
    return Problems()


def write(root, data, name=NAME):
    (root / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def places(problems):
    return [(p.path, p.line, p.column, p.code) for p in problems.all]


def fields_of(root, problems):
    return read_yaml(root, NAME, problems)


def parts_of(root, problems):
    return read_front_matter(root, NAME, problems)


def test_a_file_is_read(root, problems):
    write(root, "name: Ünï\n")

    assert read_text(root, NAME, problems) == "name: Ünï\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_come_as_lf(root, problems, end):
    write(root, f"a{end}b{end}")

    assert read_text(root, NAME, problems) == "a\nb\n"


def test_a_missing_file_is_told(root, problems):
    read_text(root, NAME, problems)

    assert places(problems) == [(NAME, 0, 0, "file-missing")]


def test_a_file_may_be_as_large_as_the_limit(root, problems):
    write(root, "a" * MAX_FILE_BYTES)

    assert read_text(root, NAME, problems) == "a" * MAX_FILE_BYTES


def test_a_larger_file_is_refused(root, problems):
    write(root, "a" * (MAX_FILE_BYTES + 1))

    assert read_text(root, NAME, problems) is None
    assert places(problems) == [(NAME, 0, 0, "file-large")]


def test_a_link_out_of_the_content_is_not_followed(root, problems):
    (root / "secret.txt").write_text("secret")
    (root / NAME).symlink_to(root / "secret.txt")

    assert read_text(root, NAME, problems) is None
    assert places(problems) == [(NAME, 0, 0, "file-outside")]


def test_a_folder_that_is_a_link_out_of_the_content_is_not_followed(root, problems):
    (root / "elsewhere").mkdir()
    (root / "elsewhere/a.md").write_text("secret")
    (root / "content/pages").symlink_to(root / "elsewhere")

    assert list_slugs(root, "content/pages", problems) == ()
    assert places(problems) == [("content/pages", 0, 0, "file-outside")]


def test_a_link_within_the_content_is_followed(root, problems):
    write(root, "x", "content/b.yml")
    (root / NAME).symlink_to("b.yml")

    assert read_text(root, NAME, problems) == "x"


def test_a_link_to_itself_is_told(root, problems):
    (root / NAME).symlink_to("a.yml")

    assert read_text(root, NAME, problems) is None
    assert places(problems) == [(NAME, 0, 0, "file-missing")]


def test_a_name_that_climbs_out_of_the_content_is_refused(root, problems):
    write(root, "secret", "secret.txt")

    assert read_text(root, "content/../secret.txt", problems) is None
    assert [p.code for p in problems.all] == ["file-outside"]


def test_a_named_pipe_is_not_waited_for(root, problems):
    os.mkfifo(root / NAME)

    assert read_text(root, NAME, problems) is None
    assert places(problems) == [(NAME, 0, 0, "file-unreadable")]


BAD_BYTES = {
    "a byte order mark": (b"\xef\xbb\xbfname: x\n", (1, 1, "text-bom")),
    "Latin 1": (b"a: b\nname: Caf\xe9\n", (2, 10, "text-encoding")),
    "a surrogate": (b"a: \xed\xa0\x80\n", (1, 4, "text-encoding")),
    "an overlong form": (b"a: \xc0\xaf\n", (1, 4, "text-encoding")),
    "UTF-16": ("a: b\n".encode("utf-16"), (1, 1, "text-encoding")),
    "a null": (b"a: b\nc: d\x00\n", (2, 5, "text-control")),
    "a right-to-left override": ("a: \u202eb\n".encode(), (1, 4, "text-control")),
    "a line separator": ("a: x\u2028b: y\n".encode(), (1, 5, "text-control")),
    "letters in two characters": ("a: b\nc: Rene\u0301\n".encode(), (2, 7, "text-nfc")),
}


@pytest.mark.parametrize(("data", "place"), BAD_BYTES.values(), ids=BAD_BYTES)
def test_bad_bytes_are_told_at_their_place(root, problems, data, place):
    write(root, data)

    read_text(root, NAME, problems)

    assert places(problems) == [(NAME, *place)]


def test_a_bad_character_is_told_once_and_reading_goes_on(root, problems):
    write(root, "name: a\u202eb\ntitel: Rene\u0301\n")

    fields = fields_of(root, problems)
    fields.text("name")
    fields.text("title")
    fields.done()

    assert [p.code for p in problems.all] == ["text-control", "key-unknown", "text-nfc"]


REFUSED_YAML = {
    "an anchor": ("a: &x b\n", 1, 4),
    "an alias": ("a: b\nc: *x\n", 2, 4),
    "a tag": ("a: !!python/object:os.system x\n", 1, 4),
    "a tag for a text": ("a: !!str x\n", 1, 4),
    "a tag without a name": ("a: ! x\n", 1, 4),
    "a tagged mapping": ("!!map\na: b\n", 1, 1),
    "deep nesting": ("a: " + "[" * 5_000 + "\n", 1, 15),
}


@pytest.mark.parametrize(("text", "line", "column"), REFUSED_YAML.values(), ids=REFUSED_YAML)
def test_yaml_with_traps_is_refused(root, problems, text, line, column):
    write(root, text)

    assert read_yaml(root, NAME, problems) is None
    assert places(problems) == [(NAME, line, column, "yaml-feature")]


BROKEN_YAML = {
    "a colon in a text": ("a: b\nc: d: e\n", 2, 5),
    "a tab": ("a:\n\t- b\n", 2, 1),
    "an open quote": ("a: 'b\n", 2, 1),
    "uneven indentation": ("a: b\n  c: d\n", 2, 4),
    "two documents": ("a: b\n---\nc: d\n", 2, 1),
    "a character beyond Unicode": ('a: "\\UFFFFFFFF"\n', 1, 7),
}


@pytest.mark.parametrize(("text", "line", "column"), BROKEN_YAML.values(), ids=BROKEN_YAML)
def test_broken_yaml_is_told_at_its_place(root, problems, text, line, column):
    write(root, text)

    assert read_yaml(root, NAME, problems) is None
    assert places(problems) == [(NAME, line, column, "yaml-syntax")]


def test_a_frequent_mistake_is_told_with_its_remedy(root, problems):
    write(root, "title: Badges: an introduction\n")

    read_yaml(root, NAME, problems)

    assert str(problems.all[0]) == (
        "content/a.yml:1:14: mapping values are not allowed here: a text with ': ' in it needs "
        "quotes around it [yaml-syntax]"
    )


@pytest.mark.parametrize("text", ["", "# only a comment\n", "just words\n", "- a\n- b\n"])
def test_yaml_without_keys_is_refused(root, problems, text):
    write(root, text)

    assert read_yaml(root, NAME, problems) is None
    assert places(problems) == [(NAME, 1, 1, "yaml-form")]


def test_front_matter_and_body_are_parted(root, problems):
    write(root, "---\ntitle: x\n---\n# Body\n\n---\nmore\n")

    source = parts_of(root, problems)

    assert (source.fields.text("title"), source.body) == ("x", "# Body\n\n---\nmore\n")


def test_the_body_knows_its_line(root, problems):
    write(root, "---\ntitle: x\n---\nBody\n")

    assert parts_of(root, problems).body_line == 4


def test_a_problem_in_front_matter_has_the_line_of_the_file(root, problems):
    write(root, "---\ntitle: x\nmenu: maybe\n---\n")

    parts_of(root, problems).fields.flag("menu")

    assert places(problems) == [(NAME, 3, 7, "value-type")]


def test_a_block_of_text_may_hold_a_line_of_hyphens(root, problems):
    write(root, "---\na: |\n  x\n  ---\n  y\n---\nBody\n")

    assert parts_of(root, problems).fields.text("a", lines=True) == "x\n---\ny"


@pytest.mark.parametrize("text", ["", "# Title\n", "\n---\na: b\n---\n", "---\na: b\n"])
def test_a_file_without_front_matter_is_refused(root, problems, text):
    write(root, text)

    assert read_front_matter(root, NAME, problems) is None
    assert places(problems) == [(NAME, 1, 1, "front-matter")]


def test_slugs_come_in_order(root, problems):
    for slug in ("b", "a-2", "a"):
        write(root, "", f"content/images/{slug}.md")

    assert list_slugs(root, "content/images", problems) == ("a", "a-2", "b")


def test_a_folder_that_is_not_there_has_no_slugs(root, problems):
    assert list_slugs(root, "content/pages", problems) == ()


@pytest.mark.parametrize("name", [".DS_Store", ".gitkeep", "a.md~"])
def test_what_editors_leave_behind_is_passed_over(root, problems, name):
    write(root, "", f"content/images/{name}")

    list_slugs(root, "content/images", problems)

    assert problems.all == ()


@pytest.mark.parametrize("name", ["A.md", "a_b.md", "a.markdown", "a.MD", "a b.md", "-.md", "é.md"])
def test_a_file_that_would_be_passed_over_is_told(root, problems, name):
    write(root, "", f"content/images/{name}")

    assert list_slugs(root, "content/images", problems) == ()
    assert places(problems) == [("content/images", 0, 0, "file-name")]


def image_of(root, problems, name):
    write(root, f"image: {name}\n")
    return read_image(root, fields_of(root, problems), "image")


@pytest.mark.parametrize("name", ["a.svg", "a.png", "a.jpg", "a.jpeg", "a.webp", "x/b-1.2.png"])
def test_a_picture_below_images_is_found(root, problems, name):
    (root / "content/images/x").mkdir()
    write(root, "", f"content/images/{name}")

    assert image_of(root, problems, f"images/{name}") == f"images/{name}"


def test_a_picture_that_is_not_there_is_told(root, problems):
    image_of(root, problems, "images/a.svg")

    assert [(p.line, p.column, p.message) for p in problems.all] == [
        (1, 8, "'image' is 'images/a.svg', but there is no file content/images/a.svg")
    ]


@pytest.mark.parametrize(
    "name",
    [
        "a.svg",
        "images/../../secret.svg",
        "images/.hidden.svg",
        "/etc/passwd.svg",
        "images//a.svg",
        "images/a.gif",
        "images/a.SVG",
        "images/a b.svg",
        "https://evil.example/images/a.svg",
    ],
)
def test_a_picture_elsewhere_or_of_another_kind_is_refused(root, problems, name):
    assert image_of(root, problems, name) is None
    assert [p.code for p in problems.all] == ["value-form"]


def test_a_picture_that_is_a_link_out_of_the_images_is_refused(root, problems):
    write(root, "secret", "secret.svg")
    (root / "content/images/a.svg").symlink_to(root / "secret.svg")

    assert image_of(root, problems, "images/a.svg") is None
    assert [p.code for p in problems.all] == ["file-outside"]
