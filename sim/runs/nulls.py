"""Columns that are null where a world has no value."""

from typing import Any

import numpy as np
import pyarrow as pa

from sim.core.worlds import Flags


def column_where(values: Any, flags: Flags) -> pa.Array:
    """Return a column that is null where the flags are not set."""
    return pa.array(values, mask=~np.asarray(flags))
