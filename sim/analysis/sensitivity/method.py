"""What a method of sensitivity is: a rule that takes an outcome at its points and gives one number for each index.

    estimate(sample, units, worlds)  ->  (resamples, indices)

units   how often each unit (point, base row, trajectory) is drawn, (resamples, units)
worlds  how often each world is drawn, (resamples, worlds); one row stands for all resamples

The index itself is the estimate with all counts 1.  Three ways lead from resamples to an interval:

    percentile   units are drawn with replacement; from quantile to quantile
    centred      half of the points are drawn, none twice, where points that stand twice would move the index; the
                 spread of halves, drawn without replacement, is that of the whole (J. Shao and C. F. J. Wu 1989, "A
                 general theory for jackknife variance estimation", Annals of Statistics 17(3)); it is laid around the
                 index itself
    reflected    an index whose resamples are too large by what it is itself too large: twice the index less each
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from sim.analysis.sensitivity.factor_sample import FactorSample
from sim.core.worlds import Array
from sim.sweeps.designs.design import Design


@dataclass(frozen=True)
class IndexLabel:
    """Which index of which factor, or of which two."""

    index: str
    factor: str
    other: str | None = None


@dataclass(frozen=True)
class IndexEstimate:
    """An index of a factor: its value, its interval (None where there is none), and its value from half of the points.

    index   which: first order, total order, mean absolute effect ...
    other   the other factor of a pair
    half    from the first half of the points; None where half of them is no such design
    """

    index: str
    factor: str
    other: str | None
    value: float
    low: float | None
    high: float | None
    half: float | None


Estimate = Callable[[FactorSample, Array, Array], Array]
Labels = Callable[[FactorSample], list[IndexLabel]]
IntervalWay = Literal["percentile", "centred", "reflected"]
PERCENTILE: IntervalWay = "percentile"
CENTRED: IntervalWay = "centred"
REFLECTED: IntervalWay = "reflected"


@dataclass(frozen=True)
class SensitivityMethod:
    """A method.

    name       by which it is asked for
    says       what its indices are
    fits       whether it can be had of a design
    needs      the designs it can be had of, in words
    prepare    what it takes of a sample: all points, or those independent of each other with a dummy input
    labels     which indices it gives, in the order of `estimate`
    leading    the index by which factors are ranked
    interval   percentile, centred or reflected
    resamples  how many
    halves     whether half of the points are such a design too
    caveats    what a reader should know
    """

    name: str
    says: str
    fits: Callable[[Design], bool]
    needs: str
    prepare: Callable[[FactorSample], FactorSample]
    labels: Labels
    estimate: Estimate
    leading: str
    interval: IntervalWay = PERCENTILE
    resamples: int = 1000
    halves: bool = True
    caveats: Sequence[str] = ()


def given_data(sample: FactorSample) -> FactorSample:
    """Return the points that are independent of each other, with a dummy input."""
    return sample.independent_rows().add_dummy()


def whole_sample(sample: FactorSample) -> FactorSample:
    """Return all points."""
    return sample


def labels_of(*indices: str) -> Labels:
    """Return what labels each index for each factor, index by index."""

    def labels(sample: FactorSample) -> list[IndexLabel]:
        return [IndexLabel(index, name) for index in indices for name in sample.names]

    return labels
