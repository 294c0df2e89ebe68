"""What a sweep says at a glance, read in passing: no more than a point's rows are held at a time."""

from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sim.core.columns import mean_unit
from sim.core.party_columns import name_by_key
from sim.sweeps.designs.design import Design
from sim.sweeps.storage.reader import Sweep

MEASURES = (
    "agreed",
    "day",
    "auto_tariff",
    "reciprocal_tariff",
    "investment",
    "party_a_value",
    "party_b_value",
    "party_a_share",
)
DAY_COLUMN = "day"


def sweep_overview(sweep: Sweep) -> dict[str, Any]:
    """Return the figures of a sweep; shares are 0 to 1, means are over worlds that have the figure."""
    schema = sweep.schema
    measures = [name_by_key(name, sweep.keys) for name in MEASURES]
    known = [name for name in measures if name in schema.names and has_mean(schema.field(name).type)]
    points = sweep.points(known)
    return {
        "points": sweep.plan.design.points,
        "worlds_a_point": sweep.plan.worlds,
        "seed": sweep.plan.seed,
        "design": sweep.plan.design.kind,
        "worlds": sweep.rows,
        "failed": sweep.failed,
        "finished": sweep.manifest is not None,
        "missing_chunks": sweep.missing,
        "median_day": median(count_values(sweep, DAY_COLUMN)) if DAY_COLUMN in schema.names else None,
        "means": {name: {**measure_means(points, name), "unit": mean_unit(schema.field(name))} for name in known},
        "factors": factor_ranges(sweep.plan.design),
    }


def has_mean(kind: pa.DataType) -> bool:
    """Whether a mean can be taken."""
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_boolean(kind))


def measure_means(points: pa.Table, name: str) -> dict[str, float | None]:
    """Return the mean over worlds, and the lowest and highest mean of a point; null without values."""
    means = np.asarray(points.column(f"{name}_mean").fill_null(np.nan).to_numpy(), dtype=float)
    counts = points.column(f"{name}_count").to_numpy()
    some = counts > 0
    if not some.any():
        return {"mean": None, "lowest": None, "highest": None}
    whole = float((means[some] * counts[some]).sum() / counts.sum())
    return {"mean": whole, "lowest": float(means[some].min()), "highest": float(means[some].max())}


def count_values(sweep: Sweep, name: str) -> Counter[float]:
    """Return how often each value of a column comes, nulls left out."""
    found: Counter[float] = Counter()
    for batch in sweep.batches([name]):
        for entry in pc.value_counts(batch.column(name).drop_null()).to_pylist():
            found[entry["values"]] += entry["counts"]
    return found


def median(counts: Counter[float]) -> float | None:
    """Return the median of counted values; null without any."""
    if not counts:
        return None
    values = sorted(counts)
    upto = np.cumsum([counts[value] for value in values])
    low, high = (values[int(np.searchsorted(upto, place, "right"))] for place in ((upto[-1] - 1) // 2, upto[-1] // 2))
    return float(low + high) / 2


def factor_ranges(design: Design) -> dict[str, Any]:
    """Return the range of each factor that is a number, as stated, and how often each value of another comes.

    A number that is drawn between two ends does not reach them; where only values are listed, these are the range.
    """
    stated = {factor.path: factor.bounds for factor in design.factors if factor.bounds is not None}
    told: dict[str, Any] = {}
    for name in design.table.column_names:
        column = design.table.column(name)
        if name in stated:
            told[name] = dict(zip(("min", "max"), stated[name], strict=True))
        elif pa.types.is_floating(column.type):
            told[name] = dict(pc.min_max(column).as_py())
        else:
            counts = Counter(column.to_pylist())
            told[name] = {"own" if value is None else str(value): count for value, count in counts.items()}
    return told
