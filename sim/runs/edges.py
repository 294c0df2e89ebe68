"""How often deals lie at an edge of the grid: there the grid, and not the talks, may say where they end.

An edge is the first or the last level of an issue, unless that is the level without a deal (`lapsed`),
which is where an issue naturally ends: nobody is asked for less than nothing.  Levels that are names are all
there are, so that deals at the last of them are no reason to widen the grid.
"""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sim.scenario.schema.issues import IssuePart
from sim.scenario.schema.scenario import Scenario

WARN_ABOVE = 0.5  # share of deals


def edge_levels(issue: IssuePart) -> list[float | str]:
    """Return the ends of an issue's grid that are not its level without a deal."""
    ends = dict.fromkeys((issue.levels[0], issue.levels[-1]))
    return [level for level in ends if level != issue.lapsed]


def edge_shares(worlds: pa.Table, spec: Scenario) -> dict[str, dict[str, Any]]:
    """Return, for each issue on the table, the share of deals at an edge of its grid (None without a deal), and it."""
    found = {}
    for name, issue in spec.issues.items():
        edges = edge_levels(issue)
        if not issue.on_table or not edges:
            continue
        held = worlds.column(name).drop_null()
        share = share_among(held, edges) if len(held) else None
        warn = share is not None and share > WARN_ABOVE and not isinstance(edges[0], str)
        found[name] = {"levels": edges, "share": share, "warn": warn}
    return found


def share_among(held: pa.ChunkedArray, levels: list[float | str]) -> float:
    """Return the share of a column without nulls that is one of some levels; counted by Arrow, level by level."""
    counted = pc.value_counts(held).to_pylist()
    return float(sum(entry["counts"] for entry in counted if entry["values"] in levels) / len(held))
