"""The verbs about bargaining itself: validate, duel, bench."""

from pathlib import Path
from typing import Annotated

import typer

from sim import shell
from sim.cli.app import Json, Seed, Settings, Worlds, app

BASELINE = Path("scenarios/baseline.yaml")
RULES_HELP = "see `sim list rules`"


def refuse_odd(*odd: bool) -> None:
    """Refuse options of `validate` that do not go together."""
    rules = (
        "--cases goes with --theory",
        "--theory plays no scenario: leave out --scenario, --worlds, --seed and --set",
        "--spread and --rounds go with --learning",
        "--figure goes with --actual",
    )
    for is_odd, rule in zip(odd, rules, strict=True):
        if is_odd:
            raise typer.BadParameter(rule)


PATTERNS_HELP = "patterns of a credible baseline, beside their ranges"
THEORY_HELP = "textbook cases, beside their known answers; exit 1 if one fails"
LEARNING_HELP = "what each opponent model is worth, in paired worlds"
ACTUAL_HELP = "where the moves and the deal of 2025 lie among the model's"
CASES_HELP = "with --theory: file of cases (default: the shipped ones)"
SPREAD_HELP = "with --learning: sigma of the mandates  [default: 1]"
OFFERS_HELP = "with --learning: number of offers  [default: 30]"
SCENARIO_HELP = "scenario file, not for --theory  [default: scenarios/baseline.yaml]"


@app.command()
def validate(
    patterns: Annotated[bool, typer.Option("--patterns", help=PATTERNS_HELP)] = False,
    theory: Annotated[bool, typer.Option("--theory", help=THEORY_HELP)] = False,
    learning: Annotated[bool, typer.Option("--learning", help=LEARNING_HELP)] = False,
    actual: Annotated[bool, typer.Option("--actual", help=ACTUAL_HELP)] = False,
    cases: Annotated[Path | None, typer.Option(help=CASES_HELP)] = None,
    figure: Annotated[Path | None, typer.Option(help="with --actual: draw it into this PNG file")] = None,
    spread: Annotated[float | None, typer.Option(min=0, max=3, help=SPREAD_HELP)] = None,
    rounds: Annotated[int | None, typer.Option(min=1, max=10_000, help=OFFERS_HELP)] = None,
    scenario: Annotated[Path | None, typer.Option(help=SCENARIO_HELP)] = None,
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
      sim validate --actual --figure actual.png
    """
    if patterns + theory + learning + actual != 1:
        raise typer.BadParameter("say what to validate: one of --patterns, --theory, --learning, --actual")
    played = bool(settings) or any(given is not None for given in (scenario, worlds, seed))
    learnt, drawn = spread is not None or rounds is not None, figure is not None
    refuse_odd(cases is not None and not theory, theory and played, learnt and not learning, drawn and not actual)
    if patterns:
        shell.validate(scenario or BASELINE, worlds, seed, settings, json)
        return
    from sim import arena

    if theory:
        arena.theory(cases, json)
    elif actual:
        arena.actual(scenario or BASELINE, settings, worlds, seed, figure, json)
    else:
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
