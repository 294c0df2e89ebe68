"""A change of one figure in some worlds: it is set, scaled or added to, and stays within its bounds."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.core.worlds import Array, Whole


@dataclass(frozen=True, eq=False)
class FigureChange:
    """One of set, scale, add, (worlds,)."""

    set: Array | None
    scale: Array | None
    add: Array | None


def change_figure(figure: Array, change: Any, rows: Whole, within: tuple[float, float]) -> Array:
    """Return a figure after a change in some worlds, (worlds,), kept within its bounds there."""
    found = np.array(figure, dtype=float)
    if change.set is not None:
        found[rows] = change.set[rows]
    elif change.scale is not None:
        found[rows] = found[rows] * change.scale[rows]
    else:
        found[rows] = found[rows] + change.add[rows]
    found[rows] = np.clip(found[rows], *within)
    return found


def change_in_bn(change: Any, stake: Array | None) -> Any:
    """Return a change of a figure that is a share of the stake, (worlds,) each, in bn USD; others as they are."""
    if stake is None:
        return change
    amounts = {name: getattr(change, name) for name in ("set", "add")}
    return FigureChange(scale=change.scale, **{name: q if q is None else q * stake for name, q in amounts.items()})


def central_change(change: Any, worlds: int) -> FigureChange:
    """Return a stated change with its central figures in every world: as the public sees it."""
    stated = {name: getattr(change, name) for name in ("set", "scale", "add")}
    return FigureChange(**{name: None if q is None else np.full(worlds, q.central) for name, q in stated.items()})
