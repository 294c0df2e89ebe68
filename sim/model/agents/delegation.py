"""A delegation: the Mesa agent that bargains for one side, in every world."""

from collections.abc import Sequence
from typing import Any

from sim.bargaining.agenda import Agenda
from sim.bargaining.negotiator.negotiator import Negotiator
from sim.bargaining.negotiator.strategy import Strategy
from sim.model.setting import Setting, figure_at


class Delegation(Negotiator):
    """One side at a table.

    side       us, korea, or the name of another partner
    place      dotted path of its part of the scenario
    agenda     what it negotiates
    bidding    the ways of bidding it may be told to use, one for each government it may serve; None, its own alone
    moving     issues whose own values may change from day to day
    """

    def __init__(
        self,
        setting: Setting,
        side: str,
        place: str,
        agenda: Agenda,
        bidding: Sequence[Any] | None = None,
        moving: Sequence[int] = (),
    ) -> None:
        self.setting, self.side, self.place = setting, side, place
        part = figure_at(setting.drawn, place)
        rules = Strategy([*(bidding or [part.tactic])], part.opponent, part.acceptance, part.offer, part.opening)
        super().__init__(rules, agenda, setting.worlds, moving)

    @property
    def doubt(self) -> Any:
        """Its doubt that a signature holds: the rule of its demands, and chances, (worlds,) each."""
        return figure_at(self.setting.drawn, self.place).doubt

    def heeds_vote(self) -> bool:
        """Return whether it doubts a signature because of a vote still to come; by default the U.S. alone does."""
        stated = self.doubt.vote
        return self.side == "us" if stated is None else bool(stated)

    @property
    def extension_belief(self) -> Any:
        """Its belief in an extension: `first` and, after one, `later`, (worlds,) each."""
        return figure_at(self.setting.drawn, self.place).extension_belief
