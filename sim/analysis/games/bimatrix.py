"""A game of two players in normal form: what each gets for every pair of strategies.

party A's side chooses a row, party B's a column.  A mixed strategy is a probability for each of its pure strategies.
A pair of strategies is a Nash equilibrium where neither side gains by a strategy of its own alone, beyond TIE.

Source: J. F. Nash (1951), "Non-cooperative games", Annals of Mathematics 54(2).
"""

from dataclasses import dataclass

import numpy as np

from sim.core.errors import UserError
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags


@dataclass(frozen=True, eq=False)
class Bimatrix:
    """Payoffs of both sides, (rows, columns) each, in any unit of its own."""

    party_a: Array
    party_b: Array

    def __post_init__(self) -> None:
        party_a, party_b = np.asarray(self.party_a, dtype=float), np.asarray(self.party_b, dtype=float)
        if party_a.ndim != 2 or party_a.shape != party_b.shape or not party_a.size:
            raise UserError(f"a game has two tables of payoffs of one shape; found {party_a.shape} and {party_b.shape}")
        if not (np.isfinite(party_a).all() and np.isfinite(party_b).all()):
            raise UserError("a game has a payoff for every pair of strategies; found one that is not a number")
        object.__setattr__(self, "party_a", party_a)
        object.__setattr__(self, "party_b", party_b)

    def values(self, party_a: Array, party_b: Array) -> tuple[float, float]:
        """Return what each side gets on average of a pair of mixed strategies, (rows,) and (columns,)."""
        return float(party_a @ self.party_a @ party_b), float(party_a @ self.party_b @ party_b)

    def gains(self, party_a: Array, party_b: Array) -> tuple[float, float]:
        """Return the most that each side gains by deviating alone from a pair of mixed strategies, at least 0."""
        value = self.values(party_a, party_b)
        best = float((self.party_a @ party_b).max()), float((party_a @ self.party_b).max())
        return max(best[0] - value[0], 0.0), max(best[1] - value[1], 0.0)


def deviation_gains(party_a: Array, party_b: Array) -> tuple[Array, Array]:
    """Return the most that each side gains by deviating alone from each pure pair, (..., rows, columns)."""
    return party_a.max(axis=-2, keepdims=True) - party_a, party_b.max(axis=-1, keepdims=True) - party_b


def pure_equilibria(game: Bimatrix) -> Flags:
    """Return which pairs of pure strategies are equilibria, (rows, columns)."""
    party_a, party_b = deviation_gains(game.party_a, game.party_b)
    return np.asarray((party_a <= TIE) & (party_b <= TIE))
