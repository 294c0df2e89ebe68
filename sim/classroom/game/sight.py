"""What a side may know today, as plain data, and nothing else.

That is: its own values by the table of the day, what has been said at the table, what everybody has heard (events, the
polls published so far, the carmakers' figures of quarters that are over), the calendar as announced, and what it may
do.  The other side's values, reserve, floor and tactic, and whatever the world still has in store, are not here; what
the other side's values are by public knowledge is asked for (`estimated_values`).

Values are bn USD a year against no deal at the terms after a lapse, to `DIGITS` digits.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.bargaining.sides import SIDES
from sim.classroom.game.limits import ONLY, authority_text, bound_of
from sim.classroom.game.meeting import moves_open
from sim.classroom.game.public import carmakers_figures, polls_so_far, public_events
from sim.classroom.game.words import (
    begin,
    date_text,
    issue_text,
    level_texts,
    package_text,
    package_texts,
    value_text,
)
from sim.core.worlds import Array, Whole
from sim.model.state import State
from sim.scenario.schema.calendar import FirmDeadline

if TYPE_CHECKING:
    from sim.classroom.game.game import PersonsGame

DIGITS = 4  # behind the point, of values in bn USD a year


def sight_of(game: "PersonsGame", side: int, language: str = "en") -> dict[str, Any]:
    """Return all that a side may know today."""
    state, words, awaited = game.play.state, game.words(language), game.awaited
    legal = list(moves_open(awaited)) if awaited is not None and awaited.side == side else []
    standing = awaited.package if awaited is not None and "accept" in legal else None
    return {
        "side": SIDES[side],
        "date": state.setting.calendar.date(state.setting.day).isoformat(),
        "day": state.setting.day,
        "turn": game.turn,
        "due": bool(legal),
        "over": awaited is None,
        "legal": legal,
        **phase_data(state, awaited is None, words),
        **limits_data(game, side, words),
        "calendar": calendar_data(state, words),
        "events": public_events(game.loaded, state, side, words),
        "polls": polls_so_far(game.loaded.scenario, game.polls, words),
        "makers": carmakers_figures(state, words),
        "issues": [issue_data(state, place, side, words) for place in range(len(state.main.agenda.issues))],
        "no_deal": state.main.agenda.lapsed.tolist(),
        "offers": offers_data(game, side, words),
        "standing": None if standing is None else standing.tolist(),
        "ending": ending_texts(game, side, words) if awaited is None else [],
    }


def ending_texts(game: "PersonsGame", side: int, words: dict[str, Any]) -> list[str]:
    """Return how the talks ended, for a side's eyes: the deal, its date, and what it is worth to the side."""
    state, name = game.play.state, SIDES[side]
    ledger = state.main.ledger
    if not ledger.agreed[0]:
        return [words["ending"]["breakdown"].format(value=value_text(words, float(ledger.no_deal[name][0])))]
    day = date_text(words, state.setting.calendar.date(int(ledger.day[0])))
    terms = package_text(words, package_texts(words, state.main.agenda, ledger.package[0]))
    value = value_text(words, float(ledger.measures[f"{name}_value"][0]))
    return [words["ending"]["agreed"].format(date=day, terms=terms, value=value)]


def table_of(state: State, side: int) -> Array:
    """Return a side's own table of the day, (issues, levels)."""
    return np.asarray(state.main.tables.of(side)[0])


def estimated_values(state: State, side: int) -> Array:
    """Return what levels are worth to the other side as everybody knows it, (issues, levels): at central weights."""
    tables = state.main.tables
    return np.asarray((tables.own_public if side == 0 else tables.public)[0])


def package_worth(table: Array, package: Any) -> float:
    """Return a package's value by a table, (issues, levels), bn USD a year."""
    return round_value(table[np.arange(len(table)), np.asarray(package)].sum())


def round_value(value: float) -> float:
    """Return a value with the digits that are told."""
    return round(float(value), DIGITS) + 0.0


# --- where the talks stand -----------------------------------------------------------------------------


def phase_data(state: State, over: bool, words: dict[str, Any]) -> dict[str, Any]:
    """Return where the talks stand: phase, deadline, and what is in force."""
    ledger, calendar = state.main.ledger, state.setting.calendar
    lapsed, end = bool(ledger.lapsed[0]), int(ledger.end[0])
    phase = "over" if over else phase_of(state)
    return {
        "phase": phase,
        "phase_text": words["phases"][phase],
        "deadline": None if lapsed else calendar.date(end).isoformat(),
        "days_left": max(end - state.setting.day, 0),
        "deadline_moved": int(ledger.extensions[0]),
        "lapsed": lapsed,
    }


def phase_of(state: State) -> str:
    """Return the phase of talks that are open."""
    if not state.main.may_sign(ONLY)[0]:
        return "forming"
    if state.main.ledger.lapsed[0]:
        return "lapsed"
    return "caretaker" if any(house.pending for house in state.main.executives) else "open"


