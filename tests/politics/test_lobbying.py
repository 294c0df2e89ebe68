"""The table under pressure: the row of the car tariff moves by pressure times relief, and nothing else does."""

import numpy as np
import pytest

from sim.bargaining.status_quo import StatusQuo
from sim.politics.lobbying import LobbiedTable

OWN = np.array(
    [
        [[0.0, 2.0, 5.0], [1.0, -4.0, 0.5], [7.0, 8.0, 6.0]],
        [[3.0, 1.0, -2.0], [-1.0, 6.0, 0.0], [0.0, 9.0, 4.0]],
    ]
)
RELIEF = np.array([[0.0, 1.0, 3.0], [0.0, 2.0, 2.5]])
NOW, LAPSED = np.array([[0, 1, 2], [0, 1, 2]]), np.array([[1, 2, 0], [2, 0, 1]])


@pytest.mark.parametrize("tariff", [0, 1, 2])
def test_pressure_moves_the_row_of_the_tariff_alone(tariff):
    pressed = LobbiedTable(OWN, RELIEF, tariff, StatusQuo(NOW, LAPSED))
    np.testing.assert_array_equal(pressed.table, OWN)
    for found, package in zip(pressed.status_quo_values(), (NOW, LAPSED), strict=True):
        np.testing.assert_array_equal(found, [sum(OWN[w, k, package[w, k]] for k in range(3)) for w in range(2)])
    for pressure in (np.array([2.0, 0.5]), np.array([0.0, 1.0])):
        pressed.set_pressure(pressure)
        by_hand = OWN.copy()
        by_hand[:, tariff] += pressure[:, None] * RELIEF
        np.testing.assert_allclose(pressed.table, by_hand, rtol=1e-15)
        for found, package in zip(pressed.status_quo_values(), (NOW, LAPSED), strict=True):
            worth = [sum(by_hand[world, k, package[world, k]] for k in range(3)) for world in range(2)]
            np.testing.assert_allclose(found, worth, rtol=1e-14)
    np.testing.assert_array_equal(OWN[0, 0], [0.0, 2.0, 5.0])  # the government's own table stays its own


def test_terms_without_a_deal_by_hand():
    """Pressure 2 on issue 1; now: 0 + (-4 + 2 x 1) + 6 = 4; after a lapse: 2 + (.5 + 2 x 3) + 7 = 15.5."""
    pressed = LobbiedTable(OWN[:1], RELIEF[:1], 1, StatusQuo(NOW[:1], LAPSED[:1]))
    pressed.set_pressure(np.array([2.0]))
    now, lapsed = pressed.status_quo_values()
    assert (now[0], lapsed[0]) == (4.0, 15.5)
