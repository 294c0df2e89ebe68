"""Kernels of `sim.bargaining.doubt`."""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for, compile_into_loops

TIE = 1e-9  # that of sim.core.ties: a test compares them
STEPS = "i8[:,::1], i8[:,::1], i8[::1], i2[:,::1], i2[:,::1]"  # start, order, issue, source, target of a path
TABLE = "f8[:,:,::1], i8[::1]"  # a table, and its worlds
PROSPECT = "f8[:], f8[:], f8[:]"  # reserve, resumed, low


def equal_concession(own: tuple[Any, Any], other: tuple[Any, Any]) -> Any:
    """Return where two sides meet that give ground at the same share of their ranges."""
    (mine, reserve), (theirs, other_reserve) = own, other
    return attempt(_equal_concession, mine, reserve, theirs, other_reserve)


def gains_at(path: Any, table: Any, rows: Any, places: Any, flags: Any, reserve: Any) -> Any:
    """Return the gains over a reserve at positions flagged along a path, walked no further than the last of them."""
    found = np.empty(np.count_nonzero(flags) + 1)
    given = (*_steps_of(path), np.ascontiguousarray(table), rows, places, flags, reserve)
    return NotImplemented if attempt(_gains_at, *given, found) is NotImplemented else found[:-1]


def deal_by_table(path: Any, table: Any, rows: Any, own: tuple[Any, Any], other_reserve: Any) -> Any:
    """Return where two sides meet along a path, the other by a table."""
    return attempt(_deal_by_table, *_steps_of(path), np.ascontiguousarray(table), rows, *own, other_reserve)


def low_and_scale(values: tuple[Any, Any], best: Any, prospect: Any, ranges: Any) -> Any:
    """Return the least that a signature must be worth and the scale of expected values, (worlds,) each."""
    return attempt(_low_and_scale, *values, best, prospect.reserve, prospect.resumed, prospect.low, ranges)


def _steps_of(path: Any) -> tuple[Any, Any, Any, Any, Any]:
    """Return what a walk reads of a path."""
    return path.start, path.order, path.issue, path.source, path.target


def chance_of_holding(rules: tuple[Any, Any], wins: Any, gains: tuple[Any, Any], rows: Any) -> Any:
    """Return the believed chance that a signature holds, (rows,), where all curves are logistic."""
    (honour, pivot), (own, decisive) = rules, gains
    scale: Any = getattr(honour, "scale", 0.0)
    if np.ndim(scale) != 1 or np.ndim(own[0]) != 1 or pivot.vote != "logistic":
        return NotImplemented
    places = {id(gain): gain for gain in decisive}
    names, half = list(places), np.empty((len(own) + len(places), len(rows)))
    done = [attempt(_half_ratio, gain, scale, rows, half[c]) for c, gain in enumerate(own)]
    for k, gain in enumerate(places.values(), len(own)):
        done.append(attempt(_half_ratio_over, gain, pivot.threshold, pivot.scale, rows, half[k]))
    if NotImplemented in done:
        return NotImplemented
    np.tanh(half, out=half)
    return attempt(_weigh, wins, rows, half, np.array([len(own) + names.index(id(gain)) for gain in decisive]))


@compile_for("(f8[:], f8[:], i8[:], f8[::1])")
def _half_ratio(gain: Any, scale: Any, rows: Any, found: Any) -> None:
    """Put half of gain / scale into `found`, (rows,)."""
    for i in range(len(rows)):
        found[i] = 0.5 * (gain[i] / scale[rows[i]])


@compile_for("(f8[:], f8[:], f8[:], i8[:], f8[::1])")
def _half_ratio_over(gain: Any, threshold: Any, scale: Any, rows: Any, found: Any) -> None:
    """Put half of (gain - threshold) / scale into `found`, (rows,)."""
    for i in range(len(rows)):
        found[i] = 0.5 * ((gain[i] - threshold[rows[i]]) / scale[rows[i]])


@compile_for("(f8[:,:], i8[:], f8[:,::1], i8[:])")
def _weigh(wins: Any, rows: Any, curves: Any, places: Any) -> Any:
    """Return the sum over candidates of the chances to win, keep and pass, (rows,).

    curves   tanh of half the arguments of the logistic curves, of keeping by candidate and of passing at `places`
    """
    found = np.zeros(len(rows))
    for c in range(wins.shape[1]):
        keeps, passes = curves[c], curves[places[c]]
        for i in range(len(rows)):
            found[i] = found[i] + wins[rows[i], c] * (0.5 * (1 + keeps[i])) * (0.5 * (1 + passes[i]))
    return found


@compile_into_loops
def _walk(
    p: int, start: Any, order: Any, issue: Any, source: Any, target: Any, w: int, table: Any, steps: int, values: Any
) -> None:
    """Put values by a world's table after each of the first steps of path p into `values`, (1, steps + 1).

    w: which row of the table, (worlds or 1, issues, levels).
    """
    s, o = p if len(start) > 1 else 0, p if len(order) > 1 else 0
    a, b = p if len(source) > 1 else 0, p if len(target) > 1 else 0
    first = table[w, 0, start[s, 0]]
    for i in range(1, start.shape[1]):
        first += table[w, i, start[s, i]]
    values[0, 0], total = first, 0.0
    for j in range(steps):
        step = order[o, j]
        change = table[w, issue[step], target[b, step]] - table[w, issue[step], source[a, step]]
        total = change if j == 0 else total + change
        values[0, j + 1] = total + first


