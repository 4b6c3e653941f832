"""What stands on printed pages: their number and size, the text, and what a camera reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import zxingcpp
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from pypdfium2 import PdfDocument

A4_LANDSCAPE, LETTER_LANDSCAPE = (297, 210), (279, 216)  # mm
A4_PORTRAIT, LETTER_PORTRAIT = (210, 297), (216, 279)
_POINT = 25.4 / 72
_ENOUGH = 3  # pixels for a point: 216 dpi, less than any printer's


@dataclass(frozen=True)
class Printed:
    """A PDF, read."""

    sizes: list[tuple[int, int]]
    """The size of each page in mm."""
    text: str
    """The words of the first page, with single blanks between them."""
    catalog: Any
    """What the file says of itself as a whole (ISO 32000, document catalog)."""
    title: str | None
    created: datetime | None
    data: bytes

    @property
    def codes(self) -> list[str]:
        """What the QR codes on the first page say."""
        picture = PdfDocument(self.data)[0].render(scale=_ENOUGH).to_pil()
        return [code.text for code in zxingcpp.read_barcodes(picture)]

    @property
    def tags(self) -> list[tuple[str, str | None]]:
        """The elements of the tagged structure in reading order, each with its alternative text."""
        return list(_elements(self.catalog["/StructTreeRoot"]))


def read_pdf(data: bytes) -> Printed:
    reader = PdfReader(BytesIO(data))
    sizes = [
        (round(float(page.mediabox.width) * _POINT), round(float(page.mediabox.height) * _POINT))
        for page in reader.pages
    ]
    text = " ".join(reader.pages[0].extract_text().split())
    about = reader.metadata
    assert about is not None
    return Printed(sizes, text, reader.root_object, about.title, about.creation_date, data)


def _elements(node: Any) -> Iterator[tuple[str, str | None]]:
    children = node.get("/K", ())
    for child in children if isinstance(children, ArrayObject) else [children]:
        found = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield str(found["/S"]).removeprefix("/"), found.get("/Alt")
            yield from _elements(found)
