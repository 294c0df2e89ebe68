"""Flows stated level by level: the rule for an issue that needs no model.

A component's flows may differ by world.  With `levels` of its own the table is linear between
them, so a scenario may state other levels inside the same span; it is never extended beyond.

Source: none; assumed.  The flows are those of the scenario, with the sources stated there.
"""

from dataclasses import dataclass

import numpy as np

from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds
from sim.economy.flows.context import FlowContext


def interpolate_flows(grid: Array, known: Array, flow: Array) -> Array:
    """Return flows (worlds, levels) at `grid` from those at `known`, linear between; ValueError beyond them."""
    if len(known) < 2:
        raise ValueError("needs at least two levels of its own")
    order = np.argsort(known)
    if grid.min() < known.min() or grid.max() > known.max():
        raise ValueError(f"levels run from {known.min():g} to {known.max():g}; the table is not extended")
    right = np.maximum(np.searchsorted(known[order], grid), 1)
    low, high = known[order][right - 1], known[order][right]
    part = (grid - low) / (high - low)
    return np.asarray(flow[:, order][:, right - 1] * (1 - part) + flow[:, order][:, right] * part)


@dataclass(frozen=True, eq=False)
class Table:
    """Component flows in bn USD a year, one number or distribution for each level."""

    components: dict[str, list[Worlds]] = parameter(
        "flow of each component at each level, relative to no deal", "bn USD a year"
    )
    levels: list[float] | None = parameter(
        "levels of the table, where they are not the issue's own", "of the issue", default=None
    )

    def __call__(self, grid: Array, context: FlowContext) -> dict[str, Array]:
        """Return the flow of each component, (worlds, levels)."""
        flows = {}
        for component, values in self.components.items():
            stated = np.stack([np.broadcast_to(v, context.worlds) for v in values], axis=1)
            own = self.levels is None
            flows[component] = stated if own else interpolate_flows(grid, np.array(self.levels), stated)
        return flows
