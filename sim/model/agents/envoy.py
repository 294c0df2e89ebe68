"""An envoy: the Mesa agent that bargains for one side in talks beside Korea's, in every world."""

from typing import Any

import mesa

from sim.bargaining.agenda import Agenda
from sim.bargaining.negotiator.negotiator import Negotiator, Strategy


class Envoy(Negotiator, mesa.Agent):
    """One side at the neighbour's table: the U.S., or the neighbour.

    trust      its belief in an extension: `first` and, after one, `later`, (worlds,) each
    """

    def __init__(self, model: Any, side: str, part: Any, agenda: Agenda) -> None:
        mesa.Agent.__init__(self, model)
        Negotiator.__init__(
            self, Strategy([part.tactic], part.opponent, part.acceptance, part.offer), agenda, model.worlds
        )
        self.side, self.trust = side, part.extension_belief
