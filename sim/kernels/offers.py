"""Kernels of what is asked of a path at a meeting: it is walked as far as the answer needs, and no further.

The steps of each issue stand in the order in which they are taken, so that the next one of the path is the best of
the issues' next ones.  The rules are in `sim.bargaining.negotiator.path_ahead`.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for, compile_into_loops
from sim.kernels.paths import _copy, _next_issue, _plain
from sim.kernels.walks import _best, _move

TIE = 1e-9  # that of sim.core.ties: a test compares them
# issue, where issues begin; start, source, target; slope, mine, before, after, values of the start; whether steps cost
PATH = f"Tuple((i8[::1], i8[::1], i8[:,::1], i2[:,::1], i2[:,::1], {', '.join(['f8[:,::1]'] * 6)}, b1[::1]))"
TABLES = "Tuple((f8[:,:,::1], f8[:,:,::1], i8[::1], i8[::1], i8[:,::1]))"  # own, other, their rows, worlds, moving
WEIGHTS = "Tuple((f8[:,::1], f8[:,::1], f8[:,::1], f8[::1], i8[::1]))"  # weights, slope factors, ranges, sum, open


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


# --- one world -----------------------------------------------------------------------------------------------
# What is called for each world is given arrays one by one: a tuple of them would cost more than the call.


@compile_into_loops
def _scale(r: int, weights: Any, factors: Any, ranges: Any, span: Any, places: Any, found: Any) -> bool:
    """Write the weights by which a world's steps are valued, and put in order; whether all of these are above 0."""
    h, f = (r if len(weights) > 1 else 0), (r if len(factors) > 1 else 0)
    v, s = (r if len(ranges) > 1 else 0), (r if len(span) > 1 else 0)
    total, good = ranges[v, places[0]] * weights[h, places[0]], True
    for k in range(1, len(places)):
        total += ranges[v, places[k]] * weights[h, places[k]]
    ratio = span[s] / total if total > 0 else 1.0
    for i in range(found.shape[1]):
        found[0, i], found[1, i] = weights[h, i] * ratio, weights[h, i] * factors[f, i]
    for k in range(len(places)):
        good &= found[1, places[k]] > 0
    return good


@compile_into_loops
def _only_costs(moving: Any, held: Any) -> bool:
    """Return whether no step of an issue that moves gains anything for oneself."""
    costs = True
    for m in range(len(moving)):
        for s in range(moving[m, 1], moving[m, 1] + moving[m, 2] - 1):
            costs &= held[1, s] <= 0
    return costs


@compile_into_loops
def _value_asked(table: Any, b: int, packages: Any, r: int, scale: Any) -> float:
    """Return the estimated value to the other side of a package."""
    found: float = table[b, 0, packages[r, 0]] * scale[0, 0]
    for i in range(1, packages.shape[1]):
        found += table[b, i, packages[r, i]] * scale[0, i]
    return found


@compile_into_loops
def _sums(first: Any, scale: Any) -> Any:
    """Return the own value and the estimated value to the other side of the package that a path starts from."""
    mine, theirs = first[0, 0], first[1, 0] * scale[0, 0]
    for i in range(1, first.shape[1]):
        mine += first[0, i]
        theirs += first[1, i] * scale[0, i]
    return mine, theirs


@compile_into_loops
def _walk_path(
    r: int, issue: Any, begins: Any, slope: Any, mine: Any, before: Any, after: Any, held: Any, moves: Any,
    scale: Any, at: Any, front: Any, taken: Any, first: Any, least: float, most: float, enough: float, costs: bool,
) -> Any:  # fmt: skip
    """Walk a path; return the position that is best for the other side within limits, and where the walk ends.

    limits: the own value at least `least`, the other's at most `most`; the walk ends once the other's is `enough`, and
    where all further ones are below `least`, where steps only cost.  The end: its position, the own value, and whether
    the other's is enough.  -1 for values out of range.  at, front, taken: next steps, their slopes, the steps taken.
    """
    own_first, other_first = _sums(first, scale)
    own, value, total, other_total, n, best, top = own_first, other_first, -0.0, -0.0, 0, 0, -np.inf
    for k in range(len(front)):
        s, i = begins[k], issue[begins[k]]
        at[k], front[k] = s, (held[0, s] if moves[i] else slope[r, s]) * scale[1, i]
    while not value >= enough:
        if own >= least and value <= most:
            best, top = (n, value) if value > top else (best, top)
            if not value > -np.inf:
                return -1, n, own, False
        elif costs and not own >= least:
            break
        found = _next_issue(front, at, begins)
        if found < 0:
            break
        s = at[found]
        i, taken[n], n = issue[s], s, n + 1
        if moves[i]:
            total += held[1, s]
            other_total += held[3, s] * scale[0, i] - held[2, s] * scale[0, i]
        else:
            total += mine[r, s]
            other_total += after[r, s] * scale[0, i] - before[r, s] * scale[0, i]
        own, value, at[found] = total + own_first, other_total + other_first, s + 1
        left = s + 1 < begins[found + 1]
        front[found] = (held[0, s + 1] if moves[i] else slope[r, s + 1]) * scale[1, i] if left else -np.inf
    return best, n, own, value >= enough


