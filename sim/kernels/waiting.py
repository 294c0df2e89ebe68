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
