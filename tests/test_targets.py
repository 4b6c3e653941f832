"""What `verify` is pointed at, whom it trusts, and what each proof comes to by itself."""

import io
import json
import shutil
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from generator import bake, signing, targets
from generator.errors import UsageError
from generator.lookups import (
    MAX_WAIT,
    fetch_https,
    read_url,
    trust_folder,
    trust_project,
    trust_web,
)
from generator.targets import Target, read_targets
from generator.vc import eddsa_jcs_2022
from generator.vc.checks import Outcome, Verdict
from generator.vc.strict_json import MAX_BYTES
from tests.conftest import DID, NOW, URL

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'
NOTHING = io.BytesIO()


@pytest.fixture
def folder(project, tmp_path):
    """Return what the site publishes for verifiers, as a folder."""
    place = tmp_path / "published"
    shutil.copytree(project.root / "content/status", place / "status")
    shutil.copy(project.root / "content/did.json", place)
    return place


def record(project, who="ada"):
    return Target(who, project.path(who).read_bytes())


def codes(result):
    return {item.check: item.code for item in result.findings}


def test_a_file_is_a_target_under_the_name_it_was_given(project):
    path = str(project.path("ada"))

    assert list(read_targets([path], NOTHING)) == [Target(path, project.path("ada").read_bytes())]


def test_a_folder_gives_its_records_and_baked_pictures_in_order(tmp_path):
    baked = bake.bake_svg(SVG, b"{}")
    (tmp_path / "b").mkdir()
    for name, data in {
        "b/2.json": b"{}",
        "a.svg": baked,
        "c.jsonld": b"{}",
        "plain.svg": SVG,
        "notes.txt": b"openbadge",
    }.items():
        (tmp_path / name).write_bytes(data)

    found = [target.name for target in read_targets([str(tmp_path)], NOTHING)]

    assert found == [str(tmp_path / name) for name in ("a.svg", "b/2.json", "c.jsonld")]


def test_a_dash_is_standard_input():
    assert list(read_targets(["-"], io.BytesIO(b"{}"))) == [Target("-", b"{}")]


def test_a_target_that_is_not_there_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match=r"cannot read .*none\.json: No such file"):
        list(read_targets([str(tmp_path / "none.json")], NOTHING))


def test_a_folder_that_stands_for_a_site_is_enough_to_verify(project, folder):
    result = targets.verify_target(record(project), trust_folder(folder, URL), NOW)

    assert result.verdict is Verdict.VALID


@pytest.mark.parametrize("origin", [URL, URL.rstrip("/")])
def test_the_origin_may_end_with_a_slash_or_not(folder, origin):
    trust = trust_folder(folder, origin)

    assert trust.issuer == DID
    assert trust.fetch(f"{URL}did.json") == (folder / "did.json").read_bytes()


def test_a_folder_answers_for_its_own_addresses_alone(folder, tmp_path):
    (tmp_path / "secret.json").write_bytes(b"secret")
    fetch = trust_folder(folder, URL).fetch

    assert fetch(f"{URL}status/revocation.json") is not None
    others = [
        "https://evil.example/badges/did.json",
        "https://ada.github.io/did.json",
        "https://ada.github.io/badges",
        URL,
        f"{URL}../secret.json",
        f"{URL}status/../../secret.json",
        f"{URL}/secret.json",
        f"{URL}none.json",
        f"{URL}status",
        f"{URL}a\0b",
    ]
    assert [fetch(address) for address in others] == [None] * len(others)


@pytest.mark.parametrize(
    "origin",
    ["", "ada.github.io", "http://ada.github.io/", "https://", "https://a b/", "file:///x"],
)
def test_an_origin_that_makes_no_did_is_wrong_usage(folder, origin):
    with pytest.raises(UsageError, match="is no address of a site"):
        trust_folder(folder, origin)


def test_a_record_of_another_issuer_is_not_trusted(project, folder):
    result = targets.verify_target(
        record(project), trust_folder(folder, "https://evil.example"), NOW
    )

    assert result.verdict is Verdict.INVALID
    assert codes(result)["issuer"] != "ok"


def test_without_its_status_list_a_record_could_not_be_checked(project, folder):
    (folder / "status/revocation.json").unlink()

    result = targets.verify_target(record(project), trust_folder(folder, URL), NOW)

    assert result.verdict is Verdict.UNKNOWN


def test_without_its_keys_a_record_could_not_be_checked(project, folder):
    (folder / "did.json").unlink()

    result = targets.verify_target(record(project), trust_folder(folder, URL), NOW)

    assert result.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("picture", ["png", "svg"])
def test_a_baked_picture_comes_to_what_its_record_comes_to(project, picture):
    from generator.picture import badge_picture  # noqa: PLC0415  beside its only use

    raw = project.path("ada").read_bytes()
    drawn = badge_picture(project.site, raw, picture)
    baked = bake.bake_png(drawn, raw) if picture == "png" else bake.bake_svg(drawn, raw)
    trust = trust_project(project.site)

    result, proofs = targets.verify_all_proofs(Target("x", baked), trust, NOW)

    assert result.findings == targets.verify_target(record(project), trust, NOW).findings
    assert [proof.outcome for proof in proofs] == [Outcome.PASSED] * 2


