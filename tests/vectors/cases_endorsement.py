"""Endorsements: the same seven checks, for a record of which the caller expects that it is one.

Files lie in the folder of the check that a case is about, with names that begin with `endorsement`.
"""

from collections.abc import Mapping

from tests.vectors.world import (
    BASE,
    CREATED,
    DID,
    DID_URL,
    ELSEWHERE,
    ELSEWHERE_URL,
    EXT,
    GONE,
    INDEX,
    JCS,
    JSON,
    LIST_URL,
    OB,
    RDFC,
    RESOURCES,
    STRANGER,
    V2,
    Case,
    Collector,
    as_json,
    credential,
    did_document,
    entry,
    make_proof,
    put,
    record,
    sign,
    status_list,
)

ABOUT = "https://college.example/badges/programs/pilotage/"
OTHER = "https://college.example/badges/programs/mooring/"
SUBJECT = "credentialSubject"
NO_ENTRY = {"status": "no-status"}


def endorsement() -> JSON:
    """Return what the provider of the vectors says about another college's programme."""
    return {
        "@context": [V2, OB],
        "id": f"{BASE}/endorsements/pilotage.json",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement of Harbour Pilotage",
        "issuer": {"id": DID, "type": ["Profile"], "name": "Provider Example"},
        "validFrom": CREATED,
        "credentialSubject": {
            "id": ABOUT,
            "type": ["EndorsementSubject"],
            "endorsementComment": "Our pilots take it.",
        },
    }


def endorsed(changes: Mapping[str, JSON] | None = None, **signing: JSON) -> JSON:
    """Return the endorsement, changed first and signed then."""
    return as_json(sign(put(endorsement(), changes or {}), **{"suites": (JCS,), **signing}))


def cases() -> list[Case]:
    structure, issuer, key, proof, validity, status = (
        Collector(check) for check in ("structure", "issuer", "key", "proof", "validity", "status")
    )
    _kinds(structure)
    _subjects(structure)
    _shape(structure)
    _proofs(structure)
    issuer(
        "endorsement-of-a-stranger",
        "It bears another name than that of the partner from whom it is said to be.",
        endorsed(
            {"issuer/id": ELSEWHERE},
            key=STRANGER,
            verificationMethod=f"{ELSEWHERE}#{STRANGER.multibase}",
        ),
        "other-issuer",
        about=ABOUT,
    )
    _keys(key)
    _altered(proof)
    _dates(validity)
    _status(status)
    parts = (structure, issuer, key, proof, validity, status)
    return [case for part in parts for case in part.cases]


def _kinds(add: Collector) -> None:
    signed = sign(endorsement())
    add(
        "endorsement-fine",
        "An ordinary endorsement with both proofs; it cannot be withdrawn, and says so.",
        as_json(signed),
        NO_ENTRY,
        about=ABOUT,
    )
    for name, context in (("extensions", [V2, OB, EXT]), ("no-open-badges", [V2])):
        code = None if name == "extensions" else "wrong-context"
        add(
            f"endorsement-context-{name}",
            "The vocabulary is the one of badges.",
            endorsed({"@context": context}),
            {"structure": code} if code else NO_ENTRY,
            about=ABOUT,
        )
    add(
        "endorsement-is-no-badge",
        "Where a badge is expected an endorsement is refused, however good it is.",
        as_json(signed),
        "not-a-credential",
    )
    add(
        "endorsement-expected-badge-given",
        "Where an endorsement is expected a badge is refused, however good it is.",
        as_json(record()),
        "not-an-endorsement",
        about=ABOUT,
    )
    add(
        "endorsement-expected-badge-of-that-address",
        "A badge whose holder is the address is no word about the address.",
        as_json(sign(put(credential(), {f"{SUBJECT}/id": ABOUT}), suites=(JCS,))),
        "not-an-endorsement",
        about=ABOUT,
    )
    add(
        "endorsement-expected-list-given",
        "A status list is signed by the same key, and is no endorsement.",
        as_json(sign(status_list(), suites=(JCS,))),
        "not-an-endorsement",
        about=ABOUT,
    )
    for name, types in (
        ("badge-too", ["VerifiableCredential", "EndorsementCredential", "OpenBadgeCredential"]),
        (
            "achievement-too",
            ["VerifiableCredential", "AchievementCredential", "EndorsementCredential"],
        ),
        ("not-verifiable", ["EndorsementCredential"]),
        ("only-verifiable", ["VerifiableCredential"]),
        ("lower-case", ["VerifiableCredential", "endorsementCredential"]),
        ("text", "EndorsementCredential"),
        ("number-among", ["VerifiableCredential", "EndorsementCredential", 1]),
    ):
        add(
            f"endorsement-type-{name}",
            "It has to say that it is an endorsement, and nothing that speaks against it.",
            endorsed({"type": types}),
            "not-a-credential" if name in ("text", "number-among") else "not-an-endorsement",
            about=ABOUT,
        )
    add(
        "endorsement-type-one-more",
        "Further types add something; they take nothing away.",
        endorsed({"type": ["EndorsementCredential", "VerifiableCredential", "Letter"]}),
        NO_ENTRY,
        about=ABOUT,
    )
    add(
        "endorsement-expected-array",
        "An endorsement is an object.",
        as_json([sign(endorsement(), suites=(JCS,))]),
        "not-a-credential",
        about=ABOUT,
    )


