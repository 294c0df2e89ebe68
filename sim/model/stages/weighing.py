"""A court strikes down a law: tariffs on it fall to what other laws allow, and deals are weighed by both sides.

What stands without a deal changes on the day of the ruling, before tables are worked out anew; deals are weighed
after, by the tables of the day and without the carmakers' pressure, as at a review.  What neither side breaks holds,
from then on at no more than the first law in its place allows (the result's column keeps the level that was signed);
what one breaks is void, and the talks are open again.
"""

from typing import Any

import numpy as np

from sim.bargaining.payoffs import package_value
from sim.bargaining.sides import SIDES
from sim.core.worlds import Array, Whole
from sim.model.ratification import void_deals
from sim.model.state import State
from sim.politics.ruling import average_over_time, margin_of_keeping, shares_of_time, survives, value_at_rate


def weigh_deals(state: State) -> None:
    """Let both sides weigh the deals that today's rulings meet."""
    if state.rulings is None or not state.shaken:
        return
    for drawn in state.events:
        for name in drawn.event.voids:
            rows = drawn.worlds_on(state.setting.day)
            rows = rows[state.main.ledger.agreed[rows]]
            if len(rows):
                weigh(state, name, rows)


def weigh(state: State, name: str, rows: Whole) -> None:
    """Let both sides weigh their deal after a law has fallen, in some worlds; what a side would break is void."""
    rulings, day, statute = state.rulings, state.setting.day, state.setting.drawn.statutes[name]
    if rulings is None:
        return
    party_a, house = state.administration, state.government
    tables = {"party_a": (party_a.signed, party_a.standing), "party_b": (house.own, house.own)}
    margins = {}
    for side, key in zip(SIDES, state.setting.spec.keys, strict=True):
        kept, broken = values_after_ruling(state, statute, tables[side], rows)
        margins[side] = margin_of_keeping(kept, broken, statute.reputation[key][rows], statute.sunk[key][rows])
        rulings.margins[side][rows] = margins[side]
    keeps = survives(list(margins.values()))
    rulings.day[rows], rulings.kept[rows], rulings.rate[rows] = day, keeps, statute.substitutes[0].rate[rows]
    if state.stages is not None:
        rulings.stage[rows] = state.stages.reached[rows]
    said = {f"{side}_margin": margins[side] for side in SIDES}
    state.records.note(day, "ruling", rows, statute=name, kept=keeps, **said)
    void_deals(state, rows[~keeps])
    cap_rates(state, statute, rows[keeps])


def cap_rates(state: State, statute: Any, rows: Whole) -> None:
    """Let deals that are kept hold at no more than the first law in place of the void one allows."""
    main, rulings = state.main, state.rulings
    for place in (main.values.agenda.place_of(issue) for issue in statute.issues):
        grid = main.values.agenda.issues[place].grid
        allowed = main.terms.lapsed[rows, place]
        less = grid[allowed] < grid[main.ledger.package[rows, place]]
        if rulings is not None and less.any():
            rulings.cap(main.ledger.package, rows[less], place, allowed[less])


def values_after_ruling(state: State, statute: Any, tables: tuple[Array, Array], rows: Whole) -> tuple[Array, Array]:
    """Return what a deal is worth to a side kept, and broken, (rows,) each, by its tables signed and standing."""
    (signed, standing), ledger, agenda = tables, state.main.ledger, state.main.values.agenda
    deal, idle = ledger.package[rows], state.main.terms.lapsed[rows]
    kept, broken = package_value(signed, deal, rows), package_value(standing, idle, rows)
    left = float(state.setting.calendar.horizon - state.setting.day)
    shares = shares_of_time([part.days for part in statute.substitutes], left)
    rates = [part.rate[rows] for part in statute.substitutes]
    for place in (agenda.place_of(issue) for issue in statute.issues):
        grid, every = agenda.issues[place].grid, np.arange(len(rows))
        ours, theirs = signed[rows, place][:, : len(grid)], standing[rows, place][:, : len(grid)]
        agreed = grid[deal[:, place]]
        allowed = [value_at_rate(grid, ours, np.minimum(agreed, rate)) for rate in rates]
        without = [value_at_rate(grid, theirs, rate) for rate in rates]
        kept = kept - ours[every, deal[:, place]] + average_over_time(allowed, shares)
        broken = broken - theirs[every, idle[:, place]] + average_over_time(without, shares)
    return kept, broken
