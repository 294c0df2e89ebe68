"""Deals in stages: dates in force, refunds, what a text is worth, and what stays as it was without stages."""

from datetime import date

import numpy as np
import pytest
from places import SCENARIOS
from runs import assert_chunks_alike, played

from sim.bargaining.agenda import Agenda, Issue
from sim.core.dates import Calendar
from sim.model.records import Records
from sim.model.stages.force import DaysInForce
from sim.model.stages.progress import TEXT
from sim.model.stages.refunds import DutyLog
from sim.model.stages.text_tables import DealInForce, text_agenda, text_status_quo, text_table
from sim.model.talks import Talks
from sim.reporting.diary import diary
from sim.runs.run import run
from sim.scenario.loading import load
from sim.scenario.schema.stages import InForce

CALENDAR = Calendar(date(2025, 4, 9), 15, 90, 1382, 7, 8)
EAGER = ("stages.compliance.hazard={value: 1, range: [0, 1]}", "stages.compliance.grace=0", "stages.compliance.every=1")
EARLY = ("stages.in_force.auto_tariff.stage=deal", "stages.in_force.auto_tariff.retroactive_to=null")


def days_in_force(**rules):
    return DaysInForce(2, list(rules), rules, ["cars"], CALENDAR)


# --- dates in force ---------------------------------------------------------------------------------


def test_dates_in_force_by_hand():
    force = days_in_force(
        cars=InForce(stage="text", retroactive_to="first_of_month"),
        goods=InForce(stage="deal", days=7),
        fund=InForce(stage="enactment", retroactive_to="deal"),
    )
    rows, deal = np.array([1]), np.array([112.0])  # 30 July 2025
    force.enter("deal", rows, 112, deal)
    assert force.since[1].tolist() == [np.inf, 119, np.inf]
    force.enter("text", rows, 219, deal)  # 14 November 2025
    assert CALENDAR.date(219) == date(2025, 11, 14)
    assert (force.since[1, 0], CALENDAR.date(int(force.counts_from[1, 0]))) == (219, date(2025, 11, 1))
    force.enter("enactment", rows, 320, deal)
    assert (force.since[1, 2], force.counts_from[1, 2]) == (320, 112)
    assert np.isinf(force.since[0]).all()
    assert [force.is_levied(day, 1)[1] for day in (118, 119)] == [False, True]


def test_a_cut_that_is_taken_back_is_not_levied_until_it_is_kept():
    force = days_in_force(cars=InForce(stage="deal"), goods=InForce(stage="deal"))
    force.enter("deal", np.array([0, 1]), 100, np.array([100.0, 100.0]))
    force.taken_back[0] = True
    assert force.is_levied(101, 0).tolist() == [False, True]
    assert force.is_levied(101, 1).tolist() == [True, True]  # goods are not among those that may be taken back


# --- refunds ----------------------------------------------------------------------------------------


def test_a_refund_by_hand():
    log = DutyLog(2, 2, None)
    for day, rate in ((10, 25.0), (11, 25.0), (12, 20.0), (13, 15.0)):
        log.enter(day, np.full(2, rate), np.array([[1.0, 2.0], [4.0, 8.0]]))
    log.pay(np.array([1]), np.array([11.0]), np.array([15.0]))
    # world 1 from day 11 on: 4 * (1 - 15/25) + 4 * (1 - 15/20) + 0
    assert log.refunded[0].tolist() == [0, 0]
    assert np.allclose(log.refunded[1], [2.6, 5.2], rtol=1e-12)


def test_a_log_forgets_days_that_no_rate_counts_from():
    log = DutyLog(1, 1, 31)
    for day in range(40):
        log.enter(day, np.array([25.0]), np.ones((1, 1)))
    log.pay(np.array([0]), np.array([0.0]), np.array([0.0]))
    assert log.refunded[0, 0] == 31


