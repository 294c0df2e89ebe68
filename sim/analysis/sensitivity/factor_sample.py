"""An outcome at the points of a design as an index takes it: complete, with its factors in the unit cube.

A mean over the worlds that have a value is a ratio, sum of values over number of worlds.  It is made a plain mean
over all worlds by linearising it: each world is given

    m + d (f - m) / mean of d        m   mean over the worlds that have a value
                                     d   1 where the world has one, else 0

whose mean is m, and whose spread over worlds gives the error of m.  Where every world has a value it is f.

Source: W. G. Cochran (1977), "Sampling Techniques", 3rd ed., section 6.3 (variance of a ratio).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.bootstrap import resampling_generator
from sim.analysis.point_worlds import PointWorlds
from sim.analysis.resampling_units import unit_size
from sim.core.errors import UserError
from sim.core.worlds import Array
from sim.sweeps.designs.design import Design, Factor
from sim.sweeps.designs.samplers import MORRIS_LEVELS

DUMMY = "dummy input"
DUMMY_SEED = 2017
SAME = 1e-12  # of the largest figure: differences below are dust of rounding


@dataclass(frozen=True, eq=False)
class FactorSample:
    """An outcome at points, and the factors there.

    measure   the outcome
    names     of the factors
    unit      places of the points in the unit cube, (points, factors)
    choices   among how many values each factor chooses; 0 for a number
    values    (points, worlds), without gaps
    crossed   whether a column is the same luck at all points
    size      how many points, one behind the other, are drawn together; None where points are fixed
    levels    of a grid of trajectories
    """

    measure: str
    names: tuple[str, ...]
    unit: Array
    choices: tuple[int, ...]
    values: Array
    crossed: bool
    size: int | None = 1
    levels: int = MORRIS_LEVELS

    @property
    def units(self) -> int:
        """How many things there are to be drawn: points, base rows, trajectories; all points where they are fixed."""
        return len(self.values) // (self.size or 1)

    @property
    def second_order(self) -> bool:
        """Whether a base row has the points that indices of second order need."""
        return self.size == 2 * len(self.names) + 2

    def independent_rows(self) -> "FactorSample":
        """Return the points drawn independently of each other: of base rows, the first and the last."""
        if self.size is None or self.size == 1:
            return self
        rows = np.arange(self.units) * self.size
        kept = np.sort(np.concatenate([rows, rows + self.size - 1]))
        return replace(self, unit=self.unit[kept], values=self.values[kept], size=1)

    def add_dummy(self) -> "FactorSample":
        """Return it with one more factor, random and read by nothing."""
        column = resampling_generator(DUMMY_SEED).random((len(self.unit), 1))
        return replace(
            self,
            names=(*self.names, DUMMY),
            unit=np.concatenate([self.unit, column], axis=1),
            choices=(*self.choices, 0),
        )


def factor_sample(outcome: PointWorlds, design: Design) -> FactorSample:
    """Return an outcome at the points of its design; UserError where a point has none or all points are alike."""
    return FactorSample(
        measure=outcome.measure,
        names=tuple(design.paths),
        unit=unit_places(design),
        choices=tuple(count_choices(factor) for factor in design.factors),
        values=require_movement(outcome.measure, complete_values(outcome)),
        crossed=outcome.crossed,
        size=unit_size(design),
        levels=(design.block.levels if design.block else None) or MORRIS_LEVELS,
    )


def unit_places(design: Design) -> Array:
    """Return where each point lies in the unit cube; of points that were listed, by the order of their values."""
    if design.unit is not None:
        return design.unit
    return np.column_stack([ranked_places(design.table.column(path).to_pylist()) for path in design.paths])


def ranked_places(values: Sequence[object]) -> Array:
    """Return numbers scaled to 0 to 1, (points,); choices in the order in which they come, in equal steps."""
    if all(isinstance(value, int | float) for value in values):
        held = np.array(values, dtype=float)
    else:
        order = {value: float(k) for k, value in enumerate(dict.fromkeys(values))}
        held = np.array([order[value] for value in values])
    span = float(np.ptp(held))
    return (held - held.min()) / span if span else np.zeros(len(held))


def count_choices(factor: Factor) -> int:
    """Return among how many values a factor chooses; 0 for a number."""
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in factor.values)
    return 0 if factor.bounds is not None or numbers else len(factor.values)


def complete_values(outcome: PointWorlds) -> Array:
    """Return values without gaps, (points, worlds), whose means are those over the worlds that have one."""
    known = np.isfinite(outcome.values)
    if known.all():
        return outcome.values
    empty = int((~known.any(axis=1)).sum())
    if empty:
        raise UserError(
            f"{outcome.measure}: no world has a value at {empty} of {len(known)} points, so that these have no mean. "
            "Count worlds without a deal with --no-deal counted, take more worlds a point, or another outcome"
        )
    means = outcome.means()[:, None]
    held = np.where(known, outcome.values, 0.0) - np.where(known, means, 0.0)
    return np.asarray(means + held / known.mean(axis=1, keepdims=True))


def require_movement(measure: str, values: Array) -> Array:
    """Return values, if they are not the same at all points; UserError otherwise."""
    means = values.mean(axis=1)
    if np.ptp(means) <= SAME * max(1.0, float(np.abs(means).max())):
        raise UserError(f"{measure} is {means[0]:g} at all points: there is nothing to explain")
    return values
