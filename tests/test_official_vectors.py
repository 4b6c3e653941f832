"""Official vectors of W3C, IETF, C2SP and 1EdTech, run through the modules of the core."""

import hashlib
import json
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.vc import (
    credential,
    did,
    ed25519,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
    jcs,
    multibase,
    shapes,
    status_list,
    strict_json,
)
from generator.vc.verify import verify

OFFICIAL = Path(__file__).resolve().parent / "vectors" / "official"
EDDSA = OFFICIAL / "vc-di-eddsa"
OPEN_BADGES = OFFICIAL / "ob3-1edtech"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


def load(path: Path):
    return json.loads(path.read_text("utf-8"))


def key_in(method: str) -> bytes:
    """Take the key out of a verification method whose fragment or DID is the key itself."""
    public_key = did.decode_multikey(method.rpartition("#")[2].rpartition(":")[2])
    assert public_key is not None
    return public_key


def signature_in(proof) -> bytes:
    signature = multibase.decode_base58btc(proof["proofValue"], ed25519.SIGNATURE_BYTES)
    assert signature is not None
    return signature


# RFC 8785


@pytest.mark.parametrize(
    "path", sorted((OFFICIAL / "jcs" / "input").iterdir()), ids=lambda p: p.stem
)
def test_jcs_documents_are_canonical_to_the_byte(path):
    expected = (OFFICIAL / "jcs" / "output" / path.name).read_bytes()
    hexadecimal = (OFFICIAL / "jcs" / "outhex" / f"{path.stem}.txt").read_text()
    found = jcs.canonical(json.loads(path.read_bytes()))
    assert found == expected == bytes.fromhex(hexadecimal)


@pytest.mark.parametrize(
    "number",
    load(OFFICIAL / "jcs" / "rfc8785-appendix-b-numbers.json")["numbers"],
    ids=lambda number: number["ieee754"],
)
def test_jcs_writes_the_numbers_of_appendix_b(number):
    value = struct.unpack(">d", bytes.fromhex(number["ieee754"]))[0]
    if number["json"] is None:
        with pytest.raises(ValueError):  # rfc8785 has its own words
            jcs.canonical(value)
    else:
        assert jcs.canonical(value) == number["json"].encode()


# Ed25519


@pytest.mark.parametrize(
    "vector", load(OFFICIAL / "ed25519" / "rfc8032-7.1.json")["vectors"], ids=lambda v: v["name"]
)
def test_ed25519_signs_and_verifies_as_rfc_8032(vector):
    seed, public_key, message, signature = (
        bytes.fromhex(vector[name]) for name in ("secretKey", "publicKey", "message", "signature")
    )
    assert ed25519.public_key_of(seed) == public_key
    assert ed25519.sign(seed, message) == signature
    assert ed25519.verify(public_key, message, signature)


def test_ed25519_agrees_with_all_of_wycheproof():
    suite = load(OFFICIAL / "ed25519" / "wycheproof-ed25519_test.json")
    found = {
        test["tcId"]: ed25519.verify(
            bytes.fromhex(group["publicKey"]["pk"]),
            bytes.fromhex(test["msg"]),
            bytes.fromhex(test["sig"]),
        )
        for group in suite["testGroups"]
        for test in group["tests"]
    }
    expected = {
        test["tcId"]: test["result"] == "valid"
        for group in suite["testGroups"]
        for test in group["tests"]
    }
    assert len(found) == suite["numberOfTests"] == 151
    assert found == expected


def test_ed25519_refuses_all_twelve_of_speccheck():
    # Case 3 has a key of mixed order, which libsodium's verify alone accepts.
    cases = load(OFFICIAL / "ed25519" / "speccheck-cases.json")
    found = [
        ed25519.verify(*(bytes.fromhex(case[name]) for name in ("pub_key", "message", "signature")))
        for case in cases
    ]
    assert found == [False] * 12


def test_ed25519_accepts_of_the_edge_vectors_the_honest_one():
    vectors = load(OFFICIAL / "ed25519-edge" / "own_vectors.json")
    found = [
        vector["name"]
        for vector in vectors
        if ed25519.verify(*(bytes.fromhex(vector[name]) for name in ("pk", "msg", "sig")))
    ]
    assert len(vectors) == 112
    assert found == ["control: honest signature"]


# VC Data Integrity, EdDSA cryptosuites


@pytest.fixture
def examples_context(monkeypatch):
    """Let the W3C's example vocabulary be found, as if it were shipped."""
    path = OFFICIAL / "contexts" / "credentials-examples-v2.jsonld"
    monkeypatch.setitem(eddsa_rdfc_2022._CONTEXT_FILES, EXAMPLES, str(path))


def test_jcs_suite_hashes_the_w3c_vector():
    folder = EDDSA / "eddsa-jcs-2022"
    signed = load(folder / "signedJCS.json")
    expected = (folder / "combinedHashJCS.txt").read_text().strip()
    assert eddsa_jcs_2022.hash_data(signed, signed["proof"]).hex() == expected


