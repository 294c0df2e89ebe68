"""The world axis: a quantity is one number, or one number for every parallel world.

Axis order everywhere: days, worlds, issues, levels, leaving out those that do not apply.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from operator import is_not
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.core.backend import has_kernel

Array: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Whole: TypeAlias = NDArray[np.int64]
Worlds: TypeAlias = float | Array


def require(name: str, values: Worlds, holds: bool | np.bool_ | Flags, rule: str) -> None:
    """Raise ValueError, naming the first world at fault, unless `holds` in every world."""
    if np.asarray(holds).all():
        return
    found, good = np.broadcast_arrays(np.atleast_1d(np.asarray(values)), np.atleast_1d(np.asarray(holds)))
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


def differs_by_world(part: Any) -> bool:
    """Return whether something is an array with an entry for each of many worlds; one entry holds for all."""
    return isinstance(part, np.ndarray) and part.ndim > 0 and len(part) != 1


def field_names(whole: Any) -> tuple[str, ...] | None:
    """Return the names of the fields of a dataclass; None for anything else."""
    kind: Any = type(whole)
    return names_of_fields(kind)


@lru_cache(maxsize=1024)
def names_of_fields(kind: Any) -> tuple[str, ...] | None:
    """Return the names of the fields that a class has; None where it is no dataclass."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def parts_of(whole: Any) -> dict[Any, Any]:
    """Return what a dataclass, a mapping, a list or a tuple holds, by field, key or place; nothing of anything else."""
    names = field_names(whole)
    if names is not None:
        return {name: getattr(whole, name) for name in names}
    if isinstance(whole, Mapping):
        return dict(whole)
    return dict(enumerate(whole)) if isinstance(whole, list | tuple) else {}


def with_parts(whole: Any, parts: dict[Any, Any]) -> Any:
    """Return something of the kind of `whole` that holds other parts; see `parts_of`."""
    if field_names(whole) is not None:
        found = object.__new__(type(whole))
        vars(found).update(parts)
        return found
    if isinstance(whole, Mapping):
        return parts
    held = parts.values()
    return type(whole)(*held) if hasattr(whole, "_fields") else type(whole)(held)


def take_worlds(whole: Any, rows: Whole) -> Any:
    """Return a rule or a view (a dataclass) with what differs by world cut down to `rows`.

    Arrays are cut wherever they stand: in dataclasses, mappings, lists and tuples inside it, at any depth.  What
    holds in all worlds holds in some, so it is not checked again; what does not differ is handed back itself.
    """
    if isinstance(whole, np.ndarray):
        return whole.take(rows, axis=0) if differs_by_world(whole) else whole
    held = parts_of(whole)
    cut = {key: take_worlds(part, rows) for key, part in held.items()}
    return with_parts(whole, cut) if any(cut[key] is not held[key] for key in held) else whole


def arrays_by_world(whole: Any) -> list[Any]:
    """Return the arrays of a rule that differ by world, (worlds, ...) each, wherever `take_worlds` would cut them."""
    if differs_by_world(whole):
        return [whole]
    return [array for part in parts_of(whole).values() for array in arrays_by_world(part)]


def distinct_numbers(numbers: Whole) -> Whole:
    """Return which numbers there are among small ones, from 0 up, rising; ten times as quick as sorting them."""
    return np.flatnonzero(np.bincount(numbers))


def pick_by_world(held: Sequence[Array], place: Whole) -> Array:
    """Return one of some arrays, (worlds, ...) each, in every world, by its place among them, (worlds,)."""
    found = np.empty(held[0].shape)
    for number in distinct_numbers(place):
        copy_worlds(found, held[number], place, int(number))
    return found


@has_kernel("tables")
def copy_worlds(found: Array, values: Array, place: Whole, number: int) -> None:
    """Copy the values, (worlds, ...), of the worlds at whose place, (worlds,), a number stands."""
    rows = np.flatnonzero(place == number)
    found[rows] = values[rows]


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
    return values.T.take(places, axis=0).T


def contiguous_rows(values: Array, rows: Whole) -> Array:
    """Return some rows, (rows, ...), with the columns one after the other in memory."""
    return values.T.take(rows, axis=-1).T


def put_contiguous_rows(values: Array, rows: Whole, fresh: Array) -> None:
    """Write some rows, (rows, columns), over those of an array whose columns lie one after the other in memory."""
    for held, new in zip(values.T, fresh.T, strict=True):  # four times as quick as all columns at once
        held[rows] = new


def columns(values: Iterable[Worlds], worlds: int) -> list[Array]:
    """Return each value as a column, (worlds, 1), to stand beside levels."""
    return [np.broadcast_to(np.asarray(value, dtype=float), worlds)[:, None] for value in values]


def worlds_where(flags: Flags) -> Whole:
    """Return the worlds in which something holds."""
    return flags.nonzero()[0]


def differ(new: Sequence[Any], old: Sequence[Any]) -> bool:
    """Return whether one of some objects is another one than before, whatever it holds."""
    return len(new) != len(old) or any(map(is_not, new, old))