def test_refunds_of_a_run_are_the_accounts_duties_above_the_new_rate():
    """Where only untaxed stock is followed, and duty is paid when a car is sold."""
    spec = load(SCENARIOS / "two_stages.yaml", ("industry.stock=untaxed_only",)).scenario
    model = Talks(spec, worlds=30, seed=3, records=Records(daily=30, in_full=0))
    while model.running:
        model.step()
    stages, duty, tariff = (
        model.state.stages,
        np.array(model.state.records.series["hyundai_duty"], dtype=float),
        np.array(model.state.records.series["tariff"], dtype=float),
    )
    checked, text = 0, stages.days["text"]
    for world in np.flatnonzero(np.isfinite(text) & (text < 350) & (stages.texts == 1)):
        since, first = (int(held[world, 0]) for held in (stages.force.since, stages.force.counts_from))
        assert (tariff[:since, world][120:] == 25).all()  # carmakers pay the old rate up to the text
        new = tariff[since + 1, world]
        paid = duty[since, world] - duty[first - 1, world]
        assert np.isclose(stages.refunds.refunded[world, 0], paid * (1 - new / 25), rtol=1e-4)
        checked += 1
    assert checked > 10


def test_refunds_of_a_run_are_by_lot_what_has_entered_since_at_the_old_rate():
    model = Talks(load(SCENARIOS / "two_stages.yaml").scenario, worlds=30, seed=3)
    industry, every, checked = model.state.industry, np.arange(30), 0
    while model.running and model.day < 350:
        model.step()
        due, entries, order = industry.refunds_due(every), industry.trade.chain.entries, industry.trade.order
        for world in np.flatnonzero(due > 0):
            first, place = model.state.stages.force.counts_from[world, 0], model.ledger.package[world, 0]
            new = model.state.main.agenda.issues[0].levels[place]
            entered = 0.0
            for day, landed, direct in zip(entries.days, entries.landed, entries.direct, strict=True):
                goods = industry.kinds.of_worlds(landed)[world]
                parts = goods[len(order.lines) :] + industry.kinds.of_worlds(direct)[world]
                entered += (goods[order.partner_built].sum() + parts.sum()) * (day >= first)
            assert industry.tariff[world] == 25  # up to the day on which the new rate comes into force
            assert due[world] == pytest.approx(entered * (25 - new) / 100 / 1e6)
            checked += 1
    model.release()
    assert checked > 10


# --- what a text is worth ---------------------------------------------------------------------------


def test_the_table_of_a_text_by_hand():
    cash = Issue("cash", "bn USD", (0.0, 100.0), 0, 0)
    agenda = Agenda(
        (Issue("cars", "percent", (25.0, 15.0), 0, 0), Issue("goods", "percent", (25.0, 15.0), 1, 0), cash), (2,)
    )
    assert agenda.first_stage.open == (0, 1)
    assert agenda.first_stage.most_levels == 3
    signed = np.array([[[0.0, 4.0, 4.0], [0.0, 3.0, 3.0], [0.0, -2.0, -9.0]]])  # -9: the deal as read
    deal = DealInForce(
        package=np.array([[1, 1, 2]]),
        before=np.array([[0, 1, 0]]),
        without=np.array([[0, 0, 0]]),
        force=np.array([[False, True, False]]),
        taken=np.array([True, True, False]),
        chance=np.array([0.25]),
    )
    found = text_table(signed, signed, deal, agenda)
    assert found[0, 0].tolist() == [4, 0, 0]  # cars wait for the text: with it, today, expected later
    assert np.allclose(found[0, 1], [3, 3, 0.75 * 3])  # goods may be taken back
    assert found[0, 2].tolist() == [0, -2, -2]
    # with 100 in cash Korea gains 4 + 3 - 2 = 5 against 3 today and 2.25 once the talks have failed: cars are the lever
    idle, text = text_status_quo(agenda, 1), text_agenda(agenda)
    assert [found[0, place, idle.now[0, place]] for place in range(3)] == [0, 3, 0]
    assert sum(found[0, place, idle.lapsed[0, place]] for place in range(3)) == 2.25
    assert text.open == (2,)
    assert text.lapsed[:2].tolist() == [0, 0]  # off the table at what the deal says


