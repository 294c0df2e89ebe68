"""Columns that are null where a world has no value."""

from typing import Any

import numpy as np
import pyarrow as pa

from sim.core.columns import arrow_column
from sim.core.worlds import Flags


def column_where(values: Any, flags: Flags) -> pa.Array:
    """Return a column that is null where the flags are not set."""
    return arrow_column(values, np.asarray(flags))
