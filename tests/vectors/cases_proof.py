"""Check `proof`: the signature covers exactly this record and its own options, and is in time."""

import hashlib
import json

import rfc8785

from tests.vectors import curve
from tests.vectors.world import (
    BASE,
    BOTH,
    DID,
    GONE,
    JCS,
    JSON,
    KEY,
    METHOD,
    NOW,
    RDFC,
    SECOND,
    SECOND_METHOD,
    STRANGER,
    Case,
    Collector,
    as_json,
    as_text,
    base58,
    compact,
    credential,
    hash_data,
    jcs_record,
    make_proof,
    n_quads,
    put,
    record,
    seed,
    sha256,
    with_context,
)

ACHIEVEMENT = "credentialSubject/achievement"
VALUE = "proof/0/proofValue"


def cases() -> list[Case]:
    add = Collector("proof")
    _form(add)
    _changed_records(add)
    _changed_options(add)
    _signatures(add)
    _other_ways_to_hash(add)
    _times(add)
    return add.cases


def _with_value(value: JSON) -> JSON:
    return as_json(put(jcs_record(), {VALUE: value}))


def _signed_bytes() -> bytes:
    document = credential()
    return hash_data(document, make_proof(document, JCS))


def _form(add: Collector) -> None:
    signature = KEY.sign(_signed_bytes())
    whole = "z" + base58(signature)
    for name, text, why in (
        ("empty", "", "No signature."),
        ("letter-only", "z", "No bytes."),
        ("no-letter", whole[1:], "The letter says how to read the rest."),
        ("capital-letter", "Z" + whole[1:], "Z is base58-flickr."),
        ("hexadecimal", "f" + signature.hex(), "Another base."),
        ("base64url", "u" + "A" * 86, "Another base."),
        ("base64", "m" + "A" * 86, "Another base."),
        ("63-bytes", "z" + base58(signature[:63]), "A byte is missing."),
        ("65-bytes", "z" + base58(signature + b"\0"), "A byte too many."),
        ("128-bytes", "z" + base58(signature * 2), "Twice the signature."),
        ("32-bytes", "z" + base58(signature[:32]), "Half a signature."),
        ("leading-one", "z1" + whole[1:], "A zero byte before it makes another value."),
        ("leading-space", " " + whole, "Nothing is trimmed."),
        ("trailing-space", whole + " ", "Nothing is trimmed."),
        ("trailing-newline", whole + "\n", "A known decoder strips it."),
        ("inner-newline", whole[:40] + "\n" + whole[40:], "Nothing is skipped."),
        ("letter-zero", whole[:-1] + "0", "0 is not in the alphabet."),
        ("letter-o", whole[:-1] + "O", "O is not in the alphabet."),
        ("letter-i", whole[:-1] + "I", "I is not in the alphabet."),
        ("letter-l", whole[:-1] + "l", "l is not in the alphabet."),
        ("letter-not-ascii", whole[:-1] + "\u00e9", "Not in the alphabet."),
        ("two-values", f"{whole},{whole}", "One signature."),
        ("long", "z" + "2" * 2_000, "The length is looked at before any work."),
        ("65-ones", "z" + "1" * 65, "65 zero bytes."),
    ):
        add(f"malformed-signature-{name}", why, _with_value(text), "malformed-signature")


