"""Kernels of the trade-off path: the order of its steps, values along it, and packages on it."""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for, compile_into_loops

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


@compile_into_loops
def _order(key: Any, order: Any, w: int, ranked: Any) -> None:
    """Put the steps of a world in order of their keys, largest first: of equal ones the first first, nan at the end."""
    last = 0
    for step in range(len(ranked)):
        this = key[0, step]
        if this > -np.inf:
            place = last
            while place > 0 and ranked[place - 1] < this:
                ranked[place], order[w, place] = ranked[place - 1], order[w, place - 1]
                place -= 1
            ranked[place], order[w, place] = this, step
            last += 1
    for step in range(len(ranked)):
        if key[0, step] == -np.inf:
            order[w, last] = step
            last += 1
    for step in range(len(ranked)):
        if key[0, step] != key[0, step]:
            order[w, last] = step
            last += 1


@compile_into_loops
def _copy(r: int, start: Any, first_own: Any, first_other: Any, level: Any, first: Any) -> None:
    """Copy the start of a world's path, (issues,), and both sides' values of it, (2, issues)."""
    c, a = (r if len(start) > 1 else 0), (r if len(first_own) > 1 else 0)
    b = r if len(first_other) > 1 else 0
    for i in range(len(level)):
        level[i], first[0, i], first[1, i] = start[c, i], first_own[a, i], first_other[b, i]


@compile_into_loops
def _copy_steps(r: int, slope: Any, mine: Any, before: Any, after: Any, held: Any) -> None:
    """Copy a world's steps: slope, mine, before and after, (4, steps)."""
    for s in range(held.shape[1]):
        held[0, s], held[1, s], held[2, s], held[3, s] = slope[r, s], mine[r, s], before[r, s], after[r, s]


@compile_into_loops
def _value(
    w: int,
    issue: Any,
    held: Any,
    first: Any,
    weights: Any,
    scaled: Any,
    order: Any,
    own: Any,
    other: Any,
    ranked: Any,
) -> None:
    """Write order and values of a world, given its steps, (4, steps), and values of its start, (2, issues).

    Slopes become what steps are put in order by, values of the other side before them what they change for it.
    """
    g, h = (w if len(weights) > 1 else 0), (w if len(scaled) > 1 else 0)
    for s in range(len(issue)):
        i = issue[s]
        held[0, s] = held[0, s] * weights[g, i]
        held[2, s] = held[3, s] * scaled[h, i] - held[2, s] * scaled[h, i]
    _order(held, order, w, ranked)
    mine, theirs = first[0, 0], first[1, 0] * scaled[h, 0]
    for i in range(1, first.shape[1]):
        mine += first[0, i]
        theirs += first[1, i] * scaled[h, i]
    total, other_total, own[w, 0], other[w, 0] = -0.0, -0.0, mine, theirs
    for k in range(len(issue)):
        total += held[1, order[w, k]]
        other_total += held[2, order[w, k]]
        own[w, k + 1], other[w, k + 1] = total + mine, other_total + theirs


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
    steps, issues = len(issue), first_own.shape[1]
    order, own, other = (
        np.empty((count, steps), np.int64),
        np.empty((count, steps + 1)),
        np.empty((count, steps + 1)),
    )
    held, first, ranked = np.empty((4, steps)), np.empty((2, issues)), np.empty(steps)
    for w in range(count):
        r = rows[w] if len(slope) > 1 else 0
        a, b = (rows[w] if len(first_own) > 1 else 0), (rows[w] if len(first_other) > 1 else 0)
        for i in range(issues):
            first[0, i], first[1, i] = first_own[a, i], first_other[b, i]
        _copy_steps(r, slope, mine, before, after, held)
        _value(w, issue, held, first, weights, scaled, order, own, other, ranked)
    return order, own, other


@compile_into_loops
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
