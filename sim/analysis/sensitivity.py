"""Which factors move an outcome: Sobol' indices of a sweep, with intervals.

    first order   share of the variance of the outcome over the points that a factor explains alone
    total order   the same with all that it does together with others

The outcome at a point is a mean over the worlds of the point.  Where all points meet the same worlds
(`luck: common`) it is a fixed function of the factors, the one that these worlds give.  Indices of a
small sample can fall outside 0 to 1; intervals, at 95 %, are a bootstrap's over the design's base.

Source: A. Saltelli et al. (2010), "Variance based sensitivity analysis of model output", Computer
Physics Communications 181(2), by SALib's analyser.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.core.errors import UserError
from sim.core.worlds import Array
from sim.sweeps.designs.samplers import salib_seed

RESAMPLES = 1000
CONFIDENCE = 0.95


@dataclass(frozen=True)
class SobolIndex:
    """How much of the variance of an outcome a factor explains, as shares; half of an interval beside each."""

    factor: str
    first: float
    first_half: float
    total: float
    total_half: float


def sobol(swept: Any, measure: str) -> list[SobolIndex]:
    """Return the indices of an outcome's mean at a point, one for each factor in the order of the design.

    `swept` is an opened sweep.  UserError if its design is not Saltelli's (`design: sobol` with a `base`), if
    the outcome is unknown at some point, or if it is the same at all.
    """
    design = swept.plan.design
    if design.kind != "sobol" or design.block is None or design.block.base is None:
        raise UserError("Sobol' indices need a sweep with design: sobol and a base, as {design: sobol, base: 1024}")
    values = np.asarray(swept.points([measure]).column(f"{measure}_mean").to_numpy(zero_copy_only=False), dtype=float)
    known = np.isfinite(values)
    if not known.all():
        raise UserError(
            f"{measure} has no mean at {int((~known).sum())} of {len(known)} points; choose another outcome"
        )
    if np.ptp(values) == 0:
        raise UserError(f"{measure} is the same at all points: there is nothing to explain")
    return sobol_indices(design.problem, values, bool(design.block.second_order), swept.plan.seed)


def sobol_indices(problem: dict[str, Any], values: Array, second_order: bool, seed: int) -> list[SobolIndex]:
    """Return the indices of values at the points of Saltelli's design, (points,), in their order."""
    from SALib.analyze import sobol as analyser

    found = analyser.analyze(
        problem,
        values,
        calc_second_order=second_order,
        num_resamples=RESAMPLES,
        conf_level=CONFIDENCE,
        seed=salib_seed(seed, "sensitivity"),
    )
    columns = [np.asarray(found[name], dtype=float) for name in ("S1", "S1_conf", "ST", "ST_conf")]
    return [
        SobolIndex(name, *map(float, row))
        for name, row in zip(problem["names"], zip(*columns, strict=True), strict=True)
    ]


def rank_indices(found: Sequence[SobolIndex]) -> list[SobolIndex]:
    """Return indices by their first order, the largest first."""
    return sorted(found, key=lambda index: -index.first)