def _changed_records(add: Collector) -> None:
    """A2, the malicious learner: edits of a genuine record."""
    genuine = record(
        {
            "validUntil": "2030-01-01T00:00:00Z",
            "description": "Zo\u00eb",
            "credentialSubject/result": [{"type": ["Result"], "value": "68"}],
            "credentialSubject/creditsEarned": 4,
            f"{ACHIEVEMENT}/tag": ["sea", "tugs"],
            "evidence": [{"type": ["Evidence"], "name": "Passage 4"}],
        }
    )
    add("fine-before-the-changes", "The record that the following cases change.", as_json(genuine))
    who = "credentialSubject/identifier/0"
    for name, changes, why in (
        ("id", {"id": f"{BASE}/c/ab/abcdefghijklmnopqrstuvwxy2.html"}, "Another page's address."),
        ("name", {"name": "Harbour Mastery"}, "Another title."),
        ("holder", {f"{who}/identityHash": "Eve"}, "Another holder."),
        ("holder-invisible", {f"{who}/identityHash": "Ada\u200b Lovelace"}, "An invisible letter."),
        ("holder-homoglyph", {f"{who}/identityHash": "\u0410da Lovelace"}, "A Cyrillic letter."),
        ("holder-case", {f"{who}/identityHash": "ada lovelace"}, "Smaller letters."),
        ("holder-hashed", {f"{who}/hashed": True}, "What the name is."),
        (
            "holder-added",
            {
                "credentialSubject/identifier/1": {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "Eve",
                    "identityType": "name",
                }
            },
            "A second holder.",
        ),
        ("holder-id-added", {"credentialSubject/id": "did:example:eve"}, "A second holder."),
        ("result", {"credentialSubject/result/0/value": "98"}, "A better mark."),
        ("credits", {"credentialSubject/creditsEarned": 5}, "More credits."),
        (
            "credits-as-text",
            {"credentialSubject/creditsEarned": 4.000000000000001},
            "The next number.",
        ),
        ("achievement", {f"{ACHIEVEMENT}/name": "Harbour Mastery"}, "Another achievement."),
        (
            "achievement-id",
            {f"{ACHIEVEMENT}/id": f"{BASE}/programs/master/"},
            "Another achievement.",
        ),
        ("criteria", {f"{ACHIEVEMENT}/criteria/narrative": "Forty passages."}, "Other criteria."),
        ("issuer-name", {"issuer/name": "Provider Example University"}, "A better name."),
        ("issuer-as-text", {"issuer": DID}, "The same issuer, said otherwise."),
        ("valid-from", {"validFrom": "2020-01-15T09:00:00Z"}, "Longer held."),
        (
            "valid-from-same-moment",
            {"validFrom": "2026-01-15T10:00:00+01:00"},
            "The same moment, said otherwise.",
        ),
        ("valid-until", {"validUntil": "2090-01-01T00:00:00Z"}, "Longer valid."),
        ("valid-until-removed", {"validUntil": GONE}, "No end."),
        ("status-removed", {"credentialStatus": GONE}, "Un-revocable."),
        ("status-index", {"credentialStatus/statusListIndex": "7"}, "Somebody else's bit."),
        ("status-purpose", {"credentialStatus/statusPurpose": "suspension"}, "Another question."),
        (
            "status-list",
            {"credentialStatus/statusListCredential": f"{BASE}/status/old.json"},
            "Another list.",
        ),
        (
            "status-second",
            {"credentialStatus": [credential()["credentialStatus"]]},
            "The same entry in an array.",
        ),
        ("evidence-removed", {"evidence": GONE}, "Something less."),
        ("evidence-emptied", {"evidence": []}, "An empty array is not what was signed."),
        (
            "evidence-added",
            {"evidence/1": {"type": ["Evidence"], "name": "Prize"}},
            "Something more.",
        ),
        ("tags-reordered", {f"{ACHIEVEMENT}/tag": ["tugs", "sea"]}, "The order of arrays counts."),
        ("tag-doubled", {f"{ACHIEVEMENT}/tag/2": "tugs"}, "An entry more."),
        ("type-added", {"type/2": "Extra"}, "A type more."),
        (
            "types-reordered",
            {"type": ["OpenBadgeCredential", "VerifiableCredential"]},
            "The order of arrays counts.",
        ),
        ("member-added", {"narrative": "With distinction."}, "A member more."),
        (
            "member-without-meaning",
            {"colour": "blue"},
            "No context defines it, so rdfc would not notice; JCS does.",
        ),
        ("null-added", {"credentialSubject/note": None}, "null is a value."),
        ("decomposed", {"description": "Zoe\u0308"}, "The same to the eye."),
        ("line-break", {"description": "Zo\u00eb\n"}, "A line break more."),
        ("description-removed", {"description": GONE}, "Something less."),
    ):
        add(f"bad-signature-{name}-changed", why, as_json(put(genuine, changes)), "bad-signature")
    text = compact(genuine)
    add(
        "fine-equal-number",
        "4.0 is 4 to RFC 8785.",
        as_text(text.replace('"creditsEarned":4', '"creditsEarned":4.0')),
    )
    other = record({"credentialSubject/identifier/0/identityHash": "Eve"})
    add(
        "bad-signature-transplanted",
        "A genuine proof of another record.",
        as_json({**genuine, "proof": other["proof"]}),
        "bad-signature",
    )
    halves = {**genuine, "credentialSubject": other["credentialSubject"]}
    add(
        "bad-signature-two-records-mixed",
        "Two genuine halves make no whole.",
        as_json(halves),
        "bad-signature",
    )


