"""What fuzzing found, by kind, each with the right value."""

import datetime as dt
import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from places import BASELINE, SCENARIOS

from sim.bargaining.concessions import slopes
from sim.economy.market.tariff_equilibria import extrapolate_changes
from sim.model.figure_change import change_figure
from sim.politics.enforcement import critical_discount_factor
from sim.runs.folder import ResultError
from sim.runs.provenance import text_hash
from sim.runs.results import load_to_repeat, read_result
from sim.runs.run import run
from sim.scenario.checks.events import value_bounds
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load
from sim.tactics.opponent.none import NoModel

NOTHING = ("tariff_revenue", "consumer_surplus", "domestic_profit", "imports")
CARS = {"exporters_profit": [2, 1], "export_value": [2, 1]} | {name: [0, 0] for name in NOTHING}
CLOSED_TABLE = [
    "issues.auto_tariff.on_table=false",
    f"issues.auto_tariff.flows={json.dumps({'table': {'levels': [0, 25], 'components': CARS}})}",
    "calendar.deadline=2025-06-12",
    "deadline.most=0",
    "industry.lobby=1",
    "industry.accounts_until=2025-05-01",
    "events=[{name: letter, date: 2025-05-20, probability: 0.5, letter: true, source: assumed}]",
]


def refusal(*settings):
    with pytest.raises(ScenarioError) as refused:
        load(BASELINE, settings)
    return str(refused.value)


def test_rows_do_not_depend_on_chunks_where_the_car_tariff_is_off_the_table():
    """Carmakers' pressure moves what it is worth daily; only an event in a world of the chunk made it count."""
    loaded = load(BASELINE, CLOSED_TABLE)
    together, alone = run(loaded, 4), run(loaded, 4, chunk=1, recorded=0)
    assert together.worlds.equals(alone.worlds)
    for name, series in together.series.items():
        np.testing.assert_array_equal(series, alone.series[name], err_msg=name)


CRISIS = """
more_events:
  - name: crisis
    date: 2025-08-25
    probability: 1
    hands_over_to: second_caretaker
    changes: {korea.governments.caretaker.opinion.approval: {add: 40}}
    source: assumed
"""


def test_what_happens_after_a_world_s_talks_moves_nothing_in_its_row(tmp_path):
    """Worlds are played until the last of them is done, so that who closed early met events that it would not alone."""
    file = tmp_path / "crisis.yaml"
    file.write_text(f"extends: {SCENARIOS / 'resignation.yaml'}{CRISIS}")
    with_it, without = load(file), load(SCENARIOS / "resignation.yaml")
    together, alone, calm = run(with_it, 12, 1), run(with_it, 12, 1, chunk=1, recorded=0), run(without, 12, 1)
    assert together.worlds.equals(alone.worlds)
    crisis, signed = together.calendar.day_number(dt.date(2025, 8, 25)), together.column("day")
    np.testing.assert_array_equal(together.column("handover"), calm.column("handover"))
    rise = together.column("caretaker_standing") - calm.column("caretaker_standing")
    late, early = signed > crisis, signed < crisis - 30  # the Assembly has voted by then
    assert late.any()
    assert early.any()
    assert (rise[late] > 20).all()
    np.testing.assert_allclose(rise[early], 0)


def test_a_partner_with_nothing_to_settle_is_refused(tmp_path):
    file = tmp_path / "case.yaml"
    shut = {name: {"on_table": False} for name in load(SCENARIOS / "japan_played.yaml").scenario.neighbour.issues}
    file.write_text(f"extends: {SCENARIOS / 'japan_played.yaml'}\nneighbour: {json.dumps({'issues': shut})}\n")
    with pytest.raises(ScenarioError, match=r"neighbour\.issues\s+no issue is on the table"):
        load(file)


@pytest.mark.parametrize(
    "late, told",
    [
        ("{uniform: [0.1, 1.5], source: s}", "late must be at least 0 and below 1; found 1.5"),
        ("{triangular: [0.1, 0.2, 1], source: s}", "late must be at least 0 and below 1; found 1"),
        ("{lognormal: {median: 0.5, sigma: 0.1}, source: s}", "late must be at least 0 and below 1; found a distr"),
    ],
)  # fmt: skip
def test_a_rule_is_asked_whether_it_takes_all_that_may_be_drawn(late, told):
    """Each is sound at its central figure, and would have stopped the run in the world that draws another."""
    assert told in refusal(f"us.tactic={{nice_tit_for_tat: {{late: {late}}}}}")


def test_a_beta_drawn_from_a_lognormal_is_above_0_in_every_world():
    load(BASELINE, ["us.tactic={timed: {beta: {lognormal: {median: 0.3, sigma: 5}, source: s}}}"])


def test_an_event_leaves_a_figure_that_others_are_divided_by_above_0():
    """The smallest double above 0 let quotients overflow: 1/5e-324 is no number a machine holds."""
    low, high = value_bounds("industry.exchange_rate")
    assert (low, high) == (1e-9, np.inf)

    class Change:
        set, scale, add = None, np.array([-1.0]), None

    (left,) = change_figure(np.array([1400.0]), Change, np.array([0]), (low, high))
    assert left == 1e-9
    assert np.isfinite(1e6 / left)


@pytest.mark.parametrize(
    "setting",
    [
        f"us.weights.headline={{value: 1{'0' * 30}, range: [0, 1{'0' * 40}], source: s}}",
        "korea.weights.parity={normal: {mean: 0, sd: 10000000000000}, source: s}",
        "industry.stock.lots.target_days=1000000000001",
    ],
)
def test_a_figure_whose_products_no_series_holds_is_refused(setting):
    """Products of a few figures and squares of levels are kept in 32 bits, which end at 3.4e38."""
    assert "must be at most 1,000,000,000,000 in size; found 1e+" in refusal(setting)


