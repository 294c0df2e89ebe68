"""A design: the points at which a sweep plays, and what is held at each."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sim.core.worlds import Array
from sim.scenario.checks.sweep import setting_text
from sim.scenario.schema.sweep import SCENARIO, SweepPart


@dataclass(frozen=True)
class Factor:
    """What a sweep varies: a number between two bounds, or one of some values.

    path    dotted path in the scenario, or `scenario` for whole scenario files
    bounds  low and high, in the unit of the path; None for a choice
    values  what a choice is made among; numbers, names or whole blocks
    whole   whether only whole numbers may stand at the path
    """

    path: str
    bounds: tuple[float, float] | None = None
    values: tuple[Any, ...] = ()
    whole: bool = False


def point_setting(path: str, value: float | str) -> str:
    """Return what stands at a point as a setting: a number, or text that is one already."""
    return f"{path}={value}" if isinstance(value, str) else setting_text(path, value)


@dataclass(frozen=True, eq=False)
class Design:
    """Points in their order; a column of `table` for each factor, one row a point.

    Numbers stand as float64, anything else as text that a setting `path=text` takes (see
    `sim.scenario.reading.overrides`); null where the scenario's own value stands.

    block   the sweep as declared: its base sample, levels, worlds a point, luck
    unit    place of each point in the unit cube, (points, factors); None where points are listed, not sampled
    folder  where scenario files named in the table are sought
    notes   what a reader of the plan should know
    """

    kind: str
    factors: tuple[Factor, ...]
    table: pa.Table
    block: SweepPart | None = None
    unit: Array | None = None
    folder: Path = Path()
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """How many points there are."""
        return int(self.table.num_rows)

    @property
    def paths(self) -> list[str]:
        """What is swept, by dotted path, in the order of the columns."""
        return list(self.table.column_names)

    @property
    def problem(self) -> dict[str, Any]:
        """What SALib's analysers ask for, over the unit cube: the inputs of an analysis are `unit`."""
        names = [factor.path for factor in self.factors]
        return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0] for _ in names]}

    def numbers(self, path: str) -> Array:
        """Return a factor's number at each point, (points,), nan where the scenario's own stands."""
        return np.asarray(self.table.column(path).to_numpy(zero_copy_only=False), dtype=float)

    def settings(self, point: int) -> tuple[str, ...]:
        """Return what is set at a point, as `path=value`; nothing for what stays the scenario's own."""
        row = {path: self.table.column(path)[point].as_py() for path in self.table.column_names if path != SCENARIO}
        return tuple(point_setting(path, value) for path, value in row.items() if value is not None)

    def scenario_file(self, point: int) -> Path | None:
        """Return the scenario file that a point plays; None for the scenario that declares the sweep."""
        named = self.table.column(SCENARIO)[point].as_py() if SCENARIO in self.table.column_names else None
        return None if named is None else self.folder / named
