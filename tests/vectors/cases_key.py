"""Check `key`: did.json names this very key for assertions, and the key is usable."""

from tests.vectors import cases_did, curve
from tests.vectors.world import (
    DID,
    ELSEWHERE,
    ELSEWHERE_URL,
    GONE,
    JCS,
    JSON,
    KEY,
    LIST_URL,
    METHOD,
    NOW,
    RESOURCES,
    SECOND,
    SECOND_METHOD,
    STRANGER,
    Case,
    Collector,
    as_json,
    base58,
    credential,
    did_document,
    jcs_record,
    make_proof,
    multikey,
    put,
    record,
    sign,
    status_list,
)

FIRST = "verificationMethod/0"
P256 = b"\x80\x24"
X25519 = b"\xec\x01"
SECRET = b"\x80\x26"


def cases() -> list[Case]:
    add = Collector("key")
    cases_did.add_cases(add)
    _whose(add)
    _listed(add)
    _form(add)
    _weak(add)
    _state(add)
    _fine(add)
    return add.cases


def did_with(changes: dict[str, JSON]) -> JSON:
    return as_json(put(did_document(), changes))


def _whose(add: Collector) -> None:
    theirs = f"{ELSEWHERE}#{STRANGER.multibase}"
    add(
        "foreign-key-of-stranger",
        "The stranger's did.json does list it, but he is not the issuer.",
        as_json(jcs_record(key=STRANGER, verificationMethod=theirs)),
        "foreign-key",
        resources={**RESOURCES, ELSEWHERE_URL: {"json": did_document(STRANGER, did=ELSEWHERE)}},
    )
    add(
        "foreign-key-listed-here",
        "Even where our did.json names it, a key of another DID is not ours.",
        as_json(jcs_record(key=STRANGER, verificationMethod=theirs)),
        "foreign-key",
        did=did_with(
            {
                "verificationMethod/2": {
                    "id": theirs,
                    "type": "Multikey",
                    "controller": ELSEWHERE,
                    "publicKeyMultibase": STRANGER.multibase,
                },
                "assertionMethod/2": theirs,
            }
        ),
    )
    for name, did, why in (
        ("prefix", f"{DID}2", "A DID that merely begins like ours."),
        ("child", f"{DID}:x", "A DID below ours."),
        ("parent", "did:web:provider.example", "The host's own DID."),
        ("capital-host", "did:web:Provider.example:badges", "Compared exactly."),
        ("percent", "did:web:provider.example:b%61dges", "Nothing is decoded."),
        ("query", f"{DID}?service=x", "A DID URL with a query leads elsewhere."),
        ("path", f"{DID}/keys", "A DID URL with a path leads elsewhere."),
        ("https", "https://provider.example/badges/did.json", "An address is not the DID."),
        ("did-key", f"did:key:{STRANGER.multibase}", "A key that vouches for itself."),
    ):
        add(
            f"foreign-key-{name}",
            why,
            as_json(jcs_record(key=STRANGER, verificationMethod=f"{did}#{STRANGER.multibase}")),
            "foreign-key",
        )


