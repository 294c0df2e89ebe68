"""The world axis: a quantity is one number, or one number for every parallel world.

Axis order everywhere: days, worlds, issues, levels, leaving out those that do not apply.
"""

from collections.abc import Iterable
from dataclasses import fields, replace
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


def only(rule: Any, rows: Whole) -> Any:
    """Return a rule (a dataclass) with its one-per-world parameters cut down to `rows`."""
    held = {f.name: getattr(rule, f.name) for f in fields(rule)}
    cut = {k: v[rows] for k, v in held.items() if isinstance(v, np.ndarray) and v.ndim}
    return replace(rule, **cut) if cut else rule


def columns(values: Iterable[Worlds], worlds: int) -> list[Array]:
    """Return each value as a column, (worlds, 1), to stand beside levels."""
    return [np.broadcast_to(np.asarray(value, dtype=float), worlds)[:, None] for value in values]
