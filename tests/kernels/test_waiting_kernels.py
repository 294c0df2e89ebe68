"""Kernels of waiting, held to the rules they stand for."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.core.backend import REFERENCES, load_kernel
from sim.politics.waiting import TimeAhead

WORLDS = 10_000


def days(luck, most, worlds):
    """Return whole days, so that some are alike, and none in some worlds."""
    return np.maximum(luck.integers(-20, most, worlds), 0).astype(float)


def assert_equal(name, *given):
    """Hold a kernel to its rule."""
    np.testing.assert_array_equal(load_kernel(name)(*given), REFERENCES[name](*given), strict=True)


@pytest.mark.parametrize("worlds", [1, WORLDS])
@pytest.mark.parametrize("horizon", [0.0, 1.0, 40.0, 1382.0])
def test_the_value_of_no_deal(worlds, horizon):
    luck = np.random.default_rng(1)
    rows = np.sort(luck.choice(2 * worlds, worlds, replace=False))
    idle = tuple(luck.normal(0, 5, (2, 2 * worlds)))
    left, extension = days(luck, 90, worlds), days(luck, 30, worlds) * np.round(luck.random(worlds), 1)
    assert_equal("waiting.no_deal_value_in", idle, rows, (left, horizon), extension)


@pytest.mark.parametrize("worlds", [1, WORLDS])
@pytest.mark.parametrize("resolved", [0, 12.0, np.float64(40.0), np.array(75.0), 2000.0])
def test_the_value_of_talking_on(worlds, resolved):
    luck = np.random.default_rng(2)
    *flows, deal = np.round(luck.normal(0, 5, (3, worlds)), 1)
    chances = np.round(luck.random((2, worlds)), 1)
    ahead = TimeAhead(
        left=days(luck, 60, worlds),
        horizon=days(luck, 1500, worlds),
        extension=days(luck, 40, worlds),
        belief=chances[0],
        after=days(luck, 60, worlds),
        go_on=chances[1],
    )
    assert_equal("waiting.value_of_waiting", tuple(flows), deal, resolved, ahead)


@pytest.mark.parametrize("worlds", [1, WORLDS])
def test_the_wait_that_a_party_expects(worlds):
    luck = np.random.default_rng(3)
    ledger = SimpleNamespace(
        extensions=luck.integers(0, 4, worlds),
        warned=luck.random(worlds) < 0.3,
        lapsed=luck.random(worlds) < 0.3,
        end=days(luck, 90, worlds),
    )
    trust = SimpleNamespace(first=luck.random(worlds), later=luck.random(worlds))
    rows = np.sort(luck.choice(worlds, max(worlds // 2, 1), replace=False))
    given = (ledger, trust, rows, (40, 3, 24))
    found, expected = load_kernel("waiting.expected_wait")(*given), REFERENCES["waiting.expected_wait"](*given)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other, strict=True)


@pytest.mark.parametrize("worlds", [1, WORLDS])
def test_the_share_of_time_used_up(worlds):
    luck = np.random.default_rng(4)
    assert_equal("waiting.elapsed_share", 40, days(luck, 60, worlds), days(luck, 90, worlds), luck.random(worlds))


def test_days_of_doubt_that_differ_by_world_are_left_to_the_rule():
    one = np.ones(3)
    ahead, value = TimeAhead(one, one, one, one, one, one), load_kernel("waiting.value_of_waiting")
    assert value((one, one), one, one, ahead) is NotImplemented
    assert value((one, one), np.ones(1), 3.0, ahead) is NotImplemented
