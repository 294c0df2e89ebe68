"""Designs of a sweep: each is what its name says, by oracles of its own, and depends on nothing but block and seed."""

import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from places import ROOT, SCENARIOS
from pyarrow import csv
from runs import played
from SALib.analyze import fast, morris, sobol

from sim.scenario.checks.sweep import setting_text
from sim.scenario.faults import ScenarioError, path_text
from sim.scenario.loading import load
from sim.scenario.reading.yaml_data import parse_value, to_inline_yaml
from sim.scenario.schema.sweep import DESIGN_KEYS, OWN_KEYS, POINT_COUNTS, SweepPart
from sim.sweeps.designs.design import Design, Factor
from sim.sweeps.designs.listed import scale_places, stepped_values
from sim.sweeps.designs.registry import DESIGNS, design_from_data, design_of
from sim.sweeps.designs.samplers import SAMPLERS

BASELINE = load(SCENARIOS / "baseline.yaml")

PACE, DAYS, TACTIC = "us.tactic.timed.beta", "deadline.extension_days", "korea.tactic"
RULES = ["micro", {"timed": {"beta": 0.35}}, "hardliner"]
THREE = {PACE: [0.1, 1.0], "us.weights.headline": [0, 2], "us.extension_belief.first": [0, 1]}
MIXED = {PACE: [0.1, 1.0], DAYS: [10, 14], TACTIC: {"values": RULES}}
SIZES = {
    "latin_hypercube": {"points": 64},
    "sobol": {"points": 64},
    "morris": {"trajectories": 20, "levels": 4},
    "fast": {"base": 65},
    "random": {"points": 64},
}
EVERY = [*SIZES.items(), ("sobol", {"base": 32}), ("sobol", {"base": 32, "second_order": True})]


def laid(kind, over=THREE, seed=1, **size):
    return design_from_data({"design": kind, **size, "over": over}, BASELINE, seed)


def drawn(kind, seed, **size):
    return SAMPLERS[kind](SweepPart.model_validate({"design": kind, **size, "over": THREE}), 3, seed)


def faults(block, scenario=BASELINE):
    with pytest.raises(ScenarioError) as caught:
        design_from_data(block, scenario, 1)
    return {path_text(fault.path): fault.message for fault in caught.value.found}


def variant(folder, text):
    file = folder / "swept.yaml"
    file.write_text(f"extends: {SCENARIOS / 'baseline.yaml'}\nquestion: What if?\n{text}", encoding="utf-8")
    return file


# --- designs that fill space ----------------------------------------------------------------------


@pytest.mark.parametrize("points", [1, 7, 64])
def test_a_latin_hypercube_has_one_point_in_each_part_of_each_factor(points):
    unit = laid("latin_hypercube", points=points).unit
    assert unit.shape == (points, 3)
    for column in unit.T:
        assert sorted(np.floor(column * points)) == list(range(points))


def test_a_sobol_sequence_has_one_point_in_each_part_and_is_balanced_in_the_plane():
    unit = laid("sobol", points=64).unit
    for column in unit.T:
        assert sorted(np.floor(column * 64)) == list(range(64))
    for one, other in itertools.combinations(range(3), 2):
        counts, _, _ = np.histogram2d(unit[:, one], unit[:, other], bins=4, range=[[0, 1], [0, 1]])
        assert (counts == 4).all()


def test_a_sobol_sequence_of_any_length_begins_the_longer_one_and_says_what_balances_it():
    odd, even = laid("sobol", points=50), laid("sobol", points=64)
    np.testing.assert_array_equal(odd.unit, even.unit[:50])
    assert odd.notes == ("a Sobol' sequence is balanced where points is a power of two: 32 or 64; found 50",)
    assert even.notes == ()
    np.testing.assert_array_equal(laid("sobol", base=5).unit, laid("sobol", base=8).unit[: 5 * 5])


