"""What a government may sign: the caretaker's floor, and what signing does to its standing.

    floor      max(reserve, reserve + audience_cost * share against its signing - ambition)
    standing   approval + points * (share for - share against), if it signs

The floor limits what may be offered or accepted.  It does not enter the concession curve, so a
dearer signature can only make the party harder.  It binds while a vote is pending: with no
election there is no next president to leave the talks to.

Source: audience costs, J. Fearon (1994), "Domestic political audiences and the escalation of
international disputes", American Political Science Review 88(3).
"""

import numpy as np

from sim.core.worlds import Array, Flags


def signing_floor(reserve: Array, cost: Array, against: Array, ambition: Array, binding: Flags) -> Array:
    """Return the least value that may be signed, (worlds,), bn USD a year."""
    raised = np.maximum(reserve, reserve + cost * against - ambition)
    return np.where(binding, raised, reserve)


def approval_after_signing(approval: Array, points: Array, opinion: tuple[Array, Array], signed: Flags) -> Array:
    """Return net approval in percentage points, (worlds,); `opinion` is the share for, against."""
    return np.where(signed, approval + points * (opinion[0] - opinion[1]), approval)
