"""Which pages a site has, and the values that each template gets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator import __version__
from generator.cards import Card, Cards
from generator.catalogue_pages import catalogue_pages
from generator.collection_pages import Gathered, collection_pages
from generator.content import Site
from generator.endorsement_pages import partner_pages, views
from generator.endorsements import Endorsement
from generator.feeds import FEED, has_feed
from generator.issuer_keys import public_keys
from generator.markdown import to_html
from generator.program_pages import place_of, program_pages
from generator.programs import Program
from generator.render import data_block
from generator.sharing import Share
from generator.skill_pages import TITLES, skill_pages
from generator.statistics_pages import statistics_pages
from generator.status import Reason
from generator.tallies import Tallies
from generator.vc import did
from generator.vc.strict_json import JSON
from generator.views import read_view
from generator.words import Words

# In a meta element and in `_headers` alike; Trusted Types leave no way from text to script.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src {connect}; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types {types}"
)
# The any-badge page reads other issuers' keys, once asked to, and parses SVG without inserting it.
ANY_BADGE_POLICY = _POLICY.format(connect="'self' https:", types="svg-reader")
# The preview alone: livereload puts a script into the page, which opens a socket.
PREVIEW_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'; img-src 'self'; "
    "connect-src 'self' ws: https:; base-uri 'none'; form-action 'none'"
)

# The pages whose title is ours, and its key among the words.
_TITLES = {
    "catalogue": "catalogue.title",
    "issuer": "issuer.title",
    "verify": "verify.title",
    "partners": "partners.title",
    "collection": "bundle.title",
    "statistics": "statistics.title",
    "404": "lost.title",
    **TITLES,
}
FEATURED = 6  # programmes on the front page


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
    """The language of the page's words: there is a catalogue for it."""
    dir: str
    catalogue: str
    """The code of that catalogue, as in `en`."""
    title_key: str | None
    """Where the title is of ours: its key in the catalogue."""
    card: Card
    """The picture beside a link to the page."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is."""

    programs: int
    pathways: int
    credentials: int