def _changed_options(add: Collector) -> None:
    both = record(expires="2030-01-01T00:00:00Z")
    for name, changes, why in (
        ("created", {"created": "2020-01-15T09:00:00Z"}, "The date is signed."),
        ("created-same-moment", {"created": "2026-01-15T09:00:00.000Z"}, "The text is signed."),
        ("expires", {"expires": "2090-01-01T00:00:00Z"}, "The end is signed."),
        ("expires-removed", {"expires": GONE}, "The end is signed."),
        ("method", {"verificationMethod": SECOND_METHOD}, "The key's name is signed."),
    ):
        changed = {
            f"proof/{index}/{member}": value
            for index in (0, 1)
            for member, value in changes.items()
        }
        add(
            f"bad-signature-proof-{name}-changed", why, as_json(put(both, changed)), "bad-signature"
        )
    endless = {f"proof/{index}/expires": "2090-01-01T00:00:00Z" for index in (0, 1)}
    add(
        "bad-signature-proof-expires-added",
        "The absence of an end is signed.",
        as_json(put(record(), endless)),
        "bad-signature",
    )
    add(
        "bad-signature-proof-id-added",
        "Every option is hashed, known or not.",
        as_json(put(record(), {"proof/1/id": "urn:uuid:1"})),
        "bad-signature",
    )
    add(
        "bad-signature-proof-id-removed",
        "Every option is hashed, known or not.",
        as_json(put(jcs_record(id="urn:uuid:1"), {"proof/0/id": GONE})),
        "bad-signature",
    )
    add(
        "bad-signature-proof-context-removed",
        "What was hashed must stand in the proof (some libraries leave it out).",
        as_json(put(record(), {"proof/1/@context": GONE})),
        "bad-signature",
    )
    without = jcs_record(**with_context(GONE))
    add(
        "bad-signature-proof-context-added",
        "What was not hashed may not stand in the proof.",
        as_json(put(without, {"proof/0/@context": without["@context"]})),
        "bad-signature",
    )
    rdfc = record()["proof"][0]
    add(
        "bad-signature-rdfc-relabelled",
        "The same key and record, hashed in another way.",
        as_json({**credential(), "proof": [{**rdfc, "cryptosuite": JCS}]}),
        "bad-signature",
    )


