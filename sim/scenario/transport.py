"""A scenario on its way to another process: plain data, since the schema of its rules is made where it is read."""

from functools import lru_cache
from pickle import dumps, loads
from typing import Any

from sim.scenario.loading import find_faults
from sim.scenario.schema.scenario import Scenario


def pack_scenario(data: dict[str, Any]) -> bytes:
    """Return a scenario's plain data, to be handed over."""
    return dumps(data)


@lru_cache(maxsize=8)
def unpack_scenario(data: bytes) -> Scenario:
    """Return the scenario of plain data that was found sound before it was handed over."""
    parts, _ = find_faults(loads(data))
    return Scenario(**parts)
