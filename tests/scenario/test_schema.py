"""The shipped JSON Schema and reference page: as generated, and true to what the reader accepts."""

import datetime as dt
import json
import subprocess
import sys

import jsonschema
import pytest
from places import ROOT, SCENARIOS

from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load
from sim.scenario.reading.yaml_data import parse_yaml
from sim.scenario.reference.glossary import GLOSSARY
from sim.scenario.reference.guide import blocks, markdown, questions
from sim.scenario.reference.json_schema import json_schema
from sim.scenario.schema.block import Block, sourced_quantities
from sim.scenario.schema.choice import REGISTRIES
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.tree import field_at, type_at, unit_at, unsourced_paths

FILES = sorted(SCENARIOS.glob("*.yaml"))
LINE = {
    "brand": "Kia",
    "pricing_firm": "HMG",
    "plant_region": "KR",
    "us_sales_thousand": 371,
    "average_price_thousand_usd": 34,
    "customs_value_share_of_price": 0.74,
    "base_tariff_2024": 0.0,
    "nest": 0,
}
AGAIN = "write it anew: python -m sim.scenario.reference.guide"


def as_json(held):
    """Return plain data with dates as text, as an editor sees them."""
    return json.loads(json.dumps(held, default=dt.date.isoformat))


@pytest.fixture(scope="module")
def validator():
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.fixture(scope="module")
def text():
    return json.dumps(as_json(parse_yaml(SCENARIOS / "baseline.yaml").data))


@pytest.fixture
def whole(text):
    return json.loads(text)


def test_the_shipped_schema_is_the_generated_one():
    text = (ROOT / "sim" / "scenario" / "schema.json").read_text(encoding="utf-8")
    assert text == json.dumps(json_schema(), indent=2, sort_keys=True) + "\n", AGAIN


def test_the_shipped_page_is_the_generated_one():
    assert (SCENARIOS / "README.md").read_text(encoding="utf-8") == markdown(questions(SCENARIOS)), AGAIN


def test_both_files_are_written_by_one_command(tmp_path):
    (tmp_path / "sim" / "scenario").mkdir(parents=True)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "mine.yaml").write_text("question: What if?\n")
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from sim.scenario.reference.guide import main; main()"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path)
    assert (tmp_path / "scenarios" / "README.md").read_text() == markdown({"mine.yaml": "What if?"})
    assert json.loads((tmp_path / "sim" / "scenario" / "schema.json").read_text()) == json_schema()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_schema_accepts_every_shipped_scenario(file, validator):
    assert [error.message for error in validator.iter_errors(as_json(parse_yaml(file).data))] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("us.weights.headline", 1),
        ("us.weights.headline", {"uniform": [0, 1], "unit": "bn per bn", "note": "n"}),
        ("us.acceptance", "next"),
        ("us.acceptance", {"next": None}),
        ("us.tactic", "hardliner"),
        ("us.opponent", "frequency"),
        ("election", "none"),
        ("election", None),
        ("calendar.proposer", "alternate"),
        ("calendar.proposer", {"coin": 0.5}),
        ("issues.lng.levels", ["low", "high"]),
        ("election.honour", "certain"),
        ("events", []),
        ("market.cars", "data/us_car_market_2024.csv"),
        ("market.cars", [LINE]),
        ("market.margin", 0.2),
        ("carmakers.kia.plants", {}),
        ("carmakers.kia.parts", None),
        ("sweep", None),
        ("sweep", {"design": "random", "points": 3, "over": {"us.weights.headline": [0, 2]}}),
        ("sweep", {"design": "grid", "over": {"a": {"range": [0, 2], "steps": 3}, "b": {"values": ["micro", 1, {}]}}}),
    ],
)
def test_the_schema_accepts_short_forms(path, value, validator, whole):
    put(whole, path, value)
    assert [error.message for error in validator.iter_errors(whole)] == []


