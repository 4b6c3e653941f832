"""What a page shows of a record: plain values read from the signed document, nothing added.

`themes/verifier/fields.js` reads the same values in the browser and compares them with the page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.content import SHORT_ID_LENGTH, Site
from generator.vc import credential
from generator.vc.strict_json import JSON


@dataclass(frozen=True, slots=True)
class Alignment:
    """A skill as a framework defines it."""

    name: str
    url: str
    framework: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """What the learner achieved, beside what was needed."""

    name: str
    value: str
    required: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows the learning."""

    name: str
    url: str | None
    narrative: str | None


@dataclass(frozen=True, slots=True)
class CredentialView:
    """One credential as its page shows it; dates are ISO texts as signed."""

    id: str
    record_id: str
    short_id: str
    title: str
    achievement_type: str | None
    achievement_id: str
    recipient_name: str | None
    issuer_name: str
    valid_from: str
    valid_until: str | None
    awarded: str | None
    description: str
    criteria: str
    narrative: str | None
    tags: tuple[str, ...]
    alignments: tuple[Alignment, ...]
    results: tuple[Result, ...]
    evidence: tuple[Evidence, ...]
    image_path: str | None
    """Relative to the site's root; None for a picture elsewhere, which no page loads."""
    image_alt: str | None
    language: str
    cryptosuites: tuple[str, ...]
    verification_method: str
    created: str


def read_view(document: Mapping[str, JSON], site: Site) -> CredentialView:
    """Read what is shown from a document that has been verified as authentic."""
    subject = document["credentialSubject"]
    achievement = subject["achievement"]
    proofs = credential.read_proofs(document)
    record_id = document["id"].rpartition("/")[2].removesuffix(".html")
    picture = achievement.get("image")
    address = picture if isinstance(picture, str) else (picture or {}).get("id", "")
    inside = address.startswith(f"{site.config.url}images/")
    return CredentialView(
        id=document["id"],
        record_id=record_id,
        short_id=record_id[:SHORT_ID_LENGTH],
        title=achievement["name"],
        achievement_type=achievement.get("achievementType"),
        achievement_id=achievement["id"],
        recipient_name=recipient_name(subject),
        issuer_name=_issuer_name(document, site),
        valid_from=document["validFrom"],
        valid_until=document.get("validUntil"),
        awarded=document.get("awardedDate"),
        description=achievement["description"],
        criteria=achievement["criteria"].get("narrative", ""),
        narrative=subject.get("narrative"),
        tags=tuple(achievement.get("tag", ())),
        alignments=tuple(_alignments(achievement)),
        results=tuple(_results(subject, achievement)),
        evidence=tuple(_evidence(document)),
        image_path=address.removeprefix(site.config.url) if inside else None,
        image_alt=picture.get("caption") if isinstance(picture, Mapping) else None,
        language=achievement.get("inLanguage", site.config.language),
        cryptosuites=tuple(proof["cryptosuite"] for proof in (proofs.rdfc, proofs.jcs) if proof),
        verification_method=proofs.jcs["verificationMethod"],
        created=proofs.jcs["created"],
    )


def recipient_name(subject: Mapping[str, JSON]) -> str | None:
    """Return the recipient's name, if the record gives one: an unhashed identity of type `name`."""
    for identity in subject.get("identifier", ()):
        if identity["identityType"] == "name" and not identity["hashed"]:
            name: str = identity["identityHash"]
            return name
    fallback: str | None = subject.get("name")
    return fallback


def _issuer_name(document: Mapping[str, JSON], site: Site) -> str:
    issuer = document["issuer"]
    name: str = issuer.get("name", site.config.host) if isinstance(issuer, Mapping) else issuer
    return name


def _alignments(achievement: Mapping[str, JSON]) -> Iterator[Alignment]:
    for item in achievement.get("alignment", ()):
        yield Alignment(
            item["targetName"],
            item["targetUrl"],
            item.get("targetFramework"),
            item.get("targetCode"),
        )


def _results(subject: Mapping[str, JSON], achievement: Mapping[str, JSON]) -> Iterator[Result]:
    described = {item["id"]: item for item in achievement.get("resultDescription", ())}
    for item in subject.get("result", ()):
        description = described.get(item.get("resultDescription"), {})
        value = item.get("value", item.get("status", ""))
        yield Result(description.get("name", ""), value, description.get("requiredValue"))


def _evidence(document: Mapping[str, JSON]) -> Iterator[Evidence]:
    for item in document.get("evidence", ()):
        address = item.get("id")
        is_link = address is not None and address.startswith(("https://", "http://"))
        yield Evidence(
            item.get("name", address or ""), address if is_link else None, item.get("narrative")
        )