@pytest.mark.parametrize(
    "setting",
    [
        f"industry.stock.lots.target_days=0.{'0' * 12}1",
        f"korea.weights.parity={{normal: {{mean: -0.{'0' * 12}1, sd: 1}}, source: s}}",
        f"us.tactic={{timed: {{beta: {{uniform: [0.{'0' * 299}1, 1], source: s}}}}}}",
    ],
)
def test_a_figure_too_small_to_divide_by_is_refused(setting):
    """A maker's yearly profit of 1e-250 made a pressure that no series holds."""
    assert "must be at least 1e-12 in size" in refusal(setting)


def test_levels_too_near_each_other_to_draw_a_line_between_are_refused():
    """The market at one level is first looked for on the polynomial through those at others."""
    assert "a level stands twice: 1e-310" in refusal(f"issues.lng.levels=[0, 0.{'0' * 309}1, 5]")


def test_the_market_is_looked_for_from_nowhere_where_tariffs_are_next_to_each_other():
    assert extrapolate_changes(np.array([0.0, 1e-310]), 0.25, [np.zeros(1), np.zeros(1)]).tolist() == [0.0]


def test_a_level_of_such_a_size_is_refused():
    assert "must be at most 1,000,000,000,000 in size; found 0, 1e+13" in refusal(f"issues.lng.levels=[0, 1{'0' * 13}]")


def test_levels_that_are_half_names_are_told_where_a_peer_names_one():
    told = refusal("issues.investment.levels=[0, 'a lot', 700]")
    assert "must be all numbers or all names" in told


@pytest.mark.parametrize("rule", ["3650", "2029-01-20", "[1]"])
def test_parameters_of_a_rule_that_are_no_block_are_told(rule):
    """The rule counted as none, and a check that asked for its name ended without a word."""
    assert "industry.stock.lots" in (told := refusal(f"industry.stock.lots={rule}"))
    assert "must be a block of `key: value` lines" in told


@pytest.mark.parametrize(("name", "most"), [("seed", 2**62 - 1), ("worlds", 10**9)])
def test_seeds_and_worlds_end_where_luck_is_drawn_for_no_more(name, most):
    """Luck takes seeds below 2^62, and a run no more worlds than can be played; higher ones ended with a trace."""
    assert f"must be at most {most:,}; found {most + 1}" in refusal(f"{name}={most + 1}")
    assert getattr(load(BASELINE, [f"{name}={most}"]).scenario, name) == most


@pytest.mark.parametrize("part", ["us.offer", "korea.opening"])
def test_a_choice_of_no_rule_is_told(part):
    assert f"{part}\n      must name exactly one of" in refusal(f"{part}={{}}")


def test_a_value_of_a_sweep_that_cannot_be_read_is_told_once(tmp_path):
    file = tmp_path / "sweep.yaml"
    over = (
        "over: {deadline.extension_days: {values: [7, nan, 48]}, us.opponent: {values: [bayesian, {windowed: .nan}]}}"
    )
    file.write_text(f"extends: {BASELINE}\nsweep: {{design: one_at_a_time, worlds_per_point: 1, {over}}}\n")
    with pytest.raises(ScenarioError) as refused:
        load(file)
    assert [(fault.line, fault.path[-1]) for fault in refused.value.found] == [(2, 1), (2, "windowed")]


@pytest.mark.parametrize(
    "manifest",
    ["[]", "3", "null", '{"worlds": Infinity, "seed": 1, "first": 0, "chunk": 1}', "[" * 100_000],
)
def test_a_manifest_of_another_form_is_told_in_a_line(manifest, tmp_path):
    pq.write_table(pa.table({"a": [1]}), tmp_path / "worlds.parquet")
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(ResultError, match=r"cannot be read|does not say how it was run") as refused:
        load_to_repeat(tmp_path)
    assert "\n" not in str(refused.value)


def test_rows_of_another_program_are_told_in_a_line(tmp_path, ended):
    text = f"extends: {BASELINE}\n"
    pq.write_table(pa.table({"a": [1]}), tmp_path / "worlds.parquet")
    (tmp_path / "scenario.yaml").write_text(text)
    held = {"worlds": 1, "seed": 1, "first": 0, "chunk": 1, "scenario_sha256": text_hash(text)}
    (tmp_path / "manifest.json").write_text(json.dumps(held))
    assert read_result(tmp_path)[0].num_rows == 1
    status, _, err = ended("show", tmp_path)
    assert status == 1
    assert "cannot be read" in err
    assert err.count("\n") == 1


def test_a_step_that_costs_next_to_nothing_is_infinitely_good():
    """A quotient beyond all numbers was an overflow."""
    np.testing.assert_array_equal(slopes(np.array([1e-310, 2.0]), np.array([1.0, 1.0])), [np.inf, 0.5])


def test_an_issue_worth_next_to_nothing_has_no_span_for_equal_weights():
    """The mean span over its own was beyond all numbers; issues that span 2 and 4 count 3/2 and 3/4, mean 1."""
    spans = np.array([2.0, 4.0, 1.5e-323])
    public = spans[None, :, None] * np.array([0.0, 1.0])
    expected = np.array([1.5, 0.75, 1.0]) / np.mean([1.5, 0.75, 1.0])
    np.testing.assert_allclose(NoModel().weights({}, public), [expected])


def test_a_deal_that_gives_next_to_nothing_enforces_itself_for_nobody():
    """The quotient of what is given and got overflowed; it is infinite, as where nothing is got."""
    found = critical_discount_factor(np.array([1.0, 3.0, 1.0]), np.array([1.5e-323, 4.0, 0.0]))
    np.testing.assert_array_equal(found, [np.inf, 0.75, np.inf])
