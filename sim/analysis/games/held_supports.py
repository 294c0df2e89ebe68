"""In how many resampled games there is an equilibrium of the same tactics as a given one.

For a pair of pure strategies it is asked whether neither side gains by deviating.  For a mixed one with as many tactics
of one side as of the other, the probabilities that make these equally good are worked out anew in each game; it is an
equilibrium there if none is below 0 and no other tactic is better.  Other mixed ones come from ties, and are not asked.
"""

import numpy as np

from sim.analysis.games.equilibria import SMALLEST, NashEquilibrium
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole


def share_with_support(party_a: Array, party_b: Array, played: NashEquilibrium) -> float | None:
    """Return the share of games, (games, rows, columns), with such an equilibrium; None where it cannot be asked."""
    rows, columns = np.flatnonzero(played.party_a), np.flatnonzero(played.party_b)
    if len(rows) != len(columns):
        return None
    own, other = solve_support(party_b, rows, columns), solve_support(party_a.transpose(0, 2, 1), columns, rows)
    return float((own & other).mean())


def solve_support(payoffs: Array, own: Whole, other: Whole) -> Flags:
    """Return in which games some mixture of `own` rows makes just the `other` columns best, (games,)."""
    games, size = len(payoffs), len(own)
    system = np.zeros((games, size + 1, size + 1))
    system[:, :size, :size] = payoffs[:, own[:, None], other[None]].transpose(0, 2, 1)
    system[:, :size, size], system[:, size, :size] = -1.0, 1.0
    target = np.r_[np.zeros(size), 1.0]
    single = np.abs(np.linalg.det(system)) > 0
    solved = np.linalg.solve(
        np.where(single[:, None, None], system, np.eye(size + 1)), np.tile(target, (games, 1))[:, :, None]
    )
    mixed, value = solved[:, :size, 0], solved[:, size, 0]
    best = np.einsum("gs,gsc->gc", mixed, payoffs[:, own]).max(axis=1)
    return np.asarray(single & (mixed > -SMALLEST).all(axis=1) & (best <= value + TIE))