def test_random_points_are_uniform():
    unit = laid("random", points=4096).unit
    assert abs(unit.mean(axis=0) - 0.5).max() < 5 / np.sqrt(12 * 4096)
    assert abs(np.corrcoef(unit.T) - np.eye(3)).max() < 5 / np.sqrt(4096)


@pytest.mark.parametrize(("kind", "size"), EVERY)
def test_points_lie_in_the_cube_and_numbers_between_their_bounds(kind, size):
    made = laid(kind, MIXED, **size)
    assert ((made.unit >= 0) & (made.unit <= 1)).all()
    assert made.points == len(made.unit) == POINT_COUNTS[kind](made.block)
    assert set(made.numbers(DAYS)) <= {10, 11, 12, 13, 14}
    assert ((made.numbers(PACE) >= 0.1) & (made.numbers(PACE) <= 1)).all()
    assert set(made.table.column(TACTIC).to_pylist()) == {"micro", "{timed: {beta: 0.35}}", "hardliner"}
    np.testing.assert_allclose(made.numbers(PACE), 0.1 + 0.9 * made.unit[:, 0])


def test_whole_numbers_and_choices_have_equal_parts():
    made = laid("latin_hypercube", MIXED, points=150)
    assert [np.sum(made.numbers(DAYS) == day) for day in range(10, 15)] == [30] * 5
    chosen = made.table.column(TACTIC).to_pylist()
    assert [chosen.count(to_inline_yaml(rule)) for rule in RULES] == [50] * 3


@given(some.floats(0, 1), some.integers(-50, 50), some.integers(1, 40))
def test_a_place_becomes_a_whole_number_within_its_bounds(place, low, width):
    (found,) = scale_places(Factor("a", (low, low + width), whole=True), np.array([place]))
    assert found == min(int(np.floor(low + place * (width + 1))), low + width)


def test_points_go_by_the_block_and_the_seed_and_nought_is_a_seed():
    for kind, size in EVERY:
        zero = drawn(kind, 0, **size)
        np.random.seed(3)  # noqa: NPY002  (a stranger's state must not matter)
        np.testing.assert_array_equal(zero, drawn(kind, 0, **size))
        np.testing.assert_array_equal(zero, laid(kind, seed=0, **size).unit)
        others = [drawn(kind, seed, **size) for seed in (1, 2)]
        assert not any(np.array_equal(zero, other) for other in others)
        assert not np.array_equal(*others)


def test_the_scenarios_own_seed_stands_where_none_is_given(tmp_path):
    file = variant(tmp_path, "seed: 5\nsweep: {design: random, points: 3, over: {us.weights.headline: [0, 2]}}\n")
    loaded = load(file)
    assert design_of(loaded).table.equals(design_of(loaded, 5).table)
    assert not design_of(loaded).table.equals(design_of(loaded, 0).table)


@pytest.mark.parametrize(("kind", "size"), EVERY)
def test_sampling_leaves_numpys_global_state_alone(kind, size):
    before = np.random.get_state()  # noqa: NPY002
    drawn(kind, 1, **size)
    after = np.random.get_state()  # noqa: NPY002
    assert before[0] == after[0]
    assert before[2:] == after[2:]
    np.testing.assert_array_equal(before[1], after[1])


# --- designs for indices --------------------------------------------------------------------------


def ishigami(unit):
    """Return sin x + 7 sin(y)^2 + .1 z^4 sin x for places in the cube, (points,)."""
    x, y, z = (np.pi * (2 * unit - 1)).T
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


FIRST = [0.3139, 0.4424, 0.0]  # Saltelli and others 2008, with a = 7, b = .1
TOTAL = [0.5576, 0.4424, 0.2437]


