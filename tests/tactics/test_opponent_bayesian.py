"""Learning by Bayes' rule: posteriors worked by hand, hypothesis by hypothesis."""

import numpy as np
import pytest

from sim.bargaining.view import ReceivedOffer
from sim.tactics.opponent.bayesian import FACTORS, Bayesian, expected_factors, offer_worths

PUBLIC = np.array([[[2.0, 1.0, 0.0], [0.0, 3.0, 4.0]]])  # spans 2 and 4


def heard(offer, elapsed=0.5, public=PUBLIC):
    return ReceivedOffer(
        offer=np.array([offer]),
        before=np.array([offer]),
        has_before=np.array([False]),
        count=np.array([0]),
        elapsed=np.array([elapsed]),
        public=public,
    )


def test_hypotheses_lie_as_far_below_1_as_above():
    np.testing.assert_allclose(FACTORS * FACTORS[::-1], 1)
    np.testing.assert_allclose(FACTORS[[0, 3, 6]], [0.25, 1, 4])


def test_worth_is_a_share_of_the_range_by_each_hypothesis():
    found = offer_worths(heard([1, 1]), factor=np.array([[1.0, 0.5]]))
    for k, factor in enumerate(FACTORS):
        assert found[0, 0, k] == pytest.approx((factor * 1 + 0.5 * 3) / (factor * 2 + 0.5 * 4))
        assert found[0, 1, k] == pytest.approx((1 * 1 + factor * 3) / (1 * 2 + factor * 4))


def test_the_best_and_the_worst_package_are_worth_1_and_0_by_all():
    np.testing.assert_allclose(offer_worths(heard([0, 2]), np.ones((1, 2))), 1)
    np.testing.assert_allclose(offer_worths(heard([2, 0]), np.ones((1, 2))), 0)


def test_the_posterior_of_one_offer():
    rule = Bayesian(rate=0.4, sigma=0.2)
    memory = rule.hear(rule.begin(1, PUBLIC), heard([0, 1]))
    start = FACTORS.mean()
    found = []
    for own, other in ((2, 3), (3, 2)):  # gained on the issue itself, and on the other one
        span, rest = (2, 4) if own == 2 else (4, 2)
        share = (FACTORS * own + start * other) / (FACTORS * span + start * rest)
        likelihood = np.exp(-((share - 0.8) ** 2) / (2 * 0.2**2))
        found.append((likelihood * FACTORS).sum() / likelihood.sum())
    np.testing.assert_allclose(expected_factors(memory["log"]), [found])
    np.testing.assert_allclose(rule.weights(memory, PUBLIC), [np.array(found) / np.mean(found)])


def test_a_wide_sigma_learns_next_to_nothing():
    rule = Bayesian(sigma=100.0)
    memory = rule.hear(rule.begin(1, PUBLIC), heard([0, 0]))
    np.testing.assert_allclose(rule.weights(memory, PUBLIC), 1, atol=1e-4)


def test_a_thousand_offers_neither_overflow_nor_lose_all_probability():
    rule = Bayesian(rate=0.0, sigma=0.01)
    memory = rule.begin(1, PUBLIC)
    for _ in range(1000):
        memory = rule.hear(memory, heard([0, 0], elapsed=1.0))
    found = rule.weights(memory, PUBLIC)
    assert np.isfinite(found).all()
    np.testing.assert_allclose(found, [[4 / 2.125, 0.25 / 2.125]], rtol=1e-6)


def test_an_issue_that_spans_nothing_keeps_its_prior():
    public = PUBLIC.copy()
    public[:, 1] = 7.0
    rule = Bayesian()
    memory = rule.hear(rule.begin(1, public), heard([2, 0], public=public))
    np.testing.assert_allclose(expected_factors(memory["log"])[0, 1], FACTORS.mean())
    flat = np.zeros_like(public)
    np.testing.assert_allclose(rule.weights(rule.hear(memory, heard([0, 0], public=flat)), flat).mean(), 1)
