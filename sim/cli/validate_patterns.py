"""What `sim validate --patterns --points` does: the patterns wherever the assumptions may lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.cli.output import as_json, print_patterns, say
from sim.cli.validate_theory import require_writable, save_png

WORLDS = 250  # of a point, where the user does not say


@dataclass(frozen=True)
class PatternsRequest:
    """What the user asked for; without points, one run."""

    scenario: Path
    settings: Sequence[str]
    points: int | None
    spans: str
    worlds: int | None
    seed: int | None
    figure: Path | None
    json: bool


def validate_patterns(request: PatternsRequest) -> None:
    """Measure the patterns and print them beside their ranges."""
    if request.points is None:
        print_patterns(request.scenario, request.worlds, request.seed, request.settings, request.json)
    else:
        print_patterns_at_points(request, request.points)


def print_patterns_at_points(request: PatternsRequest, points: int) -> None:
    """Measure the patterns at every point, print at how many they are within range; draw where a file is named."""
    from sim.analysis.validation.robustness import assess_robustness, lay_hypercube, measure_points
    from sim.cli.progress import ProgressBar
    from sim.reporting.robustness_text import robustness_data, robustness_lines
    from sim.scenario.loading import load

    if request.figure is not None:
        require_writable(request.figure)
    loaded = load(request.scenario, request.settings)
    worlds = WORLDS if request.worlds is None else request.worlds
    seed = loaded.scenario.seed if request.seed is None else request.seed
    laid = lay_hypercube(loaded, request.spans, points, worlds, seed)
    with ProgressBar(points * worlds) as tick:
        found = assess_robustness(laid, seed, measure_points(laid, seed, tick))
    if request.figure is not None:
        from sim.reporting.figures import robustness as drawing

        save_png(drawing.figure(found), request.figure)
    if request.json:
        say(as_json(robustness_data(found)))
        return
    say("\n".join(robustness_lines(found)))
    if request.figure is not None:
        say(f"\ndrawn       {request.figure}")
