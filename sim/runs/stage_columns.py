"""Columns of deals in stages and of rulings on them; none where a scenario has neither."""

import numpy as np
import pyarrow as pa

from sim.core.columns import arrow_column
from sim.core.worlds import Array
from sim.model.stages.progress import REACHED, Stages
from sim.model.state import State
from sim.runs.nulls import column_where
from sim.scenario.columns import REFUND


def day_column(days: Array) -> pa.Array:
    """Return days, null where they are not finite."""
    known = np.isfinite(days)
    return column_where(np.where(known, days, 0).astype(np.int64), known)


def figure_column(values: Array) -> pa.Array:
    """Return figures, null where they are nan."""
    return column_where(values, np.isfinite(values))


def columns_of_stages(state: State) -> dict[str, pa.Array]:
    """Return how far each deal has come, and when each issue came into force."""
    stages = state.stages
    if stages is None:
        return {}
    nothing = np.full(len(stages.reached), np.nan)
    columns = {
        "stage": column_where(np.array(REACHED)[stages.reached], stages.reached > 0),
        "text_day": day_column(stages.days["text"]),
        "text_rounds": day_column(stages.measures.get("text_rounds", nothing)),
    }
    for side in ("party_a", "party_b"):
        for name in (f"{side}_text_value", f"{side}_text_reserve"):
            columns[name] = figure_column(stages.measures.get(name, nothing))
    columns |= {"enacted_day": day_column(stages.days["enactment"]), "withdrawn_day": day_column(stages.withdrawn)}
    return columns | columns_in_force(state, stages) | columns_of_refunds(state, stages)


def columns_in_force(state: State, stages: Stages) -> dict[str, pa.Array]:
    """Return the day and the date from which each issue counts."""
    columns: dict[str, pa.Array] = {}
    pause = np.datetime64(state.setting.calendar.pause)
    for place, name in enumerate(state.main.agenda.names):
        days = stages.force.counts_from[:, place]
        known = np.isfinite(days)
        dates = pause + np.where(known, days, 0).astype("timedelta64[D]")
        columns |= {f"{name}_in_force": day_column(days), f"{name}_in_force_date": column_where(dates, known)}
    return columns


def columns_of_refunds(state: State, stages: Stages) -> dict[str, pa.Array]:
    """Return what each carmaker was refunded; none where no rate counts from an earlier day."""
    if stages.refunds is None or stages.refunds.by_lot:
        return {}
    refunded = stages.refunds.refunded
    return {f"{maker.name}_{REFUND}": arrow_column(refunded[:, place]) for place, maker in enumerate(state.makers)}


def columns_of_rulings(state: State) -> dict[str, pa.Array]:
    """Return what became of deals under which a law fell; nothing where none may fall."""
    rulings = state.rulings
    if rulings is None:
        return {}
    met = np.isfinite(rulings.day)
    return {
        "ruling": day_column(rulings.day),
        "survived": column_where(rulings.kept, met),
        **{f"{side}_margin": figure_column(margin) for side, margin in rulings.margins.items()},
        "ruling_rate": figure_column(rulings.rate),
        **({} if state.stages is None else {"ruling_stage": column_where(np.array(REACHED)[rulings.stage], met)}),
    }
