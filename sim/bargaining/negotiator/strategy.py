"""How a side bargains: its rules of each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.rules import AcceptanceRule, BiddingRule, OfferRule, OpeningRule, OpponentModel
from sim.bargaining.view import PREPARED, View, narrow_view
from sim.core.worlds import Array, Whole, take_worlds, worlds_where


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

    def seat_guests(self, agenda: Agenda, worlds: int) -> Any:
        """Return the guests that sit in the chair in some worlds, see `guests`; None where no way of bidding is one."""
        host = next((rule for rule in self.bidding if hasattr(rule, "seat_guests")), None)
        return None if host is None else host.seat_guests(self.bidding, agenda, worlds)

    @property
    def goes_by_clock(self) -> bool:
        """Whether what it gives is a matter of the clock alone, so that no rule reads the view."""
        timed = all(hasattr(rule, "share_given") for rule in self.bidding)
        return timed and bool(getattr(self.acceptance, "takes_demand", False))

    def bid(self, rows: Whole, view: View, serving: Whole) -> Array:
        """Return today's target by the tactic that serves each world, (worlds,)."""
        return self.by_tactic(
            rows, serving, lambda rule, some: rule(view if some is None else narrow_view(view, some, rule.reads))
        )

    def share_given(self, rows: Whole, elapsed: Array, serving: Whole) -> Array:
        """Return the share of its range that it has given, by the tactic that serves each world, (worlds,)."""
        return self.by_tactic(
            rows, serving, lambda rule, some: rule.share_given(elapsed if some is None else elapsed[some])
        )

    def by_tactic(self, rows: Whole, serving: Whole, ask: Callable[[Any, Whole | None], Array]) -> Array:
        """Return what is asked of the tactic that serves each world, (worlds,), at some places, or (None) at all."""
        if len(self.bidding) == 1:
            return ask(take_worlds(self.bidding[0], rows), None)
        found = np.empty(len(rows))
        for place, rule in enumerate(self.bidding):
            some = worlds_where(serving == place)
            if len(some) == len(rows):
                return ask(take_worlds(rule, rows), None)
            if len(some):
                found[some] = ask(take_worlds(rule, rows[some]), some)
        return found
