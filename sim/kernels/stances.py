"""Kernel of what is demanded by the clock, and offered: one walk of a path for both.

The rule is in `sim.bargaining.negotiator.timed_stance`.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for, compile_into_loops
from sim.kernels.offers import PATH, SAID, TABLES, WEIGHTS, _parts_of
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
BEGINNINGS = {"own best": False, "livable": True}
BRIEF = "Tuple((f8[::1], f8[::1], f8[::1], f8[::1], b1[::1]))"  # reserves, own and other's; floor, belief, last chance


def stand_by_clock(ahead: Any, opening: Any, given: Any, offering: Any) -> Any:
    """Return where demands begin, the most demanded, the target, and the packages offered."""
    begins, brief = getattr(opening, "begins_at", ""), ahead.brief
    if ahead.is_shared or begins not in BEGINNINGS:
        return NotImplemented
    turn = np.zeros(len(ahead.rows), np.bool_)
    turn[offering] = True
    path, tables, weights = _parts_of(ahead, None)
    said = ahead.party.offer_memory.offers, ahead.party.offer_memory.last_received
    figures = (brief.reserve, brief.other_reserve, brief.authority, brief.belief)
    told = (*(_plain(held) for held in figures), _plain(brief.last_chance, np.bool_))
    asked_for = turn, len(offering), BEGINNINGS[begins]
    found = _stand_by_clock(path, tables, weights, said, told, _plain(given), asked_for)
    return found[:4] if found[4] else NotImplemented


@compile_into_loops
def _larger(one: float, other: float) -> float:
    """Return the larger of two numbers, nan where either is."""
    return one if one > other or one != one else other


@compile_into_loops
def _target(given: float, best: float, reserve: float, last: bool, belief: float) -> float:
    """Return the value demanded where a share of the range has been given."""
    target = best - given * (best - reserve)
    if last:
        target = reserve + belief * (target - reserve)
    return _larger(target, reserve)


@compile_for(f"({PATH}, {TABLES}, {WEIGHTS}, {SAID}, {BRIEF}, f8[::1], Tuple((b1[::1], i8, b1)))")
def _stand_by_clock(path: Any, tables: Any, weights: Any, said: Any, told: Any, given: Any, asked_for: Any) -> Any:
    """Return the four of them, the last (offers, issues), and whether every world's values are in range."""
    issue, begins, start, _, target, slope, mine, before, after, own_first, other_first, costs = path
    (own, other, met, rows, moving), (believed, factors, ranges, span, places), (heard, asked) = tables, weights, said
    (reserve, other_reserve, floor, belief, last), (turn, offers, livable), issues = told, asked_for, own.shape[1]
    level, first, scale, steps = np.empty(issues, np.int64), np.empty((2, issues)), np.empty((2, issues)), len(issue)
    levels, held, room = np.empty((2, steps), np.int16), np.empty((4, steps)), np.empty((3, own.shape[2]))
    at, front, taken = np.empty(len(begins) - 1, np.int64), np.empty(len(begins) - 1), np.empty(steps, np.int64)
    values, sums, moves = np.empty((2, steps + 1)), np.empty(2), np.zeros(issues, np.bool_)
    place, most, demand = np.zeros(len(rows), np.int64), np.empty(len(rows)), np.empty(len(rows))
    found, done, good = np.empty((offers, issues), np.int64), 0, True
    _flag_moving(moving, moves)
    for w in range(len(rows)):
        r, a, b, n = rows[w], (met[w] if len(own) > 1 else 0), (met[w] if len(other) > 1 else 0), 0
        if not livable and not turn[w]:
            most[w] = _larger(_own_best(r, a, own, own_first, moving, first), reserve[w])
            demand[w] = _target(given[w], most[w], reserve[w], last[w], belief[w])
            continue
        _copy(r, start, own_first, other_first, level, first)
        good &= _move(own, a, other, b, moving, level, levels, held, first, room)
        good &= _scale(r, believed, factors, ranges, span, places, scale)
        _set_out(r, issue, begins, slope, held, moves, scale, first, at, front, values, sums)
        if livable:
            n = _walk_until(
                r, other_reserve[w] - TIE, issue, begins, slope, mine, before, after, held, moves, scale, at, front,
                taken, values, sums,
            )  # fmt: skip
            place[w] = n if values[1, n] >= other_reserve[w] - TIE else -1
        most[w] = _larger(values[0, n] if place[w] >= 0 else reserve[w], reserve[w])
        demand[w] = _target(given[w], most[w], reserve[w], last[w], belief[w])
        if turn[w]:
            limit = _value_asked(other, b, asked, r, scale) if heard[r] > 0 else np.inf
            count = _best_within(
                r, n, _larger(demand[w], floor[w]) - TIE, limit + TIE, costs[r] and _only_costs(moving, held), issue,
                begins, slope, mine, before, after, held, moves, scale, at, front, taken, values, sums,
            )  # fmt: skip
            good &= count >= 0
            _write_package(done, count, r, level, issue, taken, levels, target, moves, found)
            done += 1
    return place, most, demand, found, good
