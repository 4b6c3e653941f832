"""The certificate of a credential as a file: a tagged PDF, typeset by typst, an optional extra.

The same as a credential's page prints. A record's words reach the typesetter as data alone
(`sys.inputs`), never as its source. Equal records give equal bytes: the only time in a file is the
signature's, and no font of the machine is used.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from generator.content import Site, parse_or_none
from generator.errors import ContentError, InsigniaError, Problem, UsageError
from generator.related import check_related
from generator.sharing import qr_svg
from generator.status import find_record
from generator.text import printable, quoted
from generator.themes import themes_folder
from generator.typefaces import load_typefaces
from generator.vc import checks
from generator.vc.checks import Outcome, Verdict
from generator.vc.strict_json import MAX_BYTES
from generator.vc.verify import Verification, verify
from generator.views import CredentialView, read_view
from generator.word_faults import sound_words
from generator.words import Catalogue

PAPERS = {"a4": "a4", "letter": "us-letter"}  # as typst calls them
# Genuine, and only out of force at the moment.
OUT_OF_FORCE = frozenset(
    (Verdict.REVOKED, Verdict.SUSPENDED, Verdict.EXPIRED, Verdict.NOT_YET_VALID)
)

_TEMPLATE = "certificate.typ"
_STANDARD: Final = "ua-1"  # PDF/UA-1 (ISO 14289-1); it refuses letters that no font has
_SANS, _SERIF = "Insignia NotoSans", "Insignia NotoSerif"
_NO_GLYPH = re.compile(r"the text `(\".*?\")` could not be displayed")
_PLACE = re.compile(r"__typst_py_bytes__\.typ:(\d+):(\d+)")  # within the template
_REGIONS_OF_SCRIPTS = {"Hans": "cn", "Hant": "tw"}  # how typst is told which forms to draw


class CertificateError(InsigniaError):
    """A credential gets no certificate, or none can be made here."""


class NotInForceError(CertificateError):
    """A genuine credential that is revoked, on hold or out of date gets no certificate."""


class Certificates:
    """Makes the certificates of one project."""

    def __init__(self, site: Site, now: datetime) -> None:
        """Load the typesetter with the project's template and fonts.

        Raises:
            CertificateError: when the typesetter is not installed.
            ContentError: when a catalogue of the project has a fault.
        """
        try:
            import typst  # noqa: PLC0415  an optional extra
        except ImportError as error:
            msg = (
                "certificates are made by an optional part that is not installed: run "
                "pip install 'insignia[pdf]', or print the credential's page from a browser"
            )
            raise CertificateError(msg) from error
        self._site = site
        self._now = now
        self._words = sound_words(site.root, site.config.language)
        self._template = _find_template(site)
        typefaces = load_typefaces(site.root)
        families = dict.fromkeys(typeface.family for typeface in typefaces)
        self._others = [family for family in families if family not in (_SANS, _SERIF)]
        folders = sorted({typeface.path.parent for typeface in typefaces})
        fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
        # Pictures are read by their place in the project; the typesetter never looks outside it.
        self._compiler = typst.Compiler(root=site.root, font_paths=fonts)
        self._fault = typst.TypstError

    def make(self, raw: bytes, paper: str) -> tuple[CredentialView, bytes]:
        """Return the certificate of a record, once it is verified, and what the record says.

        Raises:
            CertificateError: when the record is not valid, its picture is not the one that was
                signed, or no font has its letters.
            ContentError: when the template is wrong, with its line.
        """
        document = _verified(raw, self._site, self._now)
        for problem in check_related(self._site, [document]):
            msg = f"{document['id']} gets no certificate: {problem.path} {problem.message}"
            raise CertificateError(msg)
        own_language = document["credentialSubject"]["achievement"].get("inLanguage")
        words = self._words.at(self._words.choose(own_language, self._site.config.language))
        view = read_view(document, self._site, words.language)
        data = json.dumps(self._data(view, words, paper), ensure_ascii=False)
        try:
            made = self._compiler.compile(
                input=self._template.read_bytes(),
                format="pdf",
                sys_inputs={"data": data},
                pdf_standards=[_STANDARD],
                timestamp=int(datetime.fromisoformat(view.created).timestamp()),
            )
        except self._fault as error:
            raise self._explained(view, error.diagnostic) from error
        assert isinstance(made, bytes)  # one file, and no path was given for it
        return view, made

    def _explained(self, view: CredentialView, diagnostic: str) -> InsigniaError:
        """Say why a certificate cannot be typeset, and what to do."""
        letters = "".join(dict.fromkeys("".join(map(json.loads, _NO_GLYPH.findall(diagnostic)))))
        if letters:
            return CertificateError(
                f"{view.id}: there is no font for {quoted(letters)}: put a font file that has "
                "these letters, in TrueType or OpenType form, into theme/fonts"
            )
        message = diagnostic.strip().partition("\n")[0].removeprefix("error: ")
        place = _PLACE.search(diagnostic)
        line, column = map(int, place.groups()) if place else (0, 0)
        path = self._template
        is_own = path.is_relative_to(self._site.root / "theme")
        name = path.relative_to(self._site.root) if is_own else Path(path.name)
        return ContentError([Problem(name.as_posix(), line, column, message, "template")])

    def _data(self, view: CredentialView, words: Catalogue, paper: str) -> Mapping[str, Any]:
        """Return what the template reads as `d`."""
        config = self._site.config
        picture = None
        if (
            view.image_path is not None
            and (self._site.root / "content" / view.image_path).is_file()
        ):
            picture = {"path": f"/content/{view.image_path}", "alt": view.image_alt or view.title}
        address = view.id.removeprefix("https://")
        ends = words.text("js.noEnd")
        return {
            "paper": PAPERS[paper],
            "accent": config.look.on_light,
            "logo": None if config.logo is None else f"/content/{config.logo}",
            "fonts": {"sans": [_SANS, *self._others], "serif": [_SERIF, *self._others]},
            "document-title": words.text(
                "certificate.document-title", title=view.title, number=view.short_id
            ),
            "words-language": _language(words.language),
            "language": _language(view.language),
            "issuer": view.issuer_name,
            "type": _type_label(view.achievement_type, words),
            "name": view.recipient_name,
            "title": view.title,
            "description": view.description,
            "picture": picture,
            "facts": [
                *_first_days(view, words),
                [
                    words.text("certificate.until"),
                    ends if view.valid_until is None else words.day(view.valid_until),
                ],
                [words.text("certificate.number"), view.short_id],
            ],
            "words": {
                "awarded-to": words.text("certificate.awarded-to"),
                "for": words.text("certificate.for"),
                "awarded-for": words.text("certificate.awarded-for"),
                "scan": words.text("certificate.scan"),
                "not-proof": words.text("certificate.not-proof"),
                "qr-alt": words.text("certificate.qr-alt"),
            },
            "url": view.id,
            "address": address,
            "qr": qr_svg(view.id).decode("ascii"),
        }


def read_record(site: Site, text: str) -> bytes:
    """Read the record that `text` names: a file, a page's address, an id or the start of one.

    Raises:
        UsageError: when there is no such record, or it cannot be read.
    """
    path = Path(text)
    try:
        is_file = path.is_file()
    except OSError:  # a name that no file can have
        is_file = False
    if not is_file:
        path = site.record_path(find_record(site, text))
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}"
        raise UsageError(msg) from error


def _verified(raw: bytes, site: Site, now: datetime) -> Mapping[str, Any]:
    """Return the document of a valid record of this site."""
    result = verify(raw, site.config.did, site.published, now)
    if result.verdict is not Verdict.VALID:
        kind = NotInForceError if result.verdict in OUT_OF_FORCE else CertificateError
        record = parse_or_none(raw)
        name = record.get("id") if isinstance(record, dict) else None
        which = printable(name) if isinstance(name, str) else "this file"
        msg = f"{which} gets no certificate, since it is not valid: {_reason(result)}"
        raise kind(msg)
    document: Mapping[str, Any] = result.document
    return document


def _reason(result: Verification) -> str:
    words = checks.catalogue()
    found = next(item for item in result.findings if item.outcome is not Outcome.PASSED)
    entry = words["checks"][found.check]["codes"][found.code]
    if result.verdict in OUT_OF_FORCE:
        entry = words["verdicts"][result.verdict]
    return f"{entry['title']} ({found.check}: {found.code})"


def _find_template(site: Site) -> Path:
    """Find the template: the provider's own before the theme's before the default's."""
    places = [site.root / "theme", themes_folder() / site.config.theme, themes_folder() / "default"]
    return next(path for place in places if (path := place / _TEMPLATE).is_file())


def _type_label(achievement_type: str | None, words: Catalogue) -> str | None:
    if achievement_type is None:
        return None
    key = f"type.{achievement_type}"
    return words.text(key) if key in words.table else achievement_type.removeprefix("ext:")


def _first_days(view: CredentialView, words: Catalogue) -> list[list[str]]:
    """Return the day of the award and the first valid one, once if they are the same."""
    days = [] if view.awarded is None else [["credential.awarded", view.awarded]]
    if view.awarded is None or words.day(view.awarded) != words.day(view.valid_from):
        days.append(["certificate.from", view.valid_from])
    return [[words.text(key), words.day(stamp)] for key, stamp in days]


def _language(tag: str) -> Mapping[str, str | None]:
    """Split a language tag into what typst asks for."""
    first, *rest = tag.split("-")
    regions = [part.lower() for part in rest if len(part) == 2]
    scripts = [_REGIONS_OF_SCRIPTS[part] for part in rest if part in _REGIONS_OF_SCRIPTS]
    return {"lang": first, "region": next(iter((*regions, *scripts)), None)}
