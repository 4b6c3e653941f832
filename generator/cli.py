"""The command line: options in, one library call, text and an exit status out.

Results go to stdout, everything else to stderr. Exit status: 0 done, or every target valid;
1 problems, or a target not valid; 2 wrong usage. Only this module reads the clock, the environment
and the terminal.
"""

import csv
import io
import json
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from generator import (
    __version__,
    bake,
    check,
    content,
    init,
    issue as issuing,
    keys,
    new,
    picture,
    recipients,
    serve as preview,
    status,
    targets,
)
from generator.build import build as build_site
from generator.build import check_project
from generator.config import SITE_FILE
from generator.errors import ContentError, InsigniaError, KeyFileError, Problems, UsageError
from generator.output import write_precious
from generator.vc import checks
from generator.vc.checks import Outcome, Verdict
from generator.vc.dates import parse_date_time_stamp

HOSTS: dict[str, init.Host] = {
    "github-pages": "github-pages",
    "netlify": "netlify",
    "other": "other",
}
PASSPHRASE_VARIABLE = "INSIGNIA_PASSPHRASE"
OUT = "public"


class _Group(click.Group):
    """Turns mistakes that people can mend into one message and the right exit status."""

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


class _Time(click.ParamType[datetime]):
    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        if isinstance(value, datetime):
            return value
        moment = parse_date_time_stamp(value)
        if moment is None:
            self.fail(f"{value!r}: write a time like 2026-06-01T12:00:00Z", param, ctx)
        return datetime.fromtimestamp(moment / 1000, UTC)


_project_option = click.option(
    "--project",
    "root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=".",
    help="The project's folder.  [default: the current one]",
)
_passphrase_option = click.option(
    "--passphrase-fd", type=int, help="Read the passphrase from this file descriptor."
)
_now_option = click.option("--now", type=_Time(), help="Take this for the time of day.")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="insignia", message="insignia %(version)s")
def main() -> None:
    """Make a website of signed credentials that check themselves in the visitor's browser."""


@main.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--name", help="The issuer's name, as it will stand in every credential.")
@click.option("--url", help="The address where the site will be, starting with https://")
@click.option("--host", type=click.Choice(list(HOSTS)))
@click.option("--language", default="en-GB", show_default=True, help="The site's language.")
@click.option("--email", help="A public contact address.")
@click.option("--yes", is_flag=True, help="Ask nothing; --name and --url are needed then.")
def init_command(
    folder: Path,
    name: str | None,
    url: str | None,
    host: str | None,
    language: str,
    email: str | None,
    yes: bool,  # noqa: FBT001  click passes flags as booleans
) -> None:
    """Make a new project: settings, one programme, pages and files for the host."""
    if not yes:
        name = name or click.prompt("Name of the issuer")
        url = url or click.prompt("Address of the site (https://...)")
        host = host or click.prompt(
            "Host", type=click.Choice(list(HOSTS)), default="github-pages"
        )
    if not name or not url:
        msg = "--yes needs --name and --url"
        raise UsageError(msg)
    answers = init.Answers(
        name=name, url=url, host=HOSTS[host or "github-pages"], language=language, email=email
    )
    for path in init.write_project(folder, answers):
        click.echo(str(folder / path))
    there = "" if folder == Path() else f"cd {folder}, then "
    click.echo(f"Next: {there}insignia keygen", err=True)


@main.command()
@_project_option
@_passphrase_option
def keygen(root: Path, passphrase_fd: int | None) -> None:
    """Make a signing key: encrypted outside the project, its public half in content/did.json."""
    site = content.load_site(root)
    if site.did_document is not None:
        msg = f"{content.DID_FILE} exists already: this project has its key"
        raise UsageError(msg)
    folder = _key_folder(root, site.config.did)
    passphrase = _passphrase(passphrase_fd, confirm=True)
    keys.check_passphrase(passphrase)
    path = keys.create_key_file(folder, site.config.did, passphrase)
    key = keys.open_key_file(path, site.config.did, passphrase)
    document = content.new_did_document(site.config.did, [key.public_key])
    text = json.dumps(document, indent=2, ensure_ascii=False)
    write_precious(root / content.DID_FILE, f"{text}\n".encode())
    click.echo(str(path))
    click.echo(
        "Keep this file and the passphrase safe: nobody can make them again. Back the file up to "
        "a place of its own, and never put it into the project.\n"
        "Next: insignia issue PROGRAMME --name NAME",
        err=True,
    )


