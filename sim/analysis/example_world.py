"""One world behind a number, so that a reader can look at how such a world goes."""

import numpy as np
import pyarrow as pa

from sim.analysis.compare import ComparedRun, Measure, measure_values
from sim.runs.summary import float_column


def world_nearest(table: pa.Table, column: str, value: float) -> int | None:
    """Return the number of the first world whose figure is nearest to a value; None where no world has the figure.

    Of a yes or no, 1 is yes; a world that is further than one half from it is none.
    """
    held = float_column(table, column)
    if not np.isfinite(held).any():
        return None
    apart = np.abs(held - value)
    place = int(np.nanargmin(apart))
    if pa.types.is_boolean(table.column(column).type) and apart[place] > 0.5:
        return None
    return int(table.column("world")[place].as_py())


def pair_nearest(one: ComparedRun, other: ComparedRun, measure: Measure, difference: float) -> int | None:
    """Return the number of the first world whose two figures differ most nearly by a difference; None without one."""
    apart = np.abs(measure_values(other, measure) - measure_values(one, measure) - difference)
    if not np.isfinite(apart).any():
        return None
    return int(one.table.column("world")[int(np.nanargmin(apart))].as_py())


def world_at_level(table: pa.Table, column: str, level: str) -> int | None:
    """Return the number of the first world whose deal is at a level, as its name or `number:g`; None without one."""
    for world, held in zip(table.column("world").to_pylist(), table.column(column).to_pylist(), strict=True):
        if held is not None and (held if isinstance(held, str) else f"{held:g}") == level:
            return int(world)
    return None
