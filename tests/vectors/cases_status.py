"""Check `status`, the entries: which bit of which list, of how many, and what they come to."""

from tests.vectors.world import (
    BASE,
    GONE,
    HOLD_URL,
    INDEX,
    JCS,
    JSON,
    LIST_URL,
    Case,
    Collector,
    as_json,
    as_text,
    compact,
    entry,
    jcs_record,
    record,
    sign,
    status_list,
)

ONE = "credentialStatus/"
ENTRIES = 131_072


def cases() -> list[Case]:
    add = Collector("status")
    _bits(add)
    _several(add)
    _indices(add)
    _forms(add)
    return add.cases


def listed(*marked: int, purpose: JSON = "revocation", url: str = LIST_URL) -> JSON:
    return as_json(sign(status_list(marked, purpose, url), suites=(JCS,)))


def _bits(add: Collector) -> None:
    given = as_json(record())
    add("ok-bit-not-set", "The bit is not set.", given)
    add(
        "no-status",
        "A record without an entry cannot be revoked.",
        as_json(record({"credentialStatus": GONE})),
        {"status": "no-status"},
    )
    add("revoked", "The bit is set.", given, "revoked", lists={LIST_URL: listed(INDEX)})
    add(
        "ok-neighbours-set",
        "All bits of the byte but this one.",
        given,
        lists={LIST_URL: listed(*(n for n in range(INDEX & ~7, (INDEX | 7) + 1) if n != INDEX))},
    )
    mirrored = (INDEX & ~7) + 7 - (INDEX & 7)
    add(
        "ok-mirrored-bit-set",
        "The most significant bit comes first, so this is another's bit.",
        given,
        lists={LIST_URL: listed(mirrored)},
    )
    for name, index in (("first", 0), ("seventh", 7), ("eighth", 8), ("last", ENTRIES - 1)):
        one = as_json(jcs_record({f"{ONE}statusListIndex": str(index)}))
        add(
            f"revoked-{name}-entry",
            "The bit is set, and no other.",
            one,
            "revoked",
            lists={LIST_URL: listed(index)},
        )
    add(
        "ok-first-entry",
        "The last bit is not the first one's.",
        as_json(jcs_record({f"{ONE}statusListIndex": "0"})),
        lists={LIST_URL: listed(7, ENTRIES - 1)},
    )


