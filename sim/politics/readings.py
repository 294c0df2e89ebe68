"""What a deal is worth in words that may be read in more than one way.

An issue that a deal leaves open is worth to a side what it expects of it,

    value = sum over levels l of  p_side(l) * v_side(l),      p_side(l) = odds_side(l) / sum of its odds,

by the tables of the day and its own reading p.  Readings may differ: where each side reads the words in its own
favour, the two values add up to more than those of any level do, and a deal may be signed that no text would be.

Source: the expectation is plain expected value; that parties leave open what they could not agree on, each
expecting its own reading to hold, is constructive ambiguity, D. Pehar (2001), "Use of ambiguities in peace
agreements", in J. Kurbalija and H. Slavik (eds), Language and Diplomacy.
"""

from collections.abc import Sequence

import numpy as np

from sim.core.worlds import Array, ordered_sum


def chances_of_levels(odds: Sequence[Array]) -> Array:
    """Return the chance of each level, (worlds, levels), from its odds, (worlds,) each, which add to more than 0."""
    held = np.stack(odds, axis=1)
    return np.asarray(held / ordered_sum(held)[:, None])


def expected_over_readings(values: Array, chances: Array) -> Array:
    """Return the expected value, (worlds,), of levels worth `values`, (worlds, levels), at their chances."""
    return ordered_sum(chances * values)
