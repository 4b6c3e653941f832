"""The provider's settings, `content/site.yml`, as one typed value."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.errors import Problems
from generator.fields import Fields
from generator.source import read_image, read_yaml
from generator.text import LANGUAGE, SLUG, Form, quoted

SITE_FILE = "content/site.yml"

# Host and path go into the did:web identifier letter by letter, so there is one way to write them:
# a lower-case domain name (no address, no port), path segments without percent-encoding.
_URL = re.compile(
    r"https://(?=[^/]{1,253}(?:/|\Z))"
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
    r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?"
)
_COUNTRY = Form(re.compile(r"[A-Z]{2}"), "GB")
_ACCENT = Form(re.compile(r"#[0-9a-fA-F]{6}"), "#1d3f8f")
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
    accent: str
    theme: str
    linkedin_organization_id: str | None

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
        """The issuer's identifier (did:web, Create: the path's slashes become colons)."""
        return ":".join(["did:web", self.host, *filter(None, self.base_path.split("/"))])

    @property
    def did_path(self) -> str:
        """Where the identifier's document lies in the site."""
        return ".well-known/did.json" if self.base_path == "/" else "did.json"


def load_config(root: Path, problems: Problems) -> Config | None:
    """Read the settings of the project in `root`; `None` after any problem."""
    before = len(problems)
    fields = read_yaml(root, SITE_FILE, problems)
    if fields is None:
        return None
    config = Config(
        name=fields.text("name", required=True, max_length=200) or "",
        url=_site_url(fields) or "",
        description=fields.text("description", required=True, max_length=500) or "",
        language=fields.text("language", form=LANGUAGE) or "en-GB",
        email=fields.email("email"),
        website=fields.link("website"),
        country=_country(fields),
        logo=read_image(root, fields, "logo"),
        accent=fields.text("accent", form=_ACCENT) or "#1d3f8f",
        theme=fields.text("theme", form=SLUG) or "default",
        linkedin_organization_id=fields.text("linkedin_organization_id", form=_DIGITS),
    )
    fields.done()
    return config if len(problems) == before else None


def _site_url(fields: Fields) -> str | None:
    text = fields.text("url", required=True, max_length=500)
    if text is None or _URL.fullmatch(text):
        return text if text is None or text.endswith("/") else f"{text}/"
    message = (
        f"'url' is {quoted(text)}: write the site's address like https://badges.example.org/ or "
        "https://example.org/badges/ (https, a domain name in small letters, no port, user, query "
        "or fragment)"
    )
    fields.report("url", message, "value-form")
    return None


def _country(fields: Fields) -> str | None:
    code = fields.text("country", form=_COUNTRY)
    if code == "UK":  # reserved in ISO 3166-1 and assigned to nobody
        fields.report("country", "'country' is 'UK': the ISO code is GB", "value-form")
    return code
