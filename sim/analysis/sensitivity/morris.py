"""Morris's elementary effects: what an outcome gains where one factor is moved and all others stay.

    mean absolute effect   mean of |effect|, mu*: how much the factor matters
    mean effect            mu: in which direction
    spread of effects      sigma: how far that depends on where it is moved

Effects are for a move through the whole range of the factor, in the outcome's unit.  The spread is taken over
different worlds (`cross_worlds`), so that luck adds nothing.  An absolute value cannot be freed of luck in this
way: the row of the dummy input says what luck alone would give.  With one world these are SALib's.

Source: M. D. Morris (1991), "Factorial sampling plans for preliminary computational experiments", Technometrics
33(2); F. Campolongo, J. Cariboni and A. Saltelli (2007), Environmental Modelling & Software 22(10), for mu*.
"""

import numpy as np

from sim.analysis.sensitivity.cross_worlds import mean_values, variance_over_rows, weighted_rows
from sim.analysis.sensitivity.factor_sample import DUMMY, FactorSample
from sim.analysis.sensitivity.method import IndexLabel, SensitivityMethod, whole_sample
from sim.core.worlds import Array

ABSOLUTE, SIGNED, SPREAD_OF_EFFECTS = "mean absolute effect", "mean effect", "spread of effects"


def morris_labels(sample: FactorSample) -> list[IndexLabel]:
    """Return three figures for each factor, and what luck alone would give."""
    rows = [IndexLabel(index, name) for index in (ABSOLUTE, SIGNED, SPREAD_OF_EFFECTS) for name in sample.names]
    return [*rows, IndexLabel(ABSOLUTE, DUMMY)]


def elementary_effects(sample: FactorSample) -> Array:
    """Return the effect of each factor on each trajectory in each world, (factors, trajectories, worlds)."""
    factors = len(sample.names)
    places = sample.unit.reshape(-1, factors + 1, factors)
    steps = np.diff(places, axis=1)
    gained = np.diff(sample.values.reshape(len(places), factors + 1, -1), axis=1)
    move = sample.levels / (2 * (sample.levels - 1))
    when = np.abs(steps).argmax(axis=1)  # at which step each factor moves, (trajectories, factors)
    sign = np.sign(np.take_along_axis(steps, when[:, None, :], axis=1)[:, 0])
    return np.asarray(np.moveaxis(np.take_along_axis(gained, when[:, :, None], axis=1) * sign[:, :, None], 1, 0) / move)


def effects_of_luck(effects: Array) -> Array:
    """Return the mean absolute effect that luck alone would give on each trajectory, (trajectories,)."""
    worlds = effects.shape[2]
    if worlds == 1:
        return np.zeros(effects.shape[1])
    return np.asarray(np.sqrt(2 / np.pi * effects.var(axis=2, ddof=1) / worlds).mean(axis=0))


def estimate_morris(sample: FactorSample, units: Array, worlds: Array) -> Array:
    """Return the figures in the order of the labels, (resamples, 3 * factors + 1)."""
    effects = elementary_effects(sample)
    number = units.sum(axis=1)
    means = [mean_values(held, worlds) for held in effects]
    absolute = [weighted_rows(units, np.abs(held)) for held in means]
    signed = [weighted_rows(units, held) for held in means]
    spread = [
        np.sqrt(np.maximum(variance_over_rows(held - held.mean(), units, worlds) * number / (number - 1), 0.0))
        for held in effects
    ]
    idle = weighted_rows(units, np.repeat(effects_of_luck(effects)[:, None], len(units), axis=1))
    return np.stack([*absolute, *signed, *spread, idle], axis=1)


MORRIS = SensitivityMethod(
    name="morris",
    says="what the outcome gains where the factor alone is moved through its range, in its unit",
    fits=lambda design: design.kind == "morris",
    needs="design: morris",
    prepare=whole_sample,
    labels=morris_labels,
    estimate=estimate_morris,
    leading=ABSOLUTE,
    caveats=("random draws add to absolute effects: the dummy input is what these alone would give, not a factor",),
)
