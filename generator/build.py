"""Build the site: load, check, verify every record, render, write. Needs no secret.

Nothing is written while anything is wrong with the content. A record is read twice, once to be
verified and once to be published; it is published only if both reads gave the same bytes.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from xml.sax.saxutils import escape

from generator import check
from generator.cards import draw
from generator.check import Checked, CheckedList, ContentCheck
from generator.content import Site, load_site
from generator.errors import ContentError, Problem, Problems
from generator.hooks import missing_hooks
from generator.output import Output
from generator.pages import Counts, Page, Pages
from generator.related import check_related
from generator.render import Renderer
from generator.scripts import check_words, join_module, join_script, switch_words
from generator.sharing import qr_svg
from generator.status import Reason
from generator.themes import themes_folder
from generator.typefaces import font_faults
from generator.vc import strict_json
from generator.words import Words, own_faults

SCRIPTS = ("credential-page", "any-badge", "site")  # each joined with all that it imports
MODULES = ("after", "bake")  # loaded by a script when they are wanted
IMAGE_SUFFIXES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp"})

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to."""

    credentials: int
    pages: int
    written: int
    """Files whose bytes changed."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A site whose every record and status list may be published."""

    site: Site
    records: Sequence[Checked]
    status_lists: Sequence[CheckedList]
    reasons: Sequence[Reason]


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
    questions = (*(check.ADVICE if strict else ()), *extra_checks)
    verified = _verify_project(root, now, questions, progress)
    site = verified.site
    # Templates that cannot render are found before the first byte is written.
    pages, renderer, rendered = _draft(verified, preview=preview)
    with Output(out) as output:
        for page, data in rendered:
            output.write(page.path, data)
        _write_files(verified, output)
        for card in pages.cards():
            if not output.keep(card.path):
                output.write(card.path, draw(card))
        for done, record in enumerate(verified.records):
            progress("Writing", done, len(verified.records))
            for name, data in _render_credential(record, site, pages, renderer).items():
                output.write(name, data)
        output.write("sitemap.xml", _sitemap([page for page, _ in rendered]))
    return Built(len(verified.records), len(rendered) + len(verified.records), output.written)


def check_project(root: Path, now: datetime, *, strict: bool = False) -> Verified:
    """Load a project, ask every question about it and try its templates; write nothing.

    Raises:
        ContentError: with every problem, of the content and of the records, or of a template.
    """
    verified = _verify_project(root, now, check.ADVICE if strict else ())
    _draft(verified, preview=False)
    return verified


def _verify_project(
    root: Path,
    now: datetime,
    more: Iterable[ContentCheck],
    progress: Progress = lambda _what, _done, _total: None,
) -> Verified:
    site = load_site(root)
    problems = Problems()
    content_checks = (*check.CHECKS, _check_assets, _check_words, _check_fonts, *more)
    for problem in (found for question in content_checks for found in question(site)):
        problems.keep(problem)
    records: list[Checked] = []
    status_lists: list[CheckedList] = []
    if site.did_document is not None:
        for record in check.check_records(site, now):
            if isinstance(record, Problem):
                problems.keep(record)
            else:
                records.append(record)
            progress("Verifying", len(records), 0)
        for found in check.check_status_lists(site, now):
            if isinstance(found, Problem):
                problems.keep(found)
            else:
                status_lists.append(found)
    reasons: list[Reason] = []
    for item in check.check_reasons(site, records):
        if isinstance(item, Problem):
            problems.keep(item)
        else:
            reasons.append(item)
    for problem in check_related(site, (record.result.document for record in records)):
        problems.keep(problem)
    problems.raise_if_any()
    return Verified(site, records, status_lists, reasons)


def _draft(
    verified: Verified, *, preview: bool
) -> tuple[Pages, Renderer, Sequence[tuple[Page, bytes]]]:
    """Render the pages that exist once and one credential; what scripts need has to be there."""
    site = verified.site
    documents = [status_list.document for status_list in verified.status_lists]
    words = Words(site.root, site.config.language)
    pages = Pages(site, _count(verified), documents, verified.reasons, words, preview=preview)
    renderer = Renderer(site.root, themes_folder(), site.config.theme, words)
    rendered = [
        (page, renderer.render(page.template, page.values))
        for kind in (pages.unique, pages.programs, pages.prose)
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


def _write_files(verified: Verified, output: Output) -> None:
    """Write what is published as it is: keys, status lists, pictures, the theme's files."""
    site = verified.site
    content = site.root / "content"
    if site.did_document is not None:
        output.write(site.config.did_path, site.did_document)
    for status_list in verified.status_lists:
        output.write(f"status/{status_list.name}", status_list.raw)
    for path in sorted((content / "images").rglob("*")):
        if path.suffix in IMAGE_SUFFIXES and path.is_file():
            output.write(path.relative_to(content).as_posix(), path.read_bytes())
    for name, path in sorted(_assets(site).items()):
        # In the same file: a request of their own would delay a verdict.
        tokens = site.config.look.css.encode() if name == "style.css" else b""
        output.write(f"assets/{name}", path.read_bytes() + tokens)
    for name, data in _made_assets(site).items():
        output.write(f"assets/{name}", data)
    headers = content / "_headers"
    shipped = resources.files("generator").joinpath("scaffold", "headers")
    output.write("_headers", headers.read_bytes() if headers.is_file() else shipped.read_bytes())
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.config.url}sitemap.xml\n"
    output.write("robots.txt", robots.encode())


def _assets(site: Site) -> dict[str, Path]:
    """Find the theme's files: the provider's own before the theme's before the default's."""
    folders = [
        themes_folder() / "default" / "assets",
        themes_folder() / site.config.theme / "assets",
        site.root / "theme" / "assets",
    ]
    return {
        path.relative_to(folder).as_posix(): path
        for folder in folders
        if folder.is_dir()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _made_assets(site: Site) -> dict[str, bytes]:
    """Make the assets that are no theme's: the verifier and its words."""
    verifier = themes_folder() / "verifier"
    words = Words(site.root, site.config.language)
    return {
        **{f"checks.{said.code}.json": check_words(said) for said in words.catalogues()},
        **{f"words.{said.code}.json": switch_words(said) for said in words.catalogues()},
        **{f"{name}.js": join_script(verifier, name) for name in SCRIPTS},
        **{f"{name}.js": join_module(verifier, name) for name in MODULES},
    }


def _check_assets(site: Site) -> Iterator[Problem]:
    """Look for files of the provider's theme where the build will write its own."""
    made = _made_assets(site)
    folder = site.root / "theme" / "assets"
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).parts[0] in made:
            name = path.relative_to(site.root).as_posix()
            message = "is written by the build under this name: choose another"
            yield Problem(name, 0, 0, message, "asset-reserved")


def _check_words(site: Site) -> Iterator[Problem]:
    yield from own_faults(site.root)


def _check_fonts(site: Site) -> Iterator[Problem]:
    yield from font_faults(site.root)


def _sitemap(pages: Sequence[Page]) -> bytes:
    """List the pages that are for everybody; those about people are not among them."""
    addresses = [page.values["page"].url for page in pages if not page.values["page"].noindex]
    lines = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in sorted(addresses))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    ).encode()
