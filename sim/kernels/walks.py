"""Kernels of the walks through issues: the steps of all issues, and those of issues whose values move from day to day.

The rules are in `sim.bargaining.concessions` and `sim.bargaining.tradeoff`.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for, compile_into_loops
from sim.kernels.paths import STEPS, _copy, _copy_steps, _plain, _value

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


@compile_into_loops
def _best(table: Any, w: int, i: int, count: int) -> int:
    """Return the first of the best levels of an issue in a world; no value may be nan."""
    found = 0
    for k in range(1, count):
        if table[w, i, k] > table[w, i, found]:
            found = k
    return found


@compile_into_loops
def _ends(own: Any, a: int, other: Any, b: int, i: int, count: int) -> tuple[int, int, bool]:
    """Return the first of the best levels of an issue for one side and for the other, and whether all are tame.

    That is, whether all values are numbers, and so small that their differences and slopes are.
    """
    begin, end, tame, best, most = 0, 0, True, own[a, i, 0], other[b, i, 0]
    for k in range(count):
        mine, theirs = own[a, i, k], other[b, i, k]
        tame &= (abs(mine) < TAME) & (abs(theirs) < TAME)
        begin, best = (k, mine) if mine > best else (begin, best)
        end, most = (k, theirs) if theirs > most else (end, most)
    return begin, end, tame


@compile_into_loops
def _slope(run: float, rise: float) -> float:
    """Return rise over run; what costs nothing is infinitely good, or bad if it gives nothing."""
    return rise / run if run > 0 else (np.inf if rise > 0 else -np.inf)


@compile_into_loops
def _pool(steps: int, held: Any, at: int, room: Any) -> None:
    """Write the pooled slopes of the steps of a walk from column `at` on; room: cost, gain, and a row to work in."""
    for s in range(steps):
        room[2, s] = -np.inf
    for j in range(steps, 0, -1):
        least = np.inf
        for i in range(j):
            room[2, i] = max(room[2, i], _slope(room[0, j] - room[0, i], room[1, j] - room[1, i]))
            least = min(least, room[2, i])
        held[0, at + j - 1] = least


@compile_into_loops
def _walk(own: Any, a: int, other: Any, b: int, i: int, count: int, levels: Any, held: Any, at: int, room: Any) -> int:
    """Write the steps of an issue in a world, from column `at` on; return its start, -1 for values beyond slopes.

    own, other   tables, of which rows a and b count
    levels, held (2, steps) source and target; (4, steps) slope, mine, before, after
    """
    begin, end, tame = _ends(own, a, other, b, i, count)
    if not tame:
        return -1
    length, sign, last, rises, before = abs(end - begin), (1 if end > begin else -1), begin, False, np.inf
    for k in range(count):
        level = begin + sign * min(k, length)
        room[0, k], room[1, k] = own[a, i, begin] - own[a, i, level], other[b, i, level]
        if k > 0:
            s = at + k - 1
            slope = _slope(room[0, k] - room[0, k - 1], room[1, k] - room[1, k - 1]) if k <= length else -np.inf
            levels[0, s], levels[1, s], held[0, s] = last, level, slope
            held[1, s] = own[a, i, level] - own[a, i, last]
            held[2, s], held[3, s] = room[1, k - 1], room[1, k]
            rises, before = rises | (slope > before), slope
        last = level
    if rises:
        _pool(length, held, at, room)
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
    levels, held, room = np.empty((2, steps), np.int16), np.empty((4, steps)), np.empty((3, own.shape[2]))
    for w in range(worlds):
        a, b, at = (w if len(own) > 1 else 0), (w if len(other) > 1 else 0), 0
        for i in range(issues):
            start[w, i] = fixed[i]
        for place in range(len(places)):
            i = places[place]
            start[w, i] = _walk(own, a, other, b, i, counts[place], levels, held, at, room)
            at += counts[place] - 1
        for s in range(steps):
            source[w, s], target[w, s], slope[w, s] = levels[0, s], levels[1, s], held[0, s]
            mine[w, s], before[w, s], after[w, s] = held[1, s], held[2, s], held[3, s]
    return start, source, target, slope, mine, before, after


# --- the steps of today --------------------------------------------------------------------------------------


@compile_into_loops
def _move(
    own: Any, a: int, other: Any, b: int, moving: Any, start: Any, levels: Any, held: Any, first: Any, room: Any
) -> bool:
    """Walk the issues that move anew, in one world; one off the table is worth what its level is worth today.

    Write start, (issues,), steps, and values of the start, (2, issues).  Whether all values are in range.
    """
    good = True
    for m in range(len(moving)):
        i, level = moving[m, 0], moving[m, 3]
        if moving[m, 2] > 0:
            level = start[i] = _walk(own, a, other, b, i, moving[m, 2], levels, held, moving[m, 1], room)
            good &= level >= 0
        first[0, i], first[1, i] = own[a, i, level], other[b, i, level]
    return good


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
    count, steps, issues = len(rows), len(issue), start.shape[1]
    begin, order = np.empty((count, issues), np.int64), np.empty((count, steps), np.int64)
    left, reached = np.empty((count, steps), np.int16), np.empty((count, steps), np.int16)
    ours, theirs, at_start = np.empty((count, steps + 1)), np.empty((count, steps + 1)), np.empty(issues, np.int64)
    levels, held, first = np.empty((2, steps), np.int16), np.empty((4, steps)), np.empty((2, issues))
    room, ranked = np.empty((3, own.shape[2])), np.empty(steps)
    for w in range(count):
        r = rows[w] if len(slope) > 1 else 0
        _copy(r, start, first_own, first_other, at_start, first)
        _copy_steps(r, slope, mine, before, after, held)
        for s in range(steps):
            levels[0, s], levels[1, s] = source[r, s], target[r, s]
        a, b = (met[w] if len(own) > 1 else 0), (met[w] if len(other) > 1 else 0)
        _move(own, a, other, b, moving, at_start, levels, held, first, room)
        for i in range(issues):
            begin[w, i] = at_start[i]
        for s in range(steps):
            left[w, s], reached[w, s] = levels[0, s], levels[1, s]
        _value(w, issue, held, first, weights, scaled, order, ours, theirs, ranked)
    return begin, left, reached, order, ours, theirs
