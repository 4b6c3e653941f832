"""Where themes and the verifier's scripts lie: in the wheel, or beside the package in a clone."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def themes_folder() -> Path:
    """Return the folder that holds `verifier/` and one folder per shipped theme."""
    packaged = _PACKAGE / "themes"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "themes"


def theme_names() -> list[str]:
    """Return the names of the shipped themes, in order."""
    return sorted(
        folder.name for folder in themes_folder().iterdir() if (folder / "templates").is_dir()
    )
