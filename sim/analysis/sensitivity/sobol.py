"""Sobol' indices of Saltelli's design: shares of the variance over the points that a factor explains.

    first order    alone                                B (AB - A) / V
    total order    with all that it does with others    (A - AB)^2 / 2 V
    second order   with one other, beyond both alone    (BA_j AB_k - A B) / V - first_j - first_k

A, B are the two independent points of a base row, AB is A with one factor from B, BA the reverse; V is the variance
over A and B.  Every product is taken over different worlds (`cross_worlds`), so that luck adds nothing to it.  With one
world these are SALib's estimators to the last digits.  Indices of a small sample can fall outside 0 to 1.

The dummy input moves nothing: its AB is A and its BA is B.  Its first order is (A B - mean^2) / V, its total
order 1 - (B B - mean^2) / V, both of which are 0 but for the sample.  By the estimators above it would be 0 exactly.

Source: A. Saltelli et al. (2010), "Variance based sensitivity analysis of model output", Computer Physics
Communications 181(2), table 2 (b) and (f); A. Saltelli (2002), same journal 145(2), for second order; F. Khorashadi
Zadeh et al. (2017), "Comparison of variance-based and moment-independent global sensitivity analysis approaches by
application to the SWAT model", Environmental Modelling & Software 91, for the dummy.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sim.analysis.sensitivity.cross_worlds import known_variance, products_of_resamples, weighted_rows, world_products
from sim.analysis.sensitivity.factor_sample import DUMMY, FactorSample
from sim.analysis.sensitivity.method import IndexLabel, SensitivityMethod, whole_sample
from sim.core.worlds import Array
from sim.sweeps.designs.design import Design

FIRST, TOTAL, SECOND = "first order", "total order", "second order"


@dataclass(frozen=True, eq=False)
class BaseRows:
    """Values at the points of base rows, less the mean of all: a, b (rows, worlds); ab, ba (factors, rows, worlds)."""

    a: Array
    ab: Array
    ba: Array
    b: Array


def base_rows(sample: FactorSample) -> BaseRows:
    """Return the values of a sample by their place in a base row."""
    factors = len(sample.names)
    shape = (sample.units, sample.size or 1, -1)
    held = np.moveaxis((sample.values - sample.values.mean()).reshape(shape), 1, 0)
    return BaseRows(held[0], held[1 : factors + 1], held[factors + 1 : -1], held[-1])


def sobol_labels(sample: FactorSample) -> list[IndexLabel]:
    """Return first order, total order, and second order where the design has it."""
    names = (*sample.names, DUMMY)
    pairs = combinations(sample.names, 2) if sample.second_order else ()
    return [IndexLabel(index, name) for index in (FIRST, TOTAL) for name in names] + [
        IndexLabel(SECOND, one, other) for one, other in pairs
    ]


def estimate_sobol(sample: FactorSample, units: Array, worlds: Array) -> Array:
    """Return the indices in the order of the labels, (resamples, indices)."""
    rows = base_rows(sample)

    def mean_product(one: Array, other: Array) -> Array:
        return weighted_rows(units, world_products(one, other, worlds))

    grand = products_of_resamples(units @ (rows.a + rows.b) / (2 * units.sum(axis=1, keepdims=True)), worlds)
    last, between = mean_product(rows.b, rows.b), mean_product(rows.a, rows.b)
    variance = known_variance((mean_product(rows.a, rows.a) + last) / 2 - grand)
    first = [mean_product(rows.b, ab - rows.a) for ab in rows.ab]
    total = [mean_product(changed, changed) / 2 for changed in rows.a - rows.ab]
    second = [
        mean_product(rows.ba[j], rows.ab[k]) - between - first[j] - first[k]
        for j, k in combinations(range(len(rows.ba)), 2)
    ]
    return np.stack([*first, between - grand, *total, variance - last + grand, *second], axis=1) / variance[:, None]


def has_base_rows(design: Design) -> bool:
    """Whether a design is Saltelli's."""
    return design.kind == "sobol" and design.block is not None and design.block.base is not None


SOBOL = SensitivityMethod(
    name="sobol",
    says="shares of the variance over the points: alone, and with all that it does with others",
    fits=has_base_rows,
    needs="design: sobol with a base",
    prepare=whole_sample,
    labels=sobol_labels,
    estimate=estimate_sobol,
    leading=TOTAL,
    caveats=("the dummy input shows how far A and B alone part; an inert factor's own rows are nearer to 0 than that",),
)
