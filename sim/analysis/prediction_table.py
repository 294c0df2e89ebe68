"""What theory says of a run, beside what happened: means over the worlds with a deal, in words."""

from typing import Any

import numpy as np
import pyarrow as pa

from sim.core.worlds import Array
from sim.runs.summary import float_column

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
        us, korea = (float_column(table, f"{prefix}{side}_value") for side in ("us", "korea"))
        dated = f"{prefix}day" in table.column_names
        found[label] = {
            "agreed": float(np.isfinite(us).mean()),
            "day": finite_statistic(np.nanmedian, float_column(table, f"{prefix}day")) if dated else None,
            "us_value": finite_statistic(np.nanmean, us),
            "korea_value": finite_statistic(np.nanmean, korea),
        }
    return found


def finite_statistic(measure: Any, values: Array) -> float | None:
    """Return a measure of what is known, None without anything."""
    return float(measure(values)) if np.isfinite(values).any() else None


def prediction_lines(found: dict[str, dict[str, float | None]]) -> list[str]:
    """Return the table."""

    def shown(value: float | None, form: str) -> str:
        return f"{'-':>8}" if value is None else f"{value:{form}}"

    head = f"{'theory':20}{'deals':>8}{'day':>8}{'U.S.':>8}{'Korea':>8}"
    forms = {"agreed": "8.0%", "day": "8.0f", "us_value": "8.2f", "korea_value": "8.2f"}
    lines = [f"{name:20}" + "".join(shown(row[k], form) for k, form in forms.items()) for name, row in found.items()]
    return [
        head,
        *lines,
        "complete information; median day since the pause; mean values in bn USD a year over no deal, each row over",
        "its own worlds with a deal: by the tables of the day the talks open (equilibrium), of day 0 (solutions), of",
        "the day of signing (what happened)",
    ]
