"""Sobol' indices of a sweep as one record a factor: what notebooks and the figure of bars take."""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.analysis.sensitivity.factor_sample import DUMMY
from sim.analysis.sensitivity.method import IndexEstimate
from sim.analysis.sensitivity.sobol import FIRST, SOBOL, TOTAL
from sim.analysis.sensitivity.sweep_sensitivity import sensitivity
from sim.sweeps.storage.reader import Sweep


@dataclass(frozen=True)
class SobolIndex:
    """How much of the variance of an outcome a factor explains, as shares, with their intervals."""

    factor: str
    first: float
    first_low: float | None
    first_high: float | None
    total: float
    total_low: float | None
    total_high: float | None

    @property
    def first_half(self) -> float:
        """Half of the interval of the first order, nan where there is none."""
        return half_width(self.first_low, self.first_high)

    @property
    def total_half(self) -> float:
        """Half of the interval of the total order, nan where there is none."""
        return half_width(self.total_low, self.total_high)


def half_width(low: float | None, high: float | None) -> float:
    """Return half of an interval."""
    return float("nan") if low is None or high is None else (high - low) / 2


def sobol(swept: Sweep, measure: str) -> list[SobolIndex]:
    """Return the Sobol' indices of an outcome's mean at a point, one for each factor in the order of the design.

    `swept` is an opened sweep of `design: sobol` with a `base`; otherwise, and for what `sensitivity` refuses,
    UserError.  Worlds without a value are left out.
    """
    (outcome,) = sensitivity(swept, [measure], [SOBOL.name]).outcomes
    by = {(e.index, e.factor): e for e in outcome.methods[0].estimates if e.other is None and e.factor != DUMMY}
    return [SobolIndex(name, *ends_of(by[FIRST, name]), *ends_of(by[TOTAL, name])) for name in swept.plan.design.paths]


def ends_of(estimate: IndexEstimate) -> tuple[float, float | None, float | None]:
    """Return an index with its interval."""
    return estimate.value, estimate.low, estimate.high


def rank_indices(found: Sequence[SobolIndex]) -> list[SobolIndex]:
    """Return indices by their first order, the largest first."""
    return sorted(found, key=lambda index: -index.first)