def test_jcs_suite_makes_the_w3c_proof():
    folder = EDDSA / "eddsa-jcs-2022"
    keys = load(EDDSA / "keyPair.json")
    secret = multibase.decode_base58btc(keys["privateKeyMultibase"], 34)
    assert secret is not None
    assert secret[:2] == bytes.fromhex("8026")
    signed = load(folder / "signedJCS.json")
    options = {
        name: value
        for name, value in signed["proof"].items()
        if name not in ("cryptosuite", "@context", "proofValue")
    }
    proof = eddsa_jcs_2022.create_proof(
        load(EDDSA / "unsigned.json"), options, lambda message: ed25519.sign(secret[2:], message)
    )
    assert proof == signed["proof"]
    assert did.encode_multikey(ed25519.public_key_of(secret[2:])) == keys["publicKeyMultibase"]


def test_jcs_suite_verifies_the_w3c_proof():
    signed = load(EDDSA / "eddsa-jcs-2022" / "signedJCS.json")
    proof = signed["proof"]
    assert eddsa_jcs_2022.verify_proof(
        signed, proof, key_in(proof["verificationMethod"]), signature_in(proof)
    )


@pytest.mark.usefixtures("examples_context")
def test_rdfc_suite_hashes_the_w3c_vector():
    folder = EDDSA / "eddsa-rdfc-2022"
    signed = load(folder / "signedDataInt.json")
    expected = (folder / "combinedHashDataInt.txt").read_text().strip()
    assert eddsa_rdfc_2022.hash_data(signed, signed["proof"]).hex() == expected


@pytest.mark.usefixtures("examples_context")
def test_rdfc_suite_canonicalises_the_w3c_vector_to_the_letter():
    folder = EDDSA / "eddsa-rdfc-2022"
    expected = (folder / "canonDocDataInt.txt").read_bytes()
    assert eddsa_rdfc_2022._n_quads(load(EDDSA / "unsigned.json")) == expected


@pytest.mark.usefixtures("examples_context")
def test_rdfc_suite_verifies_the_w3c_proof():
    signed = load(EDDSA / "eddsa-rdfc-2022" / "signedDataInt.json")
    proof = signed["proof"]
    assert eddsa_rdfc_2022.verify_proof(signed, proof, key_in(proof["verificationMethod"]))


def test_rdfc_suite_needs_a_vocabulary_that_is_shipped():
    # The employment document uses the citizenship vocabulary, which is in no source we copied from:
    # its canonical texts are taken as given, and what is left of the suite is held to them.
    folder = EDDSA / "eddsa-rdfc-2022" / "employ"
    signed = load(folder / "signedDataInt.json")
    proof = signed["proof"]
    with pytest.raises(
        eddsa_rdfc_2022.TransformationError, match="citizenship/v4rc1 is not shipped"
    ):
        eddsa_rdfc_2022.hash_data(signed, proof)
    texts = [(folder / f"{name}DataInt.txt").read_bytes() for name in ("proofCanon", "canonDoc")]
    message = b"".join(hashlib.sha256(text).digest() for text in texts)
    assert message.hex() == (folder / "combinedHashDataInt.txt").read_text().strip()
    assert ed25519.verify(key_in(proof["verificationMethod"]), message, signature_in(proof))


@pytest.mark.parametrize(
    ("name", "count"), [("signedProofSet1.json", 1), ("signedProofSet2.json", 2)]
)
@pytest.mark.usefixtures("examples_context")
def test_each_proof_of_the_w3c_sets_verifies_by_itself(name, count):
    signed = load(EDDSA / "proof-set-chain" / name)
    proofs = signed["proof"] if isinstance(signed["proof"], list) else [signed["proof"]]
    found = [
        eddsa_rdfc_2022.verify_proof(signed, proof, key_in(proof["verificationMethod"]))
        for proof in proofs
    ]
    assert found == [True] * count


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("signedProofSet1.json", "unsupported-proof"),  # rdfc without jcs
        ("signedProofSet2.json", "too-many-proofs"),
        ("signedProofChain1.json", "too-many-proofs"),
        ("signedProofChain2.json", "too-many-proofs"),
    ],
)
def test_the_w3c_sets_and_chains_are_not_the_set_that_we_accept(name, code):
    signed = load(EDDSA / "proof-set-chain" / name)
    with pytest.raises(shapes.StructureError) as caught:
        credential.read_proofs(signed)
    assert caught.value.code == code


# Bitstring Status List


