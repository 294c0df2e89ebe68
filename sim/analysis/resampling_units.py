"""Which points of a sweep are drawn together when its points are resampled, and how many lucks an index needs.

    sobol with a base          a base row with all its points: the indices are built of them
    morris                     a trajectory
    sobol, latin_hypercube,    a point; these designs fill the space more evenly than points drawn one by one, so
    random                     that an interval that takes them as drawn so is rather too wide than too short
    the same with levers       an uncertain point with all choices that are played at it
    grid, one_at_a_time,       none: these points were chosen, not drawn; they stay, and lucks alone are drawn
    table, fast

A curve of `fast` is no sample of its space but one path through it, and cannot be drawn again in parts.

Source: A. B. Owen (2007), "The pigeonhole bootstrap", Annals of Applied Statistics 1(2); G. Archer, A. Saltelli and
I. Sobol' (1997), "Sensitivity measures, ANOVA-like techniques and the use of bootstrap", Journal of Statistical
Computation and Simulation 58(2), for base rows.
"""

from math import prod

import numpy as np

from sim.core.errors import UserError
from sim.core.worlds import Whole
from sim.sweeps.designs.design import Design

FEWEST_LUCKS = 30  # different lucks, below which a sweep has no intervals and no indices


def resampling_units(design: Design) -> Whole | None:
    """Return the number of the unit that each point is drawn with, (points,), from 0 up; None where points are fixed.

    ValueError if the points of a design of base rows or trajectories are not whole ones.
    """
    size = unit_size(design)
    if size is None:
        return None
    if design.points % size:
        raise ValueError(f"{design.points} points of {design.kind} are no multiple of {size}")
    return np.arange(design.points) // size


def unit_size(design: Design) -> int | None:
    """Return how many points are drawn together, which stand one after the other; None where points are fixed."""
    factors = len(design.factors)
    if design.block is not None and design.block.levers and design.kind in ("sobol", "latin_hypercube", "random"):
        return prod(len(factor.values) for factor in design.factors if factor.path in design.block.levers)
    if design.kind == "morris":
        return factors + 1
    if design.kind == "sobol" and design.block is not None and design.block.base is not None:
        return (2 * factors if design.block.second_order else factors) + 2
    return 1 if design.kind in ("sobol", "latin_hypercube", "random") else None


def require_enough_lucks(lucks: int, measure: str) -> None:
    """Raise UserError where a sweep has too few different lucks for indices of an outcome."""
    if lucks < FEWEST_LUCKS:
        found = f"{lucks} set{'' if lucks == 1 else 's'} of random draws"
        raise UserError(
            f"{measure} was played in {found} only: indices need {FEWEST_LUCKS}, as these move them however many "
            f"points there are. Play the sweep anew with --worlds {FEWEST_LUCKS} or more, and fewer points"
        )
