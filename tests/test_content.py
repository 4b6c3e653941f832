"""A project's content as one typed value, and where everything lies in it."""

import json

import pytest

from generator import content
from generator.errors import ContentError, InsigniaError
from generator.vc import did, ed25519
from tests.conftest import DID, SEED, URL

ID = "abcdefghijklmnopqrstuvwxyz"


def reasons(root):
    with pytest.raises(ContentError) as raised:
        content.load_site(root)
    return str(raised.value).splitlines()


def write_did(project, **changes):
    document = json.loads((project.root / content.DID_FILE).read_bytes())
    project.write(content.DID_FILE, json.dumps({**document, **changes}))


def test_a_site_is_its_settings_programmes_pages_and_keys(project):
    site = project.site

    assert site.config.did == DID
    assert set(site.programs) == {"first-badge", "night-watch"}
    assert {page.slug for page in site.prose} == {"about", "how-to-verify"}
    assert site.did_document == (project.root / "content/did.json").read_bytes()


def test_a_site_without_a_key_loads_and_says_what_to_do_when_it_is_needed(project):
    (project.root / content.DID_FILE).unlink()
    site = project.site

    assert site.did_document is None
    with pytest.raises(InsigniaError, match="run 'insignia keygen' first"):
        site.did()
    with pytest.raises(InsigniaError, match="run 'insignia keygen' first"):
        site.public_keys()


def test_the_public_keys_are_those_of_did_json_in_its_order(project):
    other = ed25519.public_key_of(bytes(32))
    document = content.new_did_document(DID, [other, project.key.public_key])
    project.write(content.DID_FILE, json.dumps(document))

    expected = [did.encode_multikey(other), did.encode_multikey(project.key.public_key)]
    assert project.site.public_keys() == expected


def test_a_record_lies_below_the_first_two_characters_of_its_id(project):
    site = project.site

    assert site.record_path(ID) == project.root / f"content/credentials/ab/{ID}.json"
    assert site.record_address(ID) == f"{URL}c/ab/{ID}.html"


def test_a_programme_is_found_by_the_exact_address_of_its_page(project):
    site = project.site
    address = f"{URL}programs/first-badge/"

    assert site.program_address(site.programs["first-badge"]) == address
    assert site.program_of(address) is site.programs["first-badge"]
    others = [
        f"{URL}programs/first-badge",
        f"{URL}pathways/first-badge/",
        f"{URL}programs/none/",
        "https://evil.example/programs/first-badge/",
        "",
    ]
    assert [site.program_of(other) for other in others] == [None] * len(others)


def test_the_verifier_is_given_keys_and_status_lists_and_nothing_else(project):
    site = project.site
    folder = project.root / content.STATUS

    assert site.published(f"{URL}did.json") == site.did_document
    listed = (folder / "revocation.json").read_bytes()
    assert site.published(f"{URL}status/revocation.json") == listed
    others = [
        URL,
        f"{URL}status/",
        f"{URL}status/none.json",
        f"{URL}status/../site.yml",
        f"{URL}status/..",
        f"{URL}site.yml",
        "https://evil.example/badges/did.json",
        "https://evil.example/badges/status/revocation.json",
        "revocation.json",
    ]
    assert [site.published(other) for other in others] == [None] * len(others)


def test_records_come_in_the_order_of_their_ids(project):
    names = [path.stem for path in content.record_paths(project.root)]

    assert names == sorted(project.ids.values())


def test_status_lists_come_in_order_and_without_what_is_not_published(project):
    names = [path.name for path in content.status_list_paths(project.root)]

    assert names == ["revocation.json", "suspension.json"]
    assert (project.root / content.STATUS / "allocated").is_file()


def test_a_project_without_credentials_has_no_records_and_no_lists(tmp_path):
    assert list(content.record_paths(tmp_path)) == []
    assert content.status_list_paths(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ID, True),
        ("234567" + ID[6:], True),
        (ID[1:], False),
        (ID + "a", False),
        (ID.upper(), False),
        ("0" + ID[1:], False),
        ("/" + ID[1:], False),
        (ID[1:] + "\n", False),
        ("", False),
    ],
)
def test_a_record_id_is_26_characters_of_base32(text, expected):
    assert content.is_record_id(text) is expected


def test_a_new_did_document_lists_each_key_as_one_for_assertions():
    key = ed25519.public_key_of(SEED)
    method = f"{DID}#{did.encode_multikey(key)}"

    assert content.new_did_document(DID, [key]) == {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": DID,
        "verificationMethod": [
            {
                "id": method,
                "type": "Multikey",
                "controller": DID,
                "publicKeyMultibase": did.encode_multikey(key),
            }
        ],
        "assertionMethod": [method],
    }


def test_the_did_document_of_another_site_is_refused(project):
    write_did(project, id="did:web:evil.example")

    (line,) = reasons(project.root)

    assert line.startswith("content/did.json:1:1: ")
    assert f"has to be the DID document of {DID}" in line
    assert line.endswith("[did-mismatch]")


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{}", b'{"id":1,"id":2}', b"\xff", f'{{"id":"{DID}"}}'.encode()]
)
def test_a_did_document_that_cannot_be_read_is_a_problem_with_its_place(project, raw):
    project.write(content.DID_FILE, raw)

    (line,) = reasons(project.root)

    assert line.startswith("content/did.json:1:1: ")
    assert line.endswith("[did-unreadable]")


@pytest.mark.parametrize("entry", [{}, {"publicKeyMultibase": "z6Mk"}, {"publicKeyMultibase": 5}])
def test_a_key_that_is_none_is_a_problem(project, entry):
    write_did(project, verificationMethod=[{"id": f"{DID}#a", **entry}])

    (line,) = reasons(project.root)

    assert line == f"content/did.json:1:1: {DID}#a is not an Ed25519 Multikey [malformed-key]"


@pytest.mark.parametrize("entry", ["text", None, 5, {"id": None}, {"type": "Multikey"}])
def test_an_entry_that_is_no_key_at_all_is_a_problem_and_no_traceback(project, entry):
    write_did(project, verificationMethod=[entry])

    (line,) = reasons(project.root)

    assert line.startswith("content/did.json:1:1: ")


def test_a_published_secret_key_is_a_problem(project):
    document = json.loads((project.root / content.DID_FILE).read_bytes())
    document["verificationMethod"][0]["secretKeyMultibase"] = "z3u2"
    project.write(content.DID_FILE, json.dumps(document))

    (line,) = reasons(project.root)

    assert line.endswith("publishes its secret key: make a new key at once [secret-key-published]")


def test_all_that_is_wrong_is_told_at_once(project):
    project.write("content/site.yml", "name: [\n")
    project.write("content/programs/first-badge.md", "no front matter\n")
    project.write("content/pages/about.md", "---\ntitel: About\n---\n")
    write_did(project, verificationMethod=[{"id": f"{DID}#a"}])

    places = {line.partition(":")[0] for line in reasons(project.root)}

    assert places >= {
        "content/site.yml",
        "content/programs/first-badge.md",
        "content/pages/about.md",
    }
