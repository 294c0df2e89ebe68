"""Whether rows that were kept and rows played again are the same: bit for bit, or as near as other machines come.

A yes or no, a date, a text, a whole number and a null must be equal; a figure may differ by `TOLERANCE` of its
size, or of 1 where it is smaller.  Columns that only the new rows have do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from sim.runs.parquet import SavedRows

Rows: TypeAlias = pa.Table | SavedRows
TOLERANCE = 1e-9
COLUMNS_TOLD = 4  # of those that differ, in words


@dataclass(frozen=True)
class ColumnDifference:
    """A column that differs: in how many rows, in how many by more than `TOLERANCE`, and by how much at most.

    largest   as a share of the larger of 1 and its size
    """

    column: str
    rows: int
    beyond: int
    largest: float


@dataclass(frozen=True)
class RowComparison:
    """Rows that were kept beside those played again.

    rows       how many were kept, and how many there are now
    absent     columns that were kept and are no more, or hold another type
    differing  columns that are not the same bit for bit, the one that differs most first
    """

    rows: tuple[int, int]
    absent: tuple[str, ...]
    differing: tuple[ColumnDifference, ...]

    @property
    def identical(self) -> bool:
        """Whether all that was kept is the same, bit for bit."""
        return self.agrees and not self.differing

    @property
    def agrees(self) -> bool:
        """Whether all that was kept is the same but for `TOLERANCE`."""
        return self.rows[0] == self.rows[1] and not self.absent and self.largest <= TOLERANCE

    @property
    def largest(self) -> float:
        """The largest difference of a figure; infinite where anything else differs."""
        return max((column.largest for column in self.differing), default=0.0)

    def in_words(self) -> str:
        """Return what differs, on one line."""
        if self.rows[0] != self.rows[1]:
            return f"{self.rows[1]} rows, where {self.rows[0]} were kept"
        if self.identical:
            return "the same, bit for bit"
        if self.agrees:
            return f"the same to {self.largest:.0e} ({len(self.differing)} columns differ in their last digits)"
        lost = [f"{column} is gone or of another type" for column in self.absent]
        moved = [
            f"{one.column} in {one.beyond} of {self.rows[0]} rows"
            + (f" by up to {one.largest:.2g}" if np.isfinite(one.largest) else "")
            for one in self.differing
            if one.largest > TOLERANCE
        ]
        told = [*lost, *moved]
        more = f", and {len(told) - COLUMNS_TOLD} columns more" if len(told) > COLUMNS_TOLD else ""
        return "not the same: " + ", ".join(told[:COLUMNS_TOLD]) + more


def compare_rows(kept: Rows, found: Rows) -> RowComparison:
    """Return how rows played again differ from those kept; both stand in the same order."""
    rows = (kept.num_rows, found.num_rows)
    absent = [
        name
        for name in kept.column_names
        if name not in found.column_names or found.schema.field(name).type != kept.schema.field(name).type
    ]
    if rows[0] != rows[1]:
        return RowComparison(rows, tuple(absent), ())
    both = [name for name in kept.column_names if name not in absent]
    return RowComparison(rows, tuple(absent), differing_columns(kept, found, both))


def differing_columns(kept: Rows, found: Rows, names: Sequence[str]) -> tuple[ColumnDifference, ...]:
    """Return which of some columns differ, the one that differs most first."""
    told = [
        ColumnDifference(
            name, int(np.count_nonzero(apart)), int(np.count_nonzero(apart > TOLERANCE)), float(apart.max())
        )
        for name in names
        if (apart := column_differences(kept.column(name), found.column(name))).any()
    ]
    return tuple(sorted(told, key=lambda one: -one.largest))


def column_differences(kept: pa.ChunkedArray, found: pa.ChunkedArray) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return by how much each row differs, (rows,): 0 where it is the same, infinite where it is no figure."""
    there, still = (np.asarray(column.is_valid()) for column in (kept, found))
    if not pa.types.is_floating(kept.type):
        pairs: Sequence[tuple[object, object]] = list(zip(kept.to_pylist(), found.to_pylist(), strict=True))
        return np.array([0.0 if one == other else np.inf for one, other in pairs])
    before, now = (np.asarray(column.to_numpy(zero_copy_only=False), dtype=float) for column in (kept, found))
    finite = np.isfinite(before) & np.isfinite(now)
    same = (there == still) & ((before == now) | (np.isnan(before) & np.isnan(now)))
    size = np.maximum(1.0, np.abs(np.where(finite, before, 1.0)))
    apart = np.abs(np.where(finite, now, 0.0) - np.where(finite, before, 0.0)) / size
    return np.where(same, 0.0, np.where(finite & there & still, apart, np.inf))
