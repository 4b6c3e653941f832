"""The commands that need no key: build, serve and check a project, verify and print records."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from generator import certificate, content, lookups, report, targets
from generator import serve as preview
from generator.advice import ADVICE
from generator.build import build as build_site
from generator.build import check_project
from generator.completeness import suggest_completeness
from generator.config import SITE_FILE
from generator.console import NAMING, build_clock, clock, now_option, progress, project_option
from generator.endorsements import advise_endorsements
from generator.errors import ContentError, UsageError
from generator.output import write_precious
from generator.text import printable
from generator.vc import did
from generator.vc.checks import Verdict

OUT = "public"


@click.command(short_help="Build the site, every record verified.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Where to write the site.  [default: {OUT} in the project]",
)
@click.option("--strict", is_flag=True, help="Take advice for problems.")
@project_option
def build(out: Path | None, root: Path, *, strict: bool) -> None:
    """Build the site; every record is verified first, and no secret is needed."""
    with progress("Building") as step:
        built = build_site(root, out or root / OUT, build_clock(), strict=strict, progress=step)
    folder = out or root / OUT
    click.echo(
        f"Built {built.pages} pages, {built.credentials} of them credentials, all verified; "
        f"{built.written} file{'' if built.written == 1 else 's'} changed in {folder}"
    )


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@project_option
def serve(port: int, host: str, root: Path) -> None:
    """Preview the site, and build it again after every change."""
    preview.serve(root, host, port, build_clock, lambda line: click.echo(line, err=True))


@click.command("check")
@click.option("--strict", is_flag=True, help="Take advice for problems.")
@project_option
def check_command(root: Path, *, strict: bool) -> None:
    """Ask every question about the content, without building."""
    verified = check_project(root, build_clock(), strict=strict)
    questions = (*ADVICE, suggest_completeness)
    advice = [found for question in questions for found in question(verified.site)]
    advice += advise_endorsements(verified.endorsements)
    for found in advice:
        click.echo(f"advice: {found}", err=True)
    count = len(verified.records)
    click.echo(f"No problems. {count} credential{'' if count == 1 else 's'} verified.")


@click.command(short_help="Verify records, pictures or folders.")
@click.argument("names", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--site",
    "folder",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Read keys and status lists from this folder, as if it were --origin; no network.",
)
@click.option("--origin", help="The address that --site stands for.")
@now_option
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
    moment = now or clock()
    verdicts = []
    site = None if folder is not None else _project_here()
    for target in targets.read_targets(list(names), sys.stdin.buffer):
        if folder is not None and origin is not None:
            trust = lookups.trust_folder(folder, origin)
        else:
            trust = _trust(target, site)
        if proofs == "all":
            result, each = targets.verify_all_proofs(target, trust, moment)
        else:
            result, each = targets.verify_target(target, trust, moment), ()
        verdicts.append(result.verdict)
        if as_json:
            click.echo(json.dumps(report.as_json(target.name, result, each), ensure_ascii=False))
        else:
            for line in report.as_lines(target.name, result, each):
                click.echo(line)
    if not verdicts:
        msg = "there is nothing to verify there"
        raise UsageError(msg)
    ctx.exit(0 if all(verdict is Verdict.VALID for verdict in verdicts) else 1)


@click.command("certificate", short_help="Write a credential's certificate as PDF.", epilog=NAMING)
@click.argument("names", nargs=-1, metavar="CREDENTIAL...")
@click.option("--all", "everyone", is_flag=True, help="One for each credential that is in force.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write, or the folder for several; nothing there is overwritten.",
)
@click.option(
    "--paper",
    type=click.Choice(list(certificate.PAPERS)),
    default="a4",
    show_default=True,
    help="The size of the page.",
)
@now_option
@project_option
@click.pass_context
def certificate_command(
    ctx: click.Context,
    names: tuple[str, ...],
    out: Path | None,
    paper: str,
    now: datetime | None,
    root: Path,
    *,
    everyone: bool,
) -> None:
    """Write the certificate of credentials as PDF, the same that their pages print.

    CREDENTIAL may also be the file of a record.
    """
    if bool(names) == everyone:
        msg = "name a credential, or give --all"
        raise UsageError(msg)
    if out is None and (everyone or len(names) > 1):
        msg = "for more than one certificate name a folder with --out"
        raise UsageError(msg)
    site = content.load_site(root)
    maker = certificate.Certificates(site, now or clock())
    paths = [str(path) for path in content.record_paths(root)] if everyone else names
    is_one_file = not everyone and len(names) == 1 and (out is None or not out.is_dir())
    refused = left_out = 0
    with progress("Typesetting", len(paths)) as step:
        for name in paths:
            step()
            try:
                view, made = maker.make(certificate.read_record(site, name), paper)
            except certificate.CertificateError as error:
                if everyone and isinstance(error, certificate.NotInForceError):
                    left_out += 1
                    continue
                click.echo(f"insignia: {error}", err=True)
                refused += 1
                continue
            path = Path(f"{view.short_id}.pdf") if out is None else out
            path = path if is_one_file else path / f"{view.short_id}.pdf"
            _write_new(path, made)
            click.echo(str(path))
    if left_out:
        which = "it is" if left_out == 1 else "they are"
        counted = f"{left_out} of {len(paths)} credentials"
        click.echo(f"Left out, since {which} not in force: {counted}", err=True)
    ctx.exit(1 if refused else 0)


def _write_new(path: Path, data: bytes) -> None:
    if path.exists() and not (path.is_file() and path.read_bytes() == data):
        msg = f"{path} exists already, and nothing is overwritten: choose another name with --out"
        raise UsageError(msg)
    write_precious(path, data)


def _project_here() -> content.Site | None:
    """Load the project in the current folder, if there is one that can be loaded."""
    if not (Path() / SITE_FILE).is_file():
        return None
    try:
        return content.load_site(Path())
    except ContentError:
        click.echo("The project in this folder has problems and is passed over.", err=True)
        return None


def _trust(target: targets.Target, site: content.Site | None) -> lookups.Trust:
    named = targets.issuer_named_by(target.data) or ""
    if site is not None and named == site.config.did:
        return lookups.trust_project(site)
    if did.web_address(named) is not None:
        click.echo(f"{printable(target.name)}: asking {named} over https", err=True)
    return lookups.trust_web(named)
