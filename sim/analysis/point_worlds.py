"""An outcome of a sweep as a table of points and worlds, (points, worlds): what every analysis of a sweep reads.

Where all points meet the same worlds (`random_numbers: common`) a column is one luck, and points and lucks are crossed.
With `random_numbers: own` each point has lucks of its own, and a column is no more than a place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sim.analysis.sweep_lucks import sweep_lucks
from sim.core.columns import mean_unit
from sim.core.worlds import Array
from sim.sweeps.storage.reader import Sweep, values_and_validity


@dataclass(frozen=True, eq=False)
class PointWorlds:
    """An outcome in every world of every point.

    measure  column of the result
    values   (points, worlds), yes as 1 and no as 0, nan where the world has none or could not be played
    crossed  whether a column is the same luck at all points
    unit     of its mean
    """

    measure: str
    values: Array
    crossed: bool
    unit: str = ""

    @property
    def lucks(self) -> int:
        """How many different lucks there are."""
        return int(self.values.shape[1] if self.crossed else self.values.size)

    def means(self) -> Array:
        """Return the mean over the worlds that have a value, (points,), nan where none has one."""
        known = np.isfinite(self.values)
        counts = known.sum(axis=1)
        return np.where(counts > 0, np.where(known, self.values, 0.0).sum(axis=1) / np.maximum(counts, 1), np.nan)


def read_point_worlds(sweep: Sweep, measures: Sequence[str]) -> dict[str, PointWorlds]:
    """Return outcomes of a sweep by name, read in a stream; ResultError if a column is not there."""
    shape = sweep.plan.design.points, sweep.plan.worlds
    found = {name: np.full(shape, np.nan) for name in measures}
    for rows in sweep.batches(list(dict.fromkeys(["point", "world", *measures]))):
        place = rows.column("point").to_numpy(), rows.column("world").to_numpy() % sweep.plan.worlds
        for name in measures:
            found[name][place] = known_values(rows.column(name))
    crossed = sweep_lucks(sweep.plan).common
    return {
        field.name: PointWorlds(field.name, found[field.name], crossed, mean_unit(field))
        for field in sweep.select_columns(measures)
    }


def known_values(column: pa.Array) -> Array:
    """Return values, (rows,), nan for null."""
    values, valid = values_and_validity(column)
    return np.where(valid == 1, values, np.nan)
