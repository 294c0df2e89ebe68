"""Levers: choices of a party, each of which is played at every point that is laid out over what nobody chooses.

The points of the uncertain factors are those of the design without the levers.  Combinations of levers move fastest, so
that all that is played at one uncertain point stands together; in the unit cube a choice has the middle of its part.

Source: R. J. Lempert, D. G. Groves, S. W. Popper and S. C. Bankes (2006), "A general, analytic method for generating
robust strategies and narrative scenarios", Management Science 52(4), section 3: strategies run in the same futures.
"""

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np

from sim.core.worlds import Array
from sim.scenario.schema.sweep import SweepPart
from sim.sweeps.designs.design import Factor

Sample = Callable[[SweepPart, int, int], Array]  # a sweep, how many factors, the run's seed -> (points, factors)


def cross_levers(sampler: Sample, sweep: SweepPart, factors: Sequence[Factor], seed: int) -> Array:
    """Return the place of each point in the unit cube, (points, factors): all levers at each uncertain point."""
    levers = [k for k, factor in enumerate(factors) if factor.path in sweep.levers]
    others = [k for k in range(len(factors)) if k not in levers]
    sampled = sampler(sweep, len(others), seed)
    if not levers:
        return sampled
    middles = [(np.arange(len(factors[k].values)) + 0.5) / len(factors[k].values) for k in levers]
    chosen = np.array([*product(*middles)])
    unit = np.zeros((len(sampled) * len(chosen), len(factors)))
    unit[:, others] = np.repeat(sampled, len(chosen), axis=0)
    unit[:, levers] = np.tile(chosen, (len(sampled), 1))
    return unit
