"""What has been said at the table, as one delegation remembers it."""

from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.view import History
from sim.core.worlds import Array, Flags, Whole

FIRST_ROOM = 16  # offers for which room is made at first; doubled when it runs out


class OfferMemory:
    """One delegation's memory of the talks; arrays are (worlds,) unless stated.

    It is made for some `worlds` and an `agenda`; `keeps_log` says whether everything said is kept too.  It holds

    target          what it last demanded, nan before
    last_demand     what it demanded when it last made an offer, nan before
    last_own        (worlds, issues), its last offer, where `tabled`
    last_received   (worlds, issues), the other side's last offer, where `offers` is above 0
    received, received_before   values to it of the other side's last two offers, nan before
    news       whether the other side has made an offer since the last target
    offers     how many offers the other side has made
    made       how many offers it has made itself
    turns      how many offers it has counted; of them fallbacks, those below its own demand, because no package
               met it, and waits, those it would not sign on the day, because talking on was worth more
    """

    def __init__(self, worlds: int, agenda: Agenda, keeps_log: bool) -> None:
        nothing = np.full(worlds, np.nan)
        self.target, self.last_demand = nothing.copy(), nothing.copy()
        self.received, self.received_before = nothing.copy(), nothing.copy()
        self.last_own: Whole = np.zeros((worlds, len(agenda.issues)), dtype=np.int64)
        self.last_received: Whole = np.zeros_like(self.last_own)
        self.tabled: Flags = np.zeros(worlds, dtype=bool)
        self.news: Flags = np.zeros(worlds, dtype=bool)
        self.offers: Whole = np.zeros(worlds, dtype=np.int64)
        self.made: Whole = np.zeros(worlds, dtype=np.int64)
        self.turns, self.fallbacks, self.waits = (np.zeros(worlds, dtype=np.int64) for _ in range(3))
        self.log = OfferLog(worlds, agenda) if keeps_log else None

    def restart(self, rows: Whole) -> None:
        """Forget the demands: a government has gained authority."""
        self.target[rows], self.last_demand[rows] = np.nan, np.nan
        self.news[rows] = False

    def receive_offer(self, rows: Whole, offer: Whole, value: Array, elapsed: Array) -> None:
        """Remember an offer of the other side."""
        if self.log:
            self.log.receive_offer(rows, self.offers[rows], offer, value, elapsed)
        self.last_received[rows] = offer
        self.news[rows] = True
        self.received_before[rows] = self.received[rows]
        self.received[rows] = value
        self.offers[rows] += 1

    def record_own_offer(self, rows: Whole, offer: Whole) -> None:
        """Remember an offer of its own."""
        if self.log:
            self.log.record_own_offer(rows, self.made[rows], offer)
        self.last_own[rows] = offer
        self.last_demand[rows] = self.target[rows]
        self.tabled[rows] = True
        self.made[rows] += 1

    def count_turn(self, rows: Whole, met: Flags, signable: Flags) -> None:
        """Count an own offer, whether it meets the demand of the day, and whether it is worth signing today."""
        self.turns[rows] += 1
        self.fallbacks[rows] += ~met
        self.waits[rows] += ~signable

    def history(self, rows: Whole) -> History:
        """Return the history of some worlds; empty unless it is kept."""
        if self.log is None:
            nothing, none = np.zeros((len(rows), 0)), np.zeros(len(rows), dtype=np.int64)
            return History(heard=nothing, at=nothing, made=none, received=none)
        return self.log.history(rows, int(self.offers[rows].max(initial=0)))


class OfferLog:
    """Everything said, offer by offer: kept only for tactics that read it.

    It is made for some `worlds` and an `agenda`, whose levels number its packages, and holds

    heard, at   (worlds, room)   values of the offers received and when they came; nan behind the last
    numbers     (worlds, room) each   the packages received and tabled, as numbers; -1 behind the last
    """

    def __init__(self, worlds: int, agenda: Agenda) -> None:
        sizes = [len(issue.levels) for issue in agenda.issues]
        self.radix = np.concatenate([np.cumprod([1, *sizes[:0:-1]])[::-1]]).astype(np.int64)
        self.heard = np.full((worlds, FIRST_ROOM), np.nan)
        self.at = np.full((worlds, FIRST_ROOM), np.nan)
        self.numbers = {side: np.full((worlds, FIRST_ROOM), -1, dtype=np.int64) for side in ("received", "made")}
        self.distinct_counts = {side: np.zeros(worlds, dtype=np.int64) for side in ("received", "made")}

    def receive_offer(self, rows: Whole, count: Whole, offer: Whole, value: Array, elapsed: Array) -> None:
        """File an offer of the other side."""
        self.heard, self.at = with_room(self.heard, count, np.nan), with_room(self.at, count, np.nan)
        self.heard[rows, count], self.at[rows, count] = value, elapsed
        self.record_package("received", rows, count, offer)

    def record_own_offer(self, rows: Whole, count: Whole, offer: Whole) -> None:
        """File an offer of its own."""
        self.record_package("made", rows, count, offer)

    def record_package(self, side: str, rows: Whole, count: Whole, offer: Whole) -> None:
        """File a package, and count it if it is new."""
        logged = self.numbers[side] = with_room(self.numbers[side], count, -1)
        number = offer @ self.radix
        so_far = int(count.max(initial=0))
        new = (logged[rows, :so_far] != number[:, None]).all(axis=1)
        logged[rows, count] = number
        self.distinct_counts[side][rows] += new

    def history(self, rows: Whole, offers: int) -> History:
        """Return the history of some worlds, the other side's first `offers` offers."""
        return History(
            heard=self.heard[rows, :offers],
            at=self.at[rows, :offers],
            made=self.distinct_counts["made"][rows],
            received=self.distinct_counts["received"][rows],
        )


def with_room(values: Any, count: Whole, nothing: float) -> Any:
    """Return an array (worlds, room) with room for one more entry than `count`."""
    if int(count.max(initial=0)) < values.shape[1]:
        return values
    return np.concatenate([values, np.full_like(values, nothing)], axis=1)
