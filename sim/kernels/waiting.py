"""Kernels of `sim.politics.deadline` and `sim.politics.waiting`."""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for, compile_into_loops

AHEAD = "f8[:], f8[:], f8[:], f8[:], f8[:], f8[:]"  # the fields of TimeAhead


def no_deal_value_in(idle: tuple[Any, Any], rows: Any, days: tuple[Any, Any], expected_extension: Any) -> Any:
    """Return the average yearly value of never agreeing in some worlds, (rows,)."""
    return attempt(_no_deal_value_in, *idle, rows, *days, expected_extension)


def value_of_waiting(flows: tuple[Any, Any], deal: Any, resolved: Any, ahead: Any) -> Any:
    """Return the average yearly value of talking on, (worlds,), where the doubt is resolved on one day in all."""
    times = (ahead.left, ahead.horizon, ahead.extension, ahead.belief, ahead.after, ahead.go_on)
    if np.ndim(resolved) or any(np.shape(each) != np.shape(deal) for each in (*flows, *times)):
        return NotImplemented
    return attempt(_value_of_waiting, *flows, deal, float(resolved), *times)


def expected_wait(ledger: Any, trust: Any, rows: Any, limits: tuple[int, int, int]) -> Any:
    """Return the belief that the deadline is moved, the days by which it is expected to be, and days left."""
    flags = (ledger.extensions, ledger.warned, ledger.lapsed, ledger.end)
    return attempt(_expected_wait, *flags, trust.first, trust.later, rows, limits[0], limits[1], float(limits[2]))


def elapsed_share(day: int, began: Any, believed_end: Any, before: Any) -> Any:
    """Return the share of time used up, (worlds,)."""
    return attempt(_elapsed_share, float(day), began, believed_end, before)


@compile_for("(i8[::1], b1[::1], b1[::1], f8[::1], f8[:], f8[:], i8[:], i8, i8, f8)")
def _expected_wait(
    extensions: Any,
    warned: Any,
    lapsed: Any,
    end: Any,
    first: Any,
    later: Any,
    rows: Any,
    day: int,
    most: int,
    days: float,
) -> Any:
    """Return belief, expected extension and days left, (rows,) each."""
    belief, extension, left = np.empty(len(rows)), np.empty(len(rows)), np.empty(len(rows))
    for k in range(len(rows)):
        r = rows[k]
        said = later[r] if extensions[r] > 0 or warned[r] else first[r]
        belief[k] = 0.0 if lapsed[r] or extensions[r] >= most else said
        extension[k] = belief[k] * days
        left[k] = 0.0 if lapsed[r] else max(end[r] - day, 0.0)
    return belief, extension, left


@compile_for("(f8, f8[:], f8[:], f8[:])")
def _elapsed_share(day: float, began: Any, believed_end: Any, before: Any) -> Any:
    """Return it, (worlds,)."""
    found = np.empty(len(before))
    for w in range(len(before)):
        share = min((day - began[w]) / max(believed_end[w] - began[w], 1.0), 1.0)
        found[w] = max(share, before[w])
    return found


@compile_for("(f8[:], f8[:], i8[:], f8[:], f8, f8[:])")
def _no_deal_value_in(paused: Any, lapsed: Any, rows: Any, left: Any, horizon: Any, extension: Any) -> Any:
    """Return it, (rows,), of flows in all worlds."""
    found, whole = np.empty(len(rows)), max(horizon, 1.0)
    for k in range(len(rows)):
        calm = min(left[k] + extension[k], whole)
        found[k] = (paused[rows[k]] * calm + lapsed[rows[k]] * (whole - calm)) / whole
    return found


@compile_into_loops
def _average(paused: Any, lapsed: Any, rest: Any, horizon: Any, calm: Any, late: Any) -> Any:
    """Return the average of `paused` for calm days, then `lapsed` until day late, then the rest."""
    first, second = min(calm, horizon), min(late, horizon)
    return (paused * first + lapsed * (second - first) + rest * (horizon - second)) / horizon


@compile_for(f"(f8[:], f8[:], f8[:], f8, {AHEAD})")
def _value_of_waiting(
    paused: Any,
    lapsed: Any,
    deal: Any,
    resolved: Any,
    left: Any,
    horizon: Any,
    extension: Any,
    belief: Any,
    after: Any,
    go_on: Any,
) -> Any:
    """Return it, (worlds,)."""
    found = np.empty(len(deal))
    for w in range(len(deal)):
        whole, p, q = max(horizon[w], 1.0), paused[w], lapsed[w]
        if resolved <= left[w]:
            found[w] = _average(p, q, deal[w], whole, left[w], left[w])
            continue
        moved = left[w] + extension[w]
        talked = _average(p, q, q, whole, left[w], left[w])
        if resolved <= left[w] + after[w]:
            later = _average(p, q, deal[w], whole, left[w], max(resolved, left[w]))
            talked = go_on[w] * later + (1 - go_on[w]) * talked
        extended = _average(p, q, deal[w] if resolved <= moved else q, whole, moved, moved)
        found[w] = belief[w] * extended + (1 - belief[w]) * talked
    return found
