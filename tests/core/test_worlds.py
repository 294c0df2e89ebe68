"""The world axis: a fault names its world, a rule can be cut to some worlds, a field is declared."""

from dataclasses import dataclass, fields

import numpy as np
import pytest

from sim.core.parameters import parameter
from sim.core.worlds import Worlds, require, take_worlds


@dataclass(frozen=True, eq=False)
class Rule:
    """A rule with a parameter of every kind."""

    pace: Worlds = parameter("how fast", "ratio", low=0, strict=True)
    opening: Worlds = parameter("where it begins", "share", default=0.25)
    curve: str = parameter("shape", default="line")


def test_what_holds_everywhere_passes_in_silence():
    assert require("beta", np.array([0.5, 2.0]), np.array([True, True]), "must be above 0") is None
    assert require("beta", 0.5, True, "must be above 0") is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (-2.0, "beta must be above 0; found -2$"),
        (np.array([-2.0]), "beta must be above 0; found -2$"),
        (np.array([1.0, 3.0, -0.125, -9.0]), "beta must be above 0; found -0.125 in world 2$"),
        (np.array([1.0, np.nan]), "beta must be above 0; found nan in world 1$"),
    ],
)
def test_a_fault_names_the_first_world_that_has_it(values, message):
    with pytest.raises(ValueError, match=message):
        require("beta", values, np.greater(values, 0), "must be above 0")


def test_a_rule_cut_to_some_worlds_keeps_their_parameters_in_the_order_asked():
    rule = Rule(pace=np.array([1.0, 2.0, 3.0, 4.0]), opening=0.1, curve="bend")
    cut = take_worlds(rule, np.array([3, 1]))
    np.testing.assert_array_equal(cut.pace, [4.0, 2.0])
    assert (cut.opening, cut.curve) == (0.1, "bend")
    np.testing.assert_array_equal(rule.pace, [1.0, 2.0, 3.0, 4.0])


def test_a_rule_without_parameters_by_world_is_left_as_it_is():
    rule = Rule(pace=np.array(2.0))
    assert take_worlds(rule, np.array([5, 7])) is rule


def test_a_parameter_carries_its_meaning_unit_bounds_and_default():
    pace, opening, curve = fields(Rule)
    said = pace.metadata["declared"]
    assert (said.meaning, said.unit, said.low, said.high, said.strict) == ("how fast", "ratio", 0, None, True)
    assert opening.metadata["declared"].unit == "share"
    assert curve.metadata["declared"].meaning == "shape"
    assert Rule(pace=1.0).opening == 0.25
    with pytest.raises(TypeError, match="pace"):
        Rule()
