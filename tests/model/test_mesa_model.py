"""The talks by Mesa's own idioms, on whichever version is installed, held to a plain run of the same worlds."""

import inspect
from collections import Counter

import mesa
import numpy as np
import pytest
from places import BASELINE

import sim
from sim.model.agents.mesa_agents import Carmaker, Delegation
from sim.model.collecting import collector_of
from sim.model.talks import Talks

WORLDS, SEED = 3, 1
from_time_on = pytest.mark.skipif(not hasattr(mesa.Model, "run_until"), reason="Mesa has run_until from 3.5 on")


@pytest.fixture(scope="module")
def loaded():
    return sim.load(BASELINE)


@pytest.fixture(scope="module")
def played(loaded):
    """Return the talks of some worlds, played to their end."""
    model = Talks(loaded, WORLDS, SEED)
    model.run_model()
    return model


@pytest.fixture(scope="module")
def rows(loaded):
    """Return the rows of a plain run of the same worlds, by column."""
    return sim.run(loaded, worlds=WORLDS, seed=SEED).table.to_pydict()


def test_the_last_row_of_the_collector_is_the_mean_of_the_rows_of_a_run(played, rows):
    last = played.datacollector.get_model_vars_dataframe().iloc[-1]
    assert last["agreed"] == pytest.approx(np.mean(rows["agreed"]))
    assert last["extensions"] == pytest.approx(np.mean(rows["extensions"]))
    for name in ("us_value", "korea_value", "investment"):
        assert last[name] == pytest.approx(np.mean([value for value in rows[name] if value is not None])), name


def test_duties_of_the_agents_on_the_accounts_last_day_are_those_of_the_rows(played, rows):
    frame = played.datacollector.get_agent_vars_dataframe().xs(played.day, level="Step").set_index("agent")
    for maker in played.agents_by_type[Carmaker]:
        assert frame.loc[maker.name, "duty"] == pytest.approx(np.mean(rows[f"{maker.name}_duty"]), rel=1e-6)


def test_sets_of_agents_answer_as_mesas_do(played):
    assert Counter(played.agents.get("side", handle_missing="default"))[None] == 5
    assert [len(played.agents_by_type[kind]) for kind in (Delegation, Carmaker)] == [2, 3]
    assert len(played.agents.select(agent_type=Carmaker)) == 3
    assert played.agents_by_type[Carmaker].get("name") == ["hyundai", "kia", "gm_korea"]
    dearest = max(played.agents_by_type[Carmaker], key=lambda maker: maker.duty.mean())
    assert list(played.agents.select(lambda agent: agent is dearest)) == [dearest]


def test_shuffling_agents_and_drawing_from_mesas_generators_moves_no_row(loaded, played):
    model = Talks(loaded, WORLDS, SEED)
    for _ in range(120):
        model.agents_by_type[Carmaker].shuffle_do("act")
        model.agents.shuffle_do("step")
        model.random.random(), model.rng.random()
        model.step()
    assert model.datacollector.model_vars["agreed"] == played.datacollector.model_vars["agreed"][:120]
    assert model.datacollector.model_vars["investment"] == played.datacollector.model_vars["investment"][:120]
    wanted = played.datacollector.get_agent_vars_dataframe().xs(120, level="Step")
    found = model.datacollector.get_agent_vars_dataframe().xs(120, level="Step")
    assert found["duty"].equals(wanted["duty"])


@from_time_on
def test_time_is_the_days_lived_and_running_until_a_day_is_stepping_to_it(loaded, played):
    model = Talks(loaded, WORLDS, SEED)
    model.run_until(30)
    model.run_for(10)
    assert (model.time, model.day) == (40, 40)
    assert model.datacollector.model_vars["talking"] == played.datacollector.model_vars["talking"][:40]


