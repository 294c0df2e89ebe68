"""Bare negotiations of two timed agents in NegMAS: the same agenda, clock, demands and answers.

NegMAS names its curves the other way round.  Its aspiration is 1 - t ** exponent, of the range from the
least to the most that any package is worth; here a share t ** (1 / beta) of the range from the most down
to the reserve is given.  So exponent = 1 / beta (a Boulware agent has an exponent above 1 there and a
beta below 1 here), and a demand d stands there at (d - least) / (most - least), at least 0.

Its clock runs (step + 1) / (steps + 1), and an offer of one step is answered in the next, just before
the answering side offers itself.  So it is given one step more than there are rounds, the curve for
offers reads round = step, and that for answers round = step - 1: the round in which the offer was made.

Two kinds of agent: `stock` is a timed negotiator of NegMAS as it comes, which offers the package of
least own value at or above its demand; `along_path` offers along a given path, as `trade_off` does here.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from negmas import LinearAdditiveUtilityFunction, PolyAspiration, SAOMechanism, make_issue
from negmas.outcomes import make_os
from negmas.preferences.value_fun import TableFun
from negmas.sao.negotiators import TimeBasedConcedingNegotiator

from sim.bargaining.concessions import concessions
from sim.bargaining.domains import Domain
from sim.bargaining.tradeoff import trade_off_path
from sim.core.ties import TIE
from sim.core.worlds import Array

Package = tuple[int, ...]
NegmasResult = tuple[int, Package | None]  # round of agreement, -1 without one; package


def exponent(beta: float) -> float:
    """Return the exponent of NegMAS's polynomial curve for a beta as it is understood here."""
    return 1.0 / beta


class NegmasDemand(PolyAspiration):
    """The demand of a timed tactic, on NegMAS's clock and scale; `behind` steps for the answer to an offer."""

    def __init__(self, beta: float, rounds: int, values: tuple[float, float, float], lag: int) -> None:
        super().__init__(1.0, exponent(beta))
        self.rounds, self.lag = rounds, lag
        self.least, self.most, self.reserve = values

    def worth(self, t: float) -> float:
        """Return the worth demanded at NegMAS's relative time."""
        number = round(t * (self.rounds + 2)) - 1 - self.lag
        given = (max(number, 0) / (self.rounds - 1)) ** self.exponent
        return float(self.most - given * (self.most - self.reserve))

    def utility_at(self, t: float) -> float:
        """Return the demand as a share of the range of all packages."""
        return max(0.0, (self.worth(t) - self.least) / (self.most - self.least))


@dataclass(frozen=True)
class OfferPath:
    """A side's path, best package first: packages, their cost to it and gain to the other side, both rising."""

    packages: Sequence[Package]
    cost: Sequence[float]
    gain: Sequence[float]
    other: Array  # the other side's table, (issues, levels)

    def package_at(self, demand: float, most: float) -> Package:
        """Return the last package that meets the demand and gives no more than was asked for, or the first."""
        place = min(bisect_right(self.cost, TIE - demand), bisect_right(self.gain, most + TIE)) - 1
        return self.packages[max(place, 0)]

    def value_of_request(self, offer: Package | None) -> float:
        """Return what the other side's last offer is worth to itself; inf before one."""
        return float("inf") if offer is None else float(sum(self.other[k, level] for k, level in enumerate(offer)))


class PathNegotiator(TimeBasedConcedingNegotiator):
    """A timed negotiator that offers along its path instead of inverting its utility."""

    def __init__(self, *given: Any, own_path: OfferPath, **named: Any) -> None:
        super().__init__(*given, **named)
        self.own_path, self.most = own_path, float("inf")

    def respond(self, state: Any, source: str | None = None) -> Any:
        """Answer as any timed negotiator; remember what was asked for."""
        self.most = self.own_path.value_of_request(state.current_offer)
        return super().respond(state, source)

    def propose(self, state: Any, dest: str | None = None) -> Package:
        """Offer, of the packages on the path that meet the demand, the other side's best."""
        return self.own_path.package_at(self._offering_curve.worth(state.relative_time), self.most)


class NegmasTable:
    """A domain that all sessions share, as NegMAS sees it."""

    def __init__(self, domain: Domain, rounds: int) -> None:
        self.domain, self.rounds = domain, rounds
        self.counts = [len(issue.levels) for issue in domain.agenda.issues]
        names = [issue.name for issue in domain.agenda.issues]
        self.space = make_os([make_issue(n, name) for n, name in zip(self.counts, names, strict=True)])
        self.paths = tuple(self.path_of_side(side) for side in (0, 1))

    @property
    def packages(self) -> int:
        """How many packages the agenda has."""
        return int(self.space.cardinality)

    def path_of_side(self, side: int) -> OfferPath:
        """Return a side's path against the other's true table."""
        own, other = self.domain.values[side], self.domain.values[1 - side]
        found = trade_off_path(
            concessions(own, other, self.domain.agenda), self.domain.agenda.lapsed, np.ones((1, len(self.counts)))
        )
        packages = found.package(np.arange(found.order.shape[1] + 1))
        cost, gain = -found.table_values(own)[0], found.table_values(other)[0]
        return OfferPath([tuple(int(k) for k in p) for p in packages], list(cost), list(gain), other[0])

    def utility(self, side: int) -> Any:
        """Return a side's values as a NegMAS utility."""
        rows = zip(self.domain.values[side][0], self.counts, strict=True)
        values = [TableFun({k: float(row[k]) for k in range(count)}) for row, count in rows]
        reserve = float(self.domain.reserves[side][0])
        return LinearAdditiveUtilityFunction(values=values, outcome_space=self.space, reserved_value=reserve)

    def curves(self, side: int, beta: float) -> dict[str, NegmasDemand]:
        """Return the curves by which a side offers and answers."""
        rows = [row[:n] for row, n in zip(self.domain.values[side][0], self.counts, strict=True)]
        least, most = (float(sum(pick(row) for row in rows)) for pick in (np.min, np.max))
        held = (least, most, float(self.domain.reserves[side][0]))
        offering, accepting = (NegmasDemand(beta, self.rounds, held, behind) for behind in (0, 1))
        return {"offering_curve": offering, "accepting_curve": accepting}

    def stock(self, betas: tuple[float, float]) -> NegmasResult:
        """Return how a session of two of NegMAS's own timed negotiators ends."""
        agents = [TimeBasedConcedingNegotiator(eps=TIE, **self.curves(s, betas[s])) for s in (0, 1)]
        return self.session_result(agents)

    def along_path(self, betas: tuple[float, float]) -> NegmasResult:
        """Return how a session of two that offer along their paths ends."""
        agents = [PathNegotiator(own_path=self.paths[s], eps=TIE, **self.curves(s, betas[s])) for s in (0, 1)]
        return self.session_result(agents)

    def session_result(self, agents: Sequence[Any]) -> NegmasResult:
        """Return how the agents' session ends; the first side makes the first offer."""
        mechanism = SAOMechanism(outcome_space=self.space, n_steps=self.rounds + 1, one_offer_per_step=True)
        for side, agent in enumerate(agents):
            mechanism.add(agent, preferences=self.utility(side))
        state = mechanism.run()
        if state.agreement is None:
            return -1, None
        return int(state.step) - 2, tuple(state.agreement)  # answered a step later, and the step was counted
