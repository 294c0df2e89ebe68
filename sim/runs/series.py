"""Daily series of all worlds put together: their mean and quantiles over worlds, day by day."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from sim.core.dates import Calendar
from sim.core.worlds import Array

QUANTILES = {"q10": 0.1, "q50": 0.5, "q90": 0.9}
FIGURES = {label: pa.float64() for label in ("mean", *QUANTILES)}
NO_DAYS = pa.schema(
    {"day": pa.int64(), "date": pa.date32(), "series": pa.string(), **FIGURES, "worlds": pa.int64()}
).empty_table()


def stack_series(chunks: Sequence[dict[str, list[Array]]]) -> dict[str, Array]:
    """Return each series as (days, worlds); none where nothing was kept."""
    names = chunks[0] if chunks else ()
    return {name: np.concatenate([np.stack(s[name]) for s in chunks], axis=1) for name in names}


def daily_quantiles(series: dict[str, Array], calendar: Calendar) -> pa.Table:
    """Return mean and quantiles over worlds of each day of each series, in long form; without rows if there is none."""
    parts, dates = [NO_DAYS], [calendar.date(day) for day in range(max(map(len, series.values()), default=0))]
    for name, values in series.items():
        count = np.isfinite(values).sum(axis=1)
        some = count > 0
        ordered = np.sort(values.astype(float), axis=1)  # nan last
        summed = np.nansum(values.astype(float), axis=1)
        figures = {"mean": summed / np.maximum(count, 1)}
        figures |= {label: sorted_quantile(ordered, count, share) for label, share in QUANTILES.items()}
        days = range(len(values))
        parts.append(
            pa.table(
                {
                    "day": pa.array(days),
                    "date": pa.array(dates[: len(values)]),
                    "series": pa.array([name] * len(values)),
                    **{label: pa.array(held, mask=~some) for label, held in figures.items()},
                    "worlds": pa.array(count),
                }
            )
        )
    return pa.concat_tables(parts)


def sorted_quantile(ordered: Array, count: Array, share: float) -> Array:
    """Return a quantile of each row's first `count` values, which rise, (days,), linear between."""
    place = np.maximum(count - 1, 0) * share
    low = np.floor(place).astype(int)
    row, high = np.arange(len(ordered)), np.minimum(low + 1, np.maximum(count - 1, 0))
    return np.asarray(ordered[row, low] + (place - low) * (ordered[row, high] - ordered[row, low]))
