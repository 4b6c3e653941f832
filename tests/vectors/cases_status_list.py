"""Check `status`, the lists: only the issuer's own, for this address and purpose, signed, in date,
whole. Whatever is wrong leaves the status unknown, so every list here has the bit clear or set as
would do most harm if the list were believed."""

import gzip
import zlib

from tests.vectors.cases_status import listed
from tests.vectors.world import (
    BASE,
    DID,
    ELSEWHERE,
    ELSEWHERE_URL,
    GONE,
    HOLD_URL,
    INDEX,
    JCS,
    JSON,
    LIST_URL,
    METHOD,
    NOW,
    OB,
    RDFC,
    RESOURCES,
    SECOND,
    STRANGER,
    V2,
    Case,
    Collector,
    as_bytes,
    as_json,
    as_text,
    base64url,
    bitstring,
    compact,
    did_document,
    jcs_record,
    make_proof,
    pack,
    put,
    record,
    sign,
    status_list,
    with_context,
)

MIB = 1_048_576
PURPOSE = "credentialSubject/statusPurpose"


def cases() -> list[Case]:
    add = Collector("status")
    _fetched(add)
    _whose(add)
    _proofs(add)
    _times(add)
    _purposes(add)
    _encoded(add)
    return add.cases


def _signed(changes: dict[str, JSON], **signing: JSON) -> JSON:
    return sign(put(status_list(), changes), **{"suites": (JCS,), **signing})


def _add(add: Collector, name: str, why: str, given: JSON, code: str | None) -> None:
    add(name, why, as_json(jcs_record()), code, lists={LIST_URL: given})


def _fetched(add: Collector) -> None:
    text = compact(sign(status_list()))
    _add(add, "list-unreachable", "No answer is not a clear bit.", None, "list-unreachable")
    add(
        "list-unreachable-not-named",
        "Nothing is at the address.",
        as_json(jcs_record()),
        "list-unreachable",
        lists={LIST_URL: None, f"{LIST_URL}/": {"file": "revocation-clear.json"}},
    )
    for name, given, why in (
        ("empty", as_text(""), "Nothing was served."),
        ("html", as_text("<!doctype html><title>404</title>"), "A host's error page."),
        ("cut-short", as_text(text[:-1]), "A broken transfer."),
        ("byte-order-mark", as_bytes(b"\xef\xbb\xbf" + text.encode()), "As for a record."),
        (
            "duplicate-member",
            as_text(text.replace('"encodedList":', '"encodedList":"u","encodedList":')),
            "Which list?",
        ),
        ("too-large", as_text(text, pad=1_048_577), "Endless data stops at the bound."),
        ("null", as_text("null"), "No document."),
        ("array", as_json([sign(status_list())]), "One document."),
        ("did-document", {"file": "did.json"}, "Genuine, but another thing."),
        ("badge", as_json(record({"id": LIST_URL})), "Genuine and signed, but another thing."),
        ("json-text", as_text('"uH4sI"'), "A bare bitstring without a signature."),
    ):
        _add(add, f"list-unreadable-{name}", why, given, "list-unreadable")
    for name, changes, why in (
        ("type-text", {"type": "BitstringStatusListCredential"}, "An array, as for a record."),
        ("type-missing-credential", {"type": ["BitstringStatusListCredential"]}, "Both words."),
        (
            "type-older",
            {"type": ["VerifiableCredential", "StatusList2021Credential"]},
            "The draft's kind.",
        ),
        ("context-other", {"@context": [V2, "https://stranger.example/c"]}, "As for a record."),
        ("context-missing", {"@context": GONE}, "As for a record."),
        ("id-missing", {"id": GONE}, "For which address?"),
        ("issuer-missing", {"issuer": GONE}, "Whose list?"),
        ("issuer-without-id", {"issuer": {"name": "Provider"}}, "Whose list?"),
        ("issuer-array", {"issuer": [DID]}, "One issuer."),
        ("valid-until-odd", {"validUntil": "soon"}, "An unreadable date is not: no limit."),
        ("valid-until-null", {"validUntil": None}, "null is not: no limit."),
        ("valid-from-odd", {"validFrom": "2026-02-30T00:00:00Z"}, "An unreadable date."),
        ("subject-missing", {"credentialSubject": GONE}, "No list."),
        ("subject-array", {"credentialSubject": [status_list()["credentialSubject"]]}, "One list."),
        ("subject-type-other", {"credentialSubject/type": "StatusList2021"}, "The draft's kind."),
        (
            "subject-type-array",
            {"credentialSubject/type": ["BitstringStatusList"]},
            "One type, as a text.",
        ),
        ("purpose-missing", {PURPOSE: GONE}, "For which question?"),
        ("purpose-number", {PURPOSE: 5}, "For which question?"),
        ("encoded-missing", {"credentialSubject/encodedList": GONE}, "No list."),
        ("encoded-array", {"credentialSubject/encodedList": ["u"]}, "One text."),
    ):
        context = {"@context": GONE} if name == "context-missing" else {}
        _add(
            add,
            f"list-unreadable-{name}",
            why,
            as_json(_signed(changes, **context)),
            "list-unreadable",
        )