@pytest.mark.parametrize("second", [False, True])
def test_saltellis_design_finds_the_exact_indices_of_ishigamis_function(second):
    made = laid("sobol", base=4096, second_order=second)
    found = sobol.analyze(made.problem, ishigami(made.unit), calc_second_order=second, seed=1)
    np.testing.assert_allclose(found["S1"], FIRST, atol=0.02)
    np.testing.assert_allclose(found["ST"], TOTAL, atol=0.02)
    if second:
        assert found["S2"][0, 2] == pytest.approx(0.2437, abs=0.03)


@pytest.mark.filterwarnings("ignore:FAST confidence intervals")
def test_the_design_by_fourier_finds_the_exact_indices_of_ishigamis_function():
    made = laid("fast", base=1025)
    found = fast.analyze(made.problem, ishigami(made.unit), num_resamples=2, seed=1)
    np.testing.assert_allclose(found["S1"], FIRST, atol=0.03)  # of four harmonics, as many as are told apart
    np.testing.assert_allclose(found["ST"], TOTAL, atol=0.05)


def test_a_trajectory_moves_one_factor_at_a_time_by_the_same_step():
    made = laid("morris", trajectories=15, levels=4)
    for path in made.unit.reshape(15, 4, 3):
        moved = np.diff(path, axis=0)
        assert sorted(np.abs(moved).argmax(axis=1)) == [0, 1, 2]
        np.testing.assert_allclose(np.sort(np.abs(moved), axis=1), [[0, 0, 2 / 3]] * 3, atol=1e-12)
    levels = np.unique(np.round(made.unit * 3, 9))
    assert levels.tolist() == [0, 1, 2, 3]


def test_trajectories_find_the_slopes_of_a_plane():
    made = laid("morris", trajectories=10)
    found = morris.analyze(made.problem, made.unit, made.unit @ [1.0, -2.0, 0.0], num_levels=4, seed=1)
    np.testing.assert_allclose(found["mu"].tolist(), [1, -2, 0], atol=1e-9)
    np.testing.assert_allclose(found["sigma"].tolist(), 0, atol=1e-9)


# --- designs that are listed ----------------------------------------------------------------------


def test_a_grid_is_every_combination_the_last_factor_fastest():
    over = {
        PACE: {"range": [0.1, 1.0], "steps": 4},
        DAYS: {"range": [10, 15], "steps": 3},
        TACTIC: {"values": RULES},
    }
    made = laid("grid", over)
    expected = list(
        itertools.product([0.1, 0.4, 0.7, 1.0], [10, 13, 15], ["micro", to_inline_yaml(RULES[1]), "hardliner"])
    )
    rows = [tuple(row.values()) for row in made.table.to_pylist()]
    assert [row[1:] for row in rows] == [row[1:] for row in expected]
    np.testing.assert_allclose([row[0] for row in rows], [row[0] for row in expected])
    assert made.unit is None
    assert [str(field.type) for field in made.table.schema] == ["double", "double", "string"]


@given(some.integers(0, 20), some.integers(1, 30), some.data())
@settings(max_examples=40, deadline=None)
def test_steps_over_whole_numbers_are_whole_and_differ(low, width, data):
    count = data.draw(some.integers(2, width + 1))
    found = stepped_values(Factor("a", (low, low + width), whole=True), count)
    assert len(set(found)) == count
    assert (found[0], found[-1]) == (low, low + width)
    assert all(value == int(value) for value in found)


def test_one_at_a_time_begins_with_the_scenario_and_moves_each_factor_alone():
    over = {PACE: [0.1, 1.0], DAYS: {"range": [10, 14], "steps": 3}, TACTIC: {"values": RULES[:2]}}
    rows = [tuple(row.values()) for row in laid("one_at_a_time", over).table.to_pylist()]
    assert rows == [
        (None, None, None),
        (0.1, None, None),
        (1.0, None, None),
        (None, 10, None),
        (None, 12, None),
        (None, 14, None),
        (None, None, "micro"),
        (None, None, "{timed: {beta: 0.35}}"),
    ]


