"""Rules on dates that tie the parts of a scenario together."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sim.scenario.checks.party_keys import keyed_by_party
from sim.scenario.faults import KeyPath
from sim.scenario.schema.as_played import longest_vote_lag

LONGEST_BEFORE = 366  # days before the pause in which the tariffs may have begun

Findings = Iterator[tuple[KeyPath, str]]
Parts = dict[str, Any]


def talks_end(parts: Parts) -> Findings:
    """The talks are over before the horizon, however often the deadline moves."""
    calendar, rules, vote_lag = parts["calendar"], parts["deadline"], longest_vote_lag(parts)
    days = rules.most * rules.extension_days + rules.after_lapse.days + vote_lag
    last = calendar.deadline + dt.timedelta(days=days)
    if calendar.deadline == calendar.horizon - dt.timedelta(days=1):
        rule = "lacks the day of the deadline: state it, or leave `deadline` out as well, for no deadline"
        yield ("calendar", "deadline"), rule
    elif last >= calendar.horizon:
        found = f"with all extensions, the days after a lapse and the wait for a vote the talks may last until {last}"
        yield ("calendar", "horizon"), f"must be after the talks: {found}; found {calendar.horizon}"


def accounts_fit(parts: Parts) -> Findings:
    """The carmakers' accounts and their support end within the horizon."""
    calendar, industry = parts["calendar"], parts["industry"]
    if industry is None:
        return
    rule = f"must be from pause, {calendar.pause}, to horizon, {calendar.horizon}"
    for path, day in ((("accounts_until",), industry.accounts_until), (("support", "until"), industry.support.until)):
        if not calendar.pause <= day <= calendar.horizon:
            yield ("industry", *path), f"{rule}; found {day}"
    first = calendar.pause - dt.timedelta(days=LONGEST_BEFORE)
    if not first <= industry.since <= calendar.pause:
        rule = f"must be from {first} to pause, {calendar.pause}"
        yield ("industry", "since"), f"{rule}; found {industry.since}"


def deals_are_kept(parts: Parts) -> Findings:
    """The reporting horizon lies between the talks and the horizon; both parties' figures are stated."""
    rules, calendar = parts["enforcement"], parts["calendar"]
    if not calendar.talks < rules.until < calendar.horizon:
        rule = f"must be after talks, {calendar.talks}, and before horizon, {calendar.horizon}"
        yield ("enforcement", "until"), f"{rule}; found {rules.until}"
    for key in ("impatience", "answer"):
        yield from keyed_by_party(("enforcement", key), getattr(rules, key), parts)


def plants_grow(parts: Parts) -> Findings:
    """The stages of a plant come in order."""
    for name, maker in (parts["carmakers"] or {}).items():
        for plant, stages in maker.plants.items():
            dates = [stage.date for stage in stages]
            if dates != sorted(set(dates)):
                rule = (
                    f"dates must rise; found {', '.join(map(str, dates))}. Put the stages in order, one for each date"
                )
                yield ("carmakers", name, "plants", plant), rule
