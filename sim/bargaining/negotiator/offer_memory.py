"""What has been said at the table, as one delegation remembers it."""

from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.view import History
from sim.core.worlds import Array, Flags, Whole

FIRST = 16  # offers for which room is made at first; doubled when it runs out


class Said:
    """One delegation's memory of the talks; arrays are (worlds,) unless stated.

    target     what it last demanded, nan before
    stood      what it demanded when it last made an offer, nan before
    last       (worlds, issues), its last offer, where `tabled`
    asked      (worlds, issues), the other side's last offer, where `offers` is above 0
    received, received_before   values to it of the other side's last two offers, nan before
    news       whether the other side has made an offer since the last target
    offers     how many offers the other side has made
    made       how many offers it has made itself
    """

    def __init__(self, worlds: int, agenda: Agenda, keeps: bool) -> None:
        nothing = np.full(worlds, np.nan)
        self.target, self.stood = nothing.copy(), nothing.copy()
        self.received, self.received_before = nothing.copy(), nothing.copy()
        self.last: Whole = np.zeros((worlds, len(agenda.issues)), dtype=np.int64)
        self.asked: Whole = np.zeros_like(self.last)
        self.tabled: Flags = np.zeros(worlds, dtype=bool)
        self.news: Flags = np.zeros(worlds, dtype=bool)
        self.offers: Whole = np.zeros(worlds, dtype=np.int64)
        self.made: Whole = np.zeros(worlds, dtype=np.int64)
        self.archive = Archive(worlds, agenda) if keeps else None

    def restart(self, rows: Whole) -> None:
        """Forget the demands: a government has gained authority."""
        self.target[rows], self.stood[rows] = np.nan, np.nan
        self.news[rows] = False

    def hear(self, rows: Whole, offer: Whole, value: Array, elapsed: Array) -> None:
        """Remember an offer of the other side."""
        if self.archive:
            self.archive.hear(rows, self.offers[rows], offer, value, elapsed)
        self.asked[rows] = offer
        self.news[rows] = True
        self.received_before[rows] = self.received[rows]
        self.received[rows] = value
        self.offers[rows] += 1

    def table(self, rows: Whole, offer: Whole) -> None:
        """Remember an offer of its own."""
        if self.archive:
            self.archive.table(rows, self.made[rows], offer)
        self.last[rows] = offer
        self.stood[rows] = self.target[rows]
        self.tabled[rows] = True
        self.made[rows] += 1

    def history(self, rows: Whole) -> History:
        """Return the history of some worlds; empty unless it is kept."""
        if self.archive is None:
            nothing, none = np.zeros((len(rows), 0)), np.zeros(len(rows), dtype=np.int64)
            return History(heard=nothing, at=nothing, made=none, received=none)
        return self.archive.history(rows, int(self.offers[rows].max(initial=0)))


class Archive:
    """Everything said, offer by offer: kept only for tactics that read it.

    heard, at   (worlds, room)   values of the offers received and when they came; nan behind the last
    numbers     (worlds, room) each   the packages received and tabled, as numbers; -1 behind the last
    """

    def __init__(self, worlds: int, agenda: Agenda) -> None:
        sizes = [len(issue.levels) for issue in agenda.issues]
        self.place = np.concatenate([np.cumprod([1, *sizes[:0:-1]])[::-1]]).astype(np.int64)
        self.heard = np.full((worlds, FIRST), np.nan)
        self.at = np.full((worlds, FIRST), np.nan)
        self.numbers = {side: np.full((worlds, FIRST), -1, dtype=np.int64) for side in ("received", "made")}
        self.different = {side: np.zeros(worlds, dtype=np.int64) for side in ("received", "made")}

    def hear(self, rows: Whole, count: Whole, offer: Whole, value: Array, elapsed: Array) -> None:
        """File an offer of the other side."""
        self.heard, self.at = roomy(self.heard, count, np.nan), roomy(self.at, count, np.nan)
        self.heard[rows, count], self.at[rows, count] = value, elapsed
        self.file("received", rows, count, offer)

    def table(self, rows: Whole, count: Whole, offer: Whole) -> None:
        """File an offer of its own."""
        self.file("made", rows, count, offer)

    def file(self, side: str, rows: Whole, count: Whole, offer: Whole) -> None:
        """File a package, and count it if it is new."""
        held = self.numbers[side] = roomy(self.numbers[side], count, -1)
        number = offer @ self.place
        so_far = int(count.max(initial=0))
        new = (held[rows, :so_far] != number[:, None]).all(axis=1)
        held[rows, count] = number
        self.different[side][rows] += new

    def history(self, rows: Whole, offers: int) -> History:
        """Return the history of some worlds, the other side's first `offers` offers."""
        return History(
            heard=self.heard[rows, :offers],
            at=self.at[rows, :offers],
            made=self.different["made"][rows],
            received=self.different["received"][rows],
        )


def roomy(held: Any, count: Whole, nothing: float) -> Any:
    """Return an array (worlds, room) with room for one more entry than `count`."""
    if int(count.max(initial=0)) < held.shape[1]:
        return held
    return np.concatenate([held, np.full_like(held, nothing)], axis=1)
