"""Promises that are late: party A may take back the cuts it has made until party B has enacted its part.

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
    package, without = package_in_force(state, stages, rows), state.main.terms.lapsed[rows]
    tempted = patience_needed(state.administration.signed, package, without, rows) > party_a_patience(state)[rows]
    luck = state.setting.chance.uniform(f"party_a.withdrawal.day{day}")[rows]
    take_cuts_back(state, stages, rows[tempted & (luck < rules.hazard[rows])])


def package_in_force(state: State, stages: Stages, rows: Whole) -> Whole:
    """Return the levels in force today, (rows, issues)."""
    main = state.main
    return np.stack([main.in_force(place)[rows] for place in range(len(main.agenda.issues))], axis=1)


def party_a_patience(state: State) -> Array:
    """Return the discount factor of party A over the days until a breach is answered, (worlds,); 1 if not stated."""
    rules = state.setting.drawn.enforcement
    if rules is None:
        return np.ones(state.setting.worlds)
    key = state.setting.spec.keys[0]
    return discount_factor(rules.impatience[key], rules.answer[key])


def take_cuts_back(state: State, stages: Stages, rows: Whole) -> None:
    """Let party A take its cuts back in some worlds; nothing happens where none may be."""
    if not stages.force.withdraws:
        return
    day = state.setting.day
    stages.force.taken_back[rows] = True
    stages.withdrawn[rows] = np.where(np.isnan(stages.withdrawn[rows]), day, stages.withdrawn[rows])
    state.records.note(day, "withdrawal", rows)
