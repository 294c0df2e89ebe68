"""What is in force while there is no deal, and what that is worth by any table."""

from dataclasses import dataclass

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.payoffs import worth
from sim.core.worlds import Array, Whole


@dataclass
class Terms:
    """The packages in force without a deal, (worlds, issues): while the pause lasts, and once it has lapsed."""

    now: Whole
    lapsed: Whole

    @classmethod
    def of(cls, agenda: Agenda, worlds: int) -> "Terms":
        """Return those that the scenario begins with."""
        return cls(np.tile(agenda.now, (worlds, 1)), np.tile(agenda.lapsed, (worlds, 1)))


class Idle:
    """What the terms in force are worth without a deal, by any table: worked out once for each table."""

    def __init__(self, terms: Terms) -> None:
        self.packages = (terms.now, terms.lapsed)
        self.held: dict[int, tuple[Array, Array, Array]] = {}

    def of(self, table: Array) -> tuple[Array, Array]:
        """Return the yearly values before and after a lapse, (worlds,) each."""
        if id(table) not in self.held:
            paused, lapsed = (worth(table, package) for package in self.packages)
            self.held[id(table)] = (table, paused, lapsed)  # holding the table keeps its id its own
        return self.held[id(table)][1:]

    def put(self, table: Array, values: tuple[Array, Array]) -> None:
        """Take note of the values by a table that moves from day to day."""
        self.held[id(table)] = (table, *values)
