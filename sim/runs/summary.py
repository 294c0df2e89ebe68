"""What a run says in ten lines, and the figures behind them."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sim.bargaining.sides import SIDES
from sim.core.columns import figures_of
from sim.core.party_columns import column_of, data_by_key, has_column, keys_of_table
from sim.core.worlds import Array, Flags
from sim.scenario.absent_columns import OPTIONAL_COLUMNS

FEWEST = 10  # values, below which no tenth of them can be told
LATE_DAYS = 10  # days before a deadline that count as its last


def float_column(table: pa.Table, name: str) -> Array:
    """Return a column as floats, (worlds,), null as nan, true as 1; nan everywhere where the scenario has no such."""
    if name in OPTIONAL_COLUMNS and not has_column(table, name):
        return np.full(table.num_rows, np.nan)
    return figures_of(column_of(table, name))


def median_interval(values: Array) -> dict[str, float | None]:
    """Return the median and the 80 % interval, null without values; of under ten, a tenth is none: no interval."""
    finite = values[np.isfinite(values)]
    low, middle, high = np.quantile(finite, [0.1, 0.5, 0.9]).tolist() if len(finite) else (None, None, None)
    if len(finite) < FEWEST:
        low = high = None
    return {"q10": low, "q50": middle, "q90": high}


def level_shares(table: pa.Table, name: str) -> dict[str, Any]:
    """Return how often each level was agreed, and the spread of levels that are numbers."""
    held = table.column(name).drop_null()
    counted = sorted(pc.value_counts(held).to_pylist(), key=lambda entry: -entry["counts"])
    shares = {
        f"{e['values']:g}" if isinstance(e["values"], float) else e["values"]: e["counts"] / len(held) for e in counted
    }
    numbers = pa.types.is_floating(held.type)
    return {"shares": shares} | ({"spread": median_interval(float_column(table, name))} if numbers else {})


def share_of_worlds(flags: Array | Flags, among: Array | Flags | None = None) -> float | None:
    """Return the share of worlds in which something holds; null among none."""
    held = flags if among is None else flags[among.astype(bool)]
    return float(np.mean(held)) if len(held) else None


def shares_told(table: pa.Table, columns: dict[str, str]) -> dict[str, float | None]:
    """Return the shares of worlds in which columns are above 0, by names of figures; none for a column left out."""
    held = {name: column for name, column in columns.items() if has_column(table, column)}
    return {name: share_of_worlds(float_column(table, column) > 0) for name, column in held.items()}


def share_of_offers(table: pa.Table, side: str, kind: str) -> float | None:
    """Return the share of a side's offers that are of a kind; null without any."""
    made = float_column(table, f"{side}_offers").sum()
    return float(float_column(table, f"{side}_{kind}").sum() / made) if made else None


def phase_shares(table: pa.Table) -> dict[str, float]:
    """Return the share of worlds in each phase that one is in, by name."""
    counted = pc.value_counts(table.column("phase")).to_pylist()
    return {entry["values"]: entry["counts"] / table.num_rows for entry in sorted(counted, key=lambda e: e["values"])}


def summarize_run(table: pa.Table, issues: list[str], makers: list[str]) -> dict[str, Any]:
    """Return the figures of a run; shares are 0 to 1, money in bn USD (a year where it is a value)."""
    agreed = float_column(table, "agreed")
    dated, left = has_column(table, "days_left"), float_column(table, "days_left")
    found = {
        "worlds": table.num_rows,
        "agreed": share_of_worlds(agreed),
        "day": median_interval(float_column(table, "day")),
        "phases": phase_shares(table),
        **shares_told(table, {"caretaker_signed": "caretaker_signed"}),
        **({"late": share_of_worlds(np.nan_to_num(left, nan=np.inf) < LATE_DAYS, agreed)} if dated else {}),
        "issues": {name: level_shares(table, name) for name in issues},
        "values": {
            name: median_interval(float_column(table, name))
            for name in ("party_a_value", "party_b_value", "party_a_share", "nash_ratio")
        },
        "waiting": {
            name: median_interval(float_column(table, name)) for name in ("party_a_waiting", "party_b_waiting")
        },
        **shares_told(table, {"extended": "extensions", "lapsed": "lapsed", "voided": "reopened"}),
        "fallbacks": {side: share_of_offers(table, side, "fallbacks") for side in SIDES},
        "waits": {side: share_of_offers(table, side, "waits") for side in SIDES},
        "duty": {name: median_interval(float_column(table, f"{name}_duty")) for name in makers},
        "pressure": {name: median_interval(float_column(table, f"{name}_pressure")) for name in makers},
    }
    named: dict[str, Any] = data_by_key(found, keys_of_table(table))
    return named
