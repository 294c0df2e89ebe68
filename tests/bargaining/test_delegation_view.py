"""What a delegation sees of the table: its own packages, last offers by both valuations, and what is at stake."""

from dataclasses import replace

import numpy as np
import pytest
from delegations import ROWS, WORLDS, brief, nobody, party

from sim.bargaining.agenda import Agenda
from sim.bargaining.domains import additive_domain, logrolling_domain, unit_pie
from sim.bargaining.negotiator.briefing import no_outlook
from sim.bargaining.negotiator.observation import least_package_value

EVERYTHING = ("luck", "next_lower", "worst", "path.tabled", "path.received", "history", "outlook")


class AsksForAll:
    """Demands the best, and keeps what it saw; it reads all that may be prepared."""

    reads = EVERYTHING

    def __init__(self):
        self.seen = []

    def __call__(self, view):
        self.seen.append(view)
        return view.best


def looked(held, domain, serving=None, **given):
    """Return the stance of a party that meets."""
    return held.take_stance(ROWS, brief(domain, **given), nobody() if serving is None else serving)


def with_off_table(domain, place, level):
    """Return a domain with one issue off the table, at a level without a deal."""
    issues = list(domain.agenda.issues)
    issues[place] = replace(issues[place], on_table=False, lapsed=level)
    return replace(domain, agenda=Agenda(tuple(issues)))


# Ranges of 1, 2 and 4 for the U.S., of 3, 6 and 9 for Korea, none of them from 0.
SHIFTED = additive_domain(
    ["a", "b", "c"],
    [np.array([1.0, 2.0]), np.array([5.0, 3.0]), np.array([-4.0, 0.0])],
    [np.array([7.0, 4.0]), np.array([-6.0, 0.0]), np.array([9.0, 0.0])],
    (0.0, 0.0),
)


def test_an_estimate_gives_every_issue_the_same_span_and_all_together_what_they_span_in_public():
    """Without a model the three issues weigh the same, 18 in all, so 6 each."""
    held = party(SHIFTED, opponent="none")
    stance = looked(held, SHIFTED)
    np.testing.assert_allclose(np.ptp(stance.estimate, axis=2), [[6, 6, 6]])
    np.testing.assert_allclose(stance.valued_path.scaled_weights, [[2, 1, 2 / 3]])


def test_an_issue_off_the_table_has_no_part_in_what_is_scaled():
    """Of the other two, 3 and 9, 12 in all, so 6 each; the weight of the third is left as it was."""
    domain = with_off_table(SHIFTED, 1, 0)
    stance = looked(party(domain, opponent="none"), domain)
    np.testing.assert_allclose(np.ptp(stance.estimate, axis=2)[0, [0, 2]], [6, 6])


def test_where_the_other_side_has_nothing_at_stake_weights_stay_as_they_are():
    flat = additive_domain(["a", "b"], [np.array([1.0, 2.0])] * 2, [np.array([3.0, 3.0])] * 2, (0.0, 0.0))
    held = party(flat, opponent="fixed")
    np.testing.assert_array_equal(looked(held, flat).valued_path.scaled_weights, [[1, 1]])
    held.weights[:] = 3.0
    np.testing.assert_array_equal(held.scaled_weights(ROWS), [[3, 3]])


def test_last_offers_are_seen_by_the_own_values_and_by_the_estimate():
    """Estimated values of Korea: 14 - 7, 0 and -6 + 6, 6 and 0: each weight times the public value."""
    spy = AsksForAll()
    held = party(SHIFTED, [spy], opponent="none")
    looked(held, SHIFTED)
    for name in ("tabled", "tabled_theirs", "received_theirs"):
        assert np.isnan(getattr(spy.seen[0].path, name)).all()
    held.record_own_offer(np.array([0, 2]), np.array([[1, 0, 1], [0, 1, 0]]))
    held.receive_offer(np.array([1, 2]), np.array([[0, 1, 0], [1, 0, 0]]), np.array([4.0, -1.0]))
    looked(held, SHIFTED)
    path = spy.seen[1].path
    np.testing.assert_allclose(path.tabled, [2 + 5 + 0, np.nan, 1 + 3 - 4])
    np.testing.assert_allclose(path.tabled_theirs, [8 - 6 + 0, np.nan, 14 + 0 + 6])
    np.testing.assert_allclose(path.received_theirs, [np.nan, 14 + 0 + 6, 8 - 6 + 6])
    np.testing.assert_array_equal(spy.seen[1].received, [np.nan, 4, -1])
    np.testing.assert_array_equal(spy.seen[1].history.made, [1, 0, 1])