@pytest.mark.parametrize("extends", [False, True])
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("weather", "mild"),
        ("calendar.dedline", "2025-07-08"),
        ("calendar.deadline", "8 July"),
        ("us.weights.headline", "much"),
        ("us.tactic", {"timed": {"betta": 0.5}}),
        ("us.tactic", {"timed": {"beta": 0.5}, "hardliner": {}}),
        ("us.tactic", "timed"),
        ("us.acceptance", "never"),
        ("us.extension_belief.first", 1.5),
        ("us.extension_belief.first", -0.5),
        ("carmakers.kia.yearly_profit", 0),
        ("carmakers.kia.yearly_profit", {"triangular": [1, 2]}),
        ("carmakers.kia.built_in", ["KR", "Me xico"]),
        ("carmakers.kia.built_in", []),
        ("carmakers.kia.plants.west_point", [{"date": "2025-04-03", "units": -1}]),
        ("carmakers.kia.parts", {"value": 3, "since": "2025-05-03", "relief": 15}),
        ("market.cars", 5),
        ("market.cars", []),
        ("market.cars", None),
        ("market.cars", [LINE | {"plant_region": 82}]),
        ("market.cars", [LINE | {"us_sales_thousand": 0}]),
        ("market.cars", [LINE | {"us_sales_thousand": "371"}]),
        ("market.cars", [LINE | {"colour": "red"}]),
        ("market.nests", "two"),
        ("market.outside", 1),
        ("market.tariffs", {"C N": 25}),
        ("deadline.most", 1.5),
        ("worlds", 0),
        ("issues.a b", {}),
        ("issues.lng.unit", 3),
        ("sweep", {"design": "halton"}),
        ("sweep", {"design": "random", "points": 0}),
        ("sweep", {"design": "random", "over": {"us.weights.headline": [0, 1, 2]}}),
        ("sweep", {"design": "random", "over": {"us.weights.headline": ["a", "b"]}}),
        ("sweep", {"design": "random", "over": {"us.weights.headline": {"low": 0}}}),
        ("election.date", True),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(path, value, extends, validator, whole):
    put(whole, path, value)
    if extends:
        whole["extends"] = "baseline.yaml"
    assert list(validator.iter_errors(whole))


def put(data, path, value):
    *above, last = path.split(".")
    for key in above:
        data = data[key]
    data[last] = value


@pytest.mark.parametrize("key", ["us", "korea", "question", "calendar"])
def test_the_schema_misses_a_key_only_where_nothing_is_extended(key, validator, whole):
    del whole[key]
    assert [error.message for error in validator.iter_errors(whole)] == [f"'{key}' is a required property"]
    assert list(validator.iter_errors(whole | {"extends": "baseline.yaml"})) == []


@pytest.mark.parametrize(
    "parties",
    [
        ["us", "korea"],
        {"us": {"name": "the States"}, "korea": {}},
        {"us": {"name": "the States", "title": "the United States", "adjective": "American"}, "korea": {}},
    ],
)
def test_the_schema_accepts_parties_in_short_and_in_full(parties, validator, whole):
    assert [error.message for error in validator.iter_errors(whole | {"parties": parties})] == []


def test_the_schema_asks_for_the_blocks_of_2025_where_no_parties_are_named(validator, whole):
    del whole["parties"], whole["korea"]
    assert [error.message for error in validator.iter_errors(whole)] == ["'korea' is a required property"]
    others = {"parties": {"us": {}, "brazil": {}}, "brazil": whole["us"]}
    assert [error.message for error in validator.iter_errors(whole | others)] == []


@pytest.mark.parametrize("parties", [3, {"us": {"nam": "x"}, "korea": {}}, {"a b": {}, "korea": {}}, [1, 2]])
def test_the_schema_refuses_parties_that_are_none(parties, validator, whole):
    assert list(validator.iter_errors(whole | {"parties": parties}))


