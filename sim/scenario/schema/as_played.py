"""What one part of a scenario makes of others: issues that are bundled, and a deadline that is left out.

Without a deadline nothing lapses: the level in force stays that of `now` to the horizon, and talks go on until the last
day on which a signature can still be voted on before it.
"""

import datetime as dt
from typing import Any

from sim.scenario.schema.calendar import CalendarPart, NoDeadline
from sim.scenario.schema.parties import PartyPart

DAYS_BEFORE_HORIZON = 2  # the end of the talks, and a day on which a deal still pays


def as_played(parts: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a scenario with what one of them makes of another."""
    return without_deadline(with_bundled_issues(parts))


def with_bundled_issues(parts: dict[str, Any]) -> dict[str, Any]:
    """Return the parts with the issues of the security track on the table, if they are bundled."""
    if parts.get("bundled") is not True or not isinstance(parts.get("issues"), dict):
        return parts
    tabled = {
        name: issue.model_copy(update={"on_table": True}) if issue.track == "security" else issue
        for name, issue in parts["issues"].items()
    }
    return parts | {"issues": tabled}


def longest_vote_lag(parts: dict[str, Any]) -> int:
    """Return the most days from a signature to the vote on it, by the parts of a scenario."""
    own = [held.assembly for held in parts.values() if isinstance(held, PartyPart)]
    return max((held.vote_lag_days for held in (parts.get("assembly"), *own) if held is not None), default=0)


def without_deadline(parts: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a scenario, of one without a deadline with the end of its talks and what stays in force."""
    calendar, issues = parts.get("calendar"), parts.get("issues")
    if not isinstance(parts.get("deadline"), NoDeadline) or not isinstance(calendar, CalendarPart):
        return parts
    days = DAYS_BEFORE_HORIZON + longest_vote_lag(parts)
    last = max(calendar.talks, calendar.horizon - dt.timedelta(days=days))
    meetings = calendar.meetings.model_copy(update={"daily_in_last": 0})
    held = parts | {"calendar": calendar.model_copy(update={"deadline": last, "meetings": meetings})}
    if isinstance(issues, dict):
        held["issues"] = {name: issue.model_copy(update={"lapsed": issue.now}) for name, issue in issues.items()}
    return held