@pytest.mark.parametrize(
    "expected",
    load(OFFICIAL / "bitstring-status-list" / "expected.json")["lists"],
    ids=lambda expected: Path(expected["file"]).stem,
)
def test_official_status_lists_have_the_bits_expected(expected):
    document = load(OFFICIAL / "bitstring-status-list" / expected["file"])
    bits = status_list.decode_list(document["credentialSubject"]["encodedList"])
    found = [index for index in range(len(bits) * 8) if status_list.read_bit(bits, index)]
    assert (len(bits) * 8, found) == (expected["bits"], expected["set"])


# 1EdTech samples. They bear one eddsa-rdfc-2022 proof, so that proof is held to its own suite, and
# `verify`, whose verdict rests on a jcs proof, has to refuse every one of them.

RDFC_HOLDS = {
    "bit-string-list/credential-status-revoked-blank-nodes.json": True,
    "bit-string-list/credential-status-revoked.json": True,
    "bit-string-list/testlist": True,
    "complete.json": True,
    "endorsement-valid.json": True,
    "simple-context-alias.json": True,
    "simple-context-version.json": False,  # the 3.0.2 vocabulary is not shipped
    "simple-did-key-method.json": True,
    "simple-did-web-method.json": True,
    "simple-multiple-proofs.json": True,
    "simple.1ob": True,
    "simple.json": True,
    # Members that the vocabulary does not define would not be covered.
    "simple-err-context.json": False,
    "simple-err-credential-subject-achievement-result-description-type.json": False,
    "simple-err-credential-subject-identifier-type.json": False,
    "simple-err-credential-subject-profile-type.json": False,
    "simple-err-credential-subject-result-type.json": False,
    "simple-err-credential-subject-type.json": False,
    "simple-err-evidence-type.json": False,
    "simple-err-issuer-otheridentifier-type.json": False,
    "simple-err-issuer-parentorg-type.json": False,
    "simple-err-issuer-type.json": False,
    "simple-err-type.json": False,
    # Another key than the one that signed.
    "simple-err-proof-method-no-scheme.json": False,
    "simple-err-proof-method-unknown-did-method.json": False,
    "simple-err-proof-method-unknown-scheme.json": False,
    "simple-err-proof-value.json": False,
    # Properly signed; what is wrong lies elsewhere.
    "simple-err-expired.json": True,
    "simple-err-issued.json": True,
    "simple-err-issuer.json": True,
}


def samples() -> dict[str, Path]:
    paths = (path for path in OPEN_BADGES.rglob("*") if path.suffix in (".json", ".1ob", ""))
    return {path.relative_to(OPEN_BADGES).as_posix(): path for path in paths if path.is_file()}


def rdfc_proofs(document) -> list[dict[str, str]]:
    proofs = document.get("proof", [])
    proofs = proofs if isinstance(proofs, list) else [proofs]
    return [proof for proof in proofs if proof.get("cryptosuite") == "eddsa-rdfc-2022"]


@pytest.mark.parametrize(("name", "holds"), RDFC_HOLDS.items())
def test_rdfc_proofs_of_1edtech_samples(name, holds):
    document = strict_json.parse(samples()[name].read_bytes())
    (proof,) = rdfc_proofs(document)
    public_key = key_in(proof["verificationMethod"])
    assert eddsa_rdfc_2022.verify_proof(document, proof, public_key) is holds


def test_no_rdfc_sample_of_1edtech_is_left_out_but_one_without_a_key():
    found = {name for name, path in samples().items() if rdfc_proofs(load(path))}
    assert found - set(RDFC_HOLDS) == {"simple-err-proof-method.json"}  # its fragment is no key
    proof = rdfc_proofs(load(OPEN_BADGES / "simple-err-proof-method.json"))[0]
    assert did.decode_multikey(proof["verificationMethod"].rpartition("#")[2]) is None


@pytest.mark.parametrize("name", sorted(samples()))
def test_no_sample_of_1edtech_is_valid(name):
    document = load(samples()[name])
    issuer = document.get("issuer") or {}
    trusted = issuer if isinstance(issuer, str) else str(issuer.get("id"))
    result = verify(
        samples()[name].read_bytes(), trusted, lambda _url: None, datetime(2025, 1, 1, tzinfo=UTC)
    )
    assert result.verdict == "invalid"
    assert result.findings[0].code == "ok"
    assert result.findings[1].code in ("unsupported-proof", "no-proof", *OTHER_FORM)


# Older contexts (wrong-context), or a fault that lies before the proofs.
OTHER_FORM = (
    "wrong-context",
    "not-a-credential",
    "missing-member",
    "malformed-member",
    "malformed-proof",
)


def test_the_revoked_sample_of_1edtech_has_its_bit_set():
    sample = load(OPEN_BADGES / "bit-string-list" / "credential-status-revoked.json")
    entry = sample["credentialStatus"]
    listed = load(OPEN_BADGES / "bit-string-list" / "testlist")["credentialSubject"]
    bits = status_list.decode_list(listed["encodedList"])
    assert status_list.read_bit(bits, int(entry["statusListIndex"]))
