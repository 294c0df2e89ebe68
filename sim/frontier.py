"""The exact Pareto frontier of two parties whose values add over issues.

Two lists of packages are merged issue by issue: the sums of a partial frontier and an issue's
levels hold every undominated package, so what is dominated can be dropped after each issue.
The full product of levels is never formed.

Packages of equal value to both count once, here rounded to `DIGITS`.

Source: dynamic programming for separable bi-criteria problems, as in M. Ehrgott (2005),
"Multicriteria Optimization", 2nd ed.
"""

from collections.abc import Sequence

import numpy as np

from sim.worlds import Array, Flags, Whole

DIGITS = 9


def undominated(points: Array) -> Flags:
    """Return which of the points, (points, 2), no other point beats; of equal ones the first."""
    rounded = np.round(points, DIGITS)
    order = np.lexsort((-rounded[:, 1], -rounded[:, 0]))
    second = rounded[order, 1]
    best_so_far = np.concatenate([[-np.inf], np.maximum.accumulate(second)[:-1]])
    kept = np.zeros(len(points), dtype=bool)
    kept[order[second > best_so_far]] = True
    return kept


def frontier(us: Sequence[Array], korea: Sequence[Array]) -> tuple[Array, Whole]:
    """Return the frontier's values, (points, 2), and its packages, (points, issues).

    `us` and `korea` hold, for one world, the value of each level of each issue.
    """
    points, packages = np.zeros((1, 2)), np.zeros((1, 0), dtype=np.int64)
    for first, second in zip(us, korea, strict=True):
        levels = np.column_stack([first, second])
        sums = (points[:, None, :] + levels[None, :, :]).reshape(-1, 2)
        kept = undominated(sums)
        number = np.tile(np.arange(len(levels)), len(points))
        packages = np.column_stack([np.repeat(packages, len(levels), axis=0), number])[kept]
        points = sums[kept]
    order = np.argsort(-points[:, 0])
    return points[order], packages[order]