@compile_into_loops
def _flag_moving(moving: Any, moves: Any) -> None:
    """Write which issues are walked anew, (issues,), all false before."""
    for m in range(len(moving)):
        moves[moving[m, 0]] = moving[m, 2] > 0


# --- many worlds ---------------------------------------------------------------------------------------------


@compile_for(f"({PATH}, {TABLES}, {WEIGHTS}, Tuple((i8[::1], i8[:,::1])), f8[::1])")
def _best_on_path(path: Any, tables: Any, weights: Any, said: Any, demand: Any) -> Any:
    """Return packages, (worlds, issues), and whether every world's values are in range."""
    issue, begins, start, _, target, slope, mine, before, after, own_first, other_first, costs = path
    (own, other, met, rows, moving), (believed, factors, ranges, span, places), (offers, asked) = tables, weights, said
    issues, steps, good, moves = own.shape[1], len(issue), True, np.zeros(own.shape[1], np.bool_)
    level, first, scale = np.empty(issues, np.int64), np.empty((2, issues)), np.empty((2, issues))
    levels, held, room = np.empty((2, steps), np.int16), np.empty((4, steps)), np.empty((3, own.shape[2]))
    at, front, taken = np.empty(len(begins) - 1, np.int64), np.empty(len(begins) - 1), np.empty(steps, np.int64)
    found = np.empty((len(demand), issues), np.int64)
    _flag_moving(moving, moves)
    for w in range(len(demand)):
        r, a, b = rows[w], (met[w] if len(own) > 1 else 0), (met[w] if len(other) > 1 else 0)
        _copy(r, start, own_first, other_first, level, first)
        good &= _move(own, a, other, b, moving, level, levels, held, first, room)
        good &= _scale(r, believed, factors, ranges, span, places, scale)
        most = _value_asked(other, b, asked, r, scale) if offers[r] > 0 else np.inf
        best, _, _, _ = _walk_path(
            r, issue, begins, slope, mine, before, after, held, moves, scale, at, front, taken, first,
            demand[w] - TIE, most + TIE, np.inf, costs[r] and _only_costs(moving, held),
        )  # fmt: skip
        good &= best >= 0
        for i in range(issues):
            found[w, i] = level[i]
        for k in range(best):
            s = taken[k]
            found[w, issue[s]] = levels[1, s] if moves[issue[s]] else target[r, s]
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
    place, value = np.empty(len(reserve), np.int64), np.empty(len(reserve))
    _flag_moving(moving, moves)
    for w in range(len(reserve)):
        r, a, b = rows[w], (met[w] if len(own) > 1 else 0), (met[w] if len(other) > 1 else 0)
        _copy(r, start, own_first, other_first, level, first)
        good &= _move(own, a, other, b, moving, level, levels, held, first, room)
        good &= _scale(r, believed, factors, ranges, span, places, scale)
        _, n, at_end, livable = _walk_path(
            r, issue, begins, slope, mine, before, after, held, moves, scale, at, front, taken, first,
            np.inf, np.inf, reserve[w] - TIE, False,
        )  # fmt: skip
        place[w], value[w] = (n if livable else -1), at_end
    return place, value, good


@compile_for(f"({PATH}, {TABLES})")
def _value_of_best(path: Any, tables: Any) -> Any:
    """Return it, (worlds,)."""
    (own, _, met, rows, moving), first = tables, path[9]
    found, values = np.empty(len(rows)), np.empty(own.shape[1])
    for w in range(len(rows)):
        r, a = (rows[w] if len(first) > 1 else 0), (met[w] if len(own) > 1 else 0)
        for i in range(len(values)):
            values[i] = first[r, i]
        for m in range(len(moving)):
            i, count = moving[m, 0], moving[m, 2]
            values[i] = own[a, i, _best(own, a, i, count) if count > 0 else moving[m, 3]]
        found[w] = values[0]
        for i in range(1, len(values)):
            found[w] += values[i]
    return found
