"""Queues of lots in a few worlds, by hand: what joins the newest, what is emptied, cuts, and worlds that part."""

import numpy as np
import pytest

from sim.economy.carmakers.lots import LotQueue


def queue(*lots):
    """Return two worlds with the same lots, (amount, rate) each, the oldest first."""
    (amount, rate), *later = lots
    held = LotQueue(np.full((2, 1), amount), np.full((2, 1), rate))
    for amount, rate in later:
        held.set_rates(np.full((2, 1), rate))
        held.enter(np.full((2, 1), amount))
    return held


def lots_of(held, world):
    """Return the lots that a world has, (amount, rate) each, without empty ones."""
    found = [(float(a[world, 0]), float(r[world, 0])) for a, r in zip(held.amounts, held.rates, strict=True)]
    return [lot for lot in found if lot[0]]


def column(*values):
    return np.array(values, dtype=float)[:, None]


def test_what_enters_at_an_unchanged_rate_joins_the_newest_lot():
    held = queue((5.0, 0.0), (4.0, 0.25), (3.0, 0.25))
    assert len(held.amounts) == 2
    assert lots_of(held, 0) == [(5, 0), (7, 0.25)]


def test_a_rate_that_changes_in_one_world_makes_a_lot_there_alone():
    held = queue((5.0, 0.1))
    held.set_rates(column(0.1, 0.2))
    held.enter(column(2, 3))
    assert lots_of(held, 0) == [(7, 0.1)]
    assert lots_of(held, 1) == [(5, 0.1), (3, 0.2)]
    held.set_rates(column(0.3, 0.2))
    held.enter(column(1, 1))
    assert [lots_of(held, world) for world in (0, 1)] == [[(7, 0.1), (1, 0.3)], [(5, 0.1), (4, 0.2)]]
    assert len(held.amounts) == 2  # the empty lot of the first world was at hand


def test_one_kind_of_goods_with_another_rate_begins_a_lot_of_all():
    held = LotQueue(np.array([[5.0, 6.0]]), np.array([[0.1, 0.1]]))
    held.set_rates(np.array([[0.1, 0.2]]))
    held.enter(np.array([[1.0, 2.0]]))
    np.testing.assert_array_equal(held.amounts, [[[5, 6]], [[1, 2]]])
    np.testing.assert_array_equal(held.rates, [[[0.1, 0.1]], [[0.1, 0.2]]])
    np.testing.assert_allclose(held.duty_held, [[0.6, 1.0]])


def test_a_world_that_holds_goods_of_either_kind_keeps_their_lot():
    held = LotQueue(np.array([[0.0, 6.0]]), np.array([[0.1, 0.1]]))
    held.set_rates(np.array([[0.2, 0.2]]))
    np.testing.assert_array_equal(held.stock, [[0, 6]])
    np.testing.assert_allclose(held.duty_held, [[0, 0.6]])


def test_rates_that_stay_change_nothing():
    held = queue((5.0, 0.1))
    held.set_rates(column(0.1, 0.1))
    assert (len(held.amounts), lots_of(held, 1)) == (1, [(5, 0.1)])


def test_the_oldest_goes_first_and_an_empty_lot_is_let_go():
    held = queue((5.0, 0.0), (4.0, 0.25), (3.0, 0.5))
    np.testing.assert_allclose(held.use(column(6, 5)), [[0.25], [0]])
    assert len(held.amounts) == 3
    np.testing.assert_allclose(held.use(column(1, 1)), [[0.25], [0.25]])
    assert len(held.amounts) == 2
    np.testing.assert_allclose(held.use(column(3, 0)), [[0.25 * 2 + 0.5], [0]])
    np.testing.assert_allclose(held.use(column(9, 9)), [[0.5 * 2], [0.25 * 3 + 0.5 * 3]])  # no more than there is
    np.testing.assert_array_equal(held.stock, [[0], [0]])
    held.use(column(1, 1))
    assert len(held.amounts) == 1  # the newest stays, for what will enter
    np.testing.assert_array_equal(held.use(column(1, 1)), [[0], [0]])
    held.enter(column(2, 2))
    np.testing.assert_allclose(held.use(column(2, 2)), [[1], [1]])


def test_a_lot_stays_while_a_world_has_some_of_it():
    held = queue((5.0, 0.1), (4.0, 0.2))
    held.use(column(5, 4))
    held.use(column(0, 0))
    assert [lots_of(held, world) for world in (0, 1)] == [[(4, 0.2)], [(1, 0.1), (4, 0.2)]]


def test_nothing_handed_in_is_written_to():
    amount, rate, wanted = column(5, 5), column(0.1, 0.1), column(2, 3)
    for array in (amount, rate, wanted):
        array.flags.writeable = False
    held = LotQueue(amount, rate)
    held.enter(wanted)
    held.use(wanted)
    np.testing.assert_array_equal(held.stock, [[5], [5]])