@pytest.mark.parametrize("data", [SVG, b"<", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\nx"])
def test_a_picture_without_exactly_one_record_fails_the_first_check(project, data):
    result = targets.verify_target(Target("x", data), trust_project(project.site), NOW)

    assert result.verdict is Verdict.INVALID
    assert list(codes(result).values()) == ["not-json", *["not-reached"] * 6]


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b"{" * 99])
def test_what_is_no_record_is_invalid_and_names_no_issuer(project, data):
    target = Target("x", data)

    result, proofs = targets.verify_all_proofs(target, trust_project(project.site), NOW)

    assert result.verdict is Verdict.INVALID
    assert proofs == ()
    assert targets.issuer_named_by(data) is None


def test_the_issuer_that_a_record_names_is_read_before_anything_is_believed(project):
    assert targets.issuer_named_by(project.path("ada").read_bytes()) == DID


def broken(project, suite):
    """Return Ada's record with one proof taken from Grace's."""
    mine, other = project.document("ada"), project.document("grace")
    for proof, wrong in zip(mine["proof"], other["proof"], strict=True):
        if proof["cryptosuite"] == suite:
            proof["proofValue"] = wrong["proofValue"]
    return Target("x", signing.serialise(mine))


def test_a_broken_rdfc_proof_is_seen_only_when_all_are_asked_for(project):
    target, trust = broken(project, "eddsa-rdfc-2022"), trust_project(project.site)

    alone = targets.verify_target(target, trust, NOW)
    result, proofs = targets.verify_all_proofs(target, trust, NOW)

    assert alone.verdict is Verdict.VALID
    assert result.verdict is Verdict.INVALID
    assert [(proof.cryptosuite, proof.outcome) for proof in proofs] == [
        ("eddsa-rdfc-2022", Outcome.FAILED),
        ("eddsa-jcs-2022", Outcome.PASSED),
    ]
    assert codes(result) == {
        "format": "ok",
        "structure": "ok",
        "issuer": "ok",
        "key": "ok",
        "proof": "bad-signature",
        "validity": "not-reached",
        "status": "not-reached",
    }


def test_a_broken_jcs_proof_is_always_seen(project):
    target, trust = broken(project, "eddsa-jcs-2022"), trust_project(project.site)

    result, proofs = targets.verify_all_proofs(target, trust, NOW)

    assert targets.verify_target(target, trust, NOW).verdict is Verdict.INVALID
    assert result.verdict is Verdict.INVALID
    assert [proof.outcome for proof in proofs] == [Outcome.PASSED, Outcome.FAILED]


def test_a_record_with_a_jcs_proof_alone_is_valid_by_all_its_proofs(project):
    document = project.document("ada")
    document["proof"] = document["proof"][1]

    result, proofs = targets.verify_all_proofs(
        Target("x", signing.serialise(document)), trust_project(project.site), NOW
    )

    assert result.verdict is Verdict.VALID
    assert [proof.cryptosuite for proof in proofs] == ["eddsa-jcs-2022"]


def test_a_member_that_rdf_would_drop_fails_the_rdfc_proof(project):
    document = project.document("ada")
    unsigned = {**{k: v for k, v in document.items() if k != "proof"}, "undefined": "x"}
    options = {
        name: value
        for name, value in document["proof"][1].items()
        if name not in ("cryptosuite", "proofValue", "@context")
    }
    jcs = eddsa_jcs_2022.create_proof(unsigned, options, project.key.sign)
    record = json.dumps({**unsigned, "proof": [document["proof"][0], jcs]}).encode()
    trust = trust_project(project.site)

    result, proofs = targets.verify_all_proofs(Target("x", record), trust, NOW)

    assert targets.verify_target(Target("x", record), trust, NOW).verdict is Verdict.VALID
    assert result.verdict is Verdict.INVALID
    assert proofs[0].outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "address", ["http://example.org/did.json", "file:///etc/hostname", "ftp://example.org/", ""]
)
def test_only_https_is_ever_asked(address):
    assert fetch_https(address, "https://provider.example/") is None


# What a record names is not asked by itself


def test_no_host_but_the_issuers_own_is_asked():
    trust = trust_web("did:web:provider.example")

    assert trust.fetch("https://internal.other.example/list.json") is None
    assert fetch_https("https://provider.example.other/x", "https://provider.example/") is None


@pytest.mark.parametrize(
    "name",
    ["../secret", "a/../../secret", "did.json?v=2", "did.json#x", "%2e%2e/secret", "/did.json"],
)
def test_only_plain_names_lead_to_files_of_the_folder(folder, name):
    assert trust_folder(folder, URL).fetch(f"{URL.rstrip('/')}/{name}") is None


class Hostile(BaseHTTPRequestHandler):
    """Answers with what no server should."""

    def do_GET(self):
        if self.path == "/garbage":
            self.wfile.write(b"this is not HTTP\r\n\r\n")
        elif self.path == "/cut":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
        elif self.path == "/elsewhere":
            self.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /fine\r\n\r\n")
        elif self.path == "/drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            with suppress(OSError):  # the reader hangs up
                while True:
                    self.wfile.write(b" ")
        elif self.path == "/endless":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n" + b" " * (MAX_BYTES + 1))
        else:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def hostile():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("fine", b"{}"), ("garbage", None), ("cut", None), ("elsewhere", None), ("endless", None)],
)
def test_a_hostile_server_is_no_answer_and_no_traceback(hostile, name, expected):
    assert read_url(hostile + name, MAX_WAIT) == expected


def test_an_answer_that_drips_is_given_up(hostile):
    assert read_url(f"{hostile}drip", 0.3) is None
