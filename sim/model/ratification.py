"""Ratification votes on signatures.

A vote comes `vote_lag_days` after the signature, or once a government stands that answers for it.
What is not kept or not passed is void and the talks are open again; if the deadline has passed
meanwhile, it is dealt with on the same day.
"""

from dataclasses import dataclass

import numpy as np

from sim.bargaining.payoffs import package_value
from sim.bargaining.sides import SIDES
from sim.core.worlds import Array, Flags, Whole, worlds_where
from sim.model.agents.executive import Executive
from sim.model.election import party_noted
from sim.model.governments import sign_together
from sim.model.stages.enactment import enact
from sim.model.state import State


@dataclass(frozen=True, eq=False)
class Verdict:
    """What a party makes of signatures at the vote on them, (rows,) each.

    kept, passed   whether its government stands by them, and whether its assembly passes them
    gain           what they are worth over no deal to the government; decisive_gain, to who decides in the assembly
    """

    kept: Flags
    passed: Flags
    gain: Array
    decisive_gain: Array

    @property
    def holds(self) -> Flags:
        """Whether a signature outlasts the vote."""
        return self.kept & self.passed


def hold_votes(state: State) -> None:
    """Hold the ratification votes that are due, once governments stand that answer for them."""
    main, ledger = state.main, state.main.ledger
    if any(house.pending for house in main.executives) or not np.count_nonzero(ledger.pending):
        return
    due = ledger.pending & (ledger.vote_day <= state.setting.day)
    rows = worlds_where(due & sign_together(main.executives))
    if not len(rows):
        return
    verdicts = [verdict(state, side, rows) for side in (0, 1)]
    kept, passed = ([getattr(held, what) for held in verdicts] for what in ("kept", "passed"))
    holds = verdicts[0].holds & verdicts[1].holds
    enter_votes(state, rows, kept[0] & kept[1], passed[0] & passed[1])
    ledger.close_deals(rows[holds])
    void_deals(state, rows[~holds])
    note_votes(state, main.government, rows, verdicts[1], np.ones(len(rows), dtype=bool))
    note_votes(state, main.administration, rows, verdicts[0], verdicts[1].holds)
    enact(state, rows[holds])


def enter_votes(state: State, rows: Whole, kept: Flags, passed: Flags) -> None:
    """Enter how votes ended, with both parties, where anybody could vote."""
    ledger, spec = state.main.ledger, state.setting.spec
    ledger.votes[rows] += 1
    if spec.assemblies or spec.elections:
        ledger.honoured[rows] = kept
    if spec.assemblies:
        ledger.ratified[rows] = np.where(kept, passed, np.nan)


def verdict(state: State, side: int, rows: Whole) -> Verdict:
    """Return what a party makes of the signatures of some worlds; one without election and assembly lets all stand."""
    house, main = state.main.executives[side], state.main
    if house.assembly is None and not house.vote and not house.changes:
        everywhere, nothing = np.ones(len(rows), dtype=bool), np.zeros(len(rows))
        return Verdict(everywhere, everywhere, nothing, nothing)
    package, wait = main.ledger.package[rows], main.wait(main.parties[side], rows)
    gain, pivot_gain = (
        package_value(signed, package, rows) - wait.worth(main.idle.of_table(standing))
        for signed, standing in ((house.signed, house.standing), (house.pivot, house.pivot_standing))
    )
    return Verdict(
        kept=luck_of(state, house, "keep", rows) < house.keeps(rows, gain, main.ledger.signers[side][rows]),
        passed=luck_of(state, house, "vote", rows) < house.ratifies(rows, gain, pivot_gain),
        gain=gain,
        decisive_gain=house.decisive_gain(rows, gain, pivot_gain),
    )


def luck_of(state: State, house: Executive, occasion: str, rows: Whole) -> Array:
    """Return a party's luck on an occasion, (rows,): another one at each vote of a world."""
    return state.setting.luck(f"{house.luck}{occasion}", state.main.ledger.votes, rows)


def note_votes(state: State, house: Executive, rows: Whole, held: Verdict, asked: Flags) -> None:
    """Note how a party's votes ended, where it was asked, and what the deals are worth; none without a vote."""
    told = asked & (np.ones(len(rows), dtype=bool) if house.assembly is not None else ~held.kept)
    if not told.any():
        return
    who = house.government_names(house.governing[rows[told]])
    said = {name: value[told] for name, value in vars(held).items()}
    state.records.note(state.setting.day, "vote", rows[told], **said, government=who, **party_noted(house))


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
