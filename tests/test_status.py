"""Status lists: indices given out once, one bit per decision, nothing withdrawn comes back."""

import json

import pytest

from generator import status
from generator.errors import InsigniaError, UsageError
from generator.lookups import trust_project
from generator.targets import Target, verify_target
from generator.vc import status_list
from tests.conftest import ADA, GRACE, NOW, URL, Source, tree

FOLDER = "content/status"


def bits(project, name="revocation"):
    document = json.loads((project.root / FOLDER / f"{name}.json").read_bytes())
    return status_list.decode_list(document["credentialSubject"]["encodedList"])


def changed_bits(before, after):
    pairs = zip(before, after, strict=True)
    return [
        (number * 8 + bit, bool(new & (0x80 >> bit)))
        for number, (old, new) in enumerate(pairs)
        for bit in range(8)
        if (old ^ new) & (0x80 >> bit)
    ]


def entries(document):
    found = document["credentialStatus"]
    return found if isinstance(found, list) else [found]


def index(project, who, purpose="revocation"):
    (found,) = (
        int(entry["statusListIndex"])
        for entry in entries(project.document(who))
        if entry["statusPurpose"] == purpose
    )
    return found


def verdict(project, who):
    target = Target(who, project.path(who).read_bytes())
    return verify_target(target, trust_project(project.site), NOW).verdict.value


