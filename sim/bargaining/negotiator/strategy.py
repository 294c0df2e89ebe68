"""How a side bargains: its rules of each kind."""

from dataclasses import dataclass

from sim.bargaining.rules import AcceptanceRule, BiddingRule, OfferRule, OpeningRule, OpponentModel
from sim.bargaining.view import PREPARED


@dataclass
class Strategy:
    """How a side bargains: one way of bidding for each government it may serve, and the rest.

    bidding      a rule for each government, in their order
    opponent     how it learns what the other side cares about
    acceptance   which offers it takes
    offer        which package it tables at what it demands
    opening      where its demands begin, and which issues it gives ground on last
    """

    bidding: list[BiddingRule]
    opponent: OpponentModel
    acceptance: AcceptanceRule
    offer: OfferRule
    opening: OpeningRule

    @property
    def wants(self) -> frozenset[str]:
        """What has to be prepared in the view for these rules."""
        read = {name for rule in self.bidding for name in rule.reads} | {*self.acceptance.reads}
        return frozenset(part for part in PREPARED if any(name.startswith(part) for name in read))

    @property
    def goes_by_clock(self) -> bool:
        """Whether what it gives is a matter of the clock alone, so that no rule reads the view."""
        timed = all(hasattr(rule, "share_given") for rule in self.bidding)
        return timed and bool(getattr(self.acceptance, "takes_demand", False))
