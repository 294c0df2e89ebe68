"""What is in force while there is no deal, and what that is worth by any table."""

from dataclasses import dataclass

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.payoffs import package_value
from sim.core.worlds import Array, Whole


@dataclass
class StatusQuo:
    """The packages in force without a deal, (worlds, issues): while the pause lasts, and once it has lapsed."""

    now: Whole
    lapsed: Whole

    @classmethod
    def from_agenda(cls, agenda: Agenda, worlds: int) -> "StatusQuo":
        """Return those that the scenario begins with."""
        return cls(np.tile(agenda.now, (worlds, 1)), np.tile(agenda.lapsed, (worlds, 1)))


class StatusQuoValues:
    """What the terms in force are worth without a deal, by any table: worked out once for each table.

    status_quo   the packages in force now and after a lapse
    is_zero      whether no deal is worth 0 by every table, whatever is in force: values are gains over no deal
    """

    def __init__(self, status_quo: StatusQuo, is_zero: bool = False) -> None:
        self.is_zero, self.packages = is_zero, (status_quo.now, status_quo.lapsed)
        self.cache: dict[int, tuple[Array, Array, Array]] = {}
        self.columns: dict[int, tuple[Whole, Whole]] = {}  # by issue

    def of_table(self, table: Array) -> tuple[Array, Array]:
        """Return the yearly values before and after a lapse, (worlds,) each."""
        if id(table) not in self.cache:
            paused, lapsed = (self.value(table, package) for package in self.packages)
            self.cache[id(table)] = (table, paused, lapsed)  # holding the table keeps its id its own
        return self.cache[id(table)][1:]

    def value(self, table: Array, package: Whole) -> Array:
        """Return what the terms in force are worth by a table, (worlds,)."""
        return np.zeros(len(package)) if self.is_zero else package_value(table, package)

    def levels(self, place: int) -> tuple[Whole, Whole]:
        """Return the levels of one issue before and after a lapse, (worlds,) each; not to be written to."""
        if place not in self.columns:
            now, lapsed = (np.ascontiguousarray(package[:, place]) for package in self.packages)
            self.columns[place] = now, lapsed
        return self.columns[place]

    def set_values(self, table: Array, values: tuple[Array, Array]) -> None:
        """Take note of the values by a table that moves from day to day."""
        self.cache[id(table)] = (table, *(map(np.zeros_like, values) if self.is_zero else values))
