"""Carmakers whose stocks are kept by lot: by hand, beside what was reported, and with one figure for parts."""

from datetime import date
from functools import cache

import numpy as np
import pytest
from places import ROOT, SCENARIOS

from sim.analysis.tariff_bills import monthly_cars, probability_below
from sim.model.industry import Industry
from sim.model.talks import Talks
from sim.model.tariff_path import TariffPathModel
from sim.runs.carmaker_run import run_tariff_path, sum_accounts
from sim.scenario.faults import ScenarioError, path_text
from sim.scenario.loading import load
from sim.scenario.schema.block import sourced_quantities

SINCE, CUT = date(2025, 4, 3), date(2025, 11, 1)
MAKERS = ("hyundai", "kia", "gm_korea")
DUTIES = ("duty_won", "other_duty_won")
STEADY = (  # sales that never move, of Korean-built cars alone, with 50 days of stock in the makers' hands
    "industry.tau={value: 1000000000000, range: [0.5, 1000000000000]}",
    "industry.stock.lots.sales_level=1",
    "industry.stock.lots.sales_trend=0",
    "industry.stock.lots.target_days=50",
    "industry.exchange_walk=0",
    *(f"carmakers.{name}.{what}" for name in MAKERS for what in ("stock_days=50", "supply.all_days=50")),
    *(f"carmakers.{name}.supply.customs_share=0.74" for name in MAKERS),
    *(f"carmakers.{name}.{what}=0" for name in ("hyundai", "kia") for what in ("replaces", "supply.built_at_home")),
)
KOREAN = {"hyundai": (637e3, 37), "kia": (371e3, 34), "gm_korea": (410e3, 26)}  # cars a year, thousand USD


@cache
def loaded(*settings):
    return load(SCENARIOS / "baseline.yaml", settings)


@cache
def played(path=((SINCE, 25.0),), until=date(2025, 12, 31), worlds=400, settings=(), back=()):
    """Return a path of the tariff lived; back, (date of the path, earlier day from which it holds)."""
    return run_tariff_path(loaded(*settings), path, until, worlds, 1, in_force=dict(back))


def of(outcome, *items, maker="hyundai", quarters=("2025q2", "2025q3", "2025q4")):
    return sum_accounts(outcome.accounts, maker, list(quarters), items)


# --- by hand --------------------------------------------------------------------------------------


def test_a_cut_of_1_november_reaches_the_accounts_after_50_days_of_stock():
    model = TariffPathModel(loaded(*STEADY).scenario, [(SINCE, 25.0), (CUT, 15.0)], 2, 1)
    days, begins = [], model.setting.calendar.day_number(CUT)
    while model.day < begins + 60:
        model.step()
        days.append(model.industry.trade.today)
    for place, maker in enumerate(MAKERS):
        units, price = KOREAN[maker]
        daily = 0.74 * price * units / 365 / 1e6  # customs value, bn USD
        duty, landed = (np.array([day[item][:, place] for day in days]) for item in ("duty", "landed"))
        np.testing.assert_allclose(duty[begins - 100 : begins + 50], 0.25 * daily, rtol=1e-9)  # to 20 December
        np.testing.assert_allclose(duty[begins + 50 :], 0.15 * daily, rtol=1e-9)  # from 21 December
        np.testing.assert_allclose(landed, units / 365, rtol=1e-9)
    model.release()


def test_a_cut_told_late_books_in_all_what_one_known_on_its_day_does():
    known = played(((SINCE, 25.0), (CUT, 15.0)), worlds=5, settings=STEADY)
    late = played(
        ((SINCE, 25.0), (date(2025, 12, 4), 15.0)), worlds=5, settings=STEADY, back=((date(2025, 12, 4), CUT),)
    )
    for maker in MAKERS:
        for item in ("duty", "other_duty", "duty_paid", "parts_duty", "units", "landed"):
            np.testing.assert_allclose(
                of(late, item, maker=maker), of(known, item, maker=maker), rtol=1e-9, err_msg=item
            )
        assert (of(late, "refund", maker=maker) > 0).all()
    units, price = KOREAN["gm_korea"]  # 33 days, 1 November to 3 December, ten points too dear; it has no parts
    np.testing.assert_allclose(of(late, "refund", maker="gm_korea"), 0.10 * 0.74 * price * units / 365 / 1e6 * 33)


def test_without_lots_no_tariff_reaches_back():
    spec = loaded("industry.stock=untaxed_only").scenario
    with pytest.raises(ValueError, match=r"only under industry\.stock: lots"):
        TariffPathModel(spec, [(SINCE, 25.0), (CUT, 15.0)], 2, 1, in_force={CUT: date(2025, 10, 1)})


