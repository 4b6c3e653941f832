"""What a provider should know and nothing forces: advice, which stops only what is `--strict`."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.check import ContentCheck
from generator.completeness import advise_completeness
from generator.config import SITE_FILE
from generator.content import Site, parse_or_none, record_paths
from generator.errors import Problem
from generator.hours import hours_range
from generator.new import is_example_role, of_the_example
from generator.programs import PROGRAMS_FOLDER
from generator.text import printable, quoted
from generator.vc.strict_json import MAX_BYTES

_EXAMPLE = "still says what the example says in"
_ROUNDING = 0.5  # three thirds, written as 33.3, are a whole


def _advise_contact(site: Site) -> Iterator[Problem]:
    if site.config.email is None and site.config.website is None:
        message = "give 'email' or 'website', so that an employer can ask about a credential"
        yield Problem(SITE_FILE, 0, 0, message, "advice-contact")


def _advise_programs(site: Site) -> Iterator[Problem]:
    """Name what employers miss: what the holder can do, how it was assessed, how long it took."""
    if not site.programs:
        message = (
            "holds no programme, so there is nothing to issue: run 'insignia new program NAME'"
        )
        yield Problem(PROGRAMS_FOLDER, 0, 0, message, "advice-programs")
    for program in site.programs.values():
        missing = {
            "outcomes": not program.outcomes,
            "assessment": not program.assessment and not program.is_pathway,
            "hours": program.hours is None,
        }
        for key in (key for key, is_missing in missing.items() if is_missing):
            message = f"give {key!r}: without it an employer cannot tell what this is worth"
            yield Problem(program.path, 1, 1, message, f"advice-{key}")


def _advise_example(site: Site) -> Iterator[Problem]:
    """Name what the templates came with, which would be signed or published as one's own."""
    for program in site.programs.values():
        if left := of_the_example(program):
            message = f"{_EXAMPLE} {', '.join(left)}: write your own before you issue"
            yield Problem(program.path, 1, 1, message, "advice-example")
    for role in site.roles.values():
        if is_example_role(role):
            message = f"{_EXAMPLE} 'description': write your own before you publish"
            yield Problem(role.path, 1, 1, message, "advice-example")


def _advise_gone(site: Site) -> Iterator[Problem]:
    """Name the pages that credentials lead to and that are no more: addresses are signed."""
    named = Counter(map(_achievement_of, record_paths(site.root)))
    for address, count in sorted(named.items()):
        if not address.startswith(site.config.url) or site.program_of(address) is not None:
            continue
        slug = address.rstrip("/").rpartition("/")[2]
        program = site.programs.get(slug)
        if program is None:
            remedy = f"restore the name {quoted(slug)}"
        elif program.is_pathway:
            remedy = "take 'parts' out again, and give the pathway a file of its own"
        else:
            remedy = "restore its 'parts', and give the programme a file of its own"
        issued = "1 credential was" if count == 1 else f"{count} credentials were"
        message = (
            f"{issued} issued for {printable(address)}, and there is no such page any more: "
            f"{remedy}"
        )
        place = (PROGRAMS_FOLDER, 0, 0) if program is None else (program.path, 1, 1)
        yield Problem(*place, message, "advice-programme-gone")


def _achievement_of(path: Path) -> str:
    """Return the address of what a record is for; nothing where that cannot be read."""
    if path.is_symlink():
        return ""
    with path.open("rb") as file:
        document = parse_or_none(file.read(MAX_BYTES + 1))
    try:
        address = document["credentialSubject"]["achievement"]["id"]
    except (KeyError, TypeError):
        return ""  # what is wrong with it is told when it is verified
    return address if isinstance(address, str) else ""


def _advise_weights(site: Site) -> Iterator[Problem]:
    for program in site.programs.values():
        weights = [item.weight for item in program.assessment if item.kind == "summative"]
        known = [weight for weight in weights if weight is not None]
        if not known or len(known) < len(weights) or abs(sum(known) - 100) <= _ROUNDING:
            continue
        message = (
            f"the weights of 'assessment' come to {sum(known):.12g} per cent: make them 100, "
            "or leave them out"
        )
        yield Problem(program.path, 1, 1, message, "advice-weights")


def _advise_pathway_hours(site: Site) -> Iterator[Problem]:
    for program in site.programs.values():
        least = hours_range(program.steps, site).least
        if program.hours is not None and program.hours < least:
            message = (
                f"'hours' is {program.hours:.12g}, but the shortest way through 'parts' takes "
                f"{least:.12g}: give at least that"
            )
            yield Problem(program.path, 1, 1, message, "advice-pathway-hours")


ADVICE: tuple[ContentCheck, ...] = (
    _advise_contact,
    _advise_programs,
    _advise_gone,
    _advise_example,
    _advise_weights,
    _advise_pathway_hours,
    advise_completeness,
)
