"""Boxes by PRIM and the parts of a tree: beside the EMA workbench, scikit-learn, planted regions and hand counts."""

import json
from types import SimpleNamespace

import numpy as np
import pytest
from prim_oracle import CASES, KEPT, WORLDS, inputs_of, tree_inputs, uniforms, workbench_data
from scipy.stats import binomtest

from sim.analysis.discovery.boxes import Box, whole_box
from sim.analysis.discovery.cases import CaseFactor, Cases, PointCounts
from sim.analysis.discovery.discover import DiscoverRules, discover_in_cases
from sim.analysis.discovery.prim import PrimRules, quantile_between, rising_orders, search_box
from sim.analysis.discovery.stability import quasi_p_value
from sim.analysis.discovery.trees import grow_tree
from sim.core.errors import UserError

ORACLE = json.loads(KEPT.read_text(encoding="utf-8"))
PUBLISHED = ("bryant", "flu")


def factors_of(x, name=""):
    """Return factors of a table, (points, factors); the last of `mixed` is a choice."""
    choices = {3: ("a", "b", "c")} if name == "mixed" else {}
    return tuple(CaseFactor(f"x{k}", x[:, k], choices.get(k, ())) for k in range(x.shape[1]))


def cases_of(factors, interest, groups=None, crossed=True):
    """Return cases of points and worlds, (points, worlds)."""
    interest = np.asarray(interest, bool)
    there = np.ones_like(interest)
    rows = np.arange(len(interest)) if groups is None else groups
    return Cases(factors, interest, there, crossed, rows, SimpleNamespace(text="y", columns=()), {})


def limits_text(box, whole, factors):
    """Return the limits of a box as the oracle has them."""
    return {
        factor.path: sorted(limit) if isinstance(limit, frozenset) else list(limit)
        for factor, limit in zip(factors, box.limits, strict=True)
    }


@pytest.mark.parametrize("name", CASES)
def test_boxes_are_those_of_the_ema_workbench(name):
    if name in PUBLISHED and workbench_data() is None:
        pytest.skip("the data come with the EMA workbench, which is not installed")
    kept, rules = ORACLE["boxes"][name], CASES[name]
    x, y, found = inputs_of(name)
    assert (found, len(y), int(y.sum())) == (kept["sha256"], kept["cases"], kept["of_interest"])
    factors = factors_of(x, name)
    counts = remaining = PointCounts(np.ones(len(y)), y.astype(float))
    prim = PrimRules(alpha=rules["alpha"], objective=rules["objective"])
    for way in kept["ways"]:
        path = search_box(factors, remaining, counts, prim, rising_orders(factors))
        assert [box.cases for box in path] == way["cases"]
        assert [box.hits for box in path] == way["hits"]
        np.testing.assert_allclose([box.coverage for box in path], way["coverage"], atol=1e-12)
        np.testing.assert_allclose([box.density for box in path], way["density"], atol=1e-12)
        for place, limits in way["limits"].items():
            ours = limits_text(path[int(place)].box, whole_box(factors, counts), factors)
            for path_name, limit in limits.items():
                np.testing.assert_allclose(ours[path_name], limit, atol=1e-9)
        remaining = remaining.without(path[-1].box.members(factors))


