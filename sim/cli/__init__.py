"""The command: `sim VERB`.  Verbs import what they need when they are called, so that help is quick."""

from collections.abc import Callable
from inspect import cleandoc
from typing import Annotated, Any

import typer

from sim.cli import (
    bench,
    cars,
    check,
    class_,
    compare,
    dashboard,
    discover,
    draw,
    duel,
    explain,
    export,
    import_,
    list,
    new,
    play,
    replay,
    robust,
    run,
    score,
    sensitivity,
    show,
    sweep,
    teach,
    validate,
)
from sim.cli.app import app
from sim.cli.output import WORDS, run_guarded

__all__ = ["VERBS", "app", "main"]

VERBS: dict[str, Callable[..., None]] = {  # in the order of the help
    "new": new.new,
    "check": check.check,
    "run": run.run,
    "sweep": sweep.sweep,
    "compare": compare.compare,
    "explain": explain.explain,
    "discover": discover.discover,
    "draw": draw.draw,
    "replay": replay.replay,
    "play": play.play,
    "class": class_.class_,
    "dashboard": dashboard.dashboard,
    "teach": teach.teach,
    "show": show.show,
    "export": export.export,
    "import": import_.import_,
    "sensitivity": sensitivity.sensitivity,
    "list": list.list_,
    "validate": validate.validate,
    "score": score.score,
    "robust": robust.robust,
    "duel": duel.duel,
    "bench": bench.bench,
    "cars": cars.cars,
}


def help_text(verb: Callable[..., Any]) -> str:
    """Return the docstring of a verb as its help."""
    return cleandoc(verb.__doc__ or "").replace("\nExample", "\n\b\nExample")  # which keeps the lines apart


def print_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from sim.runs.provenance import PROGRAM, program_version

        typer.echo(f"{PROGRAM} {program_version()}")
        raise typer.Exit


@app.callback(help=app.info.help)
def take_options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="print the version and stop")
    ] = False,
) -> None:
    """Take the options that stand before the verb; UserError if the environment names a backend that there is not."""
    from sim.core.backend import stated_backend

    stated_backend()
    WORDS.set(None)  # of a scenario that an earlier command in this process was about


for name, verb in VERBS.items():
    app.command(name, help=help_text(verb))(verb)


def main() -> None:
    """Run the command; a fault of the scenario or the data is told in plain words, exit 1."""
    run_guarded(app)
