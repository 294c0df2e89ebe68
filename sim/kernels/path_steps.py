"""Parts of kernels that walk a path step by step, no further than an answer needs.

The steps of each issue stand in the order in which they are taken, so that the next one of the path is the best of
the issues' next ones.  A walk is held in arrays that are used again for each world:

at, front     (issues,)   the next step of each issue, and what it gives per cost, -inf after the last
taken         (steps,)    the steps taken so far
values        (2, steps + 1)   own value, and estimated value to the other side, after each of them
sums          (2,)        what the steps so far change of the two
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_into_loops
from sim.kernels.paths import _next_issue
from sim.kernels.walks import _best


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
def _set_out(
    r: int, issue: Any, begins: Any, slope: Any, held: Any, moves: Any, scale: Any, first: Any, at: Any, front: Any,
    values: Any, sums: Any,
) -> None:  # fmt: skip
    """Stand at the beginning of a path; slope counts for issues that do not move, held for those that do."""
    mine, theirs = first[0, 0], first[1, 0] * scale[0, 0]
    for i in range(1, first.shape[1]):
        mine += first[0, i]
        theirs += first[1, i] * scale[0, i]
    values[0, 0], values[1, 0], sums[0], sums[1] = mine, theirs, -0.0, -0.0
    for k in range(len(front)):
        s, i = begins[k], issue[begins[k]]
        at[k], front[k] = s, (held[0, s] if moves[i] else slope[r, s]) * scale[1, i]


@compile_into_loops
def _step_on(
    r: int, n: int, issue: Any, begins: Any, slope: Any, mine: Any, before: Any, after: Any, held: Any, moves: Any,
    scale: Any, at: Any, front: Any, taken: Any, values: Any, sums: Any,
) -> bool:  # fmt: skip
    """Take step n of a path; whether there was one left to be taken."""
    found = _next_issue(front, at, begins)
    if found < 0:
        return False
    s = at[found]
    i = issue[s]
    if moves[i]:
        sums[0] += held[1, s]
        sums[1] += held[3, s] * scale[0, i] - held[2, s] * scale[0, i]
    else:
        sums[0] += mine[r, s]
        sums[1] += after[r, s] * scale[0, i] - before[r, s] * scale[0, i]
    taken[n], values[0, n + 1], values[1, n + 1] = s, sums[0] + values[0, 0], sums[1] + values[1, 0]
    left = s + 1 < begins[found + 1]
    at[found] = s + 1
    front[found] = (held[0, s + 1] if moves[i] else slope[r, s + 1]) * scale[1, i] if left else -np.inf
    return True


@compile_into_loops
def _walk_until(
    r: int, enough: float, issue: Any, begins: Any, slope: Any, mine: Any, before: Any, after: Any, held: Any,
    moves: Any, scale: Any, at: Any, front: Any, taken: Any, values: Any, sums: Any,
) -> int:  # fmt: skip
    """Walk from the beginning until the other side's value is enough, or to the end; return the steps taken."""
    n = 0
    while not values[1, n] >= enough and _step_on(
        r, n, issue, begins, slope, mine, before, after, held, moves, scale, at, front, taken, values, sums
    ):
        n += 1
    return n


@compile_into_loops
def _best_within(
    r: int, known: int, least: float, most: float, costs: bool, issue: Any, begins: Any, slope: Any, mine: Any,
    before: Any, after: Any, held: Any, moves: Any, scale: Any, at: Any, front: Any, taken: Any, values: Any, sums: Any,
) -> int:  # fmt: skip
    """Return the first position that is best for the other side within limits, -1 for values out of range.

    Limits: the own value at least `least`, the other's at most `most`.  The walk, of which `known` steps have been
    taken, goes on no further than all positions beyond are below `least`, where steps only cost.
    """
    n, best, top = 0, 0, -np.inf
    while True:
        if values[0, n] >= least and values[1, n] <= most:
            best, top = (n, values[1, n]) if values[1, n] > top else (best, top)
            if not values[1, n] > -np.inf:
                return -1
        elif costs and not values[0, n] >= least:
            return best
        if n == known:
            if not _step_on(
                r, n, issue, begins, slope, mine, before, after, held, moves, scale, at, front, taken, values, sums
            ):
                return best
            known += 1
        n += 1


@compile_into_loops
def _own_best(r: int, a: int, own: Any, own_first: Any, moving: Any, first: Any) -> float:
    """Return the own value of the own best package; first, a row to work in, (2, issues)."""
    f = r if len(own_first) > 1 else 0
    for i in range(first.shape[1]):
        first[0, i] = own_first[f, i]
    for m in range(len(moving)):
        i, count = moving[m, 0], moving[m, 2]
        first[0, i] = own[a, i, _best(own, a, i, count) if count > 0 else moving[m, 3]]
    found: float = first[0, 0]
    for i in range(1, first.shape[1]):
        found += first[0, i]
    return found


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
def _write_package(
    w: int, count: int, r: int, level: Any, issue: Any, taken: Any, levels: Any, target: Any, moves: Any, found: Any
) -> None:
    """Write the package after some steps into row w of `found`, (worlds, issues)."""
    for i in range(len(level)):
        found[w, i] = level[i]
    for k in range(count):
        s = taken[k]
        found[w, issue[s]] = levels[1, s] if moves[issue[s]] else target[r, s]


@compile_into_loops
def _flag_moving(moving: Any, moves: Any) -> None:
    """Write which issues are walked anew, (issues,), all false before."""
    for m in range(len(moving)):
        moves[moving[m, 0]] = moving[m, 2] > 0