def test_a_sure_reading_is_worth_its_level_and_readings_are_each_sides_own():
    sure = "stages.text.settles.investment_cash={us: [0,0,0,0,0,0,0,0,1], korea: [0,1,0,0,0,0,0,0,0], source: assumed}"
    model = Talks(load(SCENARIOS / "two_stages.yaml", (sure,)).scenario, worlds=4, seed=1)
    place = model.state.values.agenda.place_of("investment_cash")
    party_a, party_b = model.state.main.tables.signed[:, place], model.state.main.tables.own[:, place]
    assert np.array_equal(party_a[:, 9], party_a[:, 8])
    assert np.array_equal(party_b[:, 9], party_b[:, 1])
    assert (model.state.fixed["party_b"][:, place, 9] == model.state.fixed["party_b"][:, place, 1]).all()


# --- runs -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def staged():
    return played("two_stages", worlds=200, seed=3, told=200)


def test_stages_come_in_their_order(staged):
    held = staged.worlds.to_pandas()
    enacted = held[held.stage == "enacted"]
    assert len(enacted) > 100
    assert (enacted.day < enacted.text_day).all()
    assert (enacted.text_day < enacted.enacted_day).all()
    assert (enacted.reciprocal_tariff_in_force == enacted.day + 7).all()
    assert (enacted.investment_in_force == enacted.enacted_day).all()
    month = enacted.auto_tariff_in_force_date.map(lambda day: day.day)
    assert (month == 1).all()
    assert ((enacted.text_day - enacted.auto_tariff_in_force) < 31).all()
    assert held[held.stage == "unfinished"].investment_cash.isna().all()
    assert held[held.stage.isna()].filter(like="_in_force").isna().all().all()
    text = (held.us_text_value - held.us_text_reserve).dropna()
    assert (text > -1e-9).all()  # nobody signs a text below its reserve


def test_the_diary_tells_the_chain(staged):
    held, told = staged.worlds.to_pandas(), 0
    for world in held.index[(held.stage == "enacted") & ~held.reopened]:
        lines = "\n".join(diary(staged, int(world)))
        row = held.loc[world]
        chain = [
            "A deal is signed on the offer of",
            "It leaves to a text: investment cash (0 bn USD to 350 bn USD)",
            f"{row.date:%-d %b %Y}  In force",
            "The talks on the text open.",
            "The text is signed on the offer of",
            f"investment cash {row.investment_cash:g} bn USD.",
            f"auto tariff {row.auto_tariff:g} %",
            "The National Assembly passes the deal.",
            "What was promised is enacted.",
            f"investment cash {row.investment_cash:g} bn USD",
        ]
        places, at = [], 0
        for sentence in chain:
            at = lines.find(sentence, at)
            places.append(at)
        assert -1 not in places, (world, chain[places.index(-1)])
        told += 1
    assert told > 100


def test_a_late_promise_loses_the_cut_until_it_is_enacted():
    soon = (*EAGER, "stages.enactment.lag_days=40")
    model = Talks(load(SCENARIOS / "two_stages.yaml", soon).scenario, worlds=40, seed=3, records=Records(40, 40))
    while model.running:
        model.step()
    stages, tariff = model.state.stages, np.array(model.state.records.series["tariff"])
    rows = np.flatnonzero(np.isfinite(stages.withdrawn) & np.isfinite(stages.days["enactment"]))
    rows = rows[stages.days["enactment"][rows] < len(tariff) - 2]
    assert len(rows) > 5
    for world in rows:
        gone, back = int(stages.withdrawn[world]), int(stages.days["enactment"][world])
        assert gone == stages.days["text"][world]
        assert (tariff[gone + 1 : back, world] == 25).all()
        assert tariff[back + 1, world] < 25


def test_without_a_text_the_deal_stays_unfinished_and_cuts_may_go():
    no_lever = ("stages.withdraws=[lng]", *EARLY)  # gas that Korea no longer has to buy is no threat to it
    settings = (*no_lever, "stages.text.withdrawal={value: 1, range: [0, 1]}")
    found = run(load(SCENARIOS / "two_stages.yaml", settings), 60, 3).worlds.to_pandas()
    lost = found[found.stage == "unfinished"]
    assert len(lost) > 30
    assert lost.agreed.all()
    assert (lost.withdrawn_day == lost.day + 14 + 180).all()
    assert lost[["investment_in_force", "text_day", "investment_cash"]].isna().all().all()
    assert (lost.auto_tariff_in_force == lost.day).all()


