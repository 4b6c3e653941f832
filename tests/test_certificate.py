"""The certificate as a file: what stands on it, that it is the same each time, who gets none."""

import json
import re
import shutil
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from generator.certificate import CertificateError, Certificates, NotInForceError, read_record
from generator.errors import ContentError
from tests.conftest import GRACE, NOW
from tests.printed import A4_LANDSCAPE, LETTER_LANDSCAPE, read_pdf

# The title of any answer: nobody may read one on paper.
VERDICT = re.compile(r"\b(?:Verified|Genuine|Revoked|On hold|Expired|Altered|Valid$|Not valid)\b")
LONGEST = "Wolfeschlegelsteinhausenbergerdorff " * 5  # of 200 characters, what a name may have
FIXED = ("--now", "2026-06-01T12:00:00Z")


def make(project, who="grace", paper="a4", now=NOW):
    maker = Certificates(project.site, now)
    return maker.make(project.path(who).read_bytes(), paper)[1]


def issue(project, name, program="night-watch"):
    """Issue to somebody of that name; the certificate, read."""
    (issued,) = project.issue(program, replace(GRACE, name=name))
    raw = project.site.record_path(issued.record_id).read_bytes()
    return read_pdf(Certificates(project.site, NOW).make(raw, "a4")[1])


def change_program(project, **values):
    path = project.root / "content/programs/night-watch.md"
    text = path.read_text("utf-8")
    for key, value in values.items():
        text = re.sub(f"^{key}: .*$", f"{key}: {json.dumps(value)}", text, flags=re.MULTILINE)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(("paper", "size"), [("a4", A4_LANDSCAPE), ("letter", LETTER_LANDSCAPE)])
def test_a_certificate_is_one_page_of_the_paper_asked_for(project, paper, size):
    assert read_pdf(make(project, paper=paper)).sizes == [size]


def test_it_says_who_earned_what_from_whom_and_when(project):
    text = read_pdf(make(project)).text

    for part in ("Grace Hopper", "Night Watch", "Northfield College", "Keeps watch at night."):
        assert part in text
    assert "Awarded Valid until Number 1 June 2026 No end date" in text


def test_it_shows_how_to_check_and_no_verdict(project):
    text = read_pdf(make(project)).text

    assert "Scan to check this credential" in text
    assert "A print-out is not proof. Check it online." in text
    assert project.ids["grace"][:10] in text
    assert not VERDICT.search(text)


def test_its_qr_code_leads_to_the_page_of_the_credential(project):
    assert read_pdf(make(project)).codes == [project.document("grace")["id"]]


def test_it_is_written_for_those_who_cannot_see_it(project):
    printed = read_pdf(make(project))

    assert printed.catalog["/MarkInfo"]["/Marked"]
    assert printed.catalog["/Lang"] == "en-GB"
    assert printed.catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in printed.catalog["/Metadata"].get_data()
    assert printed.title == f"Night Watch, number {project.ids['grace'][:10]}"
    alternatives = [text for _, text in printed.tags if text]
    assert alternatives == ["A lamp", "QR code of this credential’s address"]
    assert [tag for tag, _ in printed.tags if re.fullmatch(r"H\d?", tag)] == ["H1"]


