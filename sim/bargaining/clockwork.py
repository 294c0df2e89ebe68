"""Bare negotiations between two sides that go by the clock: what both will say is known before they meet.

A side goes by the clock if its demand depends on nothing that is said: the bidding rule reads the clock and the range
of demands alone, nothing is learnt from offers, an offer is taken where it is worth the demand, and what is tabled is
the best for the other side on the own path.  Where all worlds share tables and paths, a side's offers are places on
one path, valued once, and what is left of a round is to look two numbers up.  Every number is that which
`sim.bargaining.session` works out round by round.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.bargaining.negotiator.briefing import Briefing
from sim.bargaining.negotiator.negotiator import Negotiator
from sim.bargaining.negotiator.path_ahead import PathAhead
from sim.bargaining.negotiator.path_cache import ValuedPath
from sim.bargaining.payoffs import level_values, package_value
from sim.core.backend import has_kernel
from sim.core.ties import TIE
from sim.core.worlds import Array, Whole, ordered_sum, take_worlds

CLOCK = frozenset(("best", "reserve", "elapsed", "last_chance", "belief"))  # what such a bidding rule may read


@dataclass(frozen=True, eq=False)
class PathOffers:
    """The packages on a side's path, best for the other side first, (positions,) each.

    mine, theirs   own value and estimated value to the other, as along the path
    packages       (positions, issues)
    values         what each is worth to its side and to the other, as package by package, (positions,) each
    asked          what the other side thinks each is worth to this one
    begin          place of the own best
    """

    mine: Array
    theirs: Array
    packages: Whole
    values: tuple[Array, Array]
    asked: Array
    begin: int


def go_by_clock(parties: Sequence[Negotiator], tables: Sequence[Array]) -> bool:
    """Return whether two sides go by the clock, and all worlds share tables and paths."""
    return all(len(table) == 1 for table in tables) and all(goes_by_clock(party) for party in parties)


def goes_by_clock(party: Negotiator) -> bool:
    """Return whether nothing that is said changes what a side demands or thinks, and its path is that of all worlds."""
    rules = party.strategy
    if party.guests is not None:
        return False
    alone = len(rules.bidding) == 1 and CLOCK.issuperset(rules.bidding[0].reads) and not rules.opponent.learns
    plain = getattr(rules.acceptance, "takes_demand", False) and getattr(rules.offer, "best_on_path", False)
    return bool(alone and plain and len(party.path_cache.fresh) == 1 and not party.moving_issues)


def path_offers(values: Sequence[Array], public: Array, draft: ValuedPath, scaled: Array) -> PathOffers | None:
    """Return the packages on a side's path; None where a value to the other side is not a number.

    values           both sides' tables, its own first
    public, scaled   what the other side is told of its table, and thinks that the issues weigh, (1, issues)
    """
    if not np.isfinite(draft.theirs).all():
        return None
    order = np.argsort(-draft.theirs[0], kind="stable")
    packages = draft.path.package(order)
    worth = (package_value(values[0], packages), package_value(values[1], packages))
    asked = ordered_sum(level_values(public, packages).T * scaled)
    return PathOffers(draft.mine[0][order], draft.theirs[0][order], packages, worth, asked, int(order.argmin()))


def demands_ahead(party: Negotiator, rows: Whole, brief: Briefing, clock: Sequence[tuple[float, bool]]) -> Array:
    """Return what a side that goes by the clock demands at times to come, (times, worlds).

    clock   share of time used up, and whether it is the last chance, of each
    """
    view, _ = party.sight(rows, brief, PathAhead(party, rows, brief))
    rule, found = take_worlds(party.strategy.bidding[0], rows), np.empty((len(clock), len(rows)))
    for demand, (elapsed, last) in zip(found, clock, strict=True):
        now = replace(view, elapsed=np.full(len(rows), elapsed), last_chance=np.full(len(rows), last))
        np.maximum(rule(now), brief.authority, out=demand)
    return found


@has_kernel("clockwork")
def play_by_clock(
    sides: tuple[PathOffers, PathOffers], demands: Array, authority: Array, asked: Array, first: int
) -> tuple[Whole, Whole, Array]:
    """Return the round in which each world ends, -1 for none, the place of the last offer, and `asked` afterwards.

    demands     (2, rounds, worlds)   of both sides
    authority   (2, worlds)           least value that each may sign for
    asked       (2, worlds)           most that each side gives the other: what that last asked for; inf at first
    first       number of the first round; the first side offers in even ones
    """
    worlds = demands.shape[2]
    ended, place, asked = np.full(worlds, -1), np.zeros(worlds, dtype=np.int64), asked.copy()
    for number in range(first, first + demands.shape[1]):
        live = np.flatnonzero(ended < 0)
        side, other, today = number % 2, 1 - number % 2, demands[:, number - first, live]
        held = sides[side]
        able = (held.mine[:, None] >= today[side] - TIE) & (held.theirs[:, None] <= asked[side, live] + TIE)
        found = np.where(able.any(axis=0), able.argmax(axis=0), held.begin)
        own, theirs = (worth[found] for worth in held.values)
        taken = (theirs >= today[other] - TIE) & (theirs >= authority[other, live] - TIE)
        taken &= own >= authority[side, live] - TIE
        place[live], asked[other, live] = found, held.asked[found]
        ended[live[taken]] = number
    return ended, place, asked