def _listed(add: Collector) -> None:
    for name, method, why in (
        (
            "stranger-under-our-name",
            f"{DID}#{STRANGER.multibase}",
            "A key named by itself is not listed by that.",
        ),
        ("no-fragment", DID, "The DID alone names no key."),
        ("empty-fragment", f"{DID}#", "An empty name is no key's."),
        ("short-name", f"{DID}#key-1", "No key of this name."),
        ("fragment-capitals", METHOD.upper().replace(DID.upper(), DID), "Compared exactly."),
        ("fragment-percent", METHOD.replace("#z", "#%7A"), "Nothing is decoded."),
        ("fragment-cut-short", METHOD[:-1], "Compared whole."),
        ("second-fragment", f"{METHOD}#x", "Compared whole."),
    ):
        add(
            f"key-not-listed-{name}",
            why,
            as_json(jcs_record(key=STRANGER, verificationMethod=method)),
            "key-not-listed",
        )
    add(
        "key-not-listed-none",
        "A site that lists no key.",
        as_json(jcs_record()),
        "key-not-listed",
        did=did_with({"verificationMethod": [], "assertionMethod": []}),
    )
    add(
        "key-not-listed-only-under-purpose",
        "A name without a key.",
        as_json(jcs_record()),
        "key-not-listed",
        did=did_with({FIRST: GONE}),
    )
    twice = did_document(KEY, KEY)
    add(
        "key-listed-twice-same",
        "Exactly once.",
        as_json(jcs_record()),
        "key-listed-twice",
        did=as_json(twice),
    )
    other = {"publicKeyMultibase": STRANGER.multibase}
    add(
        "key-listed-twice-other-first",
        "A reader of the first would take the stranger's key.",
        as_json(jcs_record(key=STRANGER, verificationMethod=METHOD)),
        "key-listed-twice",
        did=as_json(put(twice, {f"{FIRST}/publicKeyMultibase": STRANGER.multibase})),
    )
    add(
        "key-listed-twice-other-last",
        "A reader of the last would take the stranger's key.",
        as_json(jcs_record()),
        "key-listed-twice",
        did=as_json(
            {
                **twice,
                "verificationMethod": [
                    twice["verificationMethod"][0],
                    {**twice["verificationMethod"][1], **other},
                ],
            }
        ),
    )
    for name, assertion, why in (
        ("none", [], "Listed, but for nothing."),
        ("only-second", [SECOND_METHOD], "Only the other key may assert."),
        ("text-of-second", SECOND_METHOD, "Only the other key may assert."),
        ("longer", [f"{METHOD}x"], "Compared whole."),
        ("longer-text", f"{METHOD}x", "A text is not searched."),
        ("capitals", [METHOD.replace("provider", "Provider")], "Compared exactly."),
    ):
        add(
            f"key-not-for-assertion-{name}",
            why,
            as_json(jcs_record()),
            "key-not-for-assertion",
            did=did_with({"assertionMethod": assertion}),
        )
    add(
        "key-not-for-assertion-authentication",
        "For logging in, not for awards.",
        as_json(jcs_record()),
        "key-not-for-assertion",
        did=did_with({"assertionMethod": [SECOND_METHOD], "authentication": [METHOD]}),
    )


