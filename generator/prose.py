"""The provider's own pages, `content/pages/<slug>.md`: keys read, Markdown left as it is."""

from dataclasses import dataclass
from pathlib import Path

from generator.errors import Problems
from generator.source import list_slugs, read_front_matter

PAGES_FOLDER = "content/pages"

# Places that the build fills by itself.
RESERVED_SLUGS = frozenset({
    "programs", "pathways", "partners", "endorsements", "skills", "roles", "plan", "issuer", "c",
    "verify", "status", "assets", "images", "did.json", "404", "index",
})  # fmt: skip
DEFAULT_ORDER = 1_000  # behind whatever names an order


@dataclass(frozen=True, slots=True)
class Prose:
    """A page of text that is about no programme."""

    slug: str
    path: str
    title: str
    description: str | None
    menu: bool
    """Whether the header links to it."""
    order: int
    body: str
    """Markdown, not rendered."""
    body_line: int


def load_prose(root: Path, problems: Problems) -> tuple[Prose, ...]:
    """Read every page without a problem, in the order of the menu."""
    pages = [_load_page(root, slug, problems) for slug in list_slugs(root, PAGES_FOLDER, problems)]
    return tuple(sorted((page for page in pages if page is not None), key=_menu_order))


def _load_page(root: Path, slug: str, problems: Problems) -> Prose | None:
    path = f"{PAGES_FOLDER}/{slug}.md"
    before = len(problems)
    if slug in RESERVED_SLUGS:
        message = f"would stand where the site has its own /{slug}/: rename the file"
        problems.add(path, 0, 0, message, "slug-reserved")
    source = read_front_matter(root, path, problems)
    if source is None:
        return None
    fields = source.fields
    menu, order = fields.flag("menu"), fields.integer("order")
    page = Prose(
        slug=slug,
        path=path,
        title=fields.text("title", required=True, max_length=120) or "",
        description=fields.text("description", max_length=500),
        menu=True if menu is None else menu,
        order=DEFAULT_ORDER if order is None else order,
        body=source.body,
        body_line=source.body_line,
    )
    fields.done()
    return page if len(problems) == before else None


def _menu_order(page: Prose) -> tuple[int, str, str]:
    return page.order, page.title.casefold(), page.slug