@main.group("new")
def new_group() -> None:
    """Write a commented template to start from."""


@new_group.command("program")
@click.argument("slug")
@_project_option
def new_program(slug: str, root: Path) -> None:
    """Write content/programs/SLUG.md, with every key explained, and a picture to replace."""
    for path in new.write_program(root, slug):
        click.echo(str(path))


@main.command()
@click.argument("program")
@click.option("--name", help="The recipient's name.")
@click.option("--email", help="Kept as a salted hash only; the salt goes into the private link.")
@click.option("--awarded", help="The day of the award, like 2026-05-31.  [default: today]")
@click.option("--valid-from", help="A day, like 2026-05-31.  [default: --awarded]")
@click.option("--valid-until", help="The last day, like 2029-05-30.  [default: the programme's]")
@click.option("--result", "results", multiple=True, metavar="ID=VALUE", help="A result.")
@click.option("--evidence-url", help="Where evidence can be seen.")
@click.option("--evidence-name", help="What the evidence is.")
@click.option("--narrative", help="A sentence about this recipient's work.")
@click.option("--language", help="The language of the narrative and evidence.")
@click.option(
    "--csv",
    "table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read recipients from a CSV file whose first line names the columns.",
)
@click.option("--dry-run", is_flag=True, help="Check everything and say what would be issued.")
@_project_option
@_passphrase_option
def issue(program: str, table: Path | None, *, dry_run: bool, root: Path, **given: Any) -> None:
    """Sign one credential, or one for each row of a CSV file."""
    passphrase_fd = given.pop("passphrase_fd")
    site = content.load_site(root)
    if program not in site.programs:
        names = ", ".join(sorted(site.programs)) or "none yet: see 'insignia new program'"
        msg = f"there is no programme {program!r}; programmes: {names}"
        raise UsageError(msg)
    problems = Problems()
    if table is not None:
        if any(given.values()):
            msg = "give --csv, or one recipient's options, not both"
            raise UsageError(msg)
        people = recipients.read_recipients(table, site.programs[program], problems)
    else:
        row = io.BytesIO(_as_csv(given))
        people = recipients.read_table("options", row, site.programs[program], problems)
    problems.raise_if_any()
    if dry_run:
        for person in people:
            click.echo(f"would issue {program} to {person.name}")
        return
    key = _open_key(root, site, passphrase_fd)
    now = _clock()
    with _progress(f"Signing {len(people)}", len(people)) as step:
        for issued in issuing.issue(
            site, site.programs[program], people, key, now, secrets.token_bytes
        ):
            step()
            click.echo(f"{issued.private_link}\t{issued.recipient.name}")
    click.echo("Next: insignia build", err=True)


@main.command()
@click.argument("credential")
@click.option("--reason", required=True, help="Why, in words that may stand on the page.")
@_project_option
@_passphrase_option
def revoke(credential: str, reason: str, root: Path, passphrase_fd: int | None) -> None:
    """Withdraw a credential for good; its page says so after the next build."""
    _set_status(credential, "revocation", root, passphrase_fd, on=True, reason=reason)


@main.command()
@click.argument("credential")
@click.option("--reason", required=True, help="Why, in words that may stand on the page.")
@_project_option
@_passphrase_option
def suspend(credential: str, reason: str, root: Path, passphrase_fd: int | None) -> None:
    """Put a credential on hold, until it is reinstated."""
    _set_status(credential, "suspension", root, passphrase_fd, on=True, reason=reason)


@main.command()
@click.argument("credential")
@_project_option
@_passphrase_option
def reinstate(credential: str, root: Path, passphrase_fd: int | None) -> None:
    """Lift the hold from a credential."""
    _set_status(credential, "suspension", root, passphrase_fd, on=False, reason="")


