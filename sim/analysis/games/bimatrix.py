"""A game of two players in normal form: what each gets for every pair of strategies.

The U.S. side chooses a row, Korea's a column.  A mixed strategy is a probability for each of its pure strategies.
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

    us: Array
    korea: Array

    def __post_init__(self) -> None:
        us, korea = np.asarray(self.us, dtype=float), np.asarray(self.korea, dtype=float)
        if us.ndim != 2 or us.shape != korea.shape or not us.size:
            raise UserError(f"a game has two tables of payoffs of one shape; found {us.shape} and {korea.shape}")
        if not (np.isfinite(us).all() and np.isfinite(korea).all()):
            raise UserError("a game has a payoff for every pair of strategies; found one that is not a number")
        object.__setattr__(self, "us", us)
        object.__setattr__(self, "korea", korea)

    def values(self, us: Array, korea: Array) -> tuple[float, float]:
        """Return what each side gets on average of a pair of mixed strategies, (rows,) and (columns,)."""
        return float(us @ self.us @ korea), float(us @ self.korea @ korea)

    def gains(self, us: Array, korea: Array) -> tuple[float, float]:
        """Return the most that each side gains by deviating alone from a pair of mixed strategies, at least 0."""
        value = self.values(us, korea)
        best = float((self.us @ korea).max()), float((us @ self.korea).max())
        return max(best[0] - value[0], 0.0), max(best[1] - value[1], 0.0)


def deviation_gains(us: Array, korea: Array) -> tuple[Array, Array]:
    """Return the most that each side gains by deviating alone from each pure pair, (..., rows, columns)."""
    return us.max(axis=-2, keepdims=True) - us, korea.max(axis=-1, keepdims=True) - korea


def pure_equilibria(game: Bimatrix) -> Flags:
    """Return which pairs of pure strategies are equilibria, (rows, columns)."""
    us, korea = deviation_gains(game.us, game.korea)
    return np.asarray((us <= TIE) & (korea <= TIE))
