"""The commands about what can be earned: templates, and who has finished a pathway."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from generator import content, new, recipients, stack
from generator.console import clock, now_option, open_key, passphrase_option, project_option
from generator.errors import Problems, UsageError
from generator.output import write_precious
from generator.programs import Program
from generator.text import printable

_GAP = "  "


@click.group("new")
def new_group() -> None:
    """Write a commented template to start from."""


@new_group.command("program", short_help="Write content/programs/SLUG.md.")
@click.argument("slug")
@project_option
def new_program(slug: str, root: Path) -> None:
    """Write content/programs/SLUG.md, with every key explained, and a picture to replace."""
    for path in new.write_program(root, slug):
        click.echo(str(path))


@new_group.command("skills", short_help="Write content/skills.yml.")
@project_option
def new_skills(root: Path) -> None:
    """Write content/skills.yml, the list of skills, with every key explained."""
    for path in new.write_skills(root):
        click.echo(str(path))


@new_group.command("role", short_help="Write content/roles/SLUG.md.")
@click.argument("slug")
@project_option
def new_role(slug: str, root: Path) -> None:
    """Write content/roles/SLUG.md, a job and the skills it asks for, with every key explained."""
    for path in new.write_role(root, slug):
        click.echo(str(path))


@click.command("stack", short_help="List who holds all parts of a pathway.")
@click.argument("pathway")
@click.option(
    "--people",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV file as 'issue --csv' reads it; with the key, people are known by e-mail address.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the drafts that are sure as a CSV file for 'issue --csv'; it must be new.",
)
@click.option("--by-name", is_flag=True, help="Write those as well that somebody has to look at.")
@now_option
@project_option
@passphrase_option
def stack_command(
    pathway: str,
    people: Path | None,
    out: Path | None,
    now: datetime | None,
    root: Path,
    passphrase_fd: int | None,
    *,
    by_name: bool,
) -> None:
    """List who holds all parts of a pathway, and draft its credential for each.

    Parts that were revoked, put on hold or have expired do not count, and whoever was given the
    pathway already is left out. Without --people, only names are compared, and two people may
    have the same name: look at the records that are listed before you issue.
    """
    site = content.load_site(root)
    program = _find_pathway(site, pathway)
    if out is not None and out.exists():
        msg = f"{out} exists already, and nothing is overwritten: choose another name"
        raise UsageError(msg)
    problems = Problems()
    listed = None
    if people is not None:
        listed = recipients.read_recipients(people, program, problems, who_only=True)
    problems.raise_if_any()
    awards = stack.read_awards(site, program, now or clock())
    if listed is None:
        drafts = stack.draft_by_name(program, awards)
    else:
        key = open_key(root, site, passphrase_fd)
        drafts = stack.draft_by_email(program, awards, listed, key)
    for line in _table(drafts):
        click.echo(line)
    if not drafts:
        click.echo(f"Nobody holds all parts of {pathway} without holding it already.", err=True)
        return
    unsure = sum(not draft.is_sure for draft in drafts)
    if unsure:
        click.echo(
            f"{unsure} of {len(drafts)} found by name alone, and two people may have the same "
            "name: look at these credentials before you issue.",
            err=True,
        )
    ready = [draft for draft in drafts if by_name or not draft.needs_a_look]
    if out is not None and len(ready) < len(drafts):
        count = len(drafts) - len(ready)
        click.echo(
            f"{count} of {len(drafts)} not written, since somebody has to look at them first; "
            "--by-name writes them as well.",
            err=True,
        )
    if not ready:
        return
    if out is not None:
        write_precious(out, stack.write_table(program, ready))
    click.echo(
        f"Next: insignia issue {pathway} --csv {out or 'FILE (write it with --out)'}", err=True
    )


def _find_pathway(site: content.Site, slug: str) -> Program:
    program = site.programs.get(slug)
    if program is not None and program.is_pathway:
        return program
    names = ", ".join(sorted(item.slug for item in site.programs.values() if item.is_pathway))
    msg = f"{slug!r} is no pathway; pathways: {names or 'none, no programme has parts'}"
    raise UsageError(msg)


def _found_by(draft: stack.Draft) -> str:
    if draft.namesake is not None:
        held = f"same name holds it already ({draft.namesake.short_id})"
        return f"{draft.found_by}, {held}: look before you issue"
    return f"{draft.found_by}: look before you issue" if draft.needs_a_look else draft.found_by


def _table(drafts: Sequence[stack.Draft]) -> list[str]:
    rows = [
        (
            printable(draft.name),
            _found_by(draft),
            ", ".join(f"{part.program} {part.short_id}" for part in draft.parts),
        )
        for draft in drafts
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(2)] if rows else []
    return [_GAP.join((*map(str.ljust, row, widths), row[-1])) for row in rows]