def test_a_new_list_is_signed_with_both_proofs_and_long_enough_to_hide_in(project):
    document = json.loads((project.root / FOLDER / "revocation.json").read_bytes())

    assert document["id"] == f"{URL}status/revocation.json"
    assert document["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert document["credentialSubject"]["statusPurpose"] == "revocation"
    suites = [proof["cryptosuite"] for proof in document["proof"]]
    assert suites == ["eddsa-rdfc-2022", "eddsa-jcs-2022"]
    assert len(bits(project)) == 131072 // 8
    assert not any(bits(project))


def test_revoking_sets_exactly_the_bit_of_the_record(project):
    before = bits(project)

    project.set_status("ada", "revocation", on=True)

    assert changed_bits(before, bits(project)) == [(index(project, "ada"), True)]
    assert (verdict(project, "ada"), verdict(project, "grace")) == ("revoked", "valid")


def test_suspending_and_reinstating_change_exactly_one_bit_each(project):
    fresh = bits(project, "suspension")
    revocation = (project.root / FOLDER / "revocation.json").read_bytes()
    at = index(project, "grace", "suspension")

    project.set_status("grace", "suspension", on=True)
    held = bits(project, "suspension")
    assert verdict(project, "grace") == "suspended"
    project.set_status("grace", "suspension", on=False)

    assert changed_bits(fresh, held) == [(at, True)]
    assert changed_bits(held, bits(project, "suspension")) == [(at, False)]
    assert verdict(project, "grace") == "valid"
    assert (project.root / FOLDER / "revocation.json").read_bytes() == revocation


def test_withdrawing_changes_no_record(project):
    before = tree(project.root / "content/credentials")

    project.set_status("ada", "revocation", on=True)

    assert tree(project.root / "content/credentials") == before


@pytest.mark.parametrize(
    ("who", "purpose", "on", "message"),
    [
        ("grace", "suspension", False, "is not on hold"),
        ("ada", "revocation", False, "is not revoked"),
        ("ada", "suspension", True, "put 'suspendable: true' into"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(project, who, purpose, on, message):
    before = tree(project.root)

    with pytest.raises(InsigniaError, match=message):
        project.set_status(who, purpose, on=on)

    assert tree(project.root) == before


def test_what_is_revoked_is_not_revoked_again(project):
    project.set_status("ada", "revocation", on=True, reason="First")
    before = tree(project.root)

    with pytest.raises(InsigniaError, match="is already revoked"):
        project.set_status("ada", "revocation", on=True, reason="Second")

    assert tree(project.root) == before


@pytest.mark.parametrize("on", [True, False])
def test_what_is_revoked_is_neither_held_nor_reinstated(project, on):
    if not on:
        project.set_status("grace", "suspension", on=True)
    project.set_status("grace", "revocation", on=True)
    before = tree(project.root)

    with pytest.raises(InsigniaError, match="is already revoked: a revocation is final"):
        project.set_status("grace", "suspension", on=on)

    assert tree(project.root) == before


def test_the_reason_is_kept_for_the_page(project):
    project.set_status("ada", "revocation", on=True, reason="Wrong person")

    assert status.read_reasons(project.site) == (
        status.Reason(project.ids["ada"], "revocation", "Wrong person", "2026-06-01T12:00:00Z"),
    )


def test_the_reason_for_a_hold_goes_with_the_hold(project):
    project.set_status("grace", "suspension", on=True, reason="Under review")
    project.set_status("grace", "suspension", on=False)

    assert status.read_reasons(project.site) == ()


def test_lifting_a_hold_keeps_the_reason_of_a_revocation(project):
    project.set_status("grace", "suspension", on=True, reason="Under review")
    project.set_status("ada", "revocation", on=True, reason="Cheated")
    project.set_status("grace", "suspension", on=False)

    (kept,) = status.read_reasons(project.site)
    assert (kept.purpose, kept.text) == ("revocation", "Cheated")


def test_a_missing_list_is_not_taken_for_an_empty_one(project):
    (project.root / FOLDER / "revocation.json").unlink()
    before = tree(project.root)

    with pytest.raises(InsigniaError, match="is missing: restore content/status"):
        project.set_status("ada", "revocation", on=True)

    assert tree(project.root) == before


def test_issuing_does_not_bring_a_lost_list_back_without_its_revocations(project):
    project.set_status("ada", "revocation", on=True)
    (project.root / FOLDER / "revocation.json").unlink()

    with pytest.raises(InsigniaError):
        project.issue("first-badge", ADA)

    assert not (project.root / FOLDER / "revocation.json").exists()


def test_a_list_changed_by_hand_is_not_signed_anew(project):
    path = project.root / FOLDER / "revocation.json"
    path.write_bytes(path.read_bytes().replace(b"2026-06-01", b"2026-06-02", 1))
    before = tree(project.root)

    with pytest.raises(InsigniaError, match="cannot be trusted"):
        project.set_status("ada", "revocation", on=True)

    assert tree(project.root) == before


def test_indices_are_never_used_twice(project):
    project.issue("night-watch", *[GRACE] * 12)
    project.issue("first-badge", *[ADA] * 3)

    used = [
        (entry["statusListCredential"], entry["statusListIndex"])
        for path in (project.root / "content/credentials").rglob("*.json")
        for entry in entries(json.loads(path.read_bytes()))
    ]
    assert len(used) == len(set(used)) == 2 + 1 + 12 * 2 + 3


def test_an_index_drawn_twice_is_drawn_again(project):
    draws = iter([b"\0\0\x05", b"\0\0\x05", b"\0\0\x05", b"\0\0\x09"])

    given = status.allocate(
        project.site, ["revocation"], 2, project.key, NOW, lambda _count: next(draws)
    )

    assert [row[0]["statusListIndex"] for row in given] == ["5", "9"]


def test_indices_are_spread_over_the_whole_list(project):
    given = status.allocate(project.site, ["revocation"], 200, project.key, NOW, Source())

    indices = [int(row[0]["statusListIndex"]) for row in given]
    assert indices != sorted(indices)
    assert min(indices) < 131072 // 8
    assert max(indices) > 131072 - 131072 // 8


def test_what_is_given_out_is_remembered_though_no_record_was_made(project):
    (row,) = status.allocate(project.site, ["revocation"], 1, project.key, NOW, Source())
    first = row[0]["statusListIndex"]

    (row,) = status.allocate(project.site, ["revocation"], 1, project.key, NOW, Source())

    assert row[0]["statusListIndex"] != first


def test_without_the_memory_of_indices_nothing_is_given_out(project):
    (project.root / FOLDER / "allocated").unlink()
    before = tree(project.root)

    with pytest.raises(InsigniaError, match="status indices could be used twice"):
        project.issue("first-badge", ADA)

    assert tree(project.root) == before


@pytest.mark.parametrize("text", ["", "<<<<<<< HEAD\n", "[]", '{"revocation": "x"}'])
def test_a_damaged_memory_of_indices_is_an_error_of_one_line(project, text):
    project.write(f"{FOLDER}/allocated", text)

    with pytest.raises(InsigniaError) as raised:
        project.issue("first-badge", ADA)

    assert "content/status/allocated" in str(raised.value)


def test_a_damaged_file_of_reasons_is_an_error_of_one_line(project):
    project.write(f"{FOLDER}/reasons", "<<<<<<< HEAD\n")

    with pytest.raises(InsigniaError, match="content/status/reasons"):
        project.build()


@pytest.mark.parametrize(
    "changes",
    [
        {"record_id": 7},
        {"record_id": "../site"},
        {"purpose": "refresh"},
        {"purpose": ["revocation"]},
        {"text": 7},
        {"text": None},
        {"text": "two\nlines"},
        {"date": "2026-06-01"},
        {"date": "yesterday"},
        {"date": 1780315200},
        {"colour": "red"},
    ],
)
def test_an_entry_of_reasons_with_another_member_than_is_written_is_an_error(project, changes):
    project.set_status("ada", "revocation", on=True)
    (entry,) = json.loads((project.root / FOLDER / "reasons").read_bytes())
    project.write(f"{FOLDER}/reasons", json.dumps([{**entry, **changes}]))

    with pytest.raises(InsigniaError, match="content/status/reasons: is damaged"):
        status.read_reasons(project.site)


@pytest.mark.parametrize("text", ["7", "{}", "[7]", "[[]]", '{"a": 1}', "null", "\ufeff[]"])
def test_a_file_of_reasons_that_is_no_list_of_entries_is_an_error(project, text):
    project.write(f"{FOLDER}/reasons", text)

    with pytest.raises(InsigniaError, match="content/status/reasons: is damaged"):
        status.read_reasons(project.site)


def test_a_half_full_list_is_followed_by_a_second(project):
    full = bytes([0xFF]) * (131072 // 16) + bytes(131072 // 16)
    memory = json.loads((project.root / FOLDER / "allocated").read_bytes())
    memory["revocation"] = status_list.encode_list(full)
    project.write(f"{FOLDER}/allocated", json.dumps(memory))

    (issued,) = project.issue("first-badge", ADA)

    entry = json.loads(issued.path.read_bytes())["credentialStatus"]
    assert entry["statusListCredential"] == f"{URL}status/revocation-2.json"
    assert (project.root / FOLDER / "revocation-2.json").is_file()
    project.build()


@pytest.mark.parametrize(
    "write",
    [
        lambda site, name: site.record_address(name),
        lambda _site, name: name,
        lambda _site, name: name[:10],
        lambda _site, name: name[:6],
        lambda _site, name: name.upper(),
        lambda _site, name: f"content/credentials/{name[:2]}/{name}.json",
    ],
)
def test_a_record_is_found_by_its_address_its_id_or_the_start_of_it(project, write):
    text = write(project.site, project.ids["ada"])

    assert status.find_record(project.site, text) == project.ids["ada"]


@pytest.mark.parametrize("text", ["", "abc", "zzzzzz", "../../site", "*", "??????", "a" * 26])
def test_a_text_that_names_no_record_is_wrong_usage(project, text):
    with pytest.raises(UsageError, match="no credential answers to"):
        status.find_record(project.site, text)


def test_a_start_that_two_records_share_is_wrong_usage(project):
    name = project.ids["ada"]
    twin = name[:20] + ("aaaaaa" if not name.endswith("aaaaaa") else "bbbbbb")
    project.site.record_path(twin).write_bytes(b"{}")

    with pytest.raises(UsageError, match="more than one credential answers to"):
        status.find_record(project.site, name[:8])
