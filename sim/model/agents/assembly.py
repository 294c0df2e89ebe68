"""The assembly that ratifies a party's signatures: who decides in it, and whether it passes a deal.

With a majority of its own a government's own mandate decides, else that of the pivotal member.  Where a scenario has no
assembly, every government decides alone, and whatever it signs passes.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.core.worlds import Array, Whole
from sim.politics.honour import passing_chance
from sim.scenario.schema.parties import GovernmentPart

NO_GOVERNMENT = GovernmentPart()  # of a party whose governments are not told apart
NO_BAR = -1e12  # bn USD a year, which every deal is worth


def is_unified(assembly: Any, name: str) -> bool:
    """Return whether a government would have a majority of its own, or needs none."""
    return assembly is None or bool(assembly.seats.get(name, 0) >= assembly.majority)


def bar_of(assembly: Any, worlds: int) -> Any:
    """Return what a deal has to pass: threshold and scale, (worlds,) each, and vote; any passes without an assembly."""
    if assembly is not None:
        return assembly.pivot
    return SimpleNamespace(threshold=np.full(worlds, NO_BAR), scale=np.ones(worlds), vote="uniform")


def chance_to_pass(assembly: Any, gain: Array, rows: Whole) -> Array:
    """Return the chance that a deal worth `gain` over no deal to whoever decides passes, (rows,)."""
    if assembly is None:
        return np.ones(gain.shape)
    pivot = assembly.pivot
    return passing_chance(gain, pivot.threshold[rows], pivot.scale[rows], pivot.vote)
