"""The one rule of intervals: it covers what it should in made-up data with a known mean, few or many, both ways."""

import numpy as np
import pytest
from places import SCENARIOS

from sim.analysis.bootstrap import (
    expanded_tail,
    join_both_ways,
    mean_interval,
    percentile_interval,
    two_way_counts,
)
from sim.analysis.point_worlds import PointWorlds
from sim.analysis.resampling_units import require_enough_lucks, resampling_units
from sim.analysis.sweep_intervals import luck_interval, resampled_means, table_interval, unit_table
from sim.analysis.sweep_lucks import SweepLucks
from sim.core.errors import UserError
from sim.reporting.overview_text import luck_line
from sim.reporting.sweep_text import plan_luck_line
from sim.sweeps.designs.registry import design_from_data

DRAWS = 400
PATHS = {"us.weights.headline": [0, 2], "precedent.believed_rate": [0, 25]}


def crossed(chance, points, worlds, by_point=1.0, by_luck=1.0):
    """Points and lucks that add up, and an interaction; the mean of all is 0."""
    point, luck = by_point * chance.normal(size=(points, 1)), by_luck * chance.normal(size=(1, worlds))
    return PointWorlds("y", point + luck + chance.normal(size=(points, worlds)), crossed=True)


def covered_share(points, worlds, *, drawn, **spreads):
    chance, held = np.random.default_rng(3), 0
    for _ in range(DRAWS):
        table = unit_table(crossed(chance, points, worlds, **spreads), np.arange(points))
        low, high = percentile_interval(resampled_means(table, points=True, lucks=True), drawn, 0.9)
        held += low < 0 < high
    return held / DRAWS


@pytest.mark.slow
@pytest.mark.parametrize(("points", "worlds"), [(100, 10), (10, 100), (40, 40)])
def test_nine_of_ten_intervals_hold_the_mean_of_few_lucks_of_few_points_and_of_both(points, worlds):
    # .9 within three standard deviations of 400 draws; the interaction counts twice
    assert 0.855 <= covered_share(points, worlds, drawn=min(points, worlds)) <= 0.955