def test_the_schema_says_units_and_bounds():
    held = json_schema()["$defs"]["Opinion"]["properties"]["against"]
    assert held == {
        "$ref": "#/$defs/Quantity",
        "description": "share of the public against its signing [share]",
        "maximum": 1,
        "minimum": 0,
        "unit": "share",
    }


def test_the_page_has_every_word_key_and_rule():
    page = markdown()
    assert all(f"| {word} | " in page for word in GLOSSARY)
    assert all(f"| `{rule}` | " in page for registry in REGISTRIES.values() for rule in registry)
    for path, block in blocks(Scenario):
        assert f"### `{path}`" in page or path == ""
        assert all(f"| `{key}` |" in page for key in block.model_fields)


def test_every_key_has_a_meaning_and_every_figure_a_unit():
    rows = [line.split(" | ") for line in markdown().split("\n") if line.startswith("| `")]
    rows = [row for row in rows if len(row) == 5]
    assert len(rows) > 100
    for _, unit, meaning, looks, needed in rows:
        assert meaning.strip()
        assert needed.strip(" |")
        assert unit.strip() or not looks.startswith("figure")


def test_the_glossary_has_the_words_of_the_model():
    assert {"party", "issue", "package", "mandate", "reserve", "floor", "world", "surplus", "source"} <= set(GLOSSARY)


def test_the_list_of_scenarios_begins_with_the_baseline():
    assert next(iter(questions(SCENARIOS))) == "baseline.yaml"


# --- the schema as a tree -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        (("us", "weights", "headline"), "bn per bn"),
        (("us", "weights", "headline", "triangular", 1), "bn per bn"),
        (("korea", "governments", "tactic", "tactic", "timed", "opening"), "share"),
        (("issues", "lng", "flows", "pledge", "scale", "value"), "bn USD per unit"),
        (("events", 3, "probability"), "share"),
        (("events", 3, "changes", "us.weights.x", "scale"), "ratio"),
        (("calendar", "meetings", "every"), "days"),
        (("market", "cars", 3, "us_sales_thousand"), "thousand vehicles a year"),
        (("market", "tariffs", "JP", "value"), "percent"),
        (("carmakers", "kia", "plants", "west_point", 0, "units"), "thousand vehicles a year"),
        (("question",), ""),
        (("nowhere", "at", "all"), ""),
        (("us", "nowhere", "at"), ""),
    ],
)
def test_a_path_leads_to_its_unit(path, unit):
    assert unit_at(path) == unit


def test_a_path_leads_to_its_type_or_to_none():
    assert issubclass(type_at(("korea", "governments", "anyone")), Block)
    assert type_at(("events", "first")) is None
    assert type_at(("worlds", "x")) is None
    assert field_at(()) is None


def test_figures_without_a_source_are_found_wherever_they_are():
    data = {
        "us": {"weights": {"a": 1, "b": {"value": 1, "source": "s"}, "c": "text"}, "acceptance": "next"},
        "korea": {"source": "s", "weights": {"a": 1}},
        "events": [{"probability": 1, "source": "s"}, {"probability": {"uniform": [0, 1]}}],
        "worlds": 5,
        "unknown": {"a": 1},
    }
    assert list(unsourced_paths(data)) == [("us", "weights", "a"), ("events", 1, "probability")]


def test_every_figure_the_reader_finds_unsourced_is_told(tmp_path):
    text = (SCENARIOS / "baseline.yaml").read_text(encoding="utf-8")
    file = tmp_path / "bare.yaml"
    source = "  source: assumed; from public statements, see docs/explanation/odd.md\n"
    file.write_text(text.replace(source, ""), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(file)
    stated = sourced_quantities(load(SCENARIOS / "baseline.yaml").scenario.party_a, ("us",))
    held = [path for path, quantity, _ in stated if quantity.source != "none"]  # no default of the schema
    assert {fault.path for fault in caught.value.found} == set(held)
