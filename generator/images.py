"""Pictures from contributors: which SVG may be published.

A picture in a page runs nothing, but one that is opened by itself is a document of the site's own
origin, and on hosts without headers nothing else would stop its scripts.
"""

import re
import xml.etree.ElementTree as ET

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = ("href", "{http://www.w3.org/1999/xlink}href")
# Drawing only: no script, no foreign markup, nothing that loads or moves by itself.
_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "metadata",
    ]
)
# Anything but the XML declaration: a stylesheet would be fetched, XSLT would even be run.
_INSTRUCTION = re.compile(r"<\?(?!xml[\s?])")
_ELSEWHERE = re.compile(r"url\(\s*[\"']?\s*(?!#)|//|\\|image-set|@import", re.IGNORECASE)


def svg_fault(data: bytes) -> str | None:
    """Find what an SVG must not hold; None where there is nothing of the kind."""
    try:
        text = data.decode("utf-8")
        root: ET.Element = fromstring(data)
    except (ET.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        return f"is not well-formed SVG in UTF-8 ({error})"
    if root.tag != f"{_SVG}svg":
        return "is not an SVG file"
    if _INSTRUCTION.search(text):
        return "holds a processing instruction"
    return next(filter(None, map(_element_fault, root.iter())), None)


def _element_fault(element: ET.Element) -> str | None:
    tag = str(element.tag)
    if tag.startswith("{http://www.w3.org/1999/xhtml}"):
        return "holds HTML"
    # Drawing programs leave elements of their own behind, which browsers pass over.
    is_drawn = tag.startswith(_SVG)
    if is_drawn and tag.removeprefix(_SVG) not in _ELEMENTS:
        return f"holds <{tag.removeprefix(_SVG)}>"
    for attribute, value in element.attrib.items():
        if attribute.lower().startswith("on"):
            return f"holds the script attribute {attribute}"
        is_elsewhere = attribute in _HREF and not value.startswith("#")
        if is_elsewhere or (is_drawn and _ELSEWHERE.search(value)):
            return f"refers to {value[:40]!r}"
    return None
