"""The command: `sim VERB`.  Verbs import what they need when they are called, so that help is quick."""

from inspect import cleandoc
from typing import Annotated

import typer

from sim.cli import contrasting, market
from sim.cli import output as shell
from sim.cli import run as runs
from sim.cli import sweep as sweeping
from sim.cli import validate as bargaining
from sim.cli.app import app

__all__ = ["app", "bargaining", "contrasting", "main", "market", "runs", "sweeping"]

# the verbs, in the order of the help
ORDER = ("check", "run", "sweep", "compare", "show", "list", "validate", "duel", "bench", "cars")


def version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from importlib.metadata import version as known

        typer.echo(f"ninety-days {known('ninety-days')}")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="print the version and stop")
    ] = False,
) -> None:
    """Take the options that stand before the verb."""


options.__doc__ = None


app.registered_commands.sort(key=lambda verb: ORDER.index(verb.name or getattr(verb.callback, "__name__", "")))
for known in app.registered_commands:  # \b keeps the lines of the examples apart
    told = cleandoc((known.callback and known.callback.__doc__) or "")
    known.help = told.replace("\nExample", "\n\b\nExample")


def main() -> None:
    """Run the command; a fault of the scenario or the data is told in plain words, exit 1."""
    shell.run_guarded(app)
