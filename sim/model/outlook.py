"""What lies ahead of a side that meets: for tactics that look there."""

import numpy as np

from sim.bargaining.view import Outlook
from sim.core.worlds import Flags, Whole
from sim.model.track import Track


def outlook_of(track: Track, side: int, rows: Whole, proposing: Flags) -> Outlook:
    """Return what lies ahead of a side at a meeting of talks, by its own table and its idea of the other's."""
    day, horizon, party = track.setting.day, float(track.calendar.horizon - track.setting.day), track.parties[side]
    end = track.ledger.end[rows] + track.wait(party, rows).extension
    left = track.calendar.meetings_left(day, end)
    own = track.tables.standing if side == 0 else track.tables.own
    (paused, lapsed), (other_paused, other_lapsed) = (
        track.idle.of_table(own),
        track.idle.of_table(track.known_tables(side)[1]),
    )
    fallen = track.ledger.lapsed[rows]
    return Outlook(
        meetings=left,
        proposing=proposing,
        coin=track.proposal_chance(side, rows),
        passing=np.maximum(end - day, 0.0) / np.maximum(left, 1.0) / horizon,
        paused=np.where(fallen, lapsed[rows], paused[rows]),
        other_paused=np.where(fallen, other_lapsed[rows], other_paused[rows]),
        lapsed=lapsed[rows],
        other_lapsed=other_lapsed[rows],
    )
