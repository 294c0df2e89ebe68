"""Promises that are late: the U.S. may take back the cuts it has made until Korea has enacted its part.

At a look, by its table of the day, it is tempted where what it gives by what is in force against what it gets needs
more patience than it has (see `sim.politics.enforcement`); it then takes the cuts back with the declared chance.
Without figures of patience (`enforcement`) it is tempted where it gives more than it gets.
"""

import numpy as np

from sim.core.worlds import Array, Whole, worlds_where
from sim.model.signature import patience_needed
from sim.model.stages.progress import Stages
from sim.model.state import State
from sim.politics.enforcement import discount_factor


def look_at_promises(state: State, stages: Stages) -> None:
    """Look at promises that are late, where a look is due today."""
    rules, day = stages.part.compliance, state.setting.day
    if rules is None:
        return
    late = day - stages.last_day - rules.grace
    with np.errstate(invalid="ignore"):  # nan where no promise waits
        due = stages.promised & ~stages.force.taken_back & (late >= 0) & (late % rules.every == 0)
    rows = worlds_where(due)
    if not len(rows):
        return
    package, without = package_in_force(state, stages, rows), state.korea.terms.lapsed[rows]
    tempted = patience_needed(state.administration.signed, package, without, rows) > us_patience(state)[rows]
    luck = state.setting.chance.uniform(f"us.withdrawal.day{day}")[rows]
    take_cuts_back(state, stages, rows[tempted & (luck < rules.hazard[rows])])


def package_in_force(state: State, stages: Stages, rows: Whole) -> Whole:
    """Return the levels in force today, (rows, issues)."""
    korea = state.korea
    return np.stack([korea.in_force(place)[rows] for place in range(len(korea.agenda.issues))], axis=1)


def us_patience(state: State) -> Array:
    """Return the discount factor of the U.S. over the days until a breach is answered, (worlds,); 1 if not stated."""
    rules = state.setting.drawn.enforcement
    if rules is None:
        return np.ones(state.setting.worlds)
    return discount_factor(rules.impatience["us"], rules.answer["us"])


def take_cuts_back(state: State, stages: Stages, rows: Whole) -> None:
    """Let the U.S. take its cuts back in some worlds; nothing happens where none may be."""
    if not stages.force.withdraws:
        return
    day = state.setting.day
    stages.force.taken_back[rows] = True
    stages.withdrawn[rows] = np.where(np.isnan(stages.withdrawn[rows]), day, stages.withdrawn[rows])
    state.records.note(day, "withdrawal", rows)
