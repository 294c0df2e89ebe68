"""What a run says of deals in stages, and of rulings on them; nothing of a scenario that has neither."""

from typing import Any

import numpy as np
import pyarrow as pa

from sim.core.worlds import Array, Flags
from sim.runs.summary import float_column, median_interval, share_of_worlds

PARTS = 3  # parts of equally many worlds into which the draws of a figure are divided
FIGURES = "statutes."  # what the paths of the figures begin with that a ruling is weighed by


def summarize_stages(table: pa.Table, issues: list[str]) -> dict[str, Any]:
    """Return how far deals come, and when issues come into force; shares are of deals, days from day 0."""
    if "stage" not in table.column_names:
        return {}
    agreed = float_column(table, "agreed")
    reached = np.array([name or "" for name in table.column("stage").to_pylist()])
    force = {name: float_column(table, f"{name}_in_force") for name in issues}
    return {
        "stages": {
            "text": share_of_worlds(np.isfinite(float_column(table, "text_day")), agreed),
            "text_day": median_interval(float_column(table, "text_day")),
            "enacted": share_of_worlds(reached == "enacted", agreed),
            "enacted_day": median_interval(float_column(table, "enacted_day")),
            "unfinished": share_of_worlds(reached == "unfinished", agreed),
            "withdrawn": share_of_worlds(np.isfinite(float_column(table, "withdrawn_day")), agreed),
            "in_force": {name: median_interval(days) for name, days in force.items() if np.isfinite(days).any()},
        }
    }


def summarize_rulings(table: pa.Table) -> dict[str, Any]:
    """Return in which share of worlds a ruling met a deal, and the chance that it outlived it, by the figures drawn."""
    if "survived" not in table.column_names:
        return {}
    survived = float_column(table, "survived")
    met = np.isfinite(survived)
    drawn = [name for name in table.column_names if name.startswith(FIGURES)]
    return {
        "rulings": {
            "worlds": int(met.sum()),
            "met": share_of_worlds(met),
            "survived": share_of_worlds(survived, met),
            "by_stage": survival_by_stage(table, survived, met),
            "by_figure": {name: survival_by_parts(float_column(table, name), survived, met) for name in drawn},
        }
    }


def survival_by_stage(table: pa.Table, survived: Array, met: Flags) -> dict[str, dict[str, float]]:
    """Return the chance of outliving a ruling by how far the deal had come; nothing without stages."""
    if "ruling_stage" not in table.column_names:
        return {}
    stages = np.array([name or "" for name in table.column("ruling_stage").to_pylist()])
    among = {name: met & (stages == name) for name in dict.fromkeys(stages[met].tolist())}
    return {
        name: {"worlds": int(flags.sum()), "survived": float(survived[flags].mean())} for name, flags in among.items()
    }


def survival_by_parts(figure: Array, survived: Array, met: Flags) -> list[dict[str, float]]:
    """Return the chance of outliving a ruling where a figure is low, middle and high, with the span of each part."""
    order = np.argsort(figure[met], kind="stable")
    figures, kept = figure[met][order], survived[met][order]
    parts = zip(np.array_split(figures, PARTS), np.array_split(kept, PARTS), strict=True)
    return [
        {"low": float(part[0]), "high": float(part[-1]), "worlds": len(part), "survived": float(share.mean())}
        for part, share in parts
        if len(part)
    ]
