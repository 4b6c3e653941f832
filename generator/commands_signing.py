"""The commands that make content: a project, a key, programmes, credentials, baked pictures."""

import csv
import io
import json
import secrets
from pathlib import Path
from typing import Any

import click

from generator import bake, content, init, keys, picture, recipients, status
from generator import issue as issuing
from generator.config import Config, load_config
from generator.console import (
    NAMING,
    clock,
    key_folder,
    open_key,
    passphrase_option,
    progress,
    project_option,
    read_passphrase,
    refuse_lost_key_list,
)
from generator.errors import Problems, UsageError
from generator.output import write_precious
from generator.programs import Program
from generator.vc import did

HOSTS: dict[str, init.Host] = {
    "github-pages": "github-pages",
    "netlify": "netlify",
    "other": "other",
}


@click.command("init", short_help="Make a new project.")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--name", help="The issuer's name, as it will stand in every credential.")
@click.option("--url", help="The address where the site will be, starting with https://")
@click.option("--host", type=click.Choice(list(HOSTS)), help="Where the site will be published.")
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
        host = host or click.prompt("Host", type=click.Choice(list(HOSTS)), default="github-pages")
    if not name or not url:
        msg = "--yes needs --name and --url"
        raise UsageError(msg)
    answers = init.Answers(
        name=name, url=url, host=HOSTS[host or "github-pages"], language=language, email=email
    )
    for path in init.write_project(folder, answers):
        click.echo(str(folder / path))
    if not init.is_english(language):
        click.echo(
            "The texts to start from are in English: put them into your language, then take "
            f"'language: en' out of {init.STARTER}",
            err=True,
        )
    there = "" if folder == Path() else f"cd {folder}, then "
    click.echo(f"Next: {there}insignia keygen", err=True)


@click.command(short_help="Make the signing key.")
@project_option
@passphrase_option
def keygen(root: Path, passphrase_fd: int | None) -> None:
    """Make a signing key: encrypted outside the project, its public half in content/did.json."""
    problems = Problems()
    config = load_config(root, problems)
    problems.raise_if_any()
    assert config is not None  # or there would have been a problem
    refuse_lost_key_list(root)
    _refuse_second_key(root, config)
    folder = key_folder(root, config.did)
    passphrase = read_passphrase(passphrase_fd, confirm=True)
    path = keys.create_key_file(folder, config.did, passphrase)
    key = keys.open_key_file(path, config.did, passphrase)
    document = content.new_did_document(config.did, [key.public_key])
    text = json.dumps(document, indent=2, ensure_ascii=False)
    write_precious(root / content.DID_FILE, f"{text}\n".encode())
    click.echo(str(path))
    click.echo(
        "Keep this file and the passphrase safe: nobody can make them again. Back the file up to "
        "a place of its own, and never put it into the project.\n"
        "Next: insignia issue PROGRAMME --name NAME",
        err=True,
    )


def _refuse_second_key(root: Path, config: Config) -> None:
    """Refuse where there is a key; one for an address that was given up before use is no key."""
    path = root / content.DID_FILE
    if not path.is_file():
        return
    try:
        did.read_did_document(path.read_bytes(), config.did)
    except did.DidError as error:
        if error.code == "did-mismatch" and next(content.record_paths(root), None) is None:
            return
        msg = f"{content.DID_FILE} is not that of {config.did}: restore the file, or 'url'"
        raise UsageError(msg) from error
    msg = (
        f"{content.DID_FILE} exists already: this project has its key. If its key file is on "
        f"another machine or in a backup, copy it into {key_folder(root, config.did)}"
    )
    raise UsageError(msg)


@click.command()
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
@click.option(
    "--csv",
    "table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read recipients from a CSV file whose first line names the columns.",
)
@click.option("--dry-run", is_flag=True, help="Check everything and say what would be issued.")
@project_option
@passphrase_option
def issue(program: str, table: Path | None, *, dry_run: bool, root: Path, **given: Any) -> None:
    """Sign one credential, or one for each row of a CSV file.

    The first line of the file names its columns, which may be: name (needed), email, awarded,
    valid_from, valid_until, evidence_url, evidence_name, narrative, and result:ID for each
    result of the programme. They mean what the options mean; a field may be empty.

    \b
    name,email,awarded,result:final-mark
    Ada Lovelace,ada@mail.example,2026-05-31,84
    """  # noqa: D301  click keeps the lines below a backspace as they are
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
        people = _read_options(site.programs[program], given)
    problems.raise_if_any()
    if not people:
        msg = f"there is nobody in {table}: below the names of the columns each row is a recipient"
        raise UsageError(msg)
    now = clock()
    issuing.check_dates(site.programs[program], people, now)
    if dry_run:
        for person in people:
            click.echo(f"would issue {program} to {person.name}")
        return
    key = open_key(root, site, passphrase_fd)
    with progress(f"Signing {len(people)}", len(people)) as step:
        for issued in issuing.issue(
            site, site.programs[program], people, key, now, secrets.token_bytes
        ):
            step()
            click.echo(f"{issued.private_link}\t{issued.recipient.name}")
    click.echo(
        "Send each link to its holder alone: whoever has the part after # can compare an e-mail "
        "address with the record. The links work as soon as the site is published.\n"
        "Next: insignia build",
        err=True,
    )


