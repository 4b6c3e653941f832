"""Install the npm packages that the tests need: the exact versions that package.json names."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "node_modules"
# Without a lock file, which would name registries; without the packages' own install scripts.
INSTALL = ("install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts")
SECONDS = 300


def installed() -> Path:
    """Return the folder with the packages, after installing what is missing or of another version.

    Without npm, or without a registry, the test that asks fails.
    """
    if _is_complete():
        return FOLDER
    npm = shutil.which("npm")
    if npm is None:
        pytest.fail("npm is missing: it comes with Node.js, version 20 or newer")
    try:
        run = subprocess.run(  # noqa: PLW1510  the status is told below
            [npm, *INSTALL], cwd=HERE, capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        pytest.fail(f"npm did not install tests/peers/package.json within {SECONDS} seconds")
    if run.returncode != 0 or not _is_complete():
        pytest.fail(
            "npm could not install tests/peers/package.json; is the npm registry within reach?\n"
            f"{run.stderr}"
        )
    return FOLDER


def _is_complete() -> bool:
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    return all(_version(name) == version for name, version in wanted.items())


def _version(name: str) -> str | None:
    path = FOLDER / name / "package.json"
    return json.loads(path.read_text("utf-8"))["version"] if path.is_file() else None
