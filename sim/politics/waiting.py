"""What talking on is worth while it is not known whether a signature would hold.

With L days left to the lapse, H to the horizon, T until the doubt is resolved, e the believed chance that the
deadline is moved by X days, and g the chance that talks go on for A days after a lapse:

    T <= L                  paused L, then the deal
    else, with chance e     paused L + X, then the deal if T <= L + X, else the terms after the lapse
    and with chance 1 - e   paused L, then the terms after the lapse; from T on the deal, with chance g, if T <= L + A

The deal is expected at the end of the deadline in force, as timed tactics make it, or when the doubt is
resolved if that is later.  Averaged over H, in bn USD a year, as what never agreeing is worth
(`sim.politics.deadline`), which is this with no deal ever.

Source: a stated recursion of our own; that waiting is paid for by the flows and the risk meanwhile is case A9 of
the theory.
"""

from dataclasses import dataclass

import numpy as np

from sim.core.backend import has_kernel
from sim.core.worlds import Array, Flags


@dataclass(frozen=True, eq=False)
class TimeAhead:
    """Days, and beliefs about them, (worlds,) each.

    left, horizon   L and H
    extension       X, days by which a deadline is moved; belief, e
    after           A, days of talks after a lapse; go_on, g
    """

    left: Array
    horizon: Array
    extension: Array
    belief: Array
    after: Array
    go_on: Array


@has_kernel("waiting")
def value_of_waiting(flows: tuple[Array, Array], deal: Array, resolved: Array, ahead: TimeAhead) -> Array:
    """Return the average yearly value of talking on, (worlds,), bn USD a year.

    flows      yearly values of the terms in force before and after a lapse
    deal       yearly value of the deal expected once the doubt is resolved
    resolved   T, days until then
    """
    paused, lapsed = flows
    horizon = np.maximum(ahead.horizon, 1.0)

    def average(calm: Array, sure: Flags, late: Array) -> Array:
        """Return the average of `paused` for calm days, then `lapsed` until day late, then the deal where sure."""
        first, second = np.minimum(calm, horizon), np.minimum(late, horizon)
        rest = np.where(sure, deal, lapsed)
        return np.asarray((paused * first + lapsed * (second - first) + rest * (horizon - second)) / horizon)

    moved, every = ahead.left + ahead.extension, np.ones_like(horizon, dtype=bool)
    after = average(ahead.left, every, np.maximum(resolved, ahead.left))
    never = average(ahead.left, ~every, ahead.left)
    talked = np.where(resolved <= ahead.left + ahead.after, ahead.go_on * after + (1 - ahead.go_on) * never, never)
    extended = average(moved, resolved <= moved, moved)
    late = ahead.belief * extended + (1 - ahead.belief) * talked
    return np.where(resolved <= ahead.left, average(ahead.left, every, ahead.left), late)
