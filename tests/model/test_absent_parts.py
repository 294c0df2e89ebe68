"""A scenario without market, carmakers, industry and precedent: its rows are those of hand calculation and of stubs."""

import numpy as np
import pyarrow as pa
import pytest
from runs import assert_chunks_alike, loaded
from two_parties import COST, LEAST_PRICE, WITH_STUBS, WORTH, played_by_two, two_parties

from sim.core.chance import Chance
from sim.model.play import Play
from sim.model.records import Records
from sim.politics.precedent import pledge_price_flow
from sim.runs.run import run

WITHOUT_MAKERS = ("carmakers=none", "industry=none")
TALKS_SERIES = ["talking", "buyer_target", "seller_target", "buyer_offered", "seller_offered"]


def test_values_of_deals_are_those_by_hand():
    rows = played_by_two().worlds.to_pylist()
    deals = [row for row in rows if row["agreed"]]
    assert len(deals) > len(rows) / 2
    for row in deals:
        assert row["buyer_value"] == pytest.approx(WORTH[row["delivery"]] - (row["price"] - LEAST_PRICE), abs=1e-9)
        assert row["seller_value"] == pytest.approx(row["price"] - LEAST_PRICE + COST[row["delivery"]], abs=1e-9)
        assert (row["buyer_reserve"], row["seller_reserve"]) == (0.0, 0.0)
        assert (row["buyer_waiting"], row["seller_waiting"]) == (0.0, 0.0)


def test_efficient_deals_share_sixty_six():
    """Two weeks are worth 100 at a cost of 34; only deals at two weeks are on the frontier."""
    for row in played_by_two().worlds.to_pylist():
        if row["agreed"] and row["frontier_distance"] == pytest.approx(0.0, abs=1e-9):
            assert row["delivery"] == "two_weeks"
            assert row["buyer_value"] + row["seller_value"] == pytest.approx(66.0, abs=1e-9)


def test_rows_are_those_of_parts_that_mean_nothing():
    without, stubs = played_by_two(), played_by_two(file=WITH_STUBS)
    shared = [name for name in without.worlds.column_names if name != "peer_deal"]
    assert set(shared) <= set(stubs.worlds.column_names)
    for name in shared:
        assert without.worlds.column(name).to_pylist() == stubs.worlds.column(name).to_pylist(), name
    for name, held in without.series.items():
        assert np.array_equal(held, stubs.series[name][: len(held)], equal_nan=True), name


def test_rows_have_no_column_of_what_is_absent():
    outcome = played_by_two()
    names = outcome.worlds.column_names
    assert not [name for name in names if name.endswith(("_duty", "_pressure", "_index"))]
    assert not [name for name in names if name.startswith(("precedent", "market", "industry", "carmakers"))]
    assert "peer_deal" not in names
    assert "peer_deal" in played_by_two(file=WITH_STUBS).worlds.column_names
    assert list(outcome.series)[: len(TALKS_SERIES)] == [
        name.replace("buyer", "party_a").replace("seller", "party_b") for name in TALKS_SERIES
    ]
    assert "tariff" not in outcome.series
    assert outcome.accounts.equals(pa.table({}))


def test_it_does_not_depend_on_the_chunks():
    assert_chunks_alike(two_parties(), 24, 3, 7, alone=4)


def test_without_makers_nothing_is_lived_by_them():
    play = Play(two_parties().scenario, Chance(1, 0, 3), 0, Records(daily=3, in_full=3))
    assert (play.state.industry, play.state.makers, play.state.values.cars) == (None, [], None)
    while play.running:
        play.live_day()
    assert play.state.maker_series is None
    assert (play.state.main.pressed.pressure == 0).all()


@pytest.fixture(scope="module")
def market_alone():
    """The market gives the car tariff its flows, and there are no makers."""
    return run(loaded("baseline", *WITHOUT_MAKERS), 12, 5)


def test_a_market_alone_gives_the_car_tariff_its_flows(market_alone):
    """Where parts are worth nothing, flows of the market are the same whether makers live in it or not."""
    settings = "issues.auto_tariff.flows.car_market.parts=0", "industry.stock=untaxed_only"
    with_makers, alone = (
        Play(loaded("baseline", *held).scenario, Chance(5, 0, 4), 0, Records(daily=0, in_full=0)).state.values
        for held in (settings, WITHOUT_MAKERS)
    )
    assert alone.tariff == with_makers.tariff == 0
    for component, flow in with_makers.flows[0].items():
        assert np.array_equal(alone.flows[0][component], flow), component


def test_the_tariff_in_force_is_kept_where_a_market_stands_alone(market_alone):
    """25 % until a deal; from its day on the level that was signed."""
    tariff, days = market_alone.series["tariff"], market_alone.column("day")
    signed, agreed = market_alone.column("auto_tariff"), market_alone.column("agreed") > 0
    assert (tariff[0] == 25).all()
    assert agreed.any()
    for world in np.flatnonzero(agreed):
        assert tariff[int(days[world]) - 1, world] == 25
        assert tariff[int(days[world]) + 1, world] == signed[world]


def test_without_precedent_no_rate_is_feared():
    """A signed package is worth to the U.S. what the same terms are worth without a signature."""
    spec = loaded("baseline", "precedent=none", "events=[]").scenario
    state = Play(spec, Chance(5, 0, 6), 0, Records(daily=0, in_full=0)).state
    assert np.array_equal(state.administration.signed, state.administration.standing)
    with_it = Play(loaded("baseline").scenario, Chance(5, 0, 6), 0, Records(daily=0, in_full=0)).state
    assert (with_it.administration.signed < with_it.administration.standing).any()
    assert np.array_equal(with_it.administration.standing, state.administration.standing)


def test_an_expected_pledge_may_be_a_multiple_of_the_peers():
    """A peer of 100 bn, of whom three times as much is expected: 300 less 250 is 50 bn at .01, so .5 bn USD a year."""
    found = pledge_price_flow(np.array([250.0, 300.0]), np.array([100.0]), np.array([3.0]), np.array([0.01]))
    assert found.tolist() == [[-0.5, 0.0]]
