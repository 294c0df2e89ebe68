"""When the pause lapses in the worlds of a run."""

import numpy as np

from sim.analysis.compare import ComparedRun
from sim.core.worlds import Array
from sim.runs.summary import float_column


def lapse_days(side: ComparedRun) -> Array:
    """Return the day on which the pause lapses in each world, (worlds,), nan where it does not.

    In days since the pause began.  It is the deadline in force: the first, moved as often as it was.
    """
    calendar, moved = side.scenario.calendar, float_column(side.table, "extensions")
    first = (calendar.deadline - calendar.pause).days
    at = first + moved * side.scenario.deadline.extension_days
    return np.where(float_column(side.table, "lapsed") == 1, at, np.nan)
