"""Kernels of the walks through issues: the steps of all issues, and those of issues whose values move from day to day.

The rules are in `sim.bargaining.concessions` and `sim.bargaining.tradeoff`.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for
from sim.kernels.paths import STEPS, _plain, _value

TAME = 1e150  # values below it have differences and slopes that are numbers


def walk_today(steps: Any, first: Any, rows: Any, tables: Any, moving: Any, weights: Any, scaled: Any) -> Any:
    """Return start, source, target, order and both sides' values of paths on which some issues are walked anew."""
    own, other, met = tables
    if len(steps.slope) == 1 < len(rows):
        return NotImplemented
    held = (steps.issue, steps.slope, steps.mine, steps.before, steps.after, _plain(first[0]), _plain(first[1]))
    rows, met = _plain(rows, np.int64), _plain(np.arange(len(rows)) if met is None else met, np.int64)
    walked = (steps.start, steps.source, steps.target)
    found = _walk_today(*held, *walked, rows, _plain(own), _plain(other), met, moving, _plain(weights), _plain(scaled))
    return NotImplemented if found[0].min() < 0 else found


def walk_issues(own: Any, other: Any, agenda: Any) -> Any:
    """Return the steps of all issues on the table, in the order in which `ConcessionSteps` holds them."""
    places = np.array(agenda.open)
    counts = np.array([len(agenda.issues[i].levels) for i in agenda.open])
    start, *steps = _walk_issues(_plain(own), _plain(other), places, counts, agenda.lapsed)
    return NotImplemented if start.min() < 0 else (start, np.repeat(places, counts - 1), *steps)


# --- one walk ----------------------------------------------------------------------------------------------


@compile_for()
def _best(values: Any, count: int) -> int:
    """Return the first of the largest values, none of them nan."""
    found = 0
    for k in range(1, count):
        if values[k] > values[found]:
            found = k
    return found


@compile_for()
def _tame(values: Any, count: int) -> bool:
    """Return whether all values are numbers, and so small that their differences and slopes are."""
    tame = True
    for k in range(count):
        tame &= abs(values[k]) < TAME
    return tame


@compile_for()
def _slope(run: float, rise: float) -> float:
    """Return rise over run; what costs nothing is infinitely good, or bad if it gives nothing."""
    return rise / run if run > 0 else (np.inf if rise > 0 else -np.inf)


@compile_for()
def _pool(cost: Any, gain: Any, steps: int, slope: Any, best: Any) -> None:
    """Write the pooled slopes of the first steps of a walk."""
    rises = False
    for s in range(steps):
        slope[s] = _slope(cost[s + 1] - cost[s], gain[s + 1] - gain[s])
    for s in range(1, steps):
        rises |= slope[s] > slope[s - 1]
    if not rises:
        return
    best[:steps] = -np.inf
    for j in range(steps, 0, -1):
        for i in range(j):
            best[i] = max(best[i], _slope(cost[j] - cost[i], gain[j] - gain[i]))
        least = np.inf
        for i in range(j):
            least = min(least, best[i])
        slope[j - 1] = least


@compile_for()
def _walk(own: Any, other: Any, count: int, levels: Any, held: Any, at: int, room: Any) -> int:
    """Write the steps of an issue, from column `at` on, given both sides' values of its levels; return its start.

    It is -1 where a value is beyond what slopes can be worked out of.
    """
    (source, target), (slope, mine, before, after), (cost, gain, best) = levels, held, room
    begin, end = _best(own, count), _best(other, count)
    if not (_tame(own, count) and _tame(other, count)):
        return -1
    length, sign, last = abs(end - begin), (1 if end > begin else -1), begin
    for k in range(count):
        level = begin + sign * min(k, length)
        cost[k], gain[k] = own[begin] - own[level], other[level]
        if k > 0:
            source[at + k - 1], target[at + k - 1] = last, level
            mine[at + k - 1] = own[level] - own[last]
            before[at + k - 1], after[at + k - 1] = other[last], other[level]
        last = level
    slope[at + length : at + count - 1] = -np.inf
    _pool(cost, gain, length, slope[at : at + length], best)
    return begin