def _whose(add: Collector) -> None:
    for name, url in (
        ("other", f"{BASE}/status/other.json"),
        ("hold", HOLD_URL),
        ("capital-host", LIST_URL.replace("provider", "Provider")),
        ("fragment", f"{LIST_URL}#list"),
        ("query", f"{LIST_URL}?"),
        ("http", LIST_URL.replace("https", "http")),
        ("dot-segment", LIST_URL.replace("/status/", "/./status/")),
    ):
        _add(
            add,
            f"list-wrong-address-{name}",
            "A genuine list of another address may have this bit clear.",
            as_json(_signed({"id": url})),
            "list-wrong-address",
        )
    for name, issuer in (
        ("stranger", ELSEWHERE),
        ("stranger-object", {"id": ELSEWHERE, "type": ["Profile"]}),
        ("prefix", f"{DID}2"),
        ("capitals", DID.replace("provider", "Provider")),
    ):
        _add(
            add,
            f"list-wrong-issuer-{name}",
            "Only the issuer of the record may say.",
            as_json(_signed({"issuer": issuer})),
            "list-wrong-issuer",
        )
    strangers = sign(
        put(status_list(), {"issuer": ELSEWHERE}),
        suites=(JCS,),
        key=STRANGER,
        verificationMethod=f"{ELSEWHERE}#{STRANGER.multibase}",
    )
    add(
        "list-wrong-issuer-genuine-elsewhere",
        "A stranger's genuine list at our address.",
        as_json(jcs_record()),
        "list-wrong-issuer",
        resources={
            **RESOURCES,
            LIST_URL: as_json(strangers),
            ELSEWHERE_URL: as_json(did_document(STRANGER, did=ELSEWHERE)),
        },
    )
    _add(
        add,
        "ok-list-issuer-object",
        "The issuer as an object.",
        as_json(
            _signed(
                {
                    "@context": [V2, OB],
                    "issuer": {"id": DID, "type": ["Profile"], "name": "Provider"},
                }
            )
        ),
        None,
    )


def _proofs(add: Collector) -> None:
    plain = status_list()
    jcs, rdfc = make_proof(plain, JCS), make_proof(plain, RDFC)
    for name, proofs, why in (
        ("unsigned", GONE, "Anyone could have written it."),
        ("no-proofs", [], "Anyone could have written it."),
        ("rdfc-only", [rdfc], "As for a record, the JCS proof carries the verdict."),
        ("two-jcs", [jcs, jcs], "As for a record."),
        ("unknown-suite-beside", [jcs, {**jcs, "cryptosuite": "x"}], "As for a record."),
        ("previous-proof", [make_proof(plain, JCS, previousProof="urn:x:1")], "As for a record."),
        ("purpose", [make_proof(plain, JCS, proofPurpose="authentication")], "As for a record."),
        ("proof-context", [make_proof(plain, JCS, **with_context([]))], "As for a record."),
        ("proofs-disagree", [rdfc, make_proof(plain, JCS, key=SECOND)], "As for a record."),
        ("key-not-listed", [make_proof(plain, JCS, key=STRANGER)], "did.json does not name it."),
        (
            "key-foreign",
            [
                make_proof(
                    plain, JCS, key=STRANGER, verificationMethod=f"{ELSEWHERE}#{STRANGER.multibase}"
                )
            ],
            "Not our key.",
        ),
        (
            "signed-by-stranger",
            [make_proof(plain, JCS, key=STRANGER, verificationMethod=METHOD)],
            "Another key under our key's name.",
        ),
        ("signature-form", [{**jcs, "proofValue": "z1"}], "No signature."),
        (
            "signature-form-rdfc-good",
            [rdfc, {**jcs, "proofValue": "z1"}],
            "The other proof does not make up for it.",
        ),
    ):
        given = plain if proofs is GONE else {**plain, "proof": proofs}
        _add(add, f"list-untrusted-{name}", why, as_json(given), "list-untrusted")
    cleared = {**sign(status_list({INDEX})), "credentialSubject": plain["credentialSubject"]}
    _add(
        add,
        "list-untrusted-bit-cleared-after-signing",
        "Silent un-revocation by the host.",
        as_json(cleared),
        "list-untrusted",
    )
    prolonged = put(
        _signed({"validUntil": "2026-02-01T00:00:00Z"}), {"validUntil": "2030-01-01T00:00:00Z"}
    )
    _add(
        add,
        "list-untrusted-prolonged-after-signing",
        "An old list made to look new.",
        as_json(prolonged),
        "list-untrusted",
    )
    _add(add, "ok-list-jcs-only", "One proof is enough.", as_json({**plain, "proof": [jcs]}), None)
    _add(
        add,
        "ok-list-second-key",
        "Any key that is listed may sign.",
        as_json(sign(plain, key=SECOND)),
        None,
    )
    for member, word in (("revoked", "revoked"), ("expires", "expired")):
        add(
            f"list-untrusted-key-{word}",
            "The list's key is held to the same rules.",
            as_json(jcs_record()),
            "list-untrusted",
            did=as_json(put(did_document(), {f"verificationMethod/1/{member}": NOW})),
            lists={LIST_URL: as_json(_signed({}, key=SECOND))},
        )
    add(
        "list-untrusted-key-not-for-assertion",
        "The list's key is held to the same rules.",
        as_json(jcs_record()),
        "list-untrusted",
        did=as_json(put(did_document(), {"assertionMethod": [METHOD]})),
        lists={LIST_URL: as_json(_signed({}, key=SECOND))},
    )


