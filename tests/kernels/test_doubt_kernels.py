"""Kernels of doubt, held to the rules they stand for."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.bargaining.doubt import SignatureProspect, equal_concession
from sim.bargaining.tradeoff import TradeOffPath
from sim.core import ties
from sim.core.backend import REFERENCES, backend_of, load_kernel
from sim.politics.honour import CertainHonour, MandateHonour

NAME = "doubt.equal_concession"
WORLDS, POSITIONS = 10_000, 23
ISSUES, LEVELS = 4, 6


def sides(seed, shared=False, worlds=WORLDS):
    """Return two sides' values along paths of random worlds, in round figures so that ties and empty ranges occur."""
    luck = np.random.default_rng(seed)
    own = (np.round(luck.normal(0, 5, (1 if shared else worlds, POSITIONS)), 1), np.round(luck.normal(0, 4, worlds), 1))
    other = (np.round(luck.normal(0, 5, (worlds, POSITIONS)), 1), np.round(luck.normal(0, 4, worlds), 1))
    return own, other


def path_and_table(seed, shared=(), worlds=WORLDS):
    """Return a path through random steps of issues and a table; what is named in `shared` has a first axis of 1."""
    luck, steps = np.random.default_rng(seed), POSITIONS - 1

    def count(name):
        return 1 if name in shared else worlds

    issue = np.sort(luck.integers(0, ISSUES, steps))
    order = luck.permuted(np.tile(np.arange(steps), (count("order"), 1)), axis=1)
    start = luck.integers(0, LEVELS, (count("start"), ISSUES))
    source, target = luck.integers(0, LEVELS, (2, count("steps"), steps)).astype(np.int16)
    table = np.round(luck.normal(0, 3, (2 * worlds if "table" not in shared else 1, ISSUES, LEVELS)), 1)
    return TradeOffPath(start, order, issue, source, target), table


def found_and_expected(name, *given):
    """Return what kernel and rule say."""
    return load_kernel(name)(*given), REFERENCES[name](*given)


def assert_equal(name, *given):
    """Hold a kernel to its rule; return what the rule says."""
    found, expected = found_and_expected(name, *given)
    for one, other in zip(found, expected, strict=True) if isinstance(expected, tuple) else [(found, expected)]:
        np.testing.assert_array_equal(one, other, strict=True)
    return expected


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("seed", [1, 2])
def test_equal_concession(seed, shared):
    expected = assert_equal(NAME, *sides(seed, shared))
    assert 0 < expected[1].sum() < WORLDS


def test_the_marked_rule_calls_the_kernel_or_itself():
    given = sides(3)
    with backend_of("numpy"):
        plain = equal_concession(*given)
    with backend_of("numba"):
        fast = equal_concession(*given)
    np.testing.assert_array_equal(plain[0], fast[0])


def test_ties_are_those_of_the_rules():
    assert load_kernel("doubt.equal_concession").__globals__["TIE"] == ties.TIE


SHARED = [(), ("table",), ("order", "start", "steps"), ("steps",), ("start", "table")]


