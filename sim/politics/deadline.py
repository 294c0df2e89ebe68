"""The deadline: what no deal is worth until the horizon, the clock, and whether it is extended.

With H days left to the horizon, L to the lapse, X the length of an extension and e the believed
chance of one:

    reserve     [paused * (L + e X) + lapsed * (H - L - e X)] / H
    elapsed     days since the clock started / days from then to the believed end (deadline + e X)
    closeness   1 - gap / gap at the first exchange of offers
    extension   logistic(common + closeness_weight * closeness - repeat * extensions so far)

`paused` and `lapsed` are a party's yearly values of the terms in force before and after a lapse.
The reserve is an inside option: flows that accrue while there is no deal move terms one for one;
it is not the value of waiting for a better offer.  The common part of the extension does not
depend on the two parties: in 2025 deadlines were moved for many countries at once.  A larger
`repeat` makes further extensions rarer.
"""

import numpy as np

from sim.core.backend import has_kernel
from sim.core.functions import logistic
from sim.core.worlds import Array, Whole, Worlds


def average_no_deal_value(
    paused: Array, lapsed: Array, days: tuple[Worlds, Worlds], expected_extension: Array
) -> Array:
    """Return the average yearly value of never agreeing, (worlds,); `days` are L and H."""
    left, horizon = days[0], np.maximum(days[1], 1.0)
    calm = np.minimum(left + expected_extension, horizon)
    return np.asarray((paused * calm + lapsed * (horizon - calm)) / horizon)


@has_kernel("waiting")
def no_deal_value_in(
    idle: tuple[Array, Array], rows: Whole, days: tuple[Array, float], expected_extension: Array
) -> Array:
    """Return the average yearly value of never agreeing in the worlds `rows` of all, (rows,).

    idle   yearly values of the terms in force before and after a lapse in all worlds; days, L of the rows, and H
    """
    paused, lapsed = (values[rows] for values in idle)
    return average_no_deal_value(paused, lapsed, days, expected_extension)


@has_kernel("waiting")
def elapsed_share(day: int, began: Array, believed_end: Array, before: Array) -> Array:
    """Return the share of time used up, (worlds,), 0 to 1; it never falls below `before`, which begins at 0."""
    total = np.maximum(believed_end - began, 1.0)
    share = np.minimum((day - began) / total, 1.0)
    return np.maximum(share, before)


def gap_between_offers(party_a: tuple[Array, Array], party_b: tuple[Array, Array]) -> Array:
    """Return how far apart the last offers are, (worlds,), bn USD a year.

    Each pair holds a party's values of its own last offer and of the other side's.
    """
    return np.asarray(np.maximum(party_a[0] - party_a[1], 0.0) + np.maximum(party_b[0] - party_b[1], 0.0))


def closeness(now: Array, first: Array) -> Array:
    """Return 1 - now/first within 0 to 1, (worlds,); 0 where there was no exchange (nan)."""
    known = np.isfinite(now) & np.isfinite(first)
    ratio = np.where(known & (first > 0), now / np.where(first > 0, first, 1.0), np.where(known, 0.0, 1.0))
    return np.asarray(np.clip(1 - ratio, 0.0, 1.0))


def extension_chance(rules: tuple[Array, Array, Array], near: Array, so_far: Array) -> Array:
    """Return the chance that the deadline is moved, (worlds,); `rules` are the three weights."""
    common, weight, repeat = rules
    return logistic(common + weight * near - repeat * so_far)
