"""Forecasts of the same outcomes: the model's worlds, and rules that know nothing of its talks.

A forecast holds values for each outcome it speaks of: one, where it is a point, or one a world.
Of an outcome it does not speak of it says what `uniform` says: all points of the grid are equally likely.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.bootstrap import FEWEST, percentile_interval, resampled_sums
from sim.analysis.score.outcomes import ScoredOutcome, places_of
from sim.analysis.score.smoothing import Smoothing, spread
from sim.analysis.validation.actual_deal import levels
from sim.analysis.validation.patterns.bills import duties
from sim.core.worlds import Array
from sim.runs.run import Outcome


@dataclass(frozen=True, eq=False)
class Forecast:
    """What a rule says: values by outcome, (values,), in the unit of its grid; terms are of the same worlds.

    knows_later   it uses what was known only after the day the scenario is played as known on
    by_world      its values are those of worlds; else they are one point, or what a stated distribution gives
    """

    name: str
    says: str
    values: Mapping[str, Array]
    knows_later: bool = False
    by_world: bool = False


def probabilities(forecast: Forecast, outcome: ScoredOutcome, smoothing: Smoothing) -> Array:
    """Return the probability that a forecast gives to each point of an outcome's grid, (points,)."""
    points = len(outcome.grid)
    if outcome.name not in forecast.values:
        return np.full(points, 1 / points)
    return np.asarray(spread(places_of(outcome, forecast.values[outcome.name]), points, smoothing).mean(axis=0))


def joint_score(
    forecast: Forecast, outcomes: Sequence[ScoredOutcome], smoothing: Smoothing
) -> tuple[float, float | None]:
    """Return the log score of several outcomes at once, smoothed world by world, and half of its interval, nats.

    The interval is over worlds, or values of a rule; its half is 0 of a rule that names one point, None of fewer
    than FEWEST worlds.
    """
    product = np.ones(1)
    for outcome in outcomes:
        points = len(outcome.grid)
        if outcome.name in forecast.values:
            each = spread(places_of(outcome, forecast.values[outcome.name]), points, smoothing)
            product = product * each[:, outcome.seen].sum(axis=1)
        else:
            product = product * len(outcome.seen) / points
    joint = float(np.log(product.mean()))
    if forecast.by_world and len(product) < FEWEST:
        return joint, None
    return joint, half_of_interval(product)


def half_of_interval(products: Array) -> float:
    """Return half of the interval of the logarithm of the mean of products, (values,), all above 0."""
    if np.ptp(products) == 0:
        return 0.0
    (sums,) = resampled_sums(products[:, None])
    low, high = percentile_interval(np.log(sums[:, 0] / len(products)), len(products))
    return 0.0 if low is None or high is None else (high - low) / 2


def model_forecast(outcome: Outcome, scored: Sequence[ScoredOutcome], after: int) -> Forecast:
    """Return what a run says, of the worlds that had not signed by day `after`."""
    day = outcome.column("day")
    open_then = ~(day <= after)  # nan: no deal
    agreed = open_then & np.isfinite(day)
    values: dict[str, Array] = {}
    for one in scored:
        if one.group == "terms" and agreed.any():
            values[one.name] = levels(outcome, one.name)[agreed]
        elif one.group == "bills":
            maker, quarter = one.name.rsplit(" ", 1)
            values[one.name] = duties(outcome, maker, quarter)[open_then]
    values["agreed"] = agreed[open_then].astype(float)
    if agreed.any():
        values["date"] = day[agreed]
    return Forecast("model", "the worlds of the scenario that had not signed by then", values, by_world=bool(values))