def test_no_parameter_seems_to_be_missing_to_mesas_page():
    held = inspect.signature(Talks.__init__).parameters.values()  # Mesa 3.3 asks for all others by name
    assert {one.name for one in held if one.default is one.empty} == {"self", "kwargs"}


def test_reporters_of_ones_own_stand_beside_those_there_are(loaded):
    model = Talks(loaded, worlds=4, seed=3)
    model.datacollector = collector_of(
        model, {"open": lambda held: int(held.ledger.open.sum())}, {"number": lambda agent: agent.unique_id}
    )
    model.step()
    assert model.datacollector.model_vars["open"] == [4]
    assert model.datacollector.model_vars["talking"] == [1]
    assert model.datacollector.get_agent_vars_dataframe()["number"].tolist() == [*range(1, 8)]


def test_the_collector_has_a_row_a_day_and_stays_as_it_was_beyond_the_end(loaded):
    model = Talks(loaded, worlds=1, seed=1)
    model.run_model()
    days, last = model.day, model.datacollector.get_model_vars_dataframe().iloc[-1].to_dict()
    model.step()
    frame = model.datacollector.get_model_vars_dataframe()
    assert not model.running
    assert frame["day"].tolist() == [*range(days), days - 1]
    assert frame.iloc[-1].to_dict() == pytest.approx(last, nan_ok=True)
    assert str(frame["date"][0]) == "2025-04-09"  # the pause began
    steps = model.datacollector.get_agent_vars_dataframe().index.get_level_values("Step")
    assert set(steps) == set(range(1, days + 2))


def test_agents_are_numbered_from_one_in_each_model(loaded):
    for _ in range(2):
        assert [agent.unique_id for agent in Talks(loaded).agents] == [*range(1, 8)]


def test_what_is_collected_are_plain_values_and_no_rows_move(loaded):
    model, silent = Talks(loaded, 2, 7), Talks(loaded, 2, 7, collect=False)
    for _ in range(120):
        model.step()
        silent.step()
    assert not silent.datacollector.model_vars["day"]
    assert np.array_equal(model.ledger.package, silent.ledger.package)
    assert np.array_equal(model.makers[0].duty, silent.makers[0].duty)
    row = {name: held[-1] for name, held in model.datacollector.model_vars.items()}
    assert not [name for name, value in row.items() if isinstance(value, np.ndarray | np.generic)]


def test_a_run_collects_nothing(loaded, monkeypatch):
    monkeypatch.setattr(mesa.DataCollector, "collect", None)
    assert sim.run(loaded, worlds=2).table.num_rows == 2


def test_a_users_own_collector_is_used(loaded):
    model = Talks(loaded, worlds=4, rng=np.int64(3))
    model.datacollector = mesa.DataCollector({"open": lambda held: int(held.ledger.open.sum())})
    model.step()
    assert model.datacollector.model_vars == {"open": [4]}
    assert model.setting.chance.seed == 3


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"worlds": 0}, ValueError, "worlds must be at least 1 and below 2^62; found 0"),
        ({"worlds": 1.5}, TypeError, "worlds must be a whole number; found 1.5"),
        ({"worlds": "3"}, TypeError, "worlds must be a whole number; found '3'"),
        ({"seed": -1}, ValueError, "rng must be at least 0 and below 2^62; found -1"),
        ({"rng": 2**62}, ValueError, f"rng must be at least 0 and below 2^62; found {2**62}"),
        ({"seed": True}, TypeError, "rng must be a whole number; found True"),
        ({"rng": 1, "seed": 1}, ValueError, "two names of one number"),
        ({"first": -1}, ValueError, "first must be at least 0"),
        ({"sed": 1}, TypeError, "sed"),
        ({"spec": 3}, TypeError, "must be a scenario, or the name of its file; found int"),
    ],
)
def test_odd_arguments_are_refused(loaded, arguments, error, said):
    with pytest.raises(error) as wrong:
        Talks(**{"spec": loaded, **arguments})
    assert said in str(wrong.value)
