"""What learning about the other side is worth: the same talks with every opponent model.

Mandates differ from what the public knows of them by a lognormal factor an issue, side and world.
Both sides use the same model and the same pace; worlds and luck are the same for all models, so
differences are taken world by world.  Measured is what both sides could still have gained at once,
to the exact frontier, from what each world ended with, deal or none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.first_day import exact_frontier, first_day_domain
from sim.analysis.strategies import named_strategy
from sim.bargaining.efficiency import frontier_distance
from sim.bargaining.session import SIDES, OfferProtocol, SessionResult, negotiate
from sim.core.chance import Chance
from sim.core.worlds import Array
from sim.scenario.schema.scenario import Scenario

MODELS = ("none", "fixed", "frequency", "smith", "windowed", "bayesian", "oracle")
TACTIC = "timed:beta=0.5"
NORMAL = 1.96  # of a 95 % interval


@dataclass(frozen=True)
class LearningSetting:
    """How far mandates differ (sigma of ln), how many offers are made, in how many worlds."""

    sigma: float
    rounds: int
    worlds: int
    seed: int


@dataclass(frozen=True)
class ModelValue:
    """What a model leaves on the table, bn USD a year, mean and half-width of its 95 % interval.

    saved_none, saved_fixed   how much less than without any idea of the other's priorities, and
                              than with the public table taken at its word, world by world
    """

    model: str
    agreed: float
    left: tuple[float, float | None]
    saved_none: tuple[float, float | None]
    saved_fixed: tuple[float, float | None]


def model_values(
    spec: Scenario, setting: LearningSetting, tick: Callable[[float], None] | None = None
) -> list[ModelValue]:
    """Return what each model is worth."""
    domain = first_day_domain(spec, setting.worlds, setting.seed, sigma=setting.sigma)
    frontier = exact_frontier(domain)
    left: dict[str, Array] = {}
    agreed: dict[str, float] = {}
    for number, model in enumerate(MODELS):
        luck = Chance(setting.seed, 0, setting.worlds)
        us, korea = (named_strategy(TACTIC, model).for_side(luck, side) for side in SIDES)
        ending = negotiate(domain, (us, korea), OfferProtocol(setting.rounds, coin=0.5), luck)
        left[model], agreed[model] = distance_to_frontier(ending, frontier), float(ending.agreed.mean())
        if tick:
            tick((number + 1) / len(MODELS))
    return [
        ModelValue(
            m, agreed[m], mean_interval(held), mean_interval(left["none"] - held), mean_interval(left["fixed"] - held)
        )
        for m, held in left.items()
    ]


def distance_to_frontier(ending: SessionResult, frontier: tuple[Array, Array]) -> Array:
    """Return what both could still have gained at once, (worlds,), bn USD a year."""
    us, korea = (f - v[:, None] for f, v in zip(frontier, ending.values, strict=True))
    return frontier_distance(us, korea)


def mean_interval(values: Array) -> tuple[float, float | None]:
    """Return the mean and the half-width of its 95 % interval, None for a single world."""
    if len(values) < 2:
        return float(values.mean()), None
    return float(values.mean()), float(NORMAL * values.std(ddof=1) / np.sqrt(len(values)))


def model_value_lines(found: Sequence[ModelValue], setting: LearningSetting) -> list[str]:
    """Return the table."""

    def told(pair: tuple[float, float | None]) -> str:
        return f"{pair[0]:8.3f}" + ("" if pair[1] is None else f" ± {pair[1]:.3f}")

    lines = [
        f"{setting.worlds:,} worlds, {setting.rounds} offers, mandates spread by a factor of sigma {setting.sigma:g}, "
        f"both sides {TACTIC}, seed {setting.seed}",
        f"{'model':12}{'agreed':>7}{'left on the table':>19}{'less than none':>17}{'less than fixed':>17}",
    ]
    lines += [
        f"{w.model:12}{w.agreed:7.0%}{told(w.left):>19}{told(w.saved_none):>17}{told(w.saved_fixed):>17}" for w in found
    ]
    return [*lines, "bn USD a year for each side at once, mean and 95 % interval; the spread is assumed"]
