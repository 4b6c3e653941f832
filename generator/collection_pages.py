"""The pages of collections: their credentials along a line of time, and one without content.

The one without, `bundle/`, shows the credentials that are named behind `#` in its address; that
part of an address is read by the browser alone and never sent.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from generator.collection import Collection
from generator.content import Site
from generator.errors import Problem
from generator.vc.strict_json import JSON
from generator.views import CredentialView, read_view, recipient_name
from generator.words import Catalogue

Page = TypeVar("Page")
Documents = Mapping[str, Mapping[str, JSON]]
"""Verified records by their ids."""

BUNDLE = "bundle/"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A collection with the verified records that it names."""

    collection: Collection
    documents: Sequence[Mapping[str, JSON]]


def gather(collections: Sequence[Collection], documents: Documents) -> list[Gathered]:
    """Put each collection together with its records."""
    return [
        Gathered(item, [documents[name] for name in item.records if name in documents])
        for item in collections
    ]


def check_collections(
    site: Site, collections: Sequence[Collection], documents: Documents
) -> Iterator[Problem]:
    """Look for credentials that are not there, and for more than one name."""
    for item in collections:
        for name in item.records:
            # A record with a problem of its own is there, and that problem is told.
            if name not in documents and not site.record_path(name).is_file():
                message = f"names the credential {name}, which is not there: take the line out"
                yield Problem(item.path, 0, 0, message, "record-missing")
        names = holders(documents[name] for name in item.records if name in documents)
        if len(names) > 1 and not item.names_differ:
            message = (
                f"gathers credentials of {told(names)}: a collection is one holder's; if that is "
                "one person all the same, write 'names_differ: true'"
            )
            yield Problem(item.path, 0, 0, message, "collection-names")


def holders(documents: Iterator[Mapping[str, JSON]]) -> list[str | None]:
    """Return the names that records bear, each once; None for a record that bears none.

    A name beside a record without one tells whose that is, so those two differ as well.
    """
    return list(
        dict.fromkeys(recipient_name(item["credentialSubject"]) or None for item in documents)
    )


def told(names: Sequence[str | None]) -> str:
    """Return names as a message tells them."""
    return ", ".join("nobody by name" if name is None else name for name in names)


def collection_pages(
    site: Site, gathered: Sequence[Gathered], words: Catalogue, page: Callable[..., Page]
) -> Iterator[Page]:
    """Yield the page of every collection, and the page for a collection that a link holds."""
    for item in gathered:
        collection = item.collection
        entries = sorted(
            (read_view(document, site, words.language) for document in item.documents),
            key=lambda view: (awarded(view), view.id),
            reverse=True,
        )
        values: dict[str, Any] = {
            "collection": collection,
            "entries": entries,
            "awarded": awarded,
            "qr_svg_path": collection.url_path.removesuffix(".html") + ".svg",
        }
        about = words.text("collection.description", site=site.config.name)
        yield page(collection.url_path, "collection", collection.title, values, about, noindex=True)
    values = {"collection": None, "entries": [], "awarded": awarded}
    yield page(BUNDLE, "collection", None, values, words.text("bundle.description"))


def awarded(view: CredentialView) -> str:
    """Return when a credential was awarded; where it does not say, since when it is valid."""
    return view.awarded or view.valid_from
