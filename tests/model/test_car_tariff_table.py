"""A car tariff whose flows are a table: it plays through a peer's deal, and its worlds do not depend on each other."""

import pytest
from places import SCENARIOS

from sim.runs.run import run
from sim.scenario.loading import load

DRAWN = "{triangular: [2, 3, 4]}"
TABLE = (
    "issues.auto_tariff={source: assumed, flows: {table: {levels: [25, 15, 0], components: {"
    f"exporters_profit: [0, {DRAWN}, 8], export_value: [0, 3, 8], tariff_revenue: [0, -2.5, -6], "
    "consumer_surplus: [0, 0.7, 2], domestic_profit: [0, -0.4, -1], imports: [0, 2.5, 7]}}}}"
)
KNOWN_MARKET = "market.margin={value: 0.2, source: assumed}"  # so that all worlds have one market


@pytest.mark.parametrize("settings", [(), (KNOWN_MARKET,)], ids=["drawn market", "one market"])
def test_a_table_of_the_car_tariff_plays_through_a_peers_deal_whatever_the_chunk(settings):
    loaded = load(SCENARIOS / "baseline.yaml", [TABLE, *settings])
    whole = run(loaded, 40, 1)
    assert any(whole.worlds.column("peer_deal").to_pylist())
    assert len(set(whole.worlds.column("korea_value").drop_null().to_pylist())) > 20
    assert run(loaded, 40, 1, chunk=13, recorded=0).worlds.equals(whole.worlds)