def _form(add: Collector) -> None:
    whole = KEY.multibase
    key32 = KEY.public
    for name, text, why in (
        ("number", 5, "A key is a text."),
        ("null", None, "A key is a text."),
        ("array", [whole], "One key."),
        ("empty", "", "No key."),
        ("letter-only", "z", "No bytes."),
        ("no-letter", whole[1:], "The letter says how to read the rest."),
        ("capital-letter", "Z" + whole[1:], "Z is base58-flickr."),
        ("base64url", "u7QE" + "A" * 43, "Controlled Identifiers would allow it, the suite not."),
        ("31-bytes", multikey(key32[:31]), "A byte is missing."),
        ("33-bytes", multikey(key32 + b"\0"), "Some importers ignore what follows."),
        ("64-bytes", multikey(key32 * 2), "Some importers ignore what follows."),
        ("without-prefix", "z" + base58(key32), "The prefix says what key it is."),
        ("leading-one", "z1" + whole[1:], "A zero byte before it makes another value."),
        ("leading-space", " " + whole, "Nothing is trimmed."),
        ("trailing-space", whole + " ", "Nothing is trimmed."),
        ("trailing-newline", whole + "\n", "A known decoder strips it."),
        ("inner-newline", whole[:20] + "\n" + whole[20:], "Nothing is skipped."),
        ("letter-zero", whole[:-1] + "0", "0 is not in the alphabet."),
        ("letter-o", whole[:-1] + "O", "O is not in the alphabet."),
        ("letter-i", whole[:-1] + "I", "I is not in the alphabet."),
        ("letter-l", whole[:-1] + "l", "l is not in the alphabet."),
        ("letter-not-ascii", whole[:-1] + "é", "Not in the alphabet."),
        ("letter-astral", whole[:-1] + "\U0001d7d9", "A digit one to Unicode, not here."),
        ("long", "z" + "6" * 2000, "The length is looked at before any work."),
        ("all-ones", "z" + "1" * 34, "34 zero bytes bear no prefix."),
        ("x25519", multikey(key32, X25519), "A key for agreeing on keys."),
        ("p-256", multikey(b"\x02" + key32, P256), "Another curve."),
        ("private-key", multikey(key32, SECRET), "The prefix of a private key."),
    ):
        add(
            f"malformed-key-{name}",
            why,
            as_json(jcs_record()),
            "malformed-key",
            did=did_with({f"{FIRST}/publicKeyMultibase": text}),
        )
    for name, changes, why in (
        ("without-key", {"publicKeyMultibase": GONE}, "A Multikey without its key."),
        ("controller-missing", {"controller": GONE}, "Whose key is it?"),
        ("controller-array", {"controller": [DID]}, "One controller, as a text."),
        ("type-missing", {"type": GONE}, "What kind of key is it?"),
        ("type-array", {"type": ["Multikey"]}, "One type, as a text."),
        ("revoked-odd", {"revoked": "yesterday"}, "An unreadable date is not: never revoked."),
        ("revoked-null", {"revoked": None}, "null is not: never revoked."),
        ("revoked-true", {"revoked": True}, "Not a date."),
        ("expires-odd", {"expires": "2027-02-30T00:00:00Z"}, "An unreadable date."),
        ("expires-null", {"expires": None}, "null is not: no limit."),
    ):
        add(
            f"malformed-key-{name}",
            why,
            as_json(jcs_record()),
            "malformed-key",
            did=did_with({f"{FIRST}/{name}": value for name, value in changes.items()}),
        )
    jwk = {
        "type": "JsonWebKey",
        "publicKeyMultibase": GONE,
        "publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": "AAAA"},
    }
    for name, changes, why in (
        ("older", {"type": "Ed25519VerificationKey2020"}, "The key of an older suite."),
        ("capitals", {"type": "multikey"}, "Compared exactly."),
        ("json-web-key", jwk, "Whole and of another kind, so not damaged."),
    ):
        add(
            f"wrong-key-type-{name}",
            why,
            as_json(jcs_record()),
            "wrong-key-type",
            did=did_with({f"{FIRST}/{name}": value for name, value in changes.items()}),
        )
    for name, controller, why in (
        ("stranger", ELSEWHERE, "Somebody else's key, listed here."),
        ("prefix", f"{DID}2", "Compared whole."),
        ("capitals", DID.replace("provider", "Provider"), "Compared exactly."),
        ("empty", "", "Nobody's."),
    ):
        add(
            f"wrong-controller-{name}",
            why,
            as_json(jcs_record()),
            "wrong-controller",
            did=did_with({f"{FIRST}/controller": controller}),
        )


def odd_key_record(key: curve.OddKey) -> tuple[JSON, JSON]:
    """Sign with a key that no library makes, and list it."""
    text = multikey(key.encoded)
    method = f"{DID}#{text}"
    document = credential()
    proof = make_proof(document, "eddsa-jcs-2022", key, verificationMethod=method)  # type: ignore[arg-type]
    listed = did_with(
        {
            "verificationMethod/2": {
                "id": method,
                "type": "Multikey",
                "controller": DID,
                "publicKeyMultibase": text,
            },
            "assertionMethod/2": method,
        }
    )
    return as_json({**document, "proof": [proof]}), listed


def _weak(add: Collector) -> None:
    for name, (point, encoded) in curve.small_order_encodings().items():
        given, listed = odd_key_record(curve.OddKey(encoded, point))
        add(
            f"weak-key-small-{name}",
            "The equation holds without any secret: anybody could have signed.",
            given,
            "weak-key",
            did=listed,
        )
    secret = 2**251 + 12345
    for multiple in (1, 2, 4):
        small = curve.SMALL[multiple]
        encoded = curve.encode(curve.plus(curve.times(secret, curve.B), small))
        given, listed = odd_key_record(curve.OddKey(encoded, small, secret))
        add(
            f"weak-key-mixed-{multiple}",
            "A point outside the main subgroup: engines disagree about its signatures.",
            given,
            "weak-key",
            did=listed,
        )
    y = next(y for y in range(2, 99) if curve.recover_x(y, 0) is None)
    for name, encoded, why in (
        ("not-on-curve", y.to_bytes(32, "little"), "No such point; an engine crashes on it."),
        ("y-is-p-plus-small", (curve.P + 3).to_bytes(32, "little"), "y is not below p."),
        ("all-bits", b"\xff" * 32, "y is not below p."),
    ):
        listed = did_with({f"{FIRST}/publicKeyMultibase": multikey(encoded)})
        add(f"weak-key-{name}", why, as_json(jcs_record()), "weak-key", did=listed)