def test_a_cut_in_some_worlds_leaves_the_others_as_they_were():
    def lived(cut):
        model = TariffPathModel(loaded().scenario, [(SINCE, 25.0)], 4, 1, in_force={date(2028, 1, 1): SINCE})
        for day in range(100):
            if cut and day == 90:
                Industry.set_rate(model.industry, np.array([1, 3]), np.array([15.0, 10.0]), np.array([60.0, 30.0]))
            model.step()
        paid = np.stack(
            [maker.account_in_every_world(model.industry.trade.accounts.total("duty_paid")) for maker in model.makers]
        )
        model.release()
        return paid

    usual, some = lived(cut=False), lived(cut=True)
    np.testing.assert_array_equal(some[:, [0, 2]], usual[:, [0, 2]])
    assert (some[:, [1, 3]] < usual[:, [1, 3]]).all()


def test_worlds_that_lived_alike_part_where_a_cut_reaches_back_in_some(monkeypatch):
    central = tuple(
        f"{path_text(path)}={quantity.central}"
        for path, quantity, _ in sourced_quantities(loaded().scenario)
        if path[0] in ("market", "carmakers", "industry") and quantity.shape != "value"
    )

    def lived():
        model = TariffPathModel(loaded(*central).scenario, [(SINCE, 25.0)], 6, 1, in_force={date(2028, 1, 1): SINCE})
        began = len(model.industry.kinds.first)
        for day in range(80):
            if day == 60:
                model.industry.set_rate(np.array([1, 2, 4]), np.array([15.0, 15, 10]), np.array([40.0, 40, 30]))
            model.step()
        paid = [maker.accounts.total(item) for maker in model.makers for item in ("duty", "duty_paid", "refund")]
        kinds = began, len(model.industry.kinds.first)
        model.release()
        return np.stack(paid), kinds

    shared, kinds = lived()
    assert kinds == (1, 3)
    monkeypatch.setattr("sim.core.world_groups.group_if_alike", lambda figures: None)
    apart, kinds = lived()
    assert kinds == (6, 6)
    np.testing.assert_array_equal(shared, apart)
    assert (shared[2] > 0).tolist() == [False, True, True, False, True, False]


# --- laws -----------------------------------------------------------------------------------------


def test_landed_cars_are_booked_or_in_stock_and_duty_paid_is_expensed_or_in_stock():
    model = TariffPathModel(loaded().scenario, [(SINCE, 25.0), (date(2025, 8, 7), 15.0)], 20, 1)
    trade, kinds = model.industry.trade, model.industry.kinds
    own = trade.arrays.owner[trade.arrays.partner_built]
    begun = np.stack([np.asarray(model.setting.drawn.carmakers[name].stock_days) for name in MAKERS]).T
    usual = trade.usual_partner_units * trade.imported * trade.level[:, None]
    while model.running:
        model.step()
        landed, units = (trade.accounts.total(item) for item in ("landed", "units"))
        value = trade.customs[:, trade.order.partner_built]
        stock = trade.chain.queue.stock[:, trade.order.partner_built] / value
        np.testing.assert_allclose(begun * usual + landed, units + stock, rtol=1e-9)
        duties = ("duty", "other_duty", "parts_credit")
        expensed = sum(trade.accounts.total(item) for item in duties).sum(axis=1)
        held = trade.chain.queue.duty_held.sum(axis=1) / 1e6
        np.testing.assert_allclose(trade.accounts.total("duty_paid").sum(axis=1), expensed + held, rtol=1e-9)
    assert len(own) == 3
    assert kinds.all_distinct
    model.release()


def test_a_world_is_the_same_alone_and_among_others():
    def lived(first, worlds):
        model = TariffPathModel(loaded().scenario, [(SINCE, 25.0), (date(2025, 8, 7), 15.0)], worlds, 1, first)
        while model.running:
            model.step()
        found = {
            (m.name, item): m.accounts.total(item) for m in model.makers for item in ("duty", "duty_paid", "landed")
        }
        rates = model.makers[0].accounts.rates["2025q3"].mean
        model.release()
        return found, rates

    (many, rates), (alone, rate) = lived(0, 6), lived(4, 1)
    for key, value in alone.items():
        np.testing.assert_array_equal(value, many[key][4:5], err_msg=str(key))
    np.testing.assert_array_equal(rate, rates[4:5])


# --- one figure for parts ---------------------------------------------------------------------------