@pytest.mark.slow
def test_points_alone_or_plain_percentiles_would_not_hold():
    chance, held = np.random.default_rng(3), np.zeros(2)
    for _ in range(DRAWS // 2):
        table = unit_table(crossed(chance, 60, 10), np.arange(60))
        ends = percentile_interval(resampled_means(table, points=True, lucks=False), 60, 0.9)
        plain = np.quantile(resampled_means(table, points=True, lucks=True), [0.05, 0.95])
        held += [low < 0 < high for low, high in (ends, plain)]
    assert held[0] / (DRAWS // 2) < 0.6
    assert held[1] / (DRAWS // 2) < 0.88


def test_ends_are_moved_out_as_tables_of_student_say():
    # t(.95, 9) = 1.8331, t(.975, 29) = 2.0452; Phi(-1.8331 sqrt(10/9)) = .0267, Phi(-2.0452 sqrt(30/29)) = .0188
    assert expanded_tail(10, 0.9) == pytest.approx(0.0267, abs=5e-5)
    assert expanded_tail(30) == pytest.approx(0.0188, abs=5e-5)
    assert expanded_tail(10**6) == pytest.approx(0.025, abs=1e-6)
    assert percentile_interval(np.arange(1001.0), 30) == pytest.approx((18.76, 981.24), abs=0.02)


def test_an_interval_of_a_mean_is_that_of_student():
    values = np.tile([1.0, 2.0, 3.0, 6.0], 10)  # squares about 3: 14 of each four
    value, (low, high) = mean_interval(values)
    half = 2.0227 * np.sqrt(140 / 39 / 40)  # t(.975, 39)
    assert value == 3.0
    assert (low, high) == pytest.approx((3 - half, 3 + half), abs=0.06 * half)
    assert mean_interval(values[:29])[1] == (None, None)


def test_the_spread_of_two_way_resamples_is_that_of_theory():
    # with row means a and column means b about the mean: sum a2/N2 + sum b2/W2; at once also sum e2/(NW)2 of the rest e
    outcome = crossed(np.random.default_rng(5), 12, 8)
    held = outcome.values
    rows, columns = held.mean(axis=1) - held.mean(), held.mean(axis=0) - held.mean()
    rest = held - held.mean() - rows[:, None] - columns
    theory = (rows**2).sum() / 12**2 + (columns**2).sum() / 8**2
    point, luck = two_way_counts(12, 8, 20_000)
    at_once = np.einsum("rp,pw,rw->r", point, held, luck) / 96
    assert at_once.mean() == pytest.approx(held.mean(), abs=4 * np.sqrt(theory / 20_000))
    assert at_once.var() == pytest.approx(theory + (rest**2).sum() / 96**2, rel=0.05)
    added = resampled_means(unit_table(outcome, np.arange(12)), points=True, lucks=True)
    once = theory - (rest**2).sum() / 96**2  # what is in both row and column means counts once
    assert added.var() == pytest.approx(once, rel=0.15)  # of 1000 resamples


def test_what_a_luck_does_at_one_point_alone_counts_once():
    """Variance of a mean of crossed effects: s_p^2 / P + s_w^2 / W + s_pw^2 / (P W), by analysis of variance."""
    draw, points, worlds = np.random.default_rng(5), 30, 40
    point, luck = 0.5 * draw.standard_normal((points, 1)), 0.5 * draw.standard_normal((1, worlds))
    values = point + luck + 6.0 * draw.standard_normal((points, worlds))
    by_point, by_luck = two_way_counts(points, worlds, 4000)
    ways = [
        by_point @ values.mean(axis=1) / points,
        by_luck @ values.mean(axis=0) / worlds,
        np.einsum("rp,pw,rw->r", by_point, values, by_luck, optimize=True) / (points * worlds),
    ]
    joined = join_both_ways(values.mean(), *ways)
    rows, columns = values.mean(axis=1), values.mean(axis=0)
    left = values - rows[:, None] - columns + values.mean()
    within = left.var() / (points * worlds)
    once = rows.var() / points + columns.var() / worlds - within
    np.testing.assert_allclose(joined.var(), once, rtol=0.1)
    assert ways[2].var() > 1.5 * once
    assert (ways[0].var() + ways[1].var()) > 1.2 * once


def test_resamples_of_a_share_stay_shares():
    one = np.array([0.9, 1.0, 0.95, 1.0])
    joined = join_both_ways(0.9, one, one, one)
    assert joined.max() <= 1.0
    assert joined.min() >= 0.9


def test_worlds_without_the_outcome_are_left_out_on_both_sides_of_the_line():
    values = np.full((30, 40), np.nan)
    values[:, ::2], values[:, 1] = 1.0, 3.0
    table = unit_table(PointWorlds("y", values, crossed=True), np.arange(30))
    assert table.mean == pytest.approx((20 + 3) / 21)
    assert set(resampled_means(table, points=True, lucks=False)) == {table.mean}


def test_fixed_points_leave_luck_alone_and_own_luck_leaves_points():
    chance = np.random.default_rng(7)
    held = crossed(chance, 60, 40, by_luck=0.0).values
    fixed = unit_table(PointWorlds("y", held, crossed=True), None)
    assert table_interval(fixed) == luck_interval(fixed)
    wide = table_interval(unit_table(PointWorlds("y", held, crossed=False), np.arange(60)))
    assert (wide[1] - wide[0]) / 2 == pytest.approx(2.001 * held.mean(axis=1).std(ddof=1) / np.sqrt(60), rel=0.06)
    narrow = luck_interval(fixed)
    assert narrow[1] - narrow[0] < 0.3 * (wide[1] - wide[0])


def test_many_points_and_lucks_are_put_together_and_give_nearly_the_same():
    held = crossed(np.random.default_rng(9), 1100, 2200, by_point=0.1)
    table = unit_table(held, np.arange(1100))
    assert table.sums.shape == (512, 2048)
    assert table.mean == pytest.approx(held.values.mean())
    low, high = luck_interval(table)
    assert (high - low) / 2 == pytest.approx(1.96 * held.values.mean(axis=0).std() / np.sqrt(2200), rel=0.1)


def test_few_lucks_or_one_and_the_same_figure_have_no_interval():
    few = crossed(np.random.default_rng(1), 100, 29)
    assert table_interval(unit_table(few, np.arange(100))) == (None, None)
    assert luck_interval(unit_table(few, None)) == (None, None)
    same = PointWorlds("y", np.ones((100, 100)), crossed=True)
    assert table_interval(unit_table(same, np.arange(100))) == (None, None)


@pytest.mark.parametrize(
    ("block", "size"),
    [
        ({"design": "sobol", "base": 4}, 4),
        ({"design": "sobol", "base": 4, "second_order": True}, 6),
        ({"design": "morris", "trajectories": 4}, 3),
        ({"design": "sobol", "points": 8}, 1),
        ({"design": "latin_hypercube", "points": 8}, 1),
        ({"design": "random", "points": 8}, 1),
        ({"design": "fast", "base": 65}, None),
        ({"design": "one_at_a_time"}, None),
    ],
)
def test_points_that_belong_together_are_drawn_together(block, size):
    stepped = block["design"] == "one_at_a_time"
    over = {path: {"range": span, "steps": 3} if stepped else span for path, span in PATHS.items()}
    laid = design_from_data({**block, "over": over}, SCENARIOS / "baseline.yaml", 1)
    units = resampling_units(laid)
    if size is None:
        assert units is None
        return
    assert units.tolist() == [k // size for k in range(laid.points)]
    if laid.unit is not None and size > 1 and block["design"] == "morris":
        steps = (np.diff(laid.unit, axis=0) != 0).sum(axis=1)  # within a trajectory one factor moves at a time
        assert (steps[np.diff(units) == 0] == 1).all()


def test_too_few_lucks_are_refused_for_indices():
    require_enough_lucks(30, "agreed")
    with pytest.raises(UserError, match="agreed was played in 23 sets of random draws only: indices need 30"):
        require_enough_lucks(23, "agreed")


def test_a_share_is_known_by_luck_as_student_says_at_worst():
    # t(.975, 45) / (2 sqrt(45)) = 2.0141 / 13.416
    assert SweepLucks(46, common=True).worst_half == pytest.approx(0.1501, abs=1e-4)
    assert SweepLucks(29, common=True).worst_half is None
    assert SweepLucks(29, common=True).few


def test_lucks_and_what_they_leave_unknown_are_told():
    figures = {"means": {"agreed": {"luck_half": 0.1153}}}
    said = luck_line(figures, SweepLucks(46, common=True))
    assert said.startswith("draws       46 independent sets, the same at all points:\n")
    assert said.endswith(
        "the share agreed is known to within ±0.12 by random draws alone, whatever the number of points"
    )
    assert "fewer than 30" in luck_line({"means": {}}, SweepLucks(23, common=True))
    assert "a share is known to within ±0.15 by random draws alone" in plan_luck_line(SweepLucks(46, common=True))
    assert "each point its own" in plan_luck_line(SweepLucks(900, common=False))
