"""How often 90 % intervals of indices hold the known value: Ishigami, Sobol' G and a line, without and with luck.

    python tests/held_intervals/cover_indices.py [seeds]

Prints for each function and index how many of the seeds hold it, and the mean width of the intervals.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from known_indices import KNOWN, design_of, with_luck, without_luck

from sim.analysis.sensitivity.factor_sample import DUMMY, factor_sample
from sim.analysis.sensitivity.registry import METHODS
from sim.analysis.sensitivity.resampling import estimate_indices
from sim.analysis.sensitivity.sobol import FIRST, TOTAL

LEVEL = 0.9
DESIGNS = {
    "sobol": ("sobol", {"base": 256}),
    "rbd_fast": ("latin_hypercube", {"points": 1000}),
}
LUCKS = {
    "no luck": lambda known, design, seed: without_luck(known, design),
    "40 lucks shared by all points": with_luck,
    "40 lucks of each point": lambda known, design, seed: with_luck(known, design, seed, crossed=False),
}


def held_and_width(method, name, luck, seeds):
    """Return for each index how many seeds hold the known value, and the mean width; names in order."""
    known, found = KNOWN[name], {}
    for seed in range(1, seeds + 1):
        kind, keys = DESIGNS[method]
        design = design_of(kind, known.factors, seed, **keys)
        sample = factor_sample(LUCKS[luck](known, design, seed), design)
        for one in estimate_indices(METHODS[method], sample, LEVEL):
            place = known.factors if one.factor == DUMMY else int(one.factor[1:]) - 1
            value = ([*known.first, 0.0] if one.index == FIRST else [*known.total, 0.0])[place]
            found.setdefault((one.index, one.factor), []).append((one.low <= value <= one.high, one.high - one.low))
    return {key: np.mean(rows, axis=0) for key, rows in found.items()}


def main():
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for method in DESIGNS:
        for name in KNOWN:
            for luck in LUCKS:
                found = held_and_width(method, name, luck, seeds)
                for index in (FIRST, TOTAL):
                    rows = [
                        f"{seeds * held:.0f} ({width:.2f})"
                        for (kind, _), (held, width) in found.items()
                        if kind == index
                    ]
                    if rows:
                        print(f"{method:9} {name:9} {luck:30} {index}: {'  '.join(rows)}", flush=True)


if __name__ == "__main__":
    main()
