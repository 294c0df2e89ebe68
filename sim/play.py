"""Play a scenario: worlds in chunks, each chunk one model, the rows put together again.

The result does not depend on the chunks: luck goes by world number, and what is averaged is
averaged over the rows of all chunks.  Daily series are kept for the first `DAYS_KEPT` worlds of a
run, offers in full for the first `TOLD`, or as many as asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sim.accounts import table
from sim.agenda import Agenda
from sim.chance import Chance
from sim.dates import Calendar
from sim.outcome import rows
from sim.plan import Plan
from sim.records import Records
from sim.scenario.loading import Loaded, load
from sim.talks import Talks
from sim.worlds import Array

CHUNK = 2000  # worlds; about what fits the cache
DAYS_KEPT = 1000  # worlds of which daily series are kept
LARGEST = 2**62  # numbers of worlds and seeds stay below it
NUMBERS = ("worlds", "seed", "first", "chunk")  # of a run's settings
TOLD = 20  # worlds of which every offer is kept

QUANTILES = {"q10": 0.1, "q50": 0.5, "q90": 0.9}
FIGURES = {label: pa.float64() for label in ("mean", *QUANTILES)}
NO_DAYS = pa.schema(
    {"day": pa.int64(), "date": pa.date32(), "series": pa.string(), **FIGURES, "worlds": pa.int64()}
).empty_table()

Tick = Callable[[float], None]


@dataclass(frozen=True)
class Settings:
    """What a run is, beside its scenario.

    plan   holds quantities at points; without one each world draws its own
    kept   worlds of which daily series are kept
    told   worlds of which every offer is kept
    until  day before which play stops, where the rest does not matter; without one it goes on to the end
    """

    worlds: int
    seed: int
    first: int = 0
    chunk: int = CHUNK
    plan: Plan | None = None
    kept: int = DAYS_KEPT
    told: int = TOLD
    until: int | None = None

    @property
    def numbers(self) -> dict[str, int]:
        """What repeats a run that has no plan, as it is written down."""
        return {name: getattr(self, name) for name in NUMBERS}

    @classmethod
    def of(cls, held: Mapping[str, Any]) -> "Settings":
        """Return the settings whose numbers were written down; KeyError, TypeError or ValueError if they are not."""
        worlds, seed, first, chunk = (int(held[name]) for name in NUMBERS)
        return cls(worlds, seed, first, chunk)

    def luck(self, first: int, worlds: int) -> Chance:
        """Return the luck of some worlds, from world `first` on."""
        return Chance(self.seed, first, worlds, plan=self.plan)

    def check(self) -> None:
        """Raise ValueError for numbers that make no sense."""
        for name, least in (("worlds", 1), ("seed", 0), ("first", 0), ("chunk", 1)):
            if not least <= getattr(self, name) < LARGEST:
                raise ValueError(f"{name} must be at least {least} and below 2^62; found {getattr(self, name)}")


@dataclass(frozen=True)
class Outcome:
    """What came out of a run.

    worlds   one row for each world                         (see sim.outcome.COLUMNS)
    accounts one row for each maker, quarter and world      (see sim.accounts.ITEMS)
    days     mean and quantiles of daily series             day, date, series, mean, q10, q50, q90, worlds
    log      what happened in the first worlds, in order
    scenes   value tables of those worlds, by world number
    """

    loaded: Loaded
    settings: Settings
    calendar: Calendar
    agenda: Agenda
    worlds: pa.Table
    accounts: pa.Table
    days: pa.Table
    series: dict[str, Array] = field(repr=False)
    log: list[dict[str, Any]] = field(repr=False)
    scenes: dict[int, dict[str, Array]] = field(repr=False)

    @property
    def table(self) -> pa.Table:
        """One row for each world, as an Arrow table; `.to_pandas()` for a data frame."""
        return self.worlds

    def column(self, name: str) -> Array:
        """Return a column as floats, (worlds,), null as nan, true as 1."""
        held = self.worlds.column(name).cast(pa.float64())
        return np.asarray(held.to_numpy(zero_copy_only=False), dtype=float)


def run(
    scenario: str | Path | Loaded,
    worlds: int | None = None,
    seed: int | None = None,
    *,
    first: int = 0,
    chunk: int = CHUNK,
    tick: Tick | None = None,
    told: int = TOLD,
) -> Outcome:
    """Play a scenario in `worlds` parallel worlds, from world `first` on.

    Without `worlds` and `seed` the scenario's own are used; 0 is a seed.  `tick` is called with
    the share of the work done, 0 to 1; the offers of the first `told` worlds are kept.
    ScenarioError if the scenario cannot be played, ValueError for numbers that make no sense.
    """
    loaded = scenario if isinstance(scenario, Loaded) else load(scenario)
    spec = loaded.scenario
    count, start = spec.worlds if worlds is None else worlds, spec.seed if seed is None else seed
    return played(loaded, Settings(count, start, first, chunk, told=told), tick)


def played(loaded: Loaded, settings: Settings, tick: Tick | None = None) -> Outcome:
    """Play a scenario as the settings say; see `run`."""
    settings.check()
    parts = [_part(loaded, settings, done, tick) for done in range(0, settings.worlds, settings.chunk)]
    return joined(loaded, settings, parts)


@dataclass(frozen=True)
class Part:
    """One chunk, played; the calendar and agenda are the same in all."""

    calendar: Calendar
    agenda: Agenda
    table: pa.Table
    accounts: pa.Table
    records: Records


def _part(loaded: Loaded, settings: Settings, done: int, tick: Tick | None) -> Part:
    """Play one chunk to its end and let the model go."""
    count = min(settings.chunk, settings.worlds - done)
    first = settings.first + done
    records = Records(kept=_left(settings.kept, done, count), told=_left(settings.told, done, count), first=first)
    model = Talks(loaded.scenario, count, settings.luck(first, count), first, records)
    while model.running and (settings.until is None or model.day < settings.until):
        model.step()
        if tick:
            share = min(1.0, model.day / (model.calendar.deadline * 2 + 60))
            tick((done + share * count) / settings.worlds)
    books = table(model.makers, first, count)
    part = Part(model.calendar, model.agenda, rows(model), books, records)
    model.release()
    return part


def _left(limit: int, done: int, count: int) -> int:
    """Return how many of a chunk's worlds are among the first `limit` of the run."""
    return max(0, min(limit - done, count))


