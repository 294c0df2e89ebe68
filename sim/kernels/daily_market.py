"""Kernels of `sim.economy.market.daily_market`: what lines pull, what is sold, and how prices move in a day.

Worlds lie on the last axis.  A loop writes one column, so that it can be worked out for several worlds at a time.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for

PER_DAY = 1e3 / 365.0  # vehicles a day, of thousands a year
LARGEST_EXPONENT = 0.1  # that of sim.economy.market.rivals


def add_pulls(exponentials: Any, inside: Any, terms: Any, progress: Any, nest: Any) -> Any:
    """Return what followed lines pull, in the place of their exponentials, and what all lines do."""
    total = np.empty((terms.shape[2], len(progress)))
    if not exponentials.flags.f_contiguous or not terms.flags.f_contiguous:
        return NotImplemented
    _add_pulls(exponentials.T, inside, terms.T, progress, nest, total)
    return exponentials, total.T


@compile_for("(f8[:,::1], f8[::1], f8[:,:,::1], f8[::1], i8[::1], f8[:,::1])")
def _add_pulls(pulls: Any, inside: Any, terms: Any, progress: Any, nest: Any, total: Any) -> None:
    """Write to pulls and to total."""
    worlds, own = len(progress), np.empty(len(progress))
    for line in range(len(pulls)):
        for w in range(worlds):
            pulls[line, w] *= inside[line]
    for n in range(len(total)):
        own[:], total[n] = 0.0, terms[n, terms.shape[1] - 1]
        for k in range(terms.shape[1] - 2, -1, -1):
            for w in range(worlds):
                total[n, w] = total[n, w] * progress[w] + terms[n, k, w]
        for line in range(len(pulls)):
            if nest[line] == n:
                for w in range(worlds):
                    own[w] += pulls[line, w]
        for w in range(worlds):
            total[n, w] += own[w]


def sell_and_move(buyers: Any, pulls: Any, nest: Any, prices: Any, way: Any) -> Any:
    """Return sales, prices, shares of nests, the sum they are of, and how far rivals' prices go and whether too far."""
    (base, outside, potential), (pull, total, powered), (rise, goal, step, frozen) = buyers, pulls, prices
    if not all(held.flags.f_contiguous for held in (base, pull, total, powered, rise, goal)):
        return NotImplemented
    found, shares, whole = np.empty((2, *pull.T.shape)), np.empty(total.T.shape), np.empty(len(step))
    progress, far = np.empty(len(step)), np.empty(len(step), np.bool_)
    _share(base.T, outside, powered.T, shares, whole)
    _sell(pull.T, total.T, shares, potential, nest, found[0])
    _move(rise.T, goal.T, step, frozen, found[1], way[0], way[1], progress, far)
    return found[0].T, found[1].T, shares.T, whole[:, None], progress, far


@compile_for("(f8[:,::1], f8[::1], f8[:,::1], f8[:,::1], f8[::1])")
def _share(base: Any, outside: Any, powered: Any, shares: Any, whole: Any) -> None:
    """Write shares of nests, (nests, worlds), and the sum they are of, (worlds,)."""
    whole[:] = 0.0
    for n in range(len(base)):
        for w in range(len(whole)):
            shares[n, w] = base[n, w] * powered[n, w]
        for w in range(len(whole)):
            whole[w] += shares[n, w]
    for w in range(len(whole)):
        whole[w] = outside[w] + whole[w]
    for n in range(len(base)):
        for w in range(len(whole)):
            shares[n, w] /= whole[w]


@compile_for("(f8[:,::1], f8[:,::1], f8[:,::1], f8[::1], i8[::1], f8[:,::1])")
def _sell(pulls: Any, total: Any, shares: Any, potential: Any, nest: Any, sold: Any) -> None:
    """Write what is sold of each line, (lines, worlds)."""
    each = np.empty(shares.shape)
    for n in range(len(each)):
        for w in range(len(potential)):
            each[n, w] = potential[w] * PER_DAY * shares[n, w] / total[n, w]
    for line in range(len(sold)):
        for w in range(len(potential)):
            sold[line, w] = pulls[line, w] * each[nest[line], w]


@compile_for("(f8[:,::1], f8[:,::1], f8[::1], b1[::1], f8[:,::1], f8[::1], f8[::1], f8[::1], b1[::1])")
def _move(
    rise: Any,
    goal: Any,
    step: Any,
    frozen: Any,
    moved: Any,
    progress: Any,
    largest: Any,
    gone: Any,
    far: Any,
) -> None:
    """Write prices after a day, (lines, worlds), how far rivals' have gone, and where that is too far, (worlds,)."""
    for line in range(len(rise)):
        for w in range(len(step)):
            moved[line, w] = (
                rise[line, w] if frozen[line] else rise[line, w] + step[w] * (goal[line, w] - rise[line, w])
            )
    for w in range(len(step)):
        gone[w] = progress[w] + step[w] * (1 - progress[w])
    for w in range(len(step)):
        far[w] = gone[w] * largest[w] > LARGEST_EXPONENT
