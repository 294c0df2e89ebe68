"""How a day ends: ratification votes, and the deadline.

A vote comes `vote_lag_days` after the signature, or once a government stands that answers for it.
What is not kept or not passed is void and the talks are open again; if the deadline has passed
meanwhile, it is dealt with on the same day.
"""

from typing import Any

import numpy as np

from sim.bargaining.payoffs import package_value
from sim.core.worlds import Array, Whole
from sim.model.meeting import no_deal
from sim.model.records import where
from sim.politics.deadline import gap_between_offers


def vote(model: Any) -> None:
    """Hold the ratification votes that are due, once a government stands that answers for them."""
    if model.government.pending:
        return
    rows = where(model.ledger.pending & (model.ledger.vote_day <= model.day) & model.government.may_sign())
    if not len(rows):
        return
    table, pivot = model.government.own, model.government.pivot
    package, signer = model.ledger.package[rows], model.ledger.government[rows]
    gain, pivot_gain = (package_value(t, package, rows) - no_deal(model, t, model.korea, rows) for t in (table, pivot))
    kept = model.luck("keep", model.ledger.votes)[rows] < model.government.keeps(rows, gain, signer)
    passed = model.luck("vote", model.ledger.votes)[rows] < model.government.ratifies(rows, gain, pivot_gain)
    model.ledger.votes[rows] += 1
    model.ledger.honoured[rows] = kept
    model.ledger.ratified[rows] = np.where(kept, passed, np.nan)
    model.ledger.keep(rows[kept & passed])
    strike(model, rows[~(kept & passed)])
    model.records.tell(model.day, "vote", rows, kept=kept, passed=passed)


def strike(model: Any, rows: Whole) -> None:
    """Void deals; both sides pay a penalty with their audiences."""
    model.ledger.void(rows)
    model.records.forget(rows)
    for side, cost in model.drawn.assembly.void_penalty.items():
        model.ledger.waiting[side][rows] -= cost[rows]


def close(model: Any) -> None:
    """End the talks whose time is over, and let go of the carmakers nobody will ask for."""
    fall_due(model)
    if model.day >= max(model.industry.accounts_until, model.kept_until) and not model.records.kept:
        model.industry.keep(where(model.ledger.open))  # a deal that is kept for good asks for no pressure


def fall_due(model: Any) -> None:
    """Extend, lapse or break down where the deadline has come."""
    due = model.ledger.live & (model.ledger.end <= model.day)
    over = where(due & model.ledger.lapsed)
    finish(model, over)
    if model.day >= model.calendar.horizon - 1:  # nothing is left to pay
        finish(model, where(model.ledger.live))
        return
    rows = where(due & ~model.ledger.lapsed)
    if not len(rows):
        return
    so_far, warned = model.ledger.extensions[rows], model.ledger.warned[rows]
    luck = model.luck("extension", model.ledger.extensions)[rows]
    moved = model.administration.extends((apart(model, rows), model.first_gap[rows]), so_far, warned, luck, rows)
    model.ledger.extend(rows[moved], model.day, model.spec.deadline.extension_days)
    model.records.tell(model.day, "extension", rows[moved])
    snap_back(model, rows[~moved])


def snap_back(model: Any, rows: Whole) -> None:
    """Let the pause lapse; in some worlds talks go on for a while, in others they end."""
    if not len(rows):
        return
    after = model.drawn.deadline.after_lapse
    on = model.luck("go_on", np.zeros(model.worlds, dtype=np.int64)) < after.go_on
    model.ledger.lapse(rows, model.day, after.days)
    model.records.tell(model.day, "lapse", rows, package=model.terms.lapsed[rows])
    finish(model, rows[~on[rows]])


def apart(model: Any, rows: Whole) -> Array:
    """Return how far apart the last offers are in some worlds, (worlds,); nan before both have made one."""
    said = (model.us.said, model.korea.said)
    us, korea = (
        [package_value(table, party.last[rows], rows) for party in said]
        for table in (model.administration.signed, model.mandate)
    )
    distance = gap_between_offers((us[0], us[1]), (korea[1], korea[0]))
    return np.where(said[0].tabled[rows] & said[1].tabled[rows], distance, np.nan)


def scene(model: Any) -> dict[str, Array]:
    """Return the true tables of the day, and what the pause and no deal are worth by them."""
    every = np.arange(model.worlds)
    return {
        "us_pause": package_value(model.administration.standing, model.terms.now),
        "korea_pause": package_value(model.mandate, model.terms.now),
        "us": model.administration.signed,
        "korea": model.mandate,
        "us_reserve": no_deal(model, model.administration.standing, model.us, every),
        "korea_reserve": no_deal(model, model.mandate, model.korea, every),
    }


def keep_scene(model: Any, rows: Whole) -> None:
    """Keep the tables of the worlds among `rows` that are told in full."""
    if len(rows) and rows[0] < model.records.told:
        model.records.scene(rows, scene(model))


def finish(model: Any, rows: Whole) -> None:
    """End the talks without a deal; note what that is worth by the tables of the day."""
    if not len(rows):
        return
    model.ledger.break_down(rows)
    model.ledger.peer[rows] = model.peers.known[rows]
    model.records.tell(model.day, "breakdown", rows)
    keep_scene(model, rows)
    lapsed = model.terms.lapsed[rows]
    model.ledger.nothing["us"][rows] = package_value(model.administration.standing, lapsed, rows)
    model.ledger.nothing["korea"][rows] = package_value(model.mandate, lapsed, rows)
