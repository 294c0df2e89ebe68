"""A scenario drawn: every quantity becomes one number per world, every choice the rule it names.

The luck of a quantity goes by its dotted path, so that changing one quantity leaves every other
draw in place.  A quantity that is a plain number is that number in every world.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda, Issue
from sim.core.chance import INVERSES, Chance
from sim.core.dates import Calendar
from sim.core.worlds import Array, group_if_alike
from sim.economy.market.tariff_cases import rates_by_region
from sim.economy.market.tariff_equilibria import TariffEquilibria, solve_tariffs
from sim.scenario.checks.car_market import market_of
from sim.scenario.faults import KeyPath, path_text
from sim.scenario.schema.block import Block
from sim.scenario.schema.choice import Choice, make_rule
from sim.scenario.schema.fields import CalendarPart, IssuePart
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.stacked_quantity import StackedQuantity

Drawn = SimpleNamespace


class Drawer:
    """Draws quantities by their paths, and remembers what it drew."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.draws: dict[str, Array] = {}

    def take(self, path: KeyPath, quantity: Quantity) -> Array:
        """Return a quantity in every world, (worlds,)."""
        name = path_text(path)
        if isinstance(quantity, StackedQuantity):
            held = quantity.draw_rows(lambda: self.chance.uniform(name))
            return self.draws.setdefault(name, held) if quantity.is_distribution else held
        if quantity.shape == "value":
            return np.full(self.chance.worlds, quantity.parameters[0])
        drawn = INVERSES[quantity.shape](self.chance.uniform(name), *quantity.parameters)
        self.draws[name] = self.chance.scale_draws(name, drawn)
        return self.draws[name]

    def part(self, held: Any, path: KeyPath) -> Any:
        """Return any part of a scenario, drawn."""
        if isinstance(held, Quantity):
            return self.take(path, held)
        if isinstance(held, Choice):
            return make_rule(held, path, self.take)
        if isinstance(held, Block):
            return Drawn(**{k: self.part(getattr(held, k), (*path, k)) for k in type(held).model_fields})
        if isinstance(held, dict):
            return {k: self.part(v, (*path, k)) for k, v in held.items()}
        if isinstance(held, list):
            return [self.part(v, (*path, k)) for k, v in enumerate(held)]
        return held


def drawn(scenario: Scenario, chance: Chance) -> tuple[Drawn, dict[str, Array]]:
    """Return the drawn scenario, and each distribution's draws, (worlds,), by dotted path."""
    drawer = Drawer(chance)
    return drawer.part(scenario, ()), drawer.draws


def calendar(part: CalendarPart) -> Calendar:
    """Return the calendar of a scenario in days."""
    days = Calendar(part.pause, 0, 0, 0, part.meetings.every, part.meetings.daily_in_last)
    return Calendar(
        pause=part.pause,
        talks=days.day_number(part.talks),
        deadline=days.day_number(part.deadline),
        horizon=days.day_number(part.horizon),
        every=part.meetings.every,
        daily_in_last=part.meetings.daily_in_last,
        also=frozenset(days.day_number(when) for when in part.meetings.also),
    )


def agenda(issues: dict[str, IssuePart]) -> Agenda:
    """Return the agenda of a scenario."""
    return Agenda(
        tuple(
            Issue(name, p.unit, tuple(p.levels), p.levels.index(p.now), p.levels.index(p.lapsed), p.on_table)
            for name, p in issues.items()
        )
    )


def car_prices(scenario: Scenario, held: Drawn, more: Sequence[float] = ()) -> TariffEquilibria:
    """Return the car market at each level of the car tariff, before any partner has a deal.

    more: rates, shares, that stand behind the levels.
    """
    issue = scenario.issues[scenario.industry.tariff]
    part, levels = held.market, np.array([*(float(level) / 100 for level in issue.levels), *more])
    found = group_if_alike(
        [part.outside, part.elasticity, part.margin, *part.tariffs.values(), *part.dutiable.values()]
    )
    if found is not None:
        part = Drawn(
            **{name: getattr(part, name)[found.first] for name in ("outside", "elasticity", "margin")},
            **{name: {k: v[found.rows] for k, v in getattr(part, name).items()} for name in ("tariffs", "dutiable")},
        )
    market = market_of(scenario.market, part)
    foreign = rates_by_region(market, part.tariffs, part.dutiable)
    solved = solve_tariffs(market, levels, issue.levels.index(issue.lapsed), foreign)
    return solved if found is None else solved.only(found.group)
