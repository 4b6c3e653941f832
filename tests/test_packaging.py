"""The wheel, as a project carries it: installed as its host does, then used from `init` on."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from generator.init import Answers, write_project

ROOT = Path(__file__).parent.parent


def run(*command, **options):
    done = subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, timeout=600, **options
    )
    assert done.returncode == 0, f"{command} -> {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Make a project and the wheel in it, by the command that its requirements file gives."""
    folder = tmp_path_factory.mktemp("project")
    write_project(folder, Answers("Northfield College", "https://northfield.github.io/badges/"))
    lines = (folder / "requirements.txt").read_text("utf-8").splitlines()
    (command,) = [line.removeprefix("#").split() for line in lines if "pip wheel" in line]
    assert command[0] == "python"
    assert command[-1] == "PATH-OF-THE-CLONE"
    run(sys.executable, *command[1:-1], ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(project):
    (built,) = (project / "vendor").iterdir()
    return built


@pytest.fixture(scope="module")
def insignia(project, wheel, tmp_path_factory):
    """Give a function that runs the installed command in a folder, far from this checkout."""
    assert wheel.is_file()
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=True)
    binaries = environment / ("Scripts" if os.name == "nt" else "bin")
    install = (binaries / "python", "-m", "pip", "install", "--quiet", "-r", "requirements.txt")
    run(*install, cwd=project)
    variables = {
        "PATH": f"{binaries}{os.pathsep}{os.defpath}",
        "HOME": str(environment),
        "INSIGNIA_PASSPHRASE": "correct horse battery staple",
        "XDG_CONFIG_HOME": str(environment / "config"),
    }
    return lambda folder, *arguments: run(
        binaries / "insignia", *arguments, cwd=folder, env=variables
    )


def below(folder):
    """Return the files that git would track below a folder of the checkout."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_package_and_every_theme_and_scaffold_file(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())

    assert below("generator") <= inside
    assert {f"generator/{name}" for name in below("themes")} <= inside


def test_the_wheel_holds_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"generator"}


def test_a_stranger_gets_from_init_to_a_verified_credential(insignia, tmp_path):
    insignia(
        tmp_path,
        *("init", "site", "--yes", "--name", "Northfield College"),
        *("--url", "https://northfield.github.io/badges/", "--host", "github-pages"),
    )
    site = tmp_path / "site"
    insignia(site, "keygen")
    insignia(site, "issue", "first-badge", "--name", "Ada Lovelace", "--email", "ada@example.org")
    insignia(site, "build")
    insignia(site, "verify", "public/c")

    (record,) = (site / "public/c").rglob("*.json")
    assert record.with_suffix(".html").is_file()
    assert b"ada@example.org" not in record.read_bytes()
    assert (site / "public/did.json").is_file()
    assert not (site / "public/BUILD-INCOMPLETE").exists()
