"""Endorsements: made by a partner, taken in by a provider, verified whenever content is checked."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator import content, endorsement_files, endorsements, endorsing, keys, signing
from generator.build import check_project
from generator.endorsing import Statement
from generator.errors import InsigniaError, UsageError
from generator.vc import checks, did, strict_json
from generator.vc.verify import verify, verify_rdfc
from tests.conftest import NOW, PASSPHRASE, URL, tree

ACME = "did:web:acme.example"
ABOUT = f"{URL}programs/first-badge/"
STATEMENT = Statement("https://acme.example/e/1", ABOUT, "We hire holders.", ACME, "Acme", None)
NAME = "content/endorsements/first-badge.acme.example.json"
KEYS = "content/endorsements/keys/acme.example.json"
PARTNER = """\
---
title: Acme Harbour
url: https://acme.example/
did: did:web:acme.example
description: Runs a harbour.
---
"""
LATER = datetime(2028, 1, 1, tzinfo=UTC)
STATUS = {
    "id": "https://acme.example/status.json#1",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "1",
    "statusListCredential": "https://acme.example/status.json",
}


def key_of(name, identity=ACME):
    return keys.key_of_seed(identity, hashlib.sha256(f"tests: {name}".encode()).digest())


KEY = key_of("acme")


def key_list(*signers, identity=ACME):
    public = [key.public_key for key in signers or (KEY,)]
    return json.dumps(content.new_did_document(identity, public)).encode()


def fetch_of(raw, identity=ACME):
    return {did.web_address(identity): raw}.get


def endorsed(key=KEY, now=NOW, **changes):
    return endorsing.create(replace(STATEMENT, **changes), key, now)


def signed_with(change, key=KEY):
    """Return an endorsement changed before it is signed."""
    document = json.loads(endorsed())
    del document["proof"]
    change(document)
    return signing.serialise(signing.secure(document, key, NOW))


@pytest.fixture
def home(project):
    """A provider that knows its partner."""
    project.write("content/partners/acme.md", PARTNER)
    return project


@pytest.fixture
def taken(home):
    endorsements.take_in(home.site, endorsed(), fetch_of(key_list()), NOW)
    return home


def refused(home, raw, keys_raw=None):
    with pytest.raises(InsigniaError) as raised:
        endorsements.take_in(home.site, raw, fetch_of(keys_raw or key_list()), NOW)
    assert not (home.root / "content/endorsements").exists()
    return str(raised.value)


def refused_later(home, raw, keys_raw=None):
    """Take in another one, which has to be refused and to leave what is kept; say why."""
    before = tree(home.root / "content/endorsements")
    with pytest.raises(InsigniaError) as raised:
        endorsements.take_in(home.site, raw, fetch_of(keys_raw or key_list()), NOW)
    assert tree(home.root / "content/endorsements") == before
    return str(raised.value)


def commented(comment):
    return signed_with(
        lambda document: document["credentialSubject"].update(endorsementComment=comment)
    )


def programme_page(home):
    return (home.out / "programs/first-badge/index.html").read_text("utf-8")


def problem_codes(home, **options):
    return [line.rpartition("[")[2].rstrip("]") for line in home.problems(**options)]


# Made


def test_what_a_partner_signs_is_an_endorsement_of_exactly_that():
    raw = endorsed(until=LATER)

    assert str(verify(raw, ACME, fetch_of(key_list()), NOW, ABOUT).verdict) == "valid"
    assert verify_rdfc(raw, ACME, fetch_of(key_list()), NOW, ABOUT)
    document = strict_json.parse(raw)
    assert document["validUntil"] == "2028-01-01T00:00:00Z"
    assert document["credentialSubject"] == {
        "id": ABOUT,
        "type": ["EndorsementSubject"],
        "endorsementComment": "We hire holders.",
    }


def test_an_endorsement_is_no_badge():
    result = verify(endorsed(), ACME, fetch_of(key_list()), NOW)

    assert (str(result.verdict), result.findings[1].code) == ("invalid", "not-a-credential")


@pytest.mark.parametrize(
    "changes",
    [
        {"about": "ftp://x.example/"},
        {"comment": " "},
        {"comment": "x" * 2_001},
        {"comment": "a\u202eb"},
        {"issuer_name": "A\nB"},
        {"record_id": "foo bar"},
        {"record_id": "http://acme.example/e/1"},
        {"record_id": "urn:uuid:5"},
        {"until": NOW},
    ],
)
def test_a_text_that_cannot_stand_in_a_record_is_not_signed(changes):
    with pytest.raises(UsageError):
        endorsed(**changes)


def test_it_needs_no_address_of_its_own():
    number = "urn:uuid:0f8b1a52-6c3e-4d27-9b5a-2f4e8c7d1a60"

    assert strict_json.parse(endorsed(record_id=number))["id"] == number


# Taken in


def test_it_is_kept_as_it_was_signed_beside_the_keys_and_their_day(home):
    raw = endorsed()

    paths = endorsements.take_in(home.site, raw, fetch_of(key_list()), NOW)

    assert [path.relative_to(home.root).as_posix() for path in paths] == [KEYS, NAME]
    assert (home.root / NAME).read_bytes() == raw
    assert json.loads((home.root / KEYS).read_bytes()) == {
        "copied": "2026-06-01T12:00:00Z",
        "didDocument": json.loads(key_list()),
    }


def test_a_later_one_takes_the_place_of_an_earlier(taken):
    raw = endorsed(comment="We still hire holders.")

    endorsements.take_in(taken.site, raw, fetch_of(key_list()), NOW)

    assert (taken.root / NAME).read_bytes() == raw


def test_a_partner_has_to_be_known(project):
    assert "no partner has the identity did:web:acme.example" in refused(project, endorsed())


def test_its_programme_has_to_be_here(home):
    raw = endorsed(about="https://elsewhere.example/programs/first-badge/")

    assert "which is no programme of this site" in refused(home, raw)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"issuer": 5}', b'{"issuer": "did:key:z"}'])
def test_what_names_nobody_with_a_site_is_not_taken_in(home, raw):
    assert "no endorsement by an organisation" in refused(home, raw)


def test_an_altered_one_is_not_taken_in(home):
    assert "Altered after signing" in refused(home, endorsed().replace(b"hire", b"love"))


def test_a_key_that_the_partner_does_not_list_is_not_believed(home):
    assert "Issuer not confirmed" in refused(home, endorsed(), key_list(key_of("other")))


def test_an_expired_one_is_not_taken_in(home):
    raw = endorsed(now=datetime(2026, 1, 1, tzinfo=UTC), until=datetime(2026, 5, 1, tzinfo=UTC))

    assert "Out of date" in refused(home, raw)


def test_one_that_may_have_been_withdrawn_is_not_taken_in(home):
    raw = signed_with(lambda document: document.update(credentialStatus=STATUS))

    assert "Revocation not checked" in refused(home, raw)


def test_a_badge_is_not_taken_in(home):
    raw = signed_with(
        lambda document: document.update(type=["VerifiableCredential", "OpenBadgeCredential"])
    )

    assert "Not an endorsement" in refused(home, raw)


def test_a_faulty_proof_for_wallets_is_not_taken_in(home):
    document = json.loads(endorsed())
    document["proof"][0]["proofValue"] = document["proof"][1]["proofValue"]

    assert "signature for wallets" in refused(home, json.dumps(document).encode())


@pytest.mark.parametrize("comment", ["", " ", "x" * 2_001, "a\u202eb"])
def test_a_text_that_nobody_could_have_signed_with_create_is_not_taken_in(home, comment):
    assert "It has a comment that" in refused(home, commented(comment))


def test_one_that_says_nothing_is_not_taken_in(home):
    raw = signed_with(lambda document: document["credentialSubject"].pop("endorsementComment"))

    assert "It has a comment that is empty: ask Acme Harbour" in refused(home, raw)


def test_an_older_one_does_not_take_the_place_of_a_newer(taken):
    older = endorsed(now=datetime(2026, 5, 1, tzinfo=UTC))

    assert f"remove {NAME} first" in refused_later(taken, older)


def test_what_is_kept_can_be_taken_in_again_for_the_keys_of_today(taken):
    later = datetime(2026, 9, 1, tzinfo=UTC)

    endorsements.take_in(taken.site, (taken.root / NAME).read_bytes(), fetch_of(key_list()), later)

    assert json.loads((taken.root / KEYS).read_bytes())["copied"] == "2026-09-01T00:00:00Z"


def test_new_keys_do_not_break_what_else_is_kept_of_the_partner(taken):
    new = key_of("new")
    other = endorsed(new, about=f"{URL}programs/night-watch/")

    assert NAME in refused_later(taken, other, key_list(new))


def test_new_keys_beside_the_old_are_taken(taken):
    new = key_of("new")
    other = endorsed(new, about=f"{URL}programs/night-watch/")

    endorsements.take_in(taken.site, other, fetch_of(key_list(new, KEY)), NOW)

    assert taken.build()


# Checked


def test_it_is_published_as_it_was_signed_with_the_keys(taken):
    taken.build()

    assert (taken.out / "endorsements/first-badge.acme.example.json").read_bytes() == (
        taken.root / NAME
    ).read_bytes()
    assert (taken.out / "endorsements/keys/acme.example.json").read_bytes() == (
        taken.root / KEYS
    ).read_bytes()


def test_one_that_has_ended_is_published_and_judged_by_the_page(home):
    raw = endorsed(until=datetime(2026, 6, 2, tzinfo=UTC))
    endorsements.take_in(home.site, raw, fetch_of(key_list()), NOW)

    home.build(now=datetime(2027, 6, 1, tzinfo=UTC))

    assert (home.out / "endorsements/first-badge.acme.example.json").exists()


def test_one_that_holds_is_told_to_search_engines(taken):
    taken.build()

    assert '"recognizedBy":[{"@type":"Organization","name":"Acme Harbour"' in programme_page(taken)


def test_one_that_has_ended_is_not_told_to_search_engines(home):
    raw = endorsed(until=datetime(2026, 6, 2, tzinfo=UTC))
    endorsements.take_in(home.site, raw, fetch_of(key_list()), NOW)

    home.build(now=datetime(2030, 6, 1, tzinfo=UTC))

    assert "recognizedBy" not in programme_page(home)


def test_one_that_may_have_been_withdrawn_is_not_told_to_search_engines(taken):
    taken.write(NAME, signed_with(lambda document: document.update(credentialStatus=STATUS)))

    taken.build()

    assert "recognizedBy" not in programme_page(taken)


def test_one_that_has_ended_gets_advice(home):
    raw = endorsed(until=datetime(2026, 6, 2, tzinfo=UTC))
    endorsements.take_in(home.site, raw, fetch_of(key_list()), NOW)
    found = check_project(home.root, datetime(2030, 6, 1, tzinfo=UTC)).endorsements

    (advice,) = endorsements.advise_endorsements(found)
    assert (advice.path, advice.code) == (NAME, "advice-endorsement")
    assert advice.message == "ended on 2026-06-02: ask Acme Harbour for a new one, or remove it"


def test_one_that_holds_gets_no_advice(taken):
    found = check_project(taken.root, NOW).endorsements

    assert list(endorsements.advise_endorsements(found)) == []


@pytest.mark.parametrize(
    ("comment", "code"),
    [("", "value-empty"), ("x" * 2_001, "value-long"), ("a\u202eb", "text-control")],
)
def test_a_text_that_cannot_stand_on_a_page_stops_the_build(taken, comment, code):
    taken.write(NAME, commented(comment))

    assert problem_codes(taken) == [code]


def test_keys_dated_ahead_of_the_clock_are_told_as_that(taken):
    copy = json.loads((taken.root / KEYS).read_bytes())
    taken.write(KEYS, json.dumps({**copy, "copied": "2027-01-01T00:00:00Z"}))

    (line,) = taken.problems()
    assert line.startswith(f"{KEYS}: is dated in the future (2027-01-01T00:00:00Z): check the")


@pytest.mark.parametrize("name", ["notes.txt", "old/first.json", "keys/acme.pem"])
def test_what_is_no_endorsement_does_not_lie_with_them(taken, name):
    taken.write(f"content/endorsements/{name}", "x")

    assert problem_codes(taken) == ["file-name"]


@pytest.mark.parametrize("name", [".DS_Store", "first-badge.acme.example.json~"])
def test_what_editors_leave_behind_is_passed_over(taken, name):
    taken.write(f"content/endorsements/{name}", "x")

    assert taken.build()


def test_an_edited_one_stops_the_build(taken):
    path = taken.root / NAME
    path.write_bytes(path.read_bytes().replace(b"hire", b"love"))

    assert problem_codes(taken) == ["bad-signature"]


def test_one_whose_key_is_gone_stops_the_build(taken):
    copy = json.loads((taken.root / KEYS).read_bytes())
    copy["didDocument"] = json.loads(key_list(key_of("other")))
    taken.write(KEYS, json.dumps(copy))

    assert problem_codes(taken) == ["key-not-listed"]


@pytest.mark.parametrize(
    "text",
    [None, "{", "[]", "{}", '{"copied": "yesterday"}', '{"copied": "2027-01-01T00:00:00Z"}'],
)
def test_without_a_copy_of_the_keys_nothing_is_built(taken, text):
    if text is None:
        (taken.root / KEYS).unlink()
    else:
        taken.write(KEYS, text)

    assert problem_codes(taken) == ["endorsement-keys"]


def test_keys_of_somebody_else_are_no_keys_of_the_partner(taken):
    other = "did:web:other.example"
    copy = json.loads((taken.root / KEYS).read_bytes())
    copy["didDocument"] = json.loads(key_list(identity=other))
    taken.write(KEYS, json.dumps(copy))

    assert problem_codes(taken) == ["did-mismatch"]


def test_one_of_a_programme_that_is_gone_is_told(taken):
    (taken.root / NAME).write_bytes(endorsed(about=f"{URL}programs/gone/"))

    assert problem_codes(taken) == ["endorsement-program"]


def test_one_of_a_partner_that_is_gone_is_told(taken):
    (taken.root / "content/partners/acme.md").unlink()

    assert problem_codes(taken) == ["endorsement-partner"]


def test_one_that_was_moved_is_told(taken):
    (taken.root / NAME).rename(taken.root / NAME.replace("first-badge", "night-watch"))

    assert problem_codes(taken) == ["endorsement-partner"]


def test_a_link_in_its_place_is_told(taken, tmp_path):
    elsewhere = tmp_path / "elsewhere.json"
    (taken.root / NAME).rename(elsewhere)
    (taken.root / NAME).symlink_to(elsewhere)

    assert problem_codes(taken) == ["file-link"]


def test_the_same_content_gives_the_same_bytes(taken, tmp_path):
    taken.build()
    taken.build(tmp_path / "again")

    for name in ("programs/first-badge/index.html", "partners/acme/index.html"):
        assert (taken.out / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


# Named


@pytest.mark.parametrize(
    ("identity", "stem", "host"),
    [
        ("did:web:acme.example", "acme.example", "acme.example"),
        ("did:web:acme.example%3A8443:a:b", "acme.example=3A8443_a_b", "acme.example:8443"),
        ("did:web:acme.example:a_b", "acme.example_a=5Fb", "acme.example"),
    ],
)
def test_an_identity_names_a_file_and_a_host(identity, stem, host):
    assert (endorsement_files.file_stem(identity), endorsements.host_of(identity)) == (stem, host)


def test_no_two_identities_share_a_file():
    paths = ["", "%3A8443", ":8443", ":b_c", ":b:c", ":b_:c", ":b:_c", ":b__c", ":p8443", ":3A8443"]
    identities = [f"{ACME}{path}" for path in paths]

    assert all(did.web_address(identity) for identity in identities)
    assert len({endorsement_files.file_stem(identity) for identity in identities}) == len(paths)


# Commands


@pytest.fixture
def key_file(tmp_path):
    seed = hashlib.sha256(b"tests: acme").digest()
    return keys.save_key_file(tmp_path / "acme-keys", ACME, seed, PASSPHRASE, keys.LIGHT)


def create(cli, key_file, *more):
    options = ("--about", ABOUT, "--comment", "We hire holders.", "--as", ACME, "--key", key_file)
    return cli("endorse", "create", *options, *more)


def test_what_create_makes_import_takes_in(cli, home, key_file, tmp_path):
    made = create(cli, key_file, "--name", "Acme Harbour", "--out", tmp_path / "e.json")
    (tmp_path / "did.json").write_bytes(key_list())
    options = ("--did-document", tmp_path / "did.json", "--project", home.root)
    taken_in = cli("endorse", "import", tmp_path / "e.json", *options)

    assert (made.exit_code, made.stdout) == (0, f"{tmp_path / 'e.json'}\n")
    assert (taken_in.exit_code, taken_in.stdout) == (0, f"{KEYS}\n{NAME}\n")


def test_create_overwrites_nothing(cli, key_file, tmp_path):
    (tmp_path / "endorsement.json").write_text("mine")

    made = create(cli, key_file)

    assert made.exit_code == 2
    assert (tmp_path / "endorsement.json").read_text() == "mine"


def test_create_signs_in_no_other_name_than_the_keys(cli, key_file):
    made = create(cli, key_file, "--as", "did:web:other.example")

    assert made.exit_code == 1
    assert "is a key of did:web:acme.example" in made.stderr


def test_create_needs_an_identity_with_a_site(cli, key_file):
    assert create(cli, key_file, "--as", "acme.example").exit_code == 2


def test_check_advises_on_what_has_ended(cli, home):
    raw = endorsed(until=datetime(2026, 6, 2, tzinfo=UTC))
    endorsements.take_in(home.site, raw, fetch_of(key_list()), NOW)

    result = cli("check", "--project", home.root, env={"SOURCE_DATE_EPOCH": "1900000000"})

    assert result.exit_code == 0
    assert f"advice: {NAME}: ended on 2026-06-02" in result.stderr


def test_import_asks_the_partners_site_where_no_key_list_is_given(cli, home, tmp_path):
    nobody = "did:web:localhost%3A1"  # nothing listens on that port
    home.write("content/partners/acme.md", PARTNER.replace(ACME, nobody))
    raw = endorsed(key_of("acme", nobody), issuer=nobody)
    (tmp_path / "e.json").write_bytes(raw)

    result = cli("endorse", "import", tmp_path / "e.json", "--project", home.root)

    assert result.exit_code == 1
    assert "asking localhost:1 over https" in result.stderr
    assert "The key list at localhost:1 could not be reached" in result.stderr


def test_an_identifier_that_no_record_can_have_is_told(cli, key_file):
    made = create(cli, key_file, "--id", "foo bar")

    assert made.exit_code == 2
    assert "--id is 'foo bar'" in made.stderr


# Told: what was wrong, by name, and what to do next


def test_one_that_has_ended_is_told_with_its_day(home):
    raw = endorsed(now=datetime(2026, 1, 1, tzinfo=UTC), until=datetime(2026, 5, 1, tzinfo=UTC))

    told = "(2026-05-01T00:00:00Z). Ended on 2026-05-01. Ask the partner for a new one"
    assert refused(home, raw).endswith(told)


def test_one_that_has_not_begun_is_told_with_its_day(home):
    raw = endorsed(now=datetime(2026, 6, 1, 12, 4, tzinfo=UTC))

    assert refused(home, raw).endswith("Starts on 2026-06-01. Import it again then")


def test_one_that_was_altered_has_to_be_sent_again(home):
    told = refused(home, endorsed().replace(b"hire", b"love"))

    assert told.endswith("does not match the contents. Ask the partner to send it again")


def test_keys_that_cannot_be_reached_can_be_asked_for(home):
    with pytest.raises(InsigniaError) as raised:
        endorsements.take_in(home.site, endorsed(), lambda _address: None, NOW)

    told = "Try again later, or ask the partner for did.json and add --did-document FILE"
    assert str(raised.value).endswith(told)


def test_no_finding_needs_more_than_is_filled_in():
    known = dict.fromkeys(("host", "until", "from", "dated"), "x")
    words = [
        words[part]
        for check in checks.catalogue()["checks"].values()
        for words in check["codes"].values()
        for part in ("title", "text")
        if words["outcome"] != "passed"
    ]

    assert all(text.format_map(known) is not None for text in words)


@pytest.mark.parametrize(
    "name", ["programs/frist-badge/", "programs/first-badge", "pathways/first-badge/#skills"]
)
def test_another_address_gets_the_nearest(home, name):
    raw = endorsed(about=f"{URL}{name}")

    assert refused(home, raw).endswith(f"did you mean {ABOUT}? Ask the partner for one about that")


def test_an_address_that_is_like_none_gets_no_guess(home):
    assert "did you mean" not in refused(home, endorsed(about=f"{URL}programs/zzz/"))


@pytest.mark.parametrize("end", ["", "/index.html", "/#skills", "?from=mail", "/?a=b#c"])
def test_create_knows_the_address_of_a_page(cli, key_file, end):
    made = create(cli, key_file, "--about", f"{URL}programs/first-badge{end}")

    assert made.exit_code == 2
    assert f"write {ABOUT}\n" in made.stderr


def test_an_end_can_be_a_day_which_belongs_to_it(cli, key_file, tmp_path):
    create(cli, key_file, "--until", "2999-06-01")

    document = json.loads((tmp_path / "endorsement.json").read_bytes())
    assert document["validUntil"] == "2999-06-01T23:59:59Z"


def test_an_end_can_be_a_time(cli, key_file, tmp_path):
    create(cli, key_file, "--until", "2999-06-01T10:00:00Z")

    document = json.loads((tmp_path / "endorsement.json").read_bytes())
    assert document["validUntil"] == "2999-06-01T10:00:00Z"


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("2025-06-01", "--until is a time that has passed: give a later one"),
        ("2999-02-30", "write a day like 2027-06-01, or a time like 2027-06-01T12:00:00Z"),
    ],
)
def test_an_end_that_cannot_be_is_told(cli, key_file, tmp_path, end, told):
    made = create(cli, key_file, "--until", end)

    assert made.exit_code == 2
    assert told in made.stderr
    assert not (tmp_path / "endorsement.json").exists()


def test_what_is_no_key_file_is_told_as_that(cli, tmp_path):
    path = tmp_path / "did.json"
    path.write_bytes(key_list())
    path.chmod(0o644)

    made = create(cli, path)

    assert made.exit_code == 2
    assert f"{path} is no key file: give the one that 'insignia keygen' made" in made.stderr


BADGE = signed_with(
    lambda document: document.update(type=["VerifiableCredential", "OpenBadgeCredential"])
)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (BADGE, "is a credential, not an endorsement: "),
        (key_list(), "is a list of keys: give it with --did-document"),
        (b"# Acme", "is not JSON: "),
        (b"\x89PNG", "is not JSON: "),
        (b'{"a": 1, "a": 2}', "cannot be read: The record states a detail twice"),
    ],
    ids=["badge", "keys", "text", "picture", "twice"],
)
def test_a_wrong_file_is_told_by_name(cli, home, tmp_path, raw, told):
    path = tmp_path / "sent.json"
    path.write_bytes(raw)

    result = cli("endorse", "import", path, "--project", home.root)

    assert result.exit_code == 2
    assert result.stderr.startswith(f"insignia: {path} {told}")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"# Acme", "is not JSON: ask the partner for its did.json"),
        (endorsed(), "is no list of keys: ask the partner for its did.json"),
    ],
    ids=["text", "endorsement"],
)
def test_a_wrong_key_list_is_told_by_name(cli, home, tmp_path, raw, told):
    (tmp_path / "e.json").write_bytes(endorsed())
    path = tmp_path / "acme.md"
    path.write_bytes(raw)
    options = ("--did-document", path, "--project", home.root)

    result = cli("endorse", "import", tmp_path / "e.json", *options)

    assert result.exit_code == 2
    assert result.stderr.startswith(f"insignia: {path} {told}")
