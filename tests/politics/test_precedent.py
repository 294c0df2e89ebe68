"""Precedent: what is given below, kept above, or paid less than a peer, worked by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views import read_only

from sim.politics.precedent import contagion_flow, parity_flow, pledge_price_flow

TARIFFS = np.array([25.0, 20.0, 15.0, 12.5, 10.0, 0.0])
PLEDGES = np.array([0.0, 100.0, 200.0, 350.0])


def test_each_point_below_the_believed_rate_costs_the_us_kappa():
    found = contagion_flow(TARIFFS, np.array([15.0, 20.0, 0.0]), np.array([0.35, 0.8, 0.35]))
    expected = [[0, 0, 0, -0.875, -1.75, -5.25], [0, 0, -4, -6, -8, -16], [0] * 6]
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_each_point_above_a_peers_rate_costs_korea():
    found = parity_flow(TARIFFS, np.array([15.0, 25.0, 10.0]), np.array([0.15, 0.15, 0.3]))
    expected = [[-1.5, -0.75, 0, 0, 0, 0], [0] * 6, [-4.5, -3, -1.5, -0.75, 0, 0]]
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_a_pledge_below_the_share_of_a_peers_costs_the_us():
    found = pledge_price_flow(PLEDGES, np.array([550.0, 550.0]), np.array([0.5, 0.3]), np.array([0.01, 0.02]))
    expected = [[-2.75, -1.75, -0.75, 0], [-3.3, -1.3, 0, 0]]  # 275 and 165 expected
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_without_a_peers_deal_there_is_no_parity_and_no_price():
    none, some = np.array([np.nan, 15.0]), np.array([np.nan, 550.0])
    np.testing.assert_allclose(parity_flow(TARIFFS, none, np.full(2, 0.15))[0], 0)
    np.testing.assert_allclose(pledge_price_flow(PLEDGES, some, np.full(2, 0.5), np.full(2, 0.01))[0], 0)
    assert parity_flow(TARIFFS, none, np.full(2, 0.15))[1, 0] == pytest.approx(-1.5)
    assert pledge_price_flow(PLEDGES, some, np.full(2, 0.5), np.full(2, 0.01))[1, 0] == pytest.approx(-2.75)


@given(rate=st.floats(0, 30), more=st.floats(0, 10), kappa=st.floats(0, 2))
@settings(deadline=None, max_examples=40)
def test_precedent_never_helps_and_a_better_deal_for_a_peer_eases_one_side_and_presses_the_other(rate, more, kappa):
    rates, loss = np.array([rate, rate + more]), np.full(2, kappa)
    spread, envy = contagion_flow(TARIFFS, rates, loss), parity_flow(TARIFFS, rates, loss)
    assert np.all(spread <= 0)
    assert np.all(envy <= 0)
    assert np.all(spread[0] >= spread[1])  # a peer at a lower rate: less to fear from giving
    assert np.all(envy[0] <= envy[1])  # and more to envy


def test_a_world_does_not_depend_on_its_neighbours_and_no_input_is_written_to():
    believed, loss, share = np.array([15.0, np.nan, 20.0]), np.array([0.1, 0.5, 0.8]), np.array([0.3, 0.5, 0.8])
    read_only(TARIFFS, PLEDGES, believed, loss, share)
    rows = np.array([2, 1])
    envy, asked = parity_flow(TARIFFS, believed, loss), pledge_price_flow(PLEDGES, believed * 20, share, loss)
    np.testing.assert_array_equal(parity_flow(TARIFFS, believed[rows], loss[rows]), envy[rows])
    np.testing.assert_array_equal(pledge_price_flow(PLEDGES, believed[rows] * 20, share[rows], loss[rows]), asked[rows])
