"""Which packages a proposer may table where it doubts that a signature holds, and ties at every limit."""

import numpy as np
import pytest
from delegations import ROWS, WORLDS, brief, nobody, party

from sim.bargaining.domains import unit_pie
from sim.bargaining.doubt import SignatureProspect
from sim.bargaining.negotiator.doubtful_path import values_in_doubt
from sim.bargaining.negotiator.stance import PathDoubt
from sim.core.ties import TIE

MINE = np.array([[8.0, 6.0, 4.0, 2.0]])
ALL = np.array([0])


def doubt(belief, scale=np.nan, reserve=0.0):
    """Return one world's own doubt, with the same belief along the path."""
    figures = {"reserve": reserve, "resumed": reserve, "waiting": -np.inf, "low": reserve, "kept": 1.0, "scale": scale}
    prospect = SignatureProspect(**{name: np.array([held]) for name, held in figures.items()})
    return PathDoubt(lambda flags: np.where(flags, belief, 1.0), prospect)


def met(demand, authority, held, permitted=(True, True, True, True)):
    found = values_in_doubt(MINE, np.array([permitted]), np.array([demand]), np.array([authority]), held, ALL)
    return [part[0].tolist() for part in found]


def test_expected_values_are_held_against_sure_demands_by_hand():
    """At .5 they are worth 4, 3, 2, 1.  A demand of 3 is met by the first two; the last two it need not value."""
    values, allowed = met(3.0, -np.inf, doubt(0.5))
    assert allowed == [True, True, False, False]
    assert values == [4, 3, 2, 2]  # the last is below the demand as it is, and not valued anew


def test_a_package_beyond_what_was_asked_for_or_below_the_mandate_is_not_valued_anew():
    values, allowed = met(1.0, 4.0, doubt(0.5), (True, False, True, True))
    assert values == [4, 6, 2, 2]
    assert allowed == [True, False, True, False]


def test_a_demand_that_was_carried_over_is_met_by_comparable_values():
    """k is .25, so 8, 6, 4 and 2 at .5 compare as 16, 12, 8 and 4: all but the last meet 5."""
    values, allowed = met(5.0, -np.inf, doubt(0.5, 0.25))
    assert values == [16, 12, 8, 4]
    assert allowed == [True, True, True, False]


@pytest.mark.parametrize(("less", "allowed"), [(0.0, True), (5e-10, True), (2e-9, False)])
@pytest.mark.parametrize("scale", [np.nan, 1.0])
def test_a_demand_is_met_within_a_rounding(less, allowed, scale):
    assert met(6.0 + less, -np.inf, doubt(1.0, scale))[1] == [True, allowed, False, False]


@pytest.mark.parametrize(("less", "allowed"), [(0.0, True), (5e-10, True), (2e-9, False)])
def test_the_mandate_is_met_by_sure_values_within_a_rounding(less, allowed):
    assert met(0.0, 4.0 + less, doubt(0.5))[1] == [True, True, allowed, False]


def test_the_doubt_must_be_the_proposers_own():
    with pytest.raises(ValueError, match="the doubt must be the proposer's own"):
        met(1.0, 0.0, PathDoubt(lambda flags: np.ones(flags.shape)))


# --- in an offer ------------------------------------------------------------------------------------


def offered(elapsed=0.5, asked=None, own=None, other=None, **more):
    """Return the share of a pie in tenths that the U.S. asks for, having been asked for `asked`."""
    domain = unit_pie(10)
    held = party(domain, **more)
    if asked is not None:
        held.receive_offer(ROWS, np.full((WORLDS, 1), 10 - asked), np.full(WORLDS, 1 - asked / 10))
    stance = held.take_stance(ROWS, brief(domain, elapsed), nobody())
    return held.offer(ROWS, stance, ROWS, own, other)[:, 0].tolist()


@pytest.mark.parametrize("asked", range(1, 10))
@pytest.mark.parametrize("offer", ["trade_off", "least"])
def test_just_what_was_asked_for_is_offered_if_the_demand_is_met_by_it(asked, offer):
    """It demands a tenth at most; the other side's own last offer leaves it more."""
    assert offered(0.95, asked, offer=offer) == [10 - asked] * WORLDS


def test_doubt_raises_the_least_share_that_meets_a_sure_demand():
    """It demands .5; at a belief of .8 that takes .625 of the pie for certain, so .7."""
    figures = {"reserve": 0.0, "resumed": 0.0, "waiting": -np.inf, "low": 0.0, "kept": 1.0, "scale": np.nan}
    prospect = SignatureProspect(**{name: np.full(WORLDS, held) for name, held in figures.items()})
    own = PathDoubt(lambda flags: np.where(flags, 0.8, 1.0), prospect)
    assert offered(own=own) == [7] * WORLDS
    assert offered() == [5] * WORLDS


def test_the_others_doubt_decides_which_of_the_packages_that_meet_the_demand_is_best_for_it():
    """It demands .5, and asks for 5 of 10; if the other believes in 8 and more alone, 8 is the best for it."""
    others = PathDoubt(
        lambda flags: np.broadcast_to([1.0, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], flags.shape)
    )
    assert offered(other=others) == [8] * WORLDS


@pytest.mark.parametrize(("less", "taken"), [(0.0, True), (5e-10, True), (TIE, True), (2e-9, False)])
def test_an_offer_is_taken_at_the_mandate_within_a_rounding(less, taken):
    domain = unit_pie(10)
    held = party(domain, acceptance="time:after=0")
    stance = held.take_stance(ROWS, brief(domain, authority=0.6), nobody())
    np.testing.assert_array_equal(held.accepts(ROWS, stance, ROWS, np.full(WORLDS, 0.6 - less)), [taken] * WORLDS)
