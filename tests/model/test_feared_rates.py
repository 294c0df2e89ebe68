"""What others are believed to get counts up to the rate that comes into force without a deal, and no further."""

import numpy as np
import pytest
from places import BASELINE

from sim.model.precedent import contagion, party_a_tables
from sim.model.talks import Talks
from sim.scenario.loading import load

KAPPA = "precedent.tariffs.reciprocal_tariff.before={value: 0.3}"


def talks(lapsed, believed):
    """Return talks in which other goods pay a rate after a lapse, and others are believed to get another."""
    settings = [f"issues.reciprocal_tariff.lapsed={lapsed}", f"precedent.believed_rate={{value: {believed}}}", KAPPA]
    return Talks(load(BASELINE, settings).scenario, worlds=1)


def losses(model, rates):
    """Return what is feared of signing some rates on other goods, bn USD a year."""
    place, state = model.state.values.agenda.place_of("reciprocal_tariff"), model.state
    found = contagion(state.values, model.setting.drawn.precedent, state.peers)[place][0]
    grid = state.values.agenda.issues[place].grid.tolist()
    return [found[grid.index(rate)] for rate in rates]


@pytest.mark.parametrize(
    ("lapsed", "believed", "expected"),
    [
        (25, 20, [-4.5, -3.0, 0.0]),  # .3 a point from 5 and from 10 to 20
        (10, 20, [-1.5, 0.0, 0.0]),  # from 5 to 10, which they pay without a deal
        (10, 7.5, [-0.75, 0.0, 0.0]),  # from 5 to 7.5, as others are believed to get less than that
    ],
)
def test_what_is_feared_of_a_rate_by_hand(lapsed, believed, expected):
    model = talks(lapsed, believed)
    assert losses(model, [5, 10, 20]) == pytest.approx(expected)
    model.release()


def test_a_signature_at_the_rate_without_a_deal_gives_nothing_away():
    """So that the table of a signed package says there what that of the terms in force does."""
    model = talks(10, 25)
    house, place = model.administration, model.state.values.agenda.place_of("reciprocal_tariff")
    at = model.state.values.agenda.issues[place].grid.tolist().index(10)
    np.testing.assert_array_equal(house.signed[:, place, at], house.standing[:, place, at])
    assert (house.signed[:, place, at + 1] < house.standing[:, place, at + 1]).all()
    model.release()


def test_in_the_talks_with_others_it_counts_in_full():
    """-3 at the rate of 10, with others believed to get 20."""
    model = talks(10, 20)
    state, drawn = model.state, model.setting.drawn
    standing, signed = party_a_tables(state.values, drawn.party_a.weights, drawn.precedent, state.peers)
    place = state.values.agenda.place_of("reciprocal_tariff")
    at = state.values.agenda.issues[place].grid.tolist().index(10)
    assert (signed - standing)[0, place, at] == pytest.approx(-3.0)
    model.release()