def test_equal_records_give_equal_bytes_elsewhere_and_later(project, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(project.root, elsewhere)

    again = make(replace(project, root=elsewhere), now=NOW + timedelta(days=1))
    assert again == make(project)


def test_its_only_time_is_the_signature_s(project):
    assert read_pdf(make(project)).created == NOW


@pytest.mark.parametrize(
    "name",
    [
        '#panic("x")',
        "*a* _b_ `c` $d$",
        "#sys.inputs",
        "// nobody",
        "/* nobody */",
        "= Heading",
        "@ref <label>",
        r"\u{41} \ ~ --- ...",
        '"quoted" \'and\' #"so"',
        "{{ 7 * 7 }}",
        "]] #[",
    ],
)
def test_a_name_is_data_and_stands_there_as_it_is(project, name):
    assert name in issue(project, name).text


def test_the_longest_texts_stay_on_one_page_with_the_whole_name(project):
    change_program(project, title="Deep " * 23 + "water", description="Keeps watch. " * 76)
    printed = issue(project, LONGEST.strip())

    assert printed.sizes == [A4_LANDSCAPE]
    assert printed.text.count("Wolfeschlegelsteinhausenbergerdorff") == 5
    assert printed.text.count("Deep") == 23
    assert "…" in printed.text


@pytest.mark.parametrize(
    "name", ["Αικατερίνη Παπαθεοδώρου", "Олена Коваленко", "Nguyễn Thị Minh Hằng", "Łukasz Źdźbło"]
)
def test_names_of_many_alphabets_can_be_written(project, name):
    assert name in issue(project, name).text


def test_arabic_is_written_without_a_font_of_the_machine(project):
    assert issue(project, "عبد الرحمن").sizes == [A4_LANDSCAPE]


def test_letters_that_no_font_has_are_named_and_refused(project):
    with pytest.raises(CertificateError, match=r"no font for '李文涛'.*theme/fonts"):
        issue(project, "李文涛")


def test_a_record_without_a_name_says_what_was_awarded(project):
    document = project.document("ada")
    name, email = document["credentialSubject"]["identifier"]
    assert name["identityType"] == "name"
    document["credentialSubject"]["identifier"] = [email]
    project.sign(project.path("ada"), document)

    text = read_pdf(make(project, "ada")).text
    assert "Awarded for First" in text
    assert "Awarded to" not in text


def test_a_credential_without_a_picture_has_a_certificate(project):
    document = project.document("grace")
    del document["credentialSubject"]["achievement"]["image"]
    project.sign(project.path("grace"), document)

    assert "A lamp" not in [text for _, text in read_pdf(make(project)).tags]


@pytest.mark.parametrize(
    ("purpose", "word"), [("revocation", "Revoked"), ("suspension", "On hold")]
)
def test_what_is_withdrawn_or_on_hold_gets_none(project, purpose, word):
    project.set_status("grace", purpose, on=True)

    with pytest.raises(NotInForceError, match=word):
        make(project)


@pytest.mark.parametrize(
    ("member", "day", "word"),
    [
        ("validUntil", "2026-06-01T11:59:59Z", "Expired"),
        ("validFrom", "2026-06-02T00:00:00Z", "Not valid yet"),
    ],
)
def test_what_is_out_of_date_gets_none(project, member, day, word):
    document = project.document("grace")
    document[member] = day
    project.sign(project.path("grace"), document)

    with pytest.raises(NotInForceError, match=word):
        make(project)


def test_an_altered_record_gets_none(project):
    path = project.path("grace")
    path.write_bytes(path.read_bytes().replace(b"Grace Hopper", b"Grace Happer"))

    with pytest.raises(CertificateError, match=r"\(proof: bad-signature\)"):
        make(project)


def test_a_picture_that_was_not_signed_is_put_on_none(project):
    picture = project.root / "content/images/first-badge.svg"
    picture.write_bytes(picture.read_bytes() + b"\n")

    with pytest.raises(CertificateError, match="is not the picture"):
        make(project)


def test_words_that_cannot_be_filled_are_told_and_not_used(project):
    project.write("theme/words/en.json", '{"certificate.document-title": "{nobody}"}')

    with pytest.raises(ContentError, match=r"theme/words/en\.json:1:.*\{nobody\}"):
        make(project)


def test_a_record_that_is_none_gets_none(project):
    with pytest.raises(CertificateError, match="this file gets no certificate"):
        Certificates(project.site, NOW).make(b"[]", "a4")


def test_a_project_brings_its_own_template(project):
    project.write(
        "theme/certificate.typ",
        "#let d = json(bytes(sys.inputs.data))\n#set document(title: d.title)\nOurs: #d.name\n",
    )

    assert read_pdf(make(project)).text == "Ours: Grace Hopper"


def test_a_fault_in_a_template_is_told_with_its_place(project):
    project.write("theme/certificate.typ", "#let d = 1\n#nothing\n")

    with pytest.raises(ContentError, match=r"^theme/certificate\.typ:2:\d+: unknown variable"):
        make(project)


def test_a_template_reads_nothing_outside_the_project(project):
    (project.root.parent / "secret.txt").write_text("secret")
    project.write("theme/certificate.typ", '#read("/../secret.txt")\n')

    with pytest.raises(ContentError):
        make(project)


def test_without_the_typesetter_people_hear_how_to_get_it(project, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(CertificateError, match=r"pip install 'insignia\[pdf\]'"):
        Certificates(project.site, NOW)


def test_a_record_is_named_by_id_short_id_address_or_file(project):
    record_id, path = project.ids["grace"], project.path("grace")
    address = project.site.record_address(record_id)

    for name in (record_id, record_id[:10], address, str(path)):
        assert read_record(project.site, name) == path.read_bytes()


# The command


def test_the_command_writes_a_file_named_after_the_short_id(cli, project, tmp_path):
    short_id = project.ids["grace"][:10]
    done = cli("certificate", short_id, *FIXED, "--project", project.root)

    assert (done.exit_code, done.stdout) == (0, f"{short_id}.pdf\n")
    assert read_pdf((tmp_path / f"{short_id}.pdf").read_bytes()).sizes == [A4_LANDSCAPE]


def test_the_command_overwrites_nothing(cli, project, tmp_path):
    (tmp_path / "mine.pdf").write_text("mine")
    place = ("--out", "mine.pdf", "--project", project.root)
    done = cli("certificate", project.ids["grace"], *FIXED, *place)

    assert done.exit_code == 2
    assert (tmp_path / "mine.pdf").read_text() == "mine"


def test_a_folder_in_the_place_of_the_file_is_told(cli, project, tmp_path):
    place = tmp_path / "made" / f"{project.ids['grace'][:10]}.pdf"
    place.mkdir(parents=True)
    done = cli(
        "certificate", project.ids["grace"], *FIXED, "--out", "made", "--project", project.root
    )

    assert done.exit_code == 2
    assert f"{place.relative_to(tmp_path)} exists already" in done.stderr


def test_several_go_into_a_folder_and_one_that_is_refused_is_named(cli, project, tmp_path):
    project.set_status("ada", "revocation", on=True)
    names = (project.ids["ada"], project.ids["grace"])
    done = cli("certificate", *names, *FIXED, "--out", "made", "--project", project.root)

    assert done.exit_code == 1
    assert f"{project.ids['ada']}.html gets no certificate" in done.stderr
    assert [path.stem for path in (tmp_path / "made").iterdir()] == [project.ids["grace"][:10]]


def test_all_means_those_in_force(cli, project, tmp_path):
    project.set_status("ada", "revocation", on=True)
    done = cli("certificate", "--all", *FIXED, "--out", "made", "--project", project.root)

    assert done.exit_code == 0
    left_out = "Left out, since it is not in force: 1 of 2 credentials"
    assert [line for line in done.stderr.splitlines() if "Typesetting" not in line] == [left_out]
    assert [path.stem for path in (tmp_path / "made").iterdir()] == [project.ids["grace"][:10]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name a credential, or give --all"),
        (("--all", "abc"), "name a credential, or give --all"),
        (("--all",), "name a folder with --out"),
        (("abcdefghij",), "no credential answers to"),
        (("a" * 300,), "no credential answers to"),
    ],
)
def test_a_wrong_call_is_explained(cli, project, arguments, message):
    done = cli("certificate", *arguments, "--project", project.root)

    assert done.exit_code == 2
    assert message in done.stderr
