"""Ratification votes on party B's signatures.

A vote comes `vote_lag_days` after the signature, or once a government stands that answers for it.
What is not kept or not passed is void and the talks are open again; if the deadline has passed
meanwhile, it is dealt with on the same day.
"""

import numpy as np

from sim.bargaining.payoffs import package_value
from sim.bargaining.sides import SIDES
from sim.core.worlds import Array, Flags, Whole, worlds_where
from sim.model.stages.enactment import enact
from sim.model.state import State


def hold_votes(state: State) -> None:
    """Hold the ratification votes that are due, once a government stands that answers for them."""
    main, house, ledger = state.main, state.government, state.main.ledger
    if house.pending or not np.count_nonzero(ledger.pending):
        return
    rows = worlds_where(ledger.pending & (ledger.vote_day <= state.setting.day) & house.may_sign())
    if not len(rows):
        return
    package, signer = ledger.package[rows], ledger.government[rows]
    wait = main.wait(main.own, rows)
    gain, pivot_gain = (
        package_value(table, package, rows) - wait.worth(main.idle.of_table(table))
        for table in (house.own, house.pivot)
    )
    kept = state.setting.luck("keep", ledger.votes, rows) < house.keeps(rows, gain, signer)
    passed = state.setting.luck("vote", ledger.votes, rows) < house.ratifies(rows, gain, pivot_gain)
    ledger.votes[rows] += 1
    if house.assembly is not None or house.vote:
        ledger.honoured[rows] = kept
    if house.assembly is not None:
        ledger.ratified[rows] = np.where(kept, passed, np.nan)
    ledger.close_deals(rows[kept & passed])
    void_deals(state, rows[~(kept & passed)])
    note_votes(state, rows, (kept, passed), (gain, pivot_gain))
    enact(state, rows[kept & passed])


def note_votes(state: State, rows: Whole, ends: tuple[Flags, Flags], gains: tuple[Array, Array]) -> None:
    """Note how votes ended, `kept` and `passed`, and what the deals are worth to who decided; none without a vote."""
    house, (kept, passed), (gain, pivot_gain) = state.government, ends, gains
    told = np.ones(len(rows), dtype=bool) if house.assembly is not None else ~kept
    if not told.any():
        return
    decisive = house.decisive_gain(rows, gain, pivot_gain)
    said = {"gain": gain, "decisive_gain": decisive, "government": np.array(house.names)[house.governing[rows]]}
    noted = {"kept": kept, "passed": passed, **said}
    state.records.note(state.setting.day, "vote", rows[told], **{name: held[told] for name, held in noted.items()})


def void_deals(state: State, rows: Whole) -> None:
    """Void deals; both sides pay a penalty with their audiences."""
    state.main.ledger.void(rows)
    if state.stages is not None:
        state.stages.clear(rows)
    if state.rulings is not None:
        state.rulings.forget(rows)
    state.records.forget_scene(rows)
    if state.setting.drawn.assembly is not None:
        for place, side in enumerate(SIDES):
            state.main.ledger.waiting[side][rows] -= state.main.void_penalty(place)[rows]
