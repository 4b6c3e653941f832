"""Every question about content, asked without building: each fault with its place and its code."""

import json

import pytest

from generator import advice, keys
from generator.build import check_project
from generator.check import Checked, check_records, check_status_lists
from generator.errors import ContentError, Problem
from generator.images import svg_fault
from tests.conftest import DID, NOW, SEED, tree

SVG = '<svg xmlns="http://www.w3.org/2000/svg"{}>{}</svg>'


def lines(project, **options):
    with pytest.raises(ContentError) as raised:
        check_project(project.root, NOW, **options)
    return str(raised.value).splitlines()


def test_a_project_without_problems_is_returned_with_its_records_and_lists(project):
    verified = check_project(project.root, NOW)

    assert [record.record_id for record in verified.records] == sorted(project.ids.values())
    assert [
        checked.document["credentialSubject"]["statusPurpose"] for checked in verified.status_lists
    ] == ["revocation", "suspension"]


def test_checking_writes_nothing(project):
    before = tree(project.root)

    check_project(project.root, NOW)

    assert tree(project.root) == before


def test_records_are_yielded_good_and_bad_in_the_order_of_their_ids(project):
    project.path("ada").write_bytes(b"{}")

    found = list(check_records(project.site, NOW))

    kinds = [
        Problem if name == project.ids["ada"] else Checked for name in sorted(project.ids.values())
    ]
    assert [type(item) for item in found] == kinds


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not-json"),
        (b"\xff", "not-utf8"),
        (b"[]", "not-a-credential"),
        (b'{"a":1,"a":2}', "duplicate-member"),
        (b"x" * 1_048_577, "too-large"),
    ],
)
def test_a_file_that_is_no_record_is_a_problem_with_its_place(project, raw, code):
    project.path("ada").write_bytes(raw)

    (line,) = lines(project)

    assert line.startswith(f"{project.name('ada')}:1:1: ")
    assert line.endswith(f"[{code}]")
    assert "{" not in line, "a placeholder was left"


def test_a_record_laid_out_over_lines_is_told_with_the_line_of_the_fault(project):
    document = {**project.document("ada"), "validFrom": "yesterday"}
    text = json.dumps(document, indent=2)
    project.path("ada").write_text(text)
    line = next(n for n, x in enumerate(text.splitlines(), 1) if '"validFrom"' in x)

    (found,) = lines(project)

    assert found.startswith(f"{project.name('ada')}:{line}:1: ")
    assert found.endswith("[malformed-date]")


def test_a_status_list_that_is_none_is_a_problem_that_says_what_to_do(project):
    project.write("content/status/extra.json", "{}")

    (found,) = [item for item in check_status_lists(project.site, NOW) if isinstance(item, Problem)]

    assert str(found).startswith("content/status/extra.json:1:1: ")
    assert "restore the file from your repository" in found.message


