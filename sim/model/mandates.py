"""Mandates: tables worked out anew from flows, weights and precedent, and moved by the carmakers' pressure."""

from collections.abc import Sequence

import numpy as np

from sim.bargaining.status_quo import StatusQuoValues
from sim.core.backend import has_kernel
from sim.core.dates import DAYS_PER_YEAR
from sim.core.worlds import Array, Flags, contiguous_rows, worlds_where
from sim.model.agents.executive import Executive
from sim.model.governments import changing
from sim.model.industry import Industry
from sim.model.precedent import believed_rates
from sim.model.setup import NO_MARKET
from sim.model.state import State
from sim.politics.lobbying import LobbiedTable


def revalue(state: State, places: Sequence[int] | None = None) -> None:
    """Work out flows and tables anew: an event or a deal has changed them; `places`, the issues it concerns, or all."""
    state.main.idle = StatusQuoValues(state.main.terms, is_zero=state.setting.spec.no_deal is not None)
    state.values.update()
    if state.industry is not None and state.values.cars is not None:
        state.industry.update_profits(state.values.cars, hoped_tariff(state))
    for house in state.main.executives:
        house.update_tables(state.peers, places)
    update_mandates(state)


def update_mandates(state: State) -> None:
    """Bring mandates up to date with pressure and with who governs, while anything is or may be open."""
    main, house, changed = state.main, state.government, any(held.tables_changed for held in state.main.executives)
    if not main.ledger.any_open and state.setting.day > state.kept_until:
        return
    if house.tables_changed:
        moved = max(state.values.tariff, 0)  # where no issue is the car tariff, none is enlarged
        main.pressed = LobbiedTable(house.own, house.relief, moved, main.terms)
    if state.industry is not None:
        main.pressed.set_pressure(state.setting.drawn.industry.lobby * state.industry.pressure)
    wanted = main.ledger.open if state.setting.day > state.kept_until else None  # else any deal may still be void
    main.idle.set_values(main.pressed.current, main.pressed.status_quo_values(wanted))
    if changed:
        tables = main.tables
        main.party_a.set_tables(tables.signed, tables.own_public)
        main.own.set_tables(tables.own, tables.public)
        for held in main.executives:
            held.tables_changed = False
    for held in changing(main.executives):
        begin_anew(state, held)


def begin_anew(state: State, house: Executive) -> None:
    """Let both sides begin anew where a government may sign from today on."""
    main, formed = state.main, house.formed == state.setting.day
    fresh = worlds_where(main.ledger.open & formed) if np.count_nonzero(formed) else np.zeros(0, dtype=np.int64)
    for party in main.parties if len(fresh) else ():
        main.offered[party.side][fresh] = np.nan
        party.restart(fresh)


def hoped_tariff(state: State) -> Array:
    """Return the car tariff that markets hope for from a deal, percent, (worlds,): at most that of no deal.

    ValueError without a car market.
    """
    cars = state.values.cars
    if cars is None:
        raise ValueError(NO_MARKET)
    name = state.values.agenda.names[state.values.tariff]
    rules, lapsed = state.setting.drawn.precedent, 100 * cars.levels[cars.no_deal]
    if name not in rules.tariffs:
        return np.full(state.setting.worlds, lapsed)
    return np.asarray(np.minimum(believed_rates(rules, state.peers)[name][0], lapsed))


def accrue(state: State) -> None:
    """Add the day's flows of the terms in force to what waiting has brought."""
    main, ledger = state.main, state.main.ledger
    live = ledger.live
    if not main.open:
        return
    tables = (state.administration.standing, main.pressed.current)
    totals = (ledger.waiting["party_a"], ledger.waiting["party_b"])
    add_days_flows(totals, live, ledger.lapsed, [main.idle.of_table(table) for table in tables])
    if state.industry is not None and state.setting.day <= state.industry.support_until:
        subtract_support(state, state.industry, live)


def subtract_support(state: State, industry: Industry, live: Flags) -> None:
    """Subtract the day's support of the carmakers from what waiting has brought party B, where it talks, (worlds,)."""
    paid, kinds, total = industry.trade.support_paid, industry.kinds, state.main.ledger.waiting["party_b"]
    if not paid.any():
        return
    if 2 * len(kinds.rows) > len(live):
        subtract_spending(total, live, state.government.fiscal, kinds.of_worlds(paid))
        return
    rows = kinds.rows[live[kinds.rows]]  # of other worlds carmakers live no more
    some = total[rows]
    subtract_spending(some, live[rows], state.government.fiscal[rows], contiguous_rows(paid, kinds.group[rows]))
    total[rows] = some


@has_kernel("pressure")
def add_days_flows(
    totals: tuple[Array, Array], live: Flags, lapsed: Flags, values: Sequence[tuple[Array, Array]]
) -> None:
    """Add a day's flow of the terms in force to the totals of both sides, (worlds,), where the parties talk.

    values   of each side, the yearly ones before and after a lapse, (worlds,) each
    """
    for total, (before, after) in zip(totals, values, strict=True):
        np.add(total, np.where(lapsed, after, before) / DAYS_PER_YEAR, out=total, where=live)


@has_kernel("pressure")
def subtract_spending(total: Array, live: Flags, weight: Array, paid: Array) -> None:
    """Subtract what is paid to makers, (worlds, makers), at a weight from totals where the parties talk, (worlds,)."""
    spent = sum(paid.T)
    np.subtract(total, weight * spent, out=total, where=live)
