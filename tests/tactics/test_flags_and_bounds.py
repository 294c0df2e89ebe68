"""What each rule says of itself, stated by hand: its flags, the figures it takes, and its defaults."""

from dataclasses import MISSING, fields

import pytest

from sim.tactics.acceptance.combi import Combi
from sim.tactics.acceptance.constant import Constant
from sim.tactics.acceptance.gap import Gap
from sim.tactics.acceptance.logit import Logit
from sim.tactics.acceptance.time import Time
from sim.tactics.bidding.absolute_tit_for_tat import AbsoluteTitForTat
from sim.tactics.bidding.averaged_tit_for_tat import AveragedTitForTat
from sim.tactics.bidding.hardliner import Hardliner
from sim.tactics.bidding.hybrid import Hybrid
from sim.tactics.bidding.mixture import Mixture
from sim.tactics.bidding.nice_tit_for_tat import NiceTitForTat
from sim.tactics.bidding.random import Random
from sim.tactics.bidding.resource import Resource
from sim.tactics.bidding.timed import Timed
from sim.tactics.offering.iso_random import IsoRandom
from sim.tactics.opening.anchored import Anchored
from sim.tactics.opponent.bayesian import Bayesian
from sim.tactics.opponent.frequency import Frequency
from sim.tactics.opponent.windowed import Windowed
from sim.tactics.registry import ACCEPTANCE, BIDDING, DEMAND, OFFERING, OPENING, OPPONENT

FLAGS = {  # (learns from offers, is handed the true table)
    "frequency": (True, False),
    "smith": (True, False),
    "windowed": (True, False),
    "bayesian": (True, False),
    "fixed": (False, False),
    "none": (False, False),
    "oracle": (False, True),
}
DEMANDS = {"sure": (False, False), "expected": (True, False), "waiting": (True, True)}  # (rescales, waits)
ENUMERATES = {"trade_off": False, "iso_random": True, "least": True}  # weighs every package
KEEPS_ORDER = {"livable": True, "own_best": True, "anchored": False}  # of the steps of its path


def test_which_models_learn_and_which_alone_knows():
    assert {name: (rule.learns, rule.knows) for name, rule in OPPONENT.items()} == FLAGS


def test_which_demands_are_carried_over_to_expected_values_and_which_alone_waits():
    assert {name: (rule.rescales, rule.waits) for name, rule in DEMAND.items()} == DEMANDS


def test_which_offers_weigh_every_package_and_which_openings_keep_the_order_of_steps():
    assert {name: rule.enumerates for name, rule in OFFERING.items()} == ENUMERATES
    assert {name: rule.keeps_order for name, rule in OPENING.items()} == KEEPS_ORDER


CHANGE = {"first": Hardliner(), "then": Hardliner(), "switch": 0.5}
# a rule, what else it needs, the parameter, figures it takes, figures it refuses
BOUNDS = [
    (Timed, {}, "beta", (0.01, 50.0), (0.0, -0.5)),
    (Timed, {"beta": 1.0}, "opening", (0.0, 0.99), (-0.5, 1.0, 1.5)),
    (Timed, {"beta": 1.0, "curve": "exponential"}, "opening", (0.01, 0.5, 0.99), (0.0, 1.0)),
    (Resource, {}, "patience", (0.01, 50.0), (0.0, -0.5)),
    (Resource, {"patience": 1.0}, "opening", (0.0, 0.99), (-0.5, 1.0, 1.5)),
    (AbsoluteTitForTat, {}, "wobble", (0.0, 9.0), (-0.5,)),
    (AveragedTitForTat, {}, "window", (1, 2, 9), (0, 1.5, -1)),
    (NiceTitForTat, {}, "late", (0.0, 0.99), (-0.5, 1.0, 1.5)),
    (Hybrid, {}, "first", (0.0, 1.0), (-0.5, 1.5)),
    (Hybrid, {}, "bend", (0.0, 1.0), (-0.5, 1.5)),
    (Hybrid, {}, "final", (0.0, 1.0), (-0.5, 1.5)),
    (Hybrid, {}, "empathy", (0.0, 0.5, 9.0), (-0.5,)),
    (Mixture, CHANGE, "switch", (0.0, 1.0), (-0.5, 1.5)),
    (Mixture, CHANGE, "width", (0.0, 0.5, 9.0), (-0.5,)),
    (Random, {}, "least", (0.0, 1.0), (-0.5, 1.5)),
    (Constant, {}, "share", (0.0, 1.0), (-0.5, 1.5)),
    (Gap, {}, "gap", (0.0, 1.0), (-0.5, 1.5)),
    (Time, {}, "after", (0.0, 1.0), (-0.5, 1.5)),
    (Combi, {}, "after", (0.0, 1.0), (-0.5, 1.5)),
    (Logit, {}, "noise", (0.01, 9.0), (0.0, -0.5)),
    (IsoRandom, {}, "width", (0.0, 1.0), (-0.5, 1.5)),
    (Anchored, {"issues": ["cars"]}, "width", (0.01, 1.0), (0.0, -0.5, 1.5)),
    (Bayesian, {}, "rate", (0.0, 1.0), (-0.5, 1.5)),
    (Bayesian, {}, "sigma", (0.01, 9.0), (0.0, -0.5)),
    (Windowed, {}, "window", (1, 5), (0, -1)),
    (Windowed, {}, "alpha", (0.0, 0.5, 9.0), (-0.5,)),
    (Windowed, {}, "beta", (0.01, 9.0), (0.0, -0.5)),
]
every_bound = pytest.mark.parametrize(
    ("rule", "rest", "name", "taken", "refused"), BOUNDS, ids=[f"{row[0].__name__}-{row[2]}" for row in BOUNDS]
)


