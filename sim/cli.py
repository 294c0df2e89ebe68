"""The command: `sim VERB`.  Verbs import what they need when they are called, so that help is quick."""

import sys
from datetime import datetime
from inspect import cleandoc
from pathlib import Path
from typing import Annotated

import typer

from sim import shell

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Simulate the 2025 U.S.-South Korea tariff talks, in many parallel worlds.\n\n"
        "A scenario is a YAML file that states who negotiates, over what, by which rules and under what "
        "uncertainty. A run plays it in every world and saves a folder under results/ with the outcomes, the "
        "scenario as played, figures, and how to repeat it.\n\n"
        "Exit status: 0 done, 1 the scenario or the data is wrong (every fault is listed), 2 the command is."
    ),
)

ScenarioFile = Annotated[Path, typer.Argument(help="scenario file, as scenarios/baseline.yaml", metavar="SCENARIO")]
Settings = Annotated[
    list[str],
    typer.Option("--set", metavar="A.B=C", help="replace one value by its dotted path; may be repeated"),
]
YEAR_END = datetime(2025, 12, 31)
Json = Annotated[bool, typer.Option("--json", help="print one JSON value instead of text")]
Worlds = Annotated[int | None, typer.Option(min=1, help="parallel worlds (default: the scenario's own)")]
SEED_HELP = "seed of all luck, from 0 up (default: the scenario's own)"
Seed = Annotated[int | None, typer.Option(min=0, max=2**62 - 1, help=SEED_HELP)]


@app.command()
def check(
    scenarios: Annotated[list[Path], typer.Argument(help="one or more scenario files", metavar="SCENARIO...")],
    settings: Settings = [],  # noqa: B006 (typer reads the default, nobody changes it)
    json: Json = False,
) -> None:
    """Read scenarios and list every fault, without playing them.

    Example: sim check scenarios/*.yaml
    """
    shell.check(scenarios, settings, json)


@app.command()
def run(
    scenario: Annotated[Path | None, typer.Argument(help="scenario file", metavar="SCENARIO")] = None,
    worlds: Worlds = None,
    seed: Seed = None,
    first: Annotated[int, typer.Option(min=0, max=2**62 - 1, help="number of the first world")] = 0,
    chunk: Annotated[int | None, typer.Option(min=1, help="worlds played at once; changes nothing but speed")] = None,
    settings: Settings = [],  # noqa: B006
    out: Annotated[Path | None, typer.Option(help="folder for the result (default: results/NAME-N, a new one)")] = None,
    force: Annotated[bool, typer.Option("--force", help="replace the result folder given by --out")] = False,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="save tables only, no figures and report")] = False,
    story: Annotated[bool, typer.Option("--story", help="tell the first world day by day")] = False,
    again: Annotated[Path | None, typer.Option("--from", help="repeat a saved run from its folder")] = None,
    json: Json = False,
) -> None:
    """Play a scenario once in every world, print what happened, and save it.

    Examples:
      sim run scenarios/baseline.yaml
      sim run scenarios/baseline.yaml --worlds 10000 --seed 7 --set korea.tactic.timed.beta=0.5
      sim run scenarios/baseline.yaml --worlds 1 --story
      sim run --from results/baseline-1
    """
    if (scenario is None) == (again is None):
        raise typer.BadParameter("give a SCENARIO, or --from a saved run")
    if story and json:
        raise typer.BadParameter("--json prints one value: leave out --story, or --json")
    if again is not None and (worlds is not None or seed is not None or settings or first or chunk):
        raise typer.BadParameter(
            "--from repeats a run as it was: leave out --worlds, --seed, --first, --chunk and --set"
        )
    wish = shell.Wish(
        scenario, again, worlds, seed, first, chunk, tuple(settings), out, force, not no_figures, story, json
    )
    shell.run(wish, sys.argv[1:])


@app.command()
def show(
    folder: Annotated[Path, typer.Argument(help="result folder, as results/baseline-1", metavar="DIR")],
    json: Json = False,
) -> None:
    """Print what a saved run says.

    Example: sim show results/baseline-1 --json
    """
    shell.show(folder, json)


@app.command("list")
def list_(
    what: Annotated[str, typer.Argument(help="rules, schema, columns, keys or scenarios", metavar="WHAT")] = "rules",
    json: Json = False,
) -> None:
    """List what this version knows: rules, the JSON Schema, result columns, scenario keys, scenarios.

    Example: sim list schema > scenario.schema.json
    """
    shell.list_known(what, json)


