"""The carmakers in a model of the talks, without lots: stock, plants, duty, support, index, a peer's deal."""

from datetime import date

import numpy as np
import pytest
from cars import fleet, market
from places import SCENARIOS

from sim.economy.market.tariff_cases import TariffCase, solve_case
from sim.model.talks import Talks
from sim.runs.outcome_table import outcome_rows
from sim.scenario.loading import load

WITHOUT_LOTS = ("industry.stock=untaxed_only", *(f"carmakers.{name}.price_freeze=null" for name in ("hyundai", "kia")))
DAY_0 = date(2025, 4, 9)
SINCE_DAY_0 = "industry.since=2025-04-09"
KOREAN = {"hyundai": 637_000, "kia": 371_000, "gm_korea": 410_000}  # cars a year
HYUNDAI = [fleet().place_of("Hyundai", region) for region in ("KR", "US")]


@pytest.fixture
def talks():
    """Return a maker of models, which are let go after the test."""
    made = []

    def build(*settings, name="baseline", worlds=5, first=0, days=0):
        held = (*WITHOUT_LOTS, *settings)
        model = Talks(load(SCENARIOS / f"{name}.yaml", held).scenario, worlds, 1, first)
        made.append(model)
        return stepped(model, days)

    yield build
    for model in made:
        model.release()


def stepped(model, days):
    """Return a model after some more days."""
    for _ in range(days):
        model.step()
    return model


def maker(model, name="hyundai"):
    return next(maker for maker in model.makers if maker.name == name)


def each_day(model, name, *items):
    """Return what was recorded of a maker on each day, (days, worlds) each."""
    return [np.array(model.state.records.series[f"{name}_{item}"], dtype=float) for item in items]


def usual_sales(model, line, days):
    """Return what is sold of a line under the first day's tariffs in some days from the first on, (worlds,)."""
    cars = market(model.worlds, margin=model.setting.drawn.market.margin)
    sold = np.zeros(model.worlds)
    for day in range(days):
        phi = 1 - np.exp(-day / (365 * model.setting.drawn.industry.tau))
        sold += solve_case(cars, TariffCase(25, 27.5, 25), phi, 0.55).units[:, line] * 1e3 / 365
    return sold


# --- days and quarters ------------------------------------------------------------------------------


def test_six_days_of_sales_have_left_the_stock_when_the_pause_begins(talks):
    model = talks("carmakers.hyundai.replaces=0")
    held = maker(model)
    sold = usual_sales(model, HYUNDAI[0], 6)  # 3 to 8 April
    landed = model.setting.drawn.carmakers["hyundai"].stock_days * 637_000 / 365
    np.testing.assert_allclose(held.daily()["stock"], landed - sold)
    np.testing.assert_allclose(held.accounts.total("units"), sold)
    np.testing.assert_array_equal(held.accounts.total("duty"), 0)
    assert model.day == 0


def test_the_second_quarter_holds_the_days_from_3_april_to_30_june(talks):
    model = talks(days=84)  # the last day lived is 1 July
    undisturbed = model.ledger.live
    assert undisturbed.any()
    held = maker(model, "gm_korea")
    assert list(held.accounts.quarters) == ["2025q2", "2025q3"]
    second, third = (held.accounts.quarters[quarter]["units"] for quarter in ("2025q2", "2025q3"))
    line = fleet().place_of("GM", "KR")
    np.testing.assert_allclose(second[undisturbed], usual_sales(model, line, 89)[undisturbed])
    np.testing.assert_allclose((second + third)[undisturbed], usual_sales(model, line, 90)[undisturbed])


def test_the_quarters_of_a_maker_add_up_to_its_columns(talks):
    model = talks()
    while model.running:
        model.step()
    table = outcome_rows(model.state)
    for held in model.makers:
        quarters = held.accounts.quarters
        assert list(quarters) == ["2025q2", "2025q3"]
        for item in ("units", "made", "duty", "other_duty", "profit_change", "support"):
            column = table.column(f"{held.name}_{item}").to_numpy()
            np.testing.assert_allclose(column, quarters["2025q2"][item] + quarters["2025q3"][item], rtol=1e-12)


