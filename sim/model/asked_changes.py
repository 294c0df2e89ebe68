"""Changes of figures that are asked for while the talks run, by an agent or a script that is no part of the scenario.

They happen at the beginning of the next day that is lived, after the events of that day, and as an event's changes do:
the figure is set, scaled or added to and kept within its bounds, and what everybody knows of it changes likewise.
"""

from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np
from numpy.typing import ArrayLike

from sim.core.worlds import Array, Flags, Whole, worlds_where
from sim.model.figure_change import FigureChange
from sim.scenario.checks.events import READ_ONCE, may_change, no_figure_message, quantity_at
from sim.scenario.schema.block import names_in
from sim.scenario.schema.scenario import Scenario

WAYS = ("set", "scale", "add")


class ChangeBy(TypedDict, total=False):
    """One of three ways of changing a figure: a number, or one for each world, (worlds,)."""

    set: ArrayLike
    scale: ArrayLike
    add: ArrayLike


@dataclass(frozen=True, eq=False)
class AskedChange:
    """A change of the figure at a dotted path, in the worlds `rows`."""

    path: str
    change: FigureChange
    rows: Whole


def asked_change(spec: Scenario, path: str, worlds: int, where: Flags | None, by: ChangeBy) -> AskedChange:
    """Return a change that can be made; ValueError for one that no event could make.

    where   worlds in which it is made, (worlds,); None, in all
    """
    refuse_path(spec, path)
    if len(by) != 1 or not set(by) <= set(WAYS):
        raise ValueError(f"{path}: must state one of {', '.join(WAYS)}; found {', '.join(by) or 'none'}")
    amounts: dict[str, Array] = {way: in_worlds(f"{path}, {way}", value, worlds) for way, value in by.items()}  # type: ignore[arg-type]
    flags = np.ones(worlds, dtype=bool) if where is None else np.asarray(where)
    if flags.dtype != bool or flags.shape != (worlds,):
        raise ValueError(f"where must be {worlds} flags, one for each world; found {flags.dtype}, {flags.shape}")
    return AskedChange(path, FigureChange(**{way: amounts.get(way) for way in WAYS}), worlds_where(flags))


def refuse_path(spec: Scenario, path: str) -> None:
    """Raise ValueError for a path at which no figure stands, or one that is read once, before the talks."""
    parts: dict[str, Any] = {name: getattr(spec, name) for name in names_in(spec)}
    if quantity_at(parts, path) is None:
        raise ValueError(f"{path}: {no_figure_message(parts, path)}")
    if not may_change(path, spec.keys):
        raise ValueError(f"{path}: {READ_ONCE}")


def in_worlds(name: str, value: ArrayLike, worlds: int) -> Array:
    """Return a number, or one for each world, as (worlds,); ValueError for anything else."""
    found = np.asarray(value, dtype=float)
    if found.shape not in ((), (worlds,)):
        raise ValueError(f"{name} must be a number, or {worlds}, one for each world; found the shape {found.shape}")
    if not np.isfinite(found).all():
        raise ValueError(f"{name} must be finite; found {found[~np.isfinite(found)].flat[0]}")
    return np.broadcast_to(found, (worlds,)).copy()
