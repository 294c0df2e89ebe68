"""The carmakers under a stated path of the tariff, without talks."""

from datetime import date
from functools import cache

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from places import SCENARIOS
from runs import played

from sim.economy.carmakers.accounts import ITEMS, accounts_table
from sim.model.tariff_path import TariffPathModel
from sim.runs import results
from sim.runs.carmaker_run import run_tariff_path, sum_accounts
from sim.runs.folder import prepare_folder
from sim.runs.results import Extras
from sim.scenario.loading import load

SINCE = date(2025, 4, 3)
CUT = date(2025, 8, 7)
YEAR_END = date(2025, 12, 31)
MAKERS = ("hyundai", "kia", "gm_korea")
QUARTERS = ["2025q2", "2025q3", "2025q4"]
MONEY = [item for item, (unit, _) in ITEMS.items() if unit == "bn USD"]
DUTIES = ("duty_won", "other_duty_won")
STAYS = ((SINCE, 25.0),)


@cache
def loaded(*settings):
    return load(SCENARIOS / "baseline.yaml", settings)


@cache
def ridden(path=STAYS, worlds=60, seed=1, settings=()):
    """Return a path lived to the end of 2025."""
    return run_tariff_path(loaded(*settings), path, YEAR_END, worlds, seed)


def in_quarter(accounts, quarter):
    return accounts.filter(pc.equal(accounts.column("quarter"), quarter))


def of(outcome, item, maker="hyundai", quarters=QUARTERS):
    return sum_accounts(outcome.accounts, maker, quarters, (item,))


def lived(worlds, first=0, path=((SINCE, 25.0), (CUT, 15.0))):
    """Return the accounts of some worlds, by number."""
    model = TariffPathModel(loaded().scenario, path, worlds, 1, first)
    while model.running:
        model.step()
    accounts = accounts_table(model.makers, first, worlds)
    model.release()
    return accounts


def test_the_same_seed_gives_the_same_accounts():
    again = run_tariff_path(loaded(), STAYS, YEAR_END, 60, 1)
    assert again.accounts.equals(ridden().accounts)
    assert again.worlds.equals(ridden().worlds)
    assert not ridden(seed=2).accounts.equals(ridden().accounts)


@pytest.mark.parametrize("number", [0, 3, 7])
def test_a_world_is_the_same_alone_and_among_others(number):
    many = lived(8)
    alone = lived(1, number)
    assert alone.equals(many.filter(pc.equal(many.column("world"), number)).combine_chunks())


def test_the_rows_are_those_of_every_maker_quarter_and_world():
    accounts = ridden().accounts
    keys = list(zip(*(accounts.column(name).to_pylist() for name in ("world", "maker", "quarter")), strict=True))
    assert keys == [(world, maker, quarter) for world in range(60) for maker in MAKERS for quarter in QUARTERS]


@pytest.mark.parametrize(("cut", "untouched"), [(CUT, 1), (date(2025, 10, 1), 2)])
def test_a_later_rate_leaves_the_quarters_before_it_alone(cut, untouched):
    after = ridden(((SINCE, 25.0), (cut, 15.0))).accounts
    for quarter in QUARTERS[:untouched]:
        assert in_quarter(after, quarter).equals(in_quarter(ridden().accounts, quarter))
    assert not in_quarter(after, QUARTERS[untouched]).equals(in_quarter(ridden().accounts, QUARTERS[untouched]))


@pytest.mark.parametrize("path", [(), ((date(2026, 6, 1), 15.0),), ((SINCE, 25.0), (CUT, 25.0)), ((CUT, 25.0),)])
def test_25_percent_throughout_is_no_deal(path):
    same, stays = ridden(path).accounts, ridden().accounts
    for item in ITEMS:
        expected = stays.column(item).to_numpy()
        np.testing.assert_allclose(same.column(item).to_numpy(), expected, rtol=1e-9, atol=1e-12, err_msg=item)


def test_the_order_of_the_dates_does_not_matter():
    forth, back = ((SINCE, 25.0), (CUT, 15.0)), ((CUT, 15.0), (SINCE, 25.0))
    assert ridden(forth).accounts.equals(ridden(back).accounts)


@pytest.mark.parametrize("maker", MAKERS)
def test_the_quarters_add_up_to_the_columns_of_a_maker(maker):
    for item in ITEMS:
        whole = ridden().column(f"{maker}_{item}")
        np.testing.assert_allclose(of(ridden(), item, maker), whole, rtol=1e-12, err_msg=item)


