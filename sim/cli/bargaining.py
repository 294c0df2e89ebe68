"""The verbs about bargaining itself: validate, duel, bench."""

from pathlib import Path
from typing import Annotated

import typer

from sim import shell
from sim.cli.app import Json, Seed, Settings, Worlds, app

BASELINE = Path("scenarios/baseline.yaml")
RULES_HELP = "see `sim list rules`"


@app.command()
def validate(
    patterns: Annotated[
        bool, typer.Option("--patterns", help="patterns of a credible baseline, beside their ranges")
    ] = False,
    theory: Annotated[
        bool, typer.Option("--theory", help="textbook cases, beside their known answers; exit 1 if one fails")
    ] = False,
    learning: Annotated[
        bool, typer.Option("--learning", help="what each opponent model is worth, in paired worlds")
    ] = False,
    cases: Annotated[Path | None, typer.Option(help="with --theory: file of cases (default: the shipped ones)")] = None,
    spread: Annotated[
        float | None, typer.Option(min=0, max=3, help="with --learning: sigma of the mandates  [default: 1]")
    ] = None,
    rounds: Annotated[
        int | None, typer.Option(min=1, max=10_000, help="with --learning: number of offers  [default: 30]")
    ] = None,
    scenario: Annotated[
        Path | None, typer.Option(help="scenario file, not for --theory  [default: scenarios/baseline.yaml]")
    ] = None,
    worlds: Worlds = None,
    seed: Seed = None,
    settings: Settings = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Hold the model against theory and against what was seen in 2025; what fails is shown as failing.

    Examples:
      sim validate --theory
      sim validate --patterns --worlds 2000 --seed 1
      sim validate --learning --spread 1 --rounds 30
    """
    if patterns + theory + learning != 1:
        raise typer.BadParameter("say what to validate: one of --patterns, --theory, --learning")
    if cases is not None and not theory:
        raise typer.BadParameter("--cases goes with --theory")
    if theory and (settings or any(given is not None for given in (scenario, worlds, seed))):
        raise typer.BadParameter("--theory plays no scenario: leave out --scenario, --worlds, --seed and --set")
    if not learning and (spread is not None or rounds is not None):
        raise typer.BadParameter("--spread and --rounds go with --learning")
    if patterns:
        shell.validate(scenario or BASELINE, worlds, seed, settings, json)
        return
    from sim import arena

    if theory:
        arena.theory(cases, json)
        return
    given = (1.0 if spread is None else spread, 30 if rounds is None else rounds, worlds, seed)
    arena.learning(scenario or BASELINE, settings, given, json)


@app.command()
def duel(
    tactics: Annotated[list[str], typer.Argument(help="names with or without parameters", metavar="TACTIC...")],
    scenario: Annotated[
        Path | None, typer.Option(help="play for a scenario's stakes  [default: four issues, opposite priorities]")
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, max=100_000, help="number of offers, at most")] = 90,
    coin: Annotated[
        float | None, typer.Option(min=0, max=1, help="chance that the U.S. makes an offer  [default: in turn]")
    ] = None,
    opponent: Annotated[str, typer.Option(help=f"opponent model of both; {RULES_HELP}")] = "fixed",
    acceptance: Annotated[str, typer.Option(help=f"acceptance rule of both; {RULES_HELP}")] = "next",
    offer: Annotated[str, typer.Option(help=f"offer rule of both; {RULES_HELP}")] = "trade_off",
    worlds: Annotated[
        int | None, typer.Option(min=1, help="parallel worlds  [default: 100, or the scenario's]")
    ] = None,
    seed: Seed = None,
    figure: Annotated[Path | None, typer.Option(help="draw heat maps into this PNG file")] = None,
    settings: Settings = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Set tactics against each other, each against each in both roles, in bare negotiations.

    A tactic is a name, name:key=value,key=value or a rule in YAML. Without parameters, `timed` gives
    ground evenly (beta 1), `resource` fears the end ten meetings ahead.

    Examples:
      sim duel timed:beta=0.2 timed:beta=2 micro
      sim duel timed tit_for_tat hardliner --scenario scenarios/baseline.yaml --rounds 30 --figure duel.png
      sim duel "{mixture: {first: hardliner, then: micro, switch: 0.5}}" zeuthen --json
    """
    if settings and scenario is None:
        raise typer.BadParameter("--set goes with --scenario")
    from sim import arena

    ring = arena.Ring(
        tactics, scenario, settings, rounds, coin, opponent, acceptance, offer, worlds, seed, figure, json
    )
    arena.duel(ring)


@app.command()
def bench(
    what: Annotated[str, typer.Argument(help="negotiation: bare sessions of two timed tactics", metavar="WHAT")],
    json: Json = False,
) -> None:
    """Measure how fast this is on the machine at hand: a rate with its spread.

    Example: sim bench negotiation --json
    """
    if what != "negotiation":
        raise typer.BadParameter(f"WHAT must be negotiation; found {what}")
    from sim import arena

    arena.bench(what, json)