def test_cases_at_one_place_may_be_counted_instead_of_listed():
    x, y, _ = inputs_of("worlds")
    counts = PointCounts(np.full(len(y) // WORLDS, float(WORLDS)), y.reshape(-1, WORLDS).sum(axis=1).astype(float))
    factors = factors_of(x[::WORLDS])
    path = search_box(factors, counts, counts, PrimRules(), rising_orders(factors))
    (way,) = ORACLE["boxes"]["worlds"]["ways"]
    assert [box.cases for box in path] == way["cases"]
    last = limits_text(path[-1].box, None, factors)
    assert all(np.allclose(last[name], limit, atol=1e-9) for name, limit in way["limits"][str(len(path) - 1)].items())


def test_quasi_p_values_are_those_of_the_workbench():
    x, y, _ = inputs_of("ishigami")
    (way, _), factors = ORACLE["boxes"]["ishigami"]["ways"], factors_of(x)
    found = discover_in_cases(cases_of(factors, y[:, None]), DiscoverRules(chosen=len(way["cases"]) - 1, boxes=1))
    sides = {(factors[side.factor].path, side.kind): side.quasi_p for side in found.boxes[0].stability.sides}
    kept = {
        (name, kind): value
        for name, values in way["quasi_p"].items()
        for kind, value in zip(("at least", "at most"), values, strict=True)
        if value >= 0
    }
    assert sides == pytest.approx(kept, rel=1e-6)


def test_a_quasi_p_value_is_the_tail_of_a_binomial():
    assert quasi_p_value((10, 8), (40, 20)) == pytest.approx(binomtest(8, 10, 0.5, alternative="greater").pvalue)
    assert quasi_p_value((2, 2), (4, 2)) == pytest.approx(0.25)
    assert quasi_p_value((5, 0), (9, 1)) == 1.0


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([1, 2, 3, 4], 0.25, 1.5),  # place .75, between the first two
        ([1, 1, 1, 4], 0.25, 2.5),  # both are 1: halfway to the next that differs
        ([1, 4, 4, 4], 0.75, 2.5),  # from above: halfway to the one below
        ([2, 2, 2], 0.05, 2.0),
        ([7], 0.95, 7.0),
    ],
)
def test_a_cut_lies_halfway_between_values_that_differ(values, share, expected):
    assert quantile_between(np.array(values, float), np.arange(1.0, len(values) + 1), share) == expected


def planted(points=1000, worlds=30):
    """Return a sweep in which something happens for x0 above .6, x1 below .5 and a choice but b."""
    u = uniforms(11, (points, 5))
    choice = np.floor(3 * u[:, 4])
    factors = (*factors_of(u[:, :4]), CaseFactor("choice", choice, ("a", "b", "c")))
    inside = (u[:, 0] > 0.6) & (u[:, 1] < 0.5) & (choice != 1)
    luck = uniforms(12, (worlds, 1)).T * 0.5 + uniforms(13, (points, worlds)) * 0.5
    return factors, luck < np.where(inside, 0.9, 0.05)[:, None]


def test_a_planted_box_is_found():
    factors, interest = planted()
    found = discover_in_cases(cases_of(factors, interest), DiscoverRules(density=0.9))
    (box,) = found.boxes
    assert box.dense
    assert box.figures.coverage > 0.9
    assert box.figures.density > 0.9
    assert box.figures.restricted == (0, 1, 4)
    (low, _), (_, high), choices = (box.figures.box.limits[k] for k in (0, 1, 4))
    assert (low, high) == pytest.approx((0.6, 0.5), abs=0.04)
    assert choices == {0, 2}
    held = box.stability
    assert [held.by_density[k] > 0.9 for k in range(5)] == [True, True, False, False, True]
    assert all(side.resampled_p < 0.01 for side in held.sides)
    assert held.density[0] < box.figures.density < held.density[1]
    assert abs(held.optimism) < 0.03
    assert found.leaves[0].restricted == (0, 1, 4)
    assert found.leaves[0].density > 0.9


def test_two_planted_boxes_are_found_one_after_the_other():
    u = uniforms(21, (3000, 3))
    first, second = u[:, 0] > 0.7, (u[:, 1] < 0.3) & (u[:, 2] < 0.4)
    found = discover_in_cases(cases_of(factors_of(u), (first | second)[:, None]), DiscoverRules(density=0.95))
    assert [box.figures.restricted for box in found.boxes] == [(0,), (1, 2)]
    assert sum(box.figures.coverage for box in found.boxes) > 0.9


def test_where_luck_decides_the_box_with_the_largest_excess_is_shown():
    u, luck = uniforms(31, (1000, 2)), uniforms(32, (1000, 20))
    interest = luck < np.where(u[:, 0] > 0.5, 0.4, 0.2)[:, None]
    found = discover_in_cases(cases_of(factors_of(u), interest), DiscoverRules())
    (box,) = found.boxes
    assert not box.dense
    assert box.figures.restricted == (0,)
    assert box.figures.box.limits[0][0] == pytest.approx(0.5, abs=0.05)
    excess = [one.mass * (one.density - interest.mean()) for one in box.trajectory]
    assert box.chosen == int(np.argmax(excess))