def declared(rule, name):
    """Return what a rule declares of one of its parameters."""
    return next(field for field in fields(rule) if field.name == name).metadata["declared"]


def test_every_figure_has_its_bounds_here_but_the_step_of_which_the_declaration_alone_speaks():
    rules = [rule for held in (ACCEPTANCE, BIDDING, OFFERING, OPENING, OPPONENT) for rule in held.values()]
    figures = {(rule, f.name) for rule in rules for f in fields(rule) if f.metadata["declared"].low is not None}
    assert figures == {(row[0], row[2]) for row in BOUNDS} | {(Frequency, "step")}
    assert declared(Frequency, "step").low == 0


@every_bound
def test_a_figure_is_taken_up_to_its_bounds_and_refused_beyond(rule, rest, name, taken, refused):
    for figure in taken:
        assert getattr(rule(**rest | {name: figure}), name) == figure
    for figure in refused:
        with pytest.raises(ValueError, match=rf"^{name} must be .*; found {figure:g}$"):
            rule(**rest | {name: figure})


# what a declaration cannot say: that an upper bound is refused itself, that a number must be whole, that 0 is none
LEFT_TO_THE_RULE = {("opening", 1.0), ("late", 1.0), ("late", 1.5), ("window", 1.5), ("width", 0.0), ("opening", 0.0)}


@every_bound
def test_a_scenario_may_state_what_a_rule_takes_and_not_what_it_refuses(rule, rest, name, taken, refused):
    held = declared(rule, name)

    def admitted(figure):
        above = figure > held.low if held.strict else figure >= held.low
        return above and (held.high is None or figure <= held.high)

    assert all(admitted(figure) for figure in taken)
    assert not any(admitted(figure) for figure in refused if (name, figure) not in LEFT_TO_THE_RULE)


DEFAULTS = {
    "timed": {"opening": 0.0, "curve": "polynomial"},
    "resource": {"opening": 0.0},
    "absolute_tit_for_tat": {"wobble": 0.0},  # the published rule without its chance
    "averaged_tit_for_tat": {"window": 2},  # the shortest that differs from the relative one
    "nice_tit_for_tat": {"late": 0.91},
    "micro": {"order": "path"},
    "hybrid": {"first": 1.0, "bend": 0.75, "final": 0.55, "empathy": 0.5},
    "mixture": {"width": 0.0},
    "random": {"least": 0.0},
    "gap": {"gap": 0.02},
    "time": {"after": 0.9},
    "combi": {"after": 0.8, "of": "best"},
    "logit": {"noise": 0.1},
    "iso_random": {"width": 0.05},
    "frequency": {"step": 0.2},  # HardHeaded's golden value, on weights of mean 1
    "windowed": {"window": 5, "alpha": 10.0, "beta": 5.0},
    "bayesian": {"rate": 0.1, "sigma": 0.25},
}


def test_what_stands_in_for_a_parameter_that_is_not_given():
    rules = {name: rule for held in (ACCEPTANCE, BIDDING, OFFERING, OPENING, OPPONENT) for name, rule in held.items()}
    found = {
        name: {field.name: field.default for field in fields(rule) if field.default is not MISSING}
        for name, rule in rules.items()
    }
    assert {name: held for name, held in found.items() if held} == DEFAULTS
