"""A tactic of ours as a negotiator of NegMAS, for its mechanisms and tournaments.

It bargains as a side does in a bare negotiation, in one world: by its own values, as its utility states them, on
NegMAS's clock: the share of the time that has gone is `relative_time`, which is never 1 when an offer is made, so that
no offer counts as the last one.  The reserve is the reserved value, or the worst package where that is worth more.  Of
the other side it knows what NegMAS tells (`opponent_ufun`); else it takes it to want the opposite of each issue,
equally strongly (*assumed*).  Of the utility it asks that it be a sum over issues.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
from negmas.sao import ResponseType, SAONegotiator

from sim.bargaining.negotiator.briefing import Briefing
from sim.bargaining.negotiator.negotiator import Negotiator
from sim.bargaining.negotiator.stance import Stance
from sim.bargaining.negotiator.strategy import Strategy
from sim.bargaining.payoffs import package_value
from sim.bargaining.view import Outlook
from sim.core.errors import UserError
from sim.core.worlds import Array, Whole
from sim.negmas.utilities import NegmasIssues
from sim.negmas.worst import WorstAbove
from sim.tactics.registry import ACCEPTANCE, BIDDING, OFFERING, OPENING, OPPONENT

BESIDE: dict[str, tuple[Mapping[str, Any], str]] = {
    "opponent": (OPPONENT, "fixed"),
    "acceptance": (ACCEPTANCE, "next"),
    "offer": ({**OFFERING, "worst": WorstAbove}, "worst"),
    "opening": (OPENING, "own_best"),
}
ONLY: Whole = np.zeros(1, dtype=np.int64)  # the one world, and its place


def made_rule(registry: Mapping[str, Any], name: str, parameters: Mapping[str, Any]) -> Any:
    """Return a rule of a registry; UserError for a name or parameters that it does not know."""
    if name not in registry:
        raise UserError(f"there is no rule {name}; there are {', '.join(registry)}")
    try:
        return registry[name](**parameters)
    except (TypeError, ValueError) as wrong:
        raise UserError(f"{name}: {wrong}") from None


def strategy_of(tactic: str, parameters: Mapping[str, Any]) -> Strategy:
    """Return how a side bargains by a tactic, of its parameters and the rules beside it by name."""
    beside: dict[str, Any] = {}
    for role, (registry, usual) in BESIDE.items():
        said = parameters.get(role, usual)
        name, stated = (said, {}) if isinstance(said, str) else next(iter(said.items()))
        beside[role] = made_rule(registry, name, stated)
    own = {name: value for name, value in parameters.items() if name not in BESIDE}
    return Strategy([made_rule(BIDDING, tactic, own)], **beside)


class OwnNegotiator(SAONegotiator):
    """A tactic of ours at a table of NegMAS: its name, its parameters, and by how much less than its demand will do."""

    tactic: ClassVar[str] = "timed"
    stated: ClassVar[Mapping[str, Any]] = {"beta": 1.0}
    slack: ClassVar[float] = 0.0

    party: Negotiator | None = None

    def begin(self) -> Negotiator:
        """Return the side that bargains, made when it is first asked."""
        if self.party is None:
            self.issues = NegmasIssues.of(self.nmi.outcome_space)
            self.own = self.issues.table(self.preferences)
            self.other, self.other_reserve = self.known_of_other()
            self.reserve = least_sought(self.preferences, self.own)
            self.party = Negotiator(strategy_of(self.tactic, self.stated), self.issues.agenda, 1)
            self.party.set_tables(self.own, self.other)
            self.luck = np.random.default_rng(np.random.randint(2**31))  # noqa: NPY002 - as NegMAS seeds it
        return self.party

    def known_of_other(self) -> tuple[Array, Array]:
        """Return the table and the reserve of the other side, as far as they are known."""
        told = self.opponent_ufun
        if told is not None:
            table = self.issues.table(told)
            return table, least_sought(told, table)
        table = self.own.max(axis=2, keepdims=True) - self.own
        return table, np.array([0.0])

    def brief(self, state: Any) -> Briefing:
        """Return what it is given at a time of NegMAS's."""
        elapsed = np.array([float(state.relative_time)])
        self.begin().elapsed[:] = elapsed
        ahead = 0 if self.nmi.n_steps is None else max(self.nmi.n_steps - 1 - state.step, 0)
        return Briefing(
            own=self.own,
            other=self.other,
            rows=ONLY,
            reserve=self.reserve,
            other_reserve=self.other_reserve,
            authority=self.reserve,
            elapsed=elapsed,
            last_chance=np.zeros(1, dtype=bool),
            belief=np.zeros(1),
            luck=lambda kind: self.luck.random(1),
            outlook=self.outlook(float(ahead)),
        )

    def outlook(self, ahead: float) -> Outlook:
        """Return what lies ahead: offers in turn that cost nothing, then the reserves."""
        return Outlook(
            meetings=np.array([ahead]),
            proposing=np.ones(1, dtype=bool),
            coin=np.full(1, np.nan),
            passing=np.zeros(1),
            paused=self.reserve,
            other_paused=self.other_reserve,
            lapsed=self.reserve,
            other_lapsed=self.other_reserve,
        )

    def stance(self, state: Any) -> Stance:
        """Return where it stands at a time of NegMAS's."""
        found = self.begin().take_stance(ONLY, self.brief(state), ONLY)
        return replace(found, demand=np.maximum(found.demand - self.slack, self.reserve))

    def propose(self, state: Any, dest: str | None = None) -> Any:
        """Return what it offers."""
        party, stance = self.begin(), self.stance(state)
        offer = party.offer(ONLY, stance, ONLY)
        party.record_own_offer(ONLY, offer)
        return self.issues.outcome(offer[0])

    def respond(self, state: Any, source: str | None = None) -> ResponseType:
        """Return whether it takes the offer on the table, and learn from it."""
        party, stance = self.begin(), self.stance(state)
        offer = self.issues.package(state.current_offer)[None]
        value = package_value(self.own, offer)
        taken = party.accepts(ONLY, stance, ONLY, value)
        party.receive_offer(ONLY, offer, value)
        return ResponseType.ACCEPT_OFFER if taken[0] else ResponseType.REJECT_OFFER


def least_sought(utility: Any, table: Array) -> Array:
    """Return the reserved value, (1,), or the worth of the worst package where that is more, as NegMAS's do."""
    held, least = utility.reserved_value, float(table.min(axis=2).sum())
    return np.array([max(held, least) if held is not None and np.isfinite(held) else least])


def negotiator_class(tactic: str, slack: float = 0.0, **parameters: Any) -> type[OwnNegotiator]:
    """Return a class of negotiators that bargain by a tactic; see `sim.negmas.negotiator`."""
    if slack < 0:
        raise UserError(f"slack must be at least 0; found {slack}")
    strategy_of(tactic, parameters)  # what is wrong is told at once
    name = "".join(part.title() for part in tactic.split("_")) + "Negotiator"
    held = {
        "tactic": tactic,
        "stated": parameters,
        "slack": slack,
        "__doc__": f"The tactic {tactic} at NegMAS's table.",
    }
    return type(name, (OwnNegotiator,), held)
