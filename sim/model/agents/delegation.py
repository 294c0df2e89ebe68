"""A delegation: the Mesa agent that bargains for one side, in every world."""

from collections.abc import Sequence
from typing import Any

import mesa

from sim.bargaining.negotiator.negotiator import Negotiator, Strategy


class Delegation(Negotiator, mesa.Agent):
    """One side at the table.

    bidding    the ways of bidding it may be told to use, one for each government it may serve
    moving     issues whose own values may change from day to day
    trust      its belief in an extension: `first` and, after one, `later`, (worlds,) each
    """

    def __init__(self, model: Any, side: str, bidding: list[Any], moving: Sequence[int]) -> None:
        mesa.Agent.__init__(self, model)
        part = getattr(model.drawn, side)
        rules = Strategy(bidding, part.opponent, part.acceptance, part.offer)
        Negotiator.__init__(self, rules, model.agenda, model.worlds, moving)
        self.side, self.trust = side, part.extension_belief
