"""Rules of acceptance at their edges: a tie, which is accepted, and what lies just beside it."""

import numpy as np
import pytest
from views import view

from sim.core.ties import TIE
from sim.tactics.acceptance.combi import Combi
from sim.tactics.acceptance.constant import Constant
from sim.tactics.acceptance.gap import Gap
from sim.tactics.acceptance.logit import Logit
from sim.tactics.acceptance.next import Next
from sim.tactics.acceptance.optimal import OptimalStopping, waiting_value
from sim.tactics.acceptance.previous import Previous
from sim.tactics.acceptance.time import Time

NONE = np.nan
# What each of these asks for is 0: the demand, the reserve or the own last offer.
ASKED_0 = [
    (Next(), {}, 0.0),
    (Constant(share=0.0), {"reserve": 0.0}, 50.0),
    (Previous(), {"path": {"tabled": 0.0}}, 50.0),
    (Previous(), {"path": {"tabled": NONE}}, 0.0),
    (Gap(gap=0.0), {"path": {"tabled": 0.0}}, 50.0),
    (Gap(gap=0.0), {"path": {"tabled": NONE}}, 0.0),
    (Time(after=0.5), {"reserve": 0.0, "elapsed": 0.5}, 50.0),
    (Combi(after=1.0), {}, 0.0),
    (Combi(after=0.5), {"reserve": -9.0, "elapsed": 0.5, "history": {"heard": [0.0], "at": [0.2]}}, 50.0),
    (OptimalStopping(), {"reserve": 0.0, "outlook": {"meetings": 0.0}}, 50.0),
]


@pytest.mark.parametrize(("rule", "stated", "demand"), ASKED_0, ids=lambda part: type(part).__name__)
def test_who_is_indifferent_within_a_tie_accepts_and_beyond_it_refuses(rule, stated, demand):
    """A tie is a dollar a year: sums in another order differ by less."""
    offers = np.array([0.0, -TIE / 2, -TIE, -2 * TIE, -0.01, 0.01])
    found = rule(view(6, **stated), offers, np.full(6, demand))
    np.testing.assert_array_equal(found, [True, True, True, False, False, True])


@pytest.mark.parametrize("rule", [Time(after=0.75), Combi(after=0.75)])
def test_it_is_late_from_the_stated_share_of_time_on_within_a_tie(rule):
    moments = np.array([0.75, 0.75 - TIE / 2, 0.75 - TIE, 0.75 - 2 * TIE, 0.7, 1.0])
    seen = view(6, reserve=2.0, elapsed=moments, history={"heard": [], "at": []})
    np.testing.assert_array_equal(rule(seen, np.full(6, 3.0), np.full(6, 9.0)), [True, True, True, False, False, True])


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (0.7, True),  # at the same moment
        (0.7 + TIE / 2, True),
        (0.7 + TIE, True),
        (0.7 + 3 * TIE, False),  # before the clock was set back
        (0.5, True),
        (2 * 0.7 - 1, True),  # as far back as time is left
        (2 * 0.7 - 1 - TIE / 2, True),
        (2 * 0.7 - 1 - TIE, True),
        (2 * 0.7 - 1 - 3 * TIE, False),
        (0.1, False),
    ],
)
def test_combi_counts_the_offers_of_a_stretch_as_long_as_the_time_left_both_ends_included(at, counts):
    seen = view(2, reserve=0.0, elapsed=0.7, history={"heard": [5.0, NONE], "at": [at, NONE]})
    for of in ("best", "average"):
        found = Combi(after=0.6, of=of)(seen, np.array([4.9, 5.0]), np.full(2, 9.0))
        np.testing.assert_array_equal(found, [not counts, True])


@pytest.mark.parametrize(("heard", "mean"), [([4.0], 4.0), ([-6.0], -6.0), ([2.0, 7.0, 9.0], 6.0), ([1.0] * 7, 1.0)])
def test_the_average_of_one_offer_or_many(heard, mean):
    seen = view(2, reserve=-20.0, elapsed=0.9, history={"heard": heard, "at": [0.85] * len(heard)})
    found = Combi(after=0.6, of="average")(seen, np.array([mean, mean - 0.01]), np.full(2, 30.0))
    np.testing.assert_array_equal(found, [True, False])


def test_the_average_asks_nothing_where_nothing_came_lately_and_does_so_beside_other_worlds():
    """Offers too old to count, or behind the last one, are no offers of 0."""
    history = {"heard": [[8.0, NONE], [8.0, 6.0]], "at": [[0.1, NONE], [0.1, 0.85]]}
    seen = view(2, reserve=-3.0, elapsed=0.9, history=history)
    for asked in (-3.0, 6.0):
        found = Combi(after=0.6, of="average")(seen, np.full(2, asked), np.full(2, 30.0))
        np.testing.assert_array_equal(found, [True, asked == 6.0])


def test_optimal_counts_whole_meetings_that_are_left_and_none_once_all_are_past():
    """Asked of a range of 0 to 1: 0 with none, 1/2 with one, 5/8 with two, (1 + 25/64) / 2 = 89/128 with three."""
    left = np.array([2.0, 2.0 - TIE / 2, 2.0 - TIE, 1.9, 2.1, 0.9, 0.0, -1.0, 3.0])
    asked = np.array([5 / 8, 5 / 8, 5 / 8, 1 / 2, 5 / 8, 0.0, 0.0, 0.0, 89 / 128])
    seen = view(9, best=1.0, reserve=0.0, outlook={"meetings": left})
    assert OptimalStopping()(seen, asked, np.full(9, 50.0)).all()
    assert not OptimalStopping()(seen, asked - 1e-6, np.full(9, 50.0)).any()


def test_waiting_for_so_many_offers_at_once_or_for_none_at_all():
    np.testing.assert_array_equal(waiting_value(np.array([2, 0, 1])), [0.625, 0.0, 0.5])
    assert waiting_value(np.zeros(0, dtype=np.int64)).shape == (0,)


def test_logit_takes_an_offer_at_the_demand_in_exactly_half_of_all_cases():
    luck = np.arange(8) / 8
    found = Logit(noise=0.1)(view(8, luck=luck), np.full(8, 4.0), np.full(8, 4.0))
    np.testing.assert_array_equal(found, luck < 0.5)


@pytest.mark.parametrize(("surplus", "taken"), [(1e-6, True), (-1e-6, False), (0.3, True), (-0.3, False)])
def test_without_a_range_logit_has_no_noise(surplus, taken):
    seen = view(3, best=4.0, reserve=4.0, luck=[0.01, 0.5, 0.99])
    np.testing.assert_array_equal(Logit(noise=0.5)(seen, np.full(3, 4.0 + surplus), np.full(3, 4.0)), [taken] * 3)


def test_without_a_range_an_offer_at_the_demand_is_even():
    seen = view(2, best=4.0, reserve=4.0, luck=[0.49, 0.51])
    np.testing.assert_array_equal(Logit(noise=0.5)(seen, np.full(2, 4.0), np.full(2, 4.0)), [True, False])
