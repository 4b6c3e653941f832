"""Collections: made if a holder asks, listed nowhere, of one holder unless somebody has looked."""

import re
import shutil
from dataclasses import replace

import pytest
import yaml

from tests.conftest import ADA, URL, parse_html, tree

ADDRESS = re.compile(rf"{re.escape(URL)}collections/([a-z2-7]{{2}})/(\1[a-z2-7]{{24}})\.html")


@pytest.fixture(scope="module")
def richer(template, tmp_path_factory):
    """A project in which Ada has a second credential, and somebody one without a name."""
    root = tmp_path_factory.mktemp("richer") / "site"
    shutil.copytree(template.root, root)
    made = replace(template, root=root)
    (second,) = made.issue("night-watch", ADA)
    (unnamed,) = made.issue("first-badge", replace(ADA, name=""))
    return replace(made, ids={**made.ids, "second": second.record_id, "": unnamed.record_id})


@pytest.fixture
def project(richer, tmp_path):
    root = tmp_path / "site"
    shutil.copytree(richer.root, root)
    return replace(richer, root=root)


@pytest.fixture
def create(project, cli):
    """Make a collection of Ada's two credentials."""

    def run(*arguments, records=(project.ids["ada"], project.ids["second"])):
        found = ("--title", "Night and day", *arguments, "--project", project.root)
        return cli("collection", "create", *records, *found)

    return run


def made(project):
    (path,) = (project.root / "content/collections").glob("*.yml")
    return path


def write(project, *lines, name="a" * 26):
    text = "\n".join(("title: Night and day", *lines, ""))
    return project.write(f"content/collections/{name}.yml", text)


# Making, listing, removing


def test_an_address_of_128_random_bits_is_told(create):
    assert ADDRESS.fullmatch(create().stdout.strip())


def test_the_file_names_the_records_and_no_person(create, project):
    create("--description", "What I learnt: all of it")

    assert yaml.safe_load(made(project).read_text()) == {
        "title": "Night and day",
        "description": "What I learnt: all of it",
        "records": [project.ids["ada"], project.ids["second"]],
    }


@pytest.mark.parametrize("option", ["title", "description"])
@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_text_is_refused_in_plain_words(create, project, option, text):
    result = create(f"--{option}", text)

    assert (result.exit_code, result.stderr) == (2, f"insignia: the {option} is empty\n")
    assert not (project.root / "content/collections").exists()


def test_a_collection_is_not_removed_by_fewer_than_six_characters(create, project, cli):
    create()
    path = made(project)

    result = cli("collection", "remove", path.stem[:5], "--project", project.root)

    assert result.exit_code == 2
    assert "at least the first 6 characters" in result.stderr
    assert path.exists()


def test_an_odd_title_comes_out_as_it_went_in(create, project):
    create("--title", "\"#: {a} \\ – 知's")

    assert yaml.safe_load(made(project).read_text())["title"] == "\"#: {a} \\ – 知's"


def test_records_can_be_named_by_their_address_and_their_first_characters(create, project):
    create(records=(project.site.record_address(project.ids["ada"]), project.ids["second"][:10]))

    assert yaml.safe_load(made(project).read_text())["records"] == [
        project.ids["ada"],
        project.ids["second"],
    ]


def test_two_collections_have_two_addresses(create):
    assert create().stdout != create().stdout


def test_credentials_of_two_names_are_refused(create, project):
    result = create(records=(project.ids["ada"], project.ids["grace"]))

    assert result.exit_code == 2
    assert "name Ada Lovelace, Grace Hopper" in result.stderr
    assert "add --force" in result.stderr
    assert not (project.root / "content/collections").exists()


def test_a_credential_without_a_name_beside_a_named_one_is_refused(create, project):
    result = create(records=(project.ids["ada"], project.ids[""]))

    assert result.exit_code == 2
    assert "name Ada Lovelace, nobody by name" in result.stderr


def test_with_force_two_names_are_written_down_as_looked_at(create, project):
    create("--force", records=(project.ids["ada"], project.ids["grace"]))

    assert yaml.safe_load(made(project).read_text())["names_differ"] is True
    assert project.build().credentials == 4


def test_force_changes_nothing_where_the_names_are_one(create, project):
    create("--force")

    assert "names_differ" not in made(project).read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--title", "x" * 121), "the title is 121 characters long: at most 120 fit"),
        (("--title", ""), "the title is empty"),
        (("--description", "a\nb"), "the description must be a single line"),
        (("--title", "a\u202eb"), "RIGHT-TO-LEFT OVERRIDE"),
    ],
)
def test_a_text_that_does_not_fit_is_refused(create, project, arguments, said):
    result = create(*arguments)

    assert result.exit_code != 0
    assert said in result.stderr
    assert tree(project.root / "content/collections") == {}


def test_the_same_credential_twice_is_refused(create, project):
    result = create(records=(project.ids["ada"], project.ids["ada"]))

    assert result.exit_code == 2
    assert "each credential once" in result.stderr