def test_every_design_is_described_and_counted():
    assert set(DESIGN_KEYS) == {*DESIGNS, "table"} == {*POINT_COUNTS, "table"}
    assert {key for keys in DESIGN_KEYS.values() for key in keys} == set(OWN_KEYS)


# --- a point as settings --------------------------------------------------------------------------


def test_a_point_is_settings_that_the_scenario_takes():
    over = {
        **MIXED,
        "calendar.deadline": {"values": ["2025-05-29"]},
        "market.nests": {"values": ["one"]},
        "bundled": {"values": [True]},
        "events.japan_deal.probability": [0, 1],
    }
    over["calendar.deadline"]["values"] = [parse_value("2025-05-29")]
    made = laid("sobol", over, points=8)
    for point in range(8):
        scenario = load(SCENARIOS / "baseline.yaml", made.settings(point)).scenario
        assert scenario.party_a.tactic.parameters.beta.value == made.numbers(PACE)[point]
        assert scenario.deadline.extension_days == made.numbers(DAYS)[point]
        assert scenario.party_b.tactic.name in made.table.column(TACTIC)[point].as_py()
        assert (str(scenario.calendar.deadline), scenario.bundled) == ("2025-05-29", True)
        assert scenario.events[0].probability.value == made.numbers("events.japan_deal.probability")[point]


def test_what_stays_the_scenarios_own_is_no_setting():
    made = laid("one_at_a_time")
    assert made.settings(0) == ()
    assert made.settings(1) == (f"{PACE}=0.1",)
    assert np.isnan(made.numbers(PACE)).sum() == made.points - 2
    assert made.scenario_file(0) is None


def test_small_numbers_are_written_so_that_they_can_be_read():
    made = Design("table", (Factor("us.weights.headline"),), pa.table({"us.weights.headline": [1e-7, 2.0, 0.1 + 0.2]}))
    assert made.settings(0) == ("us.weights.headline=0.0000001",)
    assert made.settings(1) == ("us.weights.headline=2",)
    assert [parse_value(made.settings(k)[0].split("=")[1]) for k in range(3)] == [1e-7, 2, 0.1 + 0.2]


plain = some.recursive(
    some.booleans() | some.integers(-99, 99) | some.floats(-1e9, 1e9) | some.dates() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(["a", "b c"]), inner, max_size=2),
    max_leaves=5,
)


@given(some.floats(-1e12, 1e12))
def test_a_number_as_a_setting_reads_back_the_same(value):
    assert parse_value(setting_text("a.b", value).removeprefix("a.b=")) == value


@given(plain)
@example("\n")
@example({"a": ["\n", "x\ny", "\r"]})
def test_a_value_on_one_line_reads_back_the_same(value):
    assert parse_value(to_inline_yaml(value)) == value
    assert "\n" not in to_inline_yaml(value)


# --- tables ---------------------------------------------------------------------------------------

TABLE = pa.table(
    {
        PACE: pa.array([0.1, None, 1e-1 + 0.2], pa.float64()),
        DAYS: pa.array([10.0, 11.0, None], pa.float64()),
        TACTIC: pa.array(["micro", "{timed: {beta: 0.35, opening: 0.1}}", None], pa.string()),
    }
)


def tabled(folder, name, table=TABLE):
    csv.write_csv(table, folder / name) if name.endswith("csv") else pq.write_table(table, folder / name)
    return load(variant(folder, f"sweep: {{design: table, file: {name}}}\n"))


@pytest.mark.parametrize("name", ["points.csv", "points.parquet"])
def test_a_table_of_points_comes_back_as_it_was_written(tmp_path, name):
    made = design_of(tabled(tmp_path, name))
    assert made.table.equals(TABLE)
    assert made.settings(2) == (f"{PACE}={1e-1 + 0.2}",)
    assert [factor.path for factor in made.factors] == [PACE, DAYS, TACTIC]


