"""How often deals lie at an edge of the grid."""

import pyarrow as pa

from sim.runs.edges import edge_levels, edge_shares
from sim.scenario.loading import load


def test_an_edge_is_an_end_of_the_grid_other_than_the_level_without_a_deal():
    issues = load("scenarios/baseline.yaml").scenario.issues
    assert edge_levels(issues["auto_tariff"]) == [0]  # 25 is in force without a deal
    assert edge_levels(issues["lng"]) == [issues["lng"].levels[-1]]
    assert edge_levels(issues["farm_access"]) == ["full"]


def test_shares_are_of_deals_and_above_half_is_warned_of():
    spec = load("scenarios/baseline.yaml").scenario
    rows = {name: [None, None, None, None] for name in spec.issues}
    top = spec.issues["shipbuilding"].levels[-1]
    rows |= {"shipbuilding": [top, top, 0.0, None], "auto_tariff": [0.0, 15.0, 25.0, None]}
    found = edge_shares(pa.table(rows), spec)
    assert found["shipbuilding"] == {"levels": [top], "share": 2 / 3, "warn": True}
    assert found["auto_tariff"] == {"levels": [0], "share": 1 / 3, "warn": False}
    assert found["lng"]["share"] is None
    assert not found["lng"]["warn"]
    assert "defence_cost" not in found  # not on the table
