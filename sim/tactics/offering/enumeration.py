"""How a rule that weighs every package on the table makes its choice.

Worlds are taken in slices, so that memory stays bounded.  A rule is given values of all packages
and answers with the number of one, or -1 for none; then the own best package is offered.
"""

from typing import Protocol

import numpy as np

from sim.bargaining.packages import Packages
from sim.bargaining.view import Options
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole


class PackageChoice(Protocol):
    """The choice of a rule in a slice of the worlds."""

    def __call__(self, own: Array, estimate: Array, able: Flags, rows: slice) -> Whole:
        """Return the number of each world's package, or -1, (worlds,).

        own, estimate   value of each package to it, and to the other side, (worlds or 1, packages)
        able            where a package meets the demand and gives the other side no more than it
                        asked for, (worlds, packages)
        """


def choose_packages(options: Options, pick: PackageChoice) -> Whole:
    """Return the packages a rule picks among all, (worlds, issues)."""
    packages = Packages(options.counts, options.open, options.fixed)
    worlds = len(options.demand)
    number = np.empty(worlds, dtype=np.int64)
    tables: list[Array] = [options.own, options.estimate]
    shared = [packages.package_values(table) if len(table) == 1 else None for table in tables]
    for rows in packages.world_slices(worlds):
        own, estimate = (
            packages.package_values(table[rows]) if shared_sums is None else shared_sums
            for table, shared_sums in zip(tables, shared, strict=True)
        )
        admissible = (own >= options.demand[rows, None] - TIE) & (estimate <= options.most_asked[rows, None] + TIE)
        number[rows] = pick(own, estimate, admissible, rows)
    first = options.path.package(np.zeros(worlds, dtype=np.int64))
    return np.where(number[:, None] < 0, first, packages.decode(np.maximum(number, 0)))
