"""The commands about endorsements: a partner signs one, a provider takes it in."""

import secrets
import uuid
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import click

from generator import content, endorsements, endorsing, keys, lookups
from generator.console import Time, clock, passphrase_option, project_option, read_passphrase
from generator.errors import UsageError
from generator.fields import parse_date
from generator.output import write_precious
from generator.text import quoted
from generator.vc import checks, credential, did, strict_json
from generator.vc.dates import parse_date_time_stamp
from generator.vc.strict_json import JSON, MAX_BYTES


class _End(Time):
    """A day, all of which belongs to what ends on it, or a time."""

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        if isinstance(value, datetime):
            return value
        day = parse_date(value)
        if day is not None:
            return datetime.combine(day, time(23, 59, 59), UTC)
        if parse_date_time_stamp(value) is None:
            words = "write a day like 2027-06-01, or a time like 2027-06-01T12:00:00Z"
            self.fail(f"{value!r}: {words}", param, ctx)
        return super().convert(value, param, ctx)


def _page(_ctx: click.Context, _param: click.Parameter, about: str) -> str:
    page = endorsements.program_page(about)
    if page is not None and page != about:
        msg = f"--about is {quoted(about)}, which is not quite the page's address: write {page}"
        raise UsageError(msg)
    return about


@click.group("endorse")
def endorse_group() -> None:
    """Endorse a programme, or take in what a partner says about one."""


@endorse_group.command("create", short_help="As a partner: sign an endorsement.")
@click.option(
    "--about",
    required=True,
    metavar="URL",
    callback=_page,
    help="The address of the programme's page.",
)
@click.option("--comment", required=True, help="What you say about it; it stands on its page.")
@click.option(
    "--as", "identity", required=True, metavar="DID", help="You, like did:web:acme.example."
)
@click.option(
    "--key",
    "key_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your key file, as 'insignia keygen' made it.",
)
@click.option("--name", help="Your organisation's name.")
@click.option("--id", "record_id", metavar="URL", help="Where you will publish it.")
@click.option("--until", type=_End(), metavar="DAY", help="Its last day, like 2027-06-01.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default="endorsement.json",
    show_default=True,
    help="The file to write; it must be new.",
)
@passphrase_option
def create(
    about: str,
    comment: str,
    identity: str,
    key_file: Path,
    name: str | None,
    record_id: str | None,
    until: datetime | None,
    out: Path,
    passphrase_fd: int | None,
) -> None:
    """Sign an endorsement of somebody's programme with your own key."""
    if did.web_address(identity) is None:
        msg = f"--as {identity!r}: write your identity like did:web:acme.example"
        raise UsageError(msg)
    if out.exists():
        msg = f"{out} exists already, and nothing is overwritten: choose another name with --out"
        raise UsageError(msg)
    _refuse_other_than_key(key_file)
    key = keys.open_key_file(key_file, identity, read_passphrase(passphrase_fd))
    number = uuid.UUID(bytes=secrets.token_bytes(16), version=4).urn
    statement = endorsing.Statement(record_id or number, about, comment, identity, name, until)
    write_precious(out, endorsing.create(statement, key, clock()))
    click.echo(str(out))
    click.echo(
        f"Publish it on your own site, and send it to whoever publishes {about}. It holds as long "
        f"as {did.web_address(identity)} lists this key.",
        err=True,
    )


@endorse_group.command("import", short_help="Verify and keep a partner's endorsement.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--did-document",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The partner's did.json; without it the partner's own site is asked for it.",
)
@project_option
def import_command(file: Path, did_document: Path | None, root: Path) -> None:
    """Verify an endorsement with the partner's keys, and keep both for the programme's page."""
    site = content.load_site(root)
    raw = _read_endorsement(file)
    issuer = endorsements.issuer_named_by(raw)
    if did_document is not None:
        key_list = _read_key_list(did_document)
        address = did.web_address(issuer)
        trust = lookups.Trust(issuer, {address: key_list}.get)
    else:
        click.echo(f"asking {endorsements.host_of(issuer)} over https", err=True)
        trust = lookups.trust_web(issuer)
    for path in endorsements.take_in(site, raw, trust.fetch, clock()):
        click.echo(path.relative_to(root).as_posix())
    click.echo("Next: insignia build", err=True)


def _refuse_other_than_key(path: Path) -> None:
    """Refuse what never was a key file, before anybody is told to hide it or asked to open it."""
    marker = keys.MARKER.encode("ascii")
    if _read(path, len(marker)) != marker:
        msg = (
            f"{path} is no key file: give the one that 'insignia keygen' made, whose name ends in "
            ".key"
        )
        raise UsageError(msg)


def _read_endorsement(path: Path) -> bytes:
    """Read what a partner sent, unless it is something else that lies beside it."""
    raw = _read(path)
    document = _parsed(path, raw, "give the file that the partner signed")
    if _is_key_list(document):
        msg = f"{path} is a list of keys: give it with --did-document, beside the endorsement"
        raise UsageError(msg)
    types = document.get("type") if isinstance(document, dict) else None
    names = types if isinstance(types, list) else []
    if "VerifiableCredential" in names and credential.ENDORSEMENT_TYPE not in names:
        msg = f"{path} is a credential, not an endorsement: give the file that the partner signed"
        raise UsageError(msg)
    return raw


def _read_key_list(path: Path) -> bytes:
    raw = _read(path)
    advice = "ask the partner for its did.json"
    if not _is_key_list(_parsed(path, raw, advice)):
        msg = f"{path} is no list of keys: {advice}"
        raise UsageError(msg)
    return raw


def _is_key_list(document: JSON) -> bool:
    return isinstance(document, dict) and "verificationMethod" in document


def _parsed(path: Path, raw: bytes, advice: str) -> JSON:
    try:
        return strict_json.parse(raw)
    except strict_json.FormatError as error:
        if error.code in {"not-json", "not-utf8"}:
            msg = f"{path} is not JSON: {advice}"
        else:
            words = checks.catalogue()["checks"]["format"]["codes"][error.code]
            msg = f"{path} cannot be read: {words['text']}"
        raise UsageError(msg) from error


def _read(path: Path, limit: int = MAX_BYTES + 1) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limit)
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}"
        raise UsageError(msg) from error
