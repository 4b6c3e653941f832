"""The commands about collections: several credentials of one holder at one address."""

import secrets
from collections.abc import Mapping
from pathlib import Path

import click

from generator import collection_pages, content
from generator.collection import create_collection, load_collections, remove_collection
from generator.console import project_option
from generator.errors import Problems, UsageError
from generator.status import find_record
from generator.text import printable
from generator.vc.strict_json import JSON


@click.group("collection")
def collection_group() -> None:
    """Show several credentials of one holder together, if the holder asks for it."""


@collection_group.command("create", short_help="Make a page of several credentials.")
@click.argument("names", nargs=-1, required=True, metavar="CREDENTIAL...")
@click.option("--title", required=True, help="What stands at the head of the page.")
@click.option("--description", help="A sentence below it.")
@click.option("--force", is_flag=True, help="Also where the credentials do not bear one name.")
@project_option
def create_command(
    names: tuple[str, ...], title: str, description: str | None, root: Path, *, force: bool
) -> None:
    """Make a page of several credentials. Only do so if their holder asks for it.

    CREDENTIAL is an id, its first ten characters, or a page's address. The page is listed nowhere;
    its address cannot be guessed, and whoever is told it sees which credentials belong together.
    """
    site = content.load_site(root)
    records = [find_record(site, name) for name in names]
    holders = collection_pages.holders(_read(site, record) for record in records)
    if len(holders) > 1 and not force:
        msg = (
            f"these credentials name {printable(collection_pages.told(holders))}: a collection is "
            "one holder's. If that is one person all the same, add --force"
        )
        raise UsageError(msg)
    made = create_collection(
        site, title, description, records, secrets.token_bytes, names_differ=len(holders) > 1
    )
    click.echo(site.config.url + made.url_path)
    click.echo(
        f"Written: {made.path}. Build and publish, then give the address to the holder, who "
        "decides who else is told.",
        err=True,
    )


@collection_group.command("list", short_help="List the collections there are.")
@project_option
def list_command(root: Path) -> None:
    """List the collections there are: address, number of credentials, title."""
    site = content.load_site(root)
    problems = Problems()
    found = load_collections(root, problems)
    problems.raise_if_any()
    for item in found:
        count = f"{len(item.records)} credential{'' if len(item.records) == 1 else 's'}"
        click.echo(f"{site.config.url}{item.url_path}  {count}  {printable(item.title)}")


@collection_group.command("remove", short_help="Take a collection away.")
@click.argument("name", metavar="COLLECTION")
@project_option
def remove_command(name: str, root: Path) -> None:
    """Take a collection away; its credentials stay. COLLECTION is its id or its address."""
    path = remove_collection(root, name)
    click.echo(f"Removed {path.relative_to(root)}; the page goes with the next build.", err=True)


def _read(site: content.Site, record: str) -> Mapping[str, JSON]:
    document = content.parse_or_none(site.record_path(record).read_bytes())
    if not isinstance(document, dict) or not isinstance(document.get("credentialSubject"), dict):
        msg = f"{site.record_path(record)} is no credential: run 'insignia check'"
        raise UsageError(msg)
    return document
