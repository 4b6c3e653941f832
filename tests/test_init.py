"""A new project: what `insignia init` writes, and what it refuses."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from generator import __version__
from generator.config import load_config
from generator.content import load_site
from generator.errors import InsigniaError, Problems, UsageError
from generator.init import Answers, plan_project, write_project
from generator.programs import load_programs
from generator.prose import load_prose

URL = "https://ada.github.io/badges/"
ANSWERS = Answers(name="Northfield College", url=URL)
HOSTS = ("github-pages", "netlify", "other")


def front_matter(text):
    return yaml.safe_load(text.split("---\n")[1])


def test_the_places_returned_are_the_files_that_are_there(tmp_path):
    written = write_project(tmp_path / "site", ANSWERS)

    there = {
        p.relative_to(tmp_path / "site") for p in (tmp_path / "site").rglob("*") if p.is_file()
    }
    assert set(written) == there
    assert len(written) == len(there)


@pytest.mark.parametrize("host", HOSTS)
def test_a_new_project_has_no_problems(tmp_path, host):
    write_project(tmp_path, Answers("Northfield", URL, host=host, email="a@example.org"))

    problems = Problems()
    config = load_config(tmp_path, problems)
    programs = load_programs(tmp_path, problems)
    prose = load_prose(tmp_path, problems)

    assert problems.all == ()
    assert config is not None
    assert config.name == "Northfield"
    assert [program.slug for program in programs] == ["first-badge"]
    assert {page.slug for page in prose} == {"about", "how-to-verify"}


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("github-pages", {".github/workflows/pages.yml", ".github/CODEOWNERS"}),
        ("netlify", set()),
        ("other", set()),
    ],
)
def test_a_host_gets_the_files_that_it_reads(host, own):
    common = {
        ".gitignore",
        "content/_headers",
        "netlify.toml",
        "README.md",
        "requirements.txt",
        "content/site.yml",
        "content/programs/first-badge.md",
        "content/pages/about.md",
        "content/pages/how-to-verify.md",
        "content/images/first-badge.svg",
        "content/images/logo.svg",
    }

    assert set(plan_project(Answers("X", URL, host=host))) == common | own


def test_the_settings_say_what_was_answered(tmp_path):
    write_project(tmp_path, Answers("Northfield", URL, language="de-CH", email="a@example.org"))

    settings = yaml.safe_load((tmp_path / "content/site.yml").read_text("utf-8"))
    assert settings == {
        "name": "Northfield",
        "url": URL,
        "description": "Credentials issued by Northfield, and how to verify them.",
        "language": "de-CH",
        "email": "a@example.org",
        "logo": "images/logo.svg",
        "accent": "#1d3f8f",
    }


@pytest.mark.parametrize(
    ("language", "own"), [("de", "en"), ("gsw", "en"), ("en-GB", None), ("en", None)]
)
def test_the_starting_programme_says_that_it_is_in_english(tmp_path, language, own):
    write_project(tmp_path, Answers("X", URL, language=language))

    problems = Problems()
    (program,) = load_programs(tmp_path, problems)
    assert (program.language, problems.all) == (own, ())


def test_without_an_email_its_line_is_a_comment():
    settings = plan_project(ANSWERS)["content/site.yml"].decode()

    assert "email" not in yaml.safe_load(settings)
    assert "# email: registry@example.org" in settings


def test_a_missing_slash_is_added_to_the_address():
    settings = plan_project(Answers("X", URL.rstrip("/")))["content/site.yml"]

    assert yaml.safe_load(settings)["url"] == URL


@pytest.mark.parametrize(
    "name",
    [
        'The "Old" School',
        "C# & Söhne: Schule",
        "- no list",
        "2026-01-01",
        "yes",
        "*anchor",
        "!tag",
        "{a: b}",
        "back\\slash",
        "$url ${did} $$",
        "学校",
    ],
)
def test_a_name_stays_what_it_is_in_yaml(name):
    planned = plan_project(Answers(name, URL))

    assert yaml.safe_load(planned["content/site.yml"])["name"] == name
    about = front_matter(planned["content/pages/about.md"].decode())
    assert about["description"] == f"Who {name} is, and what stands behind its credentials."


def test_a_name_typed_in_decomposed_form_is_composed():
    planned = plan_project(Answers("Universite\u0301", URL))

    assert yaml.safe_load(planned["content/site.yml"])["name"] == "Universit\u00e9"


def test_a_name_cannot_become_markup():
    about = plan_project(Answers("<b>[x](y)*", URL))["content/pages/about.md"].decode()

    assert "\n&lt;b&gt;\\[x\\]\\(y\\)\\* issues the credentials" in about


@pytest.mark.parametrize(
    "name", ["", "   ", "two\nlines", "null\0", "bidi\u202e", "line\u2028break"]
)
def test_a_name_that_is_not_one_line_of_text_is_refused(name):
    with pytest.raises(UsageError, match=r"^the name "):
        plan_project(Answers(name, URL))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://example.org:8443/",
        "https://ada@example.org/",
        "https://example.org/?a=b",
        "https://example.org/#top",
        "https://Example.org/",
        "https://localhost/",
        "https://example.org//a/",
        "https://example.org/a b/",
        "https://example.org/${{github}}/",
        "https://example.org/\n",
        "example.org",
        "",
        "https://192.168.0.1/",
        "https://-x.example/",
        "https://a.example/../x/",
        "https://a.example/~me/",
        "https://a.example//",
        f"https://a.example/{'a' * 500}/",
    ],
)
def test_an_address_that_makes_no_did_is_refused(url):
    with pytest.raises(UsageError, match=r"^the address "):
        plan_project(Answers("X", url))


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (Answers("X", URL, language="English please"), "the language is 'English please'"),
        (Answers("X", URL, language=""), "the language is ''"),
        (Answers("X", URL, language="xx-GB"), "the language is 'xx-GB', and nobody knows 'xx'"),
        (Answers("X", URL, email="not mail"), "the e-mail address is 'not mail'"),
        (Answers("X", URL, email=f"{'a' * 300}@example.org"), "the e-mail address is"),
        (Answers("x" * 201, URL), "the name is 201 characters long: at most 200 fit"),
    ],
)
def test_an_answer_that_the_settings_do_not_take_is_named_and_nothing_is_written(
    tmp_path, answers, message
):
    with pytest.raises(UsageError, match=message):
        write_project(tmp_path / "site", answers)

    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_makes_a_project_without_problems(tmp_path):
    write_project(tmp_path, Answers("x" * 200, URL))

    assert load_site(tmp_path).config.name == "x" * 200


def test_an_empty_email_is_none():
    settings = plan_project(Answers("X", URL, email=""))["content/site.yml"]

    assert "email" not in yaml.safe_load(settings)


@pytest.mark.parametrize(
    ("url", "did", "did_url"),
    [
        ("https://example.org/", "did:web:example.org", "https://example.org/.well-known/did.json"),
        (URL, "did:web:ada.github.io:badges", "https://ada.github.io/badges/did.json"),
    ],
)
def test_the_texts_name_the_identity_that_follows_from_the_address(url, did, did_url):
    planned = plan_project(Answers("X", url, host="other"))

    assert f"`{did}`" in planned["content/pages/how-to-verify.md"].decode()
    assert f"<{did_url}>" in planned["README.md"].decode()


@pytest.mark.parametrize("host", HOSTS)
def test_no_placeholder_is_left(host):
    left = {
        place: re.findall(r"\$[a-z_]+|\$\{(?!\{)", content.decode())
        for place, content in plan_project(Answers("X", URL, host=host)).items()
        if place != "netlify.toml"
    }

    assert not any(left.values()), left


def test_a_file_in_the_way_is_named_and_nothing_is_written(tmp_path):
    (tmp_path / "requirements.txt").write_text("mine")

    with pytest.raises(InsigniaError, match=r"holds requirements\.txt, and nothing is overwritten"):
        write_project(tmp_path, ANSWERS)

    assert [p.name for p in tmp_path.rglob("*")] == ["requirements.txt"]
    assert (tmp_path / "requirements.txt").read_text() == "mine"


def test_what_a_fresh_repository_holds_already_is_kept(tmp_path):
    (tmp_path / "README.md").write_text("mine")

    written = write_project(tmp_path, ANSWERS)

    assert (tmp_path / "README.md").read_text() == "mine"
    assert Path("README.md") not in written
    assert Path("content/site.yml") in written


def test_a_file_where_a_folder_is_needed_is_in_the_way(tmp_path):
    (tmp_path / "content").write_text("mine")

    with pytest.raises(InsigniaError, match="holds content,"):
        write_project(tmp_path, ANSWERS)


def test_a_dangling_link_is_in_the_way(tmp_path):
    (tmp_path / "README.md").symlink_to(tmp_path / "nowhere")

    with pytest.raises(InsigniaError, match=r"README\.md"):
        write_project(tmp_path, ANSWERS)


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes.txt").write_text("mine")

    write_project(tmp_path, ANSWERS)

    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_the_same_answers_give_the_same_bytes(tmp_path):
    write_project(tmp_path, ANSWERS)

    on_disk = {place: (tmp_path / place).read_bytes() for place in plan_project(ANSWERS)}
    assert on_disk == plan_project(ANSWERS)
    assert list(tmp_path.rglob(".init-*")) == []


@pytest.mark.parametrize("picture", ["first-badge.svg", "logo.svg"])
def test_the_pictures_have_no_script_no_style_and_no_link(picture):
    svg = plan_project(ANSWERS)[f"content/images/{picture}"].decode()

    assert 'viewBox="0 0 160 160"' in svg
    assert not re.search(r"<script|<style|style=|href|\bon[a-z]+=|<image|url\(", svg)


def test_publishing_on_github_pages_gives_one_job_the_right_to_publish():
    workflow = yaml.safe_load(plan_project(ANSWERS)[".github/workflows/pages.yml"])

    assert workflow["permissions"] == {"contents": "read"}
    rights = {name: job.get("permissions") for name, job in workflow["jobs"].items()}
    assert rights == {
        "build": None,
        "deploy": {"pages": "write", "id-token": "write"},
        "live": None,
    }
    assert "github.event_name != 'pull_request'" in workflow["jobs"]["deploy"]["if"]


def test_publishing_on_github_pages_uses_no_secret_and_pins_every_action():
    text = plan_project(ANSWERS)[".github/workflows/pages.yml"].decode()

    assert "secrets." not in text
    assert "pull_request_target" not in text
    actions = re.findall(r"uses: (\S+)", text)
    assert actions
    assert [a for a in actions if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", a)] == []


def test_publishing_on_github_pages_keeps_the_well_known_folder():
    steps = yaml.safe_load(plan_project(ANSWERS)[".github/workflows/pages.yml"])["jobs"]["build"][
        "steps"
    ]

    upload = next(s for s in steps if s.get("uses", "").startswith("actions/upload-pages-artifact"))
    assert upload["with"] == {"path": "public", "include-hidden-files": True}


def test_the_program_in_the_workflow_that_reads_the_live_key_is_python():
    steps = yaml.safe_load(plan_project(ANSWERS)[".github/workflows/pages.yml"])["jobs"]["live"][
        "steps"
    ]

    program = re.fullmatch(r"python3 - <<'PYTHON'\n(.*)PYTHON\n", steps[-1]["run"], re.DOTALL)
    assert program is not None
    compile(program[1], "pages.yml", "exec")


def test_no_host_publishes_half_a_site():
    workflow = plan_project(ANSWERS)[".github/workflows/pages.yml"].decode()
    netlify = tomllib.loads(
        plan_project(Answers("X", URL, host="netlify"))["netlify.toml"].decode()
    )

    assert "run: test ! -e public/BUILD-INCOMPLETE" in workflow
    assert netlify["build"]["command"].endswith("&& test ! -e public/BUILD-INCOMPLETE")


def test_the_project_installs_the_program_that_was_tried_from_its_own_folder():
    lines = plan_project(ANSWERS)["requirements.txt"].decode().splitlines()

    assert [line for line in lines if not line.startswith("#")] == [
        f"./vendor/insignia-{__version__}-py3-none-any.whl"
    ]


@pytest.mark.parametrize("host", HOSTS)
def test_a_project_says_how_its_copy_of_the_program_is_made(host):
    planned = plan_project(Answers("X", URL, host=host))

    command = "python -m pip wheel --no-deps --wheel-dir vendor PATH-OF-THE-CLONE"
    assert command in planned["requirements.txt"].decode()
    assert command in planned["README.md"].decode()


def test_git_takes_the_program_with_it(tmp_path):
    write_project(tmp_path, ANSWERS)
    wheel = f"vendor/insignia-{__version__}-py3-none-any.whl"
    (tmp_path / "vendor").mkdir()
    (tmp_path / wheel).write_bytes(b"wheel")
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)

    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard", "vendor"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert listed.stdout == f"{wheel}\n"


def test_git_ignores_the_built_site_and_lists_of_people(tmp_path):
    write_project(tmp_path, ANSWERS)

    ignored = (tmp_path / ".gitignore").read_text().splitlines()
    assert {"/public/", "*.csv"} <= set(ignored)


def test_the_example_program_has_every_required_key():
    planned = plan_project(ANSWERS)

    keys = front_matter(planned["content/programs/first-badge.md"].decode())
    assert {"title", "type", "description", "criteria", "image", "image_alt"} <= set(keys)
    assert f"content/{keys['image']}" in planned