def test_a_credential_that_is_not_there_is_refused(create):
    result = create(records=("abcdefghij",))

    assert result.exit_code == 2
    assert "no credential answers to 'abcdefghij'" in result.stderr


def test_the_list_has_address_number_and_title(create, cli, project):
    address = create().stdout.strip()
    result = cli("collection", "list", "--project", project.root)

    assert result.stdout == f"{address}  2 credentials  Night and day\n"


def test_what_is_removed_is_gone_and_its_credentials_stay(create, cli, project):
    address = create().stdout.strip()
    records = tree(project.root / "content/credentials")
    result = cli("collection", "remove", address, "--project", project.root)

    assert result.exit_code == 0
    assert tree(project.root / "content/collections") == {}
    assert tree(project.root / "content/credentials") == records


@pytest.mark.parametrize("name", ["zzz", "", "../site"])
def test_what_is_no_collection_cannot_be_removed(create, cli, project, name):
    create()
    result = cli("collection", "remove", name, "--project", project.root)

    assert result.exit_code == 2
    assert "no collection answers to" in result.stderr
    assert made(project).is_file()


# Files


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ((), ":1:1: key 'records' is missing [key-missing]"),
        (
            ("records: [../../x]",),
            ":2:11: 'records' names '../../x', which is no credential's id [value-form]",
        ),
        (
            (f"records: [{'b' * 26}]",),
            (
                f": names the credential {'b' * 26}, which is not there: take the line out "
                "[record-missing]"
            ),
        ),
        (("recrods: []",), ":2:1: unknown key 'recrods': did you mean 'records'? [key-unknown]"),
    ],
)
def test_a_faulty_file_is_told_with_its_place(project, lines, problem):
    write(project, *lines)

    assert f"content/collections/{'a' * 26}.yml{problem}" in project.problems()


def test_a_file_of_another_name_is_told(project):
    write(project, "records: []", name="ada")

    (problem,) = project.problems()
    assert problem == (
        "content/collections: holds 'ada.yml': a collection is named by its id of 26 characters; "
        "make one with 'insignia collection create', or move the file away [file-name]"
    )


def test_two_names_in_a_file_are_a_problem_until_somebody_says_that_he_has_looked(project):
    ada, grace = project.ids["ada"], project.ids["grace"]
    write(project, f"records: [{ada}, {grace}]")

    (problem,) = project.problems()
    assert problem == (
        f"content/collections/{'a' * 26}.yml: gathers credentials of Ada Lovelace, Grace Hopper: a "
        "collection is one holder's; if that is one person all the same, write 'names_differ: true'"
        " [collection-names]"
    )
    write(project, f"records: [{ada}, {grace}]", "names_differ: true")
    assert project.build().credentials == 4


# Pages


@pytest.fixture
def page(create, project):
    """The page of the collection of Ada's credentials."""
    path = create().stdout.strip().removeprefix(URL)
    project.build()
    return project.out / path


def test_a_page_is_for_no_search_engine(page):
    elements = parse_html(page.read_bytes())

    assert [e.attributes["content"] for e in elements if e.attributes.get("name") == "robots"] == [
        "noindex"
    ]


def test_nothing_leads_to_a_page_but_its_address(page, project):
    stem = page.stem
    others = [path for path in project.out.rglob("*") if path.is_file() and path.stem != stem]

    assert [path for path in others if stem.encode() in path.read_bytes()] == []


def test_a_page_says_no_verdict(page):
    marks = [
        e.text for e in parse_html(page.read_bytes()) if e.attributes.get("data-c") == "verdict"
    ]

    assert marks == ["Not checked", "Not checked"]


def test_a_pages_qr_code_is_beside_it(page):
    assert page.with_suffix(".svg").is_file()


def test_the_newest_award_stands_first(example):
    (path,) = [
        path
        for path in (example.out / "collections").rglob("*.html")
        if "Amara" in path.read_text("utf-8")
    ]
    days = [
        str(e.attributes["datetime"])[:10]
        for e in parse_html(path.read_bytes())
        if e.attributes.get("data-c") == "when"
    ]

    assert days == ["2026-07-14", "2026-05-12", "2026-02-10", "2025-07-08"]


def test_the_example_has_two_collections(example):
    folder = example.root / "content/collections"

    assert len(list(folder.glob("*.yml"))) == 2


def test_without_collections_there_is_the_page_that_makes_links(project):
    project.build()

    assert (project.out / "bundle/index.html").is_file()
    assert not (project.out / "collections").exists()


def test_a_collection_whose_record_is_faulty_is_not_blamed(create, project):
    create()
    path = project.path("ada")
    path.write_bytes(path.read_bytes().replace(b"Ada Lovelace", b"Eve Lovelace"))

    (problem,) = project.problems()
    assert problem.startswith(project.name("ada"))
