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
    passed_by_a, gain_of_a = vote_of_party_a(state, rows)
    holds = kept & passed & passed_by_a
    ledger.votes[rows] += 1
    if state.setting.spec.assemblies or house.vote:
        ledger.honoured[rows] = kept
    if state.setting.spec.assemblies:
        ledger.ratified[rows] = np.where(kept, passed & passed_by_a, np.nan)
    ledger.close_deals(rows[holds])
    void_deals(state, rows[~holds])
    note_votes(state, rows, (kept, passed), (gain, pivot_gain))
    if state.administration.assembly is not None:
        note_vote_of_party_a(state, rows[kept & passed], passed_by_a[kept & passed], gain_of_a[kept & passed])
    enact(state, rows[holds])


def vote_of_party_a(state: State, rows: Whole) -> tuple[Flags, Array]:
    """Return where party A's assembly passes deals, and what they are worth over no deal to whoever decides there.

    Both are (rows,); without an assembly it passes all.
    """
    main, house = state.main, state.administration
    if house.assembly is None:
        return np.ones(len(rows), dtype=bool), np.zeros(len(rows))
    standing, signed = house.decisive
    reserve = main.wait(main.party_a, rows).worth(main.idle.of_table(standing))
    gain = package_value(signed, main.ledger.package[rows], rows) - reserve
    return state.setting.luck("party_a.vote", main.ledger.votes, rows) < house.ratifies(rows, gain), gain


def note_vote_of_party_a(state: State, rows: Whole, passed: Flags, gain: Array) -> None:
    """Note how party A's assembly voted, and what the deals are worth to whoever decides there."""
    said = {"kept": True, "passed": passed, "gain": gain, "decisive_gain": gain, "party": "party_a"}
    state.records.note(state.setting.day, "vote", rows, government=state.administration.part.in_office, **said)


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
    if state.setting.spec.assemblies:
        for place, side in enumerate(SIDES):
            state.main.ledger.waiting[side][rows] -= state.main.void_penalty(place)[rows]