@main.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Where to write the site.  [default: {OUT} in the project]",
)
@click.option("--strict", is_flag=True, help="Take advice for problems.")
@_project_option
def build(out: Path | None, root: Path, *, strict: bool) -> None:
    """Build the site; every record is verified first, and no secret is needed."""
    with _progress("Building") as step:
        built = build_site(root, out or root / OUT, _clock(), strict=strict, progress=step)
    folder = out or root / OUT
    click.echo(
        f"Built {built.pages} pages, {built.credentials} of them credentials, all verified; "
        f"{built.written} files changed in {folder}"
    )


@main.command()
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@_project_option
def serve(port: int, host: str, root: Path) -> None:
    """Preview the site, and build it again after every change."""
    preview.serve(root, host, port, _clock, lambda line: click.echo(line, err=True))


@main.command("check")
@click.option("--strict", is_flag=True, help="Take advice for problems.")
@_project_option
def check_command(root: Path, *, strict: bool) -> None:
    """Ask every question about the content, without building."""
    verified = check_project(root, _clock(), strict=strict)
    advice = [found for question in check.ADVICE for found in question(verified.site)]
    for found in advice:
        click.echo(f"advice: {found}", err=True)
    count = len(verified.records)
    click.echo(f"No problems. {count} credential{'' if count == 1 else 's'} verified.")


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--site",
    "folder",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Read keys and status lists from this folder, as if it were --origin; no network.",
)
@click.option("--origin", help="The address that --site stands for.")
@_now_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each target.")
@click.option("--proofs", type=click.Choice(["all"]), help="Check each proof by itself as well.")
@click.pass_context
def verify(
    ctx: click.Context,
    names: tuple[str, ...],
    folder: Path | None,
    origin: str | None,
    now: datetime | None,
    proofs: str | None,
    *,
    as_json: bool,
) -> None:
    """Verify records, baked pictures, folders of them, or standard input (-)."""
    if (folder is None) != (origin is None):
        msg = "--site and --origin belong together"
        raise UsageError(msg)
    moment = now or _clock()
    verdicts = []
    for target in targets.read_targets(list(names), sys.stdin.buffer):
        trust = _trust(target, folder, origin)
        if proofs == "all":
            result, each = targets.verify_all_proofs(target, trust, moment)
        else:
            result, each = targets.verify_target(target, trust, moment), ()
        verdicts.append(result.verdict)
        if as_json:
            click.echo(json.dumps(_as_json(target.name, result, each), ensure_ascii=False))
        else:
            _print_result(target.name, result, each)
    if not verdicts:
        msg = "there is nothing to verify there"
        raise UsageError(msg)
    ctx.exit(0 if all(verdict is Verdict.VALID for verdict in verdicts) else 1)


@main.command("bake")
@click.argument("credential")
@click.option("--png", "form", flag_value="png", help="Bake into a PNG.")
@click.option("--svg", "form", flag_value="svg", help="Bake into an SVG.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write.")
@_project_option
def bake_command(credential: str, form: str | None, out: Path | None, root: Path) -> None:
    """Put a credential into its badge picture, as a file to keep and to send."""
    if form is None:
        msg = "choose --png or --svg"
        raise UsageError(msg)
    site = content.load_site(root)
    record_id = status.find_record(site, credential)
    record = site.record_path(record_id).read_bytes()
    drawn = picture.badge_picture(site, record, form)
    baked = bake.bake_png(drawn, record) if form == "png" else bake.bake_svg(drawn, record)
    path = out or Path(f"{record_id[: content.SHORT_ID_LENGTH]}.{form}")
    write_precious(path, baked)
    click.echo(str(path))


def _set_status(
    credential: str, purpose: str, root: Path, passphrase_fd: int | None, *, on: bool, reason: str
) -> None:
    site = content.load_site(root)
    record_id = status.find_record(site, credential)
    key = _open_key(root, site, passphrase_fd)
    status.set_status(site, record_id, purpose, on=on, reason=reason, key=key, now=_clock())
    click.echo(site.record_address(record_id))
    click.echo("Next: insignia build, and publish: until then the old list is out there", err=True)