def _signatures(add: Collector) -> None:
    """The same bytes, other signatures: what a lenient library would let pass."""
    message = _signed_bytes()
    genuine = KEY.sign(message)
    r_part, s_part = genuine[:32], int.from_bytes(genuine[32:], "little")
    add(
        "bad-signature-by-stranger",
        "Another key, under our key's name.",
        as_json(jcs_record(key=STRANGER, verificationMethod=METHOD)),
        "bad-signature",
    )
    add(
        "bad-signature-by-second-key",
        "A listed key, under the other one's name.",
        as_json(jcs_record(key=SECOND, verificationMethod=METHOD)),
        "bad-signature",
    )
    for name, byte in (("first", 0), ("r-last", 31), ("s-first", 32), ("last", 63)):
        flipped = bytearray(genuine)
        flipped[byte] ^= 1
        add(
            f"bad-signature-bit-flipped-{name}",
            "One bit.",
            _with_value("z" + base58(bytes(flipped))),
            "bad-signature",
        )
    for factor in range(1, 16):
        scaled = s_part + factor * curve.L
        if scaled >= 2**256 or factor not in (1, 2, 7, 8, 15):
            continue
        add(
            f"bad-signature-s-plus-{factor}-l",
            "The equation holds for S + kL too; WebKit's WebCrypto accepts it.",
            _with_value("z" + base58(r_part + scaled.to_bytes(32, "little"))),
            "bad-signature",
        )
    add(
        "bad-signature-all-zero",
        "64 zero bytes are of the right form.",
        _with_value("z" + "1" * 64),
        "bad-signature",
    )
    add(
        "bad-signature-all-ones",
        "S is far above L.",
        _with_value("z" + base58(b"\xff" * 64)),
        "bad-signature",
    )
    add(
        "bad-signature-halves-swapped",
        "S before R.",
        _with_value("z" + base58(genuine[32:] + genuine[:32])),
        "bad-signature",
    )
    digest = hashlib.sha512(seed("provider")).digest()
    secret = int.from_bytes(digest[:32], "little") & (2**254 - 8) | 2**254
    for name, encoded in (
        ("identity", curve.encode(curve.IDENTITY)),
        ("identity-not-canonical", curve.encode_parts(curve.P + 1, 0)),
        ("identity-signed-zero", curve.encode_parts(1, 1)),
        ("order-2", curve.encode(curve.SMALL[4])),
        ("order-8", curve.encode(curve.SMALL[1])),
    ):
        s = curve.challenge(encoded, KEY.public, message) * secret % curve.L
        add(
            f"bad-signature-r-{name}",
            "R of small order: the equation holds, or does up to the cofactor; engines disagree.",
            _with_value("z" + base58(encoded + s.to_bytes(32, "little"))),
            "bad-signature",
        )
    nonce = 2**250 + 99
    r_mixed = curve.encode(curve.plus(curve.times(nonce, curve.B), curve.SMALL[1]))
    s = (nonce + curve.challenge(r_mixed, KEY.public, message) * secret) % curve.L
    add(
        "bad-signature-r-mixed-order",
        "Holds only when multiplied by the cofactor.",
        _with_value("z" + base58(r_mixed + s.to_bytes(32, "little"))),
        "bad-signature",
    )
    # A byte of zeros at either end is where decoders of base58 go wrong.
    for name, place in (("first", 0), ("last", 63), ("s-first", 32)):
        for count in range(10_000):
            given = jcs_record({"description": f"Number {count}"})
            if KEY.sign(hash_data(given, given["proof"][0]))[place] == 0:
                add(
                    f"fine-zero-byte-{name}",
                    "An honest signature with a zero byte there.",
                    as_json(given),
                )
                break


