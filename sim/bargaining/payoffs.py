"""What a package is worth: facts times politics, summed over components and issues.

    value_s(x) = sum over issues i, components c of  weight_s,c * flow_c,i(x_i)

in bn USD a year relative to no deal.  Flows are facts (what a level does); weights are politics
(a party's mandate), factors in bn per bn, not shares.  An election changes weights, a tariff
changes flows.  Values add over issues and may have any shape within one.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np

from sim.core.backend import has_kernel
from sim.core.worlds import Array, Whole, ordered_sum

Flows = Mapping[str, Array]  # component -> (worlds, levels of the issue)
Weights = Mapping[str, Array]  # component -> (worlds,)


def issue_values(flows: Flows, weights: Weights, worlds: int, longest: int) -> Array:
    """Return one issue's value at each level, (worlds, longest); the last level repeats."""
    levels = next(iter(flows.values())).shape[1] if flows else 1
    total = np.zeros((worlds, levels))
    for component, flow in flows.items():
        if component in weights:
            total = total + weights[component][:, None] * flow
    return np.concatenate([total, np.repeat(total[:, -1:], longest - levels, axis=1)], axis=1)


class IssueFlows(list[Flows]):
    """Flows of every issue, and the same in one array, made when it is first asked for."""

    packed: tuple[Array, list[int], list[str]] | None = None

    def __setitem__(self, place: Any, flows: Any) -> None:
        known = self[place]
        super().__setitem__(place, flows)
        if self.packed is not None and list(known) == list(flows):
            self.pack(place, flows)
        else:
            self.packed = None

    def pack(self, place: int, flows: Flows) -> None:
        """Put an issue's flows in their places in the array of all."""
        if self.packed is None:
            return
        array, issues, _ = self.packed
        for k, flow in enumerate(flows.values(), start=issues.index(place) if flows else 0):
            put_flow(array, k, flow)

    def in_one_array(self, worlds: int, longest: int) -> tuple[Array, list[int], list[str]]:
        """Return all flows, (worlds, flows, longest), the last level repeated; with issue and component of each."""
        if self.packed is None:
            held = [(place, name) for place, issue in enumerate(self) for name in issue]
            array = np.empty((worlds, len(held), longest))
            self.packed = array, [place for place, _ in held], [name for _, name in held]
            for place, issue in enumerate(self):
                self.pack(place, issue)
        return self.packed


@has_kernel("tables")
def put_flow(array: Array, place: int, flow: Array) -> None:
    """Put a flow, (worlds, levels), in its place in an array of all, the last level repeated to the longest."""
    array[:, place, : flow.shape[1]] = flow
    array[:, place, flow.shape[1] :] = flow[:, -1:]


@has_kernel("tables")
def value_table(flows: Sequence[Flows], weights: Weights, worlds: int, longest: int) -> Array:
    """Return a party's value of every level of every issue, (worlds, issues, longest)."""
    return np.stack([issue_values(issue, weights, worlds, longest) for issue in flows], axis=1)


@has_kernel("tables")
def write_values(table: Array, flows: Sequence[Flows], weights: Weights, places: Sequence[int]) -> None:
    """Write what levels of some issues are worth to a party into its table, (worlds, issues, longest)."""
    for place in places:
        table[:, place] = issue_values(flows[place], weights, len(table), table.shape[2])


@has_kernel("tables")
def package_value(values: Array, package: Whole, rows: Whole | None = None) -> Array:
    """Return the value of one package a world, (worlds,), by a table (worlds, issues, levels).

    With `rows`, packages are those of some worlds of the table; a table whose first axis is 1
    holds for every world.
    """
    return ordered_sum(level_values(values, package, rows).T)


@has_kernel("tables")
def level_values(values: Array, package: Whole, rows: Whole | None = None) -> Array:
    """Return the value of each level of one package a world, (issues, worlds); see `worth`."""
    issues, levels = values.shape[1:]
    world = np.arange(len(values)) if rows is None else rows
    world = np.zeros(1, dtype=np.int64) if len(values) == 1 else world
    places = (world * issues + np.arange(issues)[:, None]) * levels
    return np.asarray(np.take(values, places + package.T))


@has_kernel("tables")
def least_and_most(values: Array) -> tuple[Array, Array]:
    """Return the least and the largest value of each issue, (worlds, issues), by a table (worlds, issues, levels)."""
    by_level = np.moveaxis(values, 2, 0)  # level by level: NumPy is slow along short last axes
    return reduce(np.minimum, by_level), reduce(np.maximum, by_level)


@has_kernel("doubtful_values")
def discount_value(value: Array, reserve: Array, h: Array) -> Array:
    """Return h * value + (1 - h) * reserve; value itself where h is 1."""
    return np.where(h >= 1, value, reserve + h * (value - reserve))