@pytest.mark.parametrize("name", ["points.csv", "points.parquet"])
def test_any_design_can_be_saved_as_a_table_and_read_again(tmp_path, name):
    for kind, size in [("morris", {"trajectories": 3}), ("one_at_a_time", {})]:
        made = laid(kind, MIXED, **size)
        assert design_of(tabled(tmp_path, name, made.table)).table.equals(made.table)


def test_what_a_word_stands_in_place_of_cannot_be_swept_and_says_so_once(tmp_path):
    """A variant whose deadline is firm takes over a sweep that moves it."""
    file = tmp_path / "firm.yaml"
    file.write_text(f"extends: {SCENARIOS / 'sobol_seven.yaml'}\ndeadline: firm\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(file)
    (fault,) = caught.value.found
    assert path_text(fault.path) == "sweep.over.deadline.closeness"
    assert fault.message.startswith(
        "nothing can be swept here, as deadline is `firm` in this scenario. Leave this path out"
    )


def test_a_table_may_hold_comments_blank_lines_dates_and_whole_scenarios(tmp_path):
    (tmp_path / "other.yaml").write_text(f"extends: {SCENARIOS / 'early_deadline.yaml'}\n")
    (tmp_path / "points.csv").write_text(
        "# made by hand\nscenario, calendar.horizon, bundled\n\nother.yaml, 2029-01-20, true\n,,false\n"
    )
    made = design_of(load(variant(tmp_path, "sweep: {design: table, file: points.csv}\n")))
    assert made.settings(0) == ("calendar.horizon=2029-01-20", "bundled=true")
    assert [made.scenario_file(0), made.scenario_file(1)] == [tmp_path / "other.yaml", None]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "is empty. Begin with a line of dotted paths"),
        ("us.weights.headline\n", 6, "points.csv: holds no points: add a row for each"),
        ("us.weights.headline,seed\n1\n", 2, "has 1 cells, but there are 2 columns: state one for each"),
        ("us.weights.headline,\n1,2\n", 1, "column 2 has no name: each is a dotted path"),
        (f"{DAYS},{DAYS}\n1,2\n", 1, f"the column {DAYS} stands twice: delete one"),
        ("us.weights.headlin\n1\n", 2, "no issue has this component. Did you mean headline?"),
        ("us.wieghts.headline\n1\n", 1, "no such key: wieghts. Did you mean weights?"),
        ("seed\n1\n", 1, "cannot be swept: the random draws of a point are those of the run"),
        (f"{DAYS}\n1\n\n2.5\n3\n", 4, "must be a whole number; found 2.5"),
        ("us.weights.headline\n1\n3\n2\n", 3, "must be within its stated range 0 to 2; found 3"),
        (f"{TACTIC}\nmicro\nmacro\n", 3, "no such tactic. Did you mean micro?"),
        (f"{TACTIC}\nmicro\n{{micro: {{}}\n", 3, "not valid YAML: a bracket is not closed"),
        ("us.weights.headline\n1e999\n", 2, "must be finite"),
        ("scenario\nnowhere.yaml\n", 2, "nowhere.yaml: no such file"),
    ],
)
def test_a_fault_in_a_table_names_its_line(tmp_path, text, line, message):
    (tmp_path / "points.csv").write_text(text)
    loaded = load(variant(tmp_path, "seed: 3\nworlds: 4\nsweep:\n  file: points.csv\n  design: table\n"))
    with pytest.raises(ScenarioError) as caught:
        design_of(loaded, 1)
    (fault,) = caught.value.found
    assert fault.line == line
    assert fault.message.startswith(message)


def test_a_fault_in_a_parquet_table_names_its_row(tmp_path):
    loaded = tabled(tmp_path, "points.parquet", pa.table({DAYS: [3, 2, -1]}))
    with pytest.raises(ScenarioError) as caught:
        design_of(loaded)
    assert [(fault.line, path_text(fault.path)) for fault in caught.value.found] == [(0, f"{DAYS}[2]")]


