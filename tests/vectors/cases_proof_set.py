"""Check `structure`, the proofs: exactly one eddsa-jcs-2022, at most one eddsa-rdfc-2022 beside."""

from collections.abc import Mapping

from tests.vectors.world import (
    GONE,
    JCS,
    JSON,
    METHOD,
    OB,
    RDFC,
    SECOND,
    STRANGER,
    V2,
    Collector,
    as_json,
    credential,
    jcs_record,
    make_proof,
    put,
    record,
    with_context,
)


def add_cases(add: Collector) -> None:
    _number_and_kind(add)
    _form(add)
    _context_and_agreement(add)
    _fine(add)


def _with(*proofs: JSON) -> JSON:
    return as_json({**credential(), "proof": list(proofs)})


def _proof(suite: str = JCS, **members: JSON) -> JSON:
    return make_proof(credential(), suite, **members)


def _number_and_kind(add: Collector) -> None:
    jcs, rdfc = _proof(), _proof(RDFC)
    unknown = {**rdfc, "cryptosuite": "mldsa44-rdfc-2024", "proofValue": "z2x"}
    stranger = _proof(key=STRANGER, verificationMethod=METHOD)
    add("no-proof-missing", "Anyone could have written it.", as_json(credential()), "no-proof")
    add("no-proof-empty-array", "An empty set proves nothing.", _with(), "no-proof")
    for name, proofs, why in (
        ("rdfc-only", [rdfc], "The verdict rests on the JCS proof; a wallet's copy has none."),
        ("unknown-suite-beside", [rdfc, jcs, unknown], "Nobody here can say what it means."),
        ("unknown-suite-first", [unknown, jcs], "Nobody here can say what it means."),
        ("unknown-suite-alone", [unknown], "Nobody here can check it."),
        ("suite-missing", [put(jcs, {"cryptosuite": GONE})], "Nothing says how to check it."),
        ("suite-number", [put(jcs, {"cryptosuite": 2022})], "A suite has a name."),
        ("suite-array", [put(jcs, {"cryptosuite": [JCS]})], "A suite has one name."),
        (
            "suite-capitals",
            [put(jcs, {"cryptosuite": "EdDSA-JCS-2022"})],
            "Names are compared exactly.",
        ),
        ("suite-older", [put(jcs, {"cryptosuite": "eddsa-2022"})], "An earlier draft."),
        ("suite-ecdsa", [put(jcs, {"cryptosuite": "ecdsa-jcs-2019"})], "Another algorithm."),
        (
            "suite-prototype",
            [put(jcs, {"cryptosuite": "constructor"})],
            "A name that every JavaScript object seems to have.",
        ),
        ("type-missing", [put(jcs, {"type": GONE})], "Nothing says what it is."),
        ("type-array", [put(jcs, {"type": ["DataIntegrityProof"]})], "One type, as a text."),
        ("type-older", [put(jcs, {"type": "Ed25519Signature2020"})], "Signed in another way."),
        (
            "type-lower-case",
            [put(jcs, {"type": "dataIntegrityProof"})],
            "Names are compared exactly.",
        ),
        ("empty-object", [{}], "Nothing says what it is."),
        ("empty-object-beside", [rdfc, jcs, {}], "Nothing says what it is."),
    ):
        add(f"unsupported-proof-{name}", why, _with(*proofs), "unsupported-proof")
    add(
        "unsupported-proof-rdfc-object",
        "The verdict rests on the JCS proof.",
        as_json({**credential(), "proof": rdfc}),
        "unsupported-proof",
    )
    for name, proofs, why in (
        ("same-twice", [jcs, jcs], "Which one counts?"),
        ("two-jcs", [jcs, _proof(key=SECOND)], "Two good ones: which one counts?"),
        ("bad-jcs-first", [stranger, jcs], "A reader of the first and of the last would differ."),
        ("bad-jcs-last", [jcs, stranger], "A reader of the first and of the last would differ."),
        ("two-rdfc", [rdfc, rdfc, jcs], "At most one may stand beside."),
        ("three", [rdfc, jcs, _proof(key=SECOND)], "At most two in all."),
    ):
        add(f"too-many-proofs-{name}", why, _with(*proofs), "too-many-proofs")


