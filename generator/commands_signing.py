"""The commands that make content: a project, a key, programmes, credentials, baked pictures."""

import csv
import io
import json
import secrets
from pathlib import Path
from typing import Any

import click

from generator import bake, content, init, keys, new, picture, recipients, status
from generator import issue as issuing
from generator.console import (
    clock,
    key_folder,
    open_key,
    passphrase_option,
    progress,
    project_option,
    read_passphrase,
)
from generator.errors import Problems, UsageError
from generator.output import write_precious

HOSTS: dict[str, init.Host] = {
    "github-pages": "github-pages",
    "netlify": "netlify",
    "other": "other",
}


@click.command("init")
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
    there = "" if folder == Path() else f"cd {folder}, then "
    click.echo(f"Next: {there}insignia keygen", err=True)


@click.command()
@project_option
@passphrase_option
def keygen(root: Path, passphrase_fd: int | None) -> None:
    """Make a signing key: encrypted outside the project, its public half in content/did.json."""
    site = content.load_site(root)
    if site.did_document is not None:
        msg = f"{content.DID_FILE} exists already: this project has its key"
        raise UsageError(msg)
    folder = key_folder(root, site.config.did)
    passphrase = read_passphrase(passphrase_fd, confirm=True)
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


@click.group("new")
def new_group() -> None:
    """Write a commented template to start from."""


@new_group.command("program")
@click.argument("slug")
@project_option
def new_program(slug: str, root: Path) -> None:
    """Write content/programs/SLUG.md, with every key explained, and a picture to replace."""
    for path in new.write_program(root, slug):
        click.echo(str(path))


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
@click.option("--language", help="The language of the narrative and evidence.")
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
    key = open_key(root, site, passphrase_fd)
    now = clock()
    with progress(f"Signing {len(people)}", len(people)) as step:
        for issued in issuing.issue(
            site, site.programs[program], people, key, now, secrets.token_bytes
        ):
            step()
            click.echo(f"{issued.private_link}\t{issued.recipient.name}")
    click.echo("Next: insignia build", err=True)


@click.command()
@click.argument("credential")
@click.option("--reason", required=True, help="Why, in words that may stand on the page.")
@project_option
@passphrase_option
def revoke(credential: str, reason: str, root: Path, passphrase_fd: int | None) -> None:
    """Withdraw a credential for good; its page says so after the next build."""
    _set_status(credential, "revocation", root, passphrase_fd, on=True, reason=reason)


@click.command()
@click.argument("credential")
@click.option("--reason", required=True, help="Why, in words that may stand on the page.")
@project_option
@passphrase_option
def suspend(credential: str, reason: str, root: Path, passphrase_fd: int | None) -> None:
    """Put a credential on hold, until it is reinstated."""
    _set_status(credential, "suspension", root, passphrase_fd, on=True, reason=reason)


@click.command()
@click.argument("credential")
@project_option
@passphrase_option
def reinstate(credential: str, root: Path, passphrase_fd: int | None) -> None:
    """Lift the hold from a credential."""
    _set_status(credential, "suspension", root, passphrase_fd, on=False, reason="")


@click.command("bake")
@click.argument("credential")
@click.option("--png", "form", flag_value="png", help="Bake into a PNG.")
@click.option("--svg", "form", flag_value="svg", help="Bake into an SVG.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write.")
@project_option
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
    key = open_key(root, site, passphrase_fd)
    status.set_status(site, record_id, purpose, on=on, reason=reason, key=key, now=clock())
    click.echo(site.record_address(record_id))
    click.echo("Next: insignia build, and publish: until then the old list is out there", err=True)


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
