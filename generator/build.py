"""Build the site: load, check, verify every record, render, write. Needs no secret.

Nothing is written while anything is wrong with the content. A record is read twice, once to be
verified and once to be published; it is published only if both reads gave the same bytes.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from xml.sax.saxutils import escape

from generator.advice import ADVICE
from generator.assets import made_assets, theme_assets
from generator.cards import draw
from generator.catalogue_pages import catalogue_files
from generator.check import Checked, ContentCheck
from generator.content import Site
from generator.endorsement_pages import published_files
from generator.errors import ContentError, Problem, Problems
from generator.feeds import machine_files
from generator.hooks import missing_hooks
from generator.leads import index
from generator.output import Output
from generator.pages import Counts, Page, Pages
from generator.project import Progress, Verified, verify_project
from generator.render import Renderer
from generator.sharing import qr_svg
from generator.tallies import Tallies, read_counted, tally
from generator.themes import themes_folder
from generator.vc import strict_json
from generator.words import Words

IMAGE_SUFFIXES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp"})


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to."""

    credentials: int
    pages: int
    written: int
    """Files whose bytes changed."""


def build(
    root: Path,
    out: Path,
    now: datetime,
    *,
    strict: bool = False,
    preview: bool = False,
    extra_checks: Iterable[ContentCheck] = (),
    progress: Progress = lambda _what, _done, _total: None,
) -> Built:
    """Build the project in `root` into the folder `out`.

    Raises:
        ContentError: with every problem; then nothing has been written.
        InsigniaError: when the output cannot be written; then it is marked as incomplete.
    """
    questions = (*(ADVICE if strict else ()), *extra_checks)
    verified = verify_project(root, now, questions, progress)
    site = verified.site
    # Templates that cannot render are found before the first byte is written.
    pages, renderer, rendered = _draft(verified, now, preview=preview)
    with Output(out) as output:
        for page, data in rendered:
            output.write(page.path, data)
        _write_files(verified, output, now.date())
        for card in pages.cards():
            if not output.keep(card.path):
                output.write(card.path, draw(card))
        for done, record in enumerate(verified.records):
            progress("Writing", done, len(verified.records))
            for name, data in _render_credential(record, site, pages, renderer).items():
                output.write(name, data)
        output.write("sitemap.xml", _sitemap([page for page, _ in rendered]))
    return Built(len(verified.records), len(rendered) + len(verified.records), output.written)


def _tallies(verified: Verified, now: datetime) -> Tallies | None:
    """Count the credentials, if the site has a page of numbers."""
    if not verified.site.config.statistics:
        return None
    results = (record.result for record in verified.records)
    counted = [read_counted(verified.site, item.document, item.verdict) for item in results]
    return tally(counted, verified.site.programs, now)


def check_project(root: Path, now: datetime, *, strict: bool = False) -> Verified:
    """Load a project, ask every question about it and try its templates; write nothing.

    Raises:
        ContentError: with every problem, of the content and of the records, or of a template.
    """
    verified = verify_project(root, now, ADVICE if strict else ())
    _draft(verified, now, preview=False)
    return verified


def _draft(
    verified: Verified, now: datetime, *, preview: bool
) -> tuple[Pages, Renderer, Sequence[tuple[Page, bytes]]]:
    """Render the pages that exist once and one credential; what scripts need has to be there."""
    site = verified.site
    documents = [status_list.document for status_list in verified.status_lists]
    words = Words(site.root, site.config.language)
    pages = Pages(
        site,
        _count(verified),
        documents,
        verified.reasons,
        words,
        endorsements=verified.endorsements,
        today=now.date(),
        gathered=verified.gathered,
        tallies=_tallies(verified, now),
        preview=preview,
    )
    renderer = Renderer(site.root, themes_folder(), site.config.theme, words)
    rendered = [
        (page, renderer.render(page.template, page.values))
        for kind in (
            pages.unique,
            pages.programs,
            pages.partners,
            pages.skills,
            pages.together,
            pages.prose,
        )
        for page in kind()
    ]
    samples = {page.template: (page, data) for page, data in rendered}
    for record in verified.records[:1]:
        page = _page_of(_read_verified(record, site.root), pages)
        samples[page.template] = (page, renderer.render(page.template, page.values))
    _check_hooks(samples.values(), renderer)
    return pages, renderer, rendered


