"""What is written down: offers, the tables of a day, and the day's series."""

import numpy as np

from sim.bargaining.payoffs import package_value
from sim.bargaining.sides import SIDES
from sim.core.worlds import Array, Whole
from sim.model.daily_series import MakerSeries
from sim.model.mandates import accrue
from sim.model.meeting import Exchange, Meeting
from sim.model.reasons import reasons_of_offer
from sim.model.records import best_so_far
from sim.model.state import State

TALKING, TARIFF = "talking", "tariff"  # series of a day; the tariff stands where an issue is that on cars
OF_PARTIES = tuple(f"{side}_{what}" for what in ("target", "offered", "fallback") for side in SIDES)


def record_offer(state: State, meeting: Meeting, exchange: Exchange) -> None:
    """Keep an offer: how much it gives at fixed tables where series are kept, and whether it was taken, and why."""
    main, rows, offer, side = state.main, exchange.rows, exchange.package, SIDES[exchange.side]
    kept = rows[: np.searchsorted(rows, state.records.daily)]  # rows rise
    if len(kept):
        given = package_value(state.fixed[SIDES[1 - exchange.side]], offer[: len(kept)], kept)
        main.offered[side] = best_so_far(main.offered[side], kept, given)
    main.fell_back[side][rows] = ~exchange.met
    main.note_first_gap(rows)
    if len(rows) and rows[0] < state.records.in_full:
        count = int(np.searchsorted(rows, state.records.in_full))
        values = {f"{name}_value": value for name, value in zip(SIDES, exchange.values, strict=True)}
        said = {"side": side, "package": offer, "accepted": exchange.accepted, **values}
        said |= reasons_of_offer(state, meeting, exchange, count)
        said |= {"people": tuple(SIDES[side] for side in sorted(meeting.persons))} if meeting.persons else {}
        state.records.note(state.setting.day, "offer", rows[:count], **said)


def tables_of_the_day(state: State) -> dict[str, Array]:
    """Return the true tables of the day, and what the pause and no deal are worth by them."""
    main, every = state.main, np.arange(state.setting.worlds)
    tables = main.tables
    return {
        "party_a_pause": main.idle.value(tables.standing, main.terms.now),
        "party_b_pause": main.idle.value(tables.own, main.terms.now),
        "party_a": tables.signed,
        "party_b": tables.own,
        "party_a_reserve": main.reserve(tables.standing, main.party_a, every),
        "party_b_reserve": main.reserve(tables.own, main.own, every),
    }


def keep_tables(state: State, rows: Whole) -> None:
    """Keep the tables of the worlds among `rows` that are recorded in full."""
    if len(rows) and rows[0] < state.records.in_full:
        state.records.keep_scene(rows, tables_of_the_day(state))


def end_of_day(state: State) -> None:
    """Let the day's flows accrue and keep its records."""
    accrue(state)
    if state.records.daily and state.setting.day <= state.records_until:
        add_daily_series(state)
        for held in state.main.fell_back.values():
            held[:] = np.nan


def add_daily_series(state: State) -> None:
    """Write down the day's series of the worlds of which they are kept; those of carmakers, if any, come last."""
    worlds, main, makers = min(state.records.daily, state.setting.worlds), state.main, maker_series(state)
    few, of_makers = slice(worlds), () if makers is None else makers.names
    named = (TALKING, *([TARIFF] if state.values.moving else ()), *OF_PARTIES)
    values = np.empty((len(named) + len(of_makers), worlds), dtype=np.float32)
    values[0] = main.ledger.live[few]
    if state.values.moving:
        values[1] = car_tariff_in_force(state)[few]
    for place, party in enumerate(main.parties, start=len(named) - len(OF_PARTIES)):
        values[place] = party.offer_memory.target[few]
        values[place + 2], values[place + 4] = main.offered[party.side][few], main.fell_back[party.side][few]
    if makers is not None:
        makers.write(values[len(named) :])
    state.records.add_day((*named, *of_makers), values)


def maker_series(state: State) -> MakerSeries | None:
    """Return what the carmakers' series of a day are written by; None where there are no carmakers."""
    if state.industry is not None and state.maker_series is None:
        state.maker_series = MakerSeries(state.industry, min(state.records.daily, state.setting.worlds))
        state.records.put_off = state.maker_series.complete
    return state.maker_series


def car_tariff_in_force(state: State) -> Array:
    """Return the car tariff in force, percent, (worlds,): as the carmakers faced it today, where there are any."""
    if state.industry is not None:
        return state.industry.tariff
    place = state.values.tariff
    return np.asarray(state.main.agenda.issues[place].grid[state.main.in_force(place)])
