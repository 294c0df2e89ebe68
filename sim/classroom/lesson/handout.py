"""What one side's handout says in figures: its own values on the morning on which the talks open, and nothing else.

Values are those of one world of a scenario, in bn USD a year over no deal at the tariffs of a lapse.  The other side's
values, its floor and what the world will bring are not here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from sim.core.chance import Chance
from sim.core.errors import UserError
from sim.model.play import Play
from sim.model.recording import tables_of_the_day
from sim.model.records import Records
from sim.scenario.loading import LoadedScenario

ROLES = ("us", "korea")


@dataclass(frozen=True)
class IssueValues:
    """One issue on the table: its levels, what each is worth to the reader, and where it stands now and after a lapse.

    values   bn USD a year over no deal, one a level
    """

    name: str
    unit: str
    levels: tuple[float | str, ...]
    values: tuple[float, ...]
    now: float | str
    lapsed: float | str


@dataclass(frozen=True)
class RoleHandout:
    """All that a handout of one side needs.

    no_deal   value of never agreeing, bn USD a year, as believed on that morning
    floor     least that the side may sign for at present, bn USD a year
    """

    side: str
    pause: date
    talks: date
    deadline: date
    vote: date | None
    every: int
    daily_in_last: int
    issues: tuple[IssueValues, ...]
    no_deal: float
    floor: float

    @property
    def is_bound(self) -> bool:
        """Whether it may sign for less than no deal is worth only with more authority than it has now."""
        return self.floor > self.no_deal + 1e-9


def role_handout(loaded: LoadedScenario, seed: int, world: int, side: str) -> RoleHandout:
    """Return the handout of a side in one world of a scenario; UserError for a side that is not at Korea's table."""
    if side not in ROLES:
        raise UserError(f"no such role: {side}. There are {' and '.join(ROLES)}")
    play = Play(loaded.scenario, Chance(seed, world, 1), world, Records(daily=0, in_full=0, first=world))
    while play.setting.day < play.setting.calendar.talks:
        play.live_day()
    tables, state = tables_of_the_day(play.state), play.state
    reserve = tables[f"{side}_reserve"]
    least = state.korea.authority(ROLES.index(side), reserve, np.arange(1))
    spec = loaded.scenario
    return RoleHandout(
        side=side,
        pause=spec.calendar.pause,
        talks=spec.calendar.talks,
        deadline=spec.calendar.deadline,
        vote=None if spec.election is None else spec.election.date,
        every=spec.calendar.meetings.every,
        daily_in_last=spec.calendar.meetings.daily_in_last,
        issues=issue_values(loaded, tables[side][0]),
        no_deal=float(reserve[0]),
        floor=float(least[0]),
    )


def issue_values(loaded: LoadedScenario, table: Any) -> tuple[IssueValues, ...]:
    """Return the issues on the table, by a table (issues, levels) of values."""
    return tuple(
        IssueValues(
            name=name,
            unit=issue.unit,
            levels=tuple(issue.levels),
            values=tuple(float(value) for value in table[place, : len(issue.levels)]),
            now=issue.now,
            lapsed=issue.lapsed,
        )
        for place, (name, issue) in enumerate(loaded.scenario.issues.items())
        if issue.on_table
    )


def first_daily_meeting(handout: RoleHandout) -> date:
    """Return the first day of daily meetings before the deadline."""
    return handout.deadline - timedelta(days=max(handout.daily_in_last, 1) - 1)
