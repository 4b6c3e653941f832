"""Check `validity`: dates to the millisecond, every good form of them, and what outweighs them."""

from tests.vectors.world import (
    GONE,
    INDEX,
    LIST_URL,
    RESOURCES,
    Case,
    Collector,
    as_json,
    jcs_record,
    record,
    sign,
    status_list,
)

AT = "2026-06-01T00:00:00Z"


def cases() -> list[Case]:
    add = Collector("validity")
    _bounds(add)
    _forms(add)
    _together(add)
    return add.cases


def _bounds(add: Collector) -> None:
    until, start = {"validUntil": AT}, {"validFrom": AT}
    for name, changes, now, code in (
        ("fine-until-just-before", until, "2026-05-31T23:59:59.999Z", None),
        ("fine-until-that-moment", until, AT, None),
        ("expired-until-just-after", until, "2026-06-01T00:00:00.001Z", "expired"),
        ("expired-until-years-after", until, "2036-06-01T00:00:00Z", "expired"),
        ("not-yet-valid-from-just-before", start, "2026-05-31T23:59:59.999Z", "not-yet-valid"),
        ("fine-from-that-moment", start, AT, None),
        ("fine-from-just-after", start, "2026-06-01T00:00:00.001Z", None),
        ("not-yet-valid-from-years-before", start, "2026-02-01T00:00:00Z", "not-yet-valid"),
    ):
        add(
            name,
            "The bounds themselves belong to the time of validity.",
            as_json(record(changes)),
            code,
            now=now,
        )
    add(
        "fine-no-end",
        "Without validUntil it does not end.",
        as_json(record()),
        now="9999-12-31T23:59:59Z",
    )
    both = {"validFrom": "2026-07-01T00:00:00Z", "validUntil": "2026-03-01T00:00:00Z"}
    for name, now, code in (
        ("before-both", "2026-02-01T00:00:00Z", "not-yet-valid"),
        ("between", AT, "expired"),
        ("after-both", "2026-08-01T00:00:00Z", "expired"),
    ):
        add(
            f"{code}-end-before-start-{name}",
            "Never valid; the end is looked at first.",
            as_json(record(both)),
            code,
            now=now,
        )
    point = {"validFrom": AT, "validUntil": AT}
    add("fine-one-moment", "Start and end are one moment, and it is now.", as_json(record(point)))


# (name, validUntil, the last moment at which it is valid, the first at which it is not)
_FORMS = (
    ("utc", "2026-07-01T00:00:00Z", "2026-07-01T00:00:00Z", "2026-07-01T00:00:00.001Z"),
    (
        "one-digit-fraction",
        "2026-07-01T00:00:00.5Z",
        "2026-07-01T00:00:00.500Z",
        "2026-07-01T00:00:00.501Z",
    ),
    (
        "two-digit-fraction",
        "2026-07-01T00:00:00.05Z",
        "2026-07-01T00:00:00.050Z",
        "2026-07-01T00:00:00.051Z",
    ),
    (
        "three-digit-fraction",
        "2026-07-01T00:00:00.005Z",
        "2026-07-01T00:00:00.005Z",
        "2026-07-01T00:00:00.006Z",
    ),
    (
        "nine-digit-fraction",
        "2026-07-01T00:00:00.005999999Z",
        "2026-07-01T00:00:00.005Z",
        "2026-07-01T00:00:00.006Z",
    ),
    (
        "positive-offset",
        "2026-07-01T02:00:00+02:00",
        "2026-07-01T00:00:00Z",
        "2026-07-01T00:00:00.001Z",
    ),
    (
        "negative-offset",
        "2026-06-30T20:30:00-03:30",
        "2026-07-01T00:00:00Z",
        "2026-07-01T00:00:00.001Z",
    ),
    (
        "largest-offset",
        "2026-07-01T14:00:00+14:00",
        "2026-07-01T00:00:00Z",
        "2026-07-01T00:00:00.001Z",
    ),
    (
        "smallest-offset",
        "2026-06-30T10:00:00-14:00",
        "2026-07-01T00:00:00Z",
        "2026-07-01T00:00:00.001Z",
    ),
    (
        "offset-minute-59",
        "2026-07-01T13:59:00+13:59",
        "2026-07-01T00:00:00Z",
        "2026-07-01T00:00:00.001Z",
    ),
    (
        "zero-offset",
        "2026-07-01T00:00:00+00:00",
        "2026-07-01T00:00:00Z",
        "2026-07-01T00:00:00.001Z",
    ),
    (
        "minus-zero-offset",
        "2026-07-01T00:00:00-00:00",
        "2026-07-01T00:00:00Z",
        "2026-07-01T00:00:00.001Z",
    ),
    ("leap-day", "2028-02-29T23:59:59Z", "2028-02-29T23:59:59Z", "2028-02-29T23:59:59.001Z"),
    (
        "leap-day-of-2400",
        "2400-02-29T00:00:00Z",
        "2400-02-29T00:00:00Z",
        "2400-02-29T00:00:00.001Z",
    ),
    (
        "new-year-across-offset",
        "2027-01-01T00:30:00+01:00",
        "2026-12-31T23:30:00Z",
        "2026-12-31T23:30:00.001Z",
    ),
)


def _forms(add: Collector) -> None:
    for name, until, last, first in _FORMS:
        given = as_json(jcs_record({"validUntil": until, "credentialStatus": GONE}))
        for word, now, code in (("fine", last, None), ("expired", first, "expired")):
            codes = {"status": "no-status", **({"validity": code} if code else {})}
            add(
                f"{word}-form-{name}",
                "A good dateTimeStamp, to the millisecond.",
                given,
                codes,
                now=now,
            )
    for name, until, code in (
        ("year-9999", "9999-12-31T23:59:59.999999999Z", None),
        ("year-1000", "1000-01-01T00:00:00Z", "expired"),
        ("before-1970", "1969-12-31T23:59:59.999Z", "expired"),
    ):
        add(
            f"{code or 'fine'}-{name}",
            "The years that a dateTimeStamp can bear.",
            as_json(jcs_record({"validUntil": until})),
            code,
        )


def _together(add: Collector) -> None:
    late, early = {"validUntil": "2026-05-01T00:00:00Z"}, {"validFrom": "2026-07-01T00:00:00Z"}
    revoked = {LIST_URL: as_json(sign(status_list({INDEX}), suites=("eddsa-jcs-2022",)))}
    unreachable = {LIST_URL: None}
    for name, changes, code, lists, status, why in (
        (
            "expired-and-revoked",
            late,
            "expired",
            revoked,
            "revoked",
            "Both are reported; revoked weighs more.",
        ),
        (
            "not-yet-valid-and-revoked",
            early,
            "not-yet-valid",
            revoked,
            "revoked",
            "Both are reported; revoked weighs more.",
        ),
        (
            "expired-and-unreachable",
            late,
            "expired",
            unreachable,
            "list-unreachable",
            "Expired is certain, whatever the list says.",
        ),
        (
            "not-yet-valid-and-unreachable",
            early,
            "not-yet-valid",
            unreachable,
            "list-unreachable",
            "Not yet valid is certain, whatever the list says.",
        ),
    ):
        add(
            name,
            why,
            as_json(record(changes)),
            {"validity": code, "status": status},
            resources={**RESOURCES, **lists},
        )
    for name, changes, code in (
        ("expired", late, "expired"),
        ("not-yet-valid", early, "not-yet-valid"),
    ):
        add(
            f"{name}-without-status",
            "Nothing else is asked.",
            as_json(record({**changes, "credentialStatus": GONE})),
            {"validity": code, "status": "no-status"},
        )
