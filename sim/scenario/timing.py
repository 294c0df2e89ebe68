"""Rules on dates that tie the parts of a scenario together."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sim.scenario.faults import Place

Found = Iterator[tuple[Place, str]]
Parts = dict[str, Any]


def talks_end(parts: Parts) -> Found:
    """The talks are over before the horizon, however often the deadline moves."""
    calendar, rules = parts["calendar"], parts["deadline"]
    days = rules.most * rules.extension_days + rules.after_lapse.days + parts["assembly"].vote_lag_days
    last = calendar.deadline + dt.timedelta(days=days)
    if last >= calendar.horizon:
        found = f"with all extensions, the days after a lapse and the wait for a vote the talks may last until {last}"
        yield ("calendar", "horizon"), f"must be after the talks: {found}; found {calendar.horizon}"


def accounts_fit(parts: Parts) -> Found:
    """The carmakers' accounts and their support end within the horizon."""
    calendar, industry = parts["calendar"], parts["industry"]
    rule = f"must be from pause, {calendar.pause}, to horizon, {calendar.horizon}"
    for path, day in ((("accounts_until",), industry.accounts_until), (("support", "until"), industry.support.until)):
        if not calendar.pause <= day <= calendar.horizon:
            yield ("industry", *path), f"{rule}; found {day}"
