"""The worlds of a sweep as cases, and what was swept as their inputs.

A case is one world at one point.  Its inputs are the factors of the point, so that cases of a point lie at the same
place: all counts and quantiles are taken over points that weigh as many cases as they have, which gives what every
case alone would give.  Worlds that could not be played are no cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sim.analysis.discovery.condition import Condition, read_condition
from sim.analysis.resampling_units import resampling_units
from sim.analysis.sweep_lucks import sweep_lucks
from sim.core.errors import UserError
from sim.core.worlds import Array, Flags, Whole
from sim.sweeps.designs.design import Design, Factor
from sim.sweeps.storage.reader import Sweep

OWN = "the scenario's own"  # what stands at a point where nothing is set


@dataclass(frozen=True, eq=False)
class CaseFactor:
    """What a factor is at each point.

    path     dotted path
    values   (points,): its number, or the place of its choice among `choices`
    choices  what it is chosen among; empty for a number
    listed   whether only numbers that stand at points make sense: whole ones, and those that were listed
    """

    path: str
    values: Array
    choices: tuple[str, ...] = ()
    listed: bool = False


@dataclass(frozen=True, eq=False)
class Cases:
    """The cases of a sweep.

    factors   what was swept, in the order of the design; factors that are the same at all points are left out
    interest  (points, worlds): which cases are of interest
    there     (points, worlds): which could be played
    crossed   whether a column is the same luck at all points
    groups    (points,): with which other points each is drawn when points are drawn again; None where points stay
    nulls     how many cases have no value, by the columns of the condition in which some have none
    """

    factors: tuple[CaseFactor, ...]
    interest: Flags
    there: Flags
    crossed: bool
    groups: Whole | None
    condition: Condition
    nulls: dict[str, int]

    @property
    def lucks(self) -> int:
        """How many different lucks there are."""
        return int(self.interest.shape[1] if self.crossed else self.interest.size)

    def counts(self) -> "PointCounts":
        """Return the cases of each point, and those of interest."""
        return PointCounts(self.there.sum(axis=1).astype(float), self.interest.sum(axis=1).astype(float))


@dataclass(frozen=True, eq=False)
class PointCounts:
    """How many cases each point has, and how many of these are of interest, (points,) both, whole numbers."""

    cases: Array
    hits: Array

    def without(self, points: Flags) -> "PointCounts":
        """Return the same without some points."""
        return PointCounts(np.where(points, 0.0, self.cases), np.where(points, 0.0, self.hits))


def read_cases(sweep: Sweep, where: Sequence[str]) -> Cases:
    """Return the cases of a sweep, read in a stream; UserError if all are of interest, or none."""
    condition = read_condition(where, sweep.schema)
    shape = sweep.plan.design.points, sweep.plan.worlds
    interest, there = np.zeros(shape, bool), np.zeros(shape, bool)
    nulls = dict.fromkeys(condition.columns, 0)
    for rows in sweep.batches(list(dict.fromkeys(["point", "world", *condition.columns]))):
        place = rows.column("point").to_numpy(), rows.column("world").to_numpy() % sweep.plan.worlds
        interest[place] = condition.rule(rows)
        there[place] = True
        for name in condition.columns:
            nulls[name] += rows.column(name).null_count
    require_both(condition, int(interest.sum()), int(there.sum()))
    design, crossed = sweep.plan.design, sweep_lucks(sweep.plan).common
    known = {name: count for name, count in nulls.items() if count}
    return Cases(read_factors(design), interest, there, crossed, resampling_units(design), condition, known)


def require_both(condition: Condition, hits: int, cases: int) -> None:
    """Raise UserError unless some cases are of interest and some are not."""
    if not cases:
        raise UserError("the sweep has no worlds yet: there is nothing to discover")
    if hits in (0, cases):
        found = "no world" if hits == 0 else "every world"
        raise UserError(f"{condition.text}: true of {found} of {cases:,}: there is no region to find. Ask otherwise")


def read_factors(design: Design) -> tuple[CaseFactor, ...]:
    """Return what was swept at each point; UserError if a number is not known at some point, or nothing varies."""
    known = {factor.path: factor for factor in design.factors}
    found = [read_factor(path, design.table.column(path), known.get(path)) for path in design.paths]
    varied = tuple(factor for factor in found if np.ptp(factor.values) > 0)
    if not varied:
        raise UserError("nothing varies between the points of this sweep: there is no region to find")
    return varied


def read_factor(path: str, column: pa.ChunkedArray, factor: Factor | None) -> CaseFactor:
    """Return one factor at each point."""
    if not pa.types.is_floating(column.type):
        names = [OWN if value is None else str(value) for value in column.to_pylist()]
        choices, places = np.unique(names, return_inverse=True)
        return CaseFactor(path, places.astype(float), tuple(map(str, choices)))
    if column.null_count:
        found = f"{path} has no number at {column.null_count:,} of {len(column):,} points, where {OWN} stands"
        raise UserError(f"{found}. Boxes need a design that sets it at every point: latin_hypercube, sobol, grid")
    listed = factor is not None and (factor.whole or factor.bounds is None)
    return CaseFactor(path, np.asarray(column.to_numpy(), dtype=float), listed=listed)