def _other_ways_to_hash(add: Collector) -> None:
    """Signatures of the right key over something else than section 3.3 asks for."""
    document = credential()
    options = {
        name: value for name, value in make_proof(document, JCS).items() if name != "proofValue"
    }
    canonical, canonical_options = rfc8785.dumps(document), rfc8785.dumps(options)
    loose, loose_options = json.dumps(document).encode(), json.dumps(options).encode()
    for name, message, why in (
        ("document-only", sha256(canonical), "The options are not covered."),
        ("options-only", sha256(canonical_options), "The document is not covered."),
        ("reversed", sha256(canonical) + sha256(canonical_options), "Options come first."),
        ("canonical-text", canonical, "The text itself instead of its hash."),
        (
            "hashed-again",
            sha256(sha256(canonical_options) + sha256(canonical)),
            "Pure Ed25519: nothing is hashed before.",
        ),
        (
            "sha-512",
            hashlib.sha512(canonical_options).digest() + hashlib.sha512(canonical).digest(),
            "The suite says SHA-256.",
        ),
        (
            "sha-384",
            hashlib.sha384(canonical_options).digest() + hashlib.sha384(canonical).digest(),
            "The suite says SHA-256.",
        ),
        ("not-canonical", sha256(loose_options) + sha256(loose), "Members in the file's order."),
        (
            "empty-proof-kept",
            sha256(canonical_options) + sha256(rfc8785.dumps({**document, "proof": []})),
            "The member is removed, not emptied.",
        ),
        (
            "options-in-document",
            sha256(canonical_options) + sha256(rfc8785.dumps({**document, "proof": options})),
            "The member is removed.",
        ),
        (
            "hexadecimal",
            (sha256(canonical_options) + sha256(canonical)).hex().encode(),
            "The bytes of the hashes, not their names.",
        ),
        (
            "rdf",
            sha256(n_quads({**options, "cryptosuite": RDFC})) + sha256(n_quads(document)),
            "The other suite's canonical form.",
        ),
        ("empty", b"", "Nothing is covered."),
    ):
        value = "z" + base58(KEY.sign(message))
        add(
            f"bad-signature-over-{name}",
            why,
            as_json({**document, "proof": [{**options, "proofValue": value}]}),
            "bad-signature",
        )


def _times(add: Collector) -> None:
    for name, created in (
        ("a-millisecond-over-five-minutes", "2026-06-01T00:05:00.001Z"),
        ("tomorrow", "2026-06-02T00:00:00Z"),
        ("by-offset", "2026-06-01T00:00:00-00:06"),
        ("year-9999", "9999-12-31T23:59:59Z"),
    ):
        add(
            f"created-in-future-{name}",
            "Clocks may differ by five minutes, not by more.",
            as_json(record(created=created)),
            "created-in-future",
        )
    for name, created in (
        ("now", NOW),
        ("in-five-minutes", "2026-06-01T00:05:00Z"),
        ("in-five-minutes-by-offset", "2026-06-01T14:05:00+14:00"),
        ("long-ago", "1000-01-01T00:00:00Z"),
        ("before-valid-from", "2025-06-01T00:00:00Z"),
    ):
        add(
            f"fine-created-{name}",
            "Not in the future by more than clocks may differ.",
            as_json(record(created=created)),
        )
    for name, expires in (
        ("a-millisecond-ago", "2026-05-31T23:59:59.999Z"),
        ("long-ago", "2026-01-16T00:00:00Z"),
        ("by-offset", "2026-06-01T00:59:00+01:00"),
        ("before-created", "2020-01-01T00:00:00Z"),
    ):
        add(
            f"proof-expired-{name}",
            "Libraries forget it: a proof past its end proves nothing.",
            as_json(record(expires=expires)),
            "proof-expired",
        )
    for name, expires in (
        ("now", NOW),
        ("in-a-millisecond", "2026-06-01T00:00:00.001Z"),
        ("by-offset", "2026-05-31T20:00:00-05:00"),
    ):
        add(f"fine-proof-expires-{name}", "Not past its end.", as_json(record(expires=expires)))
    add(
        "created-in-future-and-expired",
        "Two faults: the order is fixed.",
        as_json(record(created="2027-01-01T00:00:00Z", expires="2020-01-01T00:00:00Z")),
        "created-in-future",
    )
    late = record(suites=BOTH, created="2027-01-01T00:00:00Z")
    add(
        "bad-signature-before-future",
        "A date is looked at only where it is signed.",
        as_json(put(late, {"name": "Changed"})),
        "bad-signature",
    )
    limited = record(expires="2020-01-01T00:00:00Z")
    add(
        "bad-signature-before-expired",
        "A date is looked at only where it is signed.",
        as_json(put(limited, {"name": "Changed"})),
        "bad-signature",
    )
