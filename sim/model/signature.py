"""A signature: terms, day and phase go into the ledger, with the vote it waits for."""

from typing import Any

import numpy as np

from sim.core.worlds import Array, Whole
from sim.model.deadline import keep_scene
from sim.model.ledger import Deal


def sign(model: Any, rows: Whole, side: int, offer: Whole, values: dict[str, Array]) -> None:
    """Enter signatures into the ledger: in the worlds `rows`, on the offer of side 0 (us) or 1 (korea)."""
    ledger, house = model.ledger, model.government
    early = house.pending or house.day_of_vote is None
    phase = np.where(ledger.extensions[rows] > 0, 3, 1 if early else 2)
    deal = Deal(
        package=offer,
        proposer=np.full(len(rows), side),
        government=house.governing[rows],
        acting=house.acting()[rows],
        values=values,
        phase=np.where(ledger.lapsed[rows], 4, phase),
        vote_day=np.full(len(rows), float(model.day + model.spec.assembly.vote_lag_days)),
    )
    ledger.sign(rows, model.day, deal)
    ledger.peer[rows] = model.peers.known[rows]
    model.records.tell(model.day, "signature", rows, side=("us", "korea")[side], package=offer)
    keep_scene(model, rows)
    left = np.where(ledger.lapsed[rows], np.nan, ledger.end[rows] - model.day)
    ledger.measure("days_left", rows, left)