def _subjects(add: Collector) -> None:
    for name, about in (
        ("programme", OTHER),
        ("site", "https://college.example/badges/"),
        ("host", ABOUT.replace("college", "collage")),
        ("letter-case", ABOUT.replace("pilotage", "Pilotage")),
        ("no-slash", ABOUT.removesuffix("/")),
        ("fragment", f"{ABOUT}#top"),
        ("query", f"{ABOUT}?a=1"),
        ("cyrillic", ABOUT.replace("o", "\u043e", 1)),
    ):
        add(
            f"endorsement-about-another-{name}",
            "It is genuine, and about something else: addresses are compared letter for letter.",
            endorsed({f"{SUBJECT}/id": about}),
            "other-subject",
            about=ABOUT,
        )
    add(
        "endorsement-expected-of-nothing",
        "An empty address is expected: then nothing is about it, and no badge passes either.",
        as_json(record()),
        "not-an-endorsement",
        about="",
    )


def _shape(add: Collector) -> None:
    for name, changes, code in (
        ("no-id", {"id": GONE}, "missing-member"),
        ("no-issuer", {"issuer": GONE}, "missing-member"),
        ("no-start", {"validFrom": GONE}, "missing-member"),
        ("no-subject", {SUBJECT: GONE}, "missing-member"),
        ("no-subject-id", {f"{SUBJECT}/id": GONE}, "missing-member"),
        ("no-subject-type", {f"{SUBJECT}/type": GONE}, "missing-member"),
        ("subject-list", {SUBJECT: [endorsement()[SUBJECT]]}, "malformed-member"),
        ("subject-text", {SUBJECT: ABOUT}, "malformed-member"),
        ("subject-id-list", {f"{SUBJECT}/id": [ABOUT]}, "malformed-member"),
        ("subject-type-other", {f"{SUBJECT}/type": ["AchievementSubject"]}, "malformed-member"),
        ("subject-type-text", {f"{SUBJECT}/type": "EndorsementSubject"}, "malformed-member"),
        ("comment-object", {f"{SUBJECT}/endorsementComment": {"en": "Good"}}, "malformed-member"),
        ("name-number", {"name": 5}, "malformed-member"),
        ("issuer-no-profile", {"issuer": {"id": DID}}, "missing-member"),
        ("until-day", {"validUntil": "2027-01-01"}, "malformed-date"),
        ("from-words", {"validFrom": "last week"}, "malformed-date"),
        ("status-text", {"credentialStatus": LIST_URL}, "malformed-member"),
    ):
        add(
            f"endorsement-{code}-{name}",
            "Each member has the form that Open Badges 3.0 gives it.",
            endorsed(changes),
            code,
            about=ABOUT,
        )
    add(
        "endorsement-fine-without-a-word",
        "A comment is optional; so are names, and the issuer may be a text.",
        endorsed({f"{SUBJECT}/endorsementComment": GONE, "name": GONE, "issuer": DID}),
        NO_ENTRY,
        about=ABOUT,
    )


def _proofs(add: Collector) -> None:
    add("endorsement-no-proof", "Anyone could have written it.", as_json(endorsement()),
        "no-proof", about=ABOUT)  # fmt: skip
    add(
        "endorsement-proof-for-wallets-alone",
        "The proof that carries the verdict is missing.",
        endorsed(suites=(RDFC,)),
        "unsupported-proof",
        about=ABOUT,
    )
    other = make_proof(endorsement(), RDFC, created="2026-01-16T09:00:00Z")
    add(
        "endorsement-proofs-disagree",
        "Two proofs that name different days are not one word.",
        as_json({**endorsement(), "proof": [other, make_proof(endorsement(), JCS)]}),
        "proofs-disagree",
        about=ABOUT,
    )


