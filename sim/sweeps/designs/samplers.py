"""Points spread over the unit cube, (points, factors): the designs that are sampled.

    latin_hypercube  one point in each of n equal parts of each factor (McKay, Beckman and Conover 1979)
    sobol            a scrambled Sobol' sequence (Owen 1998); with a base, Saltelli's pairs of it for
                     first and total order indices (Saltelli 2002; Saltelli and others 2010)
    morris           trajectories on a grid, one factor moved at a time (Morris 1991)
    fast             curves through the cube, a frequency for each factor (Saltelli, Tarantola and Chan 1999)
    random           independent uniforms

SciPy and SALib draw them, and are imported where they are used, as that takes a second or two.  SALib's seed is a
whole number above 0 that depends on that of the run, as 0 means no seed to some of its functions.
"""

from collections.abc import Callable

import numpy as np

from sim.core.luck_keys import seed_sequence
from sim.core.worlds import Array
from sim.scenario.schema.sweep import SweepPart

DESIGN_LUCK = "sweep.design"  # whose luck that of a design is
MORRIS_LEVELS = 4  # of Morris's grid, where none are stated

Sampler = Callable[[SweepPart, int, int], Array]  # a sweep, its factors and the run's seed -> (points, factors)


def salib_seed(seed: int, name: str = DESIGN_LUCK) -> int:
    """Return the seed that SALib is given for a purpose, above 0 and below 2**31."""
    return 1 + int(seed_sequence(seed, name).generate_state(1, np.uint32)[0] % (2**31 - 1))


def design_generator(seed: int) -> np.random.Generator:
    """Return the generator of a design."""
    return np.random.Generator(np.random.Philox(seed_sequence(seed, DESIGN_LUCK)))


def power_of_two(number: int) -> int:
    """Return the next power of two, itself if it is one."""
    return 1 << (number - 1).bit_length()


def salib_problem(factors: int) -> dict[str, object]:
    """Return the unit cube as SALib wants it."""
    return {"num_vars": factors, "names": [str(k) for k in range(factors)], "bounds": [[0.0, 1.0]] * factors}


def latin_hypercube(sweep: SweepPart, factors: int, seed: int) -> Array:
    """Return one point in each part of each factor."""
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(factors, seed=design_generator(seed)).random(sweep.points))


def sobol(sweep: SweepPart, factors: int, seed: int) -> Array:
    """Return a Sobol' sequence, or Saltelli's design where the sweep states a base.

    As many points are drawn as balance the sequence, and the first of them kept: the same points
    that would be drawn alone.
    """
    if sweep.base is None:
        from scipy.stats import qmc

        points = sweep.points or 0
        return np.asarray(qmc.Sobol(factors, seed=design_generator(seed)).random(power_of_two(points)))[:points]
    from SALib.sample import sobol as saltelli

    second = bool(sweep.second_order)
    balanced = saltelli.sample(
        salib_problem(factors), power_of_two(sweep.base), calc_second_order=second, seed=salib_seed(seed)
    )
    return np.asarray(balanced)[: sweep.base * ((2 * factors if second else factors) + 2)]


def morris(sweep: SweepPart, factors: int, seed: int) -> Array:
    """Return trajectories of factors + 1 points each."""
    from SALib.sample import morris as trajectories

    drawn = trajectories.sample(
        salib_problem(factors), sweep.trajectories, num_levels=sweep.levels or MORRIS_LEVELS, seed=salib_seed(seed)
    )
    return np.asarray(np.clip(drawn, 0, 1))


def fast(sweep: SweepPart, factors: int, seed: int) -> Array:
    """Return a curve for each factor, one after the other."""
    from SALib.sample import fast_sampler

    return np.asarray(np.clip(fast_sampler.sample(salib_problem(factors), sweep.base, seed=salib_seed(seed)), 0, 1))


def random(sweep: SweepPart, factors: int, seed: int) -> Array:
    """Return independent uniforms."""
    return design_generator(seed).random((sweep.points or 0, factors))


SAMPLERS: dict[str, Sampler] = {
    "latin_hypercube": latin_hypercube,
    "sobol": sobol,
    "morris": morris,
    "fast": fast,
    "random": random,
}
