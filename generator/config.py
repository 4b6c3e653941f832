"""The provider's settings, `content/site.yml`, as one typed value."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.errors import Problems
from generator.fields import Fields
from generator.look import FONTS, RADII, Look
from generator.source import read_image, read_yaml
from generator.text import CTID, LANGUAGE, SLUG, Fault, Form, quoted, text_fault
from generator.themes import theme_names
from generator.vc import did

SITE_FILE = "content/site.yml"

COMPLETENESS = ("eu-micro-credential", "trusted")
"""The rules by which a project may ask to be measured."""
MAX_NAME_LENGTH = 200
MAX_URL_LENGTH = 500

# What makes a did:web and is no public site's host: one without a dot, with a port, or too long.
_HOST = re.compile(r"(?=.{1,253}\Z)[^.:]{1,63}(?:\.[^.:]{1,63})+")
_COUNTRY = Form(re.compile(r"[A-Z]{2}"), "GB")
_COLOUR = Form(re.compile(r"#[0-9a-fA-F]{6}"), "#1d3f8f")
_DIGITS = Form(re.compile(r"[0-9]{1,20}"), "12345")


@dataclass(frozen=True, slots=True)
class Config:
    """Who issues, and where the site stands."""

    name: str
    url: str
    """Absolute, with a slash at its end."""
    description: str
    language: str
    email: str | None
    website: str | None
    country: str | None
    logo: str | None
    """Below `content/`, as in `images/logo.svg`."""
    look: Look
    theme: str
    linkedin_organization_id: str | None
    statistics: bool = False
    """Whether the site has a page of numbers."""
    ctid: str | None = None
    """The organisation's identifier in the Credential Registry, if it has one there."""
    completeness: tuple[str, ...] = ()
    """Which of the rules `check --strict` holds every programme to."""

    @property
    def accent(self) -> str:
        """The colour of the provider, as it was given."""
        return self.look.accent

    @property
    def host(self) -> str:
        """The domain name."""
        return urlsplit(self.url).netloc

    @property
    def base_path(self) -> str:
        """The path of the site's root, as in `/badges/` or `/`."""
        return urlsplit(self.url).path

    @property
    def did(self) -> str:
        """The issuer's identifier."""
        identifier = did.of_address(self.url.removesuffix("/"))
        assert identifier is not None, "url_fault refuses such an address"
        return identifier

    @property
    def did_path(self) -> str:
        """Where the identifier's document lies in the site."""
        address = did.web_address(self.did)
        assert address is not None, "did.of_address made it"
        return address.removeprefix(self.url)


def load_config(root: Path, problems: Problems) -> Config | None:
    """Read the settings of the project in `root`; `None` after any problem."""
    before = len(problems)
    fields = read_yaml(root, SITE_FILE, problems)
    if fields is None:
        return None
    config = Config(
        name=fields.text("name", required=True, max_length=MAX_NAME_LENGTH) or "",
        url=_site_url(fields) or "",
        description=fields.text("description", required=True, max_length=500) or "",
        language=fields.text("language", form=LANGUAGE) or "en-GB",
        email=fields.email("email"),
        website=fields.link("website"),
        country=_country(fields),
        logo=read_image(root, fields, "logo"),
        look=_look(fields),
        theme=_theme(fields) or "default",
        linkedin_organization_id=fields.text("linkedin_organization_id", form=_DIGITS),
        statistics=fields.flag("statistics") or False,
        ctid=fields.text("ctid", form=CTID),
        completeness=fields.choices("completeness", COMPLETENESS),
    )
    fields.done()
    return config if len(problems) == before else None


def url_fault(text: str) -> Fault | None:
    """Find what keeps `text` from being the address of a site that issues."""
    host, _, path = text.removeprefix("https://").partition("/")
    makes_did = did.of_address(text.removesuffix("/")) is not None
    # A colon is a slash in a did:web, and no DID may hold a tilde.
    if makes_did and _HOST.fullmatch(host) and ":" not in path and "~" not in path:
        return text_fault(text, MAX_URL_LENGTH)
    message = (
        f"is {quoted(text)}: write the site's address like https://badges.example.org/ or "
        "https://example.org/badges/ (https, a domain name in small letters, no port, user, query "
        "or fragment)"
    )
    return Fault(message, "value-form")


def _site_url(fields: Fields) -> str | None:
    text = fields.text("url", required=True, max_length=MAX_URL_LENGTH)
    fault = url_fault(text) if text is not None else None
    if fault is not None:
        fields.report("url", f"'url' {fault.message}", fault.code)
    return text if text is None or text.endswith("/") else f"{text}/"


def _look(fields: Fields) -> Look:
    return Look(
        accent=fields.text("accent", form=_COLOUR) or Look().accent,
        accent_dark=fields.text("accent_dark", form=_COLOUR),
        font=fields.choice("font", tuple(FONTS)),
        heading_font=fields.choice("heading_font", tuple(FONTS)),
        radius=fields.choice("radius", tuple(RADII)),
    )


def _theme(fields: Fields) -> str | None:
    name, names = fields.text("theme", form=SLUG), theme_names()
    if name is not None and name not in names:
        message = f"there is no theme {name!r}: choose one of {', '.join(names)}"
        fields.report("theme", message, "theme-unknown")
    return name


def _country(fields: Fields) -> str | None:
    code = fields.text("country", form=_COUNTRY)
    if code == "UK":  # reserved in ISO 3166-1 and assigned to nobody
        fields.report("country", "'country' is 'UK': the ISO code is GB", "value-form")
    return code
