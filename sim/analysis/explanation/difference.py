"""A difference between two scenarios, shared out among the settings in which they differ.

Every subset of the changes is played in the same worlds, and each outcome's mean difference is shared by Shapley's
value of the game that the subsets make (`sim.analysis.explanation.shapley`).  The shares add up to the difference.
Of many changes only the subsets of some orders are played (`sim.analysis.explanation.plans`).

Intervals of 95 % resample the worlds, in all subsets together, and of sampled orders the pairs of orders too, each
independently of the other (`sim.analysis.bootstrap`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pyarrow as pa

from sim.analysis.bootstrap import NO_INTERVAL, Interval, is_few, percentile_interval, resampled_sums
from sim.analysis.compare import Measure
from sim.analysis.explanation.outcomes import SubsetFigures, chosen_measures, figures_of_runs, means_of_sums
from sim.analysis.explanation.plans import AllSubsets, Plan, plan_of
from sim.analysis.explanation.settings import ChangedSetting, changed_settings
from sim.analysis.explanation.shapley import alone_and_pairs
from sim.analysis.explanation.subset_runs import PlayedWorlds, play_subsets, read_scenario, stem_of
from sim.analysis.explanation.units import ChangeUnit, ScenarioPair, find_sound_units, group_settings
from sim.core.errors import UserError
from sim.core.worlds import Array
from sim.runs.chunk import Tick
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.scenario import Scenario


@dataclass(frozen=True)
class Share:
    """What a change has in a difference, with its interval, and what it does alone (None where that was not played).

    worlds  in how many it makes a difference at all
    """

    change: str
    value: float | None
    low: float | None
    high: float | None
    alone: float | None
    worlds: int


@dataclass(frozen=True)
class PairEffect:
    """What two changes do together beyond what each does alone, averaged over what else is changed."""

    changes: tuple[str, str]
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class SharedDifference:
    """An outcome in both scenarios, the difference of its means, and whose it is.

    of_deals  whether it is a mean over those worlds that have one: before and after are then of other worlds
    shares    add up to the difference; so does what changes do alone with what pairs do beyond it
    pairs     None where not all subsets were played
    """

    measure: str
    unit: str
    meaning: str
    of_deals: bool
    before: float | None
    after: float | None
    difference: float | None
    low: float | None
    high: float | None
    shares: tuple[Share, ...]
    pairs: tuple[PairEffect, ...] | None


@dataclass(frozen=True)
class Explanation:
    """Where a scenario differs from another, and what of each outcome's difference is due to which change.

    runs    subsets of the changes that were played
    orders  how many orders of the changes were drawn; None where all count
    """

    one: str
    other: str
    worlds: int
    seed: int
    changes: tuple[ChangeUnit, ...]
    runs: int
    orders: int | None
    outcomes: tuple[SharedDifference, ...]


def explain(
    one: str | LoadedScenario,
    other: str | LoadedScenario,
    of: Sequence[str] = (),
    *,
    groups: Sequence[str] = (),
    worlds: int | None = None,
    seed: int | None = None,
    first: int = 0,
    tick: Tick | None = None,
) -> Explanation:
    """Share out what differs between two scenarios among the settings in which they differ.

    of      outcomes, by the names that `compare` gives them or by a column of a result
    groups  paths that count as one change, with commas between
    worlds, seed, first  as of `run`: the first scenario's own where they are not stated

    UserError where nothing differs, for a name that there is not, ScenarioError for what cannot be played.
    """
    pair = ScenarioPair(read_scenario(one), read_scenario(other))
    spec = pair.one.scenario
    wanted = chosen_measures(of, spec, pair.other.scenario)
    units = group_settings(find_changes(pair), groups)
    units, scenarios = find_sound_units(pair, units, lambda players: plan_of(players).subsets)
    plan = plan_of(len(units))
    played = PlayedWorlds(spec.worlds if worlds is None else worlds, spec.seed if seed is None else seed, first)
    tables = play_subsets([scenarios[subset] for subset in plan.subsets], played, tick)
    names = [unit.name for unit in units]
    outcomes = tuple(share_outcome(measure, tables, plan, names) for measure in wanted)
    count = tables[0][1].num_rows
    return Explanation(*pair_names(pair), count, played.seed, tuple(units), len(plan.subsets), plan.orders, outcomes)


def pair_names(pair: ScenarioPair) -> tuple[str, str]:
    """Return the names of both scenarios; of two of one name the second is the first, changed."""
    one, other = stem_of(pair.one), stem_of(pair.other)
    return one, other if other != one else f"{other} (changed)"


def find_changes(pair: ScenarioPair) -> list[ChangedSetting]:
    """Return where the second scenario differs from the first; UserError if it does not."""
    found = changed_settings(pair.one.data, pair.other.data)
    if not found:
        raise UserError(
            f"{stem_of(pair.one)} and {stem_of(pair.other)} do not differ in any setting: there is nothing to explain. "
            "State another scenario, or --set-b A.B=C"
        )
    return found


def share_outcome(
    measure: Measure, tables: Sequence[tuple[Scenario, pa.Table]], plan: Plan, names: Sequence[str]
) -> SharedDifference:
    """Return whose an outcome's difference is, from the rows of every subset."""
    figures = figures_of_runs(tables, measure)
    worth = means_of_sums(figures.values.sum(axis=1), figures.known.sum(axis=1).astype(float))
    before, after = (float(v) if np.isfinite(v) else None for v in (worth[0], worth[-1]))
    head = (measure.name, measure.unit, measure.meaning, not bool(figures.known.all()), before, after)
    if not np.isfinite(worth).all():
        unknown = tuple(Share(name, None, None, None, None, 0) for name in names)
        return SharedDifference(*head, None, None, None, unknown, None)
    total, number = resampled_sums(figures.values.T, figures.known.T.astype(float))
    again = means_of_sums(total, number)
    whole = interval_of(again[:, -1] - again[:, 0], figures, ([0], [len(worth) - 1]))
    shares = tuple(shares_of(figures, worth, again, plan, names))
    pairs = pairs_of(figures, worth, again, plan, names) if isinstance(plan, AllSubsets) else None
    return SharedDifference(*head, float(worth[-1] - worth[0]), *whole, shares, pairs)


