"""Every rule a scenario may name can be cut to some worlds, however deep in it its figures stand.

A rule of each kind is made from its declared types: wherever it may hold one number a world it is given one.
"""

import typing
from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from sim.bargaining.rules import BiddingRule
from sim.core.worlds import Worlds, arrays_by_world, take_worlds
from sim.economy.flows.registry import FLOWS
from sim.politics.honour import HONOUR
from sim.tactics.bidding.timed import Timed
from sim.tactics.registry import ACCEPTANCE, BIDDING, OFFERING, OPPONENT

WORLDS = 7
REGISTRIES = {
    "flows": FLOWS,
    "honour": HONOUR,
    "tactic": BIDDING,
    "opponent": OPPONENT,
    "acceptance": ACCEPTANCE,
    "offer": OFFERING,
}
RULES = {f"{kind}.{name}": rule for kind, rules in REGISTRIES.items() for name, rule in rules.items()}


def of_type(annotation, chance):
    """Return something of a declared type, with one number for each world wherever that may be."""
    held, origin = typing.get_args(annotation), typing.get_origin(annotation)
    if annotation == Worlds:
        return chance.uniform(0.1, 0.9, WORLDS)
    if annotation is BiddingRule:
        return Timed(chance.uniform(0.1, 0.9, WORLDS))
    if origin is list:
        return [of_type(held[0], chance) for _ in range(2)]
    if origin is tuple:
        return tuple(of_type(part, chance) for part in held if part is not Ellipsis)
    if origin is dict:
        return {key: of_type(held[1], chance) for key in ("one", "other")}
    return None


def made(rule):
    """Return a rule of a kind whose figures differ by world; it need not be one that can be called."""
    chance, hints = np.random.default_rng(5), typing.get_type_hints(rule)
    found = object.__new__(rule)
    vars(found).update({field.name: of_type(hints[field.name], chance) for field in fields(rule)})
    return found


def leaf_paths(part, path=""):
    """Return each array in a rule by where it stands; written apart from the program's own way through it."""
    if isinstance(part, np.ndarray):
        return {path: part}
    if is_dataclass(part):
        held = {field.name: getattr(part, field.name) for field in fields(part)}
    elif isinstance(part, dict):
        held = part
    else:
        held = dict(enumerate(part)) if isinstance(part, list | tuple) else {}
    return {place: leaf for key, below in held.items() for place, leaf in leaf_paths(below, f"{path}.{key}").items()}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_all_figures_of_a_rule_are_cut_to_some_worlds(rule):
    whole, rows = made(rule), np.array([5, 0, 2])
    held, cut = leaf_paths(whole), leaf_paths(take_worlds(whole, rows))
    assert held.keys() == cut.keys()
    for path, array in cut.items():
        np.testing.assert_array_equal(array, held[path][rows], err_msg=path)
    assert len(arrays_by_world(whole)) == len(held)


def test_some_rules_have_figures_below_their_own_parameters():
    nested = {name for name, rule in RULES.items() if any(path.count(".") > 1 for path in leaf_paths(made(rule)))}
    assert {"flows.table", "tactic.mixture"} <= nested
