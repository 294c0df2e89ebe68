"""What must hold at the end of every day; what stays wrong once it is, is looked at weekly or monthly, and at last."""

import numpy as np

from sim.core.backend import has_kernel
from sim.core.worlds import Flags
from sim.model.invariants.closed import ClosedWorlds
from sim.model.invariants.stopping import is_checked_today, stop_rows, stop_worlds
from sim.model.ledger import Ledger
from sim.model.meeting import Meeting
from sim.model.state import State

SELDOM = 28  # days after which closed worlds are looked at again
UNIT = 1e-6  # by how much shares may miss one: chances of winning are integrals


def check_day(state: State) -> None:
    """Stop the worlds in which something does not hold at the end of the day."""
    ledger, day = state.main.ledger, state.setting.day
    weekly = is_checked_today(day)
    if weekly or np.count_nonzero(ledger.live):
        stop_worlds(state, is_astray(state), "clock")
    if not weekly and state.is_played_on(day + 1):
        return
    brought = ledger.waiting["party_a"] + ledger.waiting["party_b"]
    brought = brought if state.industry is None else brought + state.industry.tariff
    stop_worlds(state, ~np.isfinite(brought) & ledger.open, "finite")
    stop_worlds(state, ~polls_sum_to_one(state), "shares")
    whole = state.rulings is None and state.stages is None  # else a deal in force may still become another
    if day % SELDOM and state.is_played_on(day + 1):
        return
    if state.closed is not None:
        stop_worlds(state, state.closed.rewritten(state.main, whole) & ~state.breaches.broken, "closed")
    state.closed = ClosedWorlds.of(state.main, whole)


def is_astray(state: State) -> Flags:
    """Return the worlds, (worlds,), whose talks are in no state that there is, or past their deadline."""
    setting = state.setting
    return astray_talks(state.main.ledger, (setting.calendar.talks, setting.day), setting.spec.deadline.most)


@has_kernel("meeting")
def astray_talks(ledger: Ledger, days: tuple[int, int], most: int) -> Flags:
    """Return where a ledger says so, (worlds,): days, the first of the talks and today; most, extensions."""
    talks, day = days
    both = (ledger.live & (ledger.pending | ledger.agreed)) | (ledger.pending & ~ledger.agreed)
    undated = ledger.agreed & ((ledger.day > day) | (ledger.day < talks))
    late = ledger.live & (ledger.end <= day)
    return np.asarray(both | undated | late | (ledger.extensions > most))


def polls_sum_to_one(state: State) -> Flags:
    """Return where the shares of polls, and the chances of winning worked out today, sum to one, (worlds,)."""
    good = np.ones(state.setting.worlds, dtype=bool)
    for race in [house.race for house in state.main.executives if house.race is not None and house.pending]:
        good &= np.abs(race.published.sum(axis=1) - 1) <= UNIT
        if race.odds_day == state.setting.day:
            chances = race.win_chances.sum(axis=1)
            good &= np.isnan(chances) | (np.abs(chances - 1) <= UNIT)
    return good


def check_stances(state: State, meeting: Meeting) -> None:
    """Stop the worlds that meet with a demand, a floor or a worth of no deal that is no finite number."""
    total = sum(s.demand + s.briefing.authority + s.briefing.reserve for s in meeting.stances)
    stop_rows(state, meeting.rows[~np.isfinite(np.asarray(total))], "finite")