@pytest.mark.parametrize("shared", SHARED)
@pytest.mark.parametrize("worlds", [1, WORLDS])
def test_gains_at_flagged_positions(shared, worlds):
    path, table = path_and_table(4, shared, worlds)
    luck = np.random.default_rng(5)
    places = np.sort(luck.choice(worlds, max(1, worlds // 2), replace=False))
    rows = np.sort(luck.choice(2 * worlds, len(places), replace=False))
    flags = (luck.random((len(places), POSITIONS)) < 0.3) & (luck.random(len(places)) < 0.9)[:, None]
    reserve = np.round(luck.normal(0, 2, len(places)), 1)
    for each in (flags, np.asfortranarray(flags), np.zeros_like(flags), np.ones_like(flags)):
        found = assert_equal("doubt.gains_at", path, table, rows, places, each, reserve)
        assert len(found) == each.sum()


@pytest.mark.parametrize("shared", [*SHARED, ("mine",)])
@pytest.mark.parametrize("worlds", [1, WORLDS])
def test_where_two_sides_meet_by_a_table(shared, worlds):
    (mine, reserve), (_, other_reserve) = sides(6, "mine" in shared, worlds)
    path, table = path_and_table(7, shared, worlds)
    rows = np.sort(np.random.default_rng(8).choice(2 * worlds, worlds, replace=False))
    expected = assert_equal("doubt.deal_by_table", path, table, rows, (np.sort(mine)[:, ::-1], reserve), other_reserve)
    assert worlds == 1 or 0 < expected[1].sum() < worlds
    assert_equal("doubt.deal_by_table", path, table, rows, (mine, reserve), other_reserve)


@pytest.mark.parametrize("shared", [False, True])
def test_low_and_scale(shared):
    (mine, reserve), (other, low) = sides(9, shared)
    luck = np.random.default_rng(10)
    beliefs = np.round(luck.random((WORLDS, POSITIONS)), 1)
    resumed, best = reserve + np.round(luck.normal(-1, 1, WORLDS), 1), reserve + np.round(luck.normal(2, 2, WORLDS), 1)
    ranges = (other > 0) & (luck.random(WORLDS) < 0.9)[:, None]
    prospect = SignatureProspect(reserve, resumed, reserve, np.maximum(reserve, low), np.ones(WORLDS), reserve)
    found = assert_equal("doubt.low_and_scale", (mine, beliefs), best, prospect, ranges)
    assert 0 < (found[1] == 1).sum() < WORLDS
    beliefs[::7, 3] = np.nan
    assert_equal("doubt.low_and_scale", (mine, beliefs), best, prospect, ranges)


@pytest.mark.parametrize("unified", [(), (1,), (0, 1, 2)])
@pytest.mark.parametrize("worlds", [1, WORLDS])
def test_the_chance_that_a_signature_holds(unified, worlds):
    luck = np.random.default_rng(11)
    rows = np.sort(luck.integers(0, worlds, 3 * worlds))
    *own, by_pivot = luck.normal(0, 3, (4, len(rows)))
    decisive = [gain if c in unified else by_pivot for c, gain in enumerate(own)]
    pivot = SimpleNamespace(threshold=luck.normal(size=worlds), scale=luck.uniform(0.1, 2, worlds), vote="logistic")
    wins = luck.dirichlet([5, 3, 1], worlds)
    rule = MandateHonour(scale=luck.uniform(0.1, 2, worlds))
    assert_equal("doubt.chance_of_holding", (rule, pivot), wins, (own, decisive), rows)


def test_other_curves_and_shapes_are_left_to_the_rule():
    gain, one = np.ones((2, 3)), np.ones(2)
    pivot = SimpleNamespace(threshold=one, scale=one, vote="logistic")
    uniform = SimpleNamespace(threshold=one, scale=one, vote="uniform")
    wins, rows, chance = np.full((2, 1), 0.5), np.arange(2), load_kernel("doubt.chance_of_holding")
    assert chance((MandateHonour(one), pivot), wins, ([gain], [gain]), rows) is NotImplemented
    for rules in ((MandateHonour(one), uniform), (MandateHonour(1.0), pivot), (CertainHonour(), pivot)):
        assert chance(rules, wins, ([one], [one]), rows) is NotImplemented


@pytest.mark.parametrize("sure", [False, True])
@pytest.mark.parametrize("shared", [False, True])
def test_values_that_compare_with_demands(sure, shared):
    luck = np.random.default_rng(21)
    mine = np.round(luck.normal(0, 4, (1 if shared else 10_000, 6)), 1)
    able, belief = luck.random((10_000, 6)) < 0.6, np.round(luck.random((10_000, 6)) * 1.2, 1).clip(0, 1)
    reserve, resumed, low = np.round(luck.normal(0, 2, (3, 12_000)), 0)
    kept = np.round(luck.random(12_000), 1)
    scale = np.full(12_000, np.nan) if sure else luck.choice([0.3, 1.0, 2.0], 12_000)
    resumed[::3], low[::3] = reserve[::3], reserve[::3]
    prospect = SignatureProspect(reserve, resumed, np.full(12_000, -np.inf), low, kept, scale)
    places = np.sort(luck.choice(12_000, 10_000, replace=False))
    given = (able, mine, belief, prospect, places)
    found, expected = (
        load_kernel("doubtful_values.comparable_where")(*given),
        REFERENCES["doubtful_values.comparable_where"](*given),
    )
    np.testing.assert_array_equal(found, expected, strict=True)


def test_discounted_values():
    luck = np.random.default_rng(22)
    value, h = np.round(luck.normal(0, 4, (10_000, 6)), 1), np.round(luck.random((10_000, 6)), 1)
    reserve = np.round(luck.normal(0, 2, (10_000, 1)), 1)
    kernel, rule = load_kernel("doubtful_values.discount_value"), REFERENCES["doubtful_values.discount_value"]
    np.testing.assert_array_equal(kernel(value, reserve, h), rule(value, reserve, h), strict=True)
    assert kernel(value[0], reserve[0], h[0]) is NotImplemented
