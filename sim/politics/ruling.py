"""Whether a deal outlives a court's ruling: each side compares keeping it with what it would have without.

A ruling voids a law on which a tariff rests.  Other laws may take its place, each for some days and at a rate r_k that
it allows; with w_k the shares of the time to the horizon, x the deal, x_0 the terms without one, and t the deal's rate,

    kept_s     = v_s(x_others) + sum over k of  w_k * v_s(min(t, r_k))      the deal's rate, where a law allows it
    broken_s   = v_s(x_0,others) + sum over k of  w_k * v_s(r_k)            what can be levied without a deal
    margin_s   = kept_s - broken_s + reputation_s + sunk_s

in bn USD a year.  The deal survives where no side's margin is below 0.  A larger reputation or sunk promise makes a
side keep more; a lower rate of substitutes makes the one who pays the tariff keep less, as the threat is smaller.

Source: none; assumed.  It is the enforcement condition of `sim.politics.enforcement` with a patience of 1 and costs of
breach besides; reputation as a cost of breach, M. Tomz (2007), Reputation and International Cooperation, Princeton.
"""

from collections.abc import Sequence

import numpy as np

from sim.core.worlds import Array, Flags, Whole, ordered_sum


def shares_of_time(days: Sequence[int | None], left: float) -> list[float]:
    """Return the share of the days left in which each law of a row holds; the last of them holds to the end.

    days   for how long each may hold, in their order, None for as long as there is left
    """
    found, spent = [], 0.0
    for place, length in enumerate(days):
        open_end = length is None or place == len(days) - 1
        until = left if open_end else min(left, spent + float(length or 0))
        found.append((until - spent) / left)
        spent = until
    return found


def value_at_rate(grid: Array, values: Array, rate: Array) -> Array:
    """Return a value known on a grid, (worlds, levels), at a rate, (worlds,): linear, constant beyond its ends."""
    order = np.argsort(grid, kind="stable")
    known, ordered = grid[order], values[:, order]
    if len(known) == 1:
        return np.asarray(ordered[:, 0])
    right = np.clip(np.searchsorted(known, rate), 1, len(known) - 1)
    part = np.clip((rate - known[right - 1]) / (known[right] - known[right - 1]), 0.0, 1.0)
    rows: Whole = np.arange(len(values))
    return np.asarray(ordered[rows, right - 1] * (1 - part) + ordered[rows, right] * part)


def average_over_time(values: Sequence[Array], shares: Sequence[float]) -> Array:
    """Return the average of values, (worlds,) each, by their shares of the time."""
    return ordered_sum(np.stack([share * value for share, value in zip(shares, values, strict=True)], axis=1))


def margin_of_keeping(kept: Array, broken: Array, reputation: Array, sunk: Array) -> Array:
    """Return by how much keeping a deal beats breaking it, (worlds,), bn USD a year."""
    return kept - broken + reputation + sunk


def survives(margins: Sequence[Array]) -> Flags:
    """Return where no side would rather break the deal, (worlds,); a tie keeps it."""
    return np.asarray(np.all([margin >= 0 for margin in margins], axis=0))
