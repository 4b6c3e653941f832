"""Building: nothing while anything is wrong, the same bytes every time, whole or marked."""

import html
import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace

import pytest

from generator import keys, signing
from generator.errors import ContentError, InsigniaError, Problem
from tests.conftest import ADA, DID, GRACE, NOBODY, NOW, SEED, URL, links, parse_html, tree

MARKER = "BUILD-INCOMPLETE"
# Every way out of a text that a page could leave open, short enough for every field.
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"
    "\" onmouseover=\"alert(1)' onfocus='x' javascript:alert(1) <!-- ]]>&lt;b&gt;"
)

# Builds, and is killed before the file numbered COUNT is opened for writing or removed.
KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from generator.build import build

root, out, now, count = sys.argv[1:]
left = int(count)

def watch(event, arguments):
    global left
    if event == "open":
        path, _, flags = arguments
        if not isinstance(path, str) or not flags & (os.O_WRONLY | os.O_RDWR):
            return
    elif event == "os.remove":
        path = os.fspath(arguments[0])
    else:
        return
    if str(path).startswith(out):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
build(Path(root), Path(out), datetime.fromisoformat(now))
"""


def run(script, *arguments):
    return subprocess.run(  # what it is given is written above
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def expected(template, tmp_path_factory):
    """What a build of the unchanged project ends with."""
    out = tmp_path_factory.mktemp("expected") / "out"
    template.build(out)
    return tree(out)


def settings(project, old, new):
    path = project.root / "content/site.yml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def fresh(project, tmp_path):
    """Build into a new folder; what a build has to end with."""
    project.build(tmp_path / "fresh")
    return tree(tmp_path / "fresh")


# What is wrong with the content


def test_a_wrong_setting_programme_and_record_are_told_at_once_and_nothing_is_written(project):
    settings(project, "accent:", "acent:")
    project.write("content/programs/first-badge.md", "---\ntitle: x\ntype: Bage\n---\n")

    lines = project.problems()

    assert any(line.startswith("content/site.yml:") and "'accent'" in line for line in lines)
    programme = [line for line in lines if line.startswith("content/programs/first-badge.md:")]
    assert any(":3:" in line and "'Bage'" in line for line in programme)
    assert len(programme) >= 5  # the type, and four keys that are required
    assert all(line.endswith("]") and ": " in line for line in lines)


def test_two_wrong_records_and_a_wrong_picture_are_told_at_once(project):
    for who in ("ada", "grace"):
        path = project.path(who)
        path.write_bytes(path.read_bytes().replace(b"Northfield", b"Southfield", 1))
    project.write("content/images/x.svg", "<svg/>")

    lines = project.problems()

    expected = sorted(["content/images/x.svg", project.name("ada"), project.name("grace")])
    assert [line.partition(":")[0] for line in lines] == expected


def test_an_output_of_an_earlier_build_stays_byte_for_byte_when_the_next_may_not_begin(project):
    project.build()
    project.path("ada").write_bytes(b"{}")

    (line,) = project.problems()  # which compares the output

    assert line.startswith(f"{project.name('ada')}:1:1: ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Ada Lovelace", b"Ada Lovelac3"),
        (b"2029-06-01", b"2039-06-01"),
        (b"Northfield College", b"Southfield College"),
        (b'"awardedDate"', b'"issuanceDate"'),
        (b'"validFrom"', b'"x":1,"validFrom"'),
    ],
)
def test_a_changed_record_stops_the_build_and_is_named(project, old, new):
    path = project.path("ada")
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new, 1))

    (line,) = project.problems()

    assert line.startswith(f"{project.name('ada')}:1:1: ")
    assert line.endswith("[bad-signature]")


def test_the_same_document_laid_out_otherwise_is_still_the_record(project):
    project.path("ada").write_text(json.dumps(project.document("ada"), indent=2, sort_keys=True))

    project.build()

    assert project.page("ada", ".json").read_bytes() == project.path("ada").read_bytes()


def test_a_record_moved_to_another_id_stops_the_build(project):
    moved = project.ids["ada"][:-4] + "abcd"
    project.path("ada").rename(project.site.record_path(moved))

    (line,) = project.problems()

    assert line.startswith(f"content/credentials/{moved[:2]}/{moved}.json:1:1: is the record of ")
    assert line.endswith("[record-id]")


def test_a_copy_of_a_record_under_another_id_stops_the_build(project):
    shutil.copy(project.path("ada"), project.path("grace"))

    (line,) = project.problems()

    assert line.startswith(f"{project.name('grace')}:1:1: is the record of {URL}c/")


@pytest.mark.parametrize("name", ["ABCDEFGHIJKLMNOPQRSTUVWXYZ", "short", "z" * 25 + "1"])
def test_a_record_under_a_name_that_is_no_id_stops_the_build(project, name):
    project.path("ada").rename(project.path("ada").with_name(f"{name}.json"))

    (line,) = project.problems()

    assert f"/{name}.json: is not where a record lies" in line
    assert line.endswith("[record-place]")


def test_a_record_in_the_wrong_folder_stops_the_build(project):
    folder = project.root / "content/credentials/zz"
    folder.mkdir()
    project.path("ada").rename(folder / f"{project.ids['ada']}.json")

    (line,) = project.problems()

    assert line.endswith("[record-place]")


def test_a_link_in_place_of_a_record_stops_the_build(project, tmp_path):
    project.path("ada").rename(tmp_path / "elsewhere.json")
    project.path("ada").symlink_to(tmp_path / "elsewhere.json")

    (line,) = project.problems()

    assert line.startswith(f"{project.name('ada')}: is a symbolic link")
    assert line.endswith("[file-link]")


def test_a_record_of_an_unlisted_key_stops_the_build(project):
    other = keys.key_of_seed(DID, bytes(32))
    unsigned = {name: value for name, value in project.document("ada").items() if name != "proof"}
    project.path("ada").write_bytes(signing.serialise(signing.secure(unsigned, other, NOW)))

    (line,) = project.problems()

    assert line.startswith(f"{project.name('ada')}:1:1: ")
    assert line.endswith("[key-not-listed]")


def test_a_record_of_another_issuer_stops_the_build(project):
    document = project.document("ada")
    project.sign(project.path("ada"), {**document, "issuer": "did:web:evil.example"})

    (line,) = project.problems()

    assert line.startswith(f"{project.name('ada')}:1:1: ")


def test_a_missing_status_list_stops_the_build_naming_the_records(project):
    (project.root / "content/status/revocation.json").unlink()

    lines = project.problems()

    expected = sorted([project.name("ada"), project.name("grace")])
    assert [line.partition(":")[0] for line in lines] == expected
    assert all(line.endswith("[list-unreachable]") for line in lines)


def test_an_altered_status_list_stops_the_build_naming_it(project):
    path = project.root / "content/status/suspension.json"
    path.write_bytes(path.read_bytes().replace(b"2026-06-01T12", b"2026-06-01T11", 1))

    lines = project.problems()

    places = {line.partition(":")[0] for line in lines}
    assert places == {"content/status/suspension.json", project.name("grace")}


def test_a_stale_status_list_stops_the_build_naming_it(project):
    path = project.root / "content/status/revocation.json"
    document = json.loads(path.read_bytes())
    project.sign(path, {**document, "validUntil": "2026-06-01T11:59:59Z"})

    lines = project.problems()

    assert {line.partition(":")[0] for line in lines} >= {
        "content/status/revocation.json",
        project.name("ada"),
    }


def test_a_status_list_under_another_name_stops_the_build(project):
    folder = project.root / "content/status"
    shutil.copy(folder / "suspension.json", folder / "revocation.json")

    assert {line.partition(":")[0] for line in project.problems()} >= {
        "content/status/revocation.json",
        project.name("ada"),
    }


def test_a_missing_did_document_stops_the_build_once_credentials_were_issued(project):
    (project.root / "content/did.json").unlink()

    (line,) = project.problems()

    assert line.startswith("content/did.json: is missing, and credentials were issued: restore it")
    assert line.endswith("[key-missing]")


def test_what_is_expired_revoked_or_on_hold_is_published(project):
    project.set_status("ada", "revocation", on=True, reason="Issued in error")
    project.set_status("grace", "suspension", on=True, reason="Under review")

    project.build(now=NOW.replace(year=2035))

    assert b"Issued in error" in project.page("ada").read_bytes()
    assert b"Under review" in project.page("grace").read_bytes()


def test_a_site_builds_before_its_first_key_and_credential(project):
    shutil.rmtree(project.root / "content/credentials")
    shutil.rmtree(project.root / "content/status")
    (project.root / "content/did.json").unlink()

    built = project.build()

    assert built.credentials == 0
    assert not (project.out / "did.json").exists()


def test_one_more_check_can_be_passed_and_stops_the_build(project):
    def mine(site):
        yield Problem("content/site.yml", 7, 1, f"{site.config.name} is mine", "mine")

    lines = project.problems(extra_checks=[mine])

    assert lines == ["content/site.yml:7:1: Northfield College is mine [mine]"]


def test_advice_is_a_problem_where_it_was_asked_for(project):
    project.build(project.root / "lenient")

    lines = project.problems(strict=True)

    assert lines[-1].endswith("[advice-contact]")
    assert any("night-watch.md" in line and "'hours'" in line for line in lines)


# What is read twice


def test_a_record_changed_during_the_build_is_not_published(project):
    path = max(project.path("ada"), project.path("grace"))

    def change(what, done, total):
        if what == "Writing" and done == 0:
            assert total == 2
            path.write_bytes(path.read_bytes() + b" ")

    with pytest.raises(ContentError, match="was changed while the site was being built") as raised:
        project.build(progress=change)

    (problem,) = raised.value.problems
    assert problem.path == path.relative_to(project.root).as_posix()
    assert MARKER in tree(project.out)


# The same bytes


def test_two_builds_give_the_same_bytes_and_the_second_writes_nothing(project):
    first = project.build()
    before = tree(project.out)

    second = project.build()

    assert tree(project.out) == before
    assert (first.written, second.written) == (len(before), 0)
    assert (first.credentials, first.pages) == (second.credentials, second.pages)


def test_the_same_content_elsewhere_gives_the_same_bytes(project, tmp_path):
    project.build()
    copy = replace(project, root=tmp_path / "some/where else")
    shutil.copytree(project.root, copy.root, ignore=shutil.ignore_patterns("public"))

    copy.build()

    assert tree(copy.out) == tree(project.out)


def test_the_time_of_the_build_is_nowhere_in_it(project, tmp_path):
    project.build(tmp_path / "one")
    project.build(tmp_path / "two", now=NOW.replace(year=2028))

    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_build_into_an_old_output_ends_like_a_fresh_one(project, tmp_path):
    project.build()
    settings(project, 'accent: "#1d3f8f"', 'accent: "#0a5f3c"')
    (project.root / "content/pages/about.md").unlink()
    project.write(
        "content/programs/more.md", (project.root / "content/programs/night-watch.md").read_bytes()
    )
    project.path("grace").unlink()
    project.set_status("ada", "revocation", on=True)

    project.build()

    assert tree(project.out) == fresh(project, tmp_path)
    assert not (project.out / "about").exists()
    assert not project.page("grace").exists()


def test_files_added_by_hand_are_removed_whatever_they_are(project, expected):
    project.build()
    for name in ("notes.txt", "c/zz/old.html", ".hidden", "deep/er/still/x"):
        (project.out / name).parent.mkdir(parents=True, exist_ok=True)
        (project.out / name).write_bytes(b"mine")

    project.build()

    assert tree(project.out) == expected
    assert not (project.out / "deep").exists()


def test_a_damaged_file_in_the_output_is_mended(project, expected):
    project.build()
    for path in project.out.rglob("*.html"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    project.build()

    assert tree(project.out) == expected


@pytest.mark.parametrize("out", [".", "content", "content/images"])
def test_a_folder_that_is_not_ours_is_refused_and_stays_as_it_is(project, out):
    before = tree(project.root)

    with pytest.raises(InsigniaError, match="holds files that no build wrote"):
        project.build(project.root / out)

    assert tree(project.root) == before


# Interrupted


@pytest.mark.parametrize("part", [0, 0.1, 0.5, 1])
def test_a_build_that_is_killed_leaves_the_marker_and_the_next_one_mends_it(
    project, expected, part
):
    # the marker is written first and removed last
    count = 1 + round(part * len(expected))

    done = run(KILLED, project.root, project.out, NOW.isoformat(), count)

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert MARKER in tree(project.out)
    project.build()
    assert tree(project.out) == expected


def test_a_build_killed_before_its_first_write_leaves_nothing(project, expected):
    done = run(KILLED, project.root, project.out, NOW.isoformat(), 0)

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert tree(project.out) == {}
    project.build()
    assert tree(project.out) == expected


@pytest.mark.parametrize("count", [1, 7, 13])
def test_a_rebuild_that_is_killed_is_mended_like_a_fresh_one(project, expected, tmp_path, count):
    for name, data in expected.items():
        project.write(f"public/{name}", data)
    (project.root / "content/pages/about.md").unlink()
    settings(project, "name: ", "name: New ")
    project.path("grace").unlink()

    done = run(KILLED, project.root, project.out, NOW.isoformat(), count)

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert MARKER in tree(project.out)
    project.build()
    assert tree(project.out) == fresh(project, tmp_path)


@pytest.mark.parametrize(("record", "error"), [(0, KeyboardInterrupt), (1, OSError)])
def test_an_error_at_any_record_leaves_the_marker_and_the_next_build_mends_it(
    project, expected, record, error
):
    def stop(what, done, _total):
        if what == "Writing" and done == record:
            raise error

    with pytest.raises(error):
        project.build(progress=stop)

    assert MARKER in tree(project.out)
    project.build()
    assert tree(project.out) == expected


@pytest.mark.parametrize("size", [0, 900])
def test_a_disk_that_is_full_is_told_in_one_line_and_the_next_build_mends_it(
    project, expected, size
):
    script = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "from generator.cli import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "build", "--project", str(project.root)],
        capture_output=True,
        check=False,
        timeout=60,
        text=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))},
    )

    assert done.returncode == 1
    assert done.stderr.startswith("insignia: cannot write ")
    assert done.stderr.count("\n") == 1
    assert MARKER in tree(project.out)
    project.build()
    assert tree(project.out) == expected


# Hostile text


def shape(elements):
    return [(element.tag, sorted(element.attributes)) for element in elements]


DATA = ("application/json", "application/ld+json")  # types of scripts that browsers do not run


def assert_inert(elements):
    for element in elements:
        assert element.tag not in ("style", "iframe", "object", "embed", "base", "form_"), element
        assert not [n for n in element.attributes if n.startswith("on") or n == "style"], element
        if element.tag == "script" and element.attributes.get("type") not in DATA:
            assert element.attributes["src"], element
    for address in links(elements):
        scheme = address.partition(":")[0] if ":" in address else ""
        assert scheme in ("", "https", "http", "mailto"), address


def record_with(document, text, address):
    """Put `text` into every text of a record, and `address` into every link that may lead away."""
    subject = document["credentialSubject"]
    achievement = subject["achievement"]
    prefix = f"{URL}programs/night-watch/"
    return {
        **document,
        "name": text,
        "description": text,
        "issuer": {**document["issuer"], "name": text, "email": text, "description": text},
        "evidence": [
            {"id": address, "type": ["Evidence"], "name": text, "narrative": text},
            {"id": address, "type": ["Evidence"]},
        ],
        "credentialSubject": {
            **subject,
            "narrative": text,
            "identifier": [{**subject["identifier"][0], "identityHash": text}],
            "achievement": {
                **achievement,
                "id": address,
                "achievementType": text,
                "name": text,
                "description": text,
                "criteria": {"id": address, "narrative": text},
                "image": {**achievement["image"], "caption": text},
                "fieldOfStudy": text,
                "inLanguage": text,
                "version": text,
                "tag": [text, text],
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": text,
                        "targetUrl": address,
                        "targetFramework": text,
                        "targetCode": text,
                    }
                ],
                "resultDescription": [
                    {
                        "id": f"{prefix}#grade",
                        "type": ["ResultDescription"],
                        "name": text,
                        "resultType": "LetterGrade",
                        "requiredValue": text,
                    }
                ],
            },
            "result": [{"type": ["Result"], "resultDescription": f"{prefix}#grade", "value": text}],
        },
    }


def test_a_record_with_hostile_text_everywhere_makes_an_inert_page(project):
    plain = project.document("grace")
    project.sign(project.path("grace"), record_with(plain, "plain", "urn:example:x"))
    project.build()
    expected = shape(parse_html(project.page("grace").read_bytes()))

    project.sign(project.path("grace"), record_with(plain, HOSTILE, "javascript:alert(1)"))
    project.build()

    page = parse_html(project.page("grace").read_bytes())
    assert shape(page) == expected
    assert_inert(page)
    (block,) = [element for element in page if element.attributes.get("id") == "credential"]
    assert json.loads(block.text) == project.document("grace")


def programme(text, title, link):
    quoted = json.dumps(text)
    return (
        f"---\norder: 1\ntitle: {json.dumps(title)}\ntype: Course\ndescription: {quoted}\n"
        f"criteria: {quoted}\nimage: images/first-badge.svg\nimage_alt: {quoted}\n"
        f"version: {quoted}\nfield: {quoted}\n"
        f"skills:\n  - {json.dumps(text + ' 2')}\n  - {{name: {quoted}, url: {link}, "
        f"framework: {quoted}, code: {quoted}, level: {quoted}}}\n"
        f"outcomes: [{quoted}]\nhours: 3\ncredits: 2\ncredit_system: {quoted}\nlevel: {quoted}\n"
        f"delivery: {quoted}\nprice: {quoted}\nprerequisites: {quoted}\napply: {link}\n"
        f"assessment:\n  - {{name: {quoted}, method: exam, pass_mark: {quoted}}}\n"
        f"results:\n  - {{id: mark, name: {quoted}, type: Percent, allowed: [{quoted}]}}\n"
        f"quality: {quoted}\nparts: [first-badge]\n---\n\n{text}\n"
    )


SHORT_HOSTILE = [
    "<img src=x onerror=alert(1)>{{7*7}}",
    '"><script>alert(1)</script><!--',
    "' onfocus='x' javascript:x ]]>{% x %}",
]


def public_pages(project):
    return {
        path.relative_to(project.out).as_posix(): parse_html(path.read_bytes())
        for path in project.out.rglob("*.html")
        if path.relative_to(project.out).parts[0] != "c"
    }


def without_skills(names):
    """Leave out the pages of skills: their addresses are made from the skills' names."""
    return {name for name in names if not name.startswith("skills/")}


