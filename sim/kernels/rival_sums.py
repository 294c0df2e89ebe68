"""Kernels of `sim.economy.market.rivals`: sums over lines that nobody asks for one by one.

Worlds lie on the last axis.  A loop writes one column, so that it can be worked out for several worlds at a time.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for, compile_into_loops

TERMS = 8  # that of sim.economy.market.rivals
BLOCK = 256  # worlds


@compile_into_loops
def _stand(start: Any, goal: Any, progress: Any, at: Any) -> None:
    """Write where the prices of a line stand, (worlds,)."""
    for k in range(len(at)):
        at[k] = start[k] + (goal[k] - start[k]) * progress[k]


def set_out(start: Any, goal: Any, progress: Any, rows: Any, slope: Any, ahead: Any) -> Any:
    """Return prices of some worlds, x of their way to goals ahead, and exponents at these prices."""
    at, found = np.empty((start.shape[1], len(rows))), np.empty((2, start.shape[1], len(rows)))
    if attempt(_set_out, start.T, goal.T, progress, rows, slope[:, 0], ahead.T, at, found) is NotImplemented:
        return NotImplemented
    return at.T, found[0].T, found[1].T


@compile_for("(f8[:,::1], f8[:,::1], f8[::1], i8[::1], f8[:], f8[:,::1], f8[:,::1], f8[:,:,::1])")
def _set_out(start: Any, goal: Any, progress: Any, rows: Any, slope: Any, ahead: Any, stand: Any, found: Any) -> None:
    """Write what `set_out` returns: stand (lines, rows), found (2, lines, rows)."""
    whole = len(rows) == len(progress)  # rows rise
    for line in range(len(start)):
        at, way, exponent = stand[line], found[0, line], found[1, line]
        if whole:
            _stand(start[line], goal[line], progress, at)
        else:
            for k in range(len(rows)):
                at[k] = start[line, rows[k]] + (goal[line, rows[k]] - start[line, rows[k]]) * progress[rows[k]]
        for k in range(len(rows)):
            way[k] = (ahead[line, k] - at[k]) * -slope[k]
            exponent[k] = at[k] * -slope[k]


def expand(exponentials: Any, inside: Any, way: Any, nest: Any, nests: int) -> Any:
    """Return c_k and the largest |x| of exponentials and x."""
    if not exponentials.flags.f_contiguous or not way.flags.f_contiguous:
        return NotImplemented
    terms, largest = np.zeros((nests, TERMS + 1, len(way))), np.zeros(len(way))
    _expand(exponentials.T, inside, way.T, nest, terms, largest)
    return terms.T, largest


@compile_into_loops
def _add_powers(exponentials: Any, inside: float, way: Any, power: Any, here: Any, terms: Any) -> None:
    """Add a line's part to the terms of its nest, (terms, worlds)."""
    for w in range(len(way)):
        power[w] = exponentials[w] * inside
    for k in range(TERMS + 1):
        term = terms[k, here]
        for w in range(len(way)):
            term[w] += power[w]
        for w in range(len(way)):
            power[w] *= way[w]


@compile_into_loops
def _raise_to(way: Any, largest: Any) -> None:
    """Let what is largest be no less than |x| of a line, (worlds,); nan stays, as in np.max."""
    for w in range(len(way)):
        size = abs(way[w])
        largest[w] = size if (size > largest[w]) | (size != size) else largest[w]


@compile_for("(f8[:,::1], f8[::1], f8[:,::1], i8[::1], f8[:,:,::1], f8[::1])")
def _expand(exponentials: Any, inside: Any, way: Any, nest: Any, terms: Any, largest: Any) -> None:
    """Write terms, (nests, terms, rows), and largest, (rows,), zeros before."""
    power = np.empty(min(BLOCK, len(largest)))
    for first in range(0, len(largest), BLOCK):
        here = slice(first, min(first + BLOCK, len(largest)))
        for line in range(len(way)):
            _add_powers(exponentials[line, here], inside[line], way[line, here], power, here, terms[nest[line]])
            _raise_to(way[line, here], largest[here])
    factorial = 1.0
    for k in range(1, TERMS + 1):
        factorial *= k
        for n in range(len(terms)):
            for w in range(len(largest)):
                terms[n, k, w] /= factorial