def _trust(target: targets.Target, folder: Path | None, origin: str | None) -> targets.Trust:
    if folder is not None and origin is not None:
        return targets.trust_folder(folder, origin)
    named = targets.issuer_named_by(target.data)
    if (Path() / SITE_FILE).is_file():
        site = content.load_site(Path())
        if named == site.config.did:
            return targets.trust_project(site)
    if named is not None:
        click.echo(f"{target.name}: asking {named} over https", err=True)
    return targets.trust_web()


def _as_json(name: str, result: Any, each: tuple[targets.ProofResult, ...]) -> dict[str, Any]:
    found = {
        "target": name,
        "verdict": result.verdict,
        "findings": [asdict(item) for item in result.findings],
    }
    return {**found, "proofs": [asdict(item) for item in each]} if each else found


def _print_result(name: str, result: Any, each: tuple[targets.ProofResult, ...]) -> None:
    click.echo(f"{name}: {result.verdict}")
    words = checks.catalogue()["checks"]
    for item in result.findings:
        question = words[item.check]["question"]
        place = f" {item.pointer}" if item.pointer and item.outcome is not Outcome.PASSED else ""
        detail = f" ({item.detail})" if item.detail else ""
        click.echo(f"  {item.outcome:<8}{item.check:<10}{item.code}{place}{detail}")
        if item.outcome is Outcome.FAILED:
            click.echo(f"          {question} No.")
    for proof in each:
        click.echo(f"  {proof.outcome:<8}proof of suite {proof.cryptosuite}")


def _as_csv(given: dict[str, Any]) -> bytes:
    """Write one recipient's options as a table, so that both ways in are checked by one reader."""
    columns = {name: value for name, value in given.items() if name != "results" and value}
    for result in given["results"]:
        name, equals, value = result.partition("=")
        if not equals:
            msg = f"--result {result!r}: write it like final-mark=84"
            raise UsageError(msg)
        columns[f"{recipients.RESULT_PREFIX}{name}"] = value
    if "name" not in columns:
        msg = "give --name, or --csv for many recipients"
        raise UsageError(msg)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerow(columns.values())
    return text.getvalue().encode("utf-8")


def _open_key(root: Path, site: content.Site, passphrase_fd: int | None) -> keys.IssuerKey:
    public_keys = site.public_keys()
    path = keys.find_key_file(_key_folder(root, site.config.did), public_keys)
    return keys.open_key_file(path, site.config.did, _passphrase(passphrase_fd))


def _key_folder(root: Path, issuer: str) -> Path:
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


def _passphrase(descriptor: int | None, *, confirm: bool = False) -> str:
    if descriptor is not None:
        try:
            with os.fdopen(descriptor, encoding="utf-8") as file:
                return file.readline().rstrip("\r\n")
        except OSError as error:
            msg = f"cannot read the passphrase from file descriptor {descriptor}: {error.strerror}"
            raise UsageError(msg) from error
    if PASSPHRASE_VARIABLE in os.environ:
        return os.environ[PASSPHRASE_VARIABLE]
    if not sys.stdin.isatty():
        msg = f"there is no terminal to ask for the passphrase: set {PASSPHRASE_VARIABLE}"
        raise UsageError(msg)
    passphrase: str = click.prompt(
        "Passphrase", hide_input=True, confirmation_prompt=confirm, err=True
    )
    return passphrase


def _clock() -> datetime:
    # https://reproducible-builds.org/docs/source-date-epoch/
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        msg = f"SOURCE_DATE_EPOCH is {epoch!r}: it has to be a number of seconds"
        raise UsageError(msg) from error


@contextmanager
def _progress(what: str, total: int = 0) -> Iterator[Callable[..., None]]:
    """Show on a terminal how far long work has come; elsewhere say nothing."""
    shown, count = 0.0, 0

    def step(doing: str = what, done: int | None = None, of: int = total) -> None:
        nonlocal shown, count
        count = count + 1 if done is None else done
        if sys.stderr.isatty() and time.monotonic() - shown > 0.1:
            shown = time.monotonic()
            click.echo(f"\r{doing}: {count}{f' of {of}' if of else ''}\033[K", nl=False, err=True)

    try:
        yield step
    finally:
        if shown:
            click.echo("\r\033[K", nl=False, err=True)
