"""The events of a scenario, drawn: in which worlds each happens, and on which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.core.chance import Chance
from sim.core.dates import Calendar
from sim.core.worlds import Array, Whole
from sim.model.draws import Drawn
from sim.scenario.schema.events import Event


@dataclass(frozen=True, eq=False)
class DrawnEvent:
    """One event: as stated, as drawn, and the day it happens in each world, inf where it does not."""

    stated: Event
    event: Drawn
    day: Array

    def worlds_on(self, day: int) -> Whole:
        """Return the worlds in which it happens on a day."""
        return np.flatnonzero(self.day == day) if day in self.days else np.zeros(0, dtype=np.int64)

    @cached_property
    def days(self) -> frozenset[float]:
        """The days on which it happens in some world."""
        return frozenset(self.day[np.isfinite(self.day)].tolist())


def draw_events(
    events: Sequence[Drawn], stated: Sequence[Event], calendar: Calendar, chance: Chance
) -> list[DrawnEvent]:
    """Return the events of a scenario, drawn, in the order of the file."""
    found = []
    for event, plain in zip(events, stated, strict=True):
        comes = chance.uniform(f"events.{event.name}") < event.probability
        if event.date is not None:
            day = np.full(chance.worlds, float(calendar.day_number(event.date)))
        else:
            first, last = (calendar.day_number(when) for when in event.between)
            day = np.floor(first + chance.uniform(f"events.{event.name}.day") * (last - first + 1))
        found.append(DrawnEvent(plain, event, np.where(comes, day, np.inf)))
    return found
