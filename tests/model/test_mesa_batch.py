"""Mesa's own batch runner on the talks, held to what a plain run of the same worlds gives; Mesa 4 has none."""

import gc
import pickle
import weakref
from types import SimpleNamespace

import numpy as np
import pytest
from places import BASELINE, SCENARIOS

import sim
from sim.model.agents.mesa_agents import Carmaker
from sim.model.collecting import AGENT_REPORTERS
from sim.model.talks import Talks

batch_run = pytest.importorskip("mesa.batchrunner").batch_run
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


@pytest.mark.parametrize(("side", "key"), [("party_a", "rhone"), ("party_b", "danube")])
def test_a_delegation_goes_by_the_key_of_its_party(side, key):
    model = SimpleNamespace(spec=SimpleNamespace(keys=("rhone", "danube")))
    assert AGENT_REPORTERS["agent"](SimpleNamespace(side=side, model=model)) == key


@pytest.mark.slow
def test_two_processes_give_the_rows_of_one():
    swept, short = {"spec": str(BASELINE), "seed": [1, 2]}, QUIET | {"max_steps": 3}
    alone, apart = (batch_run(Talks, swept, number_processes=count, **short) for count in (1, 2))
    assert {row["seed"] for row in apart} == {1, 2}
    assert sorted(apart, key=lambda row: (row["RunId"], row["AgentID"])) == alone


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


def test_a_loaded_scenario_goes_to_another_process_and_the_bare_one_says_how(loaded):
    changed = sim.load(SCENARIOS / "early_vote.yaml", ["korea.tactic.timed.beta=0.5"])
    again = pickle.loads(pickle.dumps(changed))
    assert again.scenario == changed.scenario
    assert again.data == changed.data
    with pytest.raises(TypeError, match=r"as loaded by sim\.load"):
        pickle.dumps(loaded.scenario)
