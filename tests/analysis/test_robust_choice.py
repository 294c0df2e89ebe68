"""Choices over uncertain points: a table by hand, closed forms, coverage, and sweeps that do not cross."""

import re

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import norm

from sim.analysis.point_worlds import PointWorlds
from sim.analysis.robust_choice.criteria import split_regret, weighted_quantile
from sim.analysis.robust_choice.crossed_levers import CrossedPayoffs, cross_points, known_payoffs
from sim.analysis.robust_choice.robust_choice import judge_choices
from sim.core.errors import UserError
from sim.reporting.figures import robust_choice as picture
from sim.reporting.robust_text import robust_lines
from sim.sweeps.designs.design import Design

TABLE = [[4, 0], [2, 2], [3, 1]]  # three choices at two points: regrets 0 2, 2 0, 1 1


def crossed(values, agreed=None):
    values = np.asarray(values, dtype=float)
    names = tuple(f"choice {k}" for k in range(len(values)))
    return CrossedPayoffs(("us.tactic",), names, "us_worth", values, np.ones_like(values) if agreed is None else agreed)


def criterion(found, name):
    return [one.criteria[name].value for one in found.choices]


def test_a_table_by_hand():
    found = judge_choices(crossed(np.array(TABLE)[:, :, None]), at_least=2)
    assert criterion(found, "expected") == [2, 2, 2]
    assert criterion(found, "worst") == [0, 2, 1]
    assert criterion(found, "mean_regret") == [1, 1, 1]
    assert criterion(found, "high_regret") == [2, 2, 1]
    assert criterion(found, "largest_regret") == [2, 2, 1]
    assert criterion(found, "satisficing") == [0.5, 1, 0.5]
    assert [one.regrets.tolist() for one in found.choices] == [[0, 2], [2, 0], [1, 1]]
    assert found.best["worst"] == "choice 1"
    assert found.best["largest_regret"] == "choice 2"
    assert found.best["expected"] == "choice 0"  # the first of several that are as good


def test_worlds_are_averaged_before_choices_are_compared():
    values = np.array([[[4.0, 0.0]], [[1.0, 1.5]]])  # the second choice is better in one world, and worse on average
    found = judge_choices(crossed(values), at_least=1.5)
    assert criterion(found, "mean_regret") == [0, 0.75]
    assert criterion(found, "satisficing") == [1, 0]


def test_quantiles_of_counted_points_are_those_of_the_points_written_out():
    draw = np.random.default_rng(0)
    values, counts = draw.random((3, 20)), draw.integers(0, 4, 20).astype(float)
    written = np.repeat(values, counts.astype(int), axis=1)
    for share in (0.1, 0.5, 0.9):
        expected = np.quantile(written, share, axis=1, method="inverted_cdf")
        assert weighted_quantile(values, counts, share) == pytest.approx(expected)
    assert weighted_quantile(np.arange(10.0)[None], np.ones(10)).tolist() == [8]  # nine of ten keep to it


def two_choices(seed, points=60, worlds=60, middle=0.5):
    """Return payoffs of two choices whose difference at a point is normal, with luck of worlds and of each play."""
    draw = np.random.default_rng(seed)
    ahead = middle + draw.standard_normal(points)
    luck, own = draw.standard_normal(worlds), 0.5 * draw.standard_normal((2, points, worlds))
    return np.stack([ahead / 2, -ahead / 2])[:, :, None] + 1.0 + luck + own


def test_intervals_hold_the_truth():
    """Mean regret of the first choice is E max(-d, 0), d normal (.5, 1); its mean payoff is 1.25."""
    regret = norm.pdf(0.5) - 0.5 * norm.sf(0.5)
    truth = {"expected": 1.25, "mean_regret": regret, "satisficing": norm.sf((1 - 1.0) * 2 - 0.5)}
    held = dict.fromkeys(truth, 0)
    for seed in range(100):
        one = judge_choices(crossed(two_choices(seed)), 1.0, resamples=200).choices[0]
        for name, value in truth.items():
            low, high = one.criteria[name].interval
            held[name] += low <= value <= high
    assert min(held.values()) >= 88, held  # of 100, for 95 %
    assert held["satisficing"] >= 88


def test_a_criterion_is_sure_of_a_choice_that_is_far_ahead():
    one, other = judge_choices(crossed(two_choices(1, middle=3.0)), resamples=100).choices
    for name in ("expected", "worst", "mean_regret", "largest_regret"):
        assert one.criteria[name].chosen + other.criteria[name].chosen == pytest.approx(1)
    assert one.criteria["expected"].chosen == 1
    assert one.criteria["agreed"].chosen is None


