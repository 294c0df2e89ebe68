"""In which figures one scenario's plain data differs from another's, by dotted path.

What only says where a figure is from, how far it may be set, or how a scenario is played (question, worlds, seed) is
no difference of what is simulated.  Events are matched by name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sim.scenario.extending import read_extended
from sim.scenario.schema.quantity import SHAPES
from sim.scenario.shipped import find_shipped

BASELINE = "baseline.yaml"
BESIDE = {
    "source",
    "note",
    "meaning",
    "says",
    "known_by",
    "range",
    "middle",
    "prior",
    "unit",
}  # keys that say something of a figure
ABOUT = {"question", "worlds", "seed", "known_later", "actual", "sweep"}  # keys at the top that move no rule


@dataclass(frozen=True)
class ScenarioDifference:
    """A figure or a part that differs: its dotted path, what stands in the one and in the other; None: not there."""

    path: str
    before: Any
    after: Any


@cache
def baseline_data() -> dict[str, Any]:
    """Return the plain data of the baseline that comes with the program; nothing if it is not there."""
    file = find_shipped(BASELINE)
    return {} if file is None else read_extended(file).data


def differences_from(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[ScenarioDifference]:
    """Return in what the second differs from the first, in the order of its keys."""
    one, other = ({key: held for key, held in data.items() if key not in ABOUT} for data in (before, after))
    return list(find_differences(one, other, ""))


def find_differences(before: Any, after: Any, path: str) -> Iterator[ScenarioDifference]:
    """Yield what differs below a path."""
    one, other = (without_sources(by_name(held)) for held in (before, after))
    if one == other:
        return
    if isinstance(one, dict) and isinstance(other, dict) and not (is_figure(one) or is_figure(other)):
        for key in dict.fromkeys([*other, *one]):
            yield from find_differences(one.get(key), other.get(key), f"{path}.{key}".lstrip("."))
        return
    yield ScenarioDifference(path, one, other)


def by_name(held: Any) -> Any:
    """Return a list of named blocks as a mapping by name; anything else as it is."""
    named = isinstance(held, list) and held and all(isinstance(item, dict) and "name" in item for item in held)
    return {item["name"]: item for item in held} if named else held


def without_sources(held: Any) -> Any:
    """Return a block without what it says of its figures, and a figure that is one number as that number."""
    if not isinstance(held, dict):
        return held
    left = {key: value for key, value in held.items() if key not in BESIDE}
    return left["value"] if set(left) == {"value"} else left


def is_figure(held: Mapping[str, Any]) -> bool:
    """Whether a block is one figure, with its shape."""
    return len(held) == 1 and next(iter(held)) in SHAPES
