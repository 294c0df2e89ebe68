"""Equilibrium: demand what backward induction over the meetings still to come says.

It solves the game of offers that lies ahead on its own path, as if both sides knew each other (its
estimate of the other is taken for the truth).  With H the time left to the horizon, a meeting that
ends without a deal takes the share `passing` of it, in which the terms in force pay:

    refusing   passing * paused + (1 - passing) * value of the next meeting,   after the last: lapsed

When it makes the offer it demands what its equilibrium offer leaves it; when it answers, what
refusing would bring.  It has no parameter.  Two such sides who know each other agree early, unless
a step from one level to the next is worth more than a meeting's wait; with fixed turns the last
mover takes nearly all: a benchmark, not a description.

Source: A. Rubinstein (1982), "Perfect equilibrium in a bargaining model", Econometrica 50(1),
97-109; I. Ståhl (1972), "Bargaining Theory", for the finite game; solved by sim.bargaining.equilibrium.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.equilibrium import Game, solve
from sim.bargaining.view import Outlook, View
from sim.core.worlds import Array, Whole


def proposal_chances(outlook: Outlook, stage: Whole, rounds: int) -> Array:
    """Return the chance that it makes the offer in each round of the game, (worlds, rounds)."""
    later = np.arange(rounds) - stage[:, None]  # rounds from now
    taking_turns = (later % 2 == 0) == outlook.proposing[:, None]
    return np.where(np.isnan(outlook.coin)[:, None], taking_turns, np.nan_to_num(outlook.coin)[:, None])


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """Demand what backward induction over the meetings left says."""

    reads: ClassVar[tuple[str, ...]] = ("best", "reserve", "path.mine", "path.theirs", "outlook")

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
        ahead = view.outlook
        rounds = int(ahead.meetings.max()) + 1
        stage = rounds - 1 - ahead.meetings.astype(np.int64)  # where the game of each world begins
        own = proposal_chances(ahead, stage, rounds)
        flows = (ahead.passing * ahead.paused, ahead.passing * ahead.other_paused)
        play = solve(
            Game(
                values=(view.path.mine, view.path.theirs),
                proposes=(own, 1 - own),
                delta=(1 - ahead.passing, 1 - ahead.passing),
                flow=flows,
                terminal=(ahead.lapsed - flows[0], ahead.other_lapsed - flows[1]),
            )
        )
        world = np.arange(len(stage))
        refusing, point = play.refusal[stage, 0, world], play.point[stage, 0, world]
        mine = np.broadcast_to(view.path.mine, (len(stage), view.path.mine.shape[1]))
        offering = np.where(point >= 0, mine[world, np.maximum(point, 0)], refusing)
        demand: Array = np.clip(np.where(ahead.proposing, offering, refusing), view.reserve, view.best)
        return demand
