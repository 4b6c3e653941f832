"""The command line as people and scripts meet it: command, stdout, stderr, exit status."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import click
import pytest

from generator import __version__, keys, recipients, signing
from generator.assessment import ASSESSMENT_METHODS
from generator.cli import main
from tests.conftest import DID, GRACE, NOW, PASSPHRASE, SEED, URL, tree

COMMANDS = {
    "init", "keygen", "new", "issue", "stack", "revoke", "suspend", "reinstate",
    "build", "serve", "check", "verify", "bake", "endorse", "collection", "certificate",
}  # fmt: skip


def every_command(group=main, path=()):
    for name, command in sorted(group.commands.items()):
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


EVERY_COMMAND = [pytest.param(*item, id=" ".join(item[0])) for item in every_command()]


@pytest.fixture
def site(project, cli, monkeypatch):
    """The project, and commands run in its folder."""
    del cli  # it chooses a folder of its own, and has to come before
    monkeypatch.chdir(project.root)
    return project


@pytest.fixture
def published(project, tmp_path):
    project.build(tmp_path / "published")
    return tmp_path / "published"


def transcript(result):
    return result.stdout, result.stderr, result.exit_code


# What is common to all


def test_the_commands_are_those_of_the_design():
    assert set(main.commands) == COMMANDS
    assert set(main.commands["new"].commands) == {"program", "role", "skills"}  # type: ignore[attr-defined]  # a group


def test_the_help_of_issue_names_every_column_of_a_table(cli):
    said = cli("issue", "--help").stdout

    named = [*recipients.COLUMNS, f"{recipients.RESULT_PREFIX}ID"]
    assert [column for column in named if column not in said] == []


@pytest.mark.parametrize("command", ["revoke", "suspend", "reinstate", "bake", "certificate"])
def test_a_command_says_how_a_credential_is_named(cli, command):
    said = " ".join(cli(command, "--help").stdout.split())

    assert "CREDENTIAL is the address of its page, its id, or at least the first 6 " in said


@pytest.mark.parametrize(("path", "command"), EVERY_COMMAND)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_explains_itself_and_each_of_its_options(cli, path, command, flag):
    result = cli(*path, flag)

    assert result.exit_code == 0
    assert result.stderr == ""
    assert command.help.splitlines()[0] in result.stdout.replace("\n  ", " ")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert all(name in result.stdout for name in parameter.opts)
            assert parameter.help, f"{' '.join(path)} {parameter.opts[0]} is not explained"


def test_the_version_is_that_of_the_package(cli):
    assert transcript(cli("--version")) == (f"insignia {__version__}\n", "", 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["build", "--nonsense"],
        ["build", "extra"],
        ["issue"],
        ["issue", "first-badge"],
        ["issue", "no-such", "--name", "X"],
        ["issue", "first-badge", "--name", "X", "--result", "grade"],
        ["revoke", "abcdef"],
        ["revoke", "abcdef", "--reason", "x"],
        ["suspend", "abcdef"],
        ["reinstate", "abcdef"],
        ["bake", "abcdef"],
        ["bake", "abcdef", "--png"],
        ["verify"],
        ["verify", "none.json"],
        ["verify", "content", "--site", "content"],
        ["verify", "content", "--origin", URL],
        ["verify", "content", "--site", "content", "--origin", "ada.github.io"],
        ["verify", "content", "--now", "tomorrow"],
        ["verify", "content", "--now", "2026-06-01"],
        ["verify", "content/images"],
        ["verify", "content", "--proofs", "one"],
        ["new", "program"],
        ["new", "program", "Not A Slug"],
        ["new", "role", "analyst"],
        ["stack"],
        ["stack", "first-badge"],
        ["stack", "none"],
        ["keygen"],
        ["keygen", "--passphrase-fd", "x"],
        ["init", "--yes"],
        ["init", "elsewhere", "--yes", "--name", "X", "--url", "http://x.example"],
        ["init", "elsewhere", "--yes", "--name", "X", "--url", URL, "--host", "none"],
        ["build", "--project", "nowhere"],
        ["serve", "--port", "x"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2_says_why_and_changes_nothing(cli, site, arguments):
    before = tree(site.root)

    result = cli(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr
    assert "Traceback" not in result.stderr
    assert tree(site.root) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["check"],
        ["issue", "first-badge", "--name", "X"],
        ["revoke", "abcdef", "--reason", "x"],
        ["serve"],
    ],
    ids=" ".join,
)
def test_wrong_content_exits_with_1_and_tells_each_place(cli, site, arguments):
    site.write("content/programs/x.md", "---\ntitle: x\n---\n")
    site.write("content/pages/x.md", "text\n")

    result = cli(*arguments)

    assert result.exit_code == 1
    assert result.stdout == ""
    *problems, last = result.stderr.splitlines()
    assert len(problems) >= 5
    assert all(re.fullmatch(r"content/\S+?:\d+:\d+: .+ \[[a-z-]+\]", line) for line in problems)
    assert last == f"{len(problems)} problems to mend."


@pytest.mark.parametrize(
    "command", [["build"], ["check"], ["new", "program", "x"], ["issue", "x"], ["serve"]], ids=str
)
def test_a_folder_that_is_no_project_is_told_so(cli, tmp_path, command):
    (tmp_path / "empty").mkdir()

    result = cli(*command, "--project", tmp_path / "empty")

    assert result.exit_code == 2
    assert result.stderr.startswith("insignia: there is no project in this folder")
    assert tree(tmp_path / "empty") == {}


def test_a_clock_that_is_no_number_is_wrong_usage(cli, site):
    result = cli("build", env={"SOURCE_DATE_EPOCH": "yesterday"})

    assert transcript(result) == (
        "",
        "insignia: SOURCE_DATE_EPOCH is 'yesterday': it has to be a number of seconds\n",
        2,
    )
    assert not site.out.exists()


# init, keygen, new


def test_a_new_project_is_made_and_what_comes_next_is_said(cli, tmp_path):
    result = cli("init", "mine", "--yes", "--name", "Northfield", "--url", URL)

    assert result.exit_code == 0
    written = {Path(line).as_posix() for line in result.stdout.splitlines()}
    assert written == {f"mine/{name}" for name in tree(tmp_path / "mine")}
    assert result.stderr == "Next: cd mine, then insignia keygen\n"


def test_a_project_in_another_language_is_told_what_is_still_english(cli):
    result = cli("init", "mine", "--yes", "--name", "X", "--url", URL, "--language", "de")

    assert result.stderr == (
        "The texts to start from are in English: put them into your language, then take "
        "'language: en' out of content/programs/first-badge.md\n"
        "Next: cd mine, then insignia keygen\n"
    )


def test_a_new_project_does_not_overwrite_and_exits_with_1(cli, tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yml").write_text("mine")

    result = cli("init", "--yes", "--name", "Northfield", "--url", URL)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "nothing is overwritten" in result.stderr


def test_init_asks_for_what_it_was_not_told(cli, tmp_path):
    result = cli("init", "mine", stdin=f"Northfield\n{URL}\nnetlify\n".encode())

    assert result.exit_code == 0
    assert (tmp_path / "mine/netlify.toml").is_file()


def test_a_key_is_made_outside_the_project_and_its_public_half_inside(cli, site):
    take_key_away(site)

    result = cli("keygen")

    assert result.exit_code == 0
    path = Path(result.stdout.rstrip("\n"))
    assert path.is_relative_to(cli.config_home)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    document = json.loads((site.root / "content/did.json").read_bytes())
    assert document["assertionMethod"] == [f"{DID}#{path.stem}"]
    assert "Keep this file and the passphrase safe" in result.stderr
    assert PASSPHRASE not in result.output
    issued = cli("issue", "first-badge", "--name", "Ada")
    assert issued.exit_code == 0
    assert cli("build").exit_code == 0


@pytest.mark.usefixtures("site")
def test_a_second_key_is_not_made_over_the_first(cli):
    before = tree(cli.config_home)
    folder = keys.key_folder(cli.config_home, DID)

    result = cli("keygen")

    message = (
        "insignia: content/did.json exists already: this project has its key. If its key file is "
        f"on another machine or in a backup, copy it into {folder}\n"
    )
    assert transcript(result) == ("", message, 2)
    assert tree(cli.config_home) == before


def take_key_away(site):
    """Bring the project back to before its first key."""
    (site.root / "content/did.json").unlink()
    for folder in ("credentials", "status"):
        shutil.rmtree(site.root / "content" / folder, ignore_errors=True)


def test_a_lost_key_list_is_restored_and_not_replaced_by_another(cli, site):
    (site.root / "content/did.json").unlink()
    before = tree(site.root)

    for command in (["keygen"], ["issue", "first-badge", "--name", "Ida"]):
        result = cli(*command)
        assert result.exit_code == 2
        assert result.stderr.startswith(
            "insignia: content/did.json is missing, and credentials were issued: restore it"
        )
    assert tree(site.root) == before


def test_a_key_for_an_address_given_up_before_use_can_be_made_anew(cli, site):
    take_key_away(site)
    settings = site.root / "content/site.yml"
    assert cli("keygen").exit_code == 0
    settings.write_text(settings.read_text().replace("/badges/", "/awards/"))

    assert cli("keygen").exit_code == 0
    assert json.loads((site.root / "content/did.json").read_bytes())["id"].endswith(":awards")


@pytest.mark.parametrize("passphrase", ["short", "aaaaaaaaaaaaaaaa"])
def test_a_weak_passphrase_makes_no_key(cli, site, passphrase):
    take_key_away(site)
    before = tree(cli.config_home)

    result = cli("keygen", env={"INSIGNIA_PASSPHRASE": passphrase})

    assert result.exit_code == 1
    assert "too weak" in result.stderr
    assert tree(cli.config_home) == before
    assert not (site.root / "content/did.json").exists()


@pytest.mark.parametrize("inside", [".", "content", "keys"])
def test_a_key_is_never_kept_inside_the_project(cli, site, inside):
    take_key_away(site)
    before = tree(site.root)

    result = cli("keygen", env={"XDG_CONFIG_HOME": str(site.root / inside)})

    assert result.exit_code == 1
    assert "inside a project: set XDG_CONFIG_HOME" in result.stderr
    assert tree(site.root) == before


def test_a_key_is_never_kept_inside_a_git_work_tree(cli, site, tmp_path):
    take_key_away(site)
    (tmp_path / "repository/.git").mkdir(parents=True)

    result = cli("keygen", env={"XDG_CONFIG_HOME": str(tmp_path / "repository/deep")})

    assert result.exit_code == 1
    assert tree(tmp_path / "repository") == {}


def test_a_key_inside_the_project_does_not_sign(cli, site):
    folder = keys.key_folder(site.root / "config", DID)
    keys.save_key_file(folder, DID, SEED, PASSPHRASE, keys.LIGHT)

    result = cli(
        "issue", "first-badge", "--name", "X", env={"XDG_CONFIG_HOME": str(site.root / "config")}
    )

    assert result.exit_code == 1
    assert "inside a project" in result.stderr


def test_a_programme_is_begun_from_a_template(cli, site):
    result = cli("new", "program", "data-basics")

    assert transcript(result) == (
        "content/programs/data-basics.md\ncontent/images/data-basics.svg\n",
        "",
        0,
    )
    assert "title: Data basics" in (site.root / "content/programs/data-basics.md").read_text()
    assert cli("check").exit_code == 0


def test_the_template_of_a_programme_names_every_method_and_other_parts(cli, site):
    cli("new", "program", "data-basics")

    text = (site.root / "content/programs/data-basics.md").read_text()
    said = " ".join(text.replace("#", " ").split())
    *methods, last = ASSESSMENT_METHODS
    assert f"{', '.join(methods)} or {last}" in said
    assert "{choose: 1, of: [a-fourth-badge, a-fifth-badge], name: One kind of water}" in said


def test_a_programme_that_is_there_is_not_overwritten(cli, site):
    before = tree(site.root)

    result = cli("new", "program", "night-watch")

    assert result.exit_code == 1
    assert "nothing is overwritten" in result.stderr
    assert tree(site.root) == before


# issue


@pytest.mark.usefixtures("site")
def test_issuing_prints_the_private_link_and_the_name(cli):
    result = cli("issue", "first-badge", "--name", "Łukasz", "--email", "l@learners.example")

    assert result.exit_code == 0
    assert result.stderr.startswith("Send each link to its holder alone")
    assert result.stderr.endswith("\nNext: insignia build\n")
    link, _, name = result.stdout.rstrip("\n").partition("\t")
    assert re.fullmatch(
        re.escape(URL) + r"c/([a-z2-7]{2})/\1[a-z2-7]{24}\.html#m=[A-Za-z0-9_-]{22}", link
    )
    assert name == "Łukasz"


def test_the_whole_way_from_issuing_to_verifying(cli, site):
    cli(
        "issue",
        "night-watch",
        "--name",
        "Ida",
        "--result",
        "grade=Merit",
        "--awarded",
        "2026-05-01",
    )
    (path,) = {str(p) for p in (site.root / "content/credentials").rglob("*.json")} - {
        str(site.path(who)) for who in site.ids
    }

    assert cli("build").exit_code == 0
    assert cli("verify", path).stdout.splitlines()[0] == f"{path}: valid"
    assert cli("suspend", Path(path).stem, "--reason", "Under review").exit_code == 0
    assert cli("verify", path).stdout.splitlines()[0] == f"{path}: suspended"
    assert cli("reinstate", Path(path).stem).exit_code == 0
    assert cli("verify", path).exit_code == 0
    assert cli("revoke", Path(path).stem[:10], "--reason", "In error").exit_code == 0
    assert cli("verify", path).stdout.splitlines()[0] == f"{path}: revoked"
    assert cli("build").exit_code == 0


def test_a_table_of_people_is_issued_row_by_row(cli, site, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("name,email,result:grade\nIda,ida@learners.example,Pass\nOle,,Merit\n")

    result = cli("issue", "night-watch", "--csv", table)

    assert result.exit_code == 0
    assert [line.partition("\t")[2] for line in result.stdout.splitlines()] == ["Ida", "Ole"]
    assert len(list((site.root / "content/credentials").rglob("*.json"))) == 4


def test_a_wrong_table_issues_nobody(cli, site, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("name,result:grade\nIda,Pass\nOle,Splendid\n,Pass\n")
    before = tree(site.root)

    result = cli("issue", "night-watch", "--csv", table)

    assert result.exit_code == 1
    assert result.stdout == ""
    places = [line.removeprefix(f"{table}:")[:4] for line in result.stderr.splitlines()[:-1]]
    assert places == ["3:2:", "4:1:"]
    assert tree(site.root) == before


def test_a_dry_run_says_what_would_be_issued_without_key_or_change(cli, site):
    before = tree(site.root)

    result = cli(
        "issue", "first-badge", "--name", "Ida", "--dry-run", env={"INSIGNIA_PASSPHRASE": None}
    )

    assert transcript(result) == ("would issue first-badge to Ida\n", "", 0)
    assert tree(site.root) == before


def test_a_table_and_a_name_together_are_wrong_usage(cli, site, tmp_path):
    (tmp_path / "people.csv").write_text("name\nIda\n")

    result = cli("issue", "first-badge", "--csv", tmp_path / "people.csv", "--name", "Ole")

    assert result.exit_code == 2
    assert "not both" in result.stderr
    assert len(list((site.root / "content/credentials").rglob("*.json"))) == 2


@pytest.mark.usefixtures("site")
def test_an_unknown_programme_is_answered_with_those_that_are_there(cli):
    result = cli("issue", "night-wach", "--name", "Ida")

    assert result.exit_code == 2
    assert "programmes: first-badge, night-watch" in result.stderr


def test_a_wrong_passphrase_signs_nothing_and_is_not_repeated(cli, site):
    before = tree(site.root)

    result = cli(
        "issue", "first-badge", "--name", "X", env={"INSIGNIA_PASSPHRASE": "not the words"}
    )

    assert result.exit_code == 1
    assert "wrong passphrase" in result.stderr
    assert "not the words" not in result.stderr
    assert tree(site.root) == before


def test_without_a_terminal_the_passphrase_has_to_be_given(cli, site):
    before = tree(site.root)

    result = cli("issue", "first-badge", "--name", "X", env={"INSIGNIA_PASSPHRASE": None})

    assert transcript(result) == (
        "",
        "insignia: there is no terminal to ask for the passphrase: set INSIGNIA_PASSPHRASE\n",
        2,
    )
    assert tree(site.root) == before


@pytest.mark.usefixtures("site")
def test_the_passphrase_can_come_from_a_file_descriptor(cli):
    reader, writer = os.pipe()
    os.write(writer, f"{PASSPHRASE}\nmore\n".encode())
    os.close(writer)

    result = cli(
        "issue", "first-badge", "--name", "X", "--passphrase-fd", str(reader),
        env={"INSIGNIA_PASSPHRASE": None},
    )  # fmt: skip

    assert result.exit_code == 0


def test_a_passphrase_that_is_not_utf_8_is_told_so_without_a_traceback(cli, site):
    before = tree(site.root)
    reader, writer = os.pipe()
    os.write(writer, b"caf\xe9 au lait, long\n")
    os.close(writer)

    result = cli("issue", "first-badge", "--name", "X", "--passphrase-fd", str(reader))

    assert result.exit_code in (1, 2)
    assert tree(site.root) == before


@pytest.mark.usefixtures("site")
def test_a_file_descriptor_that_is_closed_is_wrong_usage(cli):
    result = cli("issue", "first-badge", "--name", "X", "--passphrase-fd", "987")

    assert result.exit_code == 2
    assert "cannot read the passphrase from file descriptor 987" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["revoke", "--reason", "x"],
        ["suspend", "--reason", "x"],
        ["reinstate"],
    ],
    ids=lambda words: words[0],
)
def test_changing_a_status_prints_the_address_and_what_comes_next(cli, site, arguments):
    if arguments[0] == "reinstate":
        site.set_status("grace", "suspension", on=True)

    result = cli(arguments[0], site.ids["grace"], *arguments[1:])

    assert transcript(result) == (
        f"{site.site.record_address(site.ids['grace'])}\n",
        "Next: insignia build, and publish: until then the old list is out there\n",
        0,
    )


def test_what_cannot_be_done_to_a_credential_exits_with_1(cli, site):
    result = cli("reinstate", site.ids["grace"])

    assert transcript(result) == ("", f"insignia: {site.ids['grace']} is not on hold\n", 1)


@pytest.mark.parametrize("reason", ["", "   ", "a\nb\x00", "x\u202e"])
def test_a_reason_that_may_not_stand_on_a_page_is_refused(cli, site, reason):
    before = tree(site.root)

    result = cli("revoke", site.ids["ada"], "--reason", reason)

    assert result.exit_code in (1, 2)
    assert tree(site.root) == before


# build, check, serve


def test_a_build_says_what_it_came_to(cli, site):
    result = cli("build")

    written = len(tree(site.out))
    pages = len(list(site.out.rglob("*.html")))
    came_to = f"Built {pages} pages, 2 of them credentials, all verified"
    assert transcript(result) == (f"{came_to}; {written} files changed in public\n", "", 0)


def test_a_build_goes_where_it_is_told(cli, site, tmp_path):
    result = cli("build", "--out", tmp_path / "elsewhere", "--project", site.root)

    assert result.exit_code == 0
    assert (tmp_path / "elsewhere/index.html").is_file()
    assert not site.out.exists()


def test_a_build_needs_no_passphrase_and_no_key(cli, site):
    shutil.rmtree(cli.config_home)

    assert cli("build", env={"INSIGNIA_PASSPHRASE": None}).exit_code == 0
    assert site.out.is_dir()


def test_a_build_into_somebody_elses_folder_exits_with_1(cli, site, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis/thesis.tex").write_text("mine")

    result = cli("build", "--out", tmp_path / "thesis", "--project", site.root)

    assert result.exit_code == 1
    assert result.stderr.startswith("insignia: ")
    assert tree(tmp_path / "thesis") == {"thesis.tex": b"mine"}


def test_advice_stops_a_strict_build_and_check_alone(cli, site):
    assert cli("build").exit_code == 0
    assert cli("build", "--strict").exit_code == 1
    assert cli("check", "--strict").exit_code == 1
    result = cli("check")
    assert result.exit_code == 0
    assert result.stdout == "No problems. 2 credentials verified.\n"
    assert all(line.startswith("advice: content/") for line in result.stderr.splitlines())
    assert site.out.is_dir()


def test_a_build_at_another_time_of_day_follows_source_date_epoch(cli, site):
    path = site.root / "content/status/revocation.json"
    document = json.loads(path.read_bytes())
    site.sign(path, {**document, "validUntil": "2026-06-01T13:00:00Z"})
    now, late = str(int(NOW.timestamp())), str(int(NOW.timestamp()) + 7200)

    assert cli("build", env={"SOURCE_DATE_EPOCH": now}).exit_code == 0
    result = cli("build", env={"SOURCE_DATE_EPOCH": late})

    assert result.exit_code == 1
    assert "content/status/revocation.json:1:1: " in result.stderr


# verify


def test_verify_prints_the_verdict_and_a_line_for_each_check(cli, site):
    path = site.path("ada").relative_to(site.root)

    result = cli("verify", path)

    assert result.exit_code == 0
    assert result.stderr == ""
    first, *found = result.stdout.splitlines()
    assert first == f"{path}: valid"
    assert [line.split()[:3] for line in found] == [
        ["passed", check, "ok"]
        for check in ("format", "structure", "issuer", "key", "proof", "validity", "status")
    ]


def test_verify_as_json_is_one_object_for_each_target_and_line(cli, site):
    names = [str(site.path(who)) for who in ("ada", "grace")]
    site.set_status("grace", "revocation", on=True)

    result = cli("verify", *names, "--json")

    assert result.exit_code == 1
    objects = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(item["target"], item["verdict"]) for item in objects] == [
        (names[0], "valid"),
        (names[1], "revoked"),
    ]
    for item in objects:
        assert item.keys() == {"target", "verdict", "findings"}
        assert [finding["check"] for finding in item["findings"]] == [
            "format", "structure", "issuer", "key", "proof", "validity", "status",
        ]  # fmt: skip
        for finding in item["findings"]:
            assert finding.keys() == {"check", "outcome", "code", "pointer", "detail"}
    assert objects[1]["findings"][6]["outcome"] == "failed"


def test_verify_with_a_folder_for_the_site_needs_no_project(cli, project, published, tmp_path):
    path = project.page("ada").relative_to(project.out).with_suffix(".json")
    (tmp_path / "elsewhere").mkdir()
    os.chdir(tmp_path / "elsewhere")

    result = cli("verify", published / path, "--site", published, "--origin", URL)

    assert result.exit_code == 0
    assert result.stderr == ""


def test_verify_trusts_the_issuer_of_the_origin_alone(cli, project, published):
    result = cli(
        "verify", project.path("ada"), "--site", published, "--origin", "https://evil.example/",
        "--json",
    )  # fmt: skip

    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"][2]["outcome"] == "failed"


def test_verify_takes_a_folder_of_records(cli, site):
    result = cli("verify", "content/credentials", "--json")

    assert result.exit_code == 0
    targets = [json.loads(line)["target"] for line in result.stdout.splitlines()]
    assert targets == sorted(site.name(who) for who in site.ids)


def test_verify_reads_standard_input(cli, site):
    result = cli("verify", "-", stdin=site.path("ada").read_bytes())

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "-: valid"


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_baked_badge_verifies_like_its_record(cli, site, form):
    result = cli("bake", site.ids["ada"], f"--{form}")

    assert transcript(result) == (f"{site.ids['ada'][:10]}.{form}\n", "", 0)
    checked = cli("verify", f"{site.ids['ada'][:10]}.{form}")
    assert checked.exit_code == 0
    piped = cli("verify", "-", stdin=(site.root / f"{site.ids['ada'][:10]}.{form}").read_bytes())
    assert piped.exit_code == 0


def test_a_badge_is_baked_where_it_is_told(cli, site, tmp_path):
    result = cli("bake", site.ids["ada"], "--svg", "--out", tmp_path / "own.svg")

    assert transcript(result) == (f"{tmp_path / 'own.svg'}\n", "", 0)
    assert (tmp_path / "own.svg").is_file()


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        ("2026-06-01T11:00:00Z", "invalid"),
        ("2026-06-01T12:00:00Z", "valid"),
        ("2029-05-31T14:00:00+02:00", "valid"),
        ("2029-06-02T12:00:00Z", "expired"),
    ],
)
def test_now_takes_the_place_of_the_clock(cli, site, now, verdict):
    result = cli("verify", site.path("ada"), "--now", now)

    assert result.stdout.splitlines()[0] == f"{site.path('ada')}: {verdict}"
    assert result.exit_code == (0 if verdict == "valid" else 1)


def test_a_day_that_has_not_come_is_not_yet_valid(cli, site):
    cli("issue", "night-watch", "--name", "Ida", "--valid-from", "2098-07-01")
    (path,) = set((site.root / "content/credentials").rglob("*.json")) - {
        site.path(who) for who in site.ids
    }

    assert cli("verify", path).stdout.splitlines()[0] == f"{path}: not-yet-valid"


def test_source_date_epoch_is_for_builds_and_not_the_clock_of_verify(cli, site):
    result = cli("verify", site.path("ada"), env={"SOURCE_DATE_EPOCH": "1900000000"})

    assert result.stdout.splitlines()[0] == f"{site.path('ada')}: valid"


def test_a_broken_rdfc_proof_is_valid_without_and_invalid_with_all_proofs(cli, site):
    mine, other = site.document("ada"), site.document("grace")
    mine["proof"][0]["proofValue"] = other["proof"][0]["proofValue"]
    site.write("broken.json", signing.serialise(mine))

    assert cli("verify", "broken.json").exit_code == 0
    result = cli("verify", "broken.json", "--proofs", "all")

    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == "broken.json: invalid"
    assert result.stdout.splitlines()[-2:] == [
        "  failed  proof of suite eddsa-rdfc-2022",
        "  passed  proof of suite eddsa-jcs-2022",
    ]


def test_all_proofs_as_json_are_named_with_what_they_come_to(cli, site):
    result = cli("verify", site.path("ada"), "--proofs", "all", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["proofs"] == [
        {"cryptosuite": "eddsa-rdfc-2022", "outcome": "passed"},
        {"cryptosuite": "eddsa-jcs-2022", "outcome": "passed"},
    ]


def test_one_target_that_is_not_valid_decides_the_exit_status(cli, site):
    site.write("bad.json", site.path("ada").read_bytes().replace(b"Ada", b"Eve"))

    result = cli("verify", site.path("ada"), "bad.json", site.path("grace"))

    assert result.exit_code == 1
    verdicts = [line.rpartition(": ")[2] for line in result.stdout.splitlines() if line[0] != " "]
    assert verdicts == ["valid", "invalid", "valid"]
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"<svg", b"\0" * 99, b"{" * 1000, b"[1e999]", b'"\\ud800"']
)
def test_no_file_makes_verify_fall_over(cli, site, data):
    site.write("x", data)

    for extra in ([], ["--proofs", "all"], ["--json"]):
        result = cli("verify", "x", *extra)
        assert result.exit_code == 1
        assert "invalid" in result.stdout


def test_a_record_cannot_write_lines_or_colours_to_the_terminal(cli, site):
    document = site.document("ada")
    document["issuer"]["id"] = "did:web:evil.example\x1b[2J\nx.json: valid"
    site.write("x.json", json.dumps(document))

    result = cli("verify", "x.json", "--site", "content", "--origin", URL)

    assert result.exit_code == 1
    assert "\x1b" not in result.stdout
    assert "\nx.json: valid" not in result.stdout


# As installed


def test_the_installed_command_runs_without_a_terminal(project, tmp_path):
    command = Path(sys.executable).with_name("insignia")
    done = subprocess.run(
        [command, "build", "--project", project.root, "--out", tmp_path / "out"],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=60,
        env={"PATH": os.environ["PATH"]},
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Built ")


def test_the_key_of_a_test_is_not_the_key_of_a_person(cli):
    (name,) = tree(cli.config_home)

    assert name.startswith("insignia/ada.github.io_badges/z6Mk")
    assert GRACE.email is None
