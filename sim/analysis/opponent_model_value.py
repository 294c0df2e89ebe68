"""What learning about the other side is worth: the same talks with every opponent model.

Mandates differ from what the public knows of them by a lognormal factor an issue, side and world.
Both sides use the same model and the same pace; worlds and luck are the same for all models, so
differences are taken world by world.  Measured is what both sides could still have gained at once,
to the exact frontier, from what each world ended with, deal or none.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sim.analysis.bootstrap import mean_interval
from sim.analysis.first_day import exact_frontier, first_day_domain
from sim.analysis.strategies import named_strategy
from sim.bargaining.efficiency import frontier_distance
from sim.bargaining.session import OfferProtocol, SessionResult, negotiate
from sim.bargaining.sides import SIDES
from sim.core.chance import Chance
from sim.core.worlds import Array
from sim.scenario.schema.scenario import Scenario
from sim.tactics.registry import OPPONENT

FIRST, LAST = ("none", "fixed"), ("oracle",)  # what the others are held against
MODELS = (*FIRST, *(name for name in OPPONENT if name not in (*FIRST, *LAST)), *LAST)
TACTIC = "timed:beta=0.5"


@dataclass(frozen=True)
class LearningSetting:
    """How far mandates differ (sigma of ln), how many offers are made, in how many worlds."""

    sigma: float
    rounds: int
    worlds: int
    seed: int


@dataclass(frozen=True)
class ModelValue:
    """What a model leaves on the table, bn USD a year, mean and half of its 95 % interval.

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
        party_a, party_b = (named_strategy(TACTIC, model).for_side(luck, side) for side in SIDES)
        ending = negotiate(domain, (party_a, party_b), OfferProtocol(setting.rounds, coin=0.5), luck)
        left[model], agreed[model] = distance_to_frontier(ending, frontier), float(ending.agreed.mean())
        if tick:
            tick((number + 1) / len(MODELS))
    return [
        ModelValue(
            m, agreed[m], *(mean_and_half(values) for values in (held, left["none"] - held, left["fixed"] - held))
        )
        for m, held in left.items()
    ]


def mean_and_half(values: Array) -> tuple[float, float | None]:
    """Return the mean of values, (worlds,), and half of its interval; None of too few worlds."""
    (low, high) = mean_interval(values)[1]
    return float(values.mean()), None if low is None or high is None else (high - low) / 2


def distance_to_frontier(ending: SessionResult, frontier: tuple[Array, Array]) -> Array:
    """Return what both could still have gained at once, (worlds,), bn USD a year."""
    party_a, party_b = (f - v[:, None] for f, v in zip(frontier, ending.values, strict=True))
    return frontier_distance(party_a, party_b)
