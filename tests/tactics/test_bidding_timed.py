"""Timed concession against hand-worked values, closed forms, its ends, and its bad parameters."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views import view

from sim.analysis.validation.theory.verdict import SHIPPED
from sim.tactics.bidding.timed import CURVES, Timed, exponential, polynomial

CASES = json.loads(SHIPPED.read_text(encoding="utf-8"))
MEETINGS = [case for case in CASES if case["type"] == "timed"]
TIMES = np.linspace(0, 1, 201)


def demands(tactic, **stated):
    """Return the demands over the whole time, one world for each moment."""
    return tactic(view(len(TIMES), elapsed=TIMES, **stated))


@pytest.mark.parametrize(
    ("curve", "t", "beta", "opening", "given_share"),
    [
        (polynomial, 0.5, 1.0, 0.0, 0.5),  # a straight line from 0
        (polynomial, 0.5, 0.5, 0.0, 0.25),  # Boulware: half way, only a quarter given
        (polynomial, 0.25, 2.0, 0.0, 0.5),  # Conceder: a quarter of the way, half given
        (polynomial, 0.5, 1.0, 0.2, 0.6),  # .2 + .8 / 2
        (polynomial, 0.9, 0.25, 0.0, 0.6561),
        (exponential, 0.5, 1.0, 0.04, 0.2),  # the square root of .04
        (exponential, 0.5, 2.0, 0.0001, 0.1),  # .0001 to the power 1/4
        (exponential, 0.0, 3.0, 0.3, 0.3),
    ],
)
def test_curves_match_values_worked_by_hand(curve, t, beta, opening, given_share):
    assert curve(np.array([t]), beta, opening) == pytest.approx(given_share)


def test_demands_worked_by_hand():
    seen = view(3, best=10.0, reserve=2.0, elapsed=np.array([0.0, 0.5, 1.0]))
    np.testing.assert_allclose(Timed(beta=0.5)(seen), [10.0, 8.0, 2.0])
    np.testing.assert_allclose(Timed(beta=1.0, opening=0.25)(seen), [8.0, 5.0, 2.0])
    np.testing.assert_allclose(Timed(beta=1.0, opening=0.04, curve="exponential")(seen), [9.68, 8.4, 2.0])


@pytest.mark.parametrize("case", MEETINGS, ids=[case["name"] for case in MEETINGS])
def test_two_equal_tactics_meet_when_theory_says(case):
    own = demands(Timed(beta=1 / case["exponent"]), best=1.0, reserve=0.0)
    first = TIMES[np.argmax(own + own <= 1 + 1e-12)]
    assert first == pytest.approx(case["expected"]["time"], abs=case["tolerance"])
    np.testing.assert_allclose(own, 1 - TIMES ** case["exponent"], atol=1e-12)


def test_below_1_it_holds_firm_until_late_and_above_1_it_gives_early():
    half_way = 6.0  # between best 10 and reserve 2
    boulware, line, conceder = (demands(Timed(beta=beta))[100] for beta in (0.2, 1.0, 5.0))
    assert conceder < line == half_way < boulware


@pytest.mark.parametrize(("curve", "opening"), [("polynomial", 0.0), ("polynomial", 0.3), ("exponential", 0.1)])
def test_a_larger_beta_never_demands_more(curve, opening):
    runs = np.array([demands(Timed(beta, opening, curve)) for beta in (0.1, 0.5, 1.0, 2.0, 10.0)])
    assert np.all(np.diff(runs, axis=0) <= 1e-12)


@given(beta=st.floats(0.05, 20), opening=st.floats(0.01, 0.99), curve=st.sampled_from(list(CURVES)))
@settings(deadline=None, max_examples=60)
def test_concession_runs_from_opening_to_everything_without_turning_back(beta, opening, curve):
    run = demands(Timed(beta, opening, curve), best=10.0, reserve=2.0)
    assert run[0] == pytest.approx(10 - 8 * opening)
    assert run[-1] == pytest.approx(2)
    assert np.all(np.diff(run) <= 1e-12)


def test_at_the_last_chance_the_demand_falls_by_the_disbelief_in_an_extension():
    seen = view(4, best=10.0, reserve=2.0, elapsed=0.5, last_chance=True, belief=np.array([1.0, 0.7, 0.25, 0.0]))
    np.testing.assert_allclose(Timed(beta=1.0)(seen), [6.0, 4.8, 3.0, 2.0])  # 2 + e (6 - 2)
    hardly = Timed(beta=0.25)(view(1, best=10.0, reserve=2.0, elapsed=0.5, last_chance=True, belief=0.5))
    np.testing.assert_allclose(hardly, [5.75])  # 2 + .5 * (9.5 - 2)


def test_before_the_last_chance_the_belief_does_not_matter():
    seen = view(3, elapsed=0.5, last_chance=False, belief=np.array([0.0, 0.5, 1.0]))
    np.testing.assert_array_equal(Timed(beta=1.0)(seen), [6.0, 6.0, 6.0])


def test_beta_and_opening_may_differ_between_worlds():
    betas, openings = np.array([0.5, 1.0, 2.0]), np.array([0.0, 0.1, 0.2])
    mixed = Timed(betas, openings)(view(3))
    alone = [Timed(beta, opening)(view(1))[0] for beta, opening in zip(betas, openings, strict=True)]
    np.testing.assert_allclose(mixed, alone)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"beta": 0.0}, "beta must be above 0; found 0$"),
        ({"beta": -0.5}, "beta must be above 0; found -0.5$"),
        ({"beta": np.array([1.0, -2.0])}, "beta must be above 0; found -2 in world 1$"),
        ({"beta": float("nan")}, "beta must be above 0; found nan$"),
        ({"beta": 1.0, "opening": 1.0}, "opening must be at least 0 and below 1; found 1$"),
        ({"beta": 1.0, "opening": np.array([0.1, 0.2, -0.1])}, "opening must be .* found -0.1 in world 2$"),
        ({"beta": 1.0, "curve": "cubic"}, "curve must be one of polynomial, exponential; found 'cubic'$"),
        ({"beta": 1.0, "curve": "exponential"}, "opening must be above 0 for the exponential; found 0$"),
    ],
)
def test_a_bad_parameter_is_named_with_its_value(parameters, message):
    with pytest.raises(ValueError, match=message):
        Timed(**parameters)
