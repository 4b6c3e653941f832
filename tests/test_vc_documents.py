"""Shapes, credentials and status lists: what the vectors cannot ask for from outside."""

import gzip
import re

import pytest

from generator.vc import checks, credential, multibase, shapes, status_list
from generator.vc.shapes import StructureError, check_shape
from tests.vectors.world import (
    DID,
    put,
    record,
    sign,
)
from tests.vectors.world import (
    credential as unsigned,
)
from tests.vectors.world import (
    status_list as listed,
)


def test_a_fault_has_a_code_and_a_place():
    with pytest.raises(StructureError, match=r"^malformed-member at /issuer/name$") as caught:
        check_shape(put(unsigned(), {"issuer/name": 5}), "Credential")
    assert (caught.value.code, caught.value.pointer) == ("malformed-member", "/issuer/name")


def test_the_place_of_a_fault_counts_arrays_from_zero():
    document = put(unsigned(), {"evidence": [{"type": ["Evidence"]}, 5]})
    with pytest.raises(StructureError) as caught:
        check_shape(document, "Credential")
    assert caught.value.pointer == "/evidence/1"


def test_the_whole_document_is_the_root():
    with pytest.raises(StructureError, match=r"^malformed-member at /$"):
        check_shape(5, "Credential")


def test_every_word_in_the_table_of_shapes_is_known():
    kinds = {"text", "uri", "https", "date", "number", "boolean", "object"}
    words = {
        re.sub(r"[\[\]!+]", "", kind)
        for shape in shapes.shapes().values()
        for rule in shape.values()
        for kind in rule.split("|")
    }
    assert {word for word in words if not word.startswith("'")} <= kinds | set(shapes.shapes())


@pytest.mark.parametrize("text", ["https://a", "urn:x:y", "did:web:a#b", "a+b-c.d:e", "x:é"])
def test_these_are_uris(text):
    assert shapes.is_uri(text)


@pytest.mark.parametrize(
    "value", ["", "a", ":a", "1a:b", "a:", "a: b", "a:\x7f", "a:`", None, 5, ["a:b"]]
)
def test_these_are_no_uris(value):
    assert not shapes.is_uri(value)


def test_the_issuer_is_a_text_or_in_an_object():
    assert credential.issuer_of(unsigned()) == DID
    assert credential.issuer_of(put(unsigned(), {"issuer": DID})) == DID


def test_the_proofs_of_a_record_are_returned_as_they_stand():
    document = record()
    proofs = credential.read_credential(document)
    assert [proofs.rdfc, proofs.jcs] == document["proof"]


def test_a_list_that_we_write_is_the_same_bytes_everywhere():
    encoded = status_list.encode_list(bytes(16_384))
    assert encoded == listed()["credentialSubject"]["encodedList"]
    assert status_list.decode_list(encoded) == bytes(16_384)


@pytest.mark.parametrize(
    ("index", "byte", "bit"), [(0, 0, 0x80), (7, 0, 1), (8, 1, 0x80), (15, 1, 1)]
)
def test_index_0_is_the_most_significant_bit_of_the_first_byte(index, byte, bit):
    bits = bytearray(2)
    bits[byte] = bit
    assert [n for n in range(16) if status_list.read_bit(bytes(bits), n)] == [index]


def test_a_bomb_is_not_unpacked_beyond_the_bound():
    bomb = gzip.compress(bytes(200 * 1024 * 1024), 9)
    with pytest.raises(status_list.StatusError, match="list-malformed"):
        status_list.decode_list(multibase.encode_base64url(bomb))


def test_a_status_list_is_no_record_and_a_record_no_status_list():
    credential.check_status_list(sign(listed()))
    for check, document in (
        (credential.check_status_list, record()),
        (credential.read_credential, sign(listed())),
    ):
        with pytest.raises(StructureError, match="not-a-credential"):
            check(document)


def test_errors_without_a_detail_are_their_codes():
    assert str(status_list.StatusError("list-stale")) == "list-stale"


def findings(**codes: str) -> list[checks.Finding]:
    return [checks.finding(check, codes.get(check, "ok")) for check in checks.CHECKS]


@pytest.mark.parametrize(
    ("codes", "verdict"),
    [
        ({}, "valid"),
        ({"status": "no-status"}, "valid"),
        ({"key": "did-unreachable"}, "unknown"),
        ({"proof": "not-reached"}, "unknown"),
        ({"proof": "bad-signature", "key": "did-unreachable"}, "invalid"),
        ({"format": "not-json", "status": "revoked"}, "invalid"),
        ({"key": "did-unreachable", "status": "revoked"}, "unknown"),
        ({"status": "revoked", "validity": "expired"}, "revoked"),
        ({"status": "suspended", "validity": "expired"}, "suspended"),
        ({"status": "list-stale", "validity": "expired"}, "expired"),
        ({"status": "list-stale", "validity": "not-yet-valid"}, "not-yet-valid"),
        ({"status": "list-stale"}, "unknown"),
        ({"validity": "not-reached"}, "unknown"),
    ],
)
def test_the_verdict_weighs_authenticity_first_and_takes_nothing_unknown_for_valid(codes, verdict):
    assert checks.verdict(findings(**codes)) == verdict


def test_a_verdict_needs_all_seven_findings():
    with pytest.raises(KeyError):
        checks.verdict(findings()[:-1])


def test_the_catalogue_has_the_seven_checks_in_order_and_words_for_every_verdict():
    catalogue = checks.catalogue()
    assert tuple(catalogue["checks"]) == checks.CHECKS
    assert set(catalogue["verdicts"]) == {verdict.value for verdict in checks.Verdict}
    kinds = [check["kind"] for check in catalogue["checks"].values()]
    assert kinds == ["authenticity"] * 5 + ["standing"] * 2


def test_only_ok_and_no_status_are_passed():
    passed = {
        code
        for check in checks.catalogue()["checks"].values()
        for code, entry in check["codes"].items()
        if entry["outcome"] == "passed"
    }
    assert passed == {"ok", "no-status"}
