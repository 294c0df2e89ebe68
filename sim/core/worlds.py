"""The world axis: a quantity is one number, or one number for every parallel world.

Axis order everywhere: days, worlds, issues, levels, leaving out those that do not apply.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Whole: TypeAlias = NDArray[np.int64]
Worlds: TypeAlias = float | Array


def require(name: str, values: Worlds, holds: bool | np.bool_ | Flags, rule: str) -> None:
    """Raise ValueError, naming the first world at fault, unless `holds` in every world."""
    found, good = np.broadcast_arrays(np.atleast_1d(np.asarray(values)), np.atleast_1d(np.asarray(holds)))
    if good.all():
        return
    where = "" if found.size == 1 else f" in world {int(good.argmin())}"
    raise ValueError(f"{name} {rule}; found {found[good.argmin()]:g}{where}")


@lru_cache(maxsize=64)
def all_nan(worlds: int) -> Array:
    """Return nan in every world, (worlds,), for what nobody asked for; not to be written to."""
    values = np.full(worlds, np.nan)
    values.flags.writeable = False
    return values


def take_rows(values: Any, rows: Whole) -> Any:
    """Return the rows of an array; one whose first axis is 1 holds for every world and stays."""
    return values if len(values) == 1 else values.take(rows, axis=0)


def copy_rows(values: Any, rows: Whole) -> Any:
    """Return a copy of the rows of an array, to be written to; see `cut`."""
    return values.copy() if len(values) == 1 else values.take(rows, axis=0)


def take_worlds(whole: Any, rows: Whole) -> Any:
    """Return a rule or a view (a dataclass) with what differs by world cut down to `rows`.

    Arrays and dataclasses inside it are cut too.  What holds in all worlds holds in some, so it is not checked again.
    """
    parts, differs = {}, False
    for f in fields(whole):
        part = parts[f.name] = getattr(whole, f.name)
        if isinstance(part, np.ndarray) and part.ndim and len(part) != 1:
            parts[f.name], differs = part.take(rows, axis=0), True
        elif is_dataclass(part):
            parts[f.name] = take_worlds(part, rows)
            differs |= parts[f.name] is not part
    if not differs:
        return whole
    found = object.__new__(type(whole))
    vars(found).update(parts)
    return found


@dataclass(frozen=True, eq=False)
class Grouping:
    """Worlds that are alike in some figures, so that what follows from these is worked out once for each kind.

    first   (kinds,)    the first world of each kind
    group   (worlds,)   the place of each world's kind among them
    """

    first: Whole
    group: Whole


def group_worlds(figures: Iterable[Array | Whole]) -> Grouping:
    """Return worlds by kinds, given figures (worlds,) or (worlds, n), which are alike bit for bit."""
    held = np.ascontiguousarray(np.column_stack([np.asarray(figure, dtype=float) for figure in figures]))
    whole = held.view(np.dtype((np.void, held.itemsize * held.shape[1])))[:, 0]
    _, rows, kind = np.unique(whole, return_index=True, return_inverse=True)
    return Grouping(rows, kind)


def group_if_alike(figures: Iterable[Array | Whole]) -> Grouping | None:
    """Return worlds by kinds, see `sort`; None where fewer than half have a like.

    Points of a sweep that meet the same luck share all that is not swept.
    """
    found = group_worlds(figures)
    return found if 2 * len(found.first) <= len(found.group) else None


def distinct_numbers(numbers: Whole) -> Whole:
    """Return which numbers there are among small ones, from 0 up, rising; ten times as quick as sorting them."""
    return np.flatnonzero(np.bincount(numbers))


def ordered_sum(values: Array) -> Array:
    """Return the sum over the last axis, its entries added one by one in order.

    A sum by NumPy may add in another order, and so end in another last bit, when worlds are few or
    when the array was put together by picking columns.
    """
    total: Array = values[..., 0].copy() if values.shape[-1] else np.zeros(values.shape[:-1])
    for k in range(1, values.shape[-1]):
        total += values[..., k]
    return total


def contiguous_columns(values: Array, places: Whole) -> Array:
    """Return some columns, (..., places), one after the other in memory: a column of them is a view without gaps."""
    return np.take(values.T, places, axis=0).T


def contiguous_rows(values: Array, rows: Whole) -> Array:
    """Return some rows, (rows, ...), with the columns one after the other in memory."""
    return np.take(values.T, rows, axis=-1).T


def columns(values: Iterable[Worlds], worlds: int) -> list[Array]:
    """Return each value as a column, (worlds, 1), to stand beside levels."""
    return [np.broadcast_to(np.asarray(value, dtype=float), worlds)[:, None] for value in values]


def worlds_where(flags: Flags) -> Whole:
    """Return the worlds in which something holds."""
    return np.flatnonzero(flags)
