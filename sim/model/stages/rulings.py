"""What courts have made of the deals in force, in every world."""

import numpy as np

from sim.core.worlds import Array, Flags, Whole
from sim.model.ledger import NEVER


class Rulings:
    """One ruling a world, the last that met a deal; arrays are (worlds,).

    day      on which it met a deal, nan where none has
    margins  side -> by how much keeping the deal beat breaking it, bn USD a year, nan where none was weighed
    kept     whether the deal outlived it
    rate     of the first law that takes the place of the one that fell, percent
    stage    how far the deal had come then, a place in `sim.model.stages.progress.REACHED`
    signed   (worlds, issues)   level signed where law has since allowed less, NEVER elsewhere
    """

    def __init__(self, worlds: int, issues: int) -> None:
        self.day: Array = np.full(worlds, np.nan)
        self.margins = {"party_a": np.full(worlds, np.nan), "party_b": np.full(worlds, np.nan)}
        self.kept: Flags = np.zeros(worlds, dtype=bool)
        self.rate: Array = np.full(worlds, np.nan)
        self.stage: Whole = np.zeros(worlds, dtype=np.int64)
        self.signed: Whole = np.full((worlds, issues), NEVER)

    def cap(self, package: Whole, rows: Whole, place: int, allowed: Whole) -> None:
        """Put the level that law allows, (rows,), in place of what was signed on an issue; changes `package`."""
        fresh = self.signed[rows, place] == NEVER
        self.signed[rows, place] = np.where(fresh, package[rows, place], self.signed[rows, place])
        package[rows, place] = allowed

    def as_signed(self, package: Whole) -> Whole:
        """Return packages, (worlds, issues), with the levels that were signed."""
        return np.where(self.signed == NEVER, package, self.signed)

    def forget(self, rows: Whole) -> None:
        """Forget what was signed in deals that did not hold."""
        self.signed[rows] = NEVER