def test_a_programme_with_hostile_text_everywhere_makes_inert_pages(project):
    link = "https://example.org/?a=%22%3E%3Cb%3E&b='(x)"
    names = ("programs/plain.md", "pages/plain.md")
    page = "---\ntitle: {0}\ndescription: {0}\n---\n{1}\n"

    def write(text):
        project.write(f"content/{names[0]}", programme(text, text, json.dumps(link)))
        project.write(f"content/{names[1]}", page.format(json.dumps(text), ""))
        path = project.root / "content/site.yml"
        lines = [
            f"{key}: {json.dumps(text)}"
            if (key := line.partition(":")[0]) in ("name", "description")
            else line
            for line in path.read_text().splitlines()
        ]
        path.write_text("\n".join(lines) + "\n")
        project.build()
        return public_pages(project)

    plain = write("plain")
    for text in SHORT_HOSTILE:
        hostile = write(text)
        assert without_skills(plain) == without_skills(hostile)
        for name, elements in hostile.items():
            assert_inert(elements)
            # The one's Markdown may hold markup of its own, the others' names are not the same.
            if name != "pathways/plain/index.html" and name in without_skills(plain):
                assert shape(elements) == shape(plain[name]), name
        home = (project.out / "index.html").read_text()
        assert html.unescape(home).count(text) >= home.count("<bdi>")


