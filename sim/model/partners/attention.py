"""Party A has one calendar: where meetings fall together, it receives one partner and puts the others off by a day.

Each other partner's `attention` is the chance that party A receives party B where the two are due.  Where more
than two are due, it receives each with a chance in proportion to its weight, party B's being 1 and another
partner's (1 - attention) / attention, so that the odds of any two do not depend on who else is due.  On the last
day of a deadline in force party A receives that partner besides.

Source: R. D. Luce (1959), Individual Choice Behavior, Wiley, chapter 1: the choice axiom.
"""

from collections.abc import Sequence

import numpy as np

from sim.core.worlds import Array, Flags, Whole

NOBODY = -1
NEVER = 1e-12  # a chance that never comes, so that somebody is received where all are put last


def choose_partner(due: Sequence[Flags], attention: Sequence[Array], luck: Array) -> Whole:
    """Return whom party A receives, (worlds,): 0 for party B, k for partner k, -1 where nobody is due.

    due          where party B and each partner want to be received, and not on their last day, (worlds,) each
    attention    of each partner, shares, (worlds,) each
    luck         (worlds,)   uniform in (0, 1); party B comes first, then partners in their order
    """
    wanted = np.stack(due)
    reached = np.cumsum(np.where(wanted, partner_weights(attention), 0.0), axis=0)
    return np.where(wanted.any(axis=0), np.argmax(luck * reached[-1] < reached, axis=0), NOBODY)


def partner_weights(attention: Sequence[Array]) -> Array:
    """Return the weight of party B and of each partner, (1 + partners, worlds), up to a common factor.

    All are multiplied by every attention, so that none is divided by.
    """
    shares = np.clip(np.stack(attention), NEVER, 1 - NEVER)
    others = [np.prod(np.delete(shares, k, axis=0), axis=0) * (1 - share) for k, share in enumerate(shares)]
    return np.stack([np.prod(shares, axis=0), *others])
