"""A delegation's path at a meeting, worked out as far as it is asked for.

Who only answers needs the own value at which its demands begin; who makes the offer needs one package.  Both are had
without putting all steps in order, where the rules ask for no more.  Whoever asks for values along the path gets them.
"""

from functools import cached_property
from typing import Protocol

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.negotiator.briefing import Briefing
from sim.bargaining.negotiator.offer_memory import OfferMemory
from sim.bargaining.negotiator.path_cache import ValuedPath
from sim.bargaining.tradeoff import ConcessionSteps, TradeOffPath, best_allowed, first_reaching, within
from sim.core.backend import has_kernel
from sim.core.ties import TIE
from sim.core.worlds import Array, Whole, ordered_sum, take_rows


class PathOwner(Protocol):
    """What is asked of the negotiator whose path it is; see `Negotiator`."""

    agenda: Agenda
    worlds: int
    offer_memory: OfferMemory
    steps: ConcessionSteps
    first_values: tuple[Array, Array]
    weights: Array
    slope_factors: Array
    issue_ranges: Array
    total_range: Array
    walks: Whole

    def scaled_weights(self, rows: Whole) -> Array:
        """Return the weights by which the other side's public table is multiplied, (worlds or 1, issues)."""

    def valued_path(self, rows: Whole, brief: Briefing, places: Whole | None = None) -> ValuedPath:
        """Return the path with its values, in all of the worlds that meet or at some `places` of them."""


class PathAhead:
    """The path of a delegation in the worlds that meet, `rows` of all, by its brief."""

    def __init__(self, party: PathOwner, rows: Whole, brief: Briefing) -> None:
        self.party, self.rows, self.brief = party, rows, brief
        self.last_cut: tuple[Whole, ValuedPath] | None = None  # the places that were asked for last, and the path there
        self.offered: tuple[Whole, Whole] | None = None  # places of which the best packages are known, and these

    @cached_property
    def valued(self) -> ValuedPath:
        """The path with its values; what all worlds share has a first axis of 1."""
        return self.party.valued_path(self.rows, self.brief)

    @property
    def path(self) -> TradeOffPath:
        """Its packages in the order in which it gives ground."""
        return self.valued.path

    @property
    def mine(self) -> Array:
        """Own values along the path, (worlds or 1, positions)."""
        return self.valued.mine

    @property
    def theirs(self) -> Array:
        """Estimated values to the other side along the path, (worlds or 1, positions)."""
        return self.valued.theirs

    @cached_property
    def scaled_weights(self) -> Array:
        """Estimated weights of the other side, as they multiply its public table, (worlds or 1, issues)."""
        return self.party.scaled_weights(self.rows)

    @property
    def is_shared(self) -> bool:
        """Whether all of many worlds share one path, or may."""
        steps = self.party.steps
        return self.party.worlds > 1 and (len(steps.slope) == 1 or len(steps.start) == 1)

    def only(self, places: Whole) -> ValuedPath:
        """Return the path with its values at some places of the worlds that meet, rising; the last ones are kept."""
        if len(places) == len(self.rows) or (self.is_shared and "valued" not in vars(self)):
            return self.valued
        if self.last_cut is None or self.last_cut[0] is not places:
            self.last_cut = places, self.cut(places)
        return self.last_cut[1]

    def cut(self, places: Whole) -> ValuedPath:
        """Return the path at some places: of that of all worlds where there is one, else of these alone."""
        if "valued" not in vars(self):
            return self.party.valued_path(self.rows[places], self.brief, places)
        held = self.valued
        values = (take_rows(part, places) for part in (held.mine, held.theirs, held.scaled_weights))
        return ValuedPath(held.path.only(places), *values)

    def best_offers(self, places: Whole, demand: Array) -> Whole:
        """Return the packages that the other side likes best, see `best_on_path`; of today, once."""
        if self.offered is not None and self.offered[0] is places:
            return self.offered[1]
        return best_on_path(self, places, demand)

    def most_asked(self, places: Whole) -> Array:
        """Return the estimated value to the other side of its own last offer, inf before one, (worlds,)."""
        said, rows = self.party.offer_memory, self.rows[places]
        worth = self.brief.estimated_value(self.scaled_weights, said.last_received[rows], places)
        return np.where(said.offers[rows] > 0, worth, np.inf)


@has_kernel("offers")
def best_on_path(ahead: PathAhead, places: Whole, demand: Array) -> Whole:
    """Return the packages of a path that the other side likes best, (worlds, issues), the own best where none is able.

    Such a package is worth the `demand`, (worlds,), at some places of the worlds that meet, and no more to the
    other side than it asked for itself.
    """
    valued = ahead.only(places)
    allowed = within(valued.theirs, np.less_equal, ahead.most_asked(places) + TIE)
    allowed = allowed & within(valued.mine, np.greater_equal, demand - TIE)
    return valued.path.package(np.maximum(best_allowed(allowed, valued.theirs), 0))


@has_kernel("offers")
def first_livable(ahead: PathAhead, other_reserve: Array) -> tuple[Whole, Array]:
    """Return the first position that the other side could live with, -1 where there is none, and the own value there.

    Both are (worlds that meet,), as is `other_reserve`; where there is none, the value is of no meaning.
    """
    first = first_reaching(ahead.theirs, other_reserve - TIE)
    return first, own_value_at(ahead.mine, first)


@has_kernel("offers")
def value_of_best(ahead: PathAhead) -> Array:
    """Return the own value of the own best package, (worlds that meet or 1,)."""
    party, brief = ahead.party, ahead.brief
    first = take_rows(party.first_values[0], ahead.rows)
    if len(party.walks):
        first = first.copy()
    for place, _, count, level in party.walks:
        own = brief.own[:, place] if brief.rows is None else take_rows(brief.own[:, place], brief.rows)
        first[:, place] = own[:, :count].max(axis=1) if count else own[:, level]
    return ordered_sum(first)


def own_value_at(mine: Array, position: Whole) -> Array:
    """Return values along a path, (worlds or 1, positions), at positions, (worlds,); the first for those below 0."""
    place = np.maximum(position, 0)
    return mine[0, place] if len(mine) == 1 else np.take_along_axis(mine, place[:, None], axis=1)[:, 0]
