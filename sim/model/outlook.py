"""What lies ahead of a party at a meeting: for tactics that reckon with the meetings still to come."""

from typing import Any

import numpy as np

from sim.bargaining.view import Outlook
from sim.core.worlds import Array, Flags, Whole


def ahead(model: Any, party: Any, rows: Whole, proposing: Flags, tables: tuple[Array, Array]) -> Outlook:
    """Return the outlook of a party in the worlds that meet.

    `tables` are its own table of the terms in force without a deal, and its idea of the other's,
    (worlds, issues, levels) each.
    """
    day, horizon = model.day, float(model.calendar.horizon - model.day)
    end = model.ledger.end[rows] + model.expected_extension(party, rows)
    left = model.calendar.meetings(day, end)
    (paused, lapsed), (other_paused, other_lapsed) = (model.idle.of(table) for table in tables)
    fallen = model.ledger.lapsed[rows]
    return Outlook(
        meetings=left,
        proposing=proposing,
        coin=turns(model, party, rows),
        passing=np.maximum(end - day, 0.0) / np.maximum(left, 1.0) / horizon,
        paused=np.where(fallen, lapsed[rows], paused[rows]),
        other_paused=np.where(fallen, other_lapsed[rows], other_paused[rows]),
        lapsed=lapsed[rows],
        other_lapsed=other_lapsed[rows],
    )


def turns(model: Any, party: Any, rows: Whole) -> Array:
    """Return the chance that a party makes the offer at a later meeting, (worlds,); nan for taking turns."""
    protocol = model.drawn.calendar.proposer
    if protocol.coin is not None:
        us = np.broadcast_to(protocol.coin, (model.worlds,))[rows]
    else:
        us = np.full(len(rows), np.nan if protocol.alternate else float(bool(protocol.us)))
    return np.asarray(us if party.side == "us" else 1 - us)
