"""What a page shows of a record: plain values read from the signed document, nothing added.

`themes/verifier/fields.js` reads the same values in the browser and compares them with the page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.content import SHORT_ID_LENGTH, Site
from generator.vc import credential
from generator.vc.strict_json import JSON

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")  # a percentage that does not say so


@dataclass(frozen=True, slots=True)
class Skill:
    """What the holder can do; with a `url`, as a framework defines it."""

    name: str
    level: str | None
    url: str | None
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
    """Markdown as signed, for the filter `signed`; so is `narrative`."""
    narrative: str | None
    skills: tuple[Skill, ...]
    results: tuple[Result, ...]
    evidence: tuple[Evidence, ...]
    image_path: str | None
    """Relative to the site's root; None for a picture elsewhere, which no page loads."""
    image_alt: str | None
    language: str
    cryptosuites: tuple[str, ...]
    verification_method: str
    created: str


def read_view(document: Mapping[str, JSON], site: Site, language: str) -> CredentialView:
    """Read what a page in `language` shows of a document that has been verified as authentic."""
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
        title=text_in(achievement["name"], language),
        achievement_type=achievement.get("achievementType"),
        achievement_id=achievement["id"],
        recipient_name=recipient_name(subject),
        issuer_name=_issuer_name(document, site, language),
        valid_from=document["validFrom"],
        valid_until=document.get("validUntil"),
        awarded=document.get("awardedDate"),
        description=text_in(achievement["description"], language),
        criteria=text_in(achievement["criteria"].get("narrative", ""), language),
        narrative=subject.get("narrative"),
        skills=tuple(_skills(achievement)),
        results=tuple(_results(subject, achievement)),
        evidence=tuple(_evidence(document)),
        image_path=address.removeprefix(site.config.url) if inside else None,
        image_alt=picture.get("caption") if isinstance(picture, Mapping) else None,
        language=achievement.get("inLanguage", site.config.language),
        cryptosuites=tuple(proof["cryptosuite"] for proof in (proofs.rdfc, proofs.jcs) if proof),
        verification_method=proofs.jcs["verificationMethod"],
        created=proofs.jcs["created"],
    )


def text_in(value: JSON, language: str) -> str:
    """Return a text, of several languages (VC Data Model 2.0) the one nearest to `language`."""
    if isinstance(value, str):
        return value
    values = value if isinstance(value, list) else [value]
    texts = [(item.get("@language", "").lower(), item["@value"]) for item in reversed(values)]
    by_tag = dict(texts)  # of two in one language the first counts
    by_primary = {tag.partition("-")[0]: text for tag, text in texts}
    wanted = language.lower()
    # Exactly that language, another form of it, none, English, whatever comes first.
    for found, tag in (
        (by_tag, wanted),
        (by_primary, wanted.partition("-")[0]),
        (by_tag, ""),
        (by_primary, "en"),
    ):
        if tag in found:
            text: str = found[tag]
            return text
    return texts[-1][1] if texts else ""


def recipient_name(subject: Mapping[str, JSON]) -> str | None:
    """Return the recipient's name, if the record gives one: an unhashed identity of type `name`."""
    for identity in subject.get("identifier", ()):
        if identity["identityType"] == "name" and not identity["hashed"]:
            name: str = identity["identityHash"]
            return name
    fallback: str | None = subject.get("name")
    return fallback


def _issuer_name(document: Mapping[str, JSON], site: Site, language: str) -> str:
    issuer = document["issuer"]
    if isinstance(issuer, str):
        return issuer
    return text_in(issuer.get("name", site.config.host), language)


def _skills(achievement: Mapping[str, JSON]) -> Iterator[Skill]:
    """Yield the tags in their order, each as its alignments have it, then all other alignments.

    A level of qualification (`ext:QualificationLevel`) is no skill: the criteria say it.
    """
    aligned: dict[str, list[Skill]] = {}
    for item in achievement.get("alignment", ()):
        if item.get("targetType") == "ext:QualificationLevel":
            continue
        address = item["targetUrl"]
        skill = Skill(
            item["targetName"],
            item.get("targetDescription"),
            address if address.startswith(("https://", "http://")) else None,
            item.get("targetFramework"),
            item.get("targetCode"),
        )
        aligned.setdefault(skill.name, []).append(skill)
    names = frozenset(aligned)
    for tag in achievement.get("tag", ()):
        yield from aligned.pop(tag, ()) if tag in names else (Skill(tag, None, None, None, None),)
    for skills in aligned.values():
        yield from skills


def _results(subject: Mapping[str, JSON], achievement: Mapping[str, JSON]) -> Iterator[Result]:
    described = {item["id"]: item for item in achievement.get("resultDescription", ())}
    for item in subject.get("result", ()):
        description = described.get(item.get("resultDescription"), {})
        value = item.get("value", item.get("status", ""))
        shown = [
            f"{text}%"
            if description.get("resultType") == "Percent" and text and _NUMBER.fullmatch(text)
            else text
            for text in (value, description.get("requiredValue"))
        ]
        yield Result(description.get("name", ""), *shown)


def _evidence(document: Mapping[str, JSON]) -> Iterator[Evidence]:
    for item in document.get("evidence", ()):
        address = item.get("id")
        is_link = address is not None and address.startswith(("https://", "http://"))
        yield Evidence(
            item.get("name", address or ""), address if is_link else None, item.get("narrative")
        )
