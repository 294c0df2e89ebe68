"""The known moves of both sides beside what they have on the table in the model, day by day.

An offer stands from the day it is made to the end of the day of signature or breakdown, or until a
new government, once formed, takes back what was said before it.  A known move is placed among the
offers that stand on its date in the worlds that still talk then, by the mid-quantile

    share of offers below it + half the share at it,

for what both agreed among the offers of each side.  Nothing is fitted to it, and worlds that have
ended by then are not in it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.bargaining.sides import SIDES
from sim.core.worlds import Array, Whole
from sim.runs.run import Outcome
from sim.scenario.party_words import sides_of
from sim.scenario.schema.actual import ActualMove
from sim.scenario.schema.scenario import Scenario

BAND = (0.1, 0.5, 0.9)
FEWEST = 20  # worlds still talking, below which no band is drawn
AGREED = "agreed"

IssueGroup = tuple[str, ...]  # one issue, or several whose amounts are added


@dataclass(frozen=True, eq=False)
class StandingOffers:
    """What is on the table: levels as numbers from their grid, -1 where nothing is.

    first   day of the first row
    party_a, party_b   (days, worlds, issues)
    """

    first: int
    party_a: Whole
    party_b: Whole


@dataclass(frozen=True)
class PlacedMove:
    """One known move among one side's offers that stand on its date; None before the first offer.

    quantile   share of offers below the level, and half of those at it
    pit        the ends between which its randomised PIT is drawn: share of offers below, share not above
    """

    date: dt.date
    side: str
    kind: str
    issue: str
    level: float | str
    unit: str
    offers_of: str
    low: float | str | None
    median: float | str | None
    high: float | str | None
    quantile: float | None
    pit: tuple[float, float] | None
    worlds: int
    source: str


# --- what was seen --------------------------------------------------------------------------------


def moves(outcome: Outcome) -> list[ActualMove]:
    """Return the moves on issues that the scenario has, and the terms signed that no move names."""
    spec = outcome.loaded.scenario
    if spec.actual is None:
        return []
    found = [by_side(move, spec) for move in spec.actual.moves if is_in_scenario(outcome, move)]
    agreed = {issues_of_move(move) for move in found if move.kind == AGREED}
    for name, level in spec.actual.terms.items():
        more = {"date": spec.actual.date, "side": "both", "kind": AGREED, "source": spec.actual.source or "as stated"}
        move = ActualMove.model_validate({**more, "issue": name, "level": level})
        if (name,) not in agreed and is_in_scenario(outcome, move):
            found.append(move)
    return sorted(found, key=lambda move: move.date)


def by_side(move: ActualMove, spec: Scenario) -> ActualMove:
    """Return a move whose party goes by its side."""
    return move.model_copy(update={"side": sides_of(spec.keys).get(move.side, move.side)})


def is_in_scenario(outcome: Outcome, move: ActualMove) -> bool:
    """Return whether the scenario has what a move is about: its issues, and its level if it has a name."""
    issues = outcome.loaded.scenario.issues
    if not all(name in issues for name in issues_of_move(move)):
        return False
    return isinstance(move.level, str) == isinstance(issues[move.issue].levels[0], str) and (
        not isinstance(move.level, str) or move.level in issues[move.issue].levels
    )


def moves_left_out(outcome: Outcome) -> list[str]:
    """Return the issues of moves that the scenario does not have."""
    actual = outcome.loaded.scenario.actual
    missing = [move.issue for move in (actual.moves if actual else []) if not is_in_scenario(outcome, move)]
    return list(dict.fromkeys(missing))


def issues_of_move(move: ActualMove) -> IssueGroup:
    """Return the issue of a move, or the issues whose amounts it adds."""
    return (move.issue, *move.including)


def issue_groups(outcome: Outcome) -> list[IssueGroup]:
    """Return what the moves are about, single issues in the order of the agenda, sums after them."""
    found = {issues_of_move(move) for move in moves(outcome)}
    order = {name: place for place, name in enumerate(outcome.agenda.names)}
    return sorted(found, key=lambda held: (len(held), order[held[0]]))


def level_number(outcome: Outcome, move: ActualMove) -> float:
    """Return the level of a move as a number; levels with names count 0, 1, 2."""
    if isinstance(move.level, str):
        return float(outcome.loaded.scenario.issues[move.issue].levels.index(move.level))
    return float(move.level)


# --- what stands in the model ---------------------------------------------------------------------


def standing_offers(outcome: Outcome, last: int) -> StandingOffers:
    """Return what stands in the worlds recorded in full, from the opening of the talks to a day."""
    first = outcome.calendar.talks
    last = max(last, first)
    offers = [entry for entry in outcome.log if entry["kind"] == "offer"]
    place = {world: k for k, world in enumerate(sorted({entry["world"] for entry in offers}))}
    held = {side: np.full((last + 1 - first, len(place), len(outcome.agenda.issues)), -1) for side in SIDES}
    formed = np.full(len(place), np.inf)
    for entry in outcome.log:
        world = place.get(entry["world"])
        if world is not None:
            if entry["kind"] == "election":
                formed[world] = entry["formed"] - first
            record_entry(held, formed[world], (entry["day"] - first, world), entry)
    return StandingOffers(first, held["party_a"], held["party_b"])


def record_entry(held: dict[str, Whole], formed: float, at: tuple[int, int], entry: dict[str, Any]) -> None:
    """Enter what happened on a day in a world into what stands from then on; `formed`: the new government's day."""
    day, world = at
    taken_back = int(min(formed, len(held["party_a"])))
    if entry["kind"] == "offer":
        until = taken_back if day < formed else len(held["party_a"])
        held[entry["side"]][day:until, world] = entry["package"]
    ends = {"signature": day + 1, "breakdown": day + 1, "election": taken_back}
    if entry["kind"] in ends:
        for made in held.values():
            made[ends[entry["kind"]] :, world] = -1


