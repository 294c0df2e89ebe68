"""Kernel of `sim.model.signature.patience_needed`."""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for, compile_into_loops


def patience_needed(table: Any, package: Any, lapsed: Any, rows: Any) -> Any:
    """Return the discount factor from which a deal would enforce itself for a side, (worlds,)."""
    return attempt(_patience_needed, table, package, lapsed, rows)


@compile_into_loops
def _above_zero(change: float) -> float:
    """Return a change where it is above zero, else zero; nan where it is."""
    return change if change > 0 or change != change else 0.0


@compile_for("(f8[:,:,:], i8[:,:], i8[:,:], i8[:])")
def _patience_needed(table: Any, package: Any, lapsed: Any, rows: Any) -> Any:
    """Return it, (worlds,): what is given over what is got, both added up issue by issue."""
    found = np.empty(len(rows))
    for w in range(len(rows)):
        given, got = -0.0, -0.0
        for i in range(package.shape[1]):
            change = table[rows[w], i, package[w, i]] - table[rows[w], i, lapsed[w, i]]
            given += _above_zero(-change)
            got += _above_zero(change)
        found[w] = given / got if got > 0 else (np.inf if given > 0 else 0.0)
    return found