def interval_of(estimates: Array, figures: SubsetFigures, steps: tuple[Sequence[int], Sequence[int]]) -> Interval:
    """Return the interval from resamples, (resamples,), none where too few worlds are behind it."""
    fewest = int(figures.known.sum(axis=1).min())
    if is_few(fewest, figures.count_changed(*steps)):
        return NO_INTERVAL
    return percentile_interval(estimates, fewest)


def shares_of(figures: SubsetFigures, worth: Array, again: Array, plan: Plan, names: Sequence[str]) -> list[Share]:
    """Return the share of each change, from the worth of the subsets and that in each resample."""
    values, resampled = plan.share_out(worth), plan.share_out_again(again)
    alone = alone_and_pairs(worth)[0] if isinstance(plan, AllSubsets) else None
    found = []
    for k, name in enumerate(names):
        interval = interval_of(resampled[:, k], figures, plan.steps(k))
        by_itself = None if alone is None else float(alone[k])
        found.append(Share(name, float(values[k]), *interval, by_itself, figures.count_changed(*plan.steps(k))))
    return found


def pairs_of(
    figures: SubsetFigures, worth: Array, again: Array, plan: AllSubsets, names: Sequence[str]
) -> tuple[PairEffect, ...]:
    """Return what each pair does together beyond what its two do alone."""
    values, resampled = alone_and_pairs(worth)[1], alone_and_pairs(again)[1]
    found = []
    for k, (one, other) in enumerate(combinations(range(len(names)), 2)):
        before, after = (here + there for here, there in zip(plan.steps(one), plan.steps(other), strict=True))
        interval = interval_of(resampled[:, k], figures, (before, after))
        found.append(PairEffect((names[one], names[other]), float(values[k]), *interval))
    return tuple(found)
