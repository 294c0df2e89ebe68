"""Of few worlds no interval is given: neither between worlds nor of a mean."""

import numpy as np
import pytest

from sim.analysis.bootstrap import mean_interval, ratio_interval
from sim.analysis.score.forecasts import Forecast, joint_score
from sim.analysis.score.outcomes import ScoredOutcome
from sim.analysis.score.scoring import USUAL
from sim.reporting.words import with_interval
from sim.runs.summary import median_interval


@pytest.mark.parametrize(("count", "told"), [(0, "-"), (1, "0"), (9, "4"), (10, "4 [0 to 8]"), (11, "5 [1 to 9]")])
def test_the_median_stands_alone_of_under_ten_values(count, told):
    # of 0 to 10 the tenth percentile is 1, of 0 to 9 it is .9; both are cut to whole numbers here
    assert with_interval(median_interval(np.arange(count, dtype=float)), lambda value: f"{int(value)}") == told


@pytest.mark.parametrize(("worlds", "given"), [(2, False), (29, False), (30, True)])
def test_a_mean_has_no_interval_of_under_thirty_worlds(worlds, given):
    values = np.arange(worlds, dtype=float)
    value, (low, high) = ratio_interval(values, np.ones(worlds))
    mean, ends = mean_interval(values)
    assert value == mean == (worlds - 1) / 2
    assert ends == (low, high)
    assert (low is not None, high is not None) == (given, given)


@pytest.mark.parametrize(
    ("worlds", "by_world", "given"), [(1, True, False), (29, True, False), (30, True, True), (1, False, True)]
)
def test_a_score_has_an_interval_of_thirty_worlds_or_of_a_rule_that_names_one_point(worlds, by_world, given):
    grid = np.arange(4.0)
    outcome = ScoredOutcome("lng", "terms", "", grid, np.array([1]), "1")
    forecast = Forecast("model", "", {"lng": np.resize(grid, worlds)}, by_world=by_world)
    joint, half = joint_score(forecast, [outcome], USUAL)
    assert joint < 0
    assert (half is not None) == given
