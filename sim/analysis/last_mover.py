"""Who gains from the last offer: two sides divide a pie that shrinks, with all cards on the table.

In each of n rounds one side proposes a share and the other takes it or waits; waiting costs both a part of
the pie, and after the last round there is nothing.  Solved from the last round backward:

    by turns   the first side proposes in rounds 1, 3, 5, ...; its value swings with n, since whoever
               makes the last offer takes what is left, and comes to 1 / (1 + delta) as n grows
    by coin    each round a fair coin says who proposes; the value is half of the pie for every n

Source: A. Rubinstein (1982), "Perfect equilibrium in a bargaining model", Econometrica 50(1), 97-109;
I. Stahl (1972), Bargaining Theory, for the game of n rounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.bargaining.equilibrium import Game, solve
from sim.core.worlds import Array

SHARES = 2001  # into which the pie may be divided, evenly spaced


@dataclass(frozen=True, eq=False)
class LastMoverValues:
    """What the first side gets of a pie of 1, by the number of rounds: (rounds,) each.

    delta   what is left of the pie after a round
    limit   what it gets by turns without an end
    """

    rounds: Sequence[int]
    delta: float
    by_turns: Array
    by_coin: Array

    @property
    def limit(self) -> float:
        """The value of the first side where turns go on for ever (Rubinstein 1982)."""
        return 1 / (1 + self.delta)


def last_mover_values(most: int = 30, delta: float = 0.9) -> LastMoverValues:
    """Return the values of the first side in games of 1 to `most` rounds."""
    rounds = range(1, most + 1)
    turns = [first_side_value((np.arange(n) % 2 == 0).astype(float), delta) for n in rounds]
    coin = [first_side_value(np.full(n, 0.5), delta) for n in rounds]
    return LastMoverValues(rounds, delta, np.array(turns), np.array(coin))


def first_side_value(proposes: Array, delta: float) -> float:
    """Return what the first side gets, given its chance to propose in each round, (rounds,)."""
    share = np.linspace(0, 1, SHARES)[None, :]
    game = Game(values=(share, 1 - share), proposes=(proposes, 1 - proposes), delta=(delta, delta))
    return float(solve(game).value[0, 0])