class Pages:
    """The pages of one site."""

    def __init__(
        self,
        site: Site,
        counts: Counts,
        status_lists: Sequence[Mapping[str, JSON]],
        reasons: Sequence[Reason],
        words: Words,
        *,
        endorsements: Sequence[Endorsement] = (),
        today: date | None = None,
        gathered: Sequence[Gathered] = (),
        tallies: Tallies | None = None,
        preview: bool = False,
    ) -> None:
        """Keep what several kinds of page show; a preview can be reloaded by its server."""
        self._site = site
        self._words = words
        cards = Cards(site, words)
        self._card = cards.of_site()
        self._card_of = {slug: cards.of_program(item) for slug, item in site.programs.items()}
        self._counts = counts
        self._status_lists = status_lists
        # A revocation comes first, so it is what a page of both says.
        self._reasons = {reason.record_id: reason for reason in reversed(reasons)}
        self._endorsements = views(endorsements)
        self._today = today
        self._gathered = gathered
        self._tallies = tallies
        self._feed = FEED if has_feed(site, today) else None
        self._preview = preview
        self._menu = [
            {"title": prose.title, "path": f"{prose.slug}/"} for prose in site.prose if prose.menu
        ]

    def cards(self) -> Sequence[Card]:
        """Return the pictures for link previews, of the site and of every programme."""
        return [self._card, *self._card_of.values()]

    def unique(self) -> Iterator[Page]:
        """Yield the pages that every site has once."""
        site, config = self._site, self._site.config
        words = self._words.at(self._words.choose(config.language))
        courses, pathways = self._programs(pathways=False), self._programs(pathways=True)
        listed = {"programs": courses, "pathways": pathways, "counts": self._counts}
        home = {**listed, "programs": courses[:FEATURED]}
        yield self._page("", "home", config.name, home, config.description)
        yield from catalogue_pages(site, words, self._page)
        issuer = {
            "keys": list(public_keys(site)),
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
        about = words.text("issuer.description", host=config.host)
        yield self._page("issuer/", "issuer", None, issuer, about)
        about = words.text("verify.description")
        yield self._page("verify/", "verify", None, {"version": __version__}, about)
        yield self._page("404.html", "404", None, {}, None, noindex=True)

    def programs(self) -> Iterator[Page]:
        """Yield the page of every programme and pathway."""
        yield from program_pages(
            self._site, self._endorsements, self._today, self._direction_of, self._page
        )

    def partners(self) -> Iterator[Page]:
        """Yield the pages about partners."""
        config = self._site.config
        words = self._words.at(self._words.choose(config.language))
        yield from partner_pages(self._site, self._endorsements, words, self._page)

    def skills(self) -> Iterator[Page]:
        """Yield the pages about skills and roles, and the planner."""
        config = self._site.config
        words = self._words.at(self._words.choose(config.language))
        yield from skill_pages(self._site, words, self._page)

    def together(self) -> Iterator[Page]:
        """Yield the pages of collections, and that of numbers."""
        words = self._words.at(self._words.choose(self._site.config.language))
        yield from collection_pages(self._site, self._gathered, words, self._page)
        yield from statistics_pages(self._site, self._tallies, words, self._page)

    def prose(self) -> Iterator[Page]:
        """Yield the pages written in Markdown."""
        for prose in self._site.prose:
            values = {"body_html": to_html(prose.body, root="../")}
            path = f"{prose.slug}/"
            yield self._page(path, "page", prose.title, values, prose.description)

    def credential(self, raw: bytes, document: Mapping[str, JSON]) -> Page:
        """Return the page of one record, which has been verified as authentic."""
        site = self._site
        language = self._words.choose(
            document["credentialSubject"]["achievement"].get("inLanguage"), site.config.language
        )
        view = read_view(document, site, language)
        path = document["id"].removeprefix(site.config.url)
        program = site.program_of(view.achievement_id)
        values = {
            "credential": view,
            "record_json": data_block(raw),
            "json_name": f"{view.record_id}.json",
            **place_of(site, program, document, self._words.at(language)),
            "qr_svg_path": f"{path.removesuffix('.html')}.svg",
            "share": Share.of(view, site),
            "reason": self._reasons.get(view.record_id),
        }
        about = self._words.at(language).text("credential.description", site=site.config.name)
        return self._page(
            path,
            "credential",
            view.title,
            values,
            about,
            noindex=True,
            language=language,
            program=program,
        )

    def _direction_of(self, program: Program) -> str:
        chosen = self._words.choose(program.language, self._site.config.language)
        return self._words.at(chosen).direction

    def _programs(self, *, pathways: bool) -> list[Program]:
        return [item for item in self._site.programs.values() if item.is_pathway == pathways]

    def _page(
        self,
        path: str,
        kind: str,
        title: str | None,
        values: Mapping[str, Any],
        description: str | None,
        *,
        noindex: bool = False,
        asks: Sequence[str] = (),
        language: str | None = None,
        program: Program | None = None,
    ) -> Page:
        config = self._site.config
        words = self._words.at(self._words.choose(language, config.language))
        meta = PageMeta(
            title=words.text(_TITLES[kind]) if title is None else title,
            title_key=_TITLES[kind] if title is None else None,
            url=config.url + path,
            path=path,
            kind=kind,
            description=description,
            noindex=noindex,
            language=words.language,
            dir=words.direction,
            catalogue=words.code,
            card=self._card if program is None else self._card_of[program.slug],
        )
        reads = kind in ("pathway", "collection")  # badges, as any-badge does
        own = _POLICY.format(
            connect=" ".join(("'self'", *asks)), types="svg-reader" if reads else "'none'"
        )
        policy = ANY_BADGE_POLICY if kind in ("verify", "plan") else own
        languages = self._words.catalogues()
        common = {
            "site": config,
            "page": meta,
            "languages": languages if len(languages) > 1 else [],
            # A host shows 404.html at any depth, so its links start from the host's root.
            "root": config.base_path if kind == "404" else "../" * path.count("/"),
            "csp": PREVIEW_POLICY if self._preview else policy,
            "menu": self._menu,
            "has_skills": bool(self._site.skills),
            "has_partners": bool(self._site.partners),
            "feed": self._feed,
            "machine": None,  # JSON-LD, where a page has any
        }
        file = path if path.endswith(".html") else f"{path}index.html"
        return Page(file, f"{kind}.html", {**common, **values})
