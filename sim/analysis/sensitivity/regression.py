"""Regression: by how many standard deviations an outcome rises with one of a factor, others held.

A line is fitted through the means of the points by least squares; coefficients are standardised by the spread of
the factor and of the outcome, the latter without luck (`cross_worlds`).  For an outcome that is a line, squares of
coefficients of independent factors are their shares of its variance; how much of it a line explains (R squared) is a
row of its own, and where that is low the coefficients say little.

Source: A. Saltelli et al. (2008), "Global Sensitivity Analysis: The Primer", section 1.2.5.
"""

import numpy as np

from sim.analysis.sensitivity.cross_worlds import known_variance, mean_values, variance_over_rows
from sim.analysis.sensitivity.factor_sample import FactorSample
from sim.analysis.sensitivity.method import IndexLabel, SensitivityMethod, given_data
from sim.core.worlds import Array
from sim.sweeps.designs.design import Design

COEFFICIENT, R_SQUARED, LINE = "standardised coefficient", "R squared", "all factors by a line"


def regression_labels(sample: FactorSample) -> list[IndexLabel]:
    """Return a coefficient for each factor, and how much the line explains."""
    return [IndexLabel(COEFFICIENT, name) for name in sample.names] + [IndexLabel(R_SQUARED, LINE)]


def estimate_regression(sample: FactorSample, units: Array, worlds: Array) -> Array:
    """Return coefficients, and R squared, (resamples, factors + 1)."""
    spread = known_variance(variance_over_rows(sample.values - sample.values.mean(), units, worlds))
    means, weight = mean_values(sample.values, worlds).T, units / units.sum(axis=1, keepdims=True)
    means = means - (weight * means).sum(axis=1, keepdims=True)
    inputs = sample.unit - sample.unit.mean(axis=0)
    middle = weight @ inputs
    moments = np.einsum("rn,nj,nk->rjk", weight, inputs, inputs, optimize=True) - middle[:, :, None] * middle[:, None]
    together = (weight * means) @ inputs
    slopes = np.linalg.solve(moments, together[:, :, None])[:, :, 0]
    scale = np.sqrt(np.diagonal(moments, axis1=1, axis2=2) / spread[:, None])
    return np.column_stack([slopes * scale, (slopes * together).sum(axis=1) / spread])


def takes_a_line(design: Design) -> bool:
    """Whether a line can be laid through the points: they vary all factors together, none of them a choice."""
    numbers = all(np.issubdtype(np.asarray(design.table.column(path)).dtype, np.number) for path in design.paths)
    return numbers and design.kind in ("sobol", "latin_hypercube", "random", "grid", "table")


REGRESSION = SensitivityMethod(
    name="regression",
    says="standard deviations of the outcome for one of the factor, by a line",
    fits=takes_a_line,
    needs="a design of numbers that moves all together: sobol, latin_hypercube, random, grid or table",
    prepare=given_data,
    labels=regression_labels,
    estimate=estimate_regression,
    leading=COEFFICIENT,
    halves=True,
    caveats=("coefficients say little where R squared is low",),
)