def test_an_offer_is_news_until_the_next_target():
    spy = AsksForAll()
    held = party(SHIFTED, [spy])
    looked(held, SHIFTED)
    held.receive_offer(np.array([1]), np.array([[0, 0, 0]]), np.array([4.0]))
    looked(held, SHIFTED)
    looked(held, SHIFTED)
    assert [view.news.tolist() for view in spy.seen] == [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
    assert [np.isnan(view.previous).all() for view in spy.seen] == [True, False, False]


@pytest.mark.parametrize(
    ("reserve", "other_reserve", "best", "lower"),
    [
        (0.0, 0.35, 0.6, 0.5),  # Korea can live with .4
        (0.0, 0.0, 1.0, 0.9),
        (0.7, 0.35, 0.7, 0.6),  # what it may hope for is never below its own reserve
        (0.2, 1.5, 0.2, 0.1),  # there is no package that Korea can live with
    ],
)
def test_the_best_it_may_hope_for_is_the_first_package_that_the_other_can_live_with(
    reserve, other_reserve, best, lower
):
    spy, domain = AsksForAll(), unit_pie(10)
    given = {"reserve": np.full(WORLDS, reserve), "other_reserve": np.full(WORLDS, other_reserve)}
    stance = looked(party(domain, [spy]), domain, **given)
    np.testing.assert_allclose(spy.seen[0].best, best)
    np.testing.assert_allclose(spy.seen[0].next_lower, lower)
    assert (stance.first == -1).all() == (other_reserve > 1)


class AsksForHalf(AsksForAll):
    """Demands half a pie, and keeps what it saw."""

    def __call__(self, view):
        self.seen.append(view)
        return np.full(len(view.best), 0.5)


def test_the_next_lower_package_is_below_what_it_last_stood_at_or_may_hope_for_where_that_is_less():
    """It last stood at half a pie; in the third world it made no offer; then Korea can live with .7 and more alone."""
    spy, domain = AsksForHalf(), unit_pie(10)
    held = party(domain, [spy])
    looked(held, domain)
    held.record_own_offer(ROWS[:2], np.full((2, 1), 5))
    looked(held, domain)
    looked(held, domain, other_reserve=np.full(WORLDS, 0.7))
    np.testing.assert_allclose([view.next_lower for view in spy.seen], [[0.9] * 3, [0.4, 0.4, 0.9], [0.2] * 3])


def test_without_an_outlook_nothing_lies_ahead():
    found = no_outlook(2)
    assert found.proposing.tolist() == [False, False]
    for name in ("meetings", "coin", "passing", "paused", "other_paused", "lapsed", "other_lapsed"):
        np.testing.assert_array_equal(getattr(found, name), [np.nan, np.nan])


def test_each_world_hopes_for_its_own_best_where_paths_differ():
    spy, domain = AsksForAll(), logrolling_domain()
    held = party(domain, [spy], opponent="frequency")
    looked(held, domain, other_reserve=np.array([0.0, 0.9, 2.0]))
    np.testing.assert_allclose(spy.seen[0].best, [1.0, 0.4, 0.0])


@pytest.mark.parametrize("moving", [(), (1,), (0, 2)])
def test_the_least_of_any_package_is_the_sum_of_the_least_levels_on_the_table(moving):
    """1 + 3 - 4 by the table; off the table an issue counts at its level, and one that moves as it is today."""
    held = party(SHIFTED, moving=moving)
    np.testing.assert_array_equal(least_package_value(held, ROWS, SHIFTED.values[0]), [0] * WORLDS)
    today = SHIFTED.values[0] + np.array([10.0, 20.0, 40.0])[:, None]
    lifted = sum((10.0, 20.0, 40.0)[place] for place in moving)
    np.testing.assert_array_equal(least_package_value(held, ROWS, today), [lifted] * WORLDS)
    off = with_off_table(SHIFTED, 0, 1)
    np.testing.assert_array_equal(least_package_value(party(off), ROWS, off.values[0]), [2 + 3 - 4] * WORLDS)


def test_the_least_of_some_worlds_is_that_of_their_own_tables():
    own = np.concatenate([SHIFTED.values[0], 2 * SHIFTED.values[0] - 1, 0 * SHIFTED.values[0]])
    domain = replace(SHIFTED, values=(own, SHIFTED.values[1]))
    for moving in ((), (0, 1, 2)):
        held, rows = party(domain, moving=moving), np.array([2, 1])
        np.testing.assert_array_equal(least_package_value(held, rows, own[rows]), [0, -3])


@pytest.mark.parametrize("reads", [(), ("luck",), ("worst",), ("next_lower",), ("path.tabled",), ("history.heard",)])
def test_only_what_is_read_is_prepared(reads):
    spy, domain = AsksForAll(), SHIFTED
    spy.reads = reads
    held = party(domain, [spy])
    held.record_own_offer(ROWS, np.zeros((WORLDS, 3), dtype=int))
    held.receive_offer(ROWS, np.zeros((WORLDS, 3), dtype=int), np.ones(WORLDS))
    looked(held, domain)
    seen = spy.seen[0]
    found = {
        "luck": not np.isnan(seen.luck).any(),
        "worst": not np.isnan(seen.worst).any(),
        "next_lower": not np.isnan(seen.next_lower).any(),
        "path.tabled": not np.isnan(seen.path.tabled).any(),
        "path.received": not np.isnan(seen.path.received_theirs).any(),
        "history": seen.history.heard.shape[1] > 0,
    }
    assert {name for name, there in found.items() if there} == {name.replace(".heard", "") for name in reads}
    assert held.wants == {name.replace(".heard", "") for name in reads}