HOSTILE_MARKDOWN = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "![x](https://evil.example/track.png)",
    "<a href='data:text/html,x' style='color:red' onclick='x()'>x</a>",
    "<iframe src='//evil.example'></iframe><style>*{}</style>",
    "{{7*7}}{% include 'x' %}",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<form action='https://evil.example'><input name=a></form><base href='//evil.example'>",
]


def test_hostile_markdown_is_inert_on_programmes_and_pages(project):
    night_watch = (project.root / "content/programs/night-watch.md").read_text()
    for number, body in enumerate(HOSTILE_MARKDOWN):
        project.write(f"content/programs/hostile-{number}.md", f"{night_watch}\n{body}\n")
        project.write(f"content/pages/hostile-{number}.md", f"---\ntitle: x\n---\n{body}\n")

    project.build()

    for number, body in enumerate(HOSTILE_MARKDOWN):
        for name in (f"programs/hostile-{number}/index.html", f"hostile-{number}/index.html"):
            data = (project.out / name).read_bytes()
            elements = parse_html(data)
            assert_inert(elements)
            assert not [e for e in elements if e.tag in ("form", "input", "base")], body
            loaded = [e.attributes.get("src") or "" for e in elements if e.tag in ("img", "script")]
            assert not [address for address in loaded if "//" in address], body
            assert b">49<" not in data