def test_a_promise_that_is_not_kept_yet_is_the_lever_of_the_text():
    """Where all cuts are in force and none may be taken back, cash buys Korea nothing."""
    cash, texts = {}, {}
    for name, settings in (("both", ()), ("threat", EARLY), ("neither", (*EARLY, "stages.withdraws=[]"))):
        found = run(load(SCENARIOS / "two_stages.yaml", settings), 100, 3).worlds.to_pandas()
        cash[name], texts[name] = found.investment_cash, found.text_day.notna().sum() / found.agreed.sum()
    assert texts["neither"] < 0.05 < 0.7 < texts["threat"] < texts["both"]
    assert cash["threat"].dropna().mean() > 5
    assert cash["both"].dropna().mean() > cash["threat"].dropna().mean() + 20


@pytest.mark.slow
@pytest.mark.parametrize("name", ["two_stages", "two_stages_ruling"])
def test_rows_in_stages_do_not_depend_on_the_chunk(name):
    assert_chunks_alike(load(SCENARIOS / f"{name}.yaml"), 40, 2, 13)


def test_a_deal_is_read_as_before_where_all_is_settled_by_it_and_enacted_at_once():
    """A deal that settles all and takes force at signature gives the rows of a scenario without stages."""
    every = "[auto_tariff, reciprocal_tariff, lng, shipbuilding, investment, farm_access]"
    lag = "{value: 30, range: [0, 365]}"
    one = f"stages={{deal: {{settles: {every}}}, enactment: {{lag_days: {lag}, source: assumed}}, source: assumed}}"
    plain = run(load(SCENARIOS / "baseline.yaml"), 60, 3).worlds
    staged = run(load(SCENARIOS / "baseline.yaml", (one,)), 60, 3).worlds
    assert staged.select(plain.column_names).equals(plain)
    assert "stage" in staged.column_names
    assert "stage" not in plain.column_names


# --- rulings ----------------------------------------------------------------------------------------

LAW = "statutes.emergency_powers"


def ruling_run(*settings):
    sure = "events.1.probability={value: 1, range: [0, 1]}"
    return run(load(SCENARIOS / "two_stages_ruling.yaml", (sure, *settings)), 250, 4).worlds.to_pandas()


def test_the_chance_of_outliving_a_ruling_follows_from_the_declared_figures():
    low, high = -6.0, 2.0
    none = [
        f"{LAW}.{key}.{side}={{value: 0, range: [-10, 10]}}"
        for key in ("reputation", "sunk")
        for side in ("us", "korea")
    ]
    bare = ruling_run(*none)
    some = ruling_run(*none, f"{LAW}.reputation.korea={{uniform: [{low}, {high}], range: [-10, 10]}}")
    met = bare.ruling.notna()
    assert (met == some.ruling.notna()).all()
    drawn = some[f"{LAW}.reputation.korea"]
    assert np.allclose(some.korea_margin[met], (bare.korea_margin + drawn)[met], atol=1e-12)
    kept = (bare.us_margin >= 0) & (bare.korea_margin + drawn >= 0)
    assert (some.survived[met].astype(bool) == kept[met]).all()
    chance = np.clip((high + bare.korea_margin) / (high - low), 0, 1) * (
        bare.us_margin >= 0
    )  # closed form, world by world
    expected, spread = chance[met].mean(), np.sqrt((chance * (1 - chance))[met].sum()) / met.sum()
    assert abs(some.survived[met].astype(float).mean() - expected) < 4 * spread
    assert 0.2 < expected < 0.95


def test_a_deal_that_is_kept_holds_at_what_law_allows_and_the_column_at_what_was_signed():
    none = "{value: 0, range: [0, 15]}"
    spec = load(
        SCENARIOS / "two_stages_ruling.yaml",
        ("events.1.probability={value: 1, range: [0, 1]}", f"{LAW}.substitutes.0.rate={none}"),
    ).scenario
    model = Talks(spec, worlds=40, seed=4)
    while model.running:
        model.step()
    rulings, ledger = model.state.rulings, model.ledger
    rows = np.flatnonzero(rulings.kept & ledger.agreed & (model.state.stages.reached >= TEXT) & ~ledger.reopened)
    assert len(rows) > 10
    grid = model.state.values.agenda.issues[1].grid
    assert (grid[ledger.package[rows, 1]] == 0).all()
    assert (grid[rulings.as_signed(ledger.package)[rows, 1]] > 0).all()


