"""The axes along which the rows of a table lie: a grid, where some columns name each row and leave few cells empty."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sim.analysis.export.result_tables import Axes, ResultTable
from sim.core.worlds import Whole

FILLED = 0.5  # share of the cells that must have a row
ROW = "row"  # the axis where nothing names the rows
PLACE = "world_of_point"  # the axis of worlds where each point has worlds of its own
PLACE_WORDS = {"unit": "", "meaning": "number of the world among those of its point, from 0", "null": "never"}

Along = tuple[Any, Whole]  # what stands along an axis, and the place of each row there, (rows,)


class Grid:
    """Where the rows of a table lie.

    axes     names of the axes
    levels   what stands along each axis
    places   place of each row along each axis, (rows,) each
    shape    how many places each axis has
    """

    def __init__(self, axes: Axes, along: Sequence[Along]) -> None:
        self.axes = axes
        self.levels = dict(zip(axes, (levels for levels, _ in along), strict=True))
        self.places = [places for _, places in along]
        self.shape = tuple(len(levels) for levels, _ in along)

    @property
    def full(self) -> bool:
        """Whether every cell has a row."""
        return bool(self.spread(np.ones(len(self.places[0]), bool), False).all())

    def spread(self, values: Any, missing: Any) -> Any:
        """Return one value for each row, (rows,), as one for each cell; cells without a row have what is missing."""
        cells = np.full(self.shape, missing, dtype=values.dtype)
        cells[tuple(self.places)] = values
        return cells

    def without_worlds(self) -> "Grid":
        """Return the axes but the last one, for what is the same in all worlds of a point."""
        if len(self.axes) == 1:
            return self
        return Grid(self.axes[:-1], list(zip(self.levels.values(), self.places, strict=True))[:-1])


def grid_of(table: ResultTable, rows: pa.Table) -> Grid:
    """Return the grid on which rows lie: the first axes of its table that name each of them, else one place a row."""
    for axes in table.axes:
        along = [levels_and_places(rows.column(name)) for name in axes]
        if table.by_point and not are_points(along[:-1], rows):
            continue
        if names_rows(along):
            return Grid(axes, along)
        if table.by_point:  # each point may have worlds of its own
            along[-1] = count_within(rows.column("point").to_numpy())
            if names_rows(along):
                return Grid((*axes[:-1], PLACE), along)
    number = np.arange(rows.num_rows)
    return Grid((ROW,), [(number, number)])


def are_points(along: Sequence[Along], rows: pa.Table) -> bool:
    """Whether there is a point for each combination of what stands along some axes."""
    return bool(np.prod([len(levels) for levels, _ in along], dtype=float) == len(rows.column("point").unique()))


def names_rows(along: Sequence[Along]) -> bool:
    """Whether places along axes name each row, and enough of the cells have one."""
    if any(isinstance(levels, pa.Array) and levels.null_count for levels, _ in along):
        return False
    shape, rows = tuple(len(levels) for levels, _ in along), len(along[0][1])
    if not rows or rows < FILLED * float(np.prod(shape, dtype=float)):
        return False
    cells = np.ravel_multi_index([places for _, places in along], shape)
    return len(np.unique(cells)) == rows


def levels_and_places(column: pa.ChunkedArray) -> Along:
    """Return the different values of a column, numbers rising and words as they come, and each row's among them."""
    held = column.combine_chunks()
    levels = held.unique()
    if not pa.types.is_string(levels.type):
        levels = levels.take(pc.sort_indices(levels))
    return levels, np.asarray(pc.index_in(held, value_set=levels), dtype=np.int64)


def count_within(points: Whole) -> Along:
    """Return 0, 1, 2, ... up to the longest stretch of equal numbers, and the place of each row in its own."""
    begins = np.flatnonzero(np.diff(points, prepend=-1))
    lengths = np.diff(begins, append=len(points))
    return np.arange(lengths.max(initial=0)), np.arange(len(points)) - np.repeat(begins, lengths)
