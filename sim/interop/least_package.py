"""The worst package that is still worth a given value, without going through all of them.

The issues are parted in two groups; for each sum of one group the smallest sum of the other that reaches the value is
looked up, as `sim.bargaining.packages` does for the best package below a limit.
"""

import numpy as np

from sim.bargaining.packages import Packages
from sim.core.worlds import Array


def least_package(rows: list[Array], value: float) -> tuple[int, ...] | None:
    """Return the level of each issue in the package worth least of those at or above a value; None if none is.

    `rows` hold the values of each issue's levels, (levels,).
    """
    counts = tuple(len(row) for row in rows)
    order = sorted(range(len(rows)), key=lambda place: -counts[place])
    groups = tuple(order[::2]), tuple(order[1::2])
    longest = max(counts)
    table = np.stack([np.pad(row, (0, longest - len(row)), mode="edge") for row in rows])[None]
    parts = [Packages(counts, group, np.zeros(len(rows), dtype=np.int64)) for group in groups]
    near, far = (part.add_levels(table, np.zeros((1, 1)))[0] for part in parts)
    rising = np.argsort(far, kind="stable")
    place = np.searchsorted(far[rising], value - near)
    total = np.where(place < len(far), near + far[rising[np.minimum(place, len(far) - 1)]], np.inf)
    best = int(total.argmin())
    if not np.isfinite(total[best]):
        return None
    numbers = (np.array([best]), np.array([rising[place[best]]]))
    decoded = [part.decode(number)[0] for part, number in zip(parts, numbers, strict=True)]
    return tuple(int(decoded[0][i] if i in groups[0] else decoded[1][i]) for i in range(len(rows)))