def test_a_setting_without_stages_has_none():
    model = Talks(load(SCENARIOS / "baseline.yaml").scenario, worlds=2, seed=1)
    assert (model.state.stages, model.state.rulings, model.state.main.force) == (None, None, None)
    assert model.state.main.agenda.first_stage is model.state.main.agenda
    assert model.state.kept_until == -1


# --- other ways through the stages ------------------------------------------------------------------

PLAIN_LAW = (
    "statutes={emergency: {issues: [reciprocal_tariff], substitutes: [{law: section 122, rate: 10}], "
    "reputation: {us: 0, korea: {uniform: [-4, 4], range: [-5, 5]}}, sunk: {us: 0, korea: 0}, source: assumed}}",
    "events=[{name: ruling, between: [2025-09-01, 2025-12-31], probability: 1, voids: [emergency], source: assumed}]",
)


def test_a_ruling_meets_deals_without_stages_too_whatever_the_chunk():
    loaded = load(SCENARIOS / "baseline.yaml", PLAIN_LAW)
    whole = run(loaded, 60, 2)
    held = whole.worlds.to_pandas()
    met = held.ruling.notna()
    assert met.sum() > 30
    assert "ruling_stage" not in held.columns
    assert 0.1 < held.survived[met].astype(float).mean() < 0.99
    margins = held[["us_margin", "korea_margin"]][met].min(axis=1)
    assert ((margins >= 0) == held.survived[met].astype(bool)).all()
    assert held.reopened[met & ~held.survived.fillna(value=True).astype(bool)].all()
    assert run(loaded, 60, 2, chunk=7, recorded=0).worlds.equals(whole.worlds)


def test_what_is_enacted_without_a_vote_comes_on_its_day_and_never_fails():
    settings = ("stages.enactment.vote=false", "stages.enactment.lag_days=40", "stages.compliance=null")
    found = run(load(SCENARIOS / "two_stages.yaml", settings), 60, 3).worlds.to_pandas()
    enacted = found[found.stage == "enacted"]
    assert len(enacted) > 30
    assert (enacted.enacted_day == enacted.text_day + 40).all()
    assert found.ratified.isna().all()
    assert not found.reopened.any()


def test_a_rate_that_counts_from_the_deal_refunds_more_than_one_from_the_month():
    refunds = {}
    for when in ("first_of_month", "deal"):
        setting = f"stages.in_force.auto_tariff.retroactive_to={when}"
        refunds[when] = run(load(SCENARIOS / "two_stages.yaml", (setting,)), 60, 3).worlds.to_pandas()
    deal, month = refunds["deal"], refunds["first_of_month"]
    some = deal.text_day.notna() & ~deal.reopened & (deal.auto_tariff < 25)
    assert some.sum() > 30
    assert (deal.auto_tariff_in_force[some] == deal.day[some]).all()
    assert (deal.hyundai_refund[some] > month.hyundai_refund[some]).all()
    assert (deal.hyundai_duty_paid > 0).all()
    assert np.allclose(*(run.hyundai_duty_paid + run.hyundai_refund for run in (deal, month)), rtol=1e-9)  # as was owed


def test_stages_go_with_reviews_of_deals_in_force():
    every = "{us: {value: 0.3, range: [0, 3]}, korea: {value: 0.3, range: [0, 3]}}"
    days = "{us: {value: 180, range: [0, 1000]}, korea: {value: 90, range: [0, 1000]}}"
    figures = f"impatience: {every}, answer: {days}, breach: 0.5, source: assumed"
    review = f"enforcement={{until: 2026-06-30, every: 30, {figures}}}"
    whole = run(load(SCENARIOS / "two_stages.yaml", (review,)), 40, 3)
    assert run(load(SCENARIOS / "two_stages.yaml", (review,)), 40, 3, chunk=9, recorded=0).worlds.equals(whole.worlds)
