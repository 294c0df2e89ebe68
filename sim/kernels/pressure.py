"""Kernels of what terms are worth day by day, of `lobbying`, `mandates` and `industry` in `sim`."""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for

DAYS_PER_YEAR = 365.0  # that of sim.core.dates: a test compares them


def write_row_under_pressure(table: Any, place: int, row: Any, pressure: Any, relief: Any) -> Any:
    """Write the row of an issue, (worlds, levels), as it is under pressure."""
    return attempt(_write_row, table, place, row, pressure, relief)


@compile_for("(f8[:,:,::1], i8, f8[:,::1], f8[::1], f8[:,::1])")
def _write_row(table: Any, place: Any, row: Any, pressure: Any, relief: Any) -> None:
    for w in range(len(row)):
        for level in range(row.shape[1]):
            table[w, place, level] = row[w, level] + pressure[w] * relief[w, level]


def write_sums_under_pressure(sums: Any, cells: Any, pressure: Any, place: int, wanted: Any) -> Any:
    """Write the sums over issues, (worlds,), of values (issues, worlds), one of them under pressure, of two terms."""
    (now, relief), (lapsed, later) = cells
    return attempt(_write_sums_under_pressure, *sums, now.T, relief, lapsed.T, later, pressure, place, wanted)


@compile_for("(f8[::1], f8[::1], f8[:,::1], f8[::1], f8[:,::1], f8[::1], f8[::1], i8, b1[::1])")
def _write_sums_under_pressure(
    before: Any, after: Any, now: Any, relief: Any, lapsed: Any, later: Any, pressure: Any, place: Any, wanted: Any
) -> None:
    """Write them where they are wanted; now and lapsed (worlds, issues)."""
    for w in range(len(wanted)):
        if wanted[w]:
            first, second = 0.0, 0.0
            for i in range(now.shape[1]):
                value, other = now[w, i], lapsed[w, i]
                if i == place:
                    value, other = value + pressure[w] * relief[w], other + pressure[w] * later[w]
                first, second = (first + value, second + other) if i else (value, other)
            before[w], after[w] = first, second


def mean_pressure(pressure: Any, weights: Any, total: float) -> Any:
    """Return the pressure of makers, (kinds, makers), at their weights, which add up to a total; (kinds,)."""
    found = np.empty(len(pressure))
    done = attempt(_mean_pressure, pressure, weights, total, found)
    return NotImplemented if done is NotImplemented else found


@compile_for("(f8[:,:], f8[::1], f8, f8[::1])")
def _mean_pressure(pressure: Any, weights: Any, total: Any, found: Any) -> None:
    """Write it, (kinds,)."""
    for k in range(len(found)):
        felt = pressure[k, 0] * weights[0]
        for maker in range(1, len(weights)):
            felt += pressure[k, maker] * weights[maker]
        found[k] = felt / total


def add_days_flows(totals: Any, live: Any, lapsed: Any, values: Any) -> Any:
    """Add a day's flow of the terms in force to the totals of both sides, (worlds,), where the parties talk."""
    return attempt(_add_days_flows, *totals, live, lapsed, *values[0], *values[1])


@compile_for("(f8[::1], f8[::1], b1[::1], b1[::1], f8[::1], f8[::1], f8[::1], f8[::1])")
def _add_days_flows(
    party_a: Any, own: Any, live: Any, lapsed: Any, now: Any, later: Any, paused: Any, after: Any
) -> None:
    """Add them: now and later, before and after a lapse, those of party A; paused and after, those of the partner."""
    for w in range(len(live)):
        if live[w]:
            party_a[w] += (later[w] if lapsed[w] else now[w]) / DAYS_PER_YEAR
            own[w] += (after[w] if lapsed[w] else paused[w]) / DAYS_PER_YEAR


def subtract_spending(total: Any, live: Any, weight: Any, paid: Any) -> Any:
    """Subtract what is paid to makers, (worlds, makers), at a weight from totals, (worlds,), where the parties talk."""
    return attempt(_subtract_spending, total, live, weight, paid)


@compile_for("(f8[::1], b1[::1], f8[::1], f8[:,:])")
def _subtract_spending(total: Any, live: Any, weight: Any, paid: Any) -> None:
    for w in range(len(total)):
        if live[w]:
            spent = 0.0
            for maker in range(paid.shape[1]):
                spent += paid[w, maker]
            total[w] -= weight[w] * spent
