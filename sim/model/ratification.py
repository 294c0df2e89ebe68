"""Ratification votes on party B's signatures.

A vote comes `vote_lag_days` after the signature, or once a government stands that answers for it.
What is not kept or not passed is void and the talks are open again; if the deadline has passed
meanwhile, it is dealt with on the same day.
"""

import numpy as np

from sim.bargaining.payoffs import package_value
from sim.bargaining.sides import SIDES
from sim.core.worlds import Whole, worlds_where
from sim.model.stages.enactment import enact
from sim.model.state import State


def hold_votes(state: State) -> None:
    """Hold the ratification votes that are due, once a government stands that answers for them."""
    main, house, ledger, day = state.main, state.government, state.main.ledger, state.setting.day
    if house.pending or not np.count_nonzero(ledger.pending):
        return
    rows = worlds_where(ledger.pending & (ledger.vote_day <= day) & house.may_sign())
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
    ledger.honoured[rows] = kept
    ledger.ratified[rows] = np.where(kept, passed, np.nan)
    ledger.close_deals(rows[kept & passed])
    void_deals(state, rows[~(kept & passed)])
    decisive = np.where([house.is_unified(place) for place in house.governing[rows]], gain, pivot_gain)
    said = {"gain": gain, "decisive_gain": decisive, "government": np.array(house.names)[house.governing[rows]]}
    state.records.note(day, "vote", rows, kept=kept, passed=passed, **said)
    enact(state, rows[kept & passed])


def void_deals(state: State, rows: Whole) -> None:
    """Void deals; both sides pay a penalty with their audiences."""
    state.main.ledger.void(rows)
    if state.stages is not None:
        state.stages.clear(rows)
    if state.rulings is not None:
        state.rulings.forget(rows)
    state.records.forget_scene(rows)
    for side, key in zip(SIDES, state.setting.spec.keys, strict=True):
        state.main.ledger.waiting[side][rows] -= state.setting.drawn.assembly.void_penalty[key][rows]
