"""A delegation: the Mesa agent that bargains for one side, in every world."""

from collections.abc import Sequence
from operator import is_
from typing import Any

from sim.bargaining.agenda import Agenda
from sim.bargaining.negotiator.negotiator import Negotiator
from sim.bargaining.negotiator.strategy import Strategy
from sim.bargaining.sides import SIDES
from sim.core.worlds import Array
from sim.model.setting import Setting, figure_at


class Delegation(Negotiator):
    """One side at a table.

    side       party_a, party_b, or the name of another partner
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
        self.figures_kept: tuple[tuple[Array, Array], tuple[Array, bool]] | None = None
        part = figure_at(setting.drawn, place)
        rules = Strategy([*(bidding or [part.tactic])], part.opponent, part.acceptance, part.offer, part.opening)
        super().__init__(rules, agenda, setting.worlds, moving)

    @property
    def doubt(self) -> Any:
        """Its doubt that a signature holds: the rule of its demands, and chances, (worlds,) each."""
        return figure_at(self.setting.drawn, self.place).doubt

    @property
    def kept(self) -> Array:
        """The chance that neither a court nor a breach undoes a signature, (worlds,), as it believes."""
        return self.chance_kept()[0]

    @property
    def is_sure(self) -> bool:
        """Whether it believes so for certain in every world."""
        return self.chance_kept()[1]

    def chance_kept(self) -> tuple[Array, bool]:
        """Return both, worked out anew where an event has put another figure in the place of one of the two."""
        stated = self.doubt
        if self.figures_kept is None or not all(map(is_, self.figures_kept[0], (stated.court, stated.compliance))):
            kept = (1 - stated.court) * (1 - stated.compliance)
            self.figures_kept = (stated.court, stated.compliance), (kept, bool((kept >= 1).all()))
        return self.figures_kept[1]

    def heeds_vote(self) -> bool:
        """Return whether it doubts a signature because of a vote still to come; by default, because of the other's."""
        stated = self.doubt.vote
        if stated is None:
            return self.side in SIDES and self.setting.is_doubtful_ahead(SIDES[1 - SIDES.index(self.side)])
        return bool(stated)

    @property
    def extension_belief(self) -> Any:
        """Its belief in an extension: `first` and, after one, `later`, (worlds,) each."""
        return figure_at(self.setting.drawn, self.place).extension_belief
