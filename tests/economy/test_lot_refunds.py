"""A tariff cut for days gone by: what Han and Sol are given back, worked by hand."""

import numpy as np
from two_makers import PARTS_BEGIN, by_world, lot_state

BN = 1e-6
SCALE = 1.26 / 1.2  # sales grow by 5 percent to the day on which the duty on parts begins
PARTS = 12_000.0 * SCALE  # thousand USD that Sol's plants use on that day


def lived(held, day, tariff=25.0):
    """Live a day at one tariff; return what is entered, (worlds, makers) each."""
    return held.live_day(day, np.full(len(held.customs), tariff), 25.0, None)


def taxed(world=(0,), days=1):
    """Return the makers after some days of duty on cars and parts; what is expensed of stock is untaxed as yet."""
    held = lot_state(world)
    held.keep_entries()
    for day in range(days):
        lived(held, PARTS_BEGIN + day)
    return held


def cut(held, rate, since=PARTS_BEGIN, rows=(0,)):
    held.cut_since(np.array(rows), np.full(len(rows), float(since)), np.full(len(rows), rate))


def test_a_cut_gives_back_what_cars_and_parts_paid_beyond_the_new_rate():
    held = taxed()
    landed = held.last_day.landed[0, [0, 2]]
    parts = held.last_day.landed[0, 3] + 0.25 * PARTS  # a quarter goes from the port to the line
    cut(held, 0.15)
    whole, cars, of_parts = held.refunds
    np.testing.assert_allclose(whole, [0.10 * BN * (landed + np.array([0, parts]))])
    np.testing.assert_allclose(cars, [[0, 0]], atol=1e-18)  # these cars are in stock
    np.testing.assert_allclose(of_parts, [[0, 0.10 * BN * 0.25 * PARTS]])


def sold_at_once():
    """Return the makers after a day on which cars were sold as they landed, and not all: dealers have too many."""
    held = lot_state()
    held.keep_entries()
    held.chain.own[:], held.chain.queue.amounts[0][:] = 0, 0
    held.chain.dealers *= 1.5
    lived(held, PARTS_BEGIN)
    return held


def test_of_what_has_been_sold_since_the_duty_was_expensed_and_is_taken_back():
    held = sold_at_once()
    cut(held, 0.15)
    np.testing.assert_allclose(held.refunds[1], [0.10 * BN * held.last_day.booked[0, [0, 2]]])


def test_the_day_after_enters_what_was_given_back():
    held, usual = taxed(), taxed()
    cut(held, 0.15)
    whole, cars, parts = held.refunds
    found, other = lived(held, PARTS_BEGIN + 1), lived(usual, PARTS_BEGIN + 1)
    np.testing.assert_allclose(found["refund"], whole)
    np.testing.assert_array_equal(other["refund"], np.zeros((1, 2)))
    np.testing.assert_allclose(found["duty_paid"], other["duty_paid"] - whole)
    np.testing.assert_allclose(found["duty"], other["duty"] - cars)
    saved = found["parts_duty"] + found["parts_credit"] - other["parts_duty"] - other["parts_credit"]
    np.testing.assert_allclose(saved, -parts)
    assert held.refunds is None


def test_two_cuts_between_two_days_give_back_what_one_would():
    once, twice = sold_at_once(), sold_at_once()
    cut(once, 0.10)
    cut(twice, 0.20)
    cut(twice, 0.10)
    assert (once.refunds[1] > 0).all()
    for one, other in zip(once.refunds, twice.refunds, strict=True):
        np.testing.assert_allclose(other, one, rtol=1e-12, atol=1e-15)


def test_mexican_cars_are_given_nothing_back():
    held = taxed()
    before = held.chain.queue.duty_held[0, 1]
    cut(held, 0.0)
    assert held.chain.queue.duty_held[0, 1] == before > 0
    np.testing.assert_allclose(held.chain.queue.duty_held[0, [0, 2, 3]], 0, atol=1e-9)


def test_a_cut_of_some_worlds_leaves_the_others():
    held = taxed((0, 0, 0))
    cut(held, 0.15, rows=(2, 1))
    for values in held.refunds:
        np.testing.assert_array_equal(values[0], [0, 0])
        np.testing.assert_array_equal(values[1], values[2])
    assert (held.refunds[0][1] > 0).all()


def test_what_entered_before_the_day_keeps_its_rate():
    held = taxed(days=3)
    paid = held.last_day.landed[0, 0]
    cut(held, 0.15, since=PARTS_BEGIN + 2)
    np.testing.assert_allclose(held.refunds[0][0, 0], 0.10 * BN * paid)


def test_worlds_that_part_take_what_is_due_to_them_along():
    held = taxed((0, 1, 2))
    held.cut_since(np.arange(3), np.full(3, float(PARTS_BEGIN)), by_world(0.1, 5)[:3])
    before = held.refunds
    held.split(np.array([2, 0, 2, 1]))
    for was, now in zip(before, held.refunds, strict=True):
        np.testing.assert_array_equal(now, was[[2, 0, 2, 1]])
    assert len(np.unique(before[0][:, 0])) == 3
