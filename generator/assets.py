"""The files in `assets/` of a site: the theme's own, the joined scripts, and the words they say."""

from collections.abc import Iterator
from pathlib import Path

from generator.content import Site
from generator.errors import Problem
from generator.scripts import check_words, join_module, join_script, switch_words
from generator.themes import themes_folder
from generator.words import Words

SCRIPTS = (  # joined with their imports
    *(
        "credential-page",
        "any-badge",
        "collection-page",
        "endorsements",
        "program-page",
        "pathway-page",
        "plan-page",
        "programs-page",
        "site",
    ),
)
MODULES = ("after", "bake")  # loaded by a script when they are wanted


def theme_assets(site: Site) -> dict[str, Path]:
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


def made_assets(site: Site) -> dict[str, bytes]:
    """Make the assets that are no theme's: the verifier and its words."""
    verifier = themes_folder() / "verifier"
    words = Words(site.root, site.config.language)
    return {
        **{f"checks.{said.code}.json": check_words(said) for said in words.catalogues()},
        **{f"words.{said.code}.json": switch_words(said) for said in words.catalogues()},
        **{f"{name}.js": join_script(verifier, name) for name in SCRIPTS},
        **{f"{name}.js": join_module(verifier, name) for name in MODULES},
    }


def check_assets(site: Site) -> Iterator[Problem]:
    """Look for files of the provider's theme where the build will write its own."""
    made = made_assets(site)
    folder = site.root / "theme" / "assets"
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).parts[0] in made:
            name = path.relative_to(site.root).as_posix()
            message = "is written by the build under this name: choose another"
            yield Problem(name, 0, 0, message, "asset-reserved")
