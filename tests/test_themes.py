"""A provider's colour, fonts and corners in any theme, and what no theme may leave out."""

import re
from dataclasses import replace

import pytest

from generator.look import (
    BLACK,
    DARK_PAPER,
    FONTS,
    LIGHT_PAPER,
    RADII,
    WHITE,
    Look,
    contrast,
    ink_on,
    visible,
)
from generator.themes import theme_names, themes_folder
from tests.conftest import NOBODY, parse_html

COLOURS = {
    "navy": "#1d3f8f",
    "yellow": "#ffff00",
    "white": "#ffffff",
    "black": "#000000",
    "neon green": "#39ff14",
    "neon pink": "#ff10f0",
    "grey in the middle": "#777777",
    "light grey": "#bbbbbb",
    "the red of a verdict": "#a91b20",
    "cyan": "#00ffff",
    "blue": "#0000ff",
    "the lightest paper": "#fffefb",
    "light paper": LIGHT_PAPER,
    "dark paper": DARK_PAPER,
}
TOKENS = {"accent", "on-accent", "font", "heading-font", "radius"}
PAPERS = ("bg", "card", "soft")


def style_of(theme):
    return (themes_folder() / theme / "assets/style.css").read_text("utf-8")


def colours_of(rule):
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", rule))


def whole(colour):
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def papers_of(theme, scheme):
    """Return the papers that a theme has in light or in dark."""
    light, dark = re.findall(r":root\{(.*?)\}", style_of(theme), re.DOTALL)[:2]
    colours = colours_of({"light": light, "dark": dark}[scheme])
    return [whole(colours[name]) for name in PAPERS]


def settings(project, *lines):
    path = project.root / "content/site.yml"
    kept = re.sub(r"(?m)^accent:.*\n", "", path.read_text())
    path.write_text(kept + "".join(f"{line}\n" for line in lines))


def built_style(project):
    project.build()
    return (project.out / "assets/style.css").read_text("utf-8")


