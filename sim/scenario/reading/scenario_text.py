"""What has been read of a scenario: its plain data, and where each piece of it stands."""

from dataclasses import dataclass, field
from typing import Any

from sim.scenario.faults import Fault, KeyPath


@dataclass
class ScenarioText:
    """The plain data of one file, the line of each path in it, and the faults of its form.

    `void` holds the paths whose value could not be read; VOID stands there in the data.
    """

    file: str
    data: dict[str, Any]
    lines: dict[KeyPath, tuple[str, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    void: set[KeyPath] = field(default_factory=set)


class Void:
    """What stands where a value could not be read."""


VOID = Void()
