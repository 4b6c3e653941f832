"""The proof that wallets check: what it covers, what it refuses, and that it fetches nothing."""

from datetime import UTC, datetime

import pytest

from generator.vc import credential, did, eddsa_jcs_2022, eddsa_rdfc_2022, strict_json, verify
from generator.vc.eddsa_rdfc_2022 import TransformationError
from tests.vectors.world import (
    CREATED,
    DID,
    DID_URL,
    GONE,
    JCS,
    KEY,
    METHOD,
    OB,
    SECOND,
    STRANGER,
    V2,
    compact,
    did_document,
    hash_data,
    make_proof,
    put,
    record,
)
from tests.vectors.world import (
    credential as unsigned,
)

NOW = datetime(2026, 6, 1, tzinfo=UTC)
RDFC = eddsa_rdfc_2022.CRYPTOSUITE
OPTIONS = {
    "type": "DataIntegrityProof",
    "created": CREATED,
    "verificationMethod": METHOD,
    "proofPurpose": "assertionMethod",
}


def fetch(url: str) -> bytes | None:
    return compact(did_document()).encode() if url == DID_URL else None


def rdfc_holds(document) -> bool | None:
    return verify.verify_rdfc(compact(document).encode(), DID, fetch, NOW)


# Making


@pytest.mark.parametrize("suite", [eddsa_rdfc_2022, eddsa_jcs_2022])
def test_a_proof_is_the_one_that_an_independent_signer_makes(suite):
    proof = suite.create_proof(unsigned(), OPTIONS, KEY.sign)
    assert proof == make_proof(unsigned(), suite.CRYPTOSUITE)


@pytest.mark.parametrize("suite", [eddsa_rdfc_2022, eddsa_jcs_2022])
def test_a_proof_that_stands_there_already_is_not_covered(suite):
    assert suite.create_proof(record(), OPTIONS, KEY.sign) == make_proof(
        unsigned(), suite.CRYPTOSUITE
    )


@pytest.mark.parametrize("suite", [eddsa_rdfc_2022, eddsa_jcs_2022])
def test_the_hash_is_the_one_that_an_independent_signer_makes(suite):
    proof = make_proof(unsigned(), suite.CRYPTOSUITE)
    assert suite.hash_data(unsigned(), proof) == hash_data(unsigned(), proof)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colour": "blue"}, "no context defines colour"),
        ({"colour": "blue", "credentialSubject/note": 1}, "no context defines colour, note"),
        ({"credentialSubject/achievement/weather": "fair"}, "no context defines weather"),
        ({"type/2": "Unheard"}, "relative address or unknown type 'Unheard'"),
        (
            {"credentialSubject/achievement/criteria/id": "about.html"},
            "relative address.*about.html",
        ),
        (
            {"evidence": [{"type": ["Evidence"], "id": "e/1"}]},
            "relative address or unknown type 'e/1'",
        ),
        ({"@context": [V2, OB, "https://stranger.example/c"]}, "is not shipped and never fetched"),
        ({"@context": [V2, OB, {"@import": "https://stranger.example/c"}]}, "never fetched"),
        ({"credentialSubject/@context": "https://stranger.example/c"}, "never fetched"),
        ({"credentialSubject/@type": 5}, "."),
    ],
)
def test_what_rdf_would_lose_is_not_signed(changes, message):
    with pytest.raises(TransformationError, match=message):
        eddsa_rdfc_2022.create_proof(put(unsigned(), changes), OPTIONS, KEY.sign)


def test_options_beyond_rdf_are_a_transformation_error():
    with pytest.raises(TransformationError, match="never fetched"):
        eddsa_rdfc_2022.hash_data(
            put(unsigned(), {"@context": "https://stranger.example/c"}), OPTIONS
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"urn:x:q": [{"@id": "_:b0"}]},
        {"evidence": [{"type": ["Evidence"], "id": "_:b0"}]},
        {"urn:x:q": {"@type": "_:b0"}},
    ],
    ids=str,
)
def test_nodes_named_blank_are_refused_since_a_knot_of_nine_takes_minutes_to_canonicalise(changes):
    with pytest.raises(TransformationError, match="blank label"):
        eddsa_rdfc_2022.check_terms(put(unsigned(), changes))


