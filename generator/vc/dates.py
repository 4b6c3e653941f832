"""Dates as `dateTimeStamp` (VC Data Model 2.0 section 4.9), with one reading in both languages.

Times are milliseconds since 1970-01-01T00:00:00Z, as JavaScript counts them. `fromisoformat` and
`Date.parse` are not used: each takes forms that the other refuses.
"""

import re
from datetime import UTC, datetime, timedelta

# XML Schema 1.1 Part 2 dateTimeStamp, less years outside 1000-9999, 24:00:00 and long fractions.
_STAMP = re.compile(
    r"([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?"
    r"(?:Z|([+-])([0-9]{2}):([0-9]{2}))",
    re.ASCII,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MAX_OFFSET_MINUTES = 14 * 60
_FIRST = -30_610_224_000_000  # 1000-01-01T00:00:00Z
_LAST = 253_402_300_799_999  # 9999-12-31T23:59:59.999Z


def parse_date_time_stamp(text: str) -> int | None:
    """Read `text` as milliseconds since the epoch; None if it is not a valid dateTimeStamp."""
    match = _STAMP.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(match[group]) for group in range(1, 7))
    try:
        whole = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    milliseconds = (whole - _EPOCH) // timedelta(milliseconds=1)
    milliseconds += int((match[7] or "0").ljust(3, "0")[:3])
    if match[8] is not None:
        hours, minutes = int(match[9]), int(match[10])
        offset = hours * 60 + minutes
        if minutes > 59 or offset > _MAX_OFFSET_MINUTES:
            return None
        milliseconds -= offset * 60_000 if match[8] == "+" else -offset * 60_000
    # An offset may carry the moment out of the years that every reader can write.
    return milliseconds if _FIRST <= milliseconds <= _LAST else None


def format_date_time_stamp(when: datetime) -> str:
    """Write an aware `when` in UTC to the second, as every date that we sign is written."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_milliseconds(when: datetime) -> int:
    """Count the milliseconds from the epoch to an aware `when`."""
    return (when - _EPOCH) // timedelta(milliseconds=1)