def _state(add: Collector) -> None:
    for name, moment, why in (
        ("long-ago", "2020-01-01T00:00:00Z", "Before this record was made."),
        (
            "after-signing",
            "2026-05-01T00:00:00Z",
            "`created` is what the signer says, so it does not help.",
        ),
        ("this-moment", NOW, "From that moment on."),
        ("this-moment-with-offset", "2026-06-01T02:00:00+02:00", "The same moment."),
    ):
        for member, code in (("revoked", "key-revoked"), ("expires", "key-expired")):
            add(
                f"{code}-{name}",
                why,
                as_json(jcs_record()),
                code,
                did=did_with({f"{FIRST}/{member}": moment}),
            )
    add(
        "key-revoked-and-expired",
        "The graver is named.",
        as_json(jcs_record()),
        "key-revoked",
        did=did_with(
            {f"{FIRST}/revoked": "2026-01-01T00:00:00Z", f"{FIRST}/expires": "2025-01-01T00:00:00Z"}
        ),
    )
    add(
        "key-revoked-and-removed",
        "As `compromise` leaves it: listed, and for nothing.",
        as_json(jcs_record()),
        "key-not-for-assertion",
        did=did_with(
            {f"{FIRST}/revoked": "2026-01-01T00:00:00Z", "assertionMethod": [SECOND_METHOD]}
        ),
    )
    for member in ("revoked", "expires"):
        add(
            f"fine-{member}-a-millisecond-later",
            "Not yet.",
            as_json(record()),
            did=did_with({f"{FIRST}/{member}": "2026-06-01T00:00:00.001Z"}),
        )
        add(
            f"fine-{member}-of-the-other-key",
            "The other key's end is not this one's.",
            as_json(record()),
            did=did_with({f"verificationMethod/1/{member}": "2020-01-01T00:00:00Z"}),
        )


def _fine(add: Collector) -> None:
    jwk = {"id": f"{DID}#jwk", "type": "JsonWebKey", "controller": DID, "publicKeyJwk": {}}
    broken = {"id": f"{DID}#old", "type": "Multikey", "controller": DID, "publicKeyMultibase": "z"}
    add("fine-second-key", "Any key that is listed may sign.", as_json(record(key=SECOND)))
    for name, changes, why in (
        ("assertion-text", {"assertionMethod": METHOD}, "One name may stand without an array."),
        (
            "assertion-twice",
            {"assertionMethod": [METHOD, METHOD]},
            "The key is listed once; that it may assert is said twice.",
        ),
        (
            "assertion-foreign-beside",
            {"assertionMethod/2": f"{ELSEWHERE}#k"},
            "Another DID's key among the names is not this key.",
        ),
        ("other-kind-beside", {"verificationMethod/2": jwk}, "Other keys are not looked at."),
        ("broken-key-beside", {"verificationMethod/2": broken}, "Other keys are not looked at."),
        (
            "further-members",
            {
                "service": [],
                "alsoKnownAs": ["https://provider.example/"],
                "authentication": [{"id": "x"}],
            },
            "What is not asked is not read.",
        ),
        ("context-missing", {"@context": GONE}, "The members' names are enough here."),
    ):
        add(f"fine-{name}", why, as_json(record()), did=did_with(changes))
    named = did_with({f"{FIRST}/id": f"{DID}#key-1", "assertionMethod/0": f"{DID}#key-1"})
    add(
        "fine-short-name",
        "A key may have a short name.",
        as_json(record(verificationMethod=f"{DID}#key-1")),
        did=named,
        lists={LIST_URL: as_json(sign(status_list(), suites=(JCS,), key=SECOND))},
    )
