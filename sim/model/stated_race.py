"""A vote whose chances a scenario states itself: no polls are published, and nobody learns more before the day.

    winner    the first candidate whose chance, added to those before it, is above one uniform of the world

The chances are what everybody believes from the first day to the last, and what the draw on election day follows.
"""

from typing import Any

import numpy as np

from sim.core.worlds import Array, Flags, Whole
from sim.model.race import Race
from sim.model.setting import Setting

NO_POLL = 10**9  # day of the first poll, which never comes


class StatedRace(Race):
    """Candidates and their chances to win, the same in every world."""

    def __init__(self, setting: Setting, vote: Any, prefix: str = "") -> None:
        """Take the chances that are stated."""
        self.setting, self.vote, self.prefix = setting, vote, prefix
        self.day_of_vote = setting.calendar.day_number(vote.date)
        self.first_poll = self.last_poll = NO_POLL
        chances = np.array([vote.chances[name] for name in vote.candidates])
        self.win_chances: Array = np.tile(chances / chances.sum(), (setting.worlds, 1))
        self.odds_day = -1
        self.known: Flags = np.ones(setting.worlds, dtype=bool)

    @property
    def published(self) -> Array:
        """The chances, (worlds, candidates), as nothing else is known."""
        return self.win_chances

    def last_shares(self, day: int, place: int) -> list[float | None]:
        """Return None for each candidate: no poll is published; nobody from the day of the vote on."""
        return [] if day >= self.day_of_vote else [None] * len(self.vote.candidates)

    def live_day(self) -> Whole | None:
        """Return the winner on election day, (worlds,), None on other days."""
        if self.setting.day != self.day_of_vote:
            return None
        luck = self.setting.chance.uniform(f"{self.prefix}election.winner")
        passed = np.cumsum(self.win_chances, axis=1) > luck[:, None]
        last = self.win_chances.shape[1] - 1
        return np.asarray(np.where(passed.any(axis=1), passed.argmax(axis=1), last))

    def work_out_odds(self, rows: Whole) -> None:
        """Leave the chances as they are."""

    def believed_chances(self) -> Array:
        """Return each candidate's believed chance of winning as of today, (worlds, candidates)."""
        return self.win_chances


def race_to(setting: Setting, vote: Any, prefix: str = "") -> Race:
    """Return the race to a vote: by its polls, or by the chances that the scenario states; prefix, of its draws."""
    return (Race if vote.polls is not None else StatedRace)(setting, vote, prefix)