_FORMS: tuple[tuple[str, Mapping[str, JSON], str], ...] = (
    ("previous-proof", {"previousProof": "urn:uuid:1"}, "A chain is another thing than a set."),
    ("domain", {"domain": "stranger.example"}, "Made for somebody else's eyes."),
    ("challenge", {"challenge": "x"}, "An answer to a question, not an award."),
    ("nonce", {"nonce": "x"}, "Not a member that this check knows."),
    ("unknown-member", {"colour": "blue"}, "What it changes is unknown."),
    ("created-missing", {"created": GONE}, "Required here: the page says when it was signed."),
    ("created-odd", {"created": "2026-01-15"}, "An unreadable date."),
    ("created-number", {"created": 1768467600}, "An unreadable date."),
    ("expires-odd", {"expires": "never"}, "An unreadable date is not: no limit."),
    ("expires-null", {"expires": None}, "null is not: no limit."),
    ("method-missing", {"verificationMethod": GONE}, "No key is named."),
    ("method-relative", {"verificationMethod": "#key-1"}, "DID URLs are absolute."),
    ("method-object", {"verificationMethod": {"id": METHOD}}, "A key in the record itself."),
    ("method-array", {"verificationMethod": [METHOD]}, "One key."),
    ("method-space", {"verificationMethod": f"{METHOD} "}, "No URI."),
    ("purpose-missing", {"proofPurpose": GONE}, "No purpose is named."),
    ("purpose-array", {"proofPurpose": ["assertionMethod"]}, "One purpose."),
    ("purpose-null", {"proofPurpose": None}, "No purpose is named."),
    ("id-relative", {"id": "proof-1"}, "An id is a URI."),
)


def _form(add: Collector) -> None:
    for name, value in (("null", None), ("text", "z5"), ("number", 5), ("false", False)):
        add(
            f"malformed-proof-{name}",
            "A proof is an object.",
            as_json({**credential(), "proof": value}),
            "malformed-proof",
        )
    for name, entry in (("null", None), ("text", "z5"), ("array", [])):
        add(
            f"malformed-proof-in-array-{name}",
            "A proof is an object.",
            _with(entry),
            "malformed-proof",
        )
    add(
        "malformed-proof-jwt-beside",
        "A JWT is no embedded proof.",
        _with(_proof(), "e30.e30.x"),
        "malformed-proof",
    )
    for name, members, why in _FORMS:
        add(f"malformed-proof-{name}", why, _with(_proof(**members)), "malformed-proof")
    # The first proof is held to the same form, although the verdict does not rest on it.
    rdfc = _proof(RDFC)
    for name, change in (
        ("previous-proof", {"previousProof": "urn:uuid:1"}),
        ("created-missing", {"created": GONE}),
        ("value-missing", {"proofValue": GONE}),
    ):
        add(
            f"malformed-proof-rdfc-{name}",
            "The proof that stands beside is held to the form.",
            _with(put(rdfc, change), _proof()),
            "malformed-proof",
        )
    odd_values: dict[str, JSON] = {"missing": GONE, "null": None, "number": 5, "array": ["z5"]}
    for name, odd in odd_values.items():
        add(
            f"malformed-proof-value-{name}",
            "A signature is a text.",
            _with(put(_proof(), {"proofValue": odd})),
            "malformed-proof",
        )
    for name, purpose in (
        ("authentication", "authentication"),
        ("capitals", "AssertionMethod"),
        ("iri", "https://w3id.org/security#assertionMethod"),
        ("longer", "assertionMethod2"),
        ("empty", ""),
    ):
        add(
            f"wrong-proof-purpose-{name}",
            "Signed, but not to state that this is true.",
            _with(_proof(proofPurpose=purpose)),
            "wrong-proof-purpose",
        )
    add(
        "wrong-proof-purpose-rdfc",
        "Both proofs have the one purpose.",
        _with(put(rdfc, {"proofPurpose": "authentication"}), _proof()),
        "wrong-proof-purpose",
    )


