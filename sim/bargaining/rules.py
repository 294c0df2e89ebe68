"""The kinds of rule that make up how a side bargains.

They are bidding, opening, offers, acceptance, opponent model, and what a demand is measured in under doubt.

A rule is a frozen dataclass with a call.  Which rules there are, and what a scenario calls them, is said in
`sim.tactics.registry`; this says what each kind is, so that a negotiator knows no rule by name.

Source: the parting into bidding, opponent model and acceptance is T. Baarslag et al. (2014), "Decoupling negotiating
agents to explore the space of negotiation strategies", Studies in Computational Intelligence 535, 61-83.
"""

from collections.abc import Sequence
from typing import Protocol

from sim.bargaining.view import Options, ReceivedOffer, View
from sim.core.worlds import Array, Flags, Whole

Memory = dict[str, Array]  # what an opponent model remembers, by name, (worlds, ...) each


class BiddingRule(Protocol):
    """A way of bidding: the value demanded today, (worlds,), at least the reserve and at most the best."""

    @property
    def reads(self) -> tuple[str, ...]:
        """Names of what it reads of the view, such as `best` or `history.heard`."""

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""


class AcceptanceRule(Protocol):
    """A rule of acceptance: where an offer is taken."""

    @property
    def reads(self) -> tuple[str, ...]:
        """Names of what it reads of the view."""

    def __call__(self, view: View, value: Array, demand: Array) -> Flags:
        """Return where an offer worth `value` is taken, (worlds,), by a side that demands `demand` today."""


class OfferRule(Protocol):
    """A rule of offers: which package to table."""

    @property
    def reads(self) -> tuple[str, ...]:
        """Names of what it reads beside the options, such as `luck`."""

    @property
    def enumerates(self) -> bool:
        """Whether it weighs every package, so that whole tables have to be handed over."""

    def __call__(self, options: Options) -> Whole:
        """Return one package a world, (worlds, issues)."""


class OpponentModel(Protocol):
    """An opponent model: estimated weights of the other side's issues, on its public table."""

    @property
    def learns(self) -> bool:
        """Whether offers change its estimate."""

    @property
    def knows(self) -> bool:
        """Whether it is given the true table in place of the public one, as an oracle."""

    @property
    def reads_public(self) -> bool:
        """Whether it reads the levels of the public table after its beginning; a rule that does not say does."""

    def begin(self, worlds: int, public: Array) -> Memory:
        """Return what it remembers before the first offer; public (worlds or 1, issues, levels)."""

    def hear(self, memory: Memory, heard: ReceivedOffer) -> Memory:
        """Return what it remembers after an offer."""

    def weights(self, memory: Memory, public: Array) -> Array:
        """Return the estimated weights, (worlds or 1, issues)."""


class OpeningRule(Protocol):
    """A rule of openings: where on its path a side's demands begin, and which issues it gives ground on last."""

    @property
    def keeps_order(self) -> bool:
        """Whether steps are taken in the order of what they give the other side per cost, whatever the issue."""

    @property
    def begins_at(self) -> str:
        """At what demands begin: "own best" or "livable", as these rules have it; a rule that does not say is asked."""

    def first_demand(self, theirs: Array, other_reserve: Array) -> Whole:
        """Return the position at which demands begin, -1 for the reserve, (worlds,).

        theirs (worlds or 1, positions), the estimated value to the other along the path; other_reserve (worlds,).
        """

    def slope_factors(self, issues: Sequence[str]) -> Array:
        """Return what the slopes of each issue's steps are multiplied by, (worlds or 1, issues), above 0."""


class DemandRule(Protocol):
    """What a demand is measured in where a signature may not hold (`sim.bargaining.doubt`)."""

    @property
    def rescales(self) -> bool:
        """Whether a demand is carried over from the range of sure values to that of expected ones."""

    @property
    def waits(self) -> bool:
        """Whether nothing is signed that is worth less than talking on until the doubt is resolved."""
