"""Which choice of a party does well wherever the assumptions may lie, by several criteria, with intervals.

Points and worlds are drawn independently of each other, with replacement, the same for all choices
(`two_way_counts`).  The worst point and the largest regret are those of the points that were played, in worlds drawn
anew: what points nobody played would bring, no resample can say.  No interval for fewer than FEWEST points or lucks.

`chosen` counts in how many resamples a criterion takes a choice, ties going to the one named first.
"""

from dataclasses import dataclass

import numpy as np

from sim.analysis.bootstrap import (
    AT_ONCE,
    FEWEST,
    NO_INTERVAL,
    RESAMPLES,
    Interval,
    join_both_ways,
    percentile_interval,
    two_way_counts,
)
from sim.analysis.robust_choice.criteria import (
    point_payoffs,
    regrets,
    split_regret,
    weighted_mean,
    weighted_quantile,
)
from sim.analysis.robust_choice.crossed_levers import CrossedPayoffs
from sim.core.ties import TIE
from sim.core.worlds import Array

LARGER_IS_BETTER = {"expected", "worst", "satisficing"}
MEANINGS = {  # criterion -> what it is; the order of tables
    "expected": "mean over points",
    "worst": "at the worst point",
    "mean_regret": "mean regret over points",
    "high_regret": "regret that 90 % of the points keep to",
    "largest_regret": "regret at the point where it is largest",
    "satisficing": "share of points at the threshold or above",
    "agreed": "share of worlds with a deal",
}


@dataclass(frozen=True)
class CriterionValue:
    """A criterion of one choice, with its interval, and in which share of resamples it takes this choice."""

    value: float
    interval: Interval
    chosen: float | None


@dataclass(frozen=True, eq=False)
class ChoiceReport:
    """One choice: its criteria by name, its regret with the best chosen by other worlds, and what it brings by point.

    payoffs, regrets   (points,)
    """

    choice: str
    criteria: dict[str, CriterionValue]
    split_regret: float
    payoffs: Array
    regrets: Array


@dataclass(frozen=True, eq=False)
class RobustChoice:
    """All choices, and which of them each criterion takes."""

    levers: tuple[str, ...]
    measure: str
    at_least: float | None
    points: int
    worlds: int
    choices: tuple[ChoiceReport, ...]

    @property
    def best(self) -> dict[str, str]:
        """Return the choice that each criterion takes, the first of several that are as good.

        Where all reach the threshold as often, none is taken for that.
        """
        found = {}
        for name in self.choices[0].criteria:
            values = [one.criteria[name].value for one in self.choices]
            if name != "agreed" and not (name == "satisficing" and np.ptp(values) <= TIE):
                found[name] = self.choices[pick_best(name, np.array(values))].choice
        return found


def judge_choices(held: CrossedPayoffs, at_least: float | None = None, resamples: int = RESAMPLES) -> RobustChoice:
    """Return the criteria of all choices; with a threshold also the share of points at which it is reached."""
    _, points, worlds = held.values.shape
    payoffs = point_payoffs(held.values)
    values = all_criteria(held, np.ones(points), np.ones(worlds), at_least)
    fewer = min(points, worlds)
    again = resampled_criteria(held, at_least, resamples if fewer >= FEWEST else 0)
    split, regret = split_regret(held.values) if worlds > 1 else np.full(len(payoffs), np.nan), regrets(payoffs)
    return RobustChoice(
        levers=held.levers,
        measure=held.measure,
        at_least=at_least,
        points=points,
        worlds=worlds,
        choices=tuple(
            ChoiceReport(
                choice=name,
                criteria={key: describe_criterion(key, values[key], again[key], k, fewer) for key in values},
                split_regret=float(split[k]),
                payoffs=payoffs[k],
                regrets=regret[k],
            )
            for k, name in enumerate(held.choices)
        ),
    )


def all_criteria(held: CrossedPayoffs, points: Array, worlds: Array, at_least: float | None) -> dict[str, Array]:
    """Return each criterion of all choices, (..., choices), where (..., points) and (..., worlds) count so often."""
    payoffs = point_payoffs(held.values, worlds)
    regret = regrets(payoffs)
    found = {
        "expected": weighted_mean(payoffs, points),
        "worst": payoffs.min(axis=-1),
        "mean_regret": weighted_mean(regret, points),
        "high_regret": weighted_quantile(regret, points),
        "largest_regret": regret.max(axis=-1),
    }
    if at_least is not None:
        found["satisficing"] = weighted_mean((payoffs >= at_least).astype(float), points)
    return found | {"agreed": weighted_mean(point_payoffs(held.agreed, worlds), points)}


def resampled_criteria(held: CrossedPayoffs, at_least: float | None, resamples: int) -> dict[str, Array]:
    """Return the same of each resample, (3, resamples, choices): of points, of lucks, and of both at once."""
    _, points, worlds = held.values.shape
    of_points, of_lucks = two_way_counts(points, worlds, resamples)
    ways = ((of_points, np.ones_like(of_lucks)), (np.ones_like(of_points), of_lucks), (of_points, of_lucks))
    found = [criteria_of_way(held, at_least, *way) for way in ways]
    return {name: np.stack([way[name] for way in found]) for name in found[0]}


def criteria_of_way(held: CrossedPayoffs, at_least: float | None, points: Array, worlds: Array) -> dict[str, Array]:
    """Return the criteria of resamples that count points and worlds so often, (resamples, choices)."""
    parts = [
        all_criteria(held, points[first : first + AT_ONCE], worlds[first : first + AT_ONCE], at_least)
        for first in range(0, max(len(points), 1), AT_ONCE)
    ]
    return {name: np.concatenate([part[name] for part in parts]).reshape(-1, len(held.values)) for name in parts[0]}


def pick_best(name: str, values: Array) -> int:
    """Return which choice a criterion takes, the first of several that are as good, (..., choices)."""
    return int(values.argmax() if name in LARGER_IS_BETTER else values.argmin())


def describe_criterion(name: str, values: Array, ways: Array, place: int, drawn: int) -> CriterionValue:
    """Return a criterion of the choice at a place, from the values of all and those of each resample, by three ways."""
    again = ways[2]
    joined = join_both_ways(values, *ways)[:, place] if len(again) else again[:, place]
    interval = percentile_interval(joined, drawn) if len(again) else NO_INTERVAL
    picks = again.argmax(axis=1) if name in LARGER_IS_BETTER else again.argmin(axis=1)
    chosen = float((picks == place).mean()) if len(again) and name != "agreed" else None
    return CriterionValue(float(values[place]), interval, chosen)
