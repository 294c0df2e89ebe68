"""Whether the known moves of both sides may be draws from the offers that the model has on the table on their days.

Each move has a PIT among those offers; if the model is right these are uniform on 0 to 1.  Levels are few, so
offers tie: the PIT of a move is drawn between the share of offers below it and the share not above it, and the
p-value given is the median over many such draws.  What both agreed is no move of a side, and a move before the
first offer has none.  Moves of one side lean on each other, those of one day more, so the test is rough.

Source: C. Czado, T. Gneiting, L. Held (2009), "Predictive model assessment for count data", Biometrics 65, section 2.1
(randomised PIT); the test as in W. J. Conover (1999), section 6.1.
"""

from collections.abc import Sequence

import numpy as np

from sim.analysis.validation.actual_moves import AGREED, FEWEST, PlacedMove
from sim.analysis.validation.patterns.bills import uniform_p_value
from sim.core.chance import uniforms

DRAWS = 400  # of the ties of all moves
SEED = 0


def moves_with_pit(found: Sequence[PlacedMove]) -> list[PlacedMove]:
    """Return the moves of one side that have offers of the model beside them, in enough worlds."""
    return [move for move in found if move.kind != AGREED and move.pit is not None and move.worlds >= FEWEST]


def uniform_moves_p_value(found: Sequence[PlacedMove]) -> float | None:
    """Return the p-value of the exact Kolmogorov-Smirnov test, the median over draws of ties; None without moves."""
    ends = np.array([move.pit for move in moves_with_pit(found)], dtype=float)
    if not len(ends):
        return None
    draws = uniforms(SEED, "ties of known moves", 0, DRAWS * len(ends)).reshape(DRAWS, len(ends))
    pits = ends[:, 0] + (ends[:, 1] - ends[:, 0]) * draws
    return float(np.median([uniform_p_value(row) for row in pits.tolist()]))
