"""Party B's mandate under the carmakers' pressure, which moves from day to day.

    value of a level of the car tariff  =  own value + lobby * pressure * relief

Only that row moves, so the whole table is brought up to date on days on which somebody reads it,
while what the terms in force are worth, read every day, takes a few sums.
"""

import numpy as np

from sim.bargaining.payoffs import level_values
from sim.bargaining.status_quo import StatusQuo
from sim.core.backend import has_kernel
from sim.core.worlds import Array, Flags


class LobbiedTable:
    """The table of whoever governs, (worlds, issues, levels), under the pressure felt today.

    row      (worlds, levels)   the row of the car tariff without pressure
    relief   (worlds, levels)   what pressure enlarges in that row, at place `tariff`
    pressure  (worlds,)   lobby times pressure
    """

    def __init__(self, own: Array, relief: Array, tariff: int, terms: StatusQuo) -> None:
        self.relief, self.tariff = relief, tariff
        self.row = np.ascontiguousarray(own[:, tariff])
        self.pressure: Array = np.zeros(len(own))
        self.current: Array = own.copy()
        self.stale = False  # whether the pressure has moved since the table was last read
        every = np.arange(len(own))
        before, after = (
            (np.ascontiguousarray(level_values(own, package).T).T, relief[every, package[:, tariff]])
            for package in (terms.now, terms.lapsed)  # what one world needs lies together
        )
        self.status_quo_cells, self.everywhere = (before, after), np.ones(len(own), dtype=bool)
        self.status_quo_sums = np.zeros(len(own)), np.zeros(len(own))

    def set_pressure(self, pressure: Array) -> None:
        """Let the pressure be another from today on."""
        self.pressure, self.stale = pressure, True

    @property
    def table(self) -> Array:
        """The table of today, (worlds, issues, levels); one array, written anew when the pressure has moved."""
        if self.stale:
            write_row_under_pressure(self.current, self.tariff, self.row, self.pressure, self.relief)
            self.stale = False
        return self.current

    def status_quo_values(self, wanted: Flags | None = None) -> tuple[Array, Array]:
        """Return what the terms in force without a deal are worth, before and after a lapse, (worlds,) each.

        wanted   (worlds,) where it is asked; elsewhere it is as it was when last asked.  None, everywhere.  Both are
                 written anew the next time.
        """
        asked = self.everywhere if wanted is None else wanted
        write_sums_under_pressure(self.status_quo_sums, self.status_quo_cells, self.pressure, self.tariff, asked)
        return self.status_quo_sums


@has_kernel("pressure")
def write_row_under_pressure(table: Array, place: int, row: Array, pressure: Array, relief: Array) -> None:
    """Write the row of an issue, (worlds, levels), into a table, (worlds, issues, levels), as it is under pressure."""
    table[:, place] = row + pressure[:, None] * relief


@has_kernel("pressure")
def write_sums_under_pressure(
    sums: tuple[Array, Array],
    cells: tuple[tuple[Array, Array], tuple[Array, Array]],
    pressure: Array,
    place: int,
    wanted: Flags,
) -> None:
    """Write the sums over issues, (worlds,), of the terms before and after a lapse; see `sum_under_pressure`.

    cells   of both, own values (issues, worlds) and what pressure enlarges, (worlds,); wanted, where, (worlds,)
    """
    for total, held in zip(sums, cells, strict=True):
        np.copyto(total, sum_under_pressure(*held, pressure, place), where=wanted)


def sum_under_pressure(own: Array, relief: Array, pressure: Array, place: int) -> Array:
    """Return the sum over issues, (worlds,), in their order, of own values (issues, worlds), one under pressure."""
    moved = own[place] + pressure * relief
    total = moved if place == 0 else own[0]
    for k in range(1, len(own)):
        total = total + (moved if k == place else own[k])
    return np.asarray(total)
