"""A sweep's rows are those of runs: point by point, world by world, whatever is stacked or cut."""

import numpy as np
import pyarrow as pa
import pytest
from places import SCENARIOS

from sim.runs.run import run
from sim.scenario.loading import load
from sim.sweeps.chunks import chunk as chunks
from sim.sweeps.chunks.chunk import Job, play_job
from sim.sweeps.chunks.groups import ScenarioSource, SharedWorlds, groups_of
from sim.sweeps.chunks.layout import Layout
from sim.sweeps.designs.design import Design, Factor

BASELINE = SCENARIOS / "baseline.yaml"

FIGURES = {
    "us.tactic.timed.beta": [0.2, 0.3, None],
    "korea.governments.caretaker.audience_cost": [2.0, 5.0, None],
    "us.weights.imports": [-0.05, None, -0.2],
    "market.elasticity": [None, 0.5, 1.2],
    "market.tariffs.JP": [25.0, None, 15.0],
    "korea.tactic.timed.beta.lognormal.median": [0.3, None, 0.4],
    "precedent.believed_rate": [12.0, None, 20.0],
    "korea.governments.lee_jae_myung.multiples.fx_strain": [0.9, 1.1, None],
    "events[0].probability": [0.5, None, 1.0],
    "issues.farm_access.flows.table.components.farm_loss[1]": [None, -0.7, None],
    "calendar.proposer.coin": [0.2, 0.5, 0.8],
    "carmakers.hyundai.stock_days": [20.0, None, 40.0],
    "industry.support.budget": [0.0, 3.0, None],
    "election.honour.mandates.scale": [None, 0.7, 1.5],
    "assembly.pivot.threshold": [0.3, None, -0.2],
}


def design(columns):
    table = {
        path: pa.array(values, pa.float64() if all(isinstance(v, float | None) for v in values) else pa.string())
        for path, values in columns.items()
    }
    return Design("table", tuple(Factor(path, values=tuple(held)) for path, held in columns.items()), pa.table(table))


def rows(group, chunk=None):
    """Every row of a group, played in chunks."""
    step = chunk or group.rows
    jobs = [Job(k, min(step, group.rows - k), group, k) for k in range(0, group.rows, step)]
    return pa.concat_tables([play_job(job).table for job in jobs], promote_options="default")


def settings(columns, point):
    return [f"{path}={values[point]}" for path, values in columns.items() if values[point] is not None]


def same(found, expected, but=()):
    for name in expected.column_names:
        if name in found.column_names and name not in but:
            assert found.column(name).to_pylist() == expected.column(name).to_pylist(), name


@pytest.mark.parametrize("point", range(3))
def test_a_row_is_what_a_run_with_these_settings_gives(point, stacked_rows):
    found = stacked_rows.filter(pa.compute.equal(stacked_rows.column("point"), point))
    expected = run(load(BASELINE, settings(FIGURES, point)), 40, 3).worlds
    same(found, expected)
    assert found.column("world").to_pylist() == list(range(40))
    assert len(set(expected.column_names) - set(found.column_names)) == 0


@pytest.fixture(scope="module")
def stacked_rows():
    groups = groups_of(ScenarioSource(BASELINE), design(FIGURES), SharedWorlds(40, 3, draws=True))
    assert [list(group.points) for group in groups] == [[0, 1, 2]]
    return rows(groups[0])


def test_how_rows_are_cut_does_not_change_them(stacked_rows):
    (group,) = groups_of(ScenarioSource(BASELINE), design(FIGURES), SharedWorlds(40, 3, draws=True))
    for chunk in (7, 50):
        assert_equal(rows(group, chunk), stacked_rows)


def test_a_share_of_the_stake_is_swept_as_a_share(tmp_path):
    file = tmp_path / "shares.yaml"
    unit = "unit: share of the stake, range: [0, 1], source: assumed"
    file.write_text(f"extends: {BASELINE}\nassembly: {{pivot: {{scale: {{uniform: [0.03, 0.1], {unit}}}}}}}\n")
    columns = {"assembly.pivot.scale": [0.05, None, 0.02], "us.weights.imports": [None, -0.2, -0.05]}
    (group,) = groups_of(ScenarioSource(file), design(columns), SharedWorlds(25, 3))
    found = rows(group)
    for point in range(3):
        expected = run(load(file, settings(columns, point)), 25, 3).worlds
        same(found.filter(pa.compute.equal(found.column("point"), point)), expected)


def assert_equal(found, expected):
    assert found.num_rows == expected.num_rows
    assert set(found.column_names) == set(expected.column_names)
    for name in expected.column_names:
        assert found.column(name).to_pylist() == expected.column(name).to_pylist(), name


def test_choices_split_points_into_groups_and_each_is_the_run_of_its_settings():
    columns = {
        "korea.tactic": ["{timed: {beta: 0.4}}", "micro", "{timed: {beta: 0.4}}", None],
        "deadline.extension_days": [24.0, 24.0, 30.0, None],
        "us.tactic.timed.beta": [0.2, 0.3, 0.4, None],
    }
    groups = groups_of(ScenarioSource(BASELINE), design(columns), SharedWorlds(15, 0))
    assert [list(group.points) for group in groups] == [[0], [1], [2], [3]]
    for point, group in enumerate(groups):
        same(rows(group), run(load(BASELINE, settings_of(columns, point)), 15, 0).worlds)


