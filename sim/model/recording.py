"""What is watched: offers, tables at signature, and the day's series."""

from typing import Any

import numpy as np

from sim.bargaining.payoffs import package_value
from sim.core.worlds import Array, Flags, Whole
from sim.model.deadline import apart
from sim.model.records import best_so_far


def record_offer(model: Any, rows: Whole, side: int, offer: Whole, accepted: Flags) -> None:
    """Keep an offer: how much it gives at fixed tables, and whether it was taken."""
    name, other = (("us", "korea"), ("korea", "us"))[side]
    given = package_value(model.fixed[other], offer, rows)
    model.offered[name] = best_so_far(model.offered[name], rows, given)
    both = model.us.said.tabled[rows] & model.korea.said.tabled[rows] & np.isnan(model.first_gap[rows])
    if both.any():
        model.first_gap[rows[both]] = apart(model, rows[both])
    if len(rows) and rows[0] < model.records.told:
        values = {
            f"{s}_value": package_value(t, offer, rows)
            for s, t in (("us", model.administration.signed), ("korea", model.mandate))
        }
        model.records.tell(model.day, "offer", rows, side=name, package=offer, accepted=accepted, **values)


def series(model: Any) -> dict[str, Array]:
    """Return the day's series, (worlds,) each, of the worlds of which they are kept."""
    few = slice(model.records.kept)
    found = {
        "talking": model.ledger.live[few].astype(float),
        "tariff": model.industry.tariff[few],
        "us_target": model.us.said.target[few],
        "korea_target": model.korea.said.target[few],
        "us_offered": model.offered["us"][few],
        "korea_offered": model.offered["korea"][few],
    }
    for maker in model.makers:
        found |= {f"{maker.name}_{what}": value for what, value in maker.daily(model.records.kept).items()}
    return found
