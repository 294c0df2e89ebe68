"""The parts of a scenario that say what is on the table, when, and by what facts."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

Source = Annotated[
    str | None, Field(description="where the figures of this block are from, or `assumed`", min_length=1)
]
KnownBy = Annotated[
    dt.date | None, Field(description="day by which the figures of this block were known; without one, from the start")
]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]


def none_is_absent(given: Any) -> Any:
    """Read the word `none` as a part that is not there."""
    return None if isinstance(given, str) and given == "none" else given


NoneIsAbsent = BeforeValidator(none_is_absent)  # of a part that a scenario may do without
