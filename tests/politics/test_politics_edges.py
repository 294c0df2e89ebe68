"""Rules of politics at their edges, and what each says of itself, stated by hand."""

from dataclasses import fields

import numpy as np
import pytest

from sim.politics.deadline import elapsed_share
from sim.politics.election import (
    NODE_WEIGHTS,
    NODES,
    PollUncertainty,
    first_wins_chance,
    strength_from_poll,
    strength_variances,
    win_chances,
)
from sim.politics.honour import HONOUR, CertainHonour, MandateHonour, passing_chance
from sim.politics.precedent import contagion_flow, parity_flow, pledge_price_flow
from sim.politics.red_lines import RedLine, subtract_red_lines
from sim.politics.ruling import average_over_time, shares_of_time, survives, value_at_rate
from sim.politics.waiting import TimeAhead, value_of_waiting

# --- honour ---------------------------------------------------------------------------------------


def test_which_belief_leaves_a_signature_in_doubt():
    assert {name: rule.doubtful for name, rule in HONOUR.items()} == {"mandates": True, "certain": False}


def test_a_spread_is_above_0_and_may_be_stated_as_a_share_of_the_stake():
    (scale,) = fields(MandateHonour)
    held = scale.metadata["declared"]
    assert (held.low, held.high, held.strict, held.relative) == (0, None, True, True)


@pytest.mark.parametrize("candidates", [1, 2, 3])
def test_belief_adds_up_over_as_many_candidates_as_there_are(candidates):
    """Each is as likely as any other, keeps a deal worth nothing in half of all cases, and the pivot passes .8."""
    wins = np.full((2, candidates), 1 / candidates)
    for shape in ((2,), (2, 3)):
        gains, passes = [np.zeros(shape)] * candidates, [np.full(shape, 0.8)] * candidates
        np.testing.assert_allclose(MandateHonour(scale=3.0)(wins, gains, passes), np.full(shape, 0.4))
        np.testing.assert_array_equal(CertainHonour()(wins, gains, passes), np.ones(shape))


def test_the_curve_of_the_vote_is_the_logistic_if_none_is_named():
    gain, zero, one = np.array([1.0]), np.zeros(1), np.ones(1)
    assert passing_chance(gain, zero, one) == pytest.approx(1 / (1 + np.exp(-1)))
    assert passing_chance(gain, zero, one, "uniform") == 1.0


# --- the clock ------------------------------------------------------------------------------------


def test_before_the_clock_starts_nothing_is_used_up_and_what_was_stays():
    began, end = np.full(3, 10.0), np.full(3, 60.0)
    np.testing.assert_allclose(elapsed_share(5, began, end, np.array([0.0, 0.3, 1.0])), [0.0, 0.3, 1.0])
    np.testing.assert_allclose(elapsed_share(80, began, end, np.array([0.0, 0.3, 1.0])), [1.0, 1.0, 1.0])
    np.testing.assert_allclose(elapsed_share(11, began, began + 0.5, np.zeros(3)), [1.0, 1.0, 1.0])


# --- the election ---------------------------------------------------------------------------------


def test_the_quadrature_is_exact_up_to_the_79th_power_as_forty_points_are():
    """Even moments of a normal are 1 x 3 x 5 x ...; odd ones are 0."""
    moment = 1.0
    for power in range(2, 80, 2):
        moment *= power - 1
        np.testing.assert_allclose((NODE_WEIGHTS * NODES**power).sum(), moment, rtol=1e-11)
    np.testing.assert_allclose(NODE_WEIGHTS.sum(), 1)


def test_luck_above_0_makes_a_candidate_stronger_than_polled():
    """Of 100 interviews a share of .25 has 25, with a spread of 1/5 in logarithms; one of .04 has 4, and 1/2."""
    published = np.array([[0.25, 0.04]] * 2)
    found = strength_from_poll(published, 100, np.array([[1.0, 0.0], [-2.0, 3.0]])) - np.log(published)
    np.testing.assert_allclose(found, [[0.2, 0.0], [-0.4, 1.5]])


def test_the_spread_of_a_strength_by_hand():
    """(.04 x .04 x 25 + .1 x .1) / 2 = .025, and 1 / (100 x .25) or 1 / (100 x .5) for the sample."""
    spread = PollUncertainty(np.full(1, 0.04), np.full(1, 0.1), 100)
    np.testing.assert_allclose(strength_variances(np.array([[0.25, 0.5]]), 25, spread), [[0.065, 0.045]])
    even = first_wins_chance(np.array([[0.3, 0.3]]), 25, spread)
    np.testing.assert_allclose(even, [0.5])


