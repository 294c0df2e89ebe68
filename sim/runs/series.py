"""Daily series of all worlds put together: their mean and quantiles over worlds, day by day."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from sim.core.columns import arrow_column, chosen_words
from sim.core.dates import Calendar
from sim.core.worlds import Array

QUANTILES = {"q10": 0.1, "q50": 0.5, "q90": 0.9}
FIGURES = {label: pa.float64() for label in ("mean", *QUANTILES)}
BLOCK = 2**17  # figures that are summed up at once
DAYS = pa.schema({"day": pa.int64(), "date": pa.date32(), "series": pa.string(), **FIGURES, "worlds": pa.int64()})


def stack_series(chunks: Sequence[Mapping[str, Any]]) -> dict[str, Array]:
    """Return each series as (days, worlds); none where nothing was kept."""
    if len(chunks) == 1:
        return dict(chunks[0])
    names = chunks[0] if chunks else ()
    return {name: np.concatenate([np.asarray(s[name]) for s in chunks], axis=1) for name in names}


def daily_quantiles(series: Mapping[str, Array], calendar: Calendar) -> pa.Table:
    """Return mean and quantiles over worlds of each day of each series, in long form; without rows if there is none."""
    if not series:
        return DAYS.empty_table()
    lengths = [len(values) for values in series.values()]
    days = np.concatenate([np.arange(length) for length in lengths])
    parts = [row_figures(rows) for rows in in_blocks(list(series.values()))]
    figures = {label: np.concatenate([part[label] for part in parts]) for label in parts[0]}
    count = figures.pop("count")
    columns = {
        "day": arrow_column(days),
        "date": arrow_column(np.datetime64(calendar.pause) + days.astype("timedelta64[D]")),
        "series": chosen_words(list(series), np.repeat(np.arange(len(lengths)), lengths)),
        **{label: arrow_column(held, count > 0) for label, held in figures.items()},
        "worlds": arrow_column(count),
    }
    return pa.table(columns, schema=DAYS)


def in_blocks(parts: Sequence[Array]) -> Iterator[Array]:
    """Yield rows, (rows, worlds), of one part after the other, as many at once as memory near the processor holds."""
    held: list[Array] = []
    for values in parts:
        if held and sum(part.size for part in held) + values.size > BLOCK:
            yield np.concatenate(held)
            held = []
        held.append(values)
    yield np.concatenate(held)


def row_figures(rows: Array) -> dict[str, Array]:
    """Return mean and quantiles of the numbers in each row, and how many there are, (rows,) each."""
    values = rows.astype(float)
    count = np.isfinite(values).sum(axis=1)
    known = count.min() == values.shape[1]
    total = values.sum(axis=1) if known else np.nansum(values, axis=1)
    values.sort(axis=1)  # nan last
    found = {"mean": total / np.maximum(count, 1), "count": count}
    return found | {label: sorted_quantile(values, count, share) for label, share in QUANTILES.items()}


def sorted_quantile(ordered: Array, count: Array, share: float) -> Array:
    """Return a quantile of each row's first `count` values, which rise, (days,), linear between."""
    place = np.maximum(count - 1, 0) * share
    low = np.floor(place).astype(int)
    row, high = np.arange(len(ordered)), np.minimum(low + 1, np.maximum(count - 1, 0))
    return np.asarray(ordered[row, low] + (place - low) * (ordered[row, high] - ordered[row, low]))
