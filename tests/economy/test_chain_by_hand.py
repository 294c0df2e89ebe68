"""The way of goods to buyers, day by day by hand: caps, lack of goods, what is used as it lands, cuts, other worlds."""

import numpy as np
import pytest

from sim.economy.carmakers.supply_chain import ChainDay, ChainTargets, Entries, SupplyChain

NO_DIRECT = np.zeros((1, 0))


def column(*values):
    """Return a figure of one kind of goods in some worlds, (worlds, 1)."""
    return np.array(values, dtype=float)[:, None]


def chain(own=10.0, dealers=20.0, sea=5.0, rebuild=4.0, aims=(10.0, 20.0)):
    """Return a chain that begins with days of 100 a day."""
    aim = ChainTargets(column(aims[0]), column(aims[1]), column(sea), column(rebuild))
    return SupplyChain(aim, column(100.0), column(own), column(dealers))


def lived(held, retail=100.0, rate=0.0, day=0):
    return held.live_day(day, column(retail), column(rate), NO_DIRECT)


def moved(day):
    return [float(values[0, 0]) for values in (day.booked, day.landed, day.shipped)]


# --- a day ----------------------------------------------------------------------------------------


def test_a_day_at_other_sales_moves_what_the_rule_says():
    """Sales of 80: every gap is closed by a quarter, and a fifth of what is at sea lands."""
    held = chain()
    booked = 80 + (20 * 80 - 2000) / 4
    assert booked < 0
    assert moved(lived(held, 80.0)) == [0.0, 100.0, 0.0]  # nothing is booked below 0, nor shipped
    assert [float(x[0, 0]) for x in (held.own, held.dealers, held.at_sea)] == [1100.0, 1920.0, 400.0]


def test_a_day_of_slightly_more_sales_by_hand():
    held = chain()
    booked = 104 + (20 * 104 - 2000) / 4  # 124
    shipped = booked + (10 * 104 - 1000) / 4 + (5 * 104 - 500) / 4  # 124 + 10 + 5
    np.testing.assert_allclose(moved(lived(held, 104.0)), [booked, 100, shipped])
    np.testing.assert_allclose([x[0, 0] for x in (held.own, held.dealers, held.at_sea)], [976, 2020, 539])


def test_what_buyers_take_beyond_dealers_stocks_is_booked_on_the_day():
    held = chain(dealers=1.0, aims=(10.0, 0.0))
    assert moved(lived(held, 400.0))[0] == 400 - 100 / 4
    held = chain(dealers=1.0, aims=(10.0, 0.0), rebuild=1.0)
    assert moved(lived(held, 400.0))[0] == 300
    assert held.dealers[0, 0] == 0


def test_what_stocks_lack_lands_at_once_and_what_the_sea_lacks_is_shipped_at_once():
    held = chain(own=1.0, dealers=0.0, sea=2.0, aims=(1.0, 0.0), rebuild=1000.0)  # 100 in stock, 200 at sea
    booked, landed, shipped = moved(lived(held, 450.0))
    assert (booked, landed) == (450, 350)
    assert shipped == pytest.approx(450 + (1 * 450 - 100) / 1000 + (2 * 450 - 200) / 1000)
    assert held.own[0, 0] == 0
    held = chain(own=1.0, dealers=50.0, sea=2.0, aims=(1.0, 0.0), rebuild=1.0)
    held.dealers[:] = 0
    held.at_sea[:] = 0
    held.own[:] = held.queue.amounts[0][:] = 1000
    assert moved(lived(held, 1100.0)) == [1100, 100, 1100 + 100 + 2200]


@pytest.mark.parametrize(("days", "share"), [(0.25, 1.0), (1.0, 1.0), (4.0, 0.25)])
def test_no_more_than_all_of_a_gap_is_closed_in_a_day_and_no_more_than_all_lands(days, share):
    aim = ChainTargets(column(10.0), column(20.0), column(days), column(days))
    np.testing.assert_array_equal([aim.speed, aim.landing], [[[share]], [[share]]])
    np.testing.assert_allclose(aim.dealers_pull, [[1 + 20 * share]])
    np.testing.assert_allclose(aim.makers_pull, [[(10 + days) * share]])


def test_duty_is_paid_on_what_lands_and_expensed_on_what_is_booked():
    held = chain(own=0.5)
    day = lived(held, rate=0.25)  # 50 of the 100 booked paid none
    assert (day.paid[0, 0], day.expensed[0, 0]) == (25, 12.5)
    assert held.queue.duty_held[0, 0] == 12.5


# --- what is used as it lands -----------------------------------------------------------------------