@pytest.mark.parametrize("key", ["apply", "website", "url"])
@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//evil.example/"])
def test_a_link_that_could_run_stops_the_build(project, key, link):
    if key == "apply":
        path = project.root / "content/programs/night-watch.md"
        path.write_text(path.read_text().replace("title:", f'apply: "{link}"\ntitle:', 1))
        place = "content/programs/night-watch.md:2:"
    else:
        path = project.root / "content/site.yml"
        lines = [x for x in path.read_text().splitlines() if not x.startswith(f"{key}:")]
        path.write_text("\n".join([f'{key}: "{link}"', *lines]) + "\n")
        place = "content/site.yml:1:"

    assert any(line.startswith(place) for line in project.problems())


def test_a_reason_with_hostile_text_is_inert(project):
    project.set_status("ada", "revocation", on=True, reason="plain")
    project.build()
    expected = shape(parse_html(project.page("ada").read_bytes()))
    project.set_status("ada", "revocation", on=False)

    project.set_status("ada", "revocation", on=True, reason=HOSTILE)
    project.build()

    assert shape(parse_html(project.page("ada").read_bytes())) == expected


# Privacy


def test_the_address_of_a_recipient_is_in_no_file(project):
    project.build()

    found = [
        name for name, data in tree(project.root).items() if b"learners.example" in data.lower()
    ]
    assert found == []