def test_untaxed_stock_is_that_of_lots_at_no_rate_of_one_of_the_goods():
    held = LotQueue(np.array([[5.0, 7.0]]), np.zeros((1, 2)))
    held.set_rates(np.array([[0.1, 0.0]]))
    held.enter(np.array([[2.0, 3.0]]))
    assert [held.free_stock(place)[0] for place in (0, 1)] == [5, 10]
    held.set_rates(np.array([[0.0, 0.3]]))
    held.enter(np.array([[1.0, 1.0]]))
    assert [held.free_stock(place)[0] for place in (0, 1)] == [6, 10]


# --- cuts -----------------------------------------------------------------------------------------


def test_a_cut_splits_the_lot_that_it_reaches_into():
    held = queue((5.0, 0.1), (4.0, 0.25), (3.0, 0.2))
    held.cut_newest(np.array([1]), column(5), column(0.15))
    assert lots_of(held, 0) == [(5, 0.1), (4, 0.25), (3, 0.2)]
    assert lots_of(held, 1) == [(5, 0.1), (2, 0.25), (2, 0.15), (3, 0.15)]


def test_a_cut_of_nothing_leaves_the_lots_as_they_are():
    held = queue((5.0, 0.1), (4.0, 0.25))
    held.cut_newest(np.array([0]), column(0), column(0.15))
    assert lots_of(held, 0) == [(5, 0.1), (4, 0.25)]


def test_what_enters_after_a_cut_does_so_at_the_rate_of_the_day():
    held = queue((5.0, 0.25))
    held.cut_newest(np.array([0, 1]), column(2, 5), column(0.15, 0.15))
    held.set_rates(column(0.15, 0.15))
    held.enter(column(1, 1))
    for _ in range(2):
        held.use(column(0, 0))
    assert lots_of(held, 0)[0] == (3, 0.25)
    np.testing.assert_allclose(held.duty_held, [[3 * 0.25 + 3 * 0.15], [6 * 0.15]])


def test_lots_that_cuts_empty_give_their_place_to_others():
    """A queue grows by the lots that a world has, not by the cuts it has seen."""
    held = queue((5.0, 0.25))
    for _ in range(6):
        held.cut_newest(np.array([0]), column(2), column(0.15))
        held.cut_newest(np.array([1]), column(5), column(0.15))
    assert len(held.amounts) <= 3
    assert [sum(amount for amount, _ in lots_of(held, world)) for world in (0, 1)] == [5, 5]
    np.testing.assert_allclose(held.duty_held, [[3 * 0.25 + 2 * 0.15], [5 * 0.15]])


@pytest.mark.parametrize("rows", [[0], [1], [0, 1], [1, 0]])
def test_lots_are_put_in_their_worlds(rows):
    """Of three lots given, the first has nothing and makes room; the last is the newest, empty or not."""
    held = queue((5.0, 0.1), (4.0, 0.2))
    amounts = np.stack([column(0, 0), column(1, 2), column(0, 3)])[:, : len(rows)]
    rates = np.stack([column(0.5, 0.5), column(0.6, 0.6), column(0.7, 0.7)])[:, : len(rows)]
    held.put_lots(np.array(rows), amounts.copy(), rates.copy())
    for place, world in enumerate(rows):
        assert lots_of(held, world) == [[(1, 0.6)], [(2, 0.6), (3, 0.7)]][place]
        assert held.rates[-1][world, 0] == 0.7
    for world in {0, 1} - set(rows):
        assert lots_of(held, world) == [(5, 0.1), (4, 0.2)]
    assert len(held.amounts) == 2


def test_a_lot_of_a_third_kind_finds_room_in_front():
    held = queue((5.0, 0.1))
    amounts, rates = np.stack([column(1), column(2), column(3)]), np.stack([column(0.5), column(0.6), column(0.7)])
    held.put_lots(np.array([1]), amounts, rates)
    assert [lots_of(held, world) for world in (0, 1)] == [[(5, 0.1)], [(1, 0.5), (2, 0.6), (3, 0.7)]]
    np.testing.assert_array_equal([held.use(column(5, 1))[0, 0], held.use(column(0, 2))[1, 0]], [0.5, 1.2])


# --- worlds that part -----------------------------------------------------------------------------


def test_worlds_that_part_take_their_lots_along():
    held = queue((5.0, 0.1))
    held.set_rates(column(0.1, 0.2))
    held.enter(column(2, 3))
    held.split(np.array([1, 0, 1]))
    assert [lots_of(held, world) for world in range(3)] == [
        [(5, 0.1), (3, 0.2)],
        [(7, 0.1)],
        [(5, 0.1), (3, 0.2)],
    ]
    assert held.stock.shape == held.duty_held.shape == (3, 1)


def test_goods_have_the_same_rates_only_where_they_do_in_every_world_and_lot():
    first = np.array([[0.1, 0.1, 0.3, 0.2], [0.2, 0.2, 0.2, 0.2]])
    held = LotQueue(np.ones((2, 4)), first)
    assert held.goods_alike().tolist() == [0, 0, 2, 3]
    held.set_rates(np.array([[0.1, 0.4, 0.3, 0.3], [0.2, 0.2, 0.2, 0.2]]))
    assert held.goods_alike().tolist() == [0, 1, 2, 3]
