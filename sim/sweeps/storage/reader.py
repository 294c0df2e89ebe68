"""Read a sweep: its rows in design order, or the means of each point, without holding them all.

    swept = sim.open_sweep("results/tariffs-1")
    swept.design                                  one row a point
    swept.points(["agreed", "auto_tariff"])       one row a point: its factors, means, and of how many worlds
    for batch in swept.batches(["day"]): ...      every row, by point, then world
    swept.dataset                                 for DuckDB, Polars, pandas: parts as they stand on the disk

The mean of a point is taken over that point's rows, in their order, all at once: how the sweep was cut
into chunks, and where these were played, does not move its last bit.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from sim.core.party_columns import keys_of_table, parties_metadata, parties_of_schema
from sim.core.worlds import Array, Whole
from sim.runs.folder import ResultError, sound_result
from sim.scenario.faults import guess_column
from sim.sweeps.designs.factor_words import describe_factors
from sim.sweeps.storage.digest import rows_hash
from sim.sweeps.storage.folder import PARTS, read_manifest, read_plan
from sim.sweeps.storage.merge import rebatch, tables_in_order
from sim.sweeps.storage.parts import Part, survey_parts

BATCH = 1 << 14  # rows of a batch


class Sweep:
    """The folder of a sweep, opened; ResultError if a part of it is not sound.

    plan      what was to be played (see `sim.sweeps.storage.plan`)
    manifest  how it was made; None while it is not finished
    design    the points: a column for each factor, a row for each point
    parts     the finished chunks
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.plan = read_plan(self.folder)
        self.manifest = read_manifest(self.folder)
        with sound_result(self.folder):
            found = survey_parts(self.folder / PARTS, None)
        if found.unsound:
            path, why = found.unsound[0]
            others = f" (and {len(found.unsound) - 1} more)" if len(found.unsound) > 1 else ""
            raise ResultError(f"{path} {why}{others}. Play it again: sim sweep --resume {self.folder}")
        self.parts: list[Part] = [found.sound[index] for index in sorted(found.sound)]
        if self.manifest is not None and (self.missing or self.rows != self.manifest.get("rows")):
            raise ResultError(f"{self.folder} lacks parts that it had. Play them again: sim sweep --resume {folder}")

    @property
    def design(self) -> pa.Table:
        """One row for each point."""
        return self.plan.design.table

    @property
    def design_schema(self) -> pa.Schema:
        """The columns of the design, each with unit and meaning."""
        return describe_factors(self.design.schema, self.plan.design.paths)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(part.rows for part in self.parts)

    @property
    def failed(self) -> int:
        """How many worlds could not be played."""
        return sum(len(part.failed) for part in self.parts)

    @property
    def missing(self) -> int:
        """How many chunks are not there yet."""
        return self.plan.chunks - len(self.parts)

    @property
    def schema(self) -> pa.Schema:
        """The columns of all rows, each with unit and meaning; ResultError if parts disagree on what one is."""
        schemas, said = [pa.schema([])], None
        for part in self.parts:
            read = pq.read_schema(part.path)
            schema, said = read.remove_metadata(), said or parties_of_schema(read)
            if not any(schema.equals(known) for known in schemas):
                schemas.append(schema)
        try:
            whole = describe_factors(pa.unify_schemas(schemas, promote_options="permissive"), self.plan.design.paths)
            return whole if said is None else whole.with_metadata(parties_metadata(said))
        except pa.ArrowTypeError as wrong:
            raise ResultError(f"{self.folder}: its scenarios do not agree on a column: {wrong}") from wrong

    @property
    def dataset(self) -> ds.Dataset:
        """The parts as a dataset; its rows stand in the order of the parts."""
        return ds.dataset([str(part.path) for part in self.parts if part.rows], self.schema, format="parquet")

    def select_columns(self, columns: Sequence[str] | None) -> pa.Schema:
        """Return the columns asked for; ResultError if one is not there."""
        schema = self.schema
        unknown = [name for name in columns or () if name not in schema.names]
        if unknown:
            raise ResultError(f"{self.folder} has no column {unknown[0]}. {guess_column(unknown[0], schema.names)}")
        return schema if columns is None else pa.schema([schema.field(name) for name in columns])

    def batches(self, columns: Sequence[str] | None = None, size: int = BATCH) -> Iterator[pa.RecordBatch]:
        """Yield all rows in design order, `size` at a time."""
        schema = self.select_columns(columns)
        yield from rebatch(tables_in_order(self.parts, schema), schema, size)

    def table(self, columns: Sequence[str] | None = None) -> pa.Table:
        """Return all rows in design order, for sweeps that fit the memory."""
        return pa.Table.from_batches(self.batches(columns), self.select_columns(columns))

    def require_complete(self) -> "Sweep":
        """Return it, if it is finished; ResultError if chunks are missing."""
        if self.missing:
            told = f"{self.missing} of {self.plan.chunks} chunks are missing"
            raise ResultError(f"{self.folder} is not finished: {told}. Go on with: sim sweep --resume {self.folder}")
        return self

    @property
    def keys(self) -> tuple[str, str]:
        """The keys of the parties whose columns the rows have."""
        return keys_of_table(self)

    def hash(self) -> str:
        """Return the SHA-256 of all rows in design order."""
        return rows_hash(self.batches(), self.schema)

    def points(self, measures: Sequence[str]) -> pa.Table:
        """Return one row a point: `point`, its factors, `worlds`, and for each measure `<it>_mean`, `<it>_count`.

        A mean is over the worlds where the measure is not null; of a yes or no it is the share of yes.
        """
        schema = self.select_columns(measures)
        for field in schema:
            if not (pa.types.is_integer(field.type) or pa.types.is_floating(field.type) or field.type == pa.bool_()):
                raise ResultError(f"{field.name} is {field.type}: means are of numbers and of yes and no")
        worlds = np.zeros(self.plan.design.points, np.int64)
        sums = {name: np.zeros(len(worlds)) for name in measures}
        counts = {name: np.zeros(len(worlds), np.int64) for name in measures}
        for rows in self.batches_by_point(list(dict.fromkeys(["point", *measures]))):
            points = rows.column("point").to_numpy()
            here, first, count = np.unique(points, return_index=True, return_counts=True)
            worlds[here] = count
            place = np.repeat(np.arange(len(here)), count), np.arange(len(points)) - np.repeat(first, count)
            for name in measures:
                values, valid = values_and_validity(rows.column(name))
                sums[name][here] = pad_points(values, place, (len(here), self.plan.worlds)).sum(axis=1)
                counts[name][here] = pad_points(valid, place, (len(here), self.plan.worlds)).sum(axis=1)
        factors = dict(zip(self.design.column_names, self.design.columns, strict=True))
        return pa.table(
            {"point": np.arange(len(worlds)), **factors, "worlds": worlds}
            | {key: held for name in measures for key, held in mean_and_count(name, sums[name], counts[name]).items()}
        )

    def batches_by_point(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield all rows in design order so that the rows of a point stand together."""
        left: list[pa.RecordBatch] = []
        for batch in self.batches(columns):
            points = batch.column("point").to_numpy()
            cut = int(np.searchsorted(points, points[-1], "left"))  # where the last point begins
            if cut:
                yield pa.concat_batches([*left, batch.slice(0, cut)])
                left = []
            elif left and left[0].column("point")[0].as_py() != points[0]:
                yield pa.concat_batches(left)
                left = []
            left.append(batch.slice(cut))
        if left:
            yield pa.concat_batches(left)


def values_and_validity(column: pa.Array) -> tuple[Array, Whole]:
    """Return values with 0 for null, and 1 where there is one, (rows,) both."""
    values = column.cast(pa.float64()) if not pa.types.is_boolean(column.type) else column.cast(pa.uint8())
    return np.asarray(values.fill_null(0), dtype=float), np.asarray(column.is_valid()).astype(np.int64)


def pad_points(values: Any, place: tuple[Whole, Whole], shape: tuple[int, int]) -> Any:
    """Return the values of each point as a row, 0 behind them, (points, worlds): sums then go by the row alone."""
    table = np.zeros(shape, values.dtype)
    table[place] = values
    return table


def mean_and_count(name: str, sums: Array, counts: Whole) -> dict[str, pa.Array]:
    """Return mean and count of a measure at each point; the mean is null where the count is 0."""
    means = sums / np.maximum(counts, 1)
    return {f"{name}_mean": pa.array(means, mask=counts == 0), f"{name}_count": pa.array(counts)}


def open_sweep(folder: str | Path) -> Sweep:
    """Return a sweep to be read."""
    return Sweep(folder)
