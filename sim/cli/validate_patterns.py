"""What `sim validate --patterns --points` does: the patterns wherever the assumptions may lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.cli.output import as_json, say, validate
from sim.cli.validate_theory import save, writable

WORLDS = 250  # of a point, where the user does not say


@dataclass(frozen=True)
class Wish:
    """What the user asked for; without points, one run."""

    scenario: Path
    settings: Sequence[str]
    points: int | None
    spans: str
    worlds: int | None
    seed: int | None
    figure: Path | None
    json: bool


def patterns(wish: Wish) -> None:
    """Measure the patterns and print them beside their ranges."""
    if wish.points is None:
        validate(wish.scenario, wish.worlds, wish.seed, wish.settings, wish.json)
    else:
        at_points(wish, wish.points)


def at_points(wish: Wish, points: int) -> None:
    """Measure the patterns at every point, print at how many they are within range; draw where a file is named."""
    from sim.analysis.validation.robustness import design, measured, robustness
    from sim.cli.progress import Bar
    from sim.reporting.robustness_text import lines, plain
    from sim.scenario.loading import load

    if wish.figure is not None:
        writable(wish.figure)
    loaded = load(wish.scenario, wish.settings)
    worlds = WORLDS if wish.worlds is None else wish.worlds
    seed = loaded.scenario.seed if wish.seed is None else wish.seed
    laid = design(loaded, wish.spans, points, worlds, seed)
    with Bar(points * worlds) as tick:
        found = robustness(laid, seed, measured(laid, seed, tick))
    if wish.figure is not None:
        from sim.reporting.figures import robustness as drawing

        save(drawing.figure(found), wish.figure)
    if wish.json:
        say(as_json(plain(found)))
        return
    say("\n".join(lines(found)))
    if wish.figure is not None:
        say(f"\ndrawn       {wish.figure}")
