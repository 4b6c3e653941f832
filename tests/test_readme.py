"""README.md does what it says.

Each block that opens with ```console is run, in order, all in one temporary folder that starts
empty. Lines that begin with `$ ` are commands (`cd` lasts to the end); any other line is output
that must come, in that order, where `...` stands for whatever varies. A block that opens with
```console no-run is left out, and holds only commands listed in NOT_RUN.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# These install, download or go on until they are stopped.
NOT_RUN = {
    "make demo",
    "make test",
    "make lint",
    ".ci/run",
    "python -m pip install .",
    "pip install .",
    'python -m pip install "PATH-OF-THE-CLONE[pdf]"',
    "insignia certificate --all --out certificates",
    "python -m pip wheel --no-deps --wheel-dir vendor PATH-OF-THE-CLONE",
    "insignia serve",
}

_BLOCK = re.compile(r"^```console(?P<flags>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    command: str
    output: tuple[str, ...]


def parse_steps(body):
    """Return the commands of one block, each with the output shown below it."""
    steps = []
    for line in body.splitlines():
        if line.startswith("$ "):
            steps.append(Step(line.removeprefix("$ "), ()))
        elif line.strip():
            assert steps, f"a console block begins with `$ `, not with {line!r}"
            steps[-1] = Step(steps[-1].command, (*steps[-1].output, line.strip()))
    return steps


def missing_output(step, printed):
    """Return the first shown line that was not printed after the one before it, if any."""
    lines = iter(printed.splitlines())
    for shown in step.output:
        pattern = re.compile(".*".join(map(re.escape, shown.split("..."))))
        if not any(pattern.fullmatch(line.strip()) for line in lines):
            return shown
    return None


def blocks(*, run):
    text = (ROOT / "README.md").read_text("utf-8")
    found = [(m["flags"].split(), parse_steps(m["body"])) for m in _BLOCK.finditer(text)]
    assert {flag for flags, _ in found for flag in flags} <= {"no-run"}
    return [steps for flags, steps in found if ("no-run" in flags) is not run]


def test_the_commands_of_the_readme_work_in_the_order_given(tmp_path):
    steps = [step for block in blocks(run=True) for step in block]
    assert steps, "README.md shows no commands"
    folder = tmp_path / "folder"
    folder.mkdir()
    here = tmp_path / "here"
    variables = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(tmp_path),
        "INSIGNIA_PASSPHRASE": "correct horse battery staple",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "HERE": str(here),
    }

    for step in steps:
        done = subprocess.run(
            ["sh", "-ec", f'{step.command}\npwd > "$HERE"'],
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        printed = done.stdout + done.stderr
        assert done.returncode == 0, f"$ {step.command}\n{printed}"
        assert missing_output(step, printed) is None, f"$ {step.command}\n{printed}"
        folder = Path(here.read_text().strip())


def test_only_known_commands_are_left_out():
    left_out = {step.command for block in blocks(run=False) for step in block}

    assert left_out <= NOT_RUN


@pytest.mark.parametrize(
    ("shown", "printed", "missing"),
    [
        (("one", "three"), "one\ntwo\nthree\n", None),
        (("issued ...: done",), "  issued x7k2: done\n", None),
        (("three", "one"), "one\ntwo\nthree\n", "one"),
        (("a.c",), "abc\n", "a.c"),
        (("one",), "one more\n", "one"),
    ],
)
def test_shown_output_is_compared_line_by_line_and_in_order(shown, printed, missing):
    assert missing_output(Step("x", shown), printed) == missing
