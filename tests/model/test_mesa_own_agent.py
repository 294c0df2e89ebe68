"""Agents of a user's own in the talks: numbered after the parties, heard as an event is, let go with the model."""

import gc
import re
import weakref

import mesa
import numpy as np
import pytest
from places import BASELINE

import sim
from sim.bargaining.sides import SIDES
from sim.model.talks import Talks

WORLDS, SEED, DAY = 40, 3, 41
EVENT = """
extends: baseline.yaml
question: does a lobby that speaks on one day do what an event of that day does?
more_events:
  - name: lobby
    date: 2025-05-20
    probability: 1
    changes:
      korea.weights.farm_loss: {set: 1.9}
      us.weights.headline: {scale: 0.5}
      issues.lng.flows.gas.spread: {add: 1}
    source: assumed
"""
CHANGES = (
    ("korea.weights.farm_loss", {"set": 1.9}),
    ("us.weights.headline", {"scale": 0.5}),
    ("issues.lng.flows.gas.spread", {"add": 1}),
)


class Lobby(mesa.Agent):
    """Changes figures on one day, in some worlds."""

    def __init__(self, model, day, where=None):
        super().__init__(model)
        self.day, self.where = day, where

    def act(self):
        if self.model.day == self.day:
            for path, by in CHANGES:
                self.model.change_figure(path, self.where, **by)


class LobbiedTalks(Talks):
    """The talks with a lobby that acts in the morning."""

    def __init__(self, *args, day=DAY, where=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.lobby = Lobby(self, day, where)

    def step(self):
        self.agents_by_type[Lobby].do("act")
        super().step()


def ends_of(model):
    """Return what is known of the deals of a model that was played to its end, by name."""
    model.run_model()
    held = model.ledger
    values = {f"{s}_value": np.where(held.agreed, held.measures[f"{s}_value"], np.nan) for s in SIDES}
    return {"agreed": held.agreed, "package": held.package, **values}


def assert_same(found, wanted):
    for name, values in wanted.items():
        np.testing.assert_array_equal(found[name], values, err_msg=name)


@pytest.fixture(scope="module")
def baseline():
    return sim.load(BASELINE)


@pytest.fixture(scope="module")
def lobbied(baseline):
    return ends_of(LobbiedTalks(baseline, WORLDS, SEED))


@pytest.fixture(scope="module")
def plain(baseline):
    return ends_of(Talks(baseline, WORLDS, SEED))


@pytest.fixture
def with_event(tmp_path):
    (tmp_path / "lobby.yaml").write_text(EVENT, encoding="utf-8")
    return sim.load(tmp_path / "lobby.yaml")


def test_what_a_lobby_changes_is_what_an_event_of_that_day_changes(lobbied, plain, with_event):
    table = sim.run(with_event, worlds=WORLDS, seed=SEED).table.to_pydict()
    assert lobbied["agreed"].tolist() == table["agreed"]
    for side, name in zip(SIDES, ("us_value", "korea_value"), strict=True):
        np.testing.assert_array_equal(lobbied[f"{side}_value"], np.array(table[name], dtype=float), err_msg=name)
    assert not np.array_equal(lobbied["agreed"], plain["agreed"])


@pytest.mark.skipif(not hasattr(mesa.Model, "schedule_event"), reason="Mesa's models have events from 3.5 on")
def test_an_event_of_mesa_at_a_time_does_what_the_lobby_of_that_day_does(baseline, lobbied):
    model = Talks(baseline, WORLDS, SEED)

    def change():
        for path, by in CHANGES:
            model.change_figure(path, **by)

    model.schedule_event(change, at=DAY)
    assert_same(ends_of(model), lobbied)


def test_worlds_in_which_nothing_is_changed_are_as_without_a_lobby(baseline, lobbied, plain):
    where = np.arange(WORLDS) % 2 == 0
    found = ends_of(LobbiedTalks(baseline, WORLDS, SEED, where=where))
    for name, values in found.items():
        np.testing.assert_array_equal(values[where], lobbied[name][where], err_msg=name)
        np.testing.assert_array_equal(values[~where], plain[name][~where], err_msg=name)


def test_a_change_stays_within_the_bounds_of_its_figure_and_waits_for_the_next_day(baseline):
    model = Talks(baseline, 2, SEED)
    belief = model.setting.drawn.party_a.extension_belief
    model.change_figure("us.extension_belief.first", set=[7, 0.5])
    assert belief.first.tolist() == [0.7, 0.7]  # as the scenario states it
    model.step()
    assert belief.first.tolist() == [1, 0.5]  # a chance is at most 1


def test_an_agent_of_any_class_has_the_next_number_and_a_row_of_its_own(baseline):
    model = LobbiedTalks(baseline, 1, SEED)
    model.step()
    assert [agent.unique_id for agent in model.agents] == [*range(1, 9)]
    row = model.datacollector.get_agent_vars_dataframe().loc[(1, 8)]
    assert (row["agent"], row["kind"]) == ("lobby", "Lobby")


def test_a_model_with_an_agent_of_ones_own_is_let_go(baseline):
    model = LobbiedTalks(baseline, 1, SEED)
    model.step()
    alive = weakref.ref(model)
    del model
    gc.collect()
    assert alive() is None


@pytest.mark.parametrize(
    ("path", "change", "said"),
    [
        ("nothing", {"set": 1}, "nothing: no figure is stated at this path"),
        ("korea.weights.farm_los", {"set": 1}, "no such weight. Did you mean korea.weights.farm_loss?"),
        ("korea.tactic.timed.beta", {"set": 1}, "this figure is read once, before the talks"),
        ("deadline.common", {}, "must state one of set, scale, add; found none"),
        ("deadline.common", {"set": 1, "add": 1}, "must state one of set, scale, add; found set, add"),
        ("deadline.common", {"add": np.nan}, "deadline.common, add must be finite; found nan"),
        ("deadline.common", {"set": [1, 2, 3]}, "must be a number, or 2, one for each world; found the shape (3,)"),
        (
            "deadline.common",
            {"set": 1, "where": [0, 1]},
            "where must be 2 flags, one for each world; found int64, (2,)",
        ),
    ],
)
def test_changes_that_no_event_could_make_are_refused(baseline, path, change, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        Talks(baseline, 2, SEED).change_figure(path, **change)
