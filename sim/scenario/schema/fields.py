"""The parts of a scenario that say what is on the table, when, and by what facts."""

from typing import Annotated

from pydantic import Field, StringConstraints

Source = Annotated[
    str | None, Field(description="where the figures of this block are from, or `assumed`", min_length=1)
]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