def test_luck_that_all_points_meet_widens_the_interval_of_a_density():
    u = uniforms(41, (400, 2))
    common = np.tile(uniforms(42, (1, 40)), (400, 1)) < np.where(u[:, 0] > 0.5, 0.8, 0.3)[:, None]
    wide, narrow = (
        discover_in_cases(cases_of(factors_of(u), common, crossed=crossed), DiscoverRules(density=0.7)).boxes[0]
        for crossed in (True, False)
    )
    assert wide.figures == narrow.figures
    spans = [box.stability.density[1] - box.stability.density[0] for box in (wide, narrow)]
    expected = 2 * 1.96 * np.sqrt(0.8 * 0.2 / 40)  # forty lucks decide, not sixteen thousand worlds
    assert spans[0] == pytest.approx(expected, rel=0.25)
    assert spans[1] < spans[0] / 3


def test_points_that_belong_together_are_drawn_together():
    u = np.repeat(uniforms(51, (100, 2)), 8, axis=0)
    interest = np.tile(uniforms(52, (800, 1)) < 0.1, 40) | (u[:, :1] > 0.6)
    alone, together = (
        discover_in_cases(cases_of(factors_of(u), interest, groups=groups), DiscoverRules()).boxes[0].stability
        for groups in (None, np.arange(800) // 8)
    )
    assert together.mass[1] - together.mass[0] > 2 * (alone.mass[1] - alone.mass[0])  # sqrt(8) = 2.8


def test_the_same_cases_give_the_same_answer_and_few_give_no_interval():
    factors, interest = planted(300, 20)
    once, again = (discover_in_cases(cases_of(factors, interest), DiscoverRules()).boxes[0] for _ in range(2))
    assert once == again
    assert once.stability.density == (None, None)  # twenty lucks
    assert once.stability.optimism is None


def test_a_box_may_limit_few_factors_or_be_asked_for_by_its_number():
    factors, interest = planted(500, 30)
    cases = cases_of(factors, interest)
    assert len(discover_in_cases(cases, DiscoverRules(factors=1, boxes=1)).boxes[0].figures.restricted) == 1
    assert discover_in_cases(cases, DiscoverRules(chosen=3, boxes=1)).boxes[0].chosen == 3
    with pytest.raises(UserError, match="no box 900: the search went through boxes 0 to"):
        discover_in_cases(cases, DiscoverRules(chosen=900))


def test_a_limit_is_inclusive():
    factors = factors_of(np.array([[0.0], [1.0], [2.0]]))
    assert list(Box(((1.0, 2.0),)).members(factors)) == [False, True, True]


def test_a_tree_is_that_of_scikit_learn():
    x, cases, hits = tree_inputs()
    leaves = grow_tree(factors_of(x), PointCounts(cases, hits), 0.05, 4)
    parts = sorted([float(leaf.cases), float(leaf.hits)] for leaf in leaves)
    assert parts == ORACLE["tree"]["parts"]
    ends = {(k, end) for leaf in leaves for k in leaf.restricted for end in leaf.box.limits[k]}
    assert all(any(k == f and abs(end - cut) < 1e-9 for k, end in ends) for f, cut in ORACLE["tree"]["cuts"])


def test_the_best_split_of_choices_is_best_of_all():
    share = np.array([0.9, 0.1, 0.5, 0.85, 0.2])
    choice = np.arange(500) % 5
    factors = (CaseFactor("choice", choice.astype(float), tuple("abcde")),)
    counts = PointCounts(np.full(500, 20.0), 20 * share[choice])
    leaves = grow_tree(factors, counts, 0.05, 2)
    assert [leaf.box.limits[0] for leaf in leaves] == [
        {0, 3},
        {1, 2, 4},
    ]  # gains 2 w (1 - w) d^2: .1776; {0, 2, 3} has .1728


def test_a_tree_makes_no_part_of_noise():
    u = uniforms(61, (2000, 4))
    interest = u[:, 0] > 0.5
    leaves = grow_tree(factors_of(u), PointCounts(np.ones(2000), interest.astype(float)), 0.05)
    assert [leaf.restricted for leaf in leaves] == [(0,), (0,)]
