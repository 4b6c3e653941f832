"""did:web identifiers, their addresses, and Multikey texts."""

import json

import pytest

from generator.vc import did
from tests.vectors.world import DID, KEY, METHOD, did_document, put

PAIRS = [
    ("did:web:provider.example", "https://provider.example", "/.well-known/did.json"),
    ("did:web:ada.github.io:badges", "https://ada.github.io/badges", "/did.json"),
    ("did:web:a.example:b:c", "https://a.example/b/c", "/did.json"),
    ("did:web:a.example%3A8443:b", "https://a.example:8443/b", "/did.json"),
    ("did:web:a.example%3A65535:b", "https://a.example:65535/b", "/did.json"),
    ("did:web:localhost%3A8443", "https://localhost:8443", "/.well-known/did.json"),
]


@pytest.mark.parametrize(("identifier", "base", "path"), PAIRS)
def test_a_did_has_one_address_and_an_address_one_did(identifier, base, path):
    assert did.web_address(identifier) == base + path
    assert did.of_address(base) == identifier


@pytest.mark.parametrize(
    "base",
    [
        "",
        "https://",
        "http://provider.example",
        "provider.example",
        "https://provider.example/",
        "https://provider.example/a/../b",
        "https://provider.example/a b",
        "https://provider.example/?x",
        "https://Provider.example",
        "https://192.0.2.1",
        "https://user@provider.example",
        "https://provider.example:65536",
        "https://provider.example:0",
    ],
)
def test_other_addresses_have_no_did(base):
    assert did.of_address(base) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "did:web:",
        "did:key:z6Mk",
        "did:web:a\n",
        " did:web:a",
        "did:web:a%3A65536",
        "did:web:a%3A99999",
    ],
)
def test_other_texts_have_no_address(text):
    assert did.web_address(text) is None


def test_a_key_and_its_text_are_one_to_one():
    assert did.encode_multikey(KEY.public) == KEY.multibase
    assert did.decode_multikey(KEY.multibase) == KEY.public
    assert KEY.multibase.startswith("z6Mk")
    assert len(KEY.multibase) == 48


def test_the_key_that_is_listed_is_found():
    document = did.read_did_document(json.dumps(did_document()).encode(), DID)
    assert did.find_key(document, METHOD, 0) == KEY.public


def test_an_error_says_its_code_and_what_was_found():
    changed = put(did_document(), {"id": "did:web:stranger.example"})
    with pytest.raises(did.DidError, match=r"^did-mismatch: did:web:stranger\.example$") as caught:
        did.read_did_document(json.dumps(changed).encode(), DID)
    assert caught.value.code == "did-mismatch"
    assert str(did.DidError("did-unsupported")) == "did-unsupported"
