"""The shipped scenarios: sourced, with a range for every guess, and the same when written again."""

from pathlib import Path

import pytest

from sim.scenario.block import quantities
from sim.scenario.choice import REGISTRIES, parameters_of
from sim.scenario.faults import dotted
from sim.scenario.loading import load
from sim.scenario.quantity import Quantity
from sim.scenario.reading import written

FOLDER = Path(__file__).parents[1] / "scenarios"
FILES = sorted(FOLDER.glob("*.yaml"))
BASELINE = FOLDER / "baseline.yaml"

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@pytest.fixture(scope="module")
def baseline():
    return load(BASELINE).scenario


@every_file
def test_a_shipped_scenario_loads_and_asks_a_question(file):
    scenario = load(file).scenario
    assert scenario.question.endswith("?")
    assert file.stem == "baseline" or scenario.question != load(BASELINE).scenario.question


@every_file
def test_every_figure_has_a_source_and_every_guess_a_range(file):
    bare = []
    for path, quantity, source in quantities(load(file).scenario):
        assert source, dotted(path)
        assert source.strip() == source
        if source.startswith("assumed") and quantity.shape == "value" and quantity.range is None:
            bare.append(dotted(path))
    assert bare == []


@every_file
def test_what_is_written_of_a_scenario_reads_back_equal(file, tmp_path):
    loaded = load(file)
    (tmp_path / "again.yaml").write_text(written(loaded.data), encoding="utf-8")
    again = load(tmp_path / "again.yaml")
    assert again.scenario == loaded.scenario
    assert again.data == loaded.data


def test_a_scenario_with_settings_reads_back_equal_too(tmp_path):
    loaded = load(BASELINE, ["us.weights.headline=0.5", "us.tactic=tit_for_tat", "election=none", "question=on"][:3])
    (tmp_path / "again.yaml").write_text(written(loaded.data), encoding="utf-8")
    assert load(tmp_path / "again.yaml").scenario == loaded.scenario


def test_a_variant_differs_from_the_baseline_only_where_it_says(baseline):
    early = load(FOLDER / "early_deadline.yaml").scenario
    changed = {name for name in type(baseline).model_fields if getattr(early, name) != getattr(baseline, name)}
    assert changed == {"question", "calendar"}


def test_a_figure_set_in_a_variant_is_sourced_to_it_and_keeps_its_range():
    go_on = load(FOLDER / "no_extension.yaml").scenario.deadline.after_lapse.go_on
    assert (go_on.value, go_on.source, go_on.range) == (0, "counterfactual", (0, 1))


def example(annotation):
    """Return plain data that fits a rule's parameter."""
    kinds = {Quantity: 0.5, float: 25.0, str: "export_margin"}
    return kinds[annotation]


PLACES = {"Bidding": "us.tactic", "Opponent": "us.opponent", "Acceptance": "us.acceptance", "HonourRule": "election.honour"}
FLOWS_IN_BASELINE = {"table": "farm_access", "car_table": "auto_tariff", "goods": "reciprocal_tariff", "pledge": "lng"}


@pytest.mark.parametrize(
    ("kind", "rule"), [(kind, rule) for kind in PLACES for rule in REGISTRIES[kind]], ids=lambda word: word
)
def test_every_registered_rule_can_be_named_in_a_scenario(kind, rule):
    needed = {
        name: example(field.annotation)
        for name, field in parameters_of(REGISTRIES[kind][rule]).model_fields.items()
        if field.is_required()
    }
    stated = written({rule: needed}).replace("\n", " ") if not needed else ""
    text = "{" + ", ".join(f"{name}: {value}" for name, value in needed.items()) + "}"
    held = load(BASELINE, [f"{PLACES[kind]}={{{rule}: {text}}}"]).scenario
    for key in PLACES[kind].split("."):
        held = getattr(held, key)
    assert held.name == rule
    assert stated == "" or rule in stated


@pytest.mark.parametrize("rule", REGISTRIES["FlowRule"])
def test_every_registered_flow_rule_is_named_in_the_baseline(rule, baseline):
    assert baseline.issues[FLOWS_IN_BASELINE[rule]].flows.name == rule


@pytest.mark.parametrize("kind", [kind for kind in PLACES])
def test_a_rule_without_parameters_can_be_named_alone(kind):
    for rule, made in REGISTRIES[kind].items():
        if not any(field.is_required() for field in parameters_of(made).model_fields.values()):
            held = load(BASELINE, [f"{PLACES[kind]}={rule}"]).scenario
            for key in PLACES[kind].split("."):
                held = getattr(held, key)
            assert held.name == rule
