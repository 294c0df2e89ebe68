"""Kernels of the trade-off path: the order of its steps, values along it, and packages on it."""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for

STEPS = "i8[::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[:,::1]"  # issue, four of steps, two first
PATH = "i8[:,::1], i8[:,::1], i8[::1], i2[:,::1], i2[:,::1]"  # start, order, issue, source, target


def values_along(steps: Any, first: Any, rows: Any, weights: Any, scaled: Any) -> Any:
    """Return the order of the steps, and own and estimated values along the path."""
    shared = len(steps.slope) == 1
    if len(weights) != len(scaled) and (shared or min(len(weights), len(scaled)) > 1):
        return NotImplemented
    if rows is None:
        rows = np.arange(max(len(steps.slope), len(weights)))
    count = len(weights) if shared else len(rows)
    held = (steps.slope, steps.mine, steps.before, steps.after, _plain(first[0]), _plain(first[1]))
    return _values_along(steps.issue, *held, _plain(rows, np.int64), count, _plain(weights), _plain(scaled))


def values_by_table(path: Any, values: Any, rows: Any) -> Any:
    """Return the value by any table along the path."""
    if rows is None:
        rows = np.arange(len(values))
    worlds = max(len(rows) if len(values) > 1 else 1, len(path.order), len(path.source), len(path.start))
    parts = (
        _plain(path.start, np.int64),
        _plain(path.order, np.int64),
        path.issue,
        _plain(path.source, np.int16),
        _plain(path.target, np.int16),
    )
    return _values_by_table(*parts, _plain(values), _plain(rows, np.int64), worlds)


def packages_at(path: Any, position: Any) -> Any:
    """Return the packages after some steps."""
    parts = (
        _plain(path.start, np.int64),
        _plain(path.order, np.int64),
        path.issue,
        _plain(path.source, np.int16),
        _plain(path.target, np.int16),
    )
    return _packages_at(*parts, _plain(position, np.int64))


def _plain(values: Any, kind: Any = np.float64) -> Any:
    """Return an array that a kernel takes: of its kind, in C order, and not shut to writing."""
    flags = values.flags
    good = values.dtype == kind and flags.c_contiguous and flags.writeable
    return values if good else np.array(values, kind, order="C")


# --- order and values --------------------------------------------------------------------------------


@compile_for()
def _order(key: Any, order: Any, ranked: Any) -> None:
    """Put the steps of a world in order of their keys: of equal ones the first first, nan at the end."""
    last = 0
    for step in range(len(key)):
        this = key[step]
        if this < np.inf:
            place = last
            while place > 0 and ranked[place - 1] > this:
                ranked[place], order[place] = ranked[place - 1], order[place - 1]
                place -= 1
            ranked[place], order[place] = this, step
            last += 1
    for step in range(len(key)):
        if key[step] == np.inf:
            order[last] = step
            last += 1
    for step in range(len(key)):
        if key[step] != key[step]:
            order[last] = step
            last += 1


@compile_for()
def _value(issue: Any, held: Any, first: Any, weight: Any, scale: Any, found: Any, room: Any) -> None:
    """Write order and values of a world, given one row of its steps, and room for them."""
    (slope, mine, before, after), (order, own, other), (key, ranked) = held, found, room
    for s in range(len(issue)):
        key[s] = -(slope[s] * weight[issue[s]])
    _order(key, order, ranked)
    for s in range(len(issue)):
        key[s] = after[s] * scale[issue[s]] - before[s] * scale[issue[s]]
    mine_first, theirs_first = first[0][0], first[1][0] * scale[0]
    for i in range(1, len(first[0])):
        mine_first += first[0][i]
        theirs_first += first[1][i] * scale[i]
    total, other_total, own[0], other[0] = -0.0, -0.0, mine_first, theirs_first
    for k in range(len(issue)):
        total += mine[order[k]]
        other_total += key[order[k]]
        own[k + 1], other[k + 1] = total + mine_first, other_total + theirs_first


@compile_for(f"({STEPS}, i8[::1], i8, f8[:,::1], f8[:,::1])")
def _values_along(
    issue: Any,
    slope: Any,
    mine: Any,
    before: Any,
    after: Any,
    first_own: Any,
    first_other: Any,
    rows: Any,
    count: int,
    weights: Any,
    scaled: Any,
) -> Any:
    """Return order, (worlds, steps), and both sides' values, (worlds, steps + 1) each."""
    steps = len(issue)
    order, own, other = (
        np.empty((count, steps), np.int64),
        np.empty((count, steps + 1)),
        np.empty((count, steps + 1)),
    )
    room = (np.empty(steps), np.empty(steps))
    for w in range(count):
        r = rows[w] if len(slope) > 1 else 0
        a, b = (rows[w] if len(first_own) > 1 else 0), (rows[w] if len(first_other) > 1 else 0)
        weight, scale = weights[w if len(weights) > 1 else 0], scaled[w if len(scaled) > 1 else 0]
        held, first = (slope[r], mine[r], before[r], after[r]), (first_own[a], first_other[b])
        _value(issue, held, first, weight, scale, (order[w], own[w], other[w]), room)
    return order, own, other


@compile_for()
def _next_issue(front: Any, at: Any, begins: Any) -> int:
    """Return the place of the issue with the best next step, of equal ones the first; -1 where no step is left.

    front: what the next steps give per cost, -inf after the last; what gives endlessly little is taken in order.
    """
    found, best = -1, -np.inf
    for k in range(len(front)):
        if front[k] > best:
            found, best = k, front[k]
    for k in range(len(front) - 1 if found < 0 else -1, -1, -1):
        found = k if at[k] < begins[k + 1] else found
    return found


# --- along a path that there is ------------------------------------------------------------------------


@compile_for(f"({PATH}, f8[:,:,::1], i8[::1], i8)")
def _values_by_table(
    start: Any, order: Any, issue: Any, source: Any, target: Any, values: Any, rows: Any, worlds: int
) -> Any:
    """Return the value along the path, (worlds, steps + 1)."""
    steps = len(issue)
    found, change = np.empty((worlds, steps + 1)), np.empty(steps)
    for w in range(worlds):
        table = values[rows[w] if len(values) > 1 else 0]
        a, b, c = (w if len(start) > 1 else 0), (w if len(source) > 1 else 0), (w if len(order) > 1 else 0)
        for s in range(steps):
            change[s] = table[issue[s], target[b, s]] - table[issue[s], source[b, s]]
        first = table[0, start[a, 0]]
        for i in range(1, len(table)):
            first += table[i, start[a, i]]
        found[w, 0], total = first, -0.0
        for k in range(steps):
            total += change[order[c, k]]
            found[w, k + 1] = total + first
    return found


@compile_for(f"({PATH}, i8[::1])")
def _packages_at(start: Any, order: Any, issue: Any, source: Any, target: Any, position: Any) -> Any:
    """Return the package after some steps, (worlds, issues)."""
    found = np.empty((len(position), start.shape[1]), np.int64)
    for w in range(len(position)):
        a, b, c = (w if len(start) > 1 else 0), (w if len(source) > 1 else 0), (w if len(order) > 1 else 0)
        for i in range(start.shape[1]):
            found[w, i] = start[a, i]
        for k in range(position[w]):
            s = order[c, k]
            found[w, issue[s]] += target[b, s] - source[b, s]
    return found