def test_a_table_that_is_not_there_is_told_where_it_is_named(tmp_path):
    (tmp_path / "point.csv").write_text("a\n")
    with pytest.raises(ScenarioError, match=r"line 3  sweep\.file\n.*no such file\. Did you mean .*point\.csv\?"):
        design_of(load(variant(tmp_path, "sweep: {design: table, file: points.csv}\n")))


# --- whole scenarios ------------------------------------------------------------------------------


def test_whole_scenarios_are_sought_beside_the_file_that_names_them(tmp_path, monkeypatch):
    loaded = load(SCENARIOS / "calendars.yaml")
    made = design_of(loaded)
    assert made.points == 27
    assert made.table.column("scenario").to_pylist()[:10:9] == ["early_deadline.yaml", "baseline.yaml"]
    assert {made.scenario_file(point).resolve() for point in range(27)} == {
        SCENARIOS / f"{name}.yaml" for name in ("early_deadline", "baseline", "long_pause")
    }
    over = tmp_path / "over.yaml"
    over.write_text(f"extends: {SCENARIOS / 'calendars.yaml'}\nsweep: {{worlds_per_point: 3}}\n")
    monkeypatch.chdir(tmp_path)
    again = design_of(load("over.yaml"))
    assert again.table.equals(made.table)
    assert again.scenario_file(0).resolve() == SCENARIOS / "early_deadline.yaml"


def test_what_else_is_swept_must_fit_every_scenario(tmp_path):
    own = "events: [{name: shock, date: 2025-06-01, probability: {value: 0.5, source: assumed}}]\n"
    (tmp_path / "other.yaml").write_text(f"extends: {SCENARIOS / 'baseline.yaml'}\n{own}")
    over = "{scenario: {values: [swept.yaml, other.yaml]}, events.shock.probability: [0, 1]}"
    loaded = load(variant(tmp_path, f"sweep:\n  design: random\n  points: 3\n  over: {over}\n"))
    with pytest.raises(ScenarioError, match=r"line 6.*\n.*in swept\.yaml: no such item: shock\."):
        design_of(loaded)


def test_the_faults_of_a_swept_scenario_are_told_with_their_lines(tmp_path):
    (tmp_path / "other.yaml").write_text(f"extends: {SCENARIOS / 'baseline.yaml'}\nworlds: 0\n")
    sweep = "sweep: {design: grid, over: {scenario: {values: [other.yaml, none.yaml]}}}\n"
    with pytest.raises(ScenarioError) as caught:
        design_of(load(variant(tmp_path, sweep)))
    told = [(Path(fault.file).name, fault.line) for fault in caught.value.found]
    assert told == [("swept.yaml", 3), ("other.yaml", 2)]


def test_the_check_of_a_sweep_reads_the_scenarios_it_names(tmp_path, ended):
    file = variant(tmp_path, "sweep: {design: grid, over: {scenario: {values: [nowhere.yaml]}}}\n")
    status, _, err = ended("check", file)
    assert status == 1
    assert "nowhere.yaml: no such file" in err


