"""How a programme is offered: its delivery and its price, in words or in parts that can be sorted.

`text` is for where no better words are at hand; pages word the parts in the reader's language.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from generator.fields import Fields, parse_date
from generator.text import Form, quoted

PACES = ("self-paced", "scheduled", "mixed")
MODES = ("online", "on-site", "blended")
CURRENCY = Form(re.compile(r"[A-Z]{3}"), "GBP")
# What was meant for a day, so that it must not pass as words: learners would read it, and no
# catalogue could sort it.
_LIKE_A_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", re.ASCII)
_FREE = "free"


@dataclass(frozen=True, slots=True)
class Delivery:
    """How, when and where it is taught."""

    pace: str | None = None
    mode: str | None = None
    starts: str | None = None
    """A day (2026-09-21), or words."""
    place: str | None = None
    note: str | None = None

    @property
    def text(self) -> str:
        """The provider's own words, or else the parts one after the other."""
        starts = f"starts {self.starts}" if self.starts is not None else None
        parts = (self.pace, self.mode, self.place, starts)
        return self.note or ", ".join(part for part in parts if part is not None)

    def __str__(self) -> str:
        """Return the text, so that a page can print it as it is."""
        return self.text


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs; an amount of 0 is free."""

    amount: float | None = None
    currency: str | None = None
    note: str | None = None

    @property
    def is_free(self) -> bool:
        """Whether nobody pays."""
        return self.amount == 0

    @property
    def text(self) -> str:
        """The price in one line."""
        amount = None if self.amount is None else "Free"
        if self.amount:
            whole = self.amount == int(self.amount)
            amount = f"{self.currency} {self.amount:{',.0f' if whole else ',.2f'}}"
        return ", ".join(part for part in (amount, self.note) if part is not None)

    def __str__(self) -> str:
        """Return the text, so that a page can print it as it is."""
        return self.text


def read_delivery(fields: Fields) -> Delivery | None:
    """Read the key `delivery`: a sentence, or its parts."""
    item = fields.mapping("delivery", shorthand="note")
    if item is None:
        return None
    delivery = Delivery(
        pace=item.choice("pace", PACES),
        mode=item.choice("mode", MODES),
        starts=_read_starts(item),
        place=item.text("place", max_length=120),
        note=item.text("note"),
    )
    item.done()
    return delivery


def read_price(fields: Fields) -> Price | None:
    """Read the key `price`: a sentence, an amount with its currency, or the word `free`."""
    item = fields.mapping("price", shorthand="note")
    if item is None:
        return None
    is_plain = not item.holds("amount") and not item.holds("currency")
    price = Price(
        amount=item.number("amount", or_zero=True),
        currency=_read_currency(item),
        note=item.text("note"),
    )
    item.done()
    if is_plain and price.note == _FREE:
        return Price(amount=0)
    if item.holds("currency") and not item.holds("amount"):
        item.report("currency", "'currency' says nothing without 'amount'", "key-pair")
    elif price.amount and not item.holds("currency"):
        message = "'amount' says nothing without 'currency', like GBP or EUR"
        item.report("amount", message, "key-pair")
    return price


def _read_starts(item: Fields) -> str | None:
    text = item.text("starts", max_length=120)
    if text is not None and _LIKE_A_DAY.fullmatch(text) and parse_date(text) is None:
        message = (
            f"'starts' is {quoted(text)}, which is no day of the calendar: write a day like "
            "2026-09-21, or words"
        )
        item.report("starts", message, "value-type")
    return text


def _read_currency(item: Fields) -> str | None:
    code = item.text("currency", form=CURRENCY)
    if code is None:
        return None
    from babel.numbers import list_currencies  # noqa: PLC0415  slow, and few programmes need it

    known = list_currencies()
    if code not in known:
        close = _nearest_currency(code, known)
        hint = f"did you mean {quoted(close)}?" if close else "write one like GBP or EUR"
        message = f"'currency' is {quoted(code)}, which no currency has in ISO 4217: {hint}"
        item.report("currency", message, "value-choice")
    return code


def _nearest_currency(code: str, known: Collection[str]) -> str | None:
    """Find the code with the same letters, or with the same country, which the first two name."""
    ordered = sorted(known)
    swapped = (other for other in ordered if sorted(other) == sorted(code))
    in_country = (other for other in ordered if other[:2] == code[:2])
    return next(swapped, next(in_country, None))
