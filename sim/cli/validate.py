"""The verb `validate`: hold the model against theory and against what was observed in 2025."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.app import Json, PlayRequest, Seed, Settings, possible_worlds, refuse_odd, stated_options
from sim.cli.pictures import Format, Width
from sim.cli.validate_actual import validate_actual
from sim.cli.validate_learning import validate_learning
from sim.cli.validate_patterns import PointsRequest, validate_patterns
from sim.cli.validate_reference import validate_reference
from sim.cli.validate_structures import validate_structures
from sim.cli.validate_theory import validate_theory

BASELINE = Path("baseline")
KINDS = {
    "patterns",
    "theory",
    "learning",
    "actual",
    "structures",
    "reference",
}  # of what `validate` holds the model against
POINTS_HELP = "with --patterns: measure them at so many points of a Latin hypercube (200, say) instead of one run"
SPANS_HELP = (
    "with --points: over the quantiles of what is not known, paces and beliefs still differing between worlds; "
    "over the quantiles of all distributions; or over each `range`  [default: stated]"
)
FIGURE_HELP = "with --actual or --points: draw it into this PNG, SVG or PDF file"
WORLDS_HELP = (
    "parallel worlds; with --points, of each point  [default: the scenario's own; 250 a point, 1000 a structure]"
)
PATTERNS_HELP = "patterns of a credible baseline, beside their ranges"
THEORY_HELP = "textbook cases, beside their known answers; exit 1 if one fails"
LEARNING_HELP = "what each opponent model is worth, in paired worlds"
ACTUAL_HELP = "where the moves and the deal of 2025 lie among the model's"
STRUCTURES_HELP = "headline results under every choice of rule: in how many their signs survive"
REFERENCE_HELP = "the runs kept in results/reference, played again: are their rows the same; exit 1 if one moved"
CASES_HELP = "with --theory: file of cases (default: the shipped ones)"
SPREAD_HELP = "with --learning: sigma of the mandates  [default: 1]"
OFFERS_HELP = "with --learning: number of offers  [default: 30]"
SCENARIO_HELP = "scenario file, not for --theory  [default: baseline]"


class Spans(StrEnum):
    """What points are spread over."""

    STATED = "stated"
    DRAWS = "draws"
    RANGES = "ranges"


def refuse_odd_options(given: dict[str, Any]) -> None:
    """Refuse options of `validate`, by their names, that do not go together."""
    stated = stated_options(given)
    rules = (
        (
            len(stated & KINDS) != 1,
            "say what to validate: one of --patterns, --theory, --learning, --actual, --structures, --reference",
        ),
        ("cases" in stated and "theory" not in stated, "--cases goes with --theory"),
        (
            "theory" in stated and bool(stated & {"scenario", "worlds", "seed", "settings"}),
            "--theory plays no scenario: leave out --scenario, --worlds, --seed and --set",
        ),
        (
            "reference" in stated and bool(stated & {"scenario", "worlds", "seed", "settings"}),
            "--reference repeats runs as they were: leave out --scenario, --worlds, --seed and --set",
        ),
        (bool(stated & {"spread", "rounds"}) and "learning" not in stated, "--spread and --rounds go with --learning"),
        ("points" in stated and "patterns" not in stated, "--points goes with --patterns"),
        ("spans" in stated and "points" not in stated, "--spans goes with --points"),
        ("figure" in stated and not stated & {"actual", "points"}, "--figure goes with --actual or with --points"),
    )
    refuse_odd(rules)


def validate(
    context: typer.Context,
    patterns: Annotated[bool, typer.Option("--patterns", help=PATTERNS_HELP)] = False,
    theory: Annotated[bool, typer.Option("--theory", help=THEORY_HELP)] = False,
    learning: Annotated[bool, typer.Option("--learning", help=LEARNING_HELP)] = False,
    actual: Annotated[bool, typer.Option("--actual", help=ACTUAL_HELP)] = False,
    structures: Annotated[bool, typer.Option("--structures", help=STRUCTURES_HELP)] = False,
    reference: Annotated[bool, typer.Option("--reference", help=REFERENCE_HELP)] = False,
    cases: Annotated[Path | None, typer.Option(help=CASES_HELP)] = None,
    points: Annotated[int | None, typer.Option(min=2, max=100_000, help=POINTS_HELP)] = None,
    spans: Annotated[Spans | None, typer.Option(help=SPANS_HELP)] = None,
    figure: Annotated[Path | None, typer.Option(help=FIGURE_HELP)] = None,
    format_: Format = None,
    width: Width = None,
    spread: Annotated[float | None, typer.Option(min=0, max=3, help=SPREAD_HELP)] = None,
    rounds: Annotated[int | None, typer.Option(min=1, max=10_000, help=OFFERS_HELP)] = None,
    scenario: Annotated[Path | None, typer.Option(help=SCENARIO_HELP)] = None,
    worlds: Annotated[int | None, typer.Option(min=1, callback=possible_worlds, help=WORLDS_HELP)] = None,
    seed: Seed = None,
    settings: Settings = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Hold the model against theory and against what was observed in 2025; what fails is shown as failing.

    Examples:
      sim validate --theory
      sim validate --patterns --points 10 --worlds 100 --figure points.png
      sim validate --learning --spread 1 --rounds 30
      sim validate --actual --figure actual.png
      sim validate --structures --worlds 1000 --seed 1
    """
    refuse_odd_options(context.params)
    play = PlayRequest(scenario=scenario or BASELINE, settings=settings, worlds=worlds, seed=seed)
    over = PointsRequest(points=points, spans=(spans or Spans.STATED).value, figure=figure)
    validators(play, over, context.params)[(stated_options(context.params) & KINDS).pop()]()


def validators(play: PlayRequest, over: PointsRequest, given: dict[str, Any]) -> dict[str, Callable[[], None]]:
    """Return what each kind does, with all options by their names."""
    json = given["json"]
    return {
        "patterns": lambda: validate_patterns(play, over, json),
        "theory": lambda: validate_theory(given["cases"], json),
        "learning": lambda: validate_learning(play, given["spread"], given["rounds"], json),
        "actual": lambda: validate_actual(play, given["figure"], json),
        "structures": lambda: validate_structures(play, json),
        "reference": lambda: validate_reference(json),
    }
