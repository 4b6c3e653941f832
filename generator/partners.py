"""Who works with the provider: `content/partners/<slug>.md`, one partner a file."""

from dataclasses import dataclass
from pathlib import Path

from generator.errors import Problems
from generator.fields import Fields
from generator.source import FrontMatter, list_slugs, read_front_matter, read_image
from generator.text import quoted
from generator.vc import did

PARTNERS_FOLDER = "content/partners"


@dataclass(frozen=True, slots=True)
class Partner:
    """An employer, body or college that stands beside the provider."""

    slug: str
    path: str
    title: str
    url: str
    did: str | None
    """Its own identity (did:web), with which it signs endorsements."""
    logo: str | None
    logo_alt: str | None
    description: str
    body: str
    """Markdown, not rendered."""

    @property
    def url_path(self) -> str:
        """Its page's place in the site."""
        return f"partners/{self.slug}/"


def load_partners(root: Path, problems: Problems, own: str | None = None) -> tuple[Partner, ...]:
    """Read every partner without a problem, in the order of their names.

    `own` is the provider's identity: nobody's own word about a programme is a partner's.
    """
    partners: list[Partner] = []
    owners: dict[str, str] = {}
    for slug in list_slugs(root, PARTNERS_FOLDER, problems):
        path = f"{PARTNERS_FOLDER}/{slug}.md"
        before = len(problems)
        source = read_front_matter(root, path, problems)
        if source is None:
            continue
        partner = _read_partner(root, slug, path, source)
        if partner.did is not None and partner.did in owners:
            message = f"'did' is that of {owners[partner.did]} already: one identity, one partner"
            source.fields.report("did", message, "value-repeated")
        if partner.did is not None and partner.did == own:
            message = (
                "'did' is your own: a partner is somebody else, so give theirs or leave it out"
            )
            source.fields.report("did", message, "partner-self")
        if partner.did is not None:
            owners.setdefault(partner.did, path)
        if len(problems) == before:
            partners.append(partner)
    return tuple(sorted(partners, key=lambda item: (item.title.casefold(), item.slug)))


def _read_partner(root: Path, slug: str, path: str, source: FrontMatter) -> Partner:
    fields = source.fields
    partner = Partner(
        slug=slug,
        path=path,
        title=fields.text("title", required=True, max_length=120) or "",
        url=fields.link("url", ("https", "http")) or "",
        did=_read_did(fields),
        logo=read_image(root, fields, "logo"),
        logo_alt=fields.text("logo_alt"),
        description=fields.text("description", required=True, max_length=1_000) or "",
        body=source.body,
    )
    if not partner.url:
        fields.text("url", required=True)
    if (partner.logo is None) != (partner.logo_alt is None):
        message = "'logo' and 'logo_alt', the words for who cannot see it, belong together"
        fields.report("logo" if partner.logo_alt is None else "logo_alt", message, "key-pair")
    fields.done()
    return partner


def _read_did(fields: Fields) -> str | None:
    text = fields.text("did", max_length=500)
    if text is None or did.web_address(text) is not None:
        return text
    message = f"'did' is {quoted(text)}: write the partner's identity like did:web:acme.example"
    fields.report("did", message, "value-form")
    return None
