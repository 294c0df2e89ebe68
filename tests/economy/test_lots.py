"""Stocks by lot: exact answers by hand, conservation, refunds, and independence of worlds."""

from dataclasses import fields
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from sim.economy.carmakers.lots import LotQueue
from sim.economy.carmakers.parts import credit_share, parts_bill
from sim.economy.carmakers.supply_chain import ChainTargets, Entries, SupplyChain

RETAIL = 1000.0  # customs value a day
NO_PARTS = np.zeros((1, 0))


def column(value, worlds=1):
    return np.full((worlds, 1), float(value))


def chain(own=50.0, dealers=0.0, target=None, sea=30.0, rebuild=60.0, entries=False):
    """Return the chain of one kind of goods in one world, its stocks in days of sales."""
    aim = own if target is None else target
    found = SupplyChain(
        ChainTargets(column(aim), column(dealers), column(sea), column(rebuild)),
        column(RETAIL),
        column(own),
        column(dealers),
    )
    found.entries = Entries() if entries else None
    return found


def days_of(held, rates, retail=None, first=0):
    """Return what some days bring, one rate a day, at steady retail sales or those of each day."""
    sales = [RETAIL] * len(rates) if retail is None else retail
    return [
        held.live_day(first + day, column(sold), column(rate), NO_PARTS)
        for day, (rate, sold) in enumerate(zip(rates, sales, strict=True))
    ]


def expensed(days):
    return np.array([day.expensed[0, 0] for day in days])


# --- exact answers --------------------------------------------------------------------------------


def test_a_cut_of_1_november_reaches_the_accounts_when_50_days_of_stock_have_been_sold():
    held = chain(own=50)
    days_of(held, [0.25] * 211)  # 3 April to 30 October
    before = days_of(held, [0.25])  # 31 October
    after = days_of(held, [0.15] * 80)  # from 1 November
    np.testing.assert_allclose(expensed(before), [250.0])
    np.testing.assert_allclose(expensed(after), [250.0] * 50 + [150.0] * 30)  # 15 % from 21 December
    np.testing.assert_allclose([day.paid[0, 0] for day in after], 150.0)


def test_the_first_duty_is_expensed_when_what_was_landed_before_it_is_gone():
    held = chain(own=42.5)
    np.testing.assert_allclose(expensed(days_of(held, [0.25] * 60)), [0] * 42 + [125.0] + [250.0] * 17)


def test_duty_is_rate_times_customs_value_lot_by_lot():
    queue = LotQueue(column(100), column(0))
    for rate, amount in ((0.25, 40), (0.15, 30)):
        queue.set_rates(column(rate))
        queue.enter(column(amount))
    assert queue.use(column(100))[0, 0] == 0
    assert queue.use(column(25))[0, 0] == pytest.approx(0.25 * 25)
    assert queue.use(column(25))[0, 0] == pytest.approx(0.25 * 15 + 0.15 * 10)
    assert queue.stock[0, 0] == 20
    assert queue.duty_held[0, 0] == pytest.approx(0.15 * 20)


def test_a_rate_that_comes_back_makes_a_lot_of_its_own():
    queue = LotQueue(column(10), column(0.1))
    for rate in (0.2, 0.1, 0.2):
        queue.set_rates(column(rate))
        queue.enter(column(10))
    np.testing.assert_allclose([queue.use(column(10))[0, 0] for _ in range(4)], [1, 2, 1, 2])


def test_without_stock_every_day_expenses_what_it_pays():
    days = days_of(chain(own=0, sea=1), [0.25] * 10 + [0.15] * 10)
    np.testing.assert_allclose(expensed(days), [250] * 10 + [150] * 10)
    np.testing.assert_allclose([day.paid[0, 0] for day in days], expensed(days))


def test_a_gap_of_the_stock_closes_by_1_over_e_in_the_time_of_rebuilding():
    held = chain(own=40, dealers=30, target=40, rebuild=60)
    held.dealers = held.dealers + 20 * RETAIL  # dealers have 20 days too many
    for _ in range(60):
        days_of(held, [0.25])
    assert (held.dealers[0, 0] / RETAIL - 30) / 20 == pytest.approx((1 - 1 / 60) ** 60)  # about 1/e


