"""What courts have made of the deals in force, in every world."""

import numpy as np

from sim.core.worlds import Array, Flags


class Rulings:
    """One ruling a world, the last that met a deal; arrays are (worlds,).

    day      on which it met a deal, nan where none has
    margins  side -> by how much keeping the deal beat breaking it, bn USD a year, nan where none was weighed
    kept     whether the deal outlived it
    rate     of the first law that takes the place of the one that fell, percent
    """

    def __init__(self, worlds: int) -> None:
        self.day: Array = np.full(worlds, np.nan)
        self.margins = {"us": np.full(worlds, np.nan), "korea": np.full(worlds, np.nan)}
        self.kept: Flags = np.zeros(worlds, dtype=bool)
        self.rate: Array = np.full(worlds, np.nan)
