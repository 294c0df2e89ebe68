"""The verbs of the command, each imported when it is asked for, so that a start takes what its own verb takes."""

from collections.abc import Callable, Iterable
from inspect import cleandoc
from pkgutil import resolve_name
from typing import Annotated, Any

import typer

from sim.cli.output import WORDS

VERBS: dict[str, str] = {  # where each is, in the order of the help
    "new": "new:new",
    "check": "check:check",
    "run": "run:run",
    "sweep": "sweep:sweep",
    "compare": "compare:compare",
    "explain": "explain:explain",
    "discover": "discover:discover",
    "draw": "draw:draw",
    "replay": "replay:replay",
    "play": "play:play",
    "class": "class_:class_",
    "dashboard": "dashboard:dashboard",
    "teach": "teach:teach",
    "show": "show:show",
    "export": "export:export",
    "import": "import_:import_",
    "sensitivity": "sensitivity:sensitivity",
    "list": "list:list_",
    "validate": "validate:validate",
    "score": "score:score",
    "robust": "robust:robust",
    "duel": "duel:duel",
    "bench": "bench:bench",
    "cars": "cars:cars",
}
ABOUT = (
    "Simulate trade talks between two parties, such as the tariff talks of 2025, in many parallel worlds.\n\n"
    "A scenario is a YAML file that states who negotiates, over what, by which rules and under what "
    "uncertainty. A run plays it in every world and saves a folder under results/ with the outcomes, the "
    "scenario as played, figures, and how to repeat it.\n\n"
    "Exit status: 0 done, 1 the scenario or the data is wrong (every fault is listed), 2 the command is."
)


def find_verb(name: str) -> Callable[..., None]:
    """Return the function of a verb; KeyError if there is no such verb."""
    found: Callable[..., None] = resolve_name(f"sim.cli.{VERBS[name]}")
    return found


def make_app(names: Iterable[str] = VERBS) -> typer.Typer:
    """Return the command with some of its verbs, by their names; all unless told."""
    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=ABOUT)(take_options)
    for name in names:
        verb = find_verb(name)
        app.command(name, help=help_text(verb))(verb)
    return app


def app_for(words: list[str]) -> typer.Typer:
    """Return the command as far as some words of it ask: a verb alone where they begin with one."""
    return make_app(words[:1] if words and words[0] in VERBS else VERBS)


def help_text(verb: Callable[..., Any]) -> str:
    """Return the docstring of a verb as its help."""
    return cleandoc(verb.__doc__ or "").replace("\nExample", "\n\b\nExample")  # which keeps the lines apart


def print_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from sim.runs.provenance import PROGRAM, program_version

        typer.echo(f"{PROGRAM} {program_version()}")
        raise typer.Exit


def take_options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="print the version and stop")
    ] = False,
) -> None:
    """Take the options that stand before the verb; UserError if the environment names a backend that there is not."""
    from sim.core.backend import stated_backend

    stated_backend()
    WORDS.set(None)  # of a scenario that an earlier command in this process was about