@pytest.mark.parametrize(
    "svg",
    [
        SVG.format("", ""),
        SVG.format(' viewBox="0 0 9 9"', '<path d="M0 0" fill="url(#a)"/>'),
        SVG.format("", '<defs><g id="a"/></defs><use href="#a"/>'),
        SVG.format(' xmlns:xlink="http://www.w3.org/1999/xlink"', '<use xlink:href="#a"/>'),
        SVG.format(' xmlns:s="http://sodipodi.example/"', '<s:namedview zoom="1"/>'),
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n' + SVG.format("", "<g/>"),
    ],
)
def test_a_drawing_has_no_fault(svg):
    assert svg_fault(svg.encode()) is None


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<svg/>",
        "<html/>",
        SVG.format("", "")[:-3],
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("", "&a;"),
        SVG.format("", "<script>alert(1)</script>"),
        SVG.format("", "<SCRIPT>alert(1)</SCRIPT>"),
        SVG.format(' onload="alert(1)"', ""),
        SVG.format("", '<g OnClick="alert(1)"/>'),
        SVG.format("", "<foreignObject><p/></foreignObject>"),
        SVG.format("", '<p xmlns="http://www.w3.org/1999/xhtml"/>'),
        SVG.format("", '<x:g xmlns:x="urn:x"><s xmlns="http://www.w3.org/1999/xhtml"/></x:g>'),
        SVG.format("", '<a href="javascript:alert(1)"><g/></a>'),
        SVG.format("", '<image href="https://evil.example/x.png"/>'),
        SVG.format("", '<use href="https://evil.example/x.svg#a"/>'),
        SVG.format("", '<use href="data:image/svg+xml,x"/>'),
        SVG.format(' xmlns:x="http://www.w3.org/1999/xlink"', '<use x:href="//evil.example/#a"/>'),
        SVG.format("", "<style>@import 'https://evil.example/'</style>"),
        SVG.format("", '<set attributeName="href" to="javascript:alert(1)"/>'),
        SVG.format("", '<animate attributeName="x"/>'),
        SVG.format("", '<g fill="url(https://evil.example/#a)"/>'),
        SVG.format("", '<g style="fill:url(#a);mask:url(https://evil.example/#b)"/>'),
        SVG.format("", '<g fill="URL(https://evil.example/#a)"/>'),
        '<?xml-stylesheet href="https://evil.example/x.css"?>' + SVG.format("", ""),
        '<?xml-stylesheet type="text/xsl" href="#x"?>'
        + SVG.format("", '<t:stylesheet xmlns:t="http://www.w3.org/1999/XSL/Transform" id="x"/>'),
    ],
)
def test_a_drawing_that_runs_or_loads_something_has_a_fault(svg):
    assert svg_fault(svg.encode()) is not None


def test_a_fault_in_a_picture_is_told_with_what_to_do(project):
    project.write("content/images/deep/x.svg", SVG.format("", "<script/>"))

    (line,) = lines(project)

    assert line.startswith("content/images/deep/x.svg: holds <script>: export it as plain SVG")
    assert line.endswith("[unsafe-svg]")


def test_a_picture_that_slows_every_page_is_a_problem(project):
    project.write("content/images/x.png", bytes(1_048_577))

    (line,) = lines(project)

    assert line == "content/images/x.png: is larger than 1 MiB: make it smaller [image-large]"


@pytest.mark.parametrize("name", ["content/pages/about.md", "content/programs/first-badge.md"])
def test_a_picture_in_a_text_needs_words(project, name):
    text = (project.root / name).read_text("utf-8")
    project.write(name, f"{text}\n![](images/first-badge.svg)\n")

    (line,) = lines(project)
    assert line == (
        f"{name}:{text.count(chr(10)) + 2}:1: shows images/first-badge.svg without alternative "
        "text: write ![what it shows](images/first-badge.svg) [image-alt]"
    )


def test_a_link_among_the_pictures_is_a_problem(project):
    (project.root / "content/images/x.svg").symlink_to("first-badge.svg")

    (line,) = lines(project)

    assert line.endswith("[file-link]")


@pytest.mark.parametrize("place", ["content", "theme", "content/credentials", "content/status"])
def test_a_folder_of_the_project_that_is_a_link_is_told_and_nothing_is_read_through_it(
    project, tmp_path, place
):
    project.write("theme/templates/credential.html", "{{ nonsense")
    project.write("content/site.yml", "nonsense")
    (project.root / place).rename(tmp_path / "elsewhere")
    (project.root / place).symlink_to(tmp_path / "elsewhere")

    assert lines(project) == [
        f"{place}: is a symbolic link: put the folder itself here [file-link]"
    ]


@pytest.mark.parametrize("place", ["content", "content/images", "content/status"])
def test_a_key_file_in_the_content_is_a_problem(project, place):
    path = keys.save_key_file(project.root / place, DID, SEED, "amber ladder quiet", keys.LIGHT)
    name = path.relative_to(project.root).as_posix()

    found = [line for line in lines(project) if line.endswith("[key-in-content]")]

    assert len(found) == 1
    assert found[0].startswith(f"{name}:1:1: is a signing key: move it out of the project")


def test_a_theme_that_is_not_there_is_a_problem_that_names_those_that_are(project):
    with (project.root / "content/site.yml").open("a") as file:
        file.write("\ntheme: none\n")

    (line,) = lines(project)

    assert line.startswith("content/site.yml")
    assert "choose one of default" in line