def test_regret_of_equal_choices_is_luck_and_the_split_says_so():
    draw = np.random.default_rng(2)
    values = draw.standard_normal((3, 400, 16))
    whole = judge_choices(crossed(values), resamples=0)
    assert min(criterion(whole, "mean_regret")) > 0.15  # E max of three means of sixteen is .85 / 4
    assert np.mean(criterion(whole, "mean_regret")) == pytest.approx(0.846 / 4, abs=0.02)
    assert split_regret(values) == pytest.approx(0, abs=0.05)


def test_few_points_or_lucks_have_no_interval():
    for shape in ((2, 29, 40), (2, 40, 29)):
        found = judge_choices(crossed(np.random.default_rng(0).random(shape)))
        assert found.choices[0].criteria["expected"].interval == (None, None)
        assert "no intervals: " in "\n".join(robust_lines(found, "made", "bn USD a year"))


def test_the_same_resamples_every_time():
    held = crossed(two_choices(3))
    first, again = (judge_choices(held, 1.0, resamples=100).choices[1].criteria for _ in range(2))
    assert first == again


# --- what a sweep holds ---------------------------------------------------------------------------


def design(tactic, other):
    return Design("table", (), pa.table({"us.tactic": tactic, "pace": other}))


def test_points_are_matched_whatever_their_order():
    place, names = cross_points(design(["b", "a", "a", "b"], [1.0, 2.0, 1.0, 2.0]), ["us.tactic"])
    assert names == ("b", "a")
    assert place.tolist() == [[0, 3], [2, 1]]


def test_a_whole_rule_is_named_in_short():
    made = design(["{timed: {beta: 0.2}}", "micro"], [1.0, 1.0])
    assert cross_points(made, ["us.tactic"])[1] == ("timed beta 0.2", "micro")
    assert cross_points(made.__class__("t", (), pa.table({"a": [1.0, 2.0], "b": [0.0, 0.0]})), ["a"])[1] == ("1", "2")


@pytest.mark.parametrize(
    ("tactic", "other", "levers", "message"),
    [
        (["a", "b"], [1.0, 2.0], ["us.tactic"], r"2 choices .* not all played at the same points.*lever: true"),
        (["a", "a"], [1.0, 2.0], ["us.tactic"], "has one value in this sweep"),
        (["a", "b"], [1.0, 1.0], ["us.tactc"], r"us\.tactc is not swept here\. Did you mean us\.tactic?"),
        (["a", "b"], [1.0, 1.0], ["us.tactic", "pace"], "something uncertain beside it"),
        (["a", "b", "a", "b"], [1.0] * 4, ["us.tactic"], "not all played at the same points"),
    ],
)
def test_sweeps_that_do_not_cross_are_refused(tactic, other, levers, message):
    with pytest.raises(UserError, match=message):
        cross_points(design(tactic, other), levers)


def point_worlds(*rows):
    return PointWorlds("x", np.array(rows, dtype=float), True)


def test_no_deal_counts_as_nothing_and_other_gaps_are_refused():
    gap, agreed = point_worlds([2, np.nan]), point_worlds([1, 0])
    assert known_payoffs(gap, agreed, "us_worth").tolist() == [[2, 0]]
    with pytest.raises(UserError, match=r"auto_tariff has no value in 1 of 2 worlds \(no deal\)\. Take us_worth"):
        known_payoffs(gap, agreed, "auto_tariff")
    with pytest.raises(UserError, match="1 worlds could not be played"):
        known_payoffs(gap, point_worlds([1, np.nan]), "us_worth")


def test_the_figure_draws_each_choice_once_and_its_regrets_as_shares():
    found = judge_choices(crossed(two_choices(0)), resamples=50)
    left, right = picture.figure(found, "bn USD a year", "made").axes
    assert [text.get_text() for text in left.get_yticklabels()] == ["choice 0", "choice 1"]
    for line, one in zip(right.lines, found.choices, strict=True):
        assert np.interp(one.criteria["high_regret"].value, line.get_xdata(), line.get_ydata()) >= 0.9 - 1e-9


def test_columns_of_large_figures_stay_apart():
    found = judge_choices(crossed(1000 * np.random.default_rng(0).random((2, 40, 40))))
    rows = [line for line in robust_lines(found, "made", "bn USD a year") if " to " in line and ":" not in line]
    assert rows
    for row in rows:
        cells = re.split(r" {2,}", row.strip())
        assert all(re.fullmatch(r"-?[\d.]+( %)? to -?[\d.]+( %)?", cell) for cell in cells), row
