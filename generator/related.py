"""The pictures that records show, with the digests that were signed.

A record names its picture by address and SHA-256 (VC Data Model 2.0, `relatedResource`), so that
the picture cannot be exchanged under it. A changed picture needs a name of its own.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator.content import Site
from generator.errors import InsigniaError, Problem
from generator.vc.strict_json import JSON

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}


def create_related(site: Site, image: str) -> dict[str, JSON]:
    """Make the entry that holds a record to its picture (a path below `content`).

    Raises:
        InsigniaError: when the picture cannot be read.
    """
    path = site.root / "content" / image
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"the picture content/{image} cannot be read: {error.strerror}"
        raise InsigniaError(msg) from error
    related: dict[str, JSON] = {"id": site.config.url + image, "digestSRI": _digest(data)}
    media_type = MEDIA_TYPES.get(path.suffix)
    return related if media_type is None else {**related, "mediaType": media_type}


def check_related(site: Site, documents: Iterable[Mapping[str, JSON]]) -> Iterator[Problem]:
    """Look for pictures that are not, or no longer, what records were signed with."""
    signed = Counter(
        (item["id"].removeprefix(site.config.url), item["digestSRI"])
        for document in documents
        for item in _related(document)
        if item["id"].startswith(f"{site.config.url}images/") and "digestSRI" in item
    )
    for (image, digest), count in sorted(signed.items()):
        path = site.root / "content" / image
        if not path.is_file():
            fault = "is missing"
        elif _digest(path.read_bytes()) != digest:
            fault = "is not the picture"
        else:
            continue
        credentials = "one credential was" if count == 1 else f"{count} credentials were"
        message = (
            f"{fault}, and {credentials} signed with it: restore the file from your "
            "repository, and give a new picture a new name, which the programme then uses"
        )
        yield Problem(f"content/{image}", 0, 0, message, "image-changed")


def _related(document: Mapping[str, JSON]) -> list[Mapping[str, JSON]]:
    found = document.get("relatedResource", [])
    return found if isinstance(found, list) else [found]


def _digest(data: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode("ascii")