def test_the_name_of_a_recipient_is_on_no_page_but_their_own(project):
    project.build()

    found = {name for name, data in tree(project.out).items() if b"Grace Hopper" in data}
    stem = f"c/{project.ids['grace'][:2]}/{project.ids['grace']}"
    assert found == {f"{stem}.html", f"{stem}.json"}


# Files from elsewhere


@pytest.mark.parametrize(
    "place",
    ["theme/assets/x.css", "content/_headers", "content/images/x.svg", "content/status/x.json"],
)
def test_nothing_outside_the_project_is_published_through_a_link(project, tmp_path, place):
    secret = b"the secret of another folder"
    (tmp_path / "secret").write_bytes(secret)
    link = project.root / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(tmp_path / "secret")

    with suppress(ContentError):
        project.build()

    assert [name for name, data in tree(project.out).items() if secret in data] == []


def test_a_picture_folder_that_leads_elsewhere_is_refused(project, tmp_path):
    folder = project.root / "content/images"
    folder.rename(tmp_path / "images")
    folder.symlink_to(tmp_path / "images")

    assert project.problems() != []


def test_a_key_file_among_what_is_published_stops_the_build(project):
    keys.save_key_file(project.root / "theme/assets", DID, SEED, "amber ladder quiet", keys.LIGHT)

    lines = project.problems()

    assert len(lines) == 1
    assert lines[0].endswith("[key-in-content]")


def test_assets_of_the_provider_come_before_the_themes(project):
    project.write("theme/assets/style.css", "body{color:red}")
    project.write("theme/assets/own/font.woff2", b"font")

    project.build()

    assert (project.out / "assets/style.css").read_bytes().startswith(b"body{color:red}")
    assert (project.out / "assets/own/font.woff2").read_bytes() == b"font"


def test_an_asset_cannot_take_the_place_of_the_verifier(project):
    name = "theme/assets/credential-page.js"
    project.write(name, "document.title = 'Verified'")
    before = tree(project.root)

    with pytest.raises(InsigniaError):
        project.build(project.root / "public")

    assert (project.root / name).read_bytes() == before[name]


def test_many_records_of_one_programme_have_pages_of_their_own(project):
    people = [replace(NOBODY, name=f"Learner {number}") for number in range(5)]
    made = project.issue("first-badge", *people, ADA)
    project.issue("night-watch", GRACE)

    built = project.build()

    assert built.credentials == 2 + 6 + 1
    for issued in made:
        stem = project.out / "c" / issued.record_id[:2] / issued.record_id
        assert issued.recipient.name in stem.with_suffix(".html").read_text()
        assert stem.with_suffix(".json").read_bytes() == issued.path.read_bytes()