def settings_of(columns, point):
    told = {path: values[point] for path, values in columns.items() if values[point] is not None}
    return [f"{path}={int(v) if path.endswith('days') else v}" for path, v in told.items()]


def test_whole_scenarios_are_groups_too():
    columns = {"scenario": ["no_election.yaml", "baseline.yaml", "no_election.yaml"], "us.tactic.timed.beta": [0.2] * 3}
    groups = groups_of(ScenarioSource(BASELINE), design(columns), SharedWorlds(10, 1))
    assert [list(group.points) for group in groups] == [[0, 2], [1]]
    same(rows(groups[1]), run(load(BASELINE, ["us.tactic.timed.beta=0.2"]), 10, 1).worlds)
    first = rows(groups[0]).slice(0, 10)
    same(first, run(load(SCENARIOS / "no_election.yaml", ["us.tactic.timed.beta=0.2"]), 10, 1).worlds)


def test_points_may_have_worlds_of_their_own():
    columns = {"us.tactic.timed.beta": [0.2, 0.3, 0.3]}
    (group,) = groups_of(ScenarioSource(BASELINE), design(columns), SharedWorlds(20, 1, own=True))
    found = rows(group, 33)
    assert found.column("world").to_pylist() == list(range(60))
    expected = run(load(BASELINE, ["us.tactic.timed.beta=0.3"]), 40, 1, first=20).worlds
    same(found.slice(20), expected)


def test_points_meet_the_same_luck():
    (group,) = groups_of(ScenarioSource(BASELINE), design({"us.tactic.timed.beta": [0.3, 0.3]}), SharedWorlds(25, 1))
    found = rows(group)
    same(found.slice(0, 25), found.slice(25).drop_columns(["point"]))


def test_what_is_swept_stands_in_the_rows():
    columns = {"us.tactic.timed.beta": [0.2, None]}
    (group,) = groups_of(ScenarioSource(BASELINE), design(columns), SharedWorlds(5, 1))
    found = rows(group)
    own = run(load(BASELINE), 5, 1).worlds.column("us.tactic.timed.beta").to_pylist()
    assert found.column("us.tactic.timed.beta").to_pylist() == [0.2] * 5 + own
    assert found.column_names[:3] == ["point", "world", "us.tactic.timed.beta"]
    assert "korea.tactic.timed.beta" not in found.column_names  # a draw, and draws were not asked for


@pytest.fixture
def seven_fails(monkeypatch):
    """World 7 of every point fails, as if its rules met a number that they cannot stand."""
    plays = []

    def failing(group, first, rows):
        plays.append(rows)
        if 7 in group.worlds(first, rows):
            raise FloatingPointError("the price of nothing")
        return found(group, first, rows)

    found = chunks.play_rows
    monkeypatch.setattr(chunks, "play_rows", failing)
    return plays


def test_a_world_that_fails_is_named_and_its_neighbours_are_kept(seven_fails):
    (group,) = groups_of(ScenarioSource(BASELINE), design({"us.tactic.timed.beta": [0.3, 0.3]}), SharedWorlds(20, 5))
    done = play_job(Job(0, 40, group, 0))
    assert [(f.point, f.world, f.seed) for f in done.failed] == [(0, 7, 5), (1, 7, 5)]
    assert done.failed[0].error == "FloatingPointError: the price of nothing"
    told = list(zip(done.table.column("point").to_pylist(), done.table.column("world").to_pylist(), strict=True))
    assert told == [(p, w) for p in range(2) for w in range(20) if w != 7]
    whole = run(load(BASELINE, ["us.tactic.timed.beta=0.3"]), 20, 5).worlds
    same(done.table.slice(0, 19), whole.filter(pa.array(np.arange(20) != 7)))


def test_a_chunk_in_which_all_fail_gives_up_soon(monkeypatch):
    def failing(group, first, rows):
        raise ValueError("nothing works")

    monkeypatch.setattr(chunks, "play_rows", failing)
    (group,) = groups_of(ScenarioSource(BASELINE), design({"us.tactic.timed.beta": [0.3]}), SharedWorlds(2000, 5))
    done = play_job(Job(0, 2000, group, 0))
    assert len(done.failed) == 2000
    assert done.table.num_rows == 0


def test_a_layout_counts_chunks_group_by_group_and_cuts_jobs_to_their_points():
    columns = {"us.tactic.timed.beta": [0.2, 0.3, 0.4, 0.5], "korea.opponent": ["none", "none", "fixed", "none"]}
    layout = Layout.of(ScenarioSource(BASELINE), design(columns), SharedWorlds(10, 1), chunk=8)
    assert layout.rows == 40
    assert [layout.rows_of(index) for index in range(layout.chunks)] == [8, 8, 8, 6, 8, 2]
    second, last = layout.jobs([1, 5])
    assert (list(second.group.points), second.first, second.rows) == ([0, 1], 8, 8)
    assert (list(last.group.points), last.first, last.rows) == ([2], 8, 2)
    assert second.group.figures == (((("us", "tactic", "timed", "beta")), ({"value": 0.2}, {"value": 0.3})),)
    whole = play_job(Job(0, 30, layout.groups[0], 0)).table
    assert_equal(play_job(second).table, whole.slice(8, 8))