@click.command(short_help="Withdraw a credential for good.", epilog=NAMING)
@click.argument("credential")
@click.option("--reason", required=True, help="Why, in words that may stand on the page.")
@project_option
@passphrase_option
def revoke(credential: str, reason: str, root: Path, passphrase_fd: int | None) -> None:
    """Withdraw a credential for good; its page says so after the next build."""
    _set_status(credential, "revocation", root, passphrase_fd, on=True, reason=reason)


@click.command(epilog=NAMING)
@click.argument("credential")
@click.option("--reason", required=True, help="Why, in words that may stand on the page.")
@project_option
@passphrase_option
def suspend(credential: str, reason: str, root: Path, passphrase_fd: int | None) -> None:
    """Put a credential on hold, until it is reinstated."""
    _set_status(credential, "suspension", root, passphrase_fd, on=True, reason=reason)


@click.command(epilog=NAMING)
@click.argument("credential")
@project_option
@passphrase_option
def reinstate(credential: str, root: Path, passphrase_fd: int | None) -> None:
    """Lift the hold from a credential."""
    _set_status(credential, "suspension", root, passphrase_fd, on=False, reason="")


@click.command("bake", short_help="Put a credential into its badge picture.", epilog=NAMING)
@click.argument("credential")
@click.option("--png", is_flag=True, help="Bake into a PNG.")
@click.option("--svg", is_flag=True, help="Bake into an SVG.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write; it must be new.")
@project_option
def bake_command(credential: str, *, png: bool, svg: bool, out: Path | None, root: Path) -> None:
    """Put a credential into its badge picture, as a file to keep and to send."""
    if png == svg:
        msg = "choose --png or --svg, one of them"
        raise UsageError(msg)
    form = "png" if png else "svg"
    site = content.load_site(root)
    record_id = status.find_record(site, credential)
    record = site.record_path(record_id).read_bytes()
    drawn = picture.badge_picture(site, record, form)
    baked = bake.bake_png(drawn, record) if form == "png" else bake.bake_svg(drawn, record)
    path = out or Path(f"{record_id[: content.SHORT_ID_LENGTH]}.{form}")
    if path.exists() and path.read_bytes() != baked:
        msg = f"{path} exists already, and nothing is overwritten: choose another name with --out"
        raise UsageError(msg)
    write_precious(path, baked)
    click.echo(str(path))


def _set_status(
    credential: str, purpose: str, root: Path, passphrase_fd: int | None, *, on: bool, reason: str
) -> None:
    site = content.load_site(root)
    record_id = status.find_record(site, credential)
    key = open_key(root, site, passphrase_fd)
    status.set_status(site, record_id, purpose, on=on, reason=reason, key=key, now=clock())
    click.echo(site.record_address(record_id))
    click.echo("Next: insignia build, and publish: until then the old list is out there", err=True)


def _read_options(program: Program, given: dict[str, Any]) -> tuple[recipients.Recipient, ...]:
    """Read one recipient's options as a table of one row: both ways in have the same rules."""
    columns = {name: value for name, value in given.items() if name != "results" and value}
    options = [f"--{name.replace('_', '-')}" for name in columns]
    for result in given["results"]:
        name, equals, value = result.partition("=")
        if not equals:
            msg = f"--result {result!r}: write it like final-mark=84"
            raise UsageError(msg)
        if name not in {item.id for item in program.results}:
            known = ", ".join(item.id for item in program.results) or "none"
            msg = f"--result {result!r}: the results of {program.slug} are: {known}"
            raise UsageError(msg)
        columns[f"{recipients.RESULT_PREFIX}{name}"] = value
        options.append("--result")
    if "name" not in columns:
        msg = "give --name, or --csv for many recipients"
        raise UsageError(msg)
    text = io.StringIO()
    csv.writer(text).writerows([columns, columns.values()])
    problems = Problems()
    row = io.BytesIO(text.getvalue().encode("utf-8"))
    people = recipients.read_table("", row, program, problems)
    if problems.all:
        faults = [f"{options[found.column - 1]}: {found.message}" for found in problems.all]
        raise UsageError("\n".join(faults))
    return people