# Tokens


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [(BLACK, WHITE, 21.0), (WHITE, WHITE, 1.0), ("#767676", WHITE, 4.54), ("#ff0000", BLACK, 5.25)],
)
def test_contrast_is_that_of_the_guidelines(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("colour", COLOURS.values(), ids=COLOURS)
def test_any_accent_can_be_seen_on_any_paper_of_a_theme(theme, colour):
    look = Look(colour)

    faint = [
        (accent, paper)
        for accent, scheme in ((look.on_light, "light"), (look.on_dark, "dark"))
        for paper in papers_of(theme, scheme)
        if contrast(accent, paper) < 3
    ]
    assert faint == []


@pytest.mark.parametrize("colour", COLOURS.values(), ids=COLOURS)
def test_words_on_any_accent_can_be_read(colour):
    look = Look(colour)

    assert contrast(look.on_light, ink_on(look.on_light)) >= 4.5
    assert contrast(look.on_dark, ink_on(look.on_dark)) >= 4.5


def test_an_accent_that_can_be_seen_stays_as_it_is():
    assert Look("#1D3F8F").on_light == "#1d3f8f"
    assert Look("#ffcc00").on_dark == "#ffcc00"


def test_an_accent_that_cannot_be_seen_changes_no_more_than_it_must():
    paler = visible("#ffff00", LIGHT_PAPER)

    assert paler == "#8b8b00"
    assert 3 <= contrast(paler, LIGHT_PAPER) < 3.2


def test_the_dark_has_an_accent_of_its_own_if_one_is_given():
    assert Look("#1d3f8f", "#ffcc00").on_dark == "#ffcc00"
    assert Look("#1d3f8f", "#101010").on_dark != "#101010"
    assert Look("#1d3f8f", "#ffcc00").on_light == "#1d3f8f"


def test_the_settings_stand_behind_the_style_sheet_of_the_theme(project):
    settings(
        project,
        'accent: "#ffff00"',
        'accent_dark: "#ffcc00"',
        "font: humanist",
        "heading_font: slab",
        "radius: none",
    )

    tokens = built_style(project).removeprefix(style_of("default"))
    assert tokens == (
        ":root{--accent:#8b8b00;--on-accent:#000000;"
        f"--font:{FONTS['humanist']};--heading-font:{FONTS['slab']};--radius:0px}}"
        "@media screen and (prefers-color-scheme:dark)"
        "{:root{--accent:#ffcc00;--on-accent:#000000}}\n"
    )


def test_what_is_not_set_is_left_to_the_theme(project):
    settings(project)

    tokens = built_style(project).removeprefix(style_of("default"))
    assert set(re.findall(r"--([\w-]+):", tokens)) == {"accent", "on-accent"}


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("radius", RADII)
def test_no_setting_reaches_a_colour_of_a_verdict(font, radius):
    css = Look("#a91b20", "#ff0000", font, font, radius).css

    assert set(re.findall(r"--([\w-]+):", css)) == TOKENS


@pytest.mark.parametrize("stack", FONTS.values(), ids=FONTS)
def test_a_font_is_one_that_a_system_has(stack):
    assert stack.rpartition(",")[2] in {"serif", "sans-serif"}
    assert "url(" not in stack
    assert set(stack) & set("{};<>") == set()


@pytest.mark.parametrize("theme", theme_names())
def test_a_theme_uses_every_token_and_has_its_own_for_what_is_not_set(theme):
    css = style_of(theme)

    assert {name for name in TOKENS if f"var(--{name})" not in css} == set()
    assert {name for name in TOKENS if f"--{name}:" not in css} == set()


@pytest.mark.parametrize("theme", theme_names())
def test_a_theme_loads_nothing_in_its_style_sheet(theme):
    assert re.search(r"url\(|@import|@font-face", style_of(theme)) is None


@pytest.mark.parametrize("theme", theme_names())
def test_a_theme_declares_what_the_shared_style_sheet_uses(theme):
    shared = (themes_folder() / "default/assets/any-badge.css").read_text("utf-8")

    used = set(re.findall(r"var\(--([\w-]+)\)", shared))
    assert {name for name in used if f"--{name}:" not in style_of(theme)} == set()


def test_every_block_and_every_choice_is_in_the_contract():
    contract = (themes_folder() / "README.md").read_text("utf-8")
    prose = re.sub(r"(?s)```.*?```", "", contract)
    listed = {word for code in re.findall(r"`([^`]+)`", prose) for word in code.split()}

    templates = (themes_folder() / "default/templates").glob("*.html")
    sources = "".join(path.read_text("utf-8") for path in templates)
    assert set(re.findall(r"{% block (\w+) %}", sources)) - listed == set()
    assert {*FONTS, *RADII} - listed == set()


def test_the_plain_theme_has_two_templates_of_its_own():
    folder = themes_folder() / "plain"

    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        "base.html",
        "credential.html",
        "style.css",
    ]


# Hooks


def override(project, name, text):
    project.write(f"theme/templates/{name}", text)


def without(block, template="credential.html"):
    return f'{{% extends "default/{template}" %}}{{% block {block} %}}{{% endblock %}}'


DROPPED = {
    "the verdict": ("credential.html", without("verdict"), "#verdict"),
    "the seven checks": ("credential.html", without("checks"), "#c-status .sr"),
    "the record itself": ("credential.html", without("after"), "#credential"),
    "the words of scripts": ("credential.html", without("after"), "#words"),
    "the name of the holder": ("credential.html", without("record_head"), "#main [data-f=name]"),
    "the script": (
        "credential.html",
        without("scripts"),
        "script[src=../../assets/credential-page.js]",
    ),
    "the addresses": ("credential.html", without("html_attrs"), "html[data-did]"),
    "everything": ("credential.html", without("main"), "#v-title"),
    "a verdict of its own": (
        "credential.html",
        (
            '{% extends "default/credential.html" %}'
            '{% block html_attrs %}{{ super() | replace("idle", "valid") }}{% endblock %}'
        ),
        "html[data-state=idle]",
    ),
    "the pattern of a list": (
        "credential.html",
        (
            '{% extends "default/credential.html" %}'
            '{% block program_today %}<ul data-list="own"></ul>{% endblock %}'
        ),
        "template[data-item=own]",
    ),
    "one cell of the table": (
        "verify.html",
        (
            '{% extends "default/verify.html" %}'
            '{% block main %}{{ super() | replace("data-c=\\"why\\"", "") }}{% endblock %}'
        ),
        "#row [data-c=why]",
    ),
    "all of the bench": ("verify.html", without("main", "verify.html"), "#paste-form"),
    "the policy": (
        "home.html",
        "<!doctype html><html lang=en dir=ltr><title>Own</title>",
        "meta[content=default-src 'none'; ",
    ),
}