def _several(add: Collector) -> None:
    revoke, hold = entry(), entry("suspension", HOLD_URL)
    both = as_json(record({"credentialStatus": [revoke, hold]}))
    both_reversed = as_json(record({"credentialStatus": [hold, revoke]}))
    clear, on_hold = (
        listed(purpose="suspension", url=HOLD_URL),
        listed(INDEX, purpose="suspension", url=HOLD_URL),
    )
    revoked = listed(INDEX)
    for name, given, lists, code, why in (
        ("ok-both-clear", both, {HOLD_URL: clear}, None, "Two entries, neither set."),
        ("suspended-second", both, {HOLD_URL: on_hold}, "suspended", "Every entry is read."),
        (
            "suspended-first",
            both_reversed,
            {HOLD_URL: on_hold},
            "suspended",
            "Every entry is read.",
        ),
        (
            "revoked-first",
            both,
            {LIST_URL: revoked, HOLD_URL: clear},
            "revoked",
            "Every entry is read.",
        ),
        (
            "revoked-and-suspended",
            both,
            {LIST_URL: revoked, HOLD_URL: on_hold},
            "revoked",
            "Revoked weighs more.",
        ),
        (
            "revoked-and-suspended-reversed",
            both_reversed,
            {LIST_URL: revoked, HOLD_URL: on_hold},
            "revoked",
            "Revoked weighs more.",
        ),
        (
            "revoked-and-unreachable",
            both,
            {LIST_URL: revoked, HOLD_URL: None},
            "revoked",
            "A set bit is certain, whatever the other list says.",
        ),
        (
            "revoked-after-unreachable",
            both_reversed,
            {LIST_URL: revoked, HOLD_URL: None},
            "revoked",
            "A set bit is certain, whatever the other list says.",
        ),
        (
            "suspended-and-unreachable",
            both,
            {LIST_URL: None, HOLD_URL: on_hold},
            "suspended",
            "A set bit is certain, whatever the other list says.",
        ),
        (
            "list-unreachable-second",
            both,
            {HOLD_URL: None},
            "list-unreachable",
            "One clear bit does not make up for one that cannot be read.",
        ),
        (
            "list-unreachable-first",
            both,
            {LIST_URL: None, HOLD_URL: clear},
            "list-unreachable",
            "One clear bit does not make up for one that cannot be read.",
        ),
    ):
        add(name, why, given, code, lists=lists)
    two = as_json(jcs_record({"credentialStatus": [entry(statusListIndex="5"), revoke]}))
    add(
        "revoked-second-of-one-list",
        "Every entry is read.",
        two,
        "revoked",
        lists={LIST_URL: revoked},
    )
    add(
        "ok-array-of-one",
        "Bitstring Status List shows arrays.",
        as_json(record({"credentialStatus": [revoke]})),
    )
    only_hold = as_json(record({"credentialStatus": hold}))
    add(
        "suspended-alone",
        "One entry, for suspension.",
        only_hold,
        "suspended",
        lists={HOLD_URL: on_hold},
    )
    add(
        "malformed-entry-empty-array",
        "Empty is not absent: the record means to have a status.",
        as_json(jcs_record({"credentialStatus": []})),
        "malformed-entry",
    )
    numbered = [entry(statusListIndex=str(index)) for index in range(10, 19)]
    add(
        "ok-eight-entries",
        "More than anybody needs, and each is read.",
        as_json(jcs_record({"credentialStatus": numbered[:8]})),
    )
    add(
        "revoked-eighth-of-eight",
        "More than anybody needs, and each is read.",
        as_json(jcs_record({"credentialStatus": numbered[:8]})),
        "revoked",
        lists={LIST_URL: listed(17)},
    )
    add(
        "malformed-entry-nine",
        "Each may cost a list, so there is a bound, and all are refused beyond it.",
        as_json(jcs_record({"credentialStatus": numbered})),
        "malformed-entry",
        lists={LIST_URL: listed(10)},
    )
    mixed = as_json(jcs_record({"credentialStatus": [revoke, entry(statusPurpose="message")]}))
    add(
        "unsupported-entry-beside",
        "An entry that cannot be read is not a clear one.",
        mixed,
        "unsupported-entry",
    )


def _indices(add: Collector) -> None:
    for name, value, why in (
        ("leading-zero", "040513", "One text for one number."),
        ("zeros", "00", "One text for one number."),
        ("negative", "-1", "It would count from the end in Python."),
        ("negative-number", -1, "It would count from the end in Python."),
        ("minus-zero", "-0", "One text for one number."),
        ("plus", "+5", "parseInt would take it."),
        ("fraction", "1.5", "No such bit."),
        ("fraction-number", 1.5, "No such bit."),
        ("integral-text", "7.0", "One text for one number."),
        ("exponent-text", "1e1", "Number() would take it."),
        ("hexadecimal", "0x10", "Number() would take it."),
        ("empty", "", "Number() would make it 0."),
        ("leading-space", " 5", "parseInt would take it."),
        ("trailing-space", "5 ", "int() would take it."),
        ("trailing-newline", "5\n", "`$` would match before it."),
        ("trailing-letters", "5abc", "parseInt would take it."),
        ("digit-group", "1_0", "int() would take it."),
        ("full-width", "\uff15", "int() would take it."),
        ("arabic", "\u0665", "int() would take it."),
        ("true", True, "True is 1 in Python."),
        ("null", None, "Number() would make it 0."),
        ("array", [5], "Number() would make it 5."),
        ("object", {}, "No number."),
    ):
        add(
            f"malformed-entry-index-{name}",
            why,
            as_json(jcs_record({f"{ONE}statusListIndex": value})),
            "malformed-entry",
        )
    for name, literal, value in (
        ("number", "40513", 40513),
        ("number-with-fraction", "40513.0", 40513),
        ("number-with-exponent", "4.0513e4", 40513),
    ):
        text = compact(jcs_record({f"{ONE}statusListIndex": value}))
        given = as_text(text.replace('"statusListIndex":40513', f'"statusListIndex":{literal}'))
        add(
            f"revoked-index-{name}",
            "1EdTech's own sample has a number; both are read.",
            given,
            "revoked",
            lists={LIST_URL: listed(INDEX)},
        )
    zero = compact(jcs_record({f"{ONE}statusListIndex": 0}))
    add(
        "revoked-index-minus-zero",
        "-0 is the number 0.",
        as_text(zero.replace('"statusListIndex":0', '"statusListIndex":-0.0')),
        "revoked",
        lists={LIST_URL: listed(0)},
    )
    for name, index in (
        ("first-beyond", "131072"),
        ("far", "9999999999"),
        ("32-bit-wrap", "4294967296"),
    ):
        add(
            f"index-out-of-range-{name}",
            "The list ends before.",
            as_json(jcs_record({f"{ONE}statusListIndex": index})),
            "index-out-of-range",
            lists={LIST_URL: listed(*range(8))},
        )


