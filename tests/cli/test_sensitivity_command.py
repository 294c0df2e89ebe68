"""`sim sensitivity` as a user meets it: tables, JSON, figure, worlds without a deal, what is refused."""

import json
from dataclasses import replace

import numpy as np
import pytest
import sweeps
from places import SCENARIOS

import sim
from sim.scenario.loading import load
from sim.scenario.reading.yaml_data import to_yaml
from sim.sweeps.designs.registry import design_from_data
from sim.sweeps.execution import engines
from sim.sweeps.execution.fill import fill
from sim.sweeps.storage import folder as store
from sim.sweeps.storage.plan import OWN_SCENARIO
from sim.sweeps.storage.reader import Sweep

BASE, WORLDS = 128, 40
BLOCK = {
    "design": "sobol",
    "base": BASE,
    "over": {sweeps.BETA: [0.1, 0.9], sweeps.TACTIC: {"values": ["micro", "hardliner"]}},
}


def made(folder, worlds=WORLDS):
    """Return the folder of a finished sweep of base rows: auto_tariff is 15 + exp(luck) * beta, of deals alone."""
    held = load(SCENARIOS / "baseline.yaml")
    plan = replace(
        sweeps.plan_of(worlds=worlds),
        luck="common",
        design=design_from_data(BLOCK, held, 1),
        texts={OWN_SCENARIO: to_yaml(held.data)},
    )
    layout = sweeps.Laid(plan)
    out = store.create_folder(replace(plan, rows=layout.rows, chunks=layout.chunks), folder)
    fill(out, lambda: engines.local_engine("inline"))
    return out


@pytest.fixture
def refused(ended):
    """Return a way to run the command where it must be refused in one message: the message."""

    def run(*words):
        status, out, err = ended(*words)
        assert (status, out) == (1, "")
        assert "Traceback" not in err
        return err

    return run


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        sweeps.install(patch.setattr)
        return made(tmp_path_factory.mktemp("sensitivity") / "free")


def test_tables_say_what_moves_an_outcome_and_what_was_done_without_a_deal(told, folder):
    out = told("sensitivity", folder, "--of", "auto_tariff")
    lines = out.splitlines()
    assert lines[0] == f"free: sobol design, {BASE * 4} points of {WORLDS} worlds, seed 1"
    assert lines[1] == f"intervals of 95 % are sampling error, over points and {WORLDS} sets of draws"
    assert "worlds end without a deal and have no value: means are of deals" in out
    first = next(line for line in lines if line.lstrip().startswith(sweeps.BETA))
    assert float(first.split()[1]) > 0.9
    assert sum(line.lstrip().startswith("dummy input") for line in lines) == 2
    assert "what to find out next" in out


def test_no_deal_counts_as_the_lapsed_level_where_that_is_asked_for(told, folder):
    out = told("sensitivity", folder, "--of", "auto_tariff", "--no-deal", "counted", "--json")
    gaps = json.loads(out)["outcomes"][0]["gaps"]
    table = Sweep(folder).table(["agreed", "auto_tariff"])
    empty = table.column("auto_tariff").null_count
    assert gaps == {
        "worlds": table.num_rows,
        "no_deal": empty,
        "other": 0,
        "failed": 0,
        "rule": "counted",
        "stands": "25, its lapsed level",
    }
    values = np.nan_to_num(np.asarray(table.column("auto_tariff"), dtype=float), nan=25.0)
    assert json.loads(out)["outcomes"][0]["mean"] == pytest.approx(values.mean())


def test_json_is_one_value_and_the_same_again(told, folder):
    words = ("sensitivity", folder, "--of", "auto_tariff", "--method", "sobol,rbd_fast", "--json")
    said = told(*words)
    assert said == told(*words)
    held = json.loads(said)
    assert [one["measure"] for one in held["outcomes"]] == ["auto_tariff"]
    assert [one["method"] for one in held["outcomes"][0]["methods"]] == ["sobol", "rbd_fast"]


def test_python_gives_what_the_command_prints(folder, told):
    found = sim.sensitivity(sim.open_sweep(folder), ["auto_tariff"])
    index = sim.sobol(sim.open_sweep(folder), "auto_tariff")[0]
    leading = found.outcomes[0].methods[0].estimates[0]
    assert (index.factor, index.first, index.first_low) == (leading.factor, leading.value, leading.low)
    assert index.first_half == (leading.high - leading.low) / 2


def test_a_figure_is_drawn(told, folder, tmp_path):
    file = tmp_path / "indices.png"
    assert f"drawn       {file}" in told("sensitivity", folder, "--of", "auto_tariff", "--figure", file)
    assert file.read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--of", "auto_tariff", "--method", "morris"), "morris does not fit the design sobol with a base"),
        (("--of", "auto_tariff,agreed"), "agreed differs between points no more than random draws make it"),
        (("--of", "phase"), "phase is string: indices are of numbers"),
        (("--of", "nothing"), "has no column nothing"),
        (("--of", ","), "no outcome was named"),
        (("--of", "day", "--no-deal", "counted"), "nothing stands for it where there is no deal"),
        (("--of", "day", "--no-deal", "zero"), "one of of-deals, counted; found zero"),
    ],
)
def test_what_cannot_be_done_is_said(refused, folder, words, message):
    assert message in refused("sensitivity", folder, *words)


def test_too_few_lucks_are_refused(refused, tmp_path, monkeypatch):
    sweeps.install(monkeypatch.setattr)
    few = made(tmp_path / "few", worlds=20)
    assert "20 sets of random draws only: indices need 30" in refused("sensitivity", few, "--of", "auto_tariff")
