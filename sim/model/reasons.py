"""What an offer and its answer were weighed by, on their day: kept with the offers of worlds recorded in full.

Of each side (S is party_a or party_b), bn USD a year unless stated:

    S_reserve, S_floor, S_demand   value of never agreeing, the least that it may sign for, the least that it asks for
    S_elapsed      share of the time that it counts on that has gone, 0 to 1
    S_holds        chance that a signature of this offer holds, as it believes, 0 to 1
    S_compared     what the offer counts as beside its demand: less than its value where a signature is in doubt
    S_signs        whether signing is worth as much as talking on
    S_gain         what each issue has gained it since the proposer's offer before, (issues,); nan without one

and of both: days to the deadline, whether both governments may sign, the share of the public against a signature
of the caretaker's (nan where it limits nothing), what the carmakers' pressure adds to the car tariff offered in
party B's eyes, what the side that heard the offer believes each issue weighs with the other (1, as much as the public
thinks), (issues,), and the proposer's offer before, -1 without one.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from sim.bargaining.sides import SIDES
from sim.core.worlds import Array, Whole
from sim.model.meeting import Exchange, Meeting
from sim.model.state import State


def reasons_of_offer(state: State, meeting: Meeting, exchange: Exchange, count: int) -> dict[str, Any]:
    """Return what the module's text lists for the first `count` offers of an exchange, by name, (count,) each."""
    rows, places = exchange.rows[:count], exchange.places[:count]
    main = state.main
    on_grid = np.minimum(exchange.package, main.agenda.most_levels - 1)  # a world that leaves it is stopped
    exchange = replace(exchange, package=on_grid)
    before = last_offers(state, exchange, rows)
    found = {
        "met": exchange.met[:count],
        "before": before,
        "days_left": main.ledger.end[rows] - state.setting.day,
        "lapsed": main.ledger.lapsed[rows].copy(),
        "may_sign": meeting.may_sign[places],
        "against": share_against(state, rows),
        "pressed": worth_of_pressure(state, exchange.package[:count], rows),
        "learnt": learnt_weights(meeting, 1 - exchange.side, rows),
    }
    for side in (0, 1):
        found |= side_reasons(meeting, exchange, side, places, before)
    return found


def side_reasons(meeting: Meeting, exchange: Exchange, side: int, places: Whole, before: Whole) -> dict[str, Any]:
    """Return what the module's text lists of one side, by name."""
    count, stance, rows = len(places), meeting.stances[side], meeting.rows[places]
    offer, value, brief = exchange.package[:count], exchange.values[side][:count], stance.briefing
    doubt, belief, name = meeting.doubts[side], meeting.belief(side, offer, places), SIDES[side]
    compared, signs = meeting.weigh(side, value, places, belief)
    held = np.ones(count) if doubt is None or belief is None else belief * doubt.prospect.kept[places]
    return {
        f"{name}_reserve": brief.reserve[places],
        f"{name}_floor": brief.authority[places],
        f"{name}_demand": stance.demand[places],
        f"{name}_elapsed": brief.elapsed[places],
        f"{name}_holds": held,
        f"{name}_compared": compared,
        f"{name}_signs": signs,
        f"{name}_gain": gains_by_issue(brief.own, rows, offer, before),
    }


def last_offers(state: State, exchange: Exchange, rows: Whole) -> Whole:
    """Return what the proposer offered last, (rows, issues), -1 where nothing; the new offers take its place."""
    held, offered = state.records.last_offers, exchange.package[: len(rows)]
    if exchange.side not in held:
        worlds = min(state.records.in_full, state.setting.worlds)
        held[exchange.side] = np.full((worlds, offered.shape[1]), -1)
    found = held[exchange.side][rows]
    held[exchange.side][rows] = offered
    return found


def gains_by_issue(table: Array, rows: Whole, offer: Whole, before: Whole) -> Array:
    """Return what each issue has gained a side since an offer before, by its table of today, (rows, issues)."""
    issues, own = np.arange(offer.shape[1]), table if len(table) > 1 else np.broadcast_to(table, (1, *table.shape[1:]))
    worlds = (rows if len(own) > 1 else np.zeros_like(rows))[:, None]
    gained = own[worlds, issues, offer] - own[worlds, issues, np.maximum(before, 0)]
    return np.where(before >= 0, gained, np.nan)


def share_against(state: State, rows: Whole) -> Array:
    """Return the share of the public against a signature where that raises the floor, (rows,); nan elsewhere."""
    house, found = state.voting, np.full(len(rows), np.nan)
    for place in np.unique(house.governing[rows]) if house.is_bound else ():
        if house.answers_to_opinion(int(place)):
            against = house.holders[int(place)].opinion.against
            here = house.governing[rows] == place
            found[here] = np.broadcast_to(against, (state.setting.worlds,))[rows[here]]
    return found


def worth_of_pressure(state: State, offer: Whole, rows: Whole) -> Array:
    """Return by how much the carmakers' pressure raises what the car tariff offered is worth to party B, (rows,)."""
    pressed = state.main.pressed
    return np.asarray(pressed.pressure[rows] * pressed.relief[rows, offer[:, pressed.tariff]])


def learnt_weights(meeting: Meeting, side: int, rows: Whole) -> Array:
    """Return what a side believes each issue weighs with the other, (rows, issues); 1, as much as in public."""
    party = meeting.track.parties[side]
    found = party.weights[rows] if len(party.weights) > 1 else np.repeat(party.weights, len(rows), axis=0)
    return np.array(found)
