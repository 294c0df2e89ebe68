"""What is held at each point, factor by factor.

A place in the unit cube is made a value, or values are listed:

    a number         low + u * (high - low)
    a whole number   each of low, ..., high with the same probability
    a choice         the k-th of n values where u lies in the k-th of n equal parts
"""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import pyarrow as pa

from sim.core.worlds import Array
from sim.scenario.reading.variants import is_number
from sim.scenario.reading.yaml_data import to_inline_yaml
from sim.scenario.schema.sweep import SCENARIO, SweepPart
from sim.sweeps.designs.design import Factor

FactorColumn = Sequence[Any]  # what one factor is at each point, None for the scenario's own


def part_of(places: Array, parts: float) -> Array:
    """Return in which of so many equal parts of [0, 1] each place lies, from 0 up."""
    return np.minimum(np.floor(places * parts), parts - 1)


def scale_places(factor: Factor, places: Array) -> FactorColumn:
    """Return a factor's value at each place in [0, 1], (points,)."""
    if factor.bounds is None:
        return [factor.values[int(k)] for k in part_of(places, len(factor.values))]
    low, high = factor.bounds
    if factor.whole:
        return list(low + part_of(places, high - low + 1))
    return list(np.minimum(low + places * (high - low), high))


def stepped_values(factor: Factor, count: int) -> FactorColumn:
    """Return so many values of a factor, from low to high; a choice has its own."""
    if factor.bounds is None:
        return factor.values
    even = np.linspace(*factor.bounds, count)
    return list(np.floor(even + 0.5) if factor.whole else even)


def values_by_factor(sweep: SweepPart, factors: Sequence[Factor]) -> list[FactorColumn]:
    """Return the values of each factor that are gone through one by one."""
    return [stepped_values(factor, sweep.over[factor.path].count) for factor in factors]


def grid(sweep: SweepPart, factors: Sequence[Factor]) -> list[FactorColumn]:
    """Return every combination of values, the last factor moving fastest."""
    return [list(column) for column in zip(*product(*values_by_factor(sweep, factors)), strict=True)]


def one_at_a_time(sweep: SweepPart, factors: Sequence[Factor]) -> list[FactorColumn]:
    """Return the scenario as it is, then each factor moved alone."""
    ladders = values_by_factor(sweep, factors)
    points = 1 + sum(map(len, ladders))
    columns: list[FactorColumn] = []
    first = 1
    for values in ladders:
        columns.append([None] * first + list(values) + [None] * (points - first - len(values)))
        first += len(values)
    return columns


def point_column(path: str, values: FactorColumn) -> pa.Array:
    """Return what stands at each point as numbers, or as text where not all of it is numbers."""
    if all(value is None or is_number(value) for value in values):
        return pa.array(values, pa.float64())
    text = [value if value is None or path == SCENARIO else to_inline_yaml(value) for value in values]
    return pa.array(text, pa.string())
