"""What holds for every record, not only for those that somebody thought of.

`HYPOTHESIS_PROFILE=long` is the fuzz entry: the same properties, a hundred times as many examples.
"""

import base64
import contextlib
import copy
import json
import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.vc import (
    did,
    ed25519,
    eddsa_jcs_2022,
    jcs,
    multibase,
    shapes,
    status_list,
    strict_json,
)
from generator.vc.checks import CHECKS
from generator.vc.dates import parse_date_time_stamp
from generator.vc.verify import Verification, verify, verify_rdfc
from tests.vectors.world import (
    DID,
    DID_URL,
    JCS,
    KEY,
    LIST_URL,
    compact,
    jcs_record,
    put,
    record,
    shared_files,
    sign,
)

RELAXED = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("short", max_examples=50, deadline=None, suppress_health_check=RELAXED)
settings.register_profile("long", max_examples=5000, deadline=None, suppress_health_check=RELAXED)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))

NOW = datetime(2026, 6, 1, tzinfo=UTC)
MAX_SAFE = 2**53 - 1
RESOURCES = {
    DID_URL: shared_files()["did.json"].encode(),
    LIST_URL: shared_files()["revocation-clear.json"].encode(),
}
REPOSITORY = Path(__file__).resolve().parents[1]


def check(raw: bytes) -> Verification:
    return verify(raw, DID, RESOURCES.get, NOW)


# Strategies

texts = st.text(
    st.characters(codec="utf-8", exclude_characters="\ufffe\uffff\x7f").filter(
        lambda character: character >= " " or character in "\t\n\r"
    ),
    max_size=20,
)
names = texts.filter(lambda name: name != "__proto__")
numbers = st.integers(-MAX_SAFE, MAX_SAFE) | st.floats(-MAX_SAFE, MAX_SAFE, allow_nan=False)
scalars = st.none() | st.booleans() | numbers | texts
documents = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=20,
)


# Reading and writing


@given(documents)
def test_what_is_written_canonically_is_read_as_it_was(value):
    assert strict_json.parse(jcs.canonical(value)) == value


@given(documents)
def test_the_canonical_form_does_not_depend_on_how_the_file_was_written(value):
    for text in (
        json.dumps(value, ensure_ascii=True, indent=2),
        json.dumps(value, ensure_ascii=False, separators=(",", ":")),
        json.dumps(value, sort_keys=True),
    ):
        assert jcs.canonical(strict_json.parse(text.encode())) == jcs.canonical(value)


@given(st.binary(max_size=70))
def test_multibase_texts_give_their_bytes_back(data):
    assert multibase.decode_base58btc(multibase.encode_base58btc(data), len(data)) == data
    assert multibase.decode_base64url(multibase.encode_base64url(data)) == data


@given(st.text(alphabet="z123AZaz0OIl \n", max_size=8), st.integers(0, 8))
def test_no_two_base58_texts_give_the_same_bytes(text, length):
    data = multibase.decode_base58btc(text, length)
    assert data is None or multibase.encode_base58btc(data) == text


@given(st.text(alphabet="uAQgw_-+/=\n", max_size=9))
def test_no_two_base64url_texts_give_the_same_bytes(text):
    data = multibase.decode_base64url(text)
    assert data is None or multibase.encode_base64url(data) == text


FIRST_DAY, LAST_DAY = datetime(1000, 1, 2), datetime(9999, 12, 30)  # noqa: DTZ001  # as st wants


