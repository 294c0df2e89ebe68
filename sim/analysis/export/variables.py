"""Columns as variables of xarray: their values, what stands for null, and how they are written into a file.

    values            where some are null                        in a file
    yes and no        as numbers: 1, 0, nan                      int8, -1 for null
    whole numbers     as numbers, nan                            int64, -2^63 for null
    numbers           nan                                        double, nan for null
    dates             NaT                                        days since 1970-01-01, int32, -2^31 for null
    words             the empty word                             string

Unit and meaning are the attributes `units` and `long_name`, as the CF conventions name them, and `null` says in which
rows there is no value.  Units are ours ("bn USD a year"), not those of UDUNITS.  "days" stands as "day": xarray takes
variables in "days" for spans of time, and (2026.9) then leaves the number that stands for null in a file as it is.

Source of the names: CF Conventions 1.11, sections 3.1 and 3.2.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from sim.analysis.export.grids import Grid

NO_FLAG, NO_NUMBER, NO_DATE = np.int8(-1), np.int64(-(2**63)), np.int32(-(2**31))  # for null, in a file
EPOCH = {"units": "days since 1970-01-01", "calendar": "proleptic_gregorian", "dtype": "int32", "_FillValue": NO_DATE}
UNITS = {"days": "day"}

Values = tuple[Any, Any, dict[str, Any]]  # what stands in the rows, what stands for null, how it is written


def cell_variable(library: Any, column: pa.ChunkedArray, field: pa.Field, grid: Grid) -> Any:
    """Return a column as a variable over a grid."""
    values, missing, encoding = plain_values(column, column.null_count > 0 or not grid.full)
    return library.Variable(grid.axes, grid.spread(values, missing), attributes_of(field), encoding)


def axis_variable(library: Any, levels: Any, field: pa.Field) -> Any:
    """Return what stands along an axis as a variable of its name."""
    values, _, encoding = plain_values(pa.chunked_array([pa.array(levels)]), gaps=False)
    return library.Variable((field.name,), values, attributes_of(field), encoding)


def attributes_of(field: pa.Field) -> dict[str, str]:
    """Return what is said of a column, by the names that programs look for."""
    said = {key.decode(): text.decode() for key, text in (field.metadata or {}).items()}
    unit = said.get("unit", "")
    words = {"long_name": said.get("meaning", ""), "null": said.get("null", "")}
    return {**({"units": UNITS.get(unit, unit)} if unit else {}), **words}


def plain_values(column: pa.ChunkedArray, gaps: bool) -> Values:
    """Return the values of a column, (rows,); gaps, whether null stands among them or will."""
    kind = column.type
    if pa.types.is_string(kind):
        return np.array(column.fill_null("").to_pylist(), dtype=object), "", {}
    if pa.types.is_date(kind):
        return date_values(column)
    if not gaps and not pa.types.is_floating(kind):
        return column.to_numpy(), 0, {}
    encoding: dict[str, Any] = {"_FillValue": np.nan}
    if pa.types.is_boolean(kind):
        encoding = {"dtype": "int8", "_FillValue": NO_FLAG}
    if pa.types.is_integer(kind):
        encoding = {"dtype": "int64", "_FillValue": NO_NUMBER}
    return column.cast(pa.float64()).fill_null(np.nan).to_numpy(), np.nan, encoding


def date_values(column: pa.ChunkedArray) -> Values:
    """Return dates to the second, which is the coarsest that xarray has."""
    missing = np.datetime64("NaT", "s")
    days = column.cast(pa.int32()).fill_null(0).to_numpy().astype("datetime64[D]")
    known = column.is_valid().to_numpy()
    return np.where(known, days.astype("datetime64[s]"), missing), missing, dict(EPOCH)
