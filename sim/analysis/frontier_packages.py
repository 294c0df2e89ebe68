"""The packages on the exact frontier of two parties, of which either may have several tables."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.first_day import efficient_packages
from sim.bargaining.agenda import Agenda
from sim.core.worlds import Array, Whole


@dataclass(frozen=True, eq=False)
class FrontierPackages:
    """The packages that may be agreed, (worlds, points, issues)."""

    packages: Whole

    @classmethod
    def on_frontiers(cls, agenda: Agenda, party_a: Sequence[Array], party_b: Sequence[Array]) -> "FrontierPackages":
        """Return what is on the exact frontier of any table of party A and any of party B."""
        held = [efficient_packages(agenda, one, other) for one in party_a for other in party_b]
        return cls(np.concatenate(held, axis=1))

    def values(self, table: Array) -> Array:
        """Return the value of every package by a table, (worlds, points)."""
        total: Array = np.take_along_axis(table[:, 0], self.packages[:, :, 0], axis=1)
        for issue in range(1, table.shape[1]):
            total = total + np.take_along_axis(table[:, issue], self.packages[:, :, issue], axis=1)
        return total

    def package(self, point: Whole) -> Whole:
        """Return one package a world, (worlds, issues)."""
        found: Whole = self.packages[np.arange(len(point)), point]
        return found
