"""Which pages a site has, and the values that each template gets."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import segno

from generator.content import Site
from generator.markdown import to_html
from generator.programs import Program
from generator.render import data_block
from generator.status import Reason
from generator.vc import did
from generator.vc.strict_json import JSON
from generator.views import CredentialView, read_view

# In a meta element and in `_headers` alike; Trusted Types leave no way from text to script.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src {connect}; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types {types}"
)
POLICY = _POLICY.format(connect="'self'", types="'none'")
# The any-badge page reads other issuers' keys, once asked to, and parses SVG without inserting it.
ANY_BADGE_POLICY = _POLICY.format(connect="'self' https:", types="svg-reader")
# The preview alone: livereload puts a script into the page, which opens a socket.
PREVIEW_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'; img-src 'self'; "
    "connect-src 'self' ws: https:; base-uri 'none'; form-action 'none'"
)

FEATURED = 6  # programmes on the front page
_FINGERPRINT_GROUP = 4


@dataclass(frozen=True, slots=True)
class Page:
    """One page to render: its file below the output, its template and the values for it."""

    path: str
    template: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What every template knows of its own page, as `page`."""

    title: str
    url: str
    path: str
    kind: str
    description: str | None
    noindex: bool
    language: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is."""

    programs: int
    pathways: int
    credentials: int


@dataclass(frozen=True, slots=True)
class Share:
    """Where a learner can show a credential."""

    linkedin_url: str


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key as the issuer page shows it."""

    id: str
    public_key_multibase: str
    fingerprint: str
    """SHA-256 of the 32 bytes of the key, in groups of hexadecimal digits."""
    state: str
    expires: str | None
    revoked: str | None


class Pages:
    """The pages of one site."""

    def __init__(
        self,
        site: Site,
        counts: Counts,
        status_lists: Sequence[Mapping[str, JSON]],
        reasons: Sequence[Reason],
        *,
        preview: bool = False,
    ) -> None:
        """Keep what several kinds of page show; a preview can be reloaded by its server."""
        self._site = site
        self._counts = counts
        self._status_lists = status_lists
        # A revocation comes first, so it is what a page of both says.
        self._reasons = {reason.record_id: reason for reason in reversed(reasons)}
        self._preview = preview
        self._menu = [
            {"title": prose.title, "path": f"{prose.slug}/"} for prose in site.prose if prose.menu
        ]

    def unique(self) -> Iterator[Page]:
        """Yield the pages that every site has once."""
        site, config = self._site, self._site.config
        courses, pathways = self._programs(pathways=False), self._programs(pathways=True)
        listed = {"programs": courses, "pathways": pathways, "counts": self._counts}
        home = {**listed, "programs": courses[:FEATURED]}
        yield self._page("", "home", config.name, home, config.description)
        fields = sorted({program.field for program in courses if program.field is not None})
        catalogue = {**listed, "fields": fields}
        about = f"What you can earn at {config.name}."
        yield self._page("programs/", "catalogue", "Programmes", catalogue, about)
        issuer = {
            "keys": list(_public_keys(site)),
            "did_url": did.web_address(config.did),
            "did_path": config.did_path,
            "status_lists": [
                {
                    "purpose": document["credentialSubject"]["statusPurpose"],
                    "path": document["id"].removeprefix(config.url),
                    "dated": document["validFrom"],
                }
                for document in self._status_lists
            ],
            "counts": self._counts,
        }
        about = f"Who issues credentials at {config.host}, and with which keys."
        yield self._page("issuer/", "issuer", "Issuer", issuer, about)
        about = "Check any Open Badges 3.0 file in your browser. Nothing is uploaded."
        yield self._page("verify/", "verify", "Check a badge", {}, about)
        yield self._page("404.html", "404", "Not found", {}, None, noindex=True)

    def programs(self) -> Iterator[Page]:
        """Yield the page of every programme and pathway."""
        for program in self._site.programs.values():
            values = {
                "program": program,
                "body_html": to_html(program.body, root="../../"),
                "pathways_with_it": [
                    pathway
                    for pathway in self._site.programs.values()
                    if program.slug in pathway.parts
                ],
                "parts": [self._site.programs[slug] for slug in program.parts],
            }
            kind = "pathway" if program.is_pathway else "program"
            yield self._page(program.url_path, kind, program.title, values, program.description)

    def prose(self) -> Iterator[Page]:
        """Yield the pages written in Markdown."""
        for prose in self._site.prose:
            values = {"body_html": to_html(prose.body, root="../")}
            path = f"{prose.slug}/"
            yield self._page(path, "page", prose.title, values, prose.description)

    def credential(self, raw: bytes, document: Mapping[str, JSON]) -> Page:
        """Return the page of one record, which has been verified as authentic."""
        site = self._site
        view = read_view(document, site)
        path = document["id"].removeprefix(site.config.url)
        values = {
            "credential": view,
            "record_json": data_block(raw),
            "json_name": f"{view.record_id}.json",
            "program": site.program_of(view.achievement_id),
            "qr_svg_path": f"{path.removesuffix('.html')}.svg",
            "share": Share(linkedin_url(view, site)),
            "reason": self._reasons.get(view.record_id),
        }
        about = f"Check a credential that {site.config.name} issued."
        return self._page(path, "credential", view.title, values, about, noindex=True)

    def _programs(self, *, pathways: bool) -> list[Program]:
        return [item for item in self._site.programs.values() if item.is_pathway == pathways]

    def _page(
        self,
        path: str,
        kind: str,
        title: str,
        values: Mapping[str, Any],
        description: str | None,
        *,
        noindex: bool = False,
    ) -> Page:
        config = self._site.config
        meta = PageMeta(title, config.url + path, path, kind, description, noindex, config.language)
        policy = ANY_BADGE_POLICY if kind == "verify" else POLICY
        common = {
            "site": config,
            "page": meta,
            # A host shows 404.html at any depth, so its links start from the host's root.
            "root": config.base_path if kind == "404" else "../" * path.count("/"),
            "csp": PREVIEW_POLICY if self._preview else policy,
            "menu": self._menu,
        }
        file = path if path.endswith(".html") else f"{path}index.html"
        return Page(file, f"{kind}.html", {**common, **values})


def qr_svg(address: str) -> bytes:
    """Draw `address` as a QR code: one path, scalable, without a frame."""
    code = segno.make_qr(address, error="m")
    file = BytesIO()
    code.save(
        file, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return file.getvalue()


def linkedin_url(view: CredentialView, site: Site) -> str:
    """Return the address that opens LinkedIn's form for a new certification, filled in."""
    organization = site.config.linkedin_organization_id
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
    return f"https://www.linkedin.com/profile/add?{urlencode(fields)}"


def fingerprint(public_key: bytes) -> str:
    """Write the SHA-256 of a public key (32 bytes) in groups that people can compare."""
    digits = hashlib.sha256(public_key).hexdigest()
    groups = range(0, len(digits), _FINGERPRINT_GROUP)
    return " ".join(digits[at : at + _FINGERPRINT_GROUP] for at in groups)


def _public_keys(site: Site) -> Iterator[PublicKey]:
    if site.did_document is None:
        return
    for number, entry in enumerate(site.did()["verificationMethod"]):
        multibase = entry["publicKeyMultibase"]
        key = did.decode_multikey(multibase)
        yield PublicKey(
            id=entry["id"],
            public_key_multibase=multibase,
            fingerprint=fingerprint(key) if key is not None else "",
            # keygen lists the key that signs today first
            state="current" if number == 0 else "retired",
            expires=entry.get("expires"),
            revoked=entry.get("revoked"),
        )
