"""How often intervals of a shipped sweep hold the value of a sweep fifty times as large.  Not one of the tests.

    nice python tests/held_intervals/cover_what_moves.py FOLDER

About ten minutes of two cores.  Every sweep has a folder in FOLDER, and one that is finished is not played again, so
that the script may be broken off and taken up.  Printed are, of each figure, how many of the intervals of 90 % hold the
value of the large sweep (of right ones, 36 of 40 in the mean, 32 to 39 in 19 cases of 20), the value, how far values of
the seeds are spread, and half of the interval in the median.
"""

import argparse
from pathlib import Path

import numpy as np

import sim
from sim.analysis.point_worlds import read_point_worlds
from sim.analysis.resampling_units import resampling_units
from sim.analysis.sensitivity.factor_sample import factor_sample
from sim.analysis.sensitivity.resampling import estimate_indices
from sim.analysis.sensitivity.sobol import FIRST, SOBOL
from sim.analysis.sweep_intervals import table_interval, unit_table
from sim.sweeps.storage.reader import Sweep

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "what_moves.yaml"
SEEDS = range(1, 41)
LEVEL = 0.9
LARGE_SEED = 1000
LARGER_BASE, LARGER_WORLDS = 4, 12.5  # times as many base points, and as many worlds a point
MEANS = ("agreed", "auto_tariff")
INDICES = ("us.tactic.timed.beta", "korea.tactic.timed.beta")  # whose first-order indices of `agreed`

Found = dict[str, tuple[float, float, float]]  # value, low, high by the name of a figure


def opened(folder: Path, seed: int, **more: object) -> Sweep:
    """Return a sweep, played or gone on with if it is not finished."""
    if (folder / "manifest.json").is_file():
        return sim.open_sweep(folder)
    if folder.is_dir():
        return sim.resume_sweep(folder)
    return sim.sweep(SCENARIO, folder, seed=seed, **more)


def figures(sweep: Sweep) -> Found:
    """Return all figures of a sweep with their intervals."""
    design = sweep.plan.design
    held = read_point_worlds(sweep, MEANS)
    tables = {name: unit_table(held[name], resampling_units(design)) for name in MEANS}
    found = {name: (table.mean, *table_interval(table, LEVEL)) for name, table in tables.items()}
    for one in estimate_indices(SOBOL, factor_sample(held["agreed"], sweep.plan.design), LEVEL):
        if one.index == FIRST and one.factor in INDICES:
            found[f"first order of {one.factor}"] = (one.value, one.low, one.high)
    return found


def large_sweep(folder: Path, like: Sweep) -> Sweep:
    """Return the large sweep."""
    base = like.plan.design.block.base * LARGER_BASE
    worlds = round(like.plan.worlds * LARGER_WORLDS)
    return opened(folder / "large", LARGE_SEED, worlds=worlds, settings=[f"sweep.base={base}"], engine="processes")


def report_coverage(folder: Path, seeds: range = SEEDS) -> list[str]:
    """Return a line for each figure; sweeps that are not there are played."""
    sweeps = [opened(folder / f"seed-{seed}", seed) for seed in seeds]
    truth = figures(large_sweep(folder, sweeps[0]))
    each = [figures(sweep) for sweep in sweeps]
    given = {name: [one[name] for one in each if None not in one[name]] for name in truth}  # some have no interval
    return [coverage_line(name, value, np.array(given[name])) for name, (value, *_) in truth.items()]


def coverage_line(name: str, truth: float, found: np.ndarray) -> str:
    """Return how many intervals, (seeds, 3) with the value first, hold the truth."""
    value, low, high = found.T
    hits = int(((low <= truth) & (truth <= high)).sum())
    spread, half = value.std(ddof=1), np.median(high - low) / 2
    return f"{name:45} {hits} of {len(value)} hold {truth:.3f}; values {value.mean():.3f}, sd {spread:.3f}; ±{half:.3f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="coverage of the intervals of a sweep")
    parser.add_argument("folder", type=Path)
    print("\n".join(report_coverage(parser.parse_args().folder)))
