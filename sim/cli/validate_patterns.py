"""What `sim validate --patterns` does: the patterns in one run, or wherever the assumptions may lie."""

from dataclasses import dataclass
from pathlib import Path

from sim.cli.app import PlayRequest
from sim.cli.output import as_json, require_writable, say, say_drawn, say_overridden, speak_of
from sim.cli.pictures import save_figure
from sim.cli.progress import ProgressBar

WORLDS = 250  # of a point, where the user does not say


@dataclass(frozen=True, kw_only=True)
class PointsRequest:
    """At how many points (None: in one run), spread over what, and where they are to be drawn."""

    points: int | None
    spans: str
    figure: Path | None


def validate_patterns(request: PlayRequest, over: PointsRequest, json: bool) -> None:
    """Measure the patterns and print them beside their ranges."""
    if over.points is None:
        print_patterns(request, json)
    else:
        print_patterns_at_points(request, over, over.points, json)


def print_patterns(request: PlayRequest, json: bool) -> None:
    """Measure the patterns of one run and print them beside their ranges."""
    from sim.analysis.validation.patterns.registry import measure_patterns
    from sim.reporting.pattern_text import pattern_data, pattern_lines
    from sim.runs.run import run
    from sim.scenario.loading import load

    loaded = speak_of(load(request.scenario, request.settings))
    say_overridden(loaded.overridden)
    with ProgressBar(loaded.scenario.worlds if request.worlds is None else request.worlds) as tick:
        outcome = run(loaded, request.worlds, request.seed, tick=tick, workers=None)
    found = measure_patterns(outcome)
    say(as_json(pattern_data(found)) if json else "\n".join(pattern_lines(found, outcome)))


def print_patterns_at_points(request: PlayRequest, over: PointsRequest, points: int, json: bool) -> None:
    """Measure the patterns at every point, print at how many they are within range; draw where a file is named."""
    from sim.analysis.validation.robustness import assess_robustness, lay_hypercube, measure_points
    from sim.reporting.robustness_text import robustness_data, robustness_lines
    from sim.scenario.loading import load

    require_writable(over.figure)
    loaded = speak_of(load(request.scenario, request.settings))
    say_overridden(loaded.overridden)
    worlds = WORLDS if request.worlds is None else request.worlds
    seed = loaded.scenario.seed if request.seed is None else request.seed
    design = lay_hypercube(loaded, over.spans, points, worlds, seed)
    with ProgressBar(points * worlds) as tick:
        found = assess_robustness(design, seed, measure_points(design, seed, tick))
    if over.figure is not None:
        from sim.reporting.figures import robustness

        save_figure(robustness.figure(found), over.figure)
    if json:
        say(as_json(robustness_data(found)))
        return
    say("\n".join(robustness_lines(found)))
    say_drawn(over.figure)
