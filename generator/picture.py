"""The picture that a credential is baked into: the programme's own, drawn as PNG where needed."""

from generator.bake import PNG_SIGNATURE, BakeError
from generator.content import Site
from generator.vc import strict_json
from generator.vc.strict_json import JSON

PNG_WIDTH = 512  # pixels; what badge sites show at most


def badge_picture(site: Site, record: bytes, form: str) -> bytes:
    """Return the picture of a record's achievement as `png` or `svg`.

    Raises:
        BakeError: when the site has no such picture, or cannot turn it into that form.
    """
    document = strict_json.parse(record)
    address = _image_address(document)
    path = site.root / "content" / address.removeprefix(site.config.url)
    if not address.startswith(f"{site.config.url}images/") or not path.is_file():
        msg = f"the picture of this credential, {address or 'none'}, is not among content/images"
        raise BakeError(msg)
    data = path.read_bytes()
    if data.startswith(PNG_SIGNATURE) and form == "png":
        return data
    if path.suffix != ".svg":
        msg = f"{path.name} cannot be turned into {form.upper()}: use an SVG picture"
        raise BakeError(msg)
    return data if form == "svg" else _draw(data)


def _draw(svg: bytes) -> bytes:
    import resvg_py  # noqa: PLC0415  4 MB of renderer, for this alone

    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=svg.decode("utf-8"), width=PNG_WIDTH))
    except ValueError as error:
        msg = f"the picture cannot be drawn: {error}"
        raise BakeError(msg) from error


def _image_address(document: JSON) -> str:
    image = document["credentialSubject"]["achievement"].get("image", "")
    address: str = image if isinstance(image, str) else image["id"]
    return address
