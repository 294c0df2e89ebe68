"""The world axis: a fault names its world, a rule can be cut to some worlds, a field is declared."""

from dataclasses import dataclass, fields, is_dataclass
from typing import NamedTuple

import numpy as np
import pytest

from sim.core.parameters import parameter
from sim.core.worlds import Worlds, arrays_by_world, pick_by_world, require, take_worlds


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


@dataclass(frozen=True, eq=False)
class Inner:
    """A part of a rule that is a dataclass itself."""

    pace: Worlds
    tiers: tuple[Worlds, ...] = ()


class Pair(NamedTuple):
    """A part of a rule that is a named tuple."""

    low: Worlds
    high: Worlds


@dataclass(frozen=True, eq=False)
class Outer:
    """A rule whose parameters stand in lists, tuples, mappings and dataclasses."""

    components: dict[str, list[Worlds]]
    inner: Inner
    pairs: list[Pair]
    names: list[str]
    deep: dict[str, tuple[Inner, ...]]


def outer(rows):
    """Return a rule in some of four worlds, world k having 10 k more than world 0."""

    def each(value):
        return (value + 10.0 * np.arange(4))[rows]

    inner = Inner(each(3), (each(4), 5.0))
    return Outer(
        components={"loss": [0.0, each(1)], "gain": [each(2), np.array([7.0])]},
        inner=inner,
        pairs=[Pair(each(5), 6.0), Pair(8.0, 9.0)],
        names=["HMG"],
        deep={"a": (Inner(each(6)), inner)},
    )


def leaves(part):
    """Return what stands in a rule, down to arrays, numbers and names."""
    if is_dataclass(part):
        return [leaf for f in fields(part) for leaf in leaves(getattr(part, f.name))]
    if isinstance(part, dict):
        return [leaf for key, held in part.items() for leaf in (key, *leaves(held))]
    return [leaf for held in part for leaf in leaves(held)] if isinstance(part, list | tuple) else [part]


def test_parameters_are_cut_wherever_they_stand_in_a_rule():
    rule, rows = outer(slice(None)), np.array([2, 0])
    cut, plain = take_worlds(rule, rows), outer(rows)
    assert cut.components["loss"][1].tolist() == [21, 1]
    assert cut.deep["a"][1].tiers[0].tolist() == [24, 4]
    assert isinstance(cut.pairs[0], Pair)
    assert cut.pairs[0].low.tolist() == [25, 5]
    for found, expected in zip(leaves(cut), leaves(plain), strict=True):
        np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(rule.components["loss"][1], [1, 11, 21, 31])  # left as it was
    assert cut.names is rule.names  # what does not differ is not made anew
    assert cut.pairs[1] is rule.pairs[1]


def test_the_arrays_of_a_rule_that_differ_by_world_are_found_wherever_they_stand():
    found = arrays_by_world(outer(slice(None)))
    assert sorted(array[0] for array in found) == [1, 2, 3, 3, 4, 4, 5, 6]
    assert arrays_by_world(outer(slice(0, 1))) == []  # one entry holds in all worlds


def test_one_of_some_arrays_is_picked_in_every_world():
    held = [np.arange(6.0).reshape(3, 2) + 10 * k for k in range(3)]
    np.testing.assert_array_equal(pick_by_world(held, np.array([2, 0, 2])), [[20, 21], [2, 3], [24, 25]])
    found = pick_by_world(held, np.zeros(3, dtype=int))
    np.testing.assert_array_equal(found, held[0])
    assert found is not held[0]