# --- conservation ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_lost_on_the_way_and_paid_is_expensed_plus_what_lots_hold(seed):
    luck = np.random.default_rng(seed)
    held = chain(own=luck.uniform(0, 90), dealers=luck.uniform(0, 60), target=luck.uniform(0, 90))
    begun = [held.own.copy(), held.dealers.copy(), held.at_sea.copy()]
    total = dict.fromkeys(("booked", "landed", "shipped", "paid", "expensed"), 0.0)
    retail = RETAIL * luck.uniform(0.2, 2.5, 300)
    for day, sold in enumerate(retail):
        rate = (0.25, 0.15, 0.25, 0.0)[day // 90]
        lived = held.live_day(day, column(sold), column(rate), NO_PARTS)
        for name in total:
            value = getattr(lived, name)[0, 0]
            assert value >= 0
            total[name] += value
        own, dealers, sea = (
            (now - then)[0, 0] for now, then in zip((held.own, held.dealers, held.at_sea), begun, strict=True)
        )
        assert total["landed"] == pytest.approx(total["booked"] + own, abs=1e-6)
        assert total["booked"] == pytest.approx(retail[: day + 1].sum() + dealers, abs=1e-6)
        assert total["shipped"] == pytest.approx(total["landed"] + sea, abs=1e-6)
        assert total["paid"] == pytest.approx(total["expensed"] + held.queue.duty_held[0, 0], abs=1e-6)
        np.testing.assert_allclose(held.queue.stock, held.own, atol=1e-6)
        assert min(held.own[0, 0], held.dealers[0, 0], held.at_sea[0, 0]) >= -1e-9


def test_stocks_that_are_where_they_should_be_stay_there():
    days = days_of(chain(own=30, dealers=40), [0.25] * 50)
    for name in ("booked", "landed", "shipped"):
        np.testing.assert_allclose([getattr(day, name)[0, 0] for day in days], RETAIL)


# --- a cut that reaches back ----------------------------------------------------------------------


def test_a_cut_that_reaches_back_refunds_what_entered_since_and_lowers_the_lot():
    held = chain(own=10, entries=True)
    days_of(held, [0.25] * 40)
    total, booked = held.cut_since(np.array([0]), np.array([10.0]), column(0.15))  # days 10 to 39 entered at 25
    assert total[0, 0] == pytest.approx(0.10 * 30 * RETAIL)
    assert booked[0, 0] == pytest.approx(0.10 * 20 * RETAIL)  # days 10 to 29 have been sold
    np.testing.assert_allclose(expensed(days_of(held, [0.15] * 15, first=40)), 150.0)


def test_a_cut_that_reaches_back_less_far_than_the_stock_splits_a_lot():
    held = chain(own=10, entries=True)
    days_of(held, [0.25] * 40)
    total, booked = held.cut_since(np.array([0]), np.array([36.0]), column(0.15))
    assert (total[0, 0], booked[0, 0]) == (pytest.approx(0.10 * 4 * RETAIL), pytest.approx(0, abs=1e-9))
    np.testing.assert_allclose(expensed(days_of(held, [0.15] * 12, first=40)), [250.0] * 6 + [150.0] * 6)


def test_it_makes_no_difference_whether_a_cut_is_known_on_its_day_or_later():
    known, late = chain(own=25, entries=True), chain(own=25, entries=True)
    for held in (known, late):
        days_of(held, [0.25] * 60)
    at_once = days_of(known, [0.15] * 50, first=60)
    later = days_of(late, [0.25] * 40, first=60)
    total, booked = late.cut_since(np.array([0]), np.array([60.0]), column(0.15))
    later += days_of(late, [0.15] * 10, first=100)
    assert sum(expensed(later)) - booked[0, 0] == pytest.approx(sum(expensed(at_once)))
    paid = [sum(day.paid[0, 0] for day in days) for days in (at_once, later)]
    assert paid[1] - total[0, 0] == pytest.approx(paid[0])
    np.testing.assert_allclose(late.queue.duty_held, known.queue.duty_held)


def test_a_second_cut_refunds_only_what_the_first_left():
    held = chain(own=5, entries=True)
    days_of(held, [0.25] * 20)
    first, _ = held.cut_since(np.array([0]), np.array([10.0]), column(0.15))
    second, _ = held.cut_since(np.array([0]), np.array([0.0]), column(0.10))
    assert first[0, 0] == pytest.approx(0.10 * 10 * RETAIL)
    assert second[0, 0] == pytest.approx(0.15 * 10 * RETAIL + 0.05 * 10 * RETAIL)


def test_what_paid_less_keeps_its_rate():
    held = chain(own=5, entries=True)
    days_of(held, [0.10] * 10 + [0.25] * 10)
    total, _ = held.cut_since(np.array([0]), np.array([0.0]), column(0.15))
    assert total[0, 0] == pytest.approx(0.10 * 10 * RETAIL)


def three_lots():
    """Return 5 that entered at 10 percent, 4 at 25 and 3 at 20, in that order, in each of two worlds."""
    queue = LotQueue(column(5.0, 2), column(0.10, 2))
    for amount, rate in ((4.0, 0.25), (3.0, 0.20)):
        queue.set_rates(column(rate, 2))
        queue.enter(column(amount, 2))
    return queue


@pytest.mark.parametrize(
    ("newest", "duties"),
    [
        (
            2.0,
            [0.5, 1.0, 0.2, 0.3],
        ),  # 2 of the last 3
        (6.0, [0.5, 0.25, 0.45, 0.45]),  # the last 3, and 3 of the 4 before
        (12.0, [0.5, 0.0, 0.6, 0.45]),  # all of it, but the oldest paid less than 15 and keeps its 10
    ],
)
def test_a_cut_takes_the_newest_goods_first_and_raises_nothing(newest, duties):
    queue = three_lots()
    queue.cut_newest(np.array([1]), np.array([[newest]]), np.array([[0.15]]))
    np.testing.assert_allclose(queue.stock, 12.0)
    np.testing.assert_allclose(queue.duty_held[:, 0], [0.5 + 1.0 + 0.6, sum(duties)])
    oldest, rest = queue.use(column(5.0, 2)), queue.use(column(1.0, 2))
    np.testing.assert_allclose(oldest, 0.5)
    np.testing.assert_allclose(rest[:, 0], [0.25, 0.15 if newest == 12 else 0.25])
    np.testing.assert_allclose(queue.use(column(6.0, 2))[:, 0], [0.75 + 0.6, sum(duties) - 0.5 - rest[1, 0]])


def test_a_cut_that_reaches_back_needs_entries_by_day():
    with pytest.raises(ValueError, match="entries are kept by day"):
        chain().cut_since(np.array([0]), np.array([0.0]), column(0.15))


# --- worlds ---------------------------------------------------------------------------------------


def test_worlds_with_changes_on_different_days_live_as_alone():
    luck, worlds = np.random.default_rng(4), 6
    own, dealers, changes = (
        luck.uniform(0, 60, (worlds, 2)),
        luck.uniform(0, 60, (worlds, 2)),
        luck.integers(5, 60, worlds),
    )

    def lived(rows):
        aim = ChainTargets(own[rows], dealers[rows], column(30, len(rows)), column(60, len(rows)))
        held = SupplyChain(aim, np.full((len(rows), 2), 100.0), 1.3 * own[rows], 0.7 * dealers[rows])
        held.entries, found = Entries(), []
        for day in range(90):
            rate = np.where(day >= changes[rows], 0.15, 0.25)[:, None] * np.ones(2)
            back = np.flatnonzero(day == changes[rows] + 20)
            if len(back):
                held.cut_since(back, changes[rows][back] - 5.0, np.full((len(back), 2), 0.12))
            found.append(held.live_day(day, np.full((len(rows), 2), 110.0), rate, np.full((len(rows), 1), 3.0)))
        return {f.name: np.stack([getattr(day, f.name) for day in found]) for f in fields(found[0])}

    together = lived(np.arange(worlds))
    for world in range(worlds):
        for name, values in lived(np.array([world])).items():
            np.testing.assert_allclose(values[:, 0], together[name][:, world], rtol=1e-12, err_msg=name)


# --- the credit for parts -------------------------------------------------------------------------

LAW = SimpleNamespace(
    since=date(2025, 4, 3),
    steps=[
        SimpleNamespace(until=date(2026, 4, 30), share=0.0375),
        SimpleNamespace(until=date(2027, 4, 30), share=0.025),
    ],
)


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2025, 4, 2), 0),
        (date(2025, 4, 3), 0.0375),
        (date(2026, 4, 30), 0.0375),
        (date(2026, 5, 1), 0.025),
        (date(2027, 4, 30), 0.025),
        (date(2027, 5, 1), 0),
    ],
)
def test_the_credit_is_what_the_proclamation_says_by_date(day, share):
    assert credit_share(LAW, day) == share
    assert credit_share(None, day) == 0


def test_a_credit_beyond_the_duty_is_not_paid_out():
    np.testing.assert_allclose(parts_bill(np.array([1.0, 0.2]), np.array([0.4, 0.4])), [0.6, 0])
