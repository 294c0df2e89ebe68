"""All packages of an agenda, and the best of them.

Packages are numbered in mixed radix: the issues on the table in their order, the first one
changing slowest, as in nested loops; an issue off the table keeps its level.  Their values by a
table, (worlds, packages), take memory, so that worlds are to be worked on slice by slice, and there
is an upper limit, MOST, on the number of packages.

The best package below a limit needs neither: the issues are parted in two groups, and for each sum of
one group the largest sum of the other that keeps the total below the limit is looked up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np

from sim.core.errors import UserError
from sim.core.ties import TIE
from sim.core.worlds import Array, Whole, ordered_sum, take_rows

MOST_PACKAGES = 1_000_000  # packages of an agenda that may be gone through one by one
SLICE_VALUES = 2**17  # values worked on together: few enough to stay in the processor's own memory


class TooManyPackages(UserError, ValueError):
    """An agenda with too many packages to go through one by one."""


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
    def size(self) -> int:
        """How many packages there are."""
        return prod(self.counts[i] for i in self.open)

    def package_values(self, table: Array) -> Array:
        """Return every package's value by a table (worlds or 1, issues, levels), (worlds or 1, packages)."""
        return self.add_levels(table, off_table_value(table, self.open, self.fixed))

    def add_levels(self, table: Array, found: Array) -> Array:
        """Return the sums of `found`, (worlds or 1, 1), and the levels of every package, (worlds or 1, packages)."""
        if self.size > MOST_PACKAGES:
            raise TooManyPackages(
                f"a rule that weighs every package takes at most {MOST_PACKAGES:,} of them; "
                f"this agenda has {self.size:,}"
            )
        for i in reversed(self.open):  # the longest axis last: that is where NumPy is fast
            sums = table[:, i, : self.counts[i], None] + found[:, None, :]
            found = sums.reshape(len(table), -1)
        return found

    def decode(self, number: Whole) -> Whole:
        """Return the packages of some numbers, (worlds, issues)."""
        found = np.tile(np.asarray(self.fixed), (len(number), 1))
        for i in reversed(self.open):
            number, found[:, i] = np.divmod(number, self.counts[i])
        return found

    def world_slices(self, worlds: int) -> Iterator[slice]:
        """Yield slices of the worlds, small enough for their packages' values to be held at once."""
        size = max(1, SLICE_VALUES // self.size)
        for first in range(0, worlds, size):
            yield slice(first, min(first + size, worlds))


def off_table_value(table: Array, open_issues: tuple[int, ...], fixed: Whole) -> Array:
    """Return the value of the issues off the table, (worlds or 1, 1)."""
    off = [i for i in range(table.shape[1]) if i not in open_issues]
    return ordered_sum(table[:, off, np.asarray(fixed)[off]])[:, None]


def best_below(own: Array, packages: Packages, limit: Array) -> Array:
    """Return the value of the best package worth less than a limit, (worlds,); nan where there is none.

    `own` is (worlds or 1, issues, levels), `limit` (worlds,).
    """
    near, far = half_sums(own, packages)
    found = np.full(len(limit), np.nan)
    size = max(1, SLICE_VALUES // near.shape[1])
    for first in range(0, len(limit), size):
        rows = np.arange(first, min(first + size, len(limit)))
        ones, others = take_rows(near, rows), take_rows(far, rows)
        wanted = limit[rows, None] - TIE - ones
        place = last_below(others, wanted)
        matched = (
            others[0, np.maximum(place, 0)] if len(others) == 1 else np.take_along_axis(others, np.maximum(place, 0), 1)
        )
        best = np.where(place >= 0, ones + matched, -np.inf).max(axis=1)
        found[rows] = np.where(np.isfinite(best), best, np.nan)
    return found


def half_sums(own: Array, packages: Packages) -> tuple[Array, Array]:
    """Return the sums of two groups of issues, (worlds or 1, sums) each, the second rising."""
    groups: tuple[list[int], list[int]] = ([], [])
    sizes = [1, 1]
    for i in sorted(packages.open, key=lambda issue: -packages.counts[issue]):
        lighter = int(sizes[1] < sizes[0])
        groups[lighter].append(i)
        sizes[lighter] *= packages.counts[i]
    near = Packages(packages.counts, tuple(groups[0]), packages.fixed)
    far = Packages(packages.counts, tuple(groups[1]), packages.fixed)
    off = off_table_value(own, packages.open, packages.fixed)
    return near.add_levels(own, off), np.sort(far.add_levels(own, np.zeros_like(off)), axis=1)


def last_below(rising: Array, wanted: Array) -> Whole:
    """Return the place of the last value below each wanted one, (worlds, wanted), -1 if none; by halving."""
    if len(rising) == 1:
        return np.searchsorted(rising[0], wanted) - 1
    low, high = np.full(wanted.shape, -1), np.full(wanted.shape, rising.shape[1])
    for _ in range(rising.shape[1].bit_length()):
        middle = (low + high) // 2
        under = np.take_along_axis(rising, np.maximum(middle, 0), axis=1) < wanted
        open_ = high - low > 1
        low, high = np.where(open_ & under, middle, low), np.where(open_ & ~under, middle, high)
    return low
