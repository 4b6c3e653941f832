"""What every command shares: options, the clock, the terminal, and the way to the key."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from generator import content, keys, status
from generator.config import SITE_FILE
from generator.errors import ContentError, InsigniaError, KeyFileError, UsageError
from generator.vc.dates import parse_date_time_stamp

PASSPHRASE_VARIABLE = "INSIGNIA_PASSPHRASE"  # noqa: S105  its name
NAMING = (
    "CREDENTIAL is the address of its page, its id, or at least the first "
    f"{status.MIN_ID_PREFIX} characters of the id."
)
_REDRAW = 0.1  # seconds between two drawings of a progress line


class Group(click.Group):
    """Turns mistakes that people can mend into one message and the right exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which a provider meets them."""
        del ctx
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InsigniaError as error:
            lines = str(error).splitlines()
            prefix = "" if isinstance(error, ContentError) else "insignia: "
            for line in lines:
                click.echo(f"{prefix}{line}", err=True)
            if isinstance(error, ContentError):
                count = len(lines)
                click.echo(f"{count} problem{'' if count == 1 else 's'} to mend.", err=True)
            ctx.exit(error.exit_code)


class Time(click.ParamType[datetime]):
    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        if isinstance(value, datetime):
            return value
        moment = parse_date_time_stamp(value)
        if moment is None:
            self.fail(f"{value!r}: write a time like 2026-06-01T12:00:00Z", param, ctx)
        return datetime.fromtimestamp(moment / 1000, UTC)


def _project(_ctx: click.Context, _param: click.Parameter, root: Path) -> Path:
    """Make sure that the folder holds a project, before anything is read or written there."""
    if not (root / SITE_FILE).is_file():
        msg = (
            f"there is no project in this folder ({SITE_FILE} is missing): go to your project's "
            "folder, name it with --project, or make one with 'insignia init'"
        )
        raise UsageError(msg)
    return root


project_option = click.option(
    "--project",
    "root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=".",
    callback=_project,
    help="The project's folder.  [default: the current one]",
)
passphrase_option = click.option(
    "--passphrase-fd", type=int, help="Read the passphrase from this file descriptor."
)
now_option = click.option("--now", type=Time(), help="Take this for the time of day.")


def open_key(root: Path, site: content.Site, passphrase_fd: int | None) -> keys.IssuerKey:
    refuse_lost_key_list(root)
    public_keys = site.public_keys()
    path = keys.find_key_file(key_folder(root, site.config.did), public_keys)
    return keys.open_key_file(path, site.config.did, read_passphrase(passphrase_fd))


def refuse_lost_key_list(root: Path) -> None:
    """Stop where credentials were issued and did.json is gone: a new key would void them all.

    Raises:
        UsageError: in that case.
    """
    if not (root / content.DID_FILE).is_file() and next(content.record_paths(root), None):
        msg = (
            f"{content.DID_FILE} is missing, and credentials were issued: restore it from your "
            f"repository (git checkout -- {content.DID_FILE}). Do not make a new key: none of "
            "those credentials could be verified any more"
        )
        raise UsageError(msg)


def key_folder(root: Path, issuer: str) -> Path:
    home = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA")
    config_home = Path(home) if home else Path.home() / ".config"
    folder = keys.key_folder(config_home, issuer)
    for parent in folder.resolve().parents:
        if parent == root.resolve() or (parent / ".git").exists():
            msg = (
                f"the key would lie in {folder}, inside a project: set XDG_CONFIG_HOME to a folder "
                "outside of it, where nothing is published or committed"
            )
            raise KeyFileError(msg)
    return folder


def read_passphrase(descriptor: int | None, *, confirm: bool = False) -> str:
    if descriptor is not None:
        try:
            with os.fdopen(descriptor, encoding="utf-8") as file:
                return file.readline().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            msg = f"cannot read the passphrase from file descriptor {descriptor} as UTF-8"
            raise UsageError(msg) from error
    if PASSPHRASE_VARIABLE in os.environ:
        return os.environ[PASSPHRASE_VARIABLE]
    if not sys.stdin.isatty():
        msg = f"there is no terminal to ask for the passphrase: set {PASSPHRASE_VARIABLE}"
        raise UsageError(msg)
    if not confirm:
        passphrase: str = click.prompt("Passphrase", hide_input=True, err=True)
        return passphrase
    question = f"New passphrase (at least {keys.MIN_PASSPHRASE} characters, such as four words)"
    chosen: str = click.prompt(
        question, hide_input=True, confirmation_prompt=True, err=True, value_proc=_strong
    )
    return chosen


def _strong(passphrase: str) -> str:
    try:
        keys.check_passphrase(passphrase)
    except KeyFileError as error:
        raise click.UsageError(str(error)) from error
    return passphrase


def clock() -> datetime:
    """Return the time of day, for what is signed and verified."""
    return datetime.now(UTC).replace(microsecond=0)


def build_clock() -> datetime:
    """Return the time that a build is to take for now: SOURCE_DATE_EPOCH if it is set.

    https://reproducible-builds.org/docs/source-date-epoch/

    Raises:
        UsageError: when the variable is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return clock()
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        msg = f"SOURCE_DATE_EPOCH is {epoch!r}: it has to be a number of seconds"
        raise UsageError(msg) from error


@contextmanager
def progress(what: str, total: int = 0) -> Iterator[Callable[..., None]]:
    """Show on a terminal how far long work has come; elsewhere say nothing."""
    shown, count = 0.0, 0

    def step(doing: str = what, done: int | None = None, of: int = total) -> None:
        nonlocal shown, count
        count = count + 1 if done is None else done
        if sys.stderr.isatty() and time.monotonic() - shown > _REDRAW:
            shown = time.monotonic()
            click.echo(f"\r{doing}: {count}{f' of {of}' if of else ''}\033[K", nl=False, err=True)

    try:
        yield step
    finally:
        if shown:
            click.echo("\r\033[K", nl=False, err=True)
