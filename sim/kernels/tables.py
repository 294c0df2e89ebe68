"""Kernels of value tables: of `sim.bargaining.payoffs`, `sim.politics.red_lines`, `sim.model.precedent`."""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for

EVERY = np.zeros(0, dtype=np.int64)  # rows, where none are stated


def package_value(values: Any, package: Any, rows: Any = None) -> Any:
    """Return the value of one package a world, (worlds,), by a table (worlds or 1, issues, levels)."""
    worlds = 1 if len(values) == 1 else len(values if rows is None else rows)
    if len(package) not in (1, worlds) and worlds != 1:
        return NotImplemented
    found = np.empty(len(package) if worlds == 1 else worlds)
    within = attempt(_package_value, values, package, EVERY if rows is None else rows, found)
    return found if within is True else NotImplemented


def level_values(values: Any, package: Any, rows: Any = None) -> Any:
    """Return the value of each level of one package a world, (issues, worlds)."""
    worlds = 1 if len(values) == 1 else len(values if rows is None else rows)
    if len(package) not in (1, worlds) and worlds != 1:
        return NotImplemented
    found = np.empty((values.shape[1], len(package) if worlds == 1 else worlds))
    within = attempt(_level_values, values, package, EVERY if rows is None else rows, found)
    return found if within is True else NotImplemented


@compile_for("b1(f8[:,:,::1], i8[:,:], i8[:], f8[::1])")
def _package_value(values: Any, package: Any, rows: Any, found: Any) -> Any:
    """Write the values, (worlds,); False where a world or a level lies beyond the table."""
    worlds, issues, levels = values.shape
    if package.shape[1] != issues:
        return False
    for w in range(len(found)):
        world = 0 if worlds == 1 else rows[w] if len(rows) else w
        at = w if len(package) > 1 else 0
        if not 0 <= world < worlds:
            return False
        total = 0.0
        for i in range(issues):
            level = package[at, i]
            if not 0 <= level < levels:
                return False
            total = values[world, i, level] if i == 0 else total + values[world, i, level]
        found[w] = total
    return True


@compile_for("b1(f8[:,:,::1], i8[:,:], i8[:], f8[:,::1])")
def _level_values(values: Any, package: Any, rows: Any, found: Any) -> Any:
    """Write the values, (issues, worlds); False where a world or a level lies beyond the table."""
    worlds, issues, levels = values.shape
    if package.shape[1] != issues:
        return False
    for w in range(found.shape[1]):
        world = 0 if worlds == 1 else rows[w] if len(rows) else w
        at = w if len(package) > 1 else 0
        if not 0 <= world < worlds:
            return False
        for i in range(issues):
            level = package[at, i]
            if not 0 <= level < levels:
                return False
            found[i, w] = values[world, i, level]
    return True


def least_and_most(values: Any) -> Any:
    """Return the least and the largest value of each issue, (worlds, issues), by a table (worlds, issues, levels)."""
    if not values.shape[2]:
        return NotImplemented
    least, most = np.empty(values.shape[:2]), np.empty(values.shape[:2])
    done = attempt(_least_and_most, values, least, most)
    return NotImplemented if done is NotImplemented else (least, most)


@compile_for("(f8[:,:,::1], f8[:,::1], f8[:,::1])")
def _least_and_most(values: Any, least: Any, most: Any) -> None:
    """Write them, (worlds, issues) each; nan where one value is."""
    worlds, issues, levels = values.shape
    for w in range(worlds):
        for i in range(issues):
            low, high, odd = values[w, i, 0], values[w, i, 0], values[w, i, 0] != values[w, i, 0]
            for level in range(1, levels):
                value = values[w, i, level]
                low, high, odd = (
                    (value if value < low else low),
                    (value if value > high else high),
                    odd | (value != value),
                )
            least[w, i], most[w, i] = (np.nan if odd else low), (np.nan if odd else high)


def put_flow(array: Any, place: int, flow: Any) -> Any:
    """Put a flow, (worlds, levels), in its place in an array of all, the last level repeated to the longest."""
    fits = len(flow) == len(array) and 0 < flow.shape[1] <= array.shape[2]
    return attempt(_put_flow, array, place, flow) if fits else NotImplemented