def test_payoffs_and_accounts_have_one_figure_for_parts():
    parts = [f"carmakers.{name}.parts" for name in ("hyundai", "kia")]
    year = (*STEADY, *(f"{path}.direct=1" for path in parts), *(f"{path}.since=2025-04-03" for path in parts))
    owed = {}
    for rate in (25.0, 15.0, 5.0):
        outcome = run_tariff_path(loaded(*year), [(SINCE, rate)], date(2026, 4, 2), 4, 1)  # 365 days
        quarters = ["2025q2", "2025q3", "2025q4", "2026q1", "2026q2"]
        owed[rate] = sum(of(outcome, "parts_duty", maker=maker, quarters=quarters) for maker in MAKERS)
    flows = []
    for more in ((), tuple(f"{path}.value=0" for path in parts)):
        model = Talks(loaded(*year, *more).scenario, 4, 1)
        flows.append(model.state.values.flows[model.state.values.tariff])
        levels = list(model.spec.issues["auto_tariff"].levels)
        model.release()
    for component, sign in (("exporters_profit", 1), ("tariff_revenue", -1)):
        worth = flows[0][component] - flows[1][component]
        for rate in (15.0, 5.0):
            np.testing.assert_allclose(sign * worth[:, levels.index(rate)], owed[25.0] - owed[rate], atol=1e-9)
    assert (owed[25.0] > owed[15.0]).all()


def test_a_second_figure_for_parts_is_refused_under_lots():
    with pytest.raises(ScenarioError, match="would be a second figure"):
        load(SCENARIOS / "baseline.yaml", ["issues.auto_tariff.flows.car_market.parts=0.07"])


def test_without_lots_a_point_on_parts_may_be_stated():
    load(SCENARIOS / "baseline.yaml", ["industry.stock=untaxed_only", "issues.auto_tariff.flows.car_market.parts=0.07"])


# --- beside what was reported by July 2025 ----------------------------------------------------------


@pytest.mark.parametrize(("maker", "reported"), [("hyundai", 828.2), ("kia", 786.0)])
def test_bills_of_the_second_quarter_lie_in_the_80_percent_interval(maker, reported):
    bills = of(played(worlds=1000), *DUTIES, maker=maker, quarters=["2025q2"])
    assert 0.1 <= probability_below(bills, reported) <= 0.9


def test_parts_are_about_a_fifth_of_hyundais_bill_of_the_second_quarter():
    parts, bills = (of(played(worlds=1000), *items, quarters=["2025q2"]) for items in (("parts_duty_won",), DUTIES))
    assert 0.15 <= np.median(parts / bills) <= 0.25


def test_cars_landed_and_shipped_by_month_are_within_15_points_of_the_exports():
    found = {entry["month"]: entry for entry in monthly_cars(played(worlds=1000), loaded().scenario)}
    for month, exports in {"2025-04": -19.6, "2025-05": -27.1, "2025-06": -16.0}.items():
        assert found[month]["exports reported"] == exports
        for what in ("landed", "shipped"):
            assert abs(found[month][what]["q50"] - exports) <= 15, (month, what)


def test_the_page_on_bills_shows_what_is_predicted():
    text = (ROOT / "docs" / "how-to" / "judge_the_bills.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| ")][1:]
    paths = ((SINCE, 25.0),), ((SINCE, 25.0), (CUT, 15.0))
    assert len(rows) == 8
    for name, *shown, _, _ in rows:
        maker, span = name.split(", ")
        for path, cell in zip(paths, shown, strict=True):
            quarters = [span] if "q" in span else ["2025q2", "2025q3", "2025q4"]
            bills = of(played(path, worlds=2000), *DUTIES, maker=maker.lower(), quarters=quarters)
            middle, low, high = np.quantile(bills, [0.5, 0.1, 0.9])
            assert cell in ("the same", f"{middle:,.0f} [{low:,.0f} to {high:,.0f}]"), name


# --- prices and the exchange rate -------------------------------------------------------------------


def test_prices_stand_still_to_the_last_day_of_a_freeze():
    rise = played(worlds=5).series
    last = played(worlds=5).calendar.day_number(date(2025, 7, 7))
    for maker in ("hyundai", "kia"):
        assert not rise[f"{maker}_rise"][: last + 1].any()
        assert (rise[f"{maker}_rise"][last + 1] > 0).all()
    assert (rise["gm_korea_rise"][1] > 0).all()


def test_the_exchange_rate_walks_by_week_with_the_spread_of_its_days():
    settings = ("industry.exchange_rate=1400", "industry.exchange_walk=0.005")
    rates = {}
    for until in (date(2025, 4, 9), date(2025, 12, 31)):
        model = TariffPathModel(loaded(*settings).scenario, [(SINCE, 25.0)], 4000, 1)
        industry, day = model.industry, model.setting.calendar.day_number(until)
        rates[until] = industry.exchange.rate(industry.shared.exchange_rate, day) / 1400
        model.release()
    assert (rates[date(2025, 4, 9)] == 1).all()  # 6 days after the first tariff: the first week has not passed
    moved = np.log(rates[date(2025, 12, 31)])
    assert moved.std() == pytest.approx(0.005 * np.sqrt(7 * (272 // 7)), rel=0.05)
    assert np.median(moved) == pytest.approx(0, abs=0.004)


def test_a_maker_without_supply_is_refused_under_lots():
    with pytest.raises(ScenarioError, match="lacks `supply`"):
        load(SCENARIOS / "baseline.yaml", ["carmakers.kia.supply=null"])
