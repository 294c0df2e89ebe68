"""The deadline: reserve, clock, gap and extension worked by hand; directions as properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from sim.core.functions import logistic
from sim.politics.deadline import average_no_deal_value, closeness, elapsed_share, extension_chance, gap_between_offers

modest = settings(deadline=None, max_examples=60)
values, shares = st.floats(-20, 20), st.floats(0, 1)


def one(x):
    return np.array([float(x)])


def chance(near, so_far, rules=(0.5, 1.1, 1.2)):
    return extension_chance(tuple(one(r) for r in rules), one(near), one(so_far))[0]


# --- what no deal is worth ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paused", "lapsed", "left", "horizon", "extension", "expected"),
    [
        (4.0, -1.0, 30.0, 100.0, 10.0, 1.0),  # 40 calm days and 60 after: (160 - 60) / 100
        (4.0, -1.0, 0.0, 100.0, 0.0, -1.0),  # at the lapse, with no belief in an extension
        (4.0, -1.0, 90.0, 100.0, 24.0, 4.0),  # the pause outlasts the horizon
        (2.5, 2.5, 17.0, 400.0, 9.0, 2.5),  # nothing lapses
        (4.0, -1.0, 0.5, 1.0, 0.0, 1.5),  # half of the last day
        (4.0, -1.0, 0.0, 0.0, 0.0, -1.0),  # at the end, which counts as a day
    ],
)
def test_the_reserve_is_the_average_over_the_days_left(paused, lapsed, left, horizon, extension, expected):
    found = average_no_deal_value(one(paused), one(lapsed), (left, horizon), one(extension))
    np.testing.assert_allclose(found, [expected])


def test_the_pause_is_worth_a_third_of_a_billion_a_year_to_korea_on_the_first_day_and_next_to_nothing_at_the_end():
    first, last = (
        average_no_deal_value(one(4.06), one(0), days, one(x)) for days, x in (((90, 1382), 24), ((7, 1299), 0))
    )
    assert first == pytest.approx(0.33, abs=0.006)
    assert last == pytest.approx(0.02, abs=0.003)


def test_every_world_has_its_own_days_left():
    found = average_no_deal_value(np.array([4.0, 4.0]), np.zeros(2), (np.array([50.0, 0.0]), 100.0), np.zeros(2))
    np.testing.assert_allclose(found, [2.0, 0.0])


@given(paused=values, lapsed=values, left=st.floats(0, 120), horizon=st.floats(1, 1400), extension=st.floats(0, 30))
@modest
def test_the_reserve_lies_between_the_two_and_a_longer_pause_moves_it_toward_the_calm(
    paused, lapsed, left, horizon, extension
):
    found = average_no_deal_value(one(paused), one(lapsed), (left, horizon), one(extension))[0]
    assert min(paused, lapsed) - 1e-9 <= found <= max(paused, lapsed) + 1e-9
    longer = average_no_deal_value(one(paused), one(lapsed), (left + 5, horizon), one(extension))[0]
    assert (longer - found) * np.sign(paused - lapsed) >= -1e-9


# --- the clock ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "began", "end", "before", "expected"),
    [
        (50, 15, 106.8, 0.0, 35 / 91.8),  # deadline 90 and 24 days believed with .7
        (15, 15, 106.8, 0.0, 0.0),
        (107, 15, 106.8, 0.0, 1.0),
        (10, 15, 106.8, 0.0, 0.0),  # before it starts
        (50, 15, 138.0, 35 / 91.8, 35 / 91.8),  # the deadline has moved away: what was given stays given
        (90, 90, 90.0, 0.0, 0.0),  # no time at all: a day at least
        (91, 90, 90.0, 0.0, 1.0),
    ],
)
def test_the_share_of_time_is_days_since_the_start_over_days_to_the_believed_end(day, began, end, before, expected):
    np.testing.assert_allclose(elapsed_share(day, one(began), one(end), one(before)), [expected])


@given(st.lists(st.tuples(st.integers(0, 200), st.floats(16, 240)), min_size=2, max_size=8))
@modest
def test_the_share_of_time_never_falls_and_stays_within_0_and_1(moves):
    seen = [one(0)]
    for day, end in sorted(moves, key=lambda move: move[0]):
        seen.append(elapsed_share(day, one(15), one(end), seen[-1]))
    run = np.concatenate(seen)
    assert np.all(np.diff(run) >= 0)
    assert 0 <= run[0] <= run[-1] <= 1


# --- the gap --------------------------------------------------------------------------------------


def test_the_gap_is_what_each_would_lose_by_taking_the_others_offer():
    party_a = np.array([8.0, 3.0, 8.0, 3.0]), np.array([2.0, 5.0, 2.0, 5.0])
    party_b = np.array([7.0, 1.0, 4.0, 7.0]), np.array([4.0, 1.0, 7.0, 4.0])
    by_hand = [6 + 3, 0, 6, 3]  # an offer better than asked leaves none
    np.testing.assert_allclose(gap_between_offers(party_a, party_b), by_hand)


@pytest.mark.parametrize(
    ("now", "first", "expected"),
    [
        (9, 12, 0.25),
        (12, 12, 0),
        (0, 12, 1),
        (15, 12, 0),
        (0, 0, 1),
        (0.3, 0.4, 0.25),
        (np.nan, np.nan, 0),
        (np.nan, 3, 0),
        (3, 0, 1),
        (3, np.nan, 0),
    ],
)
def test_closeness_is_the_part_of_the_first_gap_that_is_closed(now, first, expected):
    np.testing.assert_allclose(closeness(one(now), one(first)), [expected])


# --- the extension --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("near", "so_far", "expected"),
    [
        (0.0, 0, 0.622459),  # 1 / (1 + exp(-.5))
        (1.0, 0, 0.832018),  # 1 / (1 + exp(-1.6))
        (0.5, 1, 0.462570),  # 1 / (1 + exp(.15))
        (1.0, 3, 0.119203),  # 1 / (1 + exp(2))
    ],
)
def test_the_chance_of_an_extension_is_the_logistic_worked_by_hand(near, so_far, expected):
    assert chance(near, so_far) == pytest.approx(expected, abs=1e-6)


def test_the_first_extension_is_as_likely_as_in_2025_and_the_second_less_so():
    for near in (0.0, 0.5, 1.0):
        assert 0.5 < chance(near, 0) < 0.85
        assert chance(near, 1) < chance(near, 0)


@given(near=st.tuples(shares, shares), so_far=st.tuples(st.integers(0, 3), st.integers(0, 3)))
@modest
def test_an_extension_is_likelier_the_closer_the_sides_and_the_fewer_before(near, so_far):
    near, so_far = sorted(near), sorted(so_far)
    assert chance(near[0], so_far[0]) <= chance(near[1], so_far[0])
    assert chance(near[0], so_far[1]) <= chance(near[0], so_far[0])


def test_the_common_part_does_not_depend_on_the_two_parties():
    assert chance(0.0, 0, (0.5, 0.0, 1.2)) == chance(1.0, 0, (0.5, 0.0, 1.2))


def test_the_logistic_is_scipys_without_overflow():
    x = np.array([-1e6, -800.0, -40.0, -1.0, 0.0, 0.5, 3.0, 800.0, 1e6])
    np.testing.assert_allclose(logistic(x), expit(x), atol=1e-15)
