"""How good a deal is for both: share of the surplus, Nash ratio, distance to the frontier.

With g the gains over the reserves on the day of signing, all in bn USD a year:

    party_a_share       g_a / (g_a + g_b); null where there is nothing to share
    nash_ratio          g_a * g_b over the largest such product on the trade-off path, or over
                        its own where a deal between two corners of the path beats it: at most 1
    frontier_distance   the largest amount that could be added to both values at once without
                        leaving the area under the path, drawn with straight lines

The path is that of the two true tables, so nobody at the table could compute these.
"""

from dataclasses import dataclass

import numpy as np

from sim.core.worlds import Array

LEAST_SURPLUS = 1e-6  # bn USD a year; a joint gain up to it is rounding


@dataclass(frozen=True)
class Efficiency:
    """The three measures, each (worlds,)."""

    party_a_share: Array
    nash_ratio: Array
    frontier_distance: Array


def party_a_share(party_a_gain: Array, party_b_gain: Array) -> Array:
    """Return party A's share of the joint gain, (worlds,); nan where there is no joint gain."""
    total = party_a_gain + party_b_gain
    some = total > LEAST_SURPLUS
    return np.where(some, party_a_gain / np.where(some, total, 1.0), np.nan)


def nash_ratio(party_a_gain: Array, party_b_gain: Array, party_a_path: Array, party_b_path: Array) -> Array:
    """Return the product of gains over the best on the path, (worlds,); gains below 0 count 0."""
    product = np.maximum(party_a_gain, 0) * np.maximum(party_b_gain, 0)
    best = np.maximum((np.maximum(party_a_path, 0) * np.maximum(party_b_path, 0)).max(axis=1), product)
    return np.asarray(np.where(best > 0, product / np.where(best > 0, best, 1.0), np.nan))


def frontier_distance(party_a_ahead: Array, party_b_ahead: Array) -> Array:
    """Return what both could add at once, (worlds,).

    Arguments are path values minus the deal's, (worlds, positions), from the best of party A to
    the best of party B: the amount is where the line between two positions meets a = b.
    No step may give to party A or cost party B: on a path that turns back, more might be added.
    """
    if party_a_ahead.shape[1] < 2:  # one package only: there is nothing to add
        return np.zeros(len(party_a_ahead))
    lead = party_a_ahead - party_b_ahead  # falls along the path
    inner = lead[:, 1:-1] >= 0
    left = inner.sum(axis=1)
    row = np.arange(len(lead))
    high, low = lead[row, left], lead[row, left + 1]
    part = np.clip(high / np.where(high > low, high - low, 1.0), 0.0, 1.0)
    party_a = party_a_ahead[row, left] + part * (party_a_ahead[row, left + 1] - party_a_ahead[row, left])
    party_b = party_b_ahead[row, left] + part * (party_b_ahead[row, left + 1] - party_b_ahead[row, left])
    return np.asarray(np.maximum(np.minimum(party_a, party_b), 0.0))


def efficiency(deal: tuple[Array, Array], reserve: tuple[Array, Array], path_values: tuple[Array, Array]) -> Efficiency:
    """Return the measures; each argument holds party A's values and party B's."""
    party_a_gain, party_b_gain = deal[0] - reserve[0], deal[1] - reserve[1]
    party_a_path, party_b_path = path_values[0] - reserve[0][:, None], path_values[1] - reserve[1][:, None]
    return Efficiency(
        party_a_share=party_a_share(party_a_gain, party_b_gain),
        nash_ratio=nash_ratio(party_a_gain, party_b_gain, party_a_path, party_b_path),
        frontier_distance=frontier_distance(path_values[0] - deal[0][:, None], path_values[1] - deal[1][:, None]),
    )
