"""How a delegation's view is put together from its brief and its memory."""

from typing import Protocol

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.negotiator.briefing import Briefing
from sim.bargaining.negotiator.offer_memory import OfferMemory
from sim.bargaining.negotiator.path_cache import ValuedPath
from sim.bargaining.payoffs import package_value
from sim.bargaining.view import PathView, View
from sim.core.worlds import Array, Whole, all_nan, ordered_sum, take_rows


class Observer(Protocol):
    """What is asked of the negotiator that observes: what its rules read, its memory, and its own table.

    wants          what has to be prepared in the view
    least_values   (worlds or 1, issues)   least value of each issue to it
    moving_issues  issues whose own values may change from day to day
    """

    agenda: Agenda
    offer_memory: OfferMemory
    least_values: Array
    moving_issues: tuple[int, ...]
    wants: frozenset[str]

    def next_lower_value(self, brief: Briefing, stood: Array) -> Array:
        """Return the value of the best package worth less than a demand, (worlds,)."""


def observe(party: Observer, rows: Whole, brief: Briefing, draft: ValuedPath, first: Whole) -> View:
    """Return what a delegation may know, for the worlds that meet; `first`, the position its demands begin at."""
    said = party.offer_memory
    best = np.maximum(first_demand(draft.mine, brief, first), brief.reserve)
    return View(
        best=best,
        worst=least_package_value(party, rows, brief.own_table) if "worst" in party.wants else all_nan(len(rows)),
        reserve=brief.reserve,
        previous=said.target[rows],
        last_demand=said.last_demand[rows],
        received=said.received[rows],
        received_before=said.received_before[rows],
        news=said.news[rows],
        elapsed=brief.elapsed,
        last_chance=brief.last_chance,
        belief=brief.belief,
        luck=brief.luck("bid") if "luck" in party.wants else all_nan(len(rows)),
        next_lower=party.next_lower_value(brief, np.fmin(said.last_demand[rows], best)),
        path=path_view(party, rows, brief, draft),
        history=said.history(rows),
        outlook=brief.outlook,
    )


def first_demand(mine: Array, brief: Briefing, first: Whole) -> Array:
    """Return the own value of the package at which demands begin, (worlds,); the reserve where there is none."""
    place = np.maximum(first, 0)
    found = mine[0, place] if len(mine) == 1 else np.take_along_axis(mine, place[:, None], axis=1)[:, 0]
    return np.where(first >= 0, found, brief.reserve)


def least_package_value(party: Observer, rows: Whole, own: Array) -> Array:
    """Return the least value of any package on the table, (worlds,)."""
    agenda = party.agenda
    kept = own[:, np.arange(len(agenda.issues)), agenda.lapsed]
    least = take_rows(party.least_values, rows).copy()
    for i in party.moving_issues:
        least[:, i] = own[:, i].min(axis=1)
    on_table = np.isin(np.arange(len(agenda.issues)), agenda.open)
    found = ordered_sum(np.where(on_table, least, kept))
    return np.asarray(np.broadcast_to(found, (len(rows),)))


def path_view(party: Observer, rows: Whole, brief: Briefing, draft: ValuedPath) -> PathView:
    """Return what a delegation knows of the packages and of the last offers."""
    said, every = party.offer_memory, np.arange(len(rows))
    own = given = claimed = all_nan(len(rows))
    if "path.tabled" in party.wants:
        last, tabled = said.last_own[rows], said.tabled[rows]
        own = np.where(tabled, package_value(brief.own, last, brief.table_rows(every)), np.nan)
        given = np.where(tabled, brief.estimated_value(draft.scaled_weights, last, every), np.nan)
    if "path.received" in party.wants:
        most = value_asked(party, rows, brief, draft.scaled_weights, every)
        claimed = np.where(np.isfinite(most), most, np.nan)
    return PathView(draft.mine, draft.theirs, brief.other_reserve, own, given, claimed)


def value_asked(party: Observer, rows: Whole, brief: Briefing, scaled: Array, places: Whole) -> Array:
    """Return the estimated value to the other of its own last offer, (worlds,), inf before one.

    The worlds are the `places` of those that meet, which are `rows` of all.
    """
    return np.where(
        party.offer_memory.offers[rows] > 0,
        brief.estimated_value(scaled, party.offer_memory.last_received[rows], places),
        np.inf,
    )
