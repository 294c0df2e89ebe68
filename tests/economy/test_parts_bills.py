"""What makers owe on imported parts in a year like the known one, by hand."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from sim.economy.carmakers.parts import usual_home_output, yearly_credit, yearly_parts_bills
from sim.economy.carmakers.stock_rules import Lots, UntaxedOnly
from sim.economy.market.products import Products

DAY = date(2025, 5, 3)
RATES = np.array([0.25, 0.15, 0.0])


def products():
    """Return Han's cars from Korea, the U.S. and Mexico, and Sol's from Korea: 40, 50, 4 and 15 bn USD a year."""
    return Products(
        brand=("Han", "Han", "Han", "Sol"),
        firm=("HMG", "HMG", "HMG", "S"),
        region=("KR", "US", "MX", "KR"),
        units=np.array([1000.0, 1000.0, 200.0, 600.0]),
        price=np.array([40.0, 50.0, 20.0, 25.0]),
        customs_share=np.full(4, 0.75),
        base_rate=np.zeros(4),
    )


def maker(brand="Han", built_in=("KR", "US", "MX"), value=(8.0, 10.0), relief=(0.1, 0.0), built_at_home=None):
    """Return a maker in two worlds; value None, without parts."""
    supply = None if built_at_home is None else SimpleNamespace(built_at_home=np.array(built_at_home))
    parts = None if value is None else SimpleNamespace(value=np.array(value), relief=np.array(relief))
    return SimpleNamespace(brand=brand, built_in=built_in, supply=supply, parts=parts)


LAW = SimpleNamespace(
    since=date(2025, 4, 3),
    steps=[SimpleNamespace(until=date(2026, 4, 30), share=0.0375)],
    list_over_price=np.array([1.2, 1.0]),
    claimed=np.array([0.5, 0.2]),
)


def industry(stock, law=LAW):
    return SimpleNamespace(stock=stock, parts_credit=law)


LOTS = Lots(target_days=60.0, rebuild_days=60.0, sea_days=30.0)


def test_output_is_the_worth_of_the_us_line_and_of_korean_cars_that_are_built_at_home():
    np.testing.assert_allclose(usual_home_output(products(), maker()), 50)
    found = usual_home_output(products(), maker(built_at_home=(0.1, 0.25)))
    np.testing.assert_allclose(found, [54, 60])
    np.testing.assert_allclose(usual_home_output(products(), maker("Sol", ("KR",))), 0)
    np.testing.assert_allclose(usual_home_output(products(), maker("Sol", ("KR",), built_at_home=(0.2, 0.0))), [3, 0])


def test_under_untaxed_stock_relief_is_taken_off_the_value_of_the_parts():
    """25 percent of 8 less a tenth of 50 is .75; of 10, without relief, 2.5."""
    found = yearly_parts_bills(products(), {"han": maker()}, industry(UntaxedOnly()), RATES, DAY)
    np.testing.assert_allclose(found, [[0.75, 0.45, 0], [2.5, 1.5, 0]])


def test_under_lots_the_credit_of_the_day_is_taken_off_the_duty():
    """3.75 percent of 50 at 1.2 the price, half of it claimed, is 1.125; a fifth claimed at the price, .375."""
    found = yearly_parts_bills(products(), {"han": maker()}, industry(LOTS), RATES, DAY)
    np.testing.assert_allclose(found, [[2 - 1.125, 1.2 - 1.125, 0], [2.5 - 0.375, 1.5 - 0.375, 0]])


@pytest.mark.parametrize(("law", "day"), [(None, DAY), (LAW, date(2025, 4, 2)), (LAW, date(2026, 5, 1))])
def test_under_lots_without_a_credit_that_day_the_whole_duty_is_owed(law, day):
    found = yearly_parts_bills(products(), {"han": maker()}, industry(LOTS, law), RATES, day)
    np.testing.assert_allclose(found, [[2, 1.2, 0], [2.5, 1.5, 0]])


def test_makers_owe_together_and_one_without_parts_owes_nothing():
    makers = {"none": maker(value=None), "han": maker(), "sol": maker("Sol", ("KR",), (2.0, 4.0), (0.3, 0.3))}
    found = yearly_parts_bills(products(), makers, industry(UntaxedOnly()), RATES, DAY)
    np.testing.assert_allclose(found, [[0.75 + 0.5, 0.45 + 0.3, 0], [2.5 + 1, 1.5 + 0.6, 0]])
    assert yearly_parts_bills(products(), {"none": makers["none"]}, industry(UntaxedOnly()), RATES, DAY) is None


def test_without_a_law_there_is_no_credit():
    np.testing.assert_array_equal(yearly_credit(None, 0.0375, np.full((2, 1), 50.0)), [[0], [0]])
