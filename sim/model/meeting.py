"""One day's meetings: the proposer tables an offer, the other side accepts or not, both learn.

The proposer of each world is drawn or fixed by the protocol.  An offer goes on the table even
when nobody may sign it, while a new government is formed; a proposer whose own best is below its
floor may table it but not sign.  A tie, an offer worth exactly the demand, is accepted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.bargaining.negotiator.briefing import Briefing, HonourBelief, Stance, no_outlook
from sim.bargaining.negotiator.observation import SUM_TOLERANCE
from sim.bargaining.payoffs import discount_value, package_value
from sim.bargaining.view import Outlook
from sim.core.worlds import Array, Flags, Whole
from sim.model.agents.delegation import Delegation
from sim.model.outlook import ahead
from sim.politics.deadline import average_no_deal_value, elapsed_share
from sim.politics.enforcement import critical_discount_factor, given_and_got


class Meeting:
    """The worlds that meet today, and what each side brings."""

    def __init__(self, model: Any, rows: Whole, first: Flags) -> None:
        self.model, self.rows, self.first = model, rows, first
        self.may_sign: Flags = model.government.may_sign()[rows]
        self.last: Flags = (model.ledger.end[rows] == model.day) & self.may_sign
        self.waits = {party.side: Wait.of(model, party, rows) for party in (model.us, model.korea)}
        governing = model.government.governing[rows]
        us = model.us.look(rows, self.us_brief(), np.zeros(len(rows), dtype=np.int64))
        korea = model.korea.look(rows, self.korea_brief(), governing)
        self.stances: tuple[Stance, Stance] = (us, korea)

    # --- what each side is given ------------------------------------------------------------------

    def reserve(self, table: Array, party: Delegation) -> Array:
        """Return the value of never agreeing by a table of all worlds, (worlds that meet,)."""
        return self.waits[party.side].worth(self.model.idle.of(table))

    def clock(self, party: Delegation) -> Array:
        """Return the share of time used up, and remember it."""
        model, rows = self.model, self.rows
        formed = model.government.formed[rows]
        began = np.where(np.isfinite(formed) & (formed <= model.day), formed, model.calendar.talks)
        end = model.ledger.end[rows] + self.waits[party.side].extension
        share = party.elapsed[rows] = elapsed_share(model.day, began, end, party.elapsed[rows])
        return share

    def us_brief(self) -> Briefing:
        """Return what the U.S. delegation is given."""
        model, house = self.model, self.model.administration
        public = model.mandate if model.us.rules.opponent.knows else model.government.public
        own = self.reserve(house.standing, model.us)
        return Briefing(
            own=house.signed,
            other=public,
            rows=self.rows,
            reserve=own,
            other_reserve=self.reserve(public, model.us),
            authority=own,
            elapsed=self.clock(model.us),
            last_chance=self.last,
            belief=self.waits["us"].belief,
            luck=self.luck(model.us),
            outlook=self.outlook(model.us, (house.standing, public)),
        )

    def korea_brief(self) -> Briefing:
        """Return what the Korean delegation is given."""
        model, house = self.model, self.model.administration
        knows = model.korea.rules.opponent.knows
        standing = house.standing if knows else house.public_standing
        own = self.reserve(model.mandate, model.korea)
        return Briefing(
            own=model.mandate,
            other=house.signed if knows else house.public,
            rows=self.rows,
            reserve=own,
            other_reserve=self.reserve(standing, model.korea),
            authority=model.government.floor(own, self.rows),
            elapsed=self.clock(model.korea),
            last_chance=self.last,
            belief=self.waits["korea"].belief,
            luck=self.luck(model.korea),
            outlook=self.outlook(model.korea, (model.mandate, standing)),
        )

    def luck(self, party: Delegation) -> Callable[[str], Array]:
        """Return where a party draws today's luck from, by the kind of decision."""
        model, rows = self.model, self.rows  # not the meeting itself: that would keep it, and its arrays, alive
        return lambda kind: model.chance.uniform(f"{party.side}.{kind}.day{model.day}")[rows]

    def outlook(self, party: Delegation, tables: tuple[Array, Array]) -> Outlook:
        """Return what lies ahead of a party, by its own table and its idea of the other's."""
        if "outlook" not in party.wants:
            return no_outlook(len(self.rows))
        return ahead(self.model, party, self.rows, self.first == (party.side == "us"), tables)

    # --- the exchange -----------------------------------------------------------------------------

    def exchange(self, side: int, held: Whole) -> None:
        """Let side 0 (us) or 1 (korea) propose in the worlds `held` of this meeting."""
        if not len(held):
            return
        parties = (self.model.us, self.model.korea)
        proposer, responder = parties[side], parties[1 - side]
        rows, stance = self.rows[held], self.stances[side]
        offer = self.model.facts.settled(rows, proposer.offer(rows, stance, held, self.doubt(side, held)))
        values = (self.value_to(0, offer, rows), self.value_to(1, offer, rows))
        value = values[1 - side]
        expected = value if side == 0 else self.doubted(value, offer, held)
        accepted = responder.accepts(rows, self.stances[1 - side], held, expected) & self.may_sign[held]
        for stance, kept in zip(self.stances, values, strict=True):  # doubt opens no way below a side's floor
            accepted &= kept >= stance.briefing.authority[held] - SUM_TOLERANCE
        responder.hear(rows, offer, value)
        proposer.table(rows, offer)
        self.model.record_offer(rows, side, offer, accepted)
        if accepted.any():
            self.sign(held[accepted], side, offer[accepted])

    def value_to(self, side: int, offer: Whole, rows: Whole) -> Array:
        """Return what an offer is worth to a side, kept for certain, in the worlds `rows` of all."""
        return package_value(self.stances[side].briefing.own, offer, rows)

    def doubt(self, side: int, held: Whole) -> HonourBelief | None:
        """Return the belief that a signature holds, along the proposer's path."""
        model, rows, wait = self.model, self.rows[held], self.waits["korea"]
        if not model.government.pending:
            return None
        way = self.stances[side].path.only(held)

        def at(flags: Flags) -> Array:
            found = np.ones(flags.shape)
            world, position = np.nonzero(flags)
            found[world, position] = model.government.honour(
                rows[world],
                lambda table: way.table_values(table, rows)[world, position],
                lambda table: wait.worth(model.idle.of(table))[held[world]],
            )
            return found

        return HonourBelief(at, cuts_own=side == 0)

    def doubted(self, value: Array, offer: Whole, held: Whole) -> Array:
        """Return what an offer is worth to the U.S., given the doubt that Korea keeps it."""
        model, rows = self.model, self.rows[held]
        belief = model.government.honour(
            rows, lambda table: package_value(table, offer, rows), lambda table: self.reserve(table, model.korea)[held]
        )
        return value if belief is None else discount_value(value, self.stances[0].briefing.reserve[held], belief)

    def sign(self, held: Whole, side: int, offer: Whole) -> None:
        """Put a signature into the ledger, with the measures of the day."""
        model, rows = self.model, self.rows[held]
        us, korea = self.stances
        values = {
            "us_value": self.value_to(0, offer, rows),
            "korea_value": self.value_to(1, offer, rows),
            "us_value_fixed": package_value(model.fixed["us"], offer, rows),
            "korea_value_fixed": package_value(model.fixed["korea"], offer, rows),
            "us_reserve": us.briefing.reserve[held],
            "korea_reserve": korea.briefing.reserve[held],
            "us_patience_needed": self.patience(0, offer, held),
            "korea_patience_needed": self.patience(1, offer, held),
        }
        model.sign(rows, side, offer, values)
        model.ledger.tables["us"][rows], model.ledger.tables["korea"][rows] = (
            us.briefing.own[rows],
            korea.briefing.own[rows],
        )

    def patience(self, side: int, offer: Whole, held: Whole) -> Array:
        """Return the discount factor from which an offer would enforce itself for a side."""
        idle = self.model.terms.lapsed[self.rows[held]]
        return critical_discount_factor(*given_and_got(self.stances[side].briefing.own, offer, idle, self.rows[held]))


