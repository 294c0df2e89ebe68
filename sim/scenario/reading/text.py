"""What has been read of a scenario: its plain data, and where each piece of it stands."""

from dataclasses import dataclass, field
from typing import Any

from sim.scenario.faults import Fault, Place


@dataclass
class Text:
    """The plain data of one file, the line of each path in it, and the faults of its form.

    `void` holds the paths whose value could not be read; VOID stands there in the data.
    """

    file: str
    data: dict[str, Any]
    lines: dict[Place, tuple[str, int]] = field(default_factory=dict)
    found: list[Fault] = field(default_factory=list)
    void: set[Place] = field(default_factory=set)


class Void:
    """What stands where a value could not be read."""


VOID = Void()
