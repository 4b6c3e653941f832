"""The provider's colour, fonts and corners, as custom properties for the style sheets of any theme.

Any colour may be the accent: what is written is the nearest one that can be seen on every theme's
paper, with an ink that can be read on it. The colours of a verdict are not among these tokens.
"""

from collections.abc import Iterator
from dataclasses import dataclass

# The least favourable papers that a theme may have, in light and in dark; its own are further off.
LIGHT_PAPER, DARK_PAPER = "#edeae2", "#2a2a2e"
BLACK, WHITE = "#000000", "#ffffff"
ON_PAPER = 3.0  # of a line or an area beside its paper, WCAG 1.4.11

# Fonts that come with systems: a page loads none, so nobody else learns who reads it.
FONTS = {
    "system": 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif',
    "humanist": 'Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",sans-serif',
    "geometric": 'Avenir,Montserrat,Corbel,"URW Gothic","Century Gothic",sans-serif',
    "serif": 'ui-serif,Charter,Georgia,"Noto Serif","Times New Roman",serif',
    "book": '"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,serif',
    "slab": 'Rockwell,"Rockwell Nova","Roboto Slab","DejaVu Serif","Sitka Small",serif',
}
RADII = {"none": "0px", "small": "5px", "large": "14px"}
_STEPS = 64  # from a colour to black or white


@dataclass(frozen=True, slots=True)
class Look:
    """What `site.yml` says of the look; `None` leaves it to the theme."""

    accent: str = "#1d3f8f"
    accent_dark: str | None = None
    font: str | None = None
    heading_font: str | None = None
    radius: str | None = None

    @property
    def on_light(self) -> str:
        """The accent on light paper, and on real paper."""
        return visible(self.accent, LIGHT_PAPER)

    @property
    def on_dark(self) -> str:
        """The accent on dark paper."""
        return visible(self.accent_dark or self.accent, DARK_PAPER)

    @property
    def css(self) -> str:
        """The custom properties, to stand behind those of a theme."""
        dark = _rule(_accent(self.on_dark))
        # What is printed is on light paper, whatever the screen was.
        return f"{_rule(self._light())}@media screen and (prefers-color-scheme:dark){{{dark}}}\n"

    def _light(self) -> Iterator[tuple[str, str]]:
        yield from _accent(self.on_light)
        if self.font is not None:
            yield "font", FONTS[self.font]
        if self.heading_font is not None:
            yield "heading-font", FONTS[self.heading_font]
        if self.radius is not None:
            yield "radius", RADII[self.radius]


def visible(colour: str, paper: str) -> str:
    """Return the nearest tint or shade of a colour that can be seen on a paper."""
    end = max((BLACK, WHITE), key=lambda ink: contrast(ink, paper))
    shades = (_mix(colour, end, step / _STEPS) for step in range(_STEPS))
    return next((shade for shade in shades if contrast(shade, paper) >= ON_PAPER), end)


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on a colour: one of them has 4.5:1 on any."""
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _accent(colour: str) -> Iterator[tuple[str, str]]:
    yield "accent", colour
    yield "on-accent", ink_on(colour)


def _rule(tokens: Iterator[tuple[str, str]]) -> str:
    return ":root{" + ";".join(f"--{name}:{value}" for name, value in tokens) + "}"


def _luminance(colour: str) -> float:
    red, green, blue = (
        level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4
        for level in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(colour: str, end: str, share: float) -> str:
    mixed = (
        round(start + (goal - start) * share)
        for start, goal in zip(_channels(colour), _channels(end), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(colour: str) -> bytes:
    return bytes.fromhex(colour.removeprefix("#"))