@dataclass(frozen=True, eq=False)
class Wait:
    """How long a party expects to wait without a deal, in some worlds; arrays are (worlds,).

    belief   that the deadline in force will be moved; extension, days by which it is expected to be
    left     days left to the lapse; horizon, to the horizon
    """

    rows: Whole
    belief: Array
    extension: Array
    left: Array
    horizon: float

    @classmethod
    def of(cls, model: Any, party: Delegation, rows: Whole) -> "Wait":
        """Return what a party expects today."""
        belief = model.belief(party, rows)
        left = np.where(model.ledger.lapsed[rows], 0.0, np.maximum(model.ledger.end[rows] - model.day, 0.0))
        horizon = float(model.calendar.horizon - model.day)
        return cls(rows, belief, belief * model.spec.deadline.extension_days, left, horizon)

    def worth(self, idle: tuple[Array, Array]) -> Array:
        """Return the value of never agreeing, (worlds,), from those of the terms in force in all worlds."""
        paused, lapsed = (held[self.rows] for held in idle)
        return average_no_deal_value(paused, lapsed, (self.left, self.horizon), self.extension)


def no_deal(model: Any, table: Array, party: Delegation, rows: Whole) -> Array:
    """Return the value of never agreeing by a table of all worlds, in the worlds `rows`."""
    return Wait.of(model, party, rows).worth(model.idle.of(table))
