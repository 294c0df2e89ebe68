"""The parts of a scenario that say what is on the table, when, and by what facts."""

import datetime as dt
from typing import Annotated

from pydantic import Field, StringConstraints

Source = Annotated[
    str | None, Field(description="where the figures of this block are from, or `assumed`", min_length=1)
]
KnownBy = Annotated[
    dt.date | None, Field(description="day by which the figures of this block were known; without one, from the start")
]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