def joined(loaded: Loaded, settings: Settings, parts: Sequence[Part]) -> Outcome:
    """Put the chunks together, in the order of the worlds."""
    series = stacked([p.records.series for p in parts if p.records.kept])
    return Outcome(
        loaded=loaded,
        settings=settings,
        calendar=parts[0].calendar,
        agenda=parts[0].agenda,
        worlds=pa.concat_tables([p.table for p in parts]).combine_chunks(),
        accounts=by_world(pa.concat_tables([p.accounts for p in parts])),
        days=daily(series, parts[0].calendar),
        series=series,
        log=[entry for p in parts for entry in p.records.log],
        scenes={world: scene for p in parts for world, scene in p.records.scenes.items()},
    )


def by_world(table: pa.Table) -> pa.Table:
    """Return the rows in the order of the worlds, those of a world as they stand."""
    return table.take(np.argsort(table.column("world").to_numpy(), kind="stable")).combine_chunks()


def stacked(held: Sequence[dict[str, list[Array]]]) -> dict[str, Array]:
    """Return each series as (days, worlds); none where nothing was kept."""
    names = held[0] if held else ()
    return {name: np.concatenate([np.stack(s[name]) for s in held], axis=1) for name in names}


def daily(series: dict[str, Array], calendar: Calendar) -> pa.Table:
    """Return mean and quantiles over worlds of each day of each series, in long form; without rows if there is none."""
    parts = [NO_DAYS]
    for name, values in series.items():
        count = np.isfinite(values).sum(axis=1)
        some = count > 0
        ordered = np.sort(values.astype(float), axis=1)  # nan last
        summed = np.nansum(values.astype(float), axis=1)
        figures = {"mean": summed / np.maximum(count, 1)}
        figures |= {label: quantile(ordered, count, share) for label, share in QUANTILES.items()}
        days = range(len(values))
        parts.append(
            pa.table(
                {
                    "day": pa.array(days),
                    "date": pa.array([calendar.date(day) for day in days]),
                    "series": pa.array([name] * len(values)),
                    **{label: pa.array(held, mask=~some) for label, held in figures.items()},
                    "worlds": pa.array(count),
                }
            )
        )
    return pa.concat_tables(parts)


def quantile(ordered: Array, count: Array, share: float) -> Array:
    """Return a quantile of each row's first `count` values, which rise, (days,), linear between."""
    place = np.maximum(count - 1, 0) * share
    low = np.floor(place).astype(int)
    row, high = np.arange(len(ordered)), np.minimum(low + 1, np.maximum(count - 1, 0))
    return np.asarray(ordered[row, low] + (place - low) * (ordered[row, high] - ordered[row, low]))
