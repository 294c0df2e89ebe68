"""What courts have made of deals: what was signed is remembered, however often law allows less."""

import numpy as np

from sim.model.stages.rulings import Rulings

SIGNED = np.array([[3, 1], [3, 1], [2, 0]])


def capped(*levels):
    """Return rulings in three worlds and the packages in force, once law has capped the first issue in two of them."""
    held, package = Rulings(3, 2), SIGNED.copy()
    for level in levels:
        held.cap(package, np.array([0, 1]), 0, np.array([level, level]))
    return held, package


def test_a_cap_lowers_what_is_in_force_in_its_worlds_only():
    _, package = capped(2)
    assert package.tolist() == [[2, 1], [2, 1], [2, 0]]


def test_a_second_cap_leaves_what_was_signed_as_it_was():
    held, package = capped(2, 1)
    assert package.tolist() == [[1, 1], [1, 1], [2, 0]]
    assert held.as_signed(package).tolist() == SIGNED.tolist()


def test_a_deal_that_did_not_hold_is_forgotten_in_its_world_only():
    held, package = capped(2)
    held.forget(np.array([0]))
    assert held.as_signed(package).tolist() == [[2, 1], [3, 1], [2, 0]]
