"""What follows from a scenario alone is worked out once for each, and kept as long as the scenario is."""

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sim.scenario.schema.scenario import Scenario

Found = TypeVar("Found")


def kept_by_scenario(work_out: Callable[[Scenario], Found]) -> Callable[[Scenario], Found]:
    """Return what works something out once for each scenario, which never changes."""
    kept: dict[int, tuple[weakref.ref[Scenario], Found]] = {}  # by the identity of a scenario, while there is one

    @wraps(work_out)
    def found_for(scenario: Scenario) -> Found:
        place = id(scenario)
        held = kept.get(place)
        if held is None or held[0]() is not scenario:
            held = weakref.ref(scenario, lambda gone: kept.pop(place, None)), work_out(scenario)
            kept[place] = held
        return held[1]

    return found_for