@pytest.mark.parametrize("rate", [1400, 1450])
def test_won_are_dollars_at_the_exchange_rate(rate):
    accounts = ridden(worlds=5, settings=(f"industry.exchange_rate={rate}", "industry.exchange_walk=0")).accounts
    for item in MONEY:
        dollars, won = (accounts.column(name).to_numpy() for name in (item, f"{item}_won"))
        np.testing.assert_array_equal(won, dollars * rate)


def test_without_a_tariff_no_duty_is_paid_on_korean_cars_or_parts():
    free = ridden(((SINCE, 0.0),))
    for maker in MAKERS:
        assert not of(free, "duty", maker).any()
    for maker in ("hyundai", "gm_korea"):  # which build nothing in Mexico
        assert not of(free, "other_duty", maker).any()
    assert (of(free, "other_duty", "kia") > 0).all()


def test_without_a_tariff_hyundai_gains_from_what_its_rivals_pay():
    free = ridden(((SINCE, 0.0),))
    gains = [of(free, "profit_change", quarters=[quarter]) for quarter in QUARTERS]
    assert (gains[0] > 0).all()
    assert (gains[1] > gains[0]).all()  # as rivals' prices rise
    assert (gains[2] > gains[1]).all()


def test_without_any_tariff_nothing_changes():
    alike = [f"market.tariffs.{region}=2.5" for region in ("JP", "EU", "OT")]
    free = ridden(((SINCE, 0.0),), settings=(*alike, "market.tariffs.MX=0"))
    for maker in MAKERS:
        np.testing.assert_allclose(of(free, "profit_change", maker), 0, atol=1e-9)


def test_a_rate_that_is_already_a_level_is_no_fault():
    run_tariff_path(loaded(), [(SINCE, 0.0)], date(2025, 4, 30), 2, 1)


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("rate", [0.0, 10.0, 15.0, 20.0])
def test_a_lower_later_tariff_raises_no_world_s_duty(maker, rate):
    lower = ridden(((SINCE, 25.0), (CUT, rate)))
    for quarter in QUARTERS:
        less, more = (sum_accounts(out.accounts, maker, [quarter], DUTIES) for out in (lower, ridden()))
        assert (less <= more).all()
        assert quarter == "2025q2" or (less < more).all()


@pytest.mark.parametrize("maker", MAKERS)
def test_a_lower_later_tariff_brings_every_maker_profit(maker):
    lower = ridden(((SINCE, 25.0), (CUT, 15.0)))
    for quarter in QUARTERS[1:]:
        assert (of(lower, "profit_change", maker, [quarter]) > of(ridden(), "profit_change", maker, [quarter])).all()


def test_the_second_quarter_of_the_talks_is_that_without_talks_where_nobody_signed():
    talks = played("baseline", worlds=200)
    signed = talks.column("first_signature") <= talks.calendar.day_number(date(2025, 6, 30))
    assert signed.mean() < 0.1
    rode = run_tariff_path(talks.loaded, [], date(2025, 6, 30), 200, 1)
    for maker in MAKERS:
        for item in ITEMS:
            own, alone = (of(outcome, item, maker, ["2025q2"])[~signed] for outcome in (talks, rode))
            np.testing.assert_array_equal(own, alone, err_msg=f"{maker} {item}")


def test_the_accounts_of_the_talks_are_saved_with_them(tmp_path):
    outcome = played("baseline", worlds=200)
    out = tmp_path / "run"
    extras = Extras("ten lines", {}, None, "sim run", 1.0)
    folder = results.save_run(outcome, prepare_folder(out, force=False), out, extras)
    saved = pq.read_table(folder / "accounts.parquet")
    assert saved.equals(outcome.accounts)
    assert saved.num_rows == len(MAKERS) * 2 * 200


@pytest.mark.parametrize(("maker", "reported"), [("hyundai", 828.2), ("kia", 786.0)])
def test_duties_of_the_second_quarter_are_near_those_reported(maker, reported):
    """Pattern 11 of THEORY D, in bn KRW."""
    low, high = np.quantile(sum_accounts(ridden(worlds=400).accounts, maker, ["2025q2"], DUTIES), [0.1, 0.9])
    assert 300 < low < high < 1200
    assert high > 0.75 * reported


def test_daily_series_are_kept_of_the_first_worlds_only(monkeypatch):
    monkeypatch.setattr("sim.runs.carmaker_run.DAYS_KEPT", 3)
    some = run_tariff_path(loaded(), STAYS, date(2025, 4, 30), 5, 1)
    assert {held.shape[1] for held in some.series.values()} == {3}
    assert some.worlds.num_rows == 5
