"""What theory says of a run, beside what happened: means over the worlds with a deal."""

from typing import Any

import numpy as np
import pyarrow as pa

from sim.bargaining.sides import SIDES
from sim.core.party_columns import data_by_key, keys_of_table
from sim.core.worlds import Array
from sim.runs.edges import edge_shares
from sim.runs.stage_summary import summarize_rulings, summarize_stages
from sim.runs.summary import float_column, summarize_run
from sim.scenario.schema.scenario import Scenario

ANSWERS = {
    "what happened": "",
    "equilibrium": "equilibrium_",
    "Nash": "nash_",
    "Kalai-Smorodinsky": "kalai_smorodinsky_",
    "egalitarian": "egalitarian_",
    "utilitarian": "utilitarian_",
    "minimum difference": "minimum_difference_",
}


def compare_with_theory(worlds: pa.Table, theory: pa.Table) -> dict[str, dict[str, float | None]]:
    """Return share of worlds with a deal, median day and mean values of what happened and of each answer."""
    found = {}
    for label, prefix in ANSWERS.items():
        table = theory if prefix else worlds
        party_a, party_b = (float_column(table, f"{prefix}{side}_value") for side in SIDES)
        dated = f"{prefix}day" in table.column_names
        found[label] = {
            "agreed": float(np.isfinite(party_a).mean()),
            "day": finite_statistic(np.nanmedian, float_column(table, f"{prefix}day")) if dated else None,
            "party_a_value": finite_statistic(np.nanmean, party_a),
            "party_b_value": finite_statistic(np.nanmean, party_b),
        }
    named: dict[str, dict[str, float | None]] = data_by_key(found, keys_of_table(worlds))
    return named


def finite_statistic(measure: Any, values: Array) -> float | None:
    """Return a measure of what is known, None without anything."""
    return float(measure(values)) if np.isfinite(values).any() else None


def run_figures(worlds: pa.Table, spec: Scenario, theory: pa.Table | None = None) -> dict[str, Any]:
    """Return the figures of a run from its rows, with those of theory beside them where it was asked."""
    figures = summarize_run(worlds, list(spec.issues), list(spec.makers)) | {"edges": edge_shares(worlds, spec)}
    figures |= {**summarize_stages(worlds, list(spec.issues)), **summarize_rulings(worlds)}
    return figures if theory is None else {**figures, "theory": compare_with_theory(worlds, theory)}
