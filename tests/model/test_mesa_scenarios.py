"""Scenarios of Mesa's own as what the talks are made with, and seeds as the boxes of Mesa's page hand them over."""

import pickle
from types import SimpleNamespace

import mesa
import pytest
from places import BASELINE

import sim
from sim.model.arguments import Arguments
from sim.model.talks import Talks

needs_scenarios = pytest.mark.skipif(not hasattr(mesa.Model, "scenario"), reason="Mesa has scenarios from 3.5 on")
NAME = str(BASELINE)


class LobbiedBySeed(Talks):
    """Talks with a parameter of their own."""

    def __init__(self, *args, strength=1.0, **kwargs):
        super().__init__(*args, **kwargs)
        self.strength = strength


def bundle(**parameters):
    """Return a scenario of Mesa's own."""
    return mesa.experimental.scenarios.Scenario(**parameters)


def seed_of_talks(*args, **named):
    return Talks(*args, **named).setting.chance.seed


@pytest.mark.parametrize(("said", "seed"), [("12", 12), (" 7 ", 7), ("", 1), ("0", 0)])
def test_a_seed_may_be_the_text_of_a_box_and_an_empty_box_is_the_scenarios_own(said, seed):
    assert seed_of_talks(NAME, seed=said) == seed


def test_other_text_is_no_seed():
    with pytest.raises(TypeError, match="rng must be a whole number; found 'x'"):
        Talks(NAME, seed="x")


def test_parameters_of_a_scenario_stand_in_place_of_arguments_and_a_seed_is_said_once():
    stated = Arguments(None, None, 1, 0)
    held = stated.with_parameters(SimpleNamespace(spec=NAME, worlds=3, first=5, seed=9, rng=None), others=False)
    assert held == Arguments(NAME, 9, 3, 5)
    with pytest.raises(ValueError, match="give one of them"):
        Arguments(NAME, 8, 1, 0).with_parameters(SimpleNamespace(seed=9), others=False)
    with pytest.raises(TypeError, match="take spec, seed, worlds, first of a Mesa scenario; found wrlds"):
        stated.with_parameters(SimpleNamespace(spec=NAME, wrlds=3), others=False)


@needs_scenarios
def test_the_talks_of_a_scenario_are_those_of_its_parameters():
    made = bundle(spec=NAME, worlds=2, seed=4)
    model, plain = Talks(scenario=made), Talks(NAME, 2, 4)
    assert (model.worlds, model.setting.chance.seed) == (2, 4)
    for one in (model, plain):
        one.run_until(60)
    assert model.datacollector.model_vars == plain.datacollector.model_vars
    assert model.scenario is made


@needs_scenarios
def test_reset_on_mesas_page_hands_over_a_scenario_that_says_nothing():
    assert seed_of_talks(spec=NAME, worlds=1, seed="7", scenario=bundle()) == 7


@needs_scenarios
def test_seeds_of_scenarios_repeat_differ_and_go_to_other_processes():
    made = [bundle(spec=NAME, rng=seed) for seed in (4, 4, 5)]
    seeds = [seed_of_talks(scenario=one) for one in made]
    assert seeds[0] == seeds[1] != seeds[2]
    if hasattr(made[0], "spawn_replications"):  # Mesa 4
        replications = made[0].spawn_replications(3)
        found = [seed_of_talks(scenario=one) for one in replications]
        assert len({*found, *seeds}) == 5
        assert [seed_of_talks(scenario=pickle.loads(pickle.dumps(one))) for one in replications] == found
    else:
        assert seeds == [4, 4, 5]


@needs_scenarios
def test_a_class_of_scenarios_is_made_with_the_seed():
    class TwoWorlds(mesa.experimental.scenarios.Scenario):
        spec: str = NAME
        worlds: int = 2

    model = Talks(scenario=TwoWorlds, rng=6)
    assert (model.worlds, model.setting.chance.seed) == (2, 6)


@needs_scenarios
def test_parameters_that_a_subclass_does_not_hand_on_are_its_own_business():
    made = bundle(spec=NAME, seed=2, strength=3.0)
    assert LobbiedBySeed(scenario=made, strength=made.strength).strength == 3
    with pytest.raises(TypeError, match="found strength"):
        Talks(scenario=made)


def test_the_scenario_of_a_run_is_the_talks_own_and_not_mesas():
    assert Talks(NAME).spec == sim.load(BASELINE).scenario