def _context_and_agreement(add: Collector) -> None:
    for name, context, why in (
        ("shorter", [V2], "Section 3.3.2 would hash the shorter list instead of the document's."),
        ("empty", [], "Every list begins with the empty one."),
        ("reversed", [OB, V2], "Order is meaning."),
        ("text", V2, "A list."),
        ("extended", [V2, OB, "https://stranger.example/c"], "Another vocabulary."),
        ("null", None, "Present, and not the document's."),
        ("object", {}, "Own definitions."),
    ):
        add(f"proof-context-{name}", why, _with(_proof(**with_context(context))), "proof-context")
    add(
        "malformed-proof-rdfc-context",
        "The first proof may not bring a vocabulary either, not even the document's own.",
        _with({**_proof(RDFC), "@context": [V2, OB]}, _proof()),
        "malformed-proof",
    )
    add(
        "malformed-proof-rdfc-id",
        "What the first proof says, the second does not cover: not even a name.",
        _with({**_proof(RDFC), "id": "urn:uuid:1"}, _proof()),
        "malformed-proof",
    )
    rdfc = _proof(RDFC)
    for name, members, why in (
        ("created", {"created": "2026-01-16T09:00:00Z"}, "When was it signed?"),
        (
            "created-same-moment",
            {"created": "2026-01-15T10:00:00+01:00"},
            "Texts are compared: a wallet would show another one.",
        ),
        ("method", {"key": SECOND}, "Which key signed it?"),
        ("expires-only-here", {"expires": "2030-01-01T00:00:00Z"}, "Until when?"),
    ):
        add(f"proofs-disagree-{name}", why, _with(rdfc, _proof(**members)), "proofs-disagree")
    limited = _proof(RDFC, expires="2030-01-01T00:00:00Z")
    add(
        "proofs-disagree-expires-only-there",
        "Until when?",
        _with(limited, _proof()),
        "proofs-disagree",
    )
    later = _proof(expires="2031-01-01T00:00:00Z")
    add("proofs-disagree-expires-differ", "Until when?", _with(limited, later), "proofs-disagree")
    add(
        "proofs-disagree-jcs-first",
        "The order of the two does not matter.",
        _with(_proof(key=SECOND), rdfc),
        "proofs-disagree",
    )


def _fine(add: Collector) -> None:
    jcs, rdfc = _proof(), _proof(RDFC)
    add("fine-proofs-reversed", "A proof set has no order.", _with(jcs, rdfc))
    add("fine-jcs-only", "The rdfc proof may stand beside; it need not.", as_json(jcs_record()))
    add(
        "fine-jcs-as-object",
        "One proof may stand without an array (compacted JSON-LD).",
        as_json({**credential(), "proof": jcs}),
    )
    absent = _proof(**with_context(GONE))
    add(
        "fine-proof-without-context",
        "Section 3.3.2 hashes the options without it then; the document's own is signed anyway.",
        _with(absent),
    )
    add(
        "fine-proof-id",
        "A signed name for the proof itself.",
        _with(_proof(id="urn:uuid:8cc9022b-6b14-4cf3-8571-74972c5feb54")),
    )
    add(
        "fine-expires-later",
        "A proof with an end that has not come.",
        as_json(record(expires="2030-01-01T00:00:00Z")),
    )
    broken = put(rdfc, {"proofValue": _proof(RDFC, key=STRANGER)["proofValue"]})
    add(
        "fine-rdfc-signature-broken",
        "Documented: the verdict rests on the JCS proof; `verify --proofs all` checks the other.",
        _with(broken, jcs),
    )
