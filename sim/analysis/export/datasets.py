"""Tables as datasets of xarray, and as NetCDF files: a variable for each column, over what names the rows.

A run lies along `world`, its accounts along world, maker and quarter, its daily series along series and day.  A sweep
over a full grid has an axis for each factor, with the factor's levels as coordinates, and `world`; any other sweep has
`point` and `world`, and the factors are coordinates of the points.  Where nothing names the rows they lie along `row`.

Values, types and attributes: `sim.analysis.export.variables`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.analysis.export.formats import Tick
from sim.analysis.export.grids import PLACE_WORDS, ROW, grid_of
from sim.analysis.export.result_tables import ResultTable, outcome_tables, result_tables, sweep_tables
from sim.analysis.export.variables import axis_variable, cell_variable
from sim.core.errors import UserError
from sim.runs.run import Outcome
from sim.scenario.faults import guess_column
from sim.sweeps.storage.reader import Sweep

Result = Outcome | Sweep | str | Path

ENGINE = "h5netcdf"  # writes NetCDF version 4, which has words, whole numbers of 64 bits and gaps
NEEDED = f"needs xarray and {ENGINE}, which are not installed: pip install 'ninety-days[xarray]'"


def to_xarray(result: Result, table: str | None = None) -> Any:
    """Return a table of a result as a dataset of xarray, which holds all its rows.

    result   what `sim.run`, `sim.sweep` or `sim.open_sweep` returned, or a result folder
    table    its name; without one the worlds of a run, the rows of a sweep, or the first table of another result
    UserError if xarray is missing, or for a table that is not there; ResultError for a folder that cannot be read.
    """
    library = import_xarray("sim.to_xarray")
    tables = {found.name: found for found in tables_of(result)}
    name = table or ("rows" if "rows" in tables else next(iter(tables)))
    if name not in tables:
        raise UserError(f"the result has no table {name}. {guess_column(name, list(tables))}")
    return dataset_of(tables[name], library)


def tables_of(result: Result) -> list[ResultTable]:
    """Return the tables of a result."""
    if isinstance(result, Outcome):
        return outcome_tables(result)
    return sweep_tables(result.require_complete()) if isinstance(result, Sweep) else result_tables(Path(result))


def import_xarray(asked: str) -> Any:
    """Return xarray; UserError, by what was asked for, where it or what writes its files is missing."""
    try:
        import h5netcdf  # noqa: F401
        import xarray
    except ImportError:
        raise UserError(f"{asked} {NEEDED}") from None
    return xarray


def dataset_of(table: ResultTable, library: Any) -> Any:
    """Return a table as a dataset."""
    rows = table.read()
    grid = grid_of(table, rows)
    outer = grid.without_worlds() if table.by_point else grid
    variables = {
        field.name: cell_variable(
            library, rows.column(field.name), field, outer if field.name in table.by_point else grid
        )
        for field in table.schema
        if field.name not in grid.axes
    }
    coordinates = {
        name: axis_variable(library, levels, axis_field(table, name))
        for name, levels in grid.levels.items()
        if name != ROW
    }
    held = library.Dataset(variables, coordinates, {"table": table.name})
    return held.set_coords([name for name in table.by_point if name in held.data_vars])


def axis_field(table: ResultTable, name: str) -> pa.Field:
    """Return the column that stands along an axis."""
    known = name in table.schema.names
    return table.schema.field(name) if known else pa.field(name, pa.int64(), metadata=PLACE_WORDS)


def write_xarray(tables: Sequence[ResultTable], folder: Path, tick: Tick) -> list[Path]:
    """Write each table as a NetCDF file; UserError where xarray is missing."""
    library, files = import_xarray("--xarray"), []
    for table in tables:
        file = folder / f"{table.name}.nc"
        dataset_of(table, library).to_netcdf(file, engine=ENGINE)
        files.append(file)
        tick(table.rows)
    return files