# --- the block ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "path", "message"),
    [
        ({"design": "sobol", "over": THREE}, "sweep", "the design sobol takes one of points (to fill space), base"),
        ({"design": "sobol", "points": 8, "base": 8, "over": THREE}, "sweep", "the design sobol takes one of"),
        (
            {"design": "random", "base": 8, "points": 1, "over": THREE},
            "sweep.base",
            "the design random takes points. Delete base, or name another design",
        ),
        ({"design": "morris", "over": THREE}, "sweep", "the design morris lacks the key trajectories"),
        ({"design": "morris", "trajectories": 2, "levels": 3, "over": THREE}, "sweep.levels", "must be even; found 3"),
        ({"design": "fast", "base": 64, "over": THREE}, "sweep.base", "must be at least 65"),
        (
            {"design": "grid", "over": {PACE: [0.1, 1]}},
            f"sweep.over.{PACE}",
            "a grid must know how many values",
        ),
        ({"design": "random", "points": 0, "over": THREE}, "sweep.points", "must be at least 1; found 0"),
        ({"design": "random", "points": 3}, "sweep", "nothing is swept: over must name a path at least"),
        ({"design": "random", "points": 3, "over": {}}, "sweep", "nothing is swept"),
        ({"design": "table", "file": "a.csv", "over": THREE}, "sweep.over", "the columns of the table say"),
        ({"design": "table", "file": "a.txt"}, "sweep.file", "must end in .csv or .parquet; found a.txt"),
        ({"design": "halton", "points": 3, "over": THREE}, "sweep.design", "must be one of grid, one_at_a_time"),
        (
            {"design": "random", "points": 999_999, "over": THREE, "worlds_per_point": 1000},
            "sweep",
            "makes 999,999 points of 1,000 worlds, 999,999,000 in all; at most 100,000,000",
        ),
        ({"design": "fast", "base": 999_999, "over": THREE}, "sweep", "makes 2,999,997 points; at most 1,000,000"),
        ({"design": "random", "points": 3, "over": {PACE: [1, 0.5]}}, f"sweep.over.{PACE}", "must rise; found 1, 0.5"),
        ({"design": "random", "points": 3, "over": {PACE: [1]}}, f"sweep.over.{PACE}", "must be [low, high], two"),
        ({"design": "random", "points": 3, "over": {PACE: 0.5}}, f"sweep.over.{PACE}", "must be [low, high], two"),
    ],
)
def test_a_block_that_makes_no_design_says_why(block, path, message):
    found = faults(block)
    assert list(found) == [path]
    assert found[path].startswith(message)


def test_a_scenario_without_a_sweep_has_no_design():
    with pytest.raises(ValueError, match="has no sweep: state one"):
        design_of(BASELINE)


def test_a_sweep_that_names_its_design_replaces_the_one_extended(tmp_path):
    base = "sweep: {design: grid, over: {bundled: {values: [true, false]}, deadline.most: {values: [0, 1, 3]}}}\n"
    variant(tmp_path, base)
    (tmp_path / "key.yaml").write_text(
        "extends: swept.yaml\nsweep: {random_numbers: own, over: {bundled: null,"
        " deadline.most: {range: [0, 4], steps: 3}}}\n"
    )
    (tmp_path / "new.yaml").write_text(
        "extends: swept.yaml\nsweep: {design: random, points: 2, over: {deadline.most: [0, 2]}}\n"
    )
    key, new = (load(tmp_path / f"{name}.yaml").scenario.sweep for name in ("key", "new"))
    assert (key.design, key.random_numbers, list(key.over)) == ("grid", "own", ["deadline.most"])
    assert (key.over["deadline.most"].range, key.over["deadline.most"].values) == ((0, 4), None)
    assert (new.design, list(new.over), new.over["deadline.most"].range) == ("random", ["deadline.most"], (0, 2))


def test_a_plain_run_passes_over_a_sweep():
    assert played("one_by_one", worlds=6).worlds.equals(played("baseline", worlds=6).worlds)


def test_a_design_of_data_is_the_one_of_a_file():
    loaded = load(SCENARIOS / "sobol_seven.yaml")
    made = design_of(loaded, 3)
    assert made.points == 4608
    assert made.points * made.block.worlds_per_point == 1_004_544
    block = loaded.data["sweep"]
    assert design_from_data(block, SCENARIOS / "sobol_seven.yaml", 3).table.equals(made.table)


def test_reading_a_sweep_needs_neither_salib_nor_pandas():
    code = (
        "import sys; from sim.scenario.loading import load; load('scenarios/sobol_seven.yaml');"
        "assert not {'SALib', 'pandas', 'pyarrow', 'scipy.stats'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
