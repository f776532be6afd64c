"""The command line: one group, and the list of its commands. Each command is a file in commands/.

Exit status: 0 all went well, 1 some captures failed, 2 wrong usage, 130 interrupted. Everything that is not a result goes to stderr.
"""

from __future__ import annotations

import os
import signal
import sys
import warnings

import click

from boilerstrip.commands.clean import clean
from boilerstrip.commands.diff import diff
from boilerstrip.commands.explain import explain
from boilerstrip.commands.filters import filters
from boilerstrip.commands.learn import learn
from boilerstrip.commands.report import report
from boilerstrip.commands.sites import sites
from boilerstrip.errors import BoilerstripError

COMMANDS = (clean, diff, explain, filters, learn, report, sites)

FAILED = 1
INTERRUPTED = 128 + signal.SIGINT


class QuietGroup(click.Group):
    """A group whose commands may find their output closed: whoever read it has seen enough, and nothing failed."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand."""
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more when it flushes at exit
            return None
        return result


@click.group(cls=QuietGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="boilerstrip")
def boilerstrip() -> None:
    """Raw captures of web pages in, clean articles out; and for every removed line the filter that took it and why."""


for command in COMMANDS:
    boilerstrip.add_command(command)


def main() -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(_run())


def _say(message: Warning | str, *_: object, **__: object) -> None:
    """A warning as a person reads it: a site rule that is wrong, say."""
    click.echo(f"boilerstrip: {message}", err=True)


def _run() -> int:
    warnings.showwarning = _say
    try:
        status = boilerstrip.main(standalone_mode=False)  # the status of ctx.exit(), else what the command returned
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("boilerstrip: interrupted; finished outputs are whole, unfinished ones were not written", err=True)
        return INTERRUPTED
    except (BoilerstripError, OSError) as error:
        click.echo(f"boilerstrip: {error}", err=True)
        return FAILED
    return status if isinstance(status, int) else 0