def amounts(outcome: Outcome, made: Whole, about: IssueGroup) -> Array:
    """Return the level, or the sum of levels, of offers that stand, (days, worlds); nan where none does."""
    total = np.zeros(made.shape[:2])
    for name in about:
        place = outcome.agenda.place_of(name)
        levels = np.append(outcome.agenda.issues[place].grid, np.nan)  # behind the last one, what a deal leaves open
        total = total + levels[made[:, :, place]]
    return np.where(made[:, :, 0] < 0, np.nan, total)


def band(levels: Array) -> Array:
    """Return low, median and high of each day, (days, 3), levels that occur; nan where few still talk."""
    found = np.full((len(levels), 3), np.nan)
    for day, row in enumerate(levels):
        here = row[np.isfinite(row)]
        if len(here) >= FEWEST:
            found[day] = np.quantile(here, BAND, method="inverted_cdf")
    return found


def agreed_amounts(outcome: Outcome, about: IssueGroup) -> Array:
    """Return what was agreed, (deals,), in all worlds; levels with names count 0, 1, 2."""
    total = np.zeros(outcome.worlds.num_rows)
    for name in about:
        levels = list(outcome.loaded.scenario.issues[name].levels)
        grid = dict(zip(levels, outcome.agenda.issues[outcome.agenda.place_of(name)].grid, strict=True))
        total = total + np.array([grid.get(held, np.nan) for held in outcome.worlds.column(name).to_pylist()])
    return np.asarray(total[np.isfinite(total)])


# --- one beside the other -------------------------------------------------------------------------


def place_moves(outcome: Outcome) -> list[PlacedMove]:
    """Return where each known move lies among the offers that stand on its date."""
    seen = moves(outcome)
    days = [outcome.calendar.day_number(move.date) for move in seen]
    stands = standing_offers(outcome, max(days, default=0))
    found = []
    for move, day in zip(seen, days, strict=True):
        for side in SIDES if move.side == "both" else (move.side,):
            row = day - stands.first
            levels = amounts(outcome, getattr(stands, side), issues_of_move(move))[row] if row >= 0 else np.zeros(0)
            found.append(place_move(outcome, move, side, levels[np.isfinite(levels)]))
    return found


def place_move(outcome: Outcome, move: ActualMove, side: str, here: Array) -> PlacedMove:
    """Return where one move lies among the levels of one side's offers."""
    at = level_number(outcome, move)
    part = outcome.loaded.scenario.issues[move.issue]
    ends: list[float | str | None] = [None] * 3
    if len(here):
        ends = [float(v) for v in np.quantile(here, BAND, method="inverted_cdf")]
    if len(here) and isinstance(move.level, str):
        ends = [part.levels[int(v)] for v in np.quantile(here, BAND, method="inverted_cdf")]
    return PlacedMove(
        date=move.date,
        side=move.side,
        kind=move.kind,
        issue=" and ".join(issues_of_move(move)),
        level=move.level,
        unit=part.unit,
        offers_of=side,
        low=ends[0],
        median=ends[1],
        high=ends[2],
        quantile=float((here < at).mean() + (here == at).mean() / 2) if len(here) else None,
        pit=(float((here < at).mean()), float((here <= at).mean())) if len(here) else None,
        worlds=len(here),
        source=move.source,
    )