@app.command()
def validate(
    patterns: Annotated[
        bool, typer.Option("--patterns", help="patterns of a credible baseline, beside their ranges")
    ] = False,
    scenario: Annotated[Path, typer.Option(help="scenario file")] = Path("scenarios/baseline.yaml"),
    worlds: Worlds = None,
    seed: Seed = None,
    settings: Settings = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Hold the model against what was seen in 2025; a pattern that fails is shown as failing.

    Example: sim validate --patterns --worlds 2000 --seed 1
    """
    if not patterns:
        raise typer.BadParameter("say what to validate: --patterns")
    shell.validate(scenario, worlds, seed, settings, json)


RATE = {"min": 0, "max": 100, "metavar": "PERCENT"}
PHI_HELP = "share of the way prices have gone to equilibrium  [default: 0.36]"
OTHERS_HELP = "on cars from Japan, the EU and others: from 25 up on top of a base of 2.5, below in all"
Others = Annotated[float | None, typer.Option(**RATE, help=OTHERS_HELP)]
DAY = {"formats": ["%Y-%m-%d"], "metavar": "DATE"}


def refuse_odd(nests: str | None, then: float | None, on: datetime | None, quarters: bool, more: bool) -> None:
    """Refuse options of `cars` that do not go together; more: options of --quarters beside `then`."""
    if nests not in (None, "one", "three"):
        raise typer.BadParameter(f"--nests must be one or three; found {nests}")
    if (then is None) != (on is None):
        raise typer.BadParameter("--then and --on go together")
    if not quarters and (then is not None or more):
        raise typer.BadParameter("--then, --on, --until, --figure, --worlds and --seed go with --quarters")


@app.command()
def cars(
    phi: Annotated[float | None, typer.Option(min=0, max=1, help=PHI_HELP)] = None,
    korea: Annotated[float | None, typer.Option(**RATE, help="tariff on Korean cars")] = None,
    others: Others = None,
    usmca: Annotated[float | None, typer.Option(**RATE, help="on cars from Mexico and Canada, paid on 55 %")] = None,
    nests: Annotated[str | None, typer.Option(help="one: all cars alike; three: mass, Detroit, premium")] = None,
    quarters: Annotated[bool, typer.Option("--quarters", help="the carmakers' accounts by quarter instead")] = False,
    then: Annotated[float | None, typer.Option(**RATE, help="with --quarters: tariff on Korean cars later")] = None,
    on: Annotated[datetime | None, typer.Option(**DAY, help="the day it begins")] = None,
    until: Annotated[
        datetime, typer.Option(**DAY, help="last day of the accounts", show_default="2025-12-31")
    ] = YEAR_END,
    figure: Annotated[Path | None, typer.Option(help="with --quarters: draw them into this PNG file")] = None,
    worlds: Worlds = None,
    seed: Seed = None,
    scenario: Annotated[Path, typer.Option(help="scenario file")] = Path("scenarios/baseline.yaml"),
    settings: Settings = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Show who pays a tariff on cars: buyers, carmakers or the Treasury.

    Without tariffs, nine cases are shown; what is left out of a case is 25.

    Examples:
      sim cars
      sim cars --korea 15 --others 15 --phi 1 --json
      sim cars --quarters --korea 25 --then 15 --on 2025-11-01 --figure quarters.png
    """
    more = any(given is not None for given in (figure, worlds, seed)) or until != YEAR_END
    refuse_odd(nests, then, on, quarters, more)
    if quarters and phi is not None:
        raise typer.BadParameter("--phi goes with cases: by quarter, prices go their way day by day")
    from sim import counter

    question = counter.Question(0.36 if phi is None else phi, korea, others, usmca, nests, scenario, settings, json)
    if not quarters:
        counter.cases(question)
        return
    span = counter.Span(then, on.date() if on else None, until.date(), worlds, seed, figure)
    counter.quarters(question, span)


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


for known in app.registered_commands:  # \b keeps the lines of the examples apart
    told = cleandoc((known.callback and known.callback.__doc__) or "")
    known.help = told.replace("\nExample", "\n\b\nExample")


def main() -> None:
    """Run the command; a fault of the scenario or the data is told in plain words, exit 1."""
    shell.guarded(app)
