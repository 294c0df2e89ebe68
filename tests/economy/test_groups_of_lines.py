"""Lines of a market sorted into groups, and sums by them, by hand; a car that costs nothing."""

from dataclasses import replace

import numpy as np
import pytest
from cars import fleet

from sim.economy.market.calibration import CalibrationTargets
from sim.economy.market.market import Market
from sim.economy.market.products import Products, by_owner, in_order, sum_by_label


def small(nests=None, base_rate=None):
    """Return four lines of two firms."""
    return Products(
        brand=("a", "b", "c", "d"),
        firm=("y", "x", "y", "x"),
        region=("US", "KR", "KR", "US"),
        units=np.array([100.0, 200.0, 300.0, 400.0]),
        price=np.array([40.0, 50.0, 30.0, 20.0]),
        customs_share=np.array([0.7, 0.02, 0.7, 0.7]),
        base_rate=np.zeros(4) if base_rate is None else base_rate,
        nests=nests,
    )


def test_a_group_is_the_lines_of_a_firm_in_a_nest_in_the_order_of_nests_and_firms():
    held = small(nests=(7, 5, 5, 7)).groups  # x in 5, y in 5, x in 7, y in 7
    assert held.of_line.tolist() == [3, 0, 1, 2]
    assert (held.nest.tolist(), held.firm.tolist()) == ([0, 0, 1, 1], [0, 1, 0, 1])
    assert held.nest_of_line.tolist() == [1, 0, 0, 1]
    values = np.array([[1.0, 2.0, 4.0, 8.0]])
    np.testing.assert_array_equal(held.sum_by_group(values), [[2, 4, 8, 1]])
    np.testing.assert_array_equal(held.sum_by_nest(values), [[3, 12]])
    np.testing.assert_array_equal(held.sum_by_firm(values), [[5, 10]])


def test_without_nests_all_cars_are_in_one():
    held = small().groups
    assert held.of_line.tolist() == [1, 0, 1, 0]
    assert (held.nest.tolist(), held.firm.tolist()) == ([0, 0], [0, 1])


@pytest.mark.parametrize(
    ("nests", "one"), [(None, True), ((0, 1, 0, 1), True), ((0, 1, 1, 1), False), ((0, 0, 1, 1), False)]
)
def test_whether_every_firm_has_its_cars_in_one_nest(nests, one):
    assert small(nests).groups.one_nest_per_firm is one


def test_sums_by_label_count_labels_that_nobody_has():
    values = np.array([[1.0, 2.0, 4.0], [10.0, 20.0, 40.0]])
    np.testing.assert_array_equal(sum_by_label(values, np.array([1, 0, 1])), [[2, 5], [20, 50]])
    np.testing.assert_array_equal(sum_by_label(values, np.array([2, 0, 2]), 4), [[2, 0, 5, 0], [20, 0, 50, 0]])
    np.testing.assert_array_equal(sum_by_label(values, np.arange(3)), values)


def test_each_label_has_the_value_of_its_owner():
    values = np.array([[1.0, 2.0]])
    np.testing.assert_array_equal(by_owner(values, np.array([1, 0, 1])), [[2, 1, 2]])
    np.testing.assert_array_equal(by_owner(values[0], np.array([1, 0, 1])), [2, 1, 2])
    np.testing.assert_array_equal(by_owner(values, np.array([0, 1])), values)
    np.testing.assert_array_equal(by_owner(values[:, :1], np.array([0, 0, 0])), [[1]])


@pytest.mark.parametrize(
    ("label", "labels", "holds"), [([0, 1, 2], 3, True), ([0, 2, 1], 3, False), ([0, 1], 3, False), ([0, 0], 2, False)]
)
def test_labels_in_order_are_each_there_once(label, labels, holds):
    assert in_order(np.array(label), labels) is holds


def test_a_car_that_would_cost_nothing_is_refused():
    """The base duty on brand b, worth 1 thousand USD at the border, is as much as it costs without."""
    targets = CalibrationTargets(margin=0.3, margin_of="x")
    cost = Market.of(small(), targets).cost[0, 1]
    assert small().customs_value[1] == 1
    for rate, refused in ((cost, True), (cost * 0.999, False)):
        products = small(base_rate=np.array([0.0, rate, 0.0, 0.0]))
        if refused:
            with pytest.raises(ValueError, match="cost of b built in KR comes out at 0 thousand USD"):
                Market.of(products, targets)
        else:
            assert 0 < Market.of(products, targets).cost[0, 1] < 0.002 * cost


def test_a_lines_place_and_who_built_it():
    held = fleet()
    place = held.place_of("Kia", "MX")
    assert (held.brand[place], held.region[place], held.lines[place]) == ("Kia", "MX", ("Kia", "MX"))
    assert held.built_in("MX")[place]
    assert held.of_firms("HMG")[place]
    assert not held.of_firms("GM", "Ford")[place]
    np.testing.assert_array_equal(held.customs_value, held.customs_share * held.price)
    with pytest.raises(ValueError, match="two lines are a built in US"):
        replace(small(), brand=("a", "b", "c", "a"))
    with pytest.raises(ValueError, match="two lines are a built in KR"):  # of several, the first by name
        replace(small(), brand=("b", "a", "a", "b"))
