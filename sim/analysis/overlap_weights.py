"""Overlap weights: two groups of worlds weighted toward the same means of all that was drawn for them.

With p the chance of a world to be in the first group, by a logistic regression on its draws, a world of the first group
counts 1 - p and one of the second p.  The means would be the same if the regression were not held back; its
coefficients are pulled toward 0, as few worlds of many draws could be told apart without error.  What gap that leaves
says `draw_gaps`.  How much a sample of such weights is worth is Kish's effective sample size,
(sum w) ** 2 / sum w ** 2: as many worlds of equal weight have a mean that is as sure.

Sources: F. Li, K. Morgan and A. Zaslavsky (2018), "Balancing covariates via propensity score weighting", Journal of the
American Statistical Association 113(521), 390-400; L. Kish (1965), "Survey sampling", section 11.7;
P. C. Austin (2009), "Balance diagnostics for comparing the distribution of baseline covariates between treatment groups
in propensity-score matched samples", Statistics in Medicine 28(25), 3083-3107.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from sim.analysis.compare import ComparedRun
from sim.core.functions import logistic
from sim.core.worlds import Array, Flags

NEAR = 0.1  # standard deviations; means no further apart are commonly taken as balanced (Austin 2009)
RIDGE = 1.0  # pull of the regression's coefficients toward 0, on standardized draws


def standardized_draws(side: ComparedRun) -> Array:
    """Return what was drawn for each world, standardized, (worlds, draws)."""
    held = np.column_stack([np.ones(side.table.num_rows), *[side.table.column(n).to_numpy() for n in draw_names(side)]])
    spread = held.std(axis=0)
    return np.asarray((held - held.mean(axis=0))[:, spread > 0] / spread[spread > 0])


def draw_names(side: ComparedRun) -> list[str]:
    """Return the columns of what was drawn for each world."""
    schema = side.table.schema
    return [name for name in schema.names if b"draw of" in (schema.field(name).metadata or {}).get(b"meaning", b"")]


@dataclass(frozen=True)
class DrawGaps:
    """How far apart the means of two groups are in what was drawn for them, in standard deviations of all worlds.

    largest, draw   the largest one with weights, and of which draw; before, the largest one without
    above           of so many `draws`, how many stay further apart than NEAR
    """

    largest: float
    draw: str
    before: float
    above: int
    draws: int


def draw_gaps(side: ComparedRun, weights: tuple[Array, Array]) -> DrawGaps:
    """Return the gaps that weights leave, (worlds,) of both groups each, which are above 0 in their groups alone."""
    names = [name for name in draw_names(side) if side.table.column(name).to_numpy().std() > 0]
    gaps = {name: mean_gap(side, name, weights) for name in names}
    plain = (weights[0] > 0).astype(float), (weights[1] > 0).astype(float)
    draw = max(gaps, key=lambda name: gaps[name], default="")
    return DrawGaps(
        largest=gaps.get(draw, 0.0),
        draw=draw,
        before=max((mean_gap(side, name, plain) for name in names), default=0.0),
        above=sum(gap > NEAR for gap in gaps.values()),
        draws=len(names),
    )


def mean_gap(side: ComparedRun, name: str, weights: tuple[Array, Array]) -> float:
    """Return how far apart two weighted means of a draw are, in its standard deviations over all worlds."""
    held = side.table.column(name).to_numpy()
    one, other = (float((held * weight).sum() / weight.sum()) for weight in weights)
    return abs(one - other) / float(held.std())


def overlap_weights(covariates: Array, before: Flags, after: Flags) -> tuple[Array, Array]:
    """Return the overlap weights of the worlds that sign before and of those that sign after, (worlds,) each."""
    rows = before | after
    if not before.any() or not after.any():
        return np.zeros(len(before)), np.zeros(len(before))
    chance = np.zeros(len(before))
    chance[rows] = propensity_scores(np.column_stack([np.ones(rows.sum()), covariates[rows]]), before[rows])
    return np.where(before, 1 - chance, 0.0), np.where(after, chance, 0.0)


def propensity_scores(covariates: Array, treated: Flags) -> Array:
    """Return the chance that each world says yes, (worlds,), by a logistic regression on what is seen of it."""
    target = treated.astype(float)

    def loss(held: Array) -> tuple[float, Array]:
        score = np.einsum("wd,d->w", covariates, held)
        slope = np.einsum("wd,w->d", covariates, logistic(score) - target)
        pulled = np.concatenate([[0.0], held[1:]])
        cost = (np.logaddexp(0, score) - target * score).sum() + RIDGE * (pulled**2).sum() / 2
        return float(cost), slope + RIDGE * pulled

    found = minimize(loss, np.zeros(covariates.shape[1]), jac=True, method="L-BFGS-B").x
    return np.asarray(logistic(np.einsum("wd,d->w", covariates, found)))


def effective_sample_size(weight: Array) -> float:
    """Return how many worlds of equal weight are worth as much as these."""
    return float(weight.sum() ** 2 / (weight**2).sum())
