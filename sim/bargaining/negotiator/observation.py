"""How a delegation's view is put together from its brief and its memory."""

from typing import Protocol

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.negotiator.briefing import Briefing
from sim.bargaining.negotiator.offer_memory import OfferMemory
from sim.bargaining.negotiator.path_ahead import PathAhead, first_livable, own_value_at, value_of_best
from sim.bargaining.payoffs import package_value
from sim.bargaining.rules import OpeningRule
from sim.bargaining.view import PathView, View
from sim.core.worlds import Array, Whole, all_nan, ordered_sum, take_rows, take_worlds

NO_VALUES: Array = np.zeros((1, 0))  # along a path, for rules that do not read it


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


def observe(party: Observer, rows: Whole, draft: PathAhead, first: Array) -> View:
    """Return what a delegation may know, for the worlds that meet; `first`, the value its demands begin at."""
    said, brief = party.offer_memory, draft.brief
    best = np.maximum(first, brief.reserve)
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
        path=path_view(party, rows, draft),
        history=said.history(rows),
        outlook=brief.outlook,
    )


def first_demand(opening: OpeningRule, draft: PathAhead) -> tuple[Whole, Array]:
    """Return the position on a path at which demands begin, -1 where there is none, and the own value, (worlds,) each.

    Where there is none it is the reserve.
    """
    brief, begins = draft.brief, getattr(opening, "begins_at", "")
    if begins == "own best":
        return np.zeros(len(draft.rows), dtype=np.int64), value_of_best(draft)
    if begins == "livable":
        first, value = first_livable(draft, brief.other_reserve)
    else:
        first = take_worlds(opening, draft.rows).first_demand(draft.theirs, brief.other_reserve)
        value = own_value_at(draft.mine, first)
    return first, np.where(first >= 0, value, brief.reserve)


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


def path_view(party: Observer, rows: Whole, draft: PathAhead) -> PathView:
    """Return what a delegation knows of the packages and of the last offers."""
    said, every, brief = party.offer_memory, np.arange(len(rows)), draft.brief
    own = given = claimed = all_nan(len(rows))
    if "path.tabled" in party.wants:
        last, tabled = said.last_own[rows], said.tabled[rows]
        own = np.where(tabled, package_value(brief.own, last, brief.table_rows(every)), np.nan)
        given = np.where(tabled, brief.estimated_value(draft.scaled_weights, last, every), np.nan)
    if "path.received" in party.wants:
        most = draft.most_asked(every)
        claimed = np.where(np.isfinite(most), most, np.nan)
    mine, theirs = (draft.mine, draft.theirs) if {"path.mine", "path.theirs"} & party.wants else (NO_VALUES, NO_VALUES)
    return PathView(mine, theirs, brief.other_reserve, own, given, claimed)
