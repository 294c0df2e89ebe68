"""The shipped scenarios: sourced, with a range for every guess, and the same when written again."""

import datetime as dt
from typing import get_args, get_origin

import pytest
from places import BASELINE, SCENARIOS

from sim.scenario.faults import path_text
from sim.scenario.loading import load
from sim.scenario.reading.yaml_data import parse_value, to_yaml
from sim.scenario.schema.block import sourced_quantities
from sim.scenario.schema.choice import (
    REGISTRIES,
    Acceptance,
    Bidding,
    Demand,
    FlowRule,
    HonourRule,
    Offering,
    Opening,
    Opponent,
    SimpleBidding,
    StockRule,
    parameters_of,
)
from sim.scenario.schema.quantity import Quantity

FILES = sorted(SCENARIOS.glob("*.yaml"))

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
    for path, quantity, source in sourced_quantities(load(file).scenario):
        assert source, path_text(path)
        assert source.strip() == source
        if source.startswith("assumed") and quantity.shape == "value" and quantity.range is None:
            bare.append(path_text(path))
    assert bare == []


@every_file
def test_what_is_written_of_a_scenario_reads_back_equal(file, tmp_path):
    loaded = load(file)
    (tmp_path / "again.yaml").write_text(to_yaml(loaded.data), encoding="utf-8")
    again = load(tmp_path / "again.yaml")
    assert again.scenario == loaded.scenario
    assert again.data == loaded.data


def test_a_scenario_with_settings_reads_back_equal_too(tmp_path):
    loaded = load(
        BASELINE,
        [
            "us.weights.headline=0.5",
            "us.tactic=tit_for_tat",
            "election=none",
        ],
    )
    (tmp_path / "again.yaml").write_text(to_yaml(loaded.data), encoding="utf-8")
    assert load(tmp_path / "again.yaml").scenario == loaded.scenario


def test_a_variant_differs_from_the_baseline_only_where_it_says(baseline):
    early = load(SCENARIOS / "early_deadline.yaml").scenario
    changed = {name for name in type(baseline).model_fields if getattr(early, name) != getattr(baseline, name)}
    assert changed == {"question", "calendar"}


def test_a_figure_set_in_a_variant_is_sourced_to_it_and_keeps_its_range():
    go_on = load(SCENARIOS / "no_extension.yaml").scenario.deadline.after_lapse.go_on
    assert (go_on.value, go_on.source, go_on.range) == (0, "counterfactual", (0, 1))


def example(annotation):
    """Return plain data that fits the type of a rule's parameter."""
    origin, held = get_origin(annotation), get_args(annotation)
    if origin is dict:
        return {"headline": example(held[1])}
    if origin is list:
        return [example(held[0]), example(held[0])]
    return {Quantity: 0.5, float: 25.0, str: "headline", SimpleBidding: "hardliner"}[annotation]


MODELS = {
    "Bidding": Bidding,
    "Opponent": Opponent,
    "Acceptance": Acceptance,
    "Offering": Offering,
    "Opening": Opening,
    "Demand": Demand,
    "FlowRule": FlowRule,
    "HonourRule": HonourRule,
    "StockRule": StockRule,
}
RULES = [(kind, rule) for kind, registry in REGISTRIES.items() for rule in registry]


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=[rule for _, rule in RULES])
def test_every_registered_rule_can_be_named_with_what_it_needs(kind, rule):
    fields = parameters_of(REGISTRIES[kind][rule]).model_fields.items()
    needed = {name: example(field.annotation) for name, field in fields if field.is_required()}
    chosen = MODELS[kind].model_validate(parse_value(to_yaml({rule: needed})))
    assert chosen.name == rule
    assert chosen.parameters.model_fields_set == set(needed)
    if not needed:
        assert MODELS[kind].model_validate(parse_value(rule)).name == rule


@pytest.mark.parametrize(
    ("setting", "held"),
    [
        ("us.tactic={tit_for_tat: {}}", lambda s: s.party_a.tactic),
        ("korea.tactic=hardliner", lambda s: s.party_b.tactic),
        (
            "korea.acceptance={constant: {share: {uniform: [0.2, 0.6], source: assumed}}}",
            lambda s: s.party_b.acceptance,
        ),
        ("us.opponent=fixed", lambda s: s.party_a.opponent),
        ("election.honour=certain", lambda s: s.election.honour),
    ],
)
def test_a_rule_can_be_exchanged_in_the_baseline(setting, held):
    assert held(load(BASELINE, [setting]).scenario).name in setting


def test_every_flow_rule_is_used_by_some_shipped_scenario():
    idle = set(REGISTRIES["FlowRule"])
    for file in sorted(FILES, key=lambda file: file != BASELINE):  # it uses most of them
        if idle:
            idle -= {issue.flows.name for issue in load(file).scenario.issues.values()}
    assert not idle


def test_the_record_is_in_the_baseline(baseline):
    polls, opinion = baseline.election.polls, baseline.party_b.governments["caretaker"].opinion
    assert polls.shares == {"lee_jae_myung": 46.6, "kim_moon_soo": 27.8, "lee_jun_seok": 7.5}
    assert (polls.interviews, polls.date) == (1509, dt.date(2025, 5, 2))
    assert baseline.assembly.seats == {"lee_jae_myung": 175, "kim_moon_soo": 108}
    assert (opinion.against.value, opinion.in_favour.value, opinion.approval.value) == (0.701, 0.266, 56 - 37)
    assert (baseline.calendar.deadline - baseline.calendar.pause).days == 90
    assert baseline.deadline.extension_days == (dt.date(2025, 8, 1) - baseline.calendar.deadline).days
    assert baseline.events[0].peer == {"auto_tariff": 15, "reciprocal_tariff": 15, "investment": 550}