@compile_into_loops
def _meet(m: int, mine: Any, reserve: float, t: int, theirs: Any, other_reserve: float, count: int) -> Any:
    """Return the first position at which the larger share given is least, and whether both could live with any.

    Of the first positions, by rows m and t of values, (worlds or 1, positions).
    """
    low, other_low = reserve - TIE, other_reserve - TIE
    most, other_most, able = -np.inf, -np.inf, False
    for k in range(count):
        if mine[m, k] >= low and theirs[t, k] >= other_low:
            able = True
            most, other_most = max(most, mine[m, k]), max(other_most, theirs[t, k])
    span, other_span, least, position = most - reserve, other_most - other_reserve, np.inf, 0
    if not able:
        return position, able
    for k in range(count):
        if mine[m, k] >= low and theirs[t, k] >= other_low:
            given = (most - mine[m, k]) / span if span > 0 else 0.0
            other_given = (other_most - theirs[t, k]) / other_span if other_span > 0 else 0.0
            given = max(given, other_given)
            if given < least:
                least, position = given, k
    return position, able


@compile_for("(f8[:,:], f8[:], f8[:,:], f8[:])")
def _equal_concession(mine: Any, reserve: Any, theirs: Any, other_reserve: Any) -> Any:
    """Return position and whether any is livable, (worlds,) each, of values (worlds or 1, positions)."""
    worlds = len(reserve)
    position, able = np.zeros(worlds, np.int64), np.zeros(worlds, np.bool_)
    for w in range(worlds):
        m, t = w if len(mine) > 1 else 0, w if len(theirs) > 1 else 0
        position[w], able[w] = _meet(m, mine, reserve[w], t, theirs, other_reserve[w], mine.shape[1])
    return position, able


@compile_for(f"({STEPS}, {TABLE}, f8[:,:], f8[:], f8[:])")
def _deal_by_table(
    start: Any,
    order: Any,
    issue: Any,
    source: Any,
    target: Any,
    table: Any,
    rows: Any,
    mine: Any,
    reserve: Any,
    other_reserve: Any,
) -> Any:
    """Return position and whether any is livable, (worlds,) each."""
    worlds, steps = len(rows), order.shape[1]
    position, able = np.zeros(worlds, np.int64), np.zeros(worlds, np.bool_)
    theirs = np.empty((1, steps + 1))
    for k in range(worlds):
        w, m = rows[k] if len(table) > 1 else 0, k if len(mine) > 1 else 0
        last = steps
        while last >= 0 and not mine[m, last] >= reserve[k] - TIE:
            last -= 1
        if last >= 0:
            _walk(k, start, order, issue, source, target, w, table, last, theirs)
            position[k], able[k] = _meet(m, mine, reserve[k], 0, theirs, other_reserve[k], last + 1)
    return position, able


@compile_for(f"({STEPS}, {TABLE}, i8[:], b1[:,:], f8[:], f8[::1])")
def _gains_at(
    start: Any,
    order: Any,
    issue: Any,
    source: Any,
    target: Any,
    table: Any,
    rows: Any,
    places: Any,
    flags: Any,
    reserve: Any,
    found: Any,
) -> Any:
    """Put the gains at flagged positions into `found`, (flagged + 1,), world by world; the last is not one."""
    n, values = 0, np.empty((1, order.shape[1] + 1))
    for k in range(len(rows)):
        last = flags.shape[1] - 1
        while last >= 0 and not flags[k, last]:
            last -= 1
        if last < 0:
            continue
        w = rows[k] if len(table) > 1 else 0
        _walk(places[k], start, order, issue, source, target, w, table, last, values)
        for j in range(last + 1):
            found[n] = values[0, j] - reserve[k]
            n += flags[k, j]


@compile_for(f"(f8[:,:], f8[:,:], f8[:], {PROSPECT}, b1[:,:])")
def _low_and_scale(values: Any, beliefs: Any, best: Any, reserve: Any, resumed: Any, lows: Any, ranges: Any) -> Any:
    """Return both, (worlds,) each, of values (worlds or 1, positions) and beliefs (worlds, positions)."""
    worlds, positions = ranges.shape
    low, scale = reserve.copy(), np.ones(worlds)
    for w in range(worlds):
        v, less, place, most = w if len(values) > 1 else 0, resumed[w] - reserve[w], -1, -np.inf
        for k in range(positions):
            if ranges[w, k]:
                gain = beliefs[w, k] * (values[v, k] - reserve[w]) + (1 - beliefs[w, k]) * less
                if place < 0 or gain > most or gain != gain:
                    place, most = k, gain
                if gain != gain:
                    break
        if place < 0:
            continue
        if most > lows[w] - reserve[w] + TIE:
            low[w] = lows[w]
        h, span = beliefs[w, place], best[w] - reserve[w]
        if span > TIE:
            more = (1 - h) * less - (low[w] - reserve[w])
            share = h * ((values[v, place] - reserve[w]) / span) + more / span
            scale[w] = share if share > 0 else 1.0
    return low, scale