@pytest.mark.parametrize(("name", "text", "hook"), DROPPED.values(), ids=DROPPED)
def test_a_template_that_drops_what_a_script_needs_is_told_by_name(project, name, text, hook):
    override(project, name, text)

    (line,) = project.problems()
    assert line.startswith(f"theme/templates/{name}: the page that it makes has no ")
    assert hook in line
    assert line.endswith("[template-hook]")


def test_what_is_dropped_from_the_plain_theme_is_told_as_well(project):
    settings(project, "theme: plain")
    override(
        project,
        "credential.html",
        '{% extends "plain/credential.html" %}{% block checks %}{% endblock %}',
    )

    (line,) = project.problems()
    assert line.startswith(
        "theme/templates/credential.html: the page that it makes has no #c-format"
    )


def test_only_a_hook_that_is_missing_is_named(project):
    override(project, "credential.html", without("scripts"))

    (line,) = project.problems()
    assert " has no script[src=../../assets/credential-page.js]: " in line


def test_a_hook_in_a_remark_or_in_words_is_none(project):
    block = '<!-- <p id="verdict"> --><p title="#verdict">id=&quot;verdict&quot;</p>'
    override(
        project,
        "credential.html",
        f'{{% extends "default/credential.html" %}}{{% block verdict %}}{block}{{% endblock %}}',
    )

    (line,) = project.problems()
    assert "#verdict" in line


def test_a_record_without_a_name_needs_no_place_for_one(project):
    for who in ("ada", "grace"):
        project.path(who).unlink()
    project.issue("night-watch", replace(NOBODY, email="x@learners.example"))
    override(project, "credential.html", without("record_head"))

    project.build()


def test_a_project_without_records_can_be_built(project):
    for who in ("ada", "grace"):
        project.path(who).unlink()
    override(project, "credential.html", "Whatever")

    project.build()


# Overrides in a theme


def test_an_override_of_the_default_page_stands_in_the_frame_of_the_chosen_theme(project):
    settings(project, "theme: plain")
    override(
        project,
        "credential.html",
        '{% extends "default/credential.html" %}{% block footer %}<p id="own">O</p>{% endblock %}',
    )

    project.build()

    elements = parse_html(project.page("ada").read_bytes())
    classes = {element.attributes.get("class") for element in elements}
    assert {"own", "verdict"} <= {element.attributes.get("id") for element in elements}
    assert "side" in classes  # the default's column
    logo = next(element for element in elements if element.tag == "img")
    assert logo.attributes["height"] == "28"  # as in the plain theme's head


def test_an_override_of_the_chosen_themes_page_keeps_the_rest_of_that(project):
    settings(project, "theme: plain")
    override(
        project,
        "credential.html",
        '{% extends "plain/credential.html" %}{% block footer %}<p id="own">O</p>{% endblock %}',
    )

    project.build()

    elements = parse_html(project.page("ada").read_bytes())
    classes = {element.attributes.get("class") for element in elements}
    assert "own" in {element.attributes.get("id") for element in elements}
    assert "take" in classes
    assert "side" not in classes


def test_what_the_chosen_theme_lacks_is_found_in_the_default_by_either_name(project):
    settings(project, "theme: plain")
    override(project, "home.html", '{% extends "plain/home.html" %}')

    project.build()

    assert b"<h1>" in (project.out / "index.html").read_bytes()


def test_another_theme_cannot_be_reached(project):
    override(project, "home.html", '{% extends "plain/home.html" %}')

    assert project.problems() == [
        "theme/templates: there is no template plain/home.html [template]"
    ]