def _times(add: Collector) -> None:
    for name, changes, why in (
        ("just-past", {"validUntil": "2026-05-31T23:59:59.999Z"}, "A newer one may revoke."),
        ("long-past", {"validUntil": "2026-02-01T00:00:00Z"}, "A newer one may revoke."),
        ("not-yet", {"validFrom": "2026-06-01T00:00:00.001Z"}, "It is not the present one."),
    ):
        _add(add, f"list-stale-{name}", why, as_json(_signed(changes)), "list-stale")
    _add(
        add,
        "list-stale-proof-expired",
        "Its signature has run out.",
        as_json(_signed({}, expires="2026-05-31T23:59:59.999Z")),
        "list-stale",
    )
    _add(
        add,
        "list-stale-proof-in-future",
        "Its signature is not made yet.",
        as_json(_signed({}, created="2026-06-01T00:05:00.001Z")),
        "list-stale",
    )
    _add(
        add,
        "list-stale-and-revoked",
        "The bit of a list that is out of date is not read.",
        as_json(sign(status_list({INDEX}, validUntil="2026-05-01T00:00:00Z"), suites=(JCS,))),
        "list-stale",
    )
    for name, dates, signing, why in (
        ("until-now", {"validUntil": NOW}, {}, "The bound belongs to it."),
        ("from-now", {"validFrom": NOW}, {}, "The bound belongs to it."),
        ("no-dates", {"validFrom": GONE}, {}, "Dates of lists are optional."),
        ("proof-expires-now", {}, {"expires": NOW}, "The bound belongs to it."),
        ("proof-in-five-minutes", {}, {"created": "2026-06-01T00:05:00Z"}, "Clocks may differ."),
    ):
        _add(add, f"ok-list-{name}", why, as_json(_signed(dates, **signing)), None)


def _purposes(add: Collector) -> None:
    for name, purpose, why in (
        ("suspension", "suspension", "Bits of another question."),
        ("longer", "revocations", "Compared whole."),
        ("joined", "suspension revocation", "A text is not searched."),
        ("capitals", "Revocation", "Compared exactly."),
        ("array-without", ["suspension", "message"], "Bits of other questions."),
        ("array-empty", [], "For no question."),
    ):
        _add(
            add,
            f"list-wrong-purpose-{name}",
            why,
            as_json(_signed({PURPOSE: purpose})),
            "list-wrong-purpose",
        )
    for name, purposes in (
        ("array", ["revocation", "suspension"]),
        ("array-of-one", ["revocation"]),
    ):
        _add(
            add,
            f"revoked-list-purpose-{name}",
            "A list may serve several questions.",
            listed(INDEX, purpose=purposes),
            "revoked",
        )