def test_accounts_end_on_their_last_day(talks):
    model = talks("industry.accounts_until=2025-04-30", days=30)
    kept = maker(model).accounts.total("units")
    assert list(maker(model).accounts.quarters) == ["2025q2"]
    stepped(model, 10)
    np.testing.assert_array_equal(maker(model).accounts.total("units"), kept)


def test_a_world_does_not_depend_on_its_neighbours(talks):
    together, apart = talks(worlds=5, days=115), talks(worlds=2, first=3, days=115)
    for held, alone in zip(together.makers, apart.makers, strict=True):
        for name, value in held.daily().items():
            np.testing.assert_array_equal(alone.daily()[name], value[3:], err_msg=f"{held.name} {name}")
    np.testing.assert_array_equal(apart.state.industry.pressure, together.state.industry.pressure[3:])


# --- duty -------------------------------------------------------------------------------------------


def test_without_stock_and_plants_the_first_day_pays_the_duty_on_a_days_sales_of_the_year_before(talks):
    settings = [f"carmakers.{name}.{what}=0" for name in ("hyundai", "kia") for what in ("stock_days", "replaces")]
    model = talks(*settings, "carmakers.gm_korea.stock_days=0", SINCE_DAY_0, days=1)
    customs = {"hyundai": 0.74 * 37, "kia": 0.74 * 34, "gm_korea": 0.74 * 26}  # thousand USD
    for name, units in KOREAN.items():
        books = maker(model, name).accounts
        np.testing.assert_allclose(books.total("duty"), 0.25 * customs[name] * units / 365 / 1e6)
        np.testing.assert_allclose(books.total("units"), units / 365)
        mexican = 0.25 * 0.55 * 0.8 * 25 * 137_000 / 365 / 1e6 if name == "kia" else 0
        np.testing.assert_allclose(books.total("other_duty"), mexican)
        np.testing.assert_allclose(books.total("profit_change"), -books.total("duty") - mexican)


@pytest.mark.parametrize("name", KOREAN)
def test_no_duty_is_paid_while_the_stock_lasts_and_some_afterwards(talks, name):
    model = talks(days=110)
    stock, duty = each_day(model, name, "stock", "duty")
    assert (duty[stock > 0] == 0).all()
    assert (stock[0] > 0).all()
    assert (duty[-1] > 0).all()
    assert (np.diff(stock, axis=0) <= 0).all()


def test_when_all_can_be_built_at_home_no_korean_car_ever_pays_duty_and_prices_drop_it(talks):
    plants = "carmakers.hyundai.plants={big: [{date: 2025-04-03, units: 2000}]}"
    shifted, usual = (
        talks(*settings, "carmakers.hyundai.replaces=1", "carmakers.hyundai.stock_days=0", days=150)
        for settings in ([plants], [])
    )
    books, others = maker(shifted).accounts, maker(usual).accounts
    np.testing.assert_array_equal([books.total("duty"), books.total("units")], np.zeros((2, 5)))
    assert (others.total("duty") > 0).all()
    assert (maker(shifted).daily()["rise"] < maker(usual).daily()["rise"]).all()
    assert (books.total("profit_change") > others.total("profit_change")).all()


def test_the_duty_on_parts_begins_on_3_may(talks):
    model = talks(days=24)  # 2 May is day 23
    np.testing.assert_array_equal(maker(model).accounts.total("other_duty"), 0)
    stepped(model, 1)
    own, value = model.setting.drawn.carmakers["hyundai"].parts, model.setting.drawn.carmakers["hyundai"].parts.value
    paid = maker(model).accounts.total("other_duty")
    built = 36 * 275_000 / 365 / 1e6  # value of a day's cars of the year before, bn USD
    assert (paid > 0).all()
    assert (paid < 0.25 * (value / 365 - own.relief * built)).all()  # more is built now


def test_the_duty_on_parts_is_a_loss_of_profit(talks):
    with_parts, without = (talks(*settings, days=50) for settings in ([], ["carmakers.hyundai.parts.value=0"]))
    same = with_parts.ledger.live & without.ledger.live
    assert same.any()
    lost, paid = (
        maker(without).accounts.total(item) - maker(with_parts).accounts.total(item)
        for item in ("profit_change", "other_duty")
    )
    np.testing.assert_allclose(lost[same], -paid[same])
    assert (lost[same] > 0).all()


