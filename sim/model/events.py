"""Events of a scenario: each happens on its day in its share of the worlds.

Two events on one day apply in the order of the file.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.core.chance import Chance
from sim.core.dates import Calendar
from sim.core.worlds import Array, Whole
from sim.economy.market.tariff_cases import OTHERS
from sim.model import shocks


@dataclass(frozen=True, eq=False)
class Happening:
    """One event, drawn: the day it happens in each world, inf where it does not."""

    event: Any
    day: Array

    def today(self, day: int) -> Whole:
        """Return the worlds in which it happens on a day."""
        return np.flatnonzero(self.day == day)


def happenings(events: list[Any], calendar: Calendar, chance: Chance) -> list[Happening]:
    """Return the events of a scenario, drawn, in the order of the file."""
    found = []
    for event in events:
        comes = chance.uniform(f"events.{event.name}") < event.probability
        if event.date is not None:
            day = np.full(chance.worlds, float(calendar.day_number(event.date)))
        else:
            first, last = (calendar.day_number(when) for when in event.between)
            day = np.floor(first + chance.uniform(f"events.{event.name}.day") * (last - first + 1))
        found.append(Happening(event, np.where(comes, day, np.inf)))
    return found


def happen(model: Any) -> None:
    """Let the day's events happen, in file order."""
    moved = False
    for happening, stated in zip(model.events, model.spec.events, strict=True):
        rows = happening.today(model.day)
        if not len(rows):
            continue
        moved = True
        event = happening.event
        model.records.tell(model.day, "event", rows[model.ledger.open[rows]], name=event.name)
        if event.letter:
            model.ledger.warned[rows] = True
        shocks.apply(model, {path: (event.changes[path], stated.changes[path]) for path in event.changes}, rows)
        shocks.stand(model, event.no_deal, rows)
        shocks.open_up(model, event.opens, rows)
        if event.hands_over_to:
            model.government.hand_over(event.hands_over_to, rows)
        follow(model, event, rows)
    model.shaken = moved
    if moved:
        model.weigh()


def follow(model: Any, event: Any, rows: Whole) -> None:
    """Take note of a peer's deal."""
    for issue, level in (event.peer or {}).items():
        if issue in model.peers.rate:
            model.peers.rate[issue][rows] = level
        if issue == model.drawn.precedent.price.issue:
            model.peers.pledge[rows] = level
        if issue == model.drawn.industry.tariff:
            regions = event.regions or [region for region in OTHERS if region in model.facts.foreign]
            model.facts.meet(regions, level, rows)
