"""The chair of one guest in one world: what it is told, and what it says.

It sits in a mechanism of NegMAS that is never run: beside it is a partner that says nothing, and who offers and when is
ours to say.  Its clock is NegMAS's for as many offers as it can expect when it sits down, n: an offer after k others is
made at step k, and answered at step k + 1, as where each step has one offer.  Relative time is

    (1 + elapsed * (n - 1)) / (n + 2)     when it offers,      one step of 1 / (n + 2) more when it answers

with the share of the time that has gone by our clock.  In a negotiation of n rounds that is NegMAS's own
(step + 1) / (n_steps + 1), with n + 1 steps; where a deadline is moved, time does not go back, but goes on more slowly.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from negmas import SAOMechanism
from negmas.common import PreferencesChange, PreferencesChangeType
from negmas.outcomes.common import ExtendedOutcome
from negmas.sao import ResponseType, SAONegotiator

from sim.negmas.calls import Call, GuestError, Luck, call_guest
from sim.negmas.utilities import ScaledValues, additive_utility

LEAVING = (ResponseType.END_NEGOTIATION, ResponseType.LEAVE)
Outcome = tuple[int, ...]


class GuestMechanism(SAOMechanism):
    """A mechanism as a guest sees it, at a time that is told."""

    told_time = 0.0

    def _relative_time_for(self, nmi: Any) -> float:
        return self.told_time

    def put_on_table(self, who: Any, offer: Outcome) -> None:
        """Let an offer stand, and be found in the history of the talks."""
        state = self.state
        state.current_offer, state.current_proposer, state.last_negotiator = offer, who.id, who.name
        state.new_offers, state.n_acceptances = [(who.id, offer)], 1
        self._current_proposer = who
        self._add_to_history(self.state4history)


class SilentPartner(SAONegotiator):
    """The other side as a guest sees it: what it says is told by its chair."""

    def propose(self, state: Any, dest: str | None = None) -> None:
        """Say nothing."""
        return

    def respond(self, state: Any, source: str | None = None) -> ResponseType:
        """Take nothing."""
        return ResponseType.REJECT_OFFER


class Chair:
    """A guest at the table of one world.

    kind, options   its class, and what it is made with
    seconds         longest that one call of it may take
    luck            its random numbers
    """

    def __init__(self, kind: Any, options: Mapping[str, Any], seconds: float, luck: Luck) -> None:
        self.kind, self.options, self.seconds, self.luck = kind, options, seconds, luck
        self.answers_in_one = overrides_call(kind)
        self.counter: Any = None  # what such a one has said it would offer next

    def ask(self, work: Call) -> Any:
        """Return what the guest returns; GuestError where it fails."""
        return call_guest(work, self.luck, self.seconds)

    def sit_down(self, space: Any, held: ScaledValues, offers_ahead: int, *, first: bool) -> None:
        """Make the guest, hand it its values, and begin; GuestError where it fails.

        offers_ahead   how many offers it can expect, its own and the other side's
        first          whether its side makes the first of them
        """
        self.space, self.held, self.offers_ahead = space, held, offers_ahead
        self.ask(lambda: self.begin(first))

    def begin(self, first: bool) -> None:
        """Do so, inside of a call."""
        self.mechanism = GuestMechanism(
            outcome_space=self.space, n_steps=self.offers_ahead + 1, one_offer_per_step=True
        )
        self.guest, self.partner = self.kind(**self.options), SilentPartner()
        self.utility = additive_utility(self.held, self.space)
        seats: list[tuple[Any, Any]] = [(self.guest, self.utility), (self.partner, None)]
        for who, utility in seats if first else seats[::-1]:
            if not self.mechanism.add(who, preferences=utility) and who is self.guest:
                raise RuntimeError("it does not take part in such talks")
        self.mechanism.state.running = self.mechanism.state.started = True
        self.put_clock(0, 0.0)
        self.guest._on_negotiation_start(self.state)

    @property
    def state(self) -> Any:
        """The state of the talks as the guest sees it."""
        return self.mechanism.state_for(self.guest)

    def put_clock(self, offers: int, elapsed: float, later: int = 0) -> None:
        """Put the clock after so many offers, at a share of the time gone, or a step later."""
        now = (1 + elapsed * (self.offers_ahead - 1) + later) / (self.offers_ahead + 2)
        self.mechanism.state.step, self.mechanism.told_time = offers + later, min(now, 1.0)

    def hand_over(self, held: ScaledValues, renewal: float) -> None:
        """Tell the guest what its packages and no deal are worth today, where these have moved by enough."""
        if held.distance(self.held) > renewal:
            self.held, self.utility = held, additive_utility(held, self.space)
            self.ask(lambda: self.guest.set_preferences(self.utility))
        elif abs(held.reserve - self.held.reserve) > renewal:
            self.held, self.utility.reserved_value = replace(self.held, reserve=held.reserve), held.reserve
            self.ask(
                lambda: self.guest.on_preferences_changed([PreferencesChange(PreferencesChangeType.ReservedValue)])
            )

    def propose(self, offers: int, elapsed: float) -> Any:
        """Return what the guest offers after so many offers, an outcome or None; GuestError where it fails."""
        self.put_clock(offers, elapsed)
        found = self.ask(self.own_offer)
        if isinstance(found, ExtendedOutcome):
            found = found.outcome
        if found is not None:
            self.mechanism.put_on_table(self.guest, found)
        return found

    def own_offer(self) -> Any:
        """Return what it offers, inside of a call."""
        if not self.answers_in_one:
            return self.guest.propose_(self.state, dest=self.partner.id)
        held, self.counter = self.counter, None
        return held if held is not None else self.guest(state=self.state, dest=self.partner.id).outcome

    def respond(self, offer: Outcome, offers: int, elapsed: float) -> bool:
        """Return whether the guest takes an offer made after so many; GuestError where it fails or leaves."""
        self.put_clock(offers, elapsed)
        self.mechanism.put_on_table(self.partner, offer)
        said = self.ask(lambda: self.own_answer(offer, offers, elapsed))
        said = getattr(said, "response", said)
        if said in LEAVING:
            raise GuestError("left the table")
        return bool(said == ResponseType.ACCEPT_OFFER)

    def own_answer(self, offer: Outcome, offers: int, elapsed: float) -> Any:
        """Return what it says to an offer, inside of a call: it hears it when it is made, and answers a step later."""
        self.guest.on_partner_proposal(state=self.state, partner_id=self.partner.id, offer=offer)
        self.put_clock(offers, elapsed, later=1)
        if not self.answers_in_one:
            return self.guest.respond_(self.state, source=self.partner.id)
        found = self.guest(state=self.state, dest=self.partner.id)
        self.counter = found.outcome if found.response == ResponseType.REJECT_OFFER else None
        return found


def overrides_call(kind: Any) -> bool:
    """Return whether a class of negotiators answers and offers in one call of its own, not in two as NegMAS's do."""
    return not str(kind.__call__.__module__).startswith("negmas.")
