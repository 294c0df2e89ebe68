"""When the pause lapses in the worlds of a run, and whether talks go on after that."""

import numpy as np

from sim.analysis.compare import ComparedRun
from sim.core.chance import Chance
from sim.core.worlds import Array, Flags
from sim.model.draws import draw_scenario
from sim.runs.summary import float_column

GO_ON = "go_on.0"  # name of the draw by which talks go on after a lapse


def lapse_days(side: ComparedRun) -> Array:
    """Return the day on which the pause lapses in each world, (worlds,), nan where it does not.

    In days since the pause began.  It is the deadline in force: the first, moved as often as it was.
    """
    calendar, moved = side.scenario.calendar, float_column(side.table, "extensions")
    first = (calendar.deadline - calendar.pause).days
    at = first + moved * side.scenario.deadline.extension_days
    return np.where(float_column(side.table, "lapsed") == 1, at, np.nan)


def would_go_on(side: ComparedRun) -> Flags:
    """Return the worlds whose talks would go on after a lapse, (worlds,), by the same draw as in the run."""
    numbers = side.table.column("world").to_numpy()
    first = int(numbers.min())
    chance = Chance(side.seed, first, int(numbers.max()) - first + 1)
    drawn, _ = draw_scenario(side.scenario, chance)
    found = chance.uniform(GO_ON) < drawn.deadline.after_lapse.go_on
    return np.asarray(found[numbers - first])


def stopped_at_lapse(side: ComparedRun) -> Flags:
    """Return the worlds whose talks end as the pause lapses, (worlds,)."""
    return np.asarray(~would_go_on(side) & np.isfinite(lapse_days(side)))