@pytest.mark.parametrize(
    ("name", "block", "problem"),
    [
        ("home.html", "{{ nobody }}", "'nobody' is undefined [template]"),
        ("home.html", "{% if true %}", "innermost block that needs to be closed is"),
        ("credential.html", "{{ nobody }}", "'nobody' is undefined [template]"),
        ("verify.html", "", "the page that it makes has no "),
    ],
)
def test_templates_that_no_page_can_be_made_of_are_problems(project, name, block, problem):
    text = f'{{% extends "default/{name}" %}}{{% block main %}}{block}{{% endblock %}}'
    project.write(f"theme/templates/{name}", text)

    (line,) = lines(project)

    assert line.startswith(f"theme/templates/{name}")
    assert problem in line


def test_advice_is_no_problem_unless_asked_for(project):
    verified = check_project(project.root, NOW)

    found = [str(item) for question in advice.ADVICE for item in question(verified.site)]
    assert lines(project, strict=True) == sorted(found)
    codes = {line.rpartition("[advice-")[2].rstrip("]") for line in found}
    assert codes == {"contact", "outcomes", "assessment", "hours", "example"}


def test_everything_is_asked_though_something_was_found(project):
    project.path("ada").write_bytes(b"{}")
    project.write("content/status/extra.json", "{}")
    project.write("content/images/x.svg", "<svg/>")
    project.write("content/key", f"{keys.MARKER}\n")

    assert [line.partition(":")[0] for line in lines(project)] == sorted(
        ["content/images/x.svg", "content/key", "content/status/extra.json", project.name("ada")]
    )


@pytest.mark.parametrize(
    "name",
    [
        "credential-page.js",
        "any-badge.js",
        "bake.js",
        "site.js",
        "checks.en.json",
        "words.en.json",
    ],
)
def test_an_asset_under_a_name_that_the_build_writes_is_told(project, name):
    project.write(f"theme/assets/{name}", "mine")

    assert lines(project) == [
        (
            f"theme/assets/{name}: is written by the build under this name: "
            "choose another [asset-reserved]"
        )
    ]


def test_a_folder_of_assets_under_a_name_that_the_build_writes_is_told(project):
    project.write("theme/assets/credential-page.js/x.css", "mine")

    (line,) = lines(project)

    assert line.startswith("theme/assets/credential-page.js/x.css: is written by the build")


def test_a_reason_of_a_credential_that_is_in_force_is_told(project):
    project.set_status("ada", "revocation", on=True)
    project.set_status("grace", "suspension", on=True)
    kept = (project.root / "content/status/reasons").read_bytes()
    project.set_status("ada", "revocation", on=False)
    project.write("content/status/reasons", kept)

    assert lines(project) == [
        (
            f"content/status/reasons: gives a reason for the revocation of {project.ids['ada']}, "
            "which is not revoked: take the entry out, or restore the status list from your "
            "repository [reason-without-status]"
        )
    ]


def test_a_reason_of_a_credential_that_is_not_there_is_told(project):
    project.set_status("ada", "revocation", on=True)
    project.path("ada").unlink()

    (line,) = lines(project)

    assert line.startswith(
        f"content/status/reasons: gives a reason for the revocation of {project.ids['ada']}"
    )
    assert line.endswith("[reason-without-status]")


def test_the_reasons_of_a_credential_that_was_held_and_then_withdrawn_are_no_problem(project):
    project.set_status("grace", "suspension", on=True)
    project.set_status("grace", "revocation", on=True)

    verified = check_project(project.root, NOW)

    assert [reason.purpose for reason in verified.reasons] == ["revocation", "suspension"]


def test_a_damaged_file_of_reasons_is_told_beside_everything_else(project):
    project.write("content/status/reasons", "[{}]")
    project.write("content/images/x.svg", "<svg/>")

    assert [line.partition(":")[0] for line in lines(project)] == [
        "content/images/x.svg",
        "content/status/reasons",
    ]


def test_a_project_without_programmes_is_told_what_to_do(project):
    for path in (project.root / "content/programs").iterdir():
        path.unlink()

    assert [line for line in lines(project, strict=True) if line.endswith("[advice-programs]")] == [
        (
            "content/programs: holds no programme, so there is nothing to issue: "
            "run 'insignia new program NAME' [advice-programs]"
        )
    ]