@given(st.datetimes(FIRST_DAY, LAST_DAY), st.integers(-840, 840))
def test_a_moment_is_the_same_in_every_zone(moment, minutes):
    moment = moment.replace(tzinfo=UTC)
    local = (moment + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S")
    sign, minutes = "-" if minutes < 0 else "+", abs(minutes)
    there = f"{local}.{moment.microsecond:06d}{sign}{minutes // 60:02d}:{minutes % 60:02d}"
    here = f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond:06d}Z"
    assert parse_date_time_stamp(there) == parse_date_time_stamp(here)
    assert parse_date_time_stamp(here) == (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(
        milliseconds=1
    )


@given(st.sets(st.integers(0, status_list.MIN_ENTRIES - 1), max_size=20))
def test_a_status_list_gives_back_exactly_the_bits_that_were_set(marked):
    bits = bytearray(status_list.MIN_ENTRIES // 8)
    for index in marked:
        bits[index // 8] |= 0x80 >> index % 8
    read = status_list.decode_list(status_list.encode_list(bytes(bits)))
    assert read == bytes(bits)
    assert all(status_list.read_bit(read, index) for index in marked)


# Signing and verifying


@given(st.dictionaries(names.filter(lambda name: name not in record()), documents, max_size=3))
def test_whatever_is_signed_verifies(members):
    raw = compact(jcs_record({name: value for name, value in members.items() if "/" not in name}))
    assert check(raw.encode()).verdict == "valid"


@given(documents, st.binary(min_size=32, max_size=32))
def test_a_proof_that_this_core_makes_holds_and_for_no_other_key(note, seed):
    document = {"@context": [], "note": note}
    proof = eddsa_jcs_2022.create_proof(document, {}, lambda message: ed25519.sign(seed, message))
    signature = multibase.decode_base58btc(proof["proofValue"], 64)
    assert signature is not None
    public_key = ed25519.public_key_of(seed)
    assert eddsa_jcs_2022.verify_proof(document, proof, public_key, signature)
    assert not eddsa_jcs_2022.verify_proof(document, proof, KEY.public, signature)


GENUINE = record(
    {
        "validUntil": "2030-01-01T00:00:00Z",
        "credentialSubject/result": [{"type": ["Result"], "value": "68"}],
        "credentialSubject/creditsEarned": 4.5,
        "evidence": [{"type": ["Evidence"], "name": "Passage 4"}],
    }
)


def paths(value: Any, path: str = "") -> list[str]:
    """Name every place in a document, as `put` takes it; the document itself is ""."""
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    inner = [found for name, item in items for found in paths(item, f"{path}/{name}")]
    return [path.removeprefix("/"), *inner]


def at(document: Any, path: str) -> Any:
    for name in filter(None, path.split("/")):
        document = document[int(name)] if isinstance(document, list) else document[name]
    return document


PLACES = paths(GENUINE)
LEAVES = [place for place in PLACES if not isinstance(at(GENUINE, place), dict | list)]
MEMBERS = [place for place in PLACES if place]
OBJECTS = [place for place in PLACES if isinstance(at(GENUINE, place), dict)]
ARRAYS = [place for place in PLACES if isinstance(at(GENUINE, place), list)]

# The verdict rests on the second proof, so the first one's own signature may be broken or the
# first proof may be gone. `verify --proofs all` notices the former.
FIRST_PROOF_VALUE, FIRST_PROOF = "proof/0/proofValue", "proof/0"


def same(left: Any, right: Any) -> bool:
    return jcs.canonical(left) == jcs.canonical(right)


def verdict_of(document: Any) -> str:
    return check(compact(document).encode()).verdict


def test_the_record_that_is_changed_below_is_valid():
    assert verdict_of(GENUINE) == "valid"


@given(st.sampled_from(LEAVES), scalars)
@example(FIRST_PROOF_VALUE, "z")
def test_no_leaf_can_be_changed(place, value):
    changed = put(GENUINE, {place: value})
    if same(changed, GENUINE):
        return
    if place == FIRST_PROOF_VALUE and isinstance(value, str):
        raw = compact(changed).encode()
        assert verify_rdfc(raw, DID, RESOURCES.get, NOW) is False
    else:
        assert verdict_of(changed) != "valid"


@pytest.mark.parametrize("place", LEAVES)
def test_no_letter_of_a_text_can_be_changed(place):
    value = at(GENUINE, place)
    if not isinstance(value, str) or place == FIRST_PROOF_VALUE:
        return
    for other in (value + " ", value[:-1], value.swapcase(), f"\u200b{value}"):
        if other != value:
            assert verdict_of(put(GENUINE, {place: other})) != "valid"


@pytest.mark.parametrize("place", [place for place in MEMBERS if place != FIRST_PROOF])
def test_no_member_or_entry_can_be_removed(place):
    changed = copy.deepcopy(GENUINE)
    parent, _, name = place.rpartition("/")
    holder = at(changed, parent)
    del holder[int(name) if isinstance(holder, list) else name]
    assert verdict_of(changed) != "valid"


def test_without_the_first_proof_a_record_is_still_valid():
    assert verdict_of({**GENUINE, "proof": GENUINE["proof"][1:]}) == "valid"


@given(st.sampled_from(OBJECTS), names, documents)
@example("", "@graph", [])
@example("proof/1", "previousProof", "urn:x:1")
def test_no_member_can_be_added(place, name, value):
    holder = at(GENUINE, place)
    if name in holder or "/" in name:
        return
    added = put(GENUINE, {f"{place}/{name}".removeprefix("/"): value})
    assert verdict_of(added) != "valid"


@given(st.sampled_from(ARRAYS), documents)
def test_no_entry_can_be_added(place, value):
    end = len(at(GENUINE, place))
    assert verdict_of(put(GENUINE, {f"{place}/{end}": value})) != "valid"


@given(st.binary(max_size=3), st.integers(0, len(compact(GENUINE).encode())), st.integers(0, 3))
def test_no_bytes_can_be_changed_but_for_white_space_and_equal_spellings(data, start, length):
    raw = compact(GENUINE).encode()
    changed = raw[:start] + data + raw[start + length :]
    if check(changed).verdict != "valid":
        return
    document = json.loads(changed)
    for proof in (document["proof"][0], reference := copy.deepcopy(GENUINE)["proof"][0]):
        proof["proofValue"] = ""
    assert same(document, {**GENUINE, "proof": [reference, GENUINE["proof"][1]]})


# Never a traceback


@given(st.binary(max_size=200))
@example(b"")
@example(b"\xef\xbb\xbf{}")
@example(b'"\\')
@example(b"[" * 2000)
def test_no_bytes_make_the_verifier_raise(raw):
    result = check(raw)
    assert result.verdict == "invalid"
    assert tuple(item.check for item in result.findings) == CHECKS


@given(st.text(alphabet='{}[]":,\\ntue0123456789.eE+-\ud83d', max_size=60))
def test_no_text_of_json_letters_makes_the_verifier_raise(text):
    assert check(text.encode("utf-8", "surrogatepass")).verdict == "invalid"


@given(st.lists(st.tuples(st.sampled_from(MEMBERS), documents), min_size=1, max_size=3))
def test_no_value_anywhere_makes_the_verifier_raise(changes):
    document = GENUINE
    for place, value in changes:
        if place in paths(document):
            document = put(document, {place: value})
    raw = compact(document).encode()
    assert len(check(raw).findings) == len(CHECKS)


@given(st.sampled_from(MEMBERS), documents)
def test_a_signed_record_of_any_content_gives_seven_findings(place, value):
    if place.startswith("proof"):
        return
    changed = jcs_record({place: value} if place in paths(jcs_record()) else {})
    assert len(check(compact(changed).encode()).findings) == len(CHECKS)


@given(st.sampled_from([DID_URL, LIST_URL]), st.data())
def test_no_resource_makes_the_verifier_raise(url, data):
    document = json.loads(RESOURCES[url])
    place = data.draw(st.sampled_from([place for place in paths(document) if place]))
    changed = compact(put(document, {place: data.draw(documents)})).encode()
    raw = compact(jcs_record()).encode()
    resources = {**RESOURCES, url: changed}
    result = verify(raw, DID, resources.get, NOW)
    assert result.verdict in ("valid", "invalid", "unknown")
    if same(json.loads(changed), document):
        assert result.verdict == "valid"


@given(st.sampled_from([DID_URL, LIST_URL]), st.binary(max_size=100))
def test_no_bytes_of_a_resource_make_a_record_valid(url, served):
    result = verify(compact(jcs_record()).encode(), DID, {**RESOURCES, url: served}.get, NOW)
    assert result.verdict == "unknown"


ODD_NAMES = ["@id", "@type", "@value", "@list", "@set", "@graph", "@context", "@index", "@json"]
ODD_VALUES: list[Any] = [None, 5, "", [], {}, "_:b", [None], {"@id": None}, {"@value": {}}, "x:y"]


@given(
    st.sampled_from([place for place in OBJECTS if not place.startswith("proof")]),
    st.sampled_from(ODD_NAMES),
    st.sampled_from(ODD_VALUES),
)
def test_no_linked_data_keyword_makes_the_check_of_the_first_proof_raise(place, name, value):
    raw = compact(put(GENUINE, {f"{place}/{name}".removeprefix("/"): value})).encode()
    # These are raised where `verify` would not get as far as a signature.
    with contextlib.suppress(strict_json.FormatError, shapes.StructureError, did.DidError):
        assert verify_rdfc(raw, DID, RESOURCES.get, NOW) in (True, False)


# The two halves agree


def scenario(raw: bytes, resources: dict[str, bytes]) -> str:
    def given_as(data: bytes) -> dict[str, str]:
        return {"base64": base64.b64encode(data).decode("ascii")}

    return json.dumps(
        {
            "now": "2026-06-01T00:00:00Z",
            "issuer": DID,
            "record": given_as(raw),
            "resources": {url: given_as(data) for url, data in resources.items()},
        }
    )


@pytest.mark.node
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(MEMBERS), documents), max_size=2)
        | st.binary(max_size=60)
        | st.tuples(st.binary(max_size=3), st.integers(0, 2500), st.integers(0, 3)),
        min_size=40,
        max_size=40,
    )
)
@settings(max_examples=max(1, settings.default.max_examples // 25))  # type: ignore[union-attr]
def test_python_and_javascript_find_the_same(changes):
    raws = [altered(change) for change in changes]
    lines = "".join(f"{scenario(raw, RESOURCES)}\n" for raw in raws)
    done = subprocess.run(
        ["node", str(REPOSITORY / "tests" / "node" / "findings.mjs")],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(raws)
    for raw, answer in zip(raws, answers, strict=True):
        result = check(raw)
        here = [[item.check, str(item.outcome), item.code] for item in result.findings]
        there = [row[:3] for row in answer["findings"]]
        assert (str(result.verdict), here) == (answer["verdict"], there), raw


@pytest.mark.node
@given(st.lists(documents, min_size=60, max_size=60))
@settings(max_examples=max(1, settings.default.max_examples // 25))  # type: ignore[union-attr]
def test_python_and_javascript_write_the_same_canonical_form(values):
    # ASCII only: a line separator in a text would end the line for one of the two readers.
    lines = "".join(f"{json.dumps(value)}\n" for value in values)
    done = subprocess.run(
        ["node", str(REPOSITORY / "tests" / "node" / "canonical.mjs")],
        input=lines.encode(),
        capture_output=True,
        check=True,
        cwd=REPOSITORY,
    )
    assert done.stdout.split(b"\n")[:-1] == [jcs.canonical(value) for value in values]


def altered(change: Any) -> bytes:
    """Change the genuine record as drawn: members (signed again), other bytes, or some bytes."""
    if isinstance(change, bytes):
        return change
    if isinstance(change, tuple):
        data, start, length = change
        raw = compact(GENUINE).encode()
        return bytes(raw[:start] + data + raw[start + length :])
    document = {name: value for name, value in GENUINE.items() if name != "proof"}
    for place, value in change:
        if place in paths(document) and not place.startswith("@context"):
            document = put(document, {place: value})
    return compact(sign(document, suites=(JCS,))).encode()
