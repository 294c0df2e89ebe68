"""Kernels of what is asked of a path at a meeting: it is walked as far as the answer needs, and no further.

The rules are in `sim.bargaining.negotiator.path_ahead`.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for
from sim.kernels.path_steps import (
    _best_within,
    _flag_moving,
    _only_costs,
    _own_best,
    _scale,
    _set_out,
    _value_asked,
    _walk_until,
    _write_package,
)
from sim.kernels.paths import _copy, _plain
from sim.kernels.walks import _move

TIE = 1e-9  # that of sim.core.ties: a test compares them
# issue, where issues begin; start, source, target; slope, mine, before, after, values of the start; whether steps cost
PATH = f"Tuple((i8[::1], i8[::1], i8[:,::1], i2[:,::1], i2[:,::1], {', '.join(['f8[:,::1]'] * 6)}, b1[::1]))"
TABLES = "Tuple((f8[:,:,::1], f8[:,:,::1], i8[::1], i8[::1], i8[:,::1]))"  # own, other, their rows, worlds, moving
WEIGHTS = "Tuple((f8[:,::1], f8[:,::1], f8[:,::1], f8[::1], i8[::1]))"  # weights, slope factors, ranges, sum, open
SAID = "Tuple((i8[::1], i8[:,::1]))"  # how many offers the other side has made, and its last


def best_on_path(ahead: Any, places: Any, demand: Any) -> Any:
    """Return the packages to offer, (worlds, issues)."""
    if ahead.is_shared:
        return NotImplemented
    said = ahead.party.offer_memory.offers, ahead.party.offer_memory.last_received
    path, tables, weights = _parts_of(ahead, places)
    found, good = _best_on_path(path, tables, weights, said, _plain(demand))
    return found if good else NotImplemented


def first_livable(ahead: Any, other_reserve: Any) -> Any:
    """Return the first position that the other side could live with, -1 where there is none, and its own value."""
    if ahead.is_shared:
        return NotImplemented
    path, tables, weights = _parts_of(ahead, None)
    place, value, good = _first_livable(path, tables, weights, _plain(other_reserve))
    return (place, value) if good else NotImplemented


def value_of_best(ahead: Any) -> Any:
    """Return the own value of the own best package, (worlds that meet,)."""
    if ahead.is_shared:
        return NotImplemented
    path, tables, _ = _parts_of(ahead, None)
    return _value_of_best(path, tables)


def _parts_of(ahead: Any, places: Any) -> Any:
    """Return what the kernels read of a delegation, in some of the worlds that meet; None, in all."""
    party, brief, steps = ahead.party, ahead.brief, ahead.party.steps
    rows = ahead.rows if places is None else ahead.rows[places]
    met = brief.table_rows(np.arange(len(ahead.rows)) if places is None else places)
    own, other = party.first_values
    levels = (_plain(steps.start, np.int64), steps.source, steps.target)
    values = (steps.slope, steps.mine, steps.before, steps.after, _plain(own), _plain(other))
    path = (steps.issue, steps.begins, *levels, *values, _plain(steps.only_costs, np.bool_))
    tables = (_plain(brief.own), _plain(brief.other), _plain(met, np.int64), _plain(rows, np.int64), party.walks)
    ranges = (_plain(party.issue_ranges), _plain(party.total_range), np.array(party.agenda.open))
    return path, tables, (_plain(party.weights), _plain(party.slope_factors), *ranges)


@compile_for(f"({PATH}, {TABLES}, {WEIGHTS}, {SAID}, f8[::1])")
def _best_on_path(path: Any, tables: Any, weights: Any, said: Any, demand: Any) -> Any:
    """Return packages, (worlds, issues), and whether every world's values are in range."""
    issue, begins, start, _, target, slope, mine, before, after, own_first, other_first, costs = path
    (own, other, met, rows, moving), (believed, factors, ranges, span, places), (offers, asked) = tables, weights, said
    issues, steps, good, moves = own.shape[1], len(issue), True, np.zeros(own.shape[1], np.bool_)
    level, first, scale = np.empty(issues, np.int64), np.empty((2, issues)), np.empty((2, issues))
    levels, held, room = np.empty((2, steps), np.int16), np.empty((4, steps)), np.empty((3, own.shape[2]))
    at, front, taken = np.empty(len(begins) - 1, np.int64), np.empty(len(begins) - 1), np.empty(steps, np.int64)
    values, sums = np.empty((2, steps + 1)), np.empty(2)
    found = np.empty((len(demand), issues), np.int64)
    _flag_moving(moving, moves)
    for w in range(len(demand)):
        r, a, b = rows[w], (met[w] if len(own) > 1 else 0), (met[w] if len(other) > 1 else 0)
        _copy(r, start, own_first, other_first, level, first)
        good &= _move(own, a, other, b, moving, level, levels, held, first, room)
        good &= _scale(r, believed, factors, ranges, span, places, scale)
        most = _value_asked(other, b, asked, r, scale) if offers[r] > 0 else np.inf
        _set_out(r, issue, begins, slope, held, moves, scale, first, at, front, values, sums)
        best = _best_within(
            r, 0, demand[w] - TIE, most + TIE, costs[r] and _only_costs(moving, held), issue, begins, slope, mine,
            before, after, held, moves, scale, at, front, taken, values, sums,
        )  # fmt: skip
        good &= best >= 0
        _write_package(w, best, r, level, issue, taken, levels, target, moves, found)
    return found, good