# --- plants -----------------------------------------------------------------------------------------

PLANTS = {  # of Hyundai: thousand cars a year by date
    "alabama": {date(2025, 4, 3): 275, date(2026, 12, 31): 360},
    "metaplant": {date(2025, 3, 26): 0, date(2026, 12, 31): 200},
}


def can_build(day):
    """Return what Hyundai's U.S. plants can build on a day, cars."""
    when = DAY_0.toordinal() + day
    stages = [([held.toordinal() for held in plant], list(plant.values())) for plant in PLANTS.values()]
    return sum(np.interp(when, *plant) for plant in stages) * 1e3 / 365


def test_plants_make_in_place_of_korean_cars_what_they_have_to_spare(talks):
    model = talks()
    replaces = model.setting.drawn.carmakers["hyundai"].replaces
    for day in range(120):
        model.step()
        room = model.state.industry.market
        made, at_home = maker(model).daily()["made"], room.sold[:, room.lines.tolist().index(HYUNDAI[1])]
        np.testing.assert_allclose(made, replaces * np.maximum(can_build(day) - at_home, 0))
        assert (made + at_home <= np.maximum(can_build(day), at_home)).all()
    assert (made > 0).all()


def test_a_maker_without_plants_makes_nothing_in_the_united_states(talks):
    model = talks(days=60)
    np.testing.assert_array_equal(maker(model, "gm_korea").accounts.total("made"), 0)


# --- pressure and support ---------------------------------------------------------------------------


def test_the_pressure_of_the_industry_is_that_of_its_makers_by_their_korean_built_cars(talks):
    model = talks(days=60)
    expected = np.average([held.pressure for held in model.makers], axis=0, weights=list(KOREAN.values()))
    np.testing.assert_allclose(model.state.industry.pressure, expected)
    assert (expected > 0).all()


def test_support_is_paid_from_the_pause_on_and_never_exceeds_its_budget(talks):
    no_stock = [f"carmakers.{name}.stock_days=0" for name in KOREAN]
    model = talks(*no_stock, "industry.accounts_until=2025-12-31", worlds=3)
    assert all((held.accounts.total("support") == 0).all() for held in model.makers)
    while model.running:
        model.step()
    shared = model.setting.drawn.industry
    budget = shared.support.budget * 1000 / shared.exchange_rate * shared.support.grant_share
    for held in model.makers:
        part = budget * KOREAN[held.name] / sum(KOREAN.values())
        paid = held.accounts.total("support")
        assert (paid <= part * (1 + 1e-12)).all()
        assert (paid > 0).all()


def test_support_lowers_pressure(talks):
    with_support, without = (talks(f"industry.support.budget={tn}", days=60) for tn in (10, 0))
    assert (with_support.state.industry.pressure < without.state.industry.pressure).all()


# --- market index -----------------------------------------------------------------------------------

FIXED = [
    "industry.exchange_rate=1420",
    "industry.tau=3",
    "industry.discount=0.1",
    "industry.deal_chance=0.7",
    "market.margin=0.2",
]
PROFIT = 14.24 * 1000 / 1420  # bn USD a year


def gain(party_b, others=27.5):
    """Return Hyundai's yearly profit in the long run over that of the known year, bn USD."""
    cars = market()
    year = solve_case(cars, TariffCase(party_b, others, 25), 1 / (1 + 0.1 * 3), 0.55)
    return (year.profit - cars.known_year().profit)[0, HYUNDAI].sum()


@pytest.mark.parametrize("days", [0, 10])
def test_the_index_is_the_present_value_of_the_tariff_and_of_what_is_hoped(talks, days):
    model = talks(*FIXED, "precedent.believed_rate=16", days=days)
    far = np.exp(-0.1 * (90 - max(days - 1, 0)) / 365)
    hoped = gain(17.5) + 0.6 * (gain(15) - gain(17.5))  # linear between the levels of the issue
    change = (1 - far) * gain(25) + far * (0.7 * hoped + 0.3 * gain(25))
    np.testing.assert_allclose(maker(model).daily()["index"], 100 * (1 + change / PROFIT), rtol=1e-6)


