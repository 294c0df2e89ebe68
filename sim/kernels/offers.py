"""Kernels of what is asked of a path at a meeting: it is walked as far as the answer needs, and no further.

The steps of each issue stand in the order in which they are taken, so that the next one of the path is the best of
the issues' next ones.  The rules are in `sim.bargaining.negotiator.path_ahead`.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for
from sim.kernels.paths import _next_issue, _plain
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
    path, tables, weights = _held(ahead, places)
    found, good = _best_on_path(path, tables, weights, said, _plain(demand))
    return found if good else NotImplemented


def first_livable(ahead: Any, other_reserve: Any) -> Any:
    """Return the first position that the other side could live with, -1 where there is none, and its own value."""
    if ahead.is_shared:
        return NotImplemented
    path, tables, weights = _held(ahead, None)
    place, value, good = _first_livable(path, tables, weights, _plain(other_reserve))
    return (place, value) if good else NotImplemented


def value_of_best(ahead: Any) -> Any:
    """Return the own value of the own best package, (worlds that meet,)."""
    if ahead.is_shared:
        return NotImplemented
    path, tables, _ = _held(ahead, None)
    return _value_of_best(path, tables)


def _held(ahead: Any, places: Any) -> Any:
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


@compile_for()
def _row(held: Any, world: int) -> Any:
    """Return the row of a world in an array; one whose first axis is 1 holds for every world."""
    return held[world if len(held) > 1 else 0]


@compile_for()
def _scale(weights: Any, world: int, scale: Any, weight: Any) -> bool:
    """Write the weights by which a world's steps are valued, and put in order; whether all of these are above 0."""
    held, factors, ranges, span, places = weights
    h, f = (world if len(held) > 1 else 0), (world if len(factors) > 1 else 0)
    v, s = (world if len(ranges) > 1 else 0), (world if len(span) > 1 else 0)
    total, good = ranges[v, places[0]] * held[h, places[0]], True
    for k in range(1, len(places)):
        total += ranges[v, places[k]] * held[h, places[k]]
    ratio = span[s] / total if total > 0 else 1.0
    for i in range(len(scale)):
        scale[i], weight[i] = held[h, i] * ratio, held[h, i] * factors[f, i]
    for k in range(len(places)):
        good &= weight[places[k]] > 0
    return good


@compile_for()
def _start(path: Any, tables: Any, w: int, room: Any) -> Any:
    """Write where a path starts, and walk the issues that move; whether no step gains for oneself, and is in range."""
    own, other, met, rows, moving = tables
    (level, first, _), levels, held, walking = room
    starts, own_first, other_first, r, good = path[2], path[9], path[10], rows[w], True
    b, c, only_costs = (r if len(own_first) > 1 else 0), (r if len(other_first) > 1 else 0), path[11][r]
    for i in range(len(level)):
        level[i], first[0][i], first[1][i] = starts[r, i], own_first[b, i], other_first[c, i]
    if len(moving) > 0:
        _move(_row(own, met[w]), _row(other, met[w]), moving, level, levels, held, first, walking)
    for m in range(len(moving)):
        good &= level[moving[m, 0]] >= 0
        for s in range(moving[m, 1], moving[m, 1] + moving[m, 2] - 1):
            only_costs &= held[1][s] <= 0
    return only_costs, good


@compile_for()
def _sums(first: Any, scale: Any) -> Any:
    """Return the own value and the estimated value to the other side of the package that a path starts from."""
    mine, theirs = first[0][0], first[1][0] * scale[0]
    for i in range(1, len(scale)):
        mine += first[0][i]
        theirs += first[1][i] * scale[i]
    return mine, theirs


@compile_for()
def _asked(table: Any, package: Any, scale: Any) -> Any:
    """Return the estimated value to the other side of a package."""
    found = table[0, package[0]] * scale[0]
    for i in range(1, len(package)):
        found += table[i, package[i]] * scale[i]
    return found


@compile_for()
def _walk_path(path: Any, r: int, held: Any, moves: Any, weights: Any, start: Any, limits: Any, room: Any) -> Any:
    """Walk a path; return the position that is best for the other side within limits, and where the walk ends.

    limits: the own value at least `least`, the other's at most `most`; the walk ends once the other's is `enough`, and
    where all further ones are below `least`, as steps only cost.  The end: its position, the own value, and whether
    the other's is enough.  -1 for values out of range.  room: each issue's next step, its slope, and the steps taken.
    """
    issue, begins, slopes, costs, befores, afters = path[0], path[1], path[5], path[6], path[7], path[8]
    (slope, mine, before, after), (scale, weight), (at, front, taken) = held, weights, room
    (own_first, first), (least, most, enough, only_costs) = start, limits
    own, value, total, other_total, n, best, top = own_first, first, -0.0, -0.0, 0, 0, -np.inf
    for k in range(len(front)):
        s, i = begins[k], issue[begins[k]]
        at[k], front[k] = s, (slope[s] if moves[i] else slopes[r, s]) * weight[i]
    while not value >= enough:
        if own >= least and value <= most:
            best, top = (n, value) if value > top else (best, top)
            if not value > -np.inf:
                return -1, n, own, False
        elif only_costs and not own >= least:
            break
        found = _next_issue(front, at, begins)
        if found < 0:
            break
        s = at[found]
        i = issue[s]
        taken[n], n = s, n + 1
        if moves[i]:
            total += mine[s]
            other_total += after[s] * scale[i] - before[s] * scale[i]
        else:
            total += costs[r, s]
            other_total += afters[r, s] * scale[i] - befores[r, s] * scale[i]
        own, value = total + own_first, other_total + first
        s += 1
        at[found] = s
        front[found] = (slope[s] if moves[i] else slopes[r, s]) * weight[i] if s < begins[found + 1] else -np.inf
    return best, n, own, value >= enough


