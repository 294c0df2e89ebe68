"""What a run says in ten lines, and the figures behind them."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sim.core.worlds import Array, Flags

LATE = 10  # days before a deadline that count as its last


def floats(table: pa.Table, name: str) -> Array:
    """Return a column as floats, (worlds,), null as nan, true as 1."""
    return np.asarray(table.column(name).cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=float)


def spread(values: Array) -> dict[str, float | None]:
    """Return the median and the 80 % interval, null without values."""
    held = values[np.isfinite(values)]
    if not len(held):
        return {"q10": None, "q50": None, "q90": None}
    low, middle, high = np.quantile(held, [0.1, 0.5, 0.9])
    return {"q10": float(low), "q50": float(middle), "q90": float(high)}


def levels(table: pa.Table, name: str) -> dict[str, Any]:
    """Return how often each level was agreed, and the spread of levels that are numbers."""
    held = table.column(name).drop_null()
    counted = sorted(pc.value_counts(held).to_pylist(), key=lambda entry: -entry["counts"])
    shares = {
        f"{e['values']:g}" if isinstance(e["values"], float) else e["values"]: e["counts"] / len(held) for e in counted
    }
    numbers = pa.types.is_floating(held.type)
    return {"shares": shares} | ({"spread": spread(floats(table, name))} if numbers else {})


def share(flags: Array | Flags, among: Array | Flags | None = None) -> float | None:
    """Return the share of worlds in which something holds; null among none."""
    held = flags if among is None else flags[among.astype(bool)]
    return float(np.mean(held)) if len(held) else None


def summary(table: pa.Table, issues: list[str], makers: list[str]) -> dict[str, Any]:
    """Return the figures of a run; shares are 0 to 1, money in bn USD (a year where it is a value)."""
    agreed = floats(table, "agreed")
    left = floats(table, "days_left")
    phases = np.array(table.column("phase").to_pylist())
    return {
        "worlds": table.num_rows,
        "agreed": share(agreed),
        "day": spread(floats(table, "day")),
        "phases": {str(p): share(phases == p) for p in np.unique(phases)},
        "caretaker_signed": share(floats(table, "caretaker_signed")),
        "late": share(np.nan_to_num(left, nan=np.inf) < LATE, agreed),
        "issues": {name: levels(table, name) for name in issues},
        "values": {name: spread(floats(table, name)) for name in ("us_value", "korea_value", "us_share", "nash_ratio")},
        "waiting": {name: spread(floats(table, name)) for name in ("us_waiting", "korea_waiting")},
        "extended": share(floats(table, "extensions") > 0),
        "lapsed": share(floats(table, "lapsed")),
        "voided": share(floats(table, "reopened")),
        "duty": {name: spread(floats(table, f"{name}_duty")) for name in makers},
        "pressure": {name: spread(floats(table, f"{name}_pressure")) for name in makers},
    }
