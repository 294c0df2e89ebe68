from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda, Issue
from sim.core.dates import Calendar
from sim.core.world_groups import group_if_alike
from sim.economy.market.tariff_cases import rates_by_region
from sim.economy.market.tariff_equilibria import TariffEquilibria, solve_tariffs
from sim.model.draws import Drawn
from sim.scenario.car_market import market_of
from sim.scenario.schema.calendar import CalendarPart
from sim.scenario.schema.issues import IssuePart
from sim.scenario.schema.scenario import Scenario

NO_MARKET = "the scenario has no car market"


def calendar_of(part: CalendarPart) -> Calendar:
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


def agenda_of(issues: dict[str, IssuePart], left_open: Collection[str] = ()) -> Agenda:
    """Return the agenda of a scenario; `left_open` are the issues that its deals leave to a text."""
    return Agenda(
        tuple(
            Issue(name, p.unit, tuple(p.levels), p.levels.index(p.now), p.levels.index(p.lapsed), p.on_table)
            for name, p in issues.items()
        ),
        tuple(place for place, name in enumerate(issues) if name in left_open),
    )


def issues_left_open(scenario: Scenario) -> list[str]:
    """Return the issues that a deal leaves to a text; none without stages."""
    stages = scenario.stages
    return [] if stages is None or stages.text is None else list(stages.text.settles)


def car_market_of(scenario: Scenario, held: Drawn) -> TariffEquilibria | None:
    """Return the car market at each level of the car tariff; None where the scenario has none."""
    return None if scenario.market is None else car_market_at_levels(scenario, held)


def car_market_at_levels(scenario: Scenario, held: Drawn, more: Sequence[float] = ()) -> TariffEquilibria:
    """Return the car market at each level of the car tariff, before any partner has a deal; ValueError without one.

    more: rates, shares, that stand behind the levels.
    """
    if scenario.market is None or scenario.car_tariff is None:
        raise ValueError(NO_MARKET)
    issue = scenario.issues[scenario.car_tariff]
    part, levels = held.market, np.array([*(float(level) / 100 for level in issue.levels), *more])
    found = group_if_alike(
        [part.outside, part.elasticity, part.margin, *part.tariffs.values(), *part.dutiable.values()]
    )
    if found is not None:
        part = Drawn(
            **{name: getattr(part, name)[found.first] for name in ("outside", "elasticity", "margin")},
            **{name: {k: v[found.first] for k, v in getattr(part, name).items()} for name in ("tariffs", "dutiable")},
        )
    market = market_of(scenario.market, part)
    foreign = rates_by_region(market, part.tariffs, part.dutiable)
    solved = solve_tariffs(market, levels, issue.levels.index(issue.lapsed), foreign)
    return solved if found is None else solved.only(found.group)


def issues_opened(events: Sequence[Any]) -> list[str]:
    """Return the issues that an event puts on the table: until then they are shut."""
    return list(dict.fromkeys(name for event in events for name in event.opens))


def appointed_governments(events: Sequence[Any]) -> list[str]:
    """Return the governments to which events hand over."""
    return list(dict.fromkeys(event.hands_over_to for event in events if event.hands_over_to))
