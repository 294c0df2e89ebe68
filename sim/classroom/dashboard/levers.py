"""The settings that the dashboard lets move: which of them a scenario has, between which ends, in which unit.

Ends, unit and source of a figure are those that the scenario states; of what it states none, they are assumed and
said to be.  A figure that differs from world to world is moved as a whole: with f the value of the slider over the
scenario's own central value,

    a number                        value
    lognormal                       median times f, sigma as it was
    triangular, uniform, normal     every parameter times f, kept within the stated range

so that worlds keep their order, and at f = 1 nothing is set: the scenario is played as it stands.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from sim.scenario.faults import KeyPath
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.block import sourced_quantities
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.tree import unit_at

STEPS = 100  # of a slider from end to end, about
FINEST = 1e-6  # part of the way from end to end by which a value may be off its place and count as there
PAUSE_DAYS = (45, 180)  # days, assumed
WEEKS = range(-6, 7)  # by which the vote may be moved, assumed


@dataclass(frozen=True, kw_only=True)
class Lever:
    """One setting that can be moved.

    name        keyword of the model, and key of its words
    start       where it stands in the scenario, in `unit`
    low, high   ends, and the `step` between two values
    source      where the scenario's figure is from, or `assumed`
    moves       what it sets, by path, with what stands there now; a date or an election has one path and no figure
    event       name of the event that it is about
    """

    name: str
    start: float
    low: float
    high: float
    step: float
    unit: str
    source: str
    moves: tuple[tuple[KeyPath, Quantity], ...] = ()
    event: str = ""

    def is_moved(self, value: float) -> bool:
        """Whether a value is another than the scenario's own."""
        return abs(value - self.start) > FINEST * (self.high - self.low)


def levers_of(loaded: LoadedScenario) -> dict[str, Lever]:
    """Return the levers of a scenario by name, in the order of the page."""
    known = {path: (held, source) for path, held, source in sourced_quantities(loaded.scenario)}
    found: dict[str, Lever] = {}
    for name, paths in PATHS.items():
        moved = [path for path in paths(loaded.scenario) if path in known]
        if moved:
            moves = tuple((path, known[path][0]) for path in moved)
            event = loaded.scenario.events[int(moved[0][1])].name if moved[0][0] == "events" else ""
            found[name] = figure_lever(name, moves, known[moved[0]][1] or "assumed", event)
    if loaded.scenario.has_deadline:
        found["pause_days"] = pause_lever(loaded.scenario)
    return found


def figure_lever(name: str, moves: tuple[tuple[KeyPath, Quantity], ...], source: str, event: str = "") -> Lever:
    """Return the lever of some figures, of which the first says where it stands and between which ends it moves."""
    path, quantity = moves[0]
    start, note = quantity.central, quantity.note or source
    low, high = quantity.range or (min(0.0, 2 * start), max(1.0, 2 * start))
    ends = {"start": start, "low": low, "high": high, "step": fitting_step(low, high, start)}
    said = source if note == source or source.startswith(f"{note};") else f"{note} ({source})"
    return Lever(name=name, unit=unit_at(path), source=said, moves=moves, event=event, **ends)


def pause_lever(spec: Scenario) -> Lever:
    """Return the lever of the first deadline, in days after the beginning of the pause."""
    calendar = spec.calendar
    start, first = (calendar.deadline - calendar.pause).days, (calendar.talks - calendar.pause).days + 1
    low, high = max(first, min(PAUSE_DAYS[0], start)), max(PAUSE_DAYS[1], start)
    whole: dict[str, Any] = {"start": start, "low": low, "high": high, "step": 1}
    return Lever(name="pause_days", unit="days", source=calendar.source or "assumed", **whole)


def fitting_step(low: float, high: float, start: float) -> float:
    """Return a step of 1, 2 or 5 times a power of ten that leads from the low end to the start, in some 100 steps.

    A slider that has no place for its first value would move there by itself.
    """
    power = 10.0 ** floor(log10((high - low) / STEPS))
    for step in (*(power * k for k in (5, 2, 1)), *(power / k for k in (2, 5, 10, 100, 1000))):
        places = (start - low) / step
        if (high - low) / step >= STEPS / 2 and abs(places - round(places)) < FINEST:
            return float(f"{step:.1g}")
    return float(f"{power / 1000:.1g}")


# --- where the figures stand -----------------------------------------------------------------------


def pace_of_a(spec: Scenario) -> Iterator[KeyPath]:
    """Yield the pace of party A's delegation, and those of governments that have one of their own."""
    yield from paces_of(spec, 0)


def pace_of_b(spec: Scenario) -> Iterator[KeyPath]:
    """Yield the pace of party B's delegation, and those of governments that have one of their own."""
    yield from paces_of(spec, 1)


def paces_of(spec: Scenario, place: int) -> Iterator[KeyPath]:
    """Yield the pace of a party's delegation, by its place, and those of governments that have one of their own."""
    key = spec.keys[place]
    yield (key, "tactic", "timed", "beta")
    for name in spec.part_of(key).governments:
        yield (key, "governments", name, "tactic", "timed", "beta")


def audience_cost(spec: Scenario) -> Iterator[KeyPath]:
    """Yield what signing costs whoever is in office, where a vote is to come."""
    if spec.main_election is not None:
        yield (spec.keys[spec.voting_place], "governments", spec.voting_part.in_office, "audience_cost")


def peer_chance(spec: Scenario) -> Iterator[KeyPath]:
    """Yield the chance of the first event that is a peer's deal."""
    for place, event in enumerate(spec.events):
        if event.peer:
            yield ("events", place, "probability")
            return


PATHS: dict[str, Callable[[Scenario], Iterator[KeyPath]]] = {  # the first path is the lever's own
    "party_a_pace": pace_of_a,
    "party_b_pace": pace_of_b,
    "party_a_belief": lambda spec: iter([(spec.keys[0], "extension_belief", "first")]),
    "party_b_belief": lambda spec: iter([(spec.keys[1], "extension_belief", "first")]),
    "audience_cost": audience_cost,
    "believed_rate": lambda spec: iter([("precedent", "believed_rate")]),
    "peer_chance": peer_chance,
    "coin": lambda spec: iter([("calendar", "proposer", "coin")]),
}


def election_days(spec: Scenario) -> list[dt.date]:
    """Return the days on which the vote may be held, weeks apart from the scenario's own, after the poll."""
    if spec.main_election is None:
        return []
    polls = spec.main_election.polls
    own, poll = spec.main_election.date, polls.date if polls else spec.calendar.talks
    return [day for day in (own + dt.timedelta(weeks=week) for week in WEEKS) if day > poll]
