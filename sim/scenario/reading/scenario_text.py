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

    def copy(self) -> "ScenarioText":
        """Return the same once more: what is changed in one of the two does not show in the other."""
        return ScenarioText(self.file, copy_data(self.data), dict(self.lines), [*self.faults], {*self.void})

    def line_near(self, path: KeyPath) -> int:
        """Return the line of a path, or of the nearest key above it that has one; 1 without any."""
        above = (path[:end] for end in range(len(path), 0, -1))
        return next((self.lines[at][1] for at in above if at in self.lines), 1)

    def is_void(self, path: KeyPath) -> bool:
        """Whether a path lies where a value could not be read."""
        return any(path[:end] in self.void for end in range(len(path) + 1))


def copy_data(data: Any) -> Any:
    """Return plain data, with mappings and lists of its own."""
    if isinstance(data, dict):
        return {key: copy_data(value) for key, value in data.items()}
    return [copy_data(value) for value in data] if isinstance(data, list) else data


class Void:
    """What stands where a value could not be read."""


VOID = Void()


def holds_void(value: Any) -> bool:
    """Whether a value, or one within it, could not be read."""
    if isinstance(value, dict | list):
        return any(holds_void(part) for part in (value.values() if isinstance(value, dict) else value))
    return value is VOID