@compile_for("(f8[:,:,::1], i8, f8[:,:])")
def _put_flow(array: Any, place: Any, flow: Any) -> None:
    """Put it there."""
    count = flow.shape[1]
    for w in range(len(array)):
        for level in range(array.shape[2]):
            array[w, place, level] = flow[w, min(level, count - 1)]


def value_table(flows: Any, weights: Any, worlds: int, longest: int) -> Any:
    """Return a party's value of every level of every issue, (worlds, issues, longest)."""
    found = np.empty((worlds, len(flows), longest))
    return NotImplemented if write_values(found, flows, weights, range(len(flows))) is NotImplemented else found


def write_values(table: Any, flows: Any, weights: Any, places: Any) -> Any:
    """Write what levels of some issues are worth to a party into its table, (worlds, issues, longest)."""
    if not hasattr(flows, "in_one_array"):
        return NotImplemented
    packed, issue, names = flows.in_one_array(len(table), table.shape[2])
    used = [k for k, name in enumerate(names) if name in weights and issue[k] in places]
    held = [weights[names[k]] for k in used]
    try:
        stacked = np.concatenate(held).reshape(-1, len(table)) if held else np.zeros((0, len(table)))
    except ValueError:  # weights that are one for all worlds
        return NotImplemented
    spans = np.searchsorted([issue[k] for k in used], [[place, place + 1] for place in places])
    return attempt(_weighted_sum, packed, np.array(used, np.int64), spans, np.array(places, np.int64), stacked, table)


@compile_for("(f8[:,:,::1], i8[::1], i8[:,::1], i8[::1], f8[:,::1], f8[:,:,::1])")
def _weighted_sum(packed: Any, flows: Any, spans: Any, places: Any, weights: Any, found: Any) -> None:
    """Write the sums of spans of some flows at their weights, (flows, worlds), at the places of issues."""
    worlds, _, levels = packed.shape
    for w in range(worlds):
        for p in range(len(places)):
            row = found[w, places[p]]
            for level in range(levels):
                row[level] = 0.0
            for k in range(spans[p, 0], spans[p, 1]):
                weight, flow = weights[k, w], packed[w, flows[k]]
                for level in range(levels):
                    row[level] += weight * flow[level]


def add_flow(table: Any, place: int, weight: Any, flow: Any) -> Any:
    """Add a flow, (worlds, levels), at its weight, (worlds,), to the row of an issue."""
    fits = flow.shape == (len(table), table.shape[2]) and weight.shape == flow.shape[:1]
    return attempt(_add_flow, table, place, weight, flow) if fits else NotImplemented


@compile_for("(f8[:,:,::1], i8, f8[::1], f8[:,::1])")
def _add_flow(table: Any, place: Any, weight: Any, flow: Any) -> None:
    """Add it."""
    for w in range(len(flow)):
        for level in range(flow.shape[1]):
            table[w, place, level] += weight[w] * flow[w, level]


def subtract_cost(table: Any, line: Any) -> Any:
    """Subtract the cost of every level beyond a red line."""
    levels = np.unique(np.array(line.levels, np.int64))
    fits = line.cost.shape == table.shape[:1] and levels.min(initial=0) >= 0 and levels.max(initial=0) < table.shape[2]
    return attempt(_subtract_cost, table, line.place, levels, line.cost) if fits else NotImplemented


@compile_for("(f8[:,:,::1], i8, i8[::1], f8[::1])")
def _subtract_cost(table: Any, place: Any, levels: Any, cost: Any) -> None:
    """Subtract it."""
    for w in range(len(cost)):
        for level in levels:
            table[w, place, level] -= cost[w]


def copy_worlds(found: Any, values: Any, place: Any, number: int) -> Any:
    """Copy the values of the worlds at whose place a number stands."""
    worlds = len(place)
    if found.shape != values.shape or len(found) != worlds or not found.flags.c_contiguous:
        return NotImplemented
    return attempt(_copy_worlds, found.reshape(worlds, -1), values.reshape(worlds, -1), place, number)


@compile_for("(f8[:,::1], f8[:,::1], i8[::1], i8)")
def _copy_worlds(found: Any, values: Any, place: Any, number: Any) -> None:
    """Copy them, (worlds, values)."""
    for w in range(len(place)):
        if place[w] == number:
            for k in range(values.shape[1]):
                found[w, k] = values[w, k]
