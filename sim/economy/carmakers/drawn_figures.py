"""The drawn figures that carmakers' days depend on: worlds that have the same and meet the same tariffs live alike."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.core.worlds import Array
from sim.economy.carmakers.stock_rules import Lots


def maker_figures(parts: Mapping[str, Any], shared: Any) -> list[Array]:
    """Return all drawn figures of makers that their days depend on, (worlds,) each."""
    if isinstance(shared.stock, Lots):
        return [*arrays_in(shared.stock), *arrays_in(shared.parts_credit), *arrays_in(parts)]
    found = [held for part in parts.values() for held in (part.stock_days, part.replaces)]
    return found + [held for part in parts.values() if part.parts for held in (part.parts.value, part.parts.relief)]


def arrays_in(held: Any) -> list[Array]:
    """Return all figures in a drawn part of a scenario, (worlds,) each."""
    if isinstance(held, np.ndarray):
        return [held]
    inner = held.values() if isinstance(held, Mapping) else vars(held).values() if hasattr(held, "__dict__") else ()
    return [array for each in inner for array in arrays_in(each)]
