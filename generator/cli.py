"""The command line: options in, one library call, text and an exit status out.

Results go to stdout, everything else to stderr. Exit status: 0 done, or every target valid;
1 problems, or a target not valid; 2 wrong usage. Every command runs without a terminal too.
"""

import click

from generator import (
    __version__,
    commands_collection,
    commands_endorse,
    commands_programs,
    commands_signing,
    commands_site,
)
from generator.console import Group


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="insignia", message="insignia %(version)s")
def main() -> None:
    """Make a website of signed credentials that check themselves in the visitor's browser."""


for command in (
    commands_signing.init_command,
    commands_signing.keygen,
    commands_programs.new_group,
    commands_signing.issue,
    commands_programs.stack_command,
    commands_signing.revoke,
    commands_signing.suspend,
    commands_signing.reinstate,
    commands_site.build,
    commands_site.serve,
    commands_site.check_command,
    commands_site.verify,
    commands_signing.bake_command,
    commands_collection.collection_group,
    commands_endorse.endorse_group,
    commands_site.certificate_command,
):
    main.add_command(command)
