"""Kernel of an offer where a signature may not outlast a vote: the path is walked as far as packages may be offered.

The rule is `sim.model.meeting.make_offer`.  Beliefs are worked out between two loops, since they need functions of
NumPy's; what the first loop hands to the second is called a list below:

begins, positions    where the packages of each world begin in the list, (worlds + 1,); places on the path, (packages,)
mine, theirs         own value and estimated value to the other side of each, (packages,)
start                (worlds, issues)   the level of each issue where the path starts
issue, left, reached (worlds, steps)    of each step of the path, as far as it was walked
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for, compile_into_loops
from sim.kernels.doubtful_values import _comparable, _discount
from sim.kernels.offers import PATH, SAID, TABLES, WEIGHTS, _parts_of
from sim.kernels.path_steps import _flag_moving, _only_costs, _scale, _set_out, _step_on, _value_asked
from sim.kernels.paths import _copy, _plain
from sim.kernels.walks import _move

TIE = 1e-9  # that of sim.core.ties: a test compares them
LIST = "Tuple((i8[::1], i8[::1], f8[::1], f8[::1], i8[:,::1], i2[:,::1], i2[:,::1], i2[:,::1]))"
PROSPECT = "Tuple((f8[::1], f8[::1], f8[::1], f8[::1], f8[::1]))"  # reserve, resumed, low, kept, scale


def make_offer(meeting: Any, side: int, places: Any) -> Any:
    """Return the packages offered, (worlds, issues), where one side alone heeds a vote."""
    own, other = meeting.doubts[side], meeting.doubts[1 - side]
    doubt, stance = own or other, meeting.stances[side]
    ahead, offers = stance.valued_path, meeting.track.parties[side].strategy.offer
    if doubt is None or (own and other) or not doubt.of_vote or ahead.is_shared:
        return NotImplemented
    if not getattr(offers, "best_on_path", False):
        return NotImplemented
    demand, prospect = stance.demand[places], doubt.prospect
    path, tables, weights = _parts_of(ahead, places)
    said = ahead.party.offer_memory.offers, ahead.party.offer_memory.last_received
    least = _least_value(stance, places, own)
    found, good = _list_packages(path, tables, weights, said, least)
    belief = _beliefs(meeting, places, found, None if own is None else own.beliefs) if good else None
    if belief is None:
        return NotImplemented
    held = (prospect.reserve, prospect.resumed, prospect.low, prospect.kept, prospect.scale)
    kinds = own is not None, prospect.sure_demands
    figures = tuple(_plain(values) for values in held), _plain(stance.briefing.other_reserve), demand, places
    package, good = _choose(found, belief, kinds, *figures)
    return package if good else NotImplemented


def _least_value(stance: Any, places: Any, own: Any) -> Any:
    """Return the least own value of a package that may be offered, (worlds,)."""
    demand = stance.demand[places]
    if own is None:
        return demand - TIE
    least = stance.briefing.authority[places] - TIE
    return np.maximum(least, demand - 2 * TIE) if own.prospect.sure_demands else least


def _beliefs(meeting: Any, places: Any, found: Any, known: Any) -> Any:
    """Return the believed chance that a signature holds, (packages,); None where there is no doubt."""
    begins, positions = found[:2]
    counts, rows = np.diff(begins), meeting.rows[places]
    if known is not None:
        return known[np.repeat(places, counts), positions]

    def gains(signed: Any, standing: Any, side: int) -> Any:
        return _gains(found, _plain(signed), rows, meeting.reserve(standing, side)[places])

    return meeting.track.honour(np.repeat(rows, counts), gains)


@compile_into_loops
def _write_steps(
    w: int, count: int, r: int, issue: Any, taken: Any, levels: Any, source: Any, target: Any, moves: Any, passed: Any,
    left: Any, reached: Any,
) -> None:  # fmt: skip
    """Write the issue and the levels of the first steps of a path into row w."""
    for k in range(count):
        s = taken[k]
        passed[w, k] = issue[s]
        left[w, k] = levels[0, s] if moves[issue[s]] else source[r, s]
        reached[w, k] = levels[1, s] if moves[issue[s]] else target[r, s]


@compile_for(f"({PATH}, {TABLES}, {WEIGHTS}, {SAID}, f8[::1])")
def _list_packages(path: Any, tables: Any, weights: Any, said: Any, least: Any) -> Any:
    """Return the list of packages worth `least`, (worlds,), and at most what was asked for, and whether all is well."""
    issue, begins, start, source, target, slope, mine, before, after, own_first, other_first, costs = path
    (own, other, met, rows, moving), (believed, factors, ranges, span, places), (heard, asked) = tables, weights, said
    issues, steps, good, worlds = own.shape[1], len(issue), True, len(least)
    first, scale, levels = np.empty((2, issues)), np.empty((2, issues)), np.empty((2, steps), np.int16)
    held, room, moves = np.empty((4, steps)), np.empty((3, own.shape[2])), np.zeros(issues, np.bool_)
    at, front, taken = np.empty(len(begins) - 1, np.int64), np.empty(len(begins) - 1), np.empty(steps, np.int64)
    values, sums, m, level = np.empty((2, steps + 1)), np.empty(2), 0, np.empty(issues, np.int64)
    firsts, positions = np.zeros(worlds + 1, np.int64), np.empty(worlds * (steps + 1), np.int64)
    ours, theirs = np.empty(len(positions)), np.empty(len(positions))
    starts, passed = np.empty((worlds, issues), np.int64), np.empty((worlds, steps), np.int16)
    left, reached = np.empty((worlds, steps), np.int16), np.empty((worlds, steps), np.int16)
    _flag_moving(moving, moves)
    for w in range(worlds):
        r, a, b = rows[w], (met[w] if len(own) > 1 else 0), (met[w] if len(other) > 1 else 0)
        _copy(r, start, own_first, other_first, level, first)
        good &= _move(own, a, other, b, moving, level, levels, held, first, room)
        good &= _scale(r, believed, factors, ranges, span, places, scale)
        _set_out(r, issue, begins, slope, held, moves, scale, first, at, front, values, sums)
        limit = _value_asked(other, b, asked, r, scale) + TIE if heard[r] > 0 else np.inf
        ends, n, going, last = costs[r] and _only_costs(moving, held), 0, True, 0
        while going:
            if values[0, n] >= least[w] and values[1, n] <= limit:
                positions[m], ours[m], theirs[m], m, last = n, values[0, n], values[1, n], m + 1, n
                good &= abs(values[1, n]) < np.inf
            elif ends and not values[0, n] >= least[w]:
                break
            going = _step_on(
                r, n, issue, begins, slope, mine, before, after, held, moves, scale, at, front, taken, values, sums
            )
            n += 1
        firsts[w + 1] = m
        for i in range(issues):
            starts[w, i] = level[i]
        _write_steps(w, last, r, issue, taken, levels, source, target, moves, passed, left, reached)
    return (firsts, positions[:m], ours[:m], theirs[:m], starts, passed, left, reached), good


@compile_for(f"({LIST}, f8[:,:,::1], i8[::1], f8[::1])")
def _gains(found: Any, table: Any, rows: Any, reserve: Any) -> Any:
    """Return the gains over a reserve, (worlds,), by a table, (packages,)."""
    (begins, positions, _, _, start, issue, left, reached), gains = found, np.empty(len(found[1]))
    for w in range(len(rows)):
        r, n, total = (rows[w] if len(table) > 1 else 0), 0, -0.0
        first = table[r, 0, start[w, 0]]
        for i in range(1, start.shape[1]):
            first += table[r, i, start[w, i]]
        for m in range(begins[w], begins[w + 1]):
            while n < positions[m]:
                total += table[r, issue[w, n], reached[w, n]] - table[r, issue[w, n], left[w, n]]
                n += 1
            gains[m] = (total + first) - reserve[w]
    return gains


@compile_for(f"({LIST}, f8[::1], UniTuple(b1, 2), {PROSPECT}, f8[::1], f8[::1], i8[::1])")
def _choose(found: Any, belief: Any, kinds: Any, prospect: Any, other_reserve: Any, demand: Any, places: Any) -> Any:
    """Return the packages that are best for the other side, (worlds, issues), and whether all values are numbers.

    kinds   whether the doubt is the proposer's own, and whether it demands sure values
    """
    begins, positions, mine, theirs, start, issue, _, reached = found
    (own, sure), (reserve, resumed, low, kept, scale), package = kinds, prospect, start.copy()
    good = True
    for w in range(len(start)):
        p, best, top = places[w], 0, -np.inf
        for m in range(begins[w], begins[w + 1]):
            score = theirs[m]
            if own:
                value = _comparable(mine[m], belief[m], reserve[p], resumed[p], low[p], kept[p], scale[p], sure)
                if not value >= demand[w] - TIE:
                    continue
            else:
                score = _discount(score, other_reserve[p], belief[m])
            good &= score == score
            best, top = (positions[m], score) if score > top else (best, top)
        for n in range(best):
            package[w, issue[w, n]] = reached[w, n]
    return package, good