@pytest.mark.parametrize("shares", [(0.4, 0.39, 0.01), (0.34, 0.33, 0.33), (0.6, 0.05, 0.001)])
def test_chances_add_to_one_where_the_quadrature_is_coarse(shares):
    """Few interviews make a small share far less certain than a large one."""
    narrow = PollUncertainty(np.full(1, 1e-4), np.full(1, 1e-4), 300)
    np.testing.assert_allclose(win_chances(np.array([shares]), 1, narrow).sum(axis=1), 1, rtol=1e-14)


# --- waiting --------------------------------------------------------------------------------------


def days(**stated):
    """Return one world's time ahead."""
    held = {"left": 30, "horizon": 1000, "extension": 24, "belief": 0.5, "after": 60, "go_on": 0.25} | stated
    return TimeAhead(**{name: np.array([float(figure)]) for name, figure in held.items()})


@pytest.mark.parametrize(
    ("resolved", "stated", "expected"),
    [
        # a deal of 5 from day 30, 54 or never, where 2 a year is paid before a lapse and -10 after it
        (30, {}, 2 * 30 + 5 * 970),
        (31, {"belief": 1}, 2 * 54 + 5 * 946),
        (54, {"belief": 1}, 2 * 54 + 5 * 946),
        (55, {"belief": 1}, 2 * 54 - 10 * 946),
        (40, {"belief": 0, "go_on": 1}, 2 * 30 - 10 * 10 + 5 * 960),
        (90, {"belief": 0, "go_on": 1}, 2 * 30 - 10 * 60 + 5 * 910),
        (91, {"belief": 0, "go_on": 1}, 2 * 30 - 10 * 970),
        (40, {"belief": 0}, 0.25 * (2 * 30 - 10 * 10 + 5 * 960) + 0.75 * (2 * 30 - 10 * 970)),
        (40, {"belief": 0.2, "go_on": 1}, 0.2 * (2 * 54 + 5 * 946) + 0.8 * (2 * 30 - 10 * 10 + 5 * 960)),
        (10, {"left": 1200}, 2 * 1000),  # the deal would come after the horizon
    ],
)
def test_talking_on_is_worth_the_days_before_and_after_the_deal(resolved, stated, expected):
    found = value_of_waiting(
        (np.full(1, 2.0), np.full(1, -10.0)), np.full(1, 5.0), np.full(1, resolved), days(**stated)
    )
    np.testing.assert_allclose(found, expected / 1000)


# --- precedent, rulings, red lines ----------------------------------------------------------------


def test_at_the_rate_or_pledge_of_a_peer_itself_nothing_is_lost():
    grid, one = np.array([15.0, 14.5, 15.5]), np.ones(1)
    np.testing.assert_array_equal(contagion_flow(grid, 15 * one, 2 * one), [[0.0, -1.0, 0.0]])
    np.testing.assert_array_equal(parity_flow(grid, 15 * one, 2 * one), [[0.0, 0.0, -1.0]])
    np.testing.assert_array_equal(pledge_price_flow(grid, 30 * one, 0.5 * one, 2 * one), [[0.0, -1.0, 0.0]])


def test_a_grid_in_any_order_is_linear_between_neighbours():
    grid, values = np.array([10.0, 25.0, 0.0]), np.array([[1.0, 7.0, -4.0], [0.0, 30.0, 5.0]])
    for rate, expected in ((10.0, [1.0, 0.0]), (5.0, [-1.5, 2.5]), (12.5, [2.0, 5.0]), (30.0, [7.0, 30.0])):
        np.testing.assert_allclose(value_at_rate(grid, values, np.full(2, rate)), expected)


def test_laws_that_outlast_the_time_left_share_it_and_those_after_them_have_none():
    assert shares_of_time([50, None, 20], 200.0) == [0.25, 0.75, 0.0]
    assert shares_of_time([50, 100, 20, None], 120.0) == [50 / 120, 70 / 120, 0.0, 0.0]
    assert shares_of_time([0, 1, 5], 2.0) == [0.0, 0.5, 0.5]


def test_an_average_over_time_weighs_by_shares():
    values = [np.array([1.0, 2.0]), np.array([5.0, -2.0]), np.array([9.0, 9.0])]
    np.testing.assert_array_equal(average_over_time(values, [0.25, 0.75, 0.0]), [4.0, -1.0])


def test_a_deal_survives_where_every_side_is_content():
    margins = [np.array([0.5, -0.1, 0.0, 0.5]), np.array([0.1, 3.0, 0.0, -1e-9])]
    np.testing.assert_array_equal(survives(margins), [True, False, True, False])
    np.testing.assert_array_equal(survives(margins[:1]), [True, False, True, True])


def test_two_lines_on_one_issue_cost_twice_where_both_are_crossed():
    lines = [RedLine(0, [1, 2], np.array([2.0])), RedLine(0, [2], np.array([5.0])), RedLine(1, [0], np.array([1.0]))]
    np.testing.assert_array_equal(subtract_red_lines(np.zeros((1, 2, 3)), lines), [[[0, -2, -7], [-1, 0, 0]]])