@compile_for()
def _room(issues: int, steps: int, most: int, moving: Any) -> Any:
    """Return the room in which a world is worked on: its start, levels and steps that move, and room to walk them."""
    moves = np.zeros(issues, np.bool_)
    for m in range(len(moving)):
        moves[moving[m, 0]] = moving[m, 2] > 0
    start = (np.empty(issues, np.int64), (np.empty(issues), np.empty(issues)), moves)
    levels = (np.empty(steps, np.int16), np.empty(steps, np.int16))
    held = (np.empty(steps), np.empty(steps), np.empty(steps), np.empty(steps))
    return start, levels, held, (np.empty(most), np.empty(most), np.empty(most))


# --- many worlds ---------------------------------------------------------------------------------------------


@compile_for(f"({PATH}, {TABLES}, {WEIGHTS}, Tuple((i8[::1], i8[:,::1])), f8[::1])")
def _best_on_path(path: Any, tables: Any, weights: Any, said: Any, demand: Any) -> Any:
    """Return packages, (worlds, issues), and whether every world's values are in range."""
    (own, other, met, rows, moving), issue, targets, good = tables, path[0], path[4], True
    issues, count = own.shape[1], len(issue)
    room, scale, weight = _room(issues, count, own.shape[2], moving), np.empty(issues), np.empty(issues)
    (level, first, moves), levels, held, _ = room
    walk = (np.empty(issues, np.int64), np.empty(len(path[1]) - 1), np.empty(count, np.int64))
    found = np.empty((len(demand), issues), np.int64)
    for w in range(len(demand)):
        r = rows[w]
        only_costs, tame = _start(path, tables, w, room)
        good &= _scale(weights, r, scale, weight) and tame
        most = _asked(other[met[w] if len(other) > 1 else 0], said[1][r], scale) if said[0][r] > 0 else np.inf
        limits = (demand[w] - TIE, most + TIE, np.inf, only_costs)
        best, _, _, _ = _walk_path(path, r, held, moves, (scale, weight), _sums(first, scale), limits, walk)
        good &= best >= 0
        for i in range(issues):
            found[w, i] = level[i]
        for k in range(best):
            s = walk[2][k]
            found[w, issue[s]] = levels[1][s] if moves[issue[s]] else targets[r, s]
    return found, good


@compile_for(f"({PATH}, {TABLES}, {WEIGHTS}, f8[::1])")
def _first_livable(path: Any, tables: Any, weights: Any, reserve: Any) -> Any:
    """Return positions and own values there, (worlds,) each, and whether every world's values are in range."""
    (own, _, _, rows, moving), count, good = tables, len(path[0]), True
    issues = own.shape[1]
    room, scale, weight = _room(issues, count, own.shape[2], moving), np.empty(issues), np.empty(issues)
    (_, first, moves), _, held, _ = room
    walk = (np.empty(issues, np.int64), np.empty(len(path[1]) - 1), np.empty(count, np.int64))
    place, value = np.empty(len(reserve), np.int64), np.empty(len(reserve))
    for w in range(len(reserve)):
        r = rows[w]
        good &= _start(path, tables, w, room)[1] and _scale(weights, r, scale, weight)
        limits, start = (np.inf, np.inf, reserve[w] - TIE, False), _sums(first, scale)
        _, n, mine, livable = _walk_path(path, r, held, moves, (scale, weight), start, limits, walk)
        place[w], value[w] = (n if livable else -1), mine
    return place, value, good


@compile_for(f"({PATH}, {TABLES})")
def _value_of_best(path: Any, tables: Any) -> Any:
    """Return it, (worlds,)."""
    own, _, met, rows, moving = tables
    found, first = np.empty(len(rows)), np.empty(own.shape[1])
    for w in range(len(rows)):
        first[:] = _row(path[9], rows[w])
        table = _row(own, met[w])
        for m in range(len(moving)):
            i, _, count, kept = moving[m]
            first[i] = table[i, _best(table[i], count) if count > 0 else kept]
        found[w] = first[0]
        for i in range(1, len(first)):
            found[w] += first[i]
    return found
