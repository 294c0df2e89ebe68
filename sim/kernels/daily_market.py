"""Kernels of `sim.economy.market.daily_market`: what lines pull, what is sold, and how prices move in a day.

Worlds lie on the last axis and are taken some at a time, so that what is put aside for them stays at hand.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for, compile_into_loops

PER_DAY = 1e3 / 365.0  # vehicles a day, of thousands a year
LARGEST_EXPONENT = 0.1  # that of sim.economy.market.rivals
BLOCK = 512  # worlds


def add_pulls(exponentials: Any, inside: Any, terms: Any, progress: Any, nest: Any) -> Any:
    """Return what followed lines pull, in the place of their exponentials, and what all lines do."""
    total = np.empty((terms.shape[2], len(progress)))
    if attempt(_add_pulls, exponentials.T, inside, terms.T, progress, nest, total) is NotImplemented:
        return NotImplemented
    return exponentials, total.T


@compile_into_loops
def _copy(values: Any, found: Any) -> None:
    """Write values to others, (worlds,): one slice assigned to another takes a second to compile, for its message."""
    for w in range(len(found)):
        found[w] = values[w]


@compile_for("(f8[:,::1], f8[::1], f8[:,:,::1], f8[::1], i8[::1], f8[:,::1])")
def _add_pulls(pulls: Any, inside: Any, terms: Any, progress: Any, nest: Any, total: Any) -> None:
    """Write to pulls and to total."""
    for first in range(0, len(progress), BLOCK):
        here = slice(first, min(first + BLOCK, len(progress)))
        way, own = progress[here], np.empty(here.stop - first)
        for line in range(len(pulls)):
            pull = pulls[line, here]
            for w in range(len(pull)):
                pull[w] *= inside[line]
        for n in range(len(total)):
            own[:] = 0.0
            for line in range(len(pulls)):
                if nest[line] == n:
                    pull = pulls[line, here]
                    for w in range(len(pull)):
                        own[w] += pull[w]
            found = total[n, here]
            _copy(terms[n, terms.shape[1] - 1, here], found)
            for k in range(terms.shape[1] - 2, -1, -1):
                term = terms[n, k, here]
                for w in range(len(found)):
                    found[w] = found[w] * way[w] + term[w]
            for w in range(len(found)):
                found[w] += own[w]


def sell_and_move(buyers: Any, pulls: Any, nest: Any, prices: Any, way: Any) -> Any:
    """Return sales, prices, shares of nests, the sum they are of, and how far rivals' prices go and whether too far."""
    (base, outside, potential), (pull, total, powered), (rise, goal, step, frozen) = buyers, pulls, prices
    lines, worlds = pull.T.shape
    found, shares, gone = np.empty((2, lines, worlds)), np.empty(total.T.shape), np.empty((2, worlds))
    far = np.empty(worlds, np.bool_)
    given = base.T, outside, potential, pull.T, total.T, powered.T, nest, rise.T, goal.T, step, frozen, *way
    if attempt(_sell_and_move, *given, found, shares, gone, far) is NotImplemented:
        return NotImplemented
    return found[0].T, found[1].T, shares.T, gone[0][:, None], gone[1], far


@compile_into_loops
def _share(base: Any, outside: Any, powered: Any, here: Any, shares: Any, whole: Any) -> None:
    """Write shares of nests, (nests, worlds), and the sum they are of, (worlds,)."""
    for w in range(len(whole)):
        whole[w] = 0.0
    for n in range(len(base)):
        share, known, power = shares[n, here], base[n, here], powered[n, here]
        for w in range(len(whole)):
            share[w] = known[w] * power[w]
        for w in range(len(whole)):
            whole[w] += share[w]
    for w in range(len(whole)):
        whole[w] = outside[w] + whole[w]
    for n in range(len(base)):
        share = shares[n, here]
        for w in range(len(whole)):
            share[w] /= whole[w]


@compile_into_loops
def _count_buyers(potential: Any, share: Any, total: Any, each: Any) -> None:
    """Write vehicles a day for a pull of 1 in a nest, (worlds,)."""
    for w in range(len(each)):
        each[w] = potential[w] * PER_DAY * share[w] / total[w]


@compile_into_loops
def _go_on(progress: Any, step: Any, largest: Any, went: Any, far: Any) -> None:
    """Write how far the prices of rivals go in a day, and whether too far, (worlds,)."""
    for w in range(len(went)):
        went[w] = progress[w] + step[w] * (1 - progress[w])
    for w in range(len(went)):
        far[w] = went[w] * largest[w] > LARGEST_EXPONENT


@compile_into_loops
def _move(rise: Any, goal: Any, step: Any, moved: Any) -> None:
    """Write prices of a line after a day, (worlds,)."""
    for w in range(len(step)):
        moved[w] = rise[w] + step[w] * (goal[w] - rise[w])


@compile_for(
    "(f8[:,::1], f8[::1], f8[::1], f8[:,::1], f8[:,::1], f8[:,::1], i8[::1], f8[:,::1], f8[:,::1], f8[::1], b1[::1],"
    "f8[::1], f8[::1], f8[:,:,::1], f8[:,::1], f8[:,::1], b1[::1])"
)
def _sell_and_move(
    base: Any,
    outside: Any,
    potential: Any,
    pulls: Any,
    total: Any,
    powered: Any,
    nest: Any,
    rise: Any,
    goal: Any,
    step: Any,
    frozen: Any,
    progress: Any,
    largest: Any,
    found: Any,
    shares: Any,
    gone: Any,
    far: Any,
) -> None:
    """Write sales and prices, (2, lines, worlds), shares of nests, (nests, worlds), their sum and progress, and far."""
    for first in range(0, len(step), BLOCK):
        here = slice(first, min(first + BLOCK, len(step)))
        each = np.empty((len(base), here.stop - first))
        _share(base, outside[here], powered, here, shares, gone[0, here])
        for n in range(len(each)):
            _count_buyers(potential[here], shares[n, here], total[n, here], each[n])
        for line in range(len(pulls)):
            sold, pull, factor = found[0, line, here], pulls[line, here], each[nest[line]]
            for w in range(len(sold)):
                sold[w] = pull[w] * factor[w]
            if frozen[line]:
                _copy(rise[line, here], found[1, line, here])
            else:
                _move(rise[line, here], goal[line, here], step[here], found[1, line, here])
        _go_on(progress[here], step[here], largest[here], gone[1, here], far[here])