@compile_for(f"({PATH}, {TABLES}, {WEIGHTS}, f8[::1])")
def _first_livable(path: Any, tables: Any, weights: Any, reserve: Any) -> Any:
    """Return positions and own values there, (worlds,) each, and whether every world's values are in range."""
    issue, begins, start, _, _, slope, mine, before, after, own_first, other_first, _ = path
    (own, other, met, rows, moving), (believed, factors, ranges, span, places) = tables, weights
    issues, steps, good, moves = own.shape[1], len(issue), True, np.zeros(own.shape[1], np.bool_)
    level, first, scale = np.empty(issues, np.int64), np.empty((2, issues)), np.empty((2, issues))
    levels, held, room = np.empty((2, steps), np.int16), np.empty((4, steps)), np.empty((3, own.shape[2]))
    at, front, taken = np.empty(len(begins) - 1, np.int64), np.empty(len(begins) - 1), np.empty(steps, np.int64)
    values, sums = np.empty((2, steps + 1)), np.empty(2)
    place, value = np.empty(len(reserve), np.int64), np.empty(len(reserve))
    _flag_moving(moving, moves)
    for w in range(len(reserve)):
        r, a, b = rows[w], (met[w] if len(own) > 1 else 0), (met[w] if len(other) > 1 else 0)
        _copy(r, start, own_first, other_first, level, first)
        good &= _move(own, a, other, b, moving, level, levels, held, first, room)
        good &= _scale(r, believed, factors, ranges, span, places, scale)
        _set_out(r, issue, begins, slope, held, moves, scale, first, at, front, values, sums)
        n = _walk_until(
            r, reserve[w] - TIE, issue, begins, slope, mine, before, after, held, moves, scale, at, front, taken,
            values, sums,
        )  # fmt: skip
        place[w], value[w] = (n if values[1, n] >= reserve[w] - TIE else -1), values[0, n]
    return place, value, good


@compile_for(f"({PATH}, {TABLES})")
def _value_of_best(path: Any, tables: Any) -> Any:
    """Return it, (worlds,)."""
    (own, _, met, rows, moving), own_first = tables, path[9]
    found, first = np.empty(len(rows)), np.empty((2, own.shape[1]))
    for w in range(len(rows)):
        found[w] = _own_best(rows[w], met[w] if len(own) > 1 else 0, own, own_first, moving, first)
    return found
