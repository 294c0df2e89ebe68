"""The race to the vote in every world: polls as published, and the truth that they may have missed."""

from typing import Any

import numpy as np

from sim.core.normal import normal_quantile
from sim.core.world_groups import group_if_alike
from sim.core.worlds import Array, Flags, Whole, distinct_numbers
from sim.model.setting import Setting
from sim.politics import election


class Race:
    """The candidates' strength from day to day, and what is published of it.

    prefix       what the names of its draws begin with
    strength     (worlds, candidates)   log of each one's strength
    poll_error   how far polls may be off
    win_chances  (worlds, candidates)   believed on `odds_day`, where `known` (worlds,)
    """

    def __init__(self, setting: Setting, vote: Any, prefix: str = "") -> None:
        """Take the published poll, and the truth it may have missed by chance."""
        self.setting, self.vote, self.prefix, polls = setting, vote, prefix, vote.polls
        self.day_of_vote: int = setting.calendar.day_number(vote.date)
        self.last_poll: int = self.day_of_vote - polls.blackout_days
        self.first_poll: int = setting.calendar.day_number(polls.date)
        shares = np.array([polls.shares[name] for name in vote.candidates])
        self.shares: Array = np.tile(shares / shares.sum(), (setting.worlds, 1))
        self.polled: Array | None = None  # strengths by a later poll, of which nobody has asked the shares yet
        self.poll_error = election.PollUncertainty(polls.sd_day, polls.sd_error, polls.interviews)
        self.strength = election.strength_from_poll(self.published, polls.interviews, self.luck("sample"))
        self.odds_day, self.win_chances = -1, np.full(self.strength.shape, np.nan)
        self.known: Flags = np.zeros(setting.worlds, dtype=bool)
        if self.first_poll < 0:  # the race has gone on since the poll, before day 0
            walked = np.sqrt(float(-self.first_poll)) * self.poll_error.sd_day
            self.strength = election.step_strength(self.strength, walked, self.luck("before"))

    def luck(self, occasion: str) -> Array:
        """Return one normal a world and candidate, (worlds, candidates)."""
        names = [f"{self.prefix}polls.{name}.{occasion}" for name in self.vote.candidates]
        return normal_quantile(np.stack([self.setting.chance.uniform(name) for name in names], axis=1))

    @property
    def published(self) -> Array:
        """The shares of the last poll, (worlds, candidates)."""
        if self.polled is not None:
            self.shares, self.polled = election.vote_shares(self.polled), None
        return self.shares

    def last_shares(self, day: int, place: int) -> list[float | None]:
        """Return each candidate's share of the last poll in a world, 0 to 1, as it was published by the end of a day.

        None for each before the first poll; nobody from the day of the vote on.
        """
        if day >= self.day_of_vote:
            return []
        return [float(share) if day >= self.first_poll else None for share in self.published[place]]

    @property
    def days_unpolled(self) -> float:
        """Days to the vote since the last day on which a poll could be published."""
        return float(self.day_of_vote - min(self.setting.day, self.last_poll))

    def live_day(self) -> Whole | None:
        """Let a day of the race pass; return the winner on election day, (worlds,), None on other days."""
        day = self.setting.day
        if not self.first_poll < day <= self.day_of_vote:
            return None
        self.strength = election.step_strength(self.strength, self.poll_error.sd_day, self.luck(f"day{day}"))
        if day <= self.last_poll:
            self.polled = self.strength
        if day < self.day_of_vote:
            return None
        return election.winner(election.step_strength(self.strength, self.poll_error.sd_error, self.luck("error")))

    def odds(self, rows: Whole) -> Array:
        """Return each candidate's believed chance of winning, (worlds, candidates); worked out once a day."""
        self.work_out_odds(rows)
        return self.win_chances[rows]

    def believed_chances(self) -> Array:
        """Return each candidate's believed chance of winning as of today, (worlds, candidates)."""
        return election.win_chances(self.published, self.days_unpolled, self.poll_error)

    def work_out_odds(self, rows: Whole) -> None:
        """Bring `win_chances` up to date in some worlds, of which any may be named often."""
        if self.odds_day != self.setting.day:
            self.odds_day, self.win_chances = self.setting.day, np.full(self.strength.shape, np.nan)
            self.known = np.zeros(len(self.strength), dtype=bool)
        known = self.known[rows]
        if known.all():
            return
        fresh, error = distinct_numbers(rows[~known]), self.poll_error
        figures = [self.published[fresh], error.sd_day[fresh], error.sd_error[fresh]]
        kinds = None if len(self.vote.candidates) == 3 else group_if_alike(figures)  # of three, to group takes longer
        some = fresh if kinds is None else fresh[kinds.first]
        spread = election.PollUncertainty(error.sd_day[some], error.sd_error[some], error.interviews)
        wins = election.win_chances(self.published[some], self.days_unpolled, spread)
        self.win_chances[fresh], self.known[fresh] = wins if kinds is None else wins[kinds.group], True
