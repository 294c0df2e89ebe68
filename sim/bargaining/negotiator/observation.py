"""How a delegation's view is put together from its brief and its memory."""

from typing import Any

import numpy as np

from sim.bargaining.negotiator.briefing import Briefing
from sim.bargaining.negotiator.path_cache import ValuedPath
from sim.bargaining.payoffs import package_value
from sim.bargaining.view import PathView, View
from sim.core.worlds import Array, Whole, all_nan, ordered_sum, take_rows

SUM_TOLERANCE = 1e-9  # bn USD a year; sums in another order differ by less


def observe(party: Any, rows: Whole, brief: Briefing, draft: ValuedPath) -> View:
    """Return what a delegation may know, for the worlds that meet."""
    said = party.said
    best = np.maximum(best_acceptable_value(draft.mine, draft.theirs, brief), brief.reserve)
    return View(
        best=best,
        worst=least_package_value(party, rows, brief.own_table) if "worst" in party.wants else all_nan(len(rows)),
        reserve=brief.reserve,
        previous=said.target[rows],
        last_demand=said.stood[rows],
        received=said.received[rows],
        received_before=said.received_before[rows],
        news=said.news[rows],
        elapsed=brief.elapsed,
        last_chance=brief.last_chance,
        belief=brief.belief,
        luck=brief.luck("bid") if "luck" in party.wants else all_nan(len(rows)),
        next_lower=party.rung(brief, np.fmin(said.stood[rows], best)),
        path=path_view(party, rows, brief, draft),
        history=said.history(rows),
        outlook=brief.outlook,
    )


def best_acceptable_value(mine: Array, theirs: Array, brief: Briefing) -> Array:
    """Return the own value of the first package on the path that the other could live with, (worlds,)."""
    least = brief.other_reserve - SUM_TOLERANCE
    if len(theirs) == 1:  # all worlds share the path
        first = np.searchsorted(np.maximum.accumulate(theirs[0]), least)
        some, first = first < theirs.shape[1], np.minimum(first, theirs.shape[1] - 1)
    else:
        livable = theirs >= least[:, None]
        first = livable.argmax(axis=1)
        some = livable[np.arange(len(first)), first]
    found = mine[0, first] if len(mine) == 1 else np.take_along_axis(mine, first[:, None], axis=1)[:, 0]
    return np.where(some, found, brief.reserve)


def least_package_value(party: Any, rows: Whole, own: Array) -> Array:
    """Return the least value of any package on the table, (worlds,)."""
    agenda = party.agenda
    kept = own[:, np.arange(len(agenda.issues)), agenda.lapsed]
    least = take_rows(party.least, rows).copy()
    for i in party.moving:
        least[:, i] = own[:, i].min(axis=1)
    on_table = np.isin(np.arange(len(agenda.issues)), agenda.open)
    found = ordered_sum(np.where(on_table, least, kept))
    return np.asarray(np.broadcast_to(found, (len(rows),)))


def path_view(party: Any, rows: Whole, brief: Briefing, draft: ValuedPath) -> PathView:
    """Return what a delegation knows of the packages and of the last offers."""
    said, every = party.said, np.arange(len(rows))
    own = given = claimed = all_nan(len(rows))
    if "trade.tabled" in party.wants:
        last, tabled = said.last[rows], said.tabled[rows]
        own = np.where(tabled, package_value(brief.own, last, brief.table_rows(every)), np.nan)
        given = np.where(tabled, brief.estimated_value(draft.scaled_weights, last, every), np.nan)
    if "trade.received" in party.wants:
        most = value_asked(party, rows, brief, draft.scaled_weights, every)
        claimed = np.where(np.isfinite(most), most, np.nan)
    return PathView(draft.mine, draft.theirs, brief.other_reserve, own, given, claimed)


def value_asked(party: Any, rows: Whole, brief: Briefing, scaled: Array, places: Whole) -> Array:
    """Return the estimated value to the other of its own last offer, (worlds,), inf before one.

    The worlds are the places `held` of those that meet, which are `rows` of all.
    """
    return np.where(party.said.offers[rows] > 0, brief.estimated_value(scaled, party.said.asked[rows], places), np.inf)
