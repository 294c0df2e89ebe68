"""Mesa's own batch runner and data collector on the talks, held to what a plain run of the same worlds gives."""

import gc
import pickle
import weakref

import mesa
import numpy as np
import pytest
from mesa.batchrunner import batch_run
from places import BASELINE, SCENARIOS

import sim
from sim.model.agents.mesa_agents import Carmaker
from sim.model.talks import Talks

QUIET = {"display_progress": False, "max_steps": 400}


@pytest.fixture(scope="module")
def loaded():
    return sim.load(BASELINE)


@pytest.fixture(scope="module")
def found(loaded):
    """Return the rows of Mesa's batch runner of two seeds, seven agents each."""
    swept = {"spec": [loaded.scenario], "worlds": [3], "seed": [1, 2]}
    return batch_run(Talks, swept, number_processes=1, **QUIET)


def deals(rows, name):
    return rows.column(name).drop_null().to_pylist()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_last_row_of_a_batch_run_is_the_end_of_the_same_run(loaded, found, seed):
    row = next(row for row in found if row["RunId"] == seed - 1)
    plain = sim.run(loaded, worlds=3, seed=seed).table
    assert row["seed"] == seed
    assert row["talking"] == 0
    assert row["agreed"] == pytest.approx(np.mean(plain.column("agreed").to_pylist()))
    for name in ("us_value", "korea_value", "auto_tariff", "lng", "investment"):
        assert row[name] == pytest.approx(np.mean(deals(plain, name))), name
    words = deals(plain, "farm_access")
    assert words.count(row["farm_access"]) == max(map(words.count, words))


def test_the_agents_of_the_last_row_are_those_of_the_last_day(loaded, found):
    model = Talks(loaded, 3, 1)
    model.run_model()
    makers = {row["agent"]: row for row in found if row["RunId"] == 0 and row["kind"] == "Carmaker"}
    assert list(makers) == ["hyundai", "kia", "gm_korea"]
    for maker in model.agents_by_type[Carmaker]:
        assert makers[maker.name]["duty"] == float(maker.duty.mean())
        assert makers[maker.name]["index"] == float(maker.index.mean())
        assert makers[maker.name]["demand"] is None
    sides = [row["agent"] for row in found if row["RunId"] == 0 and row["demand"] is not None]
    assert sides == ["us", "korea"]


def test_a_scenario_is_one_value_for_the_batch_runner_as_data_loaded_or_by_name(loaded):
    spoken = [loaded.scenario, loaded, str(BASELINE)]
    rows = [batch_run(Talks, {"spec": spec, "seed": 5}, **(QUIET | {"max_steps": 2})) for spec in spoken]
    assert [{row["seed"] for row in held} for held in rows] == [{5}] * 3
    assert len({(held[0]["day"], held[-1]["duty"]) for held in rows}) == 1


def test_models_of_a_batch_run_are_let_go(loaded):
    alive = weakref.WeakSet()

    class Watched(Talks):
        def __init__(self, *args, **named):
            super().__init__(*args, **named)
            alive.add(self)

    batch_run(Watched, {"spec": loaded, "seed": [1, 2]}, **(QUIET | {"max_steps": 1}))
    gc.collect()
    assert not alive


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


def test_a_loaded_scenario_goes_to_another_process_and_the_bare_one_says_how(loaded):
    changed = sim.load(SCENARIOS / "early_vote.yaml", ["korea.tactic.timed.beta=0.5"])
    again = pickle.loads(pickle.dumps(changed))
    assert again.scenario == changed.scenario
    assert again.data == changed.data
    with pytest.raises(TypeError, match=r"as loaded by sim\.load"):
        pickle.dumps(loaded.scenario)
