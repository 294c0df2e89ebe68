"""Values as shares from 0 to 1, as other programs want them, and the scale that leads back.

    share = (value - least) / size        least, of the worst package and no deal; size, up to the best of them

Each issue's worst level is worth 0, but for the largest issue, which bears what lies between no deal and the worst
package.  Shares are whole multiples of 10^-12, and each party's best levels sum to exactly 1 (or to less, where no
package is worth as much as no deal): so they can be written as weights that sum to 1, and come back to the last digit.
Frontier, Nash and Kalai-Smorodinsky points are those of the values; points that weigh one party's amount against the
other's (largest sum, egalitarian) are not, as a share of one is another amount than a share of the other.
"""

from dataclasses import dataclass, replace

import numpy as np

from sim.bargaining.domains import Domain
from sim.core.worlds import Array, Whole
from sim.interop.faults import DomainError
from sim.interop.named_domain import NamedDomain

STEPS = 10**12  # of shares


@dataclass(frozen=True)
class Scale:
    """How a share becomes a value again: value = least + size x share, in the unit of the values."""

    least: float
    size: float


def scale_domain(named: NamedDomain) -> tuple[NamedDomain, tuple[Scale, Scale]]:
    """Return a domain whose values are shares, and each party's scale; DomainError if all is worth the same to one."""
    scales, tables, reserves = [], [], []
    for side in (0, 1):
        scale = scale_of(named, side)
        steps = share_steps(named.levels_of(side), scale)
        longest = named.domain.values[side].shape[2]
        rows = [np.pad(row / STEPS, (0, longest - len(row)), mode="edge") for row in steps]
        scales.append(scale)
        tables.append(np.stack(rows)[None])
        reserves.append(np.array([np.rint((named.reserves[side] - scale.least) / scale.size * STEPS) / STEPS]))
    domain = Domain(
        named.domain.agenda,
        (tables[0], tables[1]),
        (reserves[0], reserves[1]),
        (tables[0], tables[1]),
        (reserves[0], reserves[1]),
    )
    return replace(named, domain=domain, unit=""), (scales[0], scales[1])


def scale_of(named: NamedDomain, side: int) -> Scale:
    """Return the scale of a party's values."""
    rows, reserve = named.levels_of(side), named.reserves[side]
    worst, best = sum(float(row.min()) for row in rows), sum(float(row.max()) for row in rows)
    least, most = min(worst, reserve), max(best, reserve)
    if not best > worst:
        raise DomainError(f"every package is worth the same to {named.parties[side]}: there is nothing to scale")
    return Scale(least, most - least)


def share_steps(rows: list[Array], scale: Scale) -> list[Whole]:
    """Return each level's share in steps of 10^-12, (levels,), issue by issue."""
    largest = int(np.argmax([np.ptp(row) for row in rows]))
    above = [row - row.min() for row in rows]
    above[largest] = above[largest] + (sum(float(row.min()) for row in rows) - scale.least)
    steps = [np.rint(row / scale.size * STEPS).astype(np.int64) for row in above]
    best = int(np.rint(sum(float(row.max()) for row in above) / scale.size * STEPS))
    off = best - sum(int(row.max()) for row in steps)
    steps[largest] = np.where(steps[largest] == steps[largest].max(), steps[largest] + off, steps[largest])
    return steps


def in_shares(named: NamedDomain) -> bool:
    """Whether values can be written as they are: none below 0, and no best package above 1."""
    for side in (0, 1):
        rows = named.levels_of(side)
        if min(float(row.min()) for row in rows) < 0 or not named.reserves[side] >= 0:
            return False
        if sum(float(row.max()) for row in rows) > 1 + 1e-9:
            return False
    return True