def limits_data(game: "PersonsGame", side: int, words: dict[str, Any]) -> dict[str, Any]:
    """Return what limits a side's signature, and what no deal is worth to it."""
    state, main = game.play.state, game.play.state.main
    standing = main.tables.standing if side == 0 else main.tables.own
    reserve = main.reserve(standing, main.parties[side], ONLY)
    bound = bound_of(state, side)
    floor = None if bound is None else round_value(bound.floor)
    authority = authority_text(bound, side, words) if main.may_sign(ONLY)[0] else words["authority"]["forming"]
    said = "" if floor is None else value_text(words, floor)
    doubt = [words["authority"]["doubt"]] if main.in_doubt else []
    return {
        "authority": " ".join([authority, *doubt]),
        "floor": floor,
        "floor_text": words["no_floor" if floor is None else "floor"].format(floor=said),
        "no_deal_value": round_value(reserve[0]),
        "no_deal_text": words["no_deal"].format(value=value_text(words, float(reserve[0]))),
    }


def deadline_kind(state: State) -> str:
    """Return whether the deadline may be moved or is fixed, as a key of the words."""
    return "deadline" if state.setting.spec.may_extend else "fixed"


def calendar_data(state: State, words: dict[str, Any]) -> list[dict[str, str]]:
    """Return the dates that have been announced, in their order."""
    calendar, ledger = state.setting.calendar, state.main.ledger
    days = {**({"pause": 0} if calendar.talks else {}), "talks": calendar.talks, "horizon": calendar.horizon}
    is_end = ledger.lapsed[0] or isinstance(state.setting.spec.deadline, FirmDeadline)
    days["end" if is_end else deadline_kind(state)] = int(ledger.end[0])
    ahead = range(state.setting.day + 1, int(ledger.end[0]) + 1)
    meeting = next((day for day in ahead if calendar.meeting_due(day, ledger.end)[0]), None)
    if meeting is not None and ledger.live[0]:
        days["meeting"] = meeting
    told = sorted([*((day, words["calendar"][name]) for name, day in days.items()), *votes_ahead(state, words)])
    return [{"date": calendar.date(day).isoformat(), "text": text} for day, text in told]


def votes_ahead(state: State, words: dict[str, Any]) -> list[tuple[int, str]]:
    """Return the votes of both sides: those that choose a government, and those that only hold it to its public."""
    found = []
    for side, house in zip(SIDES, state.main.executives, strict=True):
        figures = {"party": begin(words["sides"][side]), "ballot": words["ballots"][side]}
        own = house.part.vote
        days = {"vote": house.day_of_vote, "own_vote": None if own is None else state.setting.calendar.day_number(own)}
        found += [(day, words["calendar"][kind].format(**figures)) for kind, day in days.items() if day is not None]
    return found


# --- the agenda and the offers -------------------------------------------------------------------------


def issue_data(state: State, place: int, side: int, words: dict[str, Any]) -> dict[str, Any]:
    """Return an issue: its levels in words, and what each is worth to a side today."""
    issue, shut = state.main.agenda.issues[place], state.values.shut.get(place)
    open_now = issue.on_table and not (shut is not None and shut[0])
    levels = level_texts(words, issue)
    now = state.main.terms.now[0, place]
    return {
        "name": issue.name,
        "label": issue_text(words, issue.name),
        "meaning": state.setting.spec.issues[issue.name].meaning,
        "unit": issue.unit,
        "levels": levels,
        "values": [round_value(value) for value in table_of(state, side)[place, : len(levels)]],
        "no_deal": int(issue.lapsed),
        "in_force": int(state.main.terms.lapsed[0, place] if state.main.ledger.lapsed[0] else now),
        "on_table": open_now,
    }


def offers_data(game: "PersonsGame", side: int, words: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the offers so far, and the one that waits for an answer: by a side's own values then, and now."""
    state, table = game.play.state, table_of(game.play.state, side)
    made = [entry for entry in state.records.log if entry["kind"] == "offer"]
    told = [
        {
            **offer_data(words, state, entry["day"], entry["side"], entry["package"]),
            "value": package_worth(table, entry["package"]),
            "value_then": round_value(entry[f"{SIDES[side]}_value"]),
            "binding": note.binding,
            "accepted": bool(entry["accepted"]),
        }
        for entry, note in zip(made, game.notes, strict=True)
    ]
    waiting = game.awaited if game.awaited is not None and game.awaited.package is not None else None
    if waiting is not None and waiting.package is not None:
        value = package_worth(table, waiting.package)
        told.append(
            {
                **offer_data(words, state, state.setting.day, SIDES[1 - waiting.side], waiting.package),
                **{"value": value, "value_then": value, "binding": waiting.binding, "accepted": None},
            }
        )
    return told


def offer_data(words: dict[str, Any], state: State, day: int, side: str, package: Whole) -> dict[str, Any]:
    """Return an offer as both heard it at the table."""
    terms = package_texts(words, state.main.agenda, package)
    iso = state.setting.calendar.date(day).isoformat()
    return {"date": iso, "day": day, "side": side, "package": package.tolist(), "terms": terms}