def _encoded(add: Collector) -> None:
    bits = bitstring({INDEX})
    packed = pack(bits)
    good = base64url(packed)
    body = good[1:]
    padding = "=" * (-len(body) % 4)
    assert padding, "the case needs a list whose length asks for padding"
    unused = good[:-1] + chr(ord(good[-1]) + 1)
    trailer = packed[-8:]
    bad_sum = packed[:-8] + bytes([trailer[0] ^ 1]) + trailer[1:]
    bad_length = packed[:-4] + bytes([packed[-4] ^ 1]) + packed[-3:]
    raw_deflate = zlib.compressobj(9, wbits=-15)
    for name, text, why in (
        ("empty", "", "No list."),
        ("letter-only", "u", "No bytes."),
        ("without-letter", good[1:], "The letter says how to read the rest."),
        ("capital-letter", "U" + good[1:], "U is base64url with padding."),
        ("base58", "z" + "2" * 40, "Another base."),
        ("padding", good + padding, "`u` has no padding."),
        ("standard-alphabet", good.replace("_", "/").replace("-", "+"), "Not base64url."),
        ("not-ascii", good[:-1] + "\uff21", "A letter to Unicode, not to base64url."),
        ("space", good[:20] + " " + good[20:], "Nothing is skipped."),
        ("newline", good + "\n", "Nothing is trimmed."),
        ("unused-bits", unused, "One text for one value."),
        ("impossible-length", "u" + body[: len(body) - (len(body) - 1) % 4], "No bytes end there."),
        ("not-gzip", base64url(bits[:64]), "Not packed at all."),
        ("zlib", base64url(zlib.compress(bits, 9)), "zlib is not gzip."),
        (
            "raw-deflate",
            base64url(raw_deflate.compress(bits) + raw_deflate.flush()),
            "Deflate without its frame.",
        ),
        ("cut-short", base64url(packed[:-9]), "The end is missing."),
        ("without-trailer", base64url(packed[:-8]), "Sum and length are missing."),
        ("trailer-cut", base64url(packed[:-1]), "A byte of the length is missing."),
        ("wrong-sum", base64url(bad_sum), "The sum does not match."),
        ("wrong-length", base64url(bad_length), "The length does not match."),
        ("trailing-byte", base64url(packed + b"\0"), "Something follows the end."),
        ("two-members", base64url(packed + packed), "Some readers would join them."),
        (
            "empty-member-after",
            base64url(packed + gzip.compress(b"", mtime=0)),
            "Some readers would join them.",
        ),
        ("reserved-flag", base64url(packed[:3] + b"\xe0" + packed[4:]), "RFC 1952: must be zero."),
        ("unknown-method", base64url(packed[:2] + b"\x07" + packed[3:]), "Only method 8 exists."),
        ("bomb", base64url(pack(bytes(4 * MIB + 1))), "One byte above 4 MiB from 4 kB."),
        ("percent", good.replace("_", "%5F") if "_" in good else good + "%", "Nothing is decoded."),
    ):
        _add(
            add,
            f"list-malformed-{name}",
            why,
            as_json(_signed({"credentialSubject/encodedList": text})),
            "list-malformed",
        )
    for name, entries in (("a-byte", 131_064), ("half", 65_536), ("eight", 8), ("none", 0)):
        _add(
            add,
            f"list-too-short-by-{name}",
            "An index shall hide in a crowd of 131,072.",
            as_json(
                _signed({"credentialSubject/encodedList": base64url(pack(bitstring((), entries)))})
            ),
            "list-too-short",
        )
    named = packed[:3] + b"\x08" + packed[4:10] + b"list.bin\0" + packed[10:]
    for name, data, why in (
        ("named", named, "gzip may bear a file name."),
        ("dated", gzip.compress(bits, 9, mtime=1_780_000_000), "gzip may bear a date."),
        ("longer", pack(bitstring({INDEX}, 1_048_576)), "A list may be longer."),
        (
            "at-the-bound",
            pack(bitstring({INDEX}, 4 * MIB * 8)),
            "4 MiB are the most, and are read.",
        ),
    ):
        _add(
            add,
            f"revoked-list-{name}",
            why,
            as_json(_signed({"credentialSubject/encodedList": base64url(data)})),
            "revoked",
        )
    longer = as_json(
        _signed({"credentialSubject/encodedList": base64url(pack(bitstring({200_000}, 1_048_576)))})
    )
    add(
        "revoked-beyond-the-smallest",
        "The index lies beyond the smallest list.",
        as_json(jcs_record({"credentialStatus/statusListIndex": "200000"})),
        "revoked",
        lists={LIST_URL: longer},
    )