def _keys(add: Collector) -> None:
    add(
        "endorsement-foreign-key",
        "In the partner's name, with a key of somebody else.",
        endorsed(key=STRANGER, verificationMethod=f"{ELSEWHERE}#{STRANGER.multibase}"),
        "foreign-key",
        resources={
            DID_URL: RESOURCES[DID_URL],
            ELSEWHERE_URL: {"json": did_document(STRANGER, did=ELSEWHERE)},
        },
        about=ABOUT,
    )
    add(
        "endorsement-key-not-listed",
        "In the partner's name, with a key that the partner does not list.",
        endorsed(key=STRANGER),
        "key-not-listed",
        about=ABOUT,
    )
    listed = did_document()
    listed["verificationMethod"][0]["revoked"] = "2026-05-01T00:00:00Z"
    add(
        "endorsement-key-revoked",
        "The partner has withdrawn the key.",
        endorsed(),
        "key-revoked",
        did=as_json(listed),
        about=ABOUT,
    )
    add(
        "endorsement-key-list-unreachable",
        "Without the partner's keys nothing is known.",
        endorsed(),
        "did-unreachable",
        resources={DID_URL: None},
        about=ABOUT,
    )


def _altered(add: Collector) -> None:
    signed = sign(endorsement())
    for name, changes in (
        ("comment", {f"{SUBJECT}/endorsementComment": "Our pilots love it."}),
        ("end-added", {"validUntil": "2036-01-01T00:00:00Z"}),
        ("start", {"validFrom": "2026-01-01T00:00:00Z"}),
        ("issuer-name", {"issuer/name": "Ministry of Education"}),
        ("member-added", {"awardedDate": "2026-01-15T09:00:00Z"}),
    ):
        add(
            f"endorsement-altered-{name}",
            "One detail was changed after signing.",
            as_json(put(signed, changes)),
            "bad-signature",
            about=ABOUT,
        )
    moved = put(sign(put(endorsement(), {f"{SUBJECT}/id": OTHER})), {f"{SUBJECT}/id": ABOUT})
    add(
        "endorsement-altered-subject",
        "What was said about one programme was moved to another.",
        as_json(moved),
        "bad-signature",
        about=ABOUT,
    )
    badge = record()
    add(
        "endorsement-proof-of-a-badge",
        "A proof that the partner made for a badge does not cover an endorsement.",
        as_json({**endorsement(), "proof": badge["proof"]}),
        "bad-signature",
        about=ABOUT,
    )


def _dates(add: Collector) -> None:
    at = "2026-06-01T00:00:00Z"
    for name, changes, code in (
        ("fine-to-the-last-moment", {"validUntil": at}, None),
        ("expired", {"validUntil": "2026-05-31T23:59:59.999Z"}, "expired"),
        ("not-yet-valid", {"validFrom": "2026-06-01T00:00:00.001Z"}, "not-yet-valid"),
    ):
        add(
            f"endorsement-{name}",
            "An endorsement has a beginning and may have an end.",
            endorsed(changes),
            {**NO_ENTRY, **({"validity": code} if code else {})},
            now=at,
            about=ABOUT,
        )


def _status(add: Collector) -> None:
    named = {"credentialStatus": entry()}
    revoked = {LIST_URL: as_json(sign(status_list({INDEX}), suites=(JCS,)))}
    for name, lists, code, why in (
        ("fine-not-withdrawn", {}, None, "The partner's own list says that it is in force."),
        ("revoked", revoked, "revoked", "The partner has withdrawn it."),
        (
            "list-unreachable",
            {LIST_URL: None},
            "list-unreachable",
            "Whether it was withdrawn cannot be known, so it is not valid.",
        ),
    ):
        add(f"endorsement-{name}", why, endorsed(named), code, lists=lists, about=ABOUT)
    add(
        "endorsement-malformed-entry",
        "An entry that cannot be read may have withdrawn it.",
        endorsed({"credentialStatus": {"type": "BitstringStatusListEntry"}}),
        "malformed-entry",
        about=ABOUT,
    )
    add(
        "endorsement-unsupported-entry",
        "An entry of another kind may have withdrawn it.",
        endorsed({"credentialStatus": {"type": "1EdTechRevocationList", "id": LIST_URL}}),
        "unsupported-entry",
        about=ABOUT,
    )
