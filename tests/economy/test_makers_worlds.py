"""Makers in several worlds, under both rules of stocks: each lives as alone, and one that parts goes on as it was."""

from datetime import date

import numpy as np
import pytest
from two_makers import FIRST, WORLDS, by_world, figures_of, live, lot_state, untaxed_state

from sim.economy.carmakers.lots_state import LotState
from sim.economy.carmakers.state import CarmakerState

EVERY = np.arange(WORLDS)
KEPT = ("pressure", "recent_loss", "recent_support", "support_paid")
STATES = {"lots": lot_state, "untaxed only": untaxed_state}
both_rules = pytest.mark.parametrize("rule", STATES)


def begun(rule, world):
    """Return makers that lived three days, with entries kept by day and a duty given back, in some worlds."""
    held = STATES[rule](world)
    if rule == "lots":
        held.keep_entries()
    for day in range(FIRST, FIRST + 3):
        enter(held, day)
    if rule == "lots":
        cut(held, world)
    return held


def enter(held, day):
    """Live a day and enter it."""
    held.accounts.add_day(date(2025, 4, 10), live(held, day), by_world(1400.0, 60))


def cut(held, world):
    """Cut the duty to 10 percent from the second day on, in the worlds with an even number."""
    rows = np.flatnonzero(np.asarray(world) % 2 == 0)
    held.cut_since(rows, np.full(len(rows), FIRST + 1.0), by_world(0.1, 70)[np.asarray(world)[rows]])


def story(held, days=range(FIRST + 3, FIRST + 40, 4)):
    """Return what accounts enter and what is felt on some days, (days, worlds, makers) each."""
    found = []
    for day in days:
        entered = live(held, day)
        found.append(entered | {name: getattr(held, name) for name in KEPT} | {"untaxed": untaxed(held)})
    return {name: np.stack([row[name] for row in found]) for name in found[0]}


def untaxed(held):
    return np.stack([held.untaxed_stock(place) for place in (0, 1)], axis=1)


def same(found, expected, rows):
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_allclose(found[name], values[:, rows], rtol=1e-12, atol=1e-15, err_msg=name)


@both_rules
@pytest.mark.parametrize("world", [*([k] for k in range(WORLDS)), [3, 1, 0, 2]], ids=str)
def test_a_world_lives_as_alone(rule, world):
    same(story(begun(rule, world)), story(begun(rule, EVERY)), world)


@both_rules
def test_worlds_that_part_go_on_each_as_the_one_before(rule):
    origin = np.array([2, 0, 0, 3, 1, 2])
    together, parted = begun(rule, EVERY), begun(rule, EVERY)
    parted.split(origin)
    parted.daily_market.world = origin  # of its rows
    same(story(parted), story(together), origin)


@both_rules
def test_nothing_is_said_of_the_day_before_once_worlds_have_parted(rule):
    held = begun(rule, EVERY)
    assert held.made_today.shape == (WORLDS, 2)
    held.split(np.array([0, 1]))
    with pytest.raises(ValueError, match="no day has been lived"):
        held.made_today  # noqa: B018


@both_rules
def test_accounts_part_with_their_worlds_unless_they_are_closed(rule):
    origin, held, closed = np.array([3, 0]), begun(rule, EVERY), begun(rule, EVERY)
    closed.closed = True
    entered = held.accounts.total("duty_paid")
    for state in (held, closed):
        state.split(origin)
    np.testing.assert_array_equal(held.accounts.total("duty_paid"), entered[origin])
    np.testing.assert_array_equal(closed.accounts.total("duty_paid"), entered)
    np.testing.assert_array_equal(held.accounts.rates["2025q2"].first, by_world(1400.0, 60))
    np.testing.assert_array_equal(held.accounts.total("support"), held.accounts.quarters["2025q2"]["support"])


@both_rules
def test_a_day_writes_into_nothing_it_was_shown(rule):
    held = begun(rule, EVERY)
    room = held.daily_market
    room.show(*figures_of(9))
    shown = [
        room.sold,
        room.asked,
        room.followed_rates,
        tariff := np.full(WORLDS, 20.0),
        support := np.full(WORLDS, 1e-6),
    ]
    for array in shown:
        array.flags.writeable = False
    before = {name: values.copy() for name, values in held.today.items()}
    kept = held.today
    held.live_day(9, tariff, 25.0, support)
    for name, values in before.items():
        np.testing.assert_array_equal(kept[name], values, err_msg=name)


@pytest.mark.parametrize("kind", [CarmakerState, LotState])
def test_all_that_worlds_may_differ_in_is_known_by_name(kind):
    held = begun("lots" if kind is LotState else "untaxed only", EVERY)
    for name in kind.BY_WORLD:
        assert len(getattr(held, name)) == WORLDS, name
    by_world_too = {
        name for name, values in vars(held).items() if isinstance(values, np.ndarray) and values.shape[0] == WORLDS
    }
    assert by_world_too - set(kind.BY_WORLD) <= {"made", "rates", "duty_taken"}  # of the day last lived
