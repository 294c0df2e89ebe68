"""What every rule of openings must do, and where each lets demands begin."""

import numpy as np
import pytest

from sim.core.worlds import take_worlds
from sim.tactics.opening.anchored import Anchored
from sim.tactics.opening.livable import Livable
from sim.tactics.opening.own_best import OwnBest
from sim.tactics.registry import OPENING

ISSUES = ("cars", "goods", "gas")
EXAMPLES = {
    "livable": Livable(),
    "own_best": OwnBest(),
    "anchored": Anchored(issues=["cars"], width=np.array([0.1, 0.5, 1.0, 0.9])),
}
every_rule = pytest.mark.parametrize("rule", EXAMPLES.values(), ids=EXAMPLES)
THEIRS = np.array([[0.0, 1, 2, 3], [0, 1, 2, 3], [3, 3, 3, 3], [0, 0, 0, 1]])  # estimated values along four paths
LEAST = np.array([1.5, 0.0, 0.0, 9.0])


def test_every_rule_has_an_example():
    assert EXAMPLES.keys() == OPENING.keys()


@every_rule
def test_a_world_does_not_depend_on_its_neighbours(rule):
    whole = rule.first_demand(THEIRS, LEAST)
    for world in range(4):
        row = np.array([world])
        np.testing.assert_array_equal(take_worlds(rule, row).first_demand(THEIRS[row], LEAST[row]), whole[row])


@every_rule
def test_factors_are_above_0_and_at_most_1(rule):
    factors = rule.slope_factors(ISSUES)
    assert factors.shape[1] == 3
    assert ((factors > 0) & (factors <= 1)).all()
    assert rule.keeps_order == bool((factors == 1).all())


def test_livable_begins_at_the_first_package_that_the_other_could_live_with():
    """By hand: 2 is the first of 0 1 2 3 that reaches 1.5; nothing reaches 9."""
    np.testing.assert_array_equal(Livable().first_demand(THEIRS, LEAST), [2, 0, 0, -1])
    np.testing.assert_array_equal(Livable().first_demand(THEIRS[:1], np.array([1.5, 0.0, 9.0])), [2, 0, -1])


def test_the_others_begin_at_the_own_best():
    for name in ("own_best", "anchored"):
        np.testing.assert_array_equal(EXAMPLES[name].first_demand(THEIRS, LEAST), [0, 0, 0, 0])


def test_an_anchor_holds_back_the_issues_named_alone():
    np.testing.assert_array_equal(EXAMPLES["anchored"].slope_factors(ISSUES)[:, 1:], np.ones((4, 2)))
    np.testing.assert_array_equal(EXAMPLES["anchored"].slope_factors(ISSUES)[:, 0], [0.1, 0.5, 1.0, 0.9])


@pytest.mark.parametrize("width", [0.0, -1.0, 1.5])
def test_a_width_out_of_range_is_refused(width):
    with pytest.raises(ValueError, match="above 0 and at most 1"):
        Anchored(issues=["cars"], width=width)