# --- the steps of all issues -------------------------------------------------------------------------------


@compile_for("(f8[:,:,::1], f8[:,:,::1], i8[::1], i8[::1], i8[::1])")
def _walk_issues(own: Any, other: Any, places: Any, counts: Any, fixed: Any) -> Any:
    """Return start, source, target, slope, mine, before and after, (worlds or 1, issues or steps) each."""
    worlds, issues, steps = max(len(own), len(other)), own.shape[1], np.sum(counts) - len(counts)
    start = np.empty((worlds, issues), np.int64)
    source, target = np.empty((worlds, steps), np.int16), np.empty((worlds, steps), np.int16)
    slope, mine = np.empty((worlds, steps)), np.empty((worlds, steps))
    before, after = np.empty((worlds, steps)), np.empty((worlds, steps))
    most = own.shape[2]
    room = (np.empty(most), np.empty(most), np.empty(most))
    for w in range(worlds):
        start[w] = fixed
        a, b, at = (w if len(own) > 1 else 0), (w if len(other) > 1 else 0), 0
        levels, held = (source[w], target[w]), (slope[w], mine[w], before[w], after[w])
        for place, i in enumerate(places):
            start[w, i] = _walk(own[a, i], other[b, i], counts[place], levels, held, at, room)
            at += counts[place] - 1
    return start, source, target, slope, mine, before, after


# --- the steps of today --------------------------------------------------------------------------------------


@compile_for()
def _move(own: Any, other: Any, moving: Any, start: Any, levels: Any, held: Any, first: Any, room: Any) -> None:
    """Walk the issues that move anew, in one world; one off the table is worth what its level is worth today."""
    for m in range(len(moving)):
        i, at, count, level = moving[m]
        if count > 0:
            level = start[i] = _walk(own[i], other[i], count, levels, held, at, room)
        first[0][i], first[1][i] = own[i, level], other[i, level]


@compile_for(
    f"({STEPS}, i8[:,::1], i2[:,::1], i2[:,::1], i8[::1], f8[:,:,::1], f8[:,:,::1], i8[::1], i8[:,::1], "
    "f8[:,::1], f8[:,::1])"
)
def _walk_today(
    issue: Any,
    slope: Any,
    mine: Any,
    before: Any,
    after: Any,
    first_own: Any,
    first_other: Any,
    start: Any,
    source: Any,
    target: Any,
    rows: Any,
    own: Any,
    other: Any,
    met: Any,
    moving: Any,
    weights: Any,
    scaled: Any,
) -> Any:
    """Return start, source, target, order and both sides' values, (worlds, issues, steps or steps + 1) each."""
    count, steps, issues, most = len(rows), len(issue), start.shape[1], own.shape[2]
    begin, order = np.empty((count, issues), np.int64), np.empty((count, steps), np.int64)
    left, reached = np.empty((count, steps), np.int16), np.empty((count, steps), np.int16)
    ours, theirs = np.empty((count, steps + 1)), np.empty((count, steps + 1))
    held = (np.empty(steps), np.empty(steps), np.empty(steps), np.empty(steps))
    first, room = (np.empty(issues), np.empty(issues)), (np.empty(most), np.empty(most), np.empty(most))
    sorting = (np.empty(steps), np.empty(steps))
    for w in range(count):
        r = rows[w] if len(slope) > 1 else 0
        begin[w], left[w], reached[w] = start[r], source[r], target[r]
        held[0][:], held[1][:], held[2][:], held[3][:] = slope[r], mine[r], before[r], after[r]
        first[0][:], first[1][:] = first_own[r], first_other[r]
        a, b = (met[w] if len(own) > 1 else 0), (met[w] if len(other) > 1 else 0)
        _move(own[a], other[b], moving, begin[w], (left[w], reached[w]), held, first, room)
        weight, scale = weights[w if len(weights) > 1 else 0], scaled[w if len(scaled) > 1 else 0]
        _value(issue, held, first, weight, scale, (order[w], ours[w], theirs[w]), sorting)
    return begin, left, reached, order, ours, theirs