def test_once_signed_the_index_is_that_of_the_tariff_agreed(talks):
    model = talks(*FIXED, name="no_japan", worlds=20)
    while model.running:
        model.step()
    agreed = model.ledger.agreed
    assert agreed.any()
    levels = model.spec.issues["auto_tariff"].levels
    tariffs = np.array(levels)[model.ledger.package[:, model.state.values.tariff]]
    expected = [100 * (1 + gain(tariff) / PROFIT) for tariff in tariffs[agreed]]
    np.testing.assert_allclose(maker(model).daily()["index"][agreed], expected, rtol=1e-6)


# --- a peer's deal ----------------------------------------------------------------------------------

MAY_9 = 30  # the day of Japan's early deal


def index_of(model, name):
    return maker(model, name).daily()["index"]


@pytest.mark.parametrize("name", ["hyundai", "kia"])
def test_a_peers_deal_moves_the_index_on_its_day_in_every_world_and_not_before(talks, name):
    early, never = (talks(name=scenario, days=MAY_9) for scenario in ("early_japan", "no_japan"))
    np.testing.assert_array_equal(index_of(early, name), index_of(never, name))
    live = early.ledger.live
    assert live.any()
    for model in (early, never):
        model.step()
    assert (index_of(early, name) != index_of(never, name))[live].all()


@pytest.mark.parametrize("name", ["hyundai", "kia"])
def test_a_peers_deal_is_bad_news_for_makers_whose_owners_hope_for_nothing(talks, name):
    early, never = (
        talks("industry.deal_chance=0", name=scenario, days=MAY_9 + 1) for scenario in ("early_japan", "no_japan")
    )
    assert (index_of(early, name) < index_of(never, name)).all()


@pytest.mark.parametrize("name", ["hyundai", "kia"])
def test_a_peers_deal_is_good_news_for_makers_whose_owners_hope_for_the_same_and_did_not_before(talks, name):
    hopes = ["industry.deal_chance=1", "precedent.believed_rate=25"]
    early, never = (talks(*hopes, name=scenario, days=MAY_9 + 1) for scenario in ("early_japan", "no_japan"))
    live = early.ledger.live
    assert live.any()
    assert (index_of(early, name) > index_of(never, name))[live].all()


def rates_in(model, region):
    return model.state.industry.market.rates[:, fleet().built_in(region)]


def test_japans_deal_changes_the_tariff_of_japanese_cars_alone(talks):
    model = talks(name="early_japan", days=MAY_9)
    np.testing.assert_allclose(rates_in(model, "JP"), 0.275)
    before = model.state.industry.market.rates.copy()
    stepped(model, 1)
    np.testing.assert_allclose(rates_in(model, "JP"), 0.15)
    elsewhere = ~fleet().built_in("JP") & ~fleet().built_in("KR")
    np.testing.assert_array_equal(model.state.industry.market.rates[:, elsewhere], before[:, elsewhere])


def test_a_deal_of_all_peers_changes_all_tariffs_but_those_of_mexico_and_korea(talks):
    event = "{name: all, date: 2025-04-12, probability: {value: 1, source: assumed}, peer: {auto_tariff: 15}}"
    model = talks(f"events=[{event}]", days=4)
    for region, expected in {"JP": 0.15, "EU": 0.15, "OT": 0.15, "MX": 0.25 * 0.55, "KR": 0.25, "US": 0.0}.items():
        np.testing.assert_allclose(rates_in(model, region), expected)


def test_prices_turn_toward_the_equilibrium_of_the_new_tariffs(talks):
    model = talks("market.margin=0.2", name="early_japan", days=MAY_9 + 1)
    cars = market()
    paid = model.state.industry.market.rates[:1].copy()
    rise, _ = cars.equilibrium_rise(paid)
    np.testing.assert_allclose(model.state.industry.market.goal[0], rise[0], atol=1e-8)


def test_a_peers_deal_costs_korean_makers_sales(talks):
    early, never = (talks(name=scenario, days=75) for scenario in ("early_japan", "no_japan"))
    same = early.ledger.live & never.ledger.live
    assert same.any()
    for name in ("hyundai", "kia"):
        with_deal, without = (maker(model, name).accounts.total("units") for model in (early, never))
        assert (with_deal < without)[same].all()