def test_a_text_that_only_looks_like_a_blank_node_is_a_text():
    eddsa_rdfc_2022.check_terms(put(unsigned(), {"name": "_:b0"}))


# Checking


def test_the_rdfc_proof_of_a_record_holds():
    assert rdfc_holds(record()) is True


def test_a_record_without_an_rdfc_proof_is_neither_good_nor_bad():
    assert rdfc_holds(record(suites=(JCS,))) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Changed"},
        {"colour": "blue"},
        {"proof/0/proofValue": "z1"},
        {"proof/0/proofValue": ""},
        {"proof/0/proofValue": make_proof(unsigned(), RDFC, key=STRANGER)["proofValue"]},
        {"proof/0/created": "2026-01-15T09:00:01Z", "proof/1/created": "2026-01-15T09:00:01Z"},
    ],
    ids=str,
)
def test_a_changed_record_or_proof_does_not_hold(changes):
    assert rdfc_holds(put(record(), changes)) is False


@pytest.mark.parametrize("value", [None, 5, ["z1"]])
def test_a_proof_value_of_another_kind_does_not_hold(value):
    proof = {**make_proof(unsigned(), RDFC), "proofValue": value}
    assert eddsa_rdfc_2022.verify_proof(unsigned(), proof, KEY.public) is False


def test_a_member_that_rdf_drops_is_not_covered_though_the_hash_is_the_same():
    document = put(record(), {"colour": "blue"})
    proof = credential.read_credential(document).rdfc
    assert proof is not None
    assert hash_data(document, proof) == hash_data(record(), proof)
    assert eddsa_rdfc_2022.verify_proof(document, proof, KEY.public) is False


def test_rdfc_raises_where_verify_would_not_get_to_a_signature():
    raw = compact(record()).encode()
    with pytest.raises(strict_json.FormatError, match="not-json"):
        verify.verify_rdfc(b"{", DID, fetch, NOW)
    with pytest.raises(ValueError, match="no-proof"):
        verify.verify_rdfc(compact(unsigned()).encode(), DID, fetch, NOW)
    with pytest.raises(did.DidError, match="did-unreachable"):
        verify.verify_rdfc(raw, DID, lambda _url: None, NOW)
    with pytest.raises(did.DidError, match="did-un"):
        verify.verify_rdfc(raw, "did:key:z6Mk", fetch, NOW)
    strangers = compact(record(key=STRANGER)).encode()
    with pytest.raises(did.DidError, match="key-not-listed"):
        verify.verify_rdfc(strangers, DID, fetch, NOW)


def test_the_second_key_signs_as_well():
    assert rdfc_holds(record(key=SECOND)) is True


@pytest.mark.parametrize(
    "odd",
    [
        {"credentialSubject/@id": None},
        {"credentialSubject/@type": None},
        {"credentialSubject/identifier/0/@type": None},
        {"credentialSubject/@graph": [{"@id": None}]},
        {"credentialSubject/achievement/@reverse": {"a:b": {"@id": None}}},
        {"@id": None},
        {"credentialSubject/@set": []},
        {"issuer/@type": None},
    ],
    ids=str,
)
def test_a_record_that_rdf_tools_stumble_over_does_not_hold(odd):
    assert rdfc_holds(put(record(), odd)) is False


def test_authentic_is_what_passes_the_first_five_checks():
    genuine = compact(record({"validUntil": "2026-02-01T00:00:00Z", "credentialStatus": GONE}))
    result = verify.verify(genuine.encode(), DID, fetch, NOW)
    assert (result.verdict, result.is_authentic) == ("expired", True)
    altered = verify.verify(genuine.replace("Ada", "Eve").encode(), DID, fetch, NOW)
    assert (altered.verdict, altered.is_authentic) == ("invalid", False)
