"""All packages of an agenda, and the best of them.

Packages are numbered in mixed radix: the issues on the table in their order, the first one
changing slowest, as in nested loops; an issue off the table keeps its level.  Their values by a
table, (worlds, packages), take memory, so that worlds are to be worked on slice by slice, and there
is an upper limit, MOST, on the number of packages.

The ladder of the best packages needs neither: the r best sums of several issues are among the sums
of one issue's levels and the r best sums of the others, so issues are joined one by one and only the
best are kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np

from sim.worlds import Array, Flags, Whole

MOST = 1_000_000  # packages of an agenda that may be gone through one by one
AT_ONCE = 2**17  # values worked on together: few enough to stay in the processor's own memory
TIE = 1e-9  # bn USD a year; values nearer than this are one value


@dataclass(frozen=True)
class Packages:
    """The packages of an agenda.

    counts   how many levels each issue has
    open     numbers of the issues on the table
    fixed    level number of every issue off the table, (issues,)
    """

    counts: tuple[int, ...]
    open: tuple[int, ...]
    fixed: Whole

    @property
    def number(self) -> int:
        """How many packages there are."""
        return prod(self.counts[i] for i in self.open)

    def sums(self, table: Array) -> Array:
        """Return every package's value by a table (worlds or 1, issues, levels), (worlds or 1, packages)."""
        if self.number > MOST:
            raise ValueError(
                f"a rule that weighs every package takes at most {MOST:,} of them; this agenda has {self.number:,}"
            )
        found = off_table(table, self.open, self.fixed)
        for i in reversed(self.open):  # the longest axis last: that is where NumPy is fast
            joined = table[:, i, : self.counts[i], None] + found[:, None, :]
            found = joined.reshape(len(table), -1)
        return found

    def levels(self, number: Whole) -> Whole:
        """Return the packages of some numbers, (worlds, issues)."""
        found = np.tile(np.asarray(self.fixed), (len(number), 1))
        for i in reversed(self.open):
            number, found[:, i] = np.divmod(number, self.counts[i])
        return found

    def slices(self, worlds: int) -> Iterator[slice]:
        """Yield slices of the worlds, small enough for their packages' values to be held at once."""
        size = max(1, AT_ONCE // self.number)
        for first in range(0, worlds, size):
            yield slice(first, min(first + size, worlds))


def off_table(table: Array, open_issues: tuple[int, ...], fixed: Whole) -> Array:
    """Return the value of the issues off the table, (worlds or 1, 1)."""
    off = [i for i in range(table.shape[1]) if i not in open_issues]
    return np.asarray(table[:, off, np.asarray(fixed)[off]].sum(axis=1, keepdims=True))


def ladder(own: Array, counts: tuple[int, ...], open_issues: tuple[int, ...], fixed: Whole, rungs: int) -> Array:
    """Return own values of the best packages, (worlds or 1, rungs).

    Each differs from the one before, and they fall; where a world has fewer, nan stands behind.
    """
    found = off_table(own, open_issues, fixed)
    for i in open_issues:
        joined = found[:, :, None] + own[:, i, None, : counts[i]]
        found = best(joined.reshape(len(own), -1), rungs)
    missing = np.full((len(own), max(rungs - found.shape[1], 0)), np.nan)
    return np.concatenate([found[:, :rungs], missing], axis=1)


def best(values: Array, rungs: int) -> Array:
    """Return each world's best different values, falling, then nan, (worlds, at most rungs)."""
    falling = -np.sort(-values, axis=1)  # nan goes behind
    again = np.sort(-np.where(fresh(falling), falling, np.nan), axis=1)
    return np.asarray(-again[:, :rungs])


def fresh(falling: Array) -> Flags:
    """Return the values that differ from the one before, (worlds, values)."""
    first = ~np.isnan(falling[:, :1])
    return np.concatenate([first, falling[:, :-1] - falling[:, 1:] > TIE], axis=1)