def _count(verified: Verified) -> Counts:
    pathways = sum(program.is_pathway for program in verified.site.programs.values())
    programs = len(verified.site.programs) - pathways
    return Counts(programs, pathways, len(verified.records))


def _render_credential(
    record: Checked, site: Site, pages: Pages, renderer: Renderer
) -> Mapping[str, bytes]:
    """Return the files of one credential: its page, the record as signed, and its QR code."""
    raw = _read_verified(record, site.root)
    page = _page_of(raw, pages)
    stem = page.path.removesuffix(".html")
    return {
        page.path: renderer.render(page.template, page.values),
        f"{stem}.json": raw,
        f"{stem}.svg": qr_svg(page.values["page"].url),
    }


def _page_of(raw: bytes, pages: Pages) -> Page:
    return pages.credential(raw, strict_json.parse(raw))


def _check_hooks(samples: Iterable[tuple[Page, bytes]], renderer: Renderer) -> None:
    """Look at one page of each template: what its scripts need has to be there."""
    problems = Problems()
    for page, data in samples:
        missing = missing_hooks(page, data)
        if missing:
            message = (
                f"the page that it makes has no {', '.join(missing)}: without that, no visitor "
                "would see a verdict that holds; keep the blocks that have it"
            )
            problems.add(renderer.place_of(page.template), 0, 0, message, "template-hook")
    problems.raise_if_any()


def _read_verified(record: Checked, root: Path) -> bytes:
    """Read a record again, and make sure that it still is what was verified."""
    raw = record.path.read_bytes()
    if hashlib.sha256(raw).digest() != record.sha256:
        name = record.path.relative_to(root).as_posix()
        message = "was changed while the site was being built: build again"
        raise ContentError([Problem(name, 0, 0, message, "record-changed")])
    return raw


def _write_files(verified: Verified, output: Output, today: date) -> None:
    """Write what is published as it is: keys, status lists, pictures, the theme's files."""
    site = verified.site
    content = site.root / "content"
    if site.did_document is not None:
        output.write(site.config.did_path, site.did_document)
    for status_list in verified.status_lists:
        output.write(f"status/{status_list.name}", status_list.raw)
    made = {**published_files(verified.endorsements), **index(site), **catalogue_files(site)}
    made |= machine_files(site, today)
    for name, data in made.items():
        output.write(name, data)
    for item in verified.gathered:
        path_of_page = item.collection.url_path
        qr_path = f"{path_of_page.removesuffix('.html')}.svg"
        output.write(qr_path, qr_svg(site.config.url + path_of_page))
    for path in sorted((content / "images").rglob("*")):
        if path.suffix in IMAGE_SUFFIXES and path.is_file():
            output.write(path.relative_to(content).as_posix(), path.read_bytes())
    for name, path in sorted(theme_assets(site).items()):
        # In the same file: a request of their own would delay a verdict.
        tokens = site.config.look.css.encode() if name == "style.css" else b""
        output.write(f"assets/{name}", path.read_bytes() + tokens)
    for name, data in made_assets(site).items():
        output.write(f"assets/{name}", data)
    headers = content / "_headers"
    shipped = resources.files("generator").joinpath("scaffold", "headers")
    output.write("_headers", headers.read_bytes() if headers.is_file() else shipped.read_bytes())
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.config.url}sitemap.xml\n"
    output.write("robots.txt", robots.encode())


def _sitemap(pages: Sequence[Page]) -> bytes:
    """List the pages that are for everybody; those about people are not among them."""
    addresses = [page.values["page"].url for page in pages if not page.values["page"].noindex]
    lines = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in sorted(addresses))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    ).encode()
