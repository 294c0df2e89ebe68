"""What differs between two runs in the worlds in which an event of one of them happens.

Where an event happens only in some worlds, the difference in all worlds is that of the worlds with it, watered
down by those without.  Whether it happens is drawn before the talks begin, by its name, the seed and the number
of the world, so that it can be drawn again for any run, and worlds picked by it are picked by nothing that the
talks bring about.  An event that is stated otherwise in both runs counts in the worlds in which it happens in
one of them alone, on another day, or, if it does something else there, in either.

Source: G. Imbens and D. Rubin (2015), "Causal Inference for Statistics, Social, and Biomedical Sciences",
section 1.6: a subpopulation may be picked by what the treatment does not affect.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from sim.analysis.compare import ComparedRun, Difference, differences, measures, measures_by_key
from sim.core.chance import Chance
from sim.core.worlds import Array, Flags
from sim.model.drawn_events import draw_events
from sim.model.draws import draw_scenario
from sim.model.setup import calendar_of
from sim.scenario.party_words import words_of
from sim.scenario.schema.events import Event

WHETHER_AND_WHEN = {"probability", "date", "between", "source", "known_by"}  # of an event, not what it does


@dataclass(frozen=True)
class EventDifference:
    """Each measure in two runs, in the worlds in which one event happens.

    in_both       whether it happens in both runs: in other worlds, on another day, or to another effect
    worlds        how many worlds that are, of how many
    differences   as `compare` returns them, over these worlds alone
    """

    event: str
    in_both: bool
    worlds: int
    of: int
    differences: list[Difference]


def differences_where_events_happen(one: ComparedRun, *others: ComparedRun) -> dict[str, list[EventDifference]]:
    """Return what differs where an event happens in some worlds only, by the name of the run and in their order.

    The runs must be of the same worlds and seed, as `compare` asks for, and measures of a party bear its key.
    """
    words = words_of(one.scenario)
    return {
        name: [replace(event, differences=measures_by_key(event.differences, words)) for event in held]
        for name, held in event_differences_by_side(one, *others).items()
    }


def event_differences_by_side(one: ComparedRun, *others: ComparedRun) -> dict[str, list[EventDifference]]:
    """Return the same with measures of a party by its side, as party_a_worth."""
    shown = measures(one.scenario, *(side.scenario for side in others))
    days = event_days(one)
    found: dict[str, list[EventDifference]] = {}
    for other in others:
        both = days, event_days(other)
        found[other.name] = [
            EventDifference(
                event=name,
                in_both=all(np.isfinite(held.get(name, np.inf)).any() for held in both),
                worlds=int(rows.sum()),
                of=len(rows),
                differences=differences(only_worlds(one, rows), only_worlds(other, rows), shown),
            )
            for name, rows in worlds_of_events((one, other), both).items()
        ]
    return found


def worlds_of_events(
    sides: tuple[ComparedRun, ComparedRun], days: tuple[Mapping[str, Array], Mapping[str, Array]]
) -> dict[str, Flags]:
    """Return where each event makes two runs differ, (worlds,), of events that do in some worlds but not in all.

    days: of each run, the day of each event, as `event_days` returns them
    """
    found = {}
    for name in dict.fromkeys(name for held in days for name in held):
        first, second = (held.get(name, np.full(sides[0].table.num_rows, np.inf)) for held in days)
        rows = first != second
        if not does_the_same(*(event_of(side, name) for side in sides)):
            rows |= np.isfinite(first) | np.isfinite(second)
        if 0 < rows.sum() < len(rows):
            found[name] = rows
    return found


def event_of(side: ComparedRun, name: str) -> Event | None:
    """Return the event of a run by its name, None if it has none."""
    return next((event for event in side.scenario.events if event.name == name), None)


def does_the_same(one: Event | None, other: Event | None) -> bool:
    """Whether two events do the same where they happen; true where one is missing."""
    if one is None or other is None:
        return True
    return one.model_dump(exclude=WHETHER_AND_WHEN) == other.model_dump(exclude=WHETHER_AND_WHEN)


def event_days(side: ComparedRun) -> dict[str, Array]:
    """Return the day of each event, counted from the beginning of the pause, (worlds,), inf where it does not come."""
    numbers = np.asarray(side.table.column("world").to_numpy())
    if not side.scenario.events or not len(numbers):
        return {}
    first, last = int(numbers.min()), int(numbers.max())
    drawn, _ = draw_scenario(side.scenario, Chance(side.seed, first, last - first + 1))
    chance, calendar = Chance(side.seed, first, last - first + 1), calendar_of(side.scenario.calendar)
    events: Sequence[Event] = side.scenario.events
    return {
        found.stated.name: found.day[numbers - first] for found in draw_events(drawn.events, events, calendar, chance)
    }


def only_worlds(side: ComparedRun, rows: Flags) -> ComparedRun:
    """Return a run in some of its worlds."""
    return replace(side, table=side.table.filter(pa.array(rows)))