def _forms(add: Collector) -> None:
    for name, member, value in (
        ("type-missing", "type", GONE),
        ("type-array", "type", ["BitstringStatusListEntry"]),
        ("purpose-missing", "statusPurpose", GONE),
        ("purpose-array", "statusPurpose", ["revocation"]),
        ("purpose-null", "statusPurpose", None),
        ("index-missing", "statusListIndex", GONE),
        ("list-missing", "statusListCredential", GONE),
        ("list-relative", "statusListCredential", "revocation.json"),
        ("list-http", "statusListCredential", LIST_URL.replace("https:", "http:")),
        ("list-file", "statusListCredential", "file:///etc/passwd"),
        ("list-array", "statusListCredential", [LIST_URL]),
        ("list-space", "statusListCredential", f"{LIST_URL} "),
        ("id-relative", "id", "#5"),
    ):
        add(
            f"malformed-entry-{name}",
            "It does not say clearly which bit.",
            as_json(jcs_record({ONE + member: value})),
            "malformed-entry",
        )
    add(
        "malformed-entry-empty-object",
        "It says nothing.",
        as_json(jcs_record({"credentialStatus": {}})),
        "malformed-entry",
    )
    older = {"id": f"{BASE}/revoked.json", "type": "1EdTechRevocationList"}
    add(
        "unsupported-entry-1edtech",
        "A good entry of Open Badges' other kind.",
        as_json(jcs_record({"credentialStatus": older})),
        "unsupported-entry",
    )
    for name, member, value, why in (
        ("type-older", "type", "StatusList2021Entry", "The draft's kind."),
        ("type-capitals", "type", "bitstringStatusListEntry", "Compared exactly."),
        ("purpose-refresh", "statusPurpose", "refresh", "Not a question that is asked here."),
        ("purpose-message", "statusPurpose", "message", "Bits with meanings of their own."),
        ("purpose-capitals", "statusPurpose", "Revocation", "Compared exactly."),
        ("purpose-empty", "statusPurpose", "", "No purpose."),
        ("purpose-prototype", "statusPurpose", "constructor", "Every object seems to have it."),
        ("size-two", "statusSize", 2, "Two bits each: the index would be another place."),
        ("size-zero", "statusSize", 0, "No bits at all."),
        ("size-text", "statusSize", "1", "A size is a number."),
        ("size-true", "statusSize", True, "True is 1 in Python."),
        ("size-null", "statusSize", None, "A size is a number."),
        ("size-fraction", "statusSize", 1.5, "No such size."),
    ):
        add(
            f"unsupported-entry-{name}",
            why,
            as_json(jcs_record({ONE + member: value})),
            "unsupported-entry",
        )
    for name, changes, why in (
        ("size-one", {f"{ONE}statusSize": 1}, "The default, said aloud."),
        ("with-id", {f"{ONE}id": f"{LIST_URL}#{INDEX}"}, "An entry may have a name."),
        ("further-members", {f"{ONE}note": "x"}, "What is not asked is not read."),
    ):
        add(f"ok-entry-{name}", why, as_json(jcs_record(changes)))