def two_goods():
    """Return a chain of cars and parts, 100 a day each, without own stock: what lands is booked."""
    ones = np.ones((1, 2))
    held = SupplyChain(ChainTargets(0 * ones, 0 * ones, column(1.0), column(1.0)), 100 * ones, 0 * ones, 0 * ones)
    held.entries = Entries()
    return held


def test_goods_used_as_they_land_count_in_the_duties_of_the_last_goods_alone():
    held = two_goods()
    day = held.live_day(0, np.full((1, 2), 100.0), np.array([[0.25, 0.2]]), np.array([[30.0]]))
    for values in (day.booked, day.landed, day.shipped):
        np.testing.assert_array_equal(values, [[100, 100]])
    np.testing.assert_allclose(day.paid, [[25, 26]])
    np.testing.assert_allclose(day.expensed, [[25, 26]])
    np.testing.assert_array_equal(held.entries.landed, [[[100, 100]]])
    np.testing.assert_array_equal(held.entries.direct, [[[30]]])
    assert held.entries.days == [0]


def test_a_cut_gives_back_on_goods_used_as_they_landed_and_leaves_these_out_of_stock():
    held = two_goods()
    for day in (3, 4, 5):
        held.live_day(day, np.full((1, 2), 100.0), np.array([[0.25, 0.2]]), np.array([[30.0]]))
    entered, beyond = held.entries.cut(np.array([0]), np.array([4.0]), np.array([[0.15, 0.15]]))
    np.testing.assert_array_equal(entered, [[200, 200]])
    np.testing.assert_allclose(beyond, [[0.10 * 200, 0.05 * 260]])
    np.testing.assert_allclose(held.entries.rates, [[[0.25, 0.2]], [[0.15, 0.15]], [[0.15, 0.15]]])


def test_a_cut_of_some_worlds_counts_from_each_ones_own_day():
    held = Entries()
    rates = np.full((3, 1), 0.25)
    for day in (3, 4, 5):
        held.add_day(day, column(10, 20, 30), np.zeros((3, 0)), rates)
    entered, beyond = held.cut(np.array([2, 0]), np.array([5.0, 4.0]), column(0.15, 0.05))
    np.testing.assert_array_equal(entered, [[30], [20]])
    np.testing.assert_allclose(beyond, [[3], [4]])
    np.testing.assert_array_equal(rates, np.full((3, 1), 0.25))  # what was given is not written to
    np.testing.assert_allclose(
        [found[:, 0] for found in held.rates], [[0.25] * 3, [0.05, 0.25, 0.25], [0.05, 0.25, 0.15]]
    )
    assert [values.shape for values in held.cut(np.array([], dtype=int), np.zeros(0), np.zeros((0, 1)))] == [(0, 1)] * 2


# --- other worlds -----------------------------------------------------------------------------------


def three_worlds(entries=True):
    """Return a chain in three unlike worlds that has lived two days."""
    aim = ChainTargets(column(10, 20, 30), column(5, 6, 7), column(2, 3, 4), column(8, 9, 10))
    held = SupplyChain(aim, column(100, 200, 300), column(9, 19, 29), column(6, 7, 8))
    held.entries = Entries() if entries else None
    for day in (0, 1):
        held.live_day(day, column(110, 190, 330), column(0.1, 0.2, 0.3) * (day + 1), np.zeros((3, 0)))
    return held


@pytest.mark.parametrize("entries", [True, False])
def test_worlds_that_part_take_all_that_is_on_its_way_along(entries):
    origin = np.array([2, 0, 2, 1])
    together, parted = three_worlds(entries), three_worlds(entries)
    parted.split(origin)
    days = [
        held.live_day(2, column(120, 180, 360)[rows], column(0.2, 0.4, 0.6)[rows], np.zeros((len(rows), 0)))
        for held, rows in ((together, np.arange(3)), (parted, origin))
    ]
    for name in ChainDay.__annotations__:
        np.testing.assert_array_equal(getattr(days[1], name), getattr(days[0], name)[origin], err_msg=name)
    for name in ("own", "dealers", "at_sea"):
        np.testing.assert_array_equal(getattr(parted, name), getattr(together, name)[origin], err_msg=name)
    np.testing.assert_array_equal(parted.queue.duty_held, together.queue.duty_held[origin])
    np.testing.assert_array_equal(parted.queue.stock, together.queue.stock[origin])
    if entries:
        cuts = [held.entries.cut(np.array([0]), np.zeros(1), column(0.0)) for held in (parted, three_worlds())]
        rows = [held.entries.landed for held in (parted, together)]
        np.testing.assert_array_equal(rows[0], np.array(rows[1])[:, origin])
        assert cuts[0][1][0, 0] > cuts[1][1][0, 0]
