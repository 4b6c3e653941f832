"""What a holder takes away: LinkedIn's form filled in, lines for a letter, code for a website.

`themes/verifier/share.js` makes the same from the record that was proven; `tests/node/sharing.json`
holds both to the same answers. Nothing here says what the check found: that is for the page.
"""

from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Self
from urllib.parse import quote

import segno

from generator.content import Site
from generator.views import CredentialView

_LINKEDIN = "https://www.linkedin.com/profile/add"
PICTURE_WIDTH = 160  # pixels, of a badge on somebody's website


@dataclass(frozen=True, slots=True)
class Share:
    """Where and how a learner can show a credential."""

    linkedin_url: str
    organization_id: str | None
    """The issuer's page on LinkedIn."""
    embed_html: str
    signature_html: str
    signature_text: str
    json_url: str

    @classmethod
    def of(cls, view: CredentialView, site: Site) -> Self:
        """Make everything for one credential."""
        path = view.image_path
        organization = site.config.linkedin_organization_id
        return cls(
            linkedin_url=linkedin_url(view, organization),
            organization_id=organization,
            embed_html=embed_html(view, None if path is None else site.config.url + path),
            signature_html=signature_html(view),
            signature_text=f"{view.title}, {view.issuer_name}: {view.id}",
            json_url=f"{view.id.removesuffix('.html')}.json",
        )


def linkedin_url(view: CredentialView, organization: str | None) -> str:
    """Return the address that opens LinkedIn's form for a new certification, filled in."""
    fields = {
        "startTask": "CERTIFICATION_NAME",
        "name": view.title,
        **({"organizationId": organization} if organization else {}),
        "organizationName": view.issuer_name,
        "issueYear": view.valid_from[:4],
        "issueMonth": str(int(view.valid_from[5:7])),
        "certUrl": view.id,
        "certId": view.short_id,
    }
    if view.valid_until is not None:
        fields["expirationYear"] = view.valid_until[:4]
        fields["expirationMonth"] = str(int(view.valid_until[5:7]))
    # A space as %20 and all but letters, digits and -._~ escaped: every server reads that alike.
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items())
    return f"{_LINKEDIN}?{query}"


def embed_html(view: CredentialView, picture: str | None) -> str:
    """Return the code that shows a badge on a website: a link around a picture, no script."""
    words = escape(f"{view.title}, {view.issuer_name}")
    inner = words
    if picture is not None:
        inner = f'<img src="{escape(picture)}" alt="{words}" width="{PICTURE_WIDTH}">'
    return f'<a href="{escape(view.id)}">{inner}</a>'


def signature_html(view: CredentialView) -> str:
    """Return the line below a letter. No picture: readers of mail show no SVG."""
    return f'<a href="{escape(view.id)}">{escape(view.title)}</a>, {escape(view.issuer_name)}'


def qr_svg(address: str) -> bytes:
    """Draw `address` as a QR code: one path, scalable, without a frame."""
    code = segno.make_qr(address, error="m")
    file = BytesIO()
    code.save(
        file, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return file.getvalue()
