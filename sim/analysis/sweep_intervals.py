"""Intervals of means over a whole sweep: over its points and random draws, by the one rule (sim.analysis.bootstrap).

    points drawn, common random numbers   points are resampled, and sets of draws are; what both change is joined
    points drawn, own random numbers      points are resampled, each with its worlds
    points fixed                          sets of draws are; with own numbers, the k-th world of all points at once

Points that belong together are drawn together (sim.analysis.resampling_units).  Of very many points, or sets, some
are put together before they are drawn, which leaves the spread of a mean what it is: drawn are at most 512 groups of
points and 2048 of sets.

By random draws alone: the same with the points fixed.  Under common random numbers more points do not narrow that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.bootstrap import (
    FEWEST,
    LEVEL,
    NO_INTERVAL,
    Interval,
    join_both_ways,
    percentile_interval,
    ratios,
    two_way_counts,
)
from sim.analysis.point_worlds import PointWorlds, known_values
from sim.analysis.resampling_units import resampling_units
from sim.analysis.sweep_lucks import sweep_lucks
from sim.core.worlds import Array, Whole
from sim.sweeps.storage.reader import Sweep

MOST_UNITS = 512  # groups of points
MOST_LUCKS = 2048  # groups of lucks


@dataclass(frozen=True, eq=False)
class UnitTable:
    """Sums of an outcome over the points that are drawn together, by set of draws, and how many figures each adds.

    sums, counts  (units, lucks)
    sampled       whether points are drawn; else all stay, and are one unit
    crossed       whether all points have the same sets of random draws
    """

    sums: Array
    counts: Array
    sampled: bool
    crossed: bool

    @property
    def mean(self) -> float | None:
        """The mean over all worlds that have the outcome; None where none has."""
        return float(self.sums.sum() / self.counts.sum()) if self.counts.sum() else None

    @property
    def drawn(self) -> int:
        """How many units, or lucks, are drawn, of two ways the fewer."""
        units, lucks = self.sums.shape
        if not self.sampled:
            return int(lucks)
        return int(min(units, lucks) if self.crossed else units)

    @property
    def is_constant(self) -> bool:
        """Whether units and lucks all have the same mean."""
        return bool(np.ptp(ratios(self.sums, self.counts)[self.counts > 0]) == 0) if self.counts.any() else True


@dataclass(frozen=True)
class SweepMean:
    """An outcome's mean over a sweep, with its 95 % interval; None where there are too few points or sets of draws.

    luck_half   half of the interval by random draws alone
    """

    measure: str
    mean: float | None
    low95: float | None
    high95: float | None
    luck_half: float | None


def unit_table(outcome: PointWorlds, units: Whole | None) -> UnitTable:
    """Return an outcome of a sweep by units, as `resampling_units` numbers them."""
    points, worlds = outcome.values.shape
    table = empty_table(units, points, worlds, crossed=outcome.crossed)
    point, world = np.divmod(np.arange(points * worlds), worlds)
    add_figures(table, units, (point, world), outcome.values.ravel())
    return table


def empty_table(units: Whole | None, points: int, worlds: int, *, crossed: bool) -> UnitTable:
    """Return a table without figures."""
    shape = 1 if units is None else min(MOST_UNITS, int(units[-1]) + 1), min(MOST_LUCKS, worlds)
    return UnitTable(np.zeros(shape), np.zeros(shape), units is not None, crossed)


def add_figures(table: UnitTable, units: Whole | None, place: tuple[Whole, Whole], values: Array) -> None:
    """Add figures to a table, given the point and the number of the world of each at its point; nan is left out."""
    rows, columns = table.sums.shape
    unit = np.zeros(len(values), np.int64) if units is None else units[place[0]] % rows
    cell, known = unit * columns + place[1] % columns, np.isfinite(values)
    for held, figures in ((table.sums, values), (table.counts, np.ones(len(values)))):
        held += np.bincount(cell[known], figures[known], minlength=rows * columns).reshape(rows, columns)


def read_unit_tables(sweep: Sweep, measures: Sequence[str]) -> dict[str, UnitTable]:
    """Return outcomes of a sweep by units, read in a stream; ResultError if a column is not there."""
    sweep.select_columns(measures)
    plan, units = sweep.plan, resampling_units(sweep.plan.design)
    found = {
        name: empty_table(units, plan.design.points, plan.worlds, crossed=sweep_lucks(plan).common) for name in measures
    }
    for rows in sweep.batches(list(dict.fromkeys(["point", "world", *measures]))):
        place = rows.column("point").to_numpy(), rows.column("world").to_numpy() % plan.worlds
        for name in measures:
            add_figures(found[name], units, place, known_values(rows.column(name)))
    return found


def resampled_means(table: UnitTable, *, points: bool, lucks: bool) -> Array:
    """Return the mean in each resample, (resamples,), of points, of lucks or of both."""
    by_unit, by_luck = two_way_counts(*table.sums.shape)
    by_points = ratios(*(np.einsum("u,ru->r", held.sum(axis=1), by_unit) for held in (table.sums, table.counts)))
    by_lucks = ratios(*(np.einsum("w,rw->r", held.sum(axis=0), by_luck) for held in (table.sums, table.counts)))
    if points and lucks:
        at_once = ratios(*(np.einsum("rw,rw->r", by_unit @ held, by_luck) for held in (table.sums, table.counts)))
        return join_both_ways(table.mean or 0.0, by_points, by_lucks, at_once)
    return by_points if points else by_lucks


def table_interval(table: UnitTable, level: float = LEVEL) -> Interval:
    """Return the interval of the mean over all that is drawn; none of fewer than FEWEST, or where all are the same."""
    if table.drawn < FEWEST or table.is_constant:
        return NO_INTERVAL
    lucks = table.crossed or not table.sampled
    return percentile_interval(resampled_means(table, points=table.sampled, lucks=lucks), table.drawn, level)


def luck_interval(table: UnitTable, level: float = LEVEL) -> Interval:
    """Return the interval of the mean by random draws alone, the points as they are; none of fewer than FEWEST."""
    worlds = table.sums.shape[1]
    if worlds < FEWEST or table.is_constant:
        return NO_INTERVAL
    return percentile_interval(resampled_means(table, points=False, lucks=True), worlds, level)


def sweep_means(sweep: Sweep, measures: Sequence[str]) -> list[SweepMean]:
    """Return the mean of each outcome over a sweep with its intervals; ResultError if a column is not there."""
    return [sweep_mean(name, table) for name, table in read_unit_tables(sweep, measures).items()]


def sweep_mean(measure: str, table: UnitTable) -> SweepMean:
    """Return a mean with its intervals."""
    low, high = luck_interval(table)
    half = None if low is None or high is None else (high - low) / 2
    return SweepMean(measure, table.mean, *table_interval(table), half)
