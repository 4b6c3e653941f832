"""Who vouches for a programme: its review, the partners behind it, and what changed when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from generator.fields import Fields
from generator.partners import PARTNERS_FOLDER
from generator.text import quoted
from generator.words import nearest

QUALITY_KINDS = ("accreditation", "external review", "internal review", "recognition")


@dataclass(frozen=True, slots=True)
class Quality:
    """Who looked at the programme, in what way, and when."""

    body: str | None = None
    kind: str | None = None
    url: str | None = None
    last_review: date | None = None
    next_review: date | None = None
    note: str | None = None

    def __str__(self) -> str:
        """Return the provider's own words, or else who looked."""
        return self.note or self.body or ""


@dataclass(frozen=True, slots=True)
class Partnership:
    """What a partner does for a programme."""

    partner: str
    """The slug of a file in `content/partners/`."""
    role: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a version of the programme brought."""

    version: str
    date: date
    text: str


def read_quality(fields: Fields) -> tuple[Quality | None, date | None]:
    """Read the key `quality`, a sentence or its parts, and the day of the last review.

    The key `reviewed` gives that day where `quality` is a sentence or is not there.
    """
    item = fields.mapping("quality", shorthand="note")
    reviewed = fields.date("reviewed")
    if item is None:
        return None, reviewed
    quality = Quality(
        body=item.text("body", max_length=200),
        kind=item.choice("kind", QUALITY_KINDS),
        url=item.link("url", ("https", "http")),
        last_review=item.date("last_review") or reviewed,
        next_review=item.date("next_review"),
        note=item.text("note", max_length=1_000),
    )
    item.done()
    if item.holds("last_review") and fields.holds("reviewed"):
        message = "'reviewed' and 'last_review' of 'quality' are one thing: keep the second"
        fields.report("reviewed", message, "key-pair")
    elif quality.body is None and quality.note is None and not item.holds("body"):
        message = "'quality' needs a 'body', or a 'note' that says what is done"
        fields.report("quality", message, "key-missing")
    elif (
        quality.last_review is not None
        and quality.next_review is not None
        and quality.next_review <= quality.last_review
    ):
        last = "last_review" if item.holds("last_review") else "reviewed"
        message = f"'next_review' must be later than '{last}' ({quality.last_review})"
        item.report("next_review", message, "value-range")
    return quality, quality.last_review


def read_partners(fields: Fields, known: Collection[str]) -> tuple[Partnership, ...]:
    """Read the key `partners`; `known` are the partners that there are."""
    partners: dict[str, Partnership] = {}
    for item in fields.mappings("partners", shorthand="partner"):
        partnership = Partnership(
            partner=item.text("partner", required=True) or "",
            role=item.text("role", required=True, max_length=200) or "",
        )
        item.done()
        slug = partnership.partner
        if slug and slug not in known:
            message = f"names {quoted(slug)}, but there is no {PARTNERS_FOLDER}/{slug}.md"
            item.report("partner", f"{message}{nearest(slug, known)}", "partner-missing")
        elif slug in partners:
            item.report("partner", f"names the partner {quoted(slug)} twice", "value-repeated")
        partners[slug] = partnership
    return tuple(partners.values())


def read_changes(fields: Fields, version: str | None) -> tuple[Change, ...]:
    """Read the key `changes`, the newest of which has to be the programme's `version`."""
    changes: list[Change] = []
    for item in fields.mappings("changes"):
        change = Change(
            version=item.text("version", required=True, max_length=40) or "",
            date=item.date("date", required=True) or date.min,
            text=item.text("text", required=True, max_length=500) or "",
        )
        item.done()
        if changes and change.date > changes[-1].date != date.min:
            item.report("date", "is later than the change above: the newest stands first",
                        "value-range")  # fmt: skip
        elif not changes and version is not None and change.version not in {version, ""}:
            message = f"the newest change is {quoted(change.version)}, 'version' {quoted(version)}"
            item.report("version", message, "value-range")
        if change.version and any(change.version == other.version for other in changes):
            message = f"is {quoted(change.version)} as above: each change has a version of its own"
            item.report("version", message, "value-repeated")
        changes.append(change)
    return tuple(changes)
