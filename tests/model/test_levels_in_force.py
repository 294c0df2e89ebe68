"""The tariff in force follows every signature, its end and a lapse, day by day, in every world."""

from itertools import pairwise

import numpy as np
import pytest
from places import SCENARIOS

from sim.core.chance import Chance
from sim.model.play import Play
from sim.model.records import Records
from sim.scenario.loading import load


@pytest.fixture(scope="module")
def seen():
    """Days on which the level looked up and the one that ledger and terms say, (worlds,) each, and what had changed."""
    found, play = [], Play(load(SCENARIOS / "baseline.yaml").scenario, Chance(5, 0, 60), 0, Records(daily=0, in_full=0))
    while play.running:
        play.live_day()
        main, place = play.state.main, play.state.values.tariff
        before = np.where(main.ledger.lapsed, main.terms.lapsed[:, place], main.terms.now[:, place])
        stated = np.where(main.ledger.agreed, main.ledger.package[:, place], before)
        found.append((main.in_force(place).copy(), stated, main.ledger.changes))
    return found


def test_the_level_in_force_is_the_deals_or_that_of_the_pause_or_the_lapse(seen):
    for known, stated, _ in seen:
        np.testing.assert_array_equal(known, stated)


def test_levels_move_only_on_days_on_which_the_ledger_says_that_terms_have_changed(seen):
    moved = [(one[1] != two[1]).any() for one, two in pairwise(seen)]
    said = [one[2] != two[2] for one, two in pairwise(seen)]
    assert 5 < sum(moved) <= sum(said) < len(seen) / 2
    assert all(noted for level, noted in zip(moved, said, strict=True) if level)


def test_a_deal_that_is_struck_out_counts_no_more():
    play = Play(load(SCENARIOS / "baseline.yaml").scenario, Chance(5, 0, 60), 0, Records(daily=0, in_full=0))
    main, place = play.state.main, play.state.values.tariff
    while not main.ledger.agreed.any():
        play.live_day()
    rows = np.flatnonzero(main.ledger.agreed)
    signed, without = main.ledger.package[rows, place].copy(), main.terms.now[rows, place]
    np.testing.assert_array_equal(main.in_force(place)[rows], signed)
    main.ledger.void(rows)
    np.testing.assert_array_equal(main.in_force(place)[rows], without)
    assert (signed != without).any()
