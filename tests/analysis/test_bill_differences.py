"""One path of tariffs against another: paired by world, in won and dollars, others' tariffs by date."""

from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from places import SCENARIOS

from sim.analysis.bill_differences import bill_differences, mean_differences
from sim.analysis.bootstrap import mean_intervals
from sim.core.errors import UserError
from sim.runs.carmaker_run import run_tariff_path, sum_accounts
from sim.scenario.loading import load

SINCE, CUT, YEAR_END = date(2025, 4, 3), date(2025, 11, 1), date(2025, 12, 31)
JAPAN = date(2025, 9, 16)  # the day from which cars from Japan paid 15 %
STAYS, CUTS = ((SINCE, 25.0),), ((SINCE, 25.0), (CUT, 15.0))


@cache
def lived(path=STAYS, others=(), settings=(), worlds=40):
    return run_tariff_path(load(SCENARIOS / "baseline.yaml", settings), path, YEAR_END, worlds, 1, others=others)


def found(one, other):
    spec = load(SCENARIOS / "baseline.yaml").scenario
    return {(e["maker"], e["quarter"]): e for e in bill_differences(one.accounts, other.accounts, spec)}


def test_before_a_cut_nothing_differs_and_after_it_duties_fall_by_what_the_worlds_say():
    one, other = lived(CUTS), lived()
    told = found(one, other)
    assert len(told) == 3 * 4
    for maker in ("hyundai", "kia", "gm_korea"):
        assert told[maker, "2025q3"]["bn KRW"]["duty"] == {"difference": 0, "low": 0, "high": 0, "worlds": 40}
        for unit, item in (("bn KRW", "duty_won"), ("bn USD", "duty")):
            paid = [sum_accounts(each.accounts, maker, ["2025q4"], (item,)) for each in (one, other)]
            between = paid[0] - paid[1]
            cell = told[maker, "2025q4"][unit]["duty"]
            assert cell["difference"] == pytest.approx(between.mean(), rel=1e-12)
            ((low, high),) = mean_intervals(between[:, None], np.ones((40, 1), dtype=bool))
            assert (cell["low"], cell["high"]) == pytest.approx((low, high), rel=1e-9)
            assert high < 0


def test_all_duties_and_quarters_add_up():
    told = found(lived(CUTS), lived())
    for maker in ("hyundai", "kia"):
        for unit in ("bn KRW", "bn USD"):
            whole = told[maker, "2025q2 to 2025q4"][unit]
            parts = [told[maker, quarter][unit] for quarter in ("2025q2", "2025q3", "2025q4")]
            for row in whole:
                assert whole[row]["difference"] == pytest.approx(sum(p[row]["difference"] for p in parts), abs=1e-9)
            both = whole["duty"]["difference"] + whole["other duty"]["difference"]
            assert whole["all duties"]["difference"] == pytest.approx(both, abs=1e-9)


def test_the_other_way_round_signs_turn():
    there, back = found(lived(CUTS), lived()), found(lived(), lived(CUTS))
    for key, entry in there.items():
        cell, turned = entry["bn KRW"]["profit"], back[key]["bn KRW"]["profit"]
        assert (cell["difference"], cell["low"]) == pytest.approx((-turned["difference"], -turned["high"]), rel=1e-9)


def test_under_30_worlds_or_six_that_differ_there_is_no_interval():
    column = np.zeros((40, 1))
    column[:5] = 1.0
    assert [mean_differences(held)[0]["low"] for held in (np.ones((29, 1)), column)] == [None, None]
    (told,) = mean_differences(np.ones((30, 1)))
    assert (told["low"], told["high"]) == (1, 1)


def test_paths_of_other_worlds_are_refused():
    with pytest.raises(UserError, match="cannot be paired"):
        found(lived(worlds=3), lived(worlds=2))


# --- others' tariffs by date ----------------------------------------------------------------------


def same(one: pa.Table, other: pa.Table) -> bool:
    return one.equals(other)


def test_others_that_go_on_paying_what_they_pay_change_nothing():
    assert same(lived(others=((JAPAN, 27.5),)).accounts, lived().accounts)


def test_accounts_before_the_day_are_the_same_bit_for_bit_and_fewer_cars_are_sold_from_it_on():
    """Cars are substitutes, so that a rival's lower tariff takes buyers away in each world.

    What that does to profit within weeks may go either way: of a car built in Korea, whose price has hardly risen yet,
    the duty leaves about nothing, so that one less may be no loss.
    """
    plain, lower = lived().accounts, lived(others=((JAPAN, 15.0),)).accounts
    for maker in ("hyundai", "kia", "gm_korea"):
        for item in ("profit_change", "units", "duty"):
            np.testing.assert_array_equal(*(sum_accounts(each, maker, ["2025q2"], (item,)) for each in (plain, lower)))
        sold = [sum_accounts(each, maker, ["2025q4"], ("units",)) for each in (plain, lower)]
        assert (sold[1] < sold[0]).all()


def test_a_day_later_in_the_year_costs_less_and_the_first_day_costs_what_it_costs_from_the_beginning():
    def profit(outcome):
        return sum_accounts(outcome.accounts, "hyundai", ["2025q4"], ("profit_change",)).mean()

    settings = tuple(f"market.tariffs.{region}=15" for region in ("JP", "EU", "OT"))
    always, first = profit(lived(settings=settings)), profit(lived(others=((date(2025, 4, 10), 15.0),)))
    late, never = profit(lived(others=((JAPAN, 15.0),))), profit(lived())
    assert always < late < never
    assert first - always == pytest.approx(0, abs=0.05 * (never - always))
