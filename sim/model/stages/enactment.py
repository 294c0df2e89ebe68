"""From one stage to the next: a deal waits for its text, a text for enactment, and issues come into force."""

import numpy as np

from sim.core.worlds import Whole
from sim.model.stages.progress import DEAL, ENACTED
from sim.model.state import State


def begin_stages(state: State, rows: Whole) -> None:
    """Let deals signed today begin their stages: no vote is due before the last of them."""
    stages, day = state.stages, state.setting.day
    if stages is None:
        return
    stages.reached[rows] = DEAL
    state.main.ledger.vote_day[rows] = np.inf
    enter_stage(state, "deal", rows)
    if stages.text is None:
        await_enactment(state, rows)
    else:
        stages.text_opens[rows] = day + stages.text.part.opens


def await_enactment(state: State, rows: Whole) -> None:
    """Set the day on which promises are to be enacted: by a vote, or without one."""
    stages = state.stages
    if stages is None:
        return
    part = stages.part.enactment
    due = state.setting.day + np.ceil(part.lag_days[rows])
    if part.vote:
        state.main.ledger.vote_day[rows] = due
    else:
        stages.enacts[rows] = due


def enact(state: State, rows: Whole) -> None:
    """Take note that promises are enacted: cuts that were taken back are levied again."""
    stages = state.stages
    if stages is None or not len(rows):
        return
    stages.reached[rows], stages.enacts[rows] = ENACTED, np.inf
    stages.force.taken_back[rows] = False
    state.records.note(state.setting.day, "enactment", rows)
    enter_stage(state, "enactment", rows)


def enter_stage(state: State, name: str, rows: Whole) -> None:
    """Let a stage end today: issues that wait for it come into force."""
    stages, day, main = state.stages, state.setting.day, state.main
    if stages is None:
        return
    stages.days[name][rows] = day
    force, places = stages.force, stages.force.places_of(name)
    force.enter(name, rows, day, stages.days["deal"][rows])
    if places:
        said = {"since": force.since[rows][:, places], "counts_from": force.counts_from[rows][:, places]}
        state.records.note(day, "in_force", rows, places=tuple(places), package=main.ledger.package[rows], **said)
