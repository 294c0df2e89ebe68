"""The verbs about bargaining itself: validate, duel, bench."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.app import Json, Seed, Settings, app

BASELINE = Path("scenarios/baseline.yaml")
RULES_HELP = "see `sim list rules`"


class Spans(StrEnum):
    """What points are spread over."""

    STATED = "stated"
    DRAWS = "draws"
    RANGES = "ranges"


def refuse_odd(given: dict[str, Any]) -> None:
    """Refuse options of `validate`, by their names, that do not go together."""
    stated = {name for name, value in given.items() if not (value is None or value is False or value in ([], ()))}
    rules = (
        (len(stated & KINDS) != 1, "say what to validate: one of --patterns, --theory, --learning, --actual"),
        ("cases" in stated and "theory" not in stated, "--cases goes with --theory"),
        (
            "theory" in stated and bool(stated & {"scenario", "worlds", "seed", "settings"}),
            "--theory plays no scenario: leave out --scenario, --worlds, --seed and --set",
        ),
        (bool(stated & {"spread", "rounds"}) and "learning" not in stated, "--spread and --rounds go with --learning"),
        ("points" in stated and "patterns" not in stated, "--points goes with --patterns"),
        ("spans" in stated and "points" not in stated, "--spans goes with --points"),
        ("figure" in stated and not stated & {"actual", "points"}, "--figure goes with --actual or with --points"),
    )
    for is_odd, rule in rules:
        if is_odd:
            raise typer.BadParameter(rule)


KINDS = {"patterns", "theory", "learning", "actual"}  # of what `validate` holds the model against
POINTS_HELP = "with --patterns: measure them at so many points of a Latin hypercube (200, say) instead of one run"
SPANS_HELP = (
    "with --points: over the quantiles of what is not known, paces and beliefs still differing between worlds; "
    "over the quantiles of all distributions; or over each `range`  [default: stated]"
)
FIGURE_HELP = "with --actual or --points: draw it into this PNG file"
WORLDS_HELP = "parallel worlds; with --points, of each point  [default: the scenario's own; 250 a point]"
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
    context: typer.Context,
    patterns: Annotated[bool, typer.Option("--patterns", help=PATTERNS_HELP)] = False,
    theory: Annotated[bool, typer.Option("--theory", help=THEORY_HELP)] = False,
    learning: Annotated[bool, typer.Option("--learning", help=LEARNING_HELP)] = False,
    actual: Annotated[bool, typer.Option("--actual", help=ACTUAL_HELP)] = False,
    cases: Annotated[Path | None, typer.Option(help=CASES_HELP)] = None,
    points: Annotated[int | None, typer.Option(min=2, max=100_000, help=POINTS_HELP)] = None,
    spans: Annotated[Spans | None, typer.Option(help=SPANS_HELP)] = None,
    figure: Annotated[Path | None, typer.Option(help=FIGURE_HELP)] = None,
    spread: Annotated[float | None, typer.Option(min=0, max=3, help=SPREAD_HELP)] = None,
    rounds: Annotated[int | None, typer.Option(min=1, max=10_000, help=OFFERS_HELP)] = None,
    scenario: Annotated[Path | None, typer.Option(help=SCENARIO_HELP)] = None,
    worlds: Annotated[int | None, typer.Option(min=1, help=WORLDS_HELP)] = None,
    seed: Seed = None,
    settings: Settings = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Hold the model against theory and against what was seen in 2025; what fails is shown as failing.

    Examples:
      sim validate --theory
      sim validate --patterns --worlds 2000 --seed 1
      sim validate --patterns --points 20 --worlds 100 --figure points.png
      sim validate --learning --spread 1 --rounds 30
      sim validate --actual --figure actual.png
    """
    refuse_odd(context.params)
    from sim.cli import validate_patterns as stress
    from sim.cli import validate_theory as arena

    asked = (scenario or BASELINE, settings)
    if patterns:
        stress.validate_patterns(
            stress.PatternsRequest(*asked, points, (spans or Spans.STATED).value, worlds, seed, figure, json)
        )
    elif theory:
        arena.validate_theory(cases, json)
    elif actual:
        arena.validate_actual(*asked, worlds, seed, figure, json)
    else:
        arena.validate_learning(*asked, (spread, rounds, worlds, seed), json)


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
    from sim.cli import validate_theory as arena

    ring = arena.DuelRequest(
        tactics, scenario, settings, rounds, coin, opponent, acceptance, offer, worlds, seed, figure, json
    )
    arena.play_duel(ring)


BENCH_HELP = "scenario file; or `negotiation`: only that, its rate in words  [default: scenarios/baseline.yaml]"
ONLY_HELP = (
    "benches to run, with commas between: negotiation, negmas, mesa, alone, steps, memory, worlds  [default: all]"
)


@app.command()
def bench(
    scenario: Annotated[str, typer.Argument(help=BENCH_HELP, metavar="[SCENARIO]", show_default=False)] = str(BASELINE),
    only: Annotated[str | None, typer.Option(metavar="NAME,...", help=ONLY_HELP)] = None,
    repeats: Annotated[int | None, typer.Option(min=1, max=100, help="values of each line  [default: 5]")] = None,
    million: Annotated[bool, typer.Option("--million", help="go on to a million worlds; 15 minutes or more")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="smaller sizes, two repeats, half a minute")] = False,
    json: Json = False,
) -> None:
    """Measure how fast this is on the machine at hand, and what memory it takes.

    Each line is one JSON object, printed as soon as it is known: a rate, a ratio, a time or a memory,
    its unit, the median, least and most of some repeats, what it is held to. About four minutes on two
    cores that have nothing else to do; see docs/speed.md.

    Examples:
      sim bench --quick
      sim bench scenarios/baseline.yaml --only negotiation,mesa --repeats 3
      sim bench negotiation --json
    """
    from sim.cli import bench as speed

    if scenario == speed.NEGOTIATION and not Path(scenario).exists():
        if only or million or quick or repeats:
            raise typer.BadParameter(f"{scenario} in words takes no other option than --json; say --only {scenario}")
        speed.print_negotiation_rate(json)
        return
    if not Path(scenario).exists() and Path(scenario).suffix not in speed.YAML:
        raise typer.BadParameter(f"SCENARIO must be a scenario file, or negotiation; found {scenario}")
    names = tuple(name.strip() for name in only.split(",")) if only is not None else ()
    if odd := speed.unknown_names(names):
        raise typer.BadParameter(f"--only takes {', '.join(speed.NAMES)}; found {', '.join(map(repr, odd))}")
    speed.run_benches(speed.BenchRequest(Path(scenario), names, million, repeats, quick))
